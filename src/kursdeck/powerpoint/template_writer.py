"""Writes a `TemplateSpec` as a whole PowerPoint file: python-pptx can fill layouts, but not make them.

The same spec gives the same bytes on every machine: parts in a fixed order, stored rather than deflated (so
that no zlib has a say), all dated 1980, the first day that a zip can tell.
"""

import zipfile
from collections.abc import Iterable, Iterator
from itertools import count

from lxml.etree import _Element as Element

from kursdeck.brand.spec import Colour, LayoutSpec, MasterSpec, TemplateSpec
from kursdeck.powerpoint.markup import element, serialise, text
from kursdeck.powerpoint.parts import OFFICE, PACKAGE, Link, Part, entries
from kursdeck.powerpoint.template_notes import HEIGHT as NOTES_HEIGHT
from kursdeck.powerpoint.template_notes import WIDTH as NOTES_WIDTH
from kursdeck.powerpoint.template_notes import colour_map, notes_master
from kursdeck.powerpoint.template_shapes import layout_placeholder, master_placeholder, ornaments, shape_tree
from kursdeck.powerpoint.template_text import default_text_style, solid, whole_levels
from kursdeck.powerpoint.template_theme import theme
from kursdeck.powerpoint.zipped import zip_of
from kursdeck.units import Emu

FIRST_MASTER_ID = 2_147_483_648
"""The least id of a master; layouts count on from it (ISO 29500-1, 19.7.16 ST_SlideMasterId)."""
GUIDE_UNIT = 1_587.5
"""EMU in the eighth of a point that guides are placed by ([MS-PPTX] 2.2.5.5 CT_ExtendedGuide)."""
GUIDES = "{27BBF7A9-308A-43DC-89C8-2F10F3537804}"
GUIDE_COLOUR = "F26B43"
NO_TABLE_STYLE = "{5C22544A-7EE6-4342-B048-85BDC9FD1C3A}"
"""PowerPoint's own default table style, 'Medium Style 2 - Accent 1'."""

PML = "application/vnd.openxmlformats-officedocument.presentationml."
THEME_TYPE = "application/vnd.openxmlformats-officedocument.theme+xml"
MASTER = "ppt/slideMasters/slideMaster1.xml"
NOTES_MASTER = "ppt/notesMasters/notesMaster1.xml"
PRESENTATION = "ppt/presentation.xml"


def write_template(spec: TemplateSpec) -> bytes:
    """Give the .pptx file of a template."""
    return zip_of(entries(parts_of(spec), package_links()), zipfile.ZIP_STORED)


def numbered(targets: Iterable[tuple[str, str]]) -> tuple[Link, ...]:
    """Make relationships of (type, part name): rId1, rId2 and so on, as the lists of masters and layouts count."""
    return tuple(Link(f"rId{number}", kind, target) for number, (kind, target) in enumerate(targets, start=1))


def part(name: str, content_type: str, root: Element, *targets: tuple[str, str]) -> Part:
    """Make a part of its root element and what it points at."""
    return Part(name, content_type, serialise(root), numbered(targets))


def parts_of(spec: TemplateSpec) -> Iterator[Part]:
    """Give every part, in the order in which they stand in the file."""
    layout_names = tuple(layout_name(number) for number, _ in enumerate(spec.layouts, start=1))
    yield presentation_part(spec)
    yield part(
        MASTER,
        f"{PML}slideMaster+xml",
        master(spec.master, len(spec.layouts), spec.lang),
        *((f"{OFFICE}/slideLayout", name) for name in layout_names),
        (f"{OFFICE}/theme", theme_name(1)),
    )
    for name, layout in zip(layout_names, spec.layouts, strict=True):
        root = slide_layout(layout, spec.master, spec.lang)
        yield part(name, f"{PML}slideLayout+xml", root, (f"{OFFICE}/slideMaster", MASTER))
    notes = notes_master(spec.lang)
    yield part(NOTES_MASTER, f"{PML}notesMaster+xml", notes, (f"{OFFICE}/theme", theme_name(2)))
    # A theme belongs to one master: PowerPoint repairs a file in which two share it.
    yield part(theme_name(1), THEME_TYPE, theme(spec.theme, spec.lang))
    yield part(theme_name(2), THEME_TYPE, theme(spec.theme, spec.lang))
    yield from property_parts(spec)


def layout_name(number: int) -> str:
    """Name the part of layout `number`, from 1."""
    return f"ppt/slideLayouts/slideLayout{number}.xml"


def theme_name(number: int) -> str:
    """Name the part of theme `number`, from 1."""
    return f"ppt/theme/theme{number}.xml"


# ---- presentation


def presentation_part(spec: TemplateSpec) -> Part:
    """Give the main part: which masters there are, and how large slides and notes are."""
    targets = (
        (f"{OFFICE}/slideMaster", MASTER),
        (f"{OFFICE}/notesMaster", NOTES_MASTER),
        (f"{OFFICE}/presProps", "ppt/presProps.xml"),
        (f"{OFFICE}/viewProps", "ppt/viewProps.xml"),
        (f"{OFFICE}/theme", theme_name(1)),
        (f"{OFFICE}/tableStyles", "ppt/tableStyles.xml"),
    )
    slide_master = element("p:sldMasterId", id=FIRST_MASTER_ID, **{"r:id": "rId1"})
    root = element(
        "p:presentation",
        element("p:sldMasterIdLst", slide_master),
        element("p:notesMasterIdLst", element("p:notesMasterId", **{"r:id": "rId2"})),
        element("p:sldSz", cx=spec.width, cy=spec.height),
        element("p:notesSz", cx=NOTES_WIDTH, cy=NOTES_HEIGHT),
        default_text_style("p:defaultTextStyle", spec.lang),
        saveSubsetFonts=1,
        autoCompressPictures=0,
    )
    return part(PRESENTATION, f"{PML}presentation.main+xml", root, *targets)


# ---- master and layouts


def master(spec: MasterSpec, layouts: int, lang: str) -> Element:
    """Write the slide master (ISO 29500-1, 19.3.1.42 sldMaster)."""
    ids = count(2)
    drawn = list(ornaments(spec.ornaments, ids, lang))
    placed = [master_placeholder(each, next(ids), lang) for each in spec.placeholders]
    listed = (
        element("p:sldLayoutId", id=FIRST_MASTER_ID + number, **{"r:id": f"rId{number}"})
        for number in range(1, layouts + 1)
    )
    return element(
        "p:sldMaster",
        element("p:cSld", background(spec.background), shape_tree([*drawn, *placed])),
        colour_map(),
        element("p:sldLayoutIdLst", *listed),
        element("p:hf", hdr=0, dt=0),
        text_styles(spec, lang),
        element("p:extLst", element("p:ext", guides(spec), uri=GUIDES)),
        preserve=1,
    )


def text_styles(spec: MasterSpec, lang: str) -> Element:
    """Write the styles that titles, bodies and everything else on a slide begin from."""
    title, body = (next(p for p in spec.placeholders if p.type == kind) for kind in ("title", "body"))
    return element(
        "p:txStyles",
        element("p:titleStyle", *whole_levels(title.levels, lang)),
        element("p:bodyStyle", *whole_levels(body.levels, lang)),
        default_text_style("p:otherStyle", lang),
    )


def guides(spec: MasterSpec) -> Element:
    """Write the guides that a designer's shapes snap to: first the upright ones, then the level ones."""
    upright = (guide(number, place) for number, place in enumerate(spec.upright_guides, start=1))
    first_level = len(spec.upright_guides) + 1
    level = (
        guide(number, place, orient="horz")
        for number, place in enumerate(spec.level_guides, start=first_level)
    )
    return element("p15:sldGuideLst", *upright, *level)


def guide(number: int, place: Emu, **turned: str) -> Element:
    """Write one guide, in the colour that PowerPoint gives a master's."""
    colour = element("p15:clr", element("a:srgbClr", val=GUIDE_COLOUR))
    return element("p15:guide", colour, id=number, **turned, pos=round(place / GUIDE_UNIT), userDrawn=1)


def slide_layout(spec: LayoutSpec, base: MasterSpec, lang: str) -> Element:
    """Write a layout (ISO 29500-1, 19.3.1.39 sldLayout)."""
    ids = count(2)
    drawn = list(ornaments(spec.ornaments, ids, lang))
    placed = [layout_placeholder(each, next(ids), base, lang) for each in spec.placeholders]
    own_background = None if spec.background is None else background(spec.background)
    return element(
        "p:sldLayout",
        element("p:cSld", own_background, shape_tree([*drawn, *placed]), name=spec.name),
        element("p:clrMapOvr", element("a:masterClrMapping")),
        None if shows_number(spec) else element("p:hf", sldNum=0, hdr=0, ftr=0, dt=0),
        **layout_attributes(spec),
    )


def shows_number(spec: LayoutSpec) -> bool:
    """Say whether the layout has a place for the slide's number."""
    return any(each.type == "sldNum" for each in spec.placeholders)


def layout_attributes(spec: LayoutSpec) -> dict[str, str | int]:
    """Say what kind of layout this is, and that PowerPoint keeps it even when no slide uses it."""
    shown: dict[str, str | int] = {} if spec.master_ornaments else {"showMasterSp": 0}
    kind: dict[str, str | int] = {"type": spec.type} if spec.type else {}
    return {**shown, **kind, "preserve": 1, "userDrawn": 1}


def background(colour: Colour) -> Element:
    """Write a background; without an effectLst PowerPoint would repair the file."""
    return element("p:bg", element("p:bgPr", solid(colour), element("a:effectLst")))


# ---- properties


def property_parts(spec: TemplateSpec) -> Iterator[Part]:
    """Give the parts that hold settings: of the show, the window, tables, and of the document."""
    yield part("ppt/presProps.xml", f"{PML}presProps+xml", element("p:presentationPr"))
    yield part("ppt/viewProps.xml", f"{PML}viewProps+xml", view())
    styles = element("a:tblStyleLst", **{"def": NO_TABLE_STYLE})
    yield part("ppt/tableStyles.xml", f"{PML}tableStyles+xml", styles)
    core = element("cp:coreProperties", text("dc:title", spec.title), text("dc:language", spec.lang))
    yield part("docProps/core.xml", "application/vnd.openxmlformats-package.core-properties+xml", core)
    app = element("ep:Properties", text("ep:Application", "kursdeck"))
    yield part(
        "docProps/app.xml", "application/vnd.openxmlformats-officedocument.extended-properties+xml", app
    )


def view() -> Element:
    """Write how the window opens: the normal view, guides hidden until somebody wants them."""
    scale = element("p:scale", element("a:sx", n=100, d=100), element("a:sy", n=100, d=100))
    common = element("p:cViewPr", scale, element("p:origin", x=0, y=0), varScale=1)
    slide = element("p:cSldViewPr", common, element("p:guideLst"), snapToGrid=0)
    return element("p:viewPr", element("p:slideViewPr", slide))


# ---- package


def package_links() -> tuple[Link, ...]:
    """Say where the package itself points."""
    return numbered(
        (
            (f"{OFFICE}/officeDocument", PRESENTATION),
            (f"{PACKAGE}/core-properties", "docProps/core.xml"),
            (f"{OFFICE}/extended-properties", "docProps/app.xml"),
        )
    )
