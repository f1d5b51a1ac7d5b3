"""Decks are written a few at a time: results come in order, little waits, and what was written is remembered."""

from collections.abc import Iterator
from concurrent.futures import Future
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kursdeck.build import output, shelf, state
from kursdeck.build.outcome import Status
from kursdeck.build.shelf import AHEAD, Shelf, hold, in_turn
from kursdeck.files import Stamp


@given(st.integers(0, 40), st.randoms(use_true_random=False))
def test_results_come_in_the_order_in_which_they_were_begun(count: int, random: Random) -> None:
    """Whichever is done first: here a later one is often done before an earlier."""
    waiting: list[tuple[int, Future[int]]] = []

    def begun() -> Iterator[Future[int]]:
        for number in range(count):
            future: Future[int] = Future()
            waiting.append((number, future))
            if len(waiting) > AHEAD or number == count - 1:
                random.shuffle(waiting)
                for done, each in waiting:
                    each.set_result(done)
                waiting.clear()
            yield future

    assert list(in_turn(begun())) == list(range(count))


def test_only_so_many_are_begun_before_the_first_is_done() -> None:
    """So memory does not grow with the number of decks."""
    begun: list[Future[int]] = []

    def endless() -> Iterator[Future[int]]:
        while True:
            begun.append(Future())
            if len(begun) > AHEAD:
                oldest = len(begun) - AHEAD - 1
                begun[oldest].set_result(oldest)
            yield begun[-1]

    for number, result in zip(range(20), in_turn(endless()), strict=False):
        assert result == number
        assert len(begun) == number + AHEAD + 1


@contextmanager
def held(folder: Path) -> Iterator[Shelf]:
    """Hold a folder as a build does."""
    with ExitStack() as stack:
        ours, _ = hold(folder, stack)
        assert ours
        yield ours


def put(ours: Shelf, path: Path, data: bytes) -> output.Placed:
    return ours.pool.submit(ours.place(output.beside, data, path)).result()


def test_what_was_written_is_remembered_however_the_build_ended(tmp_path: Path) -> None:
    path = tmp_path / "kurs.pptx"
    with suppress(KeyboardInterrupt), held(tmp_path) as ours:
        put(ours, path, b"deck")
        raise KeyboardInterrupt
    remembered = state.load(tmp_path)
    assert remembered.last is None
    assert remembered.decks["kurs.pptx"].stamp == Stamp.of(path.stat())
    assert remembered.decks["kurs.pptx"].digest == state.digest_of(b"deck")


@pytest.mark.filterwarnings(
    "ignore::pytest.PytestUnraisableExceptionWarning"
)  # of the file that nobody closes
def test_what_was_begun_and_never_finished_leaves_nothing_behind(tmp_path: Path) -> None:
    """An interruption may fall between the two."""
    with suppress(KeyboardInterrupt), held(tmp_path) as ours:
        ours.place(output.beside, b"deck", tmp_path / "kurs.pptx")
        raise KeyboardInterrupt
    assert not list(tmp_path.glob("*.pptx"))
    assert not list(tmp_path.glob("*.tmp"))


def test_what_somebody_saves_while_the_disk_is_waited_for_is_not_replaced(tmp_path: Path) -> None:
    path = tmp_path / "kurs.pptx"
    with held(tmp_path) as ours:
        rest = ours.place(output.beside, b"deck", path)
        path.write_bytes(b"mine")
        placed = rest()
        assert placed.decision
        assert (placed.decision.status, path.read_bytes()) == (Status.BESIDE, b"mine")
        assert placed.decision.spot.read_bytes() == b"deck"


def test_what_somebody_saves_over_a_deck_that_is_about_to_be_replaced_stays(tmp_path: Path) -> None:
    path = tmp_path / "kurs.pptx"
    for data in (b"first", b"second"):
        with held(tmp_path) as ours:
            rest = ours.place(output.beside, data, path)
            if path.exists():
                path.write_bytes(b"mine, and longer")
            placed = rest()
    assert placed.decision
    assert (placed.decision.status, path.read_bytes()) == (Status.BESIDE, b"mine, and longer")
    assert placed.decision.spot.read_bytes() == b"second"


def test_a_remembered_deck_is_replaced_without_being_read(tmp_path: Path) -> None:
    """Its bytes are no deck at all, so reading them would call it somebody's."""
    path = tmp_path / "kurs.pptx"
    for data, status in ((b"deck", Status.WRITTEN), (b"deck", Status.UNCHANGED), (b"new!", Status.WRITTEN)):
        with held(tmp_path) as ours:
            placed = put(ours, path, data)
        assert placed.decision
        assert placed.decision.status is status
        assert path.read_bytes() == data


def test_a_deck_that_is_gone_is_forgotten(tmp_path: Path) -> None:
    path = tmp_path / "kurs.pptx"
    for gone in (False, True):
        with held(tmp_path) as ours:
            path.unlink() if gone else put(ours, path, b"deck")
    assert state.load(tmp_path).decks == {}


def test_looking_at_a_folder_makes_nothing(tmp_path: Path) -> None:
    folder = tmp_path / "out"
    with ExitStack() as stack:
        ours, _ = shelf.look(folder, stack)
        assert ours
        placed = put(ours, folder / "kurs.pptx", b"deck")
    assert placed.decision
    assert placed.decision.status is Status.PLANNED
    assert not folder.exists()
