"""Emptying single cells of a CSV file, so that all others, with delimiters, quotes and line ends, stay as they are.

Writing the table anew would choose other quotes and line ends than Excel did, and a trainer could no longer see what
was changed.
"""

import re
from codecs import BOM_UTF8
from collections.abc import Collection, Iterator
from typing import NamedTuple, TypeAlias

from kursdeck.register.table import ENCODINGS, delimiter_of, lines_of

Place: TypeAlias = tuple[int, int]
"""A cell: the line in which its row begins, from 1, and its number in the row, from 0."""

_BREAK = re.compile(r"\r\n|\r|\n")


class _Cell(NamedTuple):
    """A cell as it stands in the file, quotes included, and the delimiter or line end after it."""

    place: Place
    written: str
    end: str


def emptied(data: bytes, places: Collection[Place]) -> bytes:
    """Give a file that `table.read` can read with these cells empty; raises UnicodeDecodeError for any other."""
    head = BOM_UTF8 if data.startswith(BOM_UTF8) else b""
    text, encoding = _decoded(data.removeprefix(head))
    cells = _cells(text, delimiter_of(lines_of(text)))
    kept = (("" if cell.place in places else cell.written) + cell.end for cell in cells)
    return head + "".join(kept).encode(encoding)


def _decoded(data: bytes) -> tuple[str, str]:
    """Give the text, with the line ends that it has, and in which encoding it is written."""
    first, second = ENCODINGS
    try:
        return data.decode(first), first
    except UnicodeDecodeError:
        return data.decode(second), second


def _cells(text: str, delimiter: str) -> Iterator[_Cell]:
    """Give every cell in the file's order, as the csv module parts them: joined they are the text again."""
    cell = re.compile(rf'("(?:[^"]|"")*+"|[^{delimiter}\r\n]*)({delimiter}|\r\n|\r|\n|\Z)')
    line = row = 1
    number = 0
    for match in cell.finditer(text):
        yield _Cell((row, number), match[1], match[2])
        line, number = line + len(_BREAK.findall(match[0])), number + 1
        if match[2] != delimiter:
            row, number = line, 0
