"""Decides layouts: from a theme's colours and fonts and a slide's margins to a whole template, as values.

Nothing is written here. The same grid and the same few text levels serve every layout, so that a title, a
column's edge or a footer stands at the same place all through a deck.
"""

from kursdeck.brand.spec import Anchor, LayoutSpec, MasterSpec, PlaceholderSpec, TemplateSpec, Theme
from kursdeck.compose import opening, parts, pictures, points, statements
from kursdeck.compose import typography as type_
from kursdeck.compose.grid import Grid
from kursdeck.units import Emu

MASTER_BODY_IDX = 1
MASTER_DATE_IDX, MASTER_FOOTER_IDX, MASTER_NUMBER_IDX = 2, 3, 4


def compose(theme: Theme, grid: Grid, title: str, lang: str, wordmark: str) -> TemplateSpec:
    """Decide a whole template: `title` names it, `wordmark` stands on every light slide."""
    return TemplateSpec(
        title, lang, grid.width, grid.height, theme, master(grid, wordmark), layouts(grid, wordmark)
    )


def layouts(grid: Grid, wordmark: str) -> tuple[LayoutSpec, ...]:
    """Decide every layout, in the order in which PowerPoint offers them."""
    return (
        opening.cover(grid, wordmark),
        opening.cover_without_logo(grid, wordmark),
        opening.section(grid, wordmark),
        points.points(grid),
        points.points_and_question(grid),
        points.points_and_figure(grid),
        *(points.columns(grid, count) for count in points.COLUMN_NAMES),
        points.remember(grid),
        statements.fact(grid, wordmark),
        statements.quotation(grid),
        statements.reflection(grid),
        pictures.figure(grid),
        pictures.picture(grid),
        opening.contact(grid, wordmark),
        pictures.title_only(grid),
        pictures.blank(grid),
    )


def master(grid: Grid, wordmark: str) -> MasterSpec:
    """Decide what all layouts start from: title, five levels of points, the footer line, the brand's mark."""
    body = PlaceholderSpec(
        "Innhold",
        "body",
        MASTER_BODY_IDX,
        grid.content,
        type_.points(parts.POINTS_SIZE),
        "Klikk for å redigere teksten",
    )
    mark = parts.mark_in_footer(grid, wordmark, type_.INK, parts.MARK_COLOURS)
    return MasterSpec(
        type_.SAND,
        (
            parts.title(grid.title, "Klikk for å redigere tittelen", anchor=Anchor.BOTTOM),
            body,
            *master_footers(grid),
        ),
        (mark,),
        (grid.left, Emu(grid.width // 2), grid.right),
        (grid.title_bottom, grid.top, grid.bottom, grid.footer_top),
    )


def master_footers(grid: Grid) -> tuple[PlaceholderSpec, ...]:
    """Give the footer line with the idx that PowerPoint itself uses on a master."""
    numbers = (MASTER_DATE_IDX, MASTER_FOOTER_IDX, MASTER_NUMBER_IDX)
    return tuple(
        PlaceholderSpec(
            spec.name, spec.type, idx, spec.box, spec.levels, spec.prompt, spec.insets, spec.anchor
        )
        for spec, idx in zip(parts.footers(grid), numbers, strict=True)
    )
