"""Pictures to try, made in memory: a 3:4 shield and a 6:1 wordmark are what logos mostly are."""

import random
import struct
import zlib
from io import BytesIO

import PIL.Image

from kursdeck import pictures
from kursdeck.findings import Finding, Severity
from kursdeck.pictures import Image
from kursdeck.source import Source

SHIELD = (300, 400)
WORDMARK = (600, 100)
SHAPE = "<rect width='3' height='4'/>"
NAMED = Source("content.yaml", 7, 12, 8, "slides[1].image")


def canvas(mode: str = "RGB", size: tuple[int, int] = SHIELD) -> PIL.Image.Image:
    """Draw noise that no two pixels of which need be alike, with a corner that tells which way is up."""
    noise = random.Random(1).randbytes(size[0] * size[1])  # noqa: S311 - noise, not a secret
    picture = PIL.Image.frombytes("L", size, noise).convert(mode)
    picture.paste(PIL.Image.new("L", (20, 20), 0).convert(mode), (0, 0))
    return picture


def encoded(picture: PIL.Image.Image, format_: str, **options: object) -> bytes:
    out = BytesIO()
    picture.save(out, format_, **options)
    return out.getvalue()


def opened(image: Image) -> PIL.Image.Image:
    picture = PIL.Image.open(BytesIO(image.data))
    picture.load()
    return picture


def with_exif(orientation: int) -> PIL.Image.Exif:
    exif = PIL.Image.Exif()
    exif[0x0112] = orientation
    exif[0x010F] = "Eksempelkamera"
    exif.get_ifd(0x8825)[2] = (59.0, 54.0, 48.0)  # GPS latitude
    return exif


def chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def png_header(width: int, height: int) -> bytes:
    """Make a PNG that says how large it is and holds no pixels."""
    ihdr = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + ihdr + chunk(b"IDAT", zlib.compress(b"")) + chunk(b"IEND", b"")


def svg(inside: str = SHAPE, size: str = "viewBox='0 0 3 4'", before: str = "") -> bytes:
    xlink = "xmlns:xlink='http://www.w3.org/1999/xlink'"
    return f"{before}<svg xmlns='http://www.w3.org/2000/svg' {xlink} {size}>{inside}</svg>".encode()


def prepared(data: bytes) -> Image:
    """Prepare a picture of which nothing is to be said."""
    image, findings = pictures.prepare(data, "logo", NAMED)
    assert findings == ()
    assert image is not None
    return image


def refused(data: bytes) -> tuple[Finding, ...]:
    """Prepare a picture that cannot be used."""
    image, findings = pictures.prepare(data, "logo", NAMED)
    assert image is None
    assert all(finding.severity is Severity.ERROR for finding in findings)
    return findings


def ids(findings: tuple[Finding, ...]) -> list[str]:
    return [finding.id for finding in findings]
