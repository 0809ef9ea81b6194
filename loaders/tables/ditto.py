"""Ditto marks: 同上, 〃 or a quotation mark in a cell stand for the cell above it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import polars as pl

# 〃 and what is typed for it: primes, quotation marks of either width, two apostrophes.
_MARK = r"^\s*(?:[(（]?\s*同\s*[上前]\s*[)）]?|[〃″＂\"“”]|''|′′|’’|‘’)\s*$"


def written_out(
    records: pl.DataFrame, columns: Iterable[str]
) -> tuple[pl.DataFrame, dict[str, list[int]]]:
    """The records with the cell above in place of each ditto mark, also where that one is blank.

    records: `row` and the columns. A mark with no record above it says nothing: its cell is blank,
    and the rows of such marks are given by their columns.
    """
    import polars as pl

    replaced = []
    alone: dict[str, list[int]] = {}
    for name in columns:
        marks = records[name].str.contains(_MARK).fill_null(False)
        if marks.any():
            place = pl.int_range(pl.len())
            above = pl.when(~marks).then(place).forward_fill()
            replaced.append(pl.col(name).gather(above).alias(name))
            first = (~marks).arg_max() if not marks.all() else len(marks)
            if first:
                alone[name] = records["row"].head(first).to_list()
    return records.with_columns(replaced), alone
