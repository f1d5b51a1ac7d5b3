"""Overlapping circles as shapes: equal, overlapping visibly, each label where only its own circle is."""

from collections.abc import Iterator

from msgspec import Struct
from msgspec.structs import replace

from kursdeck.brand.template import Placeholder
from kursdeck.deck import Circle, Figure, FittedFigure
from kursdeck.fit.setting import Copy, set_at
from kursdeck.fonts import Faces
from kursdeck.units import Box, CentiPt, Emu, Insets

TINTS = ("accent1", "accent2", "accent3")
"""The theme's colours that the circles are tinted with, in order."""

RADIUS = 1000
"""All proportions are in thousandths of a radius, so that the sums stay in integers."""
APART = 1340
"""Between two centres: near enough to overlap by a third, far enough for a label beside the overlap."""
TRIANGLE_HEIGHT = 1160
"""An equal-sided triangle's height for sides of APART: 1340 × √3 / 2."""
LABEL_WIDTH, LABEL_HEIGHT = 1180, 520
NO_INSETS = Insets(Emu(0), Emu(0), Emu(0), Emu(0))

Point = tuple[int, int]


class Plan(Struct, frozen=True):
    """Where the circles' centres are, and from each the middle of its label: away from the other circles."""

    centres: tuple[Point, ...]
    labels: tuple[Point, ...]


PLANS = {
    2: Plan(((0, 0), (APART, 0)), ((-330, 0), (330, 0))),
    3: Plan(
        ((APART // 2, 0), (0, TRIANGLE_HEIGHT), (APART, TRIANGLE_HEIGHT)),
        ((0, -330), (-330, 190), (330, 190)),
    ),
}
"""By the number of circles; there are no figures of fewer or more."""


class Drawing(Struct, frozen=True):
    """A figure at its place, its labels not set yet."""

    figure: Figure
    box: Box
    circles: tuple[Box, ...]
    labels: tuple[Copy, ...]


def draw(figure: Figure, placeholder: Placeholder, faces: Faces) -> Drawing:
    """Place the circles as large as the placeholder allows, in its middle. The figure has 2 or 3 labels."""
    plan, outer = PLANS[len(figure.labels)], placeholder.box
    wide = max(x for x, _ in plan.centres) + 2 * RADIUS
    high = max(y for _, y in plan.centres) + 2 * RADIUS
    radius = min(outer.width * RADIUS // wide, outer.height * RADIUS // high)
    box = _around(
        (outer.x + outer.width // 2, outer.y + outer.height // 2),
        wide * radius // RADIUS,
        high * radius // RADIUS,
    )
    middles = tuple(_moved((box.x + radius, box.y + radius), centre, radius) for centre in plan.centres)
    frames = _label_boxes(plan, middles, radius)
    return Drawing(
        figure,
        box,
        tuple(_around(middle, 2 * radius, 2 * radius) for middle in middles),
        tuple(
            Copy(_label_frame(placeholder, frame), (label,), faces)
            for frame, label in zip(frames, figure.labels, strict=True)
        ),
    )


def label(drawing: Drawing, step: CentiPt) -> FittedFigure:
    """Set the labels at a size at which they all fit."""
    circles = tuple(
        Circle(box, tint, copy.placeholder.box, set_at(copy, step))
        for box, tint, copy in zip(drawing.circles, TINTS, drawing.labels, strict=False)
    )
    return FittedFigure(drawing.figure, drawing.box, circles)


def _label_boxes(plan: Plan, middles: tuple[Point, ...], radius: int) -> Iterator[Box]:
    for middle, offset in zip(middles, plan.labels, strict=True):
        width, height = LABEL_WIDTH * radius // RADIUS, LABEL_HEIGHT * radius // RADIUS
        yield _around(_moved(middle, offset, radius), width, height)


def _moved(point: Point, by: Point, radius: int) -> Point:
    return point[0] + by[0] * radius // RADIUS, point[1] + by[1] * radius // RADIUS


def _around(middle: Point, width: int, height: int) -> Box:
    return Box(Emu(middle[0] - width // 2), Emu(middle[1] - height // 2), Emu(width), Emu(height))


def _label_frame(placeholder: Placeholder, box: Box) -> Placeholder:
    """Give a frame for a label, set in the placeholder's own type, without margins of its own."""
    flat = replace(placeholder.levels[0], margin=Emu(0), indent=Emu(0))
    return replace(placeholder, box=box, insets=NO_INSETS, levels=(flat,))
