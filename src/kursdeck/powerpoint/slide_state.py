"""What a person sees of a slide, in a form that a mere resave leaves alone.

LibreOffice renames parts and placeholders, writes out everything that was inherited, turns theme colours into
plain ones and moves boxes by up to 360 EMU. So a slide is read here with all inheritance resolved: texts,
links, pictures and alternative texts as digests; places, sizes and colours as numbers that can be compared
with a tolerance. Empty placeholders are left out: nobody sees them in a show.

What is not read, and so is no edit: fonts, effects, animations, transitions, and the inside of charts.
"""

import hashlib
from base64 import urlsafe_b64encode
from collections.abc import Callable, Iterable, Iterator
from functools import cached_property, lru_cache
from typing import NamedTuple, TypeAlias

from lxml.etree import _Element as Element
from msgspec import Struct

from kursdeck.powerpoint.attributes import first, number
from kursdeck.powerpoint.colours import UNKNOWN
from kursdeck.powerpoint.inheritance import Design, Lineage, box_of, placeholder_of
from kursdeck.powerpoint.markup import clark
from kursdeck.powerpoint.opc import Package
from kursdeck.powerpoint.slide_text import Arrows, Look, Said, fill_colour, nearest_fill, plain_text, said
from kursdeck.slots import has_slots
from kursdeck.units import Box, Emu

EMU_PER_STEP = 360
"""Places are kept in hundredths of a millimetre."""
TURN_PER_STEP = 600
"""Turns are kept in hundredths of a degree; a file has sixty thousandths (ISO 29500-1, 20.1.10.3)."""
CROP_PER_STEP = 10
"""Crops are kept in hundredths of a percent; a file has thousandths (20.1.10.40 ST_Percentage)."""
NO_FILL = "none"
Fill: TypeAlias = Callable[[bytes | str], bytes | str]
"""Puts into a text, or in a picture's place, what a slot stands for."""
DIGEST_BYTES = 8

_SP, _CXN, _PIC = clark("p:sp"), clark("p:cxnSp"), clark("p:pic")
_GROUP, _FRAME = clark("p:grpSp"), clark("p:graphicFrame")
_TREE = f"{clark('p:cSld')}/{clark('p:spTree')}"
_P, _PARAGRAPHS = clark("a:p"), f"{clark('p:txBody')}/{clark('a:p')}"
_EMBED, _LINKED = clark("r:embed"), clark("r:link")
_CNVPR, _STYLE = f"*/{clark('p:cNvPr')}", clark("p:style")
_SPPR, _GROUP_XFRM = clark("p:spPr"), f"{clark('p:grpSpPr')}/{clark('a:xfrm')}"
_XFRM, _FRAME_XFRM, _LN = f"{clark('p:spPr')}/{clark('a:xfrm')}", clark("p:xfrm"), clark("a:ln")
_BLIP = f"{clark('p:blipFill')}/{clark('a:blip')}"
_CROP = f"{clark('p:blipFill')}/{clark('a:srcRect')}"
_TABLE = f"{clark('a:graphic')}/{clark('a:graphicData')}/{clark('a:tbl')}"
_ROW, _CELL = clark("a:tr"), clark("a:tc")
_CHILD_OFF, _CHILD_EXT = clark("a:chOff"), clark("a:chExt")
_NO_FILL, _FITS_ITSELF = clark("a:noFill"), clark("a:spAutoFit")


class Shape(Struct, frozen=True):
    """One thing on a slide. `said` digests its texts, its picture and its alternative text.

    `place` is turn, left, top, width and height, for a picture its crop too, in hundredths: of a degree, a
    millimetre, a percent. A frame that fits itself to its text has but turn, middle and anchored edge, a
    table no height: programs reckon those anew. Colours are RRGGBBAA, NO_FILL or UNKNOWN.
    """

    kind: str
    said: str
    place: tuple[int, ...] = ()
    fill: str = NO_FILL
    line: str = NO_FILL
    spans: tuple[tuple[int, Look], ...] = ()


class SlideState(Struct, frozen=True):
    """One slide: whether it is hidden, a digest of its notes, and its shapes from back to front."""

    hidden: bool
    notes: str
    shapes: tuple[Shape, ...]


Words: TypeAlias = tuple[bytes | str, ...]
"""What a digest is made of: texts and a picture's bytes, which may have slots."""


class ShapeReading(Struct, frozen=True):
    """A shape whose words may have slots: `said` and `spans` hold them in full."""

    kind: str
    said: Words
    place: tuple[int, ...] = ()
    fill: str = NO_FILL
    line: str = NO_FILL
    spans: tuple[tuple[str, Look], ...] = ()

    @property
    def is_open(self) -> bool:
        """Say whether any of the words has a slot."""
        return any(map(has_slots, self.said))

    def state(self, fill: Fill) -> Shape:
        """Give the shape as it is once its slots are filled."""
        spans = tuple((len(fill(text)), look) for text, look in self.spans)
        said = digest(*map(fill, self.said))
        return Shape(self.kind, said, self.place, self.fill, self.line, spans)


class SlideReading(Struct, frozen=True, dict=True):
    """A slide as it was read, words and all: for one deck, or with slots for many."""

    hidden: bool
    notes: Words
    shapes: tuple[ShapeReading, ...]

    @cached_property
    def is_open(self) -> bool:
        """Say whether any of the words has a slot."""
        return any(map(has_slots, self.notes)) or any(shape.is_open for shape in self.shapes)

    @cached_property
    def _shapes(self) -> tuple[Shape | ShapeReading, ...]:
        """The shapes, those without slots digested once for all decks."""
        return tuple(shape if shape.is_open else shape.state(as_read) for shape in self.shapes)

    def state(self, fill: Fill) -> SlideState:
        """Give the slide's state once its slots are filled."""
        shapes = (each if isinstance(each, Shape) else each.state(fill) for each in self._shapes)
        return SlideState(self.hidden, digest(*map(fill, self.notes)), tuple(shapes))


def as_read(words: bytes | str) -> bytes | str:
    """Fill nothing: a finished deck has no slots."""
    return words


def slide_reading(package: Package, design: Design, part: str) -> SlideReading | None:
    """Read the slide in `part`, whose layout is `design`; None when it cannot be read."""
    root = package.document(part)
    tree = None if root is None else root.find(_TREE)
    if root is None or tree is None:
        return None
    arrows = {arrow.id: arrow for arrow in package.relationships(part)}
    shapes = tuple(_Reader(package, design, arrows).shapes(tree, Frame()))
    return SlideReading(root.get("show") in {"0", "false"}, _notes(package, part), shapes)


def digest(*values: bytes | str) -> str:
    """Give a short digest of values in their order, '' when all are empty."""
    texts = tuple(each for each in values if isinstance(each, str))
    return _digest_of_texts(texts) if len(texts) == len(values) else _digest(values)


def _digest(values: Iterable[bytes | str]) -> str:
    encoded = [each.encode("utf-8", "surrogatepass") if isinstance(each, str) else each for each in values]
    whole = hashlib.blake2b(digest_size=DIGEST_BYTES)
    for each in encoded:
        whole.update(len(each).to_bytes(8, "big") + each)
    return urlsafe_b64encode(whole.digest()).decode().rstrip("=") if any(encoded) else ""


@lru_cache(maxsize=256)
def _digest_of_texts(texts: tuple[str, ...]) -> str:
    """Digest what many decks say alike, such as who presents; a picture is most often one deck's own, and large."""
    return _digest(texts)


class Frame(NamedTuple):
    """How a group's inner coordinates become the slide's: a shift and a scale on each axis."""

    x: float = 0
    y: float = 0
    across: float = 1
    down: float = 1

    def place(self, box: Box) -> Box:
        """Give a box in the slide's coordinates."""
        x, y = self.x + box.x * self.across, self.y + box.y * self.down
        width, height = box.width * self.across, box.height * self.down
        return Box(Emu(round(x)), Emu(round(y)), Emu(round(width)), Emu(round(height)))

    def inside(self, group: Element) -> "Frame":
        """Give the frame of a group's own children (ISO 29500-1, 20.1.7.5 xfrm: chOff, chExt)."""
        transform = group.find(_GROUP_XFRM)
        box = None if transform is None else box_of(transform)
        inner = None if transform is None else box_of(transform, _CHILD_OFF, _CHILD_EXT)
        if box is None or inner is None or not inner.width or not inner.height:
            return self
        outer = self.place(box)
        across, down = outer.width / inner.width, outer.height / inner.height
        return Frame(outer.x - inner.x * across, outer.y - inner.y * down, across, down)


class _Reader(Struct, frozen=True):
    """One slide's reader: what its shapes inherit from, and where its relationships lead."""

    package: Package
    design: Design
    arrows: Arrows

    def shapes(self, tree: Element, frame: Frame) -> Iterator[ShapeReading]:
        """Read the shapes of a tree or group, groups' children too, and leave out what nobody sees."""
        for element in tree:
            if element.tag == _GROUP:
                yield from self.shapes(element, frame.inside(element))
            elif element.tag in {_SP, _CXN}:
                yield from self._text(element, frame)
            elif element.tag == _PIC:
                yield self._picture(element, frame)
            elif element.tag == _FRAME:
                yield self._framed(element, frame)

    def _text(self, element: Element, frame: Frame) -> Iterator[ShapeReading]:
        lineage = self.design.of_slide(element)
        words = said(element.iterfind(_PARAGRAPHS), lineage, self.design.names, self.arrows)
        if placeholder_of(element) is None:
            yield self._drawn(element, frame, lineage, words, _alternative(element))
        elif words.text:
            yield self._drawn(element, frame, lineage, words, "")

    def _drawn(
        self, element: Element, frame: Frame, lineage: Lineage, words: Said, alternative: str
    ) -> ShapeReading:
        return ShapeReading(
            kind="text",
            said=(words.text, alternative),
            place=_place_of_text(lineage, frame),
            fill=self._fill(lineage, element),
            line=self._line(lineage, element),
            spans=words.spans,
        )

    def _picture(self, element: Element, frame: Frame) -> ShapeReading:
        lineage = self.design.of_slide(element)
        crop = element.find(_CROP)
        sides = (0, 0, 0, 0) if crop is None else (number(crop.get(side), 0) for side in "ltrb")
        return ShapeReading(
            kind="picture",
            said=(self._image(element), _alternative(element)),
            place=(*_place(lineage, frame), *(side // CROP_PER_STEP for side in sides)),
        )

    def _image(self, element: Element) -> bytes:
        """Give the picture's own bytes, which come through a resave unchanged; a linked one's address."""
        blip = element.find(_BLIP)
        id_ = "" if blip is None else blip.get(_EMBED) or blip.get(_LINKED) or ""
        arrow = self.arrows.get(id_)
        if arrow is None:
            return b""
        return arrow.target.encode() if arrow.external else self.package.parts.get(arrow.target, b"")

    def _framed(self, element: Element, frame: Frame) -> ShapeReading:
        transform, table = element.find(_FRAME_XFRM), element.find(_TABLE)
        box = None if transform is None else box_of(transform)
        place = () if box is None else _steps(frame.place(box))
        if table is None:
            return ShapeReading("frame", (_alternative(element),), place)
        lineage = self.design.sheet.lineage("")
        cells = [said(cell.iter(_P), lineage, self.design.names, self.arrows) for cell in table.iter(_CELL)]
        rows = [str(len(row.findall(_CELL))) for row in table.iter(_ROW)]
        return ShapeReading(
            kind="table",
            said=(*rows, *(cell.text for cell in cells), _alternative(element)),
            place=place[:3],
            spans=tuple(span for cell in cells for span in cell.spans),
        )

    def _fill(self, lineage: Lineage, element: Element) -> str:
        own = (shape.find(_SPPR) for shape in lineage.shapes)
        return self._colour(nearest_fill(each for each in own if each is not None), element)

    def _line(self, lineage: Lineage, element: Element) -> str:
        own = (shape.find(f"{_SPPR}/{_LN}") for shape in lineage.shapes)
        return self._colour(nearest_fill(each for each in own if each is not None), element)

    def _colour(self, fill: Element | None, element: Element) -> str:
        """Give a fill's colour; where nothing is said, a style may say it, which is not read."""
        if fill is None:
            return NO_FILL if element.find(_STYLE) is None else UNKNOWN
        return NO_FILL if fill.tag == _NO_FILL else fill_colour(fill, self.design.names)


def _notes(package: Package, part: str) -> Words:
    page = package.document(next(iter(package.related(part, "notesSlide")), ""))
    shapes = () if page is None else page.iter(_SP)
    return tuple(plain_text(each.iter(_P)) for each in shapes if (placeholder_of(each) or ("",))[0] == "body")


def _alternative(element: Element) -> str:
    properties = element.find(_CNVPR)
    return "" if properties is None else properties.get("descr", "")


def _place(lineage: Lineage, frame: Frame) -> tuple[int, ...]:
    return () if lineage.box is None else (_turn(lineage), *_steps(frame.place(lineage.box)))


def _place_of_text(lineage: Lineage, frame: Frame) -> tuple[int, ...]:
    if lineage.box is None or not _fits_itself(lineage):
        return _place(lineage, frame)
    box = frame.place(lineage.box)
    down = {"t": 0.0, "ctr": 0.5, "b": 1.0}.get(lineage.anchor, 0.0)
    middle, edge = box.x + box.width / 2, box.y + box.height * down
    return _turn(lineage), round(middle / EMU_PER_STEP), round(edge / EMU_PER_STEP)


def _fits_itself(lineage: Lineage) -> bool:
    """Say whether the frame follows its text: then every program gives it a size of its own."""
    return any(body.find(_FITS_ITSELF) is not None for body in lineage.bodies[:1]) or (
        first(lineage.bodies, "wrap") == "none"
    )


def _turn(lineage: Lineage) -> int:
    transform = lineage.shapes[0].find(_XFRM)
    return 0 if transform is None else number(transform.get("rot"), 0) // TURN_PER_STEP


def _steps(box: Box) -> tuple[int, int, int, int]:
    x, y, width, height = (round(each / EMU_PER_STEP) for each in (box.x, box.y, box.width, box.height))
    return x, y, width, height
