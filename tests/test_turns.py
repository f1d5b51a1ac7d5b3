"""Decks are ended in their order, a few after they were begun, and none that was begun is left so."""

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kursdeck.build.turns import AHEAD, Ending, in_turn


def of(number: int) -> Ending[int]:
    return lambda: number


@given(st.integers(0, 3 * AHEAD))
def test_results_come_in_their_order(count: int) -> None:
    assert list(in_turn(map(of, range(count)))) == list(range(count))


def test_only_so_many_are_begun_before_the_first_is_ended() -> None:
    """So memory does not grow with the number of decks, and a disk has time."""
    begun: list[int] = []

    def endless() -> Iterator[Ending[int]]:
        while True:
            begun.append(len(begun))
            yield of(begun[-1])

    turns = in_turn(endless())
    for number in range(3 * AHEAD):
        assert next(turns) == number
        assert len(begun) == number + AHEAD + 1
    turns.close()


def test_whoever_leaves_early_has_what_was_begun_ended() -> None:
    begun: list[int] = []
    ended: list[int] = []

    def each() -> Iterator[Ending[None]]:
        for number in range(100):
            begun.append(number)
            yield lambda number=number: ended.append(number)  # type: ignore[misc]

    turns = in_turn(each())
    next(turns)
    turns.close()
    assert ended == begun
    assert len(begun) < 100


def test_an_interruption_while_decks_are_made_ends_what_was_begun() -> None:
    ended: list[int] = []

    def made() -> Iterator[Ending[None]]:
        for number in range(AHEAD // 2):
            yield lambda number=number: ended.append(number)  # type: ignore[misc]
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        list(in_turn(made()))
    assert ended == list(range(AHEAD // 2))


def test_what_an_ending_raises_comes_when_its_turn_has_come_and_the_others_are_ended() -> None:
    ended: list[int] = []

    def broken() -> None:
        raise ZeroDivisionError

    turns = in_turn([lambda: ended.append(0), broken, lambda: ended.append(2)])
    next(turns)
    assert ended == [0]
    with pytest.raises(ZeroDivisionError):
        next(turns)
    assert ended == [0, 2]
