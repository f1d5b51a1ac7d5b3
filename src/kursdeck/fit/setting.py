"""One text in one placeholder at one size: how many lines, how high, and whether it fits.

All sums are in integers, by the cautious measure of `lines`, so a text that fits here fits in the office
programs. The layout says everything but the size: widths, insets, indents, line and paragraph spacing.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from kursdeck import fonts
from kursdeck.brand.template import Level, Placeholder
from kursdeck.deck import FittedParagraph, FittedText, Marker, Paragraph
from kursdeck.fit import lines
from kursdeck.fit.lines import Span, Tokens
from kursdeck.units import CentiPt, Emu, emu, pt

DEEPER_FLOOR = pt(18)
"""Sub-points shrink with their points, but no further than this, or than their layout's own size if smaller."""


@dataclass(frozen=True)
class Copy:
    """What one placeholder is to hold: its paragraphs, measured once, to be tried at several sizes."""

    placeholder: Placeholder
    paragraphs: tuple[Paragraph, ...]
    start_at: int = 1

    @cached_property
    def tokens(self) -> tuple[Tokens, ...]:
        """Each paragraph's text, measured in the faces that the layout gives its level."""
        return tuple(
            lines.tokenise(tuple(spans(paragraph, self.level(paragraph)))) for paragraph in self.paragraphs
        )

    def level(self, paragraph: Paragraph) -> Level:
        """Give the layout's style for the paragraph; deeper than the layout goes is its deepest level."""
        levels = self.placeholder.levels
        return levels[min(paragraph.level, len(levels) - 1)]

    def only(self, first: int, last: int) -> "Copy":
        """Give the paragraphs from `first` up to but not including `last`."""
        numbered = sum(paragraph.marker is Marker.NUMBER for paragraph in self.paragraphs[:first])
        return Copy(self.placeholder, self.paragraphs[first:last], self.start_at + numbered)


def spans(paragraph: Paragraph, level: Level) -> Iterable[Span]:
    """Give the paragraph's runs with the faces they are set in."""
    return (
        Span(run.text, fonts.face(level.font, level.bold or run.bold, run.italic)) for run in paragraph.runs
    )


def size_at(copy: Copy, paragraph: Paragraph, step: CentiPt) -> CentiPt:
    """Give a paragraph's size when the first level is at `step`: deeper levels keep their distance to it."""
    own = copy.level(paragraph).size
    shrunk = CentiPt(own - (copy.placeholder.levels[0].size - step))
    return max(shrunk, min(own, DEEPER_FLOOR, step))


def inner_width(copy: Copy, paragraph: Paragraph) -> Emu:
    """Give the width a paragraph's lines have: the box less its insets and the level's margin."""
    box, insets = copy.placeholder.box, copy.placeholder.insets
    margin = 0 if paragraph.marker is Marker.NONE else copy.level(paragraph).margin
    return Emu(max(box.width - insets.left - insets.right - margin, 1))


def room(placeholder: Placeholder) -> Emu:
    """Give the height that text may take of a placeholder, by the cautious measure."""
    return lines.room(Emu(placeholder.box.height - placeholder.insets.top - placeholder.insets.bottom))


def pitch(level: Level, size: CentiPt) -> Emu:
    """Give the distance between a paragraph's lines."""
    return emu(level.spacing_fixed) if level.spacing_fixed else lines.pitch(size, level.spacing)


def space_before(level: Level, size: CentiPt) -> CentiPt:
    """Give the space before a paragraph: the layout's, in proportion to the size."""
    if level.before:
        return CentiPt(level.before * size // level.size)
    return CentiPt(size * level.before_percent // lines.FULL_SPACING)


def set_at(copy: Copy, step: CentiPt) -> FittedText:
    """Set the text with its first level at `step`; it fits when `height <= room` and `overlong` is empty."""
    fitted = tuple(
        _set_paragraph(copy, paragraph, tokens, step)
        for paragraph, tokens in zip(copy.paragraphs, copy.tokens, strict=True)
    )
    if fitted:
        fitted = (replace(fitted[0], space_before=CentiPt(0)), *fitted[1:])
    return FittedText(fitted, copy.placeholder.insets.right, height(copy, fitted), room(copy.placeholder))


def _set_paragraph(copy: Copy, paragraph: Paragraph, tokens: Tokens, step: CentiPt) -> FittedParagraph:
    level, size, width = copy.level(paragraph), size_at(copy, paragraph, step), inner_width(copy, paragraph)
    first = Emu(max(width - max(level.indent, 0), 1))
    return FittedParagraph(
        paragraph, size, space_before(level, size), lines.count(tokens, size, first, width), copy.start_at
    )


def height(copy: Copy, fitted: Sequence[FittedParagraph]) -> Emu:
    """Add up the lines and the spaces between paragraphs."""
    return Emu(
        sum(
            part.lines * pitch(copy.level(part.paragraph), part.size) + emu(part.space_before)
            for part in fitted
        )
    )


def overlong(copy: Copy, step: CentiPt) -> tuple[Paragraph, ...]:
    """Give the paragraphs with a word that is wider than its line at this size."""
    return tuple(
        paragraph
        for paragraph, tokens in zip(copy.paragraphs, copy.tokens, strict=True)
        if lines.widest(tokens, size_at(copy, paragraph, step)) > inner_width(copy, paragraph)
    )


def fits(copy: Copy, step: CentiPt) -> bool:
    """Say whether the text fits its placeholder at this size, in height and in width."""
    text = set_at(copy, step)
    return text.height <= text.room and not overlong(copy, step)


def balanced(copy: Copy, text: FittedText) -> FittedText:
    """Widen the right inset so that a single paragraph's lines come out about equally long.

    Centred text is left as it is: a wider inset on one side would move its middle.
    """
    aligned_left = copy.placeholder.levels[0].align == "l"
    if len(copy.paragraphs) != 1 or text.paragraphs[0].lines == 1 or not aligned_left:
        return text
    (part,), width = text.paragraphs, inner_width(copy, copy.paragraphs[0])
    narrower = lines.balanced_width(copy.tokens[0], part.size, width)
    return replace(text, right_inset=Emu(text.right_inset + width - narrower))


def spread(copy: Copy, text: FittedText, extra: CentiPt) -> FittedText:
    """Open up the space before each paragraph but the first by `extra`."""
    opened = tuple(
        replace(part, space_before=CentiPt(part.space_before + extra)) for part in text.paragraphs[1:]
    )
    parts = (*text.paragraphs[:1], *opened)
    return replace(text, paragraphs=parts, height=height(copy, parts))
