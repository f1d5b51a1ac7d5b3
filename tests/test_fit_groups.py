"""One group of placeholders: which size it gets, what spare height is for, and where pictures stand."""

import pytest
from fit_samples import (
    NO_FOOTER,
    brand,
    figure,
    ids,
    letters,
    level,
    lines,
    picture,
    place,
    points,
    size,
    sizes,
    slide,
    text,
)

from kursdeck.brand.load import Group
from kursdeck.deck import Block, FittedFigure, FittedPicture, Page, Paragraphs
from kursdeck.findings import Finding, Findings
from kursdeck.fit.groups import contain
from kursdeck.fit.lines import pitch
from kursdeck.fit.pages import fit_slide
from kursdeck.units import emu, pt

LADDER = sizes(20, 16, 10)


def fitted(blocks: dict[str, Block], *groups: Group) -> tuple[Page, Findings]:
    """Fit a slide that fits on one page."""
    pages, findings = fit_slide(slide(blocks), brand(*groups), NO_FOOTER)
    assert pages is not None, findings
    (page,) = pages
    return page, findings


def refused(blocks: dict[str, Block], *groups: Group) -> Finding:
    """Fit a slide that has one error."""
    pages, findings = fit_slide(slide(blocks), brand(*groups), NO_FOOTER)
    assert pages is None
    (finding,) = findings
    return finding


# ---- one size


@pytest.mark.parametrize(("count", "chosen"), [(4, 20), (5, 16), (6, 10), (9, 10)])
def test_the_first_size_of_the_ladder_that_fits_is_taken(count: int, chosen: float) -> None:
    box = place("A", letters(9, pt(10)), lines(1, pt(20)), level(20))
    assert size(fitted({"A": points("a" * count)}, Group((box,), LADDER))[0], "A") == chosen


def test_placeholders_of_one_group_share_the_size_that_fits_them_all() -> None:
    boxes = tuple(place(name, letters(9), lines(2, pt(20)), level(20)) for name in "ABC")
    page, _ = fitted({"A": points("a"), "B": points("bbbbb"), "C": points("c")}, Group(boxes, LADDER))
    assert [size(page, name) for name in "ABC"] == [16, 16, 16]


def test_and_an_empty_one_has_no_say() -> None:
    boxes = (place("A", letters(9), lines(1, pt(20)), level(20)), place("B", 0, 0, level(20)))
    assert size(fitted({"A": points("a")}, Group(boxes, LADDER))[0], "A") == 20


def test_text_that_may_take_one_line_shrinks_until_it_does() -> None:
    box = place("A", letters(7), lines(9), level(20))
    assert size(fitted({"A": points("aaa bbb")}, Group((box,), LADDER))[0], "A") == 20
    assert size(fitted({"A": points("aaa bbb")}, Group((box,), LADDER, most_lines=1))[0], "A") == 10


def test_a_heading_is_balanced_only_where_its_group_says_so() -> None:
    box = place("A", letters(16), lines(2))
    for balance in (True, False):
        group = Group((box,), sizes(10), balance=balance)
        page, _ = fitted({"A": points("aaa bbb ccc ddd eee")}, group)
        assert (text(page, "A").right_inset > 0) is balance


# ---- never larger than


def bounded(heading: str, ladder: tuple[float, ...], *, continues: bool = True) -> float:
    """Give the size of points below a heading that is 20 pt up to 4 letters, 16 up to 5 and 10 up to 9."""
    above = Group((place("Over", letters(9), lines(1, pt(20)), level(20)),), LADDER)
    box = place("Under", letters(99), lines(99), level(24))
    below = Group((box,), sizes(*ladder), continues=continues, at_most=("Over",))
    blocks: dict[str, Block] = {"Under": points("a"), **({"Over": points(heading)} if heading else {})}
    return size(fitted(blocks, below, above)[0], "Under")


@pytest.mark.parametrize("continues", [True, False])
@pytest.mark.parametrize(("heading", "chosen"), [("aaaa", 20), ("aaaaa", 14), ("aaaaaa", 8)])
def test_points_are_never_larger_than_their_heading(heading: str, chosen: float, *, continues: bool) -> None:
    assert bounded(heading, (24, 20, 14, 8), continues=continues) == chosen


def test_of_several_headings_with_sizes_of_their_own_the_smallest_counts() -> None:
    above = tuple(Group((place(name, letters(9), lines(1, pt(20)), level(20)),), LADDER) for name in "AB")
    below = Group((place("Under", letters(99), lines(99), level(24)),), sizes(24, 20, 16), at_most=("A", "B"))
    page, _ = fitted({"Under": points("a"), "A": points("aaaaa"), "B": points("b")}, below, *above)
    assert [size(page, name) for name in ("A", "B", "Under")] == [16, 20, 16]


def test_without_a_heading_they_have_their_own_size() -> None:
    assert bounded("", (24, 20)) == 24


def test_where_all_sizes_are_larger_than_the_heading_the_smallest_is_taken() -> None:
    assert bounded("aaaaaa", (24, 20)) == 20


# ---- what fits at no size


def test_a_text_that_is_too_long_is_an_error_with_true_numbers() -> None:
    box = place("A", letters(3), lines(3), level(20))
    finding = refused({"A": points("aaa bbb", "ccc ddd eee")}, Group((box,), sizes(20, 10.5, 10)))
    assert finding.id == "text-too-long"
    assert finding.params == {"placeholder": "A", "size": "10", "id": "prøve", "lines": 5, "room": 3}


def test_half_points_are_said_too() -> None:
    box = place("A", letters(3), lines(1), level(10.5))
    assert refused({"A": points("a")}, Group((box,), sizes(10.5))).params["size"] == "10.5"


def test_so_is_one_that_takes_more_lines_than_it_may_though_it_would_stand() -> None:
    box = place("A", letters(3), lines(9))
    finding = refused({"A": points("aaa bbb ccc")}, Group((box,), sizes(10), most_lines=2))
    assert (finding.id, finding.params["lines"], finding.params["room"]) == ("text-too-long", 3, 2)


@pytest.mark.parametrize(
    ("words", "word"),
    [
        ("aaaaaaaaaaaa bb", "aaaaaaaaaaaa"),
        ("bbbbb-aaaaaaaaaa bb", "aaaaaaaaaa"),
        ("bbbbbb aaa\u00a0aaa\u00a0aaa", "aaa\u00a0aaa\u00a0aaa"),
        ("iiiiiiiii MMMMM", "MMMMM"),
        ("a" * 400, f"{'a' * 40}…"),
    ],
    ids=["long", "after a hyphen", "glued", "wide", "endless"],
)
def test_a_word_that_is_too_wide_is_named(words: str, word: str) -> None:
    box = place("A", letters(8), lines(9))
    finding = refused({"A": points("b", words)}, Group((box,), sizes(10)))
    assert (finding.id, finding.params["word"], finding.params["size"]) == ("word-too-long", word, "10")


def test_everything_that_does_not_fit_is_said_at_once() -> None:
    boxes = (place("A", letters(3), lines(1)), place("B", letters(3), lines(1)))
    _, findings = fit_slide(
        slide({"A": points("aaaa"), "B": points("a", "b")}), brand(Group(boxes, sizes(10))), NO_FOOTER
    )
    assert ids(findings) == ["word-too-long", "text-too-long"]


# ---- spare height

POINT = 2 * pitch(pt(10), 100_000)
"""What a presenter's own point takes, where there is no space between points."""


def listed(*texts: str, height: int, columns: int = 1, before: float = 0) -> Page:
    names = [f"K{number}" for number in range(columns)]
    boxes = tuple(place(name, letters(9), height, level(before=before)) for name in names)
    blocks: dict[str, Block] = {name: points(*texts[: len(texts) - at]) for at, name in enumerate(names)}
    return fitted(blocks, Group(boxes, sizes(10), continues=True, spread=True))[0]


def spaces(page: Page, name: str) -> list[int]:
    return [part.space_before for part in text(page, name).paragraphs]


def test_spare_height_opens_the_space_between_points_and_leaves_room_for_one_of_two_lines() -> None:
    page = listed("a", "b", height=lines(4) + 2 * emu(pt(3)) * 1000 // 985 + 100)
    assert spaces(page, "K0") == [0, pt(3)]


def test_but_by_no_more_than_six_tenths_of_the_size() -> None:
    assert spaces(listed("a", "b", "c", height=lines(40)), "K0") == [0, pt(6), pt(6)]


def test_where_only_the_presenters_point_has_room_nothing_is_opened() -> None:
    assert spaces(listed("a", "b", height=lines(4)), "K0") == [0, 0]


def test_columns_open_alike_as_far_as_the_fullest_can() -> None:
    page = listed("a", "b", "c", height=lines(5) + 3 * emu(pt(2)) * 1000 // 985 + 100, columns=2)
    assert (spaces(page, "K0"), spaces(page, "K1")) == ([0, pt(2), pt(2)], [0, pt(2)])


def test_a_presenters_own_point_fits_below_spread_points_with_their_own_spacing() -> None:
    for height in range(lines(6), lines(12), 40_007):
        written = text(listed("a", "b", "c", height=height, before=2), "K0")
        own = POINT + emu(written.paragraphs[-1].space_before)
        assert written.height + own <= written.room


# ---- room for a presenter


def test_a_size_less_is_taken_where_only_then_a_presenters_point_has_room() -> None:
    box = place("A", letters(40), lines(4, pt(16)), level(20))
    page, findings = fitted({"A": points("a", "b")}, Group((box,), LADDER, continues=True))
    assert (size(page, "A"), findings) == (16, ())


def test_but_not_two_sizes_less_and_then_the_slide_is_said_to_be_full() -> None:
    box = place("A", letters(40), lines(4, pt(10)), level(20))
    page, findings = fitted({"A": points("a", "b")}, Group((box,), LADDER, continues=True))
    assert size(page, "A") == 20
    assert ids(findings) == ["slide-full"]
    assert findings[0].params["names"] == "A"


# ---- pictures


@pytest.mark.parametrize(
    ("width", "height", "box"),
    [
        (300, 400, (300, 400)),
        (3, 4, (300, 400)),
        (30_000, 40_000, (300, 400)),
        (6, 1, (900, 150)),
        (1, 1, (400, 400)),
        (1_000_000, 1, (900, 1)),
        (1, 1_000_000, (1, 400)),
    ],
    ids=["3:4", "3:4 tiny", "3:4 huge", "6:1", "square", "flat", "thin"],
)
def test_a_picture_is_contained_in_its_own_ratio(width: int, height: int, box: tuple[int, int]) -> None:
    placed = contain(picture(width, height), place("A", 900, 400))
    assert (placed.width, placed.height) == box


@pytest.mark.parametrize(("align", "x"), [("l", 1000), ("ctr", 1250), ("r", 1500), ("just", 1000)])
def test_it_stands_across_where_the_placeholders_text_would(align: str, x: int) -> None:
    assert contain(picture(1, 1), place("A", 900, 400, level(align=align))).x == x


@pytest.mark.parametrize(("anchor", "y"), [("t", 2000), ("ctr", 2125), ("b", 2250)])
def test_and_down_where_its_text_would(anchor: str, y: int) -> None:
    assert contain(picture(6, 1), place("A", 900, 400, anchor=anchor)).y == y


@pytest.mark.parametrize("continues", [True, False])
def test_a_picture_is_kept_in_any_group(*, continues: bool) -> None:
    group = Group((place("A", 900, 400), place("B", letters(9), lines(4))), sizes(10), continues=continues)
    page, _ = fitted({"A": picture(1, 1), "B": points("a")}, group)
    assert isinstance(page.frames[0].content, FittedPicture)


# ---- figures


def drawn(*labels: str, width: int = 6_000_000, height: int = 6_000_000) -> FittedFigure:
    box = place("F", width, height, level(20))
    page, _ = fitted({"F": figure(*labels)}, Group((box,), LADDER))
    content = page.frames[0].content
    assert isinstance(content, FittedFigure)
    return content


@pytest.mark.parametrize("labels", [("a", "b"), ("a", "b", "c")])
@pytest.mark.parametrize(("width", "height"), [(6_000_000, 3_000_000), (3_000_000, 6_000_000)])
def test_circles_are_equal_inside_the_placeholder_and_overlap(
    labels: tuple[str, ...], width: int, height: int
) -> None:
    content = drawn(*labels, width=width, height=height)
    boxes = [circle.box for circle in content.circles]
    assert len({(box.width, box.height) for box in boxes}) == 1
    assert all(box.width == box.height for box in boxes)
    assert all(box.x >= 1000 and box.right <= 1000 + width for box in boxes)
    assert all(box.y >= 2000 and box.bottom <= 2000 + height for box in boxes)
    for at, box in enumerate(boxes):
        for other in boxes[at + 1 :]:
            apart = ((box.x - other.x) ** 2 + (box.y - other.y) ** 2) ** 0.5
            assert box.width / 2 < apart < box.width


@pytest.mark.parametrize("labels", [("a", "b"), ("a", "b", "c")])
def test_a_label_stands_in_its_own_circle_and_in_no_other(labels: tuple[str, ...]) -> None:
    circles = drawn(*labels).circles
    for circle in circles:
        middle = (
            circle.label_box.x + circle.label_box.width / 2,
            circle.label_box.y + circle.label_box.height / 2,
        )
        inside = [
            other
            for other in circles
            if (middle[0] - other.box.x - other.box.width / 2) ** 2
            + (middle[1] - other.box.y - other.box.height / 2) ** 2
            < (other.box.width / 2) ** 2
        ]
        assert inside == [circle]


def test_labels_share_the_largest_size_that_fits_them_all() -> None:
    content = drawn("a", "b" * 9, "c", width=2_000_000)
    assert {part.size for circle in content.circles for part in circle.label.paragraphs} == {pt(10)}
    assert all(circle.label.height <= circle.label.room for circle in content.circles)


def test_a_label_that_fits_at_no_size_is_the_one_that_is_named() -> None:
    box = place("F", 2_000_000, 2_000_000, level(20))
    finding = refused({"F": figure("a", "b" * 30)}, Group((box,), LADDER))
    assert (finding.id, finding.params["word"]) == ("word-too-long", "b" * 30)


@pytest.mark.parametrize("labels", [(), ("a",), ("a", "b", "c", "d")])
def test_other_numbers_of_circles_are_an_error(labels: tuple[str, ...]) -> None:
    box = place("F", 2_000_000, 2_000_000, level(20))
    finding = refused({"F": figure(*labels)}, Group((box,), LADDER))
    assert (finding.id, finding.params["count"]) == ("figure-circles", len(labels))


def test_a_figure_may_stand_in_a_group_that_goes_on_and_is_drawn_once() -> None:
    boxes = (place("F", 6_000_000, 6_000_000, level(10)), place("A", letters(3), lines(1), level(10)))
    group = Group(boxes, sizes(10), continues=True)
    pages, _ = fit_slide(
        slide({"F": figure("a", "b"), "A": Paragraphs(points("a", "b").paragraphs)}), brand(group), NO_FOOTER
    )
    assert pages is not None
    drawings = [
        [isinstance(frame.content, FittedFigure) for frame in page.frames].count(True) for page in pages
    ]
    assert drawings == [1, 0]
