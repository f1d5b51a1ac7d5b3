"""What a deck says of itself, so that what a person made of it is never destroyed.

Inside each deck stands what it was built from and what each of its slides showed when it was written. It
travels in docProps/custom.xml, which PowerPoint, LibreOffice and python-pptx all keep, and which a user sees
under File, Info, Properties. A deck that shows something else was edited; one that says nothing is unknown.
"""

import hashlib
import json
import re
import zlib
from base64 import b64decode, b64encode
from collections.abc import Iterable, Mapping, Sequence
from enum import Enum
from typing import Any

import msgspec
from lxml import etree
from msgspec import Struct
from msgspec.structs import asdict

from kursdeck.powerpoint.colours import UNKNOWN
from kursdeck.powerpoint.edits import DeckState, Edit, edits
from kursdeck.powerpoint.inheritance import Designs, listed
from kursdeck.powerpoint.libreoffice import has_saved
from kursdeck.powerpoint.opc import Package
from kursdeck.powerpoint.seen import Seen
from kursdeck.powerpoint.slide_state import NO_FILL, Shape, SlideState, as_read
from kursdeck.powerpoint.slide_text import Look

CUSTOM_PART = "docProps/custom.xml"
PREFIX = "kursdeck."
SHARED, OWN = "slides", "own"
"""What the properties with the slides' states are called: `kursdeck.slides.1` and so on."""
FORMAT = 2
LONGEST_VALUE = 240
"""Office's own dialogs cut a property's text at 255 characters."""
MOST_STATE = 2**22
"""Bytes of inflated state that are read: no honest deck comes near, and a bomb gets no further."""

_CUSTOM = "http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"
_TYPES = "http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"
_USER_DEFINED = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"
"""The property set for custom properties (MS-OLEPS, 2.25.2 FMTID_UserDefinedProperties)."""
_FIRST_PID = 2
"""0 and 1 are taken by the dictionary and the code page (ISO 29500-1, 22.3.2.2)."""

NOT_OURS = (KeyError, ValueError, TypeError, OverflowError, RecursionError, StopIteration, zlib.error)
"""What reading a manifest may raise when somebody changed it, or another program wrote it."""

_RRGGBBAA = re.compile("[0-9A-F]{8}")


class Identity(Struct, frozen=True):
    """What a deck was built from; `build` is the same for equal input, `version` is kursdeck's own."""

    build: str
    edition: str
    course: str
    recipient: str
    lang: str
    version: str


class Manifest(Struct, frozen=True):
    """What a deck says of itself: its identity, its bytes' digest and its slides' states by their ids."""

    identity: Identity
    exact: str
    slides: Mapping[str, SlideState]


class Standing(Enum):
    """What became of a deck since it was built; only an untouched one may be replaced without a backup."""

    UNTOUCHED = "untouched"
    RESAVED = "resaved"
    EDITED = "edited"
    UNKNOWN = "unknown"


class Verdict(Struct, frozen=True):
    """What became of a deck, and which slides were edited."""

    standing: Standing
    edits: tuple[Edit, ...] = ()


def state_of(package: Package, seen: Seen | None = None) -> DeckState:
    """Read what a deck shows now; a slide that cannot be read shows nothing.

    `seen` remembers slides from deck to deck: whoever reads many decks of one course keeps one.
    """
    seen, designs = seen or Seen(), Designs(package)
    parts = listed(package, package.main, "p:sldIdLst/p:sldId")
    return DeckState(
        exact=exact_digest(package.parts),
        slides=tuple(seen.slide(designs, part).state(as_read) for part in parts),
        rewritten=has_saved(package, parts),
    )


def compare(manifest: Manifest | None, state: DeckState) -> Verdict:
    """Say what became of a deck that was built with this manifest."""
    if manifest is None:
        return Verdict(Standing.UNKNOWN)
    if manifest.exact == state.exact:
        return Verdict(Standing.UNTOUCHED)
    found = edits(manifest.slides, state)
    return Verdict(Standing.EDITED if found else Standing.RESAVED, found)


def judge(package: Package) -> Verdict:
    """Say what became of a deck, by what it says of itself; an untouched one is told by its bytes alone."""
    manifest = read_manifest(package)
    if manifest is None:
        return Verdict(Standing.UNKNOWN)
    if manifest.exact == exact_digest(package.parts):
        return Verdict(Standing.UNTOUCHED)
    return compare(manifest, state_of(package))


def exact_digest(parts: Mapping[str, bytes]) -> str:
    """Digest all parts by name, in whatever order they are zipped, but the one that will hold the digest."""
    return whole_digest(part_digest(name, parts[name]) for name in sorted(parts.keys() - {CUSTOM_PART}))


def part_digest(name: str, data: bytes) -> bytes:
    """Digest one part."""
    return f"{name}\0".encode("utf-8", "surrogatepass") + hashlib.sha256(data).digest()


def whole_digest(parts: Iterable[bytes]) -> str:
    """Digest a deck from its parts' digests, in the order of their names."""
    return hashlib.sha256(b"".join(parts)).hexdigest()[:32]


# ---- docProps/custom.xml


def custom_properties(manifest: Manifest) -> bytes:
    """Write the part that carries a manifest; the same manifest gives the same bytes on one zlib."""
    own = cut(own_text(manifest.exact, ()))
    return signed(manifest.identity, shared_text(manifest.slides), own)


def signed(identity: Identity, shared: str, own: Sequence[str]) -> bytes:
    """Write the part from its texts: what all decks of a kind have alike, and, cut up, what is this deck's own."""
    values = {**asdict(identity), **_numbered(SHARED, cut(shared)), **_numbered(OWN, own)}
    root = etree.Element(f"{{{_CUSTOM}}}Properties", nsmap={None: _CUSTOM, "vt": _TYPES})
    for pid, (name, value) in enumerate(values.items(), start=_FIRST_PID):
        holder = etree.SubElement(
            root, f"{{{_CUSTOM}}}property", fmtid=_USER_DEFINED, pid=str(pid), name=f"{PREFIX}{name}"
        )
        etree.SubElement(holder, f"{{{_TYPES}}}lpwstr").text = value
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def read_manifest(package: Package) -> Manifest | None:
    """Read what a deck says of itself; None when it says nothing, or nothing that can be understood."""
    values = _values(package)
    try:
        identity = Identity(**{name: values[name] for name in Identity.__struct_fields__})
        exact, slides = _unpacked(values)
    except NOT_OURS:
        return None
    return Manifest(identity, exact, slides)


def shared_text(slides: Mapping[str, SlideState | None]) -> str:
    """Write the slides' states, packed; None for those whose state is the deck's own."""
    rows = [[id_, *([] if state is None else _row(state))] for id_, state in slides.items()]
    data = json.dumps([FORMAT, rows], separators=(",", ":")).encode()
    return b64encode(zlib.compress(data, 9)).decode()


def own_text(exact: str, slides: Iterable[SlideState]) -> str:
    """Write a deck's digest and the states that no other deck shares; these are many, and packing takes time."""
    return msgspec.json.encode([exact, *map(_row, slides)]).decode()


def cut(text: str) -> tuple[str, ...]:
    """Cut a text into pieces that a property holds."""
    return tuple(text[start : start + LONGEST_VALUE] for start in range(0, len(text), LONGEST_VALUE))


def _numbered(name: str, pieces: Iterable[str]) -> dict[str, str]:
    return {f"{name}.{number}": piece for number, piece in enumerate(pieces, 1)}


def _values(package: Package) -> dict[str, str]:
    root = package.document(CUSTOM_PART)
    holders = () if root is None else root.iterfind(f"{{{_CUSTOM}}}property")
    named = ((holder.get("name", ""), holder.findtext("*") or "") for holder in holders)
    return {name.removeprefix(PREFIX): value for name, value in named if name.startswith(PREFIX)}


def _row(state: SlideState) -> list[object]:
    shapes = [[each.kind, each.said, each.place, each.fill, each.line, each.spans] for each in state.shapes]
    return [state.hidden, state.notes, shapes]


def _unpacked(values: Mapping[str, str]) -> tuple[str, dict[str, SlideState]]:
    """Give the digest and the slides' states; raises one of NOT_OURS for what was not written here."""
    packed = b64decode(_joined(values, SHARED), validate=True)
    format_, slides = json.loads(zlib.decompressobj().decompress(packed, MOST_STATE))
    if format_ != FORMAT:
        raise ValueError(format_)
    exact, *rows = json.loads(_joined(values, OWN))
    own = iter(rows)
    return str(exact), {str(id_): _state(*(row or next(own))) for id_, *row in slides}


def _joined(values: Mapping[str, str], name: str) -> str:
    numbers = sorted(int(key.removeprefix(f"{name}.")) for key in values if key.startswith(f"{name}."))
    return "".join(values[f"{name}.{number}"] for number in numbers)


def _state(hidden: Any, notes: Any, shapes: Any) -> SlideState:
    return SlideState(bool(hidden), str(notes), tuple(map(_shape, shapes)))


def _shape(row: Any) -> Shape:
    kind, said, place, fill, line, spans = row
    steps = tuple(map(int, place))
    return Shape(str(kind), str(said), steps, _colour(fill), _colour(line), tuple(map(_span, spans)))


def _span(row: Any) -> tuple[int, Look]:
    length, (size, bold, italic, colour) = row
    return int(length), Look(int(size), int(bold), int(italic), _colour(colour))


def _colour(value: Any) -> str:
    if value in {UNKNOWN, NO_FILL} or _RRGGBBAA.fullmatch(value):
        return str(value)
    raise ValueError(value)
