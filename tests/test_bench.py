"""The benchmark's own promise: it times nothing before every output was verified, and its judge can say no.

No time is asserted: a busy machine is no defect.
"""

import subprocess
import sys
from functools import partial
from pathlib import Path

import pytest
from decks import REPO
from hypothesis import given
from hypothesis import strategies as st
from logos import HEIGHT, WIDTH, draw_logos
from msgspec.structs import replace
from PIL import Image
from results import BEGIN, END, AtLeast, AtMost, Row, write
from said import Shown, Slide, Text, differences, shows
from timing import Job, Measure, in_turn, ratio

DECK = (
    Slide("Tittel", (Text(("Nettvett", "for alle"), 0, None),), (), ("Si hei.",)),
    Slide("Punkter", (Text(("Vær saklig",), 13, None),), (), ("Vent litt.",)),
)


def test_three_municipalities_are_built_by_kursdeck_and_naively_and_say_the_same() -> None:
    """The whole harness runs: it exits with an error where a deck is missing, says other words or has no logo."""
    command = [sys.executable, "bench/recipients.py", "--runs", "1", "--recipients", "3", "--only", "naive"]
    done = subprocess.run(command, check=False, capture_output=True, text=True, cwd=REPO)
    assert done.returncode == 0, done.stderr
    assert "naive python-pptx / kursdeck" in done.stdout


# ---- the judge


def test_decks_that_say_the_same_have_no_differences() -> None:
    """Where words stand on a slide is up to whoever made it."""
    moved = replace(DECK[0], texts=(Text(("for alle",), None, (0, 0, 9, 9)), Text(("Nettvett",), 7, None)))
    assert not list(differences(DECK, (moved, DECK[1])))


@pytest.mark.parametrize(
    "other",
    [
        DECK[:1],
        (DECK[1], DECK[0]),
        (DECK[0], replace(DECK[1], texts=(Text(("Vær usaklig",), 13, None),))),
        (DECK[0], replace(DECK[1], texts=())),
        (DECK[0], replace(DECK[1], notes=("litt Vent.",))),
        (DECK[0], replace(DECK[1], notes=())),
    ],
)
def test_a_deck_that_says_less_more_or_something_else_is_caught(other: tuple[Slide, ...]) -> None:
    assert list(differences(DECK, other))


def test_a_logo_is_known_by_its_pixels_and_another_is_not(tmp_path: Path) -> None:
    """A contender may write the file anew, as long as the picture is the same."""
    draw_logos(tmp_path, ("0301", "4601"), "png")
    anew = tmp_path / "anew.png"
    with Image.open(tmp_path / "0301.png") as image:
        image.save(anew, compress_level=1)
    slide = replace(DECK[0], pictures=(Shown(anew.read_bytes(), 16),))
    assert shows(slide, tmp_path / "0301.png")
    assert not shows(slide, tmp_path / "4601.png")


# ---- logos


def test_logos_are_distinct_and_always_the_same(tmp_path: Path) -> None:
    """Every run builds with the same files, 5 to 20 kB each, as municipalities have them."""
    names = tuple(f"{number:04}" for number in range(12))
    for folder in ("first", "again"):
        draw_logos(tmp_path / folder, names, "png")
    first = [(tmp_path / "first" / f"{name}.png").read_bytes() for name in names]
    assert first == [(tmp_path / "again" / f"{name}.png").read_bytes() for name in names]
    assert len(set(first)) == len(names)
    assert all(5_000 <= len(data) <= 20_000 for data in first)
    with Image.open(tmp_path / "first/0000.png") as image:
        assert image.size == (WIDTH, HEIGHT)


# ---- times and bounds


def test_jobs_run_in_turn_each_prepared_and_a_sample_is_scaled() -> None:
    ran: list[str] = []
    jobs = [
        Job(name, partial(ran.append, name), partial(ran.append, f"clear {name}"), scale)
        for name, scale in (("a", 1.0), ("b", 1000.0))
    ]
    times = in_turn(jobs, 2)
    assert ran == ["clear a", "a", "clear b", "b"] * 2
    assert ratio(times, "b", "a").values == tuple(b / a for a, b in zip(times["a"], times["b"], strict=True))


@given(st.floats(0, 1e6), st.floats(0, 1e6))
def test_whether_a_bound_is_reached_is_computed(measured: float, bound: float) -> None:
    row = Row("a / b", Measure((measured,)), bound=AtLeast(bound), aim=AtMost(bound))
    assert (row.cells[3] == "yes") == (measured >= bound)
    assert (row.cells[5] == "yes") == (measured <= bound)


def test_the_table_takes_the_place_of_the_former_one(tmp_path: Path) -> None:
    """Writing twice leaves one table, and what the page says around it."""
    copy = tmp_path / "performance.md"
    copy.write_text(f"above\n{BEGIN}\nold\n{END}\nbelow\n", encoding="utf-8")
    rows = [Row("naive / ours", Measure((2.125, 3.25, 61.25)), bound=AtLeast(2.5), aim=AtLeast(60))]
    write(copy, rows, "Once.")
    once = copy.read_text(encoding="utf-8")
    write(copy, rows, "Once.")
    assert copy.read_text(encoding="utf-8") == once
    assert "| naive / ours | 3.25 × (2.12 to 61.2) | ≥ 2.5 | yes | ≥ 60 | no |" in once
    assert once.startswith("above\n")
    assert once.endswith("\nbelow\n")
    assert "old" not in once
