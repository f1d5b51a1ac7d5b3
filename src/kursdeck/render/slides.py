"""A course for one recipient in one language: each slide through its kind's template, to a `Deck` of slides."""

from collections.abc import Callable, Iterator
from typing import TypeAlias

from msgspec.structs import replace

from kursdeck.brand.kinds import Kind
from kursdeck.brand.load import Brand
from kursdeck.content.course import Course, CourseSlide, Record, Text, Value, texts_in
from kursdeck.deck import Paragraph, Paragraphs, Section, Slide
from kursdeck.findings import Finding, Findings, Result, has_errors, note
from kursdeck.render import programs
from kursdeck.render.environment import Names
from kursdeck.render.expressions import Voice, choose, evaluate, evaluate_notes
from kursdeck.render.names import CLOCK
from kursdeck.render.placing import Job, place
from kursdeck.render.text import RichText

Each: TypeAlias = Callable[[CourseSlide, Section, Brand, Voice], Result[Slide]]
"""What renders one slide: `render_slide`, or something that remembers what it gave."""


def render_slides(course: Course, brand: Brand, voice: Voice, each: Each) -> Result[tuple[Slide, ...]]:
    """Render every slide; findings of all slides at once, and no slides where one has an error."""
    slides: list[Slide] = []
    findings: list[Finding] = [*_fallbacks(course, voice)]
    section: Section | None = None
    for source in course.slides:
        name, found = _section_name(source, voice)
        findings += found
        if name or section is None:
            section = Section(source.id, name or str(evaluate(course.title, voice)[0]))
        slide, found = each(source, section, brand, voice)
        findings += found
        slides += (slide,) if slide else ()
    return (None if has_errors(findings) else tuple(slides)), tuple(findings)


def reads_of(slide: CourseSlide, course: Course, kind: Kind) -> frozenset[str]:
    """Give the names that a slide's texts, its kind and the course's own texts may look up; see `programs.reads`."""
    own = (*texts_in(slide.record), slide.notes, slide.section, course.title, course.subtitle)
    texts = (version.text for text in own if text for _, version in text.versions)
    named = (name for text in (*texts, kind.body) for name in programs.reads(text))
    return frozenset((f"{CLOCK}.{slide.id}", *named))


def _section_name(slide: CourseSlide, voice: Voice) -> tuple[str, Findings]:
    """Name the section that starts at a slide, if one does; its id is the slide's, since names may recur."""
    if slide.section is None:
        return "", ()
    name, findings = evaluate(slide.section, voice)
    return str(name).replace("\n", " "), findings


def render_slide(slide: CourseSlide, section: Section, brand: Brand, voice: Voice) -> Result[Slide]:
    """Render one slide: it depends on nothing but itself, the brand and who is spoken to."""
    record, findings = _names(slide, voice)
    notes, found = evaluate_notes(slide.notes, voice) if slide.notes else (Paragraphs(()), ())
    findings = (*findings, *found)
    if findings:
        return None, findings
    job = Job(brand.kinds[slide.kind], slide.id, slide.source, voice.lang)
    placed, findings = place(job, {**voice.names, "slide": record}, brand.layouts)
    if placed is None:
        return None, findings
    time = _time(slide.id, voice)
    return Slide(
        id=slide.id,
        kind=slide.kind,
        layout=placed.layout,
        fills=placed.fills,
        notes=Paragraphs((*time, *notes.paragraphs)),
        section=section,
        lang=voice.lang,
        continued=brand.languages[voice.order[0]].words["continued"],
        hidden=slide.hidden,
        timed=bool(time),
        source=slide.source,
    ), findings


def _time(id_: str, voice: Voice) -> tuple[Paragraph, ...]:
    """Give the slide's time by the clock as a paragraph, where the names say when it is shown."""
    match voice.names.get(CLOCK):
        case Names(values=times) if isinstance(time := times.get(id_), RichText):
            return (Paragraph(tuple(replace(run, bold=True) for run in time.runs)),)
        case _:
            return ()


# ---- texts


def _names(slide: CourseSlide, voice: Voice) -> tuple[Names, Findings]:
    """Evaluate every text of a slide; the kind's template sees the slide's fields as names."""
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

    fields = {name: seen(value) for name, value in slide.record.fields.items()}
    common = {"id": slide.id, "kind": slide.kind, "minutes": slide.minutes}
    numbers = {"number": slide.number, "count": slide.count}
    return Names("slide", {**fields, **common, **numbers}), tuple(findings)


def _fallbacks(course: Course, voice: Voice) -> Iterator[Finding]:
    """Count the texts that the wanted language lacks: one finding for all of them."""
    wanted = voice.order[0]
    lacking = [text for text in course.texts() if choose(text, voice.order)[0] != wanted]
    if lacking:
        yield note("fallback-language", lacking[0].source, count=len(lacking), lang=wanted)
