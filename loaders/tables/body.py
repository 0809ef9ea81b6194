"""A header and the rows below it to a table: its records, and what each other row is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from loaders.reading.cells import NOT_CALCULATED
from loaders.tables.ditto import written_out
from loaders.tables.filling import filling_date
from loaders.tables.heading import Heading
from loaders.tables.levels import Cells
from loaders.tables.roles import TableColumn, columns_of
from loaders.tables.rows import classify
from loaders.tables.table import Table
from loaders.tables.titles import Titles
from loaders.tables.uncalculated import noted, without_marks

if TYPE_CHECKING:
    import polars as pl


def make_table(
    frame: pl.DataFrame,
    heading: Heading,
    second: Heading | None,
    heads: Sequence[Cells],
    above: Sequence[str],
    said: Titles,
    *,
    merges: bool,
) -> Table:
    """The table that a part of a sheet holds.

    frame: the part. heading, second: its header as the kind that fits best, and as another that it
    is of too. heads: the header's rows. above: the texts above them. said: what stands around it.
    merges: whether cells can be merged in such a file.
    """
    import polars as pl

    names = frame.columns[1:]
    below = frame.slice(heading.last + 1)
    columns = columns_of(heading, second, names, below)
    by_name = {f"c{column.index}": column for column in columns}
    under = [name for name in names if by_name[name].header]
    serial = next((name for name in under if by_name[name].role == "serial"), None)
    fields = {name: column.field for name, column in by_name.items() if column.field is not None}
    rules = classify(below, under, serial, heads, list(fields), frozenset(above), merges=merges)
    skipped = pl.DataFrame(
        {"_place": list(rules), "rule": list(rules.values())},
        schema={"_place": pl.UInt32, "rule": pl.String},
    )
    placed = below.with_row_index("_place").join(skipped, on="_place", how="left")
    records, alone = written_out(placed.filter(pl.col("rule").is_null()), names)
    records, lacking = without_marks(records, names)
    records = _summed(records, heading, names, columns)
    body = records.select("row", *_renamed(fields))
    totals, also_lacking = without_marks(placed.filter(pl.col("rule") == "total"), names)
    totals = _summed(totals, heading, names, columns)
    other = [name for name, c in by_name.items() if c.role in ("unknown", "repeated")]
    bare = [name for name in other if not by_name[name].header]
    withheld = [below[name] for name, c in by_name.items() if c.role == "person_name"]
    used = {name: c for name, c in by_name.items() if c.role in ("field", "also", "part")}
    skips = _skips(frame, heading, placed)
    lines = [" ".join(cell for cell in row if cell is not None) for row in _lines(frame, heading)]
    lines += [
        " ".join(cell for cell in row if cell is not None)
        for row in placed.filter(pl.col("rule") == "footer").select(names).iter_rows()
    ]
    totals = totals.with_columns(
        subtotal=pl.concat_str(names, ignore_nulls=True).str.contains("小\\s*计|本页")
    )
    first = Table(
        roster=heading.kind,
        refused=None,
        header_row=frame["row"][heading.last],
        columns=columns,
        body=body,
        read=body.height + skips.height,
        skipped=skips,
        totals=totals.select("row", "subtotal", *_renamed(fields)),
        others=records.select("row", *other),
        extra_rows=records.filter(
            pl.any_horizontal(pl.lit(False), *(pl.col(name).is_not_null() for name in bare))
        )["row"],
        withheld=pl.concat([pl.Series([], dtype=pl.String), *withheld])
        .replace(NOT_CALCULATED, None)
        .drop_nulls()
        .unique(),
        filled_on=filling_date(lines),
        ambiguous=heading.rivals,
        said=said,
        nothing_above=[
            (row, by_name[name].header)
            for name, rows in alone.items()
            if name in used
            for row in rows
        ],
        uncalculated=noted(
            {name: (c.index, c.header) for name, c in used.items()}, [lacking, also_lacking]
        ),
    )
    if second is None:
        return first
    return replace(first, also=(_second(first, second, names, records, totals),))


def _renamed(fields: Mapping[str, str]) -> list[pl.Expr]:
    import polars as pl

    return [pl.col(name).alias(to) for name, to in fields.items()]


def _second(
    first: Table,
    heading: Heading,
    names: Sequence[str],
    records: pl.DataFrame,
    totals: pl.DataFrame,
) -> Table:
    """The same rows as the other kind that they are of."""
    columns = tuple(
        replace(first.columns[place], field=name, role="field")
        for name, place in heading.fields.items()
    )
    fields = {f"c{column.index}": column.field for column in columns if column.field is not None}
    return replace(
        first,
        roster=heading.kind,
        columns=columns,
        body=records.select("row", *_renamed(fields)),
        totals=totals.select("row", "subtotal", *_renamed(fields)),
        others=first.others.select("row"),
        extra_rows=first.extra_rows.clear(),
        withheld=first.withheld.clear(),
        ambiguous=(),
        nothing_above=(),
        uncalculated=(),
    )


def _summed(
    frame: pl.DataFrame, heading: Heading, names: Sequence[str], columns: Sequence[TableColumn]
) -> pl.DataFrame:
    """Figures that several columns make up, in the column that stands for them.

    Where a part is blank the whole is unknown; where one is no number they are joined, so that the
    figure is noted as none.
    """
    import polars as pl

    sums = []
    for column in columns:
        parts = heading.sums.get(column.field or "")
        if parts is not None:
            cells = [pl.col(names[place]) for place in parts]
            numbers = [cell.str.strip_chars().cast(pl.Int64, strict=False) for cell in cells]
            whole = pl.sum_horizontal(numbers).cast(pl.String)
            known = pl.all_horizontal(number.is_not_null() for number in numbers)
            sums.append(
                pl.when(known)
                .then(whole)
                .otherwise(pl.concat_str(cells, separator="+"))
                .alias(f"c{column.index}")
            )
    return frame.with_columns(sums)


def _lines(frame: pl.DataFrame, heading: Heading) -> Sequence[Cells]:
    """The title rows, the cells of a merged title once."""
    rows = frame.head(heading.first).iter_rows()
    return [list(dict.fromkeys(row[1:])) for row in rows]


def _skips(frame: pl.DataFrame, heading: Heading, placed: pl.DataFrame) -> pl.DataFrame:
    """row, rule of every skipped row: above the header, the header, below it, and the blanks."""
    import polars as pl

    head = frame.head(heading.last + 1)["row"]
    above = pl.DataFrame(
        {
            "row": head,
            "rule": ["title"] * heading.first + ["header"] * (len(head) - heading.first),
        },
        schema={"row": pl.UInt32, "rule": pl.String},
    )
    below = placed.filter(pl.col("rule").is_not_null()).select("row", "rule")
    first, last = frame["row"][0], frame["row"][-1]
    parts = [above, below]
    if frame.height < last - first + 1:
        every = pl.DataFrame({"row": pl.int_range(first, last + 1, dtype=pl.UInt32, eager=True)})
        blank = every.join(frame.select("row"), on="row", how="anti")
        parts.append(blank.with_columns(rule=pl.lit("blank")))
    return pl.concat(parts).sort("row")
