"""Decks the way a first script would make them: python-pptx, placeholder by placeholder, then save.

usage: naive.py DESCRIBED.json TEMPLATE.pptx FOLDER   (DESCRIBED.json as `described.describe` writes it)
"""

import json
import sys
from pathlib import Path
from typing import Any

from pptx import Presentation
from pptx.enum.shapes import MSO_SHAPE


def main() -> None:
    """Build all described decks in this one process."""
    described, template, folder = sys.argv[1:]
    for deck in json.loads(Path(described).read_text(encoding="utf-8"))["decks"]:
        build(deck, template, Path(folder) / deck["file"])


def build(deck: dict[str, Any], template: str, out: Path) -> None:
    """Build one deck from the template."""
    presentation = Presentation(template)
    layouts = {layout.name: layout for layout in presentation.slide_layouts}
    for described in deck["slides"]:
        add(presentation.slides.add_slide(layouts[described["layout"]]), described, deck["logo"])
    presentation.save(str(out))


def add(slide: Any, described: dict[str, Any], logo: str) -> None:
    """Fill a slide's placeholders, insert the logo, draw the circles, write the notes."""
    holders = {shape.placeholder_format.idx: shape for shape in slide.placeholders}
    for idx, paragraphs in described["texts"].items():
        fill(holders[int(idx)].text_frame, paragraphs)
    for idx in described["pictures"]:
        holder = holders[idx]
        slide.shapes.add_picture(logo, holder.left, holder.top, height=holder.height)
        holder.element.getparent().remove(holder.element)
    for drawn in described["drawn"]:
        circle = slide.shapes.add_shape(MSO_SHAPE.OVAL, *drawn["box"])
        fill(circle.text_frame, drawn["paragraphs"])
    slide.notes_slide.notes_text_frame.text = "\n".join(described["notes"])


def fill(frame: Any, paragraphs: list[str]) -> None:
    """Write paragraphs into a text frame."""
    for index, text in enumerate(paragraphs):
        paragraph = frame.paragraphs[0] if index == 0 else frame.add_paragraph()
        paragraph.text = text


if __name__ == "__main__":
    main()
