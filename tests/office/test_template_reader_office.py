"""A template that LibreOffice saved keeps its theme and loses its layouts, and the reader says so."""

from io import BytesIO
from pathlib import Path

from deck_changes import repacked, saved
from pptx import Presentation
from soffice import NEEDS_LIBREOFFICE, convert

from kursdeck.powerpoint.template_reader import read_template

BRAND = Path(__file__).parents[2] / "templates" / "ks" / "brand.pptx"

pytestmark = NEEDS_LIBREOFFICE


def test_a_changed_theme_colour_survives_libreoffice_and_the_lost_layouts_are_said(tmp_path: Path) -> None:
    """LibreOffice keeps masters that slides use only, so the template gets a slide of each layout first."""
    deck = Presentation(BytesIO(repacked(BRAND.read_bytes(), {"ppt/theme/theme1.xml": _recoloured})))
    for layout in deck.slide_layouts:
        deck.slides.add_slide(layout)
    (tmp_path / "brand.pptx").write_bytes(saved(deck))
    convert([tmp_path / "brand.pptx"], "pptx", tmp_path / "out")
    value, found = read_template((tmp_path / "out" / "brand.pptx").read_bytes(), "brand.pptx")
    assert value is not None
    assert value.colours["accent1"] == "112233"
    assert found[0].id == "template-from-libreoffice"
    assert "Tre kolonner" not in {layout.name for layout in value.layouts}


def _recoloured(theme: str) -> str:
    return theme.replace("1B5566", "112233")
