"""`kursdeck build`: run the build, print what came of it, and watch for changes if asked to."""

import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import click

from kursdeck.build.opening import open_project
from kursdeck.build.output import Status
from kursdeck.build.run import Outcome, Request, outcomes
from kursdeck.cli import report
from kursdeck.findings import Findings, Severity, has_errors
from kursdeck.project import Project, find

WATCHED_EVERY = 1.0
"""Seconds between two looks at the files: asking for their times is the way that works on network folders too."""
MARKS = {
    Status.WRITTEN: ("✓", "green"),
    Status.UNCHANGED: ("=", "green"),
    Status.BESIDE: ("+", "yellow"),
    Status.PLANNED: ("→", "cyan"),
    Status.FAILED: ("✗", "red"),
}


@dataclass(frozen=True, slots=True)
class View:
    """How results are shown: in which language, as text or JSON, and how much of it."""

    language: str
    form: str
    quiet: bool
    verbose: bool


def run_build(folder: Path | None, request: Request, view: View, watch: bool) -> int:
    """Build once, or again whenever a file changes; give the exit code of the last build."""
    project, findings = find(folder)
    if project is None:
        report.show(findings, None, view.language)
        return 1
    code = _build(project, request, view)
    while watch:
        _wait_for_change(project, view)
        code = _build(project, request, view)
    return code


def _build(project: Project, request: Request, view: View) -> int:
    started = time.monotonic()
    opened, findings = open_project(project)
    done: list[Outcome] = []
    _show(findings, project, view)
    for outcome in outcomes(opened, request) if opened else ():
        done.append(outcome)
        _show_outcome(outcome, project, view, several=len(request.recipients) > 1)
    all_findings = (*findings, *(finding for outcome in done for finding in outcome.findings))
    seconds = time.monotonic() - started
    if view.form == "json":
        _show_json(done, all_findings, project, view, seconds)
    elif not view.quiet or has_errors(all_findings):
        click.echo(_summary(done, all_findings, view, seconds))
    return 1 if has_errors(all_findings) or any(outcome.status is Status.FAILED for outcome in done) else 0


def _show(findings: Findings, project: Project, view: View) -> None:
    """Print findings; notes only where they are asked for, or -q would be no use."""
    wanted = [Severity.ERROR, *(() if view.quiet else (Severity.WARNING, Severity.NOTE))]
    if view.form == "text":
        report.show((finding for finding in findings if finding.severity in wanted), project, view.language)


def _show_outcome(outcome: Outcome, project: Project, view: View, *, several: bool) -> None:
    if view.form == "json":
        return
    _show(outcome.findings, project, view)
    if view.quiet or outcome.path is None:
        return
    mark, colour = MARKS[outcome.status]
    name = f"{outcome.name}  " if outcome.name and several else ""
    slides = report.phrase("count-slides", view.language, count=outcome.slides)
    status = (
        ""
        if outcome.status is Status.WRITTEN
        else f"  ({report.phrase(outcome.status.value, view.language)})"
    )
    click.echo(f"{click.style(mark, fg=colour)} {name}{project.shown(outcome.path)}  {slides}{status}")
    if view.verbose:
        click.echo(
            f"  {report.phrase('smallest', view.language, size=outcome.smallest // 100, lang=outcome.lang)}"
        )


def _summary(done: Sequence[Outcome], findings: Findings, view: View, seconds: float) -> str:
    """Say in one line how many decks there are now, what is wrong, and how long it took."""
    built = sum(outcome.status in {Status.WRITTEN, Status.BESIDE, Status.UNCHANGED} for outcome in done)
    planned = sum(outcome.status is Status.PLANNED for outcome in done)
    id_ = "summary-planned" if planned else "summary-built" if built else "summary-none"
    counted = report.counted(findings, view.language)
    text = report.phrase(id_, view.language, count=planned or built, seconds=f"{seconds:.1f}")
    return f"{counted}. {text}" if counted else text


def _show_json(
    done: Sequence[Outcome], findings: Findings, project: Project, view: View, seconds: float
) -> None:
    decks = [
        {
            "recipient": outcome.recipient or None,
            "name": outcome.name or None,
            "lang": outcome.lang or None,
            "file": project.shown(outcome.path) if outcome.path else None,
            "status": outcome.status.value,
            "slides": outcome.slides,
            "smallest_pt": outcome.smallest / 100,
        }
        for outcome in done
    ]
    shown = [report.finding_value(finding, view.language) for finding in findings]
    report.show_json(decks=decks, findings=shown, seconds=round(seconds, 3))


# ---- watching


def _wait_for_change(project: Project, view: View) -> None:
    if not view.quiet:
        click.echo(report.phrase("watching", view.language), err=True)
    before = _times(project)
    while _times(project) == before:
        time.sleep(WATCHED_EVERY)
    report.forget_lines()


def _times(project: Project) -> dict[Path, float]:
    """Give when each file of the course was last changed; results do not count."""
    folders = (project.brand(""), project.deck)
    paths = (path for folder in folders for path in folder.rglob("*") if project.out not in path.parents)
    times: dict[Path, float] = {}
    for path in (project.content, *paths):
        try:
            times[path] = path.stat().st_mtime
        except OSError:  # gone since it was listed
            continue
    return times
