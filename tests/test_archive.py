"""One archive with all decks: the same decks as in a folder, a page that finds them, whole or as it was before."""

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from random import Random
from urllib.parse import unquote
from zipfile import ZIP_STORED, ZipFile

import pytest
from index_samples import seen
from samples import SMALL_DISK, contents, present, run, run_json, write

from kursdeck.build.inputs import changing
from kursdeck.build.outcome import Request
from kursdeck.build.run import start
from kursdeck.files import lock
from kursdeck.project import Project

POSIX = pytest.mark.skipif(sys.platform == "win32", reason="asks the system in POSIX terms")

NAMES = ("Karasjok", "Bergen", "1515")
KILLS = 8

REGISTER = """\
id,name,lang
1,Å & Søn <test>,nb-NO
2,"""  # the rest is HOSTILE
HOSTILE = '"</a><script>alert(1)</script> {{ ""x"" }}"'


@pytest.fixture
def target(course: Path) -> Path:
    """Give the path of an archive beside a course whose slides are few."""
    write(present(course), "  - {kind: section, title: 'Velkommen, {{ recipient.name }}'}\n")
    return course.parent / "til kommunene" / "decks.zip"


def build(target: Path, *arguments: str | Path) -> Mapping[str, str]:
    """Build into the archive, and say what became of each deck."""
    made = run_json("build", *(arguments or NAMES), "-o", target, "-C", target.parents[1] / "course")
    return {deck["name"]: deck["status"] for deck in made["decks"]}


def change(target: Path) -> None:
    """Change the course, so that every deck is another."""
    course = target.parents[1] / "course"
    write(course, "  - {kind: section, title: 'Hei, {{ recipient.name }}'}\n")


def entries(target: Path) -> dict[str, bytes]:
    with ZipFile(target) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


def index(target: Path) -> str:
    return entries(target)["index.html"].decode()


# ---- what is in it


def test_its_decks_are_those_of_a_folder_in_the_order_of_the_build(target: Path) -> None:
    build(target)
    folder = target.parent / "folder"
    assert run("build", *NAMES, "-o", folder, "-C", target.parents[1] / "course").exit_code == 0
    names = ["5610-karasjok", "4601-bergen", "1515-heroy"]
    found = entries(target)
    assert list(found) == [*(f"decks/prove_{name}.pptx" for name in names), "index.html"]
    for name in names:
        assert found[f"decks/prove_{name}.pptx"] == (folder / f"prove_{name}.pptx").read_bytes()


def test_its_entries_say_nothing_of_when_they_were_made(target: Path) -> None:
    build(target)
    with ZipFile(target) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert {entry.compress_type for entry in archive.infolist()[:-1]} == {ZIP_STORED}


def test_its_page_links_to_each_deck_once(target: Path) -> None:
    build(target)
    shown = seen(index(target))
    decks = [unquote(href) for href, _ in shown.links if not href.startswith("#")]
    assert sorted(decks) == sorted(name for name in entries(target) if name != "index.html")
    assert [text for href, text in shown.links if not href.startswith("#")] == [
        "Kárášjohka – Karasjok", "Bergen", "Herøy"
    ]  # fmt: skip


def test_its_page_names_no_person(target: Path) -> None:
    rows = "kommune;sted;kontakt;kontakt e-post\nBergen;Eksempelsalen;Ola Eksempel;ola@example.no\n"
    (target.parents[1] / "course" / "deck" / "roster.csv").write_text(rows, encoding="utf-8")
    build(target)
    page = index(target).casefold()
    assert not [word for word in ("kim", "ola ", "eksempel", "example", "98 76") if word in page]


def test_a_title_that_speaks_of_its_recipient_is_that_of_the_general_deck(target: Path) -> None:
    course = target.parents[1] / "course"
    text = (course / "content.yaml").read_text(encoding="utf-8")
    title = "title: 'Prøve{% if recipient.name %} i {{ recipient.name }}{% endif %}, *kort* & <godt>'"
    (course / "content.yaml").write_text(text.replace("title: Prøvekurs", title), encoding="utf-8")
    build(target)
    assert seen(index(target)).text("h1") == "Prøve, kort & <godt>"


def test_hostile_names_stay_names(target: Path) -> None:
    course = target.parents[1] / "course"
    (course / "avdelinger.csv").write_text(REGISTER + HOSTILE + ",nb-NO\n", encoding="utf-8")
    text = (course / "content.yaml").read_text(encoding="utf-8")
    (course / "content.yaml").write_text(text.replace("kommuner", "avdelinger.csv"), encoding="utf-8")
    assert set(build(target, "--all", "</ul><b>?", "\udcff").values()) == {"written"}
    shown = seen(index(target))
    assert [text for _, text in shown.links] == ["Å & Søn <test>", '</a><script>alert(1)</script> {{ "x" }}']
    assert {unquote(href) for href, _ in shown.links} < set(entries(target))
    assert shown.tags.count("script") == 1


def test_a_deck_that_fails_is_left_out_and_named(target: Path) -> None:
    result = run("build", "Bergen", "Bergne <b>", "1599", "-o", target, "-C", target.parents[1] / "course")
    assert result.exit_code == 1
    assert "2 decks did not get into the archive:\n  Bergne <b>\n" in result.stderr
    assert "--retry-failed" not in result.stderr
    assert list(entries(target)) == ["decks/prove_4601-bergen.pptx", "index.html"]
    assert seen(index(target)).text("bdi") == "BergenBergne <b>1599"


def test_the_general_deck_can_be_alone_in_it(target: Path) -> None:
    assert run("build", "-o", target.with_suffix(".ZIP"), "-C", target.parents[1] / "course").exit_code == 0
    assert list(entries(target.with_suffix(".ZIP"))) == ["decks/prove.pptx", "index.html"]


# ---- built again


def test_the_same_course_gives_the_same_bytes(target: Path) -> None:
    build(target)
    first = target.read_bytes()
    target.unlink()
    build(target)
    assert target.read_bytes() == first


def test_where_nothing_changed_the_file_is_not_touched(target: Path) -> None:
    build(target)
    before = target.stat()
    assert set(build(target).values()) == {"unchanged"}
    assert (target.stat().st_ino, target.stat().st_mtime_ns) == (before.st_ino, before.st_mtime_ns)


def test_an_archive_that_a_build_wrote_is_replaced_as_a_whole(target: Path) -> None:
    build(target)
    assert build(target, "Bergen", "Oslo") == {"Bergen": "unchanged", "Oslo": "written"}
    assert [*entries(target)][:-1] == ["decks/prove_4601-bergen.pptx", "decks/prove_0301-oslo.pptx"]
    assert [path.name for path in target.parent.iterdir() if path.name[0] != "."] == ["decks.zip"]


def test_an_archive_without_any_deck_is_not_written(target: Path) -> None:
    build(target)
    before = target.read_bytes()
    assert build(target, "Bergne") == {"Bergne": "failed"}
    assert target.read_bytes() == before


def test_a_dry_run_tells_and_touches_nothing(target: Path) -> None:
    assert set(build(target, *NAMES, "--dry-run").values()) == {"planned"}
    assert not target.parent.exists()
    build(target)
    change(target)
    before = contents(target.parents[1])
    assert set(build(target, *NAMES, "--dry-run").values()) == {"planned"}
    assert contents(target.parents[1]) == before


def test_with_q_nothing_is_said_when_all_is_well(target: Path) -> None:
    result = run("build", *NAMES, "-q", "-o", target, "-C", target.parents[1] / "course")
    assert (result.exit_code, result.output) == (0, "")


def test_an_archive_has_no_last_time_that_could_be_taken_up(target: Path) -> None:
    result = run("build", "--retry-failed", "-o", target, "-C", target.parents[1] / "course")
    assert result.exit_code == 1
    assert "An archive is always built whole" in result.stderr
    assert not target.exists()


def test_an_archive_inside_the_course_is_no_part_of_it(course: Path) -> None:
    """Else building again whenever a file changes would never come to rest."""
    request, project = Request(out=course / "decks.zip"), Project(present(course))
    before = changing(project, request)
    for _ in range(2):
        list(start(project, request).decks)
        assert (course / "decks.zip").is_file()
        assert changing(project, request) == before


# ---- what a person made


def foreign(target: Path) -> bytes:
    """Put somebody's own file there."""
    target.parent.mkdir()
    with ZipFile(target, "w") as archive:
        archive.writestr("bilder/gruppe.jpg", b"picture")
    return target.read_bytes()


def added(target: Path) -> bytes:
    """Build one, and add a file to it."""
    build(target)
    with ZipFile(target, "a") as archive:
        archive.writestr("les meg.txt", b"from a person")
    return target.read_bytes()


def text(target: Path) -> bytes:
    """Put something there that is no zip at all."""
    target.parent.mkdir()
    target.write_bytes(b"my notes")
    return target.read_bytes()


@pytest.mark.parametrize("make", [foreign, added, text])
def test_what_a_person_made_is_not_overwritten(target: Path, make: Callable[[Path], bytes]) -> None:
    theirs = make(target)
    change(target)
    for option in ("--dry-run", "--strict"):
        result = run("build", *NAMES, option, "-o", target, "-C", target.parents[1] / "course")
        assert result.exit_code == 1
        assert result.stderr.count("This archive is not as kursdeck wrote it") == 1
        assert target.read_bytes() == theirs
    result = run("build", *NAMES, "--force", "-o", target, "-C", target.parents[1] / "course")
    assert result.exit_code == 0
    assert result.stderr.count("was replaced, as you asked") == 1
    assert (target.parent / "backup" / "decks.zip").read_bytes() == theirs
    assert len(entries(target)) == 4
    assert set(build(target).values()) == {"unchanged"}


def test_a_folder_of_that_name_is_left_alone(target: Path) -> None:
    target.mkdir(parents=True)
    result = run("build", *NAMES, "-o", target, "-C", target.parents[1] / "course")
    assert result.exit_code == 1
    assert "A folder stands where the file should be." in result.stderr
    assert list(target.iterdir()) == []


# ---- whole or not at all


@POSIX
def test_on_a_full_disk_the_old_archive_stays_and_no_deck_counts_as_written(target: Path) -> None:
    build(target)
    before = contents(target.parent)
    change(target)
    command = [sys.executable, "-c", SMALL_DISK, "60000", "build", *NAMES]
    done = subprocess.run(
        [*command, "-o", str(target), "-C", str(target.parents[1] / "course")],
        env={**os.environ, "LC_ALL": "C.UTF-8"}, capture_output=True, check=False, encoding="utf-8",
    )  # fmt: skip
    assert done.returncode == 1
    assert done.stderr.count("The file is larger than this disk or this account allows.") == 1
    assert done.stderr.splitlines()[-1].endswith("No deck was written: 3 failed.")
    assert contents(target.parent) == before


@POSIX
def test_a_build_killed_at_any_moment_leaves_the_old_archive(target: Path) -> None:
    """The moment is random: after so many looks at the folder once the new archive has begun."""
    build(target)
    old, random = target.read_bytes(), Random(8)  # noqa: S311 - repeatable, not secret
    change(target)
    command = [sys.executable, "-m", "kursdeck", "build", "--county", "Finnmark", "-q", "-o", str(target)]
    for _ in range(KILLS):
        with subprocess.Popen([*command, "-C", str(target.parents[1] / "course")]) as running:
            while not strays(target) and running.poll() is None:
                pass
            for _ in range(random.randrange(100)):
                strays(target)
            running.send_signal(signal.SIGKILL)
        assert target.read_bytes() == old
        assert strays(target)
    assert set(build(target).values()) == {"written"}
    assert not strays(target)


def strays(target: Path) -> list[str]:
    return [name for name in os.listdir(target.parent) if name.endswith(".tmp")]  # noqa: PTH208 - in a hurry


def test_a_build_that_is_left_leaves_nothing(target: Path) -> None:
    """So does Ctrl-C: the generator is closed."""
    request = Request(NAMES, out=target)
    batch = start(Project(target.parents[1] / "course"), request)
    next(batch.decks)
    batch.decks.close()
    assert [path.name for path in target.parent.iterdir()] == [".kursdeck.lock"]


def test_of_two_builds_the_second_says_so(target: Path) -> None:
    with lock(target.parent) as ours:
        assert ours == ()
        result = run("build", *NAMES, "-o", target, "-C", target.parents[1] / "course")
    assert result.exit_code == 1
    assert result.stderr.count("Another build is writing to this folder.") == 1
    assert not target.exists()


@POSIX
def test_what_the_disk_refuses_in_the_end_takes_all_decks_with_it(target: Path) -> None:
    """In a folder with the sticky bit a rename over somebody else's file is refused."""
    if os.geteuid():
        pytest.skip("only root can give files away")
    build(target)
    before = target.read_bytes()
    change(target)
    (target.parent / ".kursdeck.lock").unlink(missing_ok=True)
    for path in (target.parent, target):
        shutil.chown(path, 12345, 12345)
    for above in (target.parent, *target.parents):
        above.chmod(above.stat().st_mode | 0o011)
    target.parent.chmod(0o1777)
    os.seteuid(65534)
    try:
        made = run_json("build", *NAMES, "-o", target, "-C", target.parents[1] / "course")
    finally:
        os.seteuid(0)
    assert {(deck["status"], deck["file"]) for deck in made["decks"]} == {("failed", None)}
    assert [each["id"] for each in made["findings"] if each["severity"] == "error"] == ["file-denied"]
    assert target.read_bytes() == before
    assert not strays(target)
