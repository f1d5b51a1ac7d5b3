"""Words, dates and names by the rules of the language a deck is in.

Participants read '22. november 2026' or '22 November 2026' without a stumble, a screen reader needs the
language of every run, and a month's name in a language nobody checked is worse than digits. So this module
knows which language is set how; it is the only one that asks Babel and pyphen.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, time
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from babel import Locale

RANGE = "–"
"""What stands between two dates: an en dash without spaces, as Språkrådet has it for from–to."""


@dataclass(frozen=True, slots=True)
class Language:
    """How one language is set.

    `tag` is the BCP 47 tag that runs carry. `clock` is a pattern for a time of day, '' for Babel's.
    `month_names` is False where Babel's are wrong or missing: dates are then digits.
    """

    code: str
    tag: str
    quotes: tuple[str, str] = ("“", "”")
    clock: str = ""
    month_names: bool = True
    hyphenation: str = ""


NORWEGIAN_QUOTES = ("«", "»")

LANGUAGES: Mapping[str, Language] = {
    language.code: language
    for language in (
        Language("nb", "nb-NO", NORWEGIAN_QUOTES, "kl. {:%H.%M}", hyphenation="nb_NO"),
        Language("nn", "nn-NO", NORWEGIAN_QUOTES, "kl. {:%H.%M}", hyphenation="nn_NO"),
        Language("no", "nb-NO", NORWEGIAN_QUOTES, "kl. {:%H.%M}", hyphenation="nb_NO"),
        Language("se", "se-NO", ("”", "”"), "{:%H.%M}", month_names=False),
        Language("sma", "sma-NO", ("«", "»"), "{:%H.%M}", month_names=False),
        Language("smj", "smj-NO", ("«", "»"), "{:%H.%M}", month_names=False),
        Language("fkv", "fkv-NO", ("«", "»"), "{:%H.%M}", month_names=False),
        Language("en", "en-GB", ("‘", "’"), hyphenation="en_GB"),
        Language("da", "da-DK", ("»", "«"), hyphenation="da_DK"),
        Language("sv", "sv-SE", ("”", "”"), hyphenation="sv"),
        Language("fi", "fi-FI", ("”", "”")),
        Language("is", "is-IS", ("„", "“"), hyphenation="is"),
        Language("de", "de-DE", ("„", "“"), hyphenation="de_DE"),
        Language("pl", "pl-PL", ("„", "”"), hyphenation="pl_PL"),
        Language("el", "el-GR", ("«", "»"), hyphenation="el_GR"),
        Language("fr", "fr-FR", ("«\u00a0", "\u00a0»"), hyphenation="fr"),
        Language("nl", "nl-NL", ("‘", "’"), hyphenation="nl_NL"),
        Language("es", "es-ES", ("«", "»"), hyphenation="es"),
        Language("uk", "uk-UA", ("«", "»"), hyphenation="uk_UA"),
    )
}
"""What is known; any other language works too, with Babel's region, dates and times and plain quotes."""

OF_NORWAY = ("nb", "nn", "no", "se", "sma", "smj", "fkv")
"""The languages whose texts are about Norway: telephone numbers without a country code are Norwegian."""

UNCHECKED = ("se", "sma", "smj", "fkv")
"""Few courses have texts in these; the recipient's written standard is what such a reader also reads."""


def language(code: str) -> Language:
    """Give how the language of a code or tag is set ('nb', 'nb-NO', 'pt-BR'); never fails."""
    known = LANGUAGES.get(_primary(code))
    if known is None:
        return Language(code, _likely_tag(code))
    return (
        known
        if "-" not in code
        else Language(code, code, known.quotes, known.clock, known.month_names, known.hyphenation)
    )


def tag(code: str) -> str:
    """Give the BCP 47 tag that runs carry, always with a region where one is likely: 'nb' gives 'nb-NO'."""
    return language(code).tag


def fallbacks(code: str, standard: str = "", course: str = "") -> tuple[str, ...]:
    """Say in which languages to look, in this order, for a text that language `code` lacks.

    nn falls back to nb; the Sámi languages and Kven to the recipient's written standard (`standard`, 'nb' or
    'nn', '' for none) and to nb; a regional language to its parent; and all to the course's own (`course`).
    """
    primary = _primary(code)
    chain = (primary, standard if primary in UNCHECKED else "", "nb" if primary in OF_NORWAY else "", course)
    return tuple(dict.fromkeys(other for other in chain if other and other != code))


# ---- dates and times


def long_date(day: date, code: str) -> str:
    """Write a date in running text: '22. november 2026'; '22.11.2026' where month names are not known."""
    from babel.dates import format_date  # noqa: PLC0415 - a deck without dates does not pay for Babel

    locale = _dates(code)
    return format_date(day, "long", locale=locale) if locale else _digits(day, code)


def date_range(first: date, last: date, code: str) -> str:
    """Write a stretch of days: '3.–6. juni', '30. mai–6. juni'; with the years only when they differ."""
    from babel.dates import format_interval  # noqa: PLC0415 - as above

    if first == last:
        return long_date(first, code)
    locale = _dates(code)
    if locale is None or first.year != last.year:
        return f"{long_date(first, code)}{RANGE}{long_date(last, code)}"
    return format_interval(first, last, "MMMMd", locale=locale)


def clock(moment: time, code: str) -> str:
    """Write a time of day: 'kl. 09.00'."""
    from babel.dates import format_time  # noqa: PLC0415 - as above

    pattern = language(code).clock
    if pattern:
        return pattern.format(moment)
    locale = _locale(code)
    return format_time(moment, "short", locale=locale) if locale else f"{moment:%H:%M}"


def _digits(day: date, code: str) -> str:
    return f"{day:%d.%m.%Y}" if _primary(code) in OF_NORWAY else day.isoformat()


def _dates(code: str) -> "Locale | None":
    return _locale(code) if language(code).month_names else None


# ---- telephone numbers


def phone(text: str, code: str) -> str:
    """Group a telephone number's digits as Norway does: '22 22 22 22', '800 22 222', '+47 22 22 22 22'.

    In other languages only numbers with Norway's country code are grouped. A form that is not known, such as
    five digits, an extension or another country's number, stays as it was typed.
    """
    digits = re.sub(r"[\s.\u00a0-]", "", text)
    match = re.fullmatch(r"(\+47|0047)?([2-9][0-9]{7})", digits)
    if match is None or not (match[1] or _primary(code) in OF_NORWAY):
        return text
    sizes = (3, 2, 3) if match[2].startswith("8") else (2, 2, 2, 2)
    return " ".join((*(("+47",) if match[1] else ()), *_grouped(match[2], sizes)))


def _grouped(digits: str, sizes: tuple[int, ...]) -> tuple[str, ...]:
    starts = (sum(sizes[:index]) for index in range(len(sizes)))
    return tuple(digits[start : start + size] for start, size in zip(starts, sizes, strict=True))


# ---- hyphenation


def break_points(word: str, code: str) -> tuple[int, ...]:
    """Say before which letters, from 0, a word may be broken with a hyphen; none in a language not known."""
    dictionary = language(code).hyphenation
    return _break_points(word, dictionary) if dictionary else ()


@cache
def _break_points(word: str, dictionary: str) -> tuple[int, ...]:
    from pyphen import Pyphen  # noqa: PLC0415 - most decks have no word too wide for its column

    return tuple(Pyphen(lang=dictionary).positions(word))


# ---- Babel


def _primary(code: str) -> str:
    return code.partition("-")[0].casefold()


@cache
def _locale(code: str) -> "Locale | None":
    from babel import Locale, UnknownLocaleError  # noqa: PLC0415 - as above

    try:
        return Locale.parse(tag(code), sep="-")
    except (UnknownLocaleError, ValueError):
        return None


@cache
def _likely_tag(code: str) -> str:
    """Add the region where a language is mostly written (CLDR's likely subtags): 'cs' gives 'cs-CZ'."""
    from babel.core import get_global  # noqa: PLC0415 - as above

    likely = get_global("likely_subtags").get(code, "")
    return f"{code}-{likely.rpartition('_')[2]}" if "_" in likely else code
