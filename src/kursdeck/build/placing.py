"""From decks that were made to files: each goes to its place in the folder or archive, and none onto another's.

Neither is touched before there is a deck to put there, and then it is held until the build ends.
"""

import unicodedata
from collections.abc import Sequence
from contextlib import AbstractContextManager, ExitStack
from functools import partial
from pathlib import Path

from msgspec import Struct, field
from msgspec.structs import replace

from kursdeck import files
from kursdeck.audience import Recipient
from kursdeck.build import archive, output, shelf
from kursdeck.build.again import to_try_again
from kursdeck.build.deck import Made
from kursdeck.build.meeting import Wanted
from kursdeck.build.memory import failed_last
from kursdeck.build.opening import Opened
from kursdeck.build.outcome import Outcome, Request, Status
from kursdeck.build.output import Decision, Placed
from kursdeck.build.sink import Ended, Folder, Ready, Sink
from kursdeck.build.state import Failed
from kursdeck.build.turns import Ending, nothing_left
from kursdeck.files.syncing import Sync, syncing
from kursdeck.findings import Finding, Findings, Result, error
from kursdeck.project import Project
from kursdeck.source import Source


class Making(Struct, frozen=True):
    """A deck on its way: `asked` is what asked for it, `name` whom it is for, `row` where the roster says so.

    `made` is None when it is not to be written.
    """

    asked: str
    name: str
    recipient: Recipient | None
    made: Made | None
    findings: Findings
    row: Source | None = None


class Placing(Struct):
    """The files of one build. `taken` are the names that it has used, as systems compare them, and for whom.

    `refused` says why the folder or archive cannot be had.
    """

    opened: Opened
    request: Request
    stack: ExitStack
    sync: Sync
    sink: Sink | None = None
    refused: Findings = ()
    taken: dict[str, str] = field(default_factory=dict)

    @property
    def folder(self) -> Path:
        """Where the decks go: a folder, or one inside the archive."""
        return archive.folder(self.request) or self.request.out or self.opened.project.out

    @property
    def is_over(self) -> bool:
        """Whether there is no use in making more decks."""
        return bool(self.refused or (self.sink and self.sink.refused))

    def place(self, making: Making) -> Ending[Outcome]:
        """Begin to put a deck in its place, or to say where it would go."""
        recipient, made = making.recipient, making.made
        if recipient is None or made is None:
            return nothing_left(_failed(making))
        path = self.folder / file_name(self.opened, recipient, made.lang)
        name = folded(path.name)
        if name in self.taken:
            return nothing_left(_failed(making, error("deck-name-taken", making.row, other=self.taken[name])))
        self.taken[name] = making.name
        sink = self._ours()
        if sink is None:
            return nothing_left(_failed(replace(making, name=""), *self.refused))
        return partial(self._placed, sink.place(Ready(path, recipient, made)), making, made)

    def close(
        self, inputs: str, findings: Findings, wanted: Sequence[Wanted], decks: Sequence[Outcome]
    ) -> Findings:
        """Finish what all decks share; `inputs` is '' where the build is not to be given again.

        With an error none of the decks is there.
        """
        sink = self._ours() if self.sink or self.folder.is_dir() else None
        if sink is None:
            return ()
        before = failed_last(self.folder) or Failed()
        failed = to_try_again(self.opened, self.request, before, wanted, decks)
        return sink.close(Ended(inputs, findings, decks, failed))

    def _ours(self) -> Sink | None:
        """Have the place to ourselves; None where somebody else has it, or a disk refuses."""
        if self.sink is None and not self.refused:
            self.sink, self.refused = self._open()
        return self.sink

    def _open(self) -> Result[Sink]:
        """Hold the archive or folder until `stack` is closed; a dry run only looks at it."""
        request, dry = self.request, self.request.dry_run
        if path := request.archive:
            return (
                archive.look(request, path) if dry else archive.hold(self.opened, request, path, self.stack)
            )
        ours, refused = (
            (shelf.look(self.folder), ()) if dry else shelf.hold(self.folder, self.sync, self.stack)
        )
        decide = output.over if request.force else output.beside
        return (Folder(ours, decide) if ours else None), refused

    def _placed(self, ending: Ending[Placed], making: Making, made: Made) -> Outcome:
        placed = ending()
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


def syncing_for(request: Request, decks: int) -> AbstractContextManager[Sync]:
    """Give what to have so many decks synced with; an archive is one file, and a dry run writes none."""
    return syncing(0 if request.archive or request.dry_run else decks)


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
