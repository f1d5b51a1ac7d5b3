"""How each deck stands: as it is built today, older, changed by a person, both, missing, or none of ours.

A deck that cannot be built today is told once: by its file where it has one, else by whom it was for.
"""

from collections.abc import Iterator, Sequence
from enum import Enum
from pathlib import Path
from typing import TypeAlias

from msgspec import Struct
from msgspec.structs import replace

from kursdeck import files
from kursdeck.build.choice import choose
from kursdeck.build.counterpart import Counterpart, Desk, Found, version_of
from kursdeck.build.kit import Kit
from kursdeck.build.meeting import Wanted, logos_beforehand
from kursdeck.build.opening import Opened
from kursdeck.build.outcome import Request
from kursdeck.build.placing import Making, file_name
from kursdeck.build.run import makings
from kursdeck.findings import Findings, Result
from kursdeck.powerpoint.edits import Edit
from kursdeck.powerpoint.identity import Standing
from kursdeck.powerpoint.update_plan import Step, is_reordered, plan

Key: TypeAlias = tuple[str, str]
"""Whose deck it is: the recipient's id and the language, or what asks for it and none."""


class State(Enum):
    """How a deck stands to the one that would be built today."""

    CURRENT = "current"
    OUTDATED = "outdated"
    EDITED = "edited"
    BOTH = "edited-outdated"
    MISSING = "missing"
    UNKNOWN = "unknown"
    FAILED = "unbuildable"


class Told(Struct, frozen=True):
    """How one deck stands.

    `path` is where it is, or for a missing one where it would be; None for one that cannot be built and has no
    file. `edits` are what a person did, `steps` what an update would do. `resaved` says that another program saved
    the file, `reordered` that the course has its slides in another order by now. `findings` say why one is unknown
    or cannot be built, and `asked` what asks for one that cannot be built.
    """

    path: Path | None
    state: State
    recipient: str = ""
    name: str = ""
    lang: str = ""
    edits: tuple[Edit, ...] = ()
    steps: tuple[Step, ...] = ()
    resaved: bool = False
    reordered: bool = False
    findings: Findings = ()
    asked: str = ""

    @property
    def key(self) -> Key:
        """Whose deck it is; one that cannot be built has no language, and goes by what asks for it."""
        return (self.asked, "") if self.state is State.FAILED else (self.recipient, self.lang)

    @property
    def is_unseen(self) -> bool:
        """Say whether it is outdated in nothing that a slide says: in the template, or the properties."""
        behind = self.reordered or any(step.is_behind for step in self.steps)
        return self.state in {State.OUTDATED, State.BOTH} and not behind


def status_of_files(opened: Opened, request: Request, paths: Sequence[Path]) -> Iterator[Told]:
    """Tell of decks in files, whatever they are called."""
    desk = Desk(opened, request, Kit(opened))
    return (_told_of_file(desk, path) for path in paths)


def status_of_project(opened: Opened, request: Request) -> Result[Iterator[Told]]:
    """Tell of every deck that a build would make, of every other in its folder, and of those that are nowhere last.

    One after the other, so that memory hardly grows with their number. Findings: what leaves no choice of decks.
    """
    wanted, findings = choose(opened, request)
    return (None, findings) if wanted is None else (_told_of(opened, request, wanted), ())


def _told_of(opened: Opened, request: Request, asked: Sequence[Wanted]) -> Iterator[Told]:
    desk = Desk(opened, request, Kit(opened))
    folder = request.out or opened.project.out
    there, looked, wanted = set[Key](), set[Path | None](), list[Told]()
    with logos_beforehand(asked, opened) as keep:
        for making in makings(desk.kit, request, asked, keep):
            told, expected = _told_of_making(desk, making, folder)
            wanted.append(expected)
            if told:
                looked.add(told.path)
                there.add(told.key)
                yield told
    for path in _decks_in(folder):
        if path not in looked:
            told = _told_of_file(desk, path)
            there.add(told.key)
            yield told
    yield from (expected for expected in wanted if expected.key not in there)


def _decks_in(folder: Path) -> list[Path]:
    """Name the decks in a folder, without what PowerPoint leaves there while one is open."""
    return sorted(path for path in folder.glob("*.pptx") if not path.name.startswith(("~$", ".")))


# ---- one deck


def _told_of_making(desk: Desk, making: Making, folder: Path) -> tuple[Told | None, Told]:
    """Tell of the file where a deck belongs, if there is one; and how it is told if it is nowhere."""
    if making.made is None or making.recipient is None:
        return None, _failed(None, making)
    lang = making.made.lang
    path = folder / file_name(desk.opened, making.recipient, lang)
    whose = (making.recipient.id, making.name, lang)
    missing = Told(path, State.MISSING, *whose)
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        return None, missing
    except OSError as problem:
        return _unknown(path, (files.finding_of(problem, path),)), missing
    if data == making.made.data:
        return Told(path, State.CURRENT, *whose), missing
    return _told_of_data(desk, making, data, path), missing


def _told_of_data(desk: Desk, making: Making, data: bytes, path: Path) -> Told:
    """Tell of a file that is not what would be written there; it may be somebody else's deck."""
    found, findings = desk.read(data, path)
    if found is None:
        return _unknown(path, findings)
    if making.made and making.recipient:
        today = version_of(making.made)
        ours, theirs = today.manifest.identity, found.identity
        if (ours.course, ours.recipient, ours.lang) == (theirs.course, theirs.recipient, theirs.lang):
            return told_of(
                Counterpart(found, today, making.recipient.id, making.name, making.made.lang), path
            )
    return _told_of_found(desk, found, path)


def _told_of_file(desk: Desk, path: Path) -> Told:
    try:
        data = path.read_bytes()
    except OSError as problem:
        return _unknown(path, (files.finding_of(problem, path),))
    found, findings = desk.read(data, path)
    return _told_of_found(desk, found, path) if found else _unknown(path, findings)


def _told_of_found(desk: Desk, found: Found, path: Path) -> Told:
    """Tell of a deck by the same deck of today; where that cannot be built, what the file itself says."""
    making, findings = desk.made_anew(found, path)
    if making is None:
        return _by_itself(_unknown(path, findings), found)
    if making.made is None or making.recipient is None:
        return _by_itself(_failed(path, making), found)
    today = version_of(making.made)
    return told_of(Counterpart(found, today, making.recipient.id, making.name, making.made.lang), path)


def _by_itself(told: Told, found: Found) -> Told:
    """Add what the file itself tells: whose it is, and what a person did to it."""
    then, edits = found.version.manifest.slides, found.verdict.edits
    steps = plan(then, found.state, then)
    resaved = found.verdict.standing is Standing.RESAVED
    return replace(told, recipient=found.identity.recipient, edits=edits, steps=steps, resaved=resaved)


def _failed(path: Path | None, making: Making) -> Told:
    recipient = making.recipient.id if making.recipient else ""
    told = Told(path, State.FAILED, recipient, making.name)
    return replace(told, findings=making.findings, asked=making.asked)


def _unknown(path: Path, findings: Findings) -> Told:
    return Told(path, State.UNKNOWN, findings=findings)


def told_of(pair: Counterpart, path: Path) -> Told:
    """Tell how a deck stands to the same deck as of today."""
    then, now = pair.found.version.manifest, pair.today.manifest
    steps = plan(then.slides, pair.found.state, now.slides)
    reordered = is_reordered(then.slides, now.slides)
    same = then.identity.build == now.identity.build
    outdated = not same or reordered or any(step.is_behind for step in steps)
    return Told(
        path=path,
        state=_STATES[bool(pair.found.verdict.edits), outdated],
        recipient=pair.recipient,
        name=pair.name,
        lang=pair.lang,
        edits=pair.found.verdict.edits,
        steps=steps,
        resaved=pair.found.verdict.standing is Standing.RESAVED,
        reordered=reordered,
    )


_STATES = {
    (False, False): State.CURRENT,
    (False, True): State.OUTDATED,
    (True, False): State.EDITED,
    (True, True): State.BOTH,
}
"""Whether it was edited, whether it is outdated."""
