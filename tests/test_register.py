"""Everybody finds their recipient, by whatever official name, and nobody gets a namesake's deck."""

import csv
import re
import unicodedata
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kursdeck import register
from kursdeck.findings import Findings
from kursdeck.register import Entry, Register
from kursdeck.register.spelling import MAX_SLUG, genitive, slug
from kursdeck.register.table import parse, read

KOMMUNER = register.load("kommuner")
BY_ID = {entry.id: entry for entry in KOMMUNER.entries}
NAMESAKES = {"1515", "1818", "3114", "3419"}


def found(text: str, table: Register = KOMMUNER) -> str:
    """Give the id that a text is found as, or the ids of the findings."""
    entry, findings = register.find(table, text)
    return entry.id if entry else " ".join(finding.id for finding in findings)


def ids(findings: Findings) -> list[str]:
    return [finding.id for finding in findings]


# ---- what ships


def test_all_357_municipalities_are_there_with_their_written_standards() -> None:
    standards = Counter(entry.written_standard for entry in KOMMUNER.entries)
    assert len(BY_ID) == len(KOMMUNER.entries) == 357
    assert standards == {"nb": 118, "nn": 88, "": 151}


def test_29_have_names_in_several_languages() -> None:
    several = [entry for entry in KOMMUNER.entries if len(entry.names) > 1]
    assert len(several) == 29
    assert all(
        name.lang in {"nb-NO", "se-NO", "sma-NO", "smj-NO", "fkv-NO"} for e in several for name in e.names
    )


def test_the_two_files_agree_on_the_norwegian_name() -> None:
    """The table of further names repeats the Norwegian one at its place in the official name."""
    folder = Path(register.__file__).parent.parent / "registers"
    with (folder / "kommuner.csv").open(encoding="utf-8", newline="") as file:
        plain = {row["id"]: (row["name"], row["full_name"]) for row in csv.DictReader(file)}
    assert {e.id: (e.main.name, e.main.full_name) for e in KOMMUNER.entries} == plain


def test_three_call_themselves_herad() -> None:
    herad = {entry.main.full_name for entry in KOMMUNER.entries if entry.main.full_name.endswith(" herad")}
    assert herad == {"Voss herad", "Kvam herad", "Ulvik herad"}
    assert BY_ID["4617"].main.full_name == "Kvinnherad kommune"


def test_a_name_is_written_in_the_language_of_the_text() -> None:
    storfjord = BY_ID["5538"]
    assert storfjord.official_name == "Storfjord – Omasvuotna – Omasvuono"
    assert [(name.text, name.lang) for name in storfjord.names] == [
        ("Storfjord", "nb-NO"),
        ("Omasvuotna", "se-NO"),
        ("Omasvuono", "fkv-NO"),
    ]
    assert [storfjord.name(code).text for code in ("nb", "nn", "se", "fkv", "sma")] == [
        "Storfjord",
        "Storfjord",
        "Omasvuotna",
        "Omasvuono",
        "Storfjord",
    ]
    assert storfjord.full_name("se").text == "Omasvuona suohkan"


def test_a_sami_name_may_stand_first_in_the_official_one() -> None:
    assert BY_ID["5610"].official_name == "Kárášjohka – Karasjok"
    assert BY_ID["5610"].main.name == "Karasjok"


def test_a_form_that_no_source_confirms_falls_back_to_norwegian() -> None:
    assert BY_ID["5512"].name("se").text == "Dielddanuorri"
    assert BY_ID["5512"].full_name("se") == register.Name("Tjeldsund kommune", "nb-NO")
    assert BY_ID["5512"].genitive("se") == register.Name("Tjeldsunds", "nb-NO")


@pytest.mark.parametrize(
    ("id_", "code", "expected"),
    [
        ("4601", "nb", "Bergens"),
        ("3103", "nn", "Moss’"),
        ("3430", "nb", "Os’"),
        ("4601", "en", "Bergen’s"),
        ("5538", "se", "Omasvuona"),
        ("4601", "pl", "Bergens"),
    ],
)
def test_a_genitive_follows_the_language_of_the_text(id_: str, code: str, expected: str) -> None:
    assert BY_ID[id_].genitive(code).text == expected


def test_a_language_without_a_rule_leaves_the_name_alone() -> None:
    assert genitive("Kraków", "pl") == "Kraków"


def test_a_county_is_a_field_of_the_entry() -> None:
    assert BY_ID["0301"].fields.get("county_id") == "03"
    assert BY_ID["1515"].fields.get("county") == "Møre og Romsdal"
    assert BY_ID["1515"].fields.get("region") is None


# ---- finding


def test_each_is_found_by_its_number() -> None:
    assert [found(id_) for id_ in BY_ID] == list(BY_ID)


@pytest.mark.parametrize("entry", [e for e in KOMMUNER.entries if e.id not in NAMESAKES], ids=lambda e: e.id)
def test_each_is_found_by_each_of_its_names_in_any_case_and_composition(entry: Entry) -> None:
    for name in entry.spellings:
        assert found(name) == found(name.upper()) == entry.id
        assert found(unicodedata.normalize("NFD", f"  {name} ")) == entry.id


@pytest.mark.parametrize(
    ("text", "id_"),
    [
        ("Karasjohka", "5610"),
        ("Baerum", "3201"),
        ("Tonsberg", "3905"),
        ("Porsangu", "5622"),
        ("Aalesund", "1508"),
        ("storfjord-omasvuotna-omasvuono", "5538"),
        ("voss herad", "4621"),
        ("301", "0301"),
        ("1515 Herøy", "1515"),
        ("1818 Heroy kommune", "1818"),
        ("Herøy, Nordland", "1818"),
        ("Våler (Østfold)", "3114"),
    ],
)
def test_a_name_is_found_as_people_type_it(text: str, id_: str) -> None:
    assert found(text) == id_


@pytest.mark.parametrize(("name", "first", "second"), [("Herøy", "1515", "1818"), ("våler", "3114", "3419")])
def test_namesakes_are_told_apart_by_number_and_county(name: str, first: str, second: str) -> None:
    entry, (finding,) = register.find(KOMMUNER, name)
    assert entry is None
    assert finding.id == "recipient-ambiguous"
    assert [label[:4] for label in finding.known] == [first, second]
    assert [found(label) for label in finding.known] == [first, second]


def test_a_near_miss_is_told_the_name_that_was_meant() -> None:
    _, (finding,) = register.find(KOMMUNER, "Bergn")
    assert finding.id == "recipient-unknown"
    assert finding.near[0] == "Bergen"
    assert not finding.known


def test_an_id_beside_another_ones_name_is_not_guessed_at() -> None:
    assert found("1515 Bergen") == "recipient-id-differs"


@pytest.mark.parametrize("text", ["", " ", "?", "١٥١٥", "1515x", "Ådum"])
def test_nothing_is_found_that_is_not_there(text: str) -> None:
    assert found(text) == "recipient-unknown"


@given(st.text(max_size=40))
def test_any_text_gives_an_entry_or_one_finding(text: str) -> None:
    entry, findings = register.find(KOMMUNER, text)
    assert (entry is None) == (len(findings) == 1)


# ---- file names


def test_every_municipality_has_a_slug_of_its_own_beside_its_number() -> None:
    assert all(re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", entry.slug) for entry in KOMMUNER.entries)
    assert len({f"{entry.id}-{entry.slug}" for entry in KOMMUNER.entries}) == 357


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Ærøy og Ås", "aeroy-og-as"),
        ("Kárášjohka", "karasjohka"),
        ("Porsáŋgu", "porsangu"),
        ("Deatnu / Tana", "deatnu-tana"),
        ("Łódź", "lodz"),
        ("Αθήνα", ""),
    ],
)
def test_a_slug_keeps_a_names_sound(name: str, expected: str) -> None:
    assert slug(name) == expected


@given(st.text(max_size=200))
def test_a_slug_is_always_a_safe_file_name(name: str) -> None:
    assert re.fullmatch(r"([a-z0-9]+(-[a-z0-9]+)*)?", slug(name))
    assert len(slug(name)) <= MAX_SLUG
    assert slug(slug(name)) == slug(name)


# ---- another register


def branches(tmp_path: Path, text: str, encoding: str = "utf-8") -> Path:
    path = tmp_path / "branches.csv"
    path.write_bytes(text.encode(encoding))
    return path


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_csv_reads_the_same_however_it_was_saved(
    tmp_path: Path, encoding: str, separator: str, end: str
) -> None:
    lines = [["ID", "name", "chair"], ["n1", "Ærlig Øst", "Ola"], ["n2", '"Vest; Nord, og\tSør"', ""], []]
    text = end.join(separator.join(line) for line in lines)
    table, findings = register.read(branches(tmp_path, text, encoding), "branches.csv", "branch")
    assert not findings
    assert table is not None
    assert (table.id, table.noun) == ("branches", "branch")
    assert [entry.main.name for entry in table.entries] == ["Ærlig Øst", "Vest; Nord, og\tSør"]
    assert table.entries[0].fields.get("chair") == "Ola"
    assert found("aerlig ost", table) == "n1"


def test_letters_of_any_script_are_found_and_named_by_their_id(tmp_path: Path) -> None:
    text = "id,name,lang\na1,Αθήνα 2,el-GR\na2,Πάτρα,el-GR\n"
    table, _ = register.read(branches(tmp_path, text), "branches.csv", "branch")
    assert table is not None
    assert found("αθηνα 2", table) == "a1"
    assert found("2", table) == "recipient-unknown"
    assert [entry.slug for entry in table.entries] == ["2", "a2"]


def test_accents_matter_where_two_names_differ_in_nothing_else(tmp_path: Path) -> None:
    table, _ = register.read(branches(tmp_path, "id,name\n1,Øst\n2,Ost\n"), "branches.csv", "branch")
    assert table is not None
    assert (found("øst", table), found("ost", table)) == ("1", "2")
    assert found("öst", table) == "recipient-ambiguous"


def test_all_wrong_cells_are_reported_at_once_with_line_and_column(tmp_path: Path) -> None:
    text = 'name;id\nA;n1\n;n2\n"C; D";../x\nD;\nE;N1\n'
    table, findings = register.read(branches(tmp_path, text), "deck/branches.csv", "branch")
    assert table is None
    assert {(finding.id, str(finding.source)) for finding in findings} == {
        ("register-cell-empty", "deck/branches.csv:3:1"),
        ("register-id-form", "deck/branches.csv:4:8"),
        ("register-cell-empty", "deck/branches.csv:5:3"),
        ("register-id-twice", "deck/branches.csv:6:3"),
    }


def test_a_missing_column_is_told_the_header_that_was_meant(tmp_path: Path) -> None:
    _, findings = register.read(branches(tmp_path, "id,nmae\n1,A\n"), "b.csv", "branch")
    assert ids(findings) == ["register-column-missing"]
    assert findings[0].near == ("nmae",)


def test_a_file_that_is_not_there_is_a_finding(tmp_path: Path) -> None:
    _, findings = register.read(tmp_path / "none.csv", "none.csv", "branch")
    assert ids(findings) == ["table-missing"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", ["table-empty"]),
        ("id,name\n\n,\n", ["table-empty"]),
        ('id,name\n1,"A\n', ["table-quotes"]),
        ('id,name\n1,"A"B\n', ["table-quotes"]),
        ("id,id\n1,2\n", ["table-header-twice"]),
    ],
)
def test_a_broken_table_says_what_is_broken(text: str, expected: list[str]) -> None:
    table, findings = parse(text, "t.csv")
    assert table is None
    assert ids(findings) == expected


def test_a_row_with_a_cell_too_many_says_so_itself_and_stops_a_register(tmp_path: Path) -> None:
    text = "id,name\n1,Moss, Halden\n2,Voss,,\n"
    table, findings = parse(text, "t.csv")
    assert table is not None
    assert (findings, [ids(row.findings) for row in table.rows]) == ((), [["table-row-too-long"], []])
    read_register, findings = register.read(branches(tmp_path, text), "branches.csv", "branch")
    assert read_register is None
    assert [str(found.source) for found in findings] == ["branches.csv:2:8"]


@pytest.mark.parametrize("data", ["id,name\n1,Å\n".encode("utf-16"), b"id,name\n1,\x81\n", b"PK\x03\x04\0\0"])
def test_a_file_that_is_no_text_says_so(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "t.csv"
    path.write_bytes(data)
    assert ids(read(path, "t.csv")[1]) == ["table-encoding"]


def test_a_cell_after_one_of_several_lines_has_its_own_line() -> None:
    table, _ = parse('id,name\n1,"A\nB"\n2,C\n', "t.csv")
    assert table is not None
    assert [row.source.line for row in table.rows] == [2, 4]


def test_short_rows_are_filled_and_cells_that_look_like_formulas_stay_text() -> None:
    table, _ = parse("id,name,more\n1,=1+1\n", "t.csv")
    assert table is not None
    assert [cell.text for cell in table.rows[0].cells] == ["1", "=1+1", ""]


@given(st.text(max_size=200))
def test_any_text_gives_a_table_or_findings(text: str) -> None:
    table, findings = parse(text, "t.csv")
    assert (table is None) == bool(findings)
