"""The course that is built: the seed course in a folder of its own, with a presenter, and a logo for everybody.

Nobody's own presenter, roster or decks are in the way, and nothing of what is built is left behind.
"""

import csv
import os
import shutil
import sys
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path

from logos import draw_logos
from msgspec import Struct
from timing import PYTHON, process, set_aside

REPO = Path(__file__).parents[1]
REGISTER = REPO / "src/kursdeck/registers/kommuner.csv"
HEADER = ("recipient", "id", "date", "place", "logo")
SLIDES = 13


class Course(Struct, frozen=True):
    """A course's folder; `ids` are those of the decks that are built, `whom` says so to `kursdeck build`."""

    root: Path
    ids: tuple[str, ...]
    whom: tuple[str, ...]

    @property
    def out(self) -> Path:
        """Where its decks go."""
        return self.root / "deck/out"

    @property
    def template(self) -> Path:
        """The brand's PowerPoint template."""
        return self.root / "templates/ks/brand.pptx"

    @property
    def roster(self) -> Path:
        """One row a deck, where there is one."""
        return self.root / "deck/roster.csv"

    @property
    def decks(self) -> tuple[Path, ...]:
        """The finished decks, by name."""
        return tuple(sorted(self.out.glob("*.pptx")))

    def logo(self, name: str) -> Path:
        """Where the PNG logo of a recipient or row is."""
        return self.root / f"deck/logos/{name}.png"

    @property
    def attic(self) -> Path:
        """Where former decks go, outside of the project."""
        return self.root.with_name(f"{self.root.name} before")

    def clear(self) -> None:
        """Take decks, state and cache away: the next build is a cold one."""
        set_aside(self.out, self.attic)

    def clear_decks(self) -> None:
        """Take the decks only: the next build finds what was prepared before."""
        decks, kept = self.decks, self.root.with_name(f"{self.root.name} decks")
        kept.mkdir()
        for deck in decks:
            deck.rename(kept / deck.name)
        set_aside(kept, self.attic)

    @property
    def command(self) -> tuple[str, ...]:
        """The command that builds all its decks."""
        options = ("-q", "-C", str(self.root), "-o", str(self.out))
        return (PYTHON, "-m", "kursdeck", "build", *self.whom, *options)

    def build(self) -> None:
        """Build all its decks, in a process of its own."""
        process(*self.command)()


@cache
def municipalities() -> Mapping[str, str]:
    """Give the municipalities' names by number, in the register's order."""
    with REGISTER.open(encoding="utf-8", newline="") as file:
        return {row["id"]: row["name"] for row in csv.DictReader(file)}


def copy_course(folder: Path, ids: tuple[str, ...], ending: str = "png") -> Course:
    """Copy the seed course to `folder`, with a presenter and a logo of the format `ending` for each of `ids`."""
    shutil.copytree(REPO / "templates", folder / "templates")
    shutil.copy(REPO / "content.yaml", folder)
    (folder / "deck").mkdir()
    example = (REPO / "deck/presenter.example.yaml").read_text(encoding="utf-8")
    presenter = example.replace("Kari Eksempel", "Ola Eksempel")  # the example itself is shown in no deck
    (folder / "deck/presenter.yaml").write_text(presenter, encoding="utf-8")
    draw_logos(folder / "deck/logos", ids, ending)
    return Course(folder, ids, ("--all",) if ids == tuple(municipalities()) else ids)


def copy_with_roster(folder: Path, ids: tuple[str, ...], rows: int) -> Course:
    """Copy the seed course with a roster of `rows` rows, each with an id, a place and a logo of its own."""
    course = copy_course(folder, ())
    names = tuple(f"{ids[row % len(ids)]}-{row // len(ids) + 1}" for row in range(rows))
    draw_logos(folder / "deck/logos", names, "png")
    write_roster(course.roster, names)
    return Course(folder, names, ())


def write_roster(path: Path, names: Sequence[str]) -> None:
    """Write a roster; a row's id begins with the municipality's number."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(HEADER)
        writer.writerows(_rows(names))


def _rows(names: Sequence[str]) -> Iterator[tuple[str, ...]]:
    for name in names:
        number, _, turn = name.partition("-")
        day = f"2027-01-{1 + int(turn) % 28:02d}"
        yield (number, name, day, f"Eksempelsalen {turn}", f"deck/logos/{name}.png")


def as_installed() -> None:
    """Let commands run as where they were installed by pip: modules are compiled once, not at every start."""
    for name in ("PYTHONDONTWRITEBYTECODE", "PYTHONPROFILEIMPORTTIME", "SOURCE_DATE_EPOCH"):
        os.environ.pop(name, None)


def must(holds: bool, what: str) -> None:
    """Stop the whole run where an output is not what it must be: then no time means anything."""
    if not holds:
        sys.exit(f"not verified: {what}")
