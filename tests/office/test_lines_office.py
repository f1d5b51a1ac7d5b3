"""The lines that are counted against those that LibreOffice draws: one deck, a text box on each slide."""

import shutil
import subprocess
from itertools import pairwise, product
from pathlib import Path

import pdfplumber
import pytest
from msgspec import Struct
from pptx import Presentation
from pptx.util import Emu as Length

from kursdeck.fit.lines import Span, Tokens, break_lines, count, tokenise
from kursdeck.fonts import face, uncovered
from kursdeck.units import CentiPt, Emu, cm, pt

pytestmark = [
    pytest.mark.office,
    pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed"),
]

TEXTS = (
    "Det tar ti ganger så lang tid å motbevise en usann påstand som det tar å kaste ut påstanden.",
    "Korleis vil du handtere ei sak eller ein debatt som utviklar seg i «feil» retning? Drøft to og to.",
    "Kommunestyrerepresentanter og fylkestingsrepresentanter – innbyggerdialog, engasjement og ytringskultur",
    "Evenášši suohkan, Kárášjoga gielda ja Porsáŋggu gielda: mo mii galgat čállit nuppiid birra neahtas?",
    "Zażółć gęślą jaźń: radni gminy rozmawiają o mowie nienawiści, szacunku i mediach społecznościowych.",
    "Πώς πρέπει να χρησιμοποιούμε τα μέσα κοινωνικής δικτύωσης ως εκλεγμένοι; Με σεβασμό και σαφήνεια.",
    "22. november 2026 kl.\u00a009.00–11.30, 22\u00a022\u00a022\u00a022: AVTALE, 3.–6. juni (e-post)",
)
FAMILIES = ("Calibri", "Arial")
SETTINGS = ((pt(18), cm(6.5)), (pt(24), cm(14)), (pt(32), cm(22.4)), (pt(44), cm(29.7)))
SLIDE_WIDTH, SLIDE_HEIGHT = cm(33.867), cm(19.05)
BLANK = 6
"""The layout without placeholders in python-pptx's own template."""


class Box(Struct, frozen=True, dict=True):
    """A text in one regular and one bold half, and how it is set."""

    text: str
    family: str
    size: CentiPt
    width: Emu

    @property
    def halves(self) -> tuple[str, str]:
        """The text cut at the space nearest after its middle."""
        middle = self.text.index(" ", len(self.text) // 2) + 1
        return self.text[:middle], self.text[middle:]

    @property
    def tokens(self) -> Tokens:
        """The text as it is measured."""
        regular, bold = self.halves
        return tokenise(
            (Span(regular, face(self.family, bold=False)), Span(bold, face(self.family, bold=True)))
        )


BOXES = tuple(Box(text, family, *setting) for text, family, setting in product(TEXTS, FAMILIES, SETTINGS))


def write_deck(path: Path) -> None:
    deck = Presentation()
    deck.slide_width, deck.slide_height = Length(SLIDE_WIDTH), Length(SLIDE_HEIGHT)
    for box in BOXES:
        slide = deck.slides.add_slide(deck.slide_layouts[BLANK])
        frame = slide.shapes.add_textbox(0, 0, Length(box.width), Length(SLIDE_HEIGHT)).text_frame
        frame.word_wrap = True
        frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0
        for text, bold in zip(box.halves, (False, True), strict=True):
            run = frame.paragraphs[0].add_run()
            run.text, run.font.name, run.font.bold, run.font.size = (
                text,
                box.family,
                bold,
                Length(box.size * 127),
            )
    deck.save(str(path))


@pytest.fixture(scope="module")
def drawn(tmp_path_factory: pytest.TempPathFactory) -> tuple[int, ...]:
    """Give how many lines LibreOffice draws of each box."""
    folder = tmp_path_factory.mktemp("lines")
    write_deck(folder / "boxes.pptx")
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = (
        "soffice",
        profile,
        "--headless",
        "--convert-to",
        "pdf",
        "--outdir",
        folder,
        folder / "boxes.pptx",
    )
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    with pdfplumber.open(folder / "boxes.pdf") as pdf:
        return tuple(
            lines_of([character["bottom"] for character in page.chars], box.size / 100)
            for page, box in zip(pdf.pages, BOXES, strict=True)
        )


def lines_of(bottoms: list[float], size: float) -> int:
    """Count the heights at which characters stand, those within half the type size as one."""
    return 1 + sum(after - before > size / 2 for before, after in pairwise(sorted(bottoms)))


@pytest.mark.parametrize("family", FAMILIES)
def test_the_fonts_cover_what_is_drawn_here(family: str) -> None:
    assert uncovered(face(family, bold=True), "".join(TEXTS)) == ()


def test_the_cautious_count_is_never_below_what_is_drawn(drawn: tuple[int, ...]) -> None:
    below = [
        (box, lines)
        for box, lines in zip(BOXES, drawn, strict=True)
        if count(box.tokens, box.size, box.width, box.width) < lines
    ]
    assert below == []


def test_and_is_equal_to_it_in_nine_of_ten_boxes(drawn: tuple[int, ...]) -> None:
    counted = [count(box.tokens, box.size, box.width, box.width) for box in BOXES]
    equal = sum(mine == theirs for mine, theirs in zip(counted, drawn, strict=True))
    assert equal >= 9 * len(BOXES) // 10


def test_the_predicted_lines_are_as_many_as_are_drawn_in_nineteen_of_twenty(drawn: tuple[int, ...]) -> None:
    predicted = [len(break_lines(box.tokens, box.size, box.width)) for box in BOXES]
    equal = sum(mine == theirs for mine, theirs in zip(predicted, drawn, strict=True))
    assert equal >= 19 * len(BOXES) // 20
