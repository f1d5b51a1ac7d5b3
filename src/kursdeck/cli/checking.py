"""`kursdeck check`: print what a check of the course, or of finished decks, found."""

from pathlib import Path

import click

from kursdeck.build.check import check_course, check_deck
from kursdeck.cli import report
from kursdeck.findings import Findings, Result
from kursdeck.project import Project, find


def run_check(files: tuple[Path, ...], folder: Path | None, ui_lang: str | None, form: str) -> int:
    """Check, print what was found, and give the exit code."""
    language = report.ui_language(ui_lang)
    project, findings = _decks(files) if files else _course(folder)
    code = report.conclude(findings, project, language, form)
    if form == "text":
        counted = report.counted(report.grouped(findings, (), language), language)
        click.echo(f"{counted}." if counted else report.phrase("all-well", language))
    return code


def _decks(files: tuple[Path, ...]) -> tuple[None, Findings]:
    """Check files that belong to no project."""
    return None, tuple(finding for path in files for finding in check_deck(path))


def _course(folder: Path | None) -> Result[Project]:
    project, findings = find(folder)
    return project, (*findings, *(check_course(project) if project else ()))
