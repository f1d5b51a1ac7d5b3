"""One group of placeholders: the size they share, or the pages they go on over.

The ladder is tried from its top. The first size at which every placeholder of the group fits is taken; a size
less where only then a presenter's own point has room too.
"""

from collections.abc import Iterator, Mapping, Sequence

from kursdeck.brand.load import Group
from kursdeck.brand.template import Placeholder
from kursdeck.deck import (
    Block,
    Content,
    Figure,
    FittedPicture,
    FittedText,
    Paragraph,
    Paragraphs,
    Picture,
    Slide,
)
from kursdeck.findings import Finding, Findings, Result, error, note
from kursdeck.fit import figure, flow
from kursdeck.fit.setting import Copy, balanced, fits, overlong, pitch, set_at, space_before, spread
from kursdeck.units import Box, CentiPt, Emu, emu

Contents = Mapping[str, Content]
"""What stands in each placeholder, by name."""

MOST_EXTRA = (6, 10)
"""Spare height opens the space between points by at most this share of the type size."""
SPARE_LINES = 2
"""A presenter's own point may take this many lines; where there is no room for it, a finding says so."""


# ---- groups that stay on one page


def still(group: Group, blocks: Mapping[str, Block], slide: Slide) -> Result[Contents]:
    """Fit what may not go on on a next slide; what does not fit is an error."""
    copies = _copies(group, blocks)
    ladder = _ladder(group, copies)
    step = next((step for step in ladder if all(_stands(group, copy, step) for copy in copies)), None)
    if step is None:
        return None, tuple(_misfits(copies, group.sizes[-1], slide))
    texts = {copy.placeholder.name: _finished(group, copy, step) for copy in copies}
    drawings, findings = _drawings(group, blocks, slide)
    return (None if findings else {**texts, **drawings}), findings


def _stands(group: Group, copy: Copy, step: CentiPt) -> bool:
    """Say whether the text fits, in as few lines as the group asks for."""
    if not fits(copy, step):
        return False
    return not group.most_lines or all(
        part.lines <= group.most_lines for part in set_at(copy, step).paragraphs
    )


def _finished(group: Group, copy: Copy, step: CentiPt) -> FittedText:
    text = set_at(copy, step)
    return balanced(copy, text) if group.balance else text


def _drawings(group: Group, blocks: Mapping[str, Block], slide: Slide) -> tuple[Contents, Findings]:
    """Place pictures and figures; the only thing that can go wrong is a label that is too long."""
    placed: dict[str, Content] = {}
    findings: list[Finding] = []
    for placeholder in group.placeholders:
        match blocks.get(placeholder.name):
            case Picture() as picture:
                placed[placeholder.name] = FittedPicture(picture, contain(picture, placeholder))
            case Figure() as drawing:
                fitted = figure.arrange(drawing, placeholder, group.sizes)
                placed |= {placeholder.name: fitted} if fitted else {}
                findings += (
                    () if fitted else (_too_long(drawing.labels[0], placeholder, group.sizes[-1], slide),)
                )
            case _:
                pass
    return placed, tuple(findings)


def contain(picture: Picture, placeholder: Placeholder) -> Box:
    """Give the largest box in the picture's own ratio inside the placeholder, where its text would stand.

    That is left, centred or right as the placeholder's first level is aligned, top, middle or bottom as it is
    anchored: so a logo's edge stands in line with the text beside it.
    """
    box, image = placeholder.box, picture.image
    width = min(box.width, box.height * image.width // image.height)
    height = min(box.height, box.width * image.height // image.width)
    across = {"l": 0, "ctr": 1, "r": 2}.get(placeholder.levels[0].align, 0)
    down = {"t": 0, "ctr": 1, "b": 2}.get(placeholder.anchor, 0)
    x, y = box.x + (box.width - width) * across // 2, box.y + (box.height - height) * down // 2
    return Box(Emu(x), Emu(y), Emu(width), Emu(height))


# ---- groups that may go on


def flowing(group: Group, blocks: Mapping[str, Block], slide: Slide) -> Result[tuple[Contents, ...]]:
    """Fit a group on one page if any size of its ladder allows, else on as few as the smallest size needs."""
    copies = _copies(group, blocks)
    step = _comfortable(group, copies)
    if step is not None:
        return (_page(group, copies, step),), tuple(_fullness(copies, step, slide))
    step = group.sizes[-1]
    cut = flow.pages(copies, step)
    if cut is None:
        return None, tuple(_misfits(copies, step, slide))
    return tuple(_page(group, page, step) for page in cut), (
        note("continued", slide.source, id=slide.id, count=len(cut)),
    )


def _comfortable(group: Group, copies: Sequence[Copy]) -> CentiPt | None:
    """Give the largest size that fits, or the next below it if only that one leaves room for another point."""
    ladder = _ladder(group, copies)
    largest = next((at for at, step in enumerate(ladder) if all(fits(copy, step) for copy in copies)), None)
    if largest is None:
        return None
    near = (step for step in ladder[largest : largest + 2] if all(has_room(copy, step) for copy in copies))
    return next(near, ladder[largest])


def _page(group: Group, copies: Sequence[Copy], step: CentiPt) -> Contents:
    """Set one page of the group; spare height opens its columns alike, so that their points keep in step."""
    extra = min((_spare(copy, step) for copy in copies if len(copy.paragraphs) > 1), default=CentiPt(0))
    return {
        copy.placeholder.name: spread(copy, set_at(copy, step), extra if group.spread else CentiPt(0))
        for copy in copies
        if copy.paragraphs
    }


def _spare(copy: Copy, step: CentiPt) -> CentiPt:
    """Give how much each space may grow, after a presenter's own point has its room."""
    text = set_at(copy, step)
    gaps = len(copy.paragraphs)
    most = step * MOST_EXTRA[0] // MOST_EXTRA[1]
    left = max(text.room - text.height - _point(copy, step), 0)
    return CentiPt(min(left // (emu(CentiPt(1)) * gaps), most))


def _point(copy: Copy, step: CentiPt) -> int:
    """Give the height of one more point of two lines."""
    level = copy.placeholder.levels[0]
    return SPARE_LINES * pitch(level, step) + emu(space_before(level, step))


def has_room(copy: Copy, step: CentiPt) -> bool:
    """Say whether a presenter's own point of two lines would fit below the text."""
    text = set_at(copy, step)
    return text.height + _point(copy, step) <= text.room


def _fullness(copies: Sequence[Copy], step: CentiPt, slide: Slide) -> Iterator[Finding]:
    full = tuple(copy.placeholder.name for copy in copies if not has_room(copy, step))
    if full:
        yield note("slide-full", slide.source, id=slide.id, names=", ".join(full))


# ---- sizes and errors


def _copies(group: Group, blocks: Mapping[str, Block]) -> tuple[Copy, ...]:
    texts = ((placeholder, blocks.get(placeholder.name)) for placeholder in group.placeholders)
    return tuple(
        Copy(placeholder, block.paragraphs) for placeholder, block in texts if isinstance(block, Paragraphs)
    )


def _ladder(group: Group, copies: Sequence[Copy]) -> tuple[CentiPt, ...]:
    """Give the sizes to try, largest first: with few points larger ones than the layout's come before."""
    longest = max((len(copy.paragraphs) for copy in copies), default=0)
    return (*group.few.sizes, *group.sizes) if group.few and longest <= group.few.items else group.sizes


def _misfits(copies: Sequence[Copy], step: CentiPt, slide: Slide) -> Iterator[Finding]:
    """Say what does not fit at the smallest size: a word wider than its line, or too many lines."""
    for copy in copies:
        wide = overlong(copy, step)
        if wide:
            yield _too_long(wide[0], copy.placeholder, step, slide)
        elif not fits(copy, step):
            yield _too_much(copy, step, slide)


def _too_long(paragraph: Paragraph, placeholder: Placeholder, step: CentiPt, slide: Slide) -> Finding:
    word = max(paragraph.text.split(), key=len, default="")
    return error(
        "word-too-long",
        paragraph.source or slide.source,
        word=_shortened(word),
        placeholder=placeholder.name,
        size=step // 100,
        id=slide.id,
    )


def _too_much(copy: Copy, step: CentiPt, slide: Slide) -> Finding:
    text = set_at(copy, step)
    first = text.paragraphs[0]
    return error(
        "text-too-long",
        first.paragraph.source or slide.source,
        placeholder=copy.placeholder.name,
        size=step // 100,
        id=slide.id,
        lines=sum(part.lines for part in text.paragraphs),
        room=text.room // pitch(copy.level(first.paragraph), first.size),
    )


def _shortened(word: str) -> str:
    most = 40
    return word if len(word) <= most else f"{word[:most]}…"
