"""Reading ahead: the next few items are read while one is used.

Only a few are ahead, so memory does not grow with their number.
"""

import os
from collections import deque
from collections.abc import Callable, Generator, Iterable
from concurrent.futures import ThreadPoolExecutor
from itertools import islice
from typing import TypeVar

READERS = min(os.cpu_count() or 1, 8)
"""Threads that read, and so the most drawing processes at once: each may take 1 GiB."""
AHEAD = 2 * READERS
"""How many are begun before they are asked for."""

T = TypeVar("T")
R = TypeVar("R")


def ahead(read: Callable[[T], R], items: Iterable[T]) -> Generator[R, None, None]:
    """Give `read` of each item, in order, with what it raises; `items` are taken in the caller's thread.

    Close it if you leave before the last one: what was not begun then never is.
    """
    pool = ThreadPoolExecutor(READERS)
    try:
        futures = (pool.submit(read, item) for item in items)
        begun = deque(islice(futures, AHEAD))
        while begun:
            done = begun.popleft().result()
            begun.extend(islice(futures, 1))
            yield done
    finally:
        pool.shutdown(cancel_futures=True)
