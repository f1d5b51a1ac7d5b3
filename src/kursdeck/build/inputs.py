"""What a build depends on, digested: nothing that can change a deck may be missing here.

Everything that a build reads lies in the project (paths that lead out of it are refused), in the program or among
the packages that it uses; a logo may be named from elsewhere. So all of that goes in, whether this course reads it
or not: what is digested too much costs one build that writes nothing, what is forgotten would cost a stale deck.
"""

import hashlib
import os
import sys
from collections.abc import Collection, Iterator
from datetime import UTC, datetime
from pathlib import Path

from msgspec.structs import replace

import kursdeck
from kursdeck.build.outcome import Request
from kursdeck.project import Project

TEXTS = frozenset({".csv", ".j2", ".json", ".xlsx", ".yaml", ".yml"})
"""Endings of files that are digested by what they hold: they are small, and git or a sync service touches them
without changing them. Of the others, such as 357 logos, size and time must do."""
LARGEST_TEXT = 2**20
"""Bytes up to which a text is read here: no file of a course is larger (the loader refuses more)."""
NOT_READ = frozenset({".git", "__pycache__"})
"""Folders that no build reads from, and that are large or change by themselves."""
OUR_OWN = ".kursdeck"
"""How the files begin that a build leaves or is still writing: its lock, and what is not yet in its place."""

PACKAGES = "-packages"
"""How Python's folders of installed packages end; such a folder is changed by all that is installed or renewed."""


def fingerprint(project: Project, request: Request) -> str:
    """Digest all that can change what a build gives; equal fingerprints mean equal decks and equal findings.

    A dry run has the fingerprint of the build that it foretells. Taken before a build reads anything, so that
    what changes meanwhile is seen by the next one.
    """
    whole = hashlib.sha256()
    for part in (*_surroundings(), *_asked(request), *_files(project, request)):
        whole.update(f"{part}\n".encode("utf-8", "surrogateescape"))
    return whole.hexdigest()


def changing(project: Project, request: Request) -> tuple[str, ...]:
    """Give the state of the project's own files, for whoever waits until one of them changes."""
    return tuple(_files(project, request))


def _surroundings() -> Iterator[str]:
    """Give the program, its packages, and the day (a contact may be out of date tomorrow)."""
    yield sys.version
    yield kursdeck.__version__
    yield os.environ.get("SOURCE_DATE_EPOCH", "")
    yield str(datetime.now(UTC).astimezone().date())
    yield from _below(Path(kursdeck.__file__).parent, ())
    yield from (_state(folder) for folder in sys.path if folder.endswith(PACKAGES))


def _asked(request: Request) -> Iterator[str]:
    yield repr(replace(request, dry_run=False, out=None, logo=None))
    if request.logo:
        yield _state(os.path.abspath(request.logo))  # noqa: PTH100 - as typed: no link is followed


def _files(project: Project, request: Request) -> Iterator[str]:
    """Give the state of each file of the project but the results."""
    results = {str(project.out), os.path.abspath(request.out or project.out)}  # noqa: PTH100 - as typed
    yield from _below(project.root, results)


def _below(top: Path, but: Collection[str]) -> Iterator[str]:
    for folder, folders, names in os.walk(top):
        kept = (name for name in folders if name not in NOT_READ and os.path.join(folder, name) not in but)  # noqa: PTH118
        folders[:] = sorted(kept)
        for name in sorted(names):
            path = os.path.join(folder, name)  # noqa: PTH118 - 1,000 Path objects would be felt
            if path not in but and not name.startswith(OUR_OWN):
                yield _state(path)


def _state(path: str) -> str:
    """Give a file's path with what it holds, or with its size and time."""
    try:
        seen = os.stat(path)  # noqa: PTH116 - as above
        if os.path.splitext(path)[1] in TEXTS and seen.st_size <= LARGEST_TEXT:  # noqa: PTH122 - as above
            return f"{path} {hashlib.sha256(Path(path).read_bytes()).hexdigest()}"
    except OSError:  # gone since it was listed, or not ours to read
        return path
    return f"{path} {seen.st_size} {seen.st_mtime_ns}"
