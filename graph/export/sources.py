"""The roster rows behind nodes and ties, as resources: `source` says file|sheet|row in words.

A row is DATASET/row/FILE/SHEET/ROW, without SHEET where a file has none; what an IRI does not take
is percent-encoded.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ontology.iri import segment, segments

if TYPE_CHECKING:
    import polars as pl

    from graph.export.dataset import Dataset

_ROW = r"(?s).+?\|.*?\|\d+(?:; |$)"
_PARTS = r"(?s)^(?<file>.+?)\|(?<sheet>.*?)\|(?<row>\d+)(?:; )?$"


def rows_behind(dataset: Dataset) -> pl.DataFrame:
    """Each row that a `source` names: source, file, sheet (null where none), row, iri, file_iri.

    A source that names several rows has several lines, in its own order.
    """
    import polars as pl

    tables = [
        *(dataset.nodes(label.name).select("source") for label in dataset.labels),
        *(dataset.edges(tie.type).select("source") for tie in dataset.relationships),
    ]
    parts = (
        pl.concat(tables)
        .drop_nulls()
        .unique()
        .sort("source")
        .with_columns(found=pl.col("source").str.extract_all(_ROW))
        .explode("found")
        .drop_nulls()
        .with_columns(pl.col("found").str.extract_groups(_PARTS))
        .unnest("found")
        .with_columns(
            pl.col("row").cast(pl.Int64),
            pl.when(pl.col("sheet") != "").then(pl.col("sheet")).alias("sheet"),
        )
    )
    file, sheet = (segments(parts[name]) for name in ("file", "sheet"))
    return parts.with_columns(
        file_iri=pl.lit(dataset.classes["roster"]) + file,
        iri=pl.concat_str(
            pl.lit(dataset.classes["row"]),
            pl.concat_str(
                file, sheet, pl.col("row").cast(pl.String), separator="/", ignore_nulls=True
            ),
        ),
    )


def resources(rows: pl.DataFrame) -> pl.DataFrame:
    """Each row once, in the order of the files."""
    return rows.unique("iri", keep="first", maintain_order=True).sort(
        "file", "sheet", "row", maintain_order=True
    )


def file_iri(dataset: Dataset, name: str) -> str:
    """The IRI of a roster file."""
    return dataset.classes["roster"] + segment(name)
