"""A researcher asks a SPARQL store and gets the rows of the embedded engines, all of them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from graph.engines import open_engine
from graph.errors import QueryError, UsageError
from graph.folder import GraphFolder
from graph.push import push
from graph.remote import address
from tests.commands.program import shequ
from tests.graph import small
from tests.graph.endpoint import JSON, engine, failure
from tests.graph.generated import graph
from tests.graph.stores import ntriples
from tests.servers.gate import Asked, Gate, Said
from tests.servers.oxigraph_server import OxigraphServer
from tests.servers.sparql_store import SparqlStore

pytestmark = pytest.mark.usefixtures("english")

NUMBER = 4


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> GraphFolder:
    return small.publish_small(tmp_path_factory.mktemp("endpoint") / "graph", *graph(NUMBER))


@pytest.fixture
def store(each_sparql_server: SparqlStore, folder: GraphFolder) -> SparqlStore:
    """A store into which the graph has been pushed."""
    push(folder, address(each_sparql_server.uri))
    return each_sparql_server


@pytest.fixture
def oxigraph(sparql_server: OxigraphServer, folder: GraphFolder) -> OxigraphServer:
    push(folder, address(sparql_server.uri))
    return sparql_server


def test_every_question_and_figure_is_that_of_the_oracle(store: SparqlStore) -> None:
    from tests.graph.parity import Oracles, check

    assert check(engine(store.uri), Oracles(*small.build(*graph(NUMBER)))) is None


def test_values_are_those_of_the_embedded_engine(store: SparqlStore, folder: GraphFolder) -> None:
    embedded = open_engine(folder, "oxigraph")
    for text in (
        "SELECT ?s ?p ?o { ?s ?p ?o FILTER(DATATYPE(?o) != xsd:double) }",
        "SELECT ?c (COUNT(*) AS ?n) { ?s a ?c } GROUP BY ?c",
        "SELECT ?b ?none (1.5 AS ?half) (true AS ?yes) ('x'@zh AS ?x) { ?b a sq:Building }",
        "SELECT ?type ?value { BIND('uri' AS ?type) BIND('literal' AS ?value) }",
        "ASK { ?s a sq:Building }",
        "ASK { ?s a sq:Nothing }",
        "CONSTRUCT { ?b rdfs:label ?n } { ?b a sq:Building ; rdfs:label ?n }",
        "# a comment\nPREFIX x: <urn:x> CONSTRUCT { ?b sq:households ?n } { ?b sq:households ?n }",
    ):
        found, wanted = engine(store.uri).run(text), embedded.run(text)
        assert found.columns == wanted.columns
        assert sorted(found.rows, key=repr) == sorted(wanted.rows, key=repr)
    embedded.close()


def test_a_hundred_thousand_rows_come_whole(oxigraph: OxigraphServer) -> None:
    numbers = " ".join(map(str, range(320)))
    found = engine(oxigraph.uri).run(
        f"SELECT ?a ?b {{ VALUES ?a {{ {numbers} }} VALUES ?b {{ {numbers} }} }}"
    )
    assert len(set(found.rows)) == 320 * 320


def test_the_address_may_be_that_of_the_store_or_of_its_query_endpoint(store: SparqlStore) -> None:
    for uri in (store.uri, f"{store.uri}/", f"{store.uri}/query"):
        assert engine(uri).run("ASK { ?s a sq:Community }").rows == [(True,)]


def test_a_graph_that_somebody_loaded_into_the_default_graph_is_asked_there(
    each_sparql_server: SparqlStore, folder: GraphFolder
) -> None:
    lines = ntriples(*small.build({"Building": [{"id": "b"}]}))
    each_sparql_server.update(f"INSERT DATA {{ {lines} }}")
    found = engine(each_sparql_server.uri).run("SELECT ?b { ?b a sq:Building }")
    assert found.rows == [(small.iri("Building", "b"),)]
    # once there is a pushed graph, that one is meant
    push(folder, address(each_sparql_server.uri))
    found = engine(each_sparql_server.uri).run("SELECT ?b { ?b a sq:Building }")
    assert (small.iri("Building", "b"),) not in found.rows


def test_a_store_without_a_graph_is_no_graph_without_gaps(sparql_server: OxigraphServer) -> None:
    sparql_server.update("INSERT DATA { <urn:a> <urn:b> <urn:c> }")
    assert f"Run shequ push {sparql_server.uri} first" in str(failure(sparql_server.uri))
    named = f"{sparql_server.uri}?graph=urn:a"
    assert "no graph <urn:a>" in str(failure(named))


def test_a_graph_name_that_would_end_its_brackets_is_refused() -> None:
    for name in ("urn:a>%20{}", "no iri", "", "urn:a%3Eb"):
        with pytest.raises(UsageError, match="no IRI"):
            engine(f"http://127.0.0.1?graph={name}")


def test_a_query_that_never_ends_is_ended(
    tmp_path: Path, folder: GraphFolder, oxigraph_running: OxigraphServer
) -> None:
    endless = "SELECT (COUNT(*) AS ?n) { " + " . ".join(f"?a{at} ?b{at} ?c{at}" for at in range(8))
    with OxigraphServer(tmp_path / "own") as server:
        push(folder, address(server.uri))
        told = failure(server.uri, endless + " }", timeout=0.5)
        assert "0.5 s" in str(told)
        assert "--timeout" in str(told)
        server.kill()


def test_a_wrong_query_is_told_in_the_words_of_the_store(store: SparqlStore) -> None:
    for timeout in (None, 60):
        with pytest.raises(QueryError, match=r"The query is wrong: .+") as wrong:
            engine(store.uri).run("SELECT ?b { ?b a sq:Building ; }}", timeout=timeout)
        assert "\n" not in str(wrong.value)


def test_a_query_that_writes_or_reaches_out_never_gets_to_the_store(
    oxigraph: OxigraphServer, folder: GraphFolder
) -> None:
    with Gate(oxigraph.uri, lambda asked: None) as gate:
        for text, said in (
            ("INSERT DATA { <urn:a> <urn:b> <urn:c> }", "INSERT changes the graph"),
            ("SELECT * { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }", "SERVICE is not allowed"),
            ("SELECT * FROM <file:///etc/passwd> { ?s ?p ?o }", "FROM is not allowed"),
            ("SELECT * { GRAPH ?g { ?s ?p '127.0.0.1' } }", "GRAPH is not allowed"),
            ("LOAD <http://127.0.0.1:1/>", "LOAD changes the graph"),
        ):
            done = shequ("query", "--sparql", text, "-g", folder.path, "--engine", gate.uri)
            assert done.returncode == 2
            assert said in done.stderr
        assert not [asked for asked in gate.seen if b"127.0.0.1" in asked.body]
        done = shequ(
            *("query", "SELECT (COUNT(?c) AS ?n) { ?c a sq:Community }"),
            *("-g", folder.path, "--engine", gate.uri, "-f", "json"),
        )
    assert json.loads(done.stdout)[0]["n"] > 0, done.stderr


def test_the_graphs_of_others_are_out_of_sight_where_the_stores_own_graph_is_asked(
    each_sparql_server: SparqlStore, folder: GraphFolder
) -> None:
    lines = ntriples(*small.build({"Building": [{"id": "b"}]}))
    secret = "GRAPH <urn:others> { <urn:a> <urn:b> 'a secret' }"
    each_sparql_server.update(f"INSERT DATA {{ {lines} {secret} }}")
    for text in (
        "SELECT ?o { GRAPH ?g { ?s ?p ?o } }",
        "SELECT ?o { { SELECT ?o { ?x ?y ?z OPTIONAL { graph <urn:others> { ?s ?p ?o } } } } }",
        "ASK { ?x ?y ?z FILTER EXISTS { GRAPH ?g { ?s ?p ?o } } }",
    ):
        asked = ("query", "--sparql", text, "-g", folder.path)
        for done in (shequ(*asked, "--engine", each_sparql_server.uri), shequ(*asked)):
            assert done.returncode == 2
            assert "GRAPH is not allowed" in done.stderr
            assert "secret" not in done.stdout + done.stderr
    done = shequ(
        *("query", "--sparql", "# GRAPH\nSELECT ('GRAPH ?g' AS ?graph) { ?b a sq:Building }"),
        *("-g", folder.path, "--engine", each_sparql_server.uri, "-f", "json"),
    )
    assert json.loads(done.stdout) == [{"graph": "GRAPH ?g"}]


@pytest.mark.parametrize(
    "text",
    [
        "# PREFIX sq: <urn:x>\nSELECT (COUNT(*) AS ?n) { ?b a sq:Building }",
        "PREFIX x: <urn:x#> # PREFIX sq: <urn:y>\nSELECT (COUNT(*) AS ?n) { ?b a sq:Building }",
        "PREFIX SQ: <urn:x>\nSELECT (COUNT(*) AS ?n) { ?b a sq:Building }",
        "PREFIX sq: <urn:x#>\nSELECT (COUNT(*) AS ?n) { ?b a sq:Building }",
        "prefix sq:<https://w3id.org/shequ/ns#> SELECT (COUNT(*) AS ?n) { ?b a sq:Building }",
    ],
)
def test_a_comment_declares_no_prefix(store: SparqlStore, folder: GraphFolder, text: str) -> None:
    embedded = open_engine(folder, "oxigraph")
    assert engine(store.uri).run(text).rows == embedded.run(text).rows
    embedded.close()


def cut_gate(limit: int, header: str | None) -> Any:
    """The rule of a store that gives `limit` rows of a list and leaves the rest away."""

    def rule(asked: Asked) -> Said | None:
        if b"VALUES" not in asked.body or b"COUNT" in asked.body:
            return None
        rows = [{"a": {"type": "literal", "value": str(at)}} for at in range(limit)]
        body = json.dumps({"head": {"vars": ["a"]}, "results": {"bindings": rows}}).encode()
        return Said(200, body, JSON | ({} if header is None else {header: "1"}))

    return rule


@pytest.mark.parametrize(
    ("limit", "header"),
    [(100, None), (10_000, None), (1024, None), (7, "X-SPARQL-MaxRows"), (7, "X-SQL-State")],
)
def test_an_answer_of_which_the_store_left_rows_away_is_none(
    oxigraph: OxigraphServer, limit: int, header: str | None
) -> None:
    numbers = " ".join(map(str, range(150)))
    text = (
        "PREFIX x: <urn:x#> # a comment\n"
        f"SELECT ?a {{ VALUES ?a {{ {numbers} }} VALUES ?b {{ {numbers} }} }} # the end"
    )
    assert len(engine(oxigraph.uri).run(text).rows) == 150 * 150
    with Gate(oxigraph.uri, cut_gate(limit, header)) as gate:
        told = str(failure(gate.uri, text))
    assert f"gave {limit} rows and left the rest away" in told


def test_an_answer_that_has_just_so_many_rows_is_whole(store: SparqlStore) -> None:
    numbers = " ".join(map(str, range(100)))
    for text in (
        f"SELECT ?a {{ VALUES ?a {{ {numbers} }} }} # the end",
        f"SELECT DISTINCT ?a {{ VALUES ?a {{ {numbers} {numbers} }} }} ORDER BY ?a LIMIT 100",
        f"SELECT ?a ?b {{ BIND(1 AS ?b) }} GROUP BY ?a ?b VALUES ?a {{ {numbers} }}",
        f"SELECT ?a (COUNT(*) AS ?n) {{ VALUES ?a {{ {numbers} }} }} GROUP BY ?a",
    ):
        found = engine(store.uri).run(text).rows
        assert len(found) in (1, 100), text
