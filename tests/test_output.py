"""A deck that a person worked on is never destroyed: it stays, or there is a copy, and the report says which."""

from collections.abc import Callable
from pathlib import Path

import pytest
from pptx import Presentation
from samples import contents, decks, present, run, run_json, texts

NAME = "sosiale-medier_4601-bergen.pptx"


@pytest.fixture
def built(course: Path) -> Path:
    """Give a course with a deck for Bergen."""
    assert run("build", "Bergen", "-C", present(course)).exit_code == 0
    return course


def edit(path: Path, text: str) -> None:
    """Do what a presenter does before the meeting: write something else on a slide."""
    deck = Presentation(str(path))
    deck.slides[2].shapes.title.text_frame.paragraphs[0].runs[0].text = text
    deck.save(str(path))


def resave(path: Path) -> None:
    Presentation(str(path)).save(str(path))


def change(course: Path) -> None:
    """Change the course, so that what is built now differs from what stands there."""
    content = course / "content.yaml"
    text = content.read_text(encoding="utf-8")
    content.write_text(text.replace('edition: "2026-11"', 'edition: "2027-01"'), encoding="utf-8")


def deck(course: Path, name: str = NAME) -> Path:
    return course / "deck" / "out" / name


def test_building_again_leaves_an_equal_deck_alone(built: Path) -> None:
    before = deck(built).stat()
    result = run("build", "Bergen", "-C", built)
    assert "(unchanged)" in result.stdout
    assert deck(built).stat().st_mtime_ns == before.st_mtime_ns


def test_an_untouched_deck_is_replaced_without_ado(built: Path) -> None:
    change(built)
    assert run_json("build", "Bergen", "-C", built)["decks"][0]["status"] == "written"
    assert decks(built) == [NAME]
    assert not deck(built, "backup").exists()


@pytest.mark.parametrize("before", [lambda _: None, change], ids=["same course", "changed course"])
def test_an_edited_deck_stays_and_the_new_one_goes_beside_it(
    before: Callable[[Path], None], built: Path
) -> None:
    edit(deck(built), "Min egen tittel")
    edited = deck(built).read_bytes()
    before(built)
    result = run("build", "Bergen", "-C", built)
    assert result.exit_code == 0
    assert decks(built) == ["sosiale-medier_4601-bergen (new).pptx", NAME]
    assert deck(built).read_bytes() == edited
    assert "sosiale-medier_4601-bergen (new).pptx" in result.stdout
    assert f"deck/out/{NAME}: warning: " in result.stderr
    assert "Min egen tittel" not in texts(deck(built, "sosiale-medier_4601-bergen (new).pptx"))[2]


def test_building_again_beside_an_edited_deck_leaves_no_trail(built: Path) -> None:
    """The second deck is replaced as long as nobody edits it; then there is a third."""
    edit(deck(built), "Min egen tittel")
    for _ in range(3):
        change(built)
        run("build", "Bergen", "-C", built)
    assert len(decks(built)) == 2
    edit(deck(built, "sosiale-medier_4601-bergen (new).pptx"), "Enda en")
    run("build", "Bergen", "-C", built)
    assert len(decks(built)) == 3


def test_force_replaces_an_edited_deck_and_keeps_a_copy(built: Path) -> None:
    edit(deck(built), "Min egen tittel")
    edited = deck(built).read_bytes()
    result = run("build", "Bergen", "--force", "-C", built)
    assert result.exit_code == 0
    assert decks(built) == [NAME]
    assert "Min egen tittel" not in texts(deck(built))[2]
    assert deck(built, f"backup/{NAME}").read_bytes() == edited
    assert f"deck/out/backup/{NAME}" in result.stderr


def test_every_forced_build_keeps_a_copy_of_its_own(built: Path) -> None:
    for title in ("En", "To"):
        edit(deck(built), title)
        run("build", "Bergen", "--force", "-C", built)
    copies = sorted(texts(path)[2].splitlines()[0] for path in deck(built, "backup").glob("*.pptx"))
    assert copies == ["En", "To"]


def test_a_deck_that_was_only_saved_again_is_replaced_and_kept_as_a_backup(built: Path) -> None:
    resave(deck(built))
    resaved = deck(built).read_bytes()
    change(built)
    result = run("build", "Bergen", "-C", built)
    assert decks(built) == [NAME]
    assert deck(built, f"backup/{NAME}").read_bytes() == resaved
    assert f"deck/out/backup/{NAME}" in result.stderr


def test_a_file_that_kursdeck_did_not_make_stays(built: Path) -> None:
    for foreign in (b"Hei", b""):
        deck(built).write_bytes(foreign)
        result = run("build", "Bergen", "-C", built)
        assert deck(built).read_bytes() == foreign
        assert "was not made by kursdeck" in result.stderr


def test_a_dry_run_foretells_where_the_deck_would_go(built: Path) -> None:
    edit(deck(built), "Min egen tittel")
    [planned] = run_json("build", "Bergen", "--dry-run", "-C", built)["decks"]
    [written] = run_json("build", "Bergen", "-C", built)["decks"]
    assert (planned["status"], written["status"]) == ("planned", "beside")
    assert planned["file"] == written["file"] == "deck/out/sosiale-medier_4601-bergen (new).pptx"


def test_a_dry_run_foretells_what_force_would_do_and_touches_nothing(built: Path) -> None:
    """Also the copy that it would keep has the name that the build then gives it."""
    edit(deck(built), "Min egen tittel")
    before = contents(built)
    foretold = run_json("build", "Bergen", "--dry-run", "--force", "-C", built)
    assert contents(built) == before
    done = run_json("build", "Bergen", "--force", "-C", built)
    assert [foretold["decks"][0][field] for field in ("file", "status")] == [f"deck/out/{NAME}", "planned"]
    assert [done["decks"][0][field] for field in ("file", "status")] == [f"deck/out/{NAME}", "written"]
    assert foretold["findings"] == done["findings"]
    assert "deck-replaced" in {finding["id"] for finding in done["findings"]}


def test_a_dry_run_says_of_an_equal_deck_that_it_is_unchanged(built: Path) -> None:
    for force in ((), ("--force",)):
        [planned] = run_json("build", "Bergen", "--dry-run", *force, "-C", built)["decks"]
        assert (planned["status"], planned["file"]) == ("unchanged", f"deck/out/{NAME}")


def test_a_dry_run_foretells_the_copy_of_a_deck_that_was_saved_again(built: Path) -> None:
    resave(deck(built))
    change(built)
    foretold = run_json("build", "Bergen", "--dry-run", "-C", built)
    done = run_json("build", "Bergen", "-C", built)
    assert foretold["findings"] == done["findings"]
    assert "deck-resaved" in {finding["id"] for finding in done["findings"]}


def test_another_logo_in_powerpoint_counts_as_an_edit(built: Path) -> None:
    """What the presenter customises is the presenter's, even where all texts are as they were."""
    changed = Presentation(str(deck(built)))
    [logo] = [shape for shape in changed.slides[0].placeholders if shape.name == "Logo"]
    logo.left, logo.top, logo.width, logo.height = logo.left + 99_999, logo.top, logo.width, logo.height
    changed.save(str(deck(built)))
    run("build", "Bergen", "-C", built)
    assert len(decks(built)) == 2
