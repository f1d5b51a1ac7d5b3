"""What an update does with each slide, decided from what was built, what the file shows and what the course has now.

What a person changed or added stays; what nobody touched follows the course. The unit is the course's slide, not
the page: a text that goes on on a second page is flowed anew when it changes, so where a person changed one of
its pages, all of them stay as they are.
"""

from collections.abc import Collection, Container, Iterator, Mapping, Sequence
from enum import Enum

from msgspec import Struct
from msgspec.structs import replace

from kursdeck.powerpoint.edits import DeckState, Edit, Kind, edits, whereabouts
from kursdeck.powerpoint.slide_state import SlideState

CONTINUED = "--"
"""What parts a slide's id from a page's number in the page's id (`deck.Page.id`); no slide's id holds it."""


class Fate(Enum):
    """What becomes of a page."""

    UNCHANGED = "same"
    REPLACED = "replaced"
    NEW = "new"
    REMOVED = "removed"
    EDITED = "kept-edited"
    ATTACHED = "kept-attached"
    ADDED = "kept-added"
    DELETED = "stays-deleted"


IN_RESULT = frozenset(Fate) - {Fate.REMOVED, Fate.DELETED}
"""The fates of pages that the updated deck has."""
FROM_TODAY = frozenset({Fate.REPLACED, Fate.NEW})
"""The fates of pages that are taken from today's deck."""
DOING = FROM_TODAY | {Fate.REMOVED}
"""The fates that make the updated deck another than the file."""


class Step(Struct, frozen=True):
    """What becomes of one page: `page` is its id, '' when a person added it.

    `position` counts the file's slides from 1 and is 0 for what is not there. `outdated` says that the course
    has changed a slide that stays because a person changed it too.
    """

    fate: Fate
    page: str
    position: int
    outdated: bool = False

    @property
    def stays(self) -> bool:
        """Say whether the updated deck has the page."""
        return self.fate in IN_RESULT

    @property
    def is_kept(self) -> bool:
        """Say whether it stays because of what a person did."""
        return self.fate in {Fate.EDITED, Fate.ATTACHED, Fate.ADDED}

    @property
    def is_behind(self) -> bool:
        """Say whether it is lacking or not as in the course; what a person deleted is nobody's concern."""
        return self.fate in DOING or (self.outdated and self.is_kept)


def plan(
    built: Mapping[str, SlideState],
    now: DeckState,
    today: Mapping[str, SlideState],
    redesigned: Container[str] = frozenset(),
) -> tuple[Step, ...]:
    """Decide for every page of the file and of today's deck, in the result's order; the deleted come last.

    `redesigned` are the pages whose layout looks otherwise today, though they show the same.
    """
    course = _Course(built, today, edits(built, now), redesigned)
    places = whereabouts(built, now)
    there = tuple(course.step(places.get(place, ""), place) for place in range(1, len(now.slides) + 1))
    return (*_with_new(there, course.new(), tuple(today)), *course.deleted({step.page for step in there}))


def with_linked(steps: tuple[Step, ...], jumps: Mapping[int, Container[int]]) -> tuple[Step, ...]:
    """Keep what a slide that stays as a person has it jumps to; `jumps` are positions in the file.

    To take the jump out would be to change that slide.
    """
    own = [step.position for step in steps if step.stays and step.fate not in FROM_TODAY]
    kept = tuple(
        replace(step, fate=Fate.ATTACHED)
        if step.fate is Fate.REMOVED and any(step.position in jumps.get(each, ()) for each in own)
        else step
        for step in steps
    )
    return kept if kept == steps else with_linked(kept, jumps)


def slides_after(
    steps: Sequence[Step], built: Mapping[str, SlideState], today: Mapping[str, SlideState]
) -> Mapping[str, SlideState]:
    """Give what the updated deck's manifest says: what stays is compared with what was built of it, ever after."""
    new = [step.page for step in steps if step.fate is Fate.NEW]
    fates = {step.page: step.fate for step in steps}
    order = [page for page in built if fates.get(page, Fate.REMOVED) is not Fate.REMOVED]
    for page in new:
        order.insert(_place(page, order, tuple(today)), page)
    return {page: (today if fates[page] in FROM_TODAY else built)[page] for page in order}


def is_reordered(built: Mapping[str, SlideState], today: Mapping[str, SlideState]) -> bool:
    """Say whether the course has its slides in another order than when the deck was built."""
    return [page for page in built if page in today] != [page for page in today if page in built]


def slide_of(page: str) -> str:
    """Give the id of the course's slide that a page shows."""
    return page.partition(CONTINUED)[0]


class _Course(Struct, frozen=True):
    """The course as it was built and as it is, with what a person did in between."""

    built: Mapping[str, SlideState]
    today: Mapping[str, SlideState]
    found: tuple[Edit, ...]
    redesigned: Container[str]

    def step(self, page: str, position: int) -> Step:
        """Decide for a page of the file."""
        if not page:
            return Step(Fate.ADDED, "", position)
        if slide_of(page) in self._touched():
            fate = Fate.EDITED if page in self._of(Kind.CHANGED) else Fate.ATTACHED
            return Step(fate, page, position, self._is_outdated(page))
        if page not in self.today:
            return Step(Fate.REMOVED, page, position)
        same = self.built[page] == self.today[page] and page not in self.redesigned
        return Step(Fate.UNCHANGED if same else Fate.REPLACED, page, position)

    def new(self) -> tuple[str, ...]:
        """Name the pages that the course has gained, without those of slides that stay as a person has them."""
        touched = self._touched()
        return tuple(page for page in self.today if page not in self.built and slide_of(page) not in touched)

    def deleted(self, there: Collection[str]) -> Iterator[Step]:
        """Say what stays deleted; what the course has dropped too is forgotten, unless another page of it is there."""
        slides = {slide_of(page) for page in (*self.today, *there)}
        for edit in self.found:
            if edit.kind is Kind.DELETED and slide_of(edit.slide) in slides:
                yield Step(Fate.DELETED, edit.slide, 0, self._is_outdated(edit.slide))

    def _touched(self) -> frozenset[str]:
        return frozenset(map(slide_of, self._of(Kind.CHANGED, Kind.DELETED)))

    def _of(self, *kinds: Kind) -> frozenset[str]:
        return frozenset(edit.slide for edit in self.found if edit.kind in kinds)

    def _is_outdated(self, page: str) -> bool:
        return _pages(self.built, slide_of(page)) != _pages(self.today, slide_of(page))


def _pages(states: Mapping[str, SlideState], slide: str) -> dict[str, SlideState]:
    return {page: state for page, state in states.items() if slide_of(page) == slide}


# ---- where a new page goes


def _with_new(there: Sequence[Step], new: Sequence[str], order: Sequence[str]) -> tuple[Step, ...]:
    steps = list(there)
    for page in new:
        steps.insert(_place(page, [step.page for step in steps], order), Step(Fate.NEW, page, 0))
    return tuple(steps)


def _place(page: str, there: Sequence[str], order: Sequence[str]) -> int:
    """Find where a page goes among those that are there: after its neighbour before it in the course.

    What a person added after that neighbour belongs to it, and so do the neighbour's further pages. Without a
    neighbour before it a page goes before the next one after it, or to the end.
    """
    at = order.index(page)
    before = next((other for other in reversed(order[:at]) if other in there), "")
    if not before:
        return next((there.index(other) for other in order[at + 1 :] if other in there), len(there))
    place = there.index(before) + 1
    goes_on = slide_of(before) == slide_of(page)
    while not goes_on and place < len(there) and slide_of(there[place]) in {"", slide_of(before)}:
        place += 1
    return place
