"""The process that looks at many pictures, run by `beforehand`: keys and paths come in, a line for each goes out.

With the argument SEVERAL they are looked at a few at a time, since an SVG is drawn by a process of its own, and a
photograph mostly outside of Python. Where all are small, threads would only wait for each other.
"""

import sys
from pathlib import Path

import msgspec

from kursdeck import pictures
from kursdeck.findings import Result
from kursdeck.pictures.ahead import ahead
from kursdeck.pictures.beforehand import SEVERAL
from kursdeck.pictures.cache import Make
from kursdeck.pictures.image import Rendition


def main() -> None:
    """Answer in the order of the list; it ends when nobody listens any more."""
    out = sys.stdout.buffer
    items = msgspec.json.decode(sys.stdin.buffer.read(), type=list[tuple[str, str]])
    for line in ahead(_line, items) if SEVERAL in sys.argv else map(_line, items):
        out.write(line + b"\n")
        out.flush()


def _line(item: tuple[str, str]) -> bytes:
    key, path = item
    return msgspec.json.encode((key, _rendition(key, Path(path))))


def _rendition(key: str, path: Path) -> Rendition | None:
    """Look at a picture as any reader does, and give what was made of it on the way; None where that failed."""
    found: list[Rendition | None] = []

    def seen(current: str, make: Make) -> Result[Rendition]:
        made, findings = make()
        found.append(made if current == key else None)  # another file by now
        return made, findings

    pictures.read(path, path.name, None, seen)
    return found[0] if found else None


if __name__ == "__main__":
    main()
