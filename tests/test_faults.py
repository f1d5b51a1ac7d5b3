"""Whatever happens while decks are written, files are whole or as they were, and the rest is built.

The faults are real: processes are killed, limits and permissions are the system's own.
"""

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from random import Random

import pytest
from pptx import Presentation
from samples import SMALL_DISK, contents, decks, present, run, run_json

from kursdeck.build.placing import folded
from kursdeck.files import lock

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="asks the system in POSIX terms")

KILLS = 50
NAMES = ("Bergen", "Oslo", "Voss", "Moss", "Halden", "Horten", "Larvik", "Skien")

PLACES = ("Eksempelsalen", "Eksempelhuset")

BATCHES = """
import os, sys
from contextlib import ExitStack
from pathlib import Path
from kursdeck.build.kit import Kit
from kursdeck.build.opening import open_project
from kursdeck.build.outcome import Request
from kursdeck.build.placing import Placing
from kursdeck.build.run import chosen, makings
from kursdeck.build.turns import in_turn
from kursdeck.files.syncing import ENOUGH, syncing
from kursdeck.project import Project

opened, _ = open_project(Project(Path(sys.argv[1])))
requests = [Request(tuple(sys.argv[4:]), place=place) for place in sys.argv[2:4]]
kit = Kit(opened)
made = [list(makings(kit, request, chosen(opened, request)[0], opened.keep)) for request in requests]
def place(request, decks):
    with ExitStack() as stack:
        sync = stack.enter_context(syncing(ENOUGH))
        placing = Placing(opened, request, stack, sync)
        list(in_turn(map(placing.place, decks)))

for _ in sys.stdin:
    batch = os.fork()
    if not batch:
        place(requests[0], made[0])
        print(os.getpid(), flush=True)
        while True:
            place(requests[1], made[1])
            place(requests[0], made[0])
    os.waitpid(batch, 0)
    print("killed", flush=True)
"""
"""For each line that it reads it places the decks of two builds in turn, without end, and says in which process."""


@pytest.fixture
def built(course: Path) -> Path:
    """Give a course with decks for two recipients, and a presenter."""
    assert run("build", "Bergen", "Oslo", "-C", present(course)).exit_code == 0
    return course


def deck(course: Path, name: str = "4601-bergen") -> Path:
    return course / "deck" / "out" / f"sosiale-medier_{name}.pptx"


def change(course: Path) -> None:
    """Change the course, so that every deck must be written anew."""
    content = course / "content.yaml"
    text = content.read_text(encoding="utf-8")
    content.write_text(text.replace('edition: "2026-11"', 'edition: "2027-01"'), encoding="utf-8")


def strays(course: Path) -> list[str]:
    return [name for name in contents(course) if name.endswith(".tmp")]


# ---- killed


def test_a_batch_killed_at_any_of_fifty_moments_leaves_only_whole_decks(course: Path) -> None:
    """A deck is the one of either place, whole, whichever was being written over the other when the kill came.

    The moment is random: after so many looks at the folder.
    """
    random, out = Random(50), present(course) / "deck" / "out"  # noqa: S311 - repeatable, not secret
    whole = [built_for(place, course) for place in PLACES]
    hits = 0
    with batches(course) as server:
        for round_ in range(KILLS):
            batch = int(told(server, "build"))
            for _ in range(random.randrange(1000)):
                os.scandir(out).close()
            os.kill(batch, signal.SIGKILL)
            assert told(server, "") == "killed"
            hits += bool(strays(course))
            for name, data in files_of(out).items():
                assert data in {decks_[name] for decks_ in whole}, (round_, name)
    assert hits, "no kill came in the middle of a file"
    assert built_for(PLACES[0], course) == whole[0]
    assert strays(course) == []


def built_for(place: str, course: Path) -> dict[str, bytes]:
    """Build all decks for a place, and give them by their names; each can be opened."""
    assert run("build", *NAMES, "--place", place, "-C", course).exit_code == 0
    for path in (course / "deck" / "out").glob("*.pptx"):
        Presentation(str(path))
    return files_of(course / "deck" / "out")


def files_of(out: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in out.glob("*.pptx")}


@contextmanager
def batches(course: Path) -> Iterator["subprocess.Popen[str]"]:
    """Start the program BATCHES on a course."""
    command = [sys.executable, "-c", BATCHES, str(course), *PLACES, *NAMES]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, encoding="utf-8") as server:
        yield server
        assert server.stdin
        server.stdin.close()


def told(server: "subprocess.Popen[str]", order: str) -> str:
    """Give an order, if any, and the line that comes back."""
    assert server.stdin
    assert server.stdout
    if order:
        server.stdin.write(f"{order}\n")
        server.stdin.flush()
    return server.stdout.readline().strip()


def test_what_killed_builds_left_is_swept_wherever_it_is(built: Path) -> None:
    out = built / "deck" / "out"
    (out / "backup").mkdir()
    for folder in (out, out / "backup", out / ".kursdeck"):
        (folder / ".kursdeck-0123456789abcdef.tmp").write_bytes(b"half a de")
    change(built)
    assert run("build", "Bergen", "-C", built).exit_code == 0
    assert strays(built) == []


# ---- full


def on_small_disk(most: int, *arguments: str | Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", SMALL_DISK, str(most), *map(str, arguments)]
    environment = {**os.environ, "LC_ALL": "C.UTF-8", "SOURCE_DATE_EPOCH": ""}
    return subprocess.run(command, env=environment, capture_output=True, check=False, encoding="utf-8")


def test_a_deck_that_the_disk_does_not_take_stays_as_it_was_and_the_others_are_written(built: Path) -> None:
    """Then `--retry-failed` builds just that one, once there is room."""
    noise = Random(1).randbytes(400_000)  # noqa: S311 - repeatable, not secret
    (built / "deck" / "logos").mkdir()
    (built / "deck" / "logos" / "4601.svg").write_text(
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 4 4"><desc>'
        f'{noise.hex()}</desc><path d="M0 0h4v4z" fill="#246"/></svg>',
        encoding="utf-8",
    )
    before = deck(built).read_bytes()
    change(built)
    done = on_small_disk(300_000, "build", "Bergen", "Oslo", "Voss", "-C", built)
    assert done.returncode == 1
    assert "deck/out/sosiale-medier_4601-bergen.pptx: error: The file is larger" in done.stderr
    assert deck(built).read_bytes() == before
    assert deck(built, "4621-voss").is_file()
    assert strays(built) == []
    [again] = run_json("build", "--retry-failed", "-C", built)["decks"]
    assert (again["name"], again["status"]) == ("Bergen", "written")


def test_on_a_disk_that_takes_nothing_all_is_as_it_was(built: Path) -> None:
    before = contents(built / "deck" / "out")
    change(built)
    done = on_small_disk(100, "build", "Bergen", "Oslo", "-C", built)
    assert done.returncode == 1
    assert done.stderr.splitlines()[-1].endswith("No deck was written: 2 failed.")
    assert contents(built / "deck" / "out") == before


# ---- not ours to write


def test_a_folder_that_may_not_be_written_is_said_once(
    built: Path, unprivileged: Callable[[], AbstractContextManager[None]]
) -> None:
    out = built / "deck" / "out"
    change(built)
    shutil.rmtree(out / ".kursdeck")
    (out / ".kursdeck.lock").unlink(missing_ok=True)
    before = contents(out)
    out.chmod(0o555)
    with unprivileged():
        result = run("build", "Bergen", "Oslo", "-C", built)
    out.chmod(0o755)
    assert result.exit_code == 1
    assert result.stderr.count("You may not write or read here.") == 1
    assert contents(out) == before


def test_a_deck_that_may_not_be_replaced_fails_and_the_others_are_written(
    built: Path, unprivileged: Callable[[], AbstractContextManager[None]]
) -> None:
    """In a folder with the sticky bit a rename over somebody else's file is refused: PermissionError."""
    out = built / "deck" / "out"
    before = deck(built).read_bytes()
    change(built)
    shutil.rmtree(out / ".kursdeck")
    (out / ".kursdeck.lock").unlink(missing_ok=True)
    for path in (out, deck(built), deck(built, "0301-oslo")):
        os.chown(path, 12345, 12345) if os.geteuid() == 0 else pytest.skip("only root can give files away")
    out.chmod(0o1777)
    with unprivileged():
        decks_ = run_json("build", "Bergen", "Voss", "-C", built)["decks"]
    assert [each["status"] for each in decks_] == ["failed", "written"]
    assert deck(built).read_bytes() == before
    assert strays(built) == []


def test_a_file_in_place_of_the_folder_is_named(course: Path) -> None:
    (course / "deck" / "out").touch()
    result = run("build", "Bergen", "Oslo", "-C", present(course))
    assert result.exit_code == 1
    assert result.stderr.count("is a file, and a folder is needed there") == 1


@pytest.mark.parametrize(
    "mark", ["~$sosiale-medier_4601-bergen.pptx", ".~lock.sosiale-medier_4601-bergen.pptx#"]
)
def test_a_deck_that_is_open_is_not_replaced_and_the_others_are(built: Path, mark: str) -> None:
    (built / "deck" / "out" / mark).write_bytes(b"Kim")
    before = deck(built).read_bytes()
    change(built)
    planned = run_json("build", "Bergen", "Oslo", "--dry-run", "-C", built)["decks"]
    assert [each["status"] for each in planned] == ["failed", "planned"]
    result = run("build", "Bergen", "Oslo", "-C", built)
    assert result.exit_code == 1
    assert f"deck/out/{deck(built).name}: error: The deck is open" in result.stderr
    assert deck(built).read_bytes() == before
    (built / "deck" / "out" / mark).unlink()
    [again] = run_json("build", "--retry-failed", "-C", built)["decks"]
    assert (again["name"], again["status"]) == ("Bergen", "written")


def test_a_mark_that_a_crash_left_gives_way_to_force(built: Path) -> None:
    deck(built).with_name(f"~${deck(built).name}").write_bytes(b"Kim")
    change(built)
    [forced] = run_json("build", "Bergen", "--force", "-C", built)["decks"]
    assert forced["status"] == "written"


# ---- two builds


def test_of_two_builds_in_one_folder_the_second_says_so_and_touches_nothing(built: Path) -> None:
    change(built)
    before = contents(built / "deck" / "out")
    with lock(built / "deck" / "out") as ours:
        assert ours == ()
        result = run("build", "Bergen", "Oslo", "Voss", "-C", built)
    assert result.exit_code == 1
    assert result.stderr.count("Another build is writing to this folder.") == 1
    assert contents(built / "deck" / "out") == before


# ---- names


@pytest.mark.parametrize("other", ["KURS_Å.pptx", "kurs_A\N{COMBINING RING ABOVE}.pptx"])
def test_names_that_windows_or_macos_take_for_the_same_are_the_same(other: str) -> None:
    assert folded(other) == folded("kurs_å.pptx") != folded("kurs_a.pptx")


def test_two_recipients_whose_ids_and_names_come_to_the_same_do_not_get_one_file(course: Path) -> None:
    """`by` and `nord-eksempel`, `by-nord` and `eksempel`: the second would be written over the first."""
    content = course / "content.yaml"
    text = content.read_text(encoding="utf-8")
    content.write_text(text.replace("register: kommuner", "register: avdelinger.csv"), encoding="utf-8")
    (course / "avdelinger.csv").write_text("id,name\nby,Nord Eksempel\nby-nord,Eksempel\n", encoding="utf-8")
    made = run_json("build", "by", "by-nord", "-C", present(course))
    assert [deck["status"] for deck in made["decks"]] == ["written", "failed"]
    assert "deck-name-taken" in {finding["id"] for finding in made["findings"]}
    assert len(decks(course)) == 1


def test_decks_are_built_below_folders_as_people_and_systems_name_them(course: Path) -> None:
    """A synchronised folder of an organisation, and a path longer than 260 characters."""
    deep = course.parent / "OneDrive – KS" / "Å & Søn" / "/".join(["en lang mappe " * 5] * 4)
    shutil.copytree(course, deep)
    assert len(str(deep)) > 260
    assert run_json("build", "Bergen", "-C", present(deep))["decks"][0]["status"] == "written"
    assert run_json("build", "Bergen", "-C", deep)["decks"][0]["status"] == "unchanged"


def test_no_name_on_disk_says_anything_of_a_person(course: Path) -> None:
    rows = "kommune;id;sted;kontakt\nBergen;hoesten;Eksempelsalen;Ola Eksempel\n"
    (course / "deck" / "roster.csv").write_text(rows, encoding="utf-8")
    assert run("build", "-C", present(course)).exit_code == 0
    names = " ".join(contents(course / "deck" / "out")).casefold()
    assert not [word for word in ("kim", "eksempel", "ola") if word in names]
