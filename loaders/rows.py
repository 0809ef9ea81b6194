"""The rows behind the issues, as they were read: columns of known fields, nothing personal."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from loaders.problems import safe_to_show
from loaders.reading.cells import column_letters
from loaders.records import Located
from loaders.registry import Registry


def rows_as_read(registry: Registry, notes: pl.DataFrame) -> pl.DataFrame:
    """For each record that has a note: where it stands, its text, its community.

    Returns `_record`, `_table`, file, sheet, row, row_as_read, subdistrict, community_code and
    community.
    """
    wanted = notes["_record"].drop_nulls().unique()
    withheld = registry.notes.names()
    texts = []
    for table, raw in enumerate(registry.records.raw):
        present = registry.records.present[table]
        rows = raw.filter(pl.col("_record").is_in(wanted.implode()))
        if rows.height == 0:
            continue
        cells = [
            pl.concat_str(pl.lit(f"{header}="), safe_to_show(rows[name], withheld).alias(name))
            for name, header in present.items()
        ]
        texts.append(
            rows.select(
                "_record", row_as_read=pl.concat_str(cells, separator="; ", ignore_nulls=True)
            )
        )
    said = pl.concat(
        [pl.DataFrame(schema={"_record": pl.UInt32, "row_as_read": pl.String}), *texts]
    )
    communities = registry.nodes["Community"].select(
        pl.col("id").alias("_community"), "subdistrict", "community_code", "community"
    )
    where = ["_record", "_table", "file", "sheet", "row"]
    placed = pl.concat(
        frame.select(*where, "_community").filter(pl.col("_record").is_in(wanted.implode()))
        for frame in registry.records.frames.values()
    )
    rejected = registry.records.located().filter(pl.col("_record").is_in(wanted.implode()))
    every = pl.concat([placed, rejected.join(placed, on="_record", how="anti")], how="diagonal")
    return (
        every.join(communities, on="_community", how="left")
        .join(said, on="_record", how="left")
        .drop("_community")
    )


def letters_of_columns(tables: Sequence[Located]) -> pl.DataFrame:
    """Where the fields of each table stand in its file: `_table`, field, letters (A, B, … AA)."""
    found = [
        (number, column.field, column_letters(column.index))
        for number, located in enumerate(tables)
        for column in located.table.columns
        if column.field is not None
    ]
    schema = {"_table": pl.UInt32, "field": pl.String, "letters": pl.String}
    return pl.DataFrame(found, schema=schema, orient="row")
