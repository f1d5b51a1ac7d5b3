"""Slides and layouts small enough to reckon by head: a square font, in which a small letter is half an em.

At 10 pt a line of text is as high as `powerpoint` makes it, and a placeholder made here holds so many letters
a line and so many lines, by the cautious measure and not one more.
"""

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from kursdeck.brand import load as brand_loader
from kursdeck.brand.load import Brand, Group
from kursdeck.brand.template import Layout, Level, Placeholder, Template
from kursdeck.deck import (
    Block,
    Figure,
    Fill,
    FittedText,
    Marker,
    Page,
    Paragraph,
    Paragraphs,
    Picture,
    Run,
    Section,
    Slide,
)
from kursdeck.findings import Findings
from kursdeck.fit.lines import pitch
from kursdeck.fonts import UNITS_PER_EM, Face, load
from kursdeck.pictures import Image
from kursdeck.powerpoint.template_reader import read_template
from kursdeck.units import Box, CentiPt, Emu, Insets, emu, pt

REPO = Path(__file__).parents[1]
TEN = pt(10)
NO_FOOTER = Run("", "nb-NO")

# ---- a font

SMALL = "abcdefghijklmnopqrstuvwxyzæøå0123456789 .,:;!?()/–-\u00a0"
SQUARE = load(
    json.dumps(
        {"font": "Square", "advances": {"1024": SMALL, "2048": "AM"}, "right": [], "left": []}
    ).encode()
)


def square(family: str, bold: bool, italic: bool) -> Face:  # noqa: ARG001 - what fonts.face takes
    """Give the square font for every face."""
    return SQUARE


# ---- layouts


def letters(number: int, size: CentiPt = TEN) -> Emu:
    """Give a width that holds so many small letters of a size, and not one more."""
    return Emu(-(-(number * 1024 * 100 + 2 * UNITS_PER_EM) * emu(size) // (99 * UNITS_PER_EM)))


def lines(number: int, size: CentiPt = TEN) -> Emu:
    """Give a height that holds so many lines of a size, and not one more."""
    return Emu(number * pitch(size, 100_000) * 1000 // 985 + 100)


def level(
    size: float = 10, *, before: float = 0, margin: int = 0, indent: int = 0, align: str = "l"
) -> Level:
    """Make an outline level; sizes and the space before in points, margin and indent in EMU."""
    return Level(
        size=pt(size),
        bold=False,
        font="Square",
        spacing=100_000,
        spacing_fixed=CentiPt(0),
        before=pt(before),
        before_percent=0,
        margin=Emu(margin),
        indent=Emu(indent),
        bullet=False,
        align=align,
    )


NO_INSETS = Insets(Emu(0), Emu(0), Emu(0), Emu(0))


def place(
    name: str, width: int, height: int, *levels: Level, type_: str = "body", anchor: str = "t"
) -> Placeholder:
    """Make a placeholder, `width` and `height` in EMU, without insets."""
    box = Box(Emu(1000), Emu(2000), Emu(width), Emu(height))
    return Placeholder(name, 10, type_, box, NO_INSETS, anchor, levels or (level(),))


def sizes(*points: float) -> tuple[CentiPt, ...]:
    """Give a ladder."""
    return tuple(pt(size) for size in points)


def brand(*groups: Group) -> Brand:
    """Make a brand with one layout, 'Oppsett', of these groups' placeholders in order."""
    placeholders = tuple(placeholder for group in groups for placeholder in group.placeholders)
    layout = Layout("Oppsett", "layout1.xml", placeholders)
    own = tuple(g for g in groups if g.placeholders[0].type not in brand_loader.FOOTERS)
    template = Template("brand.pptx", "", Emu(1), Emu(1), {}, (layout,), b"")
    return Brand("prøve", "Prøve", template, {"Oppsett": layout}, {"Oppsett": own}, {}, {}, square)


@cache
def ks() -> Brand:
    """Give the brand that ships."""
    folder = REPO / "templates" / "ks"
    template, findings = read_template((folder / "brand.pptx").read_bytes(), "brand.pptx")
    assert template is not None, findings
    loaded, findings = brand_loader.load(folder, "templates/ks", template)
    assert loaded is not None, findings
    return loaded


# ---- slides


def paragraph(text: str, level_: int = 0, marker: Marker = Marker.INHERIT) -> Paragraph:
    """Make a paragraph of one run."""
    return Paragraph((Run(text, "nb-NO"),) if text else (), level_, marker)


def points(*texts: str, marker: Marker = Marker.INHERIT) -> Paragraphs:
    """Make points; '>' before a text puts it a level deeper, and only the outermost have the marker."""
    deep = [(text.lstrip(">"), len(text) - len(text.lstrip(">"))) for text in texts]
    return Paragraphs(tuple(paragraph(text, down, Marker.INHERIT if down else marker) for text, down in deep))


def figure(*labels: str) -> Figure:
    """Make overlapping circles with these labels."""
    return Figure(tuple(paragraph(label) for label in labels), "sirkler", "nb-NO")


def picture(width: int, height: int) -> Picture:
    """Make a picture of a size; its bytes do not matter to fit."""
    return Picture(
        Image(key="bilde", format="png", data=b"", width=width, height=height), "et bilde", "nb-NO"
    )


def slide(fills: Mapping[str, Block], layout: str = "Oppsett", id_: str = "prøve") -> Slide:
    """Make a slide with these blocks."""
    return Slide(
        id=id_,
        kind="prøve",
        layout=layout,
        fills=tuple(Fill(name, block) for name, block in fills.items()),
        notes=Paragraphs(()),
        section=Section("del", "Del"),
        lang="nb-NO",
        continued="({part}/{parts})",
    )


# ---- what came of them


def text(page: Page, name: str) -> FittedText:
    """Give the text that stands in a placeholder of a page."""
    (content,) = (frame.content for frame in page.frames if frame.placeholder == name)
    assert isinstance(content, FittedText), content
    return content


def size(page: Page, name: str) -> float:
    """Give the size in points of a placeholder's first paragraph."""
    return text(page, name).paragraphs[0].size / 100


def said(page: Page, name: str) -> tuple[str, ...]:
    """Give the paragraphs that stand in a placeholder of a page, () where nothing does."""
    found = [frame.content for frame in page.frames if frame.placeholder == name]
    return tuple(
        part.paragraph.text
        for content in found
        if isinstance(content, FittedText)
        for part in content.paragraphs
    )


def ids(findings: Findings) -> list[str]:
    """Give the findings' ids."""
    return [finding.id for finding in findings]
