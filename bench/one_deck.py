"""What one deck costs, beside a naive python-pptx script that builds the same slides and notes.

usage: one_deck.py [RUNS]    (in the repository, with kursdeck and python-pptx installed)

The naive deck is verified first: it must say the same on every slide and in every note. Then both run in turn,
each as a whole process from a cold start. `--help` and what fitting costs are measured too.
"""

import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from contenders import Contender, naive
from course import Course, as_installed, copy_course, must
from described import describe
from results import AtMost, Row, table
from said import differences, read_deck
from timing import PYTHON, Job, Measure, in_turn, process, ratio

from kursdeck.audience import general
from kursdeck.build.kit import Kit
from kursdeck.build.opening import Opened, open_project
from kursdeck.deck import Run, Slide
from kursdeck.fit.pages import fit_slide
from kursdeck.project import Project

RUNS = 11
FIT_ROUNDS = 20
FOOTER = Run("Sosiale medier for folkevalgte", "nb-NO")


def main() -> None:
    """Verify, then time."""
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else RUNS
    as_installed()
    with tempfile.TemporaryDirectory() as folder:
        course = copy_course(Path(folder) / "course", ())
        rows = [_beside_naive(course, runs, Path(folder)), _help(runs), _fit(course)]
    print(table(rows))


def _beside_naive(course: Course, runs: int, folder: Path) -> Row:
    described, out = folder / "described.json", folder / "naive"
    out.mkdir()
    course.build()
    describe(course.decks, (None,), course.template, described)
    contender = naive(course.template, folder)
    jobs = (Job("ours", course.build, course.clear), _naive_job(contender, described, out))
    in_turn(jobs, 1)
    for deck in course.decks:
        found = next(differences(read_deck(deck), read_deck(out / deck.name)), "")
        must(not found, found)
    measured = ratio(in_turn(jobs, runs), "ours", contender.name)
    return Row(f"one deck: kursdeck / {contender.name}", measured, bound=AtMost(1.5))


def _naive_job(contender: Contender, described: Path, out: Path) -> Job:
    return Job(contender.name, process(*contender.command, described, contender.template, out))


def _help(runs: int) -> Row:
    jobs = (
        Job("help", process(PYTHON, "-m", "kursdeck", "--help")),
        Job("click", process(PYTHON, "-c", "import click")),
    )
    in_turn(jobs, 1)
    measured = ratio(in_turn(jobs, runs), "help", "click")
    return Row("`kursdeck --help` / `import click`", measured, bound=AtMost(2))


# ---- fit


def _fit(course: Course) -> Row:
    """Give the milliseconds that fitting takes a slide, caches warm from the first round."""
    opened, _ = open_project(Project(course.root))
    if opened is None:
        sys.exit("the course does not open")
    slides = _slides(opened)
    times = tuple(_fit_once(slides, opened) for _ in range(FIT_ROUNDS))
    return Row("fit, a slide", Measure(times), "ms", AtMost(3))


def _slides(opened: Opened) -> Sequence[Slide]:
    """Give the general deck's slides as they were before they were fitted."""
    made, _ = Kit(opened).make(general(None, None), opened.course.lang)
    if made is None:
        sys.exit("the course is not built")
    return tuple({page.slide.id: page.slide for page in made.pages}.values())


def _fit_once(slides: Sequence[Slide], opened: Opened) -> float:
    started = time.perf_counter()
    for slide in slides:
        fit_slide(slide, opened.brand, FOOTER)
    return (time.perf_counter() - started) * 1000 / len(slides)


if __name__ == "__main__":
    main()
