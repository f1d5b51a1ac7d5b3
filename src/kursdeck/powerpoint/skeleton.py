"""What a deck has before it has slides: the template's masters, layouts and themes, without the template's slides.

python-pptx opens the template and knows its parts; everything that no recipient changes comes from here.
"""

import zipfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from io import BytesIO

from lxml import etree
from lxml.etree import _Element as Element
from pptx import Presentation
from pptx.opc.package import Part as OpcPart

from kursdeck.powerpoint.markup import clark, element
from kursdeck.powerpoint.opc import CONTENT_TYPES
from kursdeck.powerpoint.parts import OFFICE, OFFICE_TYPES, Link, Part
from kursdeck.powerpoint.zipped import zip_of

MAIN = "ppt/presentation.xml"
MAIN_TYPE = f"{OFFICE_TYPES}.presentationml.presentation.main+xml"
TEMPLATE_TYPE = MAIN_TYPE.replace("presentation.main", "template.main")
SECTIONS = "{521415D9-36F7-43E2-AB2F-B90AF26B5E84}"
"""The extension of the presentation that holds its sections (MS-PPTX, 2.2.26)."""
_UNWANTED = frozenset(
    {f"{OFFICE}/{kind}" for kind in ("slide", "customXml", "printerSettings", "commentAuthors")}
)
"""Relationships of the template's presentation that a deck does not take over."""


@dataclass(frozen=True)
class Skeleton:
    """The parts that every deck of a template has. `main` is the presentation, without slides or sections."""

    parts: tuple[Part, ...]
    main: bytes
    main_links: tuple[Link, ...]
    notes_master: str


@lru_cache(maxsize=8)
def skeleton(data: bytes) -> Skeleton:
    """Take a template apart that `read_template` has accepted."""
    presentation = Presentation(BytesIO(_as_presentation(data)))
    notes_master = _zip_name(presentation.notes_master.part)
    main = presentation.part
    links = tuple(
        Link(link_id, link.reltype, _zip_name(link.target_part))
        for link_id, link in main.rels.items()
        if not link.is_external and link.reltype not in _UNWANTED
    )
    by_name = {_zip_name(part): part for part in main.package.iter_parts()}
    notes_link = next(link.id for link in links if link.target == notes_master)
    parts = _reachable((link.target for link in links), by_name)
    return Skeleton(parts, _bare(main.blob, notes_link), links, notes_master)


def _as_presentation(data: bytes) -> bytes:
    """Give a template (.potx) the content type of a presentation, which is all that sets them apart.

    python-pptx opens only presentations (scanny/python-pptx#1070).
    """
    with zipfile.ZipFile(BytesIO(data)) as archive:
        if TEMPLATE_TYPE not in archive.read(CONTENT_TYPES).decode():
            return data
        parts = {name: archive.read(name) for name in archive.namelist()}
    parts[CONTENT_TYPES] = parts[CONTENT_TYPES].replace(TEMPLATE_TYPE.encode(), MAIN_TYPE.encode())
    return zip_of(parts)


def _reachable(start: Iterable[str], parts: Mapping[str, OpcPart]) -> tuple[Part, ...]:
    """Give all parts that the presentation leads to, in a fixed order; slides are not among them."""
    found: dict[str, Part] = {}
    waiting = [name for name in start if name != MAIN]
    while waiting:
        name = waiting.pop()
        if name in found:
            continue
        links = tuple(_links(parts[name]))
        found[name] = Part(name, parts[name].content_type, parts[name].blob, links)
        waiting += (link.target for link in links if not link.external and link.target != MAIN)
    return tuple(found[name] for name in sorted(found))


def _links(part: OpcPart) -> Iterator[Link]:
    for link_id, link in part.rels.items():
        target = link.target_ref if link.is_external else _zip_name(link.target_part)
        yield Link(link_id, link.reltype, target, link.is_external)


def _zip_name(part: OpcPart) -> str:
    return str(part.partname).removeprefix("/")


def _bare(blob: bytes, notes_master_link: str) -> bytes:
    """Take slides and sections out of the presentation, and list its notes master.

    python-pptx makes a notes master where a template has none, but does not list it (ISO 29500-1, 19.2.1.25).
    """
    root = etree.fromstring(blob)
    unwanted = ("p:sldIdLst", "p:custShowLst", "p:notesMasterIdLst", "p:custDataLst")
    for tag in unwanted:
        for child in root.findall(clark(tag)):
            root.remove(child)
    for extension in root.findall(f"{clark('p:extLst')}/{clark('p:ext')}"):
        if extension.get("uri") == SECTIONS:
            _remove(extension)
    masters = root.find(clark("p:sldMasterIdLst"))
    if masters is not None:
        masters.addnext(
            element("p:notesMasterIdLst", element("p:notesMasterId", **{"r:id": notes_master_link}))
        )
    return etree.tostring(root)


def _remove(child: Element) -> None:
    parent = child.getparent()
    if parent is not None:
        parent.remove(child)
