"""One text in one placeholder at one size: how many lines, how high, and whether it fits.

All sums are in integers, by the cautious measure of `lines`, so a text that fits here fits in the office
programs. The layout says everything but the size: widths, insets, indents, line and paragraph spacing.
"""

from collections.abc import Iterable
from functools import cached_property

from msgspec import Struct
from msgspec.structs import replace

from kursdeck import fonts
from kursdeck.brand.template import Level, Placeholder
from kursdeck.deck import FittedParagraph, FittedText, Marker, Paragraph
from kursdeck.fit import lines
from kursdeck.fit.lines import Span, Tokens
from kursdeck.fonts import UNITS_PER_EM, Faces
from kursdeck.units import CentiPt, Emu, emu, pt

SUB_POINT_SHARE = 4
"""Of the air that opens between points, sub-points get one part in so many: they belong together."""
DEEPER_FLOOR = pt(18)
"""Sub-points shrink with their points, but no further than this, or than their layout's own size if smaller."""

DEFAULT_TAB = Emu(914_400)
"""Where a number is wider than its hanging indent, the text beside it begins at the next default tab stop
(ISO 29500-1, 21.1.2.2.7 `defTabSz`): that far away at most."""

LEFT = "l"


class Copy(Struct, frozen=True, dict=True):
    """What one placeholder is to hold: its paragraphs, measured once, to be tried at several sizes.

    `start_at` is the first number of a numbered list; no paragraph may take more than `most_lines`, unless 0.
    """

    placeholder: Placeholder
    paragraphs: tuple[Paragraph, ...]
    faces: Faces = fonts.face
    most_lines: int = 0
    start_at: int = 1

    @cached_property
    def tokens(self) -> tuple[Tokens, ...]:
        """Each paragraph's text, measured in the faces that the layout gives its level."""
        return tuple(lines.tokenise(tuple(self.spans(paragraph))) for paragraph in self.paragraphs)

    @cached_property
    def number_widths(self) -> tuple[int, ...]:
        """How wide each paragraph's number is, in font units; 0 for one without."""
        numbers = iter(range(self.start_at, self.start_at + len(self.paragraphs)))
        return tuple(
            fonts.width(self.faces(self.level(paragraph).font, True, False), f"{next(numbers)}.")  # noqa: FBT003 - bold is widest
            if paragraph.marker is Marker.NUMBER
            else 0
            for paragraph in self.paragraphs
        )

    @cached_property
    def settings(self) -> dict[CentiPt, FittedText]:
        """The text as it was set so far, by the first level's size; see `set_at`."""
        return {}

    def level(self, paragraph: Paragraph) -> Level:
        """Give the layout's style for the paragraph; deeper than the layout goes is its deepest level."""
        levels = self.placeholder.levels
        return levels[min(paragraph.level, len(levels) - 1)]

    def spans(self, paragraph: Paragraph) -> Iterable[Span]:
        """Give the paragraph's runs with the faces they are set in."""
        level = self.level(paragraph)
        return (
            Span(run.text, self.faces(level.font, level.bold or run.bold, run.italic))
            for run in paragraph.runs
        )

    def only(self, first: int, last: int) -> "Copy":
        """Give the paragraphs from `first` up to but not including `last`."""
        numbered = sum(paragraph.marker is Marker.NUMBER for paragraph in self.paragraphs[:first])
        return replace(self, paragraphs=self.paragraphs[first:last], start_at=self.start_at + numbered)


# ---- what the layout gives


def size_at(copy: Copy, paragraph: Paragraph, step: CentiPt) -> CentiPt:
    """Give a paragraph's size when the first level is at `step`: deeper levels keep their distance to it."""
    own = copy.level(paragraph).size
    shrunk = CentiPt(own - (copy.placeholder.levels[0].size - step))
    return max(shrunk, min(own, DEEPER_FLOOR, step))


def inner_width(copy: Copy, paragraph: Paragraph) -> Emu:
    """Give the width a paragraph's lines have: the box less its insets and the level's margin; at least 1."""
    box, insets = copy.placeholder.box, copy.placeholder.insets
    margin = 0 if paragraph.marker is Marker.NONE else copy.level(paragraph).margin
    return Emu(max(box.width - insets.left - insets.right - margin, 1))


def first_width(copy: Copy, paragraph: Paragraph, number: int, size: CentiPt) -> Emu:
    """Give the first line's width: less where it is indented, or its `number` is wider than it hangs out."""
    width = inner_width(copy, paragraph)
    if paragraph.marker is Marker.NONE:
        return width
    indent = copy.level(paragraph).indent
    beyond = -(-number * emu(size) // UNITS_PER_EM) + indent
    pushed = beyond + DEFAULT_TAB if number and beyond > 0 else 0
    return Emu(max(width - max(indent, pushed, 0), 1))


def room(placeholder: Placeholder) -> Emu:
    """Give the height that text may take of a placeholder, by the cautious measure."""
    inner = placeholder.box.height - placeholder.insets.top - placeholder.insets.bottom
    return lines.room(Emu(max(inner, 0)))


def pitch(level: Level, size: CentiPt) -> Emu:
    """Give the distance between a paragraph's lines."""
    return emu(level.spacing_fixed) if level.spacing_fixed else lines.pitch(size, level.spacing)


def space_before(level: Level, size: CentiPt) -> CentiPt:
    """Give the space before a paragraph: the layout's, in proportion to the size."""
    if level.before:
        return CentiPt(level.before * size // level.size)
    return CentiPt(size * level.before_percent // lines.FULL_SPACING)


# ---- set at a size


def set_at(copy: Copy, step: CentiPt) -> FittedText:
    """Set the text with its first level at `step`; whether it fits is for `fits` to say."""
    if step not in copy.settings:
        fitted = tuple(_set_paragraph(copy, index, step) for index in range(len(copy.paragraphs)))
        copy.settings[step] = _text(copy, fitted, copy.placeholder.insets.right)
    return copy.settings[step]


def _set_paragraph(copy: Copy, index: int, step: CentiPt) -> FittedParagraph:
    paragraph = copy.paragraphs[index]
    level, size = copy.level(paragraph), size_at(copy, paragraph, step)
    first = first_width(copy, paragraph, copy.number_widths[index], size)
    count = lines.count(copy.tokens[index], size, first, inner_width(copy, paragraph))
    before = space_before(level, size) if index else CentiPt(0)
    return FittedParagraph(paragraph, size, before, count, copy.start_at)


def _text(copy: Copy, fitted: tuple[FittedParagraph, ...], right_inset: Emu) -> FittedText:
    high = sum(emu(part.space_before) + lines_height(copy, part) for part in fitted)
    return FittedText(fitted, right_inset, Emu(high), room(copy.placeholder))


def lines_height(copy: Copy, part: FittedParagraph) -> Emu:
    """Give how high a paragraph's lines are, without the space before it."""
    return Emu(part.lines * pitch(copy.level(part.paragraph), part.size))


def fits(copy: Copy, step: CentiPt) -> bool:
    """Say whether the text fits its placeholder at this size: in height, in lines and in width."""
    text = set_at(copy, step)
    return text.height <= text.room and not too_many_lines(copy, text) and not overlong(copy, step)


def overlong(copy: Copy, step: CentiPt) -> tuple[int, ...]:
    """Give the indexes of paragraphs with a word that is wider than its line at this size."""
    return tuple(
        index
        for index, (paragraph, tokens) in enumerate(zip(copy.paragraphs, copy.tokens, strict=True))
        if lines.widest(tokens, size_at(copy, paragraph, step)) > inner_width(copy, paragraph)
    )


def too_many_lines(copy: Copy, text: FittedText) -> tuple[FittedParagraph, ...]:
    """Give the paragraphs that take more lines than they may."""
    return tuple(part for part in text.paragraphs if 0 < copy.most_lines < part.lines)


def lines_that_stand(copy: Copy, text: FittedText) -> int:
    """Count the lines, from the first, that the frame has room for."""
    left, standing = text.room, 0
    for part in text.paragraphs:
        left = Emu(left - emu(part.space_before))
        here = min(part.lines, max(left, 0) // pitch(copy.level(part.paragraph), part.size))
        standing += here
        if here < part.lines:
            break
        left = Emu(left - lines_height(copy, part))
    return standing


# ---- what is left over


def balanced(copy: Copy, text: FittedText) -> FittedText:
    """Widen the right inset so that lines come out about equally long, and none ends on a lonely word.

    As far as every paragraph keeps its lines: one inset serves the whole frame. Only where lines begin at the
    left edge: elsewhere the inset would move the text.
    """
    if all(part.lines == 1 for part in text.paragraphs):
        return text
    spare = min(_spare_width(copy, index, part) for index, part in enumerate(text.paragraphs))
    return replace(text, right_inset=Emu(text.right_inset + spare))


def _spare_width(copy: Copy, index: int, part: FittedParagraph) -> int:
    """Give by how much a paragraph's lines may be shorter without becoming more."""
    width, tokens = inner_width(copy, part.paragraph), copy.tokens[index]
    hanging = first_width(copy, part.paragraph, copy.number_widths[index], part.size) < width
    if copy.level(part.paragraph).align != LEFT or hanging:
        return 0
    if part.lines == 1:
        return max(width - lines.one_line(tokens, part.size), 0)
    return width - lines.balanced_width(tokens, part.size, width)


def spread(copy: Copy, text: FittedText, extra: CentiPt) -> FittedText:
    """Open up the space before each point but the first by `extra`; sub-points stay close to their point."""
    opened = (_opened(part, extra) for part in text.paragraphs[1:])
    return _text(copy, (*text.paragraphs[:1], *opened), text.right_inset)


def _opened(part: FittedParagraph, extra: CentiPt) -> FittedParagraph:
    more = extra if part.paragraph.level == 0 else extra // SUB_POINT_SHARE
    return replace(part, space_before=CentiPt(part.space_before + more))
