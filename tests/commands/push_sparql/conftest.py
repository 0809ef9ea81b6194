"""An engineer who reads English, and the graphs of two months."""

from __future__ import annotations

import pytest

from graph.folder import GraphFolder
from graph.language import choose
from tests.commands.push_sparql.pushing import EDGES, NODES
from tests.graph import small


@pytest.fixture(autouse=True)
def english() -> None:
    choose("en")


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> GraphFolder:
    return small.publish_small(tmp_path_factory.mktemp("push") / "graph", NODES, EDGES)


@pytest.fixture(scope="session")
def changed(tmp_path_factory: pytest.TempPathFactory) -> GraphFolder:
    """The next month: a building is gone, another has more households, a third is new."""
    buildings = [dict(row) for row in NODES["Building"][1:]] + [{"id": "new"}]
    buildings[0]["households"] = 99
    nodes = {**NODES, "Building": buildings}
    edges = {"COVERS": EDGES["COVERS"][1:]}
    return small.publish_small(tmp_path_factory.mktemp("push") / "changed", nodes, edges)
