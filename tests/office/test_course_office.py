"""The course as LibreOffice draws it: each word in its place and at its size, for the names that are hardest to fit."""

import re
from collections.abc import Callable, Mapping
from pathlib import Path

import gate_decks
import pytest
from deck_changes import repacked
from decks import file_of, made, recipient, rendered_for
from drawn import deck_faults, sheets
from gate_decks import seed
from msgspec import Struct
from msgspec.structs import replace
from soffice import NEEDS_LIBREOFFICE, to_pdf

from kursdeck.deck import FittedText, Frame, Page
from kursdeck.register import Entry
from kursdeck.units import CentiPt

pytestmark = NEEDS_LIBREOFFICE

LANGUAGES = ("nb", "nn")
FEATURES = (
    "seed without presenter",
    "everything",
    "everything with a JPEG logo",
    "foreign template",
)
"""Decks of the gate: prompts that must not show, every kind, a hidden slide, pictures; somebody else's template."""
SAMI = "Kárášjohka"


def longest_official_name() -> str:
    """Find the recipient whose full official name is the longest, in all its languages."""
    return max(seed().register.entries, key=lambda entry: len(entry.official_name)).main.name


def longest_single_name() -> str:
    """Find the longest name among those in one language only."""
    single = [entry.main.name for entry in seed().register.entries if len(entry.names) == 1]
    return max(single, key=len)


def seed_entry(name: str) -> Entry:
    """Find an entry of the register."""
    entry = recipient(seed(), name).entry
    assert entry is not None
    return entry


NAMES: Mapping[str, Callable[[], str]] = {
    "general": lambda: "",
    "longest-official-name": longest_official_name,
    "longest-single-name": longest_single_name,
    "sami-name": lambda: SAMI,
}


class Drawn(Struct, frozen=True, dict=True):
    """A deck's pages, and the PDF that LibreOffice made of the deck."""

    pages: tuple[Page, ...]
    pdf: Path


@pytest.fixture(scope="module")
def drawn(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Drawn]:
    """Draw the course for every name in both languages, and spoiled copies of it, in one run of LibreOffice."""
    decks = {
        f"{name}-{lang}": made(seed(), recipient(seed(), find()), lang)
        for name, find in NAMES.items()
        for lang in LANGUAGES
    }
    decks |= {name: gate_decks.deck(name) for name in FEATURES}
    whole = decks["general-nb"]
    swollen = enlarged(whole.pages)
    files = {name: deck.data for name, deck in decks.items()} | {
        "larger": repacked(whole.data, {"ppt/slides/tips.xml": twice_the_size}),
        "shorter": repacked(
            whole.data, {"ppt/slides/tips.xml": lambda xml: xml.replace("Selvrefleksjon", "")}
        ),
        "swollen": as_deck(swollen),
    }
    pdfs = to_pdf(files, tmp_path_factory.mktemp("course"))
    pages = {name: deck.pages for name, deck in decks.items()} | {"swollen": swollen}
    return {name: Drawn(pages.get(name, whole.pages), pdf) for name, pdf in pdfs.items()}


def twice_the_size(xml: str) -> str:
    """Do what somebody does who enlarges the type after the deck was fitted."""
    return re.sub(r'\bsz="(\d+)"', lambda size: f'sz="{2 * int(size[1])}"', xml)


def enlarged(pages: tuple[Page, ...]) -> tuple[Page, ...]:
    """Give pages that say of themselves that their text is twice as large as what fits."""
    return tuple(replace(page, frames=tuple(map(_enlarged_frame, page.frames))) for page in pages)


def _enlarged_frame(frame: Frame) -> Frame:
    if not isinstance(frame.content, FittedText):
        return frame
    larger = tuple(replace(part, size=CentiPt(2 * part.size)) for part in frame.content.paragraphs)
    return replace(frame, content=replace(frame.content, paragraphs=larger))


def as_deck(pages: tuple[Page, ...]) -> bytes:
    """Write pages with the properties of the general deck."""
    deck, findings = rendered_for(seed().course, recipient(seed(), ""), seed().brand, "nb", seed().register)
    assert deck is not None, findings
    return file_of(pages, deck, seed().brand)


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("name", NAMES)
def test_every_word_stands_in_its_box_at_its_size(drawn: dict[str, Drawn], name: str, lang: str) -> None:
    deck = drawn[f"{name}-{lang}"]
    assert deck_faults(deck.pdf, deck.pages, seed().brand) == ()


@pytest.mark.parametrize("name", FEATURES)
def test_so_it_does_with_every_kind_of_slide_and_in_a_foreign_template(
    drawn: dict[str, Drawn], name: str
) -> None:
    deck = drawn[name]
    assert deck_faults(deck.pdf, deck.pages, gate_decks.project(name).brand) == ()


def test_the_names_are_those_that_are_hardest_to_fit() -> None:
    assert longest_official_name() == "Storfjord"
    assert len(longest_single_name()) > len("Kristiansand")
    assert SAMI in {name.text for name in seed_entry(SAMI).names}


def test_only_the_fonts_that_fit_measured_are_used(drawn: dict[str, Drawn]) -> None:
    """A font that is missing is replaced in silence; OpenSymbol draws the arrows that PowerPoint has in Wingdings."""
    fonts = {letter.font for sheet in sheets(drawn["general-nb"].pdf) for letter in sheet.letters}
    assert fonts <= {"Carlito", "Carlito-Bold", "Carlito-Italic", "OpenSymbol"}


# ---- the check itself can fail


def test_a_slide_whose_type_was_enlarged_after_it_was_fitted_is_reported(drawn: dict[str, Drawn]) -> None:
    found = deck_faults(drawn["larger"].pdf, drawn["larger"].pages, seed().brand)
    assert found
    assert all(fault.startswith("tips: ") for fault in found)
    assert any("Kolonne 3" in fault for fault in found)


def test_a_slide_that_overflows_is_reported_even_if_it_was_meant_to_be_so_large(
    drawn: dict[str, Drawn],
) -> None:
    found = deck_faults(drawn["swollen"].pdf, drawn["swollen"].pages, seed().brand)
    assert any(fault.startswith("tips: Kolonne 3: ") for fault in found)
    assert any(fault.startswith("refleksjon-bruk: Tittel: ") for fault in found)


def test_a_word_that_is_lost_is_reported(drawn: dict[str, Drawn]) -> None:
    found = deck_faults(drawn["shorter"].pdf, drawn["shorter"].pages, seed().brand)
    assert found == ("tips: Kolonne 1: lost 'Selvrefleksjon'",)


def test_a_word_that_the_course_does_not_say_is_reported(drawn: dict[str, Drawn]) -> None:
    deck = drawn["general-nb"]
    without_tips = tuple(replace(page, frames=page.frames[:1]) for page in deck.pages)
    found = deck_faults(deck.pdf, without_tips, seed().brand)
    assert any(fault.startswith("tips: not in the course: ") for fault in found)


def test_a_missing_slide_is_reported(drawn: dict[str, Drawn]) -> None:
    deck = drawn["general-nb"]
    count = len(deck.pages)
    assert deck_faults(deck.pdf, deck.pages[1:], seed().brand) == (f"{count} pages for {count - 1} slides",)
