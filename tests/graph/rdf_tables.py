"""Triples back into tables: a reader written from the ontology, and from nothing of the export."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

import polars as pl
import pyoxigraph as ox

from graph.engines.terms import literal_value
from ontology import Column, edge_schema, load_model, node_schema
from tests.graph.small import Tables

RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
SQ = "https://w3id.org/shequ/ns#"
Said = dict[str, dict[str, list[Any]]]


def read(triples: Iterable[ox.Quad]) -> tuple[Tables, Tables]:
    """The node and edge tables that the triples speak of."""
    model = load_model()
    said: Said = defaultdict(lambda: defaultdict(list))
    for triple in triples:
        assert isinstance(triple.subject, ox.NamedNode)
        said[triple.subject.value][triple.predicate.value].append(_value(triple.object))
    label_of: dict[str, str] = {}
    nodes: dict[str, list[dict[str, Any]]] = defaultdict(list)
    edges: dict[str, list[dict[str, Any]]] = defaultdict(list)
    classes = {label.iri: label for label in model.labels.values()}
    ties = {tie.tie_class: tie for tie in model.relationships.values() if tie.tie_class}
    predicates = {tie.iri: tie for tie in model.relationships.values()}
    for subject, facts in said.items():
        for label in (classes[iri] for iri in facts[RDF + "type"] if iri in classes):
            label_of[subject] = label.name
            nodes[label.name].append({"id": subject, **_facts(facts, label.columns)})
    for subject, facts in said.items():
        if RDF + "predicate" in facts:
            tie, start, end = (
                predicates[facts[RDF + "predicate"][0]],
                RDF + "subject",
                RDF + "object",
            )
        elif found := [ties[iri] for iri in facts[RDF + "type"] if iri in ties]:
            tie, start, end = found[0], SQ + "from", SQ + "to"
        else:
            continue
        ends = {"from": facts[start][0], "to": facts[end][0]}
        labels = {f"{name}_label": label_of[iri] for name, iri in ends.items()}
        edges[tie.type].append({"id": subject, **ends, **labels, **_facts(facts, tie.columns)})
    return (
        {
            name: pl.DataFrame(nodes[name], schema=node_schema(model, name), orient="row").sort(
                "id"
            )
            for name in model.labels
        },
        {
            name: pl.DataFrame(edges[name], schema=edge_schema(model, name), orient="row").sort(
                "id"
            )
            for name in model.relationships
        },
    )


def in_rdf(table: pl.DataFrame) -> pl.DataFrame:
    """A table as far as RDF can say it: a list is a set, and an empty one is none."""
    lists = [name for name, datatype in table.schema.items() if isinstance(datatype, pl.List)]
    return table.sort("id").with_columns(
        pl.when(pl.col(name).list.len() > 0)
        .then(pl.col(name).list.unique().list.sort())
        .alias(name)
        for name in lists
    )


def _facts(facts: dict[str, list[Any]], columns: Iterable[Column]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for column in columns:
        values = facts.get(column.iri, [])
        if column.many:
            found[column.name] = sorted(values) or None
        else:
            assert len(values) <= 1, (column.name, values)
            found[column.name] = values[0] if values else None
    return found


def _value(term: Any) -> Any:
    if isinstance(term, ox.Literal):
        return literal_value(term.value, term.datatype.value)
    return term.value
