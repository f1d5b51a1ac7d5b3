"""What a deck for each municipality costs, beside every other way to make the same decks.

usage: recipients.py [--runs N] [--recipients N] [--sample N] [--only PART]... [--write]

Outputs are verified first: a time counts only for decks that say the same words on every slide and in every note,
and show the right logo. Then whole processes from a cold start, in turn; docs/performance.md says more.
"""

import argparse
import tempfile
from collections.abc import Sequence
from pathlib import Path

from contenders import CONTENDERS
from course import REPO, as_installed, copy_course, municipalities
from growth import growth
from pictures import pictures
from race import build_ours, race
from rebuilding import rebuilding
from results import Row, table, write
from writing import writing

PAGE = REPO / "docs/performance.md"
RUNS = 5
SAMPLE = 30
"""How many decks pandoc builds: its loop has no beginning or end that many decks would share."""
PARTS = (*CONTENDERS, "writing", "pictures", "growth", "rebuilding")


def main() -> None:
    """Measure, print, and if asked to, write the page's table."""
    options = parsed()
    as_installed()
    with tempfile.TemporaryDirectory() as folder:
        rows = measured(options, Path(folder))
    print(table(rows))
    if options.write:
        write(PAGE, rows, how(options))


def parsed() -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(description="Time kursdeck beside other ways to make the same decks.")
    parser.add_argument(
        "--runs", type=int, default=RUNS, help="rounds, of which the median counts [%(default)s]"
    )
    parser.add_argument("--recipients", type=int, default=len(municipalities()), help="municipalities [all]")
    parser.add_argument("--sample", type=int, default=SAMPLE, help="decks that pandoc builds [%(default)s]")
    parser.add_argument(
        "--only", action="append", choices=PARTS, help="a part to measure, may be repeated [all]"
    )
    parser.add_argument("--write", action="store_true", help="put the table into docs/performance.md")
    return parser.parse_args()


def measured(options: argparse.Namespace, folder: Path) -> list[Row]:
    """Measure the parts that were asked for."""
    parts: Sequence[str] = options.only or PARTS
    ids, rounds = chosen(options.recipients), options.runs
    course = copy_course(folder / "course", ids)
    names = [name for name in CONTENDERS if name in parts]
    build_ours(course)
    rows = race(course, names, rounds, options.sample, folder) if names else []
    if "writing" in parts:
        rows += writing(course, rounds, folder)
    if "pictures" in parts:
        rows += pictures(course, rounds, folder)
    if "growth" in parts:
        rows += growth(ids, rounds, folder)
    if "rebuilding" in parts:
        rows += rebuilding(ids, rounds, folder)
    return rows


def chosen(number: int) -> tuple[str, ...]:
    """Choose municipalities, spread over the register."""
    ids = tuple(municipalities())
    return ids[:: len(ids) // number][:number]


def how(options: argparse.Namespace) -> str:
    """Say how the table came about."""
    return (
        f"{options.recipients} decks a run, {options.runs} rounds. A ratio is how many times as long the first takes"
        " as the second."
    )


if __name__ == "__main__":
    main()
