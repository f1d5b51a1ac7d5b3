"""Line breaking as arithmetic: a square font, in which a small letter is half an em and a capital one em."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kursdeck.fit.lines import (
    Span,
    Tokens,
    balanced_width,
    break_lines,
    cautious_limit,
    count,
    nominal_limit,
    pitch,
    room,
    tokenise,
    widest,
)
from kursdeck.fonts import Face, face, load, width
from kursdeck.units import CentiPt, Emu, pt


def square_font(*, kerning: int) -> Face:
    """Make a font in which only A before V kerns."""
    table = {
        "font": "Square",
        "advances": {"1024": "abcdefghijklmnopqrstuvwxyzåøæ -–/()«».,!\u00a0\u202f", "2048": "AMV"},
        "right": ["V"],
        "left": [["A", [[0, kerning]]]],
    }
    return load(json.dumps(table).encode())


SQUARE = square_font(kerning=-1024)
SIZE = pt(10)
HALF_EM = 5 * 12_700
"""How wide a small letter is at 10 pt."""


def tokens(text: str) -> Tokens:
    return tokenise((Span(text, SQUARE),))


def letters(number: int) -> Emu:
    """Give a width that holds so many small letters by the nominal measure, and not one more."""
    return Emu(number * HALF_EM)


def cautiously(number: int) -> Emu:
    """Give a width that holds so many small letters by the cautious measure."""
    return Emu(number * HALF_EM * 102 // 100 + HALF_EM // 10)


def lines(text: str, number: int) -> tuple[str, ...]:
    return break_lines(tokens(text), SIZE, letters(number))


def counted(text: str, number: int) -> int:
    return count(tokens(text), SIZE, cautiously(number), cautiously(number))


# ---- where lines break


def test_a_line_holds_what_is_exactly_as_wide() -> None:
    assert lines("aaa bbb", 7) == ("aaa bbb",)
    assert lines("aaa bbb", 6) == ("aaa", "bbb")


def test_spaces_at_the_end_of_a_line_take_no_room() -> None:
    assert lines("aaa    bbb", 3) == ("aaa", "bbb")
    assert lines("aaa bbb   ", 7) == ("aaa bbb",)


def test_spaces_inside_and_before_a_line_do() -> None:
    assert lines("a   b", 5) == ("a   b",)
    assert lines("a   b", 4) == ("a", "b")
    assert lines("  aa bb", 6) == ("  aa", "bb")


@pytest.mark.parametrize("dash", ["-", "–"])
def test_a_line_may_end_after_a_dash_inside_a_word(dash: str) -> None:
    assert lines(f"aaa{dash}bbb", 5) == (f"aaa{dash}", "bbb")


@pytest.mark.parametrize("text", ["aa -bb", "aa --bb"])
def test_but_not_between_a_dash_and_the_word_it_begins(text: str) -> None:
    assert lines(text, 5) == ("aa", text[3:])


@pytest.mark.parametrize("glue", ["\u00a0", "\u202f"])
def test_no_line_breaks_at_a_no_break_space(glue: str) -> None:
    assert lines(f"aa bb{glue}cc", 6) == ("aa", f"bb{glue}cc")


def test_no_line_breaks_after_a_slash_nor_between_a_bracket_and_a_space() -> None:
    assert lines("aa bb/cc", 6) == ("aa", "bb/cc")
    assert lines("aa ( bb", 5) == ("aa", "( bb")


def test_a_dash_before_a_closing_mark_stays_with_it() -> None:
    assert lines("aa bb-» cc", 6) == ("aa", "bb-»", "cc")


def test_a_forced_break_always_ends_a_line_and_an_empty_line_is_one() -> None:
    assert lines("aa\nbb\n\ncc\n", 50) == ("aa", "bb", "", "cc", "")


def test_empty_text_is_one_empty_line() -> None:
    assert lines("", 5) == ("",)
    assert break_lines(tokenise(()), SIZE, letters(5)) == ("",)


def test_a_word_wider_than_the_line_begins_a_line_and_is_broken_between_characters() -> None:
    assert lines("aa bbbbbbbb cc", 5) == ("aa", "bbbbb", "bbb", "cc")
    assert lines("aa bbbbbbbb cc", 6) == ("aa", "bbbbbb", "bb cc")


def test_at_least_one_character_stands_on_a_line() -> None:
    assert lines("abc", 0) == ("a", "b", "c")


def test_a_word_may_be_made_of_several_spans_which_do_not_kern_with_each_other() -> None:
    wide = square_font(kerning=0)
    spans = (Span("aa A", SQUARE), Span("V", SQUARE), Span("A bb", wide))
    assert break_lines(tokenise(spans), SIZE, letters(9)) == ("aa AVA", "bb")
    assert break_lines(tokenise(spans), SIZE, letters(8)) == ("aa", "AVA", "bb")


def test_kerning_within_a_span_narrows_its_lines() -> None:
    assert lines("AV AV", 7) == ("AV AV",)
    assert lines("AV AV", 6) == ("AV", "AV")


def test_text_is_broken_as_composed() -> None:
    assert lines("a\u030aa bb", 3) == ("åa", "bb")


# ---- how lines are counted


def test_the_cautious_measure_takes_a_hundredth_and_a_fiftieth_of_an_em_off_the_width() -> None:
    assert nominal_limit(SIZE, Emu(1_270_000)) == 20_480
    assert cautious_limit(SIZE, Emu(1_270_000)) == 20_480 * 99 // 100 - 41


def test_a_line_that_just_fits_is_counted_as_two() -> None:
    assert lines("aaaa bbbbb", 10) == ("aaaa bbbbb",)
    assert count(tokens("aaaa bbbbb"), SIZE, letters(10), letters(10)) == 2
    assert count(tokens("aaaa bbbbb"), SIZE, cautiously(10), cautiously(10)) == 1


def test_no_line_breaks_after_a_hyphen_that_a_slash_follows_in_the_same_word() -> None:
    """LibreOffice goes back to the space, and the text takes a line more."""
    assert lines("aa b-c/d-e", 6) == ("aa", "b-c/d-", "e")
    assert lines("a-b c/d", 3) == ("a-b", "c/d")
    assert counted("aaaa bb-cc/dd-ee", 9) == len(("aaaa", "bb-cc/dd-", "ee"))


def test_slashes_count_as_break_or_not_whichever_gives_more_lines() -> None:
    assert counted("aa bb/cc d", 7) == len(("aa", "bb/cc d"))
    assert counted("aa bb/cc dd", 6) == len(("aa", "bb/cc", "dd"))
    assert counted("aaaa/bbbbbbb cc", 8) == len(("aaaa/", "bbbbbbb", "cc"))


def test_only_the_first_line_of_a_paragraph_has_the_first_width() -> None:
    narrow, wide = cautiously(4), cautiously(9)
    assert count(tokens("aaa bbb ccc ddd"), SIZE, narrow, wide) == 3
    assert count(tokens("aaa bbb ccc ddd"), SIZE, wide, wide) == 2
    assert count(tokens("aaa\nbbb ccc"), SIZE, narrow, wide) == 2


def test_the_widest_piece_is_what_a_width_must_hold_for_no_word_to_be_broken() -> None:
    limit = widest(tokens("a bbbbbb-cc bb/cc"), SIZE)
    assert cautious_limit(SIZE, limit) >= 7 * 1024
    assert cautious_limit(SIZE, Emu(limit - 1)) < 7 * 1024


# ---- balance


def test_a_balanced_text_has_no_one_word_last_line_where_that_can_be() -> None:
    text = tokens("aaa bbb ccc ddd eee")
    assert break_lines(text, SIZE, letters(16)) == ("aaa bbb ccc ddd", "eee")
    balanced = balanced_width(text, SIZE, letters(16))
    assert break_lines(text, SIZE, balanced) == ("aaa bbb ccc", "ddd eee")


def test_text_on_one_line_keeps_its_width() -> None:
    assert balanced_width(tokens("aaa bbb"), SIZE, letters(30)) == letters(30)


def test_text_with_a_word_wider_than_the_width_keeps_its_width() -> None:
    assert balanced_width(tokens("aaaaaaaaaa b"), SIZE, letters(8)) == letters(8)


# ---- height


def test_a_line_is_as_high_as_powerpoint_makes_it_rounded_up() -> None:
    assert pitch(pt(10), 100_000) == 153_886
    assert pitch(pt(34), 90_000) == -(-34 * 12_700 * 12_117 * 9 // 100_000)


def test_text_may_take_nearly_all_of_a_frame() -> None:
    assert room(Emu(1000)) == 985


# ---- what holds for every text

untimed = settings(deadline=None)
"""How long an example takes is no promise, and differs by machine."""


CALIBRI, BOLD, ARIAL = face("Calibri", bold=False), face("Calibri", bold=True), face("Arial", bold=False)
texts = st.text(alphabet=st.sampled_from("aaabbiVATåšŋ    --–/(«».,\u00a0\n"), max_size=60)
spans = st.lists(st.builds(Span, texts, st.sampled_from([CALIBRI, BOLD, ARIAL])), max_size=3).map(tuple)
words = st.text(alphabet="aabiVåŋ-", min_size=1, max_size=9)
titles = st.lists(words, min_size=4, max_size=12).map(lambda text: (Span(" ".join(text), CALIBRI),))
title_sizes = st.integers(2400, 3600).map(CentiPt)
title_widths = st.integers(2_000_000, 8_000_000).map(Emu)
sizes = st.integers(800, 6000).map(CentiPt)
widths = st.integers(1, 12_000_000).map(Emu)


def parts(text: str) -> list[str]:
    """Cut a text at its white space and after its dashes."""
    return text.replace("-", "- ").replace("–", "– ").split()


@untimed
@given(spans, sizes, st.tuples(widths, widths), st.tuples(widths, widths))
def test_a_narrower_width_never_has_fewer_lines(
    text: tuple[Span, ...], size: CentiPt, firsts: tuple[Emu, Emu], rests: tuple[Emu, Emu]
) -> None:
    wide = count(tokenise(text), size, max(firsts), max(rests))
    assert count(tokenise(text), size, min(firsts), min(rests)) >= wide


@untimed
@given(spans, sizes, sizes, widths)
def test_a_larger_size_never_has_fewer_lines(
    text: tuple[Span, ...], size: CentiPt, other: CentiPt, width: Emu
) -> None:
    small = count(tokenise(text), min(size, other), width, width)
    assert count(tokenise(text), max(size, other), width, width) >= small


@untimed
@given(spans, sizes, widths)
def test_the_cautious_count_is_never_below_the_lines_that_are_predicted(
    text: tuple[Span, ...], size: CentiPt, width: Emu
) -> None:
    assert count(tokenise(text), size, width, width) >= len(break_lines(tokenise(text), size, width))


@untimed
@given(spans, sizes, widths)
def test_every_character_stands_on_exactly_one_line_in_order(
    text: tuple[Span, ...], size: CentiPt, width: Emu
) -> None:
    written = "".join(break_lines(tokenise(text), size, width)).replace(" ", "")
    assert written == "".join(span.text for span in text).replace(" ", "").replace("\n", "")


@untimed
@given(texts, sizes, widths)
def test_no_line_is_wider_than_the_width_unless_it_is_one_character(
    text: str, size: CentiPt, room_for: Emu
) -> None:
    for line in break_lines(tokenise((Span(text, CALIBRI),)), size, room_for):
        assert len(line) <= 1 or width(CALIBRI, line) <= nominal_limit(size, room_for)


@untimed
@given(spans, sizes, st.integers(0, 3_000_000))
def test_a_width_that_holds_the_widest_piece_breaks_no_piece(
    text: tuple[Span, ...], size: CentiPt, more: int
) -> None:
    whole = tokenise(text)
    drawn = "\n".join(break_lines(whole, size, Emu(widest(whole, size) + more)))
    written = "".join(span.text for span in text)
    assert parts(drawn) == parts(written)


@untimed
@given(titles, title_sizes, title_widths)
def test_balancing_never_widens_and_keeps_both_counts(
    text: tuple[Span, ...], size: CentiPt, width: Emu
) -> None:
    whole = tokenise(text)
    balanced = balanced_width(whole, size, width)
    assert balanced <= width
    assert count(whole, size, balanced, balanced) == count(whole, size, width, width)
    assert len(break_lines(whole, size, balanced)) == len(break_lines(whole, size, width))


@untimed
@given(titles, title_sizes, title_widths)
def test_no_narrower_width_would_do_for_a_balanced_text(
    text: tuple[Span, ...], size: CentiPt, width: Emu
) -> None:
    whole = tokenise(text)
    balanced = balanced_width(whole, size, width)
    narrower = Emu(balanced - 1)
    assert (
        len(break_lines(whole, size, width)) == 1
        or widest(whole, size) > narrower
        or count(whole, size, narrower, narrower) > count(whole, size, width, width)
        or len(break_lines(whole, size, narrower)) > len(break_lines(whole, size, width))
    )
