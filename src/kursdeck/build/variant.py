"""One slide as many decks have it: rendered once with its slots open, then fitted for whoever it is shown to.

Most slides say the same everywhere: they are fitted and written once. One with a slot is laid out for real for
each recipient, since a longer name may need a smaller size; only where it then looks as it did for somebody else,
but for the texts in its slots, is it not written again.
"""

from collections.abc import Callable, Hashable, Iterator
from functools import cached_property
from itertools import count
from typing import TypeAlias, TypeVar

from msgspec import Struct, field

from kursdeck.brand.load import BODY_FLOOR, Brand, Group
from kursdeck.deck import (
    Block,
    FittedFigure,
    FittedPicture,
    FittedText,
    Frame,
    Page,
    Picture,
    Run,
    Slide,
)
from kursdeck.findings import Findings, Result
from kursdeck.fit.groups import Contents, still
from kursdeck.fit.pages import fit_slide
from kursdeck.fit.sheet import Sheet
from kursdeck.pictures import Image
from kursdeck.render.filling import emptied, fill_run, fill_shown, fill_slide, has_slots, shown, texts_of
from kursdeck.slots import OPEN, Values, slots_in
from kursdeck.units import CentiPt

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")
MOST_KEPT = 128
"""How many values are remembered under one head: a batch of any length takes no more memory than this."""

Look: TypeAlias = tuple[Hashable, ...]
"""Everything that fit decided about a page, and nothing of what stands in its slots."""


def remembered(memory: dict[K, V], key: K, make: Callable[[], V]) -> V:
    """Give what was made under this key before, or make it; what has been there longest makes room."""
    found = memory.get(key)  # one look for what is there: hashing a key may take as long as making its value
    if found is None:
        found = make()
        while len(memory) >= MOST_KEPT:
            del memory[next(iter(memory))]
        memory[key] = found
    return found


class Fitted(Struct, frozen=True):
    """A slide fitted for one recipient: its pages, None where it does not fit, and its smallest body text.

    `look` numbers the ways in which the slide has come out so far: what is alike in it looks alike.
    """

    pages: tuple[Page, ...] | None
    findings: Findings
    smallest: CentiPt | None
    look: int


class Variant(Struct, frozen=True, eq=False, dict=True):
    """A slide with its slots open, and the footer below it."""

    slide: Slide
    footer: Run
    brand: Brand
    _fits: dict[Hashable, Fitted] = field(default_factory=dict)
    _stills: dict[Hashable, Result[Contents]] = field(default_factory=dict)
    _looks: dict[tuple[Look, ...], int] = field(default_factory=dict)
    _numbers: Iterator[int] = field(default_factory=count)
    _emptied: dict[int, tuple[Page, ...]] = field(default_factory=dict)

    @cached_property
    def is_open(self) -> bool:
        """Say whether what is seen of the slide differs from recipient to recipient."""
        shown = any(has_slots(fill.block) for fill in self.slide.fills)
        return shown or OPEN.search(self.footer.text) is not None

    @cached_property
    def _for_all(self) -> Fitted:
        return self._fitted(self.slide, self.footer)

    @cached_property
    def _seen(self) -> tuple[int, ...]:
        """The slots of all that is seen of the slide."""
        texts = (text for fill in self.slide.fills for text in texts_of(fill.block))
        return slots_in("".join((*texts, self.footer.text)))

    @cached_property
    def is_same(self) -> bool:
        """Say whether nothing at all differs, in notes and section neither."""
        said = (run.text for paragraph in self.slide.notes.paragraphs for run in paragraph.runs)
        return not self.is_open and not slots_in("".join((*said, self.slide.section.name)))

    def fitted(self, values: Values, logo: Image | None) -> Fitted:
        """Fit the slide with these values in its slots."""
        if not self.is_open:
            return self._for_all
        key = (_shape(logo), *(values.texts[number] for number in self._seen))
        return remembered(self._fits, key, lambda: self._fit(values, logo))

    def _fit(self, values: Values, logo: Image | None) -> Fitted:
        return self._fitted(fill_shown(self.slide, values.texts, logo), fill_run(self.footer, values.texts))

    def _fitted(self, slide: Slide, footer: Run) -> Fitted:
        pages, findings = fit_slide(slide, self.brand, footer, self._still)
        sizes = (size for page in pages or () for size in body_sizes(page))
        number = remembered(self._looks, tuple(map(look, pages or ())), lambda: next(self._numbers))
        return Fitted(pages, findings, min(sizes, default=None), number)

    def _still(self, group: Group, sheet: Sheet) -> Result[Contents]:
        """Fit a group; the same texts, in pictures of the same shape, are fitted once."""
        blocks = ((each.name, sheet.blocks.get(each.name)) for each in group.placeholders)
        held = tuple((name, *texts_of(block), *shape_of(block)) for name, block in blocks if block)
        return remembered(self._stills, (group.sizes, held), lambda: still(group, sheet))

    def pages(self, fitted: Fitted, values: Values, logo: Image | None) -> tuple[Page, ...]:
        """Give the pages as one recipient has them, their notes too."""
        if self.is_same:
            return fitted.pages or ()
        slide = fill_slide(self.slide, values.texts, logo)
        return tuple(shown(page, slide) for page in fitted.pages or ())

    def emptied(self, fitted: Fitted) -> tuple[Page, ...]:
        """Give the pages with their slots open, the same ones for all that look alike."""
        return remembered(
            self._emptied,
            fitted.look,
            lambda: tuple(emptied(page, self.slide) for page in fitted.pages or ()),
        )


def shape_of(block: Block) -> tuple[Hashable, ...]:
    """Give what fit looks at in a picture."""
    return _shape(block.image) if isinstance(block, Picture) else ()


def _shape(image: Image | None) -> tuple[Hashable, ...]:
    return (image.format, image.width, image.height, bool(image.svg)) if image else ()


def look(page: Page) -> Look:
    """Give what a page looks like: equal looks of one slide differ in nothing but what stands in their slots."""
    return tuple((frame.placeholder, _look(frame)) for frame in page.frames)


def _look(frame: Frame) -> Hashable:
    match frame.content:
        case FittedText() as text:
            return _text_look(text)
        case FittedPicture(picture=picture, box=box):
            return box, picture.image.format, bool(picture.image.svg)
        case FittedFigure(box=box, circles=circles):
            labels = tuple((circle.box, circle.label_box, _text_look(circle.label)) for circle in circles)
            return box, labels
        case _:
            return None


def _text_look(text: FittedText) -> Hashable:
    paragraphs = (
        (
            part.size,
            part.space_before,
            part.start_at,
            tuple(run.pattern or run.text for run in part.paragraph.runs),
        )
        for part in text.paragraphs
    )
    return text.right_inset, tuple(paragraphs)


def body_sizes(page: Page) -> Iterator[CentiPt]:
    """Give the sizes of all text that fit has a choice about: small print is the template's own."""
    for frame in page.frames:
        match frame.content:
            case FittedText(paragraphs=paragraphs):
                yield from (part.size for part in paragraphs if part.size >= BODY_FLOOR)
            case FittedFigure(circles=circles):
                yield from (part.size for circle in circles for part in circle.label.paragraphs)
            case _:
                pass
