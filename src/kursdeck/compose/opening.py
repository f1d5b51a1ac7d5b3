"""The slides that carry names and logos, and those that open a part: cover, section and contact."""

from msgspec.structs import replace

from kursdeck.brand.spec import (
    WHOLE,
    Anchor,
    Colour,
    Drawing,
    LayoutSpec,
    Ornament,
    PlaceholderSpec,
    TextLevel,
)
from kursdeck.compose import parts
from kursdeck.compose import typography as type_
from kursdeck.compose.grid import Grid, plus, span
from kursdeck.compose.parts import Named
from kursdeck.units import Box, Emu, cm, pt

LOGO_WIDTH, LOGO_HEIGHT = cm(9.6), cm(2.6)
PLATE_MARGIN = cm(0.5)


def through(colour: Colour, percent: int) -> Colour:
    """Give a colour of which so many percent are seen."""
    return replace(colour, alpha=percent * WHOLE // 100)


# ---- cover


def cover(grid: Grid, wordmark: str) -> LayoutSpec:
    """Say what the course is, for whom, where and by whom; the logo stands on a white plate."""
    plate = logo_plate(grid)
    edge = Emu(plate.x - cm(0.3))
    return LayoutSpec(
        "Tittel",
        (*cover_names(grid, edge), *cover_event(grid, edge), logo_on(plate)),
        (
            *cover_circles(grid),
            parts.mark_on_panel(grid, wordmark),
            parts.rule(grid.left, cm(9.65), type_.OCHRE),
            Drawing("Logoplate", plate, fill=type_.WHITE, ground=True),
        ),
        background=type_.DEEP,
        master_ornaments=False,
        type="title",
    )


def cover_without_logo(grid: Grid, wordmark: str) -> LayoutSpec:
    """Open a course that is for nobody in particular: the same cover without a plate that nothing stands on."""
    with_logo = cover(grid, wordmark)
    return replace(
        with_logo,
        name="Tittel uten logo",
        placeholders=tuple(spec for spec in with_logo.placeholders if spec.name != "Logo"),
        ornaments=tuple(ornament for ornament in with_logo.ornaments if ornament.name != "Logoplate"),
        type="cust",
    )


def cover_names(grid: Grid, edge: Emu) -> tuple[PlaceholderSpec, ...]:
    """Make the course's title and, second in rank, the name of whom it is for.

    The name's frame ends before a second line at 32 pt: a name of several languages is set on one line first.
    """
    level = type_.title(pt(60), type_.WHITE)
    title = parts.title(span(grid.left, cm(2.9), edge, cm(9.3)), "Skriv kursets tittel", level)
    name = replace(type_.plain(pt(40), type_.SAND), spacing=type_.TITLE_SPACING)
    box = span(grid.left, cm(10.15), plus(edge, cm(1.5)), cm(12.45))
    return (
        replace(title, type="ctrTitle"),
        parts.text(Named("Undertittel", 13, "Hvem kurset er for"), box, name),
    )


def cover_event(grid: Grid, edge: Emu) -> tuple[PlaceholderSpec, ...]:
    """Make the two lines about the event itself, ending where the plate ends."""
    level = type_.plain(pt(20), type_.SAND)
    place = span(grid.left, cm(14.85), edge, cm(15.85))
    person = span(grid.left, cm(15.9), edge, grid.bottom)
    return (
        parts.text(Named("Sted og dato", 14, "Sted og dato"), place, level, Anchor.BOTTOM),
        parts.text(Named("Kursholder", 15, "Kursholder: navn"), person, level, Anchor.BOTTOM),
    )


def logo_plate(grid: Grid) -> Box:
    """Place the plate in the lower right corner: dark logos would vanish on the dark ground."""
    left = Emu(grid.right - LOGO_WIDTH - 2 * PLATE_MARGIN)
    return span(left, Emu(grid.bottom - LOGO_HEIGHT - 2 * PLATE_MARGIN), grid.right, grid.bottom)


def logo_on(plate: Box) -> PlaceholderSpec:
    """Make the logo's place in the middle of the plate; it may hold a name instead."""
    box = Box(plus(plate.x, PLATE_MARGIN), plus(plate.y, PLATE_MARGIN), LOGO_WIDTH, LOGO_HEIGHT)
    return parts.content(Named("Logo", 16, "Sett inn logo"), box, type_.centred(type_.strong(pt(24))))


def cover_circles(grid: Grid) -> tuple[Ornament, ...]:
    """Draw three equal, overlapping circles that run off the upper right corner."""
    radius, x, y = cm(4.5), Emu(grid.width - cm(3.7)), cm(3.2)
    return parts.circles(
        parts.disc("Sirkel 1", x, y, radius, through(type_.FJORD, 90)),
        parts.disc("Sirkel 2", Emu(x - cm(2.7)), plus(y, cm(4.7)), radius, through(type_.MOSS, 70)),
        parts.disc("Sirkel 3", plus(x, cm(2.7)), plus(y, cm(4.7)), radius, through(type_.CLAY, 70)),
    )


# ---- section


def section(grid: Grid, wordmark: str) -> LayoutSpec:
    """Open a part of the course."""
    edge = Emu(grid.right - cm(7.6))
    title = span(grid.left, cm(3.2), edge, cm(9.6))
    subtitle = span(grid.left, cm(10.6), edge, cm(14.6))
    return LayoutSpec(
        "Seksjon",
        (
            parts.title(title, "Skriv navnet på delen", type_.title(pt(54), type_.WHITE)),
            parts.text(
                Named("Undertittel", 13, "Hva delen handler om"), subtitle, type_.plain(pt(28), type_.SAND)
            ),
            *parts.footers(grid, type_.SAND),
        ),
        (
            *section_circles(grid),
            parts.mark_in_footer(grid, wordmark, type_.SAND, parts.LIGHT_MARK_COLOURS),
            parts.rule(grid.left, cm(9.95), type_.OCHRE),
        ),
        background=type_.FJORD,
        master_ornaments=False,
        type="secHead",
    )


def section_circles(grid: Grid) -> tuple[Ornament, ...]:
    """Draw two equal, overlapping circles that run off the right side."""
    radius = cm(5.6)
    return parts.circles(
        parts.disc("Sirkel 1", Emu(grid.width - cm(3.3)), cm(4.0), radius, through(type_.MOSS, 60)),
        parts.disc("Sirkel 2", Emu(grid.width - cm(0.6)), cm(10.6), radius, through(type_.DEEP, 60)),
    )


# ---- contact


def contact(grid: Grid, wordmark: str) -> LayoutSpec:
    """Close the course: thanks on the left, whom to ask on the right."""
    edge, left = cm(13.4), cm(15.5)
    logo = Box(left, Emu(grid.bottom - LOGO_HEIGHT - cm(0.2)), LOGO_WIDTH, LOGO_HEIGHT)
    return LayoutSpec(
        "Kontakt",
        (
            *thanks(grid, Emu(edge - cm(1.4))),
            *contact_lines(grid, left),
            parts.content(Named("Logo", 20, "Sett inn logo"), logo, type_.strong(pt(24))),
            *parts.footers_beside_panel(grid, left),
        ),
        (
            parts.panel(grid, edge, type_.DEEP),
            *contact_circles(),
            parts.mark_on_panel(grid, wordmark),
            parts.rule(grid.left, cm(6.5), type_.OCHRE),
        ),
        background=type_.WHITE,
        master_ornaments=False,
    )


def thanks(grid: Grid, edge: Emu) -> tuple[PlaceholderSpec, ...]:
    """Make the title and the greeting on the panel."""
    title = parts.title(
        span(grid.left, cm(2.4), edge, cm(6.2)), "Skriv en takk", type_.title(pt(48), type_.WHITE)
    )
    box = span(grid.left, cm(7.1), edge, cm(12.2))
    return title, parts.text(Named("Tekst", 13, "Skriv en hilsen"), box, type_.plain(pt(24), type_.SAND))


def contact_lines(grid: Grid, left: Emu) -> tuple[PlaceholderSpec, ...]:
    """Make name, position, and for each way to reach the person a muted label and a line."""
    label, value = type_.plain(pt(18), type_.SLATE), type_.plain(pt(24))
    anchors = {"Stilling": Anchor.TOP}  # name and position meet in the middle, however many lines they take
    lines: tuple[tuple[Named, float, float, TextLevel], ...] = (
        (Named("Navn", 14, "Navn"), 3.2, 6.2, type_.strong(pt(36))),
        (Named("Stilling", 15, "Stilling"), 6.35, 8.25, type_.plain(pt(24), type_.SLATE)),
        (Named("E-post etikett", 16, "E-post"), 8.8, 9.6, label),
        (Named("E-post", 17, "navn@example.no"), 9.6, 10.7, value),
        (Named("Telefon etikett", 18, "Telefon"), 11.2, 12.0, label),
        (Named("Telefon", 19, "22 22 22 22"), 12.0, 13.1, value),
    )
    return tuple(
        parts.text(
            named, span(left, cm(top), grid.right, cm(bottom)), level, anchors.get(named.name, Anchor.BOTTOM)
        )
        for named, top, bottom, level in lines
    )


def contact_circles() -> tuple[Ornament, ...]:
    """Draw two equal, overlapping circles at the foot of the panel, below the greeting."""
    radius = cm(4.2)
    return parts.circles(
        parts.disc("Sirkel 1", cm(3.4), cm(17.6), radius, through(type_.FJORD, 90)),
        parts.disc("Sirkel 2", cm(8.4), cm(18.4), radius, through(type_.MOSS, 70)),
    )
