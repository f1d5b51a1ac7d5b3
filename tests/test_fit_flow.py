"""Cutting columns into pages: the fewest, the tallest part lowest, points together with their sub-points."""

from itertools import combinations, pairwise

from fit_samples import letters, level, lines, place, points, square
from hypothesis import given
from hypothesis import strategies as st

from kursdeck.deck import Marker
from kursdeck.fit.flow import Pages, pages
from kursdeck.fit.setting import Copy, fits, set_at
from kursdeck.units import pt

TEN = pt(10)
WIDTH = letters(3)


def column(*texts: str, room: int, before: float = 0, most_lines: int = 0) -> Copy:
    """Make a column three letters wide and `room` lines high."""
    box = place("A", WIDTH, lines(room), level(before=before))
    return Copy(box, points(*texts).paragraphs, square, most_lines)


def written(cut: Pages | None) -> list[list[str]]:
    """Give each page's columns as one string each, its paragraphs side by side."""
    assert cut is not None
    return [["|".join(paragraph.text for paragraph in copy.paragraphs) for copy in page] for page in cut]


def of_lines(count: int) -> str:
    """Give a text that takes so many lines in a column."""
    return " ".join(["aaa"] * count)


# ---- how many pages


def test_what_fits_stays_on_one_page() -> None:
    assert written(pages([column("a", "b", "c", room=3)], TEN)) == [["a|b|c"]]


def test_what_does_not_goes_on_over_the_fewest_pages_the_earlier_ones_fuller() -> None:
    seven = column(*"abcdefg", room=4)
    assert written(pages([seven], TEN)) == [["a|b|c|d"], ["e|f|g"]]
    ten = column(*"abcdefghij", room=3)
    assert written(pages([ten], TEN)) == [["a|b|c"], ["d|e|f"], ["g|h"], ["i|j"]]


def test_the_tallest_part_is_as_low_as_it_can_be() -> None:
    uneven = column(of_lines(1), of_lines(2), of_lines(3), of_lines(1), room=6)
    (first,), (second,) = written(pages([uneven], TEN))
    assert (first.count("aaa"), second.count("aaa")) == (3, 4)


def test_no_space_stands_before_the_first_paragraph_of_a_page() -> None:
    spaced = column("a", "b", "c", "d", room=2, before=2)
    assert written(pages([spaced], TEN)) == [["a"], ["b"], ["c"], ["d"]]
    higher = Copy(place("A", WIDTH, lines(2) + 30_000, level(before=2)), spaced.paragraphs, square)
    assert written(pages([higher], TEN)) == [["a|b"], ["c|d"]]


def test_no_text_at_all_is_one_page_and_so_is_no_column() -> None:
    assert written(pages([column(room=3)], TEN)) == [[""]]
    assert written(pages([], TEN)) == [[]]


# ---- columns side by side


def test_a_short_column_stays_whole_on_the_first_page() -> None:
    short, long = column("x", "y", room=3), column(*"abcd", room=3)
    assert written(pages([short, long], TEN)) == [["x|y", "a|b"], ["", "c|d"]]


def test_a_column_that_must_be_cut_spreads_over_as_many_pages_as_the_longest() -> None:
    some, many = column(*"abcde", room=4), column(*"fghijklmn", room=4)
    assert written(pages([some, many], TEN)) == [["a|b", "f|g|h"], ["c|d", "i|j|k"], ["e", "l|m|n"]]


def test_it_does_so_though_its_last_point_is_the_tallest() -> None:
    some, many = column("a", "b", of_lines(3), room=4), column(*"fghijklmn", room=4)
    assert [page[0] for page in written(pages([some, many], TEN))] == ["a", "b", of_lines(3)]


def test_a_column_of_fewer_points_than_pages_ends_early() -> None:
    two, many = column(of_lines(3), of_lines(3), room=3), column(*"abcdefg", room=3)
    assert [page[0].count("aaa") for page in written(pages([two, many], TEN))] == [3, 3, 0]


# ---- points and sub-points


def test_a_point_keeps_its_sub_points_even_if_that_leaves_a_page_half_empty() -> None:
    cut = pages([column("a", "b", ">c", ">d", room=3)], TEN)
    assert written(cut) == [["a"], ["b|c|d"]]


def test_but_where_no_page_can_hold_them_they_are_parted() -> None:
    cut = pages([column("a", ">b", ">c", ">d", "e", room=3)], TEN)
    assert written(cut) == [["a|b|c"], ["d|e"]]


def test_a_list_may_begin_with_a_sub_point() -> None:
    assert written(pages([column(">a", ">b", "c", room=2)], TEN)) == [["a|b"], ["c"]]


def test_a_numbered_list_goes_on_with_its_numbers() -> None:
    numbered = points("a", ">b", "c", "d", marker=Marker.NUMBER).paragraphs
    cut = pages([Copy(place("A", WIDTH, lines(2)), numbered, square)], TEN)
    assert cut is not None
    assert [[part.start_at for part in set_at(copy, TEN).paragraphs] for (copy,) in cut] == [[1, 1], [2, 2]]


# ---- what no page can hold


def test_a_paragraph_higher_than_a_page_cannot_be_cut() -> None:
    assert pages([column("a", of_lines(4), room=3)], TEN) is None


def test_nor_one_with_a_word_wider_than_its_line() -> None:
    assert pages([column("a", "aaaa", room=3)], TEN) is None


def test_nor_one_with_more_lines_than_it_may_take() -> None:
    assert pages([column("a", of_lines(2), room=3, most_lines=1)], TEN) is None


# ---- what holds for every column

heights = st.lists(st.tuples(st.integers(1, 4), st.booleans()), min_size=1, max_size=8)


def tallest(column: Copy, cut: tuple[int, ...]) -> int:
    borders = (0, *cut, len(column.paragraphs))
    return max(set_at(column.only(*part), TEN).height for part in pairwise(borders))


@given(heights, st.integers(4, 7))
def test_no_way_to_cut_has_fewer_pages_or_a_lower_tallest_part(
    rows: list[tuple[int, bool]], room: int
) -> None:
    """Tried against every way to cut a column without sub-points."""
    whole = column(*(of_lines(count) for count, _ in rows), room=room, before=1)
    cut = pages([whole], TEN)
    assert cut is not None
    ways = [
        way for ways in range(len(rows)) for way in combinations(range(1, len(rows)), ways)
        if tallest(whole, way) <= set_at(whole, TEN).room
    ]  # fmt: skip
    fewest = min(map(len, ways))
    assert len(cut) == fewest + 1
    lowest = min(tallest(whole, way) for way in ways if len(way) == fewest)
    assert max(set_at(copy, TEN).height for (copy,) in cut) == lowest


@given(heights, st.integers(4, 7))
def test_nothing_is_lost_or_doubled_and_every_part_fits(rows: list[tuple[int, bool]], room: int) -> None:
    texts = (f"{'>' if deep else ''}{of_lines(count)}" for count, deep in rows)
    whole = column(*texts, room=room, before=1)
    cut = pages([whole], TEN)
    assert cut is not None
    assert tuple(paragraph for (copy,) in cut for paragraph in copy.paragraphs) == whole.paragraphs
    assert all(fits(copy, TEN) and copy.paragraphs for (copy,) in cut)
