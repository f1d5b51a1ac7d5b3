"""The slides that show: a figure, a picture, or whatever a presenter puts below a title."""

from msgspec.structs import replace

from kursdeck.brand.spec import Anchor, LayoutSpec
from kursdeck.compose import parts
from kursdeck.compose import typography as type_
from kursdeck.compose.grid import Grid, above, below, left_of, right_of
from kursdeck.compose.parts import Named
from kursdeck.units import cm, pt

CAPTION = type_.plain(pt(24))
IN_A_FRAME = type_.centred(CAPTION)


def figure(grid: Grid) -> LayoutSpec:
    """Show a figure, and say beside it what it means."""
    drawn, beside = left_of(grid.content, cm(20.2)), right_of(grid.content, cm(21.4))
    return parts.titled(
        grid,
        "Figur",
        parts.content(Named("Figur", 13, "Sett inn en figur"), drawn, IN_A_FRAME),
        parts.text(Named("Tekst", 14, "Skriv hva figuren viser"), beside, CAPTION, Anchor.MIDDLE),
    )


def picture(grid: Grid) -> LayoutSpec:
    """Show a picture, its upper left corner in line with title and caption, and its source."""
    shown, beside = left_of(grid.content, cm(21.6)), right_of(grid.content, cm(22.6))
    return parts.titled(
        grid,
        "Bilde",
        replace(parts.content(Named("Bilde", 13, "Sett inn et bilde"), shown, CAPTION), anchor=Anchor.TOP),
        parts.text(Named("Bildetekst", 14, "Skriv en bildetekst"), above(beside, cm(13.6)), CAPTION),
        parts.source(15, below(beside, cm(14.0))),
    )


def title_only(grid: Grid) -> LayoutSpec:
    """Leave everything below the title free."""
    return replace(parts.titled(grid, "Bare tittel"), type="titleOnly")


def blank(grid: Grid) -> LayoutSpec:
    """Leave the whole slide free."""
    return LayoutSpec("Tom", parts.footers(grid), type="blank")
