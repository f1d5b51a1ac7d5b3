"""Building again: what a change makes anew, that the result is the same as from nothing, and how long it takes."""

import re
import shutil
from collections.abc import Callable, Mapping
from itertools import count
from pathlib import Path

from course import Course, copy_with_roster, must
from logos import arms, write_png
from msgspec import Struct
from results import AtMost, Bound, Row
from timing import PYTHON, Job, Measure, in_turn, process, ratio, set_aside

COLD, NOTHING, IMPORTS = "cold", "nothing", "imports"
NOTES = re.compile(r"(notes:\n +nb: \|\n)( +)")
"""Where the notes of the first slide begin."""


class Change(Struct, frozen=True):
    """A change to a course, another one at each call, and how many of its decks it touches."""

    what: str
    make: Callable[[], None]
    touches: int


def rebuilding(ids: tuple[str, ...], rounds: int, folder: Path) -> list[Row]:
    """Verify and time rebuilds of a roster with a row for each of `ids`, beside building it from nothing."""
    course = copy_with_roster(folder / "changing", ids, len(ids))
    cold = copy_with_roster(folder / "cold", ids, len(ids))
    changes = changes_to(course)
    course.build()
    rows = [_written(course, Change("nothing changed", lambda: None, 0), folder)]
    rows.extend(_written(course, change, folder) for change in changes)
    times = in_turn(
        (
            Job(COLD, cold.build, cold.clear),
            Job(NOTHING, course.build, course.build),
            Job(IMPORTS, _two_imports),
            *(Job(change.what, course.build, change.make) for change in changes),
        ),
        rounds,
    )
    first = Row("nothing changed / two `import pptx`", ratio(times, NOTHING, IMPORTS), "×", AtMost(1))
    others = [Row(f"{change.what} / all from nothing", ratio(times, change.what, COLD)) for change in changes]
    return [*rows, first, *others]


def _two_imports() -> None:
    for _ in range(2):
        process(PYTHON, "-c", "import pptx")()


def changes_to(course: Course) -> tuple[Change, ...]:
    """Give the changes: the notes of one slide, which every deck has; one row; one row's logo."""
    content, roster = course.root / "content.yaml", course.roster
    said, rows, one = content.read_text(encoding="utf-8"), roster.read_text(encoding="utf-8"), course.ids[1]
    turn = count(1)

    def notes() -> None:
        content.write_text(NOTES.sub(rf"\1\2Gang {next(turn)}.\n\n\2", said, count=1), encoding="utf-8")

    def row() -> None:
        before, after = (
            f"{one},2027-01-02,Eksempelsalen 1",
            f"{one},2027-01-02,Eksempelsalen {next(turn) + 1}",
        )
        roster.write_text(rows.replace(before, after), encoding="utf-8")

    def logo() -> None:
        write_png(course.logo(one), tuple(arms(f"{one} {next(turn)}")))

    return (
        Change("one slide's notes changed", notes, len(course.ids)),
        Change("one roster row changed", row, 1),
        Change("one logo changed", logo, 1),
    )


# ---- verifying


def _written(course: Course, change: Change, folder: Path) -> Row:
    """Make a change, build, and count the files that are others now; they must be as if built from nothing."""
    before = _state(course)
    change.make()
    course.build()
    after = _state(course)
    must(change.touches == 0 or before != after, f"{change.what}: no deck is another")
    _verify(course, folder)
    number = sum(before.get(path) != state for path, state in after.items())
    bound: Bound = AtMost(change.touches)
    return Row(f"{change.what}: files written", Measure((float(number),)), "files", bound)


def _state(course: Course) -> Mapping[Path, tuple[int, int]]:
    """Give for each deck what changes whenever it is written, even with the same bytes."""
    return {path: (path.stat().st_ino, path.stat().st_mtime_ns) for path in course.decks}


def _verify(course: Course, folder: Path) -> None:
    """Stop unless the decks are the same, byte for byte, as from nothing."""
    copy = Course(folder / "anew", course.ids, course.whom)
    shutil.copytree(course.root, copy.root, ignore=shutil.ignore_patterns("out"))
    copy.build()
    same = [deck.read_bytes() for deck in course.decks] == [deck.read_bytes() for deck in copy.decks]
    must(same, "a rebuilt deck differs from one that is built from nothing")
    set_aside(copy.root, folder / "verified")
