"""What in a PNG or JPEG file is the picture, and what is only carried along.

Cameras, phones and drawing programs add where and by whom a picture was made, thumbnails of what was cropped
away, and second pictures. Chunks and segments are copied or left out whole: no pixel is decoded, so nothing
gets worse, a clean file stays the same byte for byte, and damage shows without trusting a decoder.

PNG: W3C Portable Network Graphics (third edition), 5 and 11. JPEG: ITU-T T.81, annex B.
"""

import re
import struct
import zlib
from collections.abc import Iterator

from msgspec import Struct


class Still(Struct, frozen=True):
    """One picture's bytes without anything else, the Exif block that was left out, and whether it moved."""

    data: bytes
    exif: bytes = b""
    animated: bool = False


# ---- PNG

_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_CRITICAL = frozenset({b"IHDR", b"PLTE", b"IDAT", b"IEND"})
_APPEARANCE = re.compile(b"tRNS|cHRM|gAMA|iCCP|sBIT|sRGB|cICP|mDCV|cLLI|bKGD|hIST|pHYs")


def png(data: bytes) -> Still | None:
    """Reduce a PNG to what draws it, or give None when a chunk is damaged, cut off or vital and unknown.

    Every CRC is checked. What follows IEND is dropped, as are the later pictures of an animation.
    """
    chunks = tuple(_chunks(data))
    kinds = {kind for kind, _ in chunks}
    vital = {kind for kind in kinds if kind[:1].isupper()}
    if not chunks or chunks[-1][0] != b"IEND" or not vital <= _CRITICAL:
        return None
    kept = b"".join(chunk for kind, chunk in chunks if kind in _CRITICAL or _APPEARANCE.match(kind))
    exif = next((chunk[8:-4] for kind, chunk in chunks if kind == b"eXIf"), b"")
    return Still(_SIGNATURE + kept, exif, b"acTL" in kinds)


def _chunks(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Give kind and bytes of each sound chunk up to IEND, and nothing from the first damaged one on."""
    at = len(_SIGNATURE)
    while at + 12 <= len(data):
        length, kind = struct.unpack_from(">I4s", data, at)
        chunk = data[at : at + 12 + length]
        if len(chunk) < 12 + length or zlib.crc32(chunk[4:-4]) != int.from_bytes(chunk[-4:]):
            return
        yield kind, chunk
        if kind == b"IEND":
            return
        at += len(chunk)


# ---- JPEG

_SOI, _EOI, _SOS, _COM = 0xD8, 0xD9, 0xDA, 0xFE
_APP = range(0xE0, 0xF0)
_ALONE = frozenset({0x01, *range(0xD0, 0xD8)})
_KEPT_APPS = (b"\xff\xe0..JFIF\0", b"\xff\xe2..ICC_PROFILE\0", b"\xff\xee..Adobe")
_KEPT_APP = re.compile(b"|".join(_KEPT_APPS), re.DOTALL)
_MARKER = re.compile(rb"\xff+([^\x00\xff])", re.DOTALL)  # any number of fill bytes may precede (B.1.1.2)
_MARKER_AFTER_SCAN = re.compile(rb"\xff[^\x00\xd0-\xd7\xff]")


def jpeg(data: bytes) -> Still | None:
    """Reduce a JPEG to what draws it, or give None when a segment is damaged or its end is missing.

    Comments and all application segments go, but for JFIF, the colour profile and Adobe's colour transform.
    What follows the end marker is dropped: phones keep second pictures and films there.
    """
    segments = tuple(_segments(data))
    if not segments or segments[-1][0] != _EOI:
        return None
    kept = b"".join(segment for code, segment in segments if _draws(code, segment))
    exif = (segment[4:] for code, segment in segments if code == _APP[1] and segment[4:8] == b"Exif")
    return Still(b"\xff\xd8" + kept, next(exif, b""))


def _draws(code: int, segment: bytes) -> bool:
    return code != _COM and (code not in _APP or _KEPT_APP.match(segment) is not None)


def _segments(data: bytes) -> Iterator[tuple[int, bytes]]:
    """Give marker and bytes of each segment after the first marker up to EOI, a scan with its coded data."""
    end: int | None = 2
    while end is not None and (marker := _MARKER.match(data, end)):
        start, code = marker.end() - 2, marker[1][0]
        end = _segment_end(data, start, code)
        if end is not None:
            yield code, data[start:end]
        if code == _EOI:
            return


def _segment_end(data: bytes, at: int, code: int) -> int | None:
    if code == _EOI or code in _ALONE:
        return at + 2
    end = at + 2 + int.from_bytes(data[at + 2 : at + 4])
    if end < at + 4 or end > len(data):
        return None
    if code != _SOS:
        return end
    marker = _MARKER_AFTER_SCAN.search(data, end)
    return marker.start() if marker else None
