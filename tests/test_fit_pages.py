"""A slide as pages: what goes on, what stays, what repeats, and what stands where nobody put anything."""

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
    said,
    size,
    sizes,
    slide,
    text,
)
from msgspec.structs import replace

from kursdeck import fonts
from kursdeck.brand.load import Group
from kursdeck.deck import Block, Marker, Page, Paragraph, Paragraphs, Prompt, Run, SlideNumber
from kursdeck.findings import Findings, has_errors
from kursdeck.fit.pages import fit, fit_slide
from kursdeck.source import Source
from kursdeck.units import pt

TEN = sizes(10)
TITLE = Group((place("Tittel", letters(30), lines(2), type_="title"),), TEN, balance=True)


def body(name: str, rows: int) -> Group:
    return Group((place(name, letters(9), lines(rows)),), TEN, continues=True)


def there(name: str, page: str) -> Group:
    return Group((place(name, letters(30), lines(1)),), TEN, page=page)


def fitted(blocks: dict[str, Block], *groups: Group, footer: str = "") -> tuple[tuple[Page, ...], Findings]:
    pages, findings = fit_slide(slide(blocks), brand(*groups), Run(footer, "nb-NO"))
    assert pages is not None, findings
    return pages, findings


# ---- a slide that goes on


def test_a_slide_that_goes_on_says_so_in_its_title_and_in_a_finding() -> None:
    pages, findings = fitted({"Tittel": points("tittel"), "A": points(*"abcde")}, TITLE, body("A", 3))
    assert [said(page, "Tittel") for page in pages] == [("tittel\u00a0(1/2)",), ("tittel\u00a0(2/2)",)]
    assert [said(page, "A") for page in pages] == [("a", "b", "c"), ("d", "e")]
    assert [(page.id, page.part, page.parts) for page in pages] == [("prøve", 1, 2), ("prøve--2", 2, 2)]
    assert ids(findings) == ["continued", "slide-full"]
    assert findings[0].params == {"id": "prøve", "count": 2}


def test_a_slide_that_does_not_keeps_its_title_as_it_is() -> None:
    ((page,), _) = fitted({"Tittel": points("tittel"), "A": points(*"abc")}, TITLE, body("A", 9))
    assert said(page, "Tittel") == ("tittel",)


def test_the_addition_is_as_bold_as_the_title_ends_and_stays_with_its_last_word() -> None:
    title = Paragraphs((Paragraph((Run("en ", "nb-NO"), Run("tittel", "nn-NO", bold=True))),))
    pages, _ = fitted({"Tittel": title, "A": points("a", "b")}, TITLE, body("A", 1))
    assert text(pages[0], "Tittel").paragraphs[0].paragraph.runs[-1] == Run("\u00a0(1/2)", "nb-NO", bold=True)


def test_a_slide_without_a_title_may_go_on_too() -> None:
    pages, _ = fitted({"A": points("a", "b")}, body("A", 1))
    assert len(pages) == 2


def test_a_title_that_fits_only_without_the_addition_is_an_error_on_the_slide_that_goes_on() -> None:
    narrow = Group((place("Tittel", letters(6), lines(1), type_="title"),), TEN)
    blocks: dict[str, Block] = {"Tittel": points("tittel"), "A": points("a", "b")}
    pages, findings = fit_slide(slide(blocks), brand(narrow, body("A", 1)), NO_FOOTER)
    assert pages is None
    assert "word-too-long" in ids(findings)


def test_it_takes_the_largest_size_that_needs_no_more_pages_than_the_smallest() -> None:
    box = place("A", letters(99), lines(3, pt(20)), level(20))
    pages, _ = fitted({"A": points(*"abcdefg")}, Group((box,), sizes(20, 16, 14), continues=True))
    assert [len(said(page, "A")) for page in pages] == [4, 3]
    assert [size(page, "A") for page in pages] == [14, 14]
    pages, _ = fitted({"A": points(*"abcdef")}, Group((box,), sizes(20, 16, 14), continues=True))
    assert [size(page, "A") for page in pages] == [20, 20]


def test_what_stays_put_stands_on_every_page_on_the_first_or_on_the_last() -> None:
    groups = (there("Alle", "every"), there("Først", "first"), there("Sist", "last"))
    blocks: dict[str, Block] = {"A": points(*"abc"), **{g.placeholders[0].name: points("x") for g in groups}}
    pages, _ = fitted(blocks, body("A", 1), *groups)
    assert [[len(said(page, name)) for page in pages] for name in ("Alle", "Først", "Sist")] == [
        [1, 1, 1],
        [1, 0, 0],
        [0, 0, 1],
    ]


def test_on_a_single_page_all_of_it_stands() -> None:
    groups = (there("Først", "first"), there("Sist", "last"))
    (page,), _ = fitted({"Først": points("x"), "Sist": points("y")}, *groups)
    assert (said(page, "Først"), said(page, "Sist")) == (("x",), ("y",))


def test_two_bodies_of_different_length_go_on_each_for_itself_below_headings_that_repeat() -> None:
    heading = Group((place("Over", letters(9), lines(1)),), TEN)
    blocks: dict[str, Block] = {"Over": points("o"), "A": points(*"ab"), "B": points(*"cdefg")}
    pages, _ = fitted(blocks, heading, body("A", 1), body("B", 2))
    assert [said(page, "A") for page in pages] == [("a",), ("b",), ()]
    assert [said(page, "B") for page in pages] == [("c", "d"), ("e", "f"), ("g",)]
    assert [said(page, "Over") for page in pages] == [("o",)] * 3


def test_numbers_go_on_over_the_pages() -> None:
    numbered = points(*"abcd", marker=Marker.NUMBER)
    pages, _ = fitted({"A": numbered}, body("A", 2))
    assert [text(page, "A").paragraphs[0].start_at for page in pages] == [1, 3]


# ---- what cannot be shown


def test_more_pages_than_a_dozen_are_an_error_with_their_number() -> None:
    blocks: dict[str, Block] = {"A": points(*"a" * 13)}
    assert len(fitted({"A": points(*"a" * 12)}, body("A", 1))[0]) == 12
    pages, findings = fit_slide(slide(blocks), brand(body("A", 1)), NO_FOOTER)
    assert (pages, ids(findings)) == (None, ["too-many-pages"])
    assert findings[0].params == {"id": "prøve", "size": "10", "count": 13, "most": 12}


def test_a_paragraph_that_no_page_can_hold_is_named_with_its_own_lines_and_place() -> None:
    long = Paragraph((Run("aaaaaaaaa " * 5, "nb-NO"),), source=Source("content.yaml", 7, 3))
    pages, (finding,) = fit_slide(
        slide({"A": Paragraphs((*points("a").paragraphs, long))}), brand(body("A", 4)), NO_FOOTER
    )
    assert pages is None
    assert (finding.id, str(finding.source)) == ("text-too-long", "content.yaml:7:3")
    assert (finding.params["lines"], finding.params["room"]) == (5, 4)


def test_letters_that_the_font_lacks_are_named_with_their_code_and_place() -> None:
    strange = Paragraph((Run("aæé\u05d0\u00ad", "nb-NO"),), source=Source("content.yaml", 7, 3))
    pages, (finding,) = fit_slide(slide({"A": Paragraphs((strange,))}), brand(body("A", 4)), NO_FOOTER)
    assert pages is None
    assert (finding.id, str(finding.source)) == ("letters-not-in-font", "content.yaml:7:3")
    assert finding.params == {"letters": "'é' (U+00E9) '\u05d0' (U+05D0) U+00AD", "font": "Square"}


def test_a_figures_labels_are_looked_at_too() -> None:
    box = place("F", 6_000_000, 6_000_000)
    pages, findings = fit_slide(slide({"F": figure("a", "é")}), brand(Group((box,), TEN)), NO_FOOTER)
    assert (pages, ids(findings)) == (None, ["letters-not-in-font"])


def test_all_slides_are_fitted_before_anything_is_said_and_each_thing_is_said_once() -> None:
    wrong = [slide({"A": points("é")}, id_="en"), slide({"A": points("a" * 99)}, id_="to")]
    pages, findings = fit([*wrong, slide({"A": points("a")})], brand(body("A", 4)), Run("é", "nb-NO"))
    assert pages is None
    assert ids(findings) == ["letters-not-in-font", "word-too-long"]


def test_a_font_nobody_knows_is_said_once_for_all_slides() -> None:
    strange = replace(brand(body("A", 9)), faces=fonts.face)
    pages, findings = fit([slide({"A": points("a")}), slide({"A": points("b")})], strange, NO_FOOTER)
    assert pages is not None
    assert ids(findings) == ["font-unknown"]


# ---- placeholders that nothing was put in


def test_every_placeholder_has_its_frame_in_the_layouts_order_and_keeps_its_prompt_when_empty() -> None:
    (page,), _ = fitted({"A": points("a")}, there("Før", "every"), body("A", 4), there("Etter", "every"))
    assert [frame.placeholder for frame in page.frames] == ["Før", "A", "Etter"]
    assert [isinstance(frame.content, Prompt) for frame in page.frames] == [True, False, True]


def test_the_part_of_a_page_whose_column_has_ended_keeps_its_prompt() -> None:
    pages, _ = fitted({"A": points("a"), "B": points("b", "c")}, body("A", 1), body("B", 1))
    assert isinstance(pages[1].frames[0].content, Prompt)


def test_a_picture_without_a_text_stands_alone() -> None:
    (page,), _ = fitted({"P": picture(3, 4)}, Group((place("P", 900, 400),), TEN))
    assert [frame.placeholder for frame in page.frames] == ["P"]


# ---- date, footer and number


def footers(width: int) -> tuple[Group, ...]:
    return tuple(
        Group((place(name, width, lines(1), type_=type_),), TEN)
        for name, type_ in (("Dato", "dt"), ("Bunntekst", "ftr"), ("Nummer", "sldNum"))
    )


def test_a_slide_has_its_footer_and_number_and_no_date_that_nobody_gave() -> None:
    (page,), findings = fitted({}, *footers(letters(9)), footer="bunn")
    assert [frame.placeholder for frame in page.frames] == ["Bunntekst", "Nummer"]
    assert said(page, "Bunntekst") == ("bunn",)
    assert page.frames[1].content == SlideNumber("nb-NO")
    assert findings == ()


def test_a_deck_without_footer_text_has_no_footer() -> None:
    (page,), _ = fitted({}, *footers(letters(9)))
    assert [frame.placeholder for frame in page.frames] == ["Nummer"]


def test_a_footer_that_does_not_fit_is_left_out_and_said_once_for_all_slides() -> None:
    pages, findings = fit([slide({}), slide({})], brand(*footers(letters(3))), Run("bunn", "nb-NO"))
    assert pages is not None
    assert [[frame.placeholder for frame in page.frames] for page in pages] == [["Nummer"]] * 2
    assert ids(findings) == ["footer-too-long"]
    assert not has_errors(findings)
    assert findings[0].params == {"footer": "bunn", "layout": "Oppsett"}


def test_a_footer_with_letters_that_the_font_lacks_is_an_error() -> None:
    pages, findings = fit_slide(slide({}), brand(*footers(letters(9))), Run("é", "nb-NO"))
    assert (pages, ids(findings)) == (None, ["letters-not-in-font"])


@pytest.mark.parametrize("name", ["Dato", "Bunntekst", "Nummer"])
def test_what_a_kind_puts_into_them_itself_is_not_lost(name: str) -> None:
    (page,), _ = fitted({name: points("eget")}, *footers(letters(9)), footer="bunn")
    assert said(page, name) == ("eget",)


# ---- a page depends on its slide alone


def test_a_slide_gives_the_same_pages_whatever_else_is_fitted() -> None:
    small, large = slide({"A": points(*"abc")}, id_="en"), slide({"A": points(*"abcdefgh")}, id_="to")
    whole, _ = fit([large, small, large], brand(body("A", 2)), NO_FOOTER)
    alone, _ = fit([small], brand(body("A", 2)), NO_FOOTER)
    assert whole is not None
    assert tuple(page for page in whole if page.slide.id == "en") == alone
