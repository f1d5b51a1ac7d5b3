"""The contact person is real or nobody; what is wrong with their data is told without repeating it."""

import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from pptx import Presentation

from kursdeck.cli.main import kursdeck

EMAIL = "kari.eksempel.med.et.svaert.langt.navn.som.ingen.kan.huske.eller.skrive@avdelingen.example.no"


def build(course: Path, *arguments: str) -> Result:
    return CliRunner().invoke(kursdeck, ["build", "-C", str(course), "--ui-lang", "en", *arguments])


def test_the_example_under_its_real_name_is_still_nobody(course: Path) -> None:
    """Only the general deck may show a person who does not exist, and it says so."""
    shutil.copy(course / "deck/presenter.example.yaml", course / "deck/presenter.yaml")
    result = build(course, "Bergen")
    assert result.exit_code == 0
    assert "deck/presenter.yaml" in result.stderr
    assert "still the example's person" in result.stderr
    (deck,) = (course / "deck/out").glob("*.pptx")
    assert "Kari" not in spoken(deck)


def spoken(deck: Path) -> str:
    slides = Presentation(str(deck)).slides
    return "\n".join(
        shape.text_frame.text for slide in slides for shape in slide.shapes if shape.has_text_frame
    )


@pytest.mark.parametrize(
    ("field", "value"), [("email", EMAIL), ("title", "rådgiver " * 40), ("name", "Kari" * 30)]
)
def test_a_contact_that_does_not_fit_is_placed_in_its_file_and_not_repeated(
    course: Path, field: str, value: str
) -> None:
    fields = {"name": "Kari Eksempel", "title": "Kursholder", "email": "kari@example.no", field: value}
    lines = ["format: 1", *(f"{name}: {text}" for name, text in fields.items())]
    (course / "deck/presenter.yaml").write_text("\n".join(lines), "utf-8")
    result = build(course, "Bergen")
    assert result.exit_code == 1
    line = 2 + list(fields).index(field)
    assert f"deck/presenter.yaml:{line}:" in result.stderr
    assert value.strip()[:20] not in result.stderr
    assert not (course / "deck/out").exists()
