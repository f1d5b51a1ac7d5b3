"""Widths of text: sums over small tables, and facts of the tables that ship."""

import json
import unicodedata
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kursdeck.fonts import SAME_METRICS, UNITS_PER_EM, composed, edges, face, load, uncovered, width

SQUARE = load(
    json.dumps(
        {
            "font": "Square",
            "advances": {"1024": "abc åÅ", "2048": "AVm"},
            "right": ["V", "bc"],
            "left": [["A", [[0, -100]]], ["ab", [[0, 10], [1, 20]]]],
        }
    ).encode()
)
"""Each glyph is half an em or one em wide; A before V moves 100 units closer."""


untimed = settings(deadline=None)
"""How long an example takes is no promise, and differs by machine."""


def test_a_width_is_the_sum_of_the_advances() -> None:
    assert width(SQUARE, "ma m") == 2048 + 1024 + 1024 + 2048


def test_pairs_kern_by_their_classes() -> None:
    assert width(SQUARE, "AV") == 2 * 2048 - 100
    assert width(SQUARE, "VA") == 2 * 2048
    assert width(SQUARE, "aV") == 1024 + 2048 + 10
    assert width(SQUARE, "bc") == 2 * 1024 + 20


def test_edges_say_where_each_character_stands_and_kerning_is_before_the_right_one() -> None:
    assert edges(SQUARE, "AVa") == ([0, 1948, 3996], [2048, 3996, 5020])


def test_edges_can_begin_anywhere() -> None:
    assert edges(SQUARE, "aa", 500) == ([500, 1524], [1524, 2548])


def test_empty_text_has_no_width() -> None:
    assert width(SQUARE, "") == 0


def test_a_letter_and_its_mark_are_measured_as_the_one_character_they_make() -> None:
    assert width(SQUARE, "a\u030a") == 1024
    assert uncovered(SQUARE, "a\u030a") == ()


def test_a_mark_that_remains_is_covered_only_where_the_font_has_it() -> None:
    assert uncovered(SQUARE, "m\u0332") == ("\u0332",)
    assert width(face("Calibri", bold=False), "q\u0332") == width(face("Calibri", bold=False), "q")


def test_a_character_that_the_font_lacks_is_named_once_and_reckoned_one_em() -> None:
    assert uncovered(SQUARE, "xaxyx") == ("x", "y")
    assert width(SQUARE, "x") == UNITS_PER_EM


def test_a_line_break_needs_no_glyph_but_other_controls_are_not_covered() -> None:
    assert uncovered(face("Arial", bold=False), "a\nb\tc\u00ad\u200b\x0b\u2028") == (
        "\t",
        "\u00ad",
        "\u200b",
        "\x0b",
        "\u2028",
    )


@pytest.mark.parametrize(
    "text",
    [
        "Hvordan håndtere netthets? «Vær saklig» – 50 % … § 3–6",
        "Evenášši, Kárášjohka, Porsáŋgu, Omasvuotna, čđŋšŧž ČĐŊŠŦŽ",
        "Zażółć gęślą jaźń",
        "Ευάγγελος θέλει ψωμί",
        "Съешь ещё этих мягких булок",
        "→ ← €",
        "22 22 22\u00a022 kl.\u202f09",
    ],
)
@pytest.mark.parametrize("family", ["Calibri", "Arial", "Times New Roman"])
@pytest.mark.parametrize("bold", [False, True])
def test_the_languages_that_courses_are_held_in_are_covered(text: str, family: str, *, bold: bool) -> None:
    assert uncovered(face(family, bold), text) == ()


@pytest.mark.parametrize("text", ["שלום", "مرحبا", "नमस्ते", "สวัสดี", "你好", "ひらがな", "한국어", "😀", "🇳🇴"])
@pytest.mark.parametrize("family", ["Calibri", "Arial", "Times New Roman"])
def test_scripts_that_need_shaping_are_not_covered(text: str, family: str) -> None:
    assert set(uncovered(face(family, bold=False), text)) == set(composed(text))


def test_a_no_break_space_is_as_wide_as_a_space_also_in_carlito_which_lacks_it() -> None:
    calibri = face("Calibri", bold=False)
    assert width(calibri, "kl.\u00a009.00") == width(calibri, "kl. 09.00")


def test_a_no_break_hyphen_is_not_covered_by_fonts_that_lack_it() -> None:
    assert uncovered(face("Calibri", bold=False), "\u2011") == ("\u2011",)


@pytest.mark.parametrize(
    ("family", "bold", "text", "units"),
    [
        ("Calibri", False, "a", 981),
        ("Calibri", False, "m", 1636),
        ("Calibri", True, "a", 1011),
        ("Arial", False, "a", 1139),
        ("Arial", False, "AV", 1366 + 1366 - 152),
        ("Arial", True, "m", 1821),
        ("Times New Roman", False, "a", 909),
    ],
)
def test_the_tables_have_the_metrics_of_the_fonts_they_stand_for(
    family: str, text: str, units: int, *, bold: bool
) -> None:
    assert width(face(family, bold), text) == units


def test_every_family_has_every_style_under_the_name_that_was_asked_for() -> None:
    for family, bold, italic in product(SAME_METRICS, (False, True), (False, True)):
        asked = face(family.title(), bold, italic)
        assert (asked.family, asked.bold, asked.italic) == (family.title(), bold, italic)
        assert not asked.substitute


def test_a_face_is_read_once() -> None:
    assert face("Calibri", bold=True) is face("Calibri", bold=True)


def test_an_unknown_family_is_substituted_by_wider_text_and_says_so() -> None:
    unknown = face("Comic Neue", bold=False)
    assert unknown.substitute
    assert unknown.family == "Comic Neue"
    assert 4 * width(unknown, "representanter") >= 5 * width(face("Arial", bold=False), "representanter")


@untimed
@given(st.text(alphabet=st.characters(codec="latin-1")), st.text(alphabet=st.characters(codec="latin-1")))
def test_text_is_as_wide_as_its_parts_but_for_the_pair_between_them(left: str, right: str) -> None:
    arial = face("Arial", bold=False)
    pair = left[-1:] + right[:1]
    kerned = width(arial, pair) - width(arial, left[-1:]) - width(arial, right[:1])
    assert width(arial, left + right) == width(arial, left) + width(arial, right) + kerned


@untimed
@given(st.text())
def test_a_text_is_measured_alike_composed_and_decomposed(text: str) -> None:
    calibri = face("Calibri", bold=False)
    assert width(calibri, text) == width(calibri, unicodedata.normalize("NFD", text))
    assert uncovered(calibri, text) == uncovered(calibri, unicodedata.normalize("NFD", text))


@untimed
@given(st.text())
def test_what_is_not_covered_is_exactly_what_has_no_advance(text: str) -> None:
    arial = face("Arial", bold=True)
    missing = set(uncovered(arial, text))
    for character in composed(text):
        assert (character in missing) == (character not in arial.advances and character != "\n")


@pytest.mark.parametrize("data", [b"", b"[", b"{}", b'{"font": "x", "advances": {"wide": "a"}}'])
def test_what_is_no_table_is_refused(data: bytes) -> None:
    with pytest.raises((ValueError, KeyError)):
        load(data)
