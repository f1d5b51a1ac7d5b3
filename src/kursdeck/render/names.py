"""The names that texts and kind templates see: course, recipient, presenter, roster, words.

Everything here is data, so it is literal text; what is not known is empty, never missing, so that a course's
conditions work for a deck that is for nobody in particular too.
"""

from collections.abc import Iterable, Mapping

from kursdeck import language
from kursdeck.audience import Recipient
from kursdeck.brand.load import Brand
from kursdeck.content.course import Course, Text
from kursdeck.deck import Run
from kursdeck.findings import Findings
from kursdeck.register import Name, Register
from kursdeck.render.environment import Names
from kursdeck.render.expressions import Voice, evaluate
from kursdeck.render.filters import fill
from kursdeck.render.text import RichText, literal

BETWEEN_NAMES = "\u00a0– "
"""Between a multilingual name's parts: a spaced en dash (Språkrådet), which never begins a line."""
NOTHING = RichText(())


def voice(
    course: Course, recipient: Recipient, brand: Brand, lang: str, register: Register
) -> tuple[Voice, Findings]:
    """Give the names and languages for one deck; the register says what a recipient is called, and its fields."""
    standard = recipient.entry.written_standard if recipient.entry else ""
    order = (lang, *language.fallbacks(lang, standard, course.lang))
    tags = {code: words.tag for code, words in brand.languages.items()}
    tag = tags[lang]
    words = {name: literal(word, tag) for name, word in brand.languages[lang].words.items()}
    whom = _recipient(recipient, register.fields, words, lang, tag)
    names: dict[str, object] = {
        "recipient": whom,
        "presenter": _presenter(recipient, tag),
        "roster": Names("roster", {name: literal(value, tag) for name, value in recipient.roster.pairs}),
        "words": Names("words", words),
        **({register.noun: whom} if register.noun else {}),
    }
    return _with_course(course, Voice(names, order, tags))


def _with_course(course: Course, partial: Voice) -> tuple[Voice, Findings]:
    """Add the course's own texts, which may themselves speak of the recipient."""
    title, findings = evaluate(course.title, partial)
    subtitle, more = _optional(course.subtitle, partial)
    fields = {
        "id": literal(course.id, partial.lang),
        "title": title,
        "subtitle": subtitle,
        "edition": literal(course.edition, partial.lang),
    }
    names = {"course": Names("course", fields), **partial.names}
    return Voice(names, partial.order, partial.tags), (*findings, *more)


def _optional(text: Text | None, spoken: Voice) -> tuple[RichText, Findings]:
    return evaluate(text, spoken) if text else (NOTHING, ())


def _recipient(
    recipient: Recipient, columns: Iterable[str], words: Mapping[str, RichText], lang: str, tag: str
) -> Names:
    entry = recipient.entry
    name = _name(entry.name(lang), tag) if entry else NOTHING
    date = language.long_date(recipient.date, tag) if recipient.date else ""
    fields = dict(entry.fields.pairs) if entry else {}
    return Names(
        "recipient",
        {
            **{column: literal(fields.get(column, ""), tag) for column in columns},
            "id": literal(recipient.id if entry else "", tag),
            "name": name,
            "full_name": _name(entry.full_name(lang), tag) if entry else NOTHING,
            "official_name": _official_name(recipient, lang, tag),
            "official_names": _official_names(recipient, lang, tag),
            "genitive": _name(entry.genitive(lang), tag) if entry else NOTHING,
            "place": literal(recipient.place, tag),
            "date": literal(date, tag),
            "logo": recipient.logo,
            "logo_alt": fill(words["logo_alt"], name=name) if name else words["logo_alt_general"],
        },
    )


def _name(name: Name, tag: str) -> RichText:
    return literal(name.text, name.lang or tag)


def _official_name(recipient: Recipient, lang: str, tag: str) -> RichText:
    """Give the full official name: every part in its own language, or 'Bergen kommune' where there is one."""
    runs: list[Run] = []
    for name in _official_names(recipient, lang, tag):
        runs += (Run(BETWEEN_NAMES, tag), *name.runs) if runs else name.runs
    return RichText(runs)


def _official_names(recipient: Recipient, lang: str, tag: str) -> tuple[RichText, ...]:
    """Give the parts of the official name, to be set below each other; one part is said in full."""
    if recipient.entry is None:
        return ()
    if len(recipient.entry.names) == 1:
        return (_name(recipient.entry.full_name(lang), tag),)
    return tuple(_name(name, tag) for name in recipient.entry.names)


def _presenter(recipient: Recipient, tag: str) -> Names:
    contact = recipient.contact
    fields = {
        "name": contact.name if contact else "",
        "title": contact.title if contact else "",
        "email": contact.email if contact else "",
        "phone": language.phone(contact.phone, tag) if contact else "",
    }
    places = {name: contact.place(name) if contact else None for name in fields}
    return Names("presenter", {name: literal(value, tag, places[name]) for name, value in fields.items()})
