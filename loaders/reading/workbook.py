"""A workbook of Excel or WPS (xlsx, xls, et) to its sheets of text, column by column.

A cell that a spreadsheet holds as a number, a date or a truth value becomes the text that a person
would type for it; the cells of a merged range all get its value.
"""

from __future__ import annotations

import datetime
import io
from collections.abc import Callable, Sequence
from contextlib import suppress
from itertools import chain
from typing import TYPE_CHECKING
from zipfile import ZipInfo

from loaders.reading import biff, parts
from loaders.reading.cells import WIDE, Sheet, check_area, make_sheet
from loaders.reading.compound import wrapped
from loaders.reading.merged import fill_merged
from loaders.reading.native import native_reader
from loaders.reading.typed import EXACT, duration, moment, number, truth

if TYPE_CHECKING:
    import polars as pl
    from python_calamine import CalamineSheet


def read_workbook(data: bytes, found: Sequence[ZipInfo]) -> list[Sheet]:
    """Every worksheet, hidden ones too, of an xlsx file with these entries; raises Unreadable."""
    return _sheets(parts.checked(data, found))


def read_old_workbook(records: bytes) -> list[Sheet]:
    """Every worksheet, hidden ones too, of a workbook of BIFF records (xls, et).

    Raises Unreadable: damaged, encrypted, too_many_cells.
    """
    return _sheets(wrapped(biff.taken_over(records)))


def _sheets(data: bytes) -> list[Sheet]:
    from python_calamine import CalamineWorkbook, SheetTypeEnum

    with native_reader(), CalamineWorkbook.from_filelike(io.BytesIO(data)) as book:
        return [
            _sheet(book.get_sheet_by_index(place), made.name, len(data))
            for place, made in enumerate(book.sheets_metadata)
            if made.typ == SheetTypeEnum.WorkSheet
        ]


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
    fill_merged(columns, range(top, top + height), left, cells.merged_cell_ranges or [])
    used = list(enumerate(columns))
    if width > WIDE:
        used = [(place, column) for place, column in used if column.count("") < height]
    frame = pl.DataFrame(
        [
            pl.int_range(top + 1, top + 1 + height, dtype=pl.UInt32, eager=True).alias("row"),
            *(_text(column).alias(f"c{left + place}") for place, column in used),
        ]
    )
    return make_sheet(name, frame)


def _text(values: list[object]) -> pl.Series:
    """A column of cells as text; a column of one type, the usual case, goes as a whole."""
    import polars as pl

    with suppress(TypeError):
        return pl.Series(values, dtype=pl.String)  # strict: refuses what is no text
    types = set(map(type, values))
    if types == {float}:
        numbers = pl.Series(values, dtype=pl.Float64)
        whole = (numbers.abs() < EXACT) & (numbers.floor() == numbers)
        if whole.all():
            return numbers.cast(pl.Int64).cast(pl.String)
    said = {kind: _SAID[kind] for kind in types}
    return pl.Series([said[type(value)](value) for value in values], dtype=pl.String)


# What a person would have typed, by the type of the cell.
_SAID: dict[type, Callable[..., str]] = {
    str: str,
    float: number,
    int: lambda value: number(float(value)),
    bool: truth,
    datetime.datetime: moment,
    datetime.date: datetime.date.isoformat,
    datetime.time: datetime.time.isoformat,
    datetime.timedelta: duration,
}
