"""An edited deck is told from a resaved one, slide by slide, and a deck that says nothing is unknown."""

from collections.abc import Callable
from io import BytesIO

import pytest
from deck_changes import saved
from edit_samples import EDITS, IDENTITY, IDS, built, built_on_brand, edited, manifest_of, package
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace
from pptx import Presentation
from pptx.util import Mm

from kursdeck.powerpoint.edits import DeckState, Edit, Kind, edits
from kursdeck.powerpoint.identity import (
    CUSTOM_PART,
    LONGEST_VALUE,
    Standing,
    Verdict,
    compare,
    custom_properties,
    judge,
    read_manifest,
    state_of,
)
from kursdeck.powerpoint.opc import Package
from kursdeck.powerpoint.seen import Seen
from kursdeck.powerpoint.slide_state import Shape, SlideState


def with_custom(deck: Package, custom: bytes) -> Package:
    """Give a deck another custom.xml."""
    return Package(deck.file, {**deck.parts, CUSTOM_PART: custom})


# ---- the manifest


def test_a_deck_says_what_it_was_built_from() -> None:
    manifest = read_manifest(package(built()))
    assert manifest is not None
    assert manifest.identity == IDENTITY
    assert tuple(manifest.slides) == IDS


def test_what_is_written_of_a_deck_is_read_again_exactly() -> None:
    deck = package(built())
    manifest = manifest_of(IDENTITY, IDS, state_of(deck))
    assert read_manifest(with_custom(deck, custom_properties(manifest))) == manifest
    assert custom_properties(manifest) == custom_properties(manifest)


def test_no_property_is_longer_than_office_shows() -> None:
    root = package(built_on_brand()).document(CUSTOM_PART)
    assert root is not None
    values = [element.findtext("*") or "" for element in root]
    assert len(values) > 7
    assert max(map(len, values)) <= LONGEST_VALUE


def test_a_deck_of_somebody_else_is_unknown() -> None:
    assert judge(package(saved(Presentation()))) == Verdict(Standing.UNKNOWN)


@pytest.mark.parametrize("number", range(0, 400, 23))
def test_a_manifest_that_was_tampered_with_never_stops_the_reading(number: int) -> None:
    deck = package(built())
    custom = bytearray(deck.parts[CUSTOM_PART])
    custom[-400 + number] ^= 1
    tampered = judge(with_custom(deck, bytes(custom))).standing
    assert tampered in {Standing.UNKNOWN, Standing.UNTOUCHED, Standing.RESAVED}


@given(st.binary(max_size=200))
def test_any_bytes_for_a_manifest_are_simply_not_ours(custom: bytes) -> None:
    assert read_manifest(Package("x.pptx", {CUSTOM_PART: custom})) is None


# ---- what became of a deck


def test_a_deck_as_built_is_untouched() -> None:
    assert judge(package(built())) == Verdict(Standing.UNTOUCHED)


@pytest.mark.parametrize("make", [built, built_on_brand])
def test_a_deck_that_python_pptx_opened_and_saved_is_no_edit(make: Callable[[], bytes]) -> None:
    again = saved(Presentation(BytesIO(make())))
    assert judge(package(again)).standing in {Standing.UNTOUCHED, Standing.RESAVED}


def test_a_deck_with_another_author_in_its_properties_was_resaved() -> None:
    deck = Presentation(BytesIO(built()))
    deck.core_properties.last_modified_by = "Kari Eksempel"
    assert judge(package(saved(deck))) == Verdict(Standing.RESAVED)


def test_a_sentence_that_is_cut_into_other_runs_is_no_edit() -> None:
    deck = Presentation(BytesIO(built()))
    paragraph = deck.slides[0].shapes.title.text_frame.paragraphs[0]
    paragraph.runs[0].text = "Folkevalgt "
    paragraph.add_run().text = "på nett"
    assert judge(package(saved(deck))) == Verdict(Standing.RESAVED)


@pytest.mark.parametrize(("way", "standing"), [(Mm(0.2), Standing.RESAVED), (Mm(1), Standing.EDITED)])
def test_a_box_is_moved_from_half_a_millimetre(way: int, standing: Standing) -> None:
    deck = Presentation(BytesIO(built()))
    deck.slides[2].shapes[1].left += way
    assert judge(package(saved(deck))).standing is standing


@pytest.mark.parametrize("name", EDITS)
def test_each_edit_alone_is_recognised_and_its_slide_named(name: str) -> None:
    assert judge(package(edited(name))) == Verdict(Standing.EDITED, EDITS[name][1])


def test_a_deck_that_is_read_after_others_shows_what_it_shows_alone() -> None:
    seen = Seen()
    for name in EDITS:
        deck = package(edited(name))
        assert state_of(deck, seen) == state_of(deck)


# ---- finding slides again

PLAIN = st.builds(Shape, st.just("text"), st.text("abc", min_size=1, max_size=2))
SLIDES = st.lists(
    st.builds(SlideState, st.booleans(), st.text("xy", max_size=2), st.tuples(PLAIN, PLAIN)), max_size=6
)


def numbered(slides: list[SlideState]) -> dict[str, SlideState]:
    """Give slides ids by their places."""
    return {str(number): slide for number, slide in enumerate(slides)}


@given(SLIDES)
def test_slides_as_built_are_no_edits_even_when_some_are_equal(slides: list[SlideState]) -> None:
    assert edits(numbered(slides), DeckState("", tuple(slides), rewritten=False)) == ()


@given(SLIDES, SLIDES)
def test_every_built_slide_is_found_once_or_deleted_and_every_slide_there_is_found_or_added(
    built_slides: list[SlideState], now: list[SlideState]
) -> None:
    found = edits(numbered(built_slides), DeckState("", tuple(now), rewritten=False))
    deleted = [edit for edit in found if edit.kind is Kind.DELETED]
    added = [edit for edit in found if edit.kind is Kind.ADDED]
    assert len(built_slides) - len(deleted) == len(now) - len(added)
    assert (found == ()) == (built_slides == now)


@given(st.permutations(range(6)))
def test_slides_in_another_order_are_moved_and_nothing_else(order: list[int]) -> None:
    slides = [SlideState(hidden=False, notes=str(number), shapes=()) for number in range(6)]
    found = edits(numbered(slides), DeckState("", tuple(slides[n] for n in order), rewritten=False))
    assert {edit.kind for edit in found} <= {Kind.MOVED}
    assert {order[edit.position - 1] for edit in found} == {int(edit.slide) for edit in found}
    assert (found == ()) == (order == sorted(order))


def test_what_was_unsaid_may_be_said_by_libreoffice_but_by_nobody_else() -> None:
    unsaid = SlideState(hidden=False, notes="", shapes=(Shape("text", "a", fill=""),))
    red = replace(unsaid, shapes=(Shape("text", "a", fill="C80000FF"),))
    assert edits({"a": unsaid}, DeckState("", (red,), rewritten=True)) == ()
    assert edits({"a": unsaid}, DeckState("", (red,), rewritten=False)) == (Edit(Kind.CHANGED, "a", 1),)


def test_a_deck_is_compared_with_any_manifest_of_its_own() -> None:
    state = state_of(package(built()))
    manifest = manifest_of(IDENTITY, IDS, state)
    assert compare(manifest, state).standing is Standing.UNTOUCHED
    assert compare(None, state).standing is Standing.UNKNOWN
