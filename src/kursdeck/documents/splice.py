"""Emptying single values of a YAML file, so that all else in it, comments too, stays byte for byte.

Writing the tree anew would touch other lines each time: their quotes, their indentation, their comments' places.
"""

from codecs import BOM_UTF8
from collections.abc import Iterable
from typing import TypeAlias

from kursdeck.documents.nodes import Scalar
from kursdeck.documents.places import Places

Span: TypeAlias = tuple[int, int]
"""Where a value begins and ends in a file's text, in code points, its byte order mark not counted."""

EMPTY = '""'
"""What an emptied value is: an empty text, in a block as in braces."""


def span(data: bytes, scalar: Scalar) -> Span:
    """Give where a scalar of the file with these bytes stands, without the line end after a block."""
    start = _places(data).starts[scalar.source.line - 1] + scalar.source.column - 1
    return start, start + len(scalar.raw.rstrip())


def emptied(data: bytes, spans: Iterable[Span]) -> bytes:
    """Give the file with these values empty; a value that several aliases share is given once or more."""
    text = _places(data).text
    for start, end in sorted(set(spans), reverse=True):
        text = text[:start] + EMPTY + text[end:]
    return (BOM_UTF8 if data.startswith(BOM_UTF8) else b"") + text.encode()


def _places(data: bytes) -> Places:
    return Places("", data.removeprefix(BOM_UTF8).decode())
