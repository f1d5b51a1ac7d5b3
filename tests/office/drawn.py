"""What LibreOffice drew, against the very values that were written: each word, in its box, at its size.

The PDF's letters come in the order in which they were drawn. Each paragraph of a page is looked for among them
as a whole, and each of its letters must then lie inside the placeholder's box. Letters inside a placeholder that
no paragraph accounts for are reported too, so nothing is doubled, and no prompt is shown.
"""

import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, assert_never

import pdfplumber
from msgspec import Struct

from kursdeck.brand.load import Brand
from kursdeck.brand.template import Placeholder
from kursdeck.deck import (
    FittedFigure,
    FittedPicture,
    FittedText,
    Frame,
    Page,
    Prompt,
    SlideNumber,
)
from kursdeck.units import Box, CentiPt

EMU_PER_POINT = 12_700

BOX_TOLERANCE = 0.5
"""Points. LibreOffice keeps lengths in hundredths of a millimetre (0.03 pt), once for a frame, once for an inset,
once for an indent, and places letters on a grid of its own; 0.2 pt were seen, and no eye sees half a point."""
TALLEST, DEEPEST = 0.85, 0.18
"""How far Carlito's Å rises above the baseline and its g sinks below it, in em (0.846 and 0.172 in the font): what
ink there is. A whole line is taller, and at 90 % spacing its upper edge would stand above the frame by design."""
SIZE_TOLERANCE = 0.1
"""Points. A type size passes through hundredths of a millimetre too: 34 pt comes out as 33.987."""


class Letter(Struct, frozen=True, dict=True):
    """One letter as drawn, in points from the top left; the letters of a ligature share its place."""

    text: str
    left: float
    right: float
    baseline: float
    size: float
    font: str

    @property
    def top(self) -> float:
        """How high a letter of this size may reach."""
        return self.baseline - TALLEST * self.size

    @property
    def bottom(self) -> float:
        """How low a letter of this size may reach."""
        return self.baseline + DEEPEST * self.size

    def is_inside(self, box: Box) -> bool:
        """Say whether the letter lies in a box of the slide."""
        return (
            self.left >= box.x / EMU_PER_POINT - BOX_TOLERANCE
            and self.right <= box.right / EMU_PER_POINT + BOX_TOLERANCE
            and self.top >= box.y / EMU_PER_POINT - BOX_TOLERANCE
            and self.bottom <= box.bottom / EMU_PER_POINT + BOX_TOLERANCE
        )

    def is_at(self, size: CentiPt) -> bool:
        """Say whether the letter has a type size."""
        return abs(self.size - size / 100) <= SIZE_TOLERANCE


class Sheet(Struct, frozen=True, dict=True):
    """One page of a PDF: its letters in the order in which they were drawn, and where its pictures are."""

    letters: tuple[Letter, ...]
    pictures: tuple[tuple[float, float, float, float], ...]

    @property
    def text(self) -> str:
        """All letters in a row."""
        return "".join(letter.text for letter in self.letters)


class Wanted(Struct, frozen=True, dict=True):
    """A paragraph without its white space, and where and how large it is to stand."""

    placeholder: str
    text: str
    box: Box
    size: CentiPt


def sheets(path: Path) -> tuple[Sheet, ...]:
    """Read what a PDF shows."""
    with pdfplumber.open(path) as pdf:
        return tuple(
            Sheet(
                tuple(letter for drawn in page.chars for letter in _letters(drawn, page.height)),
                tuple((each["x0"], each["top"], each["x1"], each["bottom"]) for each in page.images),
            )
            for page in pdf.pages
        )


def _letters(drawn: Mapping[str, Any], page_height: float) -> Iterator[Letter]:
    """Take a ligature apart, and leave out white space."""
    baseline = page_height - drawn["matrix"][5]
    for text in squeezed(drawn["text"]):
        font = drawn["fontname"].rpartition("+")[2]
        yield Letter(text, drawn["x0"], drawn["x1"], baseline, drawn["size"], font)


def squeezed(text: str) -> str:
    """Give a text without white space, each letter as one character however a font composes it."""
    return "".join(unicodedata.normalize("NFKC", text).split())


# ---- what a page says


def wanted(page: Page, number: int, brand: Brand) -> Iterator[Wanted]:
    """Give all paragraphs of a page, which is the deck's `number`th slide."""
    placeholders = {each.name: each for each in brand.layouts[page.slide.layout].placeholders}
    for frame in page.frames:
        yield from _wanted_of(frame, placeholders[frame.placeholder], number)


def _wanted_of(frame: Frame, placeholder: Placeholder, number: int) -> Iterator[Wanted]:
    match frame.content:
        case FittedText() as text:
            yield from _paragraphs(frame.placeholder, text, placeholder.box)
        case FittedFigure(circles=circles):
            for circle in circles:
                yield from _paragraphs(frame.placeholder, circle.label, circle.label_box)
        case SlideNumber():
            yield Wanted(frame.placeholder, str(number), placeholder.box, placeholder.levels[0].size)
        case FittedPicture() | Prompt():
            pass
        case _:
            assert_never(frame.content)


def _paragraphs(name: str, text: FittedText, box: Box) -> Iterator[Wanted]:
    for part in text.paragraphs:
        yield Wanted(name, squeezed(part.paragraph.text), box, part.size)


# ---- the comparison


def faults(sheet: Sheet, page: Page, number: int, brand: Brand) -> tuple[str, ...]:
    """Say what of a page is not drawn as it was fitted; nothing when all is well."""
    found: list[str] = []
    used: set[int] = set()
    for paragraph in wanted(page, number, brand):
        places = [place for place in _places(sheet.text, paragraph.text) if used.isdisjoint(place)]
        best = min(places, key=lambda place: len(_wrong(sheet, place, paragraph)), default=None)
        if best is None:
            found.append(f"{page.id}: {paragraph.placeholder}: lost {paragraph.text!r}")
            continue
        used |= set(best)
        found += (f"{page.id}: {paragraph.placeholder}: {what}" for what in _wrong(sheet, best, paragraph))
    return (*found, *_surplus(sheet, used, page, brand), *_missing_pictures(sheet, page))


def _places(text: str, part: str) -> Iterator[range]:
    start = text.find(part)
    while start >= 0:
        yield range(start, start + len(part))
        start = text.find(part, start + 1)


def _wrong(sheet: Sheet, place: range, paragraph: Wanted) -> tuple[str, ...]:
    letters = [sheet.letters[index] for index in place]
    outside = "".join(letter.text for letter in letters if not letter.is_inside(paragraph.box))
    sizes = sorted({letter.size for letter in letters if not letter.is_at(paragraph.size)})
    return (
        *((f"outside its box: {outside!r}",) if outside else ()),
        *((f"at {sizes[0]:.1f} pt, not {paragraph.size / 100}: {paragraph.text!r}",) if sizes else ()),
    )


def _surplus(sheet: Sheet, used: set[int], page: Page, brand: Brand) -> Iterator[str]:
    """Find letters in a placeholder that nobody wrote; bullets are none, and ornaments stand elsewhere."""
    boxes = [each.box for each in brand.layouts[page.slide.layout].placeholders]
    extra = "".join(
        letter.text
        for index, letter in enumerate(sheet.letters)
        if index not in used and letter.text.isalpha() and any(letter.is_inside(box) for box in boxes)
    )
    if extra:
        yield f"{page.id}: not in the course: {extra!r}"


def _missing_pictures(sheet: Sheet, page: Page) -> Iterator[str]:
    for frame in page.frames:
        match frame.content:
            case FittedPicture(box=box) if not any(_is_at(place, box) for place in sheet.pictures):
                yield f"{page.id}: {frame.placeholder}: no picture at its place"
            case _:
                pass


def _is_at(place: Sequence[float], box: Box) -> bool:
    edges = (edge / EMU_PER_POINT for edge in (box.x, box.y, box.right, box.bottom))
    return all(abs(mine - theirs) <= BOX_TOLERANCE for mine, theirs in zip(place, edges, strict=True))


def deck_faults(path: Path, pages: Sequence[Page], brand: Brand) -> tuple[str, ...]:
    """Compare a whole deck: a PDF has a page for each slide that is shown, and each shows what was fitted."""
    shown = [(number, page) for number, page in enumerate(pages, 1) if not page.slide.hidden]
    drawn = sheets(path)
    if len(drawn) != len(shown):
        return (f"{len(drawn)} pages for {len(shown)} slides",)
    return tuple(
        fault
        for sheet, (number, page) in zip(drawn, shown, strict=True)
        for fault in faults(sheet, page, number, brand)
    )
