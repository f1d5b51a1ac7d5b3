"""A roster to fill in: one row for each recipient that was asked for, as Excel opens a CSV file.

Excel takes a file for UTF-8 by its byte order mark alone, and with Nordic settings parts cells at semicolons.
"""

import csv
import io
from collections.abc import Iterable
from pathlib import Path

from kursdeck import files
from kursdeck.audience.columns import written
from kursdeck.build.choice import entries
from kursdeck.build.opening import Opened
from kursdeck.build.outcome import Request
from kursdeck.findings import Result, error
from kursdeck.register import Entry, Register
from kursdeck.source import Source

COLUMNS = (
    "recipient", "id", "date", "start", "place", "lang", "minutes", "council",
    "presenter", "presenter_title", "presenter_email", "presenter_phone",
    "contact", "contact_title", "contact_email", "contact_phone", "contact_valid_until",
    "party_contact", "party_contact_title", "party_contact_email", "party_contact_phone",
    "party_contact_valid_until", "sections", "logo",
)  # fmt: skip
"""In the order in which a trainer learns them."""


def new_roster(opened: Opened, request: Request) -> Result[tuple[Path, int]]:
    """Write a roster with the recipients of the request to `request.out` or its own place; give how many.

    Findings: `no-register`, `roster-for-nobody`, `roster-is-csv`, `roster-exists` (nothing is ever overwritten),
    those of `choice.entries`, and what a disk refuses.
    """
    if not opened.register.entries:
        return None, (error("no-register", opened.course.source),)
    chosen, findings = entries(opened.register, request)
    if chosen is None:
        return None, findings
    if not chosen:
        return None, (error("roster-for-nobody"),)
    path = request.out or opened.project.roster
    if path.suffix.casefold() != ".csv":
        return None, (error("roster-is-csv", Source(opened.project.shown(path))),)
    try:
        return _written(opened, path, chosen)
    except OSError as problem:
        return None, (files.finding_of(problem, path),)


def _written(opened: Opened, path: Path, chosen: tuple[Entry, ...]) -> Result[tuple[Path, int]]:
    project = opened.project
    others = (project.roster, project.roster_workbook) if path == project.roster else (path,)
    there = next((other for other in others if other.exists()), None)
    if there:
        return None, (error("roster-exists", Source(project.shown(there)), file=project.shown(there)),)
    files.write_atomic(path, roster_text(opened.register, chosen, opened.course.lang).encode("utf-8-sig"))
    return (path, len(chosen)), ()


def roster_text(register: Register, chosen: Iterable[Entry], lang: str) -> str:
    """Give the table's text: headers for a course in this language, and in each row name and id."""
    spelt = written(register, lang)
    text = io.StringIO(newline="")
    table = csv.writer(text, delimiter=";")
    table.writerow(spelt[column] for column in COLUMNS)
    empty = ("",) * (len(COLUMNS) - 2)
    table.writerows((entry.main.name, entry.id, *empty) for entry in chosen)
    return text.getvalue()
