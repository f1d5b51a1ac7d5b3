"""Finding a deck's layouts again in a file that another program saved, so that an update brings no second master.

PowerPoint keeps a layout's name and all that is drawn on it but renames its part; LibreOffice keeps neither. A
layout is the same when slides look the same on it: name, placeholders, fonts, colours, ornaments, background.
"""

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from typing import TypeAlias

from lxml.etree import _Element as Element

from kursdeck.powerpoint.inheritance import (
    OUTLINE_LEVELS,
    Design,
    Designs,
    Lineage,
    listed,
    placeholder_of,
)
from kursdeck.powerpoint.markup import NAMESPACES, clark
from kursdeck.powerpoint.opc import Package

Look: TypeAlias = tuple[object, ...]

MASTERS = "p:sldMasterIdLst/p:sldMasterId"
LAYOUTS = "p:sldLayoutIdLst/p:sldLayoutId"
_CSLD, _BG = clark("p:cSld"), clark("p:bg")
_TREE = clark("p:spTree")
_TREE_HEAD = frozenset(map(clark, ("p:nvGrpSpPr", "p:grpSpPr", "p:extLst")))
_SPPR, _TXBODY, _T, _BLIP = clark("p:spPr"), clark("p:txBody"), clark("a:t"), clark("a:blip")
_EXTENSIONS, _R = clark("a:extLst"), f"{{{NAMESPACES['r']}}}"
_EMBED = clark("r:embed")


def same_layouts(file: Package, today: Package, layouts: Iterable[str]) -> Mapping[str, str]:
    """Give for layouts of today's deck those of the file that look the same.

    A master's layouts are found all or none: a slide must not stand on one master and its neighbour on its twin.
    """
    designs, found = Designs(today), dict[str, str]()
    wanted: dict[str, list[str]] = {}
    for layout in sorted(set(layouts)):
        wanted.setdefault(next(iter(today.related(layout, "slideMaster")), ""), []).append(layout)
    theirs = tuple(_looks(file))
    for own in wanted.values():
        looks = {layout: _look(designs, layout) for layout in own}
        fitting = (each for each in theirs if all(look in each for look in looks.values()))
        found |= {layout: each[look] for each in list(fitting)[:1] for layout, look in looks.items()}
    return found


def _looks(package: Package) -> Iterator[Mapping[Look, str]]:
    """Give for each master the looks of its layouts."""
    designs = Designs(package)
    for master in listed(package, package.main, MASTERS):
        yield {_look(designs, layout): layout for layout in reversed(listed(package, master, LAYOUTS))}


def _look(designs: Designs, layout: str) -> Look:
    """Read all that a slide takes from its layout; '' alone for one that cannot be read, which is like no other."""
    design = designs.of(layout)
    head = None if design is None else design.layout.find(_CSLD)
    if design is None or head is None:
        return (layout,)
    sheet = design.sheet
    master = next(iter(designs.package.related(layout, "slideMaster")), "")
    return (
        head.get("name", ""),
        sheet.fonts,
        tuple(sorted(sheet.slots.items())),
        tuple(sorted(design.names.items())),
        tuple(sorted(_placeholders(design))),
        tuple(_drawn(designs.package, layout)),
        tuple(_drawn(designs.package, master)),
    )


def _placeholders(design: Design) -> Iterator[Look]:
    for mark, shape in design.placeholders:
        lineage = design.of_layout(mark[0], shape)
        box = lineage.box
        place = () if box is None else (box.x, box.y, box.width, box.height)
        yield mark, place, lineage.anchor, tuple(_levels(lineage))


def _levels(lineage: Lineage) -> Iterator[Look]:
    """Read how each outline level looks: its size, weight and indents, as far as anybody in the line says."""
    for level in range(OUTLINE_LEVELS):
        runs, paragraphs = lineage.runs(level), lineage.paragraphs(level)
        said = (*_nearest(runs, "sz", "b", "i"), *_nearest(paragraphs, "marL", "indent", "algn"))
        fills = next((_flat(child) for run in runs for child in run if "Fill" in str(child.tag)), ())
        yield *said, fills


def _nearest(elements: Iterable[Element], *names: str) -> Iterator[str]:
    elements = tuple(elements)
    for name in names:
        yield next((value for each in elements if (value := each.get(name))), "")


def _drawn(package: Package, part: str) -> Iterator[Look]:
    """Read the background and the ornaments of a layout or master: what is no placeholder."""
    head = None if (root := package.document(part)) is None else root.find(_CSLD)
    tree = None if head is None else head.find(_TREE)
    if head is None or tree is None:
        return
    pictures = {arrow.id: arrow.target for arrow in package.relationships(part)}
    for shape in (*head.iterchildren(_BG), *tree):
        if shape.tag not in _TREE_HEAD and placeholder_of(shape) is None:
            blips = (pictures.get(blip.get(_EMBED, ""), "") for blip in shape.iter(_BLIP))
            images = (hashlib.sha256(package.parts.get(name, b"")).hexdigest() for name in blips)
            yield shape.tag, *_shown(shape), *images


def _shown(shape: Element) -> Iterator[object]:
    kept = (_SPPR,) if shape.tag != _BG else ()
    yield tuple(each for properties in (shape.iter(*kept)) for each in _flat(properties))
    yield "".join(text.text or "" for text in shape.iter(_T))


def _flat(element: Element) -> Look:
    """Write an element down without what programs put there for themselves: extensions and relationships."""
    attributes = sorted((str(k), str(v)) for k, v in element.attrib.items() if not str(k).startswith(_R))
    children = (each for child in element if child.tag != _EXTENSIONS for each in _flat(child))
    return ((str(element.tag), *attributes), *children)
