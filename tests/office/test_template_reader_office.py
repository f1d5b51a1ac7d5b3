"""A template that LibreOffice saved keeps its theme and loses its layouts, and the reader says so."""

import shutil
import subprocess
from io import BytesIO
from pathlib import Path

import pytest
from deck_changes import repacked, saved
from pptx import Presentation

from kursdeck.powerpoint.template_reader import read_template

BRAND = Path(__file__).parents[2] / "templates" / "ks" / "brand.pptx"

pytestmark = [
    pytest.mark.office,
    pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed"),
]


def test_a_changed_theme_colour_survives_libreoffice_and_the_lost_layouts_are_said(tmp_path: Path) -> None:
    """LibreOffice keeps masters that slides use only, so the template gets a slide of each layout first."""
    deck = Presentation(BytesIO(repacked(BRAND.read_bytes(), {"ppt/theme/theme1.xml": _recoloured})))
    for layout in deck.slide_layouts:
        deck.slides.add_slide(layout)
    (tmp_path / "brand.pptx").write_bytes(saved(deck))
    _resave(tmp_path / "brand.pptx", tmp_path / "out")
    value, found = read_template((tmp_path / "out" / "brand.pptx").read_bytes(), "brand.pptx")
    assert value is not None
    assert value.colours["accent1"] == "112233"
    assert found[0].id == "template-from-libreoffice"
    assert "Tre kolonner" not in {layout.name for layout in value.layouts}


def _recoloured(theme: str) -> str:
    return theme.replace("1B5566", "112233")


def _resave(path: Path, out: Path) -> None:
    program = shutil.which("soffice")
    assert program is not None
    profile = f"-env:UserInstallation={(out.parent / 'profile').as_uri()}"
    command = [program, profile, "--headless", "--convert-to", "pptx", "--outdir", str(out), str(path)]
    subprocess.run(command, check=True, capture_output=True)  # noqa: S603
