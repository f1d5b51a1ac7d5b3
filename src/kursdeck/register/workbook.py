"""Tables in Excel workbooks, read as their user sees them and as the same sheet saved as CSV would be.

A workbook is a zip of XML that comes from anybody. One that was made to fill the memory is refused by its
directory and by the places of its cells, before anything is laid out: the library that reads the cells lays out
every cell between the first and the last, and two cells can stand very far apart.
"""

import datetime as dt
import io
import posixpath
import re
import struct
import unicodedata
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TypeAlias
from xml.parsers import expat

from kursdeck.findings import Result, error
from kursdeck.register.table import MAX_BYTES, Row, Table, table_of
from kursdeck.source import Source

MAX_INFLATED = 64 * 2**20
"""Bytes of all parts together: a roster of 3 570 rows has about 3 MiB."""
MAX_COLUMNS = 200
MAX_ROWS = 20_000
"""How far from A1 a cell may stand."""
MAX_LETTERS, MAX_DIGITS = 3, 7
"""How long the two halves of a cell's place are in Excel itself: XFD1048576."""
MEBIBYTE = 2**20

_OLE_HEADER = bytes.fromhex("D0CF11E0A1B11AE1")
"""An OLE file: a workbook with a password (MS-OFFCRYPTO, 2.3.4.4), or one of Excel 97."""
_BROKEN = (
    zipfile.BadZipFile, zlib.error, EOFError, ValueError, struct.error, OverflowError, RuntimeError,
)  # fmt: skip
"""What zipfile raises for a zip that is cut off or patched."""
_PLACE = re.compile(rb"""<(?:\w+:)?(?:c|row)\b[^<>]*?\sr\s*=\s*["']([A-Za-z]*)([0-9]*)([^"']*)["']""")
"""A cell's or row's place: letters and digits (ISO 29500-1, 18.3.1.4 and 18.3.1.73), and what should not follow."""
_FAILED = re.compile(
    rb"""<(?:\w+:)?c\b(?=[^<>]*\st\s*=\s*["']e["'])[^<>]*?\sr\s*=\s*["']([A-Za-z]+)([0-9]+)["'][^<>]*>"""
    rb"""(?:<(?:\w+:)?f\b[^<>]*(?:/>|>[^<]*</(?:\w+:)?f>))?<(?:\w+:)?v>([^<]*)<"""
)
"""A cell whose formula failed (ISO 29500-1, 18.18.11, `e`), and what it shows: the library gives it as empty."""
_SHEET_ID = re.compile(rb"""<(?:\w+:)?sheet\b[^<>]*?\s\w+:id\s*=\s*["']([^"']+)["']""")
_TARGET = (
    rb"""<(?:\w+:)?Relationship\b(?=[^<>]*\sId\s*=\s*["']%s["'])[^<>]*?\sTarget\s*=\s*["']([^"']+)["']"""
)

Parts: TypeAlias = Mapping[str, bytes]
Value: TypeAlias = str | int | float | bool | dt.datetime | dt.date | dt.time | dt.timedelta


def read(path: Path, shown: str) -> Result[Table]:
    """Read the first visible sheet of a workbook; `shown` is the file's name in messages.

    Of a formula the value counts that Excel saved with it. Findings: `table-missing`, `table-too-large`,
    `table-empty`, `table-header-twice`, `table-cell-error` as of a CSV file; `workbook-locked`,
    `workbook-damaged`, `workbook-too-large`, `workbook-too-wide`. Raises OSError when the file exists and cannot
    be read.
    """
    if not path.is_file():
        return None, (error("table-missing", Source(shown), file=shown),)
    if path.stat().st_size > MAX_BYTES:
        return None, (error("table-too-large", Source(shown), limit=MAX_BYTES // MEBIBYTE),)
    return parse(path.read_bytes(), shown)


def parse(data: bytes, shown: str) -> Result[Table]:
    """Read a workbook from its bytes; findings as `read`. Never raises for what the bytes hold."""
    whole = Source(shown)
    if data.startswith(_OLE_HEADER):
        return None, (error("workbook-locked", whole),)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if sum(entry.file_size for entry in archive.infolist()) > MAX_INFLATED:
                return None, (error("workbook-too-large", whole, limit=MAX_INFLATED // MEBIBYTE),)
            named = [entry for entry in archive.infolist() if entry.filename.endswith((".xml", ".rels"))]
            parts = {entry.filename: archive.read(entry) for entry in named}
    except _BROKEN:
        return None, (error("workbook-damaged", whole),)
    if not all(map(_is_plain_xml, parts.values())):
        return None, (error("workbook-damaged", whole),)
    if any(map(_reaches_far, parts.values())):
        return None, (error("workbook-too-wide", whole, columns=MAX_COLUMNS, rows=MAX_ROWS),)
    return _table(parts, shown)


def _is_plain_xml(part: bytes) -> bool:
    """Say whether a part is what its bytes look like: then a pattern finds in it what the library will find."""
    if b"\0" in part or b"<!DOCTYPE" in part:
        return False
    try:
        expat.ParserCreate().Parse(part, True)  # noqa: FBT003 - expat's own signature
    except (expat.ExpatError, ValueError, LookupError):
        return False
    return True


def _reaches_far(part: bytes) -> bool:
    """Say whether a cell stands too far out; a place that is none is taken for one that does."""
    places = _PLACE.findall(part)
    columns = {letters for letters, _, _ in places}
    rows = {digits for _, digits, _ in places}
    return (
        any(further for _, _, further in places)
        or any(len(letters) > MAX_LETTERS or _column(letters) > MAX_COLUMNS for letters in columns)
        or any(len(digits) > MAX_DIGITS or int(digits or 0) > MAX_ROWS for digits in rows)
    )


def _column(letters: bytes) -> int:
    """Give a column's number, from 1: A is 1, AA is 27."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - ord("A") + 1
    return number


def _table(parts: Parts, shown: str) -> Result[Table]:
    """Hand the parts, as they were inflated here, to the library that knows what their cells mean."""
    from python_calamine import CalamineError, SheetVisibleEnum, load_workbook  # noqa: PLC0415 - few read a workbook

    try:
        with load_workbook(io.BytesIO(_stored(parts))) as book:
            visible = [meta.visible == SheetVisibleEnum.Visible for meta in book.sheets_metadata]
            index = visible.index(True)
            values = book.get_sheet_by_index(index).to_python(skip_empty_area=False)
    except (CalamineError, OSError, ValueError):
        return None, (error("workbook-damaged", Source(shown)),)
    for row, column, text in _failed(_part_of(parts, index)):
        if 0 <= row < len(values) and column < len(values[row]):
            values[row][column] = text
    rows = tuple(_rows(values, shown))
    if len(rows) < 2:  # noqa: PLR2004 - a header and one row
        return None, (error("table-empty", Source(shown)),)
    return table_of(rows[0], rows[1:], shown)


def _failed(sheet: bytes) -> Iterator[tuple[int, int, str]]:
    """Give row and column, from 0, of the cells that show '#N/A' and the like, with that text."""
    for letters, digits, text in _FAILED.findall(sheet):
        yield int(digits) - 1, _column(letters) - 1, text.decode(errors="replace")


def _part_of(parts: Parts, index: int) -> bytes:
    """Give the XML of a sheet by its number; b'' where the workbook does not say which part it is."""
    ids = _SHEET_ID.findall(parts.get("xl/workbook.xml", b""))
    id_ = re.escape(ids[index]) if index < len(ids) else b""
    target = re.search(_TARGET % id_, parts.get("xl/_rels/workbook.xml.rels", b""))
    name = target[1].decode(errors="replace") if target else ""
    return parts.get(posixpath.normpath(posixpath.join("/xl", name)).lstrip("/"), b"")


def _stored(parts: Parts) -> bytes:
    """Zip the parts again: so the library never inflates more than the file's directory promised."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name, data in parts.items():
            archive.writestr(zipfile.ZipInfo(name), data)
    return file.getvalue()


def _rows(values: list[list[Value]], shown: str) -> Iterator[Row]:
    for number, row in enumerate(values, 1):
        texts = tuple(map(as_shown, row))
        if any(texts):
            yield Row(texts, Source(shown, number, 1))


# ---- cells as they are seen


def as_shown(value: Value) -> str:  # noqa: PLR0911 - one line a type, as in a table
    """Write a cell's value as Excel with Norwegian settings shows it: 301, 0,5, 03.06.2026, 09:00.

    The cell's own number format is not known here, so 50 % is 0,5.
    """
    match value:
        case str():
            return unicodedata.normalize("NFC", value).strip()
        case bool():
            return "TRUE" if value else "FALSE"
        case int() | float():
            return f"{value:.15g}".replace(".", ",")
        case dt.datetime():
            return f"{value:%d.%m.%Y} {as_shown(value.time())}"
        case dt.date():
            return f"{value:%d.%m.%Y}"
        case dt.time():
            return f"{value:%H:%M:%S}".removesuffix(":00")
        case dt.timedelta():
            return _duration(value)


def _duration(value: dt.timedelta) -> str:
    minutes, seconds = divmod(round(value.total_seconds()), 60)
    return f"{minutes // 60}:{minutes % 60:02}" + (f":{seconds:02}" if seconds else "")
