"""On which slides of a deck something stands: in texts however they are cut into runs, notes, comments, properties.

All that a file says is looked at, attributes too: alternative texts, addresses of links, the names of those who
commented or saved it. Pictures, and files within the file, are not looked into.
"""

from collections.abc import Callable, Iterator
from hashlib import sha256

from lxml.etree import _Element as Element
from msgspec import Struct, field

from kursdeck.powerpoint.inheritance import listed
from kursdeck.powerpoint.markup import clark
from kursdeck.powerpoint.opc import Package, relationships_part

_P, _T, _BREAK = clark("a:p"), clark("a:t"), clark("a:br")
_SHARED = frozenset({"slideLayout", "slide", "image"})
"""Parts that a slide points to and that are not its own."""


class Mentions(Struct, frozen=True):
    """Where something stands: the numbers of slides, from 1, and whether elsewhere in the file too."""

    slides: tuple[int, ...] = ()
    elsewhere: bool = False

    def __bool__(self) -> bool:
        """Say whether it stands anywhere."""
        return bool(self.slides) or self.elsewhere


class Search(Struct, frozen=True, eq=False, dict=True):
    """A search through many decks: parts that they share are read once. `is_sought` judges a text."""

    is_sought: Callable[[str], bool]
    _read: dict[bytes, bool] = field(default_factory=dict)

    def mentions(self, package: Package) -> Mentions:
        """Say where in a deck it stands."""
        found = {part for part in package.xml_parts if self._stands_in(package, part)}
        slides = [_own(package, part) for part in listed(package, package.main, "p:sldIdLst/p:sldId")]
        numbers = tuple(number for number, own in enumerate(slides, 1) if own & found)
        return Mentions(numbers, bool(found.difference(*slides)))

    def _stands_in(self, package: Package, part: str) -> bool:
        key = sha256(package.parts[part]).digest()
        if key not in self._read:
            self._read[key] = any(map(self.is_sought, _texts(package, part)))
        return self._read[key]


def _own(package: Package, slide: str) -> frozenset[str]:
    """Give a slide's own parts: itself, its notes, its comments, and where each of them points."""
    arrows = package.relationships(slide)
    parts = (slide, *(each.target for each in arrows if not each.external and each.kind not in _SHARED))
    return frozenset((*parts, *(package.name_of(relationships_part(part)) for part in parts)))


def _texts(package: Package, part: str) -> Iterator[str]:
    root = package.document(part)
    if root is None:
        yield package.parts[part].decode(errors="replace")
        return
    for element in root.iter():
        if element.tag == _P:
            yield "".join(text.text or " " for text in element.iter(_T, _BREAK))
        yield from _said(element)


def _said(element: Element) -> Iterator[str]:
    if element.text:
        yield element.text
    yield from element.values()
