"""The course as a value: every slide as its author wrote it, every text with its languages and its place."""

from collections.abc import Iterator, Mapping
from typing import TypeAlias

from msgspec import Struct, field

from kursdeck.documents import Scalar
from kursdeck.pictures import Image
from kursdeck.source import Source, Sourced


class Text(Struct, frozen=True):
    """A text as written, in one or more languages: language code and what stands in the file."""

    versions: tuple[tuple[str, Scalar], ...]
    source: Source


class Record(Struct, frozen=True):
    """A part of a slide with fields; a field that the schema knows and the file leaves out is None."""

    fields: Mapping[str, "Value"]
    source: Source


Value: TypeAlias = Text | Record | Image | tuple["Value", ...] | int | float | bool | None


class CourseSlide(Struct, frozen=True):
    """One slide as its author wrote it. `number` of `count` slides of its kind; `section` starts there, if any.

    `minutes` is how long it takes. `optional` is its place in the order in which slides are left out when time is
    short, None where it never is.
    """

    id: str
    kind: str
    record: Record
    notes: Text | None
    section: Text | None
    minutes: int | None
    hidden: bool
    number: int
    count: int
    source: Source
    optional: int | None = None


class RegisterChoice(Sourced, frozen=True):
    """Which register a course has: `file` is the name of one that ships, or the path of a CSV file.

    `noun` is what texts call one of its entries, `region` the column by which they are grouped; '' where the course
    says neither.
    """

    file: str
    source: Source
    noun: str = ""
    region: str = ""
    places: Mapping[str, Source] = field(default_factory=dict)

    def place(self, key: str) -> Source:
        """Say where `noun` or `region` was written."""
        return self.places.get(key, self.source)


class Course(Sourced, frozen=True):
    """The whole course. `statuses` are the other languages: 'draft' or 'approved'."""

    id: str
    title: Text
    subtitle: Text | None
    lang: str
    statuses: Mapping[str, str]
    edition: str
    slides: tuple[CourseSlide, ...]
    source: Source
    register: RegisterChoice | None = None
    places: Mapping[str, Source] = field(default_factory=dict)

    def place(self, key: str) -> Source:
        """Say where one of the course's own keys was given its value, or where the course begins."""
        return self.places.get(key, self.source)

    def texts(self) -> Iterator[Text]:
        """Give every text of the course: its own, then slide by slide notes, section and fields."""
        yield from (text for text in (self.title, self.subtitle) if text)
        for slide in self.slides:
            yield from (text for text in (slide.notes, slide.section) if text)
            yield from texts_in(slide.record)


def texts_in(value: Value) -> Iterator[Text]:
    """Give the texts of a value and of all that is within it, in their order."""
    match value:
        case Text():
            yield value
        case Record():
            for inner in value.fields.values():
                yield from texts_in(inner)
        case tuple():
            for item in value:
                yield from texts_in(item)
        case _:
            pass
