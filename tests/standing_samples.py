"""A course of four slides with two decks, what somebody does to one, and how `kursdeck status` tells of them."""

from pathlib import Path
from typing import Any

import pytest
from samples import run, run_json, write
from update_samples import add, delete, edited, move, say

SLIDES = """\
  - {id: start, kind: section, title: Velkommen}
  - {id: why, kind: points, title: Hvorfor, items: [Fordi]}
  - {id: rules, kind: points, title: Regler, items: [Vær saklig]}
  - {id: end, kind: section, title: Takk}
"""
NEW = SLIDES.replace("Fordi", "Derfor").replace("id: rules", "id: laws").replace("Regler", "Lover")
BERGEN, GENERAL = "prove_4601-bergen.pptx", "prove.pptx"


@pytest.fixture
def small(course: Path) -> Path:
    """Give a course of four slides, built for Bergen and for nobody in particular."""
    write(course, SLIDES)
    assert run("build", "Bergen", "-C", course).exit_code == 0
    assert run("build", "-C", course).exit_code == 0
    return course


def out(course: Path, name: str = BERGEN) -> Path:
    """Give the place of a deck."""
    return course / "deck" / "out" / name


def by_hand(path: Path) -> None:
    """Change a deck in each way."""
    path.write_bytes(edited(path.read_bytes(), [say(1, "Mitt"), add(2, "Mitt eget"), delete(4), move(3, 0)]))


def status(course: Path, *files: Path) -> dict[str, str]:
    """Give each deck's status by its file's name."""
    return {Path(deck["file"]).name: deck["status"] for deck in decks(course, *files)}


def decks(course: Path, *files: Path) -> list[dict[str, Any]]:
    """Give all that is told of each deck."""
    value: list[dict[str, Any]] = run_json("status", *files, "-C", course)["decks"]
    return value
