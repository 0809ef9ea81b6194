"""Ditto marks: 同上, 〃 or a quotation mark in a cell stand for the cell above it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import polars as pl

# 〃 and what is typed for it: primes, quotation marks of either width, two apostrophes.
_MARK = r"^\s*(?:[(（]?\s*同\s*[上前]\s*[)）]?|[〃″＂\"“”]|''|′′|’’|‘’)\s*$"


def written_out(records: pl.DataFrame, columns: Iterable[str]) -> pl.DataFrame:
    """The records with the cell above in place of each ditto mark, also where that one is blank.

    A mark in the first record stays as it is: there is nothing above it.
    """
    import polars as pl

    replaced = []
    for name in columns:
        marks = records[name].str.contains(_MARK).fill_null(False)
        if marks.any():
            place = pl.int_range(pl.len())
            above = pl.when(~marks).then(place).forward_fill()
            cells = pl.col(name).gather(above.fill_null(place))
            replaced.append(cells.alias(name))
    return records.with_columns(replaced)
