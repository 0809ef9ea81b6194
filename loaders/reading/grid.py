"""A sheet put together from cells as markup gives them: only what is filled takes memory."""

from __future__ import annotations

from loaders.reading.cells import (
    BLANK,
    MAX_COLUMNS,
    MAX_EMPTY,
    MAX_ROWS,
    WIDE,
    Sheet,
    check_area,
    column_letters,
    make_sheet,
)
from loaders.reading.merged import Range, fill_merged
from loaders.reading.unreadable import Unreadable


class Grid:
    """The cells of one sheet, put in row after row; rows and columns are counted from 0."""

    def __init__(self) -> None:
        self._rows: list[int] = []
        self._columns: dict[int, list[object]] = {}
        self._ranges: list[Range] = []
        self._filled = 0
        self._padded = 0

    def put(self, row: int, column: int, text: str, down: int = 1, right: int = 1) -> None:
        """Put `text` into a cell that is merged with so many rows `down` and columns `right`.

        Raises Unreadable: `out_of_sheet`, `too_many_cells`, or `damaged` for a place that is taken
        or lies in a row above.
        """
        if not text.strip(BLANK):
            return
        if row >= MAX_ROWS or column >= MAX_COLUMNS:
            raise Unreadable("out_of_sheet", row=row + 1, column=column + 1)
        if not self._rows or self._rows[-1] < row:
            self._rows.append(row)
        elif self._rows[-1] > row:
            raise Unreadable("damaged")
        cells = self._columns.setdefault(column, [])
        missing = len(self._rows) - 1 - len(cells)
        if missing < 0:
            raise Unreadable("damaged")
        self._filled += 1
        self._padded += missing
        if self._filled > MAX_EMPTY or self._padded > max(MAX_EMPTY, 8 * self._filled):
            at = f"{column_letters(column)}{row + 1}"
            count = self._filled + self._padded
            raise Unreadable("too_many_cells", last=at, cells=count, limit=MAX_EMPTY)
        if missing:
            cells.extend([""] * missing)
        cells.append(text)
        if down > 1 or right > 1:
            self.merge(row, column, down, right)

    def merge(self, row: int, column: int, down: int, right: int) -> None:
        """Give the value of a cell to so many rows `down` and columns `right` of it."""
        last = (min(row + down, MAX_ROWS) - 1, min(column + right, MAX_COLUMNS) - 1)
        self._ranges.append(((row, column), last))

    def sheet(self, name: str | None) -> Sheet:
        """The sheet of all that was put in; of a merged range every cell has the value."""
        import polars as pl

        if not self._rows:
            return Sheet(name, pl.DataFrame(schema={"row": pl.UInt32}))
        left, height = min(self._columns), len(self._rows)
        width = max(self._columns) - left + 1
        check_area(height, width, self._filled)
        columns = [self._columns.get(left + place, []) for place in range(width)]
        for cells in columns:
            cells.extend([""] * (height - len(cells)))
        fill_merged(columns, self._rows, left, self._ranges)
        frame = pl.DataFrame(
            [
                pl.Series("row", self._rows, dtype=pl.UInt32) + 1,
                *(
                    pl.Series(f"c{left + place}", cells, dtype=pl.String)
                    for place, cells in enumerate(columns)
                    if width <= WIDE or cells.count("") < height
                ),
            ]
        )
        return make_sheet(name, frame)
