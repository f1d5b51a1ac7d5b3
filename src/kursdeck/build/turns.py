"""Decks on their way to the disk: made in one thread, waited for in others, and given in their order.

Syncing a file is mostly waiting, so a few threads do that while the next decks are made; all else is done where decks
are made. For each call to the system a thread gives way to the others and then waits for its turn again, which for
357 decks was once a third of a build. So the threads get a handful of decks at a time, and of each only the one call
that waits.
"""

from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from itertools import islice
from typing import TypeAlias, TypeVar

T = TypeVar("T")

Ending: TypeAlias = Callable[[], T]
"""What is left of a deck that is on the disk: to be called once, where decks are made."""
Rest: TypeAlias = Callable[[], Ending[T]]
"""What remains of a deck that is made, which is waiting for the disk: to be called once, in any thread."""

WRITERS = 4
"""Threads that wait for the disk. Where a sync takes no time one would do; where it takes ten milliseconds, four have
357 decks synced in a second."""
HANDFUL = 4
"""Decks that a thread waits for one after the other."""


def in_turn(rests: Iterable[Rest[T]]) -> Generator[T, None, None]:
    """Do what remains of each, and give what comes of it in their order.

    `rests` are taken a handful at a time, and no more of them than a handful for each thread and one for the next
    are taken and not yet given, so memory does not grow with their number.

    Close it if you leave before the last one: what threads had begun with is ended then, and nobody is told.
    """
    begun: deque[Future[tuple[Ending[T], ...]]] = deque()
    ready: deque[Ending[T]] = deque()
    with ThreadPoolExecutor(WRITERS) as pool:
        try:
            for handful in _handfuls(rests):
                begun.append(pool.submit(_waited_for, handful))
                while begun and (len(begun) > WRITERS or begun[0].done()):
                    ready.extend(begun.popleft().result())
                yield from _ended(ready)
            while begun:
                ready.extend(begun.popleft().result())
                yield from _ended(ready)
        finally:
            for future in begun:
                ready.extend(future.result())
            for ending in ready:
                ending()


def _handfuls(rests: Iterable[Rest[T]]) -> Iterator[tuple[Rest[T], ...]]:
    each = iter(rests)
    return iter(lambda: tuple(islice(each, HANDFUL)), ())


def _waited_for(rests: Iterable[Rest[T]]) -> tuple[Ending[T], ...]:
    return tuple(rest() for rest in rests)


def _ended(ready: deque[Ending[T]]) -> Iterator[T]:
    while ready:
        yield ready.popleft()()
