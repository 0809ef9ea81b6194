"""An engineer pushes the graph into a SPARQL store, in which others have their data too."""

from __future__ import annotations

import base64
import json
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from graph.engines import open_engine
from graph.engines.endpoint import EndpointEngine
from graph.errors import EngineError
from graph.folder import GraphFolder
from graph.language import choose
from graph.push import Part, Pushed, PushStopped, push, sparql_store
from graph.rdf import triples
from graph.remote import address
from tests.commands.program import shequ
from tests.graph import small
from tests.graph.stores import ntriples
from tests.servers.gate import Asked, Gate, Said
from tests.servers.neo4j_server import free_port
from tests.servers.oxigraph_server import OxigraphServer
from tests.servers.sparql_store import SparqlStore

GRAPH = "https://w3id.org/shequ/graph"
HOSTILE = [
    "1栋 “东座”",
    'it\'s "quoted" } ; DROP ALL # ',
    "a\\nb \\u00e9 \\U0001F600 \\",
    "two\nlines\r\nand\ta tab",
    "小区😀👨‍👩‍👧 \u202eright to left\u202c",
    "{curly} <angle> & $dollar `tick` %3E",
    "x\x0b\x85\u2028y\xa0",
    " ",
    "@zh .",
]
NODES: dict[str, list[dict[str, Any]]] = {
    "Estate": [{"id": f"e{at}", "name": name} for at, name in enumerate(HOSTILE)],
    "Building": [
        {"id": f"b{at}", "households": at, "longitude": 113 + at / 7} for at in range(300)
    ],
    "PartyOrganization": [{"id": "党支部", "kind": "branch", "established": "2008-06"}],
}
EDGES: dict[str, list[dict[str, Any]]] = {
    "COVERS": [{"from": "PartyOrganization/党支部", "to": f"Building/b{at}"} for at in range(100)]
}
FOREIGN = "<https://example.org/a> <https://example.org/p> 'not ours'@en-GB ."
COUNT = f"SELECT (COUNT(*) AS ?n) {{ GRAPH <{GRAPH}> {{ ?s ?p ?o }} }}"


@pytest.fixture(autouse=True)
def english() -> None:
    choose("en")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> GraphFolder:
    return small.publish_small(tmp_path_factory.mktemp("push") / "graph", NODES, EDGES)


@pytest.fixture(scope="module")
def changed(tmp_path_factory: pytest.TempPathFactory) -> GraphFolder:
    """The next month: a building is gone, another has more households, a third is new."""
    buildings = [dict(row) for row in NODES["Building"][1:]] + [{"id": "new"}]
    buildings[0]["households"] = 99
    nodes = {**NODES, "Building": buildings}
    edges = {"COVERS": EDGES["COVERS"][1:]}
    return small.publish_small(tmp_path_factory.mktemp("push") / "changed", nodes, edges)


def pushed(folder: GraphFolder, uri: str, **more: Any) -> tuple[Pushed, Part]:
    account = push(folder, address(uri), **more)
    (part,) = account.parts
    return account, part


def own(folder: GraphFolder) -> set[str]:
    """The triples of a folder, in the words of Oxigraph."""
    from pyoxigraph import RdfFormat, parse

    from ontology import load_model

    model = load_model()
    nodes = {label: pl.read_parquet(folder.nodes(label)) for label in model.labels}
    edges = {type_: pl.read_parquet(folder.edges(type_)) for type_ in model.relationships}
    found = parse(ntriples(nodes, edges).encode(), format=RdfFormat.N_TRIPLES)
    return {said(triple) for triple in found}


def said(triple: Any) -> str:
    """A triple as text; stores write 119.0 as 119 or 1.19E2."""
    from pyoxigraph import Literal

    thing = triple.object
    if isinstance(thing, Literal) and thing.datatype.value.endswith("#double"):
        thing = float(thing.value)
    return f"{triple.subject} {triple.predicate} {thing}"


def theirs(store: SparqlStore, graph: str = GRAPH) -> set[str]:
    """The triples of a graph of a store, asked by its own interface, in the words of Oxigraph."""
    from urllib.parse import quote
    from urllib.request import Request, urlopen

    from pyoxigraph import RdfFormat, parse

    place = "store" if store.name == "Oxigraph" else "data"
    request = Request(f"{store.uri}/{place}?graph={quote(graph, safe='')}")
    request.add_header("Accept", "application/n-triples")
    with urlopen(request) as answer:
        return {said(triple) for triple in parse(answer.read(), format=RdfFormat.N_TRIPLES)}


def graphs(store: SparqlStore) -> set[tuple[str, ...]]:
    return set(store.select("SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o } }"))


def strangers(store: SparqlStore) -> list[tuple[str, ...]]:
    return sorted(
        store.select(
            "SELECT ?s ?o { { ?s <https://example.org/p> ?o } UNION "
            "{ GRAPH <https://example.org/g> { ?s <https://example.org/p> ?o } } }"
        )
    )


def test_the_store_holds_every_triple_of_the_graph_however_a_name_is_written(
    each_sparql_server: SparqlStore, folder: GraphFolder
) -> None:
    account, part = pushed(folder, each_sparql_server.uri)
    assert theirs(each_sparql_server) == own(folder)
    assert (part.total, part.created, part.removed) == (len(own(folder)), part.total, 0)
    assert any("Graph Store Protocol" in note for note in account.notes)
    assert any(GRAPH in note for note in account.notes)
    assert graphs(each_sparql_server) == {(GRAPH,), (f"{GRAPH}/record",)}


def test_a_second_push_changes_nothing(
    each_sparql_server: SparqlStore, folder: GraphFolder
) -> None:
    pushed(folder, each_sparql_server.uri)
    before = theirs(each_sparql_server)
    _, part = pushed(folder, each_sparql_server.uri)
    assert (part.created, part.changed, part.removed, part.left) == (0, 0, 0, 0)
    assert part.unchanged == len(before)
    assert theirs(each_sparql_server) == before


def test_what_is_gone_from_the_graph_goes_from_the_store(
    each_sparql_server: SparqlStore, folder: GraphFolder, changed: GraphFolder
) -> None:
    pushed(folder, each_sparql_server.uri)
    _, part = pushed(changed, each_sparql_server.uri)
    assert theirs(each_sparql_server) == own(changed)
    assert part.created == len(own(changed) - own(folder))
    assert part.removed == len(own(folder) - own(changed))


def test_keep_leaves_what_is_gone_and_says_how_much(
    each_sparql_server: SparqlStore, folder: GraphFolder, changed: GraphFolder
) -> None:
    pushed(folder, each_sparql_server.uri)
    account, part = pushed(changed, each_sparql_server.uri, keep=True)
    assert any(f"still has {part.left} triples" in note for note in account.notes)
    assert theirs(each_sparql_server) == own(folder) | own(changed)
    assert (part.removed, part.left) == (0, len(own(folder) - own(changed)))


def test_other_data_in_the_store_is_neither_changed_nor_seen(
    each_sparql_server: SparqlStore, folder: GraphFolder, changed: GraphFolder
) -> None:
    alien = "<https://example.org/b> a <https://w3id.org/shequ/ns#Estate> ."
    each_sparql_server.update(
        f"INSERT DATA {{ {FOREIGN} {alien} GRAPH <https://example.org/g> {{ {FOREIGN} {alien} }} }}"
    )
    before = strangers(each_sparql_server)
    pushed(folder, each_sparql_server.uri)
    pushed(changed, each_sparql_server.uri)
    assert strangers(each_sparql_server) == before
    assert len(before) == 2
    estates = EndpointEngine(address(each_sparql_server.uri)).run("SELECT ?e { ?e a sq:Estate }")
    assert len(estates.rows) == len(HOSTILE)


def test_two_graphs_of_two_names_stand_side_by_side(
    sparql_server: OxigraphServer, folder: GraphFolder, changed: GraphFolder
) -> None:
    july = "https://example.org/2010/07#graph"
    named = f"{sparql_server.uri}?graph={july.replace('#', '%23')}"
    pushed(folder, sparql_server.uri)
    pushed(changed, named)
    assert theirs(sparql_server) == own(folder)
    assert theirs(sparql_server, july) == own(changed)
    count = "SELECT ?b { ?b a sq:Building ; rdfs:label 'new'@zh }"
    assert EndpointEngine(address(sparql_server.uri)).run(count).rows == []
    assert len(EndpointEngine(address(named)).run(count).rows) == 1


def test_a_blank_node_that_somebody_put_into_our_graph_goes_too(
    each_sparql_server: SparqlStore, folder: GraphFolder
) -> None:
    pushed(folder, each_sparql_server.uri)
    each_sparql_server.update(
        f"INSERT DATA {{ GRAPH <{GRAPH}> {{ _:a <https://example.org/p> 'nobody' }} }}"
    )
    each_sparql_server.update(
        f"INSERT DATA {{ GRAPH <{GRAPH}> {{ <https://example.org/a> <https://example.org/p> "
        "'\\\\u0022 } } ; DROP ALL #' } }"
    )
    _, part = pushed(folder, each_sparql_server.uri)
    assert part.removed == 2
    assert theirs(each_sparql_server) == own(folder)


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


def opened(folder: GraphFolder, uri: str) -> list[str]:
    """What is said beside the answers of a store when it is asked for a folder's graph."""
    told: list[str] = []
    open_engine(folder, uri, tell=told.append).close()
    return told


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


def test_an_engineer_pushes_and_asks_from_the_command_line(
    sparql_server: OxigraphServer, folder: GraphFolder
) -> None:
    variables = {"SHEQU_GRAPH": str(folder.path)}
    done = shequ("push", sparql_server.uri, "-f", "json", variables=variables)
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["triples"][GRAPH]["created"] == len(own(folder))
    done = shequ("push", sparql_server.uri, "-f", "table", variables=variables)
    assert "nothing was changed" in done.stdout
    done = shequ(
        *("gaps", "uncovered-buildings", "--unknown", "-f", "json"),
        *("--engine", sparql_server.uri),
        variables=variables,
    )
    assert len(json.loads(done.stdout)) == 200, done.stderr
    done = shequ("push", f"http://127.0.0.1:{free_port()}", variables=variables)
    assert done.returncode == 3
    assert "can't be reached" in done.stderr
    assert len(done.stderr.splitlines()) == 1
