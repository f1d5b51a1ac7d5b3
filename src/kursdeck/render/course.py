"""A course for one recipient in one language: the deck, before anything is fitted."""

from kursdeck.audience import Recipient
from kursdeck.brand.load import Brand
from kursdeck.content.course import Course
from kursdeck.deck import Deck, Properties
from kursdeck.findings import Findings, Result, has_errors, note
from kursdeck.register import Register
from kursdeck.render.expressions import evaluate
from kursdeck.render.filters import fill
from kursdeck.render.names import voice
from kursdeck.render.placing import check_kind
from kursdeck.render.slides import render_slides
from kursdeck.render.text import literal


def render(course: Course, recipient: Recipient, brand: Brand, lang: str, register: Register) -> Result[Deck]:
    """Render the course; every finding carries the recipient's name."""
    spoken, findings = voice(course, recipient, brand, lang, register)
    used = {slide.kind for slide in course.slides}
    findings = (
        *findings,
        *(found for kind in sorted(used) for found in check_kind(brand.kinds[kind], spoken)),
    )
    if has_errors(findings):
        return None, findings
    slides, found = render_slides(course, brand, spoken)
    findings = (*findings, *found, *_draft(course, lang))
    if slides is None:
        return None, findings
    words = brand.languages[lang].words
    title = str(evaluate(course.title, spoken)[0])
    footer = str(fill(literal(words["footer"], spoken.lang), course=title, edition=course.edition))
    return Deck(slides, _properties(course, recipient, title, spoken.lang), footer), findings


def _properties(course: Course, recipient: Recipient, title: str, lang: str) -> Properties:
    return Properties(
        title=f"{title} – {recipient.name}" if recipient.name else title,
        lang=lang,
        edition=course.edition,
        course=course.id,
        recipient=recipient.id,
    )


def _draft(course: Course, lang: str) -> Findings:
    """Say that a language nobody has approved yet is used."""
    draft = course.statuses.get(lang) == "draft"
    return (note("draft-language", course.place("languages"), lang=lang),) if draft else ()
