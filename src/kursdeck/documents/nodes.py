"""What a YAML file holds, as values: scalars, listings and tables, each with the place where it stands."""

import math
import re
from typing import TypeAlias

from msgspec import Struct

from kursdeck.source import Source

Value: TypeAlias = str | int | float | bool | None

_NULL = re.compile(r"~|null|Null|NULL|")
_TRUE = re.compile(r"true|True|TRUE")
_FALSE = re.compile(r"false|False|FALSE")
_INTEGER = re.compile(r"[-+]?[0-9]+")
_OCTAL = re.compile(r"0o[0-7]+")
_HEXADECIMAL = re.compile(r"0x[0-9a-fA-F]+")
_FLOAT = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?")

MOST_DIGITS = 300
"""Longer numerals stay text: no field means such a number, and Python refuses to read one of 4,300 digits."""


class Scalar(Struct, frozen=True):
    """A single value. `text` is what it says, `value` what it means, `raw` how it stands in the file.

    A plain scalar means what YAML 1.2's core schema says (10.3.2): `0301` is the integer 301 and still the
    text '0301'; `no`, `10:30` and dates are text. Numbers are finite here: `.inf` and `.nan` are text too.
    What stands in quotes or in a block is always text. `raw` begins at `source`.
    """

    text: str
    value: Value
    source: Source
    raw: str


class Listing(Struct, frozen=True):
    """A YAML sequence."""

    items: tuple["Node", ...]
    source: Source


class Entry(Struct, frozen=True):
    """One key of a table and what stands under it; `source` is the key's place."""

    key: str
    source: Source
    node: "Node"


class Table(Struct, frozen=True):
    """A YAML mapping. Keys are the text that was written, each different, in the file's order."""

    entries: tuple[Entry, ...]
    source: Source

    def get(self, key: str) -> "Node | None":
        """Give what stands under `key`, or None."""
        return next((entry.node for entry in self.entries if entry.key == key), None)


Node: TypeAlias = Scalar | Listing | Table


class FrontMatter(Struct, frozen=True):
    """A file that opens with YAML between two lines `---`; `body` is the rest, from line `body_line`."""

    node: Node
    body: str
    body_line: int


def plain(node: Node) -> object:
    """Give the node as JSON has it: dict, list, str, int, finite float, bool or None."""
    match node:
        case Scalar():
            return node.value
        case Listing():
            return [plain(item) for item in node.items]
        case Table():
            return {entry.key: plain(entry.node) for entry in node.entries}


def core_value(text: str) -> Value:
    """Say what a plain scalar means by YAML 1.2's core schema (10.3.2)."""
    if _NULL.fullmatch(text):
        return None
    if _TRUE.fullmatch(text):
        return True
    if _FALSE.fullmatch(text):
        return False
    return _number(text) if len(text) <= MOST_DIGITS else text


def _number(text: str) -> str | int | float:
    if _INTEGER.fullmatch(text):
        return int(text)
    if _OCTAL.fullmatch(text) or _HEXADECIMAL.fullmatch(text):
        return int(text, 0)
    if _FLOAT.fullmatch(text) and math.isfinite(float(text)):
        return float(text)
    return text
