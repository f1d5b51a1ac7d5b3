"""How another process of the program is started: from what this one is made of, and from nowhere else."""

import os
import subprocess
import sys

NO_WINDOW = getattr(subprocess, "CREATE_NO_WINDOW", 0)
"""On Windows no console flashes up."""


def python(*arguments: str) -> list[str]:
    """Give a command; -P adds neither the script's folder nor the one that one stands in to where modules are found."""
    return [_executable(), "-P", *arguments]


def bare_python(script: str) -> list[str]:
    """Give the command for a file that needs nothing but Python's own modules: it is there in a third of the time."""
    return [_executable(), "-I", "-S", script]


def _executable() -> str:
    """Name the program that runs this; where Python cannot tell, the system refuses to start what has no name."""
    return sys.executable or ""


def environment() -> dict[str, str]:
    """Have the other process look for modules where this one does, also when kursdeck runs from a source tree."""
    return {**os.environ, "PYTHONPATH": os.pathsep.join(path for path in sys.path if path)}
