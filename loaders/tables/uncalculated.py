"""Formulas without a result, which the reading of a workbook has marked, become blank and noted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from loaders.reading.cells import NOT_CALCULATED, column_letters

if TYPE_CHECKING:
    import polars as pl

_MOST_NAMED = 3


@dataclass(frozen=True)
class Uncalculated:
    """The cells of a column whose formulas have no result; `header` as written."""

    header: str
    index: int
    rows: tuple[int, ...]

    def cells(self, language: str) -> str:
        """Where they are: each where they are few, else the first and how many."""
        letters = column_letters(self.index)
        if len(self.rows) <= _MOST_NAMED:
            return ("、" if language == "zh" else ", ").join(f"{letters}{r}" for r in self.rows)
        first, number = f"{letters}{self.rows[0]}", len(self.rows)
        return f"{first} 等 {number} 格" if language == "zh" else f"{first} and {number - 1} more"


def without_marks(
    frame: pl.DataFrame, columns: Sequence[str]
) -> tuple[pl.DataFrame, dict[str, list[int]]]:
    """The frame with blanks for such cells, and by column the rows that they stand in."""
    import polars as pl

    rows = {
        name: frame["row"].filter((frame[name] == NOT_CALCULATED).fill_null(False)).to_list()
        for name in columns
    }
    found = {name: places for name, places in rows.items() if places}
    blanks = [pl.col(name).replace(NOT_CALCULATED, None) for name in found]
    return frame.with_columns(blanks), found


def noted(
    used: Mapping[str, tuple[int, str]], found: Sequence[Mapping[str, Sequence[int]]]
) -> list[Uncalculated]:
    """What to note of a table: of each used column (name → index and header), in its order."""
    made = []
    for name, (index, header) in used.items():
        rows = sorted(row for part in found for row in part.get(name, ()))
        if rows:
            made.append(Uncalculated(header, index, tuple(rows)))
    return made
