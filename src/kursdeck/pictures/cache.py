"""What was once made of a picture, kept by what the picture's file holds, so that it is made once.

Drawing an SVG takes a process and 150 ms, a photograph 200 ms, and looking at a PNG to its last pixel 1 ms: with 357
logos much of a build's time. What was made of a picture is a file of its own; what was only learned of one that can be
used as it is is a line in a file for all, since making a file takes as long as looking at a logo.

The folder is disposable. It travels with the project, though, and so may come from anybody. So everything in it is
sealed for the very folder that it was put into: what was copied from elsewhere is made anew. And all that keeps out
what acts, fetches or tells of people is checked in every build (`svg_check`, `containers`); no SVG is ever taken from
here.
"""

import contextlib
import os
import re
import secrets
import stat
import struct
import time
from collections.abc import Callable, Iterator
from functools import cached_property
from hashlib import sha256
from pathlib import Path
from typing import TypeAlias

from msgspec import Struct

from kursdeck import __version__, files
from kursdeck.findings import Result
from kursdeck.pictures import containers
from kursdeck.pictures.formats import Format, format_of
from kursdeck.pictures.image import Rendition

PREPARED = 1
"""It grows when anything changes in what is made of a picture; a new version of the program makes all anew too."""
LARGEST = 30_000_000
"""Bytes of an entry: more than of any picture of 2,400 by 2,400 pixels."""
MOST = 500_000_000
"""Bytes of the whole folder, some 10,000 drawings."""
UNUSED = 60 * 86_400
"""Seconds after which an entry is not likely to be used again."""
TOLD = 86_400
"""Seconds between two notes that an entry was used: its time of change says so."""

FACTS = "facts.txt"
"""What is known of pictures that can be used as they are, a line for each."""
MOST_FACTS = 1_000_000
"""Bytes of that file, some 10,000 pictures."""

_HEAD = struct.Struct(">II???")
_DIGEST = 32
_KEY = 32
_ENTRY = re.compile(r"[0-9a-f]{32}")

Make: TypeAlias = Callable[[], Result[Rendition]]
Keep: TypeAlias = Callable[[str, Make], Result[Rendition]]
"""Gives what is made of the picture with a key: by making it, or because it was made before."""


def anew(_key: str, make: Make) -> Result[Rendition]:
    """Keep nothing."""
    return make()


def made(keep: Keep, key: str, make: Make) -> Result[Rendition]:
    """Keep what is made of a picture that no deck can show as it is; one that says it could is not believed."""
    kept, findings = keep(key, make)
    return make() if kept and not kept.made else (kept, findings)


class Cache(Struct, frozen=True, dict=True):
    """A folder of renditions. What it cannot read, or a disk refuses, is not there: none of this is an error."""

    folder: Path

    @cached_property
    def _place(self) -> str:
        """What tells the folder from every copy of it, and nobody elsewhere can know. Raises OSError."""
        seen = self.folder.stat()
        return f"{seen.st_dev} {seen.st_ino}"

    @cached_property
    def _facts(self) -> dict[str, str]:
        """The lines of all that can be used as it is, by its key; they are checked when they are used."""
        try:
            path = self._facts_path
            text = path.read_text(encoding="ascii", errors="replace") if _is_file(path, MOST_FACTS) else ""
        except OSError:
            return {}
        return {line[:_KEY]: line for line in text.splitlines()}

    @cached_property
    def _facts_path(self) -> Path:
        return self.folder / FACTS

    @cached_property
    def _takes_facts(self) -> bool:
        """Whether there is a folder, and in the place of its file nothing that is no file, such as a link."""
        path = self._facts_path
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            return bool(self._place) and (not os.path.lexists(path) or _is_file(path, MOST_FACTS))
        except OSError:
            return False

    def recalled(self, key: str, make: Make) -> Result[Rendition]:
        """Give what is kept, and change nothing in the folder."""
        kept = self._known(key) or self._read(key)
        return (kept, ()) if kept else make()

    def remembered(self, key: str, make: Make) -> Result[Rendition]:
        """Give what is kept, and keep what has to be made. Errors are not kept: a next time may go better."""
        if known := self._known(key):
            return known, ()
        if kept := self._read(key):
            self._tell_used(key)
            return kept, ()
        new, findings = make()
        if new and new.made:
            self._write(key, new)
        elif new:
            self._note(key, new)
        return new, findings

    def has(self, key: str) -> bool:
        """Say whether anything is kept of a picture; whether it can be relied on is seen when it is used."""
        return key in self._facts or os.path.lexists(self.folder / key)

    def sweep(self) -> None:
        """Remove what was not used for long, and the longest unused of what is too much."""
        if self.folder.is_symlink():  # what it leads to may be anybody's
            return
        with contextlib.suppress(OSError):
            files.sweep(self.folder)
            total, now = 0, time.time()
            for path, seen in sorted(self._entries(), key=lambda entry: -entry[1].st_mtime):
                total += seen.st_size
                if total > MOST or now - seen.st_mtime > UNUSED:
                    path.unlink(missing_ok=True)
            if self._facts_path.exists() and not _is_file(self._facts_path, MOST_FACTS):
                self._facts_path.unlink()

    def _entries(self) -> Iterator[tuple[Path, os.stat_result]]:
        with os.scandir(self.folder) as found:
            for entry in found:
                if _ENTRY.fullmatch(entry.name) and entry.is_file(follow_symlinks=False):
                    yield Path(entry.path), entry.stat(follow_symlinks=False)

    def _known(self, key: str) -> Rendition | None:
        line = self._facts.get(key)
        with contextlib.suppress(OSError):
            return _rendition_of(key, self._whose(key), line) if line else None
        return None

    def _note(self, key: str, made: Rendition) -> None:
        """Add a line, with its break first: what was cut off before it stays a line of its own, told by its seal."""
        if self._takes_facts:
            line = _line_of(key, self._whose(key), made)
            self._facts[key] = line  # the same logo may be that of many rows
            with contextlib.suppress(OSError):
                _append(self._facts_path, f"\n{line}".encode())

    def _whose(self, key: str) -> str:
        """Say what an entry is for: a picture, in this folder, by this version. Raises OSError."""
        return f"{__version__} {PREPARED} {self._place} {key}\n"

    def _read(self, key: str) -> Rendition | None:
        path = self.folder / key
        try:
            return _unpacked(self._whose(key), path.read_bytes()) if _is_file(path, LARGEST) else None
        except OSError:
            return None

    def _write(self, key: str, made: Rendition) -> None:
        """Put an entry in its place by renaming; it is not synced, since one that is half there is told."""
        if len(made.made) > LARGEST - _DIGEST - _HEAD.size:
            return
        temporary = self.folder / files.TEMPORARY.format(secrets.token_hex(8))
        try:
            if not self.folder.is_dir():
                self.folder.mkdir(parents=True, exist_ok=True)
            temporary.write_bytes(_packed(self._whose(key), made))
            temporary.replace(self.folder / key)
        except OSError:
            with contextlib.suppress(OSError):
                temporary.unlink(missing_ok=True)

    def _tell_used(self, key: str) -> None:
        path = self.folder / key
        with contextlib.suppress(OSError):
            if time.time() - path.stat().st_mtime > TOLD:
                os.utime(path)


def _is_file(path: Path, largest: int) -> bool:
    """Say whether it is a file (no link, no pipe) of at most so many bytes; raises OSError where there is none."""
    seen = path.lstat()
    return stat.S_ISREG(seen.st_mode) and seen.st_size <= largest


def _append(path: Path, line: bytes) -> None:
    """Add a line to a file in the three calls that this takes; `open` makes five, for hundreds of lines."""
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o666)
    try:
        os.write(handle, line)
    finally:
        os.close(handle)


# ---- lines


def _line_of(key: str, whose: str, seen: Rendition) -> str:
    facts = f"{seen.width} {seen.height} {seen.pale:d} {seen.blank:d} {seen.animated:d}"
    return f"{key} {facts} {_seal(whose, facts.encode()).hex()}"


def _rendition_of(key: str, whose: str, line: str) -> Rendition | None:
    """Give what a line says if it is as it was written."""
    try:
        _key, width, height, *flags, _seal = line.split(" ")
        pale, blank, animated = (flag == "1" for flag in flags)
        seen = Rendition(b"", int(width), int(height), pale, blank, animated)
    except ValueError:
        return None
    return seen if line == _line_of(key, whose, seen) else None


# ---- files


def _packed(whose: str, made: Rendition) -> bytes:
    head = _HEAD.pack(made.width, made.height, made.pale, made.blank, made.animated)
    return _seal(whose, head + made.made) + head + made.made


def _unpacked(whose: str, entry: bytes) -> Rendition | None:
    """Give what an entry holds if it is as it was written."""
    digest, body = entry[:_DIGEST], entry[_DIGEST:]
    if digest != _seal(whose, body) or len(body) < _HEAD.size:
        return None
    width, height, pale, blank, animated = _HEAD.unpack_from(body)
    made = body[_HEAD.size :]
    return Rendition(made, width, height, pale, blank, animated) if _is_clean(made) else None


def _seal(whose: str, body: bytes) -> bytes:
    return sha256(whose.encode() + body).digest()


def _is_clean(made: bytes) -> bool:
    """Say whether it is a PNG or JPEG, and no more than that."""
    still = containers.jpeg(made) if format_of(made) is Format.JPEG else containers.png(made)
    return still is not None and still.data == made
