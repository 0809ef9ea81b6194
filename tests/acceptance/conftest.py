"""The sample rosters, loaded once, and what each kind of engine answers about them."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from graph.commands.load import load_into
from graph.engines import Engine, open_engine
from graph.folder import GraphFolder
from loaders.sample import write
from tests.acceptance.answers import Answers


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> GraphFolder:
    directory = tmp_path_factory.mktemp("acceptance")
    write(directory / "rosters")
    return load_into(directory / "graph", [directory / "rosters"], date=None, datum="wgs84").folder


@pytest.fixture(scope="session", params=["ladybug", "oxigraph"])
def engine(folder: GraphFolder, request: pytest.FixtureRequest) -> Iterator[Engine]:
    opened = open_engine(folder, request.param)
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def answers(folder: GraphFolder, engine: Engine) -> Answers:
    return Answers(folder, engine)
