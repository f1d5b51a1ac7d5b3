"""Ten times as many decks: time must grow with them, memory must not."""

import subprocess
from pathlib import Path

from course import REPO, Course, copy_with_roster, must
from results import AtMost, Row
from timing import PYTHON, Job, Measure, in_turn, ratio

TIMES = 10
ENOUGH_ROUNDS = 3
"""Decks in thousands vary little from round to round."""
KIB_PER_MIB = 1024


def growth(ids: tuple[str, ...], rounds: int, folder: Path) -> list[Row]:
    """Time a roster of as many rows as `ids` and one of ten times as many, and take their peaks of memory."""
    few = copy_with_roster(folder / "few", ids, len(ids))
    many = copy_with_roster(folder / "many", ids, len(ids) * TIMES)
    peaks: dict[Path, list[int]] = {few.root: [], many.root: []}
    jobs = [_job(course, peaks[course.root]) for course in (few, many)]
    in_turn(jobs, 1)
    for course in (few, many):
        must(len(course.decks) == len(course.ids), f"{len(course.decks)} decks for {len(course.ids)} rows")
    times = in_turn(jobs, min(rounds, ENOUGH_ROUNDS))
    more = zip(peaks[few.root], peaks[many.root], strict=True)
    grown = Measure(tuple((after - before) / KIB_PER_MIB for before, after in more))
    sizes = f"a roster of {len(many.ids):,} rows / of {len(few.ids):,}"
    return [
        Row(f"time: {sizes}", ratio(times, str(many.root), str(few.root)), "×", AtMost(TIMES + 1)),
        Row(f"peak memory: {sizes}, difference", grown, "MiB", AtMost(20)),
    ]


def _job(course: Course, peaks: list[int]) -> Job:
    command = (PYTHON, "-S", str(REPO / "bench/peak.py"), *course.command)

    def run() -> None:
        done = subprocess.run(command, check=True, capture_output=True, text=True)
        peaks.append(int(done.stdout.split()[-1]))

    return Job(str(course.root), run, course.clear)
