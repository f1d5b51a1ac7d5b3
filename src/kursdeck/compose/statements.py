"""The slides that say or ask one thing, large: a fact, a quotation, a question to talk about."""

from kursdeck.brand.spec import Anchor, Drawing, Face, LayoutSpec, PlaceholderSpec, TextLevel
from kursdeck.compose import parts
from kursdeck.compose import typography as type_
from kursdeck.compose.grid import Grid, plus, span
from kursdeck.compose.parts import Named
from kursdeck.units import Box, CentiPt, Emu, Insets, cm, pt

STATEMENT_SIZE = pt(48)
QUESTION_SIZE = pt(54)
STATEMENT_SPACING = 95_000
SPEAKER_SIZE = pt(22)
"""Who said it belongs to a quotation: larger than where a fact is from."""
TAG_INSETS = Insets(cm(0.4), cm(0.05), cm(0.4), cm(0.05))
CUE_TOP, CUE_BOTTOM = cm(14.3), cm(16.4)
TAG_TOP, TAG_HEIGHT = cm(1.4), cm(1.1)


def statement(size: CentiPt, face: Face = Face.BODY) -> TextLevel:
    """Set one sentence large; in regular weight, so that its bold words can speak."""
    return TextLevel(size, type_.INK, face=face, spacing=STATEMENT_SPACING)


# ---- fact and quotation


def fact(grid: Grid, wordmark: str) -> LayoutSpec:
    """State a fact with its source, beside a panel that holds the title."""
    edge, left = cm(11.2), cm(13.2)
    title = span(grid.left, cm(2.4), Emu(edge - cm(1.0)), cm(8.6))
    box = span(left, cm(2.4), grid.right, cm(14.6))
    return LayoutSpec(
        "Fakta",
        (
            parts.title(title, parts.WRITE_TITLE, type_.title(pt(40), type_.WHITE)),
            parts.text(
                Named("Fakta", 13, "Skriv faktaopplysningen her"),
                box,
                statement(STATEMENT_SIZE),
                Anchor.MIDDLE,
            ),
            parts.source(14, span(left, cm(15.3), grid.right, grid.bottom)),
            *parts.footers_beside_panel(grid, left),
        ),
        (
            parts.panel(grid, edge, type_.FJORD),
            parts.mark_on_panel(grid, wordmark),
            parts.rule(grid.left, cm(8.95), type_.OCHRE),
        ),
        background=type_.WHITE,
        master_ornaments=False,
    )


def quotation(grid: Grid) -> LayoutSpec:
    """Quote somebody, under a small title."""
    left, right = plus(grid.left, cm(1.4)), Emu(grid.right - cm(2.0))
    bar = span(grid.left, grid.top, plus(grid.left, parts.BAR), grid.bottom)
    quote = span(left, grid.top, right, cm(14.6))
    return LayoutSpec(
        "Sitat",
        (
            parts.title(grid.title, parts.WRITE_TITLE, type_.title(pt(24), type_.SLATE)),
            parts.text(
                Named("Sitat", 13, "«Skriv sitatet her»"), quote, statement(STATEMENT_SIZE), Anchor.MIDDLE
            ),
            parts.source(14, span(left, cm(15.0), right, grid.bottom), SPEAKER_SIZE),
            *parts.footers(grid),
        ),
        (Drawing("Sitatstrek", bar, fill=type_.CLAY),),
    )


# ---- reflection


def reflection(grid: Grid) -> LayoutSpec:
    """Ask one question, very large; below it who talks with whom, and for how long."""
    question = span(grid.left, cm(3.3), grid.right, cm(12.9))
    clock = Emu(grid.right - cm(6.3))
    line = span(grid.left, cm(13.5), grid.right, cm(13.55))
    return LayoutSpec(
        "Refleksjon",
        (
            parts.title(
                question, "Skriv spørsmålet her", statement(QUESTION_SIZE, Face.HEADING), Anchor.MIDDLE
            ),
            *labels(grid),
            *cues(grid, clock),
            *parts.footers(grid),
        ),
        (
            Drawing("Skillelinje", line, fill=type_.OCHRE),
            parts.people(grid.left, plus(CUE_TOP, cm(0.1))),
            parts.clock(clock, plus(CUE_TOP, cm(0.3))),
        ),
        background=type_.PALE_OCHRE,
    )


def labels(grid: Grid) -> tuple[PlaceholderSpec, ...]:
    """Make the tag that says what kind of task this is, and beside it which of how many."""
    tag = PlaceholderSpec(
        "Merkelapp",
        "body",
        13,
        Box(grid.left, TAG_TOP, cm(7.2), TAG_HEIGHT),
        (type_.centred(type_.strong(pt(20), type_.WHITE)),) * type_.LEVELS,
        "Refleksjonsoppgave",
        TAG_INSETS,
        Anchor.MIDDLE,
        fill=type_.CLAY,
    )
    box = Box(plus(grid.left, cm(7.8)), TAG_TOP, cm(5.0), TAG_HEIGHT)
    level = type_.plain(pt(20), type_.SLATE)
    return tag, parts.text(Named("Nummer", 14, "1 av 4"), box, level, Anchor.MIDDLE)


def cues(grid: Grid, clock: Emu) -> tuple[PlaceholderSpec, ...]:
    """Make the lines beside the group and the clock, which begins at `clock`."""
    talk = span(plus(grid.left, cm(3.5)), CUE_TOP, Emu(clock - cm(0.8)), CUE_BOTTOM)
    time = span(plus(clock, cm(1.9)), CUE_TOP, grid.right, CUE_BOTTOM)
    return (
        parts.text(Named("Samtale", 15, "Hvem snakker med hvem?"), talk, type_.plain(pt(24)), Anchor.MIDDLE),
        parts.text(Named("Tid", 16, "10 min"), time, type_.plain(pt(24)), Anchor.MIDDLE),
    )
