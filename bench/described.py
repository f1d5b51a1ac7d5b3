"""What the other contenders are asked to build: the words of finished decks, as JSON, with nothing left to decide.

They get each text with its placeholder, the boxes of the layouts, the logo's place and the notes. So they need
neither render nor fit, which is to their advantage.
"""

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from pptx import Presentation
from said import Slide, read_deck


def describe(decks: Sequence[Path], logos: Sequence[Path | None], template: Path, target: Path) -> None:
    """Write what `decks` say to `target`, with the logo of each (None where it has none).

    The file holds `layouts`: {name: {placeholder's idx: [left, top, width, height]}}, in EMU, and `decks`:
    [{file, logo, slides: [{layout, texts: {idx: [paragraph, …]}, drawn: [{paragraphs, box}], pictures: [idx],
    notes: [paragraph, …]}]}].
    """
    described = [
        {"file": deck.name, "logo": str(logo or ""), "slides": [_slide(slide) for slide in read_deck(deck)]}
        for deck, logo in zip(decks, logos, strict=True)
    ]
    value = {"layouts": dict(_layouts(template)), "decks": described}
    target.write_text(json.dumps(value, ensure_ascii=False), encoding="utf-8")


def first(described: Path, count: int, target: Path) -> None:
    """Write the first `count` of the described decks to `target`."""
    value = json.loads(described.read_text(encoding="utf-8"))
    target.write_text(json.dumps({**value, "decks": value["decks"][:count]}), encoding="utf-8")


def _layouts(template: Path) -> Iterator[tuple[str, dict[int, list[int]]]]:
    for layout in Presentation(str(template)).slide_layouts:
        shapes: Any = layout.placeholders  # python-pptx annotates its own iterator wrongly
        yield (
            layout.name,
            {
                shape.placeholder_format.idx: [shape.left, shape.top, shape.width, shape.height]
                for shape in shapes
            },
        )


def _slide(slide: Slide) -> dict[str, Any]:
    placed = {text.idx: text.paragraphs for text in slide.texts if text.idx is not None}
    drawn = [{"paragraphs": text.paragraphs, "box": text.box} for text in slide.texts if text.idx is None]
    return {
        "layout": slide.layout,
        "texts": placed,
        "drawn": drawn,
        "pictures": [shown.idx for shown in slide.pictures],
        "notes": slide.notes,
    }
