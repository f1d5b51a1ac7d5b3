"""The same deck the way a first script would make it: python-pptx, placeholder by placeholder, then save.

usage: naive.py SLIDES.json TEMPLATE.pptx OUT.pptx   (SLIDES.json as `one_deck.py` writes it)
"""

import json
import sys
from pathlib import Path
from typing import Any

from pptx import Presentation


def main() -> None:
    """Build one deck from a list of {layout, placeholders: {name: [paragraph, …]}, notes}."""
    slides, template, out = sys.argv[1:]
    presentation = Presentation(template)
    layouts = {layout.name: layout for layout in presentation.slide_layouts}
    for described in json.loads(Path(slides).read_text(encoding="utf-8")):
        slide = presentation.slides.add_slide(layouts[described["layout"]])
        layout: Any = layouts[described["layout"]]  # python-pptx annotates its own iterator wrongly
        names = {shape.placeholder_format.idx: shape.name for shape in layout.placeholders}
        for shape in slide.placeholders:
            fill(shape.text_frame, described["placeholders"].get(names[shape.placeholder_format.idx], []))
        slide.notes_slide.notes_text_frame.text = "\n".join(described["notes"])
    presentation.save(out)


def fill(frame: Any, paragraphs: list[str]) -> None:
    """Write paragraphs into a text frame."""
    for index, text in enumerate(paragraphs):
        paragraph = frame.paragraphs[0] if index == 0 else frame.add_paragraph()
        paragraph.add_run().text = text


if __name__ == "__main__":
    main()
