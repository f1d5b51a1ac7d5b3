"""A roster from end to end: made, filled in, built; and what is said where a row is wrong."""

import csv
import io
from pathlib import Path

import pytest
from samples import contents, decks, present, run, run_json, texts, write
from test_workbook import sheet

from kursdeck.build.new_roster import COLUMNS

SLIDE = """\
  - kind: section
    title: "{{ council.definite }} i {{ roster.rom }}, {{ recipient.start }}"
"""


def table(course: Path, name: str = "roster.csv") -> list[dict[str, str]]:
    """Read a roster as Excel does."""
    text = (course / "deck" / name).read_bytes().decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline=""), delimiter=";"))


def fill(course: Path, text: str) -> Path:
    (course / "deck" / "roster.csv").write_text(text, encoding="utf-8")
    return course


# ---- init


def test_a_roster_is_made_with_the_rows_that_were_asked_for_and_builds_as_it_is(course: Path) -> None:
    result = run("roster", "init", "--county", "Oslo", "Voss", "--county", "56", "-C", course)
    assert (result.exit_code, result.stderr) == (0, "")
    assert "deck/roster.csv has 20 rows" in result.stdout
    rows = table(course)
    assert [row["kommune"] for row in rows][:3] == ["Voss", "Oslo", "Alta"]
    assert [row["id"] for row in rows][:2] == ["4621", "0301"]
    assert len(rows[0]) == len(COLUMNS)
    built = run("build", "--dry-run", "-C", course)
    assert built.exit_code == 0
    assert "20 decks would be written" in built.stdout


def test_it_opens_in_norwegian_excel(course: Path) -> None:
    run("roster", "init", "--all", "-C", course)
    data = (course / "deck" / "roster.csv").read_bytes()
    assert data.startswith(b"\xef\xbb\xbfkommune;id;dato;start;sted;")
    assert data.count(b"\r\n") == data.count(b"\n") == 358


def test_a_roster_that_is_there_is_never_overwritten(course: Path) -> None:
    fill(course, "kommune\nVoss\n")
    before = contents(course)
    result = run("roster", "init", "Bergen", "-C", course)
    assert (result.exit_code, result.stdout) == (1, "")
    assert "deck/roster.csv is there already" in result.stderr
    assert contents(course) == before
    (course / "deck" / "roster.csv").rename(course / "deck" / "roster.xlsx")
    assert "deck/roster.xlsx is there already" in run("roster", "init", "Bergen", "-C", course).stderr
    assert run("roster", "init", "Bergen", "-C", course, "-o", course / "deck" / "ny.csv").exit_code == 0
    assert [row["id"] for row in table(course, "ny.csv")] == ["4601"]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ((), "Nobody was chosen"),
        (("Bergn",), "'Bergn' is not in the register"),
        (("--county", "Vestlnd"), "Did you mean 'Vestland'"),
    ],
)
def test_nobody_is_no_roster(arguments: tuple[str, ...], said: str, course: Path) -> None:
    result = run("roster", "init", *arguments, "-C", course)
    assert result.exit_code == 1
    assert said in result.stderr
    assert not (course / "deck" / "roster.csv").exists()


def test_a_course_without_a_register_has_no_roster(course: Path) -> None:
    text = (course / "content.yaml").read_text(encoding="utf-8")
    (course / "content.yaml").write_text(text.replace("register: kommuner\n", ""), encoding="utf-8")
    assert "no register" in run("roster", "init", "Bergen", "-C", course).stderr


# ---- build


def test_each_row_is_a_deck_with_what_it_says(course: Path) -> None:
    present(write(course, SLIDE))
    head = "kommune;id;start;språk;folkevalgt organ;Rom\n"
    fill(course, head + "Bergen;;09.00;nb;bystyre;Salen\nVoss;4621-mars;12.30;;heradsstyre;\nVoss;;;;;\n")
    result = run("build", "-C", course)
    assert result.exit_code == 0, result.output
    assert decks(course) == ["prove_4601-bergen.pptx", "prove_4621-mars-voss.pptx", "prove_4621-voss.pptx"]
    first, second, third = (texts(course / "deck" / "out" / name)[0] for name in decks(course))
    assert "bystyret i Salen, kl.\u00a009.00" in first
    assert "heradsstyret i , kl.\u00a012.30" in second
    assert "kommunestyret i ," in third


def test_a_workbook_does_as_well(course: Path) -> None:
    present(write(course, SLIDE))
    rows = (("kommune", "start", "rom"), ("Oslo", "09.00", "Salen"), (4621, "25.00", ""))
    (course / "deck" / "roster.xlsx").write_bytes(sheet(*rows))
    result = run("build", "-C", course)
    assert result.exit_code == 1
    assert "deck/roster.xlsx:B3 (start): error: This is no time of day." in result.stderr
    assert decks(course) == ["prove_0301-oslo.pptx"]


def test_one_bad_row_does_not_stop_the_others_and_can_be_retried(course: Path) -> None:
    present(write(course, SLIDE))
    fill(course, "kommune;dato;rom\nHerøy;;a\nVoss;i morgen;a\nBergen;;a\n")
    report = run_json("build", "-C", course)
    assert [deck["status"] for deck in report["decks"]] == ["failed", "failed", "written"]
    errors = [f for f in report["findings"] if f["severity"] == "error"]
    assert [(f["id"], f["line"], f["column"]) for f in errors] == [
        ("recipient-ambiguous", 2, 1),
        ("roster-date", 3, 6),
    ]
    fill(course, "kommune;dato;rom\n1818 Herøy;;a\nVoss;03.06.2026;a\nBergen;;a\n")
    again = run_json("build", "--retry-failed", "-C", course)
    assert [deck["recipient"] for deck in again["decks"]] == ["1818", "4621"]


def test_check_finds_what_a_build_would_find_in_the_roster(course: Path) -> None:
    present(write(course, SLIDE))
    fill(course, "kommune;dato;rom\nHerøy;i morgen;a\nVoss;;a\n")
    found = run_json("check", "-C", course)["findings"]
    assert [f["id"] for f in found if f["severity"] == "error"] == ["recipient-ambiguous", "roster-date"]


def test_a_county_is_built_with_what_the_roster_says_of_it(course: Path) -> None:
    present(write(course, SLIDE))
    fill(course, "kommune;rom\nAlta;Salen\nBergen;\n")
    result = run("build", "--county", "Finnmark", "Oslo", "-C", course)
    assert result.exit_code == 0, result.output
    assert len(decks(course)) == 19
    assert "i Salen" in texts(course / "deck" / "out" / "prove_5601-alta.pptx")[0]


def test_messages_about_the_roster_show_no_line_of_it(course: Path) -> None:
    present(write(course, SLIDE))
    fill(course, "kommune;kontakt;kontakt e-post;rom\nVoss;Hemmelig Eksempel;hemmelig;a\n")
    result = run("build", "-C", course)
    assert "deck/roster.csv:2:24 (kontakt e-post): error: This is not an e-mail address." in result.stderr
    assert "hemmelig" not in result.output.casefold()


def test_a_cell_s_column_is_named_as_the_user_wrote_it(course: Path) -> None:
    present(write(course, SLIDE))
    fill(course, "kommune;Kontakt;Kontakt E-POST;Partikontakt;rom\nVoss;Per;hemmelig;Pål;\n")
    result = run("build", "-C", course)
    assert "deck/roster.csv:2:10 (Kontakt E-POST): error: This is not" in result.stderr
    assert "deck/roster.csv:2:19 (Partikontakt): warning: The contact person has neither" in result.stderr
    named = {found["path"] for found in run_json("build", "-C", course)["findings"] if found["line"] == 2}
    assert named == {"Kontakt E-POST", "Partikontakt"}


def test_a_header_of_several_lines_steers_no_terminal(course: Path) -> None:
    present(write(course, SLIDE))
    rows = (("kommune", "kontakt\nperson"), ("Oslo", "Per"))
    (course / "deck" / "roster.xlsx").write_bytes(sheet(*rows))
    assert "deck/roster.xlsx:B2 (kontakt person): warning" in run("build", "-C", course).stderr


def test_a_row_with_a_cell_too_many_stops_no_other(course: Path) -> None:
    present(write(course, SLIDE))
    fill(course, "kommune,rom\nVoss,Oslo, Sentrum\nBergen,Oslo\n")
    result = run("build", "-C", course)
    assert result.exit_code == 1
    assert "deck/roster.csv:2:11: error: The row has more cells than the 2 headers." in result.stderr
    assert decks(course) == ["prove_4601-bergen.pptx"]
    assert "more cells" in run("build", "Voss", "-C", course).stderr


def test_a_region_is_no_recipient_and_it_is_said_how_to_choose_it(course: Path) -> None:
    for command in (("roster", "init"), ("build",)):
        result = run(*command, "Vestland", "-C", course)
        assert result.exit_code == 1
        assert "'Vestland' is a region of the register, not one recipient." in result.stderr
        assert '--county "Vestland"' in result.stderr


@pytest.mark.parametrize("name", ["roster.xlsx", "roster", "roster.txt"])
def test_a_new_roster_is_never_csv_under_another_name(course: Path, name: str) -> None:
    result = run("roster", "init", "Bergen", "-C", course, "-o", course / "deck" / name)
    assert result.exit_code == 1
    assert f"deck/{name}: error: A new roster is CSV" in result.stderr
    assert not (course / "deck" / name).exists()


@pytest.mark.parametrize("name", ["roster.xls", "Roster.ods", "roster (1).csv"])
def test_a_roster_that_is_not_read_is_said_to_be_so(course: Path, name: str) -> None:
    (course / "deck" / name).write_bytes(b"x")
    result = run("build", "-C", course)
    assert f"deck/{name}: warning: This file is not read" in result.stderr
    assert result.exit_code == 0


LONG = "Kommunestyresalen i det gamle rådhuset, inngang fra Storgata 14, tredje etasje til venstre for heisen"


@pytest.mark.parametrize(
    ("options", "place"), [((), "deck/roster.csv:3:6 (sted): error"), (("--place", LONG), "content.yaml:")]
)
def test_a_place_that_is_too_long_is_said_where_it_was_written(
    course: Path, options: tuple[str, ...], place: str
) -> None:
    fill(present(course), f"kommune;sted\nBergen;Salen\nVoss;{'' if options else LONG}\n")
    result = run("build", *options, "-C", course)
    assert result.exit_code == 1
    assert place in result.stderr
    assert "Storgata" not in result.stderr
