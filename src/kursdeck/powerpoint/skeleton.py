"""What a deck has before it has slides: the template's masters, layouts and themes, without the template's slides.

Everything that no recipient changes comes from here. A template that is not ready for that, because it has slides
of its own or no notes master, is made ready by python-pptx first.
"""

from functools import lru_cache

from lxml import etree
from lxml.etree import _Element as Element
from msgspec import Struct

from kursdeck.powerpoint.linked import links_of, parts_of, reachable
from kursdeck.powerpoint.markup import clark, element, serialise
from kursdeck.powerpoint.opc import Package
from kursdeck.powerpoint.package import read_package
from kursdeck.powerpoint.parts import OFFICE, OFFICE_TYPES, Link, Part, office_link

MAIN = "ppt/presentation.xml"
MAIN_TYPE = f"{OFFICE_TYPES}.presentationml.presentation.main+xml"
SECTIONS = "{521415D9-36F7-43E2-AB2F-B90AF26B5E84}"
"""The extension of the presentation that holds its sections (MS-PPTX, 2.2.26)."""
_UNWANTED = frozenset(
    {f"{OFFICE}/{kind}" for kind in ("slide", "customXml", "printerSettings", "commentAuthors", "viewProps")}
)
"""Relationships of the template's presentation that a deck does not take over.

View properties say where the designer was when the template was saved: a deck would open in the master view. They
may also lead to slides (ISO 29500-1, 19.2.1.30 sldLst). PowerPoint is said to miss them, so a deck has its own."""
VIEW_PROPERTIES = Part(
    "ppt/viewProps.xml", f"{OFFICE_TYPES}.presentationml.viewProps+xml", serialise(element("p:viewPr"))
)


class Skeleton(Struct, frozen=True, dict=True):
    """The parts that every deck of a template has. `main` is the presentation, without slides or sections."""

    parts: tuple[Part, ...]
    main: bytes
    main_links: tuple[Link, ...]
    notes_master: str


@lru_cache(maxsize=8)
def skeleton(data: bytes) -> Skeleton:
    """Take a template apart that `read_template` has accepted."""
    package = _package(data)
    if package.related(package.main, "slide") or not package.related(package.main, "notesMaster"):
        from kursdeck.powerpoint.readying import ready  # noqa: PLC0415 - python-pptx takes 0.1 s to import

        package = _package(ready(data))
    (notes_master,) = package.related(package.main, "notesMaster")
    links = tuple(link for link in links_of(package, package.main) if link.type not in _UNWANTED)
    notes_link = next(link.id for link in links if link.target == notes_master)
    others = {name: part for name, part in sorted(parts_of(package).items()) if name != package.main}
    parts = (*reachable(others, links).values(), VIEW_PROPERTIES)
    links = (*links, office_link("view-properties", "viewProps", VIEW_PROPERTIES.name))
    return Skeleton(parts, _bare(package.parts[package.main], notes_link), links, notes_master)


def _package(data: bytes) -> Package:
    package, findings = read_package(data, "")
    if package is None:
        raise ValueError([finding.id for finding in findings])  # read_template accepts no such template
    return package


def _bare(data: bytes, notes_master_link: str) -> bytes:
    """Take slides and sections out of the presentation, and list its notes master.

    python-pptx makes a notes master where a template has none, but does not list it (ISO 29500-1, 19.2.1.25).
    """
    root = etree.fromstring(data)
    unwanted = ("p:sldIdLst", "p:custShowLst", "p:notesMasterIdLst", "p:custDataLst")
    for tag in unwanted:
        for child in root.findall(clark(tag)):
            root.remove(child)
    for extension in root.findall(f"{clark('p:extLst')}/{clark('p:ext')}"):
        if extension.get("uri") == SECTIONS:
            _remove(extension)
    masters = root.find(clark("p:sldMasterIdLst"))
    if masters is not None:
        listed = element("p:notesMasterId", **{"r:id": notes_master_link})
        masters.addnext(element("p:notesMasterIdLst", listed))
    return etree.tostring(root)


def _remove(child: Element) -> None:
    parent = child.getparent()
    if parent is not None:
        parent.remove(child)
