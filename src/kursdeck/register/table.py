"""Tables as people save them: a CSV file from Excel or an editor, read with the place of each cell.

Norwegian Excel writes semicolons, and Windows-1252 or UTF-8 with a byte order mark as its user picks; editors
write commas and plain UTF-8. All of these are the same table, and a wrong cell must be found again in each.
"""

import codecs
import csv
import io
import unicodedata
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from kursdeck.findings import Findings, Result, error
from kursdeck.source import Source

MAX_BYTES = 4_194_304
"""Nothing that people keep by hand is larger; what is, was picked by mistake."""

DELIMITERS = ";,\t"
QUOTE = '"'
ENCODINGS = ("utf-8", "cp1252")
"""As editors and Excel write tables; what is not UTF-8 is Windows-1252."""


class Cell(Struct, frozen=True):
    """One cell's text, without white space around it and in Unicode's composed form (NFC)."""

    text: str
    source: Source


class Row(Struct, frozen=True):
    """One row: a text for each header, in the table's order; a cell's place is worked out when it is asked for.

    `line` is the row as it stands in the file and `delimiter` what parts its cells; both are '' in a workbook.
    `findings` say that it has more cells than there are headers (`table-row-too-long`): then nobody can be sure which
    of them stands in which column.
    """

    texts: tuple[str, ...]
    source: Source
    line: str = ""
    delimiter: str = ""
    findings: Findings = ()

    @property
    def cells(self) -> tuple[Cell, ...]:
        """The row's texts with their places."""
        return tuple(map(self.cell, range(len(self.texts))))

    def cell(self, position: int) -> Cell:
        """Give one cell, counted from 0; one that the file leaves out at the end is the row's own."""
        text, whole = self.texts[position], self.source
        column = _column(self.line, self.delimiter, position) if self.delimiter else position + 1
        source = Source(whole.file, whole.line, column, max(len(text), 1)) if column else whole
        return Cell(text, source)


class Table(Struct, frozen=True):
    """A table with a header row; empty rows are left out."""

    headers: tuple[Cell, ...]
    rows: tuple[Row, ...]
    source: Source

    @property
    def findings(self) -> Findings:
        """Give what is wrong with the rows, for those who need every one of them."""
        return tuple(found for row in self.rows for found in row.findings)

    def position(self, header: str) -> int | None:
        """Say which column has this header, case aside; None when none has."""
        names = [cell.text.casefold() for cell in self.headers]
        return names.index(header.casefold()) if header.casefold() in names else None


class _Record(Struct, frozen=True):
    """A row as the csv module gives it, with its first line's number and text to find the columns by."""

    values: tuple[str, ...]
    line: int
    raw: str


def read(path: Path, shown: str) -> Result[Table]:
    """Read a table; `shown` is the file's name in messages. Its rows have findings of their own.

    Findings: `table-missing`, `table-too-large`, `table-encoding`, `table-quotes`, `table-empty`,
    `table-header-twice`. Raises OSError when the file exists and cannot be read.
    """
    whole = Source(shown)
    if not path.is_file():
        return None, (error("table-missing", whole, file=shown),)
    if path.stat().st_size > MAX_BYTES:
        return None, (error("table-too-large", whole, limit=MAX_BYTES // 1_048_576),)
    text = _decoded(path.read_bytes())
    if text is None:
        return None, (error("table-encoding", whole),)
    return parse(text, shown)


def parse(text: str, shown: str) -> Result[Table]:
    """Read a table from its text; findings as `read`."""
    delimiter = delimiter_of(text)
    try:
        records = tuple(_records(text, delimiter))
    except csv.Error:
        return None, (error("table-quotes", Source(shown)),)
    if len(records) < 2:  # noqa: PLR2004 - a header and one row
        return None, (error("table-empty", Source(shown)),)
    head, *body = (_row(record, delimiter, shown) for record in records)
    return table_of(head, body, shown)


def delimiter_of(text: str) -> str:
    """Say what parts the cells of a table whose lines end in line feeds."""
    return max(DELIMITERS, key=text.partition("\n")[0].count)


def lines_of(text: str) -> str:
    """Give a text with a line feed for each line end, whichever the system that wrote it has."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _decoded(data: bytes) -> str | None:
    for encoding in ENCODINGS:
        try:
            text = data.removeprefix(codecs.BOM_UTF8).decode(encoding)
        except UnicodeDecodeError:
            continue
        return None if "\0" in text else lines_of(text)
    return None


def _records(text: str, delimiter: str) -> Iterator[_Record]:
    lines = text.split("\n")
    reader = csv.reader(io.StringIO(text), delimiter=delimiter, strict=True)
    first = 1
    for values in reader:
        if any(value.strip() for value in values):
            yield _Record(tuple(values), first, lines[first - 1])
        first = reader.line_num + 1


def _row(record: _Record, delimiter: str, shown: str) -> Row:
    source = Source(shown, record.line, 1, max(len(record.raw), 1))
    return Row(tuple(_clean(value) for value in record.values), source, record.raw, delimiter)


def _column(line: str, delimiter: str, position: int) -> int:
    """Give the column, from 1, where a cell of a line starts; 0 where the line has fewer cells."""
    if QUOTE in line:
        return next(islice(_columns(line, delimiter), position, None), 0)
    cells = line.split(delimiter, position)
    return sum(map(len, cells[:position])) + position + 1 if len(cells) > position else 0


def _columns(line: str, delimiter: str) -> Iterator[int]:
    """Give the column, from 1, where each cell of a line starts; a delimiter between quotes starts none."""
    yield 1
    quoted = False
    for column, character in enumerate(line, start=1):
        quoted ^= character == QUOTE
        if character == delimiter and not quoted:
            yield column + 1


def _clean(value: str) -> str:
    return unicodedata.normalize("NFC", value).strip()


def table_of(head: Row, body: Iterable[Row], shown: str) -> Result[Table]:
    """Join a header row and the rows below it; finding `table-header-twice`."""
    headers = head.cells
    findings = _headers_twice(headers)
    rows = tuple(_fitted(row, len(headers)) for row in body)
    return (None if findings else Table(headers, rows, Source(shown))), findings


def _headers_twice(headers: tuple[Cell, ...]) -> Findings:
    names = [cell.text.casefold() for cell in headers]
    return tuple(
        error("table-header-twice", cell.source, header=cell.text)
        for index, cell in enumerate(headers)
        if cell.text and cell.text.casefold() in names[:index]
    )


def _too_long(row: Row, width: int) -> Findings:
    return tuple(
        error("table-row-too-long", cell.source, columns=width) for cell in row.cells[width:] if cell.text
    )[:1]


def _fitted(row: Row, width: int) -> Row:
    """Give a row exactly one text a header: Excel leaves out empty cells at the end, or adds some."""
    missing = width - len(row.texts)
    if not missing:
        return row
    texts = (*row.texts[:width], *[""] * missing)
    return replace(row, texts=texts, findings=_too_long(row, width))
