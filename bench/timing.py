"""Jobs in turn, A B C A B C …: what counts is the ratio of two jobs in the same round.

A machine's speed drifts, so single times say little; the median of the rounds' ratios can be compared. What a job
has to clear away first is not timed, and the disk is idle when it starts.
"""

import itertools
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TypeAlias

from msgspec import Struct

PYTHON = sys.executable

Step: TypeAlias = Callable[[], None]
Times: TypeAlias = Mapping[str, Sequence[float]]
"""Each job's seconds, a value for each round."""


_TURN = itertools.count(1)


def set_aside(folder: Path, attic: Path) -> None:
    """Move a folder out of the way, if it is there; what is in `attic` is deleted when all is measured.

    Deleting it between two runs would be paid for by the next: ext4 gives no number of a file that was deleted in the
    last minutes to a new one, and passing over hundreds of them takes a millisecond for each file that is made
    (`recently_deleted` in its ialloc.c). A build of 357 decks took a third longer that way.
    """
    if folder.exists():
        attic.mkdir(exist_ok=True)
        folder.rename(attic / str(next(_TURN)))


def nothing() -> None:
    """Prepare nothing."""


class Job(Struct, frozen=True):
    """Something to time. `scale` is what its seconds are multiplied with, where it does only a sample."""

    name: str
    run: Step
    prepare: Step = nothing
    scale: float = 1.0


class Measure(Struct, frozen=True):
    """One value of each round, in any unit."""

    values: tuple[float, ...]

    @property
    def median(self) -> float:
        """The middle value: what is reported."""
        return statistics.median(self.values)

    def __str__(self) -> str:
        """Write the median with the whole spread, in three digits: '61.2 (58.0 to 64.1)'."""
        return f"{digits(self.median)} ({digits(min(self.values))} to {digits(max(self.values))})"


def digits(value: float) -> str:
    """Write a number with about three digits; a whole one is a count."""
    if value.is_integer():
        return f"{value:.0f}"
    size = abs(value)
    return f"{value:.0f}" if size >= 100 else f"{value:.1f}" if size >= 10 else f"{value:.2f}"  # noqa: PLR2004 - digits


def process(*command: object, cwd: Path | None = None) -> Step:
    """Give a job's step that runs a command to its end; one that fails ends the whole run with its own words."""
    words = [str(word) for word in command]

    def run() -> None:
        done = subprocess.run(words, check=False, capture_output=True, text=True, cwd=cwd)
        if done.returncode:
            sys.exit(f"{' '.join(words)[:200]}\nended with {done.returncode}:\n{done.stdout}{done.stderr}")

    return run


def in_turn(jobs: Sequence[Job], rounds: int) -> Times:
    """Run all jobs `rounds` times, one after the other; each has run before, or the first round is a cold one."""
    times: dict[str, list[float]] = {job.name: [] for job in jobs}
    for _ in range(rounds):
        for job in jobs:
            times[job.name].append(seconds(job))
    return times


def seconds(job: Job) -> float:
    """Prepare a job, let the disk settle, and give how long it takes."""
    job.prepare()
    os.sync()
    started = time.perf_counter()
    job.run()
    return (time.perf_counter() - started) * job.scale


def ratio(times: Times, over: str, under: str) -> Measure:
    """Give how many times as long `over` takes as `under`, a value for each round."""
    return Measure(tuple(a / b for a, b in zip(times[over], times[under], strict=True)))
