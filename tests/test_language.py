"""Dates, times and numbers stand on the slide as a careful reader of the language writes them."""

from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kursdeck import language

SAMI_AND_KVEN = ("se", "sma", "smj", "fkv")
DAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("code", "standard", "course", "expected"),
    [
        ("nn", "", "", ("nb",)),
        ("nb", "nn", "nb", ()),
        ("se", "nn", "nb", ("nn", "nb")),
        ("se", "", "nb", ("nb",)),
        ("fkv", "nb", "en", ("nb", "en")),
        ("en", "nn", "nb", ("nb",)),
        ("de-AT", "", "en", ("de", "en")),
        ("pl", "", "", ()),
    ],
)
def test_a_missing_text_is_looked_for_in_the_languages_its_reader_knows(
    code: str, standard: str, course: str, expected: tuple[str, ...]
) -> None:
    assert language.fallbacks(code, standard, course) == expected


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("nb", "22. november 2026"),
        ("nn", "22. november 2026"),
        ("en-GB", "22 November 2026"),
        ("en-US", "November 22, 2026"),
        ("pl", "22 listopada 2026"),
        ("xx", "2026-11-22"),
        *((code, "22.11.2026") for code in SAMI_AND_KVEN),
    ],
)
def test_a_date_has_a_months_name_only_where_the_name_is_known(code: str, expected: str) -> None:
    assert language.long_date(DAY, code) == expected


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("22222222", "22 22 22 22"),
        ("922 22 222", "92 22 22 22"),
        ("22.22.22.22", "22 22 22 22"),
        ("80022222", "800 22 222"),
        ("+4722222222", "+47 22 22 22 22"),
        ("0047 80022222", "+47 800 22 222"),
        ("02800", "02800"),
        ("116 117", "116 117"),
        ("+46 8 123 456", "+46 8 123 456"),
        ("22 22 22 22 (sentralbord)", "22 22 22 22 (sentralbord)"),
    ],
)
def test_a_norwegian_number_is_grouped_and_any_other_stays_as_typed(typed: str, expected: str) -> None:
    assert language.phone(typed, "nb") == expected


def test_another_languages_reader_sees_only_a_number_with_norways_code_grouped() -> None:
    assert language.phone("22222222", "en") == "22222222"
    assert language.phone("+4722222222", "en") == "+47 22 22 22 22"


@given(st.text(max_size=30))
def test_grouping_a_number_twice_changes_nothing_more(typed: str) -> None:
    once = language.phone(typed, "nb")
    assert language.phone(once, "nb") == once


@given(st.sampled_from(["2", "4", "9", "8"]), st.text("0123456789", min_size=7, max_size=7))
def test_no_digit_is_lost_or_added(first: str, rest: str) -> None:
    assert language.phone(first + rest, "nb").replace(" ", "") == first + rest


@pytest.mark.parametrize(
    ("code", "at_nine", "evening"),
    [
        ("nb", "09.00", "18.20–18.30"),
        ("nn-NO", "09.00", "18.20–18.30"),
        ("se", "09.00", "18.20–18.30"),
        ("fi-FI", "9.00", "18.20–18.30"),
        ("sv", "09:00", "18:20–18:30"),
        ("en-GB", "09:00", "18:20–18:30"),
        ("en-US", "9:00\u00a0AM", "6:20\u00a0PM – 6:30\u00a0PM"),
        ("xx", "09:00", "18:20–18:30"),
    ],
)
def test_a_time_is_written_as_the_language_does(code: str, at_nine: str, evening: str) -> None:
    assert language.clock(time(9), code) == at_nine
    assert language.clock_span(time(18, 20), time(18, 30), code) == evening


@given(st.text(max_size=12), st.times(), st.times())
def test_no_tag_however_odd_makes_a_time_fail_or_lose_its_minutes(tag: str, start: time, end: time) -> None:
    said = language.clock_span(start, end, tag)
    assert language.clock(start, tag) in said
    assert language.clock(end, tag) in said


@given(st.text(max_size=12), st.dates())
def test_no_tag_however_odd_makes_a_date_fail(tag: str, day: date) -> None:
    assert language.long_date(day, tag)
