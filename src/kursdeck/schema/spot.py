"""A value of the document that a finding is about: where it stands, what it is called, how it was written."""

from msgspec import Struct
from msgspec.structs import replace

from kursdeck.documents import Entry, Listing, Node, Scalar, Table
from kursdeck.source import Source

MOST_SHOWN = 40
"""How many characters of a wrong value a message repeats."""


class Spot(Struct, frozen=True):
    """A value in the document: its node, the key it stands under if any, and what to call it."""

    node: Node
    entry: Entry | None
    name: str

    @property
    def written(self) -> str:
        """The value as a message can repeat it."""
        match self.node:
            case Scalar(text=text):
                return shortened(text)
            case Listing():
                return "[…]"
            case Table():
                return "{…}"

    @property
    def is_empty(self) -> bool:
        """Whether nothing was written, or only `null` or ''."""
        return isinstance(self.node, Scalar) and self.node.value in {None, ""}

    @property
    def key_source(self) -> Source:
        """The place of the key, or of the value where it has none."""
        return self.entry.source if self.entry else self.node.source


def below(spot: Spot, step: str | int) -> Spot:
    """Give what stands under a key or at an index; a scalar holds nothing and gives itself."""
    match spot.node:
        case Table():
            return key_of(spot, str(step))
        case Listing(items=items):
            return Spot(items[int(step)], None, f"{spot.name}[{step}]")
        case Scalar():
            return spot


def key_of(spot: Spot, name: str) -> Spot:
    """Give what stands under a key; the table itself where it has no such key."""
    entries = spot.node.entries if isinstance(spot.node, Table) else ()
    entry = next((entry for entry in entries if entry.key == name), None)
    return Spot(entry.node, entry, name) if entry else spot


def head(spot: Spot) -> Source:
    """Give the place to say what a mapping lacks: its first key, or what it stands under."""
    if isinstance(spot.node, Table) and spot.node.entries:
        return replace(spot.node.entries[0].source, path=spot.node.source.path)
    return spot.key_source


def parts(node: Node) -> tuple[Source, ...]:
    """Give the places of what a collection holds."""
    match node:
        case Table(entries=entries):
            return tuple(entry.source for entry in entries)
        case Listing(items=items):
            return tuple(item.source for item in items)
        case Scalar():
            return ()


def shortened(text: str) -> str:
    """Give a text on one line of at most 40 characters."""
    line = " ".join(text.split())
    return line if len(line) <= MOST_SHOWN else f"{line[: MOST_SHOWN - 1]}…"
