"""CSV for R, Gephi and pandas: `nodes.csv`, `edges.csv`, and `nodes/LABEL.csv` with a row a thing.

`nodes.csv` begins with Id and Label (the name), `edges.csv` with Source and Target, as Gephi and
igraph ask. UTF-8 without a BOM, which R and Gephi would take for a part of the first column's name.
What a spreadsheet would run has an apostrophe before it, as in every CSV of this program.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from graph.export.dataset import ROWS
from graph.export.package import Field, Table, describe
from graph.output.values import RUNS

if TYPE_CHECKING:
    from collections.abc import Iterable

    import polars as pl

    from graph.export.dataset import Dataset
    from ontology import Column

_ID = Field("Id", "标识", "identifier")
_NODES = (_ID, Field("node_label", "节点标签", "node label"))
_EDGES = (
    Field("Source", "起点", "from"),
    Field("Target", "终点", "to"),
    Field("Type", "方向", "direction"),
    _ID,
    Field("Label", "关系类型", "relationship type"),
)
_RENAMED = {"name": "Label"}
# As `graph.output.values.harmless` has it, for whole columns.
_RUNS = f"^(?:{'|'.join(map(re.escape, RUNS))})"
_NUMBER = r"^[+-]?[0-9]+(\.[0-9]+)?([eE][+-]?[0-9]+)?$"


def write(dataset: Dataset, folder: Path) -> None:
    """Write the tables and their description into a folder; raises OSError where that fails."""
    nodes = _columns(label.columns for label in dataset.labels)
    edges = _columns(tie.columns for tie in dataset.relationships)
    name, others = nodes[0], nodes[1:]
    tables = [
        Table("nodes.csv", (_ID, name, _NODES[1], *others), renamed=_RENAMED),
        Table("edges.csv", (*_EDGES, *edges)),
    ]
    _write_nodes(dataset, folder / "nodes.csv", others)
    _write_edges(dataset, folder / "edges.csv", edges)
    (folder / "nodes").mkdir()
    for label in dataset.labels:
        path = f"nodes/{label.name}.csv"
        table = dataset.nodes(label.name)
        cells = [_cell(column) for column in label.columns]
        table.select("id", *cells).write_csv(folder / path)
        own = Field("id", "标识", "identifier")
        tables.append(Table(path, (own, *label.columns), kinds=label.kinds))
    describe(dataset, folder, "csv", tables, ["export_about_formula"])


def _columns(tables: Iterable[tuple[Column, ...]]) -> list[Column]:
    """Each column once, by name."""
    return list({column.name: column for columns in tables for column in columns}.values())


def _write_nodes(dataset: Dataset, path: Path, columns: list[Column]) -> None:
    import polars as pl

    head = ["Id", "Label", "node_label", *(column.name for column in columns)]
    with path.open("wb") as file:
        file.write((",".join(head) + "\n").encode())
        for label in dataset.labels:
            own = {column.name: column for column in label.columns}
            cells = [
                _cell(own[column.name]) if column.name in own else pl.lit(None).alias(column.name)
                for column in columns
            ]
            for part in dataset.nodes(label.name).iter_slices(ROWS):
                part.select(
                    pl.col("id").alias("Id"),
                    _cell(own["name"]).alias("Label"),
                    pl.lit(label.name).alias("node_label"),
                    *cells,
                ).write_csv(file, include_header=False)


def _write_edges(dataset: Dataset, path: Path, columns: list[Column]) -> None:
    import polars as pl

    head = [*(field.name for field in _EDGES), *(column.name for column in columns)]
    with path.open("wb") as file:
        file.write((",".join(head) + "\n").encode())
        for tie in dataset.relationships:
            own = {column.name: column for column in tie.columns}
            cells = [
                _cell(own[column.name]) if column.name in own else pl.lit(None).alias(column.name)
                for column in columns
            ]
            for part in dataset.edges(tie.type).iter_slices(ROWS):
                part.select(
                    pl.col("from").alias("Source"),
                    pl.col("to").alias("Target"),
                    pl.lit("Directed").alias("Type"),
                    pl.col("id").alias("Id"),
                    pl.lit(tie.type).alias("Label"),
                    *cells,
                ).write_csv(file, include_header=False)


def _cell(column: Column) -> pl.Expr:
    """A column as CSV: lists joined, and nothing that a spreadsheet would run."""
    import polars as pl

    cell = pl.col(column.name)
    if column.many:
        cell = pl.when(cell.list.len() > 0).then(cell.list.join("; ", ignore_nulls=True))
    elif column.datatype != "string":
        return cell
    return (
        pl.when(cell.str.contains(_RUNS) & ~cell.str.contains(_NUMBER))
        .then(pl.concat_str(pl.lit("'"), cell))
        .otherwise(cell)
        .alias(column.name)
    )
