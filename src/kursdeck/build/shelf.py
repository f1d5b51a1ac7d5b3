"""A folder of decks while one build works in it: other builds are kept out, files are written a few at a time.

Syncing a file to the disk is mostly waiting, so a few threads do that while the next decks are made. What waits to be
synced is bounded, so memory does not grow with the number of decks. However the build ends, what was begun is finished,
and what was written is remembered.
"""

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from functools import partial
from pathlib import Path
from typing import TypeVar

from msgspec import Struct, field

from kursdeck import files
from kursdeck.build import output, state
from kursdeck.build.output import Decide, Placed, Rest
from kursdeck.build.state import Last, State, Written
from kursdeck.findings import Result

WRITERS = 4
"""Threads that wait for the disk. Where a sync takes no time one would do; where it takes ten milliseconds, four have
357 decks synced in a second."""
AHEAD = 2 * WRITERS
"""How many decks may be made before the first of them is in its place."""

T = TypeVar("T")


class Shelf(Struct):
    """An output folder, `before` as the last build left it. It gathers what this build writes, and what came of it."""

    folder: Path
    before: State
    pool: ThreadPoolExecutor
    put: Callable[[Decide, bytes, Path, output.Known], Rest]
    written: dict[str, Written] = field(default_factory=dict)
    last: Last | None = None

    def place(self, decide: Decide, data: bytes, path: Path) -> Rest:
        """Begin to put a deck in its place; the rest is to be done in a thread of `pool`."""
        return partial(self._finish, self.put(decide, data, path, self.before.decks))

    def _finish(self, rest: Rest) -> Placed:
        """Remember how a deck was left in its place."""
        placed = rest()
        if placed.decision and placed.written:
            self.written[placed.decision.spot.name] = placed.written
        return placed

    def after(self) -> State:
        """Give what is to be remembered: decks that are still there, and the build if it came to its end."""
        others = {name: deck for name, deck in self.before.decks.items() if name not in self.written}
        there = {name: deck for name, deck in others.items() if (self.folder / name).exists()}
        return State({**there, **self.written}, self.last)


def hold(folder: Path, stack: ExitStack) -> Result[Shelf]:
    """Keep other builds out of the folder until `stack` is closed; say so if that cannot be.

    Finding: `folder-locked`, and what a disk refuses. Temporary files of builds that were killed are removed.
    """
    try:
        findings = stack.enter_context(files.lock(folder))
        if findings:
            return None, findings
        for place in (folder, folder / output.BACKUPS, folder / state.FOLDER):
            files.sweep(place)
        return stack.enter_context(_held(folder)), ()
    except OSError as problem:
        return None, (files.finding_of(problem, folder),)


def look(folder: Path, stack: ExitStack) -> Result[Shelf]:
    """Look at the folder as it is, to say what would be written there; nothing is touched."""
    pool = stack.enter_context(ThreadPoolExecutor(WRITERS))
    return Shelf(folder, state.load(folder), pool, output.foretell), ()


@contextmanager
def _held(folder: Path) -> Iterator[Shelf]:
    shelf = Shelf(folder, state.load(folder), ThreadPoolExecutor(WRITERS), output.put)
    try:
        yield shelf
    finally:
        shelf.pool.shutdown()
        for place in (folder, folder / output.BACKUPS):
            files.sweep_ours(place)
        files.sync_folder(folder)
        state.save(folder, shelf.after())


def in_turn(futures: Iterable[Future[T]]) -> Iterator[T]:
    """Give what the futures come to, in their order; at most AHEAD of them are begun and not yet given."""
    begun: deque[Future[T]] = deque()
    for future in futures:
        begun.append(future)
        while begun and (len(begun) > AHEAD or begun[0].done()):
            yield begun.popleft().result()
    while begun:
        yield begun.popleft().result()
