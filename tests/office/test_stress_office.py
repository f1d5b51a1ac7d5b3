"""Two hundred random slides, through the whole pipeline and then LibreOffice: nothing overflows, nothing is lost."""

import shutil
from collections.abc import Iterator
from itertools import chain, islice
from pathlib import Path

import pytest
from decks import REPO, file_of, opened, recipient, rendered_for
from drawn import deck_faults
from everything import picture_files
from msgspec import Struct
from msgspec.structs import replace
from picture_samples import prepared
from random_course import KINDS, write_course
from soffice import NEEDS_LIBREOFFICE, to_pdf

from kursdeck.brand.load import Brand
from kursdeck.build.opening import Opened
from kursdeck.deck import Deck, Page
from kursdeck.fit.pages import fit
from kursdeck.powerpoint.package import read_package
from kursdeck.powerpoint.structure import check_structure

pytestmark = NEEDS_LIBREOFFICE

SEED = 3
"""Three of this seed's slides overflowed once, at words like 'Sør-Trøndelag/Nord-Trøndelag'."""
NO_KIND = {"Bare tittel", "Tom"}
"""Layouts for a presenter's own slides, which no kind uses."""
TRIED, WANTED, A_DECK = 330, 200, 50
"""Slides tried, slides wanted, and how many of these go into one deck. What cannot fit is an error, and no slide."""


class Stress(Struct, frozen=True, dict=True):
    """The slides that fit, each with its pages, and the PDFs of the decks they were put into."""

    slides: tuple[tuple[Page, ...], ...]
    pdfs: tuple[Path, ...]
    brand: Brand


@pytest.fixture(scope="module")
def stress(tmp_path_factory: pytest.TempPathFactory) -> Stress:
    """Write, fit and draw the random slides."""
    folder = tmp_path_factory.mktemp("stress")
    shutil.copytree(REPO / "templates", folder / "templates")
    write_course(folder, SEED, TRIED)
    project = opened(folder)
    general, storfjord = rendered(project, ""), rendered(project, "Storfjord")
    mixed = replace(
        storfjord, slides=tuple(chain(*zip(general.slides[::2], storfjord.slides[1::2], strict=True)))
    )
    slides = tuple(islice(fitting(mixed, project.brand), WANTED))
    files = {str(number): written(part, mixed, project.brand) for number, part in enumerate(parts(slides))}
    pdfs = to_pdf(files, folder)
    return Stress(slides, tuple(pdfs.values()), project.brand)


def rendered(project: Opened, name: str) -> Deck:
    """Render all slides; a recipient's deck has a logo, the general one has none."""
    logo = prepared(picture_files()["svg"]) if name else None
    whom = recipient(project, name, logo=logo)
    deck, findings = rendered_for(project.course, whom, project.brand, "nb", project.register)
    assert deck is not None, findings
    return deck


def fitting(deck: Deck, brand: Brand) -> Iterator[tuple[Page, ...]]:
    """Give the pages of each slide that fits."""
    for slide in deck.slides:
        pages, _ = fit((slide,), brand, deck.footer)
        if pages is not None:
            yield pages


def parts(slides: tuple[tuple[Page, ...], ...]) -> list[list[Page]]:
    """Deal the slides out to several decks."""
    starts = range(0, len(slides), A_DECK)
    return [[page for pages in slides[start : start + A_DECK] for page in pages] for start in starts]


def written(pages: list[Page], deck: Deck, brand: Brand) -> bytes:
    """Write a deck that the structural rules have nothing to say about."""
    data = file_of(pages, deck, brand)
    package, _ = read_package(data, "deck.pptx")
    assert package
    assert check_structure(package) == ()
    return data


def test_every_word_of_every_slide_stands_in_its_box_at_its_size(stress: Stress) -> None:
    found = [
        fault
        for pdf, pages in zip(stress.pdfs, parts(stress.slides), strict=True)
        for fault in deck_faults(pdf, pages, stress.brand)
    ]
    assert found == []


def test_the_slides_are_many_and_of_every_kind_and_some_go_on(stress: Stress) -> None:
    assert len(stress.slides) == WANTED
    assert {pages[0].slide.kind for pages in stress.slides} == set(KINDS)
    assert sum(len(pages) > 1 for pages in stress.slides) >= WANTED // 20
    used = {pages[0].slide.layout for pages in stress.slides}
    assert used >= {layout for layout in stress.brand.layouts if layout not in NO_KIND}
