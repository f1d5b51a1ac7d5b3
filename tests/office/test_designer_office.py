"""What a designer changes in PowerPoint shows in the decks: a colour, a place, a size.

python-pptx saves the changed template, since it keeps names and layouts as PowerPoint does. LibreOffice does not: of a
template that it has saved the colours and places can still be read, but its layouts are gone, and that is said.
"""

import shutil
from io import BytesIO
from pathlib import Path

import pdfplumber
import pytest
from deck_changes import repacked, saved
from decks import REPO, made, opened, recipient
from drawn import deck_faults, sheets
from msgspec import Struct
from pptx import Presentation
from pptx.presentation import Presentation as Deck
from pptx.util import Cm, Emu, Pt
from soffice import NEEDS_LIBREOFFICE, convert, to_pdf

from kursdeck.brand.load import Brand
from kursdeck.brand.template import Placeholder, Template
from kursdeck.build.opening import open_project
from kursdeck.deck import FittedText, Page
from kursdeck.findings import Severity
from kursdeck.powerpoint.markup import clark
from kursdeck.powerpoint.template_reader import read_template
from kursdeck.project import Project
from kursdeck.units import pt

pytestmark = NEEDS_LIBREOFFICE

OLD_RED, NEW_PURPLE = "A4492A", "5B2A86"
MOVED_LAYOUT, MOVED = "Punkter med spørsmål", "Spørsmål"
MOVED_UP = Cm(1.5)
LIBREOFFICE_SHIFT = 360
"""EMU by which LibreOffice moves a box when it saves a file: half of its own unit, a hundredth of a millimetre."""


def redesigned() -> bytes:
    """Change the brand's template as a designer would: a theme colour, a placeholder's place, the titles' size."""
    coloured = repacked(
        (REPO / "templates" / "ks" / "brand.pptx").read_bytes(),
        {"ppt/theme/theme1.xml": lambda xml: xml.replace(OLD_RED, NEW_PURPLE)},
    )
    template = Presentation(BytesIO(coloured))
    title = template.slide_master.element.find(f".//{clark('p:titleStyle')}//{clark('a:defRPr')}")
    title.set("sz", str(Pt(40).centipoints))
    move(template)
    return saved(template)


def move(template: Deck) -> None:
    layout = next(each for each in template.slide_layouts if each.name == MOVED_LAYOUT)
    placeholder = next(each for each in layout.shapes if each.name == MOVED)
    left, top, width, height = placeholder.left, placeholder.top, placeholder.width, placeholder.height
    placeholder.left, placeholder.top, placeholder.width, placeholder.height = (
        left,
        Emu(top - MOVED_UP),
        width,
        height,
    )


def moved_placeholder(template: Template) -> Placeholder:
    (layout,) = (each for each in template.layouts if each.name == MOVED_LAYOUT)
    (placeholder,) = (each for each in layout.placeholders if each.name == MOVED)
    return placeholder


def course(folder: Path, template: bytes) -> Path:
    """Write the course that ships, in another template."""
    shutil.copytree(REPO / "templates", folder / "templates")
    shutil.copy(REPO / "content.yaml", folder)
    (folder / "templates" / "ks" / "brand.pptx").write_bytes(template)
    return folder


class Drawn(Struct, frozen=True, dict=True):
    """The course in the changed template: its brand, its pages and how LibreOffice draws them."""

    brand: Brand
    pages: tuple[Page, ...]
    pdf: Path

    def number(self, id_: str) -> int:
        """Say where a page stands, from 0."""
        return [page.id for page in self.pages].index(id_)


@pytest.fixture(scope="module")
def drawn(tmp_path_factory: pytest.TempPathFactory) -> Drawn:
    project = opened(course(tmp_path_factory.mktemp("course") / "course", redesigned()))
    deck = made(project, recipient(project, ""))
    pdfs = to_pdf({"redesigned": deck.data}, tmp_path_factory.mktemp("drawn"))
    return Drawn(project.brand, deck.pages, pdfs["redesigned"])


def test_the_course_is_fitted_to_the_changed_template(drawn: Drawn) -> None:
    assert deck_faults(drawn.pdf, drawn.pages, drawn.brand) == ()


def test_a_changed_theme_colour_shows(drawn: Drawn) -> None:
    with pdfplumber.open(drawn.pdf) as pdf:
        fills = {fill(shape) for page in pdf.pages for shape in (*page.rects, *page.curves)}
    assert NEW_PURPLE in fills
    assert OLD_RED not in fills


def fill(shape: dict[str, tuple[float, ...]]) -> str:
    """Give a shape's fill as RRGGBB."""
    return "".join(f"{round(255 * part):02X}" for part in shape["non_stroking_color"] or ())


def test_a_moved_placeholder_takes_its_text_with_it(drawn: Drawn) -> None:
    before = moved_placeholder(opened().brand.template).box
    assert moved_placeholder(drawn.brand.template).box.y == before.y - MOVED_UP
    sheet = sheets(drawn.pdf)[drawn.number("to-sider")]
    start = sheet.text.index("Politikerellerprivatperson?")
    assert not sheet.letters[start].is_inside(before)


def test_titles_are_set_in_the_new_size_where_they_fit(drawn: Drawn) -> None:
    page = drawn.number("husk")
    (title,) = (frame.content for frame in drawn.pages[page].frames if frame.placeholder == "Tittel")
    assert isinstance(title, FittedText)
    assert title.paragraphs[0].size == pt(40)
    sheet = sheets(drawn.pdf)[page]
    assert sheet.letters[sheet.text.index("Detteskalduhuske!")].is_at(pt(40))


# ---- a template that LibreOffice has saved


@pytest.fixture(scope="module")
def resaved(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """Let LibreOffice save the changed template, with a slide on each layout: it keeps only what slides use."""
    template = Presentation(BytesIO(redesigned()))
    for layout in template.slide_layouts:
        template.slides.add_slide(layout)
    folder = tmp_path_factory.mktemp("template")
    (folder / "brand.pptx").write_bytes(saved(template))
    convert([folder / "brand.pptx"], "pptx", folder / "out")
    return (folder / "out" / "brand.pptx").read_bytes()


def test_colour_and_place_are_still_in_it(resaved: bytes) -> None:
    template, _ = read_template(resaved, "brand.pptx")
    assert template is not None
    assert template.colours["accent3"] == NEW_PURPLE
    slides = Presentation(BytesIO(resaved)).slides
    tops = {shape.top for slide in slides for shape in slide.placeholders}
    wanted = moved_placeholder(opened().brand.template).box.y - MOVED_UP
    assert any(abs(top - wanted) <= LIBREOFFICE_SHIFT for top in tops)


def test_but_its_layouts_are_not_and_every_kind_that_needs_one_is_named(
    resaved: bytes, tmp_path: Path
) -> None:
    project, findings = open_project(Project(course(tmp_path / "course", resaved)))
    wrong = {finding.id for finding in findings if finding.severity is Severity.ERROR}
    assert project is None
    assert wrong == {"unknown-layout"}
    assert "template-from-libreoffice" in {finding.id for finding in findings}
