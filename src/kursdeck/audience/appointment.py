"""One row of the roster, read: when and where a course is given, in which language, by whom, and whom to ask.

A cell that nobody can be sure of is an error with its place and what would be right; nothing is guessed, and no
message repeats what stands in the cell.
"""

import re
from collections.abc import Callable, Collection, Iterable, Iterator
from pathlib import Path
from typing import TypeAlias, TypeVar

from msgspec import Struct

from kursdeck.audience import cells
from kursdeck.audience.columns import CONTACT_FIELDS, CONTACTS
from kursdeck.audience.contacts import check_contact
from kursdeck.audience.logos import read_logo
from kursdeck.audience.roster import Roster, RosterRow, discreet
from kursdeck.audience.whom import Contact, Presenter, Recipient
from kursdeck.findings import Finding, Result, error, has_errors, unknown, warning
from kursdeck.pictures import Image, Keep, anew
from kursdeck.project import Project, inside
from kursdeck.register.table import Cell
from kursdeck.source import Source

FAILED = re.compile(r"#(N/A|I/T|[A-ZÆØÅ]+(/0)?[!?])")
"""What a spreadsheet shows where a formula failed, in English and in Norwegian."""

T = TypeVar("T")
Sections: TypeAlias = Callable[[Iterable[str], Source], Result[tuple[str, ...]]]


class Allowed(Struct, frozen=True):
    """What rows may name: the languages, the words for councils, and the sections that a course has."""

    languages: Collection[str]
    councils: Collection[str]
    sections: Sections


class Appointment(Struct, frozen=True):
    """What a row says of its deck. `lang` is '' where it says nothing; `recipient.presenter` and `.logo` are None."""

    recipient: Recipient
    lang: str


def read_row(
    roster: Roster, row: RosterRow, allowed: Allowed, project: Project, keep: Keep = anew
) -> Result[Appointment]:
    """Read a row; all that is wrong in it is said at once, with the findings it had already.

    Findings: `roster-date`, `roster-start`, `roster-minutes`, `unknown-language`, `unknown-council`,
    `unknown-section`, `table-cell-error`; `contact-email`, `contact-phone`, `contact-valid-until` (errors),
    `contact-unreachable`, `contact-nameless` (warnings) for each of the three people; those of a logo. Where the
    row has cells too many, none of them is judged.
    """
    if row.cells.findings:
        return None, row.findings
    day, wrong_day = _parsed(_cell(roster, row, "date"), cells.date, "roster-date")
    start, wrong_start = _parsed(_cell(roster, row, "start"), cells.time, "roster-start")
    minutes, wrong_minutes = _parsed(_cell(roster, row, "minutes"), cells.minutes, "roster-minutes")
    lang, wrong_lang = _lang(_cell(roster, row, "lang"), allowed.languages)
    council, wrong_council = _council(_cell(roster, row, "council"), allowed.councils)
    sections, wrong_sections = _sections(_cell(roster, row, "sections"), allowed.sections)
    logo, wrong_logo = _logo(_cell(roster, row, "logo"), project, keep)
    people = tuple(_contact(roster, row, who) for who in CONTACTS)
    presenter, local, party = (contact for contact, _ in people)
    findings = (
        *row.findings, *_failed(roster, row), *wrong_day, *wrong_start, *wrong_minutes, *wrong_lang, *wrong_council,
        *wrong_sections, *wrong_logo, *(found for _, wrong in people for found in wrong),
    )  # fmt: skip
    if has_errors(findings):
        return None, findings
    recipient = Recipient(
        row.id,
        row.entry,
        logo,
        Presenter(presenter, None, _cell(roster, row, "presenter").source) if presenter else None,
        date=day,
        place=roster.text(row, "place"),
        start=start,
        minutes=minutes,
        local=local,
        party=party,
        council=council or "",
        sections=sections or (),
        roster=roster.fields(row),
        places=tuple(roster.places(row)),
    )
    return Appointment(recipient, lang or ""), findings


def _failed(roster: Roster, row: RosterRow) -> Iterator[Finding]:
    """Find cells that show '#N/A' and the like: nobody means that to stand on a slide."""
    for position, text in enumerate(row.cells.texts):
        if text.startswith("#") and FAILED.fullmatch(text):
            yield error("table-cell-error", roster.at(row, position).source)


def logo_file(roster: Roster, row: RosterRow, project: Project) -> Path | None:
    """Give the file that a row names as its logo, if any and if it may."""
    cell = _cell(roster, row, "logo")
    return inside(project, cell.text, cell.source)[0] if cell.text else None


# ---- one cell


def _cell(roster: Roster, row: RosterRow, column: str) -> Cell:
    """Give a cell; the place of an empty one, which nothing will be said of, is not worked out."""
    is_empty = not roster.text(row, column)
    return Cell("", row.cells.source) if is_empty else roster.cell(row, column)


def _parsed(cell: Cell, parse: Callable[[str], T | None], id_: str) -> Result[T]:
    """Read a cell, empty ones as None; `id_` is what is found where it cannot be read."""
    value = parse(cell.text) if cell.text else None
    return value, (error(id_, cell.source),) if cell.text and value is None else ()


def _lang(cell: Cell, languages: Collection[str]) -> Result[str]:
    if not cell.text or cell.text in languages:
        return cell.text, ()
    return None, discreet((unknown("unknown-language", cell.text, languages, cell.source),), cell.text)


def _council(cell: Cell, councils: Collection[str]) -> Result[str]:
    word = cell.text.casefold()
    if not word or word in councils:
        return word, ()
    return None, discreet((unknown("unknown-council", cell.text, councils, cell.source),), cell.text)


def _sections(cell: Cell, sections: Sections) -> Result[tuple[str, ...]]:
    names = cells.listed(cell.text)
    return sections(names, cell.source) if names else ((), ())


def _logo(cell: Cell, project: Project, keep: Keep) -> Result[Image]:
    if not cell.text:
        return None, ()
    path, findings = inside(project, cell.text, cell.source)
    if path is None:
        return None, discreet(findings, cell.text)
    logo, findings = read_logo(path, project.shown(path), cell.source, keep)
    return logo, discreet(findings, project.shown(path))


# ---- a person


def _contact(roster: Roster, row: RosterRow, who: str) -> Result[Contact]:
    """Read one of the row's people; a field without a name beside it is nobody's, and left out."""
    name = _cell(roster, row, who)
    fields = {field: _cell(roster, row, f"{who}_{field}") for field in CONTACT_FIELDS}
    written = {field: cell for field, cell in fields.items() if cell.text}
    if not name.text:
        return None, tuple(warning("contact-nameless", cell.source) for cell in written.values())[:1]
    until, findings = _parsed(fields["valid_until"], cells.date, "contact-valid-until")
    title, email, phone = (fields[field].text for field in ("title", "email", "phone"))
    places = (("name", name.source), *((field, cell.source) for field, cell in written.items()))
    contact = Contact(name.text, title, email, phone, until, places)
    return contact, (*findings, *check_contact(contact, name.source))
