"""Pictures from anywhere, made safe for a deck: logos and photographs come from people, mail and the web.

Every picture is checked to its last byte before it may go into a file that others open: PowerPoint offers
'repair' for a broken one, and a hostile one costs memory, reaches for the network or carries where it was
taken. What comes out is small, upright, without metadata, and the same bytes for the same input.

Pillow, lxml and the drawing of SVGs are imported only when a picture needs them. What takes long of all this is
done once for a picture where a cache is handed in, see `cache`.
"""

import stat
from pathlib import Path

from msgspec.structs import replace

from kursdeck.findings import Finding, Result, error, nearest
from kursdeck.pictures import raster
from kursdeck.pictures.cache import Cache as Cache
from kursdeck.pictures.cache import Keep as Keep
from kursdeck.pictures.cache import anew as anew
from kursdeck.pictures.formats import Format, format_of, name_of
from kursdeck.pictures.image import Image as Image
from kursdeck.source import Source

LARGEST_BYTES = 20_000_000
"""What a picture file may weigh; a photograph straight from a camera stays below it."""


def read(path: Path, shown: str, source: Source | None, keep: Keep = anew) -> Result[Image]:
    """Read the file at `path` and prepare it; see `prepare`.

    A file that is missing, a folder, too large (told before it is read) or not readable is an error finding,
    not an exception. A missing one offers the names beside it that are most like it.
    """
    data, findings = _bytes_of(path, shown, source or Source(shown))
    return (None, findings) if data is None else prepare(data, shown, source, keep)


def content(path: Path) -> bytes:
    """Give the bytes of a picture's file, none where it cannot be read or `read` would refuse to."""
    return _bytes_of(path, "", Source(""))[0] or b""


def prepare(data: bytes, shown: str, source: Source | None, keep: Keep = anew) -> Result[Image]:
    """Check the bytes of a picture and make them an `Image`, or say why not; never raises for any bytes.

    `shown` is the file's name as the user knows it. `source` is where the picture is named; problems inside
    an SVG are placed in the SVG itself. PNG, JPEG and SVG are kept as they are where they can be; WebP, GIF
    and BMP become PNG; of an animation the first picture is kept. See `raster` and `svg` for the limits. `keep` is
    a cache's, and never changes what comes out.
    """
    where = source or Source(shown)
    if not data:
        return None, (error("picture-empty", where, file=shown),)
    if len(data) > LARGEST_BYTES:
        return None, (_too_large(len(data), shown, where),)
    found = format_of(data)
    if found is None:
        return None, (_not_prepared(name_of(data), shown, where),)
    return _prepared(data, found, shown, where, keep)


def _prepared(data: bytes, found: Format, shown: str, where: Source, keep: Keep) -> Result[Image]:
    if found is Format.SVG:
        from kursdeck.pictures import svg  # noqa: PLC0415 - lxml: 25 ms that only SVGs cost

        return svg.prepare(data, shown, keep)
    return raster.prepare(data, found, shown, where, keep)


def _not_prepared(name: str, shown: str, where: Source) -> Finding:
    if name:
        return error("picture-unsupported", where, file=shown, format=name)
    return error("picture-unknown", where, file=shown)


def _bytes_of(path: Path, shown: str, where: Source) -> Result[bytes]:
    try:
        status = path.stat()
        problem = _not_a_file(status.st_mode, status.st_size, shown, where)
        if problem:
            return None, (problem,)
        with path.open("rb", buffering=0) as file:
            return file.readall(), ()
    except (FileNotFoundError, NotADirectoryError, ValueError):  # a NUL in a name is a ValueError
        missing = error("picture-missing", where, file=shown)
        return None, (replace(missing, near=nearest(path.name, _names_beside(path))),)
    except OSError as problem:
        return None, (error("picture-unreadable", where, file=shown, reason=problem.strerror or ""),)


def _not_a_file(mode: int, size: int, shown: str, where: Source) -> Finding | None:
    if stat.S_ISDIR(mode):
        return error("picture-folder", where, file=shown)
    if not stat.S_ISREG(mode):  # reading a pipe or a device might never end
        return error("picture-not-a-file", where, file=shown)
    return _too_large(size, shown, where) if size > LARGEST_BYTES else None


def _too_large(size: int, shown: str, where: Source) -> Finding:
    most = LARGEST_BYTES // 1_000_000
    return error("picture-too-large", where, file=shown, size=-(-size // 1_000_000), most=most)


def _names_beside(path: Path) -> tuple[str, ...]:
    try:
        return tuple(sorted(entry.name for entry in path.parent.iterdir()))
    except (OSError, ValueError):
        return ()
