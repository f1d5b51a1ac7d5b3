"""Which format a picture really has, told by its first bytes: a suffix says only what somebody hoped for.

Formats that no deck can show are known by name too, so that the message can say what the file is.
"""

import re
from enum import Enum


class Format(Enum):
    """A format that can be prepared; the value is its name for people, and for Pillow in capitals."""

    PNG = "PNG"
    JPEG = "JPEG"
    WEBP = "WebP"
    GIF = "GIF"
    BMP = "BMP"
    SVG = "SVG"


_PREPARED = (
    (rb"\x89PNG\r\n\x1a\n", Format.PNG),
    (rb"\xff\xd8\xff", Format.JPEG),
    (rb"RIFF.{4}WEBP", Format.WEBP),
    (rb"GIF8[79]a", Format.GIF),
    (rb"BM.{4}\0{4}", Format.BMP),
    # A byte order mark, the NULs of UTF-16 and white space may stand before the first tag. A web page
    # saved as a logo comes this way too; the SVG check then says what it is.
    (rb"(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff)?[\s\0]*<", Format.SVG),
)

_KNOWN = (
    (rb"\x1f\x8b", "SVGZ (gzip)"),
    (rb"II\*\0|MM\0\*|II\+\0|MM\0\+", "TIFF"),
    (rb"\0\0[\x01\x02]\0", "ICO"),
    (rb".{4}ftyp(?:heic|heix|heim|heis|hevc|mif1|msf1)", "HEIC"),
    (rb".{4}ftypavi[fs]", "AVIF"),
    (rb"%PDF-", "PDF"),
    (rb"%!PS|\xc5\xd0\xd3\xc6", "EPS"),
    (rb"8BPS", "Photoshop"),
    (rb"\x01\0\0\0.{36} EMF", "EMF"),
    (rb"\xd7\xcd\xc6\x9a", "WMF"),
    (rb"\0\0\0\x0cjP  |\xff\x4f\xff\x51", "JPEG 2000"),
    (rb"\xff\x0a|\0\0\0\x0cJXL ", "JPEG XL"),
    (rb"PK\x03\x04", "ZIP"),
)


def format_of(data: bytes) -> Format | None:
    """Give the format that the bytes begin as, or None when it is none that can be prepared."""
    return next((found for start, found in _PREPARED if re.match(start, data, re.DOTALL)), None)


def name_of(data: bytes) -> str:
    """Name a format that cannot be prepared, or give an empty text when the bytes are no known picture."""
    return next((name for start, name in _KNOWN if re.match(start, data, re.DOTALL)), "")
