"""What an update does with each slide: the course's changes come, a person's stay, and nothing is lost or doubled."""

from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from kursdeck.powerpoint.edits import DeckState, Kind, edits
from kursdeck.powerpoint.slide_state import Shape, SlideState
from kursdeck.powerpoint.update_plan import (
    FROM_TODAY,
    Fate,
    Step,
    is_reordered,
    plan,
    slide_of,
    slides_after,
    with_linked,
)

Course = Mapping[str, SlideState]


def says(*texts: str, notes: str = "") -> SlideState:
    """Make what a slide shows."""
    return SlideState(hidden=False, notes=notes, shapes=tuple(Shape("text", text) for text in texts))


def course(**texts: str) -> Course:
    """Make a course by its pages' ids; `a__2` is the page `a--2`."""
    return {id_.replace("__", "--"): says(text) for id_, text in texts.items()}


def file(*slides: SlideState) -> DeckState:
    """Make what a file shows."""
    return DeckState("", slides, rewritten=False)


def told(steps: Sequence[Step]) -> list[str]:
    """Write steps so that a test reads as a list of slides."""
    return [f"{step.page or 'own'}: {step.fate.value}{' (outdated)' * step.outdated}" for step in steps]


ABC = course(a="one", b="two", c="three")


# ---- one thing at a time


def test_a_deck_that_nobody_touched_follows_the_course() -> None:
    today = course(a="one", n="new", c="three!")
    assert told(plan(ABC, file(*ABC.values()), today)) == [
        "a: same",
        "n: new",
        "b: removed",
        "c: replaced",
    ]


def test_an_edited_slide_stays_and_it_is_said_that_the_course_changed_it_too() -> None:
    edited = file(says("one", notes="mine"), says("two"), says("three"))
    assert told(plan(ABC, edited, ABC))[0] == "a: kept-edited"
    assert told(plan(ABC, edited, course(a="one!", b="two", c="three")))[0] == "a: kept-edited (outdated)"


def test_an_edited_slide_stays_even_when_the_course_has_dropped_it() -> None:
    edited = file(says("one"), says("two", "mine"), says("three"))
    assert told(plan(ABC, edited, course(a="one", c="three")))[1] == "b: kept-edited (outdated)"


def test_an_added_slide_stays_where_it_is() -> None:
    added = file(says("one"), says("mine"), says("two"), says("three"))
    assert told(plan(ABC, added, ABC)) == ["a: same", "own: kept-added", "b: same", "c: same"]


def test_a_deleted_slide_stays_deleted_also_when_the_course_has_changed_it() -> None:
    deleted = file(says("one"), says("three"))
    assert told(plan(ABC, deleted, course(a="one", b="two!", c="three")))[2:] == [
        "b: stays-deleted (outdated)"
    ]
    assert told(plan(ABC, deleted, course(a="one", c="three"))) == ["a: same", "c: same"]


def test_a_moved_slide_is_replaced_where_it_was_moved_to() -> None:
    moved = file(says("three"), says("one"), says("two"))
    assert told(plan(ABC, moved, course(a="one", b="two", c="three!"))) == [
        "c: replaced",
        "a: same",
        "b: same",
    ]


def test_a_slide_on_a_layout_that_looks_otherwise_is_replaced_though_it_says_the_same() -> None:
    assert told(plan(ABC, file(*ABC.values()), ABC, frozenset("b")))[1] == "b: replaced"


# ---- where new slides go


def test_a_new_slide_follows_its_neighbour_in_the_course_and_what_was_added_after_that_one() -> None:
    added = file(says("one"), says("mine"), says("two"), says("three"))
    steps = plan(ABC, added, course(a="one", n="new", b="two", c="three"))
    assert [step.page for step in steps] == ["a", "", "n", "b", "c"]


def test_new_slides_keep_their_order_and_go_first_where_nothing_is_before_them() -> None:
    steps = plan(ABC, file(*ABC.values()), course(m="m", n="n", a="one", b="two", c="three", o="o"))
    assert [step.page for step in steps] == ["m", "n", "a", "b", "c", "o"]


def test_a_new_slide_whose_neighbour_was_deleted_follows_the_one_before() -> None:
    steps = plan(ABC, file(says("one"), says("three")), course(a="one", b="two", n="new", c="three"))
    assert [step.page for step in steps] == ["a", "n", "c", "b"]


def test_in_a_deck_without_any_slide_of_the_course_new_ones_go_to_the_end() -> None:
    steps = plan({}, file(says("mine")), course(a="one", b="two"))
    assert told(steps) == ["own: kept-added", "a: new", "b: new"]


# ---- slides of several pages

TWO = course(a="one", a__2="one more", b="two")


def test_a_further_page_stands_right_after_the_first() -> None:
    built = course(a="one", b="two")
    steps = plan(built, file(says("one"), says("mine"), says("two")), TWO)
    assert [step.page for step in steps] == ["a", "a--2", "", "b"]


def test_where_one_page_was_edited_all_pages_of_the_slide_stay() -> None:
    edited = file(says("one"), says("one more", "mine"), says("two"))
    assert told(plan(TWO, edited, course(a="one!", b="two"))) == [
        "a: kept-attached (outdated)",
        "a--2: kept-edited (outdated)",
        "b: same",
    ]


def test_no_further_page_comes_to_a_slide_that_was_edited() -> None:
    edited = file(says("one", "mine"), says("two"))
    steps = plan(course(a="one", b="two"), edited, TWO)
    assert told(steps) == ["a: kept-edited (outdated)", "b: same"]


def test_a_new_slide_comes_after_all_pages_of_the_slide_before_it() -> None:
    edited = file(says("one"), says("one more", "mine"), says("two"))
    today = course(a="one", n="new", b="two")
    steps = plan(TWO, edited, today)
    assert [step.page for step in steps] == ["a", "a--2", "n", "b"]
    assert list(slides_after(steps, TWO, today)) == ["a", "a--2", "n", "b"]


# ---- jumps


def test_what_an_edited_slide_jumps_to_is_kept_and_what_that_jumps_to_as_well() -> None:
    edited = file(says("one", "mine"), says("two"), says("three"))
    steps = plan(ABC, edited, course(a="one"))
    assert told(with_linked(steps, {1: {2}, 2: {3}}))[1:] == ["b: kept-attached", "c: kept-attached"]
    assert told(with_linked(steps, {2: {3}}))[1:] == ["b: removed", "c: removed"]


# ---- what always holds

PAGES = st.sampled_from(["a", "a--2", "b", "b--2", "c", "d", "e"])
COURSES = st.dictionaries(PAGES, st.integers(0, 2), max_size=6).map(
    lambda chosen: {page: says(f"title of {page}", f"text {number}") for page, number in chosen.items()}
)
"""Pages that differ in their titles, each with one of three texts."""


@st.composite
def changed(draw: st.DrawFn) -> tuple[Course, DeckState, Course]:
    """Give a course as it was built, a file after random edits, and the course after random changes."""
    built = draw(COURSES)
    slides = list(draw(st.permutations(list(built.values()))) if draw(st.booleans()) else built.values())
    kept = [slide for slide in slides if draw(st.integers(0, 4))]
    now = [draw(edits_of(slide, number)) for number, slide in enumerate(kept)]
    for number in range(draw(st.integers(0, 2))):
        now.insert(draw(st.integers(0, len(now))), says(f"own {number}"))
    return built, file(*now), draw(COURSES | st.just(built))


def edits_of(slide: SlideState, number: int) -> st.SearchStrategy[SlideState]:
    """Leave a slide alone, change its text, change its notes, or write all of it anew."""
    title = replace(slide, shapes=(slide.shapes[0], Shape("text", f"mine {number}")))
    return st.sampled_from([slide, slide, title, replace(slide, notes="mine"), says(f"all mine {number}")])


def after(steps: Sequence[Step], now: DeckState, today: Course) -> DeckState:
    """Give what the updated file shows."""
    there = (step for step in steps if step.stays)
    return file(*(today[s.page] if s.fate in FROM_TODAY else now.slides[s.position - 1] for s in there))


@given(changed())
def test_every_slide_of_the_file_is_accounted_for_once_and_in_its_order(
    case: tuple[Course, DeckState, Course],
) -> None:
    built, now, today = case
    positions = [step.position for step in plan(built, now, today) if step.position]
    assert positions == list(range(1, len(now.slides) + 1))


@given(changed())
def test_every_page_of_the_course_is_there_once_or_stays_as_a_person_has_it(
    case: tuple[Course, DeckState, Course],
) -> None:
    built, now, today = case
    pages = [step.page for step in plan(built, now, today) if step.page]
    touched = {slide_of(e.slide) for e in edits(built, now) if e.kind in {Kind.CHANGED, Kind.DELETED}}
    assert len(pages) == len(set(pages))
    assert {slide_of(page) for page in today.keys() - set(pages)} <= touched


@given(changed())
def test_nothing_that_a_person_changed_or_added_is_ever_replaced_or_removed(
    case: tuple[Course, DeckState, Course],
) -> None:
    built, now, today = case
    theirs = {edit.position for edit in edits(built, now) if edit.kind in {Kind.CHANGED, Kind.ADDED}}
    fates = {step.position: step.fate for step in plan(built, now, today)}
    assert all(fates[position] in {Fate.EDITED, Fate.ADDED} for position in theirs)


@given(changed())
def test_an_updated_deck_needs_no_update_and_its_edits_still_count_as_edits(
    case: tuple[Course, DeckState, Course],
) -> None:
    built, now, today = case
    steps = plan(built, now, today)
    result, manifest = after(steps, now, today), slides_after(steps, built, today)
    again = plan(manifest, result, today)
    assert not any(step.fate in FROM_TODAY | {Fate.REMOVED} for step in again)
    assert theirs(again, result) == theirs(steps, now)


def theirs(steps: Sequence[Step], shown: DeckState) -> Counter[SlideState]:
    """Count what stays because a person changed or added it, whatever it is taken for."""
    own = (step.position for step in steps if step.fate in {Fate.EDITED, Fate.ADDED})
    return Counter(shown.slides[position - 1] for position in own)


@given(COURSES, COURSES)
def test_a_deck_that_nobody_touched_becomes_todays(built: Course, today: Course) -> None:
    steps = plan(built, file(*built.values()), today)
    pages = [step.page for step in steps if step.stays]
    assert sorted(pages) == sorted(today)
    assert slides_after(steps, built, today) == today
    if not is_reordered(built, today) and not any("--" in page for page in (*built, *today)):
        assert pages == list(today)
        assert list(slides_after(steps, built, today)) == list(today)


@pytest.mark.parametrize("order", ["abc", "acb", "cba"])
def test_a_course_in_another_order_is_told(order: str) -> None:
    assert is_reordered(ABC, {id_: ABC[id_] for id_ in order}) is (order != "abc")
    assert all(a.position < b.position for a, b in pairwise(plan(ABC, file(*ABC.values()), ABC)))
