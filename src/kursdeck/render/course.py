"""A course in one language, for recipients of one form: the deck, before anything is fitted."""

from collections.abc import Mapping

from kursdeck.brand.load import Brand
from kursdeck.content.course import Course
from kursdeck.deck import Deck, Properties, Run
from kursdeck.findings import Findings, Result, has_errors, note
from kursdeck.render.expressions import evaluate
from kursdeck.render.filters import fill
from kursdeck.render.names import field_of, voice
from kursdeck.render.placing import check_kind
from kursdeck.render.slides import Each, render_slide, render_slides
from kursdeck.render.text import literal


def render(
    course: Course,
    names: Mapping[str, object],
    brand: Brand,
    lang: str,
    each: Each = render_slide,
) -> Result[Deck]:
    """Render the course with the names of a recipient: their texts, or slots for them (see `form`).

    Raises LookedIntoError where the course looks into a slot.
    """
    spoken, findings = voice(course, names, brand, lang)
    used = {slide.kind for slide in course.slides}
    findings = (
        *findings,
        *(found for kind in sorted(used) for found in check_kind(brand.kinds[kind], spoken)),
    )
    if has_errors(findings):
        return None, findings
    slides, found = render_slides(course, brand, spoken, each)
    findings = (*findings, *found, *_draft(course, lang))
    if slides is None:
        return None, findings
    words = brand.languages[lang].words
    title = str(evaluate(course.title, spoken)[0])
    footer = str(fill(literal(words["footer"], spoken.lang), course=title, edition=course.edition))
    properties = _properties(course, title, field_of(names, "recipient.name"), spoken.lang)
    return Deck(slides, properties, Run(footer, spoken.lang)), findings


def _properties(course: Course, title: str, name: str, lang: str) -> Properties:
    return Properties(
        title=f"{title} – {name}" if name else title, lang=lang, edition=course.edition, course=course.id
    )


def _draft(course: Course, lang: str) -> Findings:
    """Say that a language nobody has approved yet is used."""
    draft = course.statuses.get(lang) == "draft"
    return (note("draft-language", course.place("languages"), lang=lang),) if draft else ()
