"""LibreOffice as the tests call it: many files in one run, each run with a profile of its own, since it locks it."""

import shutil
import subprocess
from collections.abc import Iterable
from pathlib import Path

import pytest

NEEDS_LIBREOFFICE = [
    pytest.mark.office,
    pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed"),
]
LONGEST_RUN = 300
"""Seconds after which a run counts as hung; the largest of these tests' takes a tenth of it."""


def convert(paths: Iterable[Path], ending: str, out: Path) -> None:
    """Let LibreOffice open files and save each in `out` as another kind of file, or as the same kind again."""
    program = shutil.which("soffice")
    assert program is not None
    profile = f"-env:UserInstallation={(out.parent / f'{out.name}-profile').as_uri()}"
    command = [program, profile, "--headless", "--convert-to", ending, "--outdir", str(out)]
    subprocess.run([*command, *map(str, paths)], check=True, capture_output=True, timeout=LONGEST_RUN)


def to_pdf(decks: dict[str, bytes], folder: Path) -> dict[str, Path]:
    """Render decks in one run, which takes a third of the time of one run each; give the PDFs by name."""
    out = folder / "pdf"
    for name, data in decks.items():
        (folder / f"{name}.pptx").write_bytes(data)
    convert((folder / f"{name}.pptx" for name in decks), "pdf", out)
    return {name: out / f"{name}.pdf" for name in decks}
