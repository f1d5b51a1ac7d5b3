"""The names that texts and kind templates see: course, recipient, presenter, contact, party, council, roster, words.

Everything here is data, so it is literal text; what is not known is empty, never missing, so that a course's
conditions work for a deck that is for nobody in particular too.
"""

from collections.abc import Iterable, Mapping
from functools import cache

from kursdeck import language
from kursdeck.audience import Contact, Recipient
from kursdeck.brand.load import Brand
from kursdeck.brand.words import Council, filled
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
NO_COUNCIL = Council("", "", "")
CLOCK = "clock"
"""The name under which each slide has its time by the clock: for its notes, not for texts."""


def names_of(recipient: Recipient, brand: Brand, lang: str, register: Register) -> Mapping[str, object]:
    """Give the names for one recipient; the register says what a recipient is called, and its fields."""
    words, tag = brand.languages[lang].words, brand.languages[lang].tag
    whom = _recipient(recipient, register.fields, words, lang, tag)
    return {
        "recipient": whom,
        "presenter": _person("presenter", recipient.contact, tag),
        "contact": _person("contact", recipient.local, tag),
        "party": _person("party", recipient.party, tag),
        "council": _council(recipient.council or register.council, brand, lang),
        "roster": _roster(recipient, tag),
        **({register.noun: whom} if register.noun else {}),
    }


def clock(times: Mapping[str, str], tag: str) -> Names:
    """Give the name `CLOCK`: slide ids and when each slide is shown."""
    return Names(CLOCK, {id_: literal(time, tag) for id_, time in times.items()})


def field_of(names: Mapping[str, object], path: str) -> str:
    """Give the text at a path such as 'recipient.name', '' where there is none."""
    name, _, field = path.partition(".")
    match names.get(name):
        case Names(values=values):
            return str(values.get(field, ""))
        case _:
            return ""


def voice(course: Course, names: Mapping[str, object], brand: Brand, lang: str) -> tuple[Voice, Findings]:
    """Give the names and languages for a deck."""
    standard = field_of(names, "recipient.written_standard")
    order = (lang, *language.fallbacks(lang, standard, course.lang))
    tags = {code: words.tag for code, words in brand.languages.items()}
    words = {name: literal(word, tags[lang]) for name, word in brand.languages[lang].words.items()}
    return _with_course(course, Voice({**names, "words": Names("words", words)}, order, tags))


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
    recipient: Recipient, columns: Iterable[str], words: Mapping[str, str], lang: str, tag: str
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
            "written_standard": entry.written_standard if entry else "",
            "name": name,
            "full_name": _name(entry.full_name(lang), tag) if entry else NOTHING,
            "official_name": _official_name(recipient, lang, tag),
            "official_names": _official_names(recipient, lang, tag),
            "genitive": _name(entry.genitive(lang), tag) if entry else NOTHING,
            "place": literal(recipient.place, tag, recipient.written("place")),
            "date": literal(date, tag),
            "start": literal(_start(recipient, words, tag), tag),
            "logo": recipient.logo,
            "logo_alt": _logo_alt(name, words, tag),
        },
    )


def _logo_alt(name: RichText, words: Mapping[str, str], tag: str) -> RichText:
    """Say what the logo is, in words that stay true when somebody changes the picture."""
    return (
        fill(literal(words["logo_alt"], tag), name=name) if name else literal(words["logo_alt_general"], tag)
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


def _start(recipient: Recipient, words: Mapping[str, str], tag: str) -> str:
    """Say when the course begins, as a sentence has it: 'kl. 09.00'."""
    if recipient.start is None:
        return ""
    return filled(words["clock"], time=language.clock(recipient.start, tag))


def _council(word: str, brand: Brand, lang: str) -> Names:
    """Give the forms of a word for a council; they are empty where the brand has no such word."""
    forms = brand.languages[lang].councils.get(word, NO_COUNCIL)
    texts = {"name": forms.name, "definite": forms.definite, "genitive": forms.genitive}
    return Names("council", {name: literal(text, brand.languages[lang].tag) for name, text in texts.items()})


def _roster(recipient: Recipient, tag: str) -> Names:
    columns = recipient.roster.pairs
    return Names("roster", {name: literal(value, tag, recipient.written(name)) for name, value in columns})


def _person(name: str, contact: Contact | None, tag: str) -> Names:
    if contact is None:
        return _nobody(name, tag)
    phone = language.phone(contact.phone, tag)
    fields = {"name": contact.name, "title": contact.title, "email": contact.email, "phone": phone}
    return Names(name, {field: literal(value, tag, contact.place(field)) for field, value in fields.items()})


@cache
def _nobody(name: str, tag: str) -> Names:
    """Give the names of a person whom nobody named: most decks have no party's contact."""
    return Names(name, dict.fromkeys(("name", "title", "email", "phone"), literal("", tag)))
