"""The slides that list: points alone, beside a figure, above a question, in columns, and what to remember."""

from itertools import chain

from msgspec.structs import replace

from kursdeck.brand.spec import Anchor, Drawing, LayoutSpec, PlaceholderSpec
from kursdeck.compose import parts
from kursdeck.compose import typography as type_
from kursdeck.compose.grid import Grid, above, below, left_of, plus, right_of, span
from kursdeck.compose.parts import Named
from kursdeck.units import Box, Emu, Insets, cm, pt

WRITE_POINTS = "Skriv punktene her"
COLUMN_NAMES = {2: "To kolonner", 3: "Tre kolonner", 4: "Fire kolonner"}
BAND_HEIGHT = cm(2.2)
"""Room for a heading of two lines at 24 pt, so that it need never be smaller than its bullets."""
BAND_INSETS = Insets(cm(0.4), cm(0.15), cm(0.3), cm(0.15))
CARD_INSETS = Insets(cm(0.4), cm(0.45), cm(0.2), cm(0.35))
CALL_OUT_INSETS = Insets(
    Emu(type_.hanging(parts.POINTS_SIZE, type_.HANG) - parts.BAR), cm(0.2), cm(0.7), cm(0.2)
)
"""The question's text begins where that of the points above it does."""


def points(grid: Grid) -> LayoutSpec:
    """List points over the whole width."""
    return parts.titled(grid, "Punkter", listing(13, grid.content))


def listing(idx: int, box: Box) -> PlaceholderSpec:
    """Make the place for points at their usual size."""
    return PlaceholderSpec("Innhold", "body", idx, box, type_.points(parts.POINTS_SIZE), WRITE_POINTS)


def points_and_question(grid: Grid) -> LayoutSpec:
    """List points, and close with a question that stands off behind a bar."""
    call_out = below(grid.content, cm(13.9))
    edge = plus(call_out.x, parts.BAR)
    bar = Drawing("Spørsmålsstrek", left_of(call_out, edge), fill=type_.CLAY)
    layout = parts.titled(
        grid,
        "Punkter med spørsmål",
        listing(13, above(grid.content, cm(13.2))),
        question(14, right_of(call_out, edge)),
    )
    return replace(layout, ornaments=(*layout.ornaments, bar))


def question(idx: int, box: Box) -> PlaceholderSpec:
    """Make a calm call-out."""
    named = Named("Spørsmål", idx, "Skriv spørsmålet her")
    plain = parts.text(named, box, type_.plain(pt(32)), Anchor.MIDDLE)
    return replace(plain, insets=CALL_OUT_INSETS, fill=type_.WHITE)


def points_and_figure(grid: Grid) -> LayoutSpec:
    """List points under a heading, with their source, beside a figure."""
    text, figure = left_of(grid.content, cm(17.3)), right_of(grid.content, cm(18.4))
    heading = type_.strong(pt(26), type_.FJORD)
    return parts.titled(
        grid,
        "Punkter med figur",
        parts.text(
            Named("Overskrift", 13, "Skriv en overskrift"), above(text, cm(5.9)), heading, Anchor.BOTTOM
        ),
        listing(14, span(text.x, cm(6.6), text.right, cm(14.9))),
        parts.source(15, below(text, cm(15.4))),
        parts.content(Named("Figur", 16, "Sett inn en figur"), figure, type_.centred(type_.plain(pt(24)))),
    )


# ---- columns


def columns(grid: Grid, count: int) -> LayoutSpec:
    """Set `count` cards side by side, each with a heading in a band and points below it."""
    cards = (card(number, grid.column(number, count)) for number in range(1, count + 1))
    return parts.titled(grid, COLUMN_NAMES[count], *chain.from_iterable(cards))


def card(number: int, box: Box) -> tuple[PlaceholderSpec, PlaceholderSpec]:
    """Make one column; its placeholders carry the colours, so that a column moves as it is.

    Headings have odd idx from 13, points the even ones after them, so a column keeps its own in every layout.
    """
    edge, idx = plus(box.y, BAND_HEIGHT), parts.FIRST_IDX + 2 * (number - 1)
    name = f"Overskrift {number}"
    heading = parts.text(
        Named(name, idx, name), above(box, edge), type_.strong(pt(26), type_.WHITE), Anchor.MIDDLE
    )
    body = PlaceholderSpec(
        f"Kolonne {number}",
        "body",
        idx + 1,
        below(box, edge),
        type_.points(pt(26), before=0.38, hang=0.95, arrow=80_000),
        WRITE_POINTS,
        CARD_INSETS,
        fill=type_.WHITE,
    )
    return replace(heading, insets=BAND_INSETS, fill=type_.FJORD), body


# ---- what to remember


def remember(grid: Grid) -> LayoutSpec:
    """Set a few points large, on a ground of their own: what the audience takes home."""
    box = span(grid.left, cm(4.6), plus(grid.left, cm(26.3)), Emu(grid.bottom - cm(0.3)))
    levels = type_.points(pt(36), before=0.6)
    body = PlaceholderSpec("Innhold", "body", 13, box, levels, "Skriv det viktigste", anchor=Anchor.MIDDLE)
    return replace(parts.titled(grid, "Husk", body), background=type_.PALE_MOSS)
