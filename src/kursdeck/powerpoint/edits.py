"""Telling an edited deck from one that was merely resaved, and saying which slides somebody changed.

Part names, placeholder names and slide ids do not survive LibreOffice, so slides are found again by what they
show: first those that look as built, then those that share something with one slide alone, then those that
stand where one is missing.
"""

from bisect import bisect_left
from collections import Counter
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from enum import Enum
from itertools import product

from msgspec import Struct

from kursdeck.powerpoint.colours import UNKNOWN
from kursdeck.powerpoint.slide_state import NO_FILL, Shape, SlideState
from kursdeck.powerpoint.slide_text import UNSAID, Look

PLACE_TOLERANCE = 50
"""Half a millimetre, degree or percent: LibreOffice moves by a hundredth, a person by a whole one or more."""
COLOUR_TOLERANCE = 3
"""Of 255: programs round tints differently."""


class Kind(Enum):
    """What happened to a slide."""

    CHANGED = "changed"
    MOVED = "moved"
    DELETED = "deleted"
    ADDED = "added"


class Edit(Struct, frozen=True):
    """One slide that is not as it was built.

    `slide` is its id, '' when it was added; `position` counts the file's slides from 1, 0 when it is gone.
    """

    kind: Kind
    slide: str
    position: int


class DeckState(Struct, frozen=True):
    """What a file shows now: its slides in order, and a digest of its bytes.

    `rewritten` says that LibreOffice has saved it at some time, and so has said what was left unsaid.
    """

    exact: str
    slides: tuple[SlideState, ...]
    rewritten: bool


def edits(built: Mapping[str, SlideState], now: DeckState) -> tuple[Edit, ...]:
    """Say which slides are not as they were built, in the file's order, the deleted ones last."""
    found = _matches(tuple(built.values()), now)
    moved = _moved([found[position] for position in sorted(found)])
    there = (_edits_at(place, found.get(place), moved, built, now) for place in range(len(now.slides)))
    gone = (Edit(Kind.DELETED, id_, 0) for number, id_ in enumerate(built) if number not in found.values())
    return (*(edit for each in there for edit in each), *gone)


def whereabouts(built: Mapping[str, SlideState], now: DeckState) -> Mapping[int, str]:
    """Give the ids of the slides that stand at the file's positions, from 1; one that was added has none."""
    ids = tuple(built)
    found = _matches(tuple(built.values()), now)
    return {position + 1: ids[number] for position, number in sorted(found.items())}


def alike(built: SlideState, now: SlideState, *, rewritten: bool) -> bool:
    """Say whether a slide shows what was built, but for what a resave changes."""
    return (
        (built.hidden, built.notes, len(built.shapes)) == (now.hidden, now.notes, len(now.shapes))
        and all(a.said == b.said for a, b in zip(built.shapes, now.shapes, strict=True))
        and all(_looks_alike(a, b, rewritten) for a, b in zip(built.shapes, now.shapes, strict=True))
    )


# ---- finding slides again


def _matches(before: Sequence[SlideState], now: DeckState) -> dict[int, int]:
    """Give for positions in the file, from 0, the numbers of the slides that were built."""
    found: dict[int, int] = {}
    for candidates in (_as_built, _akin, _in_a_gap):
        if len(found) < min(len(before), len(now.slides)):
            for position, number in candidates(before, now, found):
                if position not in found and number not in found.values():
                    found[position] = number
    return found


def _as_built(
    before: Sequence[SlideState], now: DeckState, found: Mapping[int, int]
) -> Iterator[tuple[int, int]]:
    """Pair slides that look as built; what was `found` meanwhile is not looked at again, nearly all in most files."""
    for (position, state), (number, built) in product(enumerate(now.slides), enumerate(before)):
        is_free = position not in found and number not in found.values()
        if is_free and alike(built, state, rewritten=now.rewritten):
            yield position, number


def _akin(
    before: Sequence[SlideState], now: DeckState, _found: Mapping[int, int]
) -> Iterator[tuple[int, int]]:
    """Pair slides that share texts, pictures or notes that stood on one slide only; the likest first."""
    texts = [_texts(state) for state in before]
    times = Counter(text for each in texts for text in each)
    own = [frozenset(text for text in each if times[text] == 1) for each in texts]
    pairs = product(range(len(now.slides)), range(len(before)))
    likeness = {pair: len(_texts(now.slides[pair[0]]) & own[pair[1]]) for pair in pairs}
    return (pair for pair in sorted(likeness, key=lambda pair: -likeness[pair]) if likeness[pair])


def _in_a_gap(
    before: Sequence[SlideState], now: DeckState, found: Mapping[int, int]
) -> Iterator[tuple[int, int]]:
    """Pair a slide that shares nothing with the built one that is missing after the slide before it."""
    for position in range(len(now.slides)):
        number = found.get(position - 1, -1) + 1 if position else 0
        if (not position or position - 1 in found) and number < len(before):
            yield position, number


def _texts(state: SlideState) -> frozenset[str]:
    return frozenset({state.notes, *(shape.said for shape in state.shapes)} - {""})


def _moved(numbers: Iterable[int]) -> frozenset[int]:
    """Name the fewest slides whose moving explains the order: all but a longest rising sequence."""
    lasts: list[int] = []
    chains: list[tuple[int, ...]] = [()]
    for number in numbers:
        at = bisect_left(lasts, number)
        lasts[at : at + 1] = [number]
        chains[at + 1 : at + 2] = [(*chains[at], number)]
    return frozenset(numbers) - frozenset(chains[-1])


def _edits_at(
    place: int,
    number: int | None,
    moved: Container[int],
    built: Mapping[str, SlideState],
    now: DeckState,
) -> Iterator[Edit]:
    """Say what became of the slide that now stands at `place`, and was the `number`th that was built."""
    if number is None:
        yield Edit(Kind.ADDED, "", place + 1)
        return
    id_, state = tuple(built.items())[number]
    if number in moved:
        yield Edit(Kind.MOVED, id_, place + 1)
    if not alike(state, now.slides[place], rewritten=now.rewritten):
        yield Edit(Kind.CHANGED, id_, place + 1)


# ---- what a resave changes


def _looks_alike(built: Shape, now: Shape, rewritten: bool) -> bool:
    return (
        built.kind == now.kind
        and len(built.place) == len(now.place)
        and all(abs(a - b) <= PLACE_TOLERANCE for a, b in zip(built.place, now.place, strict=True))
        and _same_colour(built.fill, now.fill, rewritten)
        and _same_colour(built.line, now.line, rewritten)
        and all(_same_look(a, b, rewritten) for a, b in _side_by_side(built, now))
    )


def _same_look(built: Look, now: Look, rewritten: bool) -> bool:
    return (
        built.size == now.size
        and _same_truth(built.bold, now.bold, rewritten)
        and _same_truth(built.italic, now.italic, rewritten)
        and _same_colour(built.colour, now.colour, rewritten)
    )


def _same_truth(built: int, now: int, rewritten: bool) -> bool:
    return built == now or (rewritten and UNSAID in {built, now})


def _same_colour(built: str, now: str, rewritten: bool) -> bool:
    if built == now or (rewritten and UNKNOWN in {built, now}):
        return True
    if {built, now} & {UNKNOWN, NO_FILL}:
        return False
    channels = zip(bytes.fromhex(built), bytes.fromhex(now), strict=True)
    return all(abs(a - b) <= COLOUR_TOLERANCE for a, b in channels)


def _side_by_side(built: Shape, now: Shape) -> Iterator[tuple[Look, Look]]:
    """Pair the looks of equal texts whose spans may be cut at different places."""
    ahead, behind = list(built.spans[::-1]), list(now.spans[::-1])
    while ahead and behind:
        (length, look), (other_length, other) = ahead.pop(), behind.pop()
        yield look, other
        if length > other_length:
            ahead.append((length - other_length, look))
        elif other_length > length:
            behind.append((other_length - length, other))
