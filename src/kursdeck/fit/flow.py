"""What does not fit on one slide goes on on the next: cut a group's columns into pages that all fit.

Headings repeat, the body is cut: nothing is lost and nothing doubled. A column that fits whole stays whole on
the first page; the others are cut so that the tallest part is as low as it can be. A point and its sub-points
stay together where a page can hold them.
"""

from collections.abc import Sequence
from functools import cache

from kursdeck.deck import Paragraph
from kursdeck.fit.setting import Copy, fits, set_at
from kursdeck.units import CentiPt

MOST_PAGES = 12
"""More slides than this for one slide of the course is no longer one slide's text."""


def pages(copies: Sequence[Copy], step: CentiPt) -> tuple[tuple[Copy, ...], ...] | None:
    """Cut the columns into the fewest pages that fit at `step`: for each page a part of every column.

    None when a single paragraph does not fit, or MOST_PAGES do not suffice.
    """
    cuttings = [_columns(copy, step) for copy in copies]
    if any(cutting is None for cutting in cuttings):
        return None
    parts = [cutting for cutting in cuttings if cutting is not None]
    count = max(len(cutting) for cutting in parts)
    if count > MOST_PAGES:
        return None
    spread_out = [
        _levelled(copy, step, count) if len(cutting) > 1 else cutting
        for copy, cutting in zip(copies, parts, strict=True)
    ]
    return tuple(
        tuple(
            cutting[page] if page < len(cutting) else copy.only(0, 0)
            for copy, cutting in zip(copies, spread_out, strict=True)
        )
        for page in range(count)
    )


def _columns(copy: Copy, step: CentiPt) -> tuple[Copy, ...] | None:
    """Fill page after page: the fewest parts of this column that fit."""
    parts: list[Copy] = []
    start = 0
    blocks = _blocks(copy, step)
    for first, last in blocks:
        if not fits(copy.only(start, last), step):
            if first > start:
                parts.append(copy.only(start, first))
            start = first
            if not fits(copy.only(start, last), step):
                return None
    return (*parts, copy.only(start, len(copy.paragraphs)))


def _blocks(copy: Copy, step: CentiPt) -> tuple[tuple[int, int], ...]:
    """Give the stretches that stay together: a point with its sub-points if a page holds them, else each alone."""
    starts = [index for index, paragraph in enumerate(copy.paragraphs) if index == 0 or not paragraph.level]
    ends = [*starts[1:], len(copy.paragraphs)]
    return tuple(
        block
        for first, last in zip(starts, ends, strict=True)
        for block in (
            [(first, last)]
            if fits(copy.only(first, last), step)
            else [(index, index + 1) for index in range(first, last)]
        )
    )


def _levelled(copy: Copy, step: CentiPt, count: int) -> tuple[Copy, ...]:
    """Cut a column into exactly `count` parts (fewer if it has fewer blocks) whose tallest is lowest."""
    blocks = _blocks(copy, step)

    @cache
    def tallest(first: int, last: int) -> int:
        return set_at(copy.only(blocks[first][0], blocks[last - 1][1]), step).height

    @cache
    def best(first: int, left: int) -> tuple[int, tuple[int, ...]]:
        """Give the lowest tallest part of the blocks from `first` in `left` parts, and where the parts begin."""
        if left == 1:
            return tallest(first, len(blocks)), (first,)
        choices = (
            (max(tallest(first, cut), best(cut, left - 1)[0]), (first, *best(cut, left - 1)[1]))
            for cut in range(first + 1, len(blocks) - left + 2)
        )
        return min(choices, key=lambda choice: choice[0])

    starts = best(0, min(count, len(blocks)))[1]
    ends = (*(blocks[start][0] for start in starts[1:]), len(copy.paragraphs))
    return tuple(copy.only(blocks[start][0], end) for start, end in zip(starts, ends, strict=True))


def first_that_fits_nowhere(copies: Sequence[Copy], step: CentiPt) -> Paragraph | None:
    """Give the first paragraph that no page could hold alone."""
    return next(
        (
            paragraph
            for copy in copies
            for index, paragraph in enumerate(copy.paragraphs)
            if not fits(copy.only(index, index + 1), step)
        ),
        None,
    )
