"""Putting a deck where it belongs without ever destroying one that a person worked on.

A file that shows something else than was built is somebody's: it stays, and the new deck goes beside it. Only a
file that is still as it was written is replaced without a copy.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from itertools import count
from pathlib import Path

from kursdeck import files
from kursdeck.findings import Finding, Findings, Result, note, warning
from kursdeck.powerpoint.identity import Standing, judge
from kursdeck.powerpoint.package import read_package
from kursdeck.project import Project
from kursdeck.source import Source

BACKUPS = "backup"
"""The folder beside the decks where replaced ones go; the program never clears it."""


class Status(Enum):
    """What happened to a deck's file."""

    WRITTEN = "written"
    UNCHANGED = "unchanged"
    BESIDE = "beside"
    PLANNED = "planned"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Placed:
    """Where a deck is now, and what happened there."""

    path: Path
    status: Status


def place(data: bytes, path: Path, project: Project) -> Result[Placed]:
    """Write the deck at `path`, or beside it where one stands that a person changed.

    The first of `name.pptx`, `name (2).pptx`, … that is free or not edited is used, so building again leaves no
    trail. What a disk refuses is a finding.
    """
    try:
        kept = [spot for spot in _occupied(path) if _standing(spot) in {Standing.EDITED, Standing.UNKNOWN}]
        spot = next(spot for spot in _spots(path) if spot not in kept)
        placed, findings = _put(data, spot, project)
    except OSError as problem:
        return None, (files.finding_of(problem, path),)
    other = project.shown(placed.path)
    return (
        Placed(placed.path, Status.BESIDE if kept and placed.status is Status.WRITTEN else placed.status),
        (*(_kept(old, other, project) for old in kept), *findings),
    )


def replace(data: bytes, path: Path, project: Project) -> Result[Placed]:
    """Write the deck at `path` whatever stands there (`--force`); what stood there is kept as a backup."""
    try:
        edited = path.exists() and _standing(path) in {Standing.EDITED, Standing.UNKNOWN}
        if not edited:
            return _put(data, path, project)
        backup = _back_up(path)
        files.write_atomic(path, data)
    except OSError as problem:
        return None, (files.finding_of(problem, path),)
    found = warning("deck-replaced", None, file=project.shown(path), backup=project.shown(backup))
    return Placed(path, Status.WRITTEN), (found,)


def plan(path: Path, project: Project) -> Result[Placed]:
    """Say where the deck would go (`--dry-run`), and touch nothing."""
    kept = [spot for spot in _occupied(path) if _standing(spot) in {Standing.EDITED, Standing.UNKNOWN}]
    spot = next(spot for spot in _spots(path) if spot not in kept)
    return Placed(spot, Status.PLANNED), tuple(_kept(old, project.shown(spot), project) for old in kept)


def _put(data: bytes, spot: Path, project: Project) -> tuple[Placed, Findings]:
    """Write where nothing of a person's stands; a deck that was merely saved again is copied first."""
    if not spot.exists():
        files.write_atomic(spot, data)
        return Placed(spot, Status.WRITTEN), ()
    if spot.read_bytes() == data:
        return Placed(spot, Status.UNCHANGED), ()
    if _standing(spot) is not Standing.RESAVED:
        files.write_atomic(spot, data)
        return Placed(spot, Status.WRITTEN), ()
    backup = _back_up(spot)
    files.write_atomic(spot, data)
    found = note("deck-resaved", None, file=project.shown(spot), backup=project.shown(backup))
    return Placed(spot, Status.WRITTEN), (found,)


def _spots(path: Path) -> Iterator[Path]:
    yield path
    yield from (path.with_name(f"{path.stem} ({number}){path.suffix}") for number in count(2))


def _occupied(path: Path) -> Iterator[Path]:
    """Give the files that stand at `path` and beside it, up to the first free name."""
    for spot in _spots(path):
        if not spot.exists():
            return
        yield spot


def _standing(path: Path) -> Standing:
    """Say what became of the deck at `path`; what cannot be read is unknown, so it stays."""
    package, _ = read_package(path.read_bytes(), path.name)
    return Standing.UNKNOWN if package is None else judge(package).standing


def _kept(path: Path, other: str, project: Project) -> Finding:
    source = Source(project.shown(path))
    if _standing(path) is Standing.EDITED:
        return warning("deck-kept", source, file=path.name, other=other)
    return warning("deck-foreign", source, file=path.name, other=other)


def _back_up(path: Path) -> Path:
    folder = path.parent / BACKUPS
    folder.mkdir(exist_ok=True)
    backup = next(spot for spot in _spots(folder / path.name) if not spot.exists())
    files.write_atomic(backup, path.read_bytes())
    return backup
