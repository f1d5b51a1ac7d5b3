"""Shapes of a master or layout in Open XML: placeholders and ornaments, each with an id of its own."""

from collections.abc import Iterable, Iterator, Mapping
from typing import assert_never

from lxml.etree import _Element as Element

from kursdeck.brand.spec import (
    Colour,
    Drawing,
    Lettering,
    MasterSpec,
    Ornament,
    PlaceholderSpec,
    Symbol,
)
from kursdeck.powerpoint.markup import element
from kursdeck.powerpoint.template_text import (
    ORDINARY,
    changed_levels,
    empty_paragraph,
    paragraph,
    sample,
    solid,
    whole_levels,
)
from kursdeck.units import Box, Emu, Insets

DECORATIVE = "{C183D7F6-B498-43B3-948B-1728B52AA6E4}"
"""The extension by which a shape says that a screen reader should pass over it ([MS-ODRAWXML] 2.23)."""
TITLES = ("title", "ctrTitle")
FOOTERS = ("dt", "ftr", "sldNum")
SIZES = {"dt": "half", "ftr": "quarter", "sldNum": "quarter"}
"""The size hint that PowerPoint itself writes (ISO 29500-1, 19.7.9 ST_PlaceholderSize)."""
OWN_PROMPT = {"hasCustomPrompt": 1}
NOWHERE = Box(Emu(0), Emu(0), Emu(0), Emu(0))


def shape_tree(shapes: Iterable[Element]) -> Element:
    """Write the tree that holds all shapes of a part; its own id is 1."""
    return element("p:spTree", *group_head(1, "", NOWHERE, None), *shapes)


# ---- placeholders


def master_placeholder(spec: PlaceholderSpec, id_: int, lang: str) -> Element:
    """Write a master's placeholder in full; title and body take their levels from its text styles."""
    levels = whole_levels(spec.levels, lang) if spec.type in FOOTERS else ()
    body = element(
        "a:bodyPr",
        None if spec.type in FOOTERS else element("a:normAutofit"),
        vert="horz", wrap="square", **insets(spec.insets), rtlCol=0, anchor=spec.anchor,
    )  # fmt: skip
    properties = element("p:spPr", transform(spec.box), preset("rect"), filled(spec))
    return placeholder((id_, spec.name), identity(spec, {}), properties, frame_text(spec, body, levels, lang))


def layout_placeholder(spec: PlaceholderSpec, id_: int, master: MasterSpec, lang: str) -> Element:
    """Write a layout's placeholder as far as it differs from the master's of its kind."""
    base = inherited_by(spec, master)
    moved = spec.box != base.box
    properties = element(
        "p:spPr",
        transform(spec.box) if moved else None,
        preset("rect") if moved else None,
        filled(spec),
    )
    body = element(
        "a:bodyPr",
        None if spec.type in FOOTERS else element("a:normAutofit"),
        **({} if spec.insets == base.insets else insets(spec.insets)),
        **({} if spec.anchor == base.anchor else {"anchor": spec.anchor}),
    )
    levels = changed_levels(spec.levels, base.levels, lang)
    prompt = {} if spec.type in FOOTERS else OWN_PROMPT
    return placeholder(
        (id_, spec.name), identity(spec, prompt), properties, frame_text(spec, body, levels, lang)
    )


def inherited_by(spec: PlaceholderSpec, master: MasterSpec) -> PlaceholderSpec:
    """Give the master's placeholder that a layout's inherits from (ISO 29500-1, 19.3.1.36 ph)."""
    wanted = {"ctrTitle": "title", "obj": "body"}.get(spec.type, spec.type)
    return next(base for base in master.placeholders if base.type == wanted)


def placeholder(named: tuple[int, str], ph: Element, properties: Element, content: Element) -> Element:
    """Put a placeholder together from its id and name, and its parts."""
    id_, name = named
    head = element(
        "p:nvSpPr",
        element("p:cNvPr", id=id_, name=name),
        element("p:cNvSpPr", element("a:spLocks", noGrp=1)),
        element("p:nvPr", ph),
    )
    return element("p:sp", head, properties, content)


def frame_text(spec: PlaceholderSpec, body: Element, levels: Iterable[Element], lang: str) -> Element:
    """Write a placeholder's text: its frame, its levels, and what it says while it is empty."""
    return element("p:txBody", body, element("a:lstStyle", *levels), sample(spec, lang))


def identity(spec: PlaceholderSpec, prompts: Mapping[str, int]) -> Element:
    """Say which placeholder this is; `prompts` says whether the words in it are its own."""
    attributes: dict[str, str | int] = {} if spec.type == "obj" else {"type": spec.type}
    if spec.type in SIZES:
        attributes["sz"] = SIZES[spec.type]
    if spec.type not in TITLES:
        attributes["idx"] = spec.idx
    return element("p:ph", **attributes, **prompts)


def filled(spec: PlaceholderSpec) -> Element | None:
    """Fill a placeholder that has a colour of its own."""
    return None if spec.fill is None else solid(spec.fill)


def insets(value: Insets) -> dict[str, int]:
    """Give the empty margins between frame and text."""
    return {"lIns": value.left, "tIns": value.top, "rIns": value.right, "bIns": value.bottom}


# ---- ornaments


def ornaments(specs: Iterable[Ornament], ids: Iterator[int], lang: str) -> Iterator[Element]:
    """Write ornaments from the lowest to the uppermost."""
    return (ornament(spec, ids, lang) for spec in specs)


def ornament(spec: Ornament, ids: Iterator[int], lang: str) -> Element:
    """Write one ornament."""
    match spec:
        case Drawing():
            return drawing(spec, next(ids), lang)
        case Lettering():
            return lettering(spec, next(ids), lang)
        case Symbol():
            head = group_head(next(ids), spec.name, spec.box, decorative())
            return element("p:grpSp", *head, *ornaments(spec.shapes, ids, lang))
        case _:
            assert_never(spec)


def drawing(spec: Drawing, id_: int, lang: str) -> Element:
    """Write a preset shape."""
    properties = element(
        "p:spPr",
        transform(spec.box),
        preset(spec.preset, spec.adjust),
        element("a:noFill") if spec.fill is None else solid(spec.fill),
        outline(spec.line, spec.line_width),
    )
    body = element(
        "p:txBody", element("a:bodyPr", rtlCol=0, anchor="ctr"), element("a:lstStyle"), empty_paragraph(lang)
    )
    return element("p:sp", ornament_head(id_, spec.name, element("p:cNvSpPr")), properties, body)


def lettering(spec: Lettering, id_: int, lang: str) -> Element:
    """Write a fixed text."""
    properties = element("p:spPr", transform(spec.box), preset("rect"), element("a:noFill"))
    frame = element("a:bodyPr", wrap="none", lIns=0, tIns=0, rIns=0, bIns=0, rtlCol=0, anchor="ctr")
    levels = changed_levels((spec.level,), (ORDINARY,), lang)
    body = element("p:txBody", frame, element("a:lstStyle", *levels), paragraph(spec.text, lang))
    return element("p:sp", ornament_head(id_, spec.name, element("p:cNvSpPr", txBox=1)), properties, body)


def ornament_head(id_: int, name: str, kind: Element) -> Element:
    """Say what an ornament is called, and that it only decorates."""
    return element(
        "p:nvSpPr", element("p:cNvPr", decorative(), id=id_, name=name), kind, element("p:nvPr", userDrawn=1)
    )


def group_head(id_: int, name: str, box: Box, extension: Element | None) -> tuple[Element, Element]:
    """Write the head of a group whose shapes stand at their places on the slide."""
    drawn = element("p:nvPr") if extension is None else element("p:nvPr", userDrawn=1)
    head = element(
        "p:nvGrpSpPr", element("p:cNvPr", extension, id=id_, name=name), element("p:cNvGrpSpPr"), drawn
    )
    place = transform(box)
    place.append(element("a:chOff", x=box.x, y=box.y))
    place.append(element("a:chExt", cx=box.width, cy=box.height))
    return head, element("p:grpSpPr", place)


def decorative() -> Element:
    """Mark a shape as one that says nothing."""
    return element("a:extLst", element("a:ext", element("adec:decorative", val=1), uri=DECORATIVE))


# ---- geometry


def transform(box: Box) -> Element:
    """Write where a shape stands."""
    return element(
        "a:xfrm", element("a:off", x=box.x, y=box.y), element("a:ext", cx=box.width, cy=box.height)
    )


def preset(name: str, adjust: tuple[tuple[str, int], ...] = ()) -> Element:
    """Write a preset geometry with its adjust values."""
    guides = (element("a:gd", name=handle, fmla=f"val {value}") for handle, value in adjust)
    return element("a:prstGeom", element("a:avLst", *guides), prst=name)


def outline(line: Colour | None, width: Emu) -> Element:
    """Write a shape's line, or that it has none."""
    return element("a:ln", element("a:noFill")) if line is None else element("a:ln", solid(line), w=width)
