"""What a finished deck says, read from its parts alone: the judge of all contenders uses no contender's library.

Texts may stand in placeholders, text boxes or drawings; slide number, date and footer are not compared, since
not every contender has them.
"""

import posixpath
from collections import Counter
from collections.abc import Iterator, Mapping
from io import BytesIO
from pathlib import Path
from typing import TypeAlias
from zipfile import ZipFile

from lxml import etree
from msgspec import Struct
from PIL import Image

MAIN = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
SHAPES = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
RELATED = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
FURNITURE = {"ftr", "sldNum", "dt"}
"""Placeholder types that repeat what the file says anyway."""

Box: TypeAlias = tuple[int, int, int, int]
"""Left, top, width, height in EMU."""


class Text(Struct, frozen=True):
    """Paragraphs in one shape: in the layout's placeholder `idx`, or drawn at `box` where it is in none."""

    paragraphs: tuple[str, ...]
    idx: int | None
    box: Box | None


class Shown(Struct, frozen=True):
    """A picture's file as it is in the deck, and the placeholder it stands in, if any."""

    data: bytes
    idx: int | None


class Slide(Struct, frozen=True):
    """What one slide says and shows, and what its notes say."""

    layout: str
    texts: tuple[Text, ...]
    pictures: tuple[Shown, ...]
    notes: tuple[str, ...]

    @property
    def words(self) -> Counter[str]:
        """The words on the slide; where they stand is up to whoever made it."""
        return Counter(word for text in self.texts for line in text.paragraphs for word in line.split())

    @property
    def spoken(self) -> list[str]:
        """The words of the notes, in order."""
        return " ".join(self.notes).split()


# ---- comparing


def differences(ours: tuple[Slide, ...], theirs: tuple[Slide, ...]) -> Iterator[str]:
    """Say what one deck says that the other does not; nothing when they say the same."""
    if len(ours) != len(theirs):
        yield f"{len(theirs)} slides for {len(ours)}"
        return
    for number, (slide, other) in enumerate(zip(ours, theirs, strict=True), start=1):
        missing, more = slide.words - other.words, other.words - slide.words
        if missing or more:
            yield f"slide {number}: without {sorted(missing)}, with {sorted(more)}"
        if slide.spoken != other.spoken:
            yield f"slide {number}: other notes"


def shows(slide: Slide, logo: Path) -> bool:
    """Say whether a slide shows a picture with the very pixels of `logo`."""
    data = logo.read_bytes()
    return any(shown.data == data or _pixels(shown.data) == _pixels(data) for shown in slide.pictures)


def _pixels(data: bytes) -> tuple[tuple[int, int], bytes]:
    with Image.open(BytesIO(data)) as image:
        return image.size, image.convert("RGBA").tobytes()


# ---- reading


def read_deck(path: Path) -> tuple[Slide, ...]:
    """Read a deck's slides in the order in which they are shown."""
    with ZipFile(path) as package:
        related = _related(package, "ppt/presentation.xml")
        root = etree.fromstring(package.read("ppt/presentation.xml"))
        ids = [entry.get(f"{RELATED}id", "") for entry in root.iter(f"{SHAPES}sldId")]
        return tuple(_slide(package, related[id_][1]) for id_ in ids)


def _slide(package: ZipFile, name: str) -> Slide:
    related = _related(package, name)
    parts = dict(related.values())
    root = etree.fromstring(package.read(name))
    layout = etree.fromstring(package.read(parts["slideLayout"])).find(f"{SHAPES}cSld")
    return Slide(
        "" if layout is None else layout.get("name", ""),
        tuple(_texts(root)),
        tuple(_pictures(package, root, related)),
        tuple(_notes(package, parts["notesSlide"])) if "notesSlide" in parts else (),
    )


def _related(package: ZipFile, name: str) -> Mapping[str, tuple[str, str]]:
    """Give for each relationship of a part the last word of its type, and the part that it leads to."""
    folder, file = posixpath.split(name)
    root = etree.fromstring(package.read(f"{folder}/_rels/{file}.rels"))
    return {
        entry.get("Id", ""): (
            entry.get("Type", "").rpartition("/")[2],
            posixpath.normpath(posixpath.join("/", folder, entry.get("Target", ""))).lstrip("/"),
        )
        for entry in root
    }


def _texts(root: etree._Element) -> Iterator[Text]:
    for shape in root.iter(f"{SHAPES}sp"):
        holder = shape.find(f".//{SHAPES}ph")
        if holder is not None and holder.get("type") in FURNITURE:
            continue
        paragraphs = tuple(filter(str.strip, _paragraphs(shape)))
        if paragraphs:
            yield Text(paragraphs, _idx(holder), _box(shape))


def _pictures(
    package: ZipFile, root: etree._Element, related: Mapping[str, tuple[str, str]]
) -> Iterator[Shown]:
    for picture in root.iter(f"{SHAPES}pic"):
        blip = picture.find(f".//{MAIN}blip")
        if blip is not None:
            data = package.read(related[blip.get(f"{RELATED}embed", "")][1])
            yield Shown(data, _idx(picture.find(f".//{SHAPES}ph")))


def _notes(package: ZipFile, name: str) -> Iterator[str]:
    for shape in etree.fromstring(package.read(name)).iter(f"{SHAPES}sp"):
        holder = shape.find(f".//{SHAPES}ph")
        if holder is not None and holder.get("type") == "body":
            yield from filter(str.strip, _paragraphs(shape))


def _paragraphs(shape: etree._Element) -> Iterator[str]:
    for paragraph in shape.iter(f"{MAIN}p"):
        pieces = paragraph.iter(f"{MAIN}t", f"{MAIN}br")
        yield "".join("\n" if piece.tag == f"{MAIN}br" else piece.text or "" for piece in pieces)


def _idx(holder: etree._Element | None) -> int | None:
    """Give a placeholder's number; it is 0 where none is written (ISO 29500-1, 19.3.1.36)."""
    return None if holder is None else int(holder.get("idx", "0"))


def _box(shape: etree._Element) -> Box | None:
    place, size = shape.find(f".//{MAIN}off"), shape.find(f".//{MAIN}ext[@cx]")
    if place is None or size is None:
        return None
    return (
        int(place.get("x", "0")),
        int(place.get("y", "0")),
        int(size.get("cx", "0")),
        int(size.get("cy", "0")),
    )
