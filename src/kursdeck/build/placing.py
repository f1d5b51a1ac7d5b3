"""From decks that were made to files: each goes to its place in the output folder, and none onto another's.

The folder is not touched before there is a deck to put there, and then it is held until the build ends.
"""

import unicodedata
from collections.abc import Sequence
from concurrent.futures import Future
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from pathlib import Path

from kursdeck import files
from kursdeck.audience import Recipient
from kursdeck.build import output, shelf
from kursdeck.build.deck import Made
from kursdeck.build.memory import repeatable
from kursdeck.build.opening import Opened
from kursdeck.build.outcome import Outcome, Request, Status
from kursdeck.build.output import Decision
from kursdeck.build.shelf import Shelf
from kursdeck.build.state import Last
from kursdeck.findings import Finding, Findings, error
from kursdeck.project import Project
from kursdeck.source import Source


@dataclass(frozen=True, slots=True)
class Making:
    """A deck on its way: `asked` is what asked for it, `name` whom it is for, `row` where the roster says so.

    `made` is None when it is not to be written.
    """

    asked: str
    name: str
    recipient: Recipient | None
    made: Made | None
    findings: Findings
    row: Source | None = None


@dataclass(slots=True)
class Placing:
    """The files of one build. `taken` are the names that it has used, as systems compare them, and for whom.

    `refused` says why the folder cannot be had; then there is no use in making more decks.
    """

    opened: Opened
    request: Request
    stack: ExitStack
    shelf: Shelf | None = None
    refused: Findings = ()
    taken: dict[str, Making] = field(default_factory=dict)

    @property
    def folder(self) -> Path:
        """Where the decks go."""
        return self.request.out or self.opened.project.out

    def place(self, making: Making) -> Future[Outcome]:
        """Begin to put a deck in its place, or to say where it would go."""
        recipient, made = making.recipient, making.made
        if recipient is None or made is None:
            return _settled(_failed(making))
        path = self.folder / file_name(self.opened, recipient, made.lang)
        first = self.taken.setdefault(folded(path.name), making)
        if first is not making:
            return _settled(_failed(making, error("deck-name-taken", making.row, other=first.name)))
        ours = self._ours()
        if ours is None:
            return _settled(_failed(replace(making, name=""), *self.refused))
        return ours.pool.submit(self._placed, ours, making, made, path)

    def remember(self, inputs: str, findings: Findings, decks: Sequence[Outcome]) -> None:
        """Have a build remembered that has come to its end; `inputs` is '' where it is not to be given again."""
        if (self.shelf or self.folder.is_dir()) and (ours := self._ours()):
            asked = tuple(deck.asked for deck in decks if deck.status is Status.FAILED)
            if inputs and not asked:
                ours.last = repeatable(inputs, ours.folder, findings, decks, ours.written)
            else:
                ours.last = Last("", (), (), asked)

    def _ours(self) -> Shelf | None:
        """Have the folder to ourselves; None where somebody else has it, or a disk refuses."""
        if self.shelf is None and not self.refused:
            have = shelf.look if self.request.dry_run else shelf.hold
            self.shelf, self.refused = have(self.folder, self.stack)
        return self.shelf

    def _placed(self, ours: Shelf, making: Making, made: Made, path: Path) -> Outcome:
        decide = output.over if self.request.force else output.beside
        placed = ours.place(decide, made.data, path)
        project = self.opened.project
        if placed.decision is None:
            return _failed(making, *(_shown(finding, project, making) for finding in placed.findings))
        return _outcome(making, made, placed.decision, project)


def _outcome(making: Making, made: Made, decision: Decision, project: Project) -> Outcome:
    return Outcome(
        recipient=making.recipient.id if making.recipient else "",
        name=making.name,
        lang=made.lang,
        path=decision.spot,
        status=decision.status,
        slides=len(made.manifest.slides),
        smallest=made.smallest,
        findings=(*making.findings, *output.remarks(decision, project)),
        kept=tuple(occupant.path for occupant in decision.kept),
        asked=making.asked,
        row=making.row,
    )


def _failed(making: Making, *why: Finding) -> Outcome:
    findings = (*making.findings, *why)
    failed = Outcome("", making.name, "", None, Status.FAILED, 0, 0, findings)
    return replace(failed, asked=making.asked, row=making.row)


def _shown(finding: Finding, project: Project, making: Making) -> Finding:
    """Write a disk's refusal with the path from the project's folder, and for whom the deck was."""
    source = finding.source and replace(finding.source, file=project.shown(Path(finding.source.file)))
    return replace(finding, source=source, recipient=making.name)


def _settled(outcome: Outcome) -> Future[Outcome]:
    future: Future[Outcome] = Future()
    future.set_result(outcome)
    return future


# ---- names


def file_name(opened: Opened, recipient: Recipient, lang: str) -> str:
    """Name a deck's file: course, recipient's id and name in a–z, and the language where it is not the course's."""
    course = opened.course
    stem = f"{course.id}_{recipient.stem(course.id)}" if recipient.entry else course.id
    suffix = "" if lang == course.lang else f"-{lang}"
    return f"{files.safe_name(stem + suffix)}.pptx"


def folded(name: str) -> str:
    """Give a file's name as Windows and macOS compare it: neither capitals nor how an accent is written count."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", name).casefold())
