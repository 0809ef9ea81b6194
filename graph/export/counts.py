"""How many triples and things an export has, counted on the tables before a line is written."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from graph.rdf import node_classes, tie_classes

if TYPE_CHECKING:
    from collections.abc import Sequence

    import polars as pl

    from graph.export.dataset import Dataset
    from ontology import Column

STATEMENT = "http://www.w3.org/1999/02/22-rdf-syntax-ns#Statement"
ENTITY = "http://www.w3.org/ns/prov#Entity"
_OF_A_STATEMENT = 4  # its class, subject, predicate and object
_OF_A_ROW = 4  # its class, its file twice (name and resource), its number


@dataclass(frozen=True)
class Counts:
    """How many of each: things of a class by its IRI, nodes of a label, triples from end to end.

    `triples` are those without the description of the dataset.
    """

    triples: int
    classes: dict[str, int]
    nodes: dict[str, int]
    direct: dict[str, int]


def count(dataset: Dataset, rows: pl.DataFrame | None) -> Counts:
    """Count what the RDF forms write; `rows` are the roster rows that become resources."""
    triples = 0
    classes: Counter[str] = Counter()
    ends: dict[str, int] = {}
    nodes: dict[str, int] = {}
    behind = _rows_of_a_source(rows)
    for label in dataset.labels:
        table = dataset.nodes(label.name)
        nodes[label.name] = table.height
        for kind, number in table["kind"].value_counts().iter_rows():
            for iri in node_classes(dataset.model, label, kind):
                classes[iri] += number
                triples += number
        triples += _cells(table, label.columns) + _links(table, behind)
    for tie in dataset.relationships:
        table = dataset.edges(tie.type)
        direct = table if tie.tie_class is None else table.filter("in_force")
        ends[tie.type] = direct.select("from", "to").n_unique()
        triples += ends[tie.type] + _links(table, behind)
        of_ties = tie_classes(dataset.model, tie)
        for iri in of_ties or (STATEMENT,):
            classes[iri] += table.height
        if of_ties:
            triples += (len(of_ties) + 2) * table.height
        else:
            triples += _OF_A_STATEMENT * table.height
        triples += _cells(table, tie.columns)
    if rows is not None:
        resources = rows.unique("iri")
        classes[ENTITY] = resources.height
        triples += _OF_A_ROW * resources.height + resources["sheet"].count()
    return Counts(triples, dict(classes), nodes, ends)


def _cells(table: pl.DataFrame, columns: Sequence[Column]) -> int:
    """The filled cells; a list counts each of its texts once."""
    import polars as pl

    return sum(
        int(
            table[column.name].list.unique().list.drop_nulls().list.len().sum()
            if column.many
            else table.select(pl.col(column.name).count()).item()
        )
        for column in columns
    )


def _rows_of_a_source(rows: pl.DataFrame | None) -> pl.DataFrame | None:
    import polars as pl

    return None if rows is None else rows.group_by("source").agg(pl.col("iri").n_unique())


def _links(table: pl.DataFrame, behind: pl.DataFrame | None) -> int:
    """The ties from the things of a table to the rows behind them."""
    if behind is None:
        return 0
    return int(table.select("source").join(behind, on="source")["iri"].sum())
