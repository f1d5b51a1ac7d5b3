"""Decks on their way to the disk: begun as they are made, and ended in their order a little later.

In between the disk has time to take them. So a build waits for it only where it is slower than decks are made.
"""

from collections import deque
from collections.abc import Callable, Generator, Iterable
from typing import TypeAlias, TypeVar

T = TypeVar("T")

Ending: TypeAlias = Callable[[], T]
"""What is left of a deck that was begun: to be called once."""

AHEAD = 20
"""Decks that are begun and not yet ended: enough for a disk that takes ten milliseconds for each."""


def nothing_left(value: T) -> Ending[T]:
    """Give what is left where all is done."""
    return lambda: value


def in_turn(begun: Iterable[Ending[T]]) -> Generator[T, None, None]:
    """End what is begun, and give what comes of it in its order.

    No more than AHEAD are taken and not yet ended, so memory does not grow with their number. Close it if you leave
    before the last one: what was begun is ended then, and nobody is told.
    """
    waiting: deque[Ending[T]] = deque()
    try:
        for ending in begun:
            waiting.append(ending)
            if len(waiting) > AHEAD:
                yield waiting.popleft()()
        while waiting:
            yield waiting.popleft()()
    finally:
        for ending in waiting:
            ending()
