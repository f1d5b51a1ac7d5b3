"""What a shape inherits: most of how a slide looks is not said on the slide.

A placeholder takes what it does not say itself from the layout's placeholder, that from the master's; text
then from the master's text styles and last from the presentation's defaults. The template reader asks this
for layouts, identity for slides.
"""

from collections.abc import Mapping
from functools import cached_property
from typing import TypeAlias

from lxml.etree import _Element as Element
from msgspec import Struct, field

from kursdeck.powerpoint.attributes import first, number
from kursdeck.powerpoint.colours import Palette, palette, theme_colours
from kursdeck.powerpoint.markup import clark
from kursdeck.powerpoint.opc import Package
from kursdeck.units import Box, Emu, Insets

TITLES = frozenset({"title", "ctrTitle"})
FOOTERS = frozenset({"dt", "ftr", "sldNum", "hdr"})

OUTLINE_LEVELS = 5
"""What PowerPoint offers in a master; nine can be written (ISO 29500-1, 21.1.2.2.7 pPr, lvl)."""
MOST_LEVELS = 9

DEFAULT_SIZE = 1800
"""ISO 29500-1, 21.1.2.3.9 rPr, sz: 18 pt where nothing says a size."""

SIDE_INSET, EDGE_INSET = 91_440, 45_720
"""ISO 29500-1, 21.1.2.1.1 bodyPr: lIns and rIns, tIns and bIns where nothing says them."""

_PH = f"{clark('p:nvPr')}/{clark('p:ph')}"
_TREE = f"{clark('p:cSld')}/{clark('p:spTree')}"
_BODY_PR = f"{clark('p:txBody')}/{clark('a:bodyPr')}"
_LST_STYLE = f"{clark('p:txBody')}/{clark('a:lstStyle')}"
_XFRM = f"{clark('p:spPr')}/{clark('a:xfrm')}"
_LAYOUT_LIST = "p:sldLayoutIdLst/p:sldLayoutId"
_OFF, _EXT = clark("a:off"), clark("a:ext")
_DEF_RPR = clark("a:defRPr")
_LEVELS = {clark(f"a:lvl{level + 1}pPr"): level for level in range(MOST_LEVELS)}


Mark: TypeAlias = tuple[str, int]
"""A placeholder's type and number (ISO 29500-1, 19.3.1.36 ph)."""


class Fonts(Struct, frozen=True):
    """A theme's two families: `+mj-lt` and `+mn-lt`."""

    major: str = ""
    minor: str = ""

    def family(self, typeface: str) -> str:
        """Give the family that a typeface means."""
        return {"+mj-lt": self.major, "+mn-lt": self.minor}.get(typeface, typeface)


class ListStyle(Struct, frozen=True, eq=False, dict=True):
    """A list style's outline levels from 0: the paragraph's properties, and the run's within them."""

    paragraphs: Mapping[int, Element]
    runs: Mapping[int, Element]


class Lineage(Struct, frozen=True, eq=False, dict=True):
    """A shape with its forebears, nearest first; `styles` hold what its text does not say itself."""

    shapes: tuple[Element, ...]
    styles: tuple[ListStyle, ...]
    sheet: "Sheet"

    @cached_property
    def box(self) -> Box | None:
        """The shape's place; None when nobody in the line says one."""
        transforms = (shape.find(_XFRM) for shape in self.shapes)
        return next((box for each in transforms if each is not None and (box := box_of(each))), None)

    @cached_property
    def insets(self) -> Insets:
        """The margins between the shape's edges and its text."""
        sides = (("lIns", SIDE_INSET), ("tIns", EDGE_INSET), ("rIns", SIDE_INSET), ("bIns", EDGE_INSET))
        left, top, right, bottom = (Emu(number(first(self.bodies, name), default)) for name, default in sides)
        return Insets(left, top, right, bottom)

    @cached_property
    def anchor(self) -> str:
        """Where the text stands in the shape: `t`, `ctr` or `b` (ISO 29500-1, 20.1.10.60)."""
        return first(self.bodies, "anchor") or "t"

    @cached_property
    def bodies(self) -> tuple[Element, ...]:
        """The body properties down the line."""
        return tuple(body for shape in self.shapes if (body := shape.find(_BODY_PR)) is not None)

    @cached_property
    def level_count(self) -> int:
        """How many outline levels are styled: five, or up to nine where a layout or master says more."""
        own = (style for style in self.styles if style is not self.sheet.defaults)
        return max((OUTLINE_LEVELS, *(level + 1 for style in own for level in style.paragraphs)))

    def paragraphs(self, level: int) -> tuple[Element, ...]:
        """Give the paragraph properties of an outline level, nearest first."""
        return tuple(style.paragraphs[level] for style in self.styles if level in style.paragraphs)

    def runs(self, level: int) -> tuple[Element, ...]:
        """Give the run properties of an outline level, nearest first."""
        return tuple(style.runs[level] for style in self.styles if level in style.runs)


class Sheet(Struct, frozen=True, eq=False, dict=True):
    """A master with what it stands on; its layouts share it."""

    placeholders: Mapping[str, Element]
    text_styles: Mapping[str, ListStyle]
    defaults: ListStyle
    fonts: Fonts
    names: Palette
    slots: Mapping[str, str]
    _styles: dict[Element, ListStyle] = field(default_factory=dict)

    def lineage(self, type_: str, *shapes: Element | None) -> Lineage:
        """Join a shape, its forebears and the text style of its type; '' for what is no placeholder."""
        line = tuple(shape for shape in shapes if shape is not None)
        own = (self._own_style(shape) for shape in line)
        styles = (*own, self.text_styles.get(_style_name(type_)), self.defaults)
        return Lineage(line, tuple(each for each in styles if each is not None and each.paragraphs), self)

    def forebear(self, type_: str) -> Element | None:
        """Find what a layout's placeholder stands on: titles and footers by type, all others on the body."""
        return self.placeholders.get("title" if type_ in TITLES else type_ if type_ in FOOTERS else "body")

    def _own_style(self, shape: Element) -> ListStyle:
        if shape not in self._styles:
            self._styles[shape] = _list_style(shape.find(_LST_STYLE))
        return self._styles[shape]


class Design(Struct, frozen=True, eq=False, dict=True):
    """One layout on its master."""

    part: str
    layout: Element
    sheet: Sheet

    @cached_property
    def placeholders(self) -> tuple[tuple[Mark, Element], ...]:
        """The layout's placeholders in the order of its tree."""
        return placeholders(self.layout)

    def of_layout(self, type_: str, shape: Element) -> Lineage:
        """Give what a placeholder of the layout inherits."""
        return self.sheet.lineage(type_, shape, self.sheet.forebear(type_))

    def of_slide(self, shape: Element) -> Lineage:
        """Give what a shape on a slide of this layout inherits."""
        mark = placeholder_of(shape)
        if mark is None:
            return self.sheet.lineage("", shape)
        found = (each for each in self.placeholders if _same(mark, each[0]))
        (type_, _idx), forebear = next(found, (mark, None))
        return self.sheet.lineage(type_, shape, forebear, self.sheet.forebear(type_))

    @cached_property
    def names(self) -> Palette:
        """The colours as this layout's shapes and slides name them: it may remap the master's."""
        override = self.layout.find(f"{clark('p:clrMapOvr')}/{clark('a:overrideClrMapping')}")
        return self.sheet.names if override is None else palette(self.sheet.slots, override)


class Designs(Struct, frozen=True, eq=False, dict=True):
    """A file's layouts, each read when it is first asked for."""

    package: Package
    _sheets: dict[str, Sheet] = field(default_factory=dict)
    _designs: dict[str, Design | None] = field(default_factory=dict)

    def all(self) -> tuple[Design, ...]:
        """Give all masters' layouts in PowerPoint's order; what cannot be read is left out."""
        masters = listed(self.package, self.package.main, "p:sldMasterIdLst/p:sldMasterId")
        parts = (each for master in masters for each in listed(self.package, master, _LAYOUT_LIST))
        return tuple(design for part in parts if (design := self.of(part)) is not None)

    def of(self, part: str) -> Design | None:
        """Give one layout on its master; None when the layout cannot be read."""
        if part not in self._designs:
            root = self.package.document(part)
            self._designs[part] = None if root is None else Design(part, root, self._sheet(part))
        return self._designs[part]

    def _sheet(self, layout: str) -> Sheet:
        master = next(iter(self.package.related(layout, "slideMaster")), "")
        if master not in self._sheets:
            self._sheets[master] = _sheet(self.package, master)
        return self._sheets[master]


def listed(package: Package, part: str, path: str) -> tuple[str, ...]:
    """Name the parts that a list in `part` refers to, in the list's order."""
    root = package.document(part)
    targets = {arrow.id: arrow.target for arrow in package.relationships(part)}
    entries = () if root is None else root.iterfind("/".join(map(clark, path.split("/"))))
    return tuple(targets[id_] for entry in entries if (id_ := entry.get(clark("r:id"), "")) in targets)


def placeholders(sheet: Element) -> tuple[tuple[Mark, Element], ...]:
    """Give a layout's or master's placeholders in the order of its tree."""
    tree = sheet.find(_TREE)
    shapes = () if tree is None else tree
    return tuple((mark, shape) for shape in shapes if (mark := placeholder_of(shape)) is not None)


def placeholder_of(shape: Element) -> Mark | None:
    """Give the type and the number of a placeholder; None for another shape."""
    # The properties that are no picture's or text's own always stand first (ISO 29500-1, 19.3.1.43 sp).
    mark = shape[0].find(_PH) if len(shape) else None
    return None if mark is None else (mark.get("type", "obj"), number(mark.get("idx"), 0))


def box_of(transform: Element, corner_tag: str = _OFF, size_tag: str = _EXT) -> Box | None:
    """Read a box from `xfrm`; None when it lacks a corner or a size."""
    corner, size = transform.find(corner_tag), transform.find(size_tag)
    if corner is None or size is None:
        return None
    values = (corner.get("x"), corner.get("y"), size.get("cx"), size.get("cy"))
    x, y, width, height = (Emu(number(value, 0)) for value in values)
    return Box(x, y, width, height)


def _same(mark: Mark, other: Mark) -> bool:
    """Say whether a slide's placeholder is a layout's: titles by what they are, all others by number."""
    if mark[0] in TITLES or other[0] in TITLES:
        return mark[0] in TITLES and other[0] in TITLES
    return mark[1] == other[1]


def _sheet(package: Package, part: str) -> Sheet:
    master, main = package.document(part), package.document(package.main)
    theme = package.document(next(iter(package.related(part, "theme")), ""))
    styles = () if master is None else master.iterfind(f"{clark('p:txStyles')}/*")
    slots = theme_colours(theme)
    shapes = () if master is None else placeholders(master)
    return Sheet(
        placeholders={type_: shape for (type_, _idx), shape in reversed(shapes)},
        text_styles={str(style.tag): _list_style(style) for style in styles},
        defaults=_list_style(None if main is None else main.find(clark("p:defaultTextStyle"))),
        fonts=_fonts(theme),
        names=palette(slots, None if master is None else master.find(clark("p:clrMap"))),
        slots=slots,
    )


def _style_name(type_: str) -> str:
    """Name the master's text style for a type of placeholder (ISO 29500-1, 19.3.1.52 txStyles)."""
    if not type_:
        return ""
    name = "titleStyle" if type_ in TITLES else "otherStyle" if type_ in FOOTERS else "bodyStyle"
    return clark(f"p:{name}")


def _list_style(style: Element | None) -> ListStyle:
    children = () if style is None else style
    paragraphs = {_LEVELS[str(child.tag)]: child for child in children if child.tag in _LEVELS}
    runs = ((level, child.find(_DEF_RPR)) for level, child in paragraphs.items())
    return ListStyle(paragraphs, {level: run for level, run in runs if run is not None})


def _fonts(theme: Element | None) -> Fonts:
    if theme is None:
        return Fonts()
    faces = (theme.find(f".//{clark(f'a:{kind}Font')}/{clark('a:latin')}") for kind in ("major", "minor"))
    major, minor = ("" if face is None else face.get("typeface", "") for face in faces)
    return Fonts(major, minor)
