"""How files are named: so that every system takes it, beside others, and as programs mark those they have open."""

import re
import unicodedata
from collections.abc import Iterator
from itertools import count
from pathlib import Path

LONGEST_NAME = 120
"""Bytes of UTF-8 in a file's stem: leaves room for an ending and ' (new) (2)' even in the 143 of eCryptfs."""

FORBIDDEN = re.compile(r'[<>:"/\\|?*]+')
"""Characters that Windows takes in no file name (Microsoft, 'Naming Files, Paths, and Namespaces')."""

RESERVED = re.compile(r"(CON|PRN|AUX|NUL|(COM|LPT)[0-9¹²³]|CON(IN|OUT)\$)(?= *(\.|$))", re.IGNORECASE)
"""Device names, reserved with any ending (same source)."""


def safe_name(text: str) -> str:
    """Give a file name without ending that Windows, macOS and Linux all take, as like `text` as can be."""
    composed = unicodedata.normalize("NFC", text)
    visible = composed if composed.isprintable() else "".join(map(_visible, composed))
    plain = FORBIDDEN.sub("-", " ".join(unicodedata.normalize("NFC", visible).split()))
    short = plain.lstrip("~. ").encode()[:LONGEST_NAME].decode(errors="ignore").rstrip(". ")
    return RESERVED.sub(r"\1_", short, count=1) if RESERVED.match(short) else short or "_"


def names(path: Path) -> Iterator[Path]:
    """Give the names that a file may have beside others like it: `name.pptx`, `name (2).pptx`, …, no end."""
    yield path
    yield from (path.with_name(f"{path.stem} ({number}){path.suffix}") for number in count(2))


def newer(path: Path) -> Iterator[Path]:
    """Give the names that a new file may have beside one that stays: `name.pptx`, `name (new).pptx`, …, no end."""
    yield path
    yield from names(path.with_name(f"{path.stem} (new){path.suffix}"))


def first_free(path: Path) -> Path:
    """Give the first of a file's `names` at which nothing stands."""
    return next(name for name in names(path) if not name.exists())


def _visible(character: str) -> str:
    """Drop what has no shape of its own: controls, zero-width, surrogates, private use. Space stays space."""
    hidden = unicodedata.category(character) in {"Cc", "Cf", "Co", "Cs"}
    return " " if character.isspace() else "" if hidden else character


def mark_of(path: Path) -> Path | None:
    """Give the mark by which PowerPoint (`~$name`) or LibreOffice (`.~lock.name#`) says that it has the file open.

    Either leaves its mark behind when it crashes: whoever relies on it must say which it is.
    """
    marks = (path.with_name(f"~${path.name}"), path.with_name(f".~lock.{path.name}#"))
    return next((mark for mark in marks if mark.exists()), None)
