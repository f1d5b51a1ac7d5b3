"""Dates, times, telephone numbers and missing texts by the rules of the language a deck is in.

Participants read '22. november 2026' or '22 November 2026' without a stumble, and a month's name in a language
nobody checked is worse than digits. This module knows which is which; it is the only one that asks Babel.
"""

import re
from datetime import date, time
from functools import cache, lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from babel import Locale

OF_NORWAY = ("nb", "nn", "no", "se", "sma", "smj", "fkv")
"""The languages whose texts are about Norway: telephone numbers without a country code are Norwegian."""

UNCHECKED = ("se", "sma", "smj", "fkv")
"""Babel's dates are wrong or missing in these, so they are digits. Few courses have texts in them; the
recipient's written standard is what such a reader also reads."""


NO_BREAK_SPACE = "\u00a0"
_SPACE = re.compile(r"\s")
"""Babel parts 'AM' from its digits by U+202F in some versions and U+0020 in others; few fonts have U+202F."""


def fallbacks(code: str, standard: str = "", course: str = "") -> tuple[str, ...]:
    """Say in which languages to look, in this order, for a text that language `code` lacks.

    nn falls back to nb; the Sámi languages and Kven to the recipient's written standard (`standard`, 'nb' or
    'nn', '' for none) and to nb; a regional language to its parent; and all to the course's own (`course`).
    """
    primary = _primary(code)
    chain = (primary, standard if primary in UNCHECKED else "", "nb" if primary in OF_NORWAY else "", course)
    return tuple(dict.fromkeys(other for other in chain if other and other != code))


def long_date(day: date, tag: str) -> str:
    """Write a date in running text: '22. november 2026'; '22.11.2026' where month names are not known.

    `tag` is the language with its region (BCP 47): en-GB and en-US write dates differently.
    """
    from babel.dates import format_date  # noqa: PLC0415 - a deck without dates does not pay for Babel

    locale = None if _primary(tag) in UNCHECKED else _locale(tag)
    return format_date(day, "long", locale=locale) if locale else _digits(day, tag)


def _digits(day: date, tag: str) -> str:
    return f"{day:%d.%m.%Y}" if _primary(tag) in OF_NORWAY else day.isoformat()


def name_of(code: str, tag: str) -> str:
    """Call a language by its name in another: 'norsk nynorsk'; by its code where the name is not known."""
    locale, spoken = _locale(tag), _locale(code)
    return (spoken.get_display_name(locale) if locale and spoken else None) or code


def clock(moment: time, tag: str) -> str:
    """Write a time of the day in running text: '09.00' in the languages of Norway, '09:00' and '9:00 AM' elsewhere.

    The full stop between hours and minutes is Språkrådet's rule; 'kl.' before it is the sentence's own word.
    """
    from babel.dates import format_time  # noqa: PLC0415 - as above

    if _primary(tag) in OF_NORWAY:
        return f"{moment:%H.%M}"
    locale = _locale(tag)
    written = format_time(moment, "short", locale=locale) if locale else f"{moment:%H:%M}"
    return _SPACE.sub(NO_BREAK_SPACE, written)


def clock_span(start: time, end: time, tag: str) -> str:
    """Write from when to when: '18.20–18.30'; where the times themselves have spaces, '6:20 PM – 6:30 PM'."""
    times = (clock(start, tag), clock(end, tag))
    return (" – " if any(_SPACE.search(written) for written in times) else "–").join(times)


@cache
def _locale(tag: str) -> "Locale | None":
    from babel import Locale, UnknownLocaleError  # noqa: PLC0415 - as above

    try:
        return Locale.parse(tag, sep="-")
    except (UnknownLocaleError, ValueError):
        return None


@lru_cache(maxsize=256)
def phone(text: str, tag: str) -> str:
    """Group a telephone number's digits as Norway does: '22 22 22 22', '800 22 222', '+47 22 22 22 22'.

    In other languages only numbers with Norway's country code are grouped. A form that is not known, such as
    five digits, an extension or another country's number, stays as it was typed.
    """
    digits = re.sub(r"[\s.\u00a0-]", "", text)
    match = re.fullmatch(r"(\+47|0047)?([2-9][0-9]{7})", digits)
    if match is None or not (match[1] or _primary(tag) in OF_NORWAY):
        return text
    sizes = (3, 2, 3) if match[2].startswith("8") else (2, 2, 2, 2)
    return " ".join((*(("+47",) if match[1] else ()), *_grouped(match[2], sizes)))


def _grouped(digits: str, sizes: tuple[int, ...]) -> tuple[str, ...]:
    starts = (sum(sizes[:index]) for index in range(len(sizes)))
    return tuple(digits[start : start + size] for start, size in zip(starts, sizes, strict=True))


def _primary(tag: str) -> str:
    return tag.partition("-")[0].casefold()
