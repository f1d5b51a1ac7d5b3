"""Files are on the disk when it is said so, whichever process waits for it, and whatever becomes of that one."""

import errno
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from io import BufferedReader, FileIO
from pathlib import Path
from typing import cast

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kursdeck.build.turns import in_turn
from kursdeck.children import bare_python
from kursdeck.files import Draft, begin_file, digest_of, syncing_child
from kursdeck.files.syncing import ENOUGH, HANDFUL, Elsewhere, here, syncing

MANY = 10 * ENOUGH + 1
"""More than a handful for each thread, and a last handful that is not full."""
posix = pytest.mark.skipif(
    os.name != "posix", reason="Windows removes no file that is open, and has other signals"
)


@pytest.fixture(name="drafts")
def _drafts(tmp_path: Path) -> Iterator[list[Draft]]:
    """Give MANY files that are written, and not yet in their places."""
    begun = [begin_file(tmp_path / f"fil {number} æøå.pptx") for number in range(MANY)]
    for number, draft in enumerate(begun):
        draft.write(data_of(number))
    yield begun
    for draft in begun:
        draft.discard()


def data_of(number: int) -> bytes:
    return str(number).encode()


def digests(count: int) -> list[str]:
    return [digest_of(data_of(number)) for number in range(count)]


@contextmanager
def child() -> Iterator["subprocess.Popen[bytes]"]:
    """Start the other process for a test to speak with."""
    command = bare_python(syncing_child.__file__)
    with subprocess.Popen(command, bufsize=0, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        yield process


def elsewhere(process: "subprocess.Popen[bytes]") -> Elsewhere:
    return Elsewhere(cast("FileIO", process.stdin), BufferedReader(cast("FileIO", process.stdout)))


@pytest.mark.parametrize("count", [1, HANDFUL, ENOUGH, MANY])
def test_each_file_is_answered_for_with_its_digest(drafts: list[Draft], count: int) -> None:
    with syncing(count) as sync:
        asked = [sync(draft, data_of(number)) for number, draft in enumerate(drafts[:count])]
        assert [synced() for synced in asked] == digests(count)


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(order=st.permutations(range(2 * ENOUGH)))
def test_answers_may_be_asked_for_in_any_order(drafts: list[Draft], order: list[int]) -> None:
    with syncing(len(order)) as sync:
        asked = [sync(drafts[number], data_of(number)) for number in range(len(order))]
        for number in order:
            assert asked[number]() == digest_of(data_of(number))


def test_few_files_need_no_other_process() -> None:
    with syncing(ENOUGH - 1) as sync:
        assert sync is here


@pytest.mark.parametrize("python", ["", "nobody/python", None])
def test_where_there_is_no_python_files_are_synced_here(
    monkeypatch: pytest.MonkeyPatch, python: str | None
) -> None:
    monkeypatch.setattr(sys, "executable", python)
    with syncing(ENOUGH) as sync:
        assert sync is here


@posix
def test_what_nobody_else_may_open_is_synced_here(drafts: list[Draft]) -> None:
    """Some network drives refuse it while a process holds the file; here it has no name any more."""
    for draft in drafts[:ENOUGH]:
        draft.temporary.unlink()
    with syncing(ENOUGH) as sync:
        asked = [sync(draft, data_of(number)) for number, draft in enumerate(drafts[:ENOUGH])]
        assert [synced() for synced in asked] == digests(ENOUGH)


@posix
@pytest.mark.parametrize("count", [1, ENOUGH])
def test_what_the_disk_refuses_is_raised_as_if_it_were_synced_here(tmp_path: Path, count: int) -> None:
    """A pipe cannot be synced."""
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    with pipe.open("rb+", buffering=0) as file, syncing(count) as sync:
        synced = sync(Draft(tmp_path / "x", pipe, file, None), b"")
        with pytest.raises(OSError, match=os.strerror(errno.EINVAL)):
            synced()


@pytest.mark.parametrize("answered", [0, 1, MANY - 1])
def test_when_the_other_process_dies_files_are_synced_here(drafts: list[Draft], answered: int) -> None:
    with child() as process:
        other = elsewhere(process)
        asked = [other.sync(draft, data_of(number)) for number, draft in enumerate(drafts)]
        answers = [synced() for synced in asked[:answered]]
        process.kill()
        process.wait()
        answers += [synced() for synced in asked[answered:]]
        assert answers == digests(MANY)
        assert other.sync(drafts[0], data_of(0))() == digest_of(data_of(0))


class Interrupted:
    """What is heard from the other process, with Ctrl-C right after the first answer, which is lost so."""

    def __init__(self, heard: BufferedReader) -> None:
        self.heard = heard
        self.is_over = False

    def readline(self) -> bytes:
        """Read a line, and lose the first."""
        line = self.heard.readline()
        if not self.is_over:
            self.is_over = True
            raise KeyboardInterrupt
        return line


def test_an_answer_that_an_interruption_took_along_is_not_waited_for(drafts: list[Draft]) -> None:
    with child() as process:
        other = elsewhere(process)
        other.heard = cast("BufferedReader", Interrupted(other.heard))
        ended: list[str] = []
        turns = in_turn(other.sync(draft, data_of(number)) for number, draft in enumerate(drafts))
        with pytest.raises(KeyboardInterrupt):
            ended += turns
        process.kill()
    assert ended == []


def test_a_thread_that_fails_ends_the_whole_process() -> None:
    """Others would go on, and what it was told would be waited for for ever."""
    with child() as process:
        assert process.stdin
        process.stdin.write(b"nonsense\n")
        assert process.wait(timeout=60) == 1


@posix
def test_an_interruption_is_not_for_the_other_process(drafts: list[Draft]) -> None:
    """Ctrl-C reaches all processes of a terminal; what was begun is still waited for."""
    with child() as process:
        assert process.stdin
        assert process.stdout
        for number in (0, 1):
            path = os.fsencode(drafts[number].temporary)
            process.stdin.write(f"{number} {path.hex()}\n".encode())
            answer = f"{number} done {digest_of(data_of(number))}\n".encode()
            assert b"".join(iter(lambda: process.stdout.read(1), b"\n")) + b"\n" == answer  # type: ignore[union-attr]
            process.send_signal(signal.SIGINT)
        process.stdin.close()
        assert process.stdout.read() == b""
    assert process.returncode == 0


def test_it_ends_when_nobody_speaks_to_it_any_more() -> None:
    done = subprocess.run(bare_python(syncing_child.__file__), input=b"", capture_output=True, check=True)
    assert (done.stdout, done.stderr) == (b"", b"")
