"""What PowerPoint says of how a deck looks: the brand's template, read into values.

`powerpoint.read_template` reads a `Template`: layouts and their named placeholders with box, insets and text
levels, all inheritance resolved. What PowerPoint cannot say (ladders, groups, continuation) stands in brand.yaml.
"""

from collections.abc import Mapping

from msgspec import Struct

from kursdeck.units import Box, CentiPt, Emu, Insets

# ---- what PowerPoint says


class Level(Struct, frozen=True):
    """How a placeholder sets one outline level.

    `spacing` is the line spacing in thousandths of a percent of a line (90 % is 90 000) when `spacing_fixed`
    is 0, else the fixed line pitch. `before` is the space before each paragraph but the first, `before_percent`
    the same in thousandths of a percent of the type size, used when `before` is 0. `margin` and `indent` are
    the left edge of the text and the offset of its first line. `align` as ISO 29500-1, 20.1.10.59
    ST_TextAlignType: 'l', 'ctr', 'r', …
    """

    size: CentiPt
    bold: bool
    font: str
    spacing: int
    spacing_fixed: CentiPt
    before: CentiPt
    before_percent: int
    margin: Emu
    indent: Emu
    bullet: bool
    align: str = "l"


class Placeholder(Struct, frozen=True):
    """One placeholder of a layout; `type` as ISO 29500-1, 19.7.10 ST_PlaceholderType, `obj` when unsaid."""

    name: str
    idx: int
    type: str
    box: Box
    insets: Insets
    anchor: str
    levels: tuple[Level, ...]
    prompt: str = ""


class Layout(Struct, frozen=True):
    """One PowerPoint layout; placeholders in the order in which a screen reader reads them."""

    name: str
    part: str
    placeholders: tuple[Placeholder, ...]


class Template(Struct, frozen=True):
    """A PowerPoint template as a value: its parts unread, what fit and the checks need read out."""

    file: str
    digest: str
    width: Emu
    height: Emu
    colours: Mapping[str, str]
    layouts: tuple[Layout, ...]
    data: bytes
