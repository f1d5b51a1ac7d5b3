"""Where the decks of a build go: what a folder and an archive have in common, and the folder.

A build makes decks and hands them over; whether they become files or entries of one file is decided once, at the
beginning, and nowhere asked again.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

from msgspec import Struct
from msgspec.structs import replace

from kursdeck.audience import Recipient
from kursdeck.build import memory
from kursdeck.build.outcome import Outcome, Status
from kursdeck.build.output import Decide, Placed
from kursdeck.build.shelf import Shelf
from kursdeck.build.state import Failed, Last
from kursdeck.build.turns import Ending
from kursdeck.findings import Findings


class Deck(Protocol):
    """A finished deck, as far as its place is concerned."""

    @property
    def data(self) -> bytes:
        """The file's bytes."""

    @property
    def lang(self) -> str:
        """The language it is in."""


class Ready(Struct, frozen=True):
    """A deck that is made, for whom, and the path that it was given."""

    path: Path
    recipient: Recipient
    deck: Deck


class Ended(Struct, frozen=True):
    """A build that has come to its end; `inputs` is '' where it is not to be given again.

    `failed` is what is to be tried again, None where all of it is.
    """

    inputs: str
    findings: Findings
    decks: Sequence[Outcome]
    failed: Failed | None


class Sink(Protocol):
    """Takes the decks of one build. `close` is to be called when all are placed."""

    @property
    def refused(self) -> Findings:
        """Why no more decks are taken, if so."""

    def place(self, ready: Ready) -> Ending[Placed]:
        """Begin to put a deck in its place, or to say where it would go."""

    def close(self, ended: Ended) -> Findings:
        """Finish what all decks share; an error means that none of them is there."""


class Folder(Struct, frozen=True):
    """A folder in which each deck is a file of its own."""

    shelf: Shelf
    decide: Decide
    refused: Findings = ()

    def place(self, ready: Ready) -> Ending[Placed]:
        """Begin to put a deck in its place; one that is refused stops no other."""
        return self.shelf.place(self.decide, ready.deck.data, ready.path)

    def close(self, ended: Ended) -> Findings:
        """Have the build remembered, so that the next one knows what changed and what failed."""
        shelf = self.shelf
        if ended.failed is None:
            shelf.last = None
        elif ended.inputs and not any(deck.status is Status.FAILED for deck in ended.decks):
            told = (ended.inputs, shelf.folder, ended.findings, ended.decks, shelf.written)
            shelf.last = replace(memory.repeatable(*told), failed=ended.failed)
        else:
            shelf.last = Last("", (), (), ended.failed)
        return ()
