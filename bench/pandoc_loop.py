"""Decks as pandoc makes them: a Markdown file each, a call each, with the template as its reference document.

usage: pandoc_loop.py DESCRIBED.json REFERENCE.pptx FOLDER
"""

import json
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

MARKUP = re.compile(r"([!-/:-@\[-`{-~])")
"""ASCII punctuation, all of which Markdown lets one escape (CommonMark 0.31, 2.4)."""


def main() -> None:
    """Write and convert one deck after the other."""
    described, reference, folder = sys.argv[1:]
    pandoc = shutil.which("pandoc") or "pandoc"
    for deck in json.loads(Path(described).read_text(encoding="utf-8"))["decks"]:
        out = Path(folder) / deck["file"]
        source = out.with_suffix(".md")
        source.write_text("\n\n".join(markdown(deck)), encoding="utf-8")
        form = ("--from=markdown-smart", "--slide-level=2", f"--reference-doc={reference}")
        subprocess.run([pandoc, *form, f"--output={out}", source], check=True, capture_output=True)


def markdown(deck: dict[str, Any]) -> Iterator[str]:
    """Give a deck's Markdown, block by block: a heading for each slide, the logo in a column of its own."""
    for slide in deck["slides"]:
        title, *others = slide["texts"].values()
        lines = [*others, *(drawn["paragraphs"] for drawn in slide["drawn"])]
        yield f"## {escaped(' '.join(title))}"
        body = [escaped(line) for group in lines for line in group]
        yield from columns(body, deck["logo"]) if slide["pictures"] else body
        yield from ("::: notes", *map(escaped, slide["notes"]), ":::")


def columns(body: list[str], logo: str) -> Iterator[str]:
    """Set text beside the logo; a picture below text would begin a new slide."""
    yield from (":::: columns", "::: column", *body, ":::")
    yield from ("::: column", f"![]({logo})", ":::", "::::")


def escaped(text: str) -> str:
    """Give text that Markdown takes literally."""
    return MARKUP.sub(r"\\\1", " ".join(text.split()))


if __name__ == "__main__":
    main()
