"""The filters of kind templates: from texts and lists to what stands in a placeholder.

None of them looks into a text: what they give depends on which values are there, never on their letters. That
keeps a deck's structure the same for every recipient (and lets decks be stamped). A value that a course leaves
out is None, and gives nothing; a value of the wrong sort is a TypeError, so that nothing is lost in silence.
A run whose language is '' is in the deck's own, which no filter knows.
"""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from kursdeck.brand.words import SLOT
from kursdeck.deck import Figure, Marker, Paragraph, Paragraphs, Picture, Run
from kursdeck.pictures import Image
from kursdeck.render.environment import Missing, Names
from kursdeck.render.text import MAX_LETTERS, RichText, closed


def bullets(items: object) -> Paragraphs:
    """Make points of a list; an item with sub-points gives a level below it."""
    return Paragraphs(tuple(_points(items, Marker.INHERIT)))


def numbered(items: object) -> Paragraphs:
    """Make numbered points of a list; sub-points have the layout's bullet."""
    return Paragraphs(tuple(_points(items, Marker.NUMBER)))


def lines(items: object) -> Paragraphs:
    """Make a paragraph of each text that is there; empty ones are left out."""
    return Paragraphs(tuple(Paragraph(text.runs, source=text.source) for text in _texts(items)))


def _points(items: object, marker: Marker) -> Iterator[Paragraph]:
    for item in _listed(items):
        if isinstance(item, Names):
            yield from _points((_field(item, "text"),), marker)
            for point in _points(_field(item, "items"), Marker.INHERIT):
                yield Paragraph(point.runs, 1, point.marker, point.source)
        else:
            yield from (Paragraph(text.runs, 0, marker, text.source) for text in _texts((item,)))


def figure(record: object) -> Figure | None:
    """Make the drawing of overlapping circles from `{circles: […], alt: …}`."""
    if record is None:
        return None
    circles, alt = _texts(_field(record, "circles")), _field(record, "alt")
    labels = tuple(Paragraph(label.runs, source=label.source) for label in circles)
    return Figure(labels, str(alt), _lang(alt), _source(alt))


def picture(image: object, alt: object = "") -> Picture | None:
    """Put a picture in a placeholder; without `alt` it is decorative."""
    if image is None:
        return None
    if not isinstance(image, Image):
        raise TypeError(f"'picture' is for pictures, not for {_sort(image)}")
    return Picture(image, str(alt or ""), _lang(alt), _source(alt))


def fill(pattern: str, /, **values: object) -> RichText:
    """Give a word with values in its slots, such as the number and count of '{number} av {count}'."""
    return RichText(_filled(pattern, values))


def _filled(pattern: str, values: Mapping[str, object]) -> Iterator[Run]:
    closed(pattern)
    for index, part in enumerate(SLOT.split(pattern)):
        value = values.get(part, "") if index % 2 else part
        if isinstance(value, Missing):
            value.refuse()
        yield from value.runs if isinstance(value, RichText) else (Run(str(value), _lang(pattern)),)


def join(items: object, separator: str = "") -> RichText:
    """Put the texts that are there in a row, with a separator between; the first that has a place gives it."""
    runs: list[Run] = []
    texts = tuple(_texts(items))
    for text in texts:
        runs += (Run(separator, text.runs[0].lang),) if runs else ()
        runs += text.runs
    if sum(len(run.text) for run in runs) > MAX_LETTERS:
        raise ValueError(f"more than {MAX_LETTERS} letters")
    return RichText(runs, next((text.source for text in texts if text.source), None))


def default(value: object, instead: object = "") -> object:
    """Give `instead` where a value is missing or empty."""
    return instead if isinstance(value, Missing) or not value else value


def first(items: object) -> object:
    """Give the first of a list, or nothing."""
    return next(iter(_listed(items)), None)


def last(items: object) -> object:
    """Give the last of a list, or nothing."""
    return next(reversed(_listed(items)), None)


def length(items: object) -> int:
    """Count the items of a list; a text has no length here, or a deck's structure could hang on a name's letters."""
    return len(_listed(items))


# ---- what a filter is given


def _listed(items: object) -> tuple[object, ...]:
    if isinstance(items, Missing):
        items.refuse()
    if items is not None and not isinstance(items, tuple | list):
        raise TypeError(f"a list is wanted, not {_sort(items)}")
    return tuple(items or ())


def _texts(items: object) -> Iterator[RichText]:
    """Give the texts of a list that are there; the template's own words are in the deck's language."""
    for item in _listed(items):
        if isinstance(item, Missing):
            item.refuse()
        if item is not None and not isinstance(item, str):
            raise TypeError(f"a list of texts is wanted, and there is {_sort(item)} in it")
        if item:
            yield item if isinstance(item, RichText) else RichText((Run(item, ""),))


def _field(record: object, name: str) -> object:
    if isinstance(record, Missing):
        record.refuse()
    if not isinstance(record, Names) or name not in record.values:
        raise TypeError(f"something with the field '{name}' is wanted, not {_sort(record)}")
    return record.values[name]


def _sort(value: object) -> str:
    """Say in words what sort of value this is."""
    match value:
        case RichText():
            return "a text of the course"
        case str():
            return f"'{value}'"
        case tuple() | list():
            return "a list"
        case Names():
            return "something with fields"
        case Image():
            return "a picture"
        case _:
            return str(value)


def _lang(text: object) -> str:
    return text.runs[0].lang if isinstance(text, RichText) and text.runs else ""


def _source(text: object) -> Any:
    return text.source if isinstance(text, RichText) else None


FILTERS: Mapping[str, Callable[..., Any]] = {
    filter_.__name__: filter_
    for filter_ in (bullets, numbered, lines, figure, picture, fill, join, default, first, last, length)
}
