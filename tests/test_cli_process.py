"""The program as a process: exit codes, interruption, watching, encodings, colours, and bugs that must not shout."""

import json
import os
import re
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from samples import contents, decks

LONGEST = 120
"""Seconds after which a program that hangs is ended, so that the test fails instead of waiting."""
KURSDECK = (sys.executable, "-m", "kursdeck")
posix = pytest.mark.skipif(
    not hasattr(os, "openpty"), reason="Windows has neither SIGINT for one process nor ptys"
)


def environment(**more: str) -> dict[str, str]:
    """Give an environment with no opinion on language or colours."""
    opinions = {"LC_ALL", "LANG", "NO_COLOR", "FORCE_COLOR", "PYTHONIOENCODING", "KURSDECK_TRACEBACK"}
    return {**{k: v for k, v in os.environ.items() if k not in opinions}, "LC_ALL": "C.UTF-8", **more}


def run(*arguments: str | Path, **env: str) -> subprocess.CompletedProcess[bytes]:
    """Run `python -m kursdeck …` to its end."""
    command = [*KURSDECK, *map(str, arguments)]
    return subprocess.run(command, env=environment(**env), capture_output=True, check=False, timeout=LONGEST)


@contextmanager
def running(*arguments: str | Path) -> Iterator[subprocess.Popen[str]]:
    """Start `python -m kursdeck …`; both its outputs can be read as one."""
    process = subprocess.Popen(
        [*KURSDECK, *map(str, arguments)],
        env=environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
    )
    watchdog = threading.Timer(LONGEST, process.kill)
    watchdog.start()
    try:
        yield process
    finally:
        watchdog.cancel()
        process.kill()
        process.wait()
        if process.stdout:
            process.stdout.close()


def read_until(process: subprocess.Popen[str], word: str) -> str:
    """Read lines up to and with the first that holds `word`."""
    assert process.stdout
    lines = []
    for line in process.stdout:
        lines.append(line)
        if word in line:
            break
    return "".join(lines)


# ---- exit codes


def test_the_exit_codes_are_those_of_the_manual(course: Path) -> None:
    assert run("build", "-C", course).returncode == 0
    assert run("build", "Atlantis", "-C", course).returncode == 1
    assert run("build", "--nei", "-C", course).returncode == 2


@posix
def test_ctrl_c_ends_a_batch_with_130_and_leaves_only_whole_decks(course: Path) -> None:
    with running("build", "--all", "-C", course) as process:
        read_until(process, "Oslo")
        process.send_signal(signal.SIGINT)
        rest = read_until(process, "no such word")
        assert process.wait() == 130
    assert "Traceback" not in rest
    assert re.search("Interrupted after [0-9]+ decks?", rest)
    written = decks(course)
    assert "sosiale-medier_0301-oslo.pptx" in written
    assert len(written) < 357
    assert not [name for name in contents(course) if name.endswith(".tmp")]
    assert run("check", *(course / "deck" / "out" / name for name in written)).returncode == 0


@posix
def test_after_an_interruption_the_next_build_finds_its_decks_and_the_folder_free(course: Path) -> None:
    with running("build", "--all", "-C", course) as process:
        read_until(process, "Oslo")
        process.send_signal(signal.SIGINT)
        process.communicate()
    done = run("build", "Oslo", "Bergen", "-C", course)
    assert done.returncode == 0
    assert b"sosiale-medier_0301-oslo.pptx  13 slides  (unchanged)" in done.stdout


@posix
def test_watching_builds_again_when_a_file_changes_and_ends_with_ctrl_c(course: Path) -> None:
    content = course / "content.yaml"
    with running("build", "-w", "-C", course) as process:
        assert "✓  deck/out/sosiale-medier.pptx" in read_until(process, "Watching")
        text = content.read_text(encoding="utf-8")
        content.write_text(text.replace("id: sosiale-medier", "id: andre-medier"), encoding="utf-8")
        assert "✓  deck/out/andre-medier.pptx" in read_until(process, "Watching")
        content.write_text(text.replace("kind: cover", "kind: cvoer"), encoding="utf-8")
        assert "Did you mean 'cover'" in read_until(process, "Watching")
        process.send_signal(signal.SIGINT)
        assert process.wait() == 130
    assert decks(course) == ["andre-medier.pptx", "sosiale-medier.pptx"]


# ---- what is printed where


def test_json_is_all_that_goes_to_standard_output(course: Path) -> None:
    done = run("build", "Bergen", "Herøy", "--format", "json", "-C", course)
    assert json.loads(done.stdout)["format"] == 1
    assert done.stderr == b""


@pytest.mark.parametrize("encoding", ["cp1252", "cp437", "utf-8"])
def test_no_terminal_is_too_old_for_the_names_of_sapmi(encoding: str, course: Path) -> None:
    """Windows' code pages lack ŋ and đ, ✓ and →: signs are replaced, and nothing fails."""
    for arguments in (("build", "Kárášjohka", "Oslo"), ("recipients",), ("layouts",), ("kinds",)):
        done = run(*arguments, "-C", course, PYTHONIOENCODING=encoding)
        assert done.returncode == 0
        assert b"Traceback" not in done.stderr
        done.stdout.decode(encoding)
    listed = run("schema", "-C", course, PYTHONIOENCODING=encoding).stdout
    assert json.loads(listed.decode("ascii"))["$schema"]


def test_what_is_not_a_terminal_gets_no_colours(course: Path) -> None:
    done = run("build", "Atlantis", "Bergen", "-C", course)
    assert b"\x1b" not in done.stdout + done.stderr


@posix
@pytest.mark.parametrize(
    ("env", "is_coloured"), [({}, True), ({"NO_COLOR": "1"}, False)], ids=["terminal", "NO_COLOR"]
)
def test_a_terminal_gets_colours_unless_its_user_wants_none(
    env: dict[str, str], is_coloured: bool, course: Path
) -> None:
    shown = in_terminal(lambda tty: subprocess.Popen(
        [*KURSDECK, "build", "Atlantis", "-C", str(course)], env=environment(**env), stdout=tty, stderr=tty
    ))  # fmt: skip
    assert "Atlantis" in shown
    assert ("\x1b[31m" in shown) == is_coloured


@posix
def test_many_decks_on_a_terminal_are_a_bar_and_not_a_line_each(course: Path) -> None:
    """It says how many are done, how many a second, how long it takes yet, and whose was last."""
    command = [*KURSDECK, "build", "--county", "Vestland", "Atlantis", "-C", str(course)]
    shown = in_terminal(lambda tty: subprocess.Popen(command, env=environment(), stdout=tty, stderr=tty))
    assert re.search(r"[0-9]+/s \[#+-+\] +[0-9]+/44 +([0-9:]{8} +)?Bergen", shown)
    assert re.search(r"[0-9]+/s \[#+\] +44/44", shown)
    assert "✓" not in shown
    assert "43 written, 1 failed." in shown


@posix
@pytest.mark.parametrize("flag", ["-q", "-v"])
def test_there_is_no_bar_where_nothing_or_more_was_asked_for(flag: str, course: Path) -> None:
    command = [*KURSDECK, "build", "--county", "Vestland", "Atlantis", flag, "-C", str(course)]
    shown = in_terminal(lambda tty: subprocess.Popen(command, env=environment(), stdout=tty, stderr=tty))
    assert "/44" not in shown
    assert shown.count("✓") == (43 if flag == "-v" else 0)


def in_terminal(start: Callable[[int], subprocess.Popen[bytes]]) -> str:
    """Start a program in a terminal of its own where it fails, and give what it printed there."""
    ours, theirs = os.openpty()
    process = start(theirs)
    os.close(theirs)
    shown = b""
    try:
        while data := os.read(ours, 4096):
            shown += data
    except OSError:  # what Linux says when the program has ended
        pass
    finally:
        os.close(ours)
    assert process.wait(LONGEST) == 1
    return shown.decode()


@posix
def test_a_reader_that_has_seen_enough_is_no_error_to_complain_about(course: Path) -> None:
    """`kursdeck recipients | head -1`."""
    ours, theirs = os.pipe()
    os.close(ours)
    command = [*KURSDECK, "recipients", "-C", str(course)]
    with os.fdopen(theirs, "wb") as closed:
        done = subprocess.run(
            command, env=environment(), stdout=closed, stderr=subprocess.PIPE, check=False, timeout=LONGEST
        )
    assert b"Traceback" not in done.stderr
    assert b"BrokenPipe" not in done.stderr


# ---- bugs

BUGGY = """
import sys
import click
from kursdeck.cli.main import kursdeck, main
kursdeck.add_command(click.Command("divide", callback=lambda: 1 / 0))
sys.argv = ["kursdeck", "divide"]
main()
"""
"""A program with a command that has a bug in it."""


def buggy(**env: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", BUGGY]
    return subprocess.run(command, env=environment(**env), capture_output=True, check=False, encoding="utf-8")


def test_a_bug_is_called_one_and_says_how_to_learn_more() -> None:
    done = buggy()
    assert (done.returncode, done.stdout) == (1, "")
    first, second = done.stderr.splitlines()
    assert first.startswith("This is a bug in kursdeck, not in your course: ZeroDivisionError")
    assert "KURSDECK_TRACEBACK=1" in second


def test_a_bug_speaks_norwegian_to_norwegians() -> None:
    assert buggy(LC_ALL="nb_NO.UTF-8").stderr.startswith("Dette er en feil i kursdeck")


def test_a_bugs_traceback_is_there_for_whoever_asks() -> None:
    done = buggy(KURSDECK_TRACEBACK="1")
    assert done.returncode == 1
    assert "Traceback" in done.stderr
