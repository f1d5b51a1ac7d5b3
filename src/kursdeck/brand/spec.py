"""What a PowerPoint template is to be, as values: theme, master and layouts before anything is written.

`compose` decides them and `powerpoint.template_writer` writes them. Colours are always named by theme slot,
so that a designer who changes the theme in PowerPoint changes every slide.
"""

from enum import StrEnum
from typing import Literal, TypeAlias

from msgspec import Struct

from kursdeck.units import Box, CentiPt, Emu, Insets

WHOLE = 100_000
"""One hundred percent, in thousandths of a percent (ISO 29500-1, 20.1.10.40 ST_Percentage)."""

NO_SPACE = CentiPt(0)
NO_LENGTH = Emu(0)


# ---- theme


class Slot(StrEnum):
    """The theme's colours, by the names that shapes use (ISO 29500-1, 20.1.10.54 ST_SchemeColorVal)."""

    INK = "tx1"
    PAPER = "bg1"
    DEEP = "tx2"
    GROUND = "bg2"
    ACCENT_1 = "accent1"
    ACCENT_2 = "accent2"
    ACCENT_3 = "accent3"
    ACCENT_4 = "accent4"
    ACCENT_5 = "accent5"
    ACCENT_6 = "accent6"


class Theme(Struct, frozen=True):
    """Twelve colours as `RRGGBB`, in the order of ISO 29500-1, 20.1.6.2 clrScheme, and two typefaces."""

    name: str
    dark1: str
    light1: str
    dark2: str
    light2: str
    accent1: str
    accent2: str
    accent3: str
    accent4: str
    accent5: str
    accent6: str
    link: str
    followed_link: str
    heading_font: str
    body_font: str


class Colour(Struct, frozen=True):
    """A theme colour, tinted by its luminance (times `lum_mod`, plus `lum_off`) and seen through by `alpha`.

    All three in thousandths of a percent (ISO 29500-1, 20.1.2.3.20, 20.1.2.3.21 and 20.1.2.3.1).
    """

    slot: Slot
    lum_mod: int = WHOLE
    lum_off: int = 0
    alpha: int = WHOLE


# ---- text


class Face(StrEnum):
    """Which of the theme's two typefaces a text is set in."""

    HEADING = "+mj-lt"
    BODY = "+mn-lt"


class Align(StrEnum):
    """How lines stand between the left and the right edge (ISO 29500-1, 20.1.10.59 ST_TextAlignType)."""

    LEFT = "l"
    CENTRE = "ctr"
    RIGHT = "r"


class Anchor(StrEnum):
    """How text stands between the top and the bottom (ISO 29500-1, 20.1.10.60 ST_TextAnchoringType)."""

    TOP = "t"
    MIDDLE = "ctr"
    BOTTOM = "b"


class Bullet(Struct, frozen=True):
    """A character before a paragraph; an empty `font` follows the text.

    `size` is a part of the text's, in thousandths of a percent.
    """

    char: str
    colour: Colour
    font: str = ""
    size: int = WHOLE


class TextLevel(Struct, frozen=True):
    """How one outline level is set; `spacing` in thousandths of a percent of a line.

    `margin` is the left edge of the text, `indent` what its first line is set off by (negative: it hangs).
    """

    size: CentiPt
    colour: Colour
    bold: bool = False
    face: Face = Face.BODY
    align: Align = Align.LEFT
    spacing: int = WHOLE
    before: CentiPt = NO_SPACE
    margin: Emu = NO_LENGTH
    indent: Emu = NO_LENGTH
    bullet: Bullet | None = None


PlaceholderType: TypeAlias = Literal["title", "ctrTitle", "body", "obj", "hdr", "dt", "ftr", "sldNum"]

NO_INSETS = Insets(NO_LENGTH, NO_LENGTH, NO_LENGTH, NO_LENGTH)


class PlaceholderSpec(Struct, frozen=True):
    """A placeholder to write: where it stands, how its levels are set, what it says while it is empty."""

    name: str
    type: PlaceholderType
    idx: int
    box: Box
    levels: tuple[TextLevel, ...]
    prompt: str
    insets: Insets = NO_INSETS
    anchor: Anchor = Anchor.TOP
    fill: Colour | None = None


# ---- ornaments


class Drawing(Struct, frozen=True):
    """A preset shape (ISO 29500-1, 20.1.10.56 ST_ShapeType) with its adjust values, by name.

    Text may stand on an ornament only where it is a `ground` (a plate, a panel), and then wholly.
    """

    name: str
    box: Box
    preset: str = "rect"
    adjust: tuple[tuple[str, int], ...] = ()
    fill: Colour | None = None
    line: Colour | None = None
    line_width: Emu = NO_LENGTH
    ground: bool = False


class Lettering(Struct, frozen=True):
    """A fixed text that belongs to the brand, such as its wordmark."""

    name: str
    box: Box
    text: str
    level: TextLevel


class Symbol(Struct, frozen=True):
    """Several shapes that a designer moves as one."""

    name: str
    shapes: tuple[Drawing | Lettering, ...]

    @property
    def box(self) -> Box:
        """The smallest box around all shapes."""
        left = min(shape.box.x for shape in self.shapes)
        top = min(shape.box.y for shape in self.shapes)
        right = max(shape.box.right for shape in self.shapes)
        bottom = max(shape.box.bottom for shape in self.shapes)
        return Box(left, top, Emu(right - left), Emu(bottom - top))


Ornament: TypeAlias = Drawing | Lettering | Symbol


# ---- the pages of a template


class LayoutSpec(Struct, frozen=True):
    """A layout to write. Placeholders stand in reading order; ornaments are drawn below them.

    `type` is one of ISO 29500-1, 19.7.15 ST_SlideLayoutType, empty for a layout of one's own.
    Without a `background` the master's shows; `master_ornaments` says whether the master's ornaments do.
    """

    name: str
    placeholders: tuple[PlaceholderSpec, ...]
    ornaments: tuple[Ornament, ...] = ()
    background: Colour | None = None
    master_ornaments: bool = True
    type: str = ""


class MasterSpec(Struct, frozen=True):
    """What all layouts start from. Guides are distances from the left and from the top of the slide."""

    background: Colour
    placeholders: tuple[PlaceholderSpec, ...]
    ornaments: tuple[Ornament, ...]
    upright_guides: tuple[Emu, ...]
    level_guides: tuple[Emu, ...]


class TemplateSpec(Struct, frozen=True):
    """A whole template; `lang` is the proofing language of every text in it."""

    title: str
    lang: str
    width: Emu
    height: Emu
    theme: Theme
    master: MasterSpec
    layouts: tuple[LayoutSpec, ...]
