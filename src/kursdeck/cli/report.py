"""Findings and results as a person reads them, or as JSON for machines."""

import json
import locale
import os
import sys
import traceback
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import click
from msgspec.structs import replace

from kursdeck.findings import (
    Finding,
    Findings,
    Severity,
    catalogue,
    has_errors,
    hint_of,
    hints_of,
    text_of,
)
from kursdeck.project import Project
from kursdeck.source import Source

JSON_FORMAT = 1
"""The version of what `--format json` prints; it grows when a field changes its meaning or goes away."""
WIDEST_EXCERPT = 100
MOST_NAMES = 3
"""How many recipients one message names before it only counts them."""
COLOURS = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.NOTE: "cyan"}
ORDER = (Severity.NOTE, Severity.WARNING, Severity.ERROR)
"""What matters most stands last, where the eye is when the program is done."""
NOWHERE = Source("")


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


def decimal(value: float, language: str) -> str:
    """Write a number with one decimal, as the language does: 0.5 or 0,5."""
    return f"{value:.1f}".replace(".", catalogue(language)["words"]["decimal"])


def whereabouts(problem: Exception) -> str:
    """Say what kind of bug came up and where: 'KeyError at names.py:40'.

    Not in its own words: they may repeat a contact's name, and what a terminal shows is mailed around.
    """
    frames = traceback.extract_tb(problem.__traceback__)
    place = f" at {Path(frames[-1].filename).name}:{frames[-1].lineno}" if frames else ""
    return f"{type(problem).__name__}{place}"


def can_print(sign: str) -> bool:
    """Say whether standard output can show a sign: Windows' old code pages have neither ✓ nor →."""
    try:
        sign.encode(sys.stdout.encoding or "ascii")
    except UnicodeEncodeError:
        return False
    return True


# ---- findings


def grouped(common: Findings, decks: Sequence[Findings], language: str) -> Findings:
    """Say what several decks have in common once, with whom it is about; what matters most comes last.

    `common` is about no deck in particular.
    """
    about: dict[tuple[object, ...], dict[int, str]] = {}
    first: dict[tuple[object, ...], Finding] = {}
    for number, findings in enumerate((common, *decks)):
        for finding in findings:
            key = (finding.id, finding.source, *finding.params.items(), finding.near)
            first.setdefault(key, finding)
            about.setdefault(key, {})[number] = finding.recipient if number else ""
    once = (
        replace(found, recipient=listed(tuple(filter(None, about[key].values())), len(decks), language))
        for key, found in first.items()
    )
    return tuple(sorted(once, key=_order))


def _order(finding: Finding) -> tuple[int, str, int, int]:
    source = finding.source or NOWHERE
    return ORDER.index(finding.severity), source.file, source.line, source.column


def listed(names: Sequence[str], decks: int, language: str) -> str:
    """Name the decks that something is about, a few of them; nobody where there is but one deck."""
    if decks <= 1 or not names:
        return ""
    if len(names) == decks > MOST_NAMES:
        return phrase("all-decks", language, count=decks)
    more = len(names) - MOST_NAMES
    return ", ".join(names[:MOST_NAMES]) + (f" + {more}" if more > 0 else "")


def show(findings: Iterable[Finding], project: Project | None, language: str) -> None:
    """Print findings to standard error: place, sentence, the line itself with a caret, and what would be right."""
    for finding in findings:
        click.echo(_headline(finding, language), err=True)
        for line in (*_excerpt(finding.source, project), *hints_of(finding, language)):
            click.echo(f"  {line}", err=True)


def _headline(finding: Finding, language: str) -> str:
    words = catalogue(language)["words"]
    severity = click.style(words[finding.severity.value], fg=COLOURS[finding.severity], bold=True)
    place = f"{finding.source}{_header(finding.source)}: " if finding.source else ""
    recipient = f"  ({finding.recipient})" if finding.recipient else ""
    return f"{place}{severity}: {text_of(finding, language)}{recipient}"


def _header(source: Source) -> str:
    """Name a cell's column as its header does: spreadsheets count no characters. In one line, whatever stands there."""
    header = _printable(" ".join(source.header.split()))
    return f" ({header})" if header else ""


def _excerpt(source: Source | None, project: Project | None) -> Iterable[str]:
    """Show the line with a caret below; lines of deck/ hold personal data and are not shown."""
    if source is None or not source.line or project is None or source.personal:
        return
    lines = _lines(project.root / source.file)
    if not 0 < source.line <= len(lines) or not lines[source.line - 1].strip():
        return
    text = lines[source.line - 1].expandtabs(1)
    start = max(source.column - 1, 0)
    left = max(0, start - WIDEST_EXCERPT // 2) if len(text) > WIDEST_EXCERPT else 0
    shown = text[left : left + WIDEST_EXCERPT]
    length = max(1, min(source.length, len(shown) - (start - left)))
    margin = len(str(source.line))
    yield f"{source.line} | {shown}"
    yield f"{'':>{margin}} | {' ' * (start - left)}{click.style('^' * length, bold=True)}"


@cache
def _lines(path: Path) -> tuple[str, ...]:
    try:
        text = path.read_bytes()[: 2**20].decode("utf-8-sig", errors="replace")
    except OSError:
        return ()
    return tuple(_printable(line) for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n"))


def _printable(line: str) -> str:
    """Put a sign for control characters: what stands in a file must not steer the terminal."""
    return "".join(
        character if character.isprintable() or character == "\t" else "\ufffd" for character in line
    )


def forget_lines() -> None:
    """Read the files anew next time; while watching they change."""
    _lines.cache_clear()


def counted(findings: Findings, language: str) -> str:
    """Say how many errors, warnings and notes there are: '2 errors, 1 warning'; '' without any."""
    numbers = {severity: sum(f.severity is severity for f in findings) for severity in Severity}
    kinds = (
        ("count-errors", Severity.ERROR),
        ("count-warnings", Severity.WARNING),
        ("count-notes", Severity.NOTE),
    )
    return ", ".join(
        phrase(id_, language, count=numbers[severity]) for id_, severity in kinds if numbers[severity]
    )


def conclude(findings: Findings, project: Project | None, language: str, form: str) -> int:
    """Show findings that a command ends with, in either form; give the exit code that follows from them."""
    if form == "json":
        show_json(findings=[finding_value(finding, language) for finding in findings])
    else:
        show(grouped(findings, (), language), project, language)
    return 1 if has_errors(findings) else 0


# ---- JSON


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
    """Print one JSON object with the format's version; in ASCII, which no terminal's encoding can spoil."""
    click.echo(json.dumps({"format": JSON_FORMAT, **fields}, indent=2))
