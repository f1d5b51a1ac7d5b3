"""Reading ahead gives what reading one after the other gives, and never reads far ahead."""

import warnings
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kursdeck.pictures.ahead import AHEAD, ahead
from kursdeck.pictures.quiet import Quiet


@given(st.lists(st.integers(), max_size=3 * AHEAD))
def test_results_come_in_the_order_of_what_they_are_of(items: list[int]) -> None:
    assert list(ahead(lambda item: item * 2, items)) == [item * 2 for item in items]


def test_what_reading_raises_comes_when_its_turn_has_come() -> None:
    results = ahead(lambda item: 12 // item, [3, 4, 0, 6])
    assert (next(results), next(results)) == (4, 3)
    with pytest.raises(ZeroDivisionError):
        next(results)


def test_only_a_few_are_taken_before_they_are_asked_for() -> None:
    taken: list[int] = []

    def items() -> Iterator[int]:
        for item in range(100 * AHEAD):
            taken.append(item)
            yield item

    results = ahead(str, items())
    assert taken == []
    for asked in range(1, 20):
        next(results)
        assert len(taken) == AHEAD + asked
    results.close()


def test_what_was_not_begun_when_it_is_closed_never_is() -> None:
    begun: list[int] = []
    results = ahead(begun.append, range(100 * AHEAD))
    next(results)
    results.close()
    assert len(begun) <= AHEAD + 1


def test_warnings_are_silenced_until_the_last_thread_is_out() -> None:
    quiet, before = Quiet(), list(warnings.filters)
    quiet.__enter__()
    quiet.__enter__()
    quiet.__exit__()
    warnings.warn("not shown, and here not raised either", stacklevel=1)
    quiet.__exit__()
    assert list(warnings.filters) == before
    with pytest.raises(UserWarning):
        warnings.warn("shown again", stacklevel=1)
