"""What a SPARQL store says of the graph that it holds, what it allows, and what it leaves away."""

from __future__ import annotations

import base64
from pathlib import Path

import pytest

from graph.engines import open_engine
from graph.engines.endpoint import EndpointEngine
from graph.errors import EngineError
from graph.folder import GraphFolder
from graph.rdf import triples
from graph.remote import address
from tests.commands.program import shequ
from tests.commands.push_sparql.pushing import GRAPH, opened, own, pushed, theirs
from tests.servers.gate import Asked, Gate, Said
from tests.servers.oxigraph_server import OxigraphServer
from tests.servers.sparql_store import SparqlStore


def test_a_store_with_another_graph_does_not_answer_for_this_one(
    each_sparql_server: SparqlStore, folder: GraphFolder, changed: GraphFolder, tmp_path: Path
) -> None:
    pushed(folder, each_sparql_server.uri)
    for command in (("gaps",), ("query", "ASK {}"), ("view", "report", "-o", "r.html")):
        done = shequ(*command, "-g", changed.path, "--engine", each_sparql_server.uri, cwd=tmp_path)
        assert done.returncode == 3
        assert "holds another graph (of 2010-06-30)" in done.stderr
    assert not (tmp_path / "r.html").exists()
    pushed(changed, each_sparql_server.uri)
    done = shequ("gaps", "-g", changed.path, "--engine", each_sparql_server.uri)
    assert (done.returncode, done.stderr) == (0, "")


def test_a_graph_that_somebody_loaded_is_asked_and_said_to_be_nobodys_push(
    sparql_server: OxigraphServer, folder: GraphFolder
) -> None:
    """As after `shequ export ntriples`: into our graph, or into the store's own."""
    lines = "".join(f"{line}\n" for part in triples(folder) for line in part)
    for place in (lines, f"GRAPH <{GRAPH}> {{ {lines} }}"):
        sparql_server.clear()
        sparql_server.update(f"INSERT DATA {{ {place} }}")
        done = shequ("gaps", "-g", folder.path, "--engine", sparql_server.uri)
        assert done.returncode == 0
        assert f"{sparql_server.uri} has no record of a push" in done.stderr
        assert done.stdout == shequ("gaps", "-g", folder.path).stdout
    # a push writes no triple of the graph anew, and then it is known
    _, part = pushed(folder, sparql_server.uri)
    assert part.unchanged == part.total
    assert opened(folder, sparql_server.uri) == []


def test_what_keep_has_left_is_said_beside_every_answer_until_it_is_gone(
    sparql_server: OxigraphServer, folder: GraphFolder, changed: GraphFolder
) -> None:
    pushed(folder, sparql_server.uri)
    _, part = pushed(changed, sparql_server.uri, keep=True)
    _, again = pushed(changed, sparql_server.uri, keep=True)
    assert again.left == part.left
    for command in (("gaps", "-f", "table"), ("query", "ASK {}")):
        done = shequ(*command, "-g", changed.path, "--engine", sparql_server.uri)
        assert done.returncode == 0
        assert f"holds {part.left} nodes, ties or triples beyond this graph" in done.stderr
    pushed(changed, sparql_server.uri)
    assert opened(changed, sparql_server.uri) == []


def test_answers_of_two_graphs_are_not_given_out_as_those_of_one(
    each_sparql_server: SparqlStore, folder: GraphFolder, changed: GraphFolder
) -> None:
    pushed(folder, each_sparql_server.uri)
    engine = open_engine(folder, each_sparql_server.uri)
    engine.run("ASK {}")
    pushed(folder, each_sparql_server.uri)
    engine.close()  # nothing was changed
    engine.run("ASK {}")
    pushed(changed, each_sparql_server.uri)
    engine.run("ASK {}")
    with pytest.raises(EngineError, match=r"was changed while it was asked.*run this again"):
        engine.close()
    engine.close()


def test_a_read_only_store_says_so_and_still_answers(
    tmp_path: Path, folder: GraphFolder, changed: GraphFolder, oxigraph_running: OxigraphServer
) -> None:
    with OxigraphServer(tmp_path / "own") as server:
        pushed(folder, server.uri)
    with OxigraphServer(tmp_path / "own", read_only=True) as server:
        with pytest.raises(EngineError, match="The server is read-only") as told:
            pushed(changed, server.uri)
        assert told.value.exit_code == 3
        _, part = pushed(folder, server.uri)
        assert part.unchanged == part.total
        answer = EndpointEngine(address(server.uri)).run("SELECT ?b { ?b a sq:Building }")
        assert len(answer.rows) == 300


def test_a_store_without_the_graph_store_protocol_is_written_by_updates(
    sparql_server: OxigraphServer, folder: GraphFolder, changed: GraphFolder
) -> None:
    with Gate(
        sparql_server.uri, lambda asked: Said(404) if "/store" in asked.path else None
    ) as gate:
        account, _ = pushed(folder, gate.uri)
        assert any("no Graph Store Protocol" in note for note in account.notes)
        assert theirs(sparql_server) == own(folder)
        pushed(changed, gate.uri)
    assert theirs(sparql_server) == own(changed)


def test_a_proxy_that_takes_only_small_requests_gets_small_ones(
    sparql_server: OxigraphServer, folder: GraphFolder
) -> None:
    with Gate(
        sparql_server.uri, lambda asked: Said(413) if len(asked.body) > 60_000 else None
    ) as gate:
        pushed(folder, gate.uri)
    assert theirs(sparql_server) == own(folder)


def test_a_store_that_asks_who_comes_gets_the_name_and_password_and_nobody_else_does(
    sparql_server: OxigraphServer, folder: GraphFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    wanted = "Basic " + base64.b64encode("王:秘密".encode()).decode()

    def guarded(asked: Asked) -> Said | None:
        if asked.headers.get("Authorization") == wanted:
            return None
        return Said(401, headers={"WWW-Authenticate": 'Basic realm="store"'})

    with Gate(sparql_server.uri, guarded) as gate:
        named = gate.uri.replace("//", "//王@")
        with pytest.raises(EngineError, match="asks who you are"):
            pushed(folder, gate.uri)
        monkeypatch.setenv("SHEQU_PASSWORD", "falsch")
        with pytest.raises(EngineError, match="does not accept the name or password of “王”") as no:
            pushed(folder, named)
        assert "falsch" not in str(no.value)
        monkeypatch.setenv("SHEQU_PASSWORD", "秘密")
        pushed(folder, named)
        assert theirs(sparql_server) == own(folder)
        assert len(EndpointEngine(address(named)).run("SELECT ?b { ?b a sq:Building }").rows) == 300
    # a store that does not ask is told nothing
    with Gate(sparql_server.uri, lambda asked: None) as gate:
        pushed(folder, gate.uri.replace("//", "//王@"))
    assert not [asked for asked in gate.seen if asked.headers.get("Authorization")]


def test_a_store_that_loses_triples_is_not_called_whole(
    sparql_server: OxigraphServer, folder: GraphFolder
) -> None:
    def forgetful(asked: Asked) -> Said | None:
        written = asked.method == "POST" and "/store" in asked.path
        return Said(204) if written else None

    with Gate(sparql_server.uri, forgetful) as gate:
        with pytest.raises(EngineError, match=r"has 0 triples instead of \d+"):
            pushed(folder, gate.uri)
        with pytest.raises(EngineError, match="is not whole"):
            EndpointEngine(address(gate.uri)).run("ASK {}")


def test_a_store_that_gives_back_only_a_part_is_not_compared(
    sparql_server: OxigraphServer, folder: GraphFolder, changed: GraphFolder
) -> None:
    line = b"<https://example.org/a> <https://example.org/p> <https://example.org/o> .\n"

    def stingy(asked: Asked) -> Said | None:
        if b"CONSTRUCT" in asked.body:
            return Said(200, line, {"Content-Type": "application/n-triples"})
        return None

    pushed(folder, sparql_server.uri)
    with (
        Gate(sparql_server.uri, stingy) as gate,
        pytest.raises(EngineError, match=r"gave 1 of \d+ triples"),
    ):
        pushed(changed, gate.uri)
    assert theirs(sparql_server) == own(folder)
