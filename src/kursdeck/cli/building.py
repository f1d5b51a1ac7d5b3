"""`kursdeck build`: run the build, print what came of it, and watch for changes if asked to.

What has to be imported for a build is imported when there is something to build.
"""

import time
from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path

import click
from msgspec import Struct

from kursdeck.build.inputs import changing
from kursdeck.build.memory import recalled
from kursdeck.build.outcome import Batch, Outcome, Request, Status, settled
from kursdeck.cli import report
from kursdeck.cli.progress import View, following
from kursdeck.findings import Findings, Severity, has_errors
from kursdeck.project import Project, find

WATCHED_EVERY = 1.0
"""Seconds between two looks at the files: asking for their times is the way that works on network folders too."""
MOST_FAILURES = 20
"""How many failed decks are listed by name before the rest is only counted."""


class Built(Struct, frozen=True):
    """What one build came to: its decks, everything that was found, and the seconds it took.

    `archive` is the file that the decks went into, None where each is one of its own.
    """

    common: Findings
    decks: Sequence[Outcome]
    seconds: float
    archive: Path | None = None

    @property
    def findings(self) -> Findings:
        """All that was found, in the project as a whole and in its decks."""
        return (*self.common, *(finding for deck in self.decks for finding in deck.findings))

    @property
    def code(self) -> int:
        """The exit code: 0 where every deck that was asked for is there."""
        failed = any(deck.status is Status.FAILED for deck in self.decks)
        return 1 if failed or has_errors(self.findings) else 0


def run_build(folder: Path | None, request: Request, view: View, watch: bool) -> int:
    """Build once, or again whenever a file changes; give the exit code of the last build."""
    project, findings = find(folder)
    if project is None:
        built = Built(findings, (), 0)
        _show(built, None, view)
        return built.code
    before = changing(project, request) if watch else ()
    built = _build(project, request, view)
    while watch:
        before = _changed(before, project, request, view)
        built = _build(project, request, view)
    return built.code


def _build(project: Project, request: Request, view: View) -> Built:
    """Build, show each deck as soon as it is done, and what needs attention at the end."""
    started = time.monotonic()
    batch = recalled(project, request) or _begun(project, request)
    decks: list[Outcome] = []
    with closing(batch.decks), following(batch.total, project, view) as follow:
        try:
            for outcome in batch.decks:
                decks.append(outcome)
                follow(outcome)
        except KeyboardInterrupt:
            click.echo(f"\n{_interrupted(decks, request, view)}", err=True)
            raise
    built = Built(batch.findings, settled(decks), time.monotonic() - started, request.archive)
    _show(built, project, view)
    return built


def _begun(project: Project, request: Request) -> Batch:
    """Begin a build in earnest: only now the stages are imported, which takes longer than seeing what changed."""
    from kursdeck.build.run import start  # noqa: PLC0415 - as said

    return start(project, request)


def _interrupted(decks: Sequence[Outcome], request: Request, view: View) -> str:
    if request.archive:
        return report.phrase("interrupted-archive", view.language)
    return report.phrase("interrupted", view.language, count=_there(decks))


def _show(built: Built, project: Project | None, view: View) -> None:
    if view.form == "json":
        decks = [_deck_value(outcome, project) for outcome in built.decks]
        shown = [report.finding_value(finding, view.language) for finding in built.findings]
        report.show_json(decks=decks, findings=shown, seconds=round(built.seconds, 3))
        return
    found = _grouped(built, view)
    report.show(found, project, view.language)
    if view.quiet and not built.code:
        return
    for line in (*_failures(built, view), *_worst(built, view), _summary(built, found, view)):
        click.echo(line, err=bool(built.code))


def _grouped(built: Built, view: View) -> Findings:
    common, *decks = (
        _wanted(found, view) for found in (built.common, *(deck.findings for deck in built.decks))
    )
    return report.grouped(common, decks, view.language)


def _wanted(findings: Findings, view: View) -> Findings:
    """Leave out what nobody has to act on, where only that was asked for."""
    return tuple(found for found in findings if not (view.quiet and found.severity is Severity.NOTE))


def _failures(built: Built, view: View) -> Iterator[str]:
    """List the decks that failed with their rows, where others did not, or there are many."""
    failed = [deck for deck in built.decks if deck.status is Status.FAILED]
    if len(built.decks) == 1 or not failed:
        return
    id_ = "summary-missing" if built.archive else "summary-failed"
    yield report.phrase(id_, view.language, count=len(failed))
    for deck in failed[:MOST_FAILURES]:
        yield f"  {_place(deck)}"
    if len(failed) > MOST_FAILURES:
        yield f"  + {len(failed) - MOST_FAILURES}"


def _place(deck: Outcome) -> str:
    """Name a deck and its row; a row of which nobody knows whom it means is called by its place already."""
    if deck.row is None:
        return deck.name
    return str(deck.row) if deck.name.startswith(deck.row.file) else f"{deck.name}  {deck.row}"


def _worst(built: Built, view: View) -> Iterator[str]:
    """Name the smallest text of several decks, and whose it is: what to look at first."""
    done = [deck for deck in built.decks if deck.smallest]
    if len(done) > 1 and not view.quiet:
        least = min(deck.smallest for deck in done)
        names = [deck.name for deck in done if deck.smallest == least]
        whose = report.listed(names, len(done), view.language)
        yield report.phrase("summary-smallest", view.language, size=f"{least / 100:g}", whose=whose)


def _summary(built: Built, findings: Findings, view: View) -> str:
    """Say in one line how many decks there are now, what is wrong, and how long it took."""
    planned = sum(deck.status is Status.PLANNED for deck in built.decks)
    there = _there(built.decks)
    id_ = "summary-planned" if planned else "summary-built" if there else "summary-none"
    amiss = tuple(found for found in findings if found.severity is not Severity.NOTE)
    counted = report.counted(amiss, view.language)
    seconds = report.decimal(built.seconds, view.language)
    says_more = planned or there or len(built.decks) > 1
    details = ", ".join(_details(built.decks, view)) if says_more else ""
    text = report.phrase(id_, view.language, count=planned or there, seconds=seconds)
    text = f"{text.removesuffix('.')}: {details}." if details else text
    return f"{counted}. {text}" if counted else text


def _there(decks: Sequence[Outcome]) -> int:
    return sum(deck.status in {Status.WRITTEN, Status.BESIDE, Status.UNCHANGED} for deck in decks)


def _details(decks: Sequence[Outcome], view: View) -> Iterator[str]:
    """Say what became of the decks, unless all were simply written."""
    numbers = {
        "count-written": sum(deck.status in {Status.WRITTEN, Status.BESIDE} for deck in decks),
        "count-unchanged": sum(deck.status is Status.UNCHANGED for deck in decks),
        "count-failed": sum(deck.status is Status.FAILED for deck in decks),
        "count-kept": sum(len(deck.kept) for deck in decks),
    }
    if numbers["count-written"] < len(decks) or numbers["count-kept"]:
        for id_, number in numbers.items():
            if number:
                yield report.phrase(id_, view.language, count=number)


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


def _changed(before: tuple[str, ...], project: Project, request: Request, view: View) -> tuple[str, ...]:
    """Wait until a file of the project is another than `before` the build; give what they are then."""
    if not view.quiet:
        click.echo(report.phrase("watching", view.language), err=True)
    while (now := changing(project, request)) == before:
        time.sleep(WATCHED_EVERY)
    report.forget_lines()
    return now
