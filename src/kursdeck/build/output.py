"""Putting a deck where it belongs without ever destroying one that a person worked on.

A file that shows something else than was built is somebody's: it stays, and the new deck goes beside it. Only a
file that is still as it was written is replaced without a copy. What is to happen is decided first, as a value;
a build carries it out, and a dry run only tells it, so the two cannot differ.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import Enum
from pathlib import Path

from kursdeck import files
from kursdeck.findings import Finding, Findings, Result, note, warning
from kursdeck.powerpoint.identity import Standing, judge
from kursdeck.powerpoint.package import read_package
from kursdeck.project import Project
from kursdeck.source import Source

BACKUPS = "backup"
"""The folder beside the decks where replaced ones go; the program never clears it."""
SOMEBODYS = frozenset({Standing.EDITED, Standing.UNKNOWN})
"""What a person worked on, or may have."""


class Status(Enum):
    """What happened to a deck's file."""

    WRITTEN = "written"
    UNCHANGED = "unchanged"
    BESIDE = "beside"
    PLANNED = "planned"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Occupant:
    """A file that stands where a deck might go, and what became of it since it was built."""

    path: Path
    standing: Standing


@dataclass(frozen=True, slots=True)
class Decision:
    """What becomes of a deck: it goes to `spot`, and `kept` stay as they are.

    `replaced` is what stands at `spot` now and is copied to `backup` first; both are None where nothing is lost.
    """

    spot: Path
    status: Status
    kept: tuple[Occupant, ...] = ()
    replaced: Occupant | None = None
    backup: Path | None = None


# ---- deciding


def beside(data: bytes, path: Path) -> Result[Decision]:
    """Decide for `path`, or a name beside it where a deck stands that a person changed.

    The first of `name.pptx`, `name (2).pptx`, … that is free or not edited is used, so building again leaves no
    trail. What a disk refuses is a finding.
    """
    try:
        occupants = tuple(_occupants(path))
        kept = tuple(occupant for occupant in occupants if occupant.standing in SOMEBODYS)
        free = (occupant for occupant in occupants if occupant.standing not in SOMEBODYS)
        occupant = next(free, None)
        decision = _decision(data, occupant.path if occupant else files.first_free(path), occupant)
    except OSError as problem:
        return None, (files.finding_of(problem, path),)
    status = Status.BESIDE if kept and decision.status is Status.WRITTEN else decision.status
    return replace(decision, status=status, kept=kept), ()


def over(data: bytes, path: Path) -> Result[Decision]:
    """Decide for `path` whatever stands there (`--force`); what a person changed is to be kept as a backup."""
    try:
        occupant = Occupant(path, _standing(path)) if path.exists() else None
        return _decision(data, path, occupant), ()
    except OSError as problem:
        return None, (files.finding_of(problem, path),)


def _decision(data: bytes, spot: Path, occupant: Occupant | None) -> Decision:
    """Decide for a spot; only an untouched deck is replaced without a copy."""
    if occupant is None:
        return Decision(spot, Status.WRITTEN)
    if spot.read_bytes() == data:
        return Decision(spot, Status.UNCHANGED)
    if occupant.standing is Standing.UNTOUCHED:
        return Decision(spot, Status.WRITTEN)
    backup = files.first_free(spot.parent / BACKUPS / spot.name)
    return Decision(spot, Status.WRITTEN, replaced=occupant, backup=backup)


def _occupants(path: Path) -> Iterator[Occupant]:
    """Give the files that stand at `path` and beside it, up to the first free name."""
    for spot in files.names(path):
        if not spot.exists():
            return
        yield Occupant(spot, _standing(spot))


def _standing(path: Path) -> Standing:
    """Say what became of the deck at `path`; what cannot be read is unknown, so it stays."""
    package, _ = read_package(path.read_bytes(), path.name)
    return Standing.UNKNOWN if package is None else judge(package).standing


# ---- doing it, or only telling


def carry_out(decision: Decision, data: bytes) -> Findings:
    """Do what was decided; give what a disk refused."""
    try:
        if decision.backup:
            decision.backup.parent.mkdir(exist_ok=True)
            files.write_atomic(decision.backup, decision.spot.read_bytes())
        if decision.status is not Status.UNCHANGED:
            files.write_atomic(decision.spot, data)
    except OSError as problem:
        return (files.finding_of(problem, decision.spot),)
    return ()


def foretold(decision: Decision) -> Decision:
    """Give the decision as a dry run tells it: what would be written is planned."""
    return decision if decision.status is Status.UNCHANGED else replace(decision, status=Status.PLANNED)


def remarks(decision: Decision, project: Project) -> Findings:
    """Say which decks are kept and which is replaced.

    Findings: `deck-kept`, `deck-foreign`, `deck-replaced` (warnings), `deck-resaved` (a note).
    """
    other = project.shown(decision.spot)
    return (*(_kept(old, other, project) for old in decision.kept), *_replaced(decision, project))


def _kept(old: Occupant, other: str, project: Project) -> Finding:
    source = Source(project.shown(old.path))
    if old.standing is Standing.EDITED:
        return warning("deck-kept", source, file=old.path.name, other=other)
    return warning("deck-foreign", source, file=old.path.name, other=other)


def _replaced(decision: Decision, project: Project) -> Iterator[Finding]:
    if decision.replaced is None or decision.backup is None:
        return
    file, backup = project.shown(decision.spot), project.shown(decision.backup)
    if decision.replaced.standing is Standing.RESAVED:
        yield note("deck-resaved", None, file=file, backup=backup)
    else:
        yield warning("deck-replaced", None, file=file, backup=backup)
