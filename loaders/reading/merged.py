"""Merged cells: every cell of a range gets its value, in rows that hold anything at all."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence

from loaders.reading.cells import BLANK, MAX_EMPTY, column_letters
from loaders.reading.unreadable import Unreadable

#: First and last cell of a merged range, each (row, column), both counted from 0.
Range = tuple[tuple[int, int], tuple[int, int]]


def fill_merged(
    columns: Sequence[list[object]], rows: Sequence[int], left: int, ranges: Sequence[Range]
) -> None:
    """Give every cell of a merged range the range's value.

    columns: the cells of each column, from column `left` on, an empty one as blank text. rows: the
    ascending numbers of the rows that the cells stand in. A row with nothing of its own stays
    empty. Raises Unreadable (too_many_cells) where overlapping ranges would fill without end.
    """
    placed = [
        (
            bisect_left(rows, first_row),
            bisect_left(rows, last_row + 1),
            max(first_column - left, 0),
            min(last_column - left + 1, len(columns)),
            (first_row, first_column),
        )
        for (first_row, first_column), (last_row, last_column) in ranges
    ]
    empty = [
        row
        for row in _rows_below((start + 1, stop) for start, stop, *_ in placed)
        if all(is_empty(column[row]) for column in columns)
    ]
    budget = MAX_EMPTY
    for start, stop, column, right, (first_row, first_column) in placed:
        if start >= stop or column >= right or rows[start] != first_row or first_column < left:
            continue
        value = columns[column][start]
        if is_empty(value):
            continue
        budget -= (stop - start) * (right - column)
        if budget < 0:
            last = f"{column_letters(left + right - 1)}{rows[stop - 1] + 1}"
            raise Unreadable("too_many_cells", last=last, cells=2 * MAX_EMPTY, limit=MAX_EMPTY)
        for place in range(column, right):
            columns[place][start:stop] = [value] * (stop - start)
    for row in empty:
        for cells in columns:
            cells[row] = ""


def is_empty(value: object) -> bool:
    """Whether a cell shows nothing."""
    return isinstance(value, str) and not value.strip(BLANK)


def _rows_below(spans: Iterable[tuple[int, int]]) -> Iterator[int]:
    """Every row of some span, once, however often the spans overlap."""
    reached = 0
    for start, stop in sorted(spans):
        yield from range(max(start, reached), stop)
        reached = max(reached, stop)
