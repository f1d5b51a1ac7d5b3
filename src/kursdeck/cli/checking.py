"""`kursdeck check`: the course without writing it, or finished decks by the rules every deck must keep."""

from pathlib import Path

import click

from kursdeck.audience import general, read_general_presenter
from kursdeck.build.deck import make
from kursdeck.build.new import outdated_schema
from kursdeck.build.run import Request, open_for
from kursdeck.cli import report
from kursdeck.files import finding_of
from kursdeck.findings import Findings
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
    code = report.conclude(findings, project, language, form)
    if form == "text":
        click.echo(
            report.counted(report.grouped(findings, 0), language) or report.phrase("all-well", language)
        )
    return code


def _deck(path: Path) -> Findings:
    try:
        data = path.read_bytes()
    except OSError as problem:
        return (finding_of(problem, path),)
    package, findings = read_package(data, str(path))
    return findings if package is None else (*findings, *check_structure(package))


def _course(project: Project) -> Findings:
    """Make the general deck in every language of the course, and throw it away."""
    opened, findings = open_for(project, Request())
    if opened is None:
        return findings
    found = outdated_schema(project, opened.brand)
    presenter, contact = read_general_presenter(project)
    languages = (opened.course.lang, *opened.course.statuses)
    made = (make(opened, general(presenter, None), lang) for lang in languages)
    return (*findings, *found, *contact, *(finding for _, findings in made for finding in findings))
