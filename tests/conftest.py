"""What every room of the tests may ask for."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.servers import neo4j_server
from tests.servers.neo4j_server import Neo4jServer


@pytest.fixture(scope="session")
def neo4j_running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Neo4jServer]:
    """One Neo4j server for the whole test run. Use `neo4j`, which is empty."""
    if (reason := neo4j_server.missing()) is not None:
        pytest.skip(reason)
    with Neo4jServer(tmp_path_factory.mktemp("neo4j") / "home") as server:
        yield server


@pytest.fixture
def neo4j(neo4j_running: Neo4jServer) -> Neo4jServer:
    """An empty Neo4j server, without constraints."""
    neo4j_running.clear()
    return neo4j_running
