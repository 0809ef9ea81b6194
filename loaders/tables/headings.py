"""Tables whose header is not wholly known: what is decided, what is sure, what is only proposed.

A sheet is read once with the headers that the roster kinds and a person's decisions know; where a
column that is left over is surely one of its kind's, the sheet is read again with that header.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import polars as pl

from loaders.kinds import RosterKind
from loaders.reading.cells import Sheet
from loaders.tables.decisions import Decisions, Proposed
from loaders.tables.finding import find_tables
from loaders.tables.headers import HeaderBook
from loaders.tables.proposals import propose
from loaders.tables.table import Table

HIDDEN = "…"
"""How a header is shown that holds personal data."""


@dataclass
class Headings:
    """Finds the tables of sheets, and keeps what was proposed about their headers."""

    kinds: Mapping[str, RosterKind]
    book: HeaderBook
    decisions: Decisions = field(default_factory=Decisions)
    proposals: list[Proposed] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.book = self.book.decided(self.decisions.spellings())

    def tables(self, sheet: Sheet, file: str, shown: str | None) -> list[Table]:
        """The tables of a sheet, with the columns that are surely known by another header.

        shown: the sheet's name as outputs have it.
        """
        tables = find_tables(sheet, self.book, file)
        sure: dict[str, dict[str, str | None]] = {}
        for roster, fields, columns in (left for t in tables for left in self._left_over(t)):
            made = {p.header: p for p in propose(self.kinds[roster], fields, columns)}
            for header in columns:
                found = made.get(header)
                if found is None:
                    said = Proposed(roster, header, None, None, False, file, shown)
                else:
                    said = Proposed(
                        roster, header, found.field, found.confidence, found.sure, file, shown
                    )
                    if found.sure:
                        sure.setdefault(roster, {})[header] = found.field
                self.proposals.append(said)
        return find_tables(sheet, self.book.decided(sure), file) if sure else tables

    def _left_over(
        self, table: Table
    ) -> Iterator[tuple[str, Sequence[str], Mapping[str, pl.Series]]]:
        """The kind, its fields that are there, and the columns that nobody has decided about."""
        if table.refused is not None:
            return
        if table.roster is not None:
            roster = table.roster
            fields = [column.field for column in table.columns if column.field is not None]
            columns = {
                column.header: table.others[f"c{column.index}"]
                for column in table.columns
                if column.role == "unknown" and f"c{column.index}" in table.others.columns
            }
        elif table.nearest is not None:
            roster, fields = table.nearest.roster, sorted(table.nearest.fields)
            columns = dict(table.nearest.unknown)
        else:
            return
        if roster in self.kinds:
            left = {
                header: cells
                for header, cells in columns.items()
                if header and HIDDEN not in header and not self.decisions.is_decided(roster, header)
            }
            yield roster, fields, left

    def unused(self, table: Table) -> list[str]:
        """The headers of a table that are not used, and that nobody decided not to use.

        Where one looks like a known header, that is said beside it.
        """
        roster = table.roster
        return [
            header + (f"（像“{alike}”）" if (alike := self._alike(roster, header)) else "")
            for header in table.unknown
            if roster is None or not self.decisions.is_decided(roster, header)
        ]

    def read_as(self, table: Table) -> list[str]:
        """The columns of a table that were used by another header than a known one."""
        roster = table.roster
        if roster is None:
            return []
        return [
            f"{column.header} = {self.kinds[roster].fields[column.field].headers[0]}"
            for column in table.columns
            if column.field is not None and self._alike(roster, column.header, used=True)
        ]

    def _alike(self, roster: str | None, header: str, *, used: bool = False) -> str | None:
        """The known header that a header was proposed for, if any."""
        for made in self.proposals:
            if made.field and (made.roster, made.header, made.used) == (roster, header, used):
                return self.kinds[made.roster].fields[made.field].headers[0]
        return None
