"""What a Neo4j server holds, and what a graph folder says that it should, in one form."""

from __future__ import annotations

from typing import Any

import polars as pl

from graph.folder import GraphFolder
from ontology import load_model
from tests.servers.neo4j_server import Neo4jServer

# (label or type, id) → its properties; ties have the ids of their ends beside them
Facts = dict[tuple[str, str], dict[str, Any]]


def expected(folder: GraphFolder) -> Facts:
    """The rows of all tables, without nulls: a property that is null is none."""
    model = load_model()
    tables = [(label, folder.nodes(label)) for label in model.labels]
    tables += [(type_, folder.edges(type_)) for type_ in model.relationships]
    return {
        (name, row["id"]): {
            key: value
            for key, value in row.items()
            if value is not None and key not in ("from_label", "to_label")
        }
        for name, file in tables
        for row in pl.read_parquet(file).iter_rows(named=True)
    }


def held(server: Neo4jServer) -> Facts:
    """Everything in the server but the record of the push; two of one id are an error."""
    found: Facts = {}
    nodes = server.run(
        "MATCH (n) WHERE NOT n:ShequGraph RETURN labels(n) AS names, properties(n) AS facts"
    )
    ties = server.run(
        "MATCH (a)-[r]->(b) RETURN [type(r)] AS names, r {.*, from: a.id, to: b.id} AS facts"
    )
    for row in (*nodes, *ties):
        (name,) = row["names"]  # one label a node
        key = (name, row["facts"]["id"])
        assert key not in found, f"twice: {key}"
        found[key] = row["facts"]
    return found
