"""Text on its way through Jinja: what it says, how it is emphasised and in which language, and where it stood.

Jinja sees a `RichText` as the string it says, so comparisons and `{% if %}` work as an author expects; the runs
come along. Text that came from data (a name, a roster cell) is a `RichText` too and is never read as Markdown
or as Jinja again: that is what keeps it literal.
"""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Self

from msgspec.structs import replace

from kursdeck.deck import Run
from kursdeck.documents.decode import REPLACEMENT, UNSUPPORTED
from kursdeck.slots import OPEN
from kursdeck.source import Source

MAX_LETTERS = 100_000
"""What one text may come to; many times what fits on a slide."""

_SPACES = re.compile(r"[ \t\r\n\f\v]+")
"""White space that a line break in YAML or a cell may bring; a no-break space is the author's and stays."""


class RichText(str):
    """A string that knows its runs. Equal and hashed as the plain string; immutable like it."""

    __slots__ = ("runs", "source")

    runs: tuple[Run, ...]
    source: Source | None

    def __new__(cls, runs: Iterable[Run], source: Source | None = None) -> Self:
        """Join the runs' text; neighbours with equal emphasis, language and link become one run."""
        merged = merge(runs)
        text = super().__new__(cls, "".join(run.text for run in merged))
        text.runs = merged
        text.source = source
        return text


class LookedIntoError(Exception):
    """A text whose slots are still open was about to be looked into; `text` has them."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.text = text


def closed(value: object) -> object:
    """Give a value whose letters decide what comes next; raises LookedIntoError while it has open slots."""
    match value:
        case str() if OPEN.search(value):
            raise LookedIntoError(value)
        case tuple() | list():
            for item in value:
                closed(item)
        case _:
            pass
    return value


@lru_cache(maxsize=4096)
def literal(text: str, lang: str, source: Source | None = None) -> RichText:
    """Make text from data: its characters are what they are, on one line.

    One that no deck can hold (the command line and CSV files may bring it) is shown as U+FFFD.
    """
    tidied = UNSUPPORTED.sub(REPLACEMENT, one_line(text)).strip()
    return RichText((Run(tidied, lang),) if tidied else (), source)


def one_line(text: str) -> str:
    """Fold every stretch of ordinary white space into one space."""
    return _SPACES.sub(" ", text)


def merge(runs: Iterable[Run]) -> tuple[Run, ...]:
    """Join neighbouring runs that differ in nothing but their text, and drop empty ones.

    A value inserted by Jinja thus leaves no seam: the paragraph has the same runs for every recipient.
    """
    merged: list[Run] = []
    for run in runs:
        if not run.text:
            continue
        if merged and "\n" not in (run.text, merged[-1].text) and replace(merged[-1], text=run.text) == run:
            merged[-1] = replace(run, text=merged[-1].text + run.text)
        else:
            merged.append(run)
    return tuple(merged)


def tidy(runs: Iterable[Run]) -> tuple[Run, ...]:
    """Merge, drop white space at both ends, and keep one space where two meet.

    YAML blocks, template indentation and values that are empty leave white space behind.
    """
    return _trim(merge(_single_spaced(runs)))


def spoken(runs: Iterable[Run], lang: str) -> Iterator[Run]:
    """Say of runs that do not know their language that it is `lang`."""
    return (run if run.lang else replace(run, lang=lang) for run in runs)


def _single_spaced(runs: Iterable[Run]) -> Iterator[Run]:
    before = ""
    for run in runs:
        text = run.text.lstrip(" ") if before.endswith((" ", "\n")) and run.text != "\n" else run.text
        before = text or before
        yield replace(run, text=text)


def _trim(runs: tuple[Run, ...]) -> tuple[Run, ...]:
    kept = list(runs)
    while kept and not kept[0].text.strip(" \n"):
        kept.pop(0)
    while kept and not kept[-1].text.strip(" \n"):
        kept.pop()
    if kept:
        kept[0] = replace(kept[0], text=kept[0].text.lstrip(" \n"))
        kept[-1] = replace(kept[-1], text=kept[-1].text.rstrip(" \n"))
    return tuple(kept)
