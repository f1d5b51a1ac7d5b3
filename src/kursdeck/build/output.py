"""Putting a deck where it belongs without ever destroying one that a person worked on.

A file that shows something else than was built is somebody's: it stays, and the new deck goes beside it. Only a
file that is still as it was written is replaced without a copy. What is to happen is decided first, as a value;
a build carries it out, and a dry run only tells it, so the two cannot differ.
"""

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from itertools import islice
from pathlib import Path
from typing import TypeAlias

from msgspec import Struct
from msgspec.structs import replace

from kursdeck import files
from kursdeck.build.outcome import Status
from kursdeck.build.state import Written
from kursdeck.build.turns import Ending, nothing_left
from kursdeck.files import Draft, Stamp, digest_of
from kursdeck.files.syncing import Sync, Synced
from kursdeck.findings import Finding, Findings, Result, error, note, warning
from kursdeck.powerpoint.identity import Standing, judge
from kursdeck.powerpoint.package import read_package
from kursdeck.project import Project
from kursdeck.source import Source

BACKUPS = "backup"
"""The folder beside the decks where replaced ones go; the program never clears it."""
SOMEBODYS = frozenset({Standing.EDITED, Standing.UNKNOWN})
"""What a person worked on, or may have."""


class Occupant(Struct, frozen=True):
    """A file that stands where a deck might go, and what became of it since it was built.

    `same` says whether it is byte for byte what would be written.
    """

    path: Path
    standing: Standing
    stamp: Stamp
    same: bool


class Decision(Struct, frozen=True):
    """What becomes of a deck: it goes to `spot`, where `there` stands now, and `kept` stay as they are.

    What stands there is copied to `backup` first; that is None where nothing is lost.
    """

    spot: Path
    status: Status
    there: Occupant | None
    backup: Path | None = None
    kept: tuple[Occupant, ...] = ()


class Placed(Struct, frozen=True):
    """What became of a deck's file: the decision, None where a disk refused, and the file as it is now."""

    decision: Decision | None
    findings: Findings
    written: Written | None = None


Known: TypeAlias = Mapping[str, Written]
"""The decks of the folder as the last build left them, by their files' names."""
Decide: TypeAlias = Callable[[bytes, Path, Known], Result[Decision]]
"""`beside` or `over`."""


# ---- deciding


def beside(data: bytes, path: Path, known: Known) -> Result[Decision]:
    """Decide for `path`, or a name beside it where a deck stands that a person changed.

    The first of `name.pptx`, `name (new).pptx`, … that is free or not edited is used, so building again leaves no
    trail. What a disk refuses is a finding, and `deck-open` is where the file to replace is open in a program.
    """
    try:
        occupants = tuple(_occupants(data, path, known))
        kept = tuple(occupant for occupant in occupants if occupant.standing in SOMEBODYS)
        occupant = next((each for each in occupants if each.standing not in SOMEBODYS), None)
        free = next(islice(files.newer(path), len(occupants), None))
        decision = _decision(occupant.path if occupant else free, occupant)
    except OSError as problem:
        return None, (files.finding_of(problem, path),)
    if occupant and not occupant.same and (mark := files.mark_of(occupant.path)):
        return None, (error("deck-open", Source(str(occupant.path)), mark=mark.name),)
    status = Status.BESIDE if kept and decision.status is Status.WRITTEN else decision.status
    return replace(decision, status=status, kept=kept), ()


def over(data: bytes, path: Path, known: Known) -> Result[Decision]:
    """Decide for `path` whatever stands there (`--force`); what a person changed is to be kept as a backup."""
    try:
        return _decision(path, _occupant(data, path, known) if path.exists() else None), ()
    except OSError as problem:
        return None, (files.finding_of(problem, path),)


def _decision(spot: Path, occupant: Occupant | None) -> Decision:
    """Decide for a spot; only an untouched deck is replaced without a copy."""
    if occupant and occupant.same:
        return Decision(spot, Status.UNCHANGED, occupant)
    if occupant is None or occupant.standing is Standing.UNTOUCHED:
        return Decision(spot, Status.WRITTEN, occupant)
    backup = files.first_free(spot.parent / BACKUPS / spot.name)
    return Decision(spot, Status.WRITTEN, occupant, backup)


def _occupants(data: bytes, path: Path, known: Known) -> Iterator[Occupant]:
    """Give the files that stand at `path` and beside it, up to the first free name."""
    for spot in files.newer(path):
        if not spot.exists():
            return
        yield _occupant(data, spot, known)


def _occupant(data: bytes, path: Path, known: Known) -> Occupant:
    """Say what became of the deck at `path`: nothing, where it bears the stamp that it was written with."""
    stamp, written = Stamp.of(path.stat()), known.get(path.name)
    if written and written.stamp == stamp:
        same = stamp.size == len(data) and written.digest == digest_of(data)
        return Occupant(path, Standing.UNTOUCHED, stamp, same)
    there = path.read_bytes()
    standing = Standing.UNTOUCHED if there == data else _standing(there, path.name)
    return Occupant(path, standing, stamp, there == data)


def _standing(data: bytes, name: str) -> Standing:
    """Judge a deck; what cannot be read is unknown, so it stays."""
    package, _ = read_package(data, name)
    return Standing.UNKNOWN if package is None else judge(package).standing


# ---- doing it, or only telling


def put(sync: Sync, decide: Decide, data: bytes, path: Path, known: Known) -> Ending[Placed]:
    """Decide where a deck goes, and begin to put it there."""
    decision, refused = decide(data, path, known)
    again = partial(put, sync, decide, data, path, known)
    return nothing_left(Placed(None, refused)) if decision is None else _begun(decision, data, sync, again)


def foretell(decide: Decide, data: bytes, path: Path, known: Known) -> Ending[Placed]:
    """Decide where a deck would go, and touch nothing: what would be written is planned."""
    decision, refused = decide(data, path, known)
    if decision and decision.status is not Status.UNCHANGED:
        decision = replace(decision, status=Status.PLANNED)
    return nothing_left(Placed(decision, refused))


def _begun(
    decision: Decision, data: bytes, sync: Sync, again: Callable[[], Ending[Placed]]
) -> Ending[Placed]:
    """Begin to do what was decided; what a disk refuses is a finding."""
    if decision.there and decision.there.same:
        return nothing_left(_written(decision, decision.there.stamp, digest_of(data)))
    try:
        draft = _drafted(decision.spot, data)
    except OSError as problem:
        return nothing_left(_refused(decision, problem))
    return partial(_settled, decision, draft, sync(draft, data), again)


def _drafted(spot: Path, data: bytes) -> Draft:
    draft = files.begin_file(spot)
    try:
        draft.write(data)
    except OSError:
        draft.discard()
        raise
    return draft


def _settled(decision: Decision, draft: Draft, synced: Synced, again: Callable[[], Ending[Placed]]) -> Placed:
    """Put a deck in its place, or decide again where somebody was there in the meantime."""
    try:
        digest = synced()
        if _stamp(decision.spot) != (decision.there.stamp if decision.there else None):
            draft.discard()
            return again()()
        if decision.backup:
            files.write_atomic(decision.backup, decision.spot.read_bytes())
        return _written(decision, draft.settle(), digest)
    except OSError as problem:
        draft.discard()
        return _refused(decision, problem)


def _refused(decision: Decision, problem: OSError) -> Placed:
    return Placed(None, (files.finding_of(problem, decision.spot),))


def _stamp(path: Path) -> Stamp | None:
    try:
        return Stamp.of(path.stat())
    except FileNotFoundError:
        return None


def _written(decision: Decision, stamp: Stamp, digest: str) -> Placed:
    return Placed(decision, (), Written(stamp, digest))


def remarks(decision: Decision, project: Project) -> Findings:
    """Say which decks are kept and which is replaced.

    Findings: `deck-kept`, `deck-foreign`, `deck-replaced` (warnings), `deck-resaved` (a note).
    """
    return (*(_kept(old, decision.spot, project) for old in decision.kept), *_replaced(decision, project))


def _kept(old: Occupant, spot: Path, project: Project) -> Finding:
    source, other = Source(project.shown(old.path)), project.shown(spot)
    if old.standing is Standing.EDITED:
        return warning("deck-kept", source, file=old.path.name, other=other)
    return warning("deck-foreign", source, file=old.path.name, other=other)


def _replaced(decision: Decision, project: Project) -> Iterator[Finding]:
    if decision.there is None or decision.backup is None:
        return
    file, backup = project.shown(decision.spot), project.shown(decision.backup)
    if decision.there.standing is Standing.RESAVED:
        yield note("deck-resaved", None, file=file, backup=backup)
    else:
        yield warning("deck-replaced", None, file=file, backup=backup)
