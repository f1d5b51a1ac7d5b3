"""`kursdeck check`: the course without writing it, or finished decks by the rules every deck must keep."""

from pathlib import Path

import click

from kursdeck.audience import general
from kursdeck.build.deck import make
from kursdeck.build.opening import open_project
from kursdeck.cli import report
from kursdeck.files import finding_of
from kursdeck.findings import Findings, has_errors
from kursdeck.powerpoint.package import read_package
from kursdeck.powerpoint.structure import check_structure
from kursdeck.project import Project, find


def run_check(files: tuple[Path, ...], folder: Path | None, ui_lang: str | None, form: str) -> int:
    """Check, print what was found, and give the exit code."""
    language = report.ui_language(ui_lang)
    project: Project | None = None
    if files:
        findings: Findings = tuple(finding for path in files for finding in _deck(path))
    else:
        project, findings = find(folder)
        findings = (*findings, *(_course(project) if project else ()))
    if form == "json":
        report.show_json(findings=[report.finding_value(finding, language) for finding in findings])
    else:
        report.show(findings, project, language)
        click.echo(report.counted(findings, language) or report.phrase("all-well", language))
    return 1 if has_errors(findings) else 0


def _deck(path: Path) -> Findings:
    try:
        data = path.read_bytes()
    except OSError as problem:
        return (finding_of(problem, path),)
    package, findings = read_package(data, str(path))
    return findings if package is None else (*findings, *check_structure(package))


def _course(project: Project) -> Findings:
    """Make the general deck in every language of the course, and throw it away."""
    opened, findings = open_project(project)
    if opened is None:
        return findings
    languages = (opened.course.lang, *opened.course.statuses)
    made = (make(opened, general(None, None), lang) for lang in languages)
    return (*findings, *(finding for _, found in made for finding in found))
