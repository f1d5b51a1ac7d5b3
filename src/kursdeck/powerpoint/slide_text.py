"""What a text says and how it looks, with all inheritance resolved, apart from how its runs are cut.

PowerPoint cuts one sentence into several runs, LibreOffice joins them and writes out what each inherited: the
same text with the same looks must come out alike.
"""

from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from typing import NamedTuple
from urllib.parse import unquote

from lxml.etree import _Element as Element

from kursdeck.powerpoint.attributes import first, number, truth
from kursdeck.powerpoint.colours import UNKNOWN, Palette, colour_in
from kursdeck.powerpoint.inheritance import DEFAULT_SIZE, Lineage
from kursdeck.powerpoint.markup import clark
from kursdeck.powerpoint.opc import Relationship

UNSAID = -1
"""Bold or italic as a table's style decides it, which is not read."""

FIELD, BREAK = "\N{OBJECT REPLACEMENT CHARACTER}", "\v"
"""What stands for a slide number or a date, which every program fills in anew; and for a line break."""

_PPR, _RPR, _T, _LINK = clark("a:pPr"), clark("a:rPr"), clark("a:t"), clark("a:hlinkClick")
_RUN, _BREAK, _FIELD = clark("a:r"), clark("a:br"), clark("a:fld")
_ID, _STYLE_FONT = clark("r:id"), f"{clark('p:style')}/{clark('a:fontRef')}"
_SOLID = clark("a:solidFill")
_FILLS = frozenset(clark(f"a:{kind}Fill") for kind in ("no", "solid", "grad", "blip", "patt", "grp"))
_BULLETS = {clark(f"a:bu{kind}"): kind != "None" for kind in ("None", "Char", "AutoNum", "Blip")}


class Look(NamedTuple):
    """How characters look: size in hundredths of a point; bold and italic are 1, 0 or UNSAID; RRGGBBAA."""

    size: int
    bold: int
    italic: int
    colour: str


class Said(NamedTuple):
    """A text with its outline levels, bullets and links in one string, and its stretches with their looks."""

    text: str
    spans: tuple[tuple[str, Look], ...]


Arrows = Mapping[str, Relationship]
"""A part's relationships by their ids."""


def said(paragraphs: Iterable[Element], lineage: Lineage, names: Palette, arrows: Arrows) -> Said:
    """Read paragraphs; `lineage` is that of the shape they stand in, without shapes for a table's cell."""
    looks: dict[int, Look] = {}
    texts: list[str] = []
    pieces: list[tuple[str, Look]] = []
    for paragraph in paragraphs:
        level = number(first(paragraph.iterchildren(_PPR), "lvl"), 0)
        base = looks.setdefault(level, _base(lineage, level, names)) if level not in looks else looks[level]
        runs = tuple(_runs(paragraph, base, names, arrows))
        bullet = any(text for text, _look in runs) and _bullet(paragraph, lineage, level)
        texts.append(f"{level}{'•' * bullet}\t" + "".join(text for text, _look in runs))
        # A line break has no look that anybody sees, and LibreOffice gives it the next run's.
        pieces.extend((text, look) for text, look in runs if text != BREAK)
    return Said("\n".join(texts) if pieces else "", tuple(_joined(pieces)))


def plain_text(paragraphs: Iterable[Element]) -> str:
    """Read paragraphs for their words alone, a line each."""
    return "\n".join("".join(map(_words, paragraph)) for paragraph in paragraphs)


def nearest_fill(elements: Iterable[Element]) -> Element | None:
    """Find the first element's fill that says one, of whichever kind."""
    return next((child for each in elements for child in each if child.tag in _FILLS), None)


def fill_colour(fill: Element | None, names: Palette) -> str:
    """Give a solid fill's colour; UNKNOWN for another kind and for none."""
    return colour_in(fill, names) if fill is not None and fill.tag == _SOLID else UNKNOWN


def _runs(paragraph: Element, base: Look, names: Palette, arrows: Arrows) -> Iterator[tuple[str, Look]]:
    for run in paragraph:
        words = _words(run)
        properties = run.find(_RPR)
        if words and properties is not None:
            yield words + _target(properties, arrows), _look(properties, base, names)
        elif words:
            yield words, base


def _words(run: Element) -> str:
    if run.tag == _RUN:
        return run.findtext(_T) or ""
    return BREAK if run.tag == _BREAK else FIELD if run.tag == _FIELD else ""


def _target(properties: Element, arrows: Arrows) -> str:
    """Give where a link leads, without what LibreOffice changes: escapes, a last slash, a slide's name."""
    link = properties.find(_LINK)
    arrow = None if link is None else arrows.get(link.get(_ID, ""))
    if arrow is None:
        return ""
    return f"\t{unquote(arrow.target).rstrip('/') if arrow.external else arrow.kind}\t"


def _look(properties: Element, base: Look, names: Palette) -> Look:
    fill = nearest_fill((properties,))
    colour = base.colour if fill is None else fill_colour(fill, names)
    return Look(
        number(properties.get("sz"), base.size),
        truth(properties.get("b"), base.bold),
        truth(properties.get("i"), base.italic),
        # A link takes the theme's link colour, whatever its run says.
        colour if properties.find(_LINK) is None else UNKNOWN,
    )


def _base(lineage: Lineage, level: int, names: Palette) -> Look:
    """Give how a level looks before a run says anything."""
    runs = lineage.runs(level)
    size = number(first(runs, "sz"), DEFAULT_SIZE)
    if not lineage.shapes:
        return Look(size, UNSAID, UNSAID, UNKNOWN)
    font = lineage.shapes[0].find(_STYLE_FONT)
    styled = UNKNOWN if font is None else colour_in(font, names)
    colour = styled or fill_colour(nearest_fill(runs), names)
    return Look(size, truth(first(runs, "b"), 0), truth(first(runs, "i"), 0), colour)


def _bullet(paragraph: Element, lineage: Lineage, level: int) -> bool:
    own = tuple(paragraph.iterchildren(_PPR))
    kinds = (child.tag for each in (*own, *lineage.paragraphs(level)) for child in each)
    return next((_BULLETS[str(kind)] for kind in kinds if kind in _BULLETS), False)


def _joined(pieces: Iterable[tuple[str, Look]]) -> Iterator[tuple[str, Look]]:
    for look, alike in groupby(pieces, key=lambda piece: piece[1]):
        yield "".join(text for text, _look_ in alike), look
