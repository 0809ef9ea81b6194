"""The node and edge tables that the ontology prescribes: column names and polars types.

    nodes/LABEL:  id, then the label's columns
    edges/TYPE:   id, from, to, from_label, to_label, then the type's columns

Every table has all of its columns, also when it is empty.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ontology.model import Column, Model

if TYPE_CHECKING:
    import polars as pl

EDGE_ENDS = ("id", "from", "to", "from_label", "to_label")


def _polars_type(column: Column) -> pl.DataType:
    import polars as pl

    types: dict[str, pl.DataType] = {
        "string": pl.String(),
        "partial_date": pl.String(),
        "integer": pl.Int64(),
        "double": pl.Float64(),
        "boolean": pl.Boolean(),
    }
    plain = types[column.datatype]
    return pl.List(plain) if column.many else plain


def node_schema(model: Model, label: str) -> dict[str, pl.DataType]:
    """Column name → polars type of the table nodes/LABEL.parquet."""
    import polars as pl

    columns = {column.name: _polars_type(column) for column in model.labels[label].columns}
    return {"id": pl.String(), **columns}


def edge_schema(model: Model, relationship_type: str) -> dict[str, pl.DataType]:
    """Column name → polars type of the table edges/TYPE.parquet."""
    import polars as pl

    columns = model.relationships[relationship_type].columns
    ends: dict[str, pl.DataType] = {name: pl.String() for name in EDGE_ENDS}
    return {**ends, **{column.name: _polars_type(column) for column in columns}}
