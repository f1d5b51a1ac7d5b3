"""Reading a slide once, however many decks it stands in: a batch's decks share most of theirs.

A slide's state depends on its own bytes, on what it points at, and on what it inherits from. Where all of that
was seen before, byte for byte, the state is known.
"""

from collections.abc import Iterator
from typing import TypeAlias

from lxml import etree
from msgspec import Struct, field

from kursdeck.powerpoint.inheritance import Design, Designs
from kursdeck.powerpoint.markup import clark
from kursdeck.powerpoint.opc import Package, Relationship
from kursdeck.powerpoint.slide_state import SlideReading, slide_reading

Key: TypeAlias = tuple[bytes | str, ...]

NOTHING = SlideReading(hidden=False, notes=(), shapes=())
_SHOWN = ("image", "notesSlide")
"""The kinds of parts whose content a slide's state holds."""


class Seen(Struct, frozen=True, eq=False, dict=True):
    """The slides and layouts that were read so far; it grows, and lives as long as a batch."""

    _slides: dict[Key, SlideReading | None] = field(default_factory=dict)
    _designs: dict[Key, Design | None] = field(default_factory=dict)

    def slide(self, designs: Designs, part: str) -> SlideReading:
        """Read the slide in `part`; one that cannot be read, or whose layout cannot, shows nothing."""
        layout = next(iter(designs.package.related(part, "slideLayout")), "")
        inherited = _inherited(designs.package, layout)
        key = (*_own(designs.package, part), *inherited)
        if key not in self._slides:
            design = self._design(designs, layout, inherited)
            self._slides[key] = None if design is None else slide_reading(designs.package, design, part)
        return self._slides[key] or NOTHING

    def _design(self, designs: Designs, layout: str, key: Key) -> Design | None:
        if key not in self._designs:
            self._designs[key] = designs.of(layout)
        return self._designs[key]


def _own(package: Package, part: str) -> Iterator[bytes | str]:
    yield package.parts.get(part, b"")
    for arrow in package.relationships(part):
        yield from (arrow.id, arrow.kind, _content(package, arrow))


def _content(package: Package, arrow: Relationship) -> bytes | str:
    if arrow.external:
        return arrow.target
    return package.parts.get(arrow.target, b"") if arrow.kind in _SHOWN else b""


def _inherited(package: Package, layout: str) -> Key:
    """Give all that a layout's slides inherit from: the layout, its master, the theme, the defaults."""
    master = next(iter(package.related(layout, "slideMaster")), "")
    theme = next(iter(package.related(master, "theme")), "")
    main = package.document(package.main)
    defaults = None if main is None else main.find(clark("p:defaultTextStyle"))
    said = b"" if defaults is None else etree.tostring(defaults)
    return (*(package.parts.get(part, b"") for part in (layout, master, theme)), said)
