"""Inline Markdown on slides: what emphasis, links and line breaks an author writes, and that data stays data."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kursdeck.deck import Run
from kursdeck.render.markdown import BadCharacterError, BadLinkError, paragraphs
from kursdeck.render.text import RichText, literal

HOSTILE = "*a* **b** [c](https://d.no) \\ &amp; <e> {{ f }} _g_"
"""Data that would be full of emphasis, were it read as Markdown."""


def read(*pieces: str | RichText) -> list[tuple[str, ...]]:
    """Give each run of one paragraph with what it carries: text, 'bold', 'italic', link."""
    (runs,) = paragraphs(pieces, "nb-NO")
    return [_shape(run) for run in runs]


def _shape(run: Run) -> tuple[str, ...]:
    marks = (run.text, "bold" * run.bold, "italic" * run.italic, run.link)
    return tuple(mark for mark in marks if mark)


def data(text: str) -> RichText:
    return literal(text, "nb-NO")


# ---- what the author writes


@pytest.mark.parametrize(
    ("written", "runs"),
    [
        ("Hei", [("Hei",)]),
        ("Det tar **ti ganger** så lang tid", [("Det tar ",), ("ti ganger", "bold"), (" så lang tid",)]),
        ("*så* og _så_", [("så", "italic"), (" og ",), ("så", "italic")]),
        ("***begge***", [("begge", "bold", "italic")]),
        ("**a *b* c**", [("a ", "bold"), ("b", "bold", "italic"), (" c", "bold")]),
        ("*a **b** c*", [("a ", "italic"), ("b", "bold", "italic"), (" c", "italic")]),
        ("**a **b** c**", [("a b c", "bold")]),
        ("kommune_styre_møte", [("kommune_styre_møte",)]),
        ("2 * 3 * 4 ** 5", [("2 * 3 * 4 ** 5",)]),
        (r"\*ikke kursiv\*", [("*ikke kursiv*",)]),
        ("`kode` # 1. - > ![x] ~~z~~ <b>", [("`kode` # 1. - > ![x] ~~z~~ <b>",)]),
        ("så&nbsp;lang &lt;tid&gt; &amp; &#229;", [("så\u00a0lang <tid> & å",)]),
        ("R&D og &tull;", [("R&D og &tull;",)]),
    ],
)  # fmt: skip
def test_emphasis_is_read_and_nothing_else_has_a_meaning(written: str, runs: list[tuple[str, ...]]) -> None:
    assert read(written) == runs


def test_a_link_is_what_it_says_and_where_it_leads() -> None:
    assert read("Se [KS](https://example.no/a?b=1#c) her") == [
        ("Se ",), ("KS", "https://example.no/a?b=1#c"), (" her",)
    ]  # fmt: skip
    assert read("[skriv **nå**](mailto:kari.eksempel@example.no)") == [
        ("skriv ", "mailto:kari.eksempel@example.no"), ("nå", "bold", "mailto:kari.eksempel@example.no")
    ]  # fmt: skip


def test_an_address_is_written_as_a_uri() -> None:
    """RFC 3986: letters beyond ASCII and spaces are percent-encoded, and Office stumbles where they are not."""
    assert read("[a](<https://example.no/på tur>)") == [("a", "https://example.no/p%C3%A5%20tur")]
    assert read("[a](https://example.no/100%)") == [("a", "https://example.no/100%25")]
    assert read("[a](https://example.no/%C3%A5)") == [("a", "https://example.no/%C3%A5")]


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)", "file:///etc/passwd", "ftp://example.no", "www.example.no", "/etc", "#1",
        "https://", "http:", "mailto:", "HTTPS:example.no", "data:text/html,a", "ppaction://hlinksldjump",
    ],
)  # fmt: skip
def test_a_link_that_leads_nowhere_or_runs_something_is_refused(address: str) -> None:
    with pytest.raises(BadLinkError) as refused:
        read(f"[a]({address})")
    assert refused.value.address == address


def test_a_scheme_may_be_written_in_capitals() -> None:
    assert read("[a](HTTPS://example.no)") == [("a", "HTTPS://example.no")]


def test_a_line_break_in_the_file_means_nothing_and_a_hard_one_breaks_the_line() -> None:
    assert read("en\nto") == [("en to",)]
    assert read("en\n   to\tog  tre ") == [("en to og tre",)]
    assert read("en  \nto") == [("en",), ("\n",), ("to",)]
    assert read("en\\\nto") == [("en",), ("\n",), ("to",)]


def test_a_blank_line_parts_paragraphs_and_empty_ones_are_dropped() -> None:
    read_ = paragraphs(("\n\nen\nto\n \t\n\n**tre**\n\n   \n",), "nb-NO")
    assert read_ == ((Run("en to", "nb-NO"),), (Run("tre", "nb-NO", bold=True),))
    assert paragraphs((" \n\n ",), "nb-NO") == ()


# ---- characters


@pytest.mark.parametrize(
    "written", ["&#xF0000;", "&#983040;", "&#xE000;", "&#x2028;", "&#12;", "\U000f0000", "\x01"]
)
def test_a_character_that_no_deck_can_hold_is_refused_however_it_is_written(written: str) -> None:
    with pytest.raises(BadCharacterError):
        paragraphs((f"a{written}", data("b")), "nb-NO")


def test_a_seat_that_an_author_would_make_cannot_take_a_value_in() -> None:
    """The entity is put together from two pieces, as an expression could."""
    with pytest.raises(BadCharacterError) as refused:
        paragraphs(("&#xF0", "000;", data("b")), "nb-NO")
    assert refused.value.character == "U+F0000"


# ---- values


def test_a_value_joins_the_text_around_it_without_a_seam() -> None:
    assert read("Velkommen til ", data("Bergen"), "!") == [("Velkommen til Bergen!",)]
    assert read("**Velkommen** til ", data("Bergen"), "!") == [("Velkommen", "bold"), (" til Bergen!",)]


def test_a_value_has_the_emphasis_and_the_link_of_its_place() -> None:
    assert read("**", data("Bergen"), "**") == [("Bergen", "bold")]
    assert read("a**", data("*"), "**b") == [("a",), ("*", "bold"), ("b",)]
    assert read("[", data("Bergen"), "](https://example.no)") == [("Bergen", "https://example.no")]


def test_a_value_is_never_read_as_markdown() -> None:
    assert read(data(HOSTILE)) == [(HOSTILE,)]
    assert read("*", data(HOSTILE), "* og") == [(HOSTILE, "italic"), (" og",)]
    assert read(data("*"), "a", data("*")) == [("*a*",)]
    assert read("[a]", data("(javascript:b)")) == [("[a](javascript:b)",)]


def test_a_value_keeps_its_own_language() -> None:
    sami = literal("Kárášjohka", "se-NO")
    assert paragraphs(("Til **", sami, "** i dag"), "nb-NO") == (
        (Run("Til ", "nb-NO"), Run("Kárášjohka", "se-NO", bold=True), Run(" i dag", "nb-NO")),
    )


def test_a_value_may_be_part_of_an_address() -> None:
    assert read("[a](mailto:", data("kari@example.no"), ")") == [("a", "mailto:kari@example.no")]
    assert read("[a](https://example.no/", data('på "tur"\u202e)'), "/b)") == [
        ("a", "https://example.no/p%C3%A5%20%22tur%22%E2%80%AE%29/b")
    ]  # fmt: skip
    assert read("[a](", data("https://example.no/a?b=c"), "&d)") == [("a", "https://example.no/a?b=c&d")]


def test_a_value_within_an_address_cannot_change_what_it_leads_to() -> None:
    assert read("[a](mailto:", data("?cc=b@c.no"), ")") == [("a", "mailto:%3Fcc%3Db@c.no")]
    assert read("[a](https://example.no/", data("../b?c#d"), ")") == [
        ("a", "https://example.no/..%2Fb%3Fc%23d")
    ]


def test_where_the_value_of_an_address_is_empty_there_is_no_link() -> None:
    """The general deck has no presenter, and a course must build all the same."""
    assert read("[skriv til oss](mailto:", data(""), ")") == [("skriv til oss",)]
    assert read("[les mer](", data(""), ")") == [("les mer",)]
    assert read("[les](https://example.no/", data(""), ")") == [("les", "https://example.no/")]


def test_a_value_does_not_make_a_bad_address_good_and_is_not_told() -> None:
    with pytest.raises(BadLinkError) as refused:
        read("[a](", data("kari@example.no"), ")")
    assert refused.value.address == "…"
    with pytest.raises(BadLinkError):
        read("[a](java", data("script:alert(1)"), ")")


def test_an_empty_value_leaves_no_double_space() -> None:
    assert read("a ", data(""), " b") == [("a b",)]
    assert read("**a** ", data(""), " b") == [("a", "bold"), (" b",)]


WORDS = st.text("ab *_[]()<>&;\\`{}%#!.,\n\"'", max_size=30)
VALUES = st.text(max_size=8).map(data)


@given(st.lists(WORDS | VALUES, max_size=6), VALUES)
def test_whatever_is_written_every_value_is_shown_whole(
    pieces: list[str | RichText], value: RichText
) -> None:
    try:
        read_ = paragraphs((*pieces, value), "nb-NO")
    except (BadLinkError, BadCharacterError):
        return
    shown = "".join(run.text for runs in read_ for run in runs)
    assert value in shown
