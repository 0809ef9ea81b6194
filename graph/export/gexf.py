"""GEXF: Gephi's own form. A node shows its name; its node label is the column `node_label`.

A tie shows its type, and has its own identifier, so that parallel ties stay apart where Gephi is
told not to merge them. Lists are joined by "; ".
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


def write(dataset: Dataset, path: Path) -> None:
    """Write the dataset to a file; raises OSError where that fails."""
    with path.open("wb") as file:
        file.write(b'<?xml version="1.0" encoding="UTF-8"?>\n')
        file.write(b'<gexf xmlns="http://www.gexf.net/1.2draft" version="1.2">\n')
        about = attribute(summary(dataset))[1:-1]
        file.write(
            f'<meta lastmodifieddate="{dataset.date}"><creator>shequ</creator>'
            f"<description>{about}</description></meta>\n".encode()
        )
        file.write(b'<graph mode="static" defaultedgetype="directed">\n')
        for what, columns in (
            ("node", {"node_label": "string", **node_columns(dataset)}),
            ("edge", tie_columns(dataset)),
        ):
            file.write(f'<attributes class="{what}">\n'.encode())
            for name, datatype in columns.items():
                type_ = _TYPES.get(datatype, "string")
                file.write(f'<attribute id="{name}" title="{name}" type="{type_}"/>\n'.encode())
            file.write(b"</attributes>\n")
        for what, elements in (("nodes", _nodes(dataset)), ("edges", _edges(dataset))):
            file.write(f"<{what}>\n".encode())
            for lines in elements:
                write_lines(lines, file)
            file.write(f"</{what}>\n".encode())
        file.write(b"</graph>\n</gexf>\n")


def _nodes(dataset: Dataset) -> Iterator[pl.Series]:
    import polars as pl

    shown = pl.col("name").fill_null(pl.col("id").str.extract("([^/]*)$"))
    for label in dataset.labels:
        start = pl.concat_str(
            *_attribute("<node id", pl.col("id")),
            *_attribute(" label", shown),
            pl.lit(f'><attvalues><attvalue for="node_label" value="{label.name}"/>'),
        )
        for part in dataset.nodes(label.name).iter_slices(ROWS):
            yield _element("node", start, label.columns, part)


def _edges(dataset: Dataset) -> Iterator[pl.Series]:
    import polars as pl

    for tie in dataset.relationships:
        start = pl.concat_str(
            *_attribute("<edge id", pl.col("id")),
            *_attribute(" source", pl.col("from")),
            *_attribute(" target", pl.col("to")),
            pl.lit(f' label="{tie.type}"><attvalues>'),
        )
        for part in dataset.edges(tie.type).iter_slices(ROWS):
            yield _element("edge", start, tie.columns, part)


def _attribute(name: str, text: pl.Expr) -> tuple[pl.Expr, pl.Expr, pl.Expr]:
    import polars as pl

    return pl.lit(f'{name}="'), xml(text), pl.lit('"')


def _element(
    what: str, start: pl.Expr, columns: tuple[Column, ...], part: pl.DataFrame
) -> pl.Series:
    import polars as pl

    values = [
        pl.concat_str(
            pl.lit(f'<attvalue for="{column.name}" value="'), value(column), pl.lit('"/>')
        )
        for column in columns
    ]
    end = pl.lit(f"</attvalues></{what}>")
    return part.select(line=pl.concat_str([start, *values, end], ignore_nulls=True)).to_series()
