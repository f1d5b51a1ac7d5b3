"""What tests of the whole program share: the commands as a user types them, and small courses."""

import json
from pathlib import Path
from typing import Any

from click.testing import CliRunner, Result
from pptx import Presentation

from kursdeck.cli.main import kursdeck

HEAD = """\
format: 1
id: prove
title: Prøvekurs
lang: nb
brand: ks
register: kommuner
slides:
"""
WELCOME = "  - {kind: section, title: Velkommen}\n"
"""A slide that is as it should be."""


def run(*arguments: str | Path, **env: str) -> Result:
    """Run `kursdeck …` in this process, in English unless LC_ALL or an option says otherwise."""
    surroundings = {"LC_ALL": "C.UTF-8", "SOURCE_DATE_EPOCH": "", **env}
    return CliRunner(env=surroundings).invoke(kursdeck, [str(argument) for argument in arguments])


def run_json(*arguments: str | Path) -> dict[str, Any]:
    """Run a command with `--format json`; what it prints must be one JSON object and nothing else."""
    result = run(*arguments, "--format", "json")
    value = json.loads(result.stdout)
    assert isinstance(value, dict)
    assert result.stderr == ""
    return value


def write(folder: Path, slides: str, head: str = HEAD) -> Path:
    """Put a course with these slides, written as YAML list entries, in place of the folder's own."""
    (folder / "content.yaml").write_text(head + slides, encoding="utf-8", newline="\n")
    return folder


def contents(folder: Path) -> dict[str, bytes]:
    """Give every file below a folder by its path."""
    paths = sorted(path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}


def decks(folder: Path) -> list[str]:
    """Give the names of the decks in a course's folder for results."""
    return sorted(path.name for path in (folder / "deck" / "out").glob("*.pptx"))


PRESENTER = """\
format: 1
name: Kim Eksempel
title: Rådgiver
email: kim@example.no
phone: "98 76 54 32"
"""


def present(folder: Path, more: str = "") -> Path:
    """Give the course a presenter: PRESENTER, and further lines."""
    (folder / "deck" / "presenter.yaml").write_text(PRESENTER + more, encoding="utf-8", newline="\n")
    return folder


def texts(path: Path) -> list[str]:
    """Give what stands on each slide of a deck, one line a paragraph."""
    slides = Presentation(str(path)).slides
    return ["\n".join(shape.text_frame.text for shape in s.shapes if shape.has_text_frame) for s in slides]


SMALL_DISK = """
import resource, signal, sys
from kursdeck.cli.main import main
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
most = int(sys.argv.pop(1))
resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))
main()
"""
"""The program on a disk that takes no file larger than its first argument, in bytes."""
