"""Who a course can be given to: a table of places or branches with their ids, names and name forms.

People write a recipient the way they know it: by number, in any of its official languages, without the
accents their keyboard lacks. Decks must name it correctly all the same, and two places may share one name.
So the register is the one place that knows the names; Norway's municipalities ship, another is a CSV file.
"""

import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache, cached_property
from importlib.resources import files
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from kursdeck.findings import Finding, Findings, Result, error, nearest
from kursdeck.register import table
from kursdeck.register.entry import Entry, Fields, Forms, Name
from kursdeck.register.spelling import folded, slug, spelt_out, unaccented
from kursdeck.source import Source

ID = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9._-]{0,38}[A-Za-z0-9])?")
"""What an id may be: it names files (`deck/logos/<id>.svg`), so nothing that a file system reads as more."""

OWN_COLUMNS = ("id", "name", "full_name", "lang", "genitive", "written_standard")
"""The columns with a meaning of their own; all others are the entry's `fields`."""

__all__ = [
    "Entry",
    "Fields",
    "Forms",
    "Name",
    "Preset",
    "Register",
    "find",
    "load",
    "matches",
    "read",
    "slug",
]


class Register(Struct, frozen=True, dict=True):
    """A table of possible recipients.

    `noun` is what Jinja calls one of them (`municipality`), beside `recipient`; `headers` are what tables call the
    column with them. `region` names the field that tells namesakes apart, '' when there is none. `council` is the
    word that is right for the elected assembly of each of them, '' where there is no such word.
    """

    id: str
    noun: str
    entries: tuple[Entry, ...]
    region: str = ""
    headers: tuple[str, ...] = ()
    council: str = ""

    @cached_property
    def fields(self) -> tuple[str, ...]:
        """The names of the entries' own fields: the same for all of them, since they are a table's columns."""
        return self.entries[0].fields.names if self.entries else ()

    @cached_property
    def spellings(self) -> Mapping[str, tuple[Entry, ...]]:
        """The entries by every exact spelling: id, each name, full and official name, case aside."""
        return _index((folded(text), entry) for entry in self.entries for text in entry.spellings)

    @cached_property
    def loose_spellings(self) -> Mapping[str, tuple[Entry, ...]]:
        """The entries by spellings without accents, with 'aa' and 'oe', with the region; ids without 0s."""
        return _index((key, entry) for entry in self.entries for key in self._loose(entry))

    def label(self, entry: Entry) -> str:
        """Write an entry so that namesakes differ: '1515 Herøy (Møre og Romsdal)'."""
        region = entry.fields.get(self.region)
        return f"{entry.id} {entry.main.name}" + (f" ({region})" if region else "")

    def _loose(self, entry: Entry) -> Iterator[str]:
        region = entry.fields.get(self.region) or ""
        yield entry.id.lstrip("0").casefold()
        for text in entry.spellings:
            yield unaccented(text)
            yield unaccented(spelt_out(text))
            yield unaccented(f"{text} {region}")


NO_REGISTER = Register("", "", ())
"""What a course without a register has: decks for nobody in particular only."""


def _index(pairs: Iterable[tuple[str, Entry]]) -> Mapping[str, tuple[Entry, ...]]:
    found: dict[str, dict[str, Entry]] = {}
    for key, entry in pairs:
        found.setdefault(key, {})[entry.id] = entry
    return {key: tuple(entries.values()) for key, entries in found.items() if key}


# ---- finding an entry


def find(register: Register, text: str, source: Source | None = None) -> Result[Entry]:
    """Find the entry that `text` means: an id, any of its names, or both ('1515 Herøy').

    Case never matters; accents only where two names differ in nothing else. Findings: `recipient-unknown`
    with the nearest names, `recipient-is-region`, `recipient-ambiguous` with the candidates, `recipient-id-differs`
    where an id and a name that stand together are not the same entry's.
    """
    meant = matches(register, text)
    if len(meant) == 1:
        return meant[0], ()
    if meant:
        found = error("recipient-ambiguous", source, name=text)
        return None, (replace(found, known=tuple(register.label(entry) for entry in meant)),)
    return None, (_unmatched(register, text, source),)


def matches(register: Register, text: str) -> tuple[Entry, ...]:
    """Give all entries that `text` may mean, without a word about it: one where it is clear, none, or namesakes."""
    exact = register.spellings.get(folded(text), ())
    return exact or register.loose_spellings.get(unaccented(text), ()) or _by_id_and_name(register, text)


def _by_id_and_name(register: Register, text: str) -> tuple[Entry, ...]:
    """Take '1515 Herøy kommune' apart: both must mean the same entry."""
    entry, name = _leading_id(register, text)
    return (entry,) if entry and name and entry in matches(register, name) else ()


def _leading_id(register: Register, text: str) -> tuple[Entry | None, str]:
    """Take an id and a name apart; only this register's own ids count, never another script's digits."""
    id_, _, name = text.strip().partition(" ")
    entries = register.spellings.get(folded(id_), ())
    return next((entry for entry in entries if entry.id == id_), None), name.strip()


def _unmatched(register: Register, text: str, source: Source | None) -> Finding:
    """Say why nothing matches: an id with another's name, a region's name, or one that is not there."""
    entry, name = _leading_id(register, text)
    if entry:
        return error("recipient-id-differs", source, id=entry.id, name=name, other=entry.main.name)
    if folded(text) in map(folded, regions(register)):
        return error("recipient-is-region", source, name=text)
    near = nearest(text, (name for entry in register.entries for name in entry.spellings))
    return replace(error("recipient-unknown", source, name=text, register=register.id), near=near)


# ---- the entries of a region


def regions(register: Register) -> tuple[str, ...]:
    """Name the register's regions, in its order; none where it has no such column."""
    names = (entry.fields.get(register.region) or "" for entry in register.entries)
    return tuple(dict.fromkeys(filter(None, names)))


def in_region(register: Register, text: str) -> tuple[Entry, ...]:
    """Give the entries of the region that `text` means, by its name or its number (field `<region>_id`)."""
    wanted = unaccented(text).lstrip("0")
    columns = (register.region, f"{register.region}_id")
    return tuple(
        entry
        for entry in register.entries
        if wanted and wanted in {unaccented(entry.fields.get(name) or "").lstrip("0") for name in columns}
    )


# ---- the registers that ship


class Preset(Struct, frozen=True):
    """A register that ships: its table, the names in further languages, and what its columns mean."""

    noun: str
    table: str
    further: str
    region: str
    headers: tuple[str, ...]
    council: str


PRESETS: Mapping[str, Preset] = {
    "kommuner": Preset(
        "municipality", "kommuner.csv", "kommuner_flerspraklig.csv", "county", ("kommune",), "kommunestyre"
    ),
}
"""Norway's municipalities (sources and licences in registers/SOURCES.md); each has a kommunestyre, whatever it calls
itself (kommuneloven, section 5-3)."""


@cache
def load(name: str) -> Register:
    """Give a register that ships.

    Raises KeyError for a name that is not in PRESETS: the course's schema offers only those.
    """
    preset = PRESETS[name]
    further: dict[str, list[Forms]] = {}
    for row in _shipped(preset.further):
        further.setdefault(row["id"], []).append(_forms(row))
    entries = (_entry(row, tuple(further.get(row["id"], ()))) for row in _shipped(preset.table))
    return Register(name, preset.noun, tuple(entries), preset.region, preset.headers, preset.council)


def _shipped(file: str) -> Iterator[Mapping[str, str]]:
    text = (files("kursdeck") / "registers" / file).read_text(encoding="utf-8")
    headers, *rows = csv.reader(io.StringIO(text))
    return (dict(zip(headers, row, strict=True)) for row in rows)


def _forms(row: Mapping[str, str]) -> Forms:
    return Forms(row.get("lang", ""), row["name"], row.get("full_name", ""), row.get("genitive", ""))


def _entry(row: Mapping[str, str], further: tuple[Forms, ...] = ()) -> Entry:
    fields = Fields(tuple((header, text) for header, text in row.items() if header not in OWN_COLUMNS))
    forms = further or (_forms(row),)
    return Entry(row["id"], row.get("lang", ""), forms, row.get("written_standard", ""), fields)


# ---- another register


def read(path: Path, shown: str, noun: str) -> Result[Register]:
    """Read a register from a CSV file: columns `id` and `name`, more of OWN_COLUMNS, and fields of its own.

    `noun` is what Jinja calls one of its entries. Findings, all at once with file, line and column: those of
    `table.read` and of its rows, `register-column-missing`, `register-cell-empty`, `register-id-form`,
    `register-id-twice`.
    """
    read_table, findings = table.read(path, shown)
    if read_table is None:
        return None, findings
    findings = (*read_table.findings, *_missing_columns(read_table)) or _wrong_cells(read_table)
    if findings:
        return None, findings
    entries = tuple(_entry(_by_header(read_table, row)) for row in read_table.rows)
    return Register(slug(path.stem) or path.stem, noun, entries), ()


def _by_header(read_table: table.Table, row: table.Row) -> Mapping[str, str]:
    pairs = zip(read_table.headers, row.cells, strict=True)
    return {_header(header.text): cell.text for header, cell in pairs if header.text}


def _header(text: str) -> str:
    return text.casefold() if text.casefold() in OWN_COLUMNS else text


def _missing_columns(read_table: table.Table) -> Findings:
    headers = tuple(cell.text for cell in read_table.headers)
    source = replace(read_table.source, line=read_table.headers[0].source.line, column=1)
    return tuple(
        replace(error("register-column-missing", source, name=name), near=nearest(name, headers))
        for name in ("id", "name")
        if read_table.position(name) is None
    )


def _wrong_cells(read_table: table.Table) -> Findings:
    ids, names = _column(read_table, "id"), _column(read_table, "name")
    empty = (error("register-cell-empty", cell.source, column="id") for cell in ids if not cell.text)
    nameless = (error("register-cell-empty", cell.source, column="name") for cell in names if not cell.text)
    odd = (
        error("register-id-form", cell.source, id=cell.text)
        for cell in ids
        if cell.text and not ID.fullmatch(cell.text)
    )
    return (*empty, *nameless, *odd, *_twice(ids))


def _column(read_table: table.Table, header: str) -> tuple[table.Cell, ...]:
    position = read_table.position(header)
    return () if position is None else tuple(row.cells[position] for row in read_table.rows)


def _twice(ids: tuple[table.Cell, ...]) -> Findings:
    """Find ids that differ in nothing but case: on many disks they would name one file."""
    first: dict[str, int] = {}
    findings = []
    for cell in ids:
        line = first.setdefault(cell.text.casefold(), cell.source.line)
        if cell.text and line != cell.source.line:
            findings.append(error("register-id-twice", cell.source, id=cell.text, line=line))
    return tuple(findings)
