"""`kursdeck update`: a new file with today's slides and a person's own; the deck itself is never touched."""

import os
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

from msgspec.structs import replace
from pptx import Presentation
from pptx.util import Cm
from samples import run, run_json, texts, write
from standing_samples import BERGEN, NEW, SLIDES, by_hand, out, small, status
from update_samples import edited, package, say

from kursdeck.build.update import keeps_all
from kursdeck.powerpoint.edits import DeckState
from kursdeck.powerpoint.identity import read_manifest
from kursdeck.powerpoint.slide_state import SlideState
from kursdeck.powerpoint.update_plan import Fate, Step

__all__ = ["small"]

UPDATED = BERGEN.replace(".pptx", " (updated).pptx")


def update(course: Path, *more: str | Path) -> dict[str, Any]:
    return run_json("update", out(course), "-C", course, *more)


def fates(value: dict[str, Any]) -> list[tuple[str | None, str]]:
    return [(each["id"], each["fate"]) for each in value["slides"]]


def test_the_list_says_what_became_of_each_slide(small: Path) -> None:
    by_hand(out(small))
    write(small, NEW)
    result = run("update", out(small), "-C", small)
    assert result.exit_code == 0
    lines = [" ".join(line.split()) for line in result.stdout.splitlines()]
    assert lines == [
        "- rules removed: no longer in the course",
        "1 start as it was",
        "2 why kept: changed in PowerPoint; the course has changed it too: take over by hand what you want",
        "3 kept: added in PowerPoint",
        "4 laws new in the course",
        "- end stays deleted, as in the file",
        f"Written to deck/out/{UPDATED}. {BERGEN} is as it was.",
    ]


def test_the_new_file_has_todays_slides_and_a_persons_own(small: Path) -> None:
    by_hand(out(small))
    write(small, NEW)
    update(small)
    said = "\n".join(texts(out(small, UPDATED)))
    assert all(each in said for each in ("Mitt", "Mitt eget", "Lover"))
    assert "Regler" not in said
    assert "Takk" not in said


def test_the_deck_itself_is_never_touched(small: Path) -> None:
    by_hand(out(small))
    write(small, NEW)
    before = out(small).read_bytes()
    update(small)
    update(small, "-o", small / "ny.pptx")
    assert run("update", out(small), "-o", out(small), "-C", small).exit_code == 1
    assert out(small).read_bytes() == before


def test_each_new_file_has_a_name_that_was_free(small: Path) -> None:
    by_hand(out(small))
    write(small, NEW)
    files = [update(small)["file"] for _ in range(2)]
    files.append(update(small, "-o", small / "deck")["file"])
    write(small, SLIDES)
    files.append(run_json("update", out(small, UPDATED), "-C", small)["file"])
    stem = UPDATED.removesuffix(".pptx")
    names = [f"{stem}.pptx", f"{stem} (2).pptx", f"{stem} (3).pptx"]
    folders = ("deck/out/", "deck/out/", "deck/", "deck/out/")
    names.insert(2, UPDATED)
    assert files == [folder + name for folder, name in zip(folders, names, strict=True)]


def test_with_o_it_goes_where_it_was_asked_for_unless_something_is_there(small: Path) -> None:
    by_hand(out(small))
    write(small, NEW)
    assert update(small, "-o", small / "ny.pptx")["file"] == "ny.pptx"
    result = run("update", out(small), "-C", small, "-o", small / "ny.pptx")
    assert result.exit_code == 1
    assert "nothing is overwritten" in result.stderr


def test_where_nothing_is_to_be_done_nothing_is_written(small: Path) -> None:
    by_hand(out(small))
    result = run("update", out(small), "-C", small, "--ui-lang", "nb")
    assert result.exit_code == 0
    assert "ingenting å oppdatere" in result.stdout
    assert not out(small, UPDATED).exists()


def test_status_tells_an_updated_deck_right_and_a_second_update_has_nothing_to_do(small: Path) -> None:
    by_hand(out(small))
    write(small, NEW)
    update(small)
    assert status(small, out(small, UPDATED)) == {UPDATED: "edited-outdated"}
    assert run_json("update", out(small, UPDATED), "-C", small)["file"] is None


def test_a_build_never_replaces_an_updated_deck_without_a_copy(small: Path) -> None:
    by_hand(out(small))
    write(small, NEW)
    update(small)
    out(small, UPDATED).replace(out(small))
    kept = out(small).read_bytes()
    assert run("build", "Bergen", "-C", small).exit_code == 0
    assert out(small).read_bytes() == kept


def test_a_deck_that_nobody_edited_becomes_todays(small: Path) -> None:
    write(small, NEW)
    value = update(small)
    assert fates(value) == [
        ("start", "same"),
        ("why", "replaced"),
        ("laws", "new"),
        ("rules", "removed"),
        ("end", "same"),
    ]
    assert status(small, out(small, UPDATED)) == {UPDATED: "current"}


def test_a_course_in_another_order_is_said_and_the_files_order_stays(small: Path) -> None:
    lines = NEW.splitlines(keepends=True)
    write(small, "".join([lines[1], lines[0], *lines[2:]]))
    result = run("update", out(small), "-C", small)
    assert "the file's order was kept" in result.stdout
    assert texts(out(small, UPDATED))[0].startswith("Velkommen")


def test_what_was_given_when_it_was_built_is_given_again(course: Path) -> None:
    given = ("--place", "Eksempelsalen", "--date", "2027-01-14")
    run("build", "Bergen", "-C", course, *given)
    deck = course / "deck" / "out" / "sosiale-medier_4601-bergen.pptx"
    assert status(course, deck) == {deck.name: "outdated"}
    told = run_json("status", deck, "-C", course, *given)["decks"]
    assert [each["status"] for each in told] == ["current"]


def test_what_is_amiss_with_todays_deck_is_said_as_by_a_build(small: Path) -> None:
    write(small, NEW)
    assert "There is no presenter" in run("update", out(small), "-C", small).stderr


# ---- what cannot be updated


def test_a_deck_with_slides_of_another_size_is_refused(small: Path) -> None:
    deck = Presentation(str(out(small)))
    deck.slide_width = Cm(20)
    deck.save(str(out(small)))
    write(small, NEW)
    result = run("update", out(small), "-C", small)
    assert result.exit_code == 1
    assert "another size" in result.stderr
    assert not out(small, UPDATED).exists()


def test_a_file_that_is_no_deck_of_the_course_is_refused_with_the_reason(small: Path) -> None:
    Presentation().save(str(small / "annet.pptx"))
    result = run("update", small / "annet.pptx", "-C", small)
    assert result.exit_code == 1
    assert "says nothing of a kursdeck course" in result.stderr


def test_a_folder_that_cannot_be_written_to_is_a_message(
    small: Path, unprivileged: Callable[[], AbstractContextManager[None]]
) -> None:
    by_hand(out(small))
    write(small, NEW)
    out(small).parent.chmod(0o555)
    try:
        with unprivileged():
            result = run("update", out(small), "-C", small)
    finally:
        out(small).parent.chmod(0o755)
    assert result.exit_code == 1
    assert os.listdir(out(small).parent).count(UPDATED) == 0  # noqa: PTH208 - one name


def test_the_same_update_twice_gives_the_same_bytes(small: Path) -> None:
    by_hand(out(small))
    write(small, NEW)
    first, second = (small / str(update(small)["file"]) for _ in range(2))
    assert first.read_bytes() == second.read_bytes()


def test_an_updated_deck_never_counts_as_built(small: Path) -> None:
    """Else a build would replace what a person wrote without a copy."""
    out(small).write_bytes(edited(out(small).read_bytes(), [say(1, "Mitt")]))
    write(small, NEW)
    update(small)
    updated = read_manifest(package(out(small, UPDATED).read_bytes()))
    run("build", "Bergen", "-C", small, "-o", small / "ny")
    built = read_manifest(package((small / "ny" / BERGEN).read_bytes()))
    assert updated is not None
    assert built is not None
    assert (updated.identity, updated.exact) == (built.identity, built.exact)


# ---- the last look


def test_a_result_that_lacks_or_changes_what_was_to_stay_is_seen() -> None:
    mine, theirs = (SlideState(hidden=False, notes=notes, shapes=()) for notes in ("mine", "theirs"))
    before = DeckState("", (mine, theirs), rewritten=False)
    steps = (Step(Fate.EDITED, "a", 1), Step(Fate.REPLACED, "b", 2))
    new = replace(theirs, notes="new")
    assert keeps_all(steps, before, replace(before, slides=(mine, new)))
    assert not keeps_all(steps, before, replace(before, slides=(new, new)))
    assert not keeps_all(steps, before, replace(before, slides=(new,)))
