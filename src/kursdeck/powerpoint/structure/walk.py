"""The ways through a package that many rules share: elements, kinds of parts, and who points where."""

from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import chain

from lxml.etree import _Element as Element

from kursdeck.powerpoint.opc import Package, Relationship

NAMESPACES = {
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "asvg": "http://schemas.microsoft.com/office/drawing/2016/SVG/main",
    "c": "http://schemas.openxmlformats.org/drawingml/2006/chart",
    "ct": "http://schemas.openxmlformats.org/package/2006/content-types",
    "dcterms": "http://purl.org/dc/terms/",
    "dgm": "http://schemas.openxmlformats.org/drawingml/2006/diagram",
    "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
    "p": "http://schemas.openxmlformats.org/presentationml/2006/main",
    "p14": "http://schemas.microsoft.com/office/powerpoint/2010/main",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "rel": "http://schemas.openxmlformats.org/package/2006/relationships",
    "xsi": "http://www.w3.org/2001/XMLSchema-instance",
}

_PRESENTATIONML = "application/vnd.openxmlformats-officedocument.presentationml."
SLIDE = f"{_PRESENTATIONML}slide+xml"
LAYOUT = f"{_PRESENTATIONML}slideLayout+xml"
MASTER = f"{_PRESENTATIONML}slideMaster+xml"
NOTES = f"{_PRESENTATIONML}notesSlide+xml"
NOTES_MASTER = f"{_PRESENTATIONML}notesMaster+xml"
HANDOUT_MASTER = f"{_PRESENTATIONML}handoutMaster+xml"
THEME = "application/vnd.openxmlformats-officedocument.theme+xml"
CHART = "application/vnd.openxmlformats-officedocument.drawingml.chart+xml"
SHEETS = (SLIDE, LAYOUT, MASTER, NOTES, NOTES_MASTER, HANDOUT_MASTER)
"""The kinds of parts that hold a tree of shapes."""


def tag(name: str) -> str:
    """Give the name that lxml uses: `p:sldId` in Clark notation."""
    prefix, _, local = name.partition(":")
    return f"{{{NAMESPACES[prefix]}}}{local}"


R_ID = tag("r:id")


def every(package: Package, kinds: tuple[str, ...], *names: str) -> Iterator[tuple[str, Element]]:
    """Give all elements of these names in the parts of these content types, each with its part."""
    tags = tuple(map(tag, names))
    for part in chain.from_iterable(map(package.of_type, kinds)):
        root = package.document(part)
        if root is not None:
            for element in root.iter(*tags):
                yield part, element


def in_presentation(package: Package, *names: str) -> Iterator[Element]:
    """Give all elements of these names in the presentation part."""
    root = package.document(package.main)
    return iter(()) if root is None else root.iter(*map(tag, names))


def by_id(package: Package, part: str) -> dict[str, Relationship]:
    """Give a part's relationships by their ids."""
    return {arrow.id: arrow for arrow in package.relationships(part)}


def targets(package: Package, part: str, *names: str) -> Iterator[tuple[Element, str]]:
    """Give the elements of these names in a part with the part that each one's r:id leads to, or ''."""
    arrows = by_id(package, part)
    root = package.document(part)
    for element in root.iter(*map(tag, names)) if root is not None else ():
        arrow = arrows.get(element.get(R_ID, ""))
        yield element, arrow.target if arrow else ""


def listed(package: Package, part: str, *names: str) -> tuple[str, ...]:
    """Name the parts that a list in a part leads to, in order, without the entries that lead nowhere."""
    return tuple(target for _, target in targets(package, part, *names) if target in package.parts)


def shape_name(element: Element) -> str:
    """Give the name that PowerPoint's selection pane shows for the shape an element belongs to, or ''."""
    for candidate in chain((element,), element.iterancestors()):
        for properties in candidate.iterchildren():
            named = properties.find(tag("p:cNvPr"))
            if named is not None:
                return str(named.get("name", ""))
    return ""


def repeated(values: Iterable[str]) -> tuple[str, ...]:
    """Give the values that stand in a list more than once, each once, in order."""
    return tuple(value for value, times in Counter(values).items() if times > 1)
