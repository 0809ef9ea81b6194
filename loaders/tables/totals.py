"""Totals as checksums: each figure of a 合计 or 小计 row against the rows that it stands for.

A 小计 stands for the rows since the total before it, or, where the first stands above its rows, for
those up to the next; a 合计 or 总计 for the whole table, or where there are several for the rows
since the last, or so far. A figure is compared only where every figure it stands for is exact:
7400多 adds up to nothing. A blank cell adds nothing, as in a spreadsheet.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate

import polars as pl

from loaders.kinds import RosterKind
from loaders.tables.finding import Table
from loaders.values import parse
from loaders.values.privacy import screen

_FIGURES = ("count", "number")


@dataclass(frozen=True)
class Mismatch:
    """A total that its rows don't add up to: its row in the file, the column's header."""

    row: int
    column: str
    stated: str
    found: str


@dataclass(frozen=True)
class _Column:
    """Sums of one column over the rows before each total, from the first row of the table."""

    sums: Sequence[float]
    filled: Sequence[int]
    unclear: Sequence[int]

    def between(self, first: int, last: int) -> float | None:
        """The sum of the parts first … last - 1; None where there is nothing, or nothing exact."""
        if self.unclear[last] > self.unclear[first] or self.filled[last] == self.filled[first]:
            return None
        return self.sums[last] - self.sums[first]


def mismatches(table: Table, kind: RosterKind) -> list[Mismatch]:
    """The totals of a table that are not the sum of its rows."""
    if table.totals.height == 0 or table.body.height == 0:
        return []
    rows = table.totals["row"]
    totals = _Totals.of(table.totals["subtotal"].to_list())
    part = rows.search_sorted(table.body["row"]).cast(pl.UInt32).alias("part")
    found = []
    for column in table.columns:
        if column.field is None or kind.fields[column.field].type not in _FIGURES:
            continue
        type_ = kind.fields[column.field].type
        written = table.totals[column.field]
        stated = parse(written.set(screen(written), None), type_)
        exact = ((stated.qualifier == "exact") & stated.problem.is_null()).fill_null(False)
        if not exact.any():
            continue
        sums = _sums(table.body[column.field], type_, part, len(rows))
        for place in exact.arg_true().to_list():
            said = float(stated.values[place])
            ranges = list(totals.stands_for(place, sums))
            fitting = [sums.between(*limits) for limits in ranges]
            known = [value for value in fitting if value is not None]
            if len(known) == len(fitting) > 0 and not any(_equal(said, value) for value in known):
                found.append(
                    Mismatch(int(rows[place]), column.header, _shown(said), _shown(known[0]))
                )
    return sorted(found, key=lambda mismatch: mismatch.row)


def _sums(texts: pl.Series, type_: str, part: pl.Series, totals: int) -> _Column:
    """The figures of a column added up over the parts into which the total rows divide a table."""
    read = parse(texts, type_)
    exact = (read.qualifier == "exact") & read.problem.is_null()
    parts = (
        pl.DataFrame(
            {
                "part": part,
                "sum": read.values.cast(pl.Float64),
                "filled": read.values.is_not_null(),
                "unclear": texts.is_not_null() & ~exact.fill_null(False),
            }
        )
        .group_by("part")
        .agg(pl.col("sum", "filled", "unclear").sum())
    )
    every = pl.DataFrame({"part": pl.int_range(totals + 1, dtype=pl.UInt32, eager=True)}).join(
        parts, on="part", how="left", maintain_order="left"
    )
    return _Column(
        *(
            list(accumulate(every[name].fill_null(0).to_list(), initial=0))
            for name in ("sum", "filled", "unclear")
        )
    )


@dataclass(frozen=True)
class _Totals:
    """Which total rows are subtotals; of each, the part after the last 合计 and before the next."""

    subtotal: Sequence[bool]
    after_last: Sequence[int]
    until_next: Sequence[int]

    @classmethod
    def of(cls, subtotal: Sequence[bool]) -> _Totals:
        """From which of the total rows are subtotals, in their order."""
        last, after_last = 0, []
        for place, sub in enumerate(subtotal):
            after_last.append(last)
            last = last if sub else place + 1
        following, until_next = len(subtotal) + 1, []
        for place in reversed(range(len(subtotal))):
            until_next.append(following)
            following = following if subtotal[place] else place + 1
        return cls(subtotal, after_last, until_next[::-1])

    def stands_for(self, place: int, column: _Column) -> Iterator[tuple[int, int]]:
        """The parts that a total may stand for, the likeliest first. Part n is above total n."""
        filled, last = column.filled, self.after_last[place]
        end = len(self.subtotal) + 1
        if self.subtotal[place]:
            first = self.subtotal.index(True)
            above = filled[first + 1] > filled[first]
            yield (place, place + 1) if above else (place + 1, place + 2)
            return
        yield 0, end
        if last > 0 and filled[place + 1] > filled[last]:
            yield last, place + 1
        if 0 < filled[place + 1] < filled[end]:
            yield 0, place + 1
        elif filled[place + 1] == filled[last]:
            yield place + 1, self.until_next[place]


def _equal(one: float, other: float) -> bool:
    return abs(one - other) <= 1e-9 * max(1.0, abs(one), abs(other))


def _shown(value: float) -> str:
    return str(int(value)) if value == int(value) else f"{value:g}"
