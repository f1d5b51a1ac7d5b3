"""Dates, times and numbers as trainers type them into a table.

What could be read in two ways is refused rather than guessed: 03/06 is June to some and March to others, and a
course on the wrong day is worse than a message.
"""

import datetime as dt
import re
from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")

MONTHS = (
    "januar", "februar", "mars", "april", "mai", "juni",
    "juli", "august", "september", "oktober", "november", "desember",
)  # fmt: skip
"""As bokmål and nynorsk both write them; this is read, never shown."""

DAY_FIRST = re.compile(r"(?P<day>\d{1,2})\.\s*(?P<month>\d{1,2})\.\s*(?P<year>\d{4})", re.ASCII)
YEAR_FIRST = re.compile(r"(?P<year>\d{4})-(?P<month>\d{2})-(?P<day>\d{2})", re.ASCII)
IN_WORDS = re.compile(rf"(?P<day>\d{{1,2}})\.\s*(?P<name>{'|'.join(MONTHS)})\s+(?P<year>\d{{4}})", re.ASCII)
TIME = re.compile(r"(?:kl\.?\s*)?(?P<hour>\d{1,2})[.:](?P<minute>\d{2})(?::00)?", re.ASCII)
MINUTES = re.compile(r"[1-9]\d{0,3}", re.ASCII)
SEPARATORS = re.compile(r"[,;\n]")


def date(text: str) -> dt.date | None:
    """Read 03.06.2026, 3.6.2026, 2026-06-03 or 3. juni 2026; None for anything else."""
    written = " ".join(text.casefold().split())
    match = DAY_FIRST.fullmatch(written) or YEAR_FIRST.fullmatch(written) or IN_WORDS.fullmatch(written)
    if match is None:
        return None
    parts = match.groupdict()
    month = int(parts["month"]) if "month" in parts else MONTHS.index(parts["name"]) + 1
    return _or_none(lambda: dt.date(int(parts["year"]), month, int(parts["day"])))


def time(text: str) -> dt.time | None:
    """Read 09.00, 9:00, 9.30 or kl. 09.00; None for anything else."""
    match = TIME.fullmatch(text.casefold())
    return _or_none(lambda: dt.time(int(match["hour"]), int(match["minute"]))) if match else None


def minutes(text: str) -> int | None:
    """Read a whole number of minutes, 1 or more; None for anything else."""
    return int(text) if MINUTES.fullmatch(text) else None


def listed(text: str) -> tuple[str, ...]:
    """Read names that commas, semicolons or line breaks part; empty ones are left out."""
    return tuple(name for name in map(str.strip, SEPARATORS.split(text)) if name)


def _or_none(make: Callable[[], T]) -> T | None:
    """Give None for what is no day or time, such as 31 June or 25.00."""
    try:
        return make()
    except ValueError:
        return None
