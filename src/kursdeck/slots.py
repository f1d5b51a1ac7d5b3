"""Slots: the places in a deck where what differs from recipient to recipient is put in.

A slot is one character that nobody can type: `documents` refuses it in files, and data never keeps it. So a text
with slots goes through Jinja, Markdown and XML like any other, and is filled in one pass at the end: what is put
in is never scanned again.
"""

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from html import escape
from typing import Self

from msgspec import Struct

from kursdeck.pictures import Image

FIRST = 0x10E000
"""High in Unicode's last plane of private use, away from where icon fonts have their signs."""
LOGO, LOGO_SVG, FIRST_TEXT = range(3)
"""The slots of a logo's bytes, of the SVG it was drawn from, and of the first text."""

OPEN = re.compile("[\U0010e000-\U0010fffd]")
_OPEN_BYTES = re.compile(rb"(\xf4\x8e[\x80-\xbf][\x80-\xbf]|\xf4\x8f[\x80-\xbf][\x80-\xbf])")


def slot(number: int) -> str:
    """Give the character that stands for a slot."""
    return chr(FIRST + number)


def has_slots(words: str | bytes) -> bool:
    """Say whether a text has slots, or bytes are nothing but one."""
    return bool(OPEN.search(words) if isinstance(words, str) else _OPEN_BYTES.fullmatch(words))


def slots_in(text: str) -> tuple[int, ...]:
    """Give the slots of a text in their order."""
    return tuple(ord(found) - FIRST for found in OPEN.findall(text))


def filled(text: str, values: Sequence[str]) -> str:
    """Put each slot's value in its place."""
    return OPEN.sub(lambda found: values[ord(found[0]) - FIRST], text)


class Values(Struct, frozen=True):
    """What goes into the slots: `texts` as they are read, `data` as a part holds them."""

    texts: tuple[str, ...]
    data: tuple[bytes, ...]

    def fill(self, words: str | bytes) -> str | bytes:
        """Fill a text's slots; bytes that are nothing but a slot become the picture that it stands for."""
        if isinstance(words, str):
            return filled(words, self.texts)
        return self.data[_number(words)] if _OPEN_BYTES.fullmatch(words) else words


def values_of(texts: Iterable[str], logo: Image | None = None) -> Values:
    """Make values of a logo and of the texts from FIRST_TEXT on; in XML, texts are escaped."""
    plain = ("", "", *texts)
    pictures = (logo.data, logo.svg) if logo else (b"", b"")
    return Values(plain, (*pictures, *map(_escaped, plain[FIRST_TEXT:])))


@lru_cache(maxsize=256)
def _escaped(text: str) -> bytes:
    """Write a text as XML has it; much of what decks say they all say, such as who presents."""
    return escape(text).encode()


class Template(Struct, frozen=True):
    """Bytes with slots: `pieces` are in turn bytes that stay and a slot's, as `at` says which."""

    pieces: tuple[bytes, ...]
    at: tuple[tuple[int, int], ...]

    @classmethod
    def of(cls, data: bytes) -> Self:
        """Take bytes in UTF-8 apart at their slots."""
        pieces = tuple(_OPEN_BYTES.split(data))
        at = ((place, _number(pieces[place])) for place in range(1, len(pieces), 2))
        return cls(pieces, tuple(at))

    def stamped(self, values: Sequence[bytes]) -> bytes:
        """Give the bytes with a value in each slot."""
        pieces = list(self.pieces)
        for place, number in self.at:
            pieces[place] = values[number]
        return b"".join(pieces)


def _number(data: bytes) -> int:
    return ord(data.decode()) - FIRST
