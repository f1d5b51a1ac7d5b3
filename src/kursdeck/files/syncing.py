"""Waiting for the disk, many files at a time: a second process does that while this one makes the next.

Syncing is nearly all waiting, and threads could do it. But a thread that comes back from the disk takes the turn of
the one that makes decks, which then has to wait for its own: a seventh of a build of 357 decks went there. So another
process is told which files are written, waits for each and says when it is on the disk. All else is done here, and
so is the waiting where there are few files, or where the other process is not there, fails or dies.
"""

import contextlib
import os
import subprocess
from collections.abc import Callable, Iterator
from functools import partial
from io import BufferedReader, FileIO
from itertools import count
from typing import TypeAlias, cast

from msgspec import Struct, field

from kursdeck.children import NO_WINDOW, bare_python
from kursdeck.files import Draft, digest_of, syncing_child
from kursdeck.files.syncing_child import DONE, REFUSED

ENOUGH = 8
"""Fewer files are synced by this process, one after the other: an ordinary disk takes them while another starts."""
HANDFUL = 4
"""Files that the other process is told of at a time, since each time it has to be woken."""

Synced: TypeAlias = Callable[[], str]
"""To be called once: returns when a file's bytes are on the disk, with their digest; raises OSError."""
Sync: TypeAlias = Callable[[Draft, bytes], Synced]
"""Begins to sync a file into which these bytes were written, and nothing else."""


def here(draft: Draft, data: bytes) -> Synced:
    """Sync a file in this process, when it is asked whether it is done."""
    return partial(_synced_here, draft, data)


def _synced_here(draft: Draft, data: bytes) -> str:
    draft.sync()
    return digest_of(data)


@contextlib.contextmanager
def syncing(files: int) -> Iterator[Sync]:
    """Give what to sync so many files with; what is asked for must be waited for before this is left."""
    child = _child() if files >= ENOUGH else None
    if child is None:
        yield here
        return
    with child:
        try:
            yield Elsewhere(cast("FileIO", child.stdin), BufferedReader(cast("FileIO", child.stdout))).sync
        finally:
            child.kill()


def _child() -> subprocess.Popen[bytes] | None:
    with contextlib.suppress(OSError):
        return subprocess.Popen(  # noqa: S603 - a fixed command without a shell
            bare_python(syncing_child.__file__),
            bufsize=0,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            creationflags=NO_WINDOW,
        )
    return None


class Elsewhere(Struct):
    """The other process: files are `told` to it by number, and its answers come in any order."""

    told: FileIO
    heard: BufferedReader
    numbers: Iterator[int] = field(default_factory=count)
    untold: list[bytes] = field(default_factory=list)
    answers: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def sync(self, draft: Draft, data: bytes) -> Synced:
        """Have it sync a file; a process that has died hears nothing."""
        number = str(next(self.numbers))
        self.untold.append(f"{number} {os.fsencode(draft.temporary).hex()}\n".encode())
        if len(self.untold) == HANDFUL:
            self._tell()
        return partial(self._synced, number, draft, data)

    def _tell(self) -> None:
        with contextlib.suppress(OSError, ValueError):  # it has died, or is not to be told any more
            self.told.write(b"".join(self.untold))
        self.untold.clear()

    def _synced(self, number: str, draft: Draft, data: bytes) -> str:
        """Wait for the answer; a file that it has not synced is synced here."""
        if self.untold and number not in self.answers:
            self._tell()
        match self._answer(number):
            case (outcome, digest) if outcome == DONE:
                return digest
            case (outcome, error) if outcome == REFUSED:
                raise OSError(int(error), os.strerror(int(error)), str(draft.temporary))
            case _:
                return _synced_here(draft, data)

    def _answer(self, number: str) -> tuple[str, ...]:
        try:
            while number not in self.answers and (line := self.heard.readline()):
                whose, *answer = line.decode().split()
                self.answers[whose] = tuple(answer)
        except BaseException:
            # An interruption may take an answer with it. So that nobody waits for it, the process is left to end.
            self.told.close()
            raise
        return self.answers.pop(number, ())
