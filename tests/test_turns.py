"""Decks are waited for by threads: results come in order, little waits, and what was begun is ended."""

import threading
from collections.abc import Callable, Iterator
from threading import Event

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kursdeck.build.turns import HANDFUL, WRITERS, Rest, in_turn

AHEAD = (WRITERS + 1) * HANDFUL
"""A handful for each thread, and one that is taken for the next."""


def told(number: int) -> Rest[int]:
    return lambda: lambda: number


@given(st.integers(0, 60), st.sets(st.integers(0, WRITERS - 1)))
def test_results_come_in_their_order_whichever_is_done_first(count: int, slow: set[int]) -> None:
    """Of so many handfuls as there are threads, the slow ones are done only when all others are."""
    fast = [Event() for _ in range(count)]

    def of(number: int) -> Rest[int]:
        turn, place = divmod(number // HANDFUL, WRITERS)
        others = range(turn * WRITERS * HANDFUL, min((turn + 1) * WRITERS * HANDFUL, count))
        waits = [fast[other] for other in others if other // HANDFUL % WRITERS not in slow]

        def rest() -> Callable[[], int]:
            fast[number].set()
            if place in slow:
                assert all(event.wait(10) for event in waits)
            return lambda: number

        return rest

    assert list(in_turn(map(of, range(count)))) == list(range(count))


def test_only_so_many_are_made_before_the_first_is_done() -> None:
    """So memory does not grow with the number of decks."""
    taken: list[int] = []
    given: list[int] = []
    disk = Event()

    def first() -> Callable[[], int]:
        assert disk.wait(10)
        return lambda: 0

    def endless() -> Iterator[Rest[int]]:
        while True:
            number = len(taken)
            taken.append(number)
            assert len(taken) - len(given) <= AHEAD
            if len(taken) == AHEAD:  # so many are made while the first is waited for
                disk.set()
            yield told(number) if number else first

    turns = in_turn(endless())
    for number in range(3 * AHEAD):
        assert next(turns) == number
        given.append(number)
    turns.close()


def test_waiting_is_done_in_other_threads_and_all_else_in_this_one() -> None:
    here = threading.get_ident()
    waited: set[int] = set()

    def rest() -> Callable[[], int]:
        waited.add(threading.get_ident())
        return threading.get_ident

    assert set(in_turn([rest] * 3 * HANDFUL)) == {here}
    assert here not in waited
    assert len(waited) <= WRITERS


def test_whoever_leaves_early_has_what_was_begun_ended() -> None:
    ended: list[int] = []

    def rest(number: int) -> Rest[None]:
        return lambda: lambda: ended.append(number)

    turns = in_turn(rest(number) for number in range(100))
    next(turns)
    turns.close()
    assert ended == list(range(len(ended)))
    assert HANDFUL <= len(ended) < 100


def test_an_interruption_while_decks_are_made_ends_what_was_begun() -> None:
    ended: list[int] = []

    def made() -> Iterator[Rest[None]]:
        for number in range(2 * HANDFUL + 1):
            yield lambda number=number: lambda: ended.append(number)  # type: ignore[misc]
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        list(in_turn(made()))
    assert ended == list(range(2 * HANDFUL))


def test_what_waiting_raises_comes_when_its_turn_has_come() -> None:
    def broken() -> Callable[[], int]:
        raise ZeroDivisionError

    turns = in_turn([told(0)] * HANDFUL + [broken])
    assert [next(turns) for _ in range(HANDFUL)] == [0] * HANDFUL
    with pytest.raises(ZeroDivisionError):
        next(turns)
