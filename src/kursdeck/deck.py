"""The values between the stages: what a slide says, and what of it stands where on which page.

`render` makes a `Deck` of `Slide`s: a PowerPoint layout's name, and a Block for each placeholder that is
filled. `fit` makes `Page`s of them: every frame with its final sizes. `powerpoint.write` turns pages into
parts and decides nothing. All values are frozen; a Block is one of a closed set, matched to the last case.
"""

from enum import Enum
from typing import TypeAlias

from msgspec import Struct

from kursdeck.pictures import Image
from kursdeck.source import Source, Sourced
from kursdeck.units import Box, CentiPt, Emu

# ---- what a placeholder holds


class Run(Sourced, frozen=True):
    """A stretch of text in one language and one emphasis. `link` is an http, https or mailto address, or ''.

    A line break within a paragraph is a run whose text is a single line feed. `pattern` is what `text` was filled
    from, where it had slots: see `slots`.
    """

    text: str
    lang: str
    bold: bool = False
    italic: bool = False
    link: str = ""
    pattern: str = ""


class Marker(Enum):
    """What stands before a paragraph: what the layout's level says, nothing, or a running number."""

    INHERIT = "inherit"
    NONE = "none"
    NUMBER = "number"


class Paragraph(Sourced, frozen=True):
    """One paragraph on one of the layout's five outline levels, 0 the outermost."""

    runs: tuple[Run, ...]
    level: int = 0
    marker: Marker = Marker.INHERIT
    source: Source | None = None

    @property
    def text(self) -> str:
        """The paragraph without its emphasis."""
        return "".join(run.text for run in self.runs)


class Paragraphs(Struct, frozen=True):
    """Running text, points or a heading: one or more paragraphs."""

    paragraphs: tuple[Paragraph, ...]

    @property
    def text(self) -> str:
        """The text alone, a line for each paragraph."""
        return "\n".join(paragraph.text for paragraph in self.paragraphs)


class Picture(Sourced, frozen=True):
    """An image in a placeholder: contained, never cropped or stretched. An empty `alt` means decorative."""

    image: Image
    alt: str
    lang: str
    source: Source | None = None


class Figure(Sourced, frozen=True):
    """Overlapping circles, a label in each: a native, grouped drawing. `alt` says what it shows."""

    labels: tuple[Paragraph, ...]
    alt: str
    lang: str
    source: Source | None = None


Block: TypeAlias = Paragraphs | Picture | Figure


# ---- a deck as rendered


class Fill(Sourced, frozen=True):
    """What goes into one placeholder of the slide's layout; the placeholder is named as in PowerPoint."""

    placeholder: str
    block: Block
    source: Source | None = None


class Section(Struct, frozen=True):
    """A PowerPoint section; `id` stays the same when its name or place changes."""

    id: str
    name: str


class Slide(Sourced, frozen=True):
    """One slide as the course has it, for one recipient, before its size is known.

    `continued` is the language's pattern for a title that goes on, with `{part}` and `{parts}`: "({part}/{parts})".
    A slide that is `timed` has its time by the clock as the first paragraph of its notes.
    """

    id: str
    kind: str
    layout: str
    fills: tuple[Fill, ...]
    notes: Paragraphs
    section: Section
    lang: str
    continued: str
    hidden: bool = False
    timed: bool = False
    source: Source | None = None


class Properties(Struct, frozen=True):
    """What the file says of itself. Dates are never 'now'."""

    title: str
    lang: str
    edition: str
    course: str


class Deck(Struct, frozen=True):
    """A course for one recipient in one language: slides in order, footer, document properties."""

    slides: tuple[Slide, ...]
    properties: Properties
    footer: Run


# ---- a deck as fitted


class FittedParagraph(Struct, frozen=True):
    """A paragraph with its final type size and the space before it; `lines` is what fit reckons with.

    `start_at` is the number of a numbered list's first point on this page: 1, or where an earlier page stopped.
    """

    paragraph: Paragraph
    size: CentiPt
    space_before: CentiPt
    lines: int
    start_at: int = 1


class FittedText(Struct, frozen=True):
    """Text as it will stand in its frame.

    `right_inset` is the frame's own right inset, widened where a title is balanced. `height` is what the
    text takes of the frame and `room` what the frame has, both by the cautious measure, so
    `height <= room` holds for every page that is written.
    """

    paragraphs: tuple[FittedParagraph, ...]
    right_inset: Emu
    height: Emu
    room: Emu


class FittedPicture(Struct, frozen=True):
    """A picture at its place: contained in the placeholder's box, in its own ratio."""

    picture: Picture
    box: Box


class Circle(Struct, frozen=True):
    """One circle of a figure: its box, the theme colour it is tinted with, and its label's own frame."""

    box: Box
    colour: str
    label_box: Box
    label: FittedText


class FittedFigure(Struct, frozen=True):
    """A figure's shapes inside the placeholder's box."""

    figure: Figure
    box: Box
    circles: tuple[Circle, ...]


class Prompt(Struct, frozen=True):
    """A placeholder left empty: PowerPoint shows its prompt while editing, and nothing in a show."""


class SlideNumber(Struct, frozen=True):
    """The slide's own number, as a field that PowerPoint keeps right."""

    lang: str


Content: TypeAlias = FittedText | FittedPicture | FittedFigure | Prompt | SlideNumber


class Frame(Struct, frozen=True):
    """A placeholder of the page's layout and what stands in it. Text keeps the layout's geometry."""

    placeholder: str
    content: Content


class Page(Struct, frozen=True):
    """One slide of the finished deck: part `part` of `parts` of the course's slide `slide.id`, from 1."""

    slide: Slide
    part: int
    parts: int
    frames: tuple[Frame, ...]

    @property
    def id(self) -> str:
        """The page's own stable id: the slide's, and for a continuation its part: `tips`, `tips--2`.

        No slide's id has two hyphens in a row, so none is a continuation's.
        """
        return self.slide.id if self.part == 1 else f"{self.slide.id}--{self.part}"
