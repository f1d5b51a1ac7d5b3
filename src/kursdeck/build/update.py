"""Taking the course's changes over into a deck that a person worked on, as a new file: theirs stays as it is."""

import re
from collections.abc import Sequence
from pathlib import Path

from msgspec import Struct

from kursdeck import files
from kursdeck.build.counterpart import Counterpart, Desk
from kursdeck.build.kit import Kit
from kursdeck.build.opening import Opened
from kursdeck.build.outcome import Request
from kursdeck.findings import Findings, Result, Severity, error
from kursdeck.powerpoint.edits import DeckState
from kursdeck.powerpoint.graft import graft, jumps, redesigned, same_size
from kursdeck.powerpoint.identity import Manifest, state_of
from kursdeck.powerpoint.opc import Package
from kursdeck.powerpoint.structure import check_structure
from kursdeck.powerpoint.update_plan import (
    DOING,
    FROM_TODAY,
    IN_RESULT,
    Step,
    is_reordered,
    plan,
    slides_after,
    with_linked,
)
from kursdeck.powerpoint.zipped import zip_of
from kursdeck.project import Project
from kursdeck.source import Source

SUFFIX = " (updated)"
_SUFFIXED = re.compile(rf"{re.escape(SUFFIX)}( \([0-9]+\))?$")


class Updated(Struct, frozen=True):
    """A deck brought up to date: what became of each slide, and the new file's bytes.

    `data` is None where nothing was to be done. `reordered` says that the course has another order by now, which
    a deck that somebody worked on does not follow.
    """

    steps: tuple[Step, ...]
    data: bytes | None
    name: str
    reordered: bool


def update(opened: Opened, request: Request, path: Path) -> Result[Updated]:
    """Bring the deck at `path` up to date, and write nothing.

    Findings: those of `Desk.counterpart` but its notes, which are for who builds; `update-slide-size`,
    `update-unsafe`.
    """
    pair, findings = Desk(opened, request, Kit(opened)).counterpart(path)
    if pair is None:
        return None, findings
    file, today = pair.found.version.package, pair.today.package
    amiss = tuple(finding for finding in findings if finding.severity is not Severity.NOTE)
    if not same_size(file, today):
        return None, (error("update-slide-size", Source(file.file)),)
    then, now = pair.found.version.manifest.slides, pair.today.manifest.slides
    steps = plan(then, pair.found.state, now, redesigned(file, today, tuple(now)))
    steps = with_linked(steps, jumps(file))
    reordered = is_reordered(then, now)
    if not any(step.fate in DOING for step in steps):
        return Updated(steps, None, pair.name, reordered), amiss
    result = _result(pair, steps)
    if not _is_sound(pair, steps, result):
        return None, (error("update-unsafe", Source(file.file)),)
    return Updated(steps, zip_of(result.parts), pair.name, reordered), amiss


def _result(pair: Counterpart, steps: Sequence[Step]) -> Package:
    """Graft today's slides into the file.

    The digest that the result says of itself is today's deck's: no edit must ever count as built.
    """
    today, then = pair.today.manifest, pair.found.version.manifest
    manifest = Manifest(today.identity, today.exact, slides_after(steps, then.slides, today.slides))
    return graft(pair.found.version.package, pair.today.package, tuple(today.slides), steps, manifest)


# ---- the last look before anything is written


def _is_sound(pair: Counterpart, steps: Sequence[Step], result: Package) -> bool:
    """Say whether the result has no fault that the file did not have, and all that was to stay is there."""
    before = _faults(pair.found.version.package) | _faults(pair.today.package)
    return _faults(result) <= before and keeps_all(steps, pair.found.state, state_of(result))


def _faults(package: Package) -> frozenset[str]:
    found = check_structure(package)
    return frozenset(finding.id for finding in found if finding.severity is Severity.ERROR)


def keeps_all(steps: Sequence[Step], before: DeckState, after: DeckState) -> bool:
    """Say whether each slide that was to stay shows in the result what it showed before."""
    there = [step for step in steps if step.fate in IN_RESULT]
    return len(there) == len(after.slides) and all(
        before.slides[step.position - 1] == state
        for step, state in zip(there, after.slides, strict=True)
        if step.fate not in FROM_TODAY
    )


# ---- where it goes


def target(path: Path, out: Path | None, project: Project) -> Result[Path]:
    """Give the place of the new file: as asked for, in the folder asked for, or beside the deck; always a free one.

    Finding `update-exists`: nothing is overwritten.
    """
    beside = path.with_name(f"{_SUFFIXED.sub('', path.stem)}{SUFFIX}{path.suffix}")
    if out is None or out.is_dir():
        return files.first_free(out / beside.name if out else beside), ()
    if out.exists():
        return None, (error("update-exists", Source(project.shown(out))),)
    return out, ()


def write(data: bytes, path: Path) -> Findings:
    """Write the new file, whole or not at all; what a disk refuses is a finding."""
    try:
        files.write_atomic(path, data)
    except OSError as problem:
        return (files.finding_of(problem, path),)
    return ()
