"""`kursdeck status`: each deck as it stands to the course, whatever its file is called, and nothing is written."""

import shutil
from pathlib import Path
from typing import Any

import pytest
from pages import table
from pptx import Presentation
from samples import contents, run, run_json, write
from standing_samples import BERGEN, GENERAL, NEW, SLIDES, by_hand, decks, out, small, status

from kursdeck.build.status import State
from kursdeck.cli.standing import BY_HAND, IN_COURSE
from kursdeck.powerpoint.update_plan import Fate

__all__ = ["small"]


def slides(deck: dict[str, Any]) -> list[tuple[int | None, str | None, list[str]]]:
    return [(each["number"], each["id"], each["what"]) for each in deck["slides"]]


# ---- one state after the other


def test_decks_that_were_just_built_are_up_to_date(small: Path) -> None:
    result = run("status", "-C", small)
    assert result.exit_code == 0
    assert result.stdout.splitlines() == [
        f"✓  deck/out/{GENERAL}  up to date",
        f"✓  deck/out/{BERGEN}  up to date",
        "2 decks: 2 up to date.",
    ]


def test_an_outdated_deck_says_which_slides_are(small: Path) -> None:
    write(small, NEW)
    assert status(small) == {GENERAL: "outdated", BERGEN: "outdated"}
    assert slides(decks(small, out(small))[0]) == [
        (2, "why", ["course-changed"]),
        (None, "laws", ["course-new"]),
        (3, "rules", ["course-dropped"]),
    ]


def test_an_edited_deck_says_which_slides_and_how(small: Path) -> None:
    by_hand(out(small))
    assert status(small) == {GENERAL: "current", BERGEN: "edited"}
    assert slides(decks(small, out(small))[0]) == [
        (1, "rules", ["hand-moved"]),
        (3, "why", ["hand-changed"]),
        (4, None, ["hand-added"]),
        (None, "end", ["hand-deleted"]),
    ]


def test_a_deck_can_be_both_and_a_slide_too(small: Path) -> None:
    by_hand(out(small))
    write(small, NEW)
    [deck] = decks(small, out(small))
    assert deck["status"] == "edited-outdated"
    assert (3, "why", ["hand-changed", "course-changed"]) in slides(deck)
    result = run("status", out(small), "-C", small)
    assert "     3  why    changed in PowerPoint, changed in the course" in result.stdout


def test_a_deck_that_is_not_there_is_missing(small: Path) -> None:
    out(small, GENERAL).unlink()
    assert status(small) == {BERGEN: "current", GENERAL: "missing"}


def test_a_deck_that_was_only_saved_again_is_up_to_date_and_says_so(small: Path) -> None:
    deck = Presentation(str(out(small)))
    deck.core_properties.last_modified_by = "Kari Eksempel"
    deck.save(str(out(small)))
    [told] = decks(small, out(small))
    assert (told["status"], told["resaved"]) == ("current", True)
    assert "saved again by another program" in run("status", "-C", small).stdout


def test_slides_in_another_order_are_told(small: Path) -> None:
    lines = SLIDES.splitlines(keepends=True)
    write(small, "".join([lines[1], lines[0], *lines[2:]]))
    assert all(deck["reordered"] for deck in decks(small))
    assert "in another order" in run("status", "-C", small).stdout


def test_a_change_that_no_slide_shows_is_told_as_such(small: Path) -> None:
    content = small / "content.yaml"
    content.write_text(content.read_text(encoding="utf-8") + "edition: neste\n", encoding="utf-8")
    assert status(small)[BERGEN] == "outdated"
    assert "no slide says anything else" in run("status", "-C", small).stdout


# ---- whose deck it is


def test_a_deck_that_comes_back_by_mail_is_known_under_any_name(small: Path, tmp_path: Path) -> None:
    mailed = tmp_path / "Kopi av kurset FERDIG.pptx"
    shutil.copy(out(small), mailed)
    by_hand(mailed)
    [deck] = decks(small, mailed)
    assert (deck["recipient"], deck["name"], deck["status"]) == ("4601", "Bergen", "edited")


def test_a_deck_under_somebody_elses_name_is_told_as_what_it_is(small: Path) -> None:
    out(small).replace(out(small, GENERAL))
    told = {deck["recipient"]: (Path(str(deck["file"])).name, deck["status"]) for deck in decks(small)}
    assert told == {"4601": (GENERAL, "current"), "general": (GENERAL, "missing")}


def test_what_lies_there_besides_is_told_too(small: Path) -> None:
    shutil.copy(out(small), out(small, "prove_4601-bergen (2).pptx"))
    out(small, "~$prove.pptx").write_bytes(b"")
    assert status(small) == {GENERAL: "current", BERGEN: "current", "prove_4601-bergen (2).pptx": "current"}


def test_the_rosters_decks_are_those_that_are_looked_for(small: Path) -> None:
    (small / "deck" / "roster.csv").write_text("recipient\n4601\n0301\n", encoding="utf-8")
    assert status(small) == {BERGEN: "current", GENERAL: "current", "prove_0301-oslo.pptx": "missing"}


# ---- what is no deck of the course


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (lambda path: path.write_bytes(b"Hei"), "pptx-not-powerpoint"),
        (lambda path: Presentation().save(str(path)), "deck-not-ours"),
    ],
)
def test_a_file_that_is_no_deck_is_unknown_with_the_reason(make: object, said: str, small: Path) -> None:
    path = out(small, "annet.pptx")
    assert callable(make)
    make(path)
    assert status(small)["annet.pptx"] == "unknown"
    assert run("status", "-C", small).exit_code == 0
    result = run_json("status", path, "-C", small)
    assert [found["id"] for found in result["decks"][0]["findings"]] == [said]
    assert run("status", path, "-C", small).exit_code == 1


def test_a_deck_of_another_course_names_that_course(small: Path) -> None:
    content = small / "content.yaml"
    content.write_text(
        content.read_text(encoding="utf-8").replace("id: prove", "id: annet"), encoding="utf-8"
    )
    result = run("status", out(small), "-C", small)
    assert result.exit_code == 1
    assert "belongs to the course 'prove'" in result.stderr


def test_a_deck_in_a_language_that_is_gone_or_for_somebody_who_is_gone_is_unknown(small: Path) -> None:
    content = small / "content.yaml"
    text = content.read_text(encoding="utf-8")
    content.write_text(text.replace("register: kommuner\n", ""), encoding="utf-8")
    assert "for '4601'" in run("status", out(small), "-C", small).stderr
    content.write_text(text.replace("lang: nb", "lang: nn"), encoding="utf-8")
    assert "nb-NO" in run("status", out(small), "-C", small).stderr


def test_what_was_changed_is_told_also_when_the_row_it_was_for_is_gone(small: Path, tmp_path: Path) -> None:
    """Next term's roster has other ids, and last term's decks come back by mail."""
    roster = small / "deck" / "roster.csv"
    roster.write_text("recipient;id\n4601;host\n", encoding="utf-8")
    assert run("build", "-C", small).exit_code == 0
    mailed = tmp_path / "FERDIG.pptx"
    shutil.copy(out(small, "prove_host-bergen.pptx"), mailed)
    roster.write_text("recipient;id\n4601;var\n", encoding="utf-8")
    [before] = decks(small, mailed)
    by_hand(mailed)
    [after] = decks(small, mailed)
    assert (before["status"], before["recipient"], before["slides"]) == ("unknown", "host", [])
    assert (after["status"], after["recipient"]) == ("unknown", "host")
    assert after["slides"]
    assert "unknown, edited" in run("status", mailed, "-C", small).stdout


def test_a_course_with_errors_can_tell_nothing(small: Path) -> None:
    write(small, "  - {kind: nothing}\n")
    assert run("status", "-C", small).exit_code == 1
    assert "decks" not in run_json("status", "-C", small)


# ---- what cannot be built


def misspelt(course: Path) -> None:
    write(course, SLIDES.replace("Fordi", '"{{ recipient.nam }}"'))


def test_an_error_in_the_course_is_said_once_and_each_file_told_as_far_as_it_can_be(small: Path) -> None:
    (small / "deck" / "roster.csv").write_text("recipient\n4601\n0301\n", encoding="utf-8")
    by_hand(out(small))
    misspelt(small)
    result = run("status", "-C", small)
    assert result.exit_code == 1
    assert result.stdout.splitlines() == [
        f"✗  deck/out/{GENERAL}  cannot be built",
        f"✗  deck/out/{BERGEN}  cannot be built, edited",
        "     1  rules  moved in PowerPoint",
        "     3  why    changed in PowerPoint",
        "     4         added in PowerPoint",
        "     -  end    deleted in PowerPoint",
        "✗  Oslo  cannot be built",
        "3 decks: 3 cannot be built.",
    ]
    assert result.stderr.count("error:") == 1
    assert result.stderr.count("warning:") == 1


def test_files_of_a_course_with_such_an_error_are_told_as_well(small: Path) -> None:
    misspelt(small)
    result = run("status", out(small), out(small, GENERAL), "-C", small)
    assert result.exit_code == 1
    assert result.stderr.count("error:") == 1
    assert [deck["status"] for deck in decks(small, out(small))] == ["unbuildable"]


def test_a_row_that_fails_is_one_line_for_its_name_and_no_file(small: Path) -> None:
    roster = small / "deck" / "roster.csv"
    roster.write_text("recipient,lang\n0301,nb\nVoss,xx\n", encoding="utf-8")
    result = run("status", "-C", small)
    assert result.exit_code == 1
    lines = [line for line in result.stdout.splitlines() if "cannot be built" in line]
    assert lines[0] == "✗  Voss  cannot be built"
    assert result.stdout.splitlines()[-1] == "4 decks: 2 up to date, 1 missing, 1 cannot be built."
    assert result.stderr.count("error:") == 1


def test_the_file_of_a_row_that_fails_is_told_instead_of_its_name(small: Path) -> None:
    (small / "deck" / "roster.csv").write_text("recipient,lang\n4601,xx\n", encoding="utf-8")
    assert status(small) == {GENERAL: "current", BERGEN: "unbuildable"}


def test_a_roster_that_cannot_be_read_ends_it(small: Path) -> None:
    (small / "deck" / "roster.csv").write_text('recipient\n"4601\n', encoding="utf-8")
    result = run("status", "-C", small)
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.count("error:") == 1


# ---- and besides


def test_a_file_that_is_not_there_is_an_error(small: Path) -> None:
    result = run("status", small / "nei.pptx", "-C", small, "--ui-lang", "nb")
    assert result.exit_code == 1
    assert "Det finnes ingen slik fil" in result.stderr


def test_nothing_is_written(small: Path) -> None:
    by_hand(out(small))
    before = contents(small)
    run("status", "-C", small)
    run("status", out(small), "-C", small)
    assert contents(small) == before


def test_what_status_and_update_print_as_json_is_described_field_by_field(small: Path) -> None:
    by_hand(out(small))
    write(small, NEW)
    told = run_json("status", out(small), "-C", small)
    assert set(table("docs/json.md", "kursdeck status")) == set(told)
    assert set(table("docs/json.md", "How a deck stands")) == set(told["decks"][0])
    updated = run_json("update", out(small), "-C", small)
    assert set(table("docs/json.md", "kursdeck update")) == set(updated)
    assert set(table("docs/json.md", "What became of a slide")) == set(updated["slides"][0])
    described = " ".join(row[0] for row in table("docs/json.md", "What became of a slide").values())
    assert all(f"`{fate.value}`" in described for fate in Fate)
    described = " ".join(row[0] for row in table("docs/json.md", "How a deck stands").values())
    assert all(f"`{word}`" in described for word in (*BY_HAND.values(), *IN_COURSE.values()))
    assert all(f"`{state.value}`" in described for state in State)
