"""Files that are never half there: whole writes, and one build at a time.

A naive save that was killed left a corrupt deck in 33 of 50 trials and destroyed the old one on a full disk.
So a file is written beside its place, synced, and renamed onto it: whoever looks sees the old one or the new.
What a disk or a system refuses is an OSError, and `finding_of` says it in one sentence.
"""

import contextlib
import hashlib
import os
import secrets
import stat
import sys
import time
from collections.abc import Iterator
from itertools import count
from pathlib import Path
from typing import BinaryIO, Self

from msgspec import Struct

from kursdeck.files.naming import first_free as first_free
from kursdeck.files.naming import mark_of as mark_of
from kursdeck.files.naming import newer as newer
from kursdeck.files.naming import safe_name as safe_name
from kursdeck.files.refusal import finding_of as finding_of
from kursdeck.findings import Findings, error
from kursdeck.source import Source

TEMPORARY = ".kursdeck-{}.tmp"
"""How files are named that are still being written; short, so that a long target name does no harm."""

_OURS = secrets.token_hex(4)
"""What the names of this process's temporary files begin with; then comes a number."""
_NUMBERS = count()

LOCK = ".kursdeck.lock"

BUFFER = 1 << 16
"""Bytes that a file in parts gathers; said, since a file is else asked first whether it is a terminal."""
PATIENCE = (0.05, 0.1, 0.2) if sys.platform == "win32" else ()
"""Seconds between the attempts to rename: on Windows a virus scanner holds a new file open for a moment."""


# ---- whole writes


class Stamp(Struct, frozen=True, order=True):
    """What a system says of a file without reading it: its size in bytes and when it was changed, in ns.

    A file that bears the stamp it was written with has not been touched since.
    """

    size: int
    modified: int

    @classmethod
    def of(cls, seen: os.stat_result) -> Self:
        """Take the stamp from what `stat` says."""
        return cls(seen.st_size, seen.st_mtime_ns)


def digest_of(data: bytes) -> str:
    """Digest what a file holds: SHA-256, in hexadecimal digits."""
    return hashlib.sha256(data).hexdigest()


def write_atomic(path: Path, data: bytes) -> None:
    """Put `data` at `path`, whole or not at all, and do not return before a power cut could do no harm.

    See `replace_file`.
    """
    replace_file(path, data)
    sync_folder(path.parent)


def replace_file(path: Path, data: bytes) -> Stamp:
    """Put `data` at `path`, whole or not at all; folders are made, an existing file's mode is kept.

    The data are on the disk when this returns. The name is once `sync_folder` was called for the folder, which
    for many files is done once; until then a power cut may bring the old file back. A link is followed, so that
    what it points to is replaced. Raises OSError: then `path` is as it was, and no temporary file is left.
    """
    with draft(path) as begun:
        begun.write(data)
        return begun.finish()


class Draft(Struct):
    """A file on its way: written beside its `target`, where nobody sees it before it is `finished`.

    `mode` is that of the file which it takes the place of.
    """

    target: Path
    temporary: Path
    file: BinaryIO
    mode: int | None
    finished: bool = False

    def write(self, data: bytes) -> None:
        """Hand all of it to the system, which has yet to be synced; raises OSError."""
        self.file.write(data)
        self.file.flush()

    def sync(self) -> None:
        """Wait until what was written is on the disk; raises OSError."""
        self.file.flush()
        os.fsync(self.file.fileno())

    def finish(self) -> Stamp:
        """Put what was written in its place, as `settle` does, once it is on the disk."""
        self.sync()
        return self.settle()

    def settle(self) -> Stamp:
        """Put the file in its place; its data are on the disk already.

        Raises OSError: then `target` is as it was, and the draft is to be discarded.
        """
        stamp = Stamp.of(os.fstat(self.file.fileno()))
        self.file.close()
        if self.mode is not None:
            self.temporary.chmod(self.mode)
        _rename(self.temporary, self.target)
        self.finished = True
        return stamp

    def discard(self) -> None:
        """Leave nothing behind of a file that was not finished."""
        with contextlib.suppress(OSError):  # a full disk refuses the rest, which nobody wants any more
            self.file.close()
        with contextlib.suppress(OSError):  # the next build sweeps what a virus scanner holds
            self.temporary.unlink(missing_ok=True)


@contextlib.contextmanager
def draft(path: Path) -> Iterator[Draft]:
    """Begin a file that comes in parts; what is not finished when the block ends was never there.

    Folders are made, links followed, as in `replace_file`. Raises OSError.
    """
    begun = begin_file(path)
    try:
        yield begun
    finally:
        if not begun.finished:
            begun.discard()


def begin_file(path: Path) -> Draft:
    """Begin a file as `replace_file` does; what you get is to be finished or discarded. Raises OSError."""
    target, mode = _target(path)
    temporary = target.with_name(TEMPORARY.format(f"{_OURS}-{next(_NUMBERS)}"))
    file = _new(temporary)
    with contextlib.suppress(OSError):  # some network drives have no locks
        _own(file)
    return Draft(target, temporary, file, mode)


def _target(path: Path) -> tuple[Path, int | None]:
    """Give the file that a path leads to, and the mode of what stands there, if anything does."""
    try:
        seen = path.lstat()
        if stat.S_ISLNK(seen.st_mode):
            path = Path(os.path.realpath(path))
            seen = path.stat()
    except FileNotFoundError:
        return path, None
    return path, stat.S_IMODE(seen.st_mode)


def _new(path: Path) -> BinaryIO:
    """Begin a new file; its folder is there nearly always, and a batch asks for it only where it is not."""
    try:
        return path.open("xb", BUFFER)
    except FileNotFoundError:
        path.parent.mkdir(parents=True, exist_ok=True)
        return path.open("xb", BUFFER)


def sync_folder(folder: Path) -> None:
    """Make new names outlast a power cut, where the system has a call for it (Windows has none)."""
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def sweep(folder: Path) -> tuple[Path, ...]:
    """Remove temporary files that no living process is writing, and say which they were.

    A writer holds a lock on its temporary file, and the system drops it when the process ends, however it
    ends. Only between closing and renaming is the file free: sweep while holding the folder's `lock`.
    """
    return tuple(path for path in sorted(folder.glob(TEMPORARY.format("*"))) if _remove_stray(path))


def sweep_ours(folder: Path) -> None:
    """Remove the files that this process began and is not going to finish: an interruption may fall anywhere."""
    for path in folder.glob(TEMPORARY.format(f"{_OURS}*")):
        with contextlib.suppress(OSError):
            path.unlink(missing_ok=True)


def _rename(temporary: Path, target: Path) -> None:
    for pause in PATIENCE:
        try:
            temporary.replace(target)
        except PermissionError:
            time.sleep(pause)
        else:
            return
    temporary.replace(target)


def _remove_stray(path: Path) -> bool:
    try:
        with path.open("rb") as file:
            _own(file)
        path.unlink()
    except OSError:
        return False
    return True


if sys.platform == "win32":

    def _own(_file: BinaryIO) -> None:
        """Do nothing: Windows removes no file that a process has open."""
else:
    import fcntl

    def _own(file: BinaryIO) -> None:
        """Lock the file for as long as it is open; raises BlockingIOError when another process has."""
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)


# ---- one build at a time


@contextlib.contextmanager
def lock(folder: Path) -> Iterator[Findings]:
    """Hold the folder against other builds; gives no finding when it is ours, else the one that says so.

    The lock is the system's own (flock, LockFileEx), so a build that crashed holds nothing. Raises OSError.
    """
    from filelock import FileLock, Timeout  # noqa: PLC0415 - only a build pays for the import

    folder.mkdir(parents=True, exist_ok=True)
    held = FileLock(folder / LOCK, timeout=0)
    try:
        held.acquire()
    except Timeout:
        yield (error("folder-locked", Source(str(folder))),)
        return
    try:
        yield ()
    finally:
        held.release()
