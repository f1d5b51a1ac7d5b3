"""A slide laid on its layout: what goes into which placeholder, in which groups, and in which faces."""

from collections.abc import Iterator, Mapping

from msgspec import Struct

from kursdeck import fonts
from kursdeck.brand.load import FOOTERS, Brand, Group
from kursdeck.brand.template import Layout
from kursdeck.deck import Block, Figure, Paragraph, Paragraphs, Slide
from kursdeck.findings import Finding, error, warning
from kursdeck.fit.setting import Copy
from kursdeck.fonts import Faces
from kursdeck.source import Source

MOST_LETTERS = 5
"""How many missing letters one message names."""


class Sheet(Struct, frozen=True):
    """A slide with the layout it is on, the layout's groups and what goes into each placeholder."""

    slide: Slide
    layout: Layout
    groups: tuple[Group, ...]
    blocks: Mapping[str, Block]
    faces: Faces

    def copies(self, group: Group) -> tuple[Copy, ...]:
        """Give the texts that stand in a group's placeholders."""
        texts = ((placeholder, self.blocks.get(placeholder.name)) for placeholder in group.placeholders)
        return tuple(
            Copy(placeholder, block.paragraphs, self.faces, group.most_lines)
            for placeholder, block in texts
            if isinstance(block, Paragraphs)
        )

    def place(self, paragraph: Paragraph) -> Source | None:
        """Say where a paragraph was written, or at least the slide."""
        return paragraph.source or self.slide.source


def lay(slide: Slide, brand: Brand) -> Sheet:
    """Lay a slide on its layout. A footer, date or number that the slide fills itself has one size, its own."""
    layout = brand.layouts[slide.layout]
    blocks = {fill.placeholder: fill.block for fill in slide.fills}
    own = tuple(
        Group((placeholder,), (placeholder.levels[0].size,))
        for placeholder in layout.placeholders
        if placeholder.type in FOOTERS and placeholder.name in blocks
    )
    return Sheet(slide, layout, (*brand.groups[slide.layout], *own), blocks, brand.faces)


# ---- letters


def missing_letters(sheet: Sheet) -> Iterator[Finding]:
    """Find characters that the layout's fonts lack: they would be boxes, or widths nobody can know."""
    placeholders = {placeholder.name: placeholder for placeholder in sheet.layout.placeholders}
    for name, block in sheet.blocks.items():
        yield from missing_in(Copy(placeholders[name], texts_of(block), sheet.faces), sheet)


def missing_in(copy: Copy, sheet: Sheet) -> Iterator[Finding]:
    """Find characters that a text's fonts lack, and fonts whose widths are another's."""
    for paragraph in copy.paragraphs:
        for span in copy.spans(paragraph):
            missing = fonts.uncovered(span.face, span.text)
            if missing:
                letters = " ".join(map(_letter, missing[:MOST_LETTERS]))
                yield error(
                    "letters-not-in-font", sheet.place(paragraph), letters=letters, font=span.face.family
                )
            if span.face.substitute:
                yield warning("font-unknown", None, font=span.face.family)


def texts_of(block: Block) -> tuple[Paragraph, ...]:
    """Give all paragraphs of a block that are set as text."""
    match block:
        case Paragraphs(paragraphs=paragraphs) | Figure(labels=paragraphs):
            return paragraphs
        case _:
            return ()


def _letter(letter: str) -> str:
    """Name a character: its code alone where there is nothing to see."""
    code = f"U+{ord(letter):04X}"
    return f"'{letter}' ({code})" if letter.isprintable() else code
