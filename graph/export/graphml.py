"""GraphML: what networkx and igraph read, with the same names as `Graph.networkx()`.

A node has its node label as `label` and its columns, a tie its type as `type` and its columns;
parallel ties have their own identifiers. Lists are joined by "; ".
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from graph.export.dataset import ROWS
from graph.export.description import summary
from graph.export.xml import attribute, node_columns, tie_columns, value, xml
from graph.rdf import write_lines

if TYPE_CHECKING:
    import polars as pl

    from graph.export.dataset import Dataset
    from ontology import Column

_TYPES = {"integer": "long", "double": "double", "boolean": "boolean"}
_HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<graphml xmlns="http://graphml.graphdrawing.org/xmlns"
  xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
  xsi:schemaLocation="http://graphml.graphdrawing.org/xmlns http://graphml.graphdrawing.org/xmlns/1.0/graphml.xsd">
"""


def write(dataset: Dataset, path: Path) -> None:
    """Write the dataset to a file; raises OSError where that fails."""
    with path.open("wb") as file:
        file.write(_HEAD.encode())
        file.write(f"<desc>{attribute(summary(dataset))[1:-1]}</desc>\n".encode())
        for what, columns in (
            ("node", {"label": "string", **node_columns(dataset)}),
            ("edge", {"type": "string", **tie_columns(dataset)}),
        ):
            for name, datatype in columns.items():
                type_ = _TYPES.get(datatype, "string")
                file.write(
                    f'<key id="{what}_{name}" for="{what}" attr.name="{name}"'
                    f' attr.type="{type_}"/>\n'.encode()
                )
        file.write(b'<graph edgedefault="directed">\n')
        for lines in _elements(dataset):
            write_lines(lines, file)
        file.write(b"</graph>\n</graphml>\n")


def _elements(dataset: Dataset) -> Iterator[pl.Series]:
    import polars as pl

    for label in dataset.labels:
        start = pl.concat_str(
            pl.lit('<node id="'),
            xml(pl.col("id")),
            pl.lit(f'"><data key="node_label">{label.name}</data>'),
        )
        for part in dataset.nodes(label.name).iter_slices(ROWS):
            yield _element("node", start, label.columns, part)
    for tie in dataset.relationships:
        names = {"id": "id", "source": "from", "target": "to"}
        ends = [
            pl.concat_str(pl.lit(f' {name}="'), xml(pl.col(of)), pl.lit('"'))
            for name, of in names.items()
        ]
        start = pl.concat_str(
            pl.lit("<edge"), *ends, pl.lit(f'><data key="edge_type">{tie.type}</data>')
        )
        for part in dataset.edges(tie.type).iter_slices(ROWS):
            yield _element("edge", start, tie.columns, part)


def _element(
    what: str, start: pl.Expr, columns: tuple[Column, ...], part: pl.DataFrame
) -> pl.Series:
    import polars as pl

    data = [
        pl.concat_str(
            pl.lit(f'<data key="{what}_{column.name}">'), value(column), pl.lit("</data>")
        )
        for column in columns
    ]
    return part.select(
        line=pl.concat_str([start, *data, pl.lit(f"</{what}>")], ignore_nulls=True)
    ).to_series()
