"""What putting finished decks in their places costs, beside copying the same files with the same syncs.

A copy is the least that any program does to leave files behind. Kursdeck's way keeps other builds out of the folder,
looks what stands at each place, writes each file under another name, syncs it and renames it, so that no half deck
is ever seen; at the end it syncs the folder and writes down what it wrote.
"""

import os
import shutil
import sys
from collections import deque
from collections.abc import Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from itertools import repeat
from pathlib import Path

from course import Course, must
from results import AtMost, Row
from timing import Job, in_turn, ratio, set_aside

from kursdeck.build import output, shelf, turns
from kursdeck.files import sync_folder
from kursdeck.files.syncing import syncing
from kursdeck.files.syncing_child import THREADS as AT_A_TIME

COPY, THREADS, WRITE, BUILD = "copy", "copy with threads", "write", "build"
COPYFILE = "`shutil.copyfile`"


def writing(course: Course, rounds: int, folder: Path) -> list[Row]:
    """Time the writing of the course's decks, which are built already; sources and bytes are in memory."""
    decks = {path: path.read_bytes() for path in course.decks}
    copied, written = folder / COPY, folder / WRITE
    jobs = (
        Job(COPY, lambda: copy(decks, copied), lambda: emptied(copied)),
        Job(THREADS, lambda: copy_with_threads(decks, copied), lambda: emptied(copied)),
        Job(WRITE, lambda: write(decks, written), lambda: emptied(written)),
    )
    in_turn(jobs, 1)
    for path, data in decks.items():
        same = (copied / path.name).read_bytes() == data == (written / path.name).read_bytes()
        must(same, f"{path.name} was not written as it is")
    times = in_turn((*jobs, Job(BUILD, course.build, course.clear)), rounds)
    return [
        Row(f"writing the decks / {COPYFILE}", ratio(times, WRITE, COPY), "×", AtMost(2), AtMost(1.2)),
        Row(f"writing the decks / {COPYFILE} with as many threads", ratio(times, WRITE, THREADS)),
        Row(f"kursdeck, the whole process / {COPYFILE}", ratio(times, BUILD, COPY)),
    ]


def copy(sources: Iterable[Path], target: Path) -> None:
    """Copy files and sync each, then the folder."""
    for source in sources:
        copy_one(source, target)
    sync_folder(target)


def copy_with_threads(sources: Iterable[Path], target: Path) -> None:
    """Copy and sync as many files at a time as a build has waited for."""
    with ThreadPoolExecutor(AT_A_TIME) as pool:
        deque(pool.map(copy_one, sources, repeat(target)), maxlen=0)
    sync_folder(target)


def copy_one(source: Path, target: Path) -> None:
    """Copy a file into a folder and sync it."""
    place = target / source.name
    shutil.copyfile(source, place)
    with place.open("rb") as file:
        os.fsync(file.fileno())


def write(decks: Mapping[Path, bytes], target: Path) -> None:
    """Write files as a build does once it has made them."""
    with ExitStack() as stack:
        sync = stack.enter_context(syncing(len(decks)))
        ours, refused = shelf.hold(target, sync, stack)
        if ours is None:
            sys.exit(f"the folder cannot be held: {refused}")
        begun = (ours.place(output.beside, data, target / source.name) for source, data in decks.items())
        for placed in turns.in_turn(begun):
            must(placed.decision is not None, "a deck was refused")


def emptied(folder: Path) -> None:
    """Make a folder that is empty."""
    set_aside(folder, folder.with_name("written before"))
    folder.mkdir()
