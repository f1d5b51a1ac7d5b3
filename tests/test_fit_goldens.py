"""The seed course's pages, written out to be read: what changes there is a change that an audience sees.

After a change that is wanted, renew the files and read what differs before you commit it:

    KURSDECK_GOLDENS=write python -m pytest tests/test_fit_goldens.py
    git diff tests/goldens
"""

import difflib
import os
from collections.abc import Iterator
from pathlib import Path
from typing import assert_never

import pytest
from decks import rendered_for

from kursdeck import audience, project
from kursdeck.brand.load import Brand
from kursdeck.brand.template import Placeholder
from kursdeck.build.opening import open_project
from kursdeck.deck import (
    Content,
    FittedFigure,
    FittedParagraph,
    FittedPicture,
    FittedText,
    Marker,
    Page,
    Prompt,
    SlideNumber,
)
from kursdeck.fit.lines import break_lines
from kursdeck.fit.pages import fit
from kursdeck.fit.setting import Copy
from kursdeck.units import EMU_PER_CM, Box, Emu

GOLDENS = Path(__file__).parent / "goldens"
WRITE = os.environ.get("KURSDECK_GOLDENS") == "write"


@pytest.mark.parametrize("lang", ["nb", "nn"])
def test_the_seed_courses_pages_are_as_they_were_when_somebody_last_read_them(
    course: Path, lang: str
) -> None:
    path = GOLDENS / f"seed-{lang}.txt"
    now = written(course, lang)
    if WRITE:
        path.write_text(now, encoding="utf-8", newline="\n")
    before = path.read_text(encoding="utf-8")
    diff = difflib.unified_diff(before.splitlines(), now.splitlines(), path.name, "now", lineterm="")
    assert before == now, "\n".join(diff)


def written(course: Path, lang: str) -> str:
    """Build the deck for nobody in particular, up to its pages, and write them out."""
    found, _ = project.find(course)
    assert found is not None
    opened, findings = open_project(found)
    assert opened is not None, findings
    presenter, _ = audience.read_general_presenter(found)
    deck, findings = rendered_for(
        opened.course, audience.general(presenter, None), opened.brand, lang, opened.register
    )
    assert deck is not None, findings
    pages, findings = fit(deck.slides, opened.brand, deck.footer)
    assert pages is not None, findings
    said = (f"{finding.severity.value}: {finding.id} {dict(finding.params)}\n" for finding in findings)
    return "\n".join(["\n".join(of_page(page, opened.brand)) for page in pages] + ["".join(said)])


def of_page(page: Page, brand: Brand) -> Iterator[str]:
    """Write a page: its id, its layout, and each frame in the layout's order."""
    layout = brand.layouts[page.slide.layout]
    places = {placeholder.name: placeholder for placeholder in layout.placeholders}
    yield f"== {page.id} == {layout.name}"
    for frame in page.frames:
        yield from of_frame(frame.placeholder, frame.content, places[frame.placeholder])
    yield ""


def of_frame(name: str, content: Content, placeholder: Placeholder) -> Iterator[str]:
    """Write what stands in a placeholder."""
    match content:
        case FittedText():
            yield f"{name}: {measures(content, placeholder)}"
            for at, part in enumerate(content.paragraphs):
                yield from (
                    f"  {line}" for line in of_paragraph(part, number(content, at), content, placeholder)
                )
        case FittedPicture(box=box):
            yield f"{name}: picture at {centimetres(box)}"
        case FittedFigure(box=box, circles=circles):
            yield f"{name}: {len(circles)} circles at {centimetres(box)}"
            for circle in circles:
                (label,) = circle.label.paragraphs
                yield f"  {label.paragraph.text!r} {label.size / 100:g} pt at {centimetres(circle.box)}"
        case Prompt():
            yield f"{name}: (empty)"
        case SlideNumber():
            yield f"{name}: #"
        case _:
            assert_never(content)


def measures(text: FittedText, placeholder: Placeholder) -> str:
    """Write a text's size, how much of its frame it takes, and the right inset where balancing widened it."""
    wider = text.right_inset - placeholder.insets.right
    balanced = f", balanced by {wider / EMU_PER_CM:.2f} cm" if wider else ""
    size = text.paragraphs[0].size / 100
    return f"{size:g} pt, {text.height / EMU_PER_CM:.2f} of {text.room / EMU_PER_CM:.2f} cm{balanced}"


def number(text: FittedText, at: int) -> int:
    """Give the number of a paragraph, if it has one: as many as came before it on this page, from the first."""
    before = (part.paragraph.marker is Marker.NUMBER for part in text.paragraphs[:at])
    return text.paragraphs[at].start_at + sum(before)


def of_paragraph(
    part: FittedParagraph, number: int, text: FittedText, placeholder: Placeholder
) -> Iterator[str]:
    """Write the lines as LibreOffice is likely to break them, below the space before them where there is any."""
    paragraph, copy = part.paragraph, Copy(placeholder, (part.paragraph,))
    level = copy.level(paragraph)
    bullet = "* " if level.bullet else ""
    sign = {Marker.NUMBER: f"{number}. ", Marker.INHERIT: bullet, Marker.NONE: ""}[paragraph.marker]
    margin = 0 if paragraph.marker is Marker.NONE else level.margin
    width = placeholder.box.width - placeholder.insets.left - text.right_inset - margin
    if part.space_before:
        yield f"({part.space_before / 100:g} pt)"
    for at, line in enumerate(break_lines(copy.tokens[0], part.size, Emu(width))):
        yield f"{'  ' * paragraph.level}{' ' * len(sign) if at else sign}{line}"


def centimetres(box: Box) -> str:
    """Write a box: from the left, from the top, wide, high."""
    return " ".join(f"{length / EMU_PER_CM:.2f}" for length in (box.x, box.y, box.width, box.height))
