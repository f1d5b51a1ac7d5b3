"""The pieces that several layouts share: placeholders of one make, the footer line, and what is drawn."""

from typing import NamedTuple

from kursdeck.brand.spec import (
    Anchor,
    Colour,
    Drawing,
    LayoutSpec,
    Lettering,
    Ornament,
    PlaceholderSpec,
    Symbol,
    TextLevel,
)
from kursdeck.compose import typography as type_
from kursdeck.compose.grid import Grid, below, circle, plus, span
from kursdeck.units import Box, CentiPt, Emu, cm, pt

TITLE_SIZE = pt(34)
POINTS_SIZE = pt(28)
FOOTER_SIZE = pt(11)
SOURCE_SIZE = pt(16)
BAR = cm(0.16)
"""How wide the upright bars are that set a question or a quotation off."""
WRITE_TITLE = "Skriv tittelen her"

DATE_IDX, FOOTER_IDX, NUMBER_IDX = 10, 11, 12
FIRST_IDX = 13
"""The first idx of a layout's own placeholders."""

MARK_COLOURS = (type_.FJORD, type_.MOSS, type_.CLAY)
LIGHT_MARK_COLOURS = tuple(type_.light(colour) for colour in MARK_COLOURS)

# ---- placeholders


def title(
    box: Box, prompt: str, level: TextLevel | None = None, anchor: Anchor = Anchor.BOTTOM
) -> PlaceholderSpec:
    """Make the title that a screen reader announces and PowerPoint lists."""
    return PlaceholderSpec(
        "Tittel", "title", 0, box, (level or type_.title(TITLE_SIZE),), prompt, anchor=anchor
    )


class Named(NamedTuple):
    """What a placeholder is called, its idx in the layout, and what it says while it is empty."""

    name: str
    idx: int
    prompt: str


def text(named: Named, box: Box, level: TextLevel, anchor: Anchor = Anchor.TOP) -> PlaceholderSpec:
    """Make a placeholder for a few words or lines without bullets."""
    levels = (level,) * type_.LEVELS
    return PlaceholderSpec(named.name, "body", named.idx, box, levels, named.prompt, anchor=anchor)


def source(idx: int, box: Box, size: CentiPt = SOURCE_SIZE) -> PlaceholderSpec:
    """Make the place for where a fact, a quote or a picture is from."""
    level = type_.plain(size, type_.SLATE)
    return text(Named("Kilde", idx, "Kilde: hvem, hva, år"), box, level, Anchor.BOTTOM)


def content(named: Named, box: Box, level: TextLevel) -> PlaceholderSpec:
    """Make a content placeholder: a picture in it is contained, never cropped, and a text is possible too."""
    levels = (level,) * type_.LEVELS
    return PlaceholderSpec(named.name, "obj", named.idx, box, levels, named.prompt, anchor=Anchor.MIDDLE)


def footers(grid: Grid, colour: Colour = type_.SLATE) -> tuple[PlaceholderSpec, ...]:
    """Make date, footer and number on one line, with room for the brand's mark on its right."""
    return footer_trio(grid, grid.left, Emu(grid.right - cm(5.0)), colour)


def footers_beside_panel(grid: Grid, left: Emu) -> tuple[PlaceholderSpec, ...]:
    """Make the same line right of a panel, from `left` to the margin; the mark then stands on the panel."""
    return footer_trio(grid, left, grid.right, type_.SLATE)


def footer_line(grid: Grid, left: Emu, right: Emu) -> Box:
    """Give a stretch of the footer's line."""
    return span(left, grid.footer_top, right, grid.footer_bottom)


def footer_trio(grid: Grid, left: Emu, right: Emu, colour: Colour) -> tuple[PlaceholderSpec, ...]:
    """Make the three placeholders that PowerPoint's 'Header and footer' dialogue switches."""
    date = footer_line(grid, Emu(right - cm(3.6)), right)
    footer = footer_line(grid, plus(left, cm(1.2)), date.x)
    number = footer_line(grid, left, footer.x)
    level = TextLevel(FOOTER_SIZE, colour)
    dated = type_.on_the_right(level)
    return (
        PlaceholderSpec("Dato", "dt", DATE_IDX, date, (dated,), "Dato", anchor=Anchor.MIDDLE),
        PlaceholderSpec("Bunntekst", "ftr", FOOTER_IDX, footer, (level,), "Bunntekst", anchor=Anchor.MIDDLE),
        PlaceholderSpec(
            "Lysbildenummer", "sldNum", NUMBER_IDX, number, (level,), "‹#›", anchor=Anchor.MIDDLE
        ),
    )


def titled(grid: Grid, name: str, *own: PlaceholderSpec) -> LayoutSpec:
    """Make an ordinary layout: title, accent line and footer at their places, its own between them."""
    title_above = title(grid.title, WRITE_TITLE)
    return LayoutSpec(name, (title_above, *own, *footers(grid)), (title_rule(grid),))


# ---- ornaments


def rule(left: Emu, top: Emu, colour: Colour = type_.CLAY) -> Drawing:
    """Draw the short accent line below a title."""
    return Drawing("Aksentstrek", Box(left, top, cm(1.6), cm(0.11)), fill=colour)


def title_rule(grid: Grid) -> Drawing:
    """Draw the accent line where every content slide has it."""
    return rule(grid.left, plus(grid.title_bottom, cm(0.16)))


def panel(grid: Grid, edge: Emu, fill: Colour) -> Drawing:
    """Draw a coloured ground from the slide's left side to `edge`, over its whole height."""
    return Drawing("Felt", Box(Emu(0), Emu(0), edge, grid.height), fill=fill, ground=True)


def disc(name: str, x: Emu, y: Emu, radius: Emu, fill: Colour) -> Drawing:
    """Draw a filled circle about a centre."""
    return Drawing(name, circle(x, y, radius), "ellipse", fill=fill)


def mark_in_footer(grid: Grid, name: str, ink: Colour, dots: tuple[Colour, ...]) -> Symbol:
    """Draw the brand's mark at the right end of the footer's line: its dots, then its name."""
    middle = Emu((grid.footer_top + grid.footer_bottom) // 2)
    level = type_.on_the_right(type_.strong(FOOTER_SIZE, ink))
    box = footer_line(grid, Emu(grid.right - cm(3.45)), grid.right)
    discs = dots_before(Emu(grid.right - cm(3.55)), middle, cm(0.13), dots)
    return Symbol("Merke", (*discs, Lettering("Navnetrekk", box, name, level)))


def mark_on_panel(grid: Grid, name: str) -> Symbol:
    """Draw the brand's mark, larger and light, in the upper left of a dark ground."""
    dots = dots_before(plus(grid.left, cm(1.26)), cm(1.75), cm(0.175), LIGHT_MARK_COLOURS)
    box = Box(plus(grid.left, cm(1.6)), cm(1.25), cm(7.0), cm(1.0))
    return Symbol("Merke", (*dots, Lettering("Navnetrekk", box, name, type_.strong(pt(16), type_.SAND))))


def dots_before(right: Emu, middle: Emu, radius: Emu, colours: tuple[Colour, ...]) -> tuple[Drawing, ...]:
    """Draw a dot of each colour side by side, the last of them ending at `right`."""
    step = radius * 13 // 5
    return tuple(
        disc(f"Prikk {number}", Emu(right - radius - (len(colours) - number) * step), middle, radius, colour)
        for number, colour in enumerate(colours, start=1)
    )


def people(left: Emu, top: Emu) -> Symbol:
    """Draw a group, 2.85 by 1.9 cm: one person, and a smaller one on each side. It counts nobody."""
    bottom = plus(top, cm(1.9))
    shapes = (
        *person(1, Box(left, plus(top, cm(0.45)), cm(0.8), cm(1.45)), type_.FJORD),
        *person(2, span(plus(left, cm(0.9)), top, plus(left, cm(1.95)), bottom), type_.CLAY),
        *person(3, Box(plus(left, cm(2.05)), plus(top, cm(0.45)), cm(0.8), cm(1.45)), type_.FJORD),
    )
    return Symbol("Gruppesymbol", shapes)


def person(number: int, frame: Box, colour: Colour) -> tuple[Drawing, Drawing]:
    """Draw a head and shoulders that fill a frame."""
    radius = Emu(frame.width * 34 // 100)
    middle = Emu((frame.x + frame.right) // 2)
    head = disc(f"Hode {number}", middle, plus(frame.y, radius), radius, colour)
    box = below(frame, Emu(frame.y + frame.width * 4 // 5))
    shoulders = (("adj1", 50_000), ("adj2", 0))
    return head, Drawing(f"Kropp {number}", box, "round2SameRect", shoulders, fill=colour)


def clock(left: Emu, top: Emu) -> Symbol:
    """Draw a clock face, 1.5 cm across, at three o'clock."""
    x, y, hand = plus(left, cm(0.75)), plus(top, cm(0.75)), cm(0.05)
    face = Drawing("Urskive", circle(x, y, cm(0.75)), "ellipse", line=type_.FJORD, line_width=Emu(2 * hand))
    minutes = span(Emu(x - hand), Emu(y - cm(0.48)), plus(x, hand), plus(y, hand))
    hours = span(Emu(x - hand), Emu(y - hand), plus(x, cm(0.38)), plus(y, hand))
    return Symbol(
        "Klokke",
        (
            face,
            Drawing("Langviser", minutes, fill=type_.FJORD),
            Drawing("Kortviser", hours, fill=type_.FJORD),
        ),
    )


def circles(*discs: Drawing) -> tuple[Ornament, ...]:
    """Let the discs move as one."""
    return (Symbol("Sirkler", discs),)
