"""Dates, times and numbers stand on the slide as a careful reader of the language writes them."""

from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kursdeck import language

SAMI_AND_KVEN = ("se", "sma", "smj", "fkv")
DAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("nb", "nb-NO"),
        ("nn", "nn-NO"),
        ("se", "se-NO"),
        ("sma", "sma-NO"),
        ("smj", "smj-NO"),
        ("fkv", "fkv-NO"),
        ("en", "en-GB"),
        ("en-US", "en-US"),
        ("fi", "fi-FI"),
        ("pl", "pl-PL"),
        ("el", "el-GR"),
        ("cs", "cs-CZ"),
        ("pt-BR", "pt-BR"),
        ("xx", "xx"),
    ],
)
def test_every_run_gets_a_tag_with_its_region(code: str, expected: str) -> None:
    assert language.tag(code) == expected


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
        ("en", "22 November 2026"),
        ("pl", "22 listopada 2026"),
        ("xx", "2026-11-22"),
        *((code, "22.11.2026") for code in SAMI_AND_KVEN),
    ],
)
def test_a_date_has_a_months_name_only_where_the_name_is_known(code: str, expected: str) -> None:
    assert language.long_date(DAY, code) == expected


@pytest.mark.parametrize(
    ("first", "last", "code", "expected"),
    [
        (date(2026, 6, 3), date(2026, 6, 6), "nb", "3.–6. juni"),
        (date(2026, 5, 30), date(2026, 6, 6), "nn", "30. mai–6. juni"),
        (date(2026, 12, 30), date(2027, 1, 2), "nb", "30. desember 2026–2. januar 2027"),
        (date(2026, 6, 3), date(2026, 6, 3), "nb", "3. juni 2026"),
        (date(2026, 6, 3), date(2026, 6, 6), "se", "03.06.2026–06.06.2026"),
    ],
)
def test_a_stretch_of_days_says_no_more_than_it_must(
    first: date, last: date, code: str, expected: str
) -> None:
    assert language.date_range(first, last, code) == expected


@pytest.mark.parametrize(
    ("code", "expected"),
    [("nb", "kl. 09.00"), ("nn", "kl. 09.00"), ("se", "09.00"), ("en", "09:00"), ("xx", "09:00")],
)
def test_a_time_of_day_is_written_as_the_language_does(code: str, expected: str) -> None:
    assert language.clock(time(9, 0), code) == expected


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


def test_a_long_word_may_be_broken_where_its_language_breaks_it() -> None:
    word = "kommunestyrerepresentanter"
    parts = [word[:point] for point in language.break_points(word, "nb")]
    assert "kommunestyre" in parts
    assert language.break_points(word, "fkv") == ()


def test_quotation_marks_are_the_languages_own() -> None:
    assert language.language("nn").quotes == ("«", "»")
    assert language.language("en").quotes == ("‘", "’")


@given(st.text(max_size=12), st.dates(), st.times())
def test_no_code_however_odd_makes_a_date_or_time_fail(code: str, day: date, moment: time) -> None:
    assert language.long_date(day, code)
    assert language.clock(moment, code)
    assert isinstance(language.tag(code), str)
