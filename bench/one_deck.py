"""What one deck costs, beside a naive python-pptx script that builds the same slides and notes.

usage: one_deck.py [RUNS]    (in the repository, with kursdeck and python-pptx installed)

The naive deck is verified first: it must say the same on every slide and in every note. Then both run in turn,
each as a whole process from a cold start. `--help` and what fitting costs are measured too.
"""

import json
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pptx import Presentation
from timing import PYTHON, compare, report, seconds

from kursdeck.audience import general
from kursdeck.build.opening import Opened, open_project
from kursdeck.deck import FittedText, Page
from kursdeck.fit.pages import fit_slide
from kursdeck.project import Project
from kursdeck.render.course import render

REPO = Path(__file__).parents[1]
RUNS = 11
FIT_ROUNDS = 20


def main() -> None:
    """Verify, then time."""
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else RUNS
    with tempfile.TemporaryDirectory() as folder:
        project = copy_course(Path(folder))
        opened, _ = open_project(project)
        if opened is None:
            sys.exit("the course does not open")
        slides = Path(folder) / "slides.json"
        slides.write_text(json.dumps(list(described(opened)), ensure_ascii=False), encoding="utf-8")
        out, naive_out = Path(folder) / "out", Path(folder) / "naive.pptx"
        template = project.brand("ks") / "brand.pptx"
        naive = [PYTHON, *map(str, (REPO / "bench/naive.py", slides, template, naive_out))]
        ours = [PYTHON, "-m", "kursdeck", "build", "-q", "-C", str(project.root), "-o", str(out), "--force"]
        fresh = [PYTHON, "-c", FRESH, str(out), *ours]
        verify(naive, ours, naive_out, out / "sosiale-medier.pptx")
        report(
            "one deck: kursdeck / naive python-pptx",
            compare(fresh, [PYTHON, "-c", FRESH, "-", *naive], runs),
            1.5,
        )
    help_ = [PYTHON, "-m", "kursdeck", "--help"]
    report("kursdeck --help / import click", compare(help_, [PYTHON, "-c", "import click"], runs), 2)
    print(f"{'fit':<44} {fit_cost(opened):7.2f} ms a slide{'':37}aim <= 3")


FRESH = """
import shutil, subprocess, sys
shutil.rmtree(sys.argv[1], ignore_errors=True)
sys.exit(subprocess.call(sys.argv[2:]))
"""
"""Clears the output, so that every run writes; both contenders start through it, so it costs both the same."""


def copy_course(folder: Path) -> Project:
    """Copy the seed course, so that nobody's presenter or decks are in the way."""
    shutil.copytree(REPO / "templates", folder / "templates")
    shutil.copy(REPO / "content.yaml", folder)
    (folder / "deck").mkdir()
    shutil.copy(REPO / "deck/presenter.example.yaml", folder / "deck")
    return Project(folder)


def described(opened: Opened) -> Iterator[dict[str, Any]]:
    """Give what each slide says, as the naive script wants it."""
    for page in pages(opened):
        texts = {
            frame.placeholder: [part.paragraph.text for part in frame.content.paragraphs]
            for frame in page.frames
            if isinstance(frame.content, FittedText)
        }
        notes = [paragraph.text for paragraph in page.slide.notes.paragraphs]
        yield {"layout": page.slide.layout, "placeholders": texts, "notes": notes}


def pages(opened: Opened) -> Iterator[Page]:
    """Render and fit the general deck."""
    deck, _ = render(opened.course, general(None, None), opened.brand, opened.course.lang, opened.register)
    for slide in deck.slides if deck else ():
        fitted, _ = fit_slide(slide, opened.brand, deck.footer if deck else "")
        yield from fitted or ()


def verify(naive: list[str], ours: list[str], naive_out: Path, out: Path) -> None:
    """Build both, and stop unless they say the same; the naive deck may lack what no placeholder holds."""
    seconds(naive)
    seconds(ours)
    said, naively = spoken(out), spoken(naive_out)
    for number, (slide, plain) in enumerate(zip(said, naively, strict=True), start=1):
        missing = plain - slide
        if missing:
            sys.exit(f"slide {number}: only the naive deck says {missing}")


def spoken(path: Path) -> list[set[str]]:
    """Give the paragraphs of each slide and its notes."""
    return [
        {
            paragraph.text.replace("\v", "\n")
            for shape in (*slide.placeholders, *slide.notes_slide.placeholders)
            if shape.has_text_frame
            for paragraph in shape.text_frame.paragraphs
            if paragraph.text.strip()
        }
        for slide in Presentation(str(path)).slides
    ]


def fit_cost(opened: Opened) -> float:
    """Give the median milliseconds that fitting takes a slide, caches warm from the first round."""
    deck, _ = render(opened.course, general(None, None), opened.brand, opened.course.lang, opened.register)
    if deck is None:
        sys.exit("the course does not render")
    times = []
    for _ in range(FIT_ROUNDS):
        started = time.perf_counter()
        for slide in deck.slides:
            fit_slide(slide, opened.brand, deck.footer)
        times.append((time.perf_counter() - started) * 1000 / len(deck.slides))
    return statistics.median(times)


if __name__ == "__main__":
    main()
