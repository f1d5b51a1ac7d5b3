"""Taking a person out of a project: out of its lists, and with every deck that shows them and nobody worked on.

What is to happen is decided first, as a value that can be shown and asked about. A deck that somebody edited stays:
only who works on it can decide what becomes of it. A deck that nobody edited is removed, since a build makes it
again from lists in which the person no longer stands.
"""

import shutil
import zipfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from pathlib import Path

from msgspec import Struct

from kursdeck import files
from kursdeck.audience import Cleared, cleared, people_files, person_of
from kursdeck.build import state
from kursdeck.build.output import BACKUPS, SOMEBODYS
from kursdeck.files import Stamp
from kursdeck.findings import Finding, Findings, Result, error, note
from kursdeck.powerpoint.identity import Standing, judge
from kursdeck.powerpoint.mentions import Mentions, Search
from kursdeck.powerpoint.package import BROKEN_ZIP, MAX_INFLATED, read_package
from kursdeck.project import Project
from kursdeck.source import Source

DECK, ARCHIVE = ".pptx", ".zip"
PASSING = ("~$", ".")
"""How the files begin that programs leave in a folder while a deck is open, and the project's own."""
BUILT = frozenset({DECK, ".html"})
"""The endings of what a build puts into an archive; only the decks say anything of people."""


class Held(Struct, frozen=True):
    """A file that shows the person, and what became of it since it was built.

    Of an archive `mentions` names no slides; it is somebody's as soon as one of its decks is.
    """

    path: Path
    stamp: Stamp
    standing: Standing
    mentions: Mentions

    @property
    def stays(self) -> bool:
        """Say whether a person worked on it, or may have."""
        return self.standing in SOMEBODYS


class Searched(Struct, frozen=True):
    """A folder of decks that was looked through: what it holds of the person, and what is remembered there."""

    folder: Path
    held: tuple[Held, ...]
    memory: Path | None


class Forgetting(Struct, frozen=True):
    """What forgetting somebody comes to. `findings` say what could not be looked into, or is left to people."""

    lists: tuple[Cleared, ...]
    folders: tuple[Searched, ...]
    findings: Findings

    @property
    def removed(self) -> tuple[Held, ...]:
        """The decks and archives that go."""
        return tuple(held for searched in self.folders for held in searched.held if not held.stays)

    @property
    def kept(self) -> tuple[Held, ...]:
        """Those that stay, because somebody worked on them."""
        return tuple(held for searched in self.folders for held in searched.held if held.stays)

    @property
    def is_idle(self) -> bool:
        """Say whether nothing would be changed, but for what is only remembered to save time."""
        return not self.lists and not self.removed


# ---- deciding


def decide(project: Project, asked: str, folders: Sequence[Path]) -> Forgetting:
    """Say what forgetting `asked` (a name, an address or a number) comes to; nothing is touched.

    `folders` are further ones that decks were built to, or archives. Findings: those of the lists that cannot be
    read; `forget-by-hand` (errors) for each place that only a person can clear; `forget-unread` (an error) for a
    deck that cannot be looked into; `forget-not-decks` (a note) of other files beside decks.
    """
    lists, unreadable = people_files(project)
    person = person_of(asked, (listed for file in lists for listed in file.people))
    without = tuple(cleared(file, person) for file in lists)
    by_hand = tuple(error("forget-by-hand", place) for each in without for place in each.left)
    search = Search(person.stands_in)
    looked = [_searched(folder, search, project) for folder in dict.fromkeys((project.out, *folders))]
    return Forgetting(
        tuple(each for each in without if each.data is not None),
        tuple(searched for searched, _ in looked if searched),
        (*unreadable, *by_hand, *(found for _, findings in looked for found in findings)),
    )


def _searched(place: Path, search: Search, project: Project) -> Result[Searched]:
    """Look through a folder of decks and its backups, or one archive."""
    if not place.exists():
        missing = () if place == project.out else (error("file-missing", Source(str(place))),)
        return None, missing
    folder = place if place.is_dir() else place.parent
    try:
        paths = sorted((*place.iterdir(), *_in(place / BACKUPS))) if place.is_dir() else [place]
    except OSError as problem:
        return None, (files.finding_of(problem, place),)
    looked = [_held(path, search, project) for path in paths if _is_decks(path)]
    memory = folder / state.FOLDER
    searched = Searched(
        folder, tuple(held for held, _ in looked if held), memory if memory.is_dir() else None
    )
    return searched, (
        *(found for _, findings in looked for found in findings),
        *_others(paths, folder, project),
    )


def _in(folder: Path) -> Iterable[Path]:
    return folder.iterdir() if folder.is_dir() else ()


def _is_decks(path: Path) -> bool:
    return path.suffix.lower() in {DECK, ARCHIVE} and path.is_file() and not path.name.startswith(PASSING)


def _others(paths: Iterable[Path], folder: Path, project: Project) -> Findings:
    """Count the files beside decks that are not looked into, such as a PDF of one."""
    others = [path for path in paths if path.is_file() and not _is_decks(path)]
    count = sum(not path.name.startswith(PASSING) for path in others)
    return (note("forget-not-decks", Source(project.shown(folder)), count=count),) if count else ()


# ---- one file


def _held(path: Path, search: Search, project: Project) -> Result[Held]:
    """Look into a deck or an archive; None where the person does not stand in it."""
    try:
        stamp = Stamp.of(path.stat())
        looked = [_looked_into(data, path.name, search) for data in _decks(path)]
    except OSError as problem:
        return None, (files.finding_of(problem, path),)
    except BROKEN_ZIP:
        looked = [None]
    unread = (error("forget-unread", Source(project.shown(path))),) if None in looked else ()
    read = [each for each in looked if each]
    mentions = next((found for _, found in read if found), None)
    if mentions is None:
        return None, unread
    standings = (*(each for each, _ in read), *_more(path))
    standing = next((each for each in standings if each in SOMEBODYS), standings[0])
    return Held(path, stamp, standing, mentions if _is_deck(path) else Mentions(elsewhere=True)), unread


def _looked_into(data: bytes, name: str, search: Search) -> tuple[Standing, Mentions] | None:
    package, _ = read_package(data, name)
    return (judge(package).standing, search.mentions(package)) if package else None


def _decks(path: Path) -> Iterator[bytes]:
    """Give the decks of a file one by one; raises one of BROKEN_ZIP for an archive that is damaged or far too large."""
    if _is_deck(path):
        yield path.read_bytes()
        return
    with zipfile.ZipFile(path) as archive:
        for entry in archive.infolist():
            if entry.file_size > MAX_INFLATED:
                raise ValueError(entry.file_size)
            if entry.filename.lower().endswith(DECK):
                yield archive.read(entry)


def _more(path: Path) -> tuple[Standing, ...]:
    """Say that an archive is somebody's where it holds more than a build puts there."""
    if _is_deck(path):
        return ()
    with zipfile.ZipFile(path) as archive:
        foreign = any(Path(entry.filename).suffix.lower() not in BUILT for entry in archive.infolist())
    return (Standing.UNKNOWN,) if foreign else ()


def _is_deck(path: Path) -> bool:
    return path.suffix.lower() == DECK


# ---- doing it


def carry_out(forgetting: Forgetting, project: Project) -> Findings:
    """Do what was decided; what a disk refuses, or somebody changed meanwhile, is a finding, and the rest is done.

    Findings: `forget-changed`, `forget-open`, `folder-locked`.
    """
    written = (_done(each.path, each.stamp, partial(_rewrite, each), project) for each in forgetting.lists)
    cleaned = (_cleaned(searched, project) for searched in forgetting.folders)
    return tuple(found for findings in (*written, *cleaned) for found in findings)


def _rewrite(each: Cleared) -> None:
    if each.data is not None:
        files.write_atomic(each.path, each.data)


def _cleaned(searched: Searched, project: Project) -> Findings:
    """Remove from a folder what nobody edited, what builds that were killed left there, and what is remembered."""
    try:
        with files.lock(searched.folder) as locked:
            return locked or tuple(_removed(searched, project))
    except OSError as problem:
        return (files.finding_of(problem, searched.folder),)


def _removed(searched: Searched, project: Project) -> Iterator[Finding]:
    for place in (searched.folder, searched.folder / BACKUPS, searched.folder / state.FOLDER):
        files.sweep(place)
    for held in searched.held:
        if not held.stays:
            yield from _done(held.path, held.stamp, held.path.unlink, project)
    if searched.memory:
        shutil.rmtree(searched.memory)


def _done(path: Path, stamp: Stamp, act: Callable[[], None], project: Project) -> Findings:
    """Do something to a file if it is still as it was when that was decided, and nobody has it open."""
    source = Source(project.shown(path))
    try:
        if mark := files.mark_of(path):
            return (error("forget-open", source, mark=mark.name),)
        if Stamp.of(path.stat()) != stamp:
            return (error("forget-changed", source),)
        act()
    except OSError as problem:
        return (files.finding_of(problem, path),)
    return ()
