"""The office that the tests of the questions ask, once with each engine."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from graph.language import choose
from tests.graph.office import Office
from tests.graph.stores import (
    MemoryEndpoint,
    MemoryLadybug,
    MemoryNeo4j,
    MemoryOxigraph,
    MemoryRdflib,
    Store,
)
from tests.servers.fuseki_server import FusekiServer


@pytest.fixture(scope="module", params=["ladybug", "oxigraph", "rdflib", "neo4j"])
def store(request: pytest.FixtureRequest) -> Iterator[Store]:
    """An engine that takes tables from memory; Neo4j where there is a server."""
    made: Store
    if request.param == "neo4j":
        made = MemoryNeo4j(request.getfixturevalue("neo4j_running"))
    else:
        embedded: dict[str, type[MemoryLadybug | MemoryOxigraph | MemoryRdflib]]
        embedded = {"ladybug": MemoryLadybug, "oxigraph": MemoryOxigraph, "rdflib": MemoryRdflib}
        made = embedded[request.param]()
    yield made
    made.close()


@pytest.fixture(scope="module")
def fuseki_store(fuseki_running: FusekiServer) -> MemoryEndpoint:
    """A SPARQL store of others, behind the engine for servers."""
    return MemoryEndpoint(fuseki_running)


@pytest.fixture(scope="module")
def office(store: Store) -> Office:
    return Office(store)


@pytest.fixture
def english() -> None:
    choose("en")
