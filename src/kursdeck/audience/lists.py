"""The files of `deck/` that list people, so that one of them can be taken out and all else stays as it is.

They are read as far as they can be: neither the course nor the register has to be sound for somebody to be
forgotten.
"""

from collections.abc import Callable, Collection, Iterator, Mapping
from pathlib import Path
from typing import TypeAlias

from msgspec import Struct
from msgspec.structs import replace

from kursdeck import documents
from kursdeck.audience.columns import CONTACT_FIELDS, CONTACTS, read_columns
from kursdeck.audience.person import Field, Listed, Person
from kursdeck.documents import Scalar
from kursdeck.files import Stamp, finding_of
from kursdeck.findings import Findings, Result
from kursdeck.project import Project
from kursdeck.register import NO_REGISTER, blanking, table, workbook
from kursdeck.register.table import Cell, Row, Table
from kursdeck.source import Source

Emptied: TypeAlias = Callable[[bytes, Collection[tuple[int, int]]], bytes]
"""Gives a file's bytes with the values at these places empty, and nothing else changed."""
WHOLE = ("name", *CONTACT_FIELDS)
"""All that is said of a person."""


class PeopleFile(Struct, frozen=True):
    """A file that lists people. `others` is what else stands in it: lines or cells that are no person's field.

    `emptied` is None for a workbook: what else it holds could not be kept as it is.
    """

    path: Path
    stamp: Stamp
    data: bytes
    people: tuple[Listed, ...]
    others: tuple[Cell, ...]
    emptied: Emptied | None = None


class Cleared(Struct, frozen=True):
    """A file without a person: `data` is None where it must be cleared by hand, or says nothing of them.

    `places` are the fields that were theirs, `left` other places that speak of them.
    """

    path: Path
    stamp: Stamp
    data: bytes | None
    places: tuple[Source, ...]
    left: tuple[Source, ...]


def people_files(project: Project) -> tuple[tuple[PeopleFile, ...], Findings]:
    """Read the presenter, every roster there is, and copies of them beside these, which hold people as well.

    What cannot be read is a finding, and the others are read.
    """
    lists = {project.presenter: _presenter, project.roster: _roster, project.roster_workbook: _workbook}
    readers = {
        **lists,
        **{path: COPIES[path.suffix.lower()] for path in _copies(project) if path not in lists},
    }
    read = tuple(_read(path, project, reader) for path, reader in readers.items() if path.is_file())
    return tuple(file for file, _ in read if file), tuple(found for _, findings in read for found in findings)


def cleared(file: PeopleFile, person: Person) -> Cleared:
    """Take a person out of a file, as a value: nothing is written."""
    theirs = [each for listed in file.people if person.is_listed(listed) for each in listed.fields]
    strangers = (
        each.cell for listed in file.people if not person.is_listed(listed) for each in listed.fields
    )
    left = (cell.source for cell in (*file.others, *strangers) if person.stands_in(cell.text))
    places = tuple(each.cell.source for each in theirs)
    if file.emptied is None or not theirs:
        return Cleared(file.path, file.stamp, None, (), (*places, *left))
    data = file.emptied(file.data, {each.at for each in theirs})
    return Cleared(file.path, file.stamp, data, places, tuple(left))


Read: TypeAlias = Callable[[PeopleFile, str], Result[PeopleFile]]
"""Fills in a file of which only its bytes are known; the text is its name in messages."""


def _read(path: Path, project: Project, reader: Read) -> Result[PeopleFile]:
    try:
        plain = PeopleFile(path, Stamp.of(path.stat()), path.read_bytes(), (), ())
    except OSError as problem:
        return None, (finding_of(problem, path),)
    return reader(plain, project.shown(path))


# ---- deck/presenter.yaml


def _presenter(file: PeopleFile, shown: str) -> Result[PeopleFile]:
    node, findings = documents.parse(file.data, shown)
    if node is None:
        return None, findings
    entries = node.entries if isinstance(node, documents.Table) else ()
    fields = tuple(
        Field(entry.key, Cell(entry.node.text, entry.node.source), documents.span(file.data, entry.node))
        for entry in entries
        if isinstance(entry.node, Scalar) and entry.key in WHOLE and entry.node.text
    )
    rest = documents.emptied(file.data, [each.at for each in fields])
    people = (Listed(fields),) if fields else ()
    return replace(file, people=people, others=tuple(_lines(rest, shown)), emptied=documents.emptied), ()


def _lines(data: bytes, shown: str) -> Iterator[Cell]:
    for number, line in enumerate(_text(data).splitlines(), 1):
        yield Cell(line, Source(shown, number, 1))


def _text(data: bytes) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")


# ---- the roster


def _roster(file: PeopleFile, shown: str) -> Result[PeopleFile]:
    cells, findings = table.read(file.path, shown)
    return (None, findings) if cells is None else _listed(file, cells, blanking.emptied)


def _workbook(file: PeopleFile, shown: str) -> Result[PeopleFile]:
    cells, findings = workbook.parse(file.data, shown)
    return (None, findings) if cells is None else _listed(file, cells, None)


def _listed(file: PeopleFile, cells: Table, emptied: Emptied | None) -> Result[PeopleFile]:
    """Find the people of a table; with a row whose cells may stand in any column nobody is sure of who is whose."""
    if cells.findings:
        return None, cells.findings
    people = _positions(cells)
    taken = {position for fields in people for position in fields.values()}
    listed = tuple(
        listed for row in cells.rows for fields in people if (listed := _person(row, fields)).fields
    )
    rest = (
        row.cell(place)
        for row in cells.rows
        for place, text in enumerate(row.texts)
        if text and place not in taken
    )
    return replace(file, people=listed, others=(*cells.headers, *rest), emptied=emptied), ()


def _positions(cells: Table) -> tuple[Mapping[str, int], ...]:
    """Give, for each of the three people of a row, where their fields stand."""
    columns, _ = read_columns(cells.headers, NO_REGISTER)  # people are called the same everywhere
    known = columns.known if columns else {}
    named = ({name: who if name == "name" else f"{who}_{name}" for name in WHOLE} for who in CONTACTS)
    return tuple(
        {name: known[column] for name, column in names.items() if column in known} for names in named
    )


def _person(row: Row, fields: Mapping[str, int]) -> Listed:
    written = ((name, place) for name, place in fields.items() if row.texts[place])
    return Listed(tuple(Field(name, row.cell(place), (row.source.line, place)) for name, place in written))


# ---- copies that people keep beside the lists


def _plain(file: PeopleFile, shown: str) -> Result[PeopleFile]:
    """Read any text: nothing in it is known to be a person's field, so all of it is left to people."""
    return replace(file, others=tuple(_lines(file.data, shown))), ()


COPIES: Mapping[str, Read] = {
    ".csv": _plain, ".txt": _plain, ".yaml": _plain, ".yml": _plain, ".xlsx": _workbook,
}  # fmt: skip
"""How a copy is read, by its file's ending."""


def _copies(project: Project) -> Iterator[Path]:
    """Give the texts and workbooks in `deck/` itself but the examples, who are nobody."""
    paths = sorted(project.deck.iterdir()) if project.deck.is_dir() else ()
    for path in paths:
        if (
            path.suffix.lower() in COPIES
            and ".example." not in path.name
            and not path.name.startswith(("~$", "."))
        ):
            yield path
