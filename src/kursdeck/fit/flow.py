"""What does not fit on one slide goes on on the next: cut a group's columns into pages that all fit.

Headings repeat, the body is cut: nothing is lost and nothing doubled. A column that fits whole stays whole on
the first page; the others are cut so that the tallest part is as low as it can be. A point and its sub-points
stay together where a page can hold them.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from itertools import accumulate, pairwise

from msgspec import Struct

from kursdeck.fit.setting import Copy, lines_height, overlong, set_at, too_many_lines
from kursdeck.units import CentiPt, emu

MOST_PAGES = 12
"""More slides than this for one slide of the course is no longer one slide's text."""

Pages = tuple[tuple[Copy, ...], ...]
"""For each page a part of every column, empty where the column has come to its end."""


def pages(copies: Sequence[Copy], step: CentiPt) -> Pages | None:
    """Cut the columns into the fewest pages that fit at `step`; one page where everything fits on it.

    None when a single paragraph does not fit a page of its own. There may be more than MOST_PAGES.
    """
    columns = [_column(copy, step) for copy in copies]
    whole = [column for column in columns if column is not None]
    if len(whole) < len(columns):
        return None
    counts = [_count(column, 0, column.room) for column in whole]
    most = max((1, *counts))
    parts = [
        _parts(copy, column, most) if count > 1 else (copy,)
        for copy, column, count in zip(copies, whole, counts, strict=True)
    ]
    return tuple(
        tuple(
            cutting[page] if page < len(cutting) else copy.only(0, 0)
            for copy, cutting in zip(copies, parts, strict=True)
        )
        for page in range(most)
    )


class Column(Struct, frozen=True):
    """A text set at one size, as blocks that no page parts.

    `starts` are the blocks' first paragraphs, `tops` and `bottoms` where each begins and ends in EMU when all
    stand below each other: so a page from block i to block j is `bottoms[j] - tops[i]` high.
    """

    starts: tuple[int, ...]
    tops: tuple[int, ...]
    bottoms: tuple[int, ...]
    room: int


def _column(copy: Copy, step: CentiPt) -> Column | None:
    """Set a column and find its blocks; None when one of its paragraphs does not fit alone."""
    text = set_at(copy, step)
    heights = [lines_height(copy, part) for part in text.paragraphs]
    if overlong(copy, step) or too_many_lines(copy, text) or max(heights, default=0) > text.room:
        return None
    bottoms = tuple(
        accumulate(
            emu(part.space_before) + height for part, height in zip(text.paragraphs, heights, strict=True)
        )
    )
    tops = tuple(bottom - height for bottom, height in zip(bottoms, heights, strict=True))
    starts = tuple(_starts(copy, tops, bottoms, text.room))
    blocks = tuple(zip(starts, (*starts[1:], len(tops)), strict=False))
    return Column(
        starts,
        tuple(tops[first] for first, _ in blocks),
        tuple(bottoms[end - 1] for _, end in blocks),
        text.room,
    )


def _starts(copy: Copy, tops: Sequence[int], bottoms: Sequence[int], room: int) -> Iterator[int]:
    """Give where blocks begin: with each point; with each sub-point where a page cannot hold them all."""
    points = [index for index, paragraph in enumerate(copy.paragraphs) if index == 0 or not paragraph.level]
    for first, end in zip(points, (*points[1:], len(tops)), strict=False):
        together = bottoms[end - 1] - tops[first] <= room
        yield from (first,) if together else range(first, end)


# ---- blocks to parts


def _parts(copy: Copy, column: Column, count: int) -> tuple[Copy, ...]:
    """Cut a column into `count` parts, or as many as it has blocks."""
    borders = (*_borders(column, count), len(copy.paragraphs))
    return tuple(copy.only(first, end) for first, end in pairwise(borders))


def _borders(column: Column, count: int) -> Iterator[int]:
    """Give the first paragraph of each part: each part full to the lowest height that the rest can do with.

    That makes the tallest part as low as it can be, and then the tallest of those after it.
    """
    first, blocks = 0, len(column.starts)
    for left in range(min(count, blocks), 0, -1):
        yield column.starts[first]
        first = min(_end(column, first, _lowest(column, first, left)), blocks - left + 1)


def _lowest(column: Column, first: int, count: int) -> int:
    """Give the lowest height at which the blocks from `first` on stand in `count` parts."""
    tallest = max(
        bottom - top for top, bottom in zip(column.tops[first:], column.bottoms[first:], strict=True)
    )
    heights = range(column.room + 1)
    return bisect_left(heights, True, lo=tallest, key=lambda height: _count(column, first, height) <= count)  # noqa: FBT003 - what is sought


def _count(column: Column, first: int, height: int) -> int:
    """Count the parts that the blocks from `first` on need, none higher than `height` holds."""
    count = 0
    while first < len(column.starts):
        first = _end(column, first, height)
        count += 1
    return count


def _end(column: Column, first: int, height: int) -> int:
    """Give the block after the last one that stands on a part with `first`, which always does."""
    return bisect_right(column.bottoms, column.tops[first] + height, lo=first + 1)
