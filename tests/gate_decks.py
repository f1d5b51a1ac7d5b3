"""The decks that the gate judges: every kind, layout and feature, in the brand that ships and in a foreign one."""

from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from decks import made, opened, recipient
from everything import picture_files, write_everything, write_foreign
from picture_samples import prepared

from kursdeck.build.deck import Made
from kursdeck.build.opening import Opened


@cache
def seed() -> Opened:
    """Open the course that ships."""
    return opened()


@cache
def everything() -> Opened:
    """Open the course with everything in it."""
    with TemporaryDirectory() as folder:
        return opened(write_everything(Path(folder) / "course"))


@cache
def foreign() -> Opened:
    """Open the course in a template that somebody else made."""
    with TemporaryDirectory() as folder:
        return opened(write_foreign(Path(folder) / "course"))


DECKS: Mapping[str, Callable[[], Made]] = {
    "seed": lambda: made(seed(), recipient(seed(), "")),
    "seed in nynorsk, three names, SVG logo": lambda: made(
        seed(), recipient(seed(), "Storfjord", logo=prepared(picture_files()["svg"])), "nn"
    ),
    "seed without presenter": lambda: made(seed(), recipient(seed(), "Bergen", presenter=None)),
    "everything": lambda: made(everything(), recipient(everything(), "")),
    "everything with a JPEG logo": lambda: made(
        everything(), recipient(everything(), "Voss", logo=prepared(picture_files()["jpg"]))
    ),
    "foreign template": lambda: made(foreign(), recipient(foreign(), "")),
}


@cache
def deck(name: str) -> Made:
    """Make one of the decks, once."""
    return DECKS[name]()


def project(name: str) -> Opened:
    """Give the project that a deck is made from."""
    courses = {"seed": seed, "everything": everything, "foreign": foreign}
    return courses[name.partition(" ")[0]]()
