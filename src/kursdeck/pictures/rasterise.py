"""Drawing an SVG in a child process: the clock and the memory limit that a library call cannot have."""

import subprocess
from pathlib import Path

from msgspec import Struct

from kursdeck.children import NO_WINDOW, environment, python
from kursdeck.findings import Result, error
from kursdeck.source import Source

CHILD = Path(__file__).with_name("rasterise_child.py")
_RAISED = 1  # what Python exits with after an exception; a limit or a crash ends it with another code


class Limits(Struct, frozen=True):
    """How long one drawing may take by the clock on the wall, and how many bytes of memory it may ask for."""

    seconds: int = 5
    memory: int = 1 << 30


def drawn(svg: bytes, shown: str, limits: Limits) -> Result[bytes]:
    """Draw an SVG that was checked, in the size that it states, as PNG bytes; no font of the system is used.

    Errors: it takes too long, it takes too much memory (or crashes the drawing), it cannot be drawn.
    """
    where = Source(shown)
    try:
        done = _run(svg, limits)
    except subprocess.TimeoutExpired:
        return None, (error("svg-too-slow", where, file=shown, seconds=limits.seconds),)
    if done.returncode == _RAISED:
        return None, (error("svg-not-drawn", where, file=shown, reason=_last_line(done.stderr)),)
    if done.returncode:
        return None, (error("svg-too-heavy", where, file=shown, memory=limits.memory >> 20),)
    return done.stdout, ()


def _run(svg: bytes, limits: Limits) -> subprocess.CompletedProcess[bytes]:
    # Run as a file, the child imports nothing else of kursdeck, which saves a third of its time.
    return subprocess.run(  # noqa: S603 - a fixed command without a shell; the SVG goes through a pipe
        python(str(CHILD), str(limits.seconds + 1), str(limits.memory)),
        input=svg,
        capture_output=True,
        timeout=limits.seconds,
        check=False,
        env=environment(),
        creationflags=NO_WINDOW,
    )


def _last_line(stderr: bytes) -> str:
    """Give what the exception said; its class tells the user nothing."""
    line = stderr.decode(errors="replace").strip().rpartition("\n")[2]
    return line.partition(": ")[2].strip() or line
