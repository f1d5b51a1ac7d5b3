"""Text on its way through Jinja: runs that join without a seam, white space that leaves no trace."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kursdeck.deck import Run
from kursdeck.render.text import RichText, literal, merge, spoken, tidy


def nb(text: str, **style: bool | str) -> Run:
    return Run(text, "nb-NO", **style)  # type: ignore[arg-type]  # a test's own shorthand


def test_neighbours_that_look_alike_become_one_run() -> None:
    assert merge((nb("Hei "), nb("Bergen"), nb(""), nb("!"))) == (nb("Hei Bergen!"),)


@pytest.mark.parametrize(
    "other", [nb("b", bold=True), nb("b", italic=True), nb("b", link="https://a.no"), Run("b", "se-NO")]
)
def test_runs_that_differ_in_anything_stay_apart(other: Run) -> None:
    assert merge((nb("a"), other)) == (nb("a"), other)


def test_a_line_break_is_a_run_of_its_own() -> None:
    assert merge((nb("a"), nb("\n"), nb("b"))) == (nb("a"), nb("\n"), nb("b"))


def test_white_space_at_both_ends_goes_whatever_run_it_is_in() -> None:
    assert tidy((nb(" \n"), nb(" a", bold=True), nb(" b "), nb(" ", italic=True))) == (
        nb("a", bold=True),
        nb(" b"),
    )


def test_where_two_runs_meet_with_a_space_each_one_is_kept() -> None:
    assert tidy((nb("a "), nb(" b", bold=True))) == (nb("a "), nb("b", bold=True))
    assert tidy((nb("a "), nb(""), nb(" b"))) == (nb("a b"),)


def test_a_line_does_not_begin_with_the_space_that_stood_before_it() -> None:
    assert tidy((nb("a"), nb("\n"), nb(" b"))) == (nb("a"), nb("\n"), nb("b"))


def test_a_no_break_space_is_the_authors_and_stays() -> None:
    assert tidy((nb("a\u00a0"), nb("\u00a0b"))) == (nb("a\u00a0\u00a0b"),)


def test_rich_text_is_the_string_it_says() -> None:
    text = RichText((nb("Ber"), nb("gen", bold=True)))
    assert text == "Bergen"
    assert hash(text) == hash("Bergen")
    assert text.runs == (nb("Ber"), nb("gen", bold=True))


def test_data_is_one_line_of_what_it_says() -> None:
    assert literal(" Kari \r\n\t Eksempel ", "nb-NO").runs == (nb("Kari Eksempel"),)
    assert literal(" \n ", "nb-NO").runs == ()


@pytest.mark.parametrize("letter", ["\x00", "\x1b", "\ud800", "\ufffe", "\U000f0000", "\ue000", "\u2028"])
def test_what_no_deck_can_hold_is_shown_as_a_replacement_in_data(letter: str) -> None:
    assert literal(f"a{letter}b", "nb-NO") == "a\ufffdb"


def test_only_runs_that_know_no_language_are_given_one() -> None:
    assert tuple(spoken((Run("a", ""), Run("b", "se-NO")), "nb-NO")) == (nb("a"), Run("b", "se-NO"))


RUNS = st.lists(
    st.builds(
        Run,
        st.sampled_from([*"ab .", " a", "a b ", "\n", ""]),
        st.sampled_from(["nb-NO", "se-NO"]),
        st.booleans(),
    )
)


@given(RUNS)
def test_tidying_loses_no_letter_and_is_done_once(runs: list[Run]) -> None:
    once = tidy(runs)
    letters = "".join(run.text for run in runs)
    assert "".join("".join(run.text for run in once).split()) == "".join(letters.split())
    assert tidy(once) == once
    assert "  " not in "".join(run.text for run in once)
    assert all(run.text for run in once)
