"""A folder of decks: what was written is remembered, what somebody saved meanwhile stays."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

import pytest

from kursdeck.build import output, shelf, state
from kursdeck.build.outcome import Status
from kursdeck.build.shelf import Shelf, hold
from kursdeck.files import Stamp, digest_of
from kursdeck.files.syncing import here


@contextmanager
def held(folder: Path) -> Iterator[Shelf]:
    """Hold a folder as a build does."""
    with ExitStack() as stack:
        ours, _ = hold(folder, here, stack)
        assert ours
        yield ours


def put(ours: Shelf, path: Path, data: bytes) -> output.Placed:
    return ours.place(output.beside, data, path)()


def test_what_was_written_is_remembered_however_the_build_ended(tmp_path: Path) -> None:
    path = tmp_path / "kurs.pptx"
    with suppress(KeyboardInterrupt), held(tmp_path) as ours:
        put(ours, path, b"deck")
        raise KeyboardInterrupt
    remembered = state.load(tmp_path)
    assert remembered.last is None
    assert remembered.decks["kurs.pptx"].stamp == Stamp.of(path.stat())
    assert remembered.decks["kurs.pptx"].digest == digest_of(b"deck")


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
        ending = ours.place(output.beside, b"deck", path)
        path.write_bytes(b"mine")
        placed = ending()
        assert placed.decision
        assert (placed.decision.status, path.read_bytes()) == (Status.BESIDE, b"mine")
        assert placed.decision.spot.read_bytes() == b"deck"


def test_what_somebody_saves_over_a_deck_that_is_about_to_be_replaced_stays(tmp_path: Path) -> None:
    path = tmp_path / "kurs.pptx"
    for data in (b"first", b"second"):
        with held(tmp_path) as ours:
            ending = ours.place(output.beside, data, path)
            if path.exists():
                path.write_bytes(b"mine, and longer")
            placed = ending()
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
    placed = put(shelf.look(folder), folder / "kurs.pptx", b"deck")
    assert placed.decision
    assert placed.decision.status is Status.PLANNED
    assert not folder.exists()
