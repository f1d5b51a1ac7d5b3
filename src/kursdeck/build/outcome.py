"""What a build was asked for and what came of it: values that are there before anything heavy is imported.

A build that finds nothing changed is done in the time of a glance; it needs these, and none of the stages.
"""

from collections.abc import Generator, Sequence
from datetime import date
from enum import Enum
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from kursdeck.findings import Findings
from kursdeck.source import Source


class Status(Enum):
    """What happened to a deck's file."""

    WRITTEN = "written"
    UNCHANGED = "unchanged"
    BESIDE = "beside"
    PLANNED = "planned"
    FAILED = "failed"


class Request(Struct, frozen=True):
    """What the user asked for. Nothing: the roster's decks, or one for nobody in particular where there is none.

    `recipients` are names, ids of the register or of the roster's rows; `counties` are regions of the register, by
    name or number; with `everyone` it is the whole register.

    `retry_failed` asks for those decks of the folder that failed when they were last tried, and no others. With
    `but` the roster's rows are asked for too, all but those with these ids.
    """

    recipients: tuple[str, ...] = ()
    counties: tuple[str, ...] = ()
    everyone: bool = False
    lang: str = ""
    logo: Path | None = None
    out: Path | None = None
    day: date | None = None
    place: str = ""
    force: bool = False
    dry_run: bool = False
    strict: bool = False
    retry_failed: bool = False
    but: tuple[str, ...] | None = None

    @property
    def archive(self) -> Path | None:
        """The one file that all decks go into, where a zip was asked for instead of a folder."""
        return self.out if self.out and self.out.suffix.casefold() == ".zip" else None


class Outcome(Struct, frozen=True):
    """What became of one deck. `smallest` is its smallest body type in hundredths of a point.

    `kept` are the files that somebody changed and that this build left as they are. `asked` is what asked for the
    deck: an id, or a name as it was typed; `row` is where the roster does. `voids` says that the archive into which
    the decks went could not be written, so that none of them is there.
    """

    recipient: str
    name: str
    lang: str
    path: Path | None
    status: Status
    slides: int
    smallest: int
    findings: Findings
    kept: tuple[Path, ...] = ()
    asked: str = ""
    row: Source | None = None
    voids: bool = False


def settled(decks: Sequence[Outcome]) -> Sequence[Outcome]:
    """Say what became of the decks when the build has ended: an archive has them all, or is not there."""
    if not any(deck.voids for deck in decks):
        return decks
    return tuple(replace(deck, status=Status.FAILED, path=None) for deck in decks)


class Batch(Struct, frozen=True):
    """A build under way: how many decks were asked for, what was found in the project, and the decks one by one.

    Close `decks` if you leave before the last one, so that the output folder is let go.
    """

    total: int
    findings: Findings
    decks: Generator[Outcome, None, None]
