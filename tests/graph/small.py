"""A tiny graph out of a few Python literals: valid node and edge tables for tests.

    nodes, edges = build(
        {"Community": [{"id": "c1", "name": "大冲"}], "Building": [{"id": "b1"}]},
        {"IN_COMMUNITY": [{"from": "Building/b1", "to": "Community/c1"}]},
    )

Every label and type of the ontology is there with all of its columns. What is not said is filled:
a node is listed, is called by its id and has a source; a tie has an id and, if dated, is in force.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from hashlib import sha256
from pathlib import Path
from typing import Any
from urllib.parse import quote

import polars as pl

from graph.folder import GraphFolder, publish
from ontology import BASE, Model, edge_schema, load_model, node_schema

Rows = Mapping[str, Sequence[Mapping[str, Any]]]
Tables = dict[str, pl.DataFrame]


def iri(label: str, local: str) -> str:
    """The identifier of the node of a label whose local part is `local`."""
    return f"{BASE}{load_model().labels[label].slug}/{quote(local)}"


def build(nodes: Rows | None = None, edges: Rows | None = None) -> tuple[Tables, Tables]:
    """The node and edge tables; an edge names its ends as LABEL/ID."""
    model = load_model()
    nodes, edges = nodes or {}, edges or {}
    if unknown := (nodes.keys() - model.labels.keys()) | (
        edges.keys() - model.relationships.keys()
    ):
        raise KeyError(f"not in the ontology: {unknown}")
    return (
        {
            label: _table(
                [_node(label, number, row) for number, row in enumerate(nodes.get(label, ()), 1)],
                node_schema(model, label),
            )
            for label in model.labels
        },
        {
            type_: _table(
                [
                    _edge(model, type_, number, row)
                    for number, row in enumerate(edges.get(type_, ()), 1)
                ],
                edge_schema(model, type_),
            )
            for type_ in model.relationships
        },
    )


def manifest(nodes: Tables, edges: Tables, **more: Any) -> dict[str, Any]:
    """What a load would say of these tables."""
    model = load_model()
    return {
        "format": 1,
        "ontology": model.version,
        "base": BASE,
        "date": "2010-06-30",
        "files": [],
        "nodes": {label: table.height for label, table in nodes.items()},
        "edges": {type_: table.height for type_, table in edges.items()},
        "issues": {"error": 0, "warning": 0},
    } | more


def issues() -> pl.DataFrame:
    """No issues, in a table with the columns that a load gives it."""
    texts = (
        "file,sheet,column,cell,severity,code,category,field,as_written,candidates,problem_zh,problem_en,"
        "remedy_zh,remedy_en,row_as_read,subdistrict,community_code,community"
    )
    return pl.DataFrame(schema={**dict.fromkeys(texts.split(","), pl.String), "row": pl.Int64})


def references() -> pl.DataFrame:
    """No references between rosters."""
    texts = ("subdistrict", "community_code", "community")
    return pl.DataFrame(schema={**dict.fromkeys(texts, pl.String), "read": pl.Int64})


def publish_small(path: Path, nodes: Rows | None = None, edges: Rows | None = None) -> GraphFolder:
    """Build and publish in one go; the opened GraphFolder."""
    node_tables, edge_tables = build(nodes, edges)
    return publish(
        path,
        nodes=node_tables,
        edges=edge_tables,
        issues=issues(),
        references=references(),
        manifest=manifest(node_tables, edge_tables),
    )


def _table(rows: list[dict[str, Any]], schema: dict[str, pl.DataType]) -> pl.DataFrame:
    for row in rows:
        if unknown := row.keys() - schema.keys():
            raise KeyError(f"no such column: {unknown}")
    return pl.DataFrame(rows, schema=schema, orient="row").sort("id")


def _node(label: str, number: int, row: Mapping[str, Any]) -> dict[str, Any]:
    local = str(row.get("id") or row.get("code") or row.get("name") or number)
    filled = {"name": local, "listed": True, "source": f"small.csv||{number}"}
    return {**filled, **row, "id": local if local.startswith(BASE) else iri(label, local)}


def _edge(model: Model, type_: str, number: int, row: Mapping[str, Any]) -> dict[str, Any]:
    relationship = model.relationships[type_]
    filled: dict[str, Any] = {"source": f"small.csv||{number}"}
    for end in ("from", "to"):
        label, _, local = str(row[end]).partition("/")
        filled[f"{end}_label"] = label
        filled[end] = iri(label, local)
    digest = sha256(f"{type_}\n{number}\n{filled['from']}\n{filled['to']}".encode()).hexdigest()
    filled["id"] = f"{BASE}{relationship.slug}/{digest[:24]}"
    if relationship.dated:
        filled["in_force"] = True
    return {**filled, **{key: value for key, value in row.items() if key not in ("from", "to")}}
