"""The documents as tests read them: fenced blocks, tables, links and headings of a page."""

import re
from collections.abc import Mapping
from pathlib import Path

from msgspec import Struct

REPO = Path(__file__).parents[1]
PAGES = sorted(
    path.relative_to(REPO).as_posix() for path in (*REPO.glob("*.md"), *(REPO / "docs").rglob("*.md"))
)
FENCE = re.compile(r"^```(?P<lang>\w+)(?: +(?P<mark>[^\n]*))?\n(?P<text>.*?)^```$", re.DOTALL | re.MULTILINE)
EXAMPLES = frozenset({"console", "yaml", "jinja", "python", "csv"})
"""Languages whose blocks are examples: each says what becomes of it, so none is left unproved."""


def page(name: str) -> str:
    return (REPO / name).read_text(encoding="utf-8")


# ---- fenced blocks


class Block(Struct, frozen=True, dict=True):
    """One fenced block: its language, what stands after it, and its text."""

    lang: str
    mark: str
    text: str


def blocks(name: str) -> tuple[Block, ...]:
    return tuple(Block(m["lang"], m["mark"] or "", m["text"]) for m in FENCE.finditer(page(name)))


# ---- tables


def table(name: str, heading: str) -> Mapping[str, tuple[str, ...]]:
    """Give the rows of the first table below a heading: its first cell without backticks, and the others."""
    section = re.split(rf"^#+ {re.escape(heading)}$", page(name), flags=re.MULTILINE)
    assert len(section) == 2, f"{name} has {len(section) - 1} headings '{heading}'"
    found = re.search(r"(^\|.*\n)+", section[1], re.MULTILINE)
    assert found is not None, f"{name} has no table below '{heading}'"
    cells = [re.split(r"(?<!\\)\|", line)[1:-1] for line in found[0].splitlines()]
    return {first.strip(" `"): tuple(cell.strip() for cell in others) for first, *others in cells[2:]}


def required(rows: Mapping[str, tuple[str, ...]]) -> set[str]:
    return {key for key, cells in rows.items() if cells[0] == "yes"}


# ---- links

LINK = re.compile(r"\[[^\]]*\]\((?P<target>[^)\s]+)\)")


def anchors(text: str) -> set[str]:
    """Give the anchors that GitHub makes of a page's headings."""
    headings = re.findall(r"^#+ (.*)$", FENCE.sub("", text), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}
