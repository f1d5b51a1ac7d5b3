"""All decks in one zip file with a page to find them by, for people who cannot install anything.

The archive is written beside its place, deck after deck, and takes its place as a whole when the build has ended:
whoever looks sees the old one or the new. Nothing is remembered of it, since it says of itself how a build left
it; one that somebody changed, or that was never ours, is nobody's to replace.
"""

import contextlib
import filecmp
import hashlib
import shutil
from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from functools import partial
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo
from zlib import crc32

from msgspec import Struct, field

from kursdeck import files
from kursdeck.build.index_page import Listed, Page, listed, page_of
from kursdeck.build.opening import Opened
from kursdeck.build.outcome import Outcome, Request, Status
from kursdeck.build.output import BACKUPS, Decision, Placed
from kursdeck.build.sink import Ended, Ready
from kursdeck.build.turns import Ending, nothing_left
from kursdeck.files import Draft
from kursdeck.findings import Findings, Result, error, warning
from kursdeck.powerpoint.package import BROKEN_ZIP
from kursdeck.powerpoint.zipped import entry
from kursdeck.source import Source

DECKS = "decks"
"""The folder inside the archive: with hundreds of decks around it nobody would see the page."""
INDEX = "index.html"


class Before(Struct, frozen=True):
    """What stands where the archive is to go: its entries by their names, each with its CRC-32 and size in bytes.

    `is_foreign` says that it is not as a build left it.
    """

    entries: Mapping[str, tuple[int, int]] = field(default_factory=dict)
    is_foreign: bool = False

    def status(self, name: str, data: bytes, otherwise: Status) -> Status:
        """Say whether an entry is there already."""
        return Status.UNCHANGED if self.entries.get(name) == (crc32(data), len(data)) else otherwise


def folder(request: Request) -> Path | None:
    """Give the path of the decks in the archive that was asked for, None where none was."""
    return request.archive / DECKS if request.archive else None


# ---- writing one


class Archive(Struct):
    """An archive on its way, with what the page is to list."""

    opened: Opened
    request: Request
    path: Path
    before: Before
    draft: Draft
    zip: ZipFile
    shown: list[Listed] = field(default_factory=list)
    refused: Findings = ()

    def place(self, ready: Ready) -> Ending[Placed]:
        """Add a deck when its turn has come: only the archive as a whole is waited for."""
        return partial(self._add, ready)

    def _add(self, ready: Ready) -> Placed:
        """Add a deck; once a disk has refused one, none is taken any more, and `close` says why."""
        name, data = _name_of(ready), ready.deck.data
        if not self.refused:
            try:
                self.zip.writestr(entry(name, ZIP_STORED), data)
            except OSError as problem:
                self.refused = (files.finding_of(problem, self.path),)
        if self.refused:
            return Placed(None, ())
        self.shown.append(listed(self.opened, name, ready.recipient, ready.deck.lang))
        return Placed(Decision(ready.path, self.before.status(name, data, Status.WRITTEN), None), ())

    def close(self, ended: Ended) -> Findings:
        """Add the page and put the archive in its place, unless the same one is there.

        Findings: `archive-foreign`, `archive-replaced` (a warning), and what a disk refuses.
        """
        if self.refused:
            return self.refused
        try:
            self._complete(ended)
            return self._put()
        except OSError as problem:
            return (files.finding_of(problem, self.path),)

    def _complete(self, ended: Ended) -> None:
        page = page_of(Page(self.opened, self.request.day, tuple(self.shown), tuple(_missing(ended.decks))))
        self.zip.writestr(entry(INDEX, ZIP_DEFLATED), page.encode(errors="replace"))
        self.zip.comment = _seal(self.zip.infolist())
        self.zip.close()
        self.draft.file.flush()

    def _put(self) -> Findings:
        before = _before(self.path)  # once more: a person may have worked on it meanwhile
        if before.is_foreign and not self.request.force:
            return (error("archive-foreign", Source(str(self.path))),)
        if before.entries and filecmp.cmp(self.draft.temporary, self.path, shallow=False):
            return ()
        backup = files.first_free(self.path.parent / BACKUPS / self.path.name) if before.is_foreign else None
        if backup:
            _copy(self.path, backup)
        self.draft.finish()
        files.sync_folder(self.path.parent)
        shown = self.opened.project.shown
        names = {"file": shown(self.path), "backup": shown(backup)} if backup else {}
        return (warning("archive-replaced", None, **names),) if names else ()


def hold(opened: Opened, request: Request, path: Path, stack: ExitStack) -> Result[Archive]:
    """Begin an archive, and keep other builds away from it until `stack` is closed; say so if that cannot be.

    Findings: `folder-locked`, `archive-foreign`, and what a disk refuses. Temporary files of builds that were
    killed are removed.
    """
    try:
        findings = stack.enter_context(files.lock(path.parent)) or _foreign(path, request)
        if findings:
            return None, findings
        files.sweep(path.parent)
        return stack.enter_context(_begun(opened, request, path)), ()
    except OSError as problem:
        return None, (files.finding_of(problem, path),)


@contextmanager
def _begun(opened: Opened, request: Request, path: Path) -> Iterator[Archive]:
    with files.draft(path) as draft:
        whole = ZipFile(draft.file, "w")
        try:
            yield Archive(opened, request, path, _before(path), draft, whole)
        finally:
            with contextlib.suppress(OSError):  # what is given up needs no end
                whole.close()


# ---- only telling


class Plan(Struct, frozen=True):
    """An archive that is not to be written: it only says what would be."""

    before: Before
    refused: Findings = ()

    def place(self, ready: Ready) -> Ending[Placed]:
        """Say whether the deck is there already."""
        status = self.before.status(_name_of(ready), ready.deck.data, Status.PLANNED)
        return nothing_left(Placed(Decision(ready.path, status, None), ()))

    def close(self, _ended: Ended) -> Findings:
        """Leave everything as it is."""
        return ()


def look(request: Request, path: Path) -> Result[Plan]:
    """Look at what stands there, to say what would be written; nothing is touched."""
    try:
        findings = _foreign(path, request)
        if findings:
            return None, findings
        return Plan(_before(path)), ()
    except OSError as problem:
        return None, (files.finding_of(problem, path),)


# ---- what stands there


def _before(path: Path) -> Before:
    """Look at what stands there; raises OSError."""
    try:
        with ZipFile(path) as there:
            entries = {each.filename: (each.CRC, each.file_size) for each in there.infolist()}
            return Before(entries, there.comment != _seal(there.infolist()))
    except FileNotFoundError:
        return Before()
    except BROKEN_ZIP:
        return Before(is_foreign=True)


def _foreign(path: Path, request: Request) -> Findings:
    is_safe = request.force or not _before(path).is_foreign
    return () if is_safe else (error("archive-foreign", Source(str(path))),)


def _seal(entries: Iterable[ZipInfo]) -> bytes:
    """Digest what an archive holds, for its comment: one that a person changed no longer has its own."""
    whole = hashlib.sha256()
    for each in entries:
        whole.update(f"{each.filename}\0{each.CRC}\0{each.file_size}\0".encode())
    return b"kursdeck " + whole.hexdigest().encode()


def _copy(path: Path, backup: Path) -> None:
    with path.open("rb") as old, files.draft(backup) as kept:
        shutil.copyfileobj(old, kept.file)
        kept.finish()
    files.sync_folder(backup.parent)


# ---- names


def _name_of(ready: Ready) -> str:
    return f"{DECKS}/{ready.path.name}"


def _missing(decks: Iterable[Outcome]) -> Iterator[str]:
    """Give the names of those whose decks could not be made."""
    yield from dict.fromkeys(deck.name for deck in decks if deck.status is Status.FAILED)
