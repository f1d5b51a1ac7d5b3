"""`kursdeck status` and `kursdeck update`: how decks stand to the course, and what an update does with their slides."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import click

from kursdeck.build.opening import Opened
from kursdeck.build.outcome import Request
from kursdeck.build.run import open_for
from kursdeck.build.status import State, Told, status_of_files, status_of_project
from kursdeck.build.update import Updated, target, update, write
from kursdeck.cli import report
from kursdeck.findings import Findings, Result, has_errors
from kursdeck.powerpoint.edits import Edit, Kind
from kursdeck.powerpoint.update_plan import Fate, Step
from kursdeck.project import Project, find

MARKS = {
    State.CURRENT: ("✓", "=", "green"),
    State.OUTDATED: ("→", ">", "cyan"),
    State.EDITED: ("✎", "*", "yellow"),
    State.BOTH: ("✎", "*", "yellow"),
    State.MISSING: ("✗", "-", "red"),
    State.UNKNOWN: ("?", "?", "red"),
    State.FAILED: ("✗", "-", "red"),
}
"""How a deck's line begins, also where the terminal's code page lacks the sign, and in which colour."""
BY_HAND = {
    Kind.CHANGED: "hand-changed",
    Kind.MOVED: "hand-moved",
    Kind.DELETED: "hand-deleted",
    Kind.ADDED: "hand-added",
}
IN_COURSE = {Fate.REPLACED: "course-changed", Fate.NEW: "course-new", Fate.REMOVED: "course-dropped"}
COLOURS = {
    Fate.REPLACED: "cyan",
    Fate.NEW: "cyan",
    Fate.REMOVED: "cyan",
    Fate.EDITED: "yellow",
    Fate.ATTACHED: "yellow",
    Fate.ADDED: "yellow",
    Fate.DELETED: "yellow",
}


# ---- status


def run_status(
    files: tuple[Path, ...], folder: Path | None, request: Request, ui_lang: str | None, form: str
) -> int:
    """Tell how decks stand; it is a question, so only what cannot be answered ends with 1.

    Here that is a deck that cannot be built, and a file that was asked about and is none of ours.
    """
    language = report.ui_language(ui_lang)
    project, opened, findings = _opened(folder, request)
    if opened is None or project is None:
        return report.conclude(findings, project, language, form)
    decks, found = _decks(opened, request, files)
    findings = (*findings, *found)
    if decks is None:
        return report.conclude(findings, project, language, form)
    show = _show_status if form == "text" else _show_status_json
    states = show(decks, findings, project, language)
    unanswered = states[State.FAILED] or (files and states[State.UNKNOWN])
    return 1 if has_errors(findings) or unanswered else 0


def _decks(opened: Opened, request: Request, files: tuple[Path, ...]) -> Result[Iterator[Told]]:
    return (status_of_files(opened, request, files), ()) if files else status_of_project(opened, request)


def _show_status(
    decks: Iterator[Told], findings: Findings, project: Project, language: str
) -> Counter[State]:
    """Print each deck as soon as it is told, and how many there are of each kind; give the numbers.

    What keeps decks from being built is said in the end, and once for all of them.
    """
    report.show(report.grouped(findings, (), language), project, language)
    states: Counter[State] = Counter()
    failed: dict[str, Findings] = {}
    for told in decks:
        states[told.state] += 1
        for line in (_headline(told, project, language), *_slide_lines(told, language)):
            click.echo(line)
        if told.state is State.FAILED:
            failed[told.asked] = told.findings
        else:
            report.show(told.findings, project, language)
    report.show(report.grouped((), tuple(failed.values()), language), project, language)
    counted = ", ".join(f"{states[s]} {report.phrase(s.value, language)}" for s in State if states[s])
    click.echo(report.phrase("summary-status", language, count=states.total(), states=counted or "0"))
    return states


def _headline(told: Told, project: Project, language: str) -> str:
    sign, plain, colour = MARKS[told.state]
    mark = click.style(sign if report.can_print(sign) else plain, fg=colour)
    whose = project.shown(told.path) if told.path else told.name
    parts = (mark, whose, ", ".join(_traits(told, language)))
    return "  ".join(part for part in parts if part)


def _traits(told: Told, language: str) -> Iterator[str]:
    yield report.phrase(told.state.value, language)
    if told.state in {State.FAILED, State.UNKNOWN} and told.edits:
        yield report.phrase(State.EDITED.value, language)
    if told.resaved:
        yield report.phrase("resaved", language)
    if told.reordered:
        yield report.phrase("reordered", language)
    if told.is_unseen:
        yield report.phrase("unseen", language)


def _slide_lines(told: Told, language: str) -> Iterator[str]:
    notes = tuple(_notes(told))
    width = max((len(slide) for _, slide, _ in notes), default=0)
    for number, slide, said in notes:
        phrases = ", ".join(report.phrase(id_, language) for id_ in said)
        yield _slide_line(number, slide, width, phrases)


def _slide_line(number: int, slide: str, width: int, phrases: str) -> str:
    return f"   {number or '-':>3}  {slide:<{width}}  {phrases}".rstrip()


def _notes(told: Told) -> Iterator[tuple[int, str, tuple[str, ...]]]:
    """Give what is to be said of slides, in the result's order: what was done by hand, then what the course did."""
    for step in told.steps:
        by_hand = (BY_HAND[edit.kind] for edit in told.edits if _is_of(edit, step))
        said = (*by_hand, *((_in_course(step),) if step.is_behind else ()))
        if said:
            yield step.position, step.page, said


def _is_of(edit: Edit, step: Step) -> bool:
    return (edit.slide, edit.position) == (step.page, step.position)


def _in_course(step: Step) -> str:
    return IN_COURSE.get(step.fate, "course-changed")


def _show_status_json(
    decks: Iterator[Told], findings: Findings, project: Project, language: str
) -> Counter[State]:
    told = tuple(decks)
    shown = [report.finding_value(finding, language) for finding in findings]
    report.show_json(decks=[_status_value(each, project, language) for each in told], findings=shown)
    return Counter(each.state for each in told)


def _status_value(told: Told, project: Project, language: str) -> Mapping[str, object]:
    return {
        "recipient": told.recipient or None,
        "name": told.name or None,
        "lang": told.lang or None,
        "file": project.shown(told.path) if told.path else None,
        "status": told.state.value,
        "resaved": told.resaved,
        "reordered": told.reordered,
        "slides": [
            {"id": slide or None, "number": number or None, "what": list(said)}
            for number, slide, said in _notes(told)
        ],
        "findings": [report.finding_value(finding, language) for finding in told.findings],
    }


# ---- update


def _opened(folder: Path | None, request: Request) -> tuple[Project | None, Opened | None, Findings]:
    """Find the project and open it, as far as either can be had."""
    project, findings = find(folder)
    opened, found = open_for(project, request) if project else (None, ())
    return project, opened, (*findings, *found)


def run_update(
    paths: tuple[Path, Path | None], folder: Path | None, request: Request, ui_lang: str | None, form: str
) -> int:
    """Write a deck that is up to date beside one that a person worked on, and say what became of each slide.

    `paths` are the deck's, and that of the new file where one was asked for.
    """
    language = report.ui_language(ui_lang)
    project, opened, findings = _opened(folder, request)
    if opened is None or project is None:
        return report.conclude(findings, project, language, form)
    updated, found = update(opened, request, paths[0])
    spot, refused = _written(updated, paths, project)
    findings = (*findings, *found, *refused)
    if updated is None or has_errors(refused):
        return report.conclude(findings, project, language, form)
    show = _show_update if form == "text" else _show_update_json
    show(updated, (paths[0], spot), findings, project, language)
    return 1 if has_errors(findings) else 0


def _written(
    updated: Updated | None, paths: tuple[Path, Path | None], project: Project
) -> tuple[Path | None, Findings]:
    """Write the new file, where there is one; give its place."""
    if updated is None or updated.data is None:
        return None, ()
    spot, findings = target(*paths, project)
    return spot, (write(updated.data, spot) if spot else findings)


def _show_update(
    updated: Updated, paths: tuple[Path, Path | None], findings: Findings, project: Project, language: str
) -> None:
    report.show(report.grouped(findings, (), language), project, language)
    for line in _update_lines(updated.steps, language):
        click.echo(line)
    if updated.reordered:
        click.echo(report.phrase("order-kept", language))
    original, spot = paths
    if spot is None:
        click.echo(report.phrase("summary-up-to-date", language))
    else:
        names = {"file": project.shown(spot), "original": original.name}
        click.echo(report.phrase("summary-updated", language, **names))


def _update_lines(steps: Sequence[Step], language: str) -> Iterator[str]:
    """Give a line for each slide with its number in the new file; those that it lacks have none."""
    width = max((len(step.page) for step in steps), default=0)
    number = 0
    for step in steps:
        number += step.stays
        phrases = click.style(report.phrase(step.fate.value, language), fg=COLOURS.get(step.fate))
        more = f"; {report.phrase('take-over', language)}" if step.is_behind and step.is_kept else ""
        yield _slide_line(number if step.stays else 0, step.page, width, phrases + more)


def _show_update_json(
    updated: Updated, paths: tuple[Path, Path | None], findings: Findings, project: Project, language: str
) -> None:
    original, spot = paths
    report.show_json(
        file=project.shown(spot) if spot else None,
        original=project.shown(original),
        name=updated.name or None,
        reordered=updated.reordered,
        slides=[_step_value(step) for step in updated.steps],
        findings=[report.finding_value(finding, language) for finding in findings],
    )


def _step_value(step: Step) -> Mapping[str, object]:
    return {
        "id": step.page or None,
        "number": step.position or None,
        "fate": step.fate.value,
        "changed_in_course": step.outdated,
    }
