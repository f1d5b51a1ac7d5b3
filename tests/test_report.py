"""What is said of many decks can be read: what they share once, whom it is about, what matters most last."""

import re
from pathlib import Path

import pytest
from msgspec.structs import replace
from samples import present, run

from kursdeck.cli.report import grouped, listed
from kursdeck.findings import Findings, error, note, warning
from kursdeck.source import Source

NAMES = tuple(f"By {number}" for number in range(357))
FULL = note("page-full", Source("content.yaml", 12, 5), id="tips")


def found_in(*names: str) -> list[Findings]:
    """Give the findings of 357 decks, of which some have one."""
    return [(replace(FULL, recipient=name),) if name in names else () for name in NAMES]


def test_what_all_decks_share_is_said_once_and_for_all() -> None:
    [once] = grouped((), found_in(*NAMES), "en")
    assert once.recipient == "all 357 decks"
    assert replace(once, recipient="") == FULL


def test_of_many_decks_a_few_are_named_and_the_others_counted() -> None:
    [once] = grouped((), found_in(*NAMES[:100]), "en")
    assert once.recipient == "By 0, By 1, By 2 + 97"


def test_namesakes_are_counted_each() -> None:
    """Herøy and Våler each exist twice."""
    decks = [(replace(FULL, recipient=name),) for name in ("Herøy", "Voss", "Herøy", "Våler", "Våler")]
    [once] = grouped((), decks, "nb")
    assert once.recipient == "alle 5 presentasjoner"


def test_what_is_about_the_course_names_no_deck() -> None:
    [once] = grouped((FULL,), [(), ()], "en")
    assert once == FULL


def test_errors_come_last_and_places_in_order() -> None:
    findings = (error("strict"), note("a", Source("b", 2)), warning("w"), note("b", Source("b", 1)))
    assert [finding.id for finding in grouped(findings, (), "en")] == ["b", "a", "w", "strict"]


@pytest.mark.parametrize(
    ("names", "decks", "text"),
    [((), 3, ""), (("Voss",), 1, ""), (("Voss",), 3, "Voss"), (("Voss", "Moss", "Os"), 3, "Voss, Moss, Os")],
)
def test_few_decks_are_named(names: tuple[str, ...], decks: int, text: str) -> None:
    assert listed(names, decks, "en") == text


def test_the_summary_counts_what_became_of_each_and_names_the_smallest_text(course: Path) -> None:
    run("build", "Bergen", "-C", present(course))
    result = run("build", "Bergen", "Storfjord", "Atlantis", "-C", course)
    smallest, last = result.stderr.splitlines()[-2:]
    assert re.fullmatch(r"Smallest text: [0-9.]+ pt \(Bergen, Storfjord\)\.", smallest)
    assert re.fullmatch(r"1 error\. 2 decks in [0-9.]+ s: 1 written, 1 unchanged, 1 failed\.", last)


def test_failures_are_listed_at_the_end_and_at_most_twenty_of_them(course: Path) -> None:
    wrong = [f"Nowhere {number}" for number in range(22)]
    result = run("build", "Bergen", *wrong, "-C", present(course))
    listed_ = result.stderr[result.stderr.index("22 decks were not built") :].splitlines()
    assert listed_[1:3] == ["  Nowhere 0", "  Nowhere 1"]
    assert listed_[21] == "  + 2"


def test_one_deck_has_a_short_summary(course: Path) -> None:
    result = run("build", "Bergen", "-C", present(course))
    assert re.fullmatch(r"1 deck in [0-9.]+ s\.", result.stdout.splitlines()[-1])


def test_of_one_deck_too_it_is_said_that_it_was_there_or_that_an_edited_one_is_kept(course: Path) -> None:
    run("build", "Bergen", "-C", present(course))
    [path] = (course / "deck" / "out").glob("*.pptx")
    unchanged = run("build", "Bergen", "-C", course).stdout.splitlines()[-1]
    assert re.fullmatch(r"1 deck in [0-9.]+ s: 1 unchanged\.", unchanged)
    path.write_bytes(b"somebody's own")
    kept = run("build", "Bergen", "-C", course).stdout.splitlines()[-1]
    assert re.fullmatch(r".*1 deck in [0-9.]+ s: 1 written, 1 edited one kept\.", kept)


def test_of_one_deck_that_failed_nothing_is_said_twice(course: Path) -> None:
    result = run("build", "Atlantis", "-C", present(course))
    assert result.stderr.splitlines()[-1] == "1 error. No deck was written."


def test_a_row_that_means_nobody_known_is_listed_by_its_place_once(course: Path) -> None:
    roster = present(course) / "deck" / "roster.csv"
    roster.write_text("kommune\nAtlantis\nBergen\nUtopia\n", encoding="utf-8")
    listed_ = run("build", "-C", course).stderr.splitlines()[-4:-1]
    assert listed_[1:] == ["  deck/roster.csv:2:1", "  deck/roster.csv:4:1"]
