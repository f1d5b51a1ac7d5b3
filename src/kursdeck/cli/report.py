"""Findings and results as a person reads them, or as JSON for machines."""

import json
import locale
import os
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import click

from kursdeck.findings import Finding, Findings, Severity, catalogue, hint_of, text_of
from kursdeck.project import Project
from kursdeck.source import Source

JSON_FORMAT = 1
"""The version of what `--format json` prints; it grows when a field changes its meaning or goes away."""
WIDEST_EXCERPT = 100
COLOURS = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.NOTE: "cyan"}


def ui_language(asked: str | None) -> str:
    """Choose the language of messages: as asked for, else the system's if it is Norwegian, else English."""
    if asked:
        return asked
    name = os.environ.get("LC_ALL") or os.environ.get("LC_MESSAGES") or os.environ.get("LANG")
    name = name or locale.getlocale()[0] or ""
    return "nb" if name.lower().startswith(("nb", "nn", "no")) else "en"


def phrase(id_: str, language: str, **params: object) -> str:
    """Give one of the program's own phrases; `count` chooses between its `one` and `many` forms."""
    words = catalogue(language)[id_]
    form = "one" if params.get("count") == 1 and "one" in words else "text"
    return words[form].format(**params)


def show(findings: Iterable[Finding], project: Project | None, language: str) -> None:
    """Print findings to standard error: place, sentence, the line itself with a caret, and what would be right."""
    for finding in findings:
        click.echo(_headline(finding, language), err=True)
        for line in _excerpt(finding.source, project):
            click.echo(line, err=True)
        hint = hint_of(finding, language)
        if hint:
            click.echo(f"  {hint}", err=True)


def _headline(finding: Finding, language: str) -> str:
    words = catalogue(language)["words"]
    severity = click.style(words[finding.severity.value], fg=COLOURS[finding.severity], bold=True)
    place = f"{finding.source}: " if finding.source else ""
    whereabouts = "; ".join(
        part for part in (finding.source.path if finding.source else "", finding.recipient) if part
    )
    return f"{place}{severity}: {text_of(finding, language)}" + (f"  ({whereabouts})" if whereabouts else "")


def _excerpt(source: Source | None, project: Project | None) -> Iterable[str]:
    """Show the line with a caret below; lines of deck/ hold personal data and are not shown."""
    if source is None or not source.line or project is None or source.file.startswith("deck/"):
        return
    lines = _lines(project.root / source.file)
    if not 0 < source.line <= len(lines):
        return
    text = lines[source.line - 1].expandtabs(1)
    start = max(source.column - 1, 0)
    left = max(0, start - WIDEST_EXCERPT // 2) if len(text) > WIDEST_EXCERPT else 0
    shown = text[left : left + WIDEST_EXCERPT]
    length = max(1, min(source.length, len(shown) - (start - left)))
    margin = len(str(source.line)) + 4
    yield f"{source.line:>{margin}} | {shown}"
    yield f"{'':>{margin}} | {' ' * (start - left)}{click.style('^' * length, bold=True)}"


@cache
def _lines(path: Path) -> tuple[str, ...]:
    try:
        text = path.read_bytes()[: 2**20].decode("utf-8-sig", errors="replace")
    except OSError:
        return ()
    return tuple(text.replace("\r\n", "\n").replace("\r", "\n").split("\n"))


def forget_lines() -> None:
    """Read the files anew next time; while watching they change."""
    _lines.cache_clear()


def finding_value(finding: Finding, language: str) -> Mapping[str, Any]:
    """Give a finding as JSON has it."""
    source = finding.source
    return {
        "id": finding.id,
        "severity": finding.severity.value,
        "text": text_of(finding, language),
        "hint": hint_of(finding, language),
        "file": source.file if source else None,
        "line": source.line or None if source else None,
        "column": source.column or None if source else None,
        "path": source.path if source else None,
        "recipient": finding.recipient or None,
    }


def show_json(**fields: object) -> None:
    """Print one JSON object with the format's version."""
    click.echo(json.dumps({"format": JSON_FORMAT, **fields}, ensure_ascii=False, indent=2))


def counted(findings: Findings, language: str) -> str:
    """Say how many errors and warnings there are: '2 errors, 1 warning'."""
    numbers = {severity: sum(f.severity is severity for f in findings) for severity in Severity}
    kinds = (("count-errors", Severity.ERROR), ("count-warnings", Severity.WARNING))
    return ", ".join(
        phrase(id_, language, count=numbers[severity]) for id_, severity in kinds if numbers[severity]
    )
