"""`kursdeck forget`: show what taking a person out of a project comes to, ask, and do it.

The person's name is not printed: what a terminal shows is often kept.
"""

import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import click
from msgspec import Struct

from kursdeck.build.forgetting import Forgetting, Held, carry_out, decide
from kursdeck.cli import report
from kursdeck.findings import Findings, error, has_errors
from kursdeck.project import Project, find

MOST_REMOVED = 20
"""How many files that go are listed by name before the rest is only counted."""


class Manner(Struct, frozen=True):
    """How to go about it: `sure` asks nothing, `dry` only shows; in which language, and as text or JSON."""

    sure: bool
    dry: bool
    language: str
    form: str


def run_forget(asked: str, folder: Path | None, outs: Sequence[Path], manner: Manner) -> int:
    """Show what would be done, do it once that is agreed, and give the exit code."""
    project, findings = find(folder)
    if project is None:
        return report.conclude(findings, None, manner.language, manner.form)
    forgetting = decide(project, asked, outs)
    if manner.form == "text":
        _show(forgetting, project, manner)
    done, findings = _carried_out(forgetting, project, manner)
    if manner.form == "json":
        _show_json(forgetting, project, done, findings, manner)
    else:
        _conclude(forgetting, project, done, findings, manner)
    return 1 if has_errors((*forgetting.findings, *findings)) else 0


def _carried_out(forgetting: Forgetting, project: Project, manner: Manner) -> tuple[bool, Findings]:
    """Do it, unless it was not agreed to; say whether it was."""
    if manner.dry or forgetting.is_idle:
        return False, ()
    if manner.sure:
        return True, carry_out(forgetting, project)
    if manner.form == "json" or not sys.stdin.isatty():
        return False, (error("forget-unconfirmed"),)
    if click.confirm(report.phrase("forget-confirm", manner.language)):
        return True, carry_out(forgetting, project)
    return False, ()


# ---- as text


def _show(forgetting: Forgetting, project: Project, manner: Manner) -> None:
    """List every file with what becomes of it, then what a person must see to."""
    rows = [*_cleared(forgetting, project, manner), *_held(forgetting, project, manner)]
    width = max((len(file) for _, file, _ in rows), default=0)
    for sign, file, fate in rows:
        click.echo(f"{sign}  {file:{width}}  {fate}")
    report.show(report.grouped(forgetting.findings, (), manner.language), project, manner.language)


def _cleared(forgetting: Forgetting, project: Project, manner: Manner) -> Iterator[tuple[str, str, str]]:
    for each in forgetting.lists:
        fate = report.phrase("forget-emptied", manner.language, count=len(each.places))
        yield "~", project.shown(each.path), fate


def _held(forgetting: Forgetting, project: Project, manner: Manner) -> Iterator[tuple[str, str, str]]:
    for held in forgetting.removed[:MOST_REMOVED]:
        yield "-", project.shown(held.path), report.phrase("forget-removed", manner.language)
    if len(forgetting.removed) > MOST_REMOVED:
        yield (
            "-",
            f"+ {len(forgetting.removed) - MOST_REMOVED}",
            report.phrase("forget-removed", manner.language),
        )
    for held in forgetting.kept:
        where = ", ".join(_where(held, manner.language))
        yield "!", project.shown(held.path), report.phrase("forget-kept", manner.language, where=where)


def _where(held: Held, language: str) -> Iterator[str]:
    slides = held.mentions.slides
    if slides:
        numbers = ", ".join(map(str, slides))
        yield report.phrase("forget-slides", language, count=len(slides), numbers=numbers)
    if held.mentions.elsewhere:
        yield report.phrase("forget-elsewhere", language)


def _conclude(
    forgetting: Forgetting, project: Project, done: bool, findings: Findings, manner: Manner
) -> None:
    report.show(findings, project, manner.language)
    counted = ", ".join(_counted(forgetting, manner.language))
    if not counted:
        id_ = "forget-not-changed" if forgetting.findings else "forget-nowhere"
    elif done:
        id_ = "summary-forgotten" if not findings else "summary-forgotten-in-part"
    else:
        id_ = "summary-to-forget"
    click.echo(report.phrase(id_, manner.language, counted=counted))
    if done and forgetting.removed and not has_errors((*forgetting.findings, *findings)):
        click.echo(report.phrase("forget-rebuild", manner.language))


def _counted(forgetting: Forgetting, language: str) -> Iterator[str]:
    numbers = {
        "count-emptied": sum(len(each.places) for each in forgetting.lists),
        "count-removed": len(forgetting.removed),
        "count-stay": len(forgetting.kept),
    }
    for id_, number in numbers.items():
        if number:
            yield report.phrase(id_, language, count=number)


# ---- as JSON


def _show_json(
    forgetting: Forgetting, project: Project, done: bool, findings: Findings, manner: Manner
) -> None:
    report.show_json(
        done=done,
        emptied=[
            {"file": project.shown(each.path), "places": list(map(str, each.places))}
            for each in forgetting.lists
        ],
        removed=[project.shown(held.path) for held in forgetting.removed],
        kept=[_kept_value(held, project) for held in forgetting.kept],
        findings=[report.finding_value(each, manner.language) for each in (*forgetting.findings, *findings)],
    )


def _kept_value(held: Held, project: Project) -> Mapping[str, object]:
    return {
        "file": project.shown(held.path),
        "slides": list(held.mentions.slides),
        "elsewhere": held.mentions.elsewhere,
    }
