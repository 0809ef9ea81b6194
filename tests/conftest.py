"""What every room of the tests may ask for."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import settings

from tests.servers import fuseki_server, neo4j_server, oxigraph_server
from tests.servers.fuseki_server import FusekiServer
from tests.servers.neo4j_server import Neo4jServer
from tests.servers.oxigraph_server import OxigraphServer
from tests.servers.sparql_store import SparqlStore

# How long an example takes says more about what else the machine is doing than about the program.
settings.register_profile("shequ", deadline=None)
settings.load_profile("shequ")


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


@pytest.fixture(scope="session")
def oxigraph_running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[OxigraphServer]:
    """One Oxigraph server for the whole test run. Use `sparql_server`, which is empty."""
    if (reason := oxigraph_server.missing()) is not None:
        pytest.skip(reason)
    with OxigraphServer(tmp_path_factory.mktemp("oxigraph")) as server:
        yield server


@pytest.fixture
def sparql_server(oxigraph_running: OxigraphServer) -> OxigraphServer:
    """An empty SPARQL store."""
    oxigraph_running.clear()
    return oxigraph_running


@pytest.fixture(scope="session")
def fuseki_running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[FusekiServer]:
    """One Fuseki server for the whole test run."""
    if (reason := fuseki_server.missing()) is not None:
        pytest.skip(reason)
    with FusekiServer(tmp_path_factory.mktemp("fuseki")) as server:
        yield server


@pytest.fixture(params=["oxigraph", "fuseki"])
def each_sparql_server(request: pytest.FixtureRequest) -> SparqlStore:
    """An empty store of each kind."""
    store: SparqlStore = request.getfixturevalue(f"{request.param}_running")
    store.clear()
    return store
