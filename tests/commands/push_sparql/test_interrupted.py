"""A push into a SPARQL store that is cut off, and pushes and loads at the same time."""

from __future__ import annotations

from pathlib import Path

import pytest

from graph.engines.endpoint import EndpointEngine
from graph.errors import EngineError
from graph.folder import GraphFolder
from graph.push import Pushed, PushStopped, sparql_store
from graph.remote import address
from tests.commands.push_sparql.pushing import (
    EDGES,
    FOREIGN,
    GRAPH,
    NODES,
    graphs,
    opened,
    own,
    pushed,
    theirs,
)
from tests.graph import small
from tests.servers.oxigraph_server import OxigraphServer
from tests.servers.sparql_store import SparqlStore

COUNT = f"SELECT (COUNT(*) AS ?n) {{ GRAPH <{GRAPH}> {{ ?s ?p ?o }} }}"


@pytest.fixture
def in_small_requests(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("_LINES", "_LINES_OF_OXIGRAPH", "_LINES_OF_UPDATE"):
        monkeypatch.setattr(sparql_store, name, 500)


@pytest.mark.usefixtures("in_small_requests")
def test_a_push_that_a_power_cut_ended_is_refused_until_the_next_one_has_ended_it(
    tmp_path: Path, folder: GraphFolder, oxigraph_running: OxigraphServer
) -> None:
    with OxigraphServer(tmp_path / "own") as server:
        told: list[str] = []

        def power_cut(text: str) -> None:
            told.append(text)
            if text.startswith("writing: 1000 "):
                server.kill()

        with pytest.raises(EngineError) as stopped:
            pushed(folder, server.uri, progress=power_cut)
        assert stopped.value.exit_code == 3
        server.start()
        half = int(server.select(COUNT)[0][0])
        assert 0 < half < len(own(folder))
        with pytest.raises(EngineError, match=r"is not whole.*shequ push"):
            EndpointEngine(address(server.uri)).run("ASK {}")
        account, part = pushed(folder, server.uri)
        assert part.created == len(own(folder)) - half
        assert any("had been cut off" in note for note in account.notes)
        assert theirs(server) == own(folder)
        assert EndpointEngine(address(server.uri)).run("ASK {}").rows == [(True,)]
        assert graphs(server) == {(GRAPH,), (f"{GRAPH}/record",)}


@pytest.mark.usefixtures("in_small_requests")
def test_ctrl_c_says_how_far_it_came_and_the_next_push_goes_on(
    sparql_server: OxigraphServer, folder: GraphFolder
) -> None:
    def hasty(text: str) -> None:
        if text.startswith("writing: 1000 "):
            raise KeyboardInterrupt

    with pytest.raises(PushStopped) as stopped:
        pushed(folder, sparql_server.uri, progress=hasty)
    assert (stopped.value.done, stopped.value.of) == (1000, len(own(folder)))
    _, part = pushed(folder, sparql_server.uri)
    assert part.created == len(own(folder)) - 1000
    assert theirs(sparql_server) == own(folder)


@pytest.mark.usefixtures("in_small_requests")
def test_a_cut_push_that_only_had_its_mark_left_is_ended_too(
    sparql_server: OxigraphServer, folder: GraphFolder
) -> None:
    pushed(folder, sparql_server.uri)
    sparql_server.update(f"INSERT DATA {{ GRAPH <{GRAPH}/unfinished> {{ {FOREIGN} }} }}")
    pushed(folder, sparql_server.uri)
    assert graphs(sparql_server) == {(GRAPH,), (f"{GRAPH}/record",)}


@pytest.mark.usefixtures("in_small_requests")
def test_of_two_pushes_at_once_the_later_goes_on_alone(
    each_sparql_server: SparqlStore, folder: GraphFolder, changed: GraphFolder
) -> None:
    later: list[Pushed] = []

    def second(text: str) -> None:
        if text.startswith("writing: 500 "):
            later.append(pushed(changed, each_sparql_server.uri)[0])

    with pytest.raises(EngineError, match=r"Another push has begun.*goes on alone") as stopped:
        pushed(folder, each_sparql_server.uri, progress=second)
    assert stopped.value.exit_code == 3
    assert len(later) == 1
    assert theirs(each_sparql_server) == own(changed)
    assert opened(changed, each_sparql_server.uri) == []
    with pytest.raises(EngineError, match="holds another graph"):
        opened(folder, each_sparql_server.uri)


@pytest.mark.usefixtures("in_small_requests")
def test_a_push_does_not_call_whole_what_another_still_writes(
    sparql_server: OxigraphServer, folder: GraphFolder, changed: GraphFolder
) -> None:
    """The first comes to its end while the second has written a part."""

    def second(text: str) -> None:
        if text == "counting":
            with pytest.raises(PushStopped):
                pushed(changed, sparql_server.uri, progress=hasty)

    def hasty(text: str) -> None:
        if text.startswith(("removing: 0 ", "writing: 0 ")):
            raise KeyboardInterrupt

    with pytest.raises(EngineError, match="Another push has begun"):
        pushed(folder, sparql_server.uri, progress=second)
    for graph in (folder, changed):
        with pytest.raises(EngineError, match="is not whole"):
            opened(graph, sparql_server.uri)
    pushed(folder, sparql_server.uri)
    assert theirs(sparql_server) == own(folder)
    assert opened(folder, sparql_server.uri) == []


def test_what_another_push_wrote_while_this_one_compared_is_compared_too(
    each_sparql_server: SparqlStore, folder: GraphFolder, changed: GraphFolder, tmp_path: Path
) -> None:
    third = small.publish_small(tmp_path / "third", {"Building": [{"id": "third"}]})
    pushed(third, each_sparql_server.uri)
    told: list[str] = []

    def meanwhile(text: str) -> None:
        told.append(text)
        if told.count("comparing") == 1 and text == "comparing":
            pushed(changed, each_sparql_server.uri)

    pushed(folder, each_sparql_server.uri, progress=meanwhile)
    assert theirs(each_sparql_server) == own(folder)
    assert opened(folder, each_sparql_server.uri) == []


def test_a_load_during_the_push_does_not_mix_into_it(
    sparql_server: OxigraphServer, folder: GraphFolder, tmp_path: Path
) -> None:
    ours = small.publish_small(tmp_path / "graph", NODES, EDGES)

    def reloading(text: str) -> None:
        if text.startswith("writing: 0 "):
            small.publish_small(tmp_path / "graph", {"Building": [{"id": "1"}]})

    pushed(ours, sparql_server.uri, progress=reloading)
    assert theirs(sparql_server) == own(folder)
    with pytest.raises(EngineError, match=r"holds another graph \(of 2010-06-30\)"):
        opened(GraphFolder.open(tmp_path / "graph"), sparql_server.uri)
