"""An installed kursdeck is whole: it makes a course and builds it far from any checkout, and carries no data."""

import os
import shutil
import subprocess
import sys
import sysconfig
import venv
import zipfile
from collections.abc import Mapping
from pathlib import Path

import pytest

REPO = Path(__file__).parents[1]
SOURCES = (
    "src",
    "templates",
    "content.yaml",
    "pyproject.toml",
    "README.md",
    "LICENSE",
    "NOTICE",
    ".gitignore",
)
PERSONAL = {
    "presenter.yaml": b"name: Kim",
    "roster.csv": b"id",
    "logos/4601.svg": b"<svg/>",
    "out/a.pptx": b"PK",
}


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a wheel, built from a checkout in which somebody has filled in personal data and built decks."""
    checkout = tmp_path_factory.mktemp("checkout")
    for name in SOURCES:
        copy = shutil.copytree if (REPO / name).is_dir() else shutil.copy
        copy(REPO / name, checkout / name)
    for example in (REPO / "deck").glob("*.example.*"):
        (checkout / "deck").mkdir(exist_ok=True)
        shutil.copy(example, checkout / "deck")
    for name, data in PERSONAL.items():
        (checkout / "deck" / name).parent.mkdir(exist_ok=True)
        (checkout / "deck" / name).write_bytes(data)
    pip("wheel", checkout, "--no-deps", "--no-build-isolation", "--wheel-dir", checkout / "dist")
    [path] = (checkout / "dist").glob("*.whl")
    return path


def pip(*arguments: str | Path) -> None:
    subprocess.run([sys.executable, "-m", "pip", "--quiet", "--no-input", *arguments], check=True)


@pytest.fixture(scope="module")
def program(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give the Python of an environment that holds the wheel, and sees what it depends on."""
    folder = tmp_path_factory.mktemp("environment")
    python = Path(venv.EnvBuilder().ensure_directories(folder).env_exe)
    venv.EnvBuilder().create(folder)
    pip("--python", python, "install", "--no-deps", "--no-index", wheel)
    own = subprocess.run(
        [python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"],
        check=True,
        capture_output=True,
        text=True,
    ).stdout.strip()
    Path(own, "dependencies.pth").write_text(sysconfig.get_path("purelib"), encoding="utf-8")
    return python


def run(python: Path, folder: Path, *arguments: str) -> str:
    """Run `python -m kursdeck …` in a folder, and nothing of this checkout."""
    outside: Mapping[str, str] = {k: v for k, v in os.environ.items() if k not in {"PYTHONPATH", "LC_ALL"}}
    done = subprocess.run(
        [python, "-m", "kursdeck", *arguments],
        cwd=folder,
        env={**outside, "LC_ALL": "C.UTF-8"},
        check=True,
        capture_output=True,
        text=True,
        encoding="utf-8",
    )
    return done.stdout


def test_a_wheel_carries_the_seed_and_nobodys_data(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as package:
        names = {name.removeprefix("kursdeck/seed/") for name in package.namelist() if "/seed/" in name}
    assert {"content.yaml", "templates/ks/brand.pptx", "templates/ks/content.schema.json"} <= names
    assert {name for name in names if name.startswith("deck/")} == {
        "deck/presenter.example.yaml",
        "deck/roster.example.csv",
    }


def test_an_installed_kursdeck_makes_a_course_and_builds_it(program: Path, tmp_path: Path) -> None:
    where = subprocess.run(
        [program, "-c", "import kursdeck; print(kursdeck.__file__)"],
        cwd=tmp_path,
        env={"PATH": os.environ["PATH"]},
        check=True,
        capture_output=True,
        text=True,
    ).stdout
    assert Path(where.strip()).is_relative_to(program.parents[1])
    assert "kursdeck build" in run(program, tmp_path, "new", "kurs")
    assert "sosiale-medier_5610-karasjok.pptx  13 slides" in run(
        program, tmp_path / "kurs", "build", "Kárášjohka"
    )
    assert (tmp_path / "kurs" / "deck" / "out" / "sosiale-medier_5610-karasjok.pptx").is_file()


def test_the_command_itself_is_installed_too(program: Path, tmp_path: Path) -> None:
    command = program.with_name("kursdeck.exe" if sys.platform == "win32" else "kursdeck")
    done = subprocess.run([command, "--version"], cwd=tmp_path, check=True, capture_output=True, text=True)
    assert done.stdout.startswith("kursdeck, version ")
