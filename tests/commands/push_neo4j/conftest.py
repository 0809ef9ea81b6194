"""An engineer with a password, and the graphs of two months."""

from __future__ import annotations

import pytest

from graph.folder import GraphFolder
from graph.language import choose
from tests.commands.push_neo4j.pushing import EDGES, NODES
from tests.graph import small
from tests.servers.neo4j_server import Neo4jServer


@pytest.fixture(autouse=True)
def engineer(monkeypatch: pytest.MonkeyPatch) -> None:
    choose("en")
    monkeypatch.setenv("SHEQU_PASSWORD", Neo4jServer.password)
    monkeypatch.delenv("SHEQU_USER", raising=False)


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> GraphFolder:
    return small.publish_small(tmp_path_factory.mktemp("push") / "graph", NODES, EDGES)


@pytest.fixture(scope="session")
def changed(tmp_path_factory: pytest.TempPathFactory) -> GraphFolder:
    """The next month's graph: some buildings are gone, one is new, one has other facts."""
    nodes = NODES | {
        "Building": [{"id": f"b{at}", "households": at + (at == 7)} for at in range(5, 31)]
    }
    edges = EDGES | {"COVERS": EDGES["COVERS"][10:21], "IN_COMMUNITY": []}
    return small.publish_small(tmp_path_factory.mktemp("changed") / "graph", nodes, edges)
