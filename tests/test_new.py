"""`kursdeck new` makes a whole course: it builds at once, it is the user's own, and nobody's data are in it."""

import subprocess
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path

import pytest
from samples import PRESENTER, contents, decks, run, run_json

from kursdeck.build.new import seed

REPO = Path(__file__).parents[1]


@pytest.fixture
def made(tmp_path: Path) -> Path:
    """Give a new course."""
    folder = tmp_path / "mitt kurs"
    result = run("new", folder)
    assert result.exit_code == 0
    assert str(folder) in result.stdout
    return folder


def git(folder: Path, *arguments: str) -> str:
    """Run git there, without anybody's own settings."""
    command = ["git", "-c", "user.name=Kari Eksempel", "-c", "user.email=kari@example.no", *arguments]
    none = {"GIT_CONFIG_GLOBAL": "/dev/null", "GIT_CONFIG_NOSYSTEM": "1", "PATH": "/usr/bin:/bin"}
    return subprocess.run(command, cwd=folder, env=none, check=True, capture_output=True, text=True).stdout


def fill_in(course: Path) -> None:
    """Do what a trainer does: a presenter, a logo, a roster."""
    (course / "deck" / "presenter.yaml").write_text(PRESENTER, encoding="utf-8")
    (course / "deck" / "logos").mkdir()
    (course / "deck" / "logos" / "4601.svg").write_text("<svg/>", encoding="utf-8")
    (course / "deck" / "roster.csv").write_text("id\n4601\n", encoding="utf-8")
    (course / "deck" / "roster.xlsx").write_bytes(b"PK")


def test_a_new_course_builds_at_once(made: Path) -> None:
    result = run("build", "--strict", "-C", made)
    assert (result.exit_code, decks(made)) == (0, ["sosiale-medier.pptx"])
    assert run_json("check", "-C", made)["findings"] != []
    assert not [f for f in run_json("check", "-C", made)["findings"] if f["severity"] != "note"]


def test_a_new_course_is_the_seed_without_anybodys_data(made: Path) -> None:
    files = set(contents(made))
    assert {"content.yaml", ".gitignore", "templates/ks/brand.pptx", "deck/presenter.example.yaml"} <= files
    assert {path for path in files if path.startswith("deck/")} == {
        "deck/presenter.example.yaml",
        "deck/roster.example.csv",
    }
    assert contents(made)["content.yaml"] == (seed() / "content.yaml").read_bytes()


def test_what_a_trainer_fills_in_and_builds_is_not_for_git(made: Path) -> None:
    git(made, "init", "-q")
    git(made, "add", ".")
    git(made, "commit", "-q", "-m", "A course")
    fill_in(made)
    (made / "deck" / "logos" / "4601.svg").unlink()
    (made / "deck" / "roster.xlsx").unlink()
    assert run("build", "Bergen", "-C", made).exit_code == 0
    assert git(made, "status", "--porcelain", "--untracked-files=all") == ""
    assert "deck/presenter.example.yaml" in git(made, "ls-files")


def test_the_seed_course_itself_keeps_a_trainers_files_out_of_git(course: Path) -> None:
    (course / ".gitignore").write_bytes((REPO / ".gitignore").read_bytes())
    git(course, "init", "-q")
    git(course, "add", ".")
    fill_in(course)
    assert "??" not in git(course, "status", "--porcelain", "--untracked-files=all")


@pytest.mark.parametrize("name", ["notat.txt", ".git"])
def test_a_folder_that_is_not_empty_is_left_alone(name: str, tmp_path: Path) -> None:
    (tmp_path / "kurs").mkdir()
    (tmp_path / "kurs" / name).write_text("Hei", encoding="utf-8")
    result = run("new", tmp_path / "kurs")
    assert (result.exit_code, result.stdout) == (1, "")
    assert "is not empty" in result.stderr
    assert contents(tmp_path) == {f"kurs/{name}": b"Hei"}


def test_a_file_in_the_folders_place_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "kurs").write_text("Hei", encoding="utf-8")
    assert run("new", tmp_path / "kurs").exit_code == 1
    assert contents(tmp_path) == {"kurs": b"Hei"}


def test_an_empty_folder_will_do(tmp_path: Path) -> None:
    (tmp_path / "kurs").mkdir()
    assert run("new", tmp_path / "kurs").exit_code == 0
    assert run("build", "--dry-run", "-C", tmp_path / "kurs").exit_code == 0


def test_where_nothing_may_be_written_nothing_is_left(
    tmp_path: Path, unprivileged: Callable[[], AbstractContextManager[None]]
) -> None:
    (tmp_path / "lukket").mkdir(mode=0o555)
    with unprivileged():
        result = run("new", tmp_path / "lukket" / "kurs")
    assert result.exit_code == 1
    assert "error: " in result.stderr
    assert list((tmp_path / "lukket").iterdir()) == []


def test_the_next_step_is_said_in_the_users_language(tmp_path: Path) -> None:
    assert "kursdeck build" in run("new", tmp_path / "a").stdout
    assert "Kurset ligger i" in run("new", tmp_path / "b", "--ui-lang", "nb").stdout


def test_a_schema_that_is_older_than_the_kinds_is_noticed(made: Path) -> None:
    """The editor goes by the file: `check` says when it misleads, and how to write it anew."""
    kind = made / "templates" / "ks" / "section.j2"
    text = kind.read_text(encoding="utf-8")
    kind.write_text(text.replace("fields:\n", "fields:\n  motto: {type: string}\n"), encoding="utf-8")
    result = run("check", "-C", made)
    assert "kursdeck schema -o templates/ks/content.schema.json" in result.stderr
    assert run("schema", "-o", made / "templates" / "ks" / "content.schema.json", "-C", made).exit_code == 0
    assert "schema" not in run("check", "-C", made).stderr


def test_a_course_made_in_the_folder_one_stands_in_can_be_built_from_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The folder was once replaced by another of its name, and the shell stood in one that was gone."""
    monkeypatch.chdir(tmp_path)
    before = tmp_path.stat().st_ino
    assert run("new", ".").exit_code == 0
    assert tmp_path.stat().st_ino == before
    assert run("build").exit_code == 0
    assert decks(tmp_path) == ["sosiale-medier.pptx"]
