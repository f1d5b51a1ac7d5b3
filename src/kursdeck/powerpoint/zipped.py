"""A package's zip: the same parts give the same bytes.

Decks of one course share most of their parts. Those are zipped once, as a block that each deck begins with; what
is a deck's own follows it as it is: packing it again for each deck would take longer than all the rest.
"""

import struct
import zipfile
from collections.abc import Iterable, Mapping
from io import BytesIO
from zlib import crc32

from msgspec import Struct

EPOCH = (1980, 1, 1, 0, 0, 0)
"""The earliest time a zip can say; a deck never says when it was built."""
UNIX = 3
"""The system that is named as the maker; zipfile itself would name the one it runs on (APPNOTE.TXT, 4.4.2)."""


def zip_of(parts: Mapping[str, bytes], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    """Zip the parts in their order."""
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", compression) as archive:
        for name, data in parts.items():
            archive.writestr(entry(name, compression), data)
    return buffer.getvalue()


def entry(name: str, compression: int) -> zipfile.ZipInfo:
    """Give the head of an entry that says nothing of when and where it was made."""
    head = zipfile.ZipInfo(name, EPOCH)
    head.compress_type = compression
    head.create_system = UNIX
    head.external_attr = _MODE
    return head


class Block(Struct, frozen=True):
    """Parts that are zipped already: their entries, and what the directory at the end says of them."""

    entries: bytes
    directory: bytes
    count: int


def block_of(parts: Mapping[str, bytes]) -> Block:
    """Zip parts that are to stand at the beginning of many zips."""
    data = zip_of(parts)
    *_, count, size, start, _comment = _END.unpack(data[-_END.size :])
    return Block(data[:start], data[start : start + size], count)


def zip_behind(block: Block, parts: Iterable[tuple[str, bytes]]) -> bytes:
    """Give the zip of a block and of further parts, stored as they are (APPNOTE.TXT, 4.3.7, 4.3.12, 4.3.16)."""
    entries, directory, place = [block.entries], [block.directory], len(block.entries)
    for name, data in parts:
        encoded, common = name.encode(), _common(name, data)
        head = _LOCAL.pack(b"PK\3\4", *common)
        entries += (head, encoded, data)
        directory += (_CENTRAL.pack(b"PK\1\2", _VERSION, UNIX, *common, 0, 0, 0, _MODE, place), encoded)
        place += len(head) + len(encoded) + len(data)
    listed = b"".join(directory)
    count = block.count + len(directory) // 2
    end = _END.pack(b"PK\5\6", 0, 0, count, count, len(listed), place, 0)
    return b"".join((*entries, listed, end))


def _common(name: str, data: bytes) -> tuple[int, ...]:
    """Give what an entry and its line in the directory both say, from the version that reads it on."""
    flags = 0 if name.isascii() else _IN_UTF_8
    size, length = len(data), len(name.encode())
    return (_VERSION, flags, zipfile.ZIP_STORED, 0, _DAY, crc32(data), size, size, length, 0)


_LOCAL = struct.Struct("<4s5H3L2H")
_CENTRAL = struct.Struct("<4s2B5H3L5H2L")
_END = struct.Struct("<4s4H2LH")
_IN_UTF_8 = 0x800
"""Bit 11: the entry's name is in UTF-8 (APPNOTE.TXT, 4.4.4)."""
_VERSION = 20
"""What it takes to read an entry: 2.0, as zipfile says of its own."""
_DAY = 0x21
"""The first of January 1980, as MS-DOS writes it."""
_MODE = 0o600 << 16
