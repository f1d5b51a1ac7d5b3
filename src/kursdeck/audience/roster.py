"""The roster: a table that a trainer fills in once, one row a deck.

A row says first whose deck it is; the rest of it is read when that deck is made. So a mistake in one row stops no
other, and a roster of thousands of rows takes little memory.
"""

from collections.abc import Iterable, Iterator

from msgspec import Struct
from msgspec.structs import replace

from kursdeck.audience.columns import Columns, read_columns
from kursdeck.files import finding_of
from kursdeck.findings import Finding, Findings, Result, error, has_errors, warning
from kursdeck.project import Project
from kursdeck.register import ID, Entry, Fields, Register, find, matches, table, workbook
from kursdeck.register.table import Cell, Row
from kursdeck.source import Source

HIDDEN = "…"
"""What a finding says instead of a cell's text."""
MOST_GUESSES = 20
"""For so many unknown names nearest ones are looked for; more of them are another column put in the wrong place."""


class RosterRow(Struct, frozen=True):
    """One row: `entry` is whom it is for, None where the row does not say; `id` tells it from all others."""

    id: str
    entry: Entry | None
    cells: Row
    findings: Findings = ()

    @property
    def place(self) -> str:
        """Where the row stands, for messages: `deck/roster.csv:5`."""
        return f"{self.cells.source.file}:{self.cells.source.line}"


class Roster(Struct, frozen=True):
    """All rows, and what their columns mean. `own` are the names of the user's own columns."""

    columns: Columns
    own: tuple[str, ...]
    rows: tuple[RosterRow, ...]

    def cell(self, row: RosterRow, column: str) -> Cell:
        """Give the cell of a known column; an empty one in the row's place where there is no such column."""
        position = self.columns.known.get(column)
        return Cell("", row.cells.source) if position is None else self.at(row, position)

    def at(self, row: RosterRow, position: int) -> Cell:
        """Give the cell of a column, counted from 0; its place names the header, which a spreadsheet shows."""
        cell = row.cells.cell(position)
        return replace(cell, source=replace(cell.source, path=self.columns.headers[position]))

    def text(self, row: RosterRow, column: str) -> str:
        """Give the text of a known column, '' where there is none."""
        position = self.columns.known.get(column)
        return "" if position is None else row.cells.texts[position]

    def places(self, row: RosterRow) -> Iterator[tuple[str, Source]]:
        """Say where the place and the texts of the user's own columns stand, the empty ones left out."""
        place = self.columns.known.get("place")
        positions = (*self.columns.own.items(), *((("place", place),) if place is not None else ()))
        return ((name, self.at(row, at).source) for name, at in positions if row.cells.texts[at])

    def fields(self, row: RosterRow) -> Fields:
        """Give what stands in the user's own columns; a column that only the example has is empty."""
        texts, positions = row.cells.texts, self.columns.own
        return Fields(tuple((name, texts[positions[name]] if name in positions else "") for name in self.own))


def read_roster(project: Project, register: Register) -> Result[Roster]:
    """Read `deck/roster.csv` or `deck/roster.xlsx`; None without errors where there is neither.

    Findings of the table as a whole: `roster-twice` (both are there), `roster-not-read` (a warning), those of
    `table.read`, `workbook.read` and `columns.read_columns`. Each row has its own: `roster-recipient-missing`,
    `recipient-unknown`, `recipient-ambiguous`, `recipient-id-differs`, `roster-id-differs`, `roster-id-form`,
    `roster-id-twice`; of one with more cells than headers only that is said.
    """
    paths = tuple(path for path in (project.roster, project.roster_workbook) if path.is_file())
    if not paths:
        return None, tuple(_not_read(project))
    shown = tuple(map(project.shown, paths))
    if len(paths) > 1:
        return None, (error("roster-twice", Source(shown[1]), first=shown[0], second=shown[1]),)
    read = table.read if paths[0] == project.roster else workbook.read
    try:
        cells, findings = read(paths[0], shown[0])
    except OSError as problem:
        return None, (finding_of(problem, paths[0]),)
    if cells is None:
        return None, findings
    columns, findings = read_columns(cells.headers, register)
    if columns is None or has_errors(findings):
        return None, findings
    rows = tuple(_each_its_own(_identified(cells.rows, columns, register)))
    return Roster(
        columns, tuple(dict.fromkeys((*example_columns(project, register), *columns.own))), rows
    ), findings


def _not_read(project: Project) -> Iterator[Finding]:
    """Warn of what somebody may take for the roster, such as `roster.xls`."""
    likely = (path for path in sorted(project.deck.glob("[Rr]oster*")) if path.is_file())
    for path in likely:
        if path != project.roster_example:
            yield warning("roster-not-read", Source(project.shown(path)))


def example_columns(project: Project, register: Register) -> tuple[str, ...]:
    """Name the own columns of the example: what a course reads of rosters, also where nobody has one yet."""
    if not project.roster_example.is_file():
        return ()
    cells, _ = table.read(project.roster_example, project.shown(project.roster_example))
    columns, _ = read_columns(cells.headers, register) if cells else (None, ())
    return tuple(columns.own) if columns else ()


def discreet(findings: Iterable[Finding], text: str) -> Findings:
    """Put '…' for what findings repeat of a cell's text: all of `deck/` is personal data."""
    return tuple(
        replace(found, params={name: _hidden(value, text) for name, value in found.params.items()})
        for found in findings
    )


def _hidden(value: str | int, text: str) -> str | int:
    return HIDDEN if isinstance(value, str) and text and text in value else value


# ---- whose deck a row is


def _identified(rows: Iterable[Row], columns: Columns, register: Register) -> Iterator[RosterRow]:
    guesses = MOST_GUESSES
    for cells in rows:
        row = _whose(cells, columns, register, guesses)
        guesses -= row.entry is None
        yield row


def _whose(cells: Row, columns: Columns, register: Register, guesses: int) -> RosterRow:
    plain = Roster(columns, (), ())
    row = RosterRow("", None, cells)
    named, number = plain.text(row, "recipient"), plain.text(row, "id")
    meant = matches(register, named or number)
    if len(meant) > 1:
        meant = tuple(entry for entry in meant if _same(entry.id, number)) or meant
    if len(meant) != 1:
        column = "recipient" if named else "id"
        return replace(row, findings=cells.findings or _unclear(plain.cell(row, column), register, guesses))
    wrong_id = _wrong_id(plain.cell(row, "id"), meant[0], register) if named and number else ()
    is_its_own = not named or not number or _same(meant[0].id, number)
    return RosterRow(meant[0].id if is_its_own else number, meant[0], cells, cells.findings or wrong_id)


def _same(id_: str, number: str) -> bool:
    """Compare ids as a spreadsheet leaves them: without the zeros in front."""
    return id_.lstrip("0").casefold() == number.lstrip("0").casefold()


def _unclear(cell: Cell, register: Register, guesses: int) -> Findings:
    if not cell.text:
        return (error("roster-recipient-missing", cell.source),)
    if guesses <= 0:
        return (error("recipient-unknown", cell.source, name=HIDDEN, register=register.id),)
    return discreet(find(register, cell.text, cell.source)[1], cell.text)


def _wrong_id(cell: Cell, entry: Entry, register: Register) -> Findings:
    """Judge the id of a row for `entry`: it may be anything that names a file, but not another's number."""
    if _same(entry.id, cell.text):
        return ()
    if not ID.fullmatch(cell.text):
        return (error("roster-id-form", cell.source),)
    others = (
        other for other in register.spellings.get(cell.text.casefold(), ()) if _same(other.id, cell.text)
    )
    return (error("roster-id-differs", cell.source),) if any(others) else ()


def _each_its_own(rows: Iterable[RosterRow]) -> Iterator[RosterRow]:
    """Find rows that have the id of one before them: their decks would be one file.

    The id of a row with cells too many may have slipped in from another column, and counts for nothing.
    """
    first: dict[str, int] = {}
    for row in rows:
        id_ = "" if row.cells.findings else row.id.casefold()
        line = first.setdefault(id_, row.cells.source.line)
        if not id_ or line == row.cells.source.line:
            yield row
        else:
            twice = error("roster-id-twice", row.cells.source, line=line)
            yield replace(row, findings=(*row.findings, twice))
