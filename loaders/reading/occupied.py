"""Which places of a row are taken by cells that are merged downwards from a row above."""

from __future__ import annotations

from loaders.reading.cells import MAX_COLUMNS, MAX_EMPTY, column_letters
from loaders.reading.unreadable import Unreadable


class Occupied:
    """The places that markup leaves out, since a cell above reaches into them."""

    def __init__(self) -> None:
        self._until: dict[int, int] = {}  # column → the last row that is taken
        self._steps = 0

    def free(self, row: int, column: int) -> int:
        """The first column from `column` on that is free in `row`."""
        start = column
        while self._until.get(column, -1) >= row:
            column += 1
        self._spend(column - start, row, column)
        return column

    def take(self, row: int, column: int, down: int, right: int) -> None:
        """Take the places below a cell that reaches over `down` rows and `right` columns."""
        if down > 1:
            columns = range(column, min(column + right, MAX_COLUMNS))
            self._spend(len(columns), row, column)
            self._until.update(dict.fromkeys(columns, row + down - 1))

    def _spend(self, steps: int, row: int, column: int) -> None:
        """Only a page made to keep a reader busy needs so many steps."""
        self._steps += steps
        if self._steps > MAX_EMPTY:
            at = f"{column_letters(column)}{row + 1}"
            raise Unreadable("too_many_cells", last=at, cells=self._steps, limit=MAX_EMPTY)
