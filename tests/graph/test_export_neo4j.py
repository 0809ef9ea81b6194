"""The files are really imported by neo4j-admin: the database then is the graph."""

from __future__ import annotations

import os
import shlex
import subprocess
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from graph.export import export_graph
from graph.export.dataset import Dataset
from graph.push import push
from graph.remote import address
from tests.graph import small
from tests.graph.exported import folder_of
from tests.graph.generated import graph
from tests.servers import neo4j_server
from tests.servers.neo4j_server import Neo4jServer

NAMES = [
    'it\'s "quoted", \\ and \\" and ""',
    "two\nlines\r\nand\ta tab\r",
    "",
    " spaces ",
    "'",
    '"',
    "a;b|c\x1fd",
    "\x00\x01\x7f\x85\u2028\ufeff",
    "😀👨‍👩‍👧",
    "=1+1",
    "null",
    "@import.txt",
    ",",
    "\\",
    "\\n",
]

Imported = tuple[Path, Neo4jServer, Path]


def hostile() -> tuple[dict[str, Any], dict[str, Any]]:
    """Names that end lines, quotes and lists in other programs, and every type of column."""
    nodes = {
        "Community": [{"id": "c", "asked": ["LEADS", "COVERS.Building"]}],
        "Estate": [
            {"id": f"e{at}", "name": name, "alternative_names": [name, f"{name}, too"]}
            for at, name in enumerate(NAMES)
        ],
        "Building": [
            {"id": "b1", "households": 0, "longitude": 113.9375, "latitude": -1e-7},
            {"id": "b2", "households": 2**40, "listed": False, "name": None},
        ],
        "Count": [{"id": "n", "value": 7400.0, "qualifier": "about"}],
        "PartyOrganization": [{"id": "p", "established": "2008-06"}, {"id": "q"}],
    }
    edges = {
        "COVERS": [
            {
                "from": "PartyOrganization/p",
                "to": "Building/b1",
                "since": "2008",
                "source": NAMES[0],
            },
            {
                "from": "PartyOrganization/p",
                "to": "Building/b1",
                "since": "2010",
                "source": NAMES[1],
            },
            {"from": "PartyOrganization/p", "to": "Building/b2", "in_force": None},
        ],
        "PART_OF": [{"from": "Building/b1", "to": "Estate/e0"}],
        "SUBORDINATE_TO": [{"from": "PartyOrganization/p", "to": "PartyOrganization/p"}],
    }
    return nodes, edges


@pytest.fixture(scope="module")
def imported(tmp_path_factory: pytest.TempPathFactory) -> Imported:
    """Where to export to, a server that has not been started, and its neo4j-admin."""
    if (reason := neo4j_server.missing()) is not None:
        pytest.skip(reason)
    place = tmp_path_factory.mktemp("import")
    server = Neo4jServer(place / "home")
    program = place / "bin" / "neo4j-admin"
    program.parent.mkdir()
    program.write_text(f'#!/bin/sh\nNEO4J_HOME={server.home} exec {_admin(server)} "$@"\n')
    program.chmod(0o755)
    return place, server, program


def _admin(server: Neo4jServer) -> str:
    return shlex.join(neo4j_server._java("512m", "org.neo4j.cli.AdminTool"))


def _import(imported: Imported, made: Dataset, name: str) -> Neo4jServer:
    """Export, run the script that lies in the folder, start the server."""
    place, server, program = imported
    said = export_graph(made, "neo4j-import", place / name)
    assert said is not None
    assert shlex.quote(str(place / name / "import.sh")) in said
    done = subprocess.run(
        ["sh", str(place / name / "import.sh"), "neo4j", "--overwrite-destination"],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "PATH": f"{program.parent}:{os.environ['PATH']}"},
    )
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-2000:]
    return server.start()


def _known(row: dict[str, Any], *without: str) -> dict[str, Any]:
    return {
        name: value
        for name, value in row.items()
        if value is not None and value != [] and name not in without
    }


def _same(server: Neo4jServer, made: Dataset) -> None:
    """Every node with its label and properties, every tie with its ends, type and properties."""
    nodes = server.run("MATCH (n) RETURN labels(n) AS labels, properties(n) AS facts")
    found = {node["facts"]["id"]: (node["labels"], node["facts"]) for node in nodes}
    wanted = {
        row["id"]: ([label.name], _known(row))
        for label in made.labels
        for row in made.nodes(label.name).iter_rows(named=True)
    }
    assert found == wanted
    ties = server.run(
        "MATCH (a)-[r]->(b) "
        "RETURN a.id AS start, b.id AS end, type(r) AS type, properties(r) AS facts"
    )
    ends = ("from", "to", "from_label", "to_label")
    assert {tie["facts"]["id"]: tie for tie in ties} == {
        row["id"]: {
            "start": row["from"],
            "end": row["to"],
            "type": tie.type,
            "facts": _known(row, *ends),
        }
        for tie in made.relationships
        for row in made.edges(tie.type).iter_rows(named=True)
    }
    assert len(ties) == sum(made.edges(tie.type).height for tie in made.relationships)


def test_the_imported_database_is_the_graph_and_a_push_finds_nothing_to_do(
    imported: Imported, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    nodes, edges = hostile()
    more_nodes, more_edges = graph(7)
    rows = (_both(nodes, more_nodes), _both(edges, more_edges))
    nodes_of, edges_of = small.build(*rows)
    nodes_of = {name: _without_empty_lists(table) for name, table in nodes_of.items()}
    made = Dataset(folder_of(tmp_path, nodes_of, edges_of))
    server = _import(imported, made, "a folder with spaces")
    monkeypatch.setenv("SHEQU_PASSWORD", server.password)
    try:
        _same(server, made)
        done = push(made.folder, address(server.uri.replace("://", f"://{server.user}@")))
        for kind in ("nodes", "edges"):
            assert [done.sum(kind, what) for what in ("created", "changed", "removed")] == [0, 0, 0]
        assert done.sum("edges", "total") > 50
    finally:
        server.stop()


def _without_empty_lists(table: pl.DataFrame) -> pl.DataFrame:
    """As a load leaves them: what has no list has none, not an empty one, which CSV can't say."""
    lists = [name for name, datatype in table.schema.items() if isinstance(datatype, pl.List)]
    return table.with_columns(
        pl.when(pl.col(name).list.len() > 0).then(pl.col(name)).alias(name) for name in lists
    )


def _both(one: dict[str, Any], other: dict[str, Any]) -> dict[str, Any]:
    return {name: [*one.get(name, ()), *other.get(name, ())] for name in {**one, **other}}
