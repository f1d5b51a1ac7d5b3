"""What stands in `deck/` goes into decks and nowhere else: no message, state, file name or cache repeats it."""

import os
import subprocess
import sys
import zipfile
from collections.abc import Mapping
from pathlib import Path

import pytest
import xlsxwriter
from samples import run, write

from kursdeck.cli.report import whereabouts

MARKS = ("Qxname", "qxmail", "Qxtitle", "77665544", "Qxlogo", "Qxnote", "Qxhall")
"""What stands in no file but those in deck/, in each kind of cell. A path in presenter.yaml is the user's own."""
SLIDES = """\
  - {id: start, kind: cover, title: Velkommen}
  - {id: why, kind: points, title: "Hvorfor {{ contact.name }}", items: ["Skriv til {{ contact.email }}"]}
  - {id: who, kind: section, title: "{% if roster.notat %}Om {{ roster.notat }}{% else %}Om{% endif %}"}
  - {id: end, kind: contact, title: Takk}
"""
HEADERS = (
    "kommune", "id", "dato", "sted", "språk", "folkevalgt organ", "kursholder", "tittel", "e-post", "telefon",
    "kontakt", "kontakt tittel", "kontakt e-post", "kontakt telefon", "kontakt gyldig til", "seksjoner", "logo",
    "notat",
)  # fmt: skip
SOUND: Mapping[str, str] = {
    "kommune": "Bergen",
    "dato": "03.06.2026",
    "sted": "Qxhall",
    "kursholder": "Berit Qxname",
    "tittel": "Qxtitle",
    "e-post": "berit.qxmail@example.no",
    "telefon": "77 66 55 44",
    "kontakt": "Ola Qxname",
    "kontakt tittel": "Qxtitle",
    "kontakt e-post": "ola.qxmail@example.no",
    "kontakt telefon": "77665544",
    "notat": "Qxnote",
}
FAULTS: Mapping[str, Mapping[str, str]] = {
    "nothing": {},
    "a recipient that is none": {"kommune": "Qxname"},
    "a recipient and another's id": {"id": "0301 Qxname"},
    "an id that names no file": {"id": "4601/Qxname"},
    "a date that is none": {"dato": "Qxname i juni"},
    "a language that is none": {"språk": "Qxname"},
    "a council that is none": {"folkevalgt organ": "Qxnamestyre"},
    "an address that is none": {"e-post": "berit.qxmail"},
    "a number that is none": {"telefon": "77665544 Qxname"},
    "a last day that is none": {"kontakt gyldig til": "Qxname"},
    "a last day before the course": {"kontakt gyldig til": "01.01.2026"},
    "a contact without a name": {"kontakt": ""},
    "a contact without an address": {"kontakt e-post": "", "kontakt telefon": ""},
    "a section that is none": {"seksjoner": "Qxnote"},
    "a logo that is not there": {"logo": "deck/Qxlogo.png"},
    "a logo from elsewhere": {"logo": "../Qxlogo.png"},
    "a name that is too long": {"kontakt": "Ola " + "Qxname" * 60},
    "an address that is too long": {"e-post": "qxmail" * 60 + "@example.no"},
    "letters that no font has": {"kontakt": "Qxname \U00013000\u0f40", "tittel": "Qxtitle \u4e2d\u6587"},
    "a character that no deck can hold": {"kontakt": "Qxname\x07\ue000"},
    "text that looks like Jinja": {"kontakt": "{{ Qxname }}", "notat": "{% Qxnote %}"},
    "a spreadsheet's error": {"kontakt": "#REF!"},
    "a formula": {"kontakt": "=Qxname()"},
}
WAYS: Mapping[str, tuple[str, ...]] = {
    "plain": (),
    "verbose": ("-v",),
    "json": ("--format", "json"),
    "strict in bokmål": ("--strict", "--ui-lang", "nb"),
    "dry": ("--dry-run", "-v"),
}


def roster(course: Path, row: Mapping[str, str]) -> None:
    """Write a roster of this row and a sound one."""
    rows = [{**SOUND, **row}, {**SOUND, "kommune": "Voss"}]
    quoted = (";".join('"' + each.get(header, "") + '"' for header in HEADERS) for each in rows)
    (course / "deck/roster.csv").write_text("\n".join((";".join(HEADERS), *quoted)), encoding="utf-8")


def leaks(course: Path, said: str = "") -> set[str]:
    """Give the marks that are said, or stand in a file's name or in a file that is no deck, of all results."""
    text = said
    for path in (course / "deck/out").rglob("*"):
        text += path.name
        if path.is_file() and path.suffix != ".pptx":
            text += path.read_bytes().decode("utf-8", "replace")
    squeezed = text.casefold().replace(" ", "")
    return {mark for mark in MARKS if mark.casefold() in squeezed}


@pytest.mark.parametrize("fault", FAULTS)
def test_no_fault_of_a_row_makes_anything_repeat_it(course: Path, fault: str) -> None:
    write(course, SLIDES)
    roster(course, FAULTS[fault])
    for way in WAYS.values():
        result = run("build", *way, "-C", course)
        assert "bug in kursdeck" not in result.stderr
        assert result.exception is None or isinstance(result.exception, SystemExit)
        assert leaks(course, result.output + result.stderr) == set()
    for command in ("status", "check"):
        result = run(command, "-C", course)
        assert leaks(course, result.output + result.stderr) == set()


def test_the_marks_do_stand_in_the_decks(course: Path) -> None:
    """Else all of this would show nothing."""
    write(course, SLIDES)
    roster(course, {})
    assert run("build", "-C", course).exit_code == 0
    deck = next((course / "deck/out").glob("*.pptx"))
    with zipfile.ZipFile(deck) as parts:
        text = b"".join(parts.read(name) for name in parts.namelist()).decode("utf-8", "replace")
    assert {mark for mark in MARKS if mark in text.replace(" ", "")} == {*MARKS} - {"Qxlogo"}


PRESENTERS: Mapping[str, str] = {
    "an address that is none": "name: Berit Qxname\nemail: berit.qxmail\n",
    "a number that is none": "name: Berit Qxname\nphone: 77665544 Qxname\n",
    "a key that is none": "name: Berit Qxname\nQxtitle: Qxnote\n",
    "a value of another kind": "name: [Berit Qxname]\n",
    "a logo that is not there": "name: Berit Qxname\nlogo: deck/logo.png\n",
    "a name twice": "name: Berit Qxname\nname: Berit Qxname\n",
    "an end too soon": 'name: "Berit Qxname\n',
    "a colon in a name": "name: Berit: Qxname\n",
    "a name that is too long": f"name: {'Berit Qxname ' * 60}\n",
    "letters that no font has": "name: Berit Qxname \U00013000\n",
    "no name": "title: Qxtitle\nemail: berit.qxmail@example.no\n",
    "an alias": "name: *Qxname\n",
    "a tag": "name: !Qxname Berit\n",
    "Windows-1252": "name: Bjørg Qxname\n",
}


@pytest.mark.parametrize("fault", PRESENTERS)
def test_no_fault_of_the_presenter_makes_anything_repeat_it(course: Path, fault: str) -> None:
    write(course, SLIDES)
    encoding = "cp1252" if fault == "Windows-1252" else "utf-8"
    text = "format: 1\n" + PRESENTERS[fault]
    (course / "deck/presenter.yaml").write_text(text, encoding=encoding)
    for way in WAYS.values():
        for whom in ((), ("Bergen",)):
            result = run("build", *whom, *way, "-C", course)
            assert leaks(course, result.output + result.stderr) == set()


def test_a_whole_table_that_cannot_be_read_is_not_repeated(course: Path) -> None:
    write(course, SLIDES)
    heads = ("kommune;kontakt;Kontakt", "kommune;Qxname;Qxname", "Qxname;Qxnote", "kommune;kontakt")
    bodies = ('Bergen;"Qxname', "Bergen;Qxname;Qxname;Qxname", "Qxname", "Bergen;Qxname\x00")
    for head, body in ((head, body) for head in heads[:1] + heads[3:] for body in bodies):
        (course / "deck/roster.csv").write_text(f"{head}\n{body}\n", encoding="utf-8")
        result = run("build", "-v", "-C", course)
        assert leaks(course, result.output + result.stderr) == set(), (head, body)


def test_a_workbook_is_not_repeated_either(course: Path) -> None:
    write(course, SLIDES)
    book = xlsxwriter.Workbook(course / "deck/roster.xlsx")
    page = book.add_worksheet()
    for number, fault in enumerate(FAULTS.values(), 1):
        for column, header in enumerate(HEADERS):
            page.write_string(0, column, header)
            text = {**SOUND, **fault}.get(header, "")
            page.write_string(number, column, text.replace("\x07", "").replace("\ue000", ""))
    book.close()
    for way in WAYS.values():
        result = run("build", *way, "-C", course)
        assert leaks(course, result.output + result.stderr) == set()


def test_a_bug_is_told_by_its_kind_and_place_not_in_its_own_words() -> None:
    """An exception's message often repeats the value that caused it."""
    with pytest.raises(KeyError) as caught:
        {"name": ""}["Berit Qxname"]
    told = whereabouts(caught.value)
    assert told.startswith("KeyError at test_contacts_stay_out.py:")
    assert "Qx" not in told


def test_a_new_interpreter_says_no_more(course: Path) -> None:
    """Warnings of libraries, and what is printed past the command's own printing, would show here."""
    write(course, SLIDES)
    roster(course, FAULTS["letters that no font has"])
    surroundings = {name: value for name, value in os.environ.items() if name != "KURSDECK_TRACEBACK"}
    command = [sys.executable, "-W", "default", "-m", "kursdeck", "build", "-v", "-C", str(course)]
    done = subprocess.run(
        command, capture_output=True, text=True, encoding="utf-8", env=surroundings, check=False
    )
    assert leaks(course, done.stdout + done.stderr) == set()
