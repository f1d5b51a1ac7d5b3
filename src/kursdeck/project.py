"""Where the files of a course project are, and that none of them is anywhere else.

Paths written in YAML come from other people: a course is mailed around, a roster filled in by anybody. What
such a path names lies inside the project, or it is refused: no deck carries a file from elsewhere.
"""

import os
import posixpath
import re
from pathlib import Path

from msgspec import Struct

from kursdeck.findings import Result, error
from kursdeck.source import Source

CONTENT = "content.yaml"


class Project(Struct, frozen=True):
    """A folder with a course: three things, three owners. `root` is absolute."""

    root: Path

    @property
    def content(self) -> Path:
        """What is said: the course author's."""
        return self.root / CONTENT

    def brand(self, name: str) -> Path:
        """How it looks: the designer's folder of one brand."""
        return self.root / "templates" / name

    @property
    def deck(self) -> Path:
        """For whom: the trainer's and presenter's folder, which git ignores."""
        return self.root / "deck"

    @property
    def presenter(self) -> Path:
        """The contact person and the logo."""
        return self.deck / "presenter.yaml"

    @property
    def presenter_example(self) -> Path:
        """The sample to copy as `presenter`."""
        return self.deck / "presenter.example.yaml"

    @property
    def roster(self) -> Path:
        """One row a deck."""
        return self.deck / "roster.csv"

    @property
    def roster_workbook(self) -> Path:
        """The same, for whom a workbook is easier to keep."""
        return self.deck / "roster.xlsx"

    @property
    def roster_example(self) -> Path:
        """The sample that shows which columns the course reads."""
        return self.deck / "roster.example.csv"

    @property
    def logos(self) -> Path:
        """Pictures named by the recipient's id."""
        return self.deck / "logos"

    @property
    def out(self) -> Path:
        """The finished decks."""
        return self.deck / "out"

    @property
    def state(self) -> Path:
        """What is remembered between builds; may be deleted at any time."""
        return self.out / ".kursdeck"

    @property
    def prepared(self) -> Path:
        """What was made of its pictures."""
        return self.state / "pictures"

    def shown(self, path: Path) -> str:
        """Write a path for messages: from the project's folder with slashes, whole when it lies elsewhere."""
        try:
            return path.relative_to(self.root).as_posix()
        except ValueError:
            return str(path)


def find(start: Path | None) -> Result[Project]:
    """Find the project that `start` lies in, the current folder when None, by its content.yaml.

    Findings: `project-folder-missing`, `project-not-found`.
    """
    folder = Path.cwd() if start is None else start.absolute()
    if not folder.is_dir():
        return None, (error("project-folder-missing", Source(str(start))),)
    root = next((place for place in (folder, *folder.parents) if (place / CONTENT).is_file()), None)
    if root is None:
        return None, (error("project-not-found", Source(str(folder))),)
    return Project(root), ()


# ---- paths written by people

ELSEWHERE = re.compile(r"[/~]|\.\.(/|$)|.*[:\0-\x1f]")
"""What is no path from the project's folder, once backslashes are slashes: an absolute or UNC path,
somebody's home, a way up and out; and with a colon in it a drive, an address or an NTFS stream."""


def inside(project: Project, text: str, source: Source) -> Result[Path]:
    """Give the place of a path written in YAML, from the project's folder; backslashes do as separators.

    Finding `path-outside`: absolute paths, drives, network shares, and `..` or links that lead out of it.
    """
    relative = posixpath.normpath(text.strip().replace("\\", "/"))
    place = project.root / relative
    if ELSEWHERE.match(relative) or not _really_inside(project.root, place):
        return None, (error("path-outside", source, path=text),)
    return place, ()


def _really_inside(root: Path, place: Path) -> bool:
    """Follow every link on the way; a path that leads in a circle or cannot be one leads nowhere inside."""
    try:
        return Path(os.path.realpath(place)).is_relative_to(os.path.realpath(root))
    except (OSError, ValueError):
        return False
