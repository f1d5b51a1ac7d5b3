"""Building again does what is needed: nothing where nothing changed, and only the decks that a change touches."""

import os
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from pptx import Presentation
from samples import contents, present, run, run_json

from kursdeck.build.state import FILE, FOLDER

PAIR = ("Bergen", "Oslo")
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de"
    "0000000c49444154789c63606060000000040001f61738550000000049454e44ae426082"
)
"""The smallest picture there is: one black pixel."""

STAGES = """
import sys
from kursdeck.cli.main import main
try:
    main()
finally:
    print([name for name in ("jinja2", "lxml", "pptx", "kursdeck.build.run") if name in sys.modules])
"""
"""The program, which says in the end which of its stages it has imported."""


@pytest.fixture
def built(course: Path) -> Path:
    """Give a course with decks for two recipients, and a presenter."""
    assert run("build", *PAIR, "-C", present(course)).exit_code == 0
    return course


def statuses(course: Path, *options: str) -> Mapping[str, str]:
    """Build both decks again, and say what became of each."""
    return {
        deck["name"]: deck["status"] for deck in run_json("build", *PAIR, *options, "-C", course)["decks"]
    }


def deck(course: Path, name: str = "4601-bergen") -> Path:
    return course / "deck" / "out" / f"sosiale-medier_{name}.pptx"


def edit(path: Path) -> None:
    presentation = Presentation(str(path))
    presentation.slides[2].shapes.title.text_frame.paragraphs[0].runs[0].text = "Min egen tittel"
    presentation.save(str(path))


def touched(folder: Path) -> dict[str, tuple[int, int]]:
    """Give for each file what changes when it is written."""
    stats = {path: path.stat() for path in folder.rglob("*")}
    return {str(path): (seen.st_mtime_ns, seen.st_ino) for path, seen in stats.items()}


# ---- nothing changed


def test_where_nothing_changed_nothing_is_written_and_the_same_is_said(built: Path) -> None:
    before = touched(built)
    first = run_json("build", *PAIR, "-C", built)
    assert touched(built) == before
    (built / "deck" / "out" / FOLDER / FILE).unlink()
    in_earnest = run_json("build", *PAIR, "-C", built)
    assert first["findings"] == in_earnest["findings"]
    assert first["decks"] == in_earnest["decks"]
    assert {found["status"] for found in first["decks"]} == {"unchanged"}


def test_where_nothing_changed_no_stage_is_even_imported(built: Path) -> None:
    """So building again takes the time of a glance: python-pptx alone takes longer to import."""
    environment = {**os.environ, "LC_ALL": "C.UTF-8", "SOURCE_DATE_EPOCH": ""}
    said = [
        subprocess.run(
            [sys.executable, "-c", STAGES, "build", *PAIR, "-C", str(built)],
            env=environment, capture_output=True, check=True, encoding="utf-8",
        ).stdout.splitlines()[-1]
        for _ in range(2)
    ]  # fmt: skip
    assert said[-1] == "[]"


def test_an_edited_deck_is_told_of_each_time(built: Path) -> None:
    edit(deck(built))
    found = [run_json("build", *PAIR, "-C", built)["findings"] for _ in range(3)]
    assert [[each["id"] for each in one].count("deck-kept") for one in found] == [1, 1, 1]


def test_what_a_build_did_once_is_not_told_again(built: Path) -> None:
    edit(deck(built))
    found = [run_json("build", *PAIR, "--force", "-C", built)["findings"] for _ in range(3)]
    assert [[each["id"] for each in one].count("deck-replaced") for one in found] == [1, 0, 0]


def test_a_dry_run_says_that_nothing_would_change_and_touches_nothing(built: Path) -> None:
    before = touched(built)
    assert statuses(built, "--dry-run") == {"Bergen": "unchanged", "Oslo": "unchanged"}
    assert touched(built) == before


# ---- something changed


def logo(course: Path) -> None:
    (course / "deck" / "logos").mkdir(exist_ok=True)
    (course / "deck" / "logos" / "4601.png").write_bytes(PNG)


def row(course: Path) -> None:
    (course / "deck" / "roster.csv").write_text("kommune;sted\nBergen;Eksempelhuset\n", encoding="utf-8")


def replaced(file: str, old: str, new: str) -> Callable[[Path], None]:
    """Give the change that puts one text in place of another."""

    def change(course: Path) -> None:
        path = course / file
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new, 1), encoding="utf-8")

    return change


NOTES = replaced("content.yaml", "Dette er det siste lysbildet", "Her er det siste lysbildet")
PERSON = replaced("deck/presenter.yaml", "Rådgiver", "Direktør")
WORDS = replaced("templates/ks/languages/nb.yaml", "Bytt logo og kontakt", "Bytt kontakt og logo")


@pytest.mark.parametrize(
    ("change", "written"),
    [(logo, {"Bergen"}), (row, {"Bergen"}), *((each, set(PAIR)) for each in (NOTES, PERSON, WORDS))],
    ids=["a logo", "a row of the roster", "a slide's notes", "the presenter", "a word of the brand"],
)
def test_a_change_leads_to_writing_the_decks_that_it_touches(
    change: Callable[[Path], None], written: set[str], built: Path
) -> None:
    change(built)
    expected = {name: "written" if name in written else "unchanged" for name in PAIR}
    assert statuses(built, "--dry-run") == {
        name: "planned" if status == "written" else status for name, status in expected.items()
    }
    assert statuses(built) == expected
    assert set(statuses(built).values()) == {"unchanged"}


def test_files_that_git_or_a_sync_service_only_touched_are_the_same(built: Path) -> None:
    os.utime(built / "content.yaml", ns=(1, 1))
    before = touched(built / "deck")
    assert set(statuses(built).values()) == {"unchanged"}
    assert touched(built / "deck") == before


def test_what_is_asked_for_counts_too(built: Path) -> None:
    assert set(statuses(built, "--place", "Eksempelsalen").values()) == {"written"}
    assert set(statuses(built).values()) == {"written"}


def test_a_deck_that_is_gone_is_built_again_and_no_other(built: Path) -> None:
    deck(built).unlink()
    assert statuses(built) == {"Bergen": "written", "Oslo": "unchanged"}


def test_the_same_decks_elsewhere_are_another_build(built: Path) -> None:
    assert set(statuses(built, "-o", str(built / "elsewhere")).values()) == {"written"}
    assert set(statuses(built).values()) == {"unchanged"}


# ---- what is remembered can be lost, or wrong


def test_without_what_was_remembered_decks_are_judged_by_reading_them(built: Path) -> None:
    edit(deck(built))
    (built / "deck" / "out" / FOLDER / FILE).unlink()
    assert statuses(built) == {"Bergen": "beside", "Oslo": "unchanged"}


def test_a_remembered_deck_that_was_edited_is_kept(built: Path) -> None:
    NOTES(built)
    edit(deck(built))
    edited = deck(built).read_bytes()
    assert statuses(built) == {"Bergen": "beside", "Oslo": "written"}
    assert deck(built).read_bytes() == edited


def test_a_file_of_a_remembered_size_and_another_time_is_read(built: Path) -> None:
    """Somebody's file as long as ours was: length alone says nothing."""
    foreign = b"x" * deck(built).stat().st_size
    deck(built).write_bytes(foreign)
    assert statuses(built)["Bergen"] == "beside"
    assert deck(built).read_bytes() == foreign


def test_what_is_remembered_holds_nothing_of_anybody(built: Path) -> None:
    row(built)
    statuses(built)
    kept = contents(built / "deck" / "out" / FOLDER)
    assert list(kept) == [FILE]
    for personal in ("Kim", "kim@", "98 76", "Eksempelhuset"):
        assert personal.encode() not in kept[FILE]


# ---- trying again what failed


def write_roster(course: Path, *rows: str) -> None:
    text = "\n".join(("kommune;start", *rows))
    (course / "deck" / "roster.csv").write_text(f"{text}\n", encoding="utf-8")


def test_only_what_failed_is_tried_again(course: Path) -> None:
    write_roster(present(course), "Bergen;25.00", "Oslo;18.00", "Atlantis;18.00")
    failed = run("build", "-C", course)
    assert failed.exit_code == 1
    listed = failed.stderr[failed.stderr.index("2 decks were not built") :]
    assert "deck/roster.csv:2" in listed
    assert "deck/roster.csv:4" in listed
    write_roster(course, "Bergen;15.00", "Oslo;18.00", "Voss;18.00")
    again = run_json("build", "--retry-failed", "-C", course)
    assert [(deck["name"], deck["status"]) for deck in again["decks"]] == [
        ("Bergen", "written"),
        ("Voss", "written"),
    ]


def test_a_build_of_others_leaves_what_failed_to_be_tried_again(course: Path) -> None:
    write_roster(present(course), "Voss;25.00", "Kinn;25.00", "Bergen;15.00", "Atlantis;18.00")
    run("build", "-C", course)
    for _ in range(2):
        run("build", "Bergen", "-C", course)
    run("build", "Voss", "-C", course)
    again = run_json("build", "--retry-failed", "-C", course)
    assert {deck["name"] for deck in again["decks"]} == {"Voss", "Kinn", "deck/roster.csv:5"}


def test_what_was_built_meanwhile_is_not_tried_again(course: Path) -> None:
    write_roster(present(course), "Voss;25.00", "Kinn;25.00", "Atlantis;18.00", "Bergen;15.00")
    run("build", "-C", course)
    write_roster(course, "Voss;15.00", "Kinn;25.00", "Oslo;18.00", "Bergen;15.00")
    assert run("build", "Voss", "Oslo", "-C", course).exit_code == 0
    [deck] = run_json("build", "--retry-failed", "-C", course)["decks"]
    assert deck["name"] == "Kinn"


def test_who_is_no_longer_there_is_forgotten_by_the_next_build(built: Path) -> None:
    run("build", "Atlantis", "-C", built)
    write_roster(built, "Bergen;15.00", "Atlantis;18.00")
    run("build", "-C", built)
    write_roster(built, "Bergen;15.00")
    run("build", "Oslo", "-C", built)
    assert "No deck failed in the last build" in run("build", "--retry-failed", "-C", built).stderr


def test_the_one_deck_that_is_tried_again_has_its_line(course: Path) -> None:
    write_roster(present(course), "Voss;25.00", "Bergen;15.00")
    run("build", "-C", course)
    assert run("build", "--retry-failed", "-C", course).stdout == "✗  Voss  (not built)\n"
    write_roster(course, "Voss;15.00", "Bergen;15.00")
    assert "4621-voss.pptx" in run("build", "--retry-failed", "-C", course).stdout.splitlines()[0]


def test_where_nothing_failed_there_is_nothing_to_try_again(built: Path) -> None:
    result = run("build", "--retry-failed", "-C", built)
    assert result.exit_code == 0
    assert "No deck failed in the last build" in result.stderr


def test_what_still_fails_can_be_tried_once_more(built: Path) -> None:
    assert run("build", "Bergen", "Atlantis", "-C", built).exit_code == 1
    for _ in range(2):
        [deck] = run_json("build", "--retry-failed", "-C", built)["decks"]
        assert (deck["name"], deck["status"]) == ("Atlantis", "failed")


def test_where_no_build_came_to_its_end_all_of_it_is_tried_again(course: Path) -> None:
    [deck] = run_json("build", "Bergen", "--retry-failed", "-C", present(course))["decks"]
    assert deck["status"] == "written"


def test_a_failed_general_deck_is_tried_again_as_one(course: Path) -> None:
    (course / "deck" / "logo.png").write_bytes(b"no picture")
    present(course, "logo: deck/logo.png\n")
    assert run("build", "-C", course).exit_code == 1
    present(course)
    [deck] = run_json("build", "--retry-failed", "-C", course)["decks"]
    assert (deck["recipient"], deck["status"]) == ("general", "written")


def test_a_row_that_was_mended_is_tried_again_wherever_it_stands_then(course: Path) -> None:
    """It had only its line to go by, and there another row stands now."""
    write_roster(present(course), "Bergenn;18.00", "Kinn;18.00")
    assert run("build", "-C", course).exit_code == 1
    write_roster(course, "Kinn;18.00", "Bergen;18.00")
    [deck] = run_json("build", "--retry-failed", "-C", course)["decks"]
    assert (deck["name"], deck["status"]) == ("Bergen", "written")
    assert "No deck failed in the last build" in run("build", "--retry-failed", "-C", course).stderr


def test_a_row_that_is_still_wrong_is_tried_wherever_it_stands(course: Path) -> None:
    write_roster(present(course), "Bergenn;18.00", "Kinn;18.00")
    run("build", "-C", course)
    write_roster(course, "Kinn;18.00", "Bergenn;18.00")
    for _ in range(2):
        [deck] = run_json("build", "--retry-failed", "-C", course)["decks"]
        assert (deck["name"], deck["status"]) == ("deck/roster.csv:3", "failed")


def test_of_two_rows_for_one_deck_only_the_second_is_tried_again(course: Path) -> None:
    write_roster(present(course), "Bergen;18.00", "Bergen;19.00", "Kinn;18.00")
    run("build", "Bergen", "-C", course)
    roster = course / "deck" / "roster.csv"
    roster.write_text(
        "kommune;id;start\nKinn;;18.00\nBergen;;18.00\nBergen;4601-kveld;19.00\n", encoding="utf-8"
    )
    decks = run_json("build", "--retry-failed", "-C", course)["decks"]
    assert [deck["recipient"] for deck in decks] == ["4601-kveld"]


def test_where_the_roster_could_not_be_read_all_of_it_is_tried_again(course: Path) -> None:
    write_roster(present(course), "Bergen;18.00")
    run("build", "-C", course)
    roster = course / "deck" / "roster.csv"
    roster.write_text("kommune;kommune\nBergen;Voss\n", encoding="utf-8")
    assert run("build", "-C", course).exit_code == 1
    write_roster(course, "Bergen;18.00", "Voss;18.00")
    decks = run_json("build", "--retry-failed", "-C", course)["decks"]
    assert [(deck["name"], deck["status"]) for deck in decks] == [
        ("Bergen", "unchanged"),
        ("Voss", "written"),
    ]


def test_what_failed_before_the_roster_could_not_be_read_is_what_is_tried_again(course: Path) -> None:
    write_roster(present(course), "Bergen;18.00", "Voss;25.00")
    run("build", "-C", course)
    (course / "deck" / "roster.csv").write_text("kommune;kommune\nBergen;Voss\n", encoding="utf-8")
    run("build", "-C", course)
    write_roster(course, "Bergen;18.00", "Voss;18.00")
    [deck] = run_json("build", "--retry-failed", "-C", course)["decks"]
    assert (deck["name"], deck["status"]) == ("Voss", "written")
