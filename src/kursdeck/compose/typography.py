"""How text is set: the colours by the part they play, and the outline levels that the layouts share."""

from msgspec.structs import replace

from kursdeck.brand.spec import Align, Bullet, Colour, Face, Slot, TextLevel
from kursdeck.units import CentiPt, Emu, emu, pt

INK = Colour(Slot.INK)
WHITE = Colour(Slot.PAPER)
DEEP = Colour(Slot.DEEP)
SAND = Colour(Slot.GROUND)
FJORD = Colour(Slot.ACCENT_1)
MOSS = Colour(Slot.ACCENT_2)
CLAY = Colour(Slot.ACCENT_3)
OCHRE = Colour(Slot.ACCENT_5)
SLATE = Colour(Slot.ACCENT_6)
PALE_MOSS = Colour(Slot.ACCENT_2, lum_mod=20_000, lum_off=80_000)
PALE_OCHRE = Colour(Slot.ACCENT_5, lum_mod=20_000, lum_off=82_000)

TITLE_SPACING = 90_000
BODY_SPACING = 98_000
ARROW = "à"  # Wingdings' arrow: PowerPoint writes it itself, and every office program renders it
WINGDINGS = "Wingdings"
SMALLEST = pt(18)
"""What the levels of a body never go below."""

LEVELS = 5
HANG = 1.35
"""How far the text of points hangs in, in ems."""
STEP = pt(4)
"""How much smaller each level is than the one above it."""


def hanging(size: CentiPt, ems: float) -> Emu:
    """Give an indent of so many ems of a type size."""
    return emu(CentiPt(round(size * ems)))


def title(size: CentiPt, colour: Colour = INK) -> TextLevel:
    """Set a title: bold, tight."""
    return TextLevel(size, colour, bold=True, face=Face.HEADING, spacing=TITLE_SPACING)


def plain(size: CentiPt, colour: Colour = INK, spacing: int = BODY_SPACING) -> TextLevel:
    """Set running text without bullets."""
    return TextLevel(size, colour, spacing=spacing, before=CentiPt(round(size * 0.42)))


def strong(size: CentiPt, colour: Colour = INK) -> TextLevel:
    """Set a heading or a name: bold, in the body's typeface."""
    return TextLevel(size, colour, bold=True, spacing=TITLE_SPACING)


def points(
    size: CentiPt, before: float = 0.42, hang: float = HANG, arrow: int = 100_000
) -> tuple[TextLevel, ...]:
    """Set points on five levels: an arrow on the first, a dash on those below it.

    `before` is the space before a point and `hang` how far its text hangs in, both in ems of the first level;
    `arrow` is the arrow's size, in thousandths of a percent of the text's.
    """
    first = TextLevel(
        size,
        INK,
        spacing=BODY_SPACING,
        before=CentiPt(round(size * before)),
        margin=hanging(size, hang),
        indent=Emu(-hanging(size, hang)),
        bullet=Bullet(ARROW, CLAY, WINGDINGS, arrow),
    )
    levels = [first]
    while len(levels) < LEVELS:
        levels.append(next_level(levels[-1]))
    return tuple(levels)


def light(colour: Colour) -> Colour:
    """Give a colour so light that it shows on a dark ground."""
    return replace(colour, lum_mod=60_000, lum_off=40_000)


def next_level(level: TextLevel) -> TextLevel:
    """Set the outline level below `level`: smaller, closer, further in, with a dash."""
    size = CentiPt(max(level.size - STEP, SMALLEST))
    dash = hanging(size, 0.9)
    return replace(
        level,
        size=size,
        before=CentiPt(round(size * 0.25)),
        margin=Emu(level.margin + dash),
        indent=Emu(-dash),
        bullet=Bullet("–", SLATE),
    )


def centred(level: TextLevel) -> TextLevel:
    """Give the same level, set in the middle."""
    return replace(level, align=Align.CENTRE)


def on_the_right(level: TextLevel) -> TextLevel:
    """Give the same level, set to the right edge."""
    return replace(level, align=Align.RIGHT)
