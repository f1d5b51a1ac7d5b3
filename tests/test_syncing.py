"""Files are on the disk when it is said so, whichever process waits for it, and whatever becomes of that one."""

import errno
import os
import signal
import subprocess
import sys
from hashlib import sha256
from io import BufferedReader, FileIO
from pathlib import Path
from typing import cast

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kursdeck.children import bare_python
from kursdeck.files import syncing_child
from kursdeck.files.syncing import ENOUGH, HANDFUL, Elsewhere, here, syncing

MANY = 3 * ENOUGH + 1
"""More than a handful for each thread, and a last handful that is not full."""


def written(folder: Path, count: int) -> dict[Path, str]:
    """Write files, and give their digests."""
    data = {folder / f"fil {number} æøå.tmp": str(number).encode() for number in range(count)}
    for path, each in data.items():
        path.write_bytes(each)
    return {path: sha256(each).hexdigest() for path, each in data.items()}


@pytest.mark.parametrize("count", [1, HANDFUL, ENOUGH, MANY])
def test_each_file_is_answered_for_with_its_digest(tmp_path: Path, count: int) -> None:
    files = written(tmp_path, count)
    with syncing(count) as sync:
        asked = {path: sync(path) for path in files}
        assert {path: synced() for path, synced in asked.items()} == files


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.permutations(range(ENOUGH)))
def test_answers_may_be_asked_for_in_any_order(tmp_path: Path, order: list[int]) -> None:
    files = written(tmp_path, ENOUGH)
    with syncing(ENOUGH) as sync:
        asked = [(sync(path), digest) for path, digest in files.items()]
        for number in order:
            synced, digest = asked[number]
            assert synced() == digest


def test_few_files_need_no_other_process() -> None:
    with syncing(ENOUGH - 1) as sync:
        assert sync is here


@pytest.mark.parametrize("count", [1, ENOUGH])
def test_what_the_disk_refuses_is_raised_as_if_it_were_synced_here(tmp_path: Path, count: int) -> None:
    files, gone = written(tmp_path, count), tmp_path / "borte.tmp"
    with syncing(count) as sync:
        asked = [sync(path) for path in (*files, gone)]
        assert [synced() for synced in asked[:-1]] == list(files.values())
        with pytest.raises(FileNotFoundError) as refused:
            asked[-1]()
    assert (refused.value.errno, refused.value.filename) == (errno.ENOENT, str(gone))


@pytest.mark.parametrize("answered", [0, 1, MANY - 1])
def test_when_the_other_process_dies_files_are_synced_here(tmp_path: Path, answered: int) -> None:
    files = written(tmp_path, MANY)
    command = bare_python(syncing_child.__file__)
    with subprocess.Popen(command, bufsize=0, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as child:
        elsewhere = Elsewhere(cast("FileIO", child.stdin), BufferedReader(cast("FileIO", child.stdout)))
        asked = [elsewhere.sync(path) for path in files]
        answers = [synced() for synced in asked[:answered]]
        child.kill()
        child.wait()
        answers += [synced() for synced in asked[answered:]]
        assert answers == list(files.values())
        assert elsewhere.sync(next(iter(files)))() == next(iter(files.values()))


@pytest.mark.skipif(sys.platform == "win32", reason="Windows sends a process no such signal")
def test_an_interruption_is_not_for_the_other_process(tmp_path: Path) -> None:
    """Ctrl-C reaches all processes of a terminal; what was begun is still waited for."""
    files = written(tmp_path, 2)
    command = bare_python(syncing_child.__file__)
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as child:
        assert child.stdin
        assert child.stdout
        for number, (path, digest) in enumerate(files.items()):
            child.stdin.write(f"{number} {os.fsencode(path).hex()}\n".encode())
            child.stdin.flush()
            assert child.stdout.readline() == f"{number} done {digest}\n".encode()
            child.send_signal(signal.SIGINT)
        child.stdin.close()
        assert child.stdout.read() == b""
    assert child.returncode == 0


def test_it_ends_when_nobody_speaks_to_it_any_more() -> None:
    done = subprocess.run(bare_python(syncing_child.__file__), input=b"", capture_output=True, check=True)
    assert (done.stdout, done.stderr) == (b"", b"")
