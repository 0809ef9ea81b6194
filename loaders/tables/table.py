"""A table as it was read: its kind, its columns, its records, and every row that is none."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from loaders.tables.heading import Nearest
from loaders.tables.roles import TableColumn
from loaders.tables.titles import Titles
from loaders.tables.uncalculated import Uncalculated

if TYPE_CHECKING:
    import polars as pl


@dataclass(frozen=True, eq=False)
class Table:
    """One table of a sheet.

    roster: its kind, None where it is unknown or `refused` (`refused_sheet`, `person_sheet`,
    `form_sheet`).
    header_row: the last row of its header, 0 where there is none.
    body: `row` and a column of text for each field, a row a record; of an unknown or refused table
    only `row`, and all its rows, since all are rejected.
    read: from the first to the last row with a cell; always body + skipped.
    skipped: row, rule (title, header, instruction, blank, total, footer).
    totals: the skipped total rows, in the columns of the body, and whether each is a `subtotal`.
    others: `row` and the cells of columns of no known field (`c<index>`), to be screened only.
    extra_rows: the rows that have cells beyond the header.
    withheld: the distinct values of dropped columns of persons' names, in memory only, so that an
    issue never shows one of them (RULES 27).
    filled_on: the filling date that its title or footer states, `2010-06-30` or `2010-06`.
    ambiguous: other kinds that its header fits equally well.
    nothing_above: row and header of each ditto mark in the first records, which says nothing.
    uncalculated: by column that is used, the cells whose formulas have no result; they are blank.
    said: what stands around it, nothing personal; `titles` has it all, the nearest first.
    number: which of the tables of its sheet it is, from 1; None where it is the only one.
    also: the same rows as another kind, where its header is of two (see `readings`).
    """

    roster: str | None
    refused: str | None
    header_row: int
    columns: tuple[TableColumn, ...]
    body: pl.DataFrame
    read: int
    skipped: pl.DataFrame
    totals: pl.DataFrame
    others: pl.DataFrame = field(repr=False)
    extra_rows: pl.Series = field(repr=False)
    withheld: pl.Series = field(repr=False)
    filled_on: str | None = None
    nearest: Nearest | None = None
    ambiguous: tuple[str, ...] = ()
    nothing_above: Sequence[tuple[int, str]] = ()
    uncalculated: Sequence[Uncalculated] = ()
    said: Titles = field(default_factory=Titles)
    number: int | None = None
    also: tuple[Table, ...] = ()

    @property
    def first_row(self) -> int:
        """The row of the file in which it begins."""
        firsts = [rows["row"].min() for rows in (self.body, self.skipped) if rows.height]
        return min(row for row in firsts if isinstance(row, int))

    @property
    def titles(self) -> tuple[str, ...]:
        """What stands above the header, and the names of the sheet, the file and its folders."""
        return self.said.every

    @property
    def guidance(self) -> bool:
        """Whether it is a sheet of instructions: of no kind, and nothing was rejected."""
        return self.roster is None and self.body.height == 0

    @property
    def dropped(self) -> list[str]:
        """The headers of the columns that were dropped as personal."""
        return [column.header for column in self.columns if column.dropped]

    @property
    def unknown(self) -> list[str]:
        """The headers of columns of no known field."""
        return [c.header for c in self.columns if c.role == "unknown" and c.header]

    @property
    def repeated(self) -> list[str]:
        """The headers of columns whose field another column has already given."""
        return [column.header for column in self.columns if column.role == "repeated"]
