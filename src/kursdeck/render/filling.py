"""Slots filled, and emptied again: a rendered slide with a recipient's own texts and logo in it.

Each run keeps the pattern that it was filled from, so that a fitted page can be written once for everybody.
"""

from collections.abc import Callable, Sequence

from msgspec.structs import replace

from kursdeck.deck import (
    Block,
    Content,
    Figure,
    Fill,
    FittedFigure,
    FittedParagraph,
    FittedPicture,
    FittedText,
    Frame,
    Page,
    Paragraph,
    Paragraphs,
    Picture,
    Run,
    Slide,
)
from kursdeck.pictures import Image
from kursdeck.render.form import LOGO_KEY
from kursdeck.slots import LOGO, LOGO_SVG, OPEN, filled, slot


def fill_slide(slide: Slide, values: Sequence[str], logo: Image | None) -> Slide:
    """Fill a slide's slots; `values` are by the slots' numbers, and `logo` stands for the picture of that name."""
    return replace(
        fill_shown(slide, values, logo),
        notes=_paragraphs(slide.notes, values),
        section=replace(slide.section, name=filled(slide.section.name, values)),
    )


def fill_shown(slide: Slide, values: Sequence[str], logo: Image | None) -> Slide:
    """Fill only what stands on the slide itself: all that fit looks at."""
    return replace(slide, fills=tuple(_fill(fill, values, logo) for fill in slide.fills))


def fill_run(run: Run, values: Sequence[str]) -> Run:
    """Fill a run's slots; one without any stays as it is."""
    if not OPEN.search(run.text):
        return run
    return replace(run, text=filled(run.text, values), pattern=run.text)


def has_slots(block: Block) -> bool:
    """Say whether a block is another for each recipient, to the eye or to a screen reader."""
    match block:
        case Paragraphs(paragraphs=paragraphs):
            return _any_open(paragraphs)
        case Picture(image=image, alt=alt):
            return image.key == LOGO_KEY or OPEN.search(alt) is not None
        case Figure(labels=labels, alt=alt):
            return _any_open(labels) or OPEN.search(alt) is not None


def texts_of(block: Block) -> tuple[str, ...]:
    """Give the texts of a block that take up room, run by run."""
    match block:
        case Paragraphs(paragraphs=paragraphs) | Figure(labels=paragraphs):
            return tuple(run.text for paragraph in paragraphs for run in paragraph.runs)
        case Picture():
            return ()


def _any_open(paragraphs: Sequence[Paragraph]) -> bool:
    return any(OPEN.search(run.text) for paragraph in paragraphs for run in paragraph.runs)


def _fill(fill: Fill, values: Sequence[str], logo: Image | None) -> Fill:
    return replace(fill, block=_block(fill.block, values, logo)) if has_slots(fill.block) else fill


def _block(block: Block, values: Sequence[str], logo: Image | None) -> Block:
    match block:
        case Paragraphs():
            return _paragraphs(block, values)
        case Picture(image=image):
            shown = replace(logo, key=LOGO_KEY) if logo and image.key == LOGO_KEY else image
            return replace(block, image=shown, alt=filled(block.alt, values))
        case Figure(labels=labels):
            return replace(block, labels=_filled(labels, values), alt=filled(block.alt, values))


def _paragraphs(block: Paragraphs, values: Sequence[str]) -> Paragraphs:
    return Paragraphs(_filled(block.paragraphs, values)) if _any_open(block.paragraphs) else block


def _filled(paragraphs: Sequence[Paragraph], values: Sequence[str]) -> tuple[Paragraph, ...]:
    return tuple(
        replace(paragraph, runs=tuple(fill_run(run, values) for run in paragraph.runs))
        if _any_open((paragraph,))
        else paragraph
        for paragraph in paragraphs
    )


def shown(page: Page, slide: Slide) -> Page:
    """Give a page with the slide it was filled from and that slide's own pictures; the texts set on it are equal."""
    return _with(slide, page, _shown)


def _with(slide: Slide, page: Page, change: Callable[[Frame, Block | None], Content]) -> Page:
    """Give a page of another slide: `change` sees each frame beside what the slide has in that placeholder."""
    blocks = {fill.placeholder: fill.block for fill in slide.fills}
    frames = (replace(frame, content=change(frame, blocks.get(frame.placeholder))) for frame in page.frames)
    return replace(page, slide=slide, frames=tuple(frames))


def _shown(frame: Frame, block: Block | None) -> Content:
    match frame.content, block:
        case FittedPicture() as fitted, Picture() as picture:
            return replace(fitted, picture=picture)
        case FittedFigure() as fitted, Figure() as figure:
            return replace(fitted, figure=figure)
        case content, _:
            return content


# ---- and emptied again


def emptied(page: Page, slide: Slide) -> Page:
    """Give a page of a filled slide with its slots open again; `slide` is the slide before it was filled."""
    return _with(slide, page, _emptied)


def _emptied(frame: Frame, block: Block | None) -> Content:
    match frame.content, block:
        case FittedText() as text, _:
            return _open_text(text)
        case FittedPicture(picture=picture) as fitted, Picture(alt=alt):
            return replace(fitted, picture=replace(picture, image=_open_image(picture.image), alt=alt))
        case FittedFigure() as fitted, Figure() as figure:
            circles = (replace(circle, label=_open_text(circle.label)) for circle in fitted.circles)
            return replace(fitted, figure=figure, circles=tuple(circles))
        case content, _:
            return content


def _open_text(text: FittedText) -> FittedText:
    return replace(text, paragraphs=tuple(_open_paragraph(part) for part in text.paragraphs))


def _open_paragraph(part: FittedParagraph) -> FittedParagraph:
    if not any(run.pattern for run in part.paragraph.runs):
        return part
    runs = (replace(run, text=run.pattern or run.text, pattern="") for run in part.paragraph.runs)
    return replace(part, paragraph=replace(part.paragraph, runs=tuple(runs)))


def _open_image(image: Image) -> Image:
    if image.key != LOGO_KEY:
        return image
    svg = slot(LOGO_SVG).encode() if image.svg else b""
    return replace(image, data=slot(LOGO).encode(), svg=svg)
