"""Rules on what stands on a slide: shapes, their places and sizes, placeholders, pictures, tables, charts."""

from collections.abc import Iterator

from lxml.etree import _Element as Element

from kursdeck.findings import Finding, error, warning
from kursdeck.powerpoint.opc import Package
from kursdeck.powerpoint.structure.registry import rule
from kursdeck.powerpoint.structure.values import integer, is_within
from kursdeck.powerpoint.structure.walk import (
    CHART,
    LAYOUT,
    SHEETS,
    SLIDE,
    every,
    in_presentation,
    repeated,
    shape_name,
    tag,
)

INT32 = range(-(2**31), 2**31)
POSITIVE_INT32 = range(2**31)
_XFRM = ("a:xfrm", "p:xfrm")
_POSITION = frozenset({"x", "y", "cx", "cy"})

_LIMITS = {
    "a:bodyPr": dict.fromkeys(("lIns", "tIns", "rIns", "bIns"), INT32),
    "a:defRPr": {"sz": range(100, 400_001)},
    "a:endParaRPr": {"sz": range(100, 400_001)},
    "a:gridCol": {"w": POSITIVE_INT32},
    "a:ln": {"w": range(20_116_801)},
    "a:pPr": {"marL": range(51_206_401), "indent": range(-51_206_400, 51_206_401), "lvl": range(9)},
    "a:rPr": {"sz": range(100, 400_001)},
    "a:spcPts": {"val": range(158_401)},
    "a:tcPr": dict.fromkeys(("marL", "marR", "marT", "marB"), INT32),
    "a:tr": {"h": POSITIVE_INT32},
    "p:cNvPr": {"id": range(2**32)},
    "p:sldSz": dict.fromkeys(("cx", "cy"), range(914_400, 51_206_401)),
}
"""ISO 29500-1: ST_Coordinate32, ST_TextFontSize, ST_LineWidth, ST_TextMargin, ST_TextIndent and their
like."""
_MEASURES = {tag(name): limits for name, limits in _LIMITS.items()}

_BY_TYPE = {"title": "title", "ctrTitle": "title", "dt": "dt", "ftr": "ftr", "sldNum": "sldNum"}
"""Placeholder types that inherit by type alone, and what they inherit from."""
ORPHAN = str(2**32 - 1)
"""The idx that PowerPoint itself gives a placeholder that lost its layout's."""


@rule
def coordinate(package: Package) -> Iterator[Finding]:
    """Write places and sizes as whole numbers that PowerPoint can hold.

    Why: PowerPoint repairs (ISO 29500-1, ST_Coordinate, of which PowerPoint takes 32 bits; scanny/python-pptx
    1058 and gitbrent/PptxGenJS 781: results of a division were written with their decimals).
    Fix: round to whole EMU; 2 147 483 647 EMU are 59 metres.
    """
    for part, xfrm in every(package, SHEETS, *_XFRM):
        for corner in xfrm:
            for name in _POSITION.intersection(map(str, corner.attrib)):
                value = corner.get(name, "")
                if not is_within(value, INT32):
                    place = package.source(part)
                    yield error("pptx-coordinate", place, part=part, shape=shape_name(xfrm), value=value)


@rule
def extent_negative(package: Package) -> Iterator[Finding]:
    """Give a shape no width and no height below zero.

    Why: PowerPoint repairs (ISO 29500-1, ST_PositiveCoordinate); a line that runs upwards has flipV instead.
    Fix: swap the two ends and set flipH or flipV.
    """
    for part, xfrm in every(package, SHEETS, *_XFRM):
        for size in xfrm.iterchildren(tag("a:ext"), tag("a:chExt")):
            for value in (size.get("cx", ""), size.get("cy", "")):
                if (integer(value) or 0) < 0:
                    place = package.source(part)
                    yield error("pptx-extent-negative", place, part=part, shape=shape_name(xfrm), value=value)


@rule
def measure(package: Package) -> Iterator[Finding]:
    """Keep type sizes, insets, indents, lines and columns within what the format allows.

    Why: PowerPoint repairs (ISO 29500-1, ST_TextFontSize, ST_Coordinate32, ST_LineWidth, ST_TextMargin;
    gitbrent/PptxGenJS 827 and 1440: decimals, and NaN).
    Fix: write a whole number within the limits; type sizes are hundredths of a point.
    """
    sizes = ((package.main, size) for size in in_presentation(package, "p:sldSz"))
    for part, element in (*sizes, *every(package, SHEETS, *_LIMITS)):
        for name, limits in _MEASURES[str(element.tag)].items():
            value = element.get(name)
            if value is not None and not is_within(value, limits):
                yield error("pptx-measure", package.source(part), part=part, name=name, value=value)


@rule
def shape_id_repeated(package: Package) -> Iterator[Finding]:
    """Give each shape on a slide an id of its own.

    Why: animations and connectors hit the wrong shape, and PowerPoint may repair (ISO 29500-1, cNvPr: unique
    within the document part).
    Fix: number the shapes of a slide from 2; 1 is the slide's own tree.
    """
    fallback = tag("mc:Fallback")
    for part in package.of_type(SLIDE):
        root = package.document(part)
        # An alternative for older programs repeats the id of what it stands for.
        shapes = [] if root is None else [s for s in root.iter(tag("p:cNvPr")) if _outside(s, fallback)]
        for id_ in repeated(shape.get("id", "") for shape in shapes):
            yield error("pptx-shape-id-repeated", package.source(part), part=part, id=id_)


def _outside(element: Element, name: str) -> bool:
    return next(element.iterancestors(name), None) is None


@rule
def animation_target(package: Package) -> Iterator[Finding]:
    """Animate only shapes that the slide has.

    Why: PowerPoint repairs or drops the animation (ISO 29500-1, spTgt: the id of a shape on the slide).
    Fix: remove the animation together with the shape.
    """
    for part, target in every(package, (SLIDE, LAYOUT), "p:spTgt"):
        ids = {shape.get("id") for shape in target.getroottree().iter(tag("p:cNvPr"))}
        if target.get("spid") not in ids:
            yield error("pptx-animation-target", package.source(part), part=part, id=target.get("spid", ""))


@rule
def placeholder_unknown(package: Package) -> Iterator[Finding]:
    """Use only placeholders on a slide that its layout has.

    Why: the shape inherits neither place nor size, and 'Reset slide' takes it away (ISO 29500-1, ph: idx is what
    ties it to the layout; jgm/pandoc 9139: a repair for a footer on a layout without one). Only a warning:
    LibreOffice saves such decks, and they open.
    Fix: use an idx of the layout, or add the placeholder to the layout.
    """
    for part in package.of_type(SLIDE):
        layout = next(iter(package.related(part, "slideLayout")), "")
        if layout not in package.parts:
            continue
        known = {key for ph in _placeholders(package, layout) for key in _keys(ph)}
        for ph in _placeholders(package, part):
            if ph.get("idx") != ORPHAN and _keys(ph)[-1] not in known:
                yield warning(
                    "pptx-placeholder-unknown", package.source(part), part=part, shape=shape_name(ph)
                )


def _placeholders(package: Package, part: str) -> Iterator[Element]:
    root = package.document(part)
    return iter(()) if root is None else root.iter(tag("p:ph"))


def _keys(ph: Element) -> tuple[str, ...]:
    """Give what a placeholder can be found by; the last is what it is looked up by."""
    by_type = _BY_TYPE.get(ph.get("type", "obj"))
    idx = ph.get("idx", "0")
    return (idx, by_type) if by_type else (idx,)


@rule
def placeholder_repeated(package: Package) -> Iterator[Finding]:
    """Give each placeholder on a slide or a layout an idx of its own.

    Why: PowerPoint cannot tell which is which, and fills one of them twice when the layout changes (ISO 29500-1,
    ph: idx). Only a warning: LibreOffice saves such decks, and they open.
    Fix: give each placeholder an idx of its own.
    """
    for kind in (SLIDE, LAYOUT):
        for part in package.of_type(kind):
            known = [ph for ph in _placeholders(package, part) if ph.get("idx") != ORPHAN]
            for key in repeated(f"{ph.get('type', 'obj')} {ph.get('idx', '0')}" for ph in known):
                yield warning("pptx-placeholder-repeated", package.source(part), part=part, idx=key)


@rule
def svg_without_fallback(package: Package) -> Iterator[Finding]:
    """Put a PNG beside every SVG picture.

    Why: PowerPoint repairs, and programs before 2016 show nothing (MS-ODRAWXML, svgBlip: an extension of a
    blip that embeds a raster picture; gitbrent/PptxGenJS 1150).
    Fix: embed a PNG of the picture in r:embed.
    """
    for part, svg in every(package, SHEETS, "asvg:svgBlip"):
        blip = next(svg.iterancestors(tag("a:blip")), None)
        if blip is None or not blip.get(tag("r:embed")):
            yield error("pptx-svg-without-fallback", package.source(part), part=part, shape=shape_name(svg))


@rule
def background_effects(package: Package) -> Iterator[Finding]:
    """Write an effect list after the fill of a background.

    Why: some versions of PowerPoint repair (gitbrent/PptxGenJS 1442), though the schema makes the list optional.
    Only a warning: LibreOffice leaves it out as well.
    Fix: add an empty `<a:effectLst/>` after the fill.
    """
    for part, background in every(package, SHEETS, "p:bgPr"):
        if background.find(tag("a:effectLst")) is None and background.find(tag("a:effectDag")) is None:
            yield warning("pptx-background-effects", package.source(part), part=part)


@rule
def table_grid(package: Package) -> Iterator[Finding]:
    """Write one cell in every row for each column of the table.

    Why: PowerPoint repairs, and the table is lost (ISO 29500-1, tblGrid and tr: one tc for each gridCol,
    merged ones too; gitbrent/PptxGenJS 36).
    Fix: write one cell for each column; merged cells carry hMerge or vMerge.
    """
    for part, table in every(package, SHEETS, "a:tbl"):
        columns = len(table.findall(f"{tag('a:tblGrid')}/{tag('a:gridCol')}"))
        for number, row in enumerate(table.iterchildren(tag("a:tr")), start=1):
            cells = row.findall(tag("a:tc"))
            spans = (place + (integer(cell.get("gridSpan", "1")) or 1) for place, cell in enumerate(cells))
            if len(cells) != columns or max(spans, default=0) > columns:
                yield error("pptx-table-grid", package.source(part), part=part, row=number, columns=columns)


@rule
def chart_axis(package: Package) -> Iterator[Finding]:
    """Refer only to axes that the chart has, by ids that are not negative.

    Why: PowerPoint repairs (ISO 29500-1, axId and ST_UnsignedInt; python-pptx writes negative ids;
    gitbrent/PptxGenJS 1534: a third axis that was never written).
    Fix: number the axes from 0 to 4 294 967 295, and let every plot refer to axes of the chart.
    """
    for part, plot_area in every(package, (CHART,), "c:plotArea"):
        axes = [axis for axis in plot_area if axis.find(tag("c:axPos")) is not None]
        known = {id_.get("val") for axis in axes for id_ in axis.iterchildren(tag("c:axId"))}
        for reference in plot_area.iter(tag("c:axId"), tag("c:crossAx")):
            value = reference.get("val", "")
            if not is_within(value, range(2**32)) or value not in known:
                yield error("pptx-chart-axis", package.source(part), part=part, id=value)
