"""One text at one size, as arithmetic: how wide its lines may be, how high it is, and what is left over."""

import pytest
from fit_samples import NO_INSETS, letters, level, lines, paragraph, place, points, square
from msgspec.structs import replace

from kursdeck.brand.template import Level, Placeholder
from kursdeck.deck import FittedText, Marker, Paragraphs
from kursdeck.fit.lines import pitch
from kursdeck.fit.setting import (
    DEFAULT_TAB,
    Copy,
    balanced,
    first_width,
    fits,
    inner_width,
    lines_that_stand,
    overlong,
    set_at,
    size_at,
    spread,
)
from kursdeck.units import CentiPt, Emu, Insets, emu, pt

TEN = pt(10)
LINE = pitch(TEN, 100_000)


def copy(block: Paragraphs, placeholder: Placeholder, most_lines: int = 0) -> Copy:
    return Copy(placeholder, block.paragraphs, square, most_lines)


def counts(text: FittedText) -> list[int]:
    return [part.lines for part in text.paragraphs]


# ---- width


def test_a_placeholder_holds_its_letters_and_lines_and_not_one_more() -> None:
    box = place("A", letters(7), lines(2))
    assert fits(copy(points("aaa bbb", "aaa bbb"), box), TEN)
    assert not fits(copy(points("aaa bbbb", "aaa"), box), TEN)
    assert not fits(copy(points("a", "b", "c"), box), TEN)


def test_insets_and_margin_take_from_the_width_and_the_height() -> None:
    levels = (level(margin=3000),)
    box = replace(place("A", 100_000, 90_000, *levels), insets=Insets(Emu(1000), Emu(30), Emu(2000), Emu(70)))
    one = copy(points("a"), box)
    assert inner_width(one, one.paragraphs[0]) == 100_000 - 3000 - 3000
    assert set_at(one, TEN).room == (90_000 - 100) * 985 // 1000


def test_a_paragraph_without_marker_begins_at_the_left_edge_as_it_is_written() -> None:
    box = place("A", 100_000, 90_000, level(margin=3000, indent=2000))
    plain = copy(Paragraphs((paragraph("a", marker=Marker.NONE),)), box)
    assert first_width(plain, plain.paragraphs[0], 0, TEN) == 100_000


def test_an_indent_makes_only_the_first_line_shorter_and_a_hanging_one_none() -> None:
    width, indent = letters(9), letters(4) - letters(0)
    indented = place("A", width, lines(9), level(indent=indent))
    hanging = place("A", width, lines(9), level(indent=-indent))
    assert counts(set_at(copy(points("aaaaa bbb ccccc"), indented), TEN)) == [2]
    assert counts(set_at(copy(points("aaaaaa bb ccccc"), indented), TEN)) == [3]
    assert counts(set_at(copy(points("aaaaaa bb ccccc"), hanging), TEN)) == [2]


def test_a_number_wider_than_it_hangs_out_pushes_the_first_line_to_a_tab_stop() -> None:
    hang = emu(TEN)
    box = place("A", letters(80), lines(9), level(margin=hang, indent=-hang))
    ten = replace(copy(points("a", "b", marker=Marker.NUMBER), box), start_at=9)
    nine_wide, ten_wide = ten.number_widths
    width = inner_width(ten, ten.paragraphs[0])
    assert (nine_wide, ten_wide) == (2 * 1024, 3 * 1024)
    assert first_width(ten, ten.paragraphs[0], nine_wide, TEN) == width
    assert first_width(ten, ten.paragraphs[1], ten_wide, TEN) == width - hang // 2 - DEFAULT_TAB


@pytest.mark.parametrize(("width", "height"), [(0, 0), (0, 90_000), (90_000, 0), (-5000, -5000)])
def test_a_placeholder_without_width_or_height_fits_nothing_and_breaks_nothing(
    width: int, height: int
) -> None:
    assert not fits(copy(points("aaa"), place("A", width, height)), TEN)


def test_a_word_wider_than_its_line_does_not_fit_however_high_the_frame_is() -> None:
    wide = copy(points("aa", "aaaaaaa bb"), place("A", letters(6), lines(99)))
    assert overlong(wide, TEN) == (1,)
    assert not fits(wide, TEN)


# ---- size and height


@pytest.mark.parametrize(
    ("own", "step", "deeper"),
    [
        ((28, 24), 28, 24),
        ((28, 24), 24, 20),
        ((28, 24), 20, 18),  # no further down than 18
        ((28, 14), 20, 14),  # unless the layout's own is smaller
        ((28, 24), 16, 16),  # never larger than the point it belongs to
    ],
)
def test_sub_points_shrink_with_their_points_down_to_a_floor(
    own: tuple[float, float], step: float, deeper: float
) -> None:
    two = copy(points("a", ">b"), place("A", 1, 1, *map(level, own)))
    assert size_at(two, two.paragraphs[1], pt(step)) == pt(deeper)


def test_deeper_than_the_layout_goes_is_its_deepest_level() -> None:
    deep = copy(points("a", ">>>>b"), place("A", letters(9), lines(9), level(20), level(16)))
    assert [part.size for part in set_at(deep, pt(20)).paragraphs] == [2000, 1600]


def test_there_is_no_space_before_the_first_paragraph_and_the_layouts_in_proportion_before_the_others() -> (
    None
):
    box = place("A", letters(9), lines(9), level(20, before=8))
    fitted = set_at(copy(points("a", "b", "c"), box), TEN)
    assert [part.space_before for part in fitted.paragraphs] == [0, pt(4), pt(4)]
    assert fitted.height == 3 * LINE + 2 * emu(pt(4))


def test_space_before_may_be_a_share_of_the_type_size() -> None:
    box = place("A", letters(9), lines(9), replace(level(20), before_percent=50_000))
    assert set_at(copy(points("a", "b"), box), TEN).paragraphs[1].space_before == pt(5)


def test_a_fixed_line_pitch_does_not_shrink_with_the_type() -> None:
    fixed = replace(level(20), spacing_fixed=pt(24))
    assert set_at(copy(points("a", "b"), place("A", letters(9), lines(9), fixed)), TEN).height == 2 * emu(
        pt(24)
    )


def test_a_text_without_paragraphs_has_no_height() -> None:
    nothing = copy(Paragraphs(()), place("A", 0, 0))
    assert set_at(nothing, TEN).height == 0
    assert fits(nothing, TEN)


def test_an_empty_paragraph_is_one_line() -> None:
    assert counts(set_at(copy(points(""), place("A", letters(9), lines(1))), TEN)) == [1]


def test_most_lines_bounds_each_paragraph_for_itself() -> None:
    box = place("A", letters(3), lines(9))
    assert fits(copy(points("aaa", "bbb"), box, most_lines=1), TEN)
    assert not fits(copy(points("aaa bbb", "ccc"), box, most_lines=1), TEN)


def test_the_lines_that_stand_reckon_with_the_space_between_paragraphs() -> None:
    box = place("A", letters(3), lines(3), level(before=5))
    text = copy(points("aaa bbb", "ccc", "ddd"), box)
    assert lines_that_stand(text, set_at(text, TEN)) == 2
    tall = replace(text, placeholder=place("A", letters(3), lines(4), level(before=5)))
    assert lines_that_stand(tall, set_at(tall, TEN)) == 3


# ---- numbers


def test_a_part_of_a_numbered_list_begins_with_the_number_it_has_reached() -> None:
    whole = copy(points("a", ">b", "c", "d", marker=Marker.NUMBER), place("A", letters(9), lines(9)))
    assert [whole.only(first, 4).start_at for first in range(4)] == [1, 2, 2, 3]
    assert whole.only(2, 4).only(1, 2).start_at == 3
    assert whole.only(2, 4).paragraphs[0].text == "c"


# ---- balance


def heading(words: str, *levels: Level) -> tuple[Copy, FittedText]:
    one = copy(points(words), place("A", letters(16), lines(3), *levels))
    return one, set_at(one, TEN)


def test_balance_widens_the_right_inset_and_nothing_else() -> None:
    one, text = heading("aaa bbb ccc ddd eee")
    even = balanced(one, text)
    assert replace(even, right_inset=text.right_inset) == text
    assert even.right_inset == letters(16) - letters(11)  # as wide as "aaa bbb ccc"
    narrower = replace(
        one.placeholder, box=replace(one.placeholder.box, width=Emu(letters(16) - even.right_inset))
    )
    assert counts(set_at(replace(one, placeholder=narrower), TEN)) == counts(text) == [2]


def test_the_frames_own_right_inset_stays_part_of_the_wider_one() -> None:
    one, _ = heading("aaa bbb ccc ddd eee")
    own = replace(one.placeholder, insets=replace(NO_INSETS, right=Emu(500)))
    inset = replace(one, placeholder=replace(own, box=replace(own.box, width=Emu(letters(16) + 500))))
    assert (
        balanced(inset, set_at(inset, TEN)).right_inset == balanced(one, set_at(one, TEN)).right_inset + 500
    )


@pytest.mark.parametrize(
    ("words", "style"),
    [
        ("aaa bbb", level()),
        ("aaa bbb ccc ddd eee", level(align="ctr")),
        ("aaa bbb ccc ddd eee", level(align="r")),
        ("aaa bbb ccc ddd eee", level(indent=2000)),
    ],
    ids=["one line", "centred", "right", "indented"],
)
def test_text_on_one_line_or_not_at_the_left_edge_keeps_its_inset(words: str, style: Level) -> None:
    one, text = heading(words, style)
    assert balanced(one, text) == text


def test_several_paragraphs_are_balanced_as_far_as_each_keeps_its_lines() -> None:
    """The long point would do with 12 letters' width; a short one beside it that needs more holds it back."""
    alone = copy(points("aaa bbb ccc ddd eee"), place("A", letters(16), lines(3)))
    with_short = copy(points("aaa bbb ccc ddd eee", "a"), place("A", letters(16), lines(3)))
    with_long = copy(points("aaa bbb ccc ddd eee", "aaaaaaaaaaaaaa"), place("A", letters(16), lines(3)))
    insets = [balanced(each, set_at(each, TEN)).right_inset for each in (alone, with_short, with_long)]
    assert insets[0] == insets[1] > insets[2] > alone.placeholder.insets.right
    for each in (alone, with_short, with_long):
        before, after = set_at(each, TEN), balanced(each, set_at(each, TEN))
        assert [part.lines for part in before.paragraphs] == [part.lines for part in after.paragraphs]


# ---- spread


def test_spreading_opens_every_space_but_the_first_and_reckons_the_height_anew() -> None:
    three = copy(points("a", "b", "c"), place("A", letters(9), lines(9), level(before=4)))
    text = set_at(three, TEN)
    opened = spread(three, text, pt(3))
    assert [part.space_before for part in opened.paragraphs] == [0, pt(7), pt(7)]
    assert opened.height == text.height + 2 * emu(pt(3))
    assert spread(three, text, CentiPt(0)) == text


def test_spreading_keeps_sub_points_close_to_their_point() -> None:
    three = copy(points("a", ">b", "c"), place("A", letters(9), lines(9), level(before=4), level(before=4)))
    opened = spread(three, set_at(three, TEN), pt(8))
    assert [part.space_before for part in opened.paragraphs] == [0, pt(6), pt(12)]
