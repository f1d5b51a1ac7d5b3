"""`kursdeck roster`: make a table to fill in."""

from pathlib import Path

import click

from kursdeck.build.new_roster import new_roster
from kursdeck.build.opening import open_project
from kursdeck.build.outcome import Request
from kursdeck.cli import report
from kursdeck.project import find


def run_roster_init(folder: Path | None, request: Request, ui_lang: str | None) -> int:
    """Write a roster with the rows that were asked for, and say what to do next."""
    language = report.ui_language(ui_lang)
    project, findings = find(folder)
    opened, found = open_project(project) if project else (None, ())
    findings = (*findings, *found)
    if project is None or opened is None:
        return report.conclude(findings, project, language, "text")
    made, found = new_roster(opened, request)
    if made is None:
        return report.conclude(found, project, language, "text")
    path, count = made
    click.echo(report.phrase("new-roster", language, count=count, file=project.shown(path)))
    return 0
