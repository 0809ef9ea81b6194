"""The office that the tests of the questions ask, once with each engine."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.graph.office import Office
from tests.graph.stores import MemoryLadybug, MemoryOxigraph, MemoryRdflib


@pytest.fixture(scope="module", params=[MemoryLadybug, MemoryOxigraph, MemoryRdflib])
def office(request: pytest.FixtureRequest) -> Iterator[Office]:
    store = request.param()
    yield Office(store)
    store.close()
