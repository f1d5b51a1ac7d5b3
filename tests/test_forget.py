"""`kursdeck forget`: a person is gone from lists and from decks that nobody edited, and nothing else has changed."""

import csv
import io
import os
import shutil
import zipfile
from collections.abc import Sequence
from pathlib import Path

import pytest
import xlsxwriter
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from pages import table as described
from samples import contents, run, run_json, write
from update_samples import add, edited, say

from kursdeck import documents
from kursdeck.audience.person import Field, Listed, person_of
from kursdeck.powerpoint.mentions import Search
from kursdeck.powerpoint.opc import Package
from kursdeck.register import blanking, table
from kursdeck.register.table import Cell
from kursdeck.source import Source

SLIDES = """\
  - {id: start, kind: cover, title: Velkommen}
  - {id: why, kind: points, title: Hvorfor, items: [Fordi], notes: "Spør {{ contact.name }} {{ party.name }}"}
  - {id: end, kind: contact, title: Takk}
"""
PRESENTER = """\
# Hvem som holder kurset
format: 1
name: Berit Prøve  # fast
title: 'Rådgiver'
email: >-
  berit@example.no
phone: "98 76 54 32"
"""
ROSTER = (
    "kommune;dato;kontakt;kontakt tittel;kontakt e-post;kontakt telefon;partikontakt;notat\r\n"
    'Voss;03.06.2026;"Ola ""O"" Nordprøve";"Leder; nestleder";ola@example.no;11 11 11 11;;"to\r\nlinjer"\r\n'
    "Bergen;04.06.2026;Pål Utprøver;;per@example.no;22 22 22 22;OLA@EXAMPLE.NO;ring først\r\n"
    "Oslo;;;;;;;\r\n"
)
VOSS, BERGEN, OSLO = "prove_4621-voss.pptx", "prove_4601-bergen.pptx", "prove_0301-oslo.pptx"


@pytest.fixture
def listed(course: Path) -> Path:
    """Give a course with a presenter and a roster of three, all decks built."""
    write(course, SLIDES)
    (course / "deck/presenter.yaml").write_bytes(PRESENTER.encode())
    (course / "deck/roster.csv").write_bytes(ROSTER.encode("utf-8-sig"))
    assert run("build", "-C", course).exit_code == 0
    return course


def out(course: Path, name: str = "") -> Path:
    return course / "deck" / "out" / name


def parts(folder: Path) -> bytes:
    """Give all that a course's folder holds, decks unzipped."""
    data = b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())
    for path in folder.rglob("*.pptx"):
        with zipfile.ZipFile(path) as deck:
            data += b"".join(deck.read(name) for name in deck.namelist())
    return data


def resave(path: Path, target: Path | None = None) -> None:
    """Save a deck as another program would: other bytes, the same slides."""
    with zipfile.ZipFile(path) as deck:
        entries = {name: deck.read(name) for name in deck.namelist()}
    with zipfile.ZipFile(target or path, "w") as deck:
        for name, data in entries.items():
            deck.writestr(name, data + b"\n" if name == "docProps/app.xml" else data)


# ---- the lists


def test_a_presenter_s_fields_are_emptied_and_comments_stay(listed: Path) -> None:
    assert run("forget", "berit prøve", "--yes", "-C", listed).exit_code == 0
    assert (listed / "deck/presenter.yaml").read_text("utf-8") == (
        '# Hvem som holder kurset\nformat: 1\nname: ""  # fast\ntitle: ""\nemail: ""\nphone: ""\n'
    )


def test_without_a_name_the_presenter_is_nobody_and_the_logo_stays(listed: Path) -> None:
    shutil.copy(Path(__file__).parents[1] / "docs/pictures/deck.png", listed / "deck/logo.png")
    with (listed / "deck/presenter.yaml").open("a", encoding="utf-8") as file:
        file.write("logo: deck/logo.png\n")
    assert run("forget", "berit@example.no", "--yes", "-C", listed).exit_code == 0
    result = run("build", "-C", listed)
    assert result.exit_code == 0
    assert "deck/presenter.yaml:3:7: warning: Nobody is named as presenter" in result.stderr
    with zipfile.ZipFile(out(listed, VOSS)) as deck:
        assert any(name.startswith("ppt/media/") and name.endswith(".png") for name in deck.namelist())


def test_of_the_roster_only_the_person_s_cells_change(listed: Path) -> None:
    assert run("forget", "Ola@Example.no", "--yes", "-C", listed).exit_code == 0
    expected = (
        ROSTER.replace('"Ola ""O"" Nordprøve";"Leder; nestleder";ola@example.no;11 11 11 11', ";;;")
    ).replace("OLA@EXAMPLE.NO", "")
    assert (listed / "deck/roster.csv").read_bytes() == expected.encode("utf-8-sig")


@pytest.mark.parametrize("asked", ['ola "o" nordprøve', "OLA@example.no", "11111111", "11 11 11 11"])
def test_a_whole_name_address_or_number_means_somebody(listed: Path, asked: str) -> None:
    assert run_json("forget", asked, "--dry-run", "-C", listed)["emptied"]


@pytest.mark.parametrize("asked", ["Ola", "Nordprøve", "ola@example", "1111"])
def test_a_part_of_a_value_means_nobody(listed: Path, asked: str) -> None:
    assert run_json("forget", asked, "--dry-run", "-C", listed)["emptied"] == []


def test_case_composition_and_spaces_do_not_matter(listed: Path) -> None:
    value = run_json("forget", "PA\u030aL  UTPRØVER", "--dry-run", "-C", listed)
    assert value["emptied"] == [
        {"file": "deck/roster.csv", "places": [f"deck/roster.csv:4:{column}" for column in (19, 33, 48)]}
    ]


def test_a_copy_of_a_roster_is_named_and_left_to_people(listed: Path) -> None:
    shutil.copy(listed / "deck/roster.csv", listed / "deck/roster - Kopi.csv")
    result = run("forget", "ola@example.no", "--yes", "-C", listed)
    assert result.exit_code == 1
    assert "deck/roster - Kopi.csv:2:1: error: The person stands here" in result.stderr
    assert b"ola@" in (listed / "deck/roster - Kopi.csv").read_bytes()


def test_a_workbook_is_never_rewritten_and_its_cells_are_named(course: Path) -> None:
    write(course, SLIDES)
    book = xlsxwriter.Workbook(course / "deck/roster.xlsx")
    page = book.add_worksheet()
    for number, row in enumerate(
        (("kommune", "kontakt", "kontakt e-post"), ("Voss", "Ola Prøve", "ola@example.no"))
    ):
        page.write_row(number, 0, row)
    book.close()
    before = (course / "deck/roster.xlsx").read_bytes()
    assert run("build", "-C", course).exit_code == 0
    result = run("forget", "Ola Prøve", "--yes", "-C", course)
    assert result.exit_code == 1
    assert "deck/roster.xlsx:B2: error" in result.stderr
    assert "deck/roster.xlsx:C2: error" in result.stderr
    assert "without the person" not in result.stdout  # the next build would put them back
    assert (course / "deck/roster.xlsx").read_bytes() == before
    assert not out(course, VOSS).exists()


def test_what_is_no_field_of_theirs_is_left_to_people_and_named(listed: Path) -> None:
    roster = listed / "deck/roster.csv"
    roster.write_bytes(roster.read_bytes().replace("ring først".encode(), "spør Berit Prøve".encode()))
    result = run("forget", "Berit Prøve", "--yes", "-C", listed)
    assert result.exit_code == 1
    assert (
        "deck/roster.csv:4:75: error: The person stands here, where only you can clear it." in result.stderr
    )
    assert "Berit" not in result.output + result.stderr


def test_a_roster_whose_cells_may_stand_in_any_column_is_left_alone(listed: Path) -> None:
    roster = listed / "deck/roster.csv"
    roster.write_bytes(roster.read_bytes().rstrip() + b";Berit\r\n")
    before = roster.read_bytes()
    result = run("forget", "Berit Prøve", "--yes", "-C", listed)
    assert result.exit_code == 1
    assert "The row has more cells than" in result.stderr
    assert roster.read_bytes() == before


def test_a_list_that_cannot_be_read_is_said_and_the_others_are_cleared(listed: Path) -> None:
    (listed / "deck/presenter.yaml").write_text("name: [", encoding="utf-8")
    result = run("forget", "ola@example.no", "--yes", "-C", listed)
    assert result.exit_code == 1
    assert "deck/presenter.yaml:1" in result.stderr
    assert "ola@" not in (listed / "deck/roster.csv").read_text("utf-8").lower()


# ---- decks


def test_decks_that_nobody_edited_go_and_others_stay(listed: Path) -> None:
    oslo = out(listed, OSLO).read_bytes()
    result = run("forget", "ola@example.no", "--yes", "-C", listed)
    assert result.exit_code == 0
    assert [path.name for path in out(listed).glob("*.pptx")] == [OSLO]
    assert out(listed, OSLO).read_bytes() == oslo
    assert run("build", "-C", listed).exit_code == 0
    assert "Nordprøve".encode() not in parts(listed)


def test_an_edited_deck_stays_and_is_listed_with_its_slides(listed: Path) -> None:
    path = out(listed, VOSS)
    path.write_bytes(edited(path.read_bytes(), [add(2, "Mitt eget: ola@example.no")]))
    before = path.read_bytes()
    value = run_json("forget", "ola@example.no", "--yes", "-C", listed)
    assert value["done"]
    assert value["kept"] == [{"file": f"deck/out/{VOSS}", "slides": [2, 3], "elsewhere": False}]
    assert path.read_bytes() == before


def test_a_deck_that_was_only_saved_again_goes_and_so_does_its_backup(listed: Path) -> None:
    resave(out(listed, VOSS))
    out(listed, "backup").mkdir()
    resave(out(listed, VOSS), out(listed, "backup") / VOSS)
    value = run_json("forget", "ola@example.no", "--yes", "-C", listed)
    assert value["removed"] == [f"deck/out/backup/{VOSS}", f"deck/out/{BERGEN}", f"deck/out/{VOSS}"]
    assert not list(out(listed, "backup").iterdir())


def test_an_edited_backup_stays(listed: Path) -> None:
    out(listed, "backup").mkdir()
    backup = out(listed, "backup") / VOSS
    backup.write_bytes(edited(out(listed, VOSS).read_bytes(), [say(3, "Mitt")]))
    value = run_json("forget", "ola@example.no", "--yes", "-C", listed)
    assert [deck["file"] for deck in value["kept"]] == [f"deck/out/backup/{VOSS}"]
    assert backup.exists()


def test_another_folder_is_looked_through_too(listed: Path, tmp_path: Path) -> None:
    other = tmp_path / "elsewhere"
    assert run("build", "Voss", "-o", other, "-C", listed).exit_code == 0
    value = run_json("forget", "ola@example.no", "--yes", "-o", other, "-C", listed)
    assert str(other / VOSS) in value["removed"]
    assert not (other / VOSS).exists()
    assert run("forget", "x", "-o", tmp_path / "nowhere", "-C", listed).exit_code == 1


@pytest.mark.parametrize(("more", "stays"), [("index.html", False), ("notat.txt", True)])
def test_an_archive_of_decks_goes_unless_somebody_put_more_into_it(
    listed: Path, more: str, stays: bool
) -> None:
    path = out(listed, "decks.zip")
    with zipfile.ZipFile(path, "w") as archive:
        archive.write(out(listed, VOSS), f"decks/{VOSS}")
        archive.writestr(more, "Voss")
    run("forget", "ola@example.no", "--yes", "-C", listed)
    assert path.exists() is stays


def test_a_deck_that_is_open_is_left_and_the_rest_is_done(listed: Path) -> None:
    out(listed, f"~${VOSS}").write_bytes(b"")
    result = run("forget", "ola@example.no", "--yes", "-C", listed)
    assert result.exit_code == 1
    assert f"deck/out/{VOSS}: error: The file is open in another program" in result.stderr
    assert out(listed, VOSS).exists()
    assert not out(listed, BERGEN).exists()


def test_what_cannot_be_looked_into_is_said(listed: Path) -> None:
    out(listed, "gammel.pptx").write_bytes(b"PK\x03\x04")
    out(listed, "kurs.pdf").write_bytes(b"%PDF")
    result = run("forget", "ola@example.no", "--yes", "-C", listed)
    assert result.exit_code == 1
    assert "deck/out/gammel.pptx: error: The file cannot be looked into" in result.stderr
    assert (
        "deck/out: note: Files here that are no decks, such as PDFs, were not looked into: 1."
        in result.stderr
    )


def test_what_is_remembered_and_what_a_killed_build_left_goes(listed: Path) -> None:
    stray = out(listed, ".kursdeck-0123456789abcdef.tmp")
    shutil.copy(out(listed, VOSS), stray)
    assert run("forget", "ola@example.no", "--yes", "-C", listed).exit_code == 0
    assert not stray.exists()
    assert not out(listed, ".kursdeck").exists()


def test_another_build_in_the_folder_stops_only_that(listed: Path) -> None:
    from kursdeck.files import lock  # noqa: PLC0415 - held for this test only

    with lock(out(listed)):
        result = run("forget", "ola@example.no", "--yes", "-C", listed)
    assert result.exit_code == 1
    assert "Another build is writing to this folder." in result.stderr
    assert out(listed, VOSS).exists()
    assert "ola@" not in (listed / "deck/roster.csv").read_text("utf-8")


def test_what_it_prints_as_json_is_described(listed: Path) -> None:
    path = out(listed, VOSS)
    path.write_bytes(edited(path.read_bytes(), [say(2, "Mitt")]))
    value = run_json("forget", "ola@example.no", "--dry-run", "-C", listed)
    assert set(described("docs/json.md", "kursdeck forget")) == set(value)
    assert set(described("docs/json.md", "A file that stays")) == set(value["kept"][0])


# ---- asking first


@pytest.mark.parametrize("form", ["text", "json"])
def test_where_nobody_can_be_asked_nothing_changes(listed: Path, form: str) -> None:
    before = contents(listed)
    result = run("forget", "ola@example.no", "--format", form, "-C", listed)
    assert result.exit_code == 1
    assert "Nothing was changed, since nobody could be asked." in result.output + result.stderr
    assert contents(listed) == before


def test_a_dry_run_changes_nothing_and_is_well(listed: Path) -> None:
    before = contents(listed)
    result = run("forget", "ola@example.no", "--dry-run", "-C", listed)
    assert result.exit_code == 0
    assert f"-  deck/out/{VOSS}" in result.stdout
    assert "Not done: 5 places emptied, 2 files removed." in result.stdout
    assert contents(listed) == before


def test_somebody_who_stands_nowhere_is_said_to(listed: Path) -> None:
    before = contents(listed)
    result = run("forget", "Ola", "--yes", "-C", listed)
    assert result.exit_code == 0
    assert result.stdout.startswith("The person stands nowhere in the presenter, the roster or the decks.")
    assert contents(listed) == before


@pytest.mark.parametrize("form", ["text", "json"])
def test_nobody_s_data_are_printed(listed: Path, form: str) -> None:
    path = out(listed, VOSS)
    path.write_bytes(edited(path.read_bytes(), [say(2, "Mitt")]))
    result = run("forget", "ola@example.no", "--yes", "--format", form, "-C", listed)
    said = (result.output + result.stderr).casefold()
    for secret in ("ola", "nordpr", "nestleder", "11 11", "berit", "per@", "utprøver"):
        assert secret not in said


def test_a_course_that_cannot_be_built_keeps_nobody(listed: Path) -> None:
    (listed / "content.yaml").write_text("slides: [", encoding="utf-8")
    assert run("forget", "ola@example.no", "--yes", "-C", listed).exit_code == 0
    assert "ola@" not in (listed / "deck/roster.csv").read_text("utf-8")


@pytest.mark.skipif(os.name == "nt", reason="Windows has no pseudo-terminals")
@pytest.mark.parametrize(("answer", "gone"), [(b"y\n", True), (b"n\n", False)])
def test_on_a_terminal_it_asks(listed: Path, answer: bytes, gone: bool) -> None:
    import pty  # noqa: PLC0415 - not on Windows
    import subprocess  # noqa: PLC0415 - for this test only
    import sys  # noqa: PLC0415 - as above

    leader, follower = pty.openpty()
    command = [
        sys.executable,
        "-m",
        "kursdeck",
        "forget",
        "ola@example.no",
        "--ui-lang",
        "en",
        "-C",
        str(listed),
    ]
    with subprocess.Popen(command, stdin=follower, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as program:
        os.write(leader, answer)
        said, _ = program.communicate(timeout=60)
    os.close(leader)
    os.close(follower)
    assert b"Empty these places and remove these files? [y/N]" in said
    assert out(listed, VOSS).exists() is not gone


# ---- the promises, for any table and any file


CELLS = st.text(st.characters(codec="utf-8", exclude_characters="\0\r\ufeff"), max_size=6)
ENDS = st.sampled_from(["\n", "\r\n"])


def saved(rows: Sequence[Sequence[str]], delimiter: str, end: str) -> bytes:
    """Give a table as some program saves it."""
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=delimiter, lineterminator=end).writerows(rows)
    return text.getvalue().encode()


@settings(max_examples=150)
@given(
    rows=st.lists(st.lists(CELLS, min_size=3, max_size=3), min_size=1, max_size=4),
    emptied=st.sets(st.tuples(st.integers(0, 3), st.integers(0, 2))),
    delimiter=st.sampled_from(";,\t"),
    end=ENDS,
    bom=st.booleans(),
)
@example(
    rows=[["a\nb", 'c"', ";"], ["", "", ""]], emptied={(0, 0), (1, 1)}, delimiter=";", end="\r\n", bom=True
)
def test_emptying_cells_changes_these_and_no_byte_more(
    rows: list[list[str]], emptied: set[tuple[int, int]], delimiter: str, end: str, bom: bool
) -> None:
    """The table with these cells empty is what the same program would have saved, quotes of others and all."""
    head = ["id", "name", "x"]
    before = saved([head, *rows], delimiter, end)
    mark = b"\xef\xbb\xbf" * bom
    places = set[tuple[int, int]]()
    line = 2
    wanted = [list(row) for row in rows]
    for number, row in enumerate(rows):
        for place in range(3):
            if (number, place) in emptied:
                places.add((line, place))
                wanted[number][place] = ""
        line += 1 + sum(cell.count("\n") for cell in row)
    after = blanking.emptied(mark + before, places)
    assert after.startswith(mark)
    assert list(
        csv.reader(io.StringIO(after.removeprefix(mark).decode(), newline=""), delimiter=delimiter)
    ) == [
        head,
        *wanted,
    ]
    assert blanking.emptied(mark + before, ()) == mark + before


@settings(max_examples=60)
@given(rows=st.lists(st.lists(CELLS, min_size=2, max_size=2), min_size=1, max_size=4), end=ENDS)
def test_cells_stand_where_the_reader_of_rosters_says(rows: list[list[str]], end: str) -> None:
    data = saved([["id", "name"], *rows], ";", end)
    read, _ = table.parse(data.decode().replace("\r\n", "\n"), "deck/roster.csv")
    if read is None:
        return
    for row in read.rows:
        after = blanking.emptied(data, {(row.source.line, 1)})
        again, _ = table.parse(after.decode().replace("\r\n", "\n"), "deck/roster.csv")
        texts = [each.texts for each in (again.rows if again else ())]
        kept = [each.texts if each is not row else (each.texts[0], "") for each in read.rows]
        assert texts == [each for each in kept if any(each)]


def test_windows_1252_stays_windows_1252() -> None:
    data = "kommune;kontakt\r\nBodø;Åse Prøve\r\nTromsø;Ørjan\r\n".encode("cp1252")
    assert blanking.emptied(data, {(2, 1)}) == data.replace("Åse Prøve".encode("cp1252"), b"")


YAML_VALUES = st.sampled_from(
    [
        "Kari Prøve",
        '"Kari # Prøve"',
        "'Kari ''K'' Prøve'",
        "|\n  Kari\n  Prøve",
        ">-\n  Kari\n\n  Prøve",
        "&a Kari",
    ]
)


@given(name=YAML_VALUES, title=YAML_VALUES, end=ENDS, bom=st.booleans(), comment=st.booleans())
def test_emptying_values_breaks_no_yaml_and_moves_no_comment(
    name: str, title: str, end: str, bom: bool, comment: bool
) -> None:
    plain = comment and "\n" not in name
    text = (
        f"# Først\nformat: 1\nname: {name}{'  # fast' if plain else ''}\n# så\ntitle: {title}\nlogo: a.png\n"
    )
    if name.startswith("&") and title.startswith("&"):
        return
    data = b"\xef\xbb\xbf" * bom + text.replace("\n", end).encode()
    node, _ = documents.parse(data, "deck/presenter.yaml")
    assert isinstance(node, documents.Table)
    scalars = [entry.node for entry in node.entries if entry.key in {"name", "title"}]
    spans = [documents.span(data, scalar) for scalar in scalars if isinstance(scalar, documents.Scalar)]
    after = documents.emptied(data, spans)
    again, findings = documents.parse(after, "deck/presenter.yaml")
    assert again is not None, findings
    assert documents.plain(again) == {"format": 1, "name": "", "title": "", "logo": "a.png"}
    assert after.decode().count("#") == 2 + plain
    assert "Kari" not in after.decode()


LETTERS = st.text("abcdefghæøåš", min_size=4, max_size=9)


@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(given_name=LETTERS, family=LETTERS, title=st.sampled_from(["Leder", "Råd; giver", ""]))
def test_afterwards_the_name_is_nowhere_and_all_else_is_as_it_was(
    listed: Path, given_name: str, family: str, title: str
) -> None:
    """In lists, decks and what is remembered, unzipped; of the roster every other cell is the same."""
    name = f"{given_name.title()} Xq{family}"
    text = ROSTER.replace('"Ola ""O"" Nordprøve"', name).replace("ring først", "ring etter tolv")
    (listed / "deck/roster.csv").write_bytes(text.replace("Leder; nestleder", title).encode())
    (listed / "deck/presenter.yaml").write_text(PRESENTER.replace("Berit Prøve", name), encoding="utf-8")
    assert run("build", "-C", listed, "-q").exit_code == 0
    assert name.encode() in parts(listed)
    before, _ = table.read(listed / "deck/roster.csv", "deck/roster.csv")
    assert run("forget", name.upper(), "--yes", "-C", listed).exit_code == 0
    assert name.encode() not in parts(listed)
    after, _ = table.read(listed / "deck/roster.csv", "deck/roster.csv")
    assert before is not None
    assert after is not None
    theirs = {2, 3, 4, 5}
    for old, new in zip(before.rows, after.rows, strict=True):
        assert [text for at, text in enumerate(new.texts) if at not in theirs or old.texts[2] != name] == [
            text for at, text in enumerate(old.texts) if at not in theirs or old.texts[2] != name
        ]


# ---- who is meant


def person(*fields: tuple[str, str]) -> Listed:
    return Listed(tuple(Field(name, Cell(text, Source("deck/roster.csv")), (0, 0)) for name, text in fields))


def test_a_number_that_somebody_else_has_too_is_not_theirs() -> None:
    kari = person(("name", "Kari Eksempel"), ("email", "kari@example.no"), ("phone", "22 22 22 22"))
    ola = person(("name", "Ola Eksempel"), ("phone", "22222222"))
    meant = person_of("kari eksempel", (kari, ola))
    assert meant.stands_in("Skriv til KARI@example.no")
    assert not meant.stands_in("Ring 22 22 22 22")


def test_a_name_in_running_text_may_have_an_ending_and_is_no_part_of_a_word() -> None:
    meant = person_of("Per", ())
    assert meant.stands_in("Pers tur")
    assert not meant.stands_in("En person til")
    assert not meant.stands_in("super")


def test_a_number_is_found_however_it_is_grouped_and_in_no_longer_one() -> None:
    meant = person_of("98765432", ())
    assert meant.stands_in("Telefon 98 76\u00a054 32.")
    assert not meant.stands_in("Konto 1298765432")


def test_what_says_nothing_means_nobody() -> None:
    assert not person_of("  ", (person(("title", "Leder")),)).stands_in("Leder")


def test_a_name_is_found_across_runs_and_in_attributes() -> None:
    """PowerPoint cuts a name into runs where it was spell-checked; who saved a file stands in its properties."""
    head = '<a:p xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main">'
    cut = f"{head}<a:r><a:t>Kari Ek</a:t></a:r><a:r><a:t>sempel</a:t></a:r></a:p>".encode()
    by = b'<cmAuthor name="Kari Eksempel"/>'
    search = Search(person_of("Kari Eksempel", ()).stands_in)
    assert search.mentions(Package("x.pptx", {"ppt/a.xml": cut})).elsewhere
    assert search.mentions(Package("x.pptx", {"ppt/b.xml": by})).elsewhere
    assert not search.mentions(Package("x.pptx", {"ppt/c.xml": b"<a>Kari Eks</a>"}))
