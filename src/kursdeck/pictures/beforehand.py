"""Many pictures, looked at beforehand: a second process does it while this one still gets ready to make decks.

Looking at a logo is work for a core of its own, but so short that threads of one process spend as long waiting for
each other: with 357 logos a build takes a fifth longer. What the other process finds out is only ever a way to save
time. Where it is not there, fails or dies, pictures are made here, as they are where there are few.
"""

import contextlib
import os
import subprocess
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from pathlib import Path
from tempfile import TemporaryFile
from typing import TypeAlias

import msgspec
from msgspec import Struct, field

from kursdeck import pictures
from kursdeck.findings import Result
from kursdeck.pictures.cache import Cache, Keep, Make
from kursdeck.pictures.image import Rendition, key_of

CHILD = "kursdeck.pictures.beforehand_child"
FEW = 24
"""So many pictures are looked at in the time that another process takes to start."""

Line: TypeAlias = tuple[str, Rendition | None]
"""What the other process says of a picture: its key, and what it made of it; None where it found an error."""


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
            key, rendition = msgspec.json.decode(line, type=Line)
            self.keys.discard(key)
            if rendition:
                self.told[key] = rendition


@contextlib.contextmanager
def beforehand(paths: Iterable[Path], cache: Cache, keep: Keep) -> Iterator[Keep]:
    """Have the pictures at `paths` looked at in the order in which they will be asked for; gives what to keep by.

    Those in `cache` are left out, and the first, so that it is not waited for while the other process starts. What
    comes of a picture is the same with `keep` alone.
    """
    listed = [[key, str(path)] for key, path in islice(_unknown(paths, cache).items(), 1, None)]
    child = _child(listed) if len(listed) >= FEW else None
    if child is None or child.stdout is None:
        yield keep
        return
    keys = {key for key, _ in listed}
    del listed
    with child:
        try:
            yield Beforehand(keep, keys, iter(child.stdout)).kept
        finally:
            child.kill()


def _unknown(paths: Iterable[Path], cache: Cache) -> Mapping[str, Path]:
    """Give by its key each picture that is not in the cache; what cannot be read is found out by whoever needs it."""
    read = ((path, pictures.content(path)) for path in paths)
    found = {key_of(data): path for path, data in read if data}
    return {key: path for key, path in found.items() if not cache.has(key)}


def _child(listed: Sequence[Sequence[str]]) -> subprocess.Popen[bytes] | None:
    """Start the other process, with a file as what it reads: a pipe would have us wait until it listens."""
    # -P keeps the folder that one stands in, where anything may lie, out of where modules are looked for.
    paths = os.pathsep.join(path for path in sys.path if path)
    with contextlib.suppress(OSError), TemporaryFile() as file:
        file.write(msgspec.json.encode(listed))
        file.seek(0)
        return subprocess.Popen(  # noqa: S603 - a fixed command without a shell
            [sys.executable, "-P", "-m", CHILD],
            stdin=file,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={**os.environ, "PYTHONPATH": paths},
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),  # Windows: no console flashes up
        )
    return None
