"""The form of a recipient: all that a course's Jinja can see of it without reading a letter.

Which texts are there, and in which language, decides how a deck is built; what they say does not. So recipients
of one form share one rendered deck, and their own texts go into its slots. A text that a course does compare or
put into an address is part of the form itself.
"""

from collections.abc import Hashable, Iterable, Iterator, Mapping
from typing import TypeAlias

from msgspec import Struct, field

from kursdeck.deck import Run
from kursdeck.pictures import Image
from kursdeck.render.environment import Names
from kursdeck.render.text import RichText
from kursdeck.slots import FIRST_TEXT, slot

Form: TypeAlias = tuple[Hashable, ...]
"""Equal for two recipients just when a deck of the one, with its slots filled anew, is the deck of the other."""

LOGO_KEY = "logo"
"""What stands for the hash in the names of a logo's parts: they are the same in every deck."""
A_LOGO = Image(LOGO_KEY, "png", b"", 1, 1)
"""What stands for a recipient's logo until its slot is filled."""


class Leaf(Struct, frozen=True):
    """A value at the end of a path of names, such as the text at 'recipient.name'."""

    path: str
    value: object


def leaves(names: Mapping[str, object], reads: frozenset[str]) -> tuple[Leaf, ...]:
    """Give the values that are reached by names such as 'recipient.name', or all below 'recipient', in order."""
    return tuple(leaf for name, value in names.items() for leaf in _read(name, value, reads))


def _read(name: str, value: object, reads: frozenset[str]) -> Iterator[Leaf]:
    match value:
        case Names(values=values) if name not in reads:
            for field_, inner in values.items():
                if f"{name}.{field_}" in reads:
                    yield from _leaves(f"{name}.{field_}", inner)
        case _ if name in reads:
            yield from _leaves(name, value)
        case _:
            pass


def _leaves(path: str, value: object) -> Iterator[Leaf]:
    match value:
        case Names(values=values):
            for name, inner in values.items():
                yield from _leaves(f"{path}.{name}", inner)
        case tuple():
            yield Leaf(path, len(value))
            for number, inner in enumerate(value):
                yield from _leaves(f"{path}.{number}", inner)
        case _:
            yield Leaf(path, value)


def form_of(found: Iterable[Leaf], opened: frozenset[str]) -> Form:
    """Give the form; texts at the paths `opened` are looked into."""
    return tuple(_seen(leaf, opened) for leaf in found)


def used(found: Iterable[Leaf], reads: frozenset[str]) -> Iterator[Leaf]:
    """Give the values that are reached by names such as 'recipient.name', or all below 'recipient'."""
    for leaf in found:
        root, _, field_ = leaf.path.partition(".")
        if root in reads or f"{root}.{field_.partition('.')[0]}" in reads:
            yield leaf


def _seen(leaf: Leaf, opened: frozenset[str]) -> Hashable:
    match leaf.value:
        case RichText(runs=runs) if leaf.path in opened:
            return runs
        case RichText(runs=runs):
            return tuple(run.lang for run in runs)
        case Image():
            return LOGO_KEY
        case value:
            return value


# ---- slots


class Seats(Struct, frozen=True, eq=False, dict=True):
    """Which slot stands for which run of which text; it grows, and a text keeps its slot whatever the form."""

    _numbers: dict[tuple[str, int], int] = field(default_factory=dict)

    def number(self, path: str, run: int) -> int:
        """Give the slot for a run of the text at a path."""
        return self._numbers.setdefault((path, run), FIRST_TEXT + len(self._numbers))

    def paths(self, numbers: Iterable[int]) -> frozenset[str]:
        """Give the paths of the texts that slots stand for."""
        wanted = set(numbers)
        return frozenset(path for (path, _), number in self._numbers.items() if number in wanted)

    def texts(self, found: Iterable[Leaf]) -> tuple[str, ...]:
        """Give what goes into the slots, from FIRST_TEXT on."""
        texts: dict[int, str] = {}
        for leaf in found:
            if isinstance(leaf.value, RichText):
                for place, run in enumerate(leaf.value.runs):
                    texts[self.number(leaf.path, place)] = run.text
        return tuple(texts.get(number, "") for number in self._numbers.values())

    def slotted(self, path: str, text: RichText) -> RichText:
        """Give a text with a slot for each of its runs."""
        runs = (Run(slot(self.number(path, place)), run.lang) for place, run in enumerate(text.runs))
        return RichText(runs, text.source)


def with_slots(names: Mapping[str, object], opened: frozenset[str], seats: Seats) -> Mapping[str, object]:
    """Give the names with slots for all texts but those at the paths `opened`."""
    done: dict[int, object] = {}
    for name, value in names.items():
        if id(value) not in done:
            done[id(value)] = _slotted(name, value, opened, seats)
    return {name: done[id(value)] for name, value in names.items()}


def _slotted(path: str, value: object, opened: frozenset[str], seats: Seats) -> object:
    match value:
        case Names(title=title, values=values):
            inner = {name: _slotted(f"{path}.{name}", each, opened, seats) for name, each in values.items()}
            return Names(title, inner)
        case tuple():
            return tuple(
                _slotted(f"{path}.{number}", each, opened, seats) for number, each in enumerate(value)
            )
        case RichText() if path not in opened:
            return seats.slotted(path, value)
        case Image():
            return A_LOGO
        case _:
            return value
