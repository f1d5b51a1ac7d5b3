"""A course for one recipient in one language: each slide through its kind's template, to a `Deck` of slides."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from jinja2 import TemplateSyntaxError

from kursdeck.brand.kinds import Kind
from kursdeck.brand.load import Brand
from kursdeck.brand.template import Layout
from kursdeck.content.course import Course, CourseSlide, Record, Text, Value
from kursdeck.deck import Block, Figure, Fill, Paragraph, Paragraphs, Picture, Run, Section, Slide
from kursdeck.findings import Finding, Findings, Result, error, note, unknown
from kursdeck.register.spelling import slug
from kursdeck.render.environment import (
    Filled,
    LayoutChoice,
    Names,
    TooManyTurnsError,
    UndefinedNameError,
)
from kursdeck.render.expressions import (
    ENVIRONMENT,
    Program,
    Voice,
    choose,
    evaluate,
    evaluate_notes,
    fields,
    texts,
)
from kursdeck.render.grammar import STATEMENTS, misuses
from kursdeck.render.text import RichText, merge, one_line, trim
from kursdeck.source import Source

COMMON = ("id", "kind", "minutes", "number", "count")
"""What a kind template knows of every slide beside the kind's own fields."""


def render_slides(course: Course, brand: Brand, voice: Voice) -> Result[tuple[Slide, ...]]:
    """Render every slide; findings of all slides at once, and no slides where one has an error."""
    slides: list[Slide] = []
    findings: list[Finding] = [*_fallbacks(course, voice)]
    section = Section(course.id, str(evaluate(course.title, voice)[0]))
    for source in course.slides:
        if source.section is not None:
            section = Section(
                slug(source.section.versions[0][1].text), str(evaluate(source.section, voice)[0])
            )
        slide, found = render_slide(source, section, brand, voice)
        findings += found
        slides += (slide,) if slide else ()
    return (tuple(slides) if len(slides) == len(course.slides) else None), tuple(findings)


def render_slide(slide: CourseSlide, section: Section, brand: Brand, voice: Voice) -> Result[Slide]:
    """Render one slide: it depends on nothing but itself, the brand and who is spoken to."""
    record, findings = _names(slide.record, voice)
    notes, note_findings = evaluate_notes(slide.notes, voice) if slide.notes else (Paragraphs(()), ())
    findings = (*findings, *note_findings)
    if findings:
        return None, findings
    kind = brand.kinds[slide.kind]
    common = {
        "id": slide.id,
        "kind": slide.kind,
        "minutes": slide.minutes,
        "number": slide.number,
        "count": slide.count,
    }
    values, findings = _run(
        kind, {**voice.names, "slide": Names("slide", {**record.values, **common})}, slide
    )
    placed, place_findings = _placed(values, kind, brand, voice, slide)
    findings = (*findings, *place_findings)
    if placed is None:
        return None, findings
    return Slide(
        id=slide.id,
        kind=slide.kind,
        layout=placed.layout,
        fills=placed.fills,
        notes=notes,
        section=section,
        lang=voice.lang,
        continued=brand.languages[voice.order[0]].words["continued"],
        hidden=slide.hidden,
        source=slide.source,
    ), findings


# ---- texts


def _names(record: Record, voice: Voice) -> tuple[Names, Findings]:
    """Evaluate every text of a record; the kind's template sees the record's fields as names."""
    findings: list[Finding] = []

    def seen(value: Value) -> object:
        match value:
            case Text():
                text, found = evaluate(value, voice)
                findings.extend(found)
                return text
            case Record():
                return Names("record", {name: seen(inner) for name, inner in value.fields.items()})
            case tuple():
                return tuple(seen(item) for item in value)
            case _:
                return value

    return Names("slide", {name: seen(value) for name, value in record.fields.items()}), tuple(findings)


def _fallbacks(course: Course, voice: Voice) -> Iterator[Finding]:
    """Count the texts that the wanted language lacks: one finding for all of them."""
    wanted = voice.order[0]
    lacking = [
        text
        for slide in course.slides
        for text in _all_texts(slide)
        if choose(text, voice.order)[0] != wanted
    ]
    if lacking:
        yield note("fallback-language", lacking[0].source, count=len(lacking), lang=wanted)


def _all_texts(slide: CourseSlide) -> Iterator[Text]:
    yield from (text for text in (slide.notes, slide.section) if text)
    waiting: list[Value] = [slide.record]
    while waiting:
        match waiting.pop():
            case Text() as text:
                yield text
            case Record(fields=inner):
                waiting += inner.values()
            case tuple() as items:
                waiting += items
            case _:
                pass


# ---- the kind's template


@cache
def _program(body: str, file: str) -> Program:
    return ENVIRONMENT.program(ENVIRONMENT.parse(body), file)


def check_kind(kind: Kind, voice: Voice) -> Findings:
    """Find what a kind's template may not do, or names that do not exist, before any slide is made with it."""
    known = {**fields(voice.names), "slide": (*kind.fields, *COMMON)}
    try:
        tree = ENVIRONMENT.parse(kind.body)
    except TemplateSyntaxError as problem:
        return (error("jinja-syntax", _place(kind, problem.lineno), problem=problem.message or ""),)
    return tuple(
        unknown(wrong.id, wrong.word, wrong.known, _place(kind, wrong.line))
        for wrong in misuses(tree, STATEMENTS, known)
    )


def _run(kind: Kind, names: Mapping[str, object], slide: CourseSlide) -> tuple[tuple[object, ...], Findings]:
    try:
        return _program(kind.body, kind.file)(**names), ()
    except UndefinedNameError as missing:
        return (), (unknown("undefined-name", missing.name, missing.known, _place(kind, 1)),)
    except TooManyTurnsError:
        return (), (error("too-many-turns", _place(kind, 1), slide=slide.id),)
    except (TypeError, ValueError, KeyError, RecursionError) as problem:
        return (), (error("kind-fails", _place(kind, 1), slide=slide.id, problem=str(problem)),)


def _place(kind: Kind, line: int) -> Source:
    return Source(kind.file, kind.body_line + line - 1, 1)


# ---- from values to placeholders


@dataclass(frozen=True, slots=True)
class Placed:
    """A layout and what stands in its placeholders."""

    layout: str
    fills: tuple[Fill, ...]


def _placed(
    values: tuple[object, ...], kind: Kind, brand: Brand, voice: Voice, slide: CourseSlide
) -> Result[Placed]:
    chosen = [value for value in values if isinstance(value, LayoutChoice)]
    if not chosen:
        return None, (error("no-layout", _place(kind, 1), kind=kind.name),) if values else ()
    layout = brand.layouts.get(chosen[-1].name)
    if layout is None:
        place = _place(kind, chosen[-1].line)
        return None, (unknown("unknown-layout", chosen[-1].name, brand.layouts, place),)
    fills: list[Fill] = []
    findings: list[Finding] = []
    for filled in (value for value in values if isinstance(value, Filled)):
        fill, found = _fill(filled, layout, kind, voice, slide)
        fills += (fill,) if fill else ()
        findings += found
    return (None if findings else Placed(layout.name, tuple(fills))), tuple(findings)


def _fill(filled: Filled, layout: Layout, kind: Kind, voice: Voice, slide: CourseSlide) -> Result[Fill]:
    names = tuple(placeholder.name for placeholder in layout.placeholders)
    place = _place(kind, filled.line)
    if filled.name not in names:
        return None, (unknown("unknown-placeholder", filled.name, names, place, layout=layout.name),)
    try:
        block = _block(filled.pieces, voice.lang, slide.source)
    except UndefinedNameError as missing:
        return None, (unknown("undefined-name", missing.name, missing.known, place),)
    except TypeError as problem:
        return None, (error("kind-fails", place, slide=slide.id, problem=str(problem)),)
    return (Fill(filled.name, block, slide.source) if block else None), ()


def _block(pieces: tuple[object, ...], lang: str, source: Source) -> Block | None:
    """Make one block of what a placeholder's body gave; nothing but white space is no block.

    Raises TypeError where a picture or figure shares a placeholder with something else.
    """
    solid = [piece for piece in pieces if isinstance(piece, Paragraphs | Picture | Figure)]
    inline = trim(
        merge(
            _tidy(texts(tuple(p for p in pieces if not isinstance(p, Paragraphs | Picture | Figure)), lang))
        )
    )
    if not solid:
        return Paragraphs((Paragraph(inline, source=_source(pieces) or source),)) if inline else None
    if all(isinstance(piece, Paragraphs) for piece in solid) and not inline:
        paragraphs = tuple(p for piece in solid if isinstance(piece, Paragraphs) for p in piece.paragraphs)
        return Paragraphs(paragraphs) if paragraphs else None
    if len(solid) > 1 or inline:
        raise TypeError("a list, picture or figure stands alone in its placeholder")
    return solid[0]


def _tidy(runs: Iterator[Run]) -> Iterator[Run]:
    """Fold the template's own line breaks; a text's own hard breaks are runs of their own and stay."""
    for run in runs:
        yield run if run.text == "\n" else Run(one_line(run.text), run.lang, run.bold, run.italic, run.link)


def _source(pieces: tuple[object, ...]) -> Source | None:
    return next((piece.source for piece in pieces if isinstance(piece, RichText) and piece.source), None)
