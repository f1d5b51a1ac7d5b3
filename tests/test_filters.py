"""The filters of kinds' templates: nothing for what was left out, a TypeError for what is of the wrong sort."""

from collections.abc import Callable

import pytest
from render_samples import IMAGE

from kursdeck.brand.words import SLOT
from kursdeck.deck import Figure, Marker, Paragraph, Paragraphs, Picture, Run
from kursdeck.render import filters
from kursdeck.render.environment import Names
from kursdeck.render.grammar import KIND, TEXT
from kursdeck.render.text import MAX_LETTERS, RichText, literal


def nb(text: str) -> RichText:
    return literal(text, "nb-NO")


BOLD = RichText((Run("to", "nb-NO", bold=True),))
POINT = Names("record", {"text": nb("tre"), "items": (nb("fire"), BOLD)})
EMPTY = nb("")


def shape(paragraphs: Paragraphs) -> list[tuple[str, int, Marker]]:
    return [(part.text, part.level, part.marker) for part in paragraphs.paragraphs]


def test_a_list_is_points_and_a_point_may_have_points_below_it() -> None:
    made = filters.bullets((nb("en"), BOLD, POINT))
    assert shape(made) == [
        ("en", 0, Marker.INHERIT), ("to", 0, Marker.INHERIT), ("tre", 0, Marker.INHERIT),
        ("fire", 1, Marker.INHERIT), ("to", 1, Marker.INHERIT),
    ]  # fmt: skip
    assert made.paragraphs[1].runs == BOLD.runs


def test_only_the_outer_points_of_a_numbered_list_have_numbers() -> None:
    assert shape(filters.numbered((nb("en"), POINT))) == [
        ("en", 0, Marker.NUMBER), ("tre", 0, Marker.NUMBER), ("fire", 1, Marker.INHERIT), ("to", 1, Marker.INHERIT),
    ]  # fmt: skip


def test_lines_are_paragraphs_of_the_texts_that_are_there() -> None:
    assert filters.lines([nb("en"), None, EMPTY, BOLD]) == Paragraphs(
        (Paragraph(nb("en").runs), Paragraph(BOLD.runs))
    )


def test_texts_in_a_row_have_the_separator_only_between_two_that_are_there() -> None:
    assert filters.join([nb("Bergen"), EMPTY, None, nb("i dag")], ", ") == "Bergen, i dag"
    assert filters.join([EMPTY, nb("i dag")], ", ") == "i dag"
    assert filters.join([nb("a"), BOLD], " ").runs == (Run("a ", "nb-NO"), *BOLD.runs)


def test_a_rows_separator_is_in_the_language_of_what_follows() -> None:
    sami = literal("Kárášjohka", "se-NO")
    assert filters.join([nb("Karasjok"), sami], " – ").runs == (
        Run("Karasjok", "nb-NO"),
        Run(" – Kárášjohka", "se-NO"),
    )


def test_a_figure_has_a_label_for_each_circle() -> None:
    made = filters.figure(Names("record", {"circles": (nb("EN"), BOLD), "alt": nb("To sirkler")}))
    assert made == Figure((Paragraph(nb("EN").runs), Paragraph(BOLD.runs)), "To sirkler", "nb-NO")


def test_a_picture_without_a_description_is_decorative() -> None:
    assert filters.picture(IMAGE, nb("Rådhuset")) == Picture(IMAGE, "Rådhuset", "nb-NO")
    assert filters.picture(IMAGE) == filters.picture(IMAGE, None) == Picture(IMAGE, "", "")


def test_slots_are_filled_with_what_they_name_and_keep_the_values_runs() -> None:
    assert filters.fill(nb("{number} av {count}"), number=1, count=4) == "1 av 4"
    assert filters.fill(nb("{a}{b}"), a=1) == "1"
    assert filters.fill(nb("Logo: {name}"), name=BOLD).runs == (Run("Logo: ", "nb-NO"), *BOLD.runs)
    assert filters.fill(nb("{name}"), name=nb("{count} {0} %s"), count=2) == "{count} {0} %s"
    assert SLOT.findall("{a} {1} {} {{b}}") == ["a", "1", "b"]


def test_a_default_stands_in_for_what_is_empty() -> None:
    assert filters.default(EMPTY, "salen") == filters.default(None, "salen") == "salen"
    assert filters.default(nb("aulaen"), "salen") == "aulaen"


def test_the_ends_and_the_length_of_a_list() -> None:
    assert (filters.first((1, 2)), filters.last([1, 2]), filters.length((1, 2))) == (1, 2, 2)
    assert (filters.first(()), filters.last(()), filters.length([])) == (None, None, 0)


@pytest.mark.parametrize("filter_", [filters.bullets, filters.numbered, filters.lines])
def test_a_list_that_was_left_out_gives_nothing(filter_: Callable[[object], Paragraphs]) -> None:
    assert filter_(None) == filter_(()) == Paragraphs(())


def test_what_was_left_out_gives_nothing() -> None:
    assert [filters.figure(None), filters.picture(None), filters.first(None), filters.last(None)] == [
        None
    ] * 4
    assert (filters.length(None), filters.join(None, ", ")) == (0, "")


@pytest.mark.parametrize("filter_", [filters.bullets, filters.numbered, filters.lines, filters.join])
@pytest.mark.parametrize("wrong", ["Bergen", nb("Bergen"), 3, POINT, IMAGE, (3,), (IMAGE,), ((nb("a"),),)])
def test_what_is_no_list_of_texts_is_refused(filter_: Callable[[object], object], wrong: object) -> None:
    """Silence would lose what the author wrote."""
    with pytest.raises(TypeError):
        filter_(wrong)


@pytest.mark.parametrize("filter_", [filters.first, filters.last, filters.length])
@pytest.mark.parametrize("text", [nb("Bergen"), "Bergen"])
def test_no_filter_looks_into_a_text(filter_: Callable[[object], object], text: str) -> None:
    """A deck's structure would hang on a name's letters, and its first letter would be read as Markdown."""
    with pytest.raises(TypeError):
        filter_(text)


@pytest.mark.parametrize("filter_", [filters.lines, filters.join])
def test_a_point_with_points_below_it_fits_in_no_line(filter_: Callable[[object], object]) -> None:
    with pytest.raises(TypeError):
        filter_((POINT,))


@pytest.mark.parametrize("wrong", ["a", 3, Names("record", {"circles": (nb("a"),)}), Names("record", {})])
def test_what_is_no_figure_is_refused(wrong: object) -> None:
    with pytest.raises(TypeError):
        filters.figure(wrong)


def test_what_is_no_picture_is_refused() -> None:
    with pytest.raises(TypeError):
        filters.picture(nb("bilde.png"))


def test_a_row_without_end_is_refused() -> None:
    with pytest.raises(ValueError, match=str(MAX_LETTERS)):
        filters.join([nb("a" * 1000)] * 101)


def test_every_filter_that_is_allowed_is_there_and_every_one_that_is_there_is_allowed() -> None:
    assert set(filters.FILTERS) == KIND.filters
    assert set(filters.FILTERS) > TEXT.filters
