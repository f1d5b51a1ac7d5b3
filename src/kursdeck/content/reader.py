"""From the nodes of content.yaml to a `Course`, guided by the schemas of the brand's kinds."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import TypeAlias

from msgspec import Struct
from msgspec.structs import replace

from kursdeck import documents, schema
from kursdeck.brand.kinds import Kind, Schema, course_schema
from kursdeck.content import shape
from kursdeck.content.course import Course, CourseSlide, Record, RegisterChoice, Text, Value
from kursdeck.documents import Listing, Node, Scalar, Table
from kursdeck.findings import Finding, Findings, Result, error, has_errors, unknown
from kursdeck.pictures import Image
from kursdeck.register.spelling import slug
from kursdeck.source import Source

ReadImage: TypeAlias = Callable[[str, Source], Result[Image]]
"""Reads a picture by its path in the course's folder; handed in, since only the project knows its folder."""
FORMAT = "1"
"""The version of content.yaml that is read. One of another version would be misunderstood line by line."""


class Document(Struct, frozen=True):
    """content.yaml as read, before its schema is known: that depends on the brand it names."""

    table: Table
    brand: str
    brand_source: Source


def read(path: Path, shown: str) -> Result[Document]:
    """Read content.yaml as far as the name of its brand."""
    node, findings = documents.read(path, shown)
    if node is None:
        return None, findings
    if not isinstance(node, Table):
        return None, (*findings, error("course-not-a-mapping", node.source))
    version = node.get("format")
    if isinstance(version, Scalar) and version.text != FORMAT:
        found = error("unknown-format", version.source, name=version.text, known=FORMAT)
        return None, (*findings, found)
    brand = node.get("brand")
    if isinstance(brand, Scalar):
        return Document(node, brand.text, brand.source), findings
    return Document(node, "", node.source), findings


def load(
    document: Document, kinds: Mapping[str, Kind], languages: tuple[str, ...], read_image: ReadImage
) -> Result[Course]:
    """Check the document against its brand's schema and make the course of it; all errors at once."""
    course, findings = sound_part(document, kinds, languages, read_image)
    return (None if has_errors(findings) else course), findings


def sound_part(
    document: Document, kinds: Mapping[str, Kind], languages: tuple[str, ...], read_image: ReadImage
) -> Result[Course]:
    """Make a course of the slides that are as they should be, so that these can be looked into further.

    As `load`, but with errors in some slides there is still a course, of the others.
    """
    findings = schema.validate(document.table, course_schema(kinds, languages))
    table = _without_errors(document.table, findings)
    if table is None:
        return None, findings
    reader = _Reader(_plain_text(table, "lang"), kinds, read_image, [])
    course = reader.course(table)
    repeated = tuple(_repeated_ids(course))
    taken = {found.source for found in repeated}
    unique = replace(course, slides=tuple(slide for slide in course.slides if slide.source not in taken))
    return unique, (*findings, *reader.findings, *repeated, *_unlisted_languages(course))


def _without_errors(table: Table, findings: Findings) -> Table | None:
    """Leave out each slide that has an error; None where the course itself has one that matters to slides."""
    wrong = tuple(found.source.path for found in findings if found.source and found.id != "unknown-key")
    slides = table.get("slides")
    if not isinstance(slides, Listing) or not all(path.startswith("slides[") for path in wrong):
        return None
    places = {found.source.path for found in findings if found.source}
    sound = tuple(item for item in slides.items if not any(is_below(p, item.source.path) for p in places))
    listing = Listing(sound, slides.source)
    entries = (replace(entry, node=listing) if entry.key == "slides" else entry for entry in table.entries)
    return Table(tuple(entries), table.source)


def is_below(path: str, whole: str) -> bool:
    """Say whether a key path is `whole` or leads further into it."""
    return path == whole or path.startswith((f"{whole}.", f"{whole}["))


class _Reader(Struct, frozen=True):
    """Turns nodes into values; `findings` gathers what goes wrong with pictures on the way."""

    lang: str
    kinds: Mapping[str, Kind]
    read_image: ReadImage
    findings: list[Finding]

    def course(self, table: Table) -> Course:
        title = self.text(_node(table, "title"))
        slides = _node(table, "slides")
        return Course(
            id=_plain_text(table, "id") or slug(title.versions[0][1].text) or "course",
            title=title,
            subtitle=self.optional_text(table, "subtitle"),
            lang=self.lang,
            statuses=_statuses(table.get("languages")),
            edition=_plain_text(table, "edition"),
            register=_register(table.get("register")),
            slides=tuple(self.slides(slides)) if isinstance(slides, Listing) else (),
            source=table.source,
            places={entry.key: entry.node.source for entry in table.entries},
        )

    def slides(self, listing: Listing) -> Iterator[CourseSlide]:
        tables = [table for table in listing.items if isinstance(table, Table)]
        counts = Counter(_plain_text(table, "kind") for table in tables)
        seen: Counter[str] = Counter()
        for table in tables:
            kind = _plain_text(table, "kind")
            seen[kind] += 1
            before = len(self.findings)
            slide = self.slide(table, self.kinds[kind], seen[kind], counts[kind])
            if not has_errors(self.findings[before:]):
                yield slide

    def slide(self, table: Table, kind: Kind, number: int, count: int) -> CourseSlide:
        record = self.record(table, kind.fields)
        return CourseSlide(
            id=_plain_text(table, "id") or _slug_of_title(record) or f"{kind.name}-{number}",
            kind=kind.name,
            record=record,
            notes=self.optional_text(table, "notes"),
            section=self.optional_text(table, "section"),
            minutes=_whole_number(table, "minutes"),
            optional=_whole_number(table, "optional"),
            hidden=_plain_value(table, "hidden") is True,
            number=number,
            count=count,
            source=table.source,
        )

    def record(self, table: Table, fields: Schema) -> Record:
        """Read a mapping; a field that the schema knows and the file leaves out is None."""
        nodes = {name: table.get(name) for name in fields}
        values = {name: self.value(node, fields[name]) if node else None for name, node in nodes.items()}
        return Record(values, table.source)

    def value(self, node: Node, wanted: Schema) -> Value:
        match node:
            case Scalar() if shape.is_image(wanted):
                image, findings = self.read_image(node.text, node.source)
                self.findings.extend(findings)
                return image
            case Scalar() if shape.is_text(wanted):
                return self.text(node)
            case Scalar():
                return None if isinstance(node.value, str) else node.value
            case Listing():
                return tuple(self.value(item, shape.item_of(wanted)) for item in node.items)
            case Table() if shape.is_localized(wanted) and not set(_keys(node)) & set(
                shape.fields_of(wanted)
            ):
                return self.text(node)
            case Table():
                return self.record(node, shape.fields_of(wanted))

    def text(self, node: Node) -> Text:
        """Read a text: one version for each language, or one in the course's own."""
        if isinstance(node, Table):
            versions = ((entry.key, entry.node) for entry in node.entries)
            return Text(
                tuple((code, text) for code, text in versions if isinstance(text, Scalar)), node.source
            )
        return Text(((self.lang, node),) if isinstance(node, Scalar) else (), node.source)

    def optional_text(self, table: Table, key: str) -> Text | None:
        node = table.get(key)
        return self.text(node) if node else None


def _node(table: Table, key: str) -> Node:
    """Give a node that the schema has found to be there."""
    node = table.get(key)
    if node is None:
        raise KeyError(key)
    return node


def _plain_value(table: Table, key: str) -> str | float | bool | None:
    node = table.get(key)
    return node.value if isinstance(node, Scalar) else None


def _whole_number(table: Table, key: str) -> int | None:
    value = _plain_value(table, key)
    return value if isinstance(value, int) else None


def _plain_text(table: Table, key: str) -> str:
    node = table.get(key)
    return node.text if isinstance(node, Scalar) else ""


def _keys(table: Table) -> tuple[str, ...]:
    return tuple(entry.key for entry in table.entries)


def _register(node: Node | None) -> RegisterChoice | None:
    """Read the name of a register, or a mapping with its file and what its entries are called."""
    match node:
        case Scalar(text=text) if text:
            return RegisterChoice(text, node.source)
        case Table():
            places = {entry.key: entry.node.source for entry in node.entries}
            file, noun, region = (_plain_text(node, key) for key in ("file", "noun", "region"))
            return RegisterChoice(file, node.source, noun, region, places)
        case _:
            return None


def _statuses(languages: Node | None) -> Mapping[str, str]:
    if not isinstance(languages, Table):
        return {}
    return {e.key: _plain_text(e.node, "status") for e in languages.entries if isinstance(e.node, Table)}


def _slug_of_title(record: Record) -> str:
    title = record.fields.get("title")
    return slug(title.versions[0][1].text)[:60].strip("-") if isinstance(title, Text) else ""


def _repeated_ids(course: Course) -> Iterator[Finding]:
    """Two slides with one id could not be told apart when a deck is updated."""
    first: dict[str, Source] = {}
    for slide in course.slides:
        if slide.id in first:
            yield error("repeated-slide-id", slide.source, name=slide.id, line=first[slide.id].line)
        first.setdefault(slide.id, slide.source)


def _unlisted_languages(course: Course) -> Findings:
    """Find languages that texts are written in but the course does not list: nobody would ever ask for them."""
    listed = {course.lang, *course.statuses}
    written = ((code, version.source) for text in course.texts() for code, version in text.versions)
    last_first = sorted(written, key=lambda pair: (pair[1].line, pair[1].column), reverse=True)
    return tuple(
        unknown("unlisted-language", code, sorted(listed), source)
        for code, source in dict(last_first).items()
        if code not in listed
    )
