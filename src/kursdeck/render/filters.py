"""The filters of kind templates: from texts and lists to what stands in a placeholder.

None of them looks into a text: what they give depends on which values are there, never on their letters. That
keeps a deck's structure the same for every recipient (and lets decks be stamped).
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from kursdeck.brand.words import SLOT
from kursdeck.deck import Figure, Marker, Paragraph, Paragraphs, Picture, Run
from kursdeck.pictures import Image
from kursdeck.render.environment import Missing, Names
from kursdeck.render.text import RichText

MAX_LETTERS = 100_000
"""What one joined text may come to; many times what fits on a slide."""


def bullets(items: Iterable[object]) -> Paragraphs:
    """Make points of a list; an item with sub-points gives a level below it."""
    return Paragraphs(tuple(_points(items, Marker.INHERIT)))


def numbered(items: Iterable[object]) -> Paragraphs:
    """Make numbered points of a list; sub-points have the layout's bullet."""
    return Paragraphs(tuple(_points(items, Marker.NUMBER)))


def lines(items: Iterable[object]) -> Paragraphs:
    """Make a paragraph of each text that is there; empty ones are left out."""
    texts = (item for item in items if isinstance(item, RichText) and item)
    return Paragraphs(tuple(Paragraph(text.runs, source=text.source) for text in texts))


def _points(items: Iterable[object], marker: Marker) -> Iterator[Paragraph]:
    for item in items:
        if isinstance(item, Names):
            yield from _points((item.values["text"],), marker)
            inner = item.values["items"]
            for point in _points(inner if isinstance(inner, tuple) else (), Marker.INHERIT):
                yield Paragraph(point.runs, 1, point.marker, point.source)
        elif isinstance(item, RichText):
            yield Paragraph(item.runs, 0, marker, item.source)
        else:
            raise TypeError(f"a point must be text, not {type(item).__name__}")


def figure(record: Names) -> Figure:
    """Make the drawing of overlapping circles from `{circles: […], alt: …}`."""
    circles, alt = record.values["circles"], record.values["alt"]
    labels = tuple(Paragraph(label.runs, source=label.source) for label in _texts(circles))
    return Figure(labels, str(alt), _lang(alt), getattr(alt, "source", None))


def picture(image: Image, alt: object = "") -> Picture:
    """Put a picture in a placeholder; without `alt` it is decorative."""
    if not isinstance(image, Image):
        raise TypeError(f"a picture is wanted, not {type(image).__name__}")
    return Picture(image, str(alt), _lang(alt), getattr(alt, "source", None))


def fill(pattern: str, **values: object) -> RichText:
    """Give a word with values in its slots, such as the number and count of '{number} av {count}'."""
    lang = pattern.runs[0].lang if isinstance(pattern, RichText) and pattern.runs else ""
    return RichText(_filled(pattern, lang, values))


def _filled(pattern: str, lang: str, values: Mapping[str, object]) -> Iterator[Run]:
    for index, part in enumerate(SLOT.split(pattern)):
        value = values.get(part, "") if index % 2 else part
        if isinstance(value, Missing):
            value.refuse()
        yield from value.runs if isinstance(value, RichText) else (Run(str(value), lang),)


def join(items: Iterable[object], separator: str = "") -> RichText:
    """Put the texts that are there in a row, with a separator between."""
    runs: list[Run] = []
    for text in _texts(items):
        runs += (Run(separator, text.runs[0].lang),) if runs else ()
        runs += text.runs
    if sum(len(run.text) for run in runs) > MAX_LETTERS:
        raise ValueError(f"more than {MAX_LETTERS} letters")
    return RichText(runs)


def default(value: object, instead: object = "") -> object:
    """Give `instead` where a value is missing or empty."""
    return instead if isinstance(value, Missing) or not value else value


def first(items: Iterable[object]) -> object:
    """Give the first of a list, or nothing."""
    return next(iter(items), None)


def last(items: Iterable[object]) -> object:
    """Give the last of a list, or nothing."""
    return next(reversed(tuple(items)), None)


def length(items: object) -> int:
    """Count the items of a list; a text has no length here, or a deck's structure could hang on a name's letters."""
    if not isinstance(items, tuple):
        raise TypeError("only a list has a length")
    return len(items)


def _texts(items: object) -> tuple[RichText, ...]:
    return (
        tuple(item for item in items if isinstance(item, RichText) and item)
        if isinstance(items, tuple | list)
        else ()
    )


def _lang(text: object) -> str:
    return text.runs[0].lang if isinstance(text, RichText) and text.runs else ""


FILTERS: Mapping[str, Callable[..., Any]] = {
    filter_.__name__: filter_
    for filter_ in (bullets, numbered, lines, figure, picture, fill, join, default, first, last, length)
}
