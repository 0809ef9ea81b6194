"""An xlsx workbook to its sheets of text, column by column.

A cell that a spreadsheet holds as a number, a date or a truth value becomes the text that a person
would type for it; the cells of a merged range all get its value.
"""

from __future__ import annotations

import datetime
import io
import math
from collections.abc import Callable, Sequence
from contextlib import suppress
from itertools import chain
from typing import TYPE_CHECKING

from loaders.reading.archive import check_workbook
from loaders.reading.cells import (
    BLANK,
    IMPRECISE,
    MAX_EMPTY,
    Sheet,
    check_area,
    column_letters,
    make_sheet,
)
from loaders.reading.unreadable import Unreadable

if TYPE_CHECKING:
    import polars as pl
    from python_calamine import CalamineSheet

#: From here on a spreadsheet's numbers no longer hold every digit.
_EXACT = 1e15


def read_workbook(data: bytes) -> list[Sheet]:
    """Every worksheet of an xlsx file, hidden ones too; raises Unreadable where it is none."""
    from python_calamine import CalamineError, CalamineWorkbook, PasswordError, SheetTypeEnum

    check_workbook(data)
    try:
        with CalamineWorkbook.from_filelike(io.BytesIO(data)) as book:
            return [
                _sheet(book.get_sheet_by_index(place), made.name, len(data))
                for place, made in enumerate(book.sheets_metadata)
                if made.typ == SheetTypeEnum.WorkSheet
            ]
    except PasswordError as error:
        raise Unreadable("encrypted") from error
    except CalamineError as error:
        raise Unreadable("damaged") from error


def _sheet(cells: CalamineSheet, name: str, packed: int) -> Sheet:
    """The sheet; `packed` is the size of its file, in which a cell takes a byte or more."""
    import polars as pl

    if cells.start is None:
        return Sheet(name, pl.DataFrame(schema={"row": pl.UInt32}))
    top, left = cells.start
    height, width = cells.height, cells.width
    check_area(height, width, packed)
    # One flat list and slices of it: half the time of a list of lists. The iterator also gives the
    # empty rows above the first used one; the last `height` rows are the ones meant.
    flat: list[object] = list(chain.from_iterable(cells.iter_rows()))
    surplus = len(flat) - height * width
    columns: list[list[object]] = [flat[surplus + place :: width] for place in range(width)]
    del flat
    _fill_merged(columns, cells.merged_cell_ranges or [], top, left)
    frame = pl.DataFrame(
        [
            pl.int_range(top + 1, top + 1 + height, dtype=pl.UInt32, eager=True).alias("row"),
            *(_text(column).alias(f"c{left + place}") for place, column in enumerate(columns)),
        ]
    )
    return make_sheet(name, frame)


def _fill_merged(
    columns: list[list[object]],
    ranges: Sequence[tuple[tuple[int, int], tuple[int, int]]],
    top: int,
    left: int,
) -> None:
    """Give every cell of a merged range the range's value, in rows that hold anything at all."""
    height = len(columns[0])
    budget = MAX_EMPTY
    below_merged = {
        row
        for (first, _), (last, _) in ranges
        for row in range(max(first + 1 - top, 0), min(last - top + 1, height))
    }
    empty = [row for row in below_merged if all(_is_empty(column[row]) for column in columns)]
    for (first_row, first_column), (last_row, last_column) in ranges:
        row, column = first_row - top, first_column - left
        below, right = min(last_row - top + 1, height), min(last_column - left + 1, len(columns))
        if row < 0 or column < 0 or row >= below or column >= right:
            continue
        value = columns[column][row]
        if _is_empty(value):
            continue
        budget -= (below - row) * (right - column)
        if budget < 0:
            last = f"{column_letters(last_column)}{last_row + 1}"
            raise Unreadable("too_many_cells", last=last, cells=2 * MAX_EMPTY, limit=MAX_EMPTY)
        for place in range(column, right):
            columns[place][row:below] = [value] * (below - row)
    for row in empty:
        for column_cells in columns:
            column_cells[row] = ""


def _is_empty(value: object) -> bool:
    return isinstance(value, str) and not value.strip(BLANK)


def _text(values: list[object]) -> pl.Series:
    """A column of cells as text; a column of one type, the usual case, goes as a whole."""
    import polars as pl

    with suppress(TypeError):
        return pl.Series(values, dtype=pl.String)  # strict: refuses what is no text
    types = set(map(type, values))
    if types == {float}:
        numbers = pl.Series(values, dtype=pl.Float64)
        whole = (numbers.abs() < _EXACT) & (numbers.floor() == numbers)
        if whole.all():
            return numbers.cast(pl.Int64).cast(pl.String)
    said = {kind: _SAID[kind] for kind in types}
    return pl.Series([said[type(value)](value) for value in values], dtype=pl.String)


def _number(value: float) -> str:
    """A number as one would type it; marked where it may have lost digits."""
    if not math.isfinite(value):
        return f"{IMPRECISE}{value}"
    if abs(value) >= _EXACT:
        return f"{IMPRECISE}{int(value)}" if abs(value) < 1e30 else f"{IMPRECISE}{value}"
    return str(int(value)) if value == int(value) else repr(value)


def _moment(value: datetime.datetime) -> str:
    return value.date().isoformat()


def _duration(value: datetime.timedelta) -> str:
    minutes, seconds = divmod(int(value.total_seconds()), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{seconds:02}"


# What a person would have typed, by the type of the cell.
_SAID: dict[type, Callable[..., str]] = {
    str: str,
    float: _number,
    int: lambda value: _number(float(value)),
    bool: lambda value: "TRUE" if value else "FALSE",
    datetime.datetime: _moment,
    datetime.date: datetime.date.isoformat,
    datetime.time: datetime.time.isoformat,
    datetime.timedelta: _duration,
}
