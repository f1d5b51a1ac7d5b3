"""Pillow kept from writing to standard error, in several threads at once.

It warns of much that it then decodes well. The filters of warnings are the process's, not a thread's: threads that
each restored what they had found would undo or keep each other's. So the first one in silences warnings, and the last
one out restores them.
"""

import warnings
from contextlib import ExitStack
from threading import Lock

from msgspec import Struct, field


class Quiet(Struct):
    """A context in which no warning is shown; any number of threads may be in it."""

    _lock: Lock = field(default_factory=Lock)
    _silenced: ExitStack = field(default_factory=ExitStack)
    _inside: int = 0

    def __enter__(self) -> None:
        """Silence warnings, unless another thread did."""
        with self._lock:
            if not self._inside:
                self._silenced.enter_context(warnings.catch_warnings(action="ignore"))
            self._inside += 1

    def __exit__(self, *_problem: object) -> None:
        """Restore the filters that there were, unless another thread is still inside."""
        with self._lock:
            self._inside -= 1
            if not self._inside:
                self._silenced.close()


QUIET = Quiet()
"""The one there is, as there is one list of filters."""
