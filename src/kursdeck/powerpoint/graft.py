"""Carrying out an update: today's slides into a deck that a person worked on, which stays theirs in all the rest.

The person's file is the ground. A slide that is replaced keeps its part's name, its entry and its section, so that
whatever jumps to it still does. Today's slides stand on the file's own layouts where those are alike, and else
bring their master with them; a master that has lost all its slides goes.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import TypeAlias

from msgspec import Struct
from msgspec.structs import replace

from kursdeck.powerpoint.attributes import number
from kursdeck.powerpoint.carry import carried
from kursdeck.powerpoint.custom import with_foreign_properties
from kursdeck.powerpoint.identity import CUSTOM_PART, Manifest, custom_properties
from kursdeck.powerpoint.inheritance import listed
from kursdeck.powerpoint.likeness import same_layouts
from kursdeck.powerpoint.linked import free_name, linked_parts, links_of, reachable, without_links
from kursdeck.powerpoint.markup import clark
from kursdeck.powerpoint.opc import ROOT, Package
from kursdeck.powerpoint.parts import OFFICE, OFFICE_TYPES, Link, Part, entries, office_link
from kursdeck.powerpoint.sections import sections_of
from kursdeck.powerpoint.skeleton import VIEW_PROPERTIES
from kursdeck.powerpoint.slide_list import Listed, with_masters, with_slides
from kursdeck.powerpoint.structure.walk import MASTER, SLIDE
from kursdeck.powerpoint.update_plan import IN_RESULT, Fate, Step

Book: TypeAlias = Mapping[str, Part]
"""Parts by their names."""

SLIDES = "p:sldIdLst/p:sldId"
CUSTOM_TYPE = f"{OFFICE_TYPES}.custom-properties+xml"
CUSTOM_LINK = Link("kursdeck-custom", f"{OFFICE}/custom-properties", CUSTOM_PART)
VIEW_LINK = office_link("kursdeck-view", "viewProps", VIEW_PROPERTIES.name)
SIZE_TOLERANCE = 36_000
"""EMU, a millimetre: LibreOffice rounds a slide's size to a hundredth of one."""


def graft(
    file: Package, today: Package, pages: Sequence[str], steps: Sequence[Step], manifest: Manifest
) -> Package:
    """Give the file with the steps done and the manifest in it; `pages` are the ids of today's slides in order."""
    start = links_of(file, ROOT)
    source = dict(zip(pages, slide_parts(today), strict=True))
    ground = _ground(file, steps, start)
    spots = tuple(_spots(file, source, steps, ground))
    brought = carried(linked_parts(today), _known(file, today, source, spots), ground)
    book = with_masters({**ground, **brought}, file.main, brought)
    main = with_slides(book[file.main], _listed(file, today, source, spots))
    book = _without_idle_masters({**book, file.main: main}, linked_parts(file), file.main)
    book, start = _signed(_with_view(book, file.main), start, file, manifest)
    return Package(file.file, entries(reachable(book, start).values(), start))


def slide_parts(package: Package) -> tuple[str, ...]:
    """Name the parts of a deck's slides, in order."""
    return listed(package, package.main, SLIDES)


def jumps(package: Package) -> Mapping[int, frozenset[int]]:
    """Say from which of a deck's slides a click jumps to which others, by their positions from 1."""
    parts = slide_parts(package)
    places = {part: position for position, part in enumerate(parts, 1)}
    return {
        places[part]: frozenset(places[to] for to in package.related(part, "slide") if to in places)
        for part in parts
    }


def same_size(file: Package, today: Package) -> bool:
    """Say whether the slides of both have one size: a slide that is brought must not stick out or look lost."""
    sizes = zip(_size(file), _size(today), strict=True)
    return all(abs(theirs - ours) <= SIZE_TOLERANCE for theirs, ours in sizes)


def _size(package: Package) -> tuple[int, int]:
    root = package.document(package.main)
    size = None if root is None else root.find(clark("p:sldSz"))
    return (0, 0) if size is None else (number(size.get("cx"), 0), number(size.get("cy"), 0))


def redesigned(file: Package, today: Package, pages: Sequence[str]) -> frozenset[str]:
    """Name those of today's pages whose layouts the file does not have as they are today."""
    alike = _alike_layouts(file, today)
    parts = zip(pages, slide_parts(today), strict=True)
    return frozenset(page for page, part in parts if _layout(today, part) not in alike)


def _alike_layouts(file: Package, today: Package) -> Mapping[str, str]:
    return same_layouts(file, today, (_layout(today, part) for part in slide_parts(today)))


def _layout(package: Package, slide: str) -> str:
    return next(iter(package.related(slide, "slideLayout")), "")


# ---- which parts stay, and which go where


class _Spot(Struct, frozen=True):
    """A page of the result and the name of its slide's part."""

    step: Step
    part: str


def _ground(file: Package, steps: Sequence[Step], start: Sequence[Link]) -> dict[str, Part]:
    """Give the file's parts without the slides that go and without those that are replaced."""
    own = slide_parts(file)
    gone = {own[step.position - 1] for step in steps if step.fate is Fate.REMOVED}
    out = {own[step.position - 1] for step in steps if step.fate in {Fate.REMOVED, Fate.REPLACED}}
    kept = {name: part for name, part in linked_parts(file).items() if name not in out}
    return reachable({name: without_links(part, gone) for name, part in kept.items()}, start)


def _spots(file: Package, source: Mapping[str, str], steps: Sequence[Step], ground: Book) -> Iterator[_Spot]:
    own = slide_parts(file)
    taken = {*ground, *own}
    for step in steps:
        if step.fate is Fate.NEW:
            name = free_name(source[step.page], taken)
            taken.add(name)
            yield _Spot(step, name)
        elif step.fate in IN_RESULT:
            yield _Spot(step, own[step.position - 1])


def _known(
    file: Package, today: Package, source: Mapping[str, str], spots: Sequence[_Spot]
) -> dict[str, str]:
    """Give for parts of today's deck the names of those that do for them in the result."""
    notes = zip(
        today.related(today.main, "notesMaster"), file.related(file.main, "notesMaster"), strict=False
    )
    slides = {source[spot.step.page]: spot.part for spot in spots if spot.step.page in source}
    return {today.main: file.main, **_alike_layouts(file, today), **dict(notes), **slides}


def _listed(
    file: Package, today: Package, source: Mapping[str, str], spots: Sequence[_Spot]
) -> tuple[Listed, ...]:
    """Give the result's slides for its list: in the file's sections, or else in today's."""
    theirs, ours = _slide_ids(file), _slide_ids(today)
    old, new = sections_of(file), sections_of(today)
    ids = [(theirs.get(spot.part, ""), ours.get(source.get(spot.step.page, ""), "")) for spot in spots]
    return tuple(
        Listed(spot.part, mine, old.get(its) or new.get(mine))
        for spot, (its, mine) in zip(spots, ids, strict=True)
    )


def _slide_ids(package: Package) -> dict[str, str]:
    """Give the ids of a deck's slides by their parts."""
    root = package.document(package.main)
    targets = {arrow.id: arrow.target for arrow in package.relationships(package.main)}
    found = () if root is None else root.iterfind("/".join(map(clark, SLIDES.split("/"))))
    return {targets.get(entry.get(clark("r:id"), ""), ""): entry.get("id", "") for entry in found}


# ---- masters that nobody stands on any more


def _without_idle_masters(book: Book, before: Book, main: str) -> dict[str, Part]:
    """Take out the masters whose slides have all gone; one that had none was put there by somebody, and stays."""
    idle = _used_masters(before) - _used_masters(book)
    if not idle or not _used_masters(book):
        return dict(book)
    cut = without_links(book[main], idle)
    theme = next(link.target for link in book[min(_used_masters(book))].links if link.type.endswith("/theme"))
    links = (replace(link, target=theme) if link.type.endswith("/theme") else link for link in cut.links)
    return {**book, main: replace(cut, links=tuple(links))}


def _used_masters(book: Book) -> frozenset[str]:
    layouts = {target for part in book.values() if part.content_type == SLIDE for target in _targets(part)}
    masters = {target for layout in layouts for target in _targets(book[layout])}
    return frozenset(name for name in masters if book[name].content_type == MASTER)


def _targets(part: Part) -> Iterator[str]:
    """Name what a slide or layout stands on."""
    ends = ("/slideLayout", "/slideMaster")
    return (link.target for link in part.links if link.type.endswith(ends) and not link.external)


# ---- what a file may lack


def _with_view(book: Book, main: str) -> dict[str, Part]:
    """Add view properties where there are none, as after LibreOffice: PowerPoint is said to miss them."""
    if any(link.type == VIEW_LINK.type for link in book[main].links):
        return dict(book)
    view = replace(VIEW_PROPERTIES, name=free_name(VIEW_PROPERTIES.name, book))
    links = (*book[main].links, replace(VIEW_LINK, target=view.name))
    return {**book, view.name: view, main: replace(book[main], links=links)}


def _signed(
    book: Book, start: Sequence[Link], file: Package, manifest: Manifest
) -> tuple[dict[str, Part], tuple[Link, ...]]:
    """Put the manifest in; the properties that others wrote there, such as a label of secrecy, stay."""
    data = with_foreign_properties(custom_properties(manifest), file.document(CUSTOM_PART))
    links = (link for link in start if link.type != CUSTOM_LINK.type)
    return {**book, CUSTOM_PART: Part(CUSTOM_PART, CUSTOM_TYPE, data)}, (*links, CUSTOM_LINK)
