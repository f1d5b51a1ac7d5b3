"""Reading a PowerPoint file safely, so that everything after it can trust what it is given.

Files come from people: one may be cut off, locked with a password, of an older format, or made to do harm.
`read_package` says so in findings before anything is inflated or parsed.
"""

import posixpath
import re
import struct
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterable, Iterator
from io import BytesIO
from types import MappingProxyType

from kursdeck.findings import Finding, Findings, Result, error
from kursdeck.powerpoint.opc import ROOT, Package, Relationship, has_doctype
from kursdeck.source import Source

__all__ = ["Package", "Relationship", "read_package"]

MAX_RATIO = 200
"""How many times larger than its zipped form a part may be; deflate itself would allow 1 032."""
SMALL = 65_536
"""Parts up to this many bytes may be zipped to any ratio: the limit on their sum is enough."""
MAX_INFLATED = 512 * 2**20
MAX_INFLATED_MIB = MAX_INFLATED // 2**20

_PRESENTATIONML = "application/vnd.openxmlformats-officedocument.presentationml."
_MAIN_TYPES = frozenset(
    f"{_PRESENTATIONML}{kind}.main+xml" for kind in ("presentation", "template", "slideshow")
)
_STRICT = "http://purl.oclc.org/ooxml/"

_OLE_HEADER = bytes.fromhex("D0CF11E0A1B11AE1")
_ZIP_HEADER = b"PK\x03\x04"
_ENCRYPTED_FLAG = 0x1
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
BROKEN_ZIP = (
    zipfile.BadZipFile, zlib.error, EOFError, ValueError, struct.error, OverflowError, RuntimeError,
)  # fmt: skip
"""What zipfile raises, by its own tests and by fuzzing, for a zip that is cut off or patched."""


def read_package(data: bytes, shown: str) -> Result[Package]:
    """Read a .pptx or .potx; `shown` is the file's name as the user knows it.

    Gives None and an error for everything that is not a safe, ordinary PowerPoint file; never raises for what
    the bytes hold.
    """
    found = tuple(_not_a_zip(data, Source(shown)))
    if found:
        return None, found
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            found = tuple(_refused_entries(archive.infolist(), Source(shown)))
            if found:
                return None, found
            package = _inflate(archive, shown)
    except BROKEN_ZIP:
        return None, (error("pptx-damaged", Source(shown)),)
    found = _refused_content(package)
    return (None if found else package), found


def _not_a_zip(data: bytes, source: Source) -> Iterator[Finding]:
    if data.startswith(_OLE_HEADER):
        # A file with a password is an OLE file too, with a stream of this name (MS-OFFCRYPTO, 2.3.4.4).
        locked = "EncryptedPackage".encode("utf-16-le") in data
        yield error("pptx-password", source) if locked else error("pptx-old-format", source)
    elif not data.startswith(_ZIP_HEADER):
        yield error("pptx-not-powerpoint", source)
    elif b"PK\x05\x06" not in data:
        yield error("pptx-truncated", source)


def _refused_entries(entries: Iterable[zipfile.ZipInfo], source: Source) -> Iterator[Finding]:
    """Judge the zip by its directory alone: zipfile never inflates more than the directory promises."""
    entries = tuple(entries)
    if any(entry.flag_bits & _ENCRYPTED_FLAG for entry in entries):
        yield error("pptx-zip-encrypted", source)
    if any(entry.compress_type not in _METHODS for entry in entries):
        yield error("pptx-zip-method", source)
    if min((entry.header_offset for entry in entries), default=0):
        # The directory that was found is that of a zip inside this one, say a chart's workbook.
        yield error("pptx-truncated", source)
    if sum(entry.file_size for entry in entries) > MAX_INFLATED or any(map(_is_bomb, entries)):
        yield error("pptx-zip-bomb", source, ratio=MAX_RATIO, mebibytes=MAX_INFLATED_MIB)
    for entry in entries:
        if _is_unsafe_name(entry.orig_filename):
            yield error("pptx-unsafe-name", source, part=entry.orig_filename)


def _is_bomb(entry: zipfile.ZipInfo) -> bool:
    return entry.file_size > max(SMALL, entry.compress_size * MAX_RATIO)


_UNSAFE = re.compile(r"[\\:\x00-\x1F\x7F]")


def _is_unsafe_name(name: str) -> bool:
    """Say whether a name would lead out of its folder when unpacked, or means another file elsewhere."""
    segments = name.removesuffix("/").split("/")
    return bool(_UNSAFE.search(name)) or any(segment in {"", ".", ".."} for segment in segments)


def _inflate(archive: zipfile.ZipFile, shown: str) -> Package:
    parts: dict[str, bytes] = {}
    entries = [entry for entry in archive.infolist() if not entry.is_dir()]
    for entry in entries:
        parts.setdefault(entry.filename, archive.read(entry))
    times = Counter(entry.filename for entry in entries)
    return Package(shown, MappingProxyType(parts), tuple(name for name in times if times[name] > 1))


def _refused_content(package: Package) -> Findings:
    source = Source(package.file)
    doctypes = tuple(
        error("pptx-doctype", package.source(part), part=part)
        for part in package.xml_parts
        if has_doctype(package, part)
    )
    if doctypes:
        return doctypes
    if _has_macros(package):
        return (error("pptx-macros", source),)
    return tuple(_not_a_presentation(package, source))


def _has_macros(package: Package) -> bool:
    kinds = {package.content_type(part).lower() for part in package.parts}
    named = any(posixpath.basename(part).lower() == "vbaproject.bin" for part in package.parts)
    return named or any("macroenabled" in kind or "vbaproject" in kind for kind in kinds)


def _not_a_presentation(package: Package, source: Source) -> Iterator[Finding]:
    kind = package.content_type(package.main) if package.main else ""
    if any(arrow.type.startswith(_STRICT) for arrow in package.relationships(ROOT)):
        yield error("pptx-strict", source)
    elif "wordprocessingml" in kind:
        yield error("pptx-is-word", source)
    elif "spreadsheetml" in kind:
        yield error("pptx-is-excel", source)
    elif "mimetype" in package.parts:
        yield error("pptx-is-opendocument", source)
    elif kind not in _MAIN_TYPES or package.document(package.main) is None:
        yield error("pptx-no-presentation", source)
