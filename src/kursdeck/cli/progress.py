"""What is shown while decks are built: a line for each, or on a terminal, where there are many, a bar."""

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from typing import TypeAlias

import click
from msgspec import Struct

from kursdeck.build.outcome import Outcome, Status
from kursdeck.cli import report
from kursdeck.project import Project

MANY = 10
"""From how many decks on a terminal shows a bar: fewer are there before one could read it."""
MARKS = {
    Status.WRITTEN: ("✓", "+", "green"),
    Status.UNCHANGED: ("=", "=", "green"),
    Status.BESIDE: ("✓", "+", "yellow"),
    Status.PLANNED: ("→", ">", "cyan"),
    Status.FAILED: ("✗", "x", "red"),
}
"""How a deck's line begins, also where the terminal's code page lacks the sign, and in which colour."""

Follow: TypeAlias = Callable[[Outcome], None]
"""What is told of each deck as it is done."""


class View(Struct, frozen=True):
    """How results are shown: in which language, as text or JSON, and how much of it."""

    language: str
    form: str
    quiet: bool
    verbose: bool


@contextmanager
def following(total: int, project: Project, view: View) -> Iterator[Follow]:
    """Show each deck as it is done; give what is to be told of it."""
    if view.form != "text" or view.quiet:
        yield _say_nothing
    elif total >= MANY and not view.verbose and sys.stderr.isatty():
        with _bar(total) as follow:
            yield follow
    else:
        yield partial(_show_deck, total, project, view)


def _say_nothing(_: Outcome) -> None:
    """Show nothing of a deck."""


# ---- a bar


@contextmanager
def _bar(total: int) -> Iterator[Follow]:
    """Show how many decks are done, how many a second, the time left, and whose deck was last."""
    started = time.monotonic()
    template = "%(label)s [%(bar)s] %(info)s"
    shown = click.progressbar(
        length=total, bar_template=template, show_pos=True, item_show_func=_name, width=24, file=sys.stderr
    )
    with shown as bar:

        def follow(outcome: Outcome) -> None:
            rate = (bar.pos + 1) / max(time.monotonic() - started, 0.001)
            bar.label = f"{rate:4.0f}/s"
            bar.update(1, outcome)

        yield follow


def _name(outcome: Outcome | None) -> str:
    return outcome.name if outcome else ""


# ---- a line for each deck


def _show_deck(total: int, project: Project, view: View, outcome: Outcome) -> None:
    if outcome.path is None and not outcome.name:
        return  # the findings say all there is to say
    sign, plain, colour = MARKS[outcome.status]
    mark = click.style(sign if report.can_print(sign) else plain, fg=colour)
    parts = ("" if outcome.path and total == 1 else outcome.name, *_described(outcome, project, view))
    click.echo("  ".join((mark, *(part for part in parts if part))))


def _described(outcome: Outcome, project: Project, view: View) -> Iterator[str]:
    """Say where a deck is, how long it is, and, where that is not plain, what happened to it."""
    if outcome.path is not None:
        yield project.shown(outcome.path)
        yield report.phrase("count-slides", view.language, count=outcome.slides)
        if view.verbose:
            size = f"{outcome.smallest / 100:g}"
            yield report.phrase("smallest", view.language, size=size, lang=outcome.lang)
    if outcome.status is not Status.WRITTEN:
        yield f"({report.phrase(outcome.status.value, view.language)})"
