"""A new course folder: the seed course with its brand and examples, ready to build and to be written over."""

import json
import shutil
import tempfile
from collections.abc import Iterator
from importlib.resources import files as resources
from pathlib import Path

from kursdeck import files
from kursdeck.brand.kinds import Schema, course_schema
from kursdeck.brand.load import Brand
from kursdeck.findings import Findings, Result, error, warning
from kursdeck.project import CONTENT, Project
from kursdeck.source import Source

IGNORED = """\
# Personal data and finished decks stay on this machine; only the examples are shared.
/deck/*
!/deck/*.example.*
*.zip
.kursdeck*
"""
PASSING = ("~$", ".")
"""How the files begin that PowerPoint and file managers leave in a folder while it is open."""
SCHEMA_FILE = "content.schema.json"
"""Beside brand.yaml; the first line of content.yaml names it, so that editors check and complete."""


def seed() -> Path:
    """Give the folder of the course that ships: in a wheel a part of the package, in a checkout its root."""
    packaged = Path(str(resources("kursdeck"))) / "seed"
    return packaged if packaged.is_dir() else Path(__file__).parents[3]


def new_course(folder: Path) -> Result[tuple[Path, ...]]:
    """Make a course in a folder that does not exist yet or is empty; give the files that were made.

    A new folder appears whole or not at all. One that is there stays the same folder, since somebody may stand in
    it; content.yaml comes last, and only with it is it a course. What the disk refuses is a finding.
    """
    target = folder.absolute()
    try:
        if target.exists() and (not target.is_dir() or any(target.iterdir())):
            return None, (error("folder-not-empty", Source(str(folder)), folder=str(folder)),)
        target.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=target.parent, prefix=".kursdeck-") as temporary:
            made = Path(temporary) / target.name
            _fill(made)
            _put(made, target)
    except OSError as problem:
        return None, (files.finding_of(problem, target),)
    return tuple(sorted(path for path in target.rglob("*") if path.is_file())), ()


def _put(made: Path, target: Path) -> None:
    if not target.exists():
        made.rename(target)
        return
    for path in sorted(made.iterdir(), key=lambda path: path.name == CONTENT):
        path.rename(target / path.name)


def _fill(folder: Path) -> None:
    for source in _seed_files():
        place = folder / source.relative_to(seed())
        place.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(source, place)
    (folder / ".gitignore").write_text(IGNORED, encoding="utf-8", newline="\n")


def _seed_files() -> Iterator[Path]:
    """Give the files of the seed course: no results, and nobody's contact data."""
    yield seed() / "content.yaml"
    templates = (path for path in sorted((seed() / "templates").rglob("*")) if path.is_file())
    yield from (path for path in templates if not path.name.startswith(PASSING))
    yield from sorted((seed() / "deck").glob("*.example.*"))


def schema_text(brand: Brand) -> str:
    """Write the JSON Schema of content.yaml for a brand, as `kursdeck schema` prints it.

    In ASCII: redirected to a file on Windows it would else be in the terminal's code page, not in UTF-8.
    """
    schema: Schema = course_schema(brand.kinds, tuple(brand.languages))
    return json.dumps(schema, indent=2) + "\n"


def outdated_schema(project: Project, brand: Brand) -> Findings:
    """Say when the schema beside brand.yaml is not that of the brand's kinds: the editor would mislead."""
    path = project.brand(brand.id) / SCHEMA_FILE
    if not path.is_file() or path.read_bytes().replace(b"\r\n", b"\n") == schema_text(brand).encode():
        return ()
    shown = project.shown(path)
    return (warning("schema-outdated", Source(shown), file=shown),)
