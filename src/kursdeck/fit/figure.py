"""Overlapping circles as shapes: equal, overlapping visibly, each label where only its own circle is."""

from collections.abc import Iterable
from dataclasses import replace

from kursdeck.brand.template import Placeholder
from kursdeck.deck import Circle, Figure, FittedFigure
from kursdeck.fit.setting import Copy, fits, set_at
from kursdeck.units import Box, CentiPt, Emu, Insets

TINTS = ("accent1", "accent2", "accent3")
"""The theme's colours that the circles are tinted with, in order."""

RADIUS = 1000
"""All proportions are in thousandths of a radius, so that the sums stay in integers."""
APART = 1340
"""Between two centres: near enough to overlap by a third, far enough for a label beside the overlap."""
TRIANGLE_HEIGHT = 1160
"""An equal-sided triangle's height for sides of APART: 1340 × √3 / 2."""
CENTRES = {2: ((0, 0), (APART, 0)), 3: ((APART // 2, 0), (0, TRIANGLE_HEIGHT), (APART, TRIANGLE_HEIGHT))}
LABEL_WIDTH, LABEL_HEIGHT = 1180, 520
LABEL_OFFSETS = {2: ((-330, 0), (330, 0)), 3: ((0, -330), (-330, 190), (330, 190))}
"""From a circle's centre to its label's: away from the other circles."""


def arrange(figure: Figure, placeholder: Placeholder, sizes: Iterable[CentiPt]) -> FittedFigure | None:
    """Place the circles as large as the placeholder allows, the labels at the largest size that fits them all.

    None when a label fits at none of the sizes.
    """
    centres = CENTRES[len(figure.labels)]
    wide = max(x for x, _ in centres) + 2 * RADIUS
    high = max(y for _, y in centres) + 2 * RADIUS
    scale = min(placeholder.box.width * RADIUS // wide, placeholder.box.height * RADIUS // high)
    width, height = wide * scale // RADIUS, high * scale // RADIUS
    left = placeholder.box.x + (placeholder.box.width - width) // 2
    top = placeholder.box.y + (placeholder.box.height - height) // 2
    middles = tuple(
        (left + scale + x * scale // RADIUS, top + scale + y * scale // RADIUS) for x, y in centres
    )
    boxes = tuple(_around(x, y, 2 * scale, 2 * scale) for x, y in middles)
    offsets = LABEL_OFFSETS[len(figure.labels)]
    label_boxes = tuple(
        _around(
            x + dx * scale // RADIUS,
            y + dy * scale // RADIUS,
            LABEL_WIDTH * scale // RADIUS,
            LABEL_HEIGHT * scale // RADIUS,
        )
        for (x, y), (dx, dy) in zip(middles, offsets, strict=True)
    )
    copies = tuple(
        Copy(_label_frame(placeholder, box), (label,))
        for box, label in zip(label_boxes, figure.labels, strict=True)
    )
    step = next((size for size in sizes if all(fits(copy, size) for copy in copies)), None)
    if step is None:
        return None
    circles = tuple(
        Circle(box, tint, label_box, set_at(copy, step))
        for box, tint, label_box, copy in zip(boxes, TINTS, label_boxes, copies, strict=False)
    )
    return FittedFigure(figure, Box(Emu(left), Emu(top), Emu(width), Emu(height)), circles)


def _around(x: int, y: int, width: int, height: int) -> Box:
    return Box(Emu(x - width // 2), Emu(y - height // 2), Emu(width), Emu(height))


def _label_frame(placeholder: Placeholder, box: Box) -> Placeholder:
    """Give a frame for a label, set in the placeholder's own type, without margins of its own."""
    nothing = Insets(Emu(0), Emu(0), Emu(0), Emu(0))
    flat = replace(placeholder.levels[0], margin=Emu(0), indent=Emu(0))
    return replace(placeholder, box=box, insets=nothing, levels=(flat,))
