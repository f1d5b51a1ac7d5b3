"""What to say of a text that fits at no size: which word, or how many lines and how many there is room for."""

from collections.abc import Iterator, Sequence

from kursdeck.deck import FittedText, Paragraph
from kursdeck.findings import Finding, error
from kursdeck.fit.flow import MOST_PAGES, pages
from kursdeck.fit.lines import Tokens
from kursdeck.fit.setting import Copy, fits, lines_that_stand, overlong, set_at, too_many_lines
from kursdeck.fit.sheet import Sheet
from kursdeck.units import CentiPt

MOST_OF_A_WORD = 40
"""How much of a word a message shows."""


def misfits(copies: Sequence[Copy], step: CentiPt, sheet: Sheet) -> Iterator[Finding]:
    """Say what does not fit at the smallest size, `step`, of texts that stay on one page."""
    for copy in copies:
        yield from _misfit(copy, step, sheet)


def unpaged(copies: Sequence[Copy], step: CentiPt, sheet: Sheet) -> Iterator[Finding]:
    """Say what does not fit at the smallest size of texts that go on: a paragraph, or all of it together."""
    cut = pages(copies, step)
    if cut is not None:
        slide, size = sheet.slide, _points(step)
        yield error("too-many-pages", slide.source, id=slide.id, size=size, count=len(cut), most=MOST_PAGES)
        return
    for copy in copies:
        for index in range(len(copy.paragraphs)):
            yield from _misfit(copy.only(index, index + 1), step, sheet)


def _misfit(copy: Copy, step: CentiPt, sheet: Sheet) -> Iterator[Finding]:
    """Give the one thing that is most wrong with a text; of a person's data only the place is told."""
    wide = overlong(copy, step)
    place = sheet.place(copy.paragraphs[0])
    if place and place.personal and not fits(copy, step):
        yield error("contact-does-not-fit", place, placeholder=copy.placeholder.name, size=_points(step))
    elif wide:
        yield _word_too_long(copy, wide[0], step, sheet)
    elif not fits(copy, step):
        yield _text_too_long(copy, step, sheet)


def _word_too_long(copy: Copy, index: int, step: CentiPt, sheet: Sheet) -> Finding:
    word = _widest(copy.tokens[index])
    shown = word if len(word) <= MOST_OF_A_WORD else f"{word[:MOST_OF_A_WORD]}…"
    return error(
        "word-too-long",
        sheet.place(copy.paragraphs[index]),
        word=shown,
        placeholder=copy.placeholder.name,
        size=_points(step),
        id=sheet.slide.id,
    )


def _text_too_long(copy: Copy, step: CentiPt, sheet: Sheet) -> Finding:
    paragraph, lines, room = _excess(copy, set_at(copy, step))
    return error(
        "text-too-long",
        sheet.place(paragraph),
        placeholder=copy.placeholder.name,
        size=_points(step),
        id=sheet.slide.id,
        lines=lines,
        room=room,
    )


def _excess(copy: Copy, text: FittedText) -> tuple[Paragraph, int, int]:
    """Give the text's lines and how many stand, of the paragraph with too many of its own or of them all."""
    long = too_many_lines(copy, text)
    if long:
        return long[0].paragraph, long[0].lines, copy.most_lines
    return copy.paragraphs[0], sum(part.lines for part in text.paragraphs), lines_that_stand(copy, text)


def _widest(tokens: Tokens) -> str:
    """Give the widest stretch without an opportunity to break: what is glued together is one word."""
    piece = max(
        (piece for line in tokens.ways[0] for piece in line), key=lambda piece: piece.end - piece.start
    )
    return tokens.text[piece.first : piece.last]


def _points(size: CentiPt) -> str:
    return f"{size / 100:g}"
