"""From bytes to text: size, encoding, and the characters that no deck can hold."""

import re
import stat
from itertools import islice
from pathlib import Path

from kursdeck.documents.places import Places
from kursdeck.findings import Finding, Findings, Result, error
from kursdeck.source import Source

MOST_BYTES = 1 << 20
"""1 MiB: a course of 500 slides takes a tenth of it."""

MOST_CHARACTERS = 50
"""How many unsupported characters are named one by one before a file is plainly not text."""

_BOM = b"\xef\xbb\xbf"

UNSUPPORTED = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f"  # XML 1.0, 2.2 Char
    "\x7f-\x9f"  # C1 controls, which XML 1.0 (2.2, note) discourages; NEL ends lines in YAML 1.1 only
    "\u2028\u2029"  # end lines in YAML 1.1 only, and no editor shows them
    "\ud800-\udfff\ufffe\uffff"  # XML 1.0, 2.2 Char
    "\ue000-\uf8ff\U000f0000-\U0010ffff]"  # private use: every font shows another sign, or none
)

_UTF_16 = re.compile(rb"\xff\xfe|\xfe\xff|\0[^\0]|[^\0]\0")
_UTF_32 = re.compile(rb"\xff\xfe\0\0|\0\0\xfe\xff|\0\0\0[^\0]|[^\0]\0\0\0")

REPLACEMENT = "\ufffd"


def contents(path: Path, shown: str) -> Result[bytes]:
    """Read a file of at most 1 MiB; a larger one is not read at all."""
    place = Source(shown)
    try:
        if path.is_dir():
            return None, (error("document-is-folder", place),)
        if not stat.S_ISREG(path.stat().st_mode):  # a pipe would make us wait forever
            return None, (error("document-missing", place),)
        with path.open("rb") as file:
            return file.read(MOST_BYTES + 1), ()
    except FileNotFoundError:
        return None, (error("document-missing", place),)
    except OSError as failure:
        reason = failure.strerror or type(failure).__name__
        return None, (error("document-unreadable", place, reason=reason),)


def decode(data: bytes, shown: str) -> Result[Places]:
    """Give the text of a file in UTF-8, with or without a byte order mark.

    Unsupported characters are findings, and stand as U+FFFD in the text, so that all other places stay true.
    """
    if len(data) > MOST_BYTES:
        return None, (error("document-too-large", Source(shown), limit=MOST_BYTES // 1024),)
    data = data.removeprefix(_BOM)
    wide = _wide_encoding(data)
    if wide:
        return None, (error("document-encoding", Source(shown, 1, 1), encoding=wide),)
    try:
        places = Places(shown, data.decode())
    except UnicodeDecodeError as failure:
        return None, (_not_utf8(data, failure.start, shown),)
    return Places(shown, UNSUPPORTED.sub(REPLACEMENT, places.text)), _unsupported(places)


def character_name(character: str) -> str:
    """Write a character that cannot be shown: 'U+F0B7'."""
    return f"U+{ord(character):04X}"


def _wide_encoding(data: bytes) -> str:
    """Name the encoding of a file whose characters take two or four bytes each; '' for any other."""
    if _UTF_32.match(data):
        return "UTF-32"
    return "UTF-16" if _UTF_16.match(data) else ""


def _not_utf8(data: bytes, offset: int, shown: str) -> Finding:
    """Name the first place that is not UTF-8; such a file was most likely saved as Windows-1252."""
    valid = Places(shown, data[:offset].decode())
    source = valid.source(len(valid.text), len(valid.text))
    return error("document-encoding", source, encoding="Windows-1252")


def _unsupported(places: Places) -> Findings:
    matches = islice(UNSUPPORTED.finditer(places.text), MOST_CHARACTERS)
    return tuple(
        error("unsupported-character", places.source(*match.span()), character=character_name(match.group()))
        for match in matches
    )
