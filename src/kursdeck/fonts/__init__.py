"""How wide text is, from tables in the package: the same on a machine that has none of the fonts.

The tables are those of fonts with the same metrics as the office programs' own: Carlito for Calibri,
Liberation Sans for Arial and Helvetica, Liberation Serif for Times New Roman; `tools/make_metrics.py` makes
them. Only scripts that run left to right and whose width is the
sum of their letters are there: Latin, Greek, Cyrillic, punctuation, arrows and the like. A character of any
other script, and every control character, is not covered: it has no width to trust, so callers report it.
"""

import json
from collections.abc import Callable, Mapping
from functools import cache
from importlib.resources import files
from typing import TypeAlias
from unicodedata import normalize

from msgspec import Struct
from msgspec.structs import replace

UNITS_PER_EM = 2048
"""All advances and kernings are in 1/2048 em, rounded up."""

SAME_METRICS = {
    "calibri": "carlito",
    "carlito": "carlito",
    "arial": "liberationsans",
    "helvetica": "liberationsans",
    "liberation sans": "liberationsans",
    "times new roman": "liberationserif",
    "liberation serif": "liberationserif",
}
"""The table for each family, its name in lower case."""

SUBSTITUTE = "liberationsans"
WIDENED = (5, 4)
"""How much wider than Arial an unknown font may be: Norwegian text in DejaVu Sans, among the widest there
are, is 14 % wider, in bold 19 %."""

NO_KERNING: Mapping[int, int] = {}
NOWHERE = -1

NEVER_DRAWN = "\n"
"""Characters that no font needs to have: a line break is not drawn."""


class Kerning(Struct, frozen=True):
    """By how much pairs move: `places` numbers the characters on the right, `rows` has a left one's kernings.

    Characters that kern alike share one place and one row; a pair that is in no row does not kern.
    """

    rows: Mapping[str, Mapping[int, int]]
    places: Mapping[str, int]


class Face(Struct, frozen=True, eq=False):
    """One style of a family: advance by character, and kerning, in 1/2048 em.

    `substitute` says that the family is unknown and that another's widths stand in for it, widened.
    """

    family: str
    bold: bool
    italic: bool
    advances: Mapping[str, int]
    kerning: Kerning
    substitute: bool = False


Faces: TypeAlias = Callable[[str, bool, bool], Face]
"""Where faces come from: by family, bold, italic."""


@cache
def face(family: str, bold: bool, italic: bool = False) -> Face:
    """Give the face of a family by its name in PowerPoint, in any case; an unknown one is substituted."""
    stem = SAME_METRICS.get(family.casefold())
    measured = _read(stem or SUBSTITUTE, bold, italic)
    named = replace(measured, family=family, bold=bold, italic=italic)
    return named if stem else _widened(named)


def load(data: bytes) -> Face:
    """Read a face from a table as `tools/make_metrics.py` writes it; the family is the table's `font`.

    `advances` maps a width to the characters that have it. `right` lists strings of characters that kern
    alike on the right; `left` such strings for the left, each with its row: pairs of a place in `right` and
    the kerning there.
    Raises ValueError or KeyError when it is no such table: tables are part of the program.
    """
    table = json.loads(data)
    advances: dict[str, int] = {}
    for width, characters in table["advances"].items():
        advances.update(dict.fromkeys(characters, int(width)))
    rows: dict[str, Mapping[int, int]] = {}
    for characters, pairs in table["left"]:
        row = dict(pairs)
        rows.update((character, row) for character in characters)
    places = {character: place for place, alike in enumerate(table["right"]) for character in alike}
    return Face(table["font"], bold=False, italic=False, advances=advances, kerning=Kerning(rows, places))


def composed(text: str) -> str:
    """Give the text with each letter and its marks as one character where Unicode has one (NFC, UAX #15).

    That is how programs draw it. The length may change.
    """
    return text if text.isascii() else normalize("NFC", text)


def edges(face: Face, text: str, origin: int = 0) -> tuple[list[int], list[int]]:
    """Give where each character of composed text starts and ends, kerned, when the first one is at `origin`.

    A character that the font lacks is reckoned one em wide.
    """
    rows, places, advances = face.kerning.rows, face.kerning.places, face.advances
    starts, ends, x, row = [], [], origin, NO_KERNING
    for character in text:
        x += row.get(places.get(character, NOWHERE), 0) if row else 0
        starts.append(x)
        x += advances.get(character, UNITS_PER_EM)
        ends.append(x)
        row = rows.get(character, NO_KERNING)
    return starts, ends


def width(face: Face, text: str) -> int:
    """Give how wide a text is on one line, kerned, in 1/2048 em."""
    _, ends = edges(face, composed(text))
    return ends[-1] if ends else 0


def uncovered(face: Face, text: str) -> tuple[str, ...]:
    """Give the characters that the font lacks or that have no width of their own, each once, in order."""
    return tuple(
        dict.fromkeys(
            character
            for character in composed(text)
            if character not in face.advances and character not in NEVER_DRAWN
        )
    )


@cache
def _read(stem: str, bold: bool, italic: bool) -> Face:
    style = ("bold" if bold else "") + ("italic" if italic else "") or "regular"
    return load((files("kursdeck.fonts") / "metrics" / f"{stem}-{style}.json").read_bytes())


def _widened(face: Face) -> Face:
    more, than = WIDENED
    advances = {character: -(-advance * more // than) for character, advance in face.advances.items()}
    return replace(face, advances=advances, kerning=Kerning({}, {}), substitute=True)
