"""A workbook is read as its user sees it, and one that was made to do harm is refused before it can."""

import datetime as dt
import io
import zipfile
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from kursdeck import audience, register
from kursdeck.findings import Findings
from kursdeck.project import Project
from kursdeck.register import table, workbook

SHOWN = "deck/roster.xlsx"


def saved(fill: Callable[[Workbook], object]) -> bytes:
    """Give a workbook as Excel saves it."""
    file = io.BytesIO()
    book = xlsxwriter.Workbook(file, {"in_memory": True})
    fill(book)
    book.close()
    return file.getvalue()


def sheet(*rows: tuple[object, ...]) -> bytes:
    """Give a workbook with one sheet: a number in a number column, a date as a real date, and so on."""

    def fill(book: Workbook) -> None:
        page = book.add_worksheet("Kurs")
        for number, row in enumerate(rows):
            for column, value in enumerate(row):
                write(book, page, (number, column), value)

    return saved(fill)


def write(book: Workbook, page: Worksheet, place: tuple[int, int], value: object) -> None:
    match value:
        case dt.datetime():
            page.write_datetime(*place, value, book.add_format({"num_format": "dd.mm.yyyy hh:mm"}))
        case dt.date():
            page.write_datetime(*place, value, book.add_format({"num_format": "dd.mm.yyyy"}))
        case dt.time():
            page.write_datetime(*place, value, book.add_format({"num_format": "hh:mm"}))
        case dt.timedelta():
            page.write_datetime(*place, value, book.add_format({"num_format": "[h]:mm"}))
        case str():
            page.write_string(*place, value)
        case _:
            page.write(*place, value)


def texts(data: bytes) -> list[tuple[str, ...]]:
    """Give the rows below the header of a sheet that is in order."""
    found, findings = workbook.parse(data, SHOWN)
    assert found is not None, findings
    return [row.texts for row in found.rows]


def said(findings: Findings) -> list[str]:
    return [f"{found.source} {found.id}" for found in findings]


# ---- cells


@pytest.mark.parametrize(
    ("value", "seen"),
    [
        ("0301", "0301"),
        (301, "301"),
        (22222222, "22222222"),
        (0.1 + 0.2, "0,3"),
        (-1.5, "-1,5"),
        (dt.date(2026, 6, 3), "03.06.2026"),
        (dt.datetime(2026, 6, 3, 9, 30), "03.06.2026 09:30"),  # noqa: DTZ001 - Excel knows no time zones
        (dt.time(9), "09:00"),
        (dt.time(9, 0, 30), "09:00:30"),
        (dt.timedelta(hours=36), "36:00"),
        (True, "TRUE"),
        ("=1+1", "=1+1"),
        (" A\u030a ", "Å"),
    ],
)
def test_a_cell_is_read_as_its_user_sees_it(value: object, seen: str) -> None:
    assert texts(sheet(("a", "b"), ("x", value))) == [("x", seen)]


def test_of_a_formula_the_value_counts_that_was_saved_with_it() -> None:
    def fill(book: Workbook) -> None:
        page = book.add_worksheet()
        page.write_row(0, 0, ["kommune", "rom", "pris"])
        page.write_formula(1, 0, '="Vo"&"ss"', None, "Voss")
        page.write_formula(1, 1, "=1/0", None, "#DIV/0!")
        page.write_formula(1, 2, "=NA()", None, "#N/A")

    assert texts(saved(fill)) == [("Voss", "#DIV/0!", "#N/A")]


def test_the_first_sheet_that_is_seen_is_read_and_its_cells_have_their_names() -> None:
    def fill(book: Workbook) -> None:
        hidden, page, other = (book.add_worksheet(name) for name in ("Skjult", "Kurs", "Annet"))
        page.activate()
        hidden.hide()
        hidden.write_formula(5, 28, "=NA()", None, "#N/A")
        page.write_string(3, 27, "kommune")
        page.write_string(5, 27, "Voss")
        other.write_string(0, 0, "x")

    found, findings = workbook.parse(saved(fill), SHOWN)
    assert findings == ()
    assert found is not None
    assert str(found.headers[27].source) == "deck/roster.xlsx:AB4"
    assert [(cell.text, str(cell.source)) for cell in found.rows[0].cells[27:]] == [
        ("Voss", "deck/roster.xlsx:AB6")
    ]


def test_a_workbook_is_the_same_table_as_the_csv_file_saved_from_it() -> None:
    found, _ = workbook.parse(sheet(("kommune", "dato", "pris"), ("Voss", dt.date(2026, 6, 3), 0.5)), SHOWN)
    csv, _ = table.parse("kommune;dato;pris\nVoss;03.06.2026;0,5\n", "deck/roster.csv")
    assert found is not None
    assert csv is not None
    assert [row.texts for row in found.rows] == [row.texts for row in csv.rows]


# ---- as a roster


def test_a_roster_in_a_workbook_is_read_and_its_mistakes_have_their_cells(tmp_path: Path) -> None:
    (tmp_path / "deck").mkdir()
    project = Project(tmp_path)
    head = ("kommune", "id", "dato", "start", "minutter", "kursholder", "telefon")
    rows = (
        ("Oslo", 301, dt.date(2026, 6, 3), dt.time(9), 90, "Kari Eksempel", 22222222),
        ("Voss", 4621, 3.6, dt.time(12, 30), 1.5, "Kari Eksempel", 22222222),
    )
    project.roster_workbook.write_bytes(sheet(head, *rows))
    found, findings = audience.read_roster(project, register.load("kommuner"))
    assert found is not None, findings
    allowed = audience.Allowed(("nb",), (), lambda names, _: (tuple(names), ()))
    (first, nothing), (second, wrong) = (audience.read_row(found, r, allowed, project) for r in found.rows)
    assert (nothing, first is not None, second) == ((), True, None)
    assert first is not None
    assert (first.recipient.id, first.recipient.start, first.recipient.minutes) == ("0301", dt.time(9), 90)
    assert first.recipient.date == dt.date(2026, 6, 3)
    assert said(wrong) == ["deck/roster.xlsx:C3 roster-date", "deck/roster.xlsx:E3 roster-minutes"]


# ---- what is refused


def rezipped(change: Callable[[dict[str, bytes]], None]) -> bytes:
    """Give a workbook with its parts changed."""
    with zipfile.ZipFile(io.BytesIO(small())) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    change(parts)
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return file.getvalue()


@cache
def small() -> bytes:
    return sheet(("kommune", "rom"), ("Voss", 1))


def bomb(parts: dict[str, bytes]) -> None:
    parts["xl/worksheets/sheet1.xml"] += b" " * (workbook.MAX_INFLATED + 1)


def far(parts: dict[str, bytes]) -> None:
    page = parts["xl/worksheets/sheet1.xml"]
    parts["xl/worksheets/sheet1.xml"] = page.replace(b'r="B2"', b'r="XFD1048576"')


def far_in_disguise(parts: dict[str, bytes]) -> None:
    page = parts["xl/worksheets/sheet1.xml"]
    parts["xl/worksheets/sheet1.xml"] = page.replace(b'r="B2"', b"r\n=\n'\x26#88;FD1048576'")


def entities(parts: dict[str, bytes]) -> None:
    page = parts["xl/worksheets/sheet1.xml"]
    start = page.index(b"<worksheet")
    parts["xl/worksheets/sheet1.xml"] = page[:start] + b'<!DOCTYPE x [<!ENTITY a "aa">]>' + page[start:]


def cut(parts: dict[str, bytes]) -> None:
    parts["xl/worksheets/sheet1.xml"] = parts["xl/worksheets/sheet1.xml"][:-9]


def without_a_sheet(parts: dict[str, bytes]) -> None:
    del parts["xl/worksheets/sheet1.xml"]


def all_hidden(parts: dict[str, bytes]) -> None:
    book = parts["xl/workbook.xml"]
    parts["xl/workbook.xml"] = book.replace(b"<sheet ", b'<sheet state="hidden" ')


@pytest.mark.parametrize(
    ("change", "id_"),
    [
        (bomb, "workbook-too-large"),
        (far, "workbook-too-wide"),
        (far_in_disguise, "workbook-too-wide"),
        (entities, "workbook-damaged"),
        (cut, "workbook-damaged"),
        (without_a_sheet, "workbook-damaged"),
        (all_hidden, "workbook-damaged"),
    ],
)
def test_a_workbook_that_could_do_harm_or_cannot_be_read_is_refused_in_one_sentence(
    change: Callable[[dict[str, bytes]], None], id_: str
) -> None:
    found, findings = workbook.parse(rezipped(change), SHOWN)
    assert (found, said(findings)) == (None, [f"deck/roster.xlsx {id_}"])


@pytest.mark.parametrize(
    ("data", "id_"),
    [
        (b"", "workbook-damaged"),
        (b"kommune;dato\nVoss;x\n", "workbook-damaged"),
        (bytes.fromhex("D0CF11E0A1B11AE1") + b"\0" * 600, "workbook-locked"),
        (sheet(("kommune",)), "table-empty"),
        (sheet(("rom", "rom"), ("a", "b")), "table-header-twice"),
    ],
)
def test_what_is_no_table_in_a_workbook_is_said(data: bytes, id_: str) -> None:
    found, findings = workbook.parse(data, SHOWN)
    assert (found, [finding.id for finding in findings]) == (None, [id_])


def test_a_file_that_is_missing_or_larger_than_any_roster_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / "roster.xlsx"
    assert said(workbook.read(path, SHOWN)[1]) == ["deck/roster.xlsx table-missing"]
    path.write_bytes(b"PK" + b"\0" * table.MAX_BYTES)
    assert said(workbook.read(path, SHOWN)[1]) == ["deck/roster.xlsx table-too-large"]


@settings(max_examples=80)
@given(st.binary(max_size=200), st.data())
def test_whatever_the_bytes_are_there_is_a_table_or_a_finding(noise: bytes, data: st.DataObject) -> None:
    whole = bytearray(small())
    start = data.draw(st.integers(0, len(whole)))
    whole[start : start + len(noise)] = noise
    for candidate in (noise, b"PK\x03\x04" + noise, bytes(whole), small()[:start]):
        found, findings = workbook.parse(candidate, SHOWN)
        assert (found is None) == bool(findings)


@settings(max_examples=80)
@given(st.sampled_from(["xl/worksheets/sheet1.xml", "xl/workbook.xml", "xl/sharedStrings.xml"]), st.data())
def test_whatever_a_part_says_there_is_a_table_or_a_finding(name: str, data: st.DataObject) -> None:
    """The zip is sound here, so that the parts are really read."""

    def change(parts: dict[str, bytes]) -> None:
        start = data.draw(st.integers(0, len(parts[name])))
        end = start + data.draw(st.integers(0, 8))
        new = data.draw(st.text(alphabet='<>"=/0123456789ABrst ', max_size=8)).encode()
        parts[name] = parts[name][:start] + new + parts[name][end:]

    found, findings = workbook.parse(rezipped(change), SHOWN)
    assert (found is None) == bool(findings)
