"""What a disk or system refused, said in one sentence that a person can act on."""

import errno
import sys
from pathlib import Path

from kursdeck.files.naming import mark_of
from kursdeck.findings import Finding, error
from kursdeck.source import Source

LONGEST_WINDOWS_PATH = 260
"""MAX_PATH: longer ones are 'not found' where Windows was not told to allow them."""

WINDOWS_IN_USE = (32, 33)
"""ERROR_SHARING_VIOLATION and ERROR_LOCK_VIOLATION: another program has the file open."""

WINDOWS_TOO_LONG = 206
"""ERROR_FILENAME_EXCED_RANGE."""


def finding_of(problem: OSError, path: Path) -> Finding:
    """Say in one sentence what a disk or system refused at `path`, if need be in the system's own words."""
    source = Source(str(path))
    windows = getattr(problem, "winerror", None)
    if windows in WINDOWS_IN_USE or (isinstance(problem, PermissionError) and mark_of(path)):
        return error("file-in-use", source)
    if blocker := _file_among_folders(path):
        return error("folder-is-file", source, folder=str(blocker))
    if windows == WINDOWS_TOO_LONG or problem.errno == errno.ENAMETOOLONG or _too_long_for_windows(path):
        return error("path-too-long", source, length=len(str(path)))
    return _by_number(problem, path)


def _by_number(problem: OSError, path: Path) -> Finding:  # noqa: PLR0911 - one line an error, as in a table
    source, folder = Source(str(path)), Source(str(path if path.is_dir() else path.parent))
    match problem.errno:
        case errno.ENOSPC | errno.EDQUOT:
            return error("disk-full", folder)  # a whole disk's trouble is said once
        case errno.EFBIG:
            return error("file-too-large", source)
        case errno.EROFS:
            return error("disk-read-only", folder)
        case errno.EACCES | errno.EPERM:
            return error("file-denied", source)
        case errno.EISDIR:
            return error("file-is-folder", source)
        case errno.EEXIST | errno.ENOTDIR:
            return error("folder-is-file", source, folder=source.file)
        case errno.ENOENT:
            return error("file-missing", source)
        case _:
            return error("file-failed", source, reason=problem.strerror or str(problem))


def _file_among_folders(path: Path) -> Path | None:
    return next((folder for folder in path.parents if folder.is_file()), None)


def _too_long_for_windows(path: Path) -> bool:
    return sys.platform == "win32" and len(str(path.absolute())) >= LONGEST_WINDOWS_PATH
