"""`kursdeck build`: run the build, print what came of it, and watch for changes if asked to."""

import contextlib
import os
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

import click

from kursdeck.build.output import Status
from kursdeck.build.run import Outcome, Request, open_for, outcomes
from kursdeck.cli import report
from kursdeck.findings import Findings, Severity, has_errors
from kursdeck.project import Project, find

WATCHED_EVERY = 1.0
"""Seconds between two looks at the files: asking for their times is the way that works on network folders too."""
MARKS = {
    Status.WRITTEN: ("✓", "+", "green"),
    Status.UNCHANGED: ("=", "=", "green"),
    Status.BESIDE: ("✓", "+", "yellow"),
    Status.PLANNED: ("→", ">", "cyan"),
    Status.FAILED: ("✗", "x", "red"),
}
"""How a deck's line begins, also where the terminal's code page lacks the sign, and in which colour."""


@dataclass(frozen=True, slots=True)
class View:
    """How results are shown: in which language, as text or JSON, and how much of it."""

    language: str
    form: str
    quiet: bool
    verbose: bool


@dataclass(frozen=True, slots=True)
class Built:
    """What one build came to: its decks, everything that was found, and the seconds it took."""

    decks: Sequence[Outcome]
    findings: Findings
    seconds: float

    @property
    def code(self) -> int:
        """The exit code: 0 where every deck that was asked for is there."""
        failed = any(deck.status is Status.FAILED for deck in self.decks)
        return 1 if failed or has_errors(self.findings) else 0


def run_build(folder: Path | None, request: Request, view: View, watch: bool) -> int:
    """Build once, or again whenever a file changes; give the exit code of the last build."""
    project, findings = find(folder)
    if project is None:
        built = Built((), findings, 0)
        _show(built, None, view)
        return built.code
    before = _times(project, request)
    built = _build(project, request, view)
    while watch:
        before = _changed(before, project, request, view)
        built = _build(project, request, view)
    return built.code


def _build(project: Project, request: Request, view: View) -> Built:
    """Build, show each deck as soon as it is done, and what needs attention at the end."""
    started = time.monotonic()
    opened, findings = open_for(project, request)
    decks: list[Outcome] = []
    for outcome in outcomes(opened, request) if opened else ():
        decks.append(outcome)
        if view.form == "text" and not view.quiet and (outcome.path or len(request.recipients) > 1):
            _show_deck(outcome, project, view, len(request.recipients))
    found = (*findings, *(finding for outcome in decks for finding in outcome.findings))
    built = Built(decks, found, time.monotonic() - started)
    _show(built, project, view)
    return built


def _show(built: Built, project: Project | None, view: View) -> None:
    if view.form == "json":
        decks = [_deck_value(outcome, project) for outcome in built.decks]
        shown = [report.finding_value(finding, view.language) for finding in built.findings]
        report.show_json(decks=decks, findings=shown, seconds=round(built.seconds, 3))
        return
    if view.quiet and not built.code:
        return
    findings = (found for found in built.findings if not (view.quiet and found.severity is Severity.NOTE))
    grouped = report.grouped(findings, len(built.decks))
    report.show(grouped, project, view.language)
    click.echo(_summary(built, grouped, view), err=bool(built.code))


def _show_deck(outcome: Outcome, project: Project, view: View, asked: int) -> None:
    sign, plain, colour = MARKS[outcome.status]
    mark = click.style(sign if report.can_print(sign) else plain, fg=colour)
    parts = (outcome.name if asked > 1 else "", *_described(outcome, project, view))
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


def _summary(built: Built, findings: Findings, view: View) -> str:
    """Say in one line how many decks there are now, what is wrong, and how long it took."""
    there = sum(deck.status in {Status.WRITTEN, Status.BESIDE, Status.UNCHANGED} for deck in built.decks)
    planned = sum(deck.status is Status.PLANNED for deck in built.decks)
    id_ = "summary-planned" if planned else "summary-built" if there else "summary-none"
    amiss = tuple(found for found in findings if found.severity is not Severity.NOTE)
    counted = report.counted(amiss, view.language)
    seconds = report.decimal(built.seconds, view.language)
    text = report.phrase(id_, view.language, count=planned or there, seconds=seconds)
    return f"{counted}. {text}" if counted else text


def _deck_value(outcome: Outcome, project: Project | None) -> dict[str, object]:
    return {
        "recipient": outcome.recipient or None,
        "name": outcome.name or None,
        "lang": outcome.lang or None,
        "file": project.shown(outcome.path) if project and outcome.path else None,
        "status": outcome.status.value,
        "slides": outcome.slides,
        "smallest_pt": outcome.smallest / 100,
    }


# ---- watching


Times: TypeAlias = Mapping[str, float]
"""When each file was last changed, in seconds."""


def _changed(before: Times, project: Project, request: Request, view: View) -> Times:
    """Wait until a file of the project is another than `before` the build; give the times as they are then."""
    if not view.quiet:
        click.echo(report.phrase("watching", view.language), err=True)
    while (now := _times(project, request)) == before:
        time.sleep(WATCHED_EVERY)
    report.forget_lines()
    return now


def _times(project: Project, request: Request) -> Times:
    """Look at every file of the project but the results, which change with each build, and hidden folders."""
    results = {project.out, request.out.absolute() if request.out else project.out}
    times: dict[str, float] = {}
    for folder, folders, names in os.walk(project.root):
        folders[:] = [name for name in folders if name[0] != "." and Path(folder, name) not in results]
        for name in names:
            path = os.path.join(folder, name)  # noqa: PTH118 - a second of 1,000 Path objects would be felt
            with contextlib.suppress(OSError):  # gone since it was listed
                times[path] = os.stat(path).st_mtime  # noqa: PTH116 - as above
    return times
