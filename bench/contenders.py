"""The contenders: each a command that builds the decks of a described course into a folder, and how it is got."""

import shutil
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TypeAlias

from course import REPO
from msgspec import Struct
from pptx import Presentation
from timing import PYTHON, process

BENCH = REPO / "bench"
PPTXGENJS = "pptxgenjs@4.0.1"


class Contender(Struct, frozen=True):
    """A program to be compared with, called as `command DESCRIBED TEMPLATE FOLDER` in the folder `cwd`."""

    name: str
    command: tuple[str, ...]
    template: Path
    cwd: Path


def naive(template: Path, folder: Path) -> Contender:
    """Give naive python-pptx, which is a dependency of kursdeck anyway."""
    return Contender("naive python-pptx", (PYTHON, str(BENCH / "naive.py")), template, folder)


def pptxgenjs(template: Path, folder: Path) -> Contender:
    """Install PptxGenJS into `folder`; it is found from there, and needs no template."""
    npm = _needed("npm")
    process(npm, "install", "--silent", "--no-audit", "--no-fund", "--prefix", folder, PPTXGENJS)()
    return Contender("PptxGenJS", (_needed("node"), str(BENCH / "pptxgenjs.mjs")), template, folder)


def pandoc(template: Path, folder: Path) -> Contender:
    """Give pandoc, and a reference document that it can use: one without a slide makes it drop all slides."""
    _needed("pandoc")
    reference = Presentation(str(template))
    reference.slides.add_slide(reference.slide_layouts[0])
    reference.save(str(folder / "reference.pptx"))
    return Contender("pandoc", (PYTHON, str(BENCH / "pandoc_loop.py")), folder / "reference.pptx", folder)


def _needed(program: str) -> str:
    path = shutil.which(program)
    if path is None:
        sys.exit(f"{program} is needed: install it, or leave its contender out with --only")
    return path


Getting: TypeAlias = Callable[[Path, Path], Contender]
"""Makes a contender ready: from the brand's template, in a folder of its own."""

CONTENDERS: Mapping[str, Getting] = {"naive": naive, "pptxgenjs": pptxgenjs, "pandoc": pandoc}
