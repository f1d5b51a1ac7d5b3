"""Make the tables in src/kursdeck/fonts/metrics from installed fonts, so that kursdeck itself needs no font.

Run by a maintainer who has Carlito and the Liberation fonts from 2.0 on (SIL OFL 1.1; version 1 was not):

    python tools/make_metrics.py FOLDER

where FOLDER is searched for the font files in all its subfolders. The same fonts give the same bytes.
Advances are the fonts' own (fontTools). Kerning is what HarfBuzz adds between two glyphs, with ligatures off:
PowerPoint sets none by default, and those that LibreOffice sets are narrower than their letters.
"""

import json
import sys
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from unicodedata import bidirectional, category

import uharfbuzz
from fontTools import unicodedata
from fontTools.ttLib import TTFont
from msgspec import Struct

UNITS_PER_EM = 2048
METRICS = Path(__file__).parent.parent / "src/kursdeck/fonts/metrics"

FAMILIES = ("Carlito", "LiberationSans", "LiberationSerif")
STYLES = ("Regular", "Bold", "Italic", "BoldItalic")

SIMPLE_SCRIPTS = {"Latn", "Grek", "Cyrl", "Zyyy", "Zinh"}
"""Scripts whose width is the sum of their letters (ISO 15924; Zyyy is common to all, Zinh are marks)."""

NO_WIDTH_OF_THEIR_OWN = {"Cc", "Cf", "Cn", "Co", "Cs", "Zl", "Zp"}
"""General categories that are controls, private or unassigned: a text should not hold them."""

MEASURED_AS_SPACE = "\u00a0\u202f"
"""No-break spaces: a program draws them with the space where the font lacks them, as Carlito does U+00A0."""

AS_WRITTEN = {"liga": False, "clig": False, "calt": False, "ccmp": False, "locl": False}

Row = tuple[int, ...]


class Measured(Struct, frozen=True, dict=True):
    """One font: the advance of each character, and by left character its kerning before each of `rights`."""

    name: str
    advances: Mapping[str, int]
    rights: Sequence[str]
    rows: Mapping[str, Row]


def is_simple(character: str) -> bool:
    """Say whether the character stands left to right and has a width by itself."""
    return (
        unicodedata.script(character) in SIMPLE_SCRIPTS
        and category(character) not in NO_WIDTH_OF_THEIR_OWN
        and bidirectional(character) not in {"R", "AL", "AN"}
    )


def rounded_up(length: int, units_per_em: int) -> int:
    """Give a length of the font in 1/2048 em: never less than it is."""
    return -(-length * UNITS_PER_EM // units_per_em)


def measure(path: Path) -> Measured:
    """Read one font file. Marks do not kern: HarfBuzz would compose them with the letter before."""
    font = TTFont(path)
    units = font["head"].unitsPerEm
    advances = {
        character: rounded_up(font["hmtx"][glyph][0], units)
        for character, glyph in characters_of(font).items()
    }
    kerning = [character for character in advances if not category(character).startswith("M")]
    rows = rows_of(path, [" " if each in MEASURED_AS_SPACE else each for each in kerning])
    rounded = (tuple(rounded_up(length, units) for length in row) for row in rows)
    name = f"{font['name'].getDebugName(4)}, {font['name'].getDebugName(5)}"
    return Measured(name, advances, kerning, dict(zip(kerning, rounded, strict=True)))


def characters_of(font: TTFont) -> dict[str, str]:
    """Give the glyph of each character that is simple, in the order of the code points."""
    glyphs = {chr(code): glyph for code, glyph in font.getBestCmap().items() if is_simple(chr(code))}
    spaces = dict.fromkeys(MEASURED_AS_SPACE, glyphs[" "])
    return dict(sorted((glyphs | spaces).items()))


def rows_of(path: Path, characters: Sequence[str]) -> Iterable[Row]:
    """Give for each character the font units that HarfBuzz adds to it before each of them all."""
    font = uharfbuzz.Font(uharfbuzz.Face(uharfbuzz.Blob.from_file_path(str(path))))
    for left in characters:
        (alone,) = shaped(font, left)
        advances = shaped(font, "".join(left + right for right in characters))
        yield tuple(advance - alone for advance in advances[::2])


def shaped(font: uharfbuzz.Font, text: str) -> Row:
    """Give the advances of a text's glyphs, one for each character."""
    buffer = uharfbuzz.Buffer()
    buffer.add_str(text)
    buffer.direction, buffer.script, buffer.language = "ltr", "Latn", "en"
    uharfbuzz.shape(font, buffer, AS_WRITTEN)
    advances = tuple(position.x_advance for position in buffer.glyph_positions)
    if len(advances) != len(text):
        raise ValueError(f"{text[:20]!r} was set in {len(advances)} glyphs")
    return advances


def classes(vectors: Mapping[str, Row]) -> dict[Row, str]:
    """Put characters that kern alike together; those that never kern are left out."""
    alike: dict[Row, str] = {}
    for character, vector in vectors.items():
        if any(vector):
            alike[vector] = alike.get(vector, "") + character
    return alike


def table(measured: Measured) -> Iterable[str]:
    """Write a font as JSON that differs by the line where the font does."""
    widths: dict[int, str] = {}
    for character, advance in measured.advances.items():
        widths[advance] = widths.get(advance, "") + character
    right = classes(dict(zip(measured.rights, zip(*measured.rows.values(), strict=True), strict=True)))
    columns = [measured.rights.index(characters[0]) for characters in right.values()]
    left = classes(measured.rows)
    yield f'{{"font":{dumped(measured.name)},'
    yield '"advances":{'
    yield ",\n".join(f'"{width}":{dumped(widths[width])}' for width in sorted(widths))
    yield f'}},\n"right":{dumped(list(right.values()))},'
    yield '"left":['
    for number, (row, characters) in enumerate(left.items()):
        pairs = [[place, row[column]] for place, column in enumerate(columns) if row[column]]
        yield ("," if number else "") + dumped([characters, pairs])
    yield "]}\n"


def dumped(value: object) -> str:
    """Write a value on one line, its characters as themselves."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def main(folder: Path) -> None:
    """Write a table for each family and style."""
    METRICS.mkdir(exist_ok=True)
    for stem in (f"{family}-{style}" for family in FAMILIES for style in STYLES):
        (path,) = folder.rglob(f"{stem}.ttf")
        text = "\n".join(table(measure(path)))
        (METRICS / f"{stem.lower()}.json").write_text(text, encoding="utf-8", newline="\n")
        print(stem, len(text.encode()))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
