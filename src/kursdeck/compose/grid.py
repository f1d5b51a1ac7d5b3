"""The slide's grid: every box of every layout is cut from here, so that edges line up from slide to slide."""

from msgspec import Struct

from kursdeck.units import Box, Emu


class Grid(Struct, frozen=True):
    """A slide with equal side margins; title, content and footer below each other.

    `top` and `bottom` are those of the content: cards, pictures and running text stay between them.
    """

    width: Emu
    height: Emu
    side: Emu
    gap: Emu
    title_top: Emu
    title_bottom: Emu
    top: Emu
    bottom: Emu
    footer_top: Emu
    footer_bottom: Emu

    @property
    def left(self) -> Emu:
        """Where the content begins."""
        return self.side

    @property
    def right(self) -> Emu:
        """Where the content ends."""
        return Emu(self.width - self.side)

    @property
    def content(self) -> Box:
        """All that stands between title and footer."""
        return span(self.left, self.top, self.right, self.bottom)

    @property
    def title(self) -> Box:
        """The title's own place, the same on every slide that has content below it."""
        return span(self.left, self.title_top, self.right, self.title_bottom)

    def column(self, number: int, of: int) -> Box:
        """Give column `number`, from 1, of `of` equal ones; what division leaves over goes to the last."""
        width = (self.right - self.left - (of - 1) * self.gap) // of
        left = self.left + (number - 1) * (width + self.gap)
        right = self.right if number == of else left + width
        return span(Emu(left), self.top, Emu(right), self.bottom)


def span(left: Emu, top: Emu, right: Emu, bottom: Emu) -> Box:
    """Give the box between two corners."""
    return Box(left, top, Emu(right - left), Emu(bottom - top))


def above(box: Box, edge: Emu) -> Box:
    """Give the part of a box that lies above `edge`, a distance from the slide's top."""
    return span(box.x, box.y, box.right, edge)


def below(box: Box, edge: Emu) -> Box:
    """Give the part of a box that lies below `edge`, a distance from the slide's top."""
    return span(box.x, edge, box.right, box.bottom)


def left_of(box: Box, edge: Emu) -> Box:
    """Give the part of a box that lies left of `edge`, a distance from the slide's left side."""
    return span(box.x, box.y, edge, box.bottom)


def right_of(box: Box, edge: Emu) -> Box:
    """Give the part of a box that lies right of `edge`, a distance from the slide's left side."""
    return span(edge, box.y, box.right, box.bottom)


def circle(centre_x: Emu, centre_y: Emu, radius: Emu) -> Box:
    """Give the square around a circle."""
    return span(
        Emu(centre_x - radius), Emu(centre_y - radius), Emu(centre_x + radius), Emu(centre_y + radius)
    )


def plus(start: Emu, length: Emu) -> Emu:
    """Give the place `length` further right or down."""
    return Emu(start + length)
