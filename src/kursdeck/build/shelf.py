"""A folder of decks while one build works in it: other builds are kept out, and what was written is remembered.

However the build ends, nothing half done is left.
"""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from functools import partial
from pathlib import Path

from msgspec import Struct, field

from kursdeck import files
from kursdeck.build import output, state
from kursdeck.build.output import Decide, Placed
from kursdeck.build.state import Last, State, Written
from kursdeck.build.turns import Ending
from kursdeck.files.syncing import Sync
from kursdeck.findings import Result


class Shelf(Struct):
    """An output folder, `before` as the last build left it. It gathers what this build writes, and what came of it."""

    folder: Path
    before: State
    put: Callable[[Decide, bytes, Path, output.Known], Ending[Placed]]
    written: dict[str, Written] = field(default_factory=dict)
    last: Last | None = None

    def place(self, decide: Decide, data: bytes, path: Path) -> Ending[Placed]:
        """Begin to put a deck in its place."""
        return partial(self._remembered, self.put(decide, data, path, self.before.decks))

    def _remembered(self, ending: Ending[Placed]) -> Placed:
        """Remember how a deck was left in its place."""
        placed = ending()
        if placed.decision and placed.written:
            self.written[placed.decision.spot.name] = placed.written
        return placed

    def after(self) -> State:
        """Give what is to be remembered: decks that are still there, and the build if it came to its end."""
        others = {name: deck for name, deck in self.before.decks.items() if name not in self.written}
        there = {name: deck for name, deck in others.items() if (self.folder / name).exists()}
        return State({**there, **self.written}, self.last)


def hold(folder: Path, sync: Sync, stack: ExitStack) -> Result[Shelf]:
    """Keep other builds out of the folder until `stack` is closed; say so if that cannot be.

    Finding: `folder-locked`, and what a disk refuses. Temporary files of builds that were killed are removed.
    """
    try:
        findings = stack.enter_context(files.lock(folder))
        if findings:
            return None, findings
        for place in (folder, folder / output.BACKUPS, folder / state.FOLDER):
            files.sweep(place)
        return stack.enter_context(_held(folder, sync)), ()
    except OSError as problem:
        return None, (files.finding_of(problem, folder),)


def look(folder: Path) -> Shelf:
    """Look at the folder as it is, to say what would be written there; nothing is touched."""
    return Shelf(folder, state.load(folder), output.foretell)


@contextmanager
def _held(folder: Path, sync: Sync) -> Iterator[Shelf]:
    shelf = Shelf(folder, state.load(folder), partial(output.put, sync))
    try:
        yield shelf
    finally:
        for place in (folder, folder / output.BACKUPS):
            files.sweep_ours(place)
        files.sync_folder(folder)
        state.save(folder, shelf.after())
