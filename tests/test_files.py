"""Files are whole or not there, their names suit every system, and what a system refuses is said clearly."""

import errno
import os
import subprocess
import sys
import unicodedata
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from kursdeck.files import (
    finding_of,
    first_free,
    lock,
    mark_of,
    safe_name,
    sweep,
    write_atomic,
)
from kursdeck.files.naming import LONGEST_NAME
from kursdeck.findings import text_of
from kursdeck.source import Source

POSIX = pytest.mark.skipif(sys.platform == "win32", reason="asks the system in POSIX terms")

OLD, NEW = b"old" * 200_000, b"new" * 200_000

WRITER = """
import sys
from pathlib import Path
from kursdeck.files import write_atomic
print("ready", flush=True)
while True:
    for letters in (b"old", b"new"):
        write_atomic(Path(sys.argv[1]), letters * 200_000)
"""

SMALL_DISK = """
import resource, signal, sys
from pathlib import Path
from kursdeck.files import finding_of, write_atomic
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))
try:
    write_atomic(Path(sys.argv[1]), b"new" * 1000)
except OSError as problem:
    print(finding_of(problem, Path(sys.argv[1])).id)
"""


def child(program: str, path: Path) -> "subprocess.Popen[bytes]":
    """Start another Python that runs `program` on `path`."""
    return subprocess.Popen([sys.executable, "-c", program, str(path)], stdout=subprocess.PIPE)


# ---- whole writes


def test_a_file_is_written_and_nothing_else_is_left(tmp_path: Path) -> None:
    path = tmp_path / "out" / "Voss.pptx"
    write_atomic(path, NEW)
    assert path.read_bytes() == NEW
    assert list(path.parent.iterdir()) == [path]


@POSIX
def test_a_replaced_file_keeps_its_mode_and_a_new_one_follows_the_umask(tmp_path: Path) -> None:
    kept, fresh, plain = tmp_path / "kept", tmp_path / "fresh", tmp_path / "plain"
    kept.write_bytes(OLD)
    kept.chmod(0o640)
    plain.touch()
    write_atomic(kept, NEW)
    write_atomic(fresh, NEW)
    assert kept.stat().st_mode & 0o777 == 0o640
    assert fresh.stat().st_mode == plain.stat().st_mode


@POSIX
def test_a_link_stays_a_link_and_its_target_is_replaced(tmp_path: Path) -> None:
    link, target = tmp_path / "link.pptx", tmp_path / "there" / "deck.pptx"
    link.symlink_to(target)
    write_atomic(link, NEW)
    assert link.is_symlink()
    assert target.read_bytes() == NEW


def test_a_failed_write_leaves_what_was_there_and_no_temporary_file(tmp_path: Path) -> None:
    folder = tmp_path / "deck.pptx"
    folder.mkdir()
    with pytest.raises(OSError, match="deck"):
        write_atomic(folder, NEW)
    assert list(tmp_path.iterdir()) == [folder]


@POSIX
def test_a_writer_killed_at_any_moment_leaves_a_whole_file(tmp_path: Path) -> None:
    """Eight rounds of kill -9; what the killed writer left behind is swept, and nothing else."""
    path = tmp_path / "deck.pptx"
    write_atomic(path, OLD)
    for round_ in range(8):
        with child(WRITER, path) as writer:
            assert writer.stdout is not None
            writer.stdout.readline()
            # How long a child runs before the kill differs by the round: reading is the clock.
            for _ in range(round_ * 3):
                assert path.read_bytes() in {OLD, NEW}
            writer.kill()
        assert path.read_bytes() in {OLD, NEW}
        sweep(tmp_path)
        assert list(tmp_path.iterdir()) == [path]


@POSIX
def test_sweeping_spares_the_file_that_a_living_process_writes(tmp_path: Path) -> None:
    import fcntl  # noqa: PLC0415 - not on Windows

    living, stray, foreign = (
        tmp_path / name for name in (".kursdeck-01.tmp", ".kursdeck-02.tmp", ".other.tmp")
    )
    for path in (living, stray, foreign):
        path.touch()
    with living.open("rb") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        assert sweep(tmp_path) == (stray,)
    assert sorted(tmp_path.iterdir()) == [living, foreign]


@POSIX
def test_a_disk_that_takes_no_more_leaves_the_old_file_and_says_so(tmp_path: Path) -> None:
    """A limit on the size of files stands for the disk: the system itself stops the write half way."""
    path = tmp_path / "deck.pptx"
    path.write_bytes(OLD)
    with child(SMALL_DISK, path) as writer:
        said, _ = writer.communicate()
    assert said.split() == [b"file-too-large"]
    assert path.read_bytes() == OLD
    assert list(tmp_path.iterdir()) == [path]


# ---- one build at a time


def test_a_folder_is_held_by_one_build_and_free_after_it(tmp_path: Path) -> None:
    out = tmp_path / "out"
    with lock(out) as first:
        with lock(out) as second:
            assert [finding.id for finding in second] == ["folder-locked"]
        assert first == ()
    with lock(out) as third:
        assert third == ()


def test_a_build_that_fails_lets_go_of_the_folder(tmp_path: Path) -> None:
    with pytest.raises(RuntimeError), lock(tmp_path):
        raise RuntimeError
    with lock(tmp_path) as again:
        assert again == ()


@pytest.mark.parametrize("mark", ["~$Voss.pptx", ".~lock.Voss.pptx#"])
def test_a_deck_is_open_when_an_office_program_marks_it_so(tmp_path: Path, mark: str) -> None:
    deck = tmp_path / "Voss.pptx"
    deck.touch()
    assert mark_of(deck) is None
    (tmp_path / mark).touch()
    assert mark_of(deck) == tmp_path / mark


# ---- names


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("0301 Oslo – Oslove", "0301 Oslo – Oslove"),
        ("Kárášjohka/Karasjok: kurs?", "Kárášjohka-Karasjok- kurs-"),
        ("A\N{COMBINING RING ABOVE}s", "Ås"),
        ("  to\N{NO-BREAK SPACE}\nlinjer ... ", "to linjer"),
        ("con", "con_"),
        ("LPT¹.notat", "LPT¹_.notat"),
        ("NUL .x", "NUL_ .x"),
        ("Console", "Console"),
        ("~$Voss", "$Voss"),
        ("..", "_"),
        ("soft\N{SOFT HYPHEN}\N{RIGHT-TO-LEFT OVERRIDE}hyphen", "softhyphen"),
    ],
)
def test_a_name_is_made_safe_and_stays_as_like_as_can_be(text: str, name: str) -> None:
    assert safe_name(text) == name


@given(st.text(max_size=300))
@example("CON" + " " * 200 + ".")
@example("A\N{ZERO WIDTH SPACE}\N{COMBINING RING ABOVE}")
def test_every_text_gives_a_name_that_is_already_safe(text: str) -> None:
    name = safe_name(text)
    assert safe_name(name) == name == unicodedata.normalize("NFC", name) != ""
    assert len(name.encode()) <= LONGEST_NAME + 1
    assert not set('<>:"/\\|?*') & set(name)
    assert name[-1] not in ". "


def test_a_new_deck_goes_to_the_first_free_name_beside_the_edited_one(tmp_path: Path) -> None:
    deck = tmp_path / "1515 Herøy (1515).pptx"
    deck.touch()
    assert first_free(deck).name == "1515 Herøy (1515) (2).pptx"
    first_free(deck).touch()
    assert first_free(deck).name == "1515 Herøy (1515) (3).pptx"


# ---- what went wrong


@pytest.mark.parametrize(
    ("number", "id_"),
    [
        (errno.ENOSPC, "disk-full"),
        (errno.EROFS, "disk-read-only"),
        (errno.EACCES, "file-denied"),
        (errno.EISDIR, "file-is-folder"),
        (errno.ENOENT, "file-missing"),
        (errno.ENAMETOOLONG, "path-too-long"),
        (errno.EIO, "file-failed"),
    ],
)
@pytest.mark.parametrize("language", ["en", "nb"])
def test_each_refusal_has_a_sentence_of_its_own(tmp_path: Path, number: int, id_: str, language: str) -> None:
    finding = finding_of(OSError(number, os.strerror(number)), tmp_path / "deck.pptx")
    assert finding.id == id_
    assert text_of(finding, language)


def test_a_denied_file_that_is_open_elsewhere_is_said_to_be_open(tmp_path: Path) -> None:
    (tmp_path / "~$deck.pptx").touch()
    assert finding_of(PermissionError(errno.EACCES, "no"), tmp_path / "deck.pptx").id == "file-in-use"


@pytest.mark.parametrize("below", ["deck.pptx", "more/deck.pptx"])
def test_an_output_folder_that_is_a_file_is_named(tmp_path: Path, below: str) -> None:
    out = tmp_path / "out"
    out.touch()
    with pytest.raises(OSError, match="out") as caught:
        write_atomic(out / below, NEW)
    finding = finding_of(caught.value, out / below)
    assert (finding.id, finding.params["folder"]) == ("folder-is-file", str(out))


@POSIX
def test_a_name_longer_than_the_system_takes_is_said_to_be_too_long(tmp_path: Path) -> None:
    path = tmp_path / f"{'å' * 200}.pptx"
    with pytest.raises(OSError, match="too long") as caught:
        write_atomic(path, NEW)
    assert finding_of(caught.value, path).id == "path-too-long"


def test_what_a_folder_itself_refuses_is_said_of_the_folder(tmp_path: Path) -> None:
    for number in (errno.EROFS, errno.ENOSPC):
        for path in (tmp_path, tmp_path / "deck.pptx"):
            assert finding_of(OSError(number, ""), path).source == Source(str(tmp_path))
