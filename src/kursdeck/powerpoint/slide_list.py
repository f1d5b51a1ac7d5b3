"""The presentation part of an updated deck: its lists of slides, sections and masters, each with ids of its own."""

from collections.abc import Container, Iterable, Mapping, Sequence
from copy import deepcopy
from itertools import count
from typing import NamedTuple

from lxml import etree
from lxml.etree import _Element as Element
from msgspec.structs import replace

from kursdeck.powerpoint.linked import free_name
from kursdeck.powerpoint.markup import clark, element, serialise
from kursdeck.powerpoint.parts import Part, office_link
from kursdeck.powerpoint.sections import Section, contiguous, extension, section_list
from kursdeck.powerpoint.skeleton import SECTIONS
from kursdeck.powerpoint.structure.presentation import MASTER_IDS, SLIDE_IDS
from kursdeck.powerpoint.structure.walk import MASTER, NOTES_MASTER

_R_ID = clark("r:id")
_SLIDES, _SIZE = clark("p:sldIdLst"), clark("p:sldSz")
_MASTERS, _NOTES_MASTERS = clark("p:sldMasterIdLst"), clark("p:notesMasterIdLst")
_MASTER_ENTRY, _LAYOUT_ENTRY = clark("p:sldMasterId"), clark("p:sldLayoutId")
_EXTENSIONS = clark("p:extLst")
_BEFORE_SLIDES = (_MASTERS, _NOTES_MASTERS, clark("p:handoutMasterIdLst"))
"""What a list of slides stands after (ISO 29500-1, 19.2.1.26 presentation)."""


class Listed(NamedTuple):
    """A slide as it is to be listed: its part, and what it had in its own deck: an id, and a section if any."""

    part: str
    id: str
    section: Section | None


def with_slides(main: Part, slides: Sequence[Listed]) -> Part:
    """List these slides and no others, in this order; a slide that is listed keeps its entry."""
    root = etree.fromstring(main.data)
    old = root.find(_SLIDES)
    targets = {link.id: link.target for link in main.links}
    entries = {targets.get(entry.get(_R_ID, ""), ""): entry for entry in (() if old is None else old)}
    links = dict(_new_links(main, (slide.part for slide in slides if slide.part not in entries)))
    ids = _ids(slides, {part: entry.get("id", "") for part, entry in entries.items()})
    new = {part: element("p:sldId", id=ids[part], **{"r:id": link}) for part, link in links.items()}
    found = {**{part: deepcopy(entry) for part, entry in entries.items()}, **new}
    if old is not None:
        root.remove(old)
    _after(root, _BEFORE_SLIDES, element("p:sldIdLst", *(found[slide.part] for slide in slides)))
    _put_sections(root, [(ids[slide.part], slide.section) for slide in slides])
    added = (office_link(link, "slide", part) for part, link in links.items())
    return replace(main, data=serialise(root), links=(*main.links, *added))


def _new_links(main: Part, parts: Iterable[str]) -> Iterable[tuple[str, str]]:
    taken = {link.id for link in main.links}
    for part in parts:
        wanted = "slide-" + part.rpartition("/")[2].removesuffix(".xml")
        id_ = free_name(wanted, taken)
        taken.add(id_)
        yield part, id_


def _ids(slides: Sequence[Listed], kept: Mapping[str, str]) -> dict[str, str]:
    """Give each slide its id: that of its entry, else its own, else the next that is free."""
    ids = {slide.part: kept[slide.part] for slide in slides if slide.part in kept}
    for slide in slides:
        if slide.part not in ids:
            wanted = int(slide.id) if slide.id.isdecimal() else SLIDE_IDS.start
            ids[slide.part] = _free(wanted, SLIDE_IDS, set(ids.values()))
    return ids


def _free(wanted: int, allowed: range, taken: Container[str]) -> str:
    """Give the first free number from `wanted` on; past the end it goes on at the beginning."""
    start = wanted if wanted in allowed else allowed.start
    numbers = (allowed[(start - allowed.start + step) % len(allowed)] for step in count())
    return next(str(number) for number in numbers if str(number) not in taken)


def _put_sections(root: Element, wanted: Sequence[tuple[str, Section | None]]) -> None:
    """Write the sections anew, in their extension; a deck without any keeps none."""
    holder = _child(root, _EXTENSIONS, len(root))
    for old in holder.findall(clark("p:ext")):
        if old.get("uri") == SECTIONS:
            holder.remove(old)
    given = contiguous([section for _, section in wanted])
    slides = [(id_, section) for (id_, _), section in zip(wanted, given, strict=True) if section]
    if slides:
        holder.insert(0, extension(section_list(slides)))


def _child(root: Element, tag: str, place: int) -> Element:
    """Find a child, or make it at a place."""
    found = root.find(tag)
    if found is None:
        found = etree.Element(tag)
        root.insert(place, found)
    return found


def _after(root: Element, tags: Sequence[str], child: Element) -> None:
    """Put a child after the last of the elements with these tags, which stand first of all."""
    last = [each for tag in tags for each in root.findall(tag)][-1:]
    root.insert(root.index(last[0]) + 1 if last else 0, child)


# ---- masters


def with_masters(parts: Mapping[str, Part], main: str, brought: Iterable[str]) -> dict[str, Part]:
    """List the masters among the parts that were brought, and number them and their layouts anew.

    Masters and layouts share one set of ids (ISO 29500-1, ST_SlideMasterId, ST_SlideLayoutId).
    """
    brought = tuple(brought)
    new = [name for name in brought if parts[name].content_type == MASTER]
    notes = [name for name in brought if parts[name].content_type == NOTES_MASTER]
    if not new and not notes:
        return dict(parts)
    taken = _master_ids(part for name, part in parts.items() if name == main or _is_old(part, new))
    numbered = {name: _numbered(parts[name], taken) for name in new}
    return {**parts, **numbered, main: _with_entries(parts[main], new, notes, taken)}


def _is_old(part: Part, new: Container[str]) -> bool:
    return part.content_type == MASTER and part.name not in new


def _master_ids(parts: Iterable[Part]) -> set[str]:
    roots = (etree.fromstring(part.data) for part in parts)
    return {each.get("id", "") for root in roots for each in root.iter(_MASTER_ENTRY, _LAYOUT_ENTRY)}


def _numbered(master: Part, taken: set[str]) -> Part:
    """Give a master's layouts free ids, which are taken from then on."""
    root = etree.fromstring(master.data)
    for entry in root.iter(_LAYOUT_ENTRY):
        entry.set("id", _next_master_id(taken))
    return replace(master, data=serialise(root))


def _next_master_id(taken: set[str]) -> str:
    id_ = _free(MASTER_IDS.start, MASTER_IDS, taken)
    taken.add(id_)
    return id_


def _with_entries(main: Part, masters: Sequence[str], notes: Sequence[str], taken: set[str]) -> Part:
    root = etree.fromstring(main.data)
    used = {link.id for link in main.links}
    links = {part: free_name(f"master-{number}", used) for number, part in enumerate((*masters, *notes), 1)}
    entries = [
        element("p:sldMasterId", id=_next_master_id(taken), **{"r:id": links[part]}) for part in masters
    ]
    _child(root, _MASTERS, 0).extend(entries)
    if notes and root.find(_NOTES_MASTERS) is None:
        listed = element("p:notesMasterId", **{"r:id": links[notes[0]]})
        _after(root, (_MASTERS,), element("p:notesMasterIdLst", listed))
    added = (
        *(office_link(links[part], "slideMaster", part) for part in masters),
        *(office_link(links[part], "notesMaster", part) for part in notes),
    )
    return replace(main, data=serialise(root), links=(*main.links, *added))
