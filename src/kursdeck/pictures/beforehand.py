"""Many pictures, looked at beforehand: a second process does it while this one still gets ready to make decks.

Looking at a logo is work for a core of its own, but so short that threads of one process spend as long waiting for
each other: with 357 logos a build takes a fifth longer. What the other process finds out is only ever a way to save
time. Where it is not there, fails or dies, pictures are made here, as they are where there are few.
"""

import contextlib
import subprocess
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path
from tempfile import TemporaryFile
from typing import NamedTuple, TypeAlias

import msgspec
from msgspec import Struct, field

from kursdeck import pictures
from kursdeck.children import NO_WINDOW, environment, python
from kursdeck.findings import Result
from kursdeck.pictures.cache import Cache, Keep, Make
from kursdeck.pictures.formats import Format, format_of
from kursdeck.pictures.image import Rendition, key_of

CHILD = "kursdeck.pictures.beforehand_child"
SEVERAL = "several"
"""Tells the other process to look at a few at a time."""
ENOUGH = 24
"""So many logos are looked at in the time that another process takes to start."""
HEAVY = 300_000
"""Bytes of a picture that takes that long by itself; any SVG does."""

Line: TypeAlias = tuple[str, Rendition | None]
"""What the other process says of a picture: its key, and what it made of it; None where it found an error."""
_LINES = msgspec.json.Decoder(Line)


class Beforehand(Struct):
    """What the other process says, as it is asked for; `keys` are those that it has not spoken of yet.

    What was made of a picture is forgotten when it was asked for, so memory does not grow with their number.
    """

    keep: Keep
    keys: set[str]
    lines: Iterator[bytes]
    told: dict[str, Rendition] = field(default_factory=dict)

    def kept(self, key: str, make: Make) -> Result[Rendition]:
        """Give what is made of a picture, as `keep` does; the other process is waited for if it has the picture."""
        return self.keep(key, lambda: self._told(key) or make())

    def _told(self, key: str) -> Result[Rendition] | None:
        while key in self.keys and (line := next(self.lines, b"")):
            self._listen(line)
        rendition = self.told.pop(key, None)
        return (rendition, ()) if rendition else None

    def _listen(self, line: bytes) -> None:
        with contextlib.suppress(msgspec.DecodeError):
            key, rendition = _LINES.decode(line)
            self.keys.discard(key)
            if rendition:
                self.told[key] = rendition


@contextlib.contextmanager
def beforehand(paths: Iterable[Path], cache: Cache, keep: Keep) -> Iterator[Keep]:
    """Have the pictures at `paths` looked at in the order in which they will be asked for; gives what to keep by.

    Those in `cache` are left out, and the first, so that it is not waited for while the other process starts. What
    comes of a picture is the same with `keep` alone.
    """
    listed = tuple(islice(_unknown(paths, cache), 1, None))
    child = _child(listed) if sum(each.weight for each in listed) >= ENOUGH else None
    if child is None or child.stdout is None:
        yield keep
        return
    keys = {each.key for each in listed}
    del listed
    with child:
        try:
            yield Beforehand(keep, keys, iter(child.stdout)).kept
        finally:
            child.kill()


class Unknown(NamedTuple):
    """A picture that is not in the cache, and how many logos it weighs."""

    key: str
    path: str
    weight: int


def _unknown(paths: Iterable[Path], cache: Cache) -> Iterator[Unknown]:
    """Give each picture that is not in the cache once; what cannot be read is found out by whoever needs it."""
    seen = set[str]()
    for path in paths:
        data = pictures.content(path)
        key = key_of(data)
        if data and key not in seen and not cache.has(key):
            seen.add(key)
            is_heavy = len(data) > HEAVY or format_of(data) is Format.SVG
            yield Unknown(key, str(path), ENOUGH if is_heavy else 1)


def _child(listed: Sequence[Unknown]) -> subprocess.Popen[bytes] | None:
    """Start the other process, with a file as what it reads: a pipe would have us wait until it listens."""
    with contextlib.suppress(OSError, UnicodeError), TemporaryFile() as file:
        file.write(msgspec.json.encode([(each.key, each.path) for each in listed]))
        file.seek(0)
        return subprocess.Popen(  # noqa: S603 - a fixed command without a shell
            python("-m", CHILD, *([SEVERAL] if any(each.weight == ENOUGH for each in listed) else [])),
            stdin=file,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=environment(),
            creationflags=NO_WINDOW,
        )
    return None
