"""A researcher asks a SPARQL store: the rows of the embedded engines, or words that say why not."""

from __future__ import annotations

import json
import socket
import ssl
import subprocess
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from graph.engines import open_engine
from graph.engines.endpoint import EndpointEngine
from graph.errors import EngineError, GraphError, QueryError, UsageError
from graph.folder import GraphFolder
from graph.language import choose
from graph.push import push
from graph.remote import address
from tests.commands.program import shequ
from tests.graph import small
from tests.graph.generated import graph
from tests.graph.stores import ntriples
from tests.servers.gate import Asked, Gate, Said
from tests.servers.neo4j_server import free_port
from tests.servers.oxigraph_server import OxigraphServer
from tests.servers.sparql_store import SparqlStore

NUMBER = 4
HTML = Said(200, b"<!DOCTYPE html><title>Welcome</title>", {"Content-Type": "text/html"})
JSON = {"Content-Type": "application/sparql-results+json"}


@pytest.fixture(autouse=True)
def english() -> None:
    choose("en")


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


def engine(uri: str) -> EndpointEngine:
    return EndpointEngine(address(uri))


def failure(uri: str, text: str = "ASK {}", timeout: float | None = None) -> GraphError:
    with pytest.raises(EngineError) as failed:
        engine(uri).run(text, timeout=timeout)
    assert failed.value.exit_code == 3
    return failed.value


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


def test_a_server_that_is_down_is_named_with_its_port() -> None:
    uri = f"http://127.0.0.1:{free_port()}"
    assert f"{uri}/query can't be reached (Connection refused)" in str(failure(uri))
    assert "can't be reached" in str(failure("http://no-such-host.invalid:7878"))


@pytest.mark.parametrize("status", [200, 404, 405])
def test_a_web_page_is_no_store(status: int) -> None:
    with Gate(None, lambda asked: Said(status, HTML.body, HTML.headers)) as gate:
        told = str(failure(gate.uri))
    assert "No SPARQL endpoint was found" in told
    assert f"{gate.uri}/query" in told
    assert "Welcome" not in told


def ready(asked: Asked) -> Said | None:
    """What a store with our graph says before the query itself."""
    if b"ASK" in asked.body:
        whole = b"unfinished" not in asked.body
        return Said(200, json.dumps({"head": {}, "boolean": whole}).encode(), JSON)
    return None


@pytest.mark.parametrize(
    ("said", "words"),
    [
        (HTML, "is no SPARQL result (text/html)"),
        (Said(200, b'{"head": {"vars": ["a"]}, "results"', JSON), "is no SPARQL result"),
        (Said(200, b'{"hello": 1}', JSON), "is no SPARQL result"),
        (Said(200, b"[1, 2]", JSON), "is no SPARQL result"),
        (Said(200, b"[" * 100_000, JSON), "is no SPARQL result"),
        (Said(200, b'{"head": {"vars": []}, ', JSON, promised=5000), "broke before the answer"),
        (Said(500, b"out of\nmemory \x1b[31m"), "failed (500): out of memory [31m"),
        (Said(503, HTML.body, HTML.headers), "failed (503): 503 Service Unavailable"),
        (Said(403, b"nobody may"), "does not allow this: nobody may"),
        (Said(404, b"gone"), "refused the request (404): gone"),
        (Said(302, headers={"Location": "http://evil.example/"}), "sends on to http://evil"),
    ],
)
def test_an_answer_that_is_none_is_told_in_one_line(said: Said, words: str) -> None:
    with Gate(None, lambda asked: ready(asked) or said) as gate:
        told = str(failure(gate.uri, "SELECT ?a { ?a ?b ?c }"))
    assert words in told
    assert "\n" not in told
    assert "\x1b" not in told


def test_triples_that_end_in_the_middle_are_not_all_of_them() -> None:
    line = b"<urn:a> <urn:b> <urn:c> .\n"
    half = Said(200, line, {"Content-Type": "application/n-triples"}, promised=2 * len(line))
    with Gate(None, lambda asked: ready(asked) or half) as gate:
        told = str(failure(gate.uri, "CONSTRUCT WHERE { ?a ?b ?c }"))
    assert "broke before the answer was whole" in told


def test_a_redirect_is_not_followed_but_told() -> None:
    with Gate(None, lambda asked: HTML) as elsewhere:
        there = Said(307, headers={"Location": f"{elsewhere.uri}/query"})
        with Gate(None, lambda asked: there) as gate:
            assert f"{elsewhere.uri}/query" in str(failure(gate.uri))
    assert elsewhere.seen == []


def test_a_server_that_fails_by_itself_is_not_called_a_wrong_address() -> None:
    with Gate(None, lambda asked: Said(500)) as gate:
        told = str(failure(gate.uri))
    assert "500" in told
    assert "server's own log" in told


@pytest.fixture
def listening() -> Iterator[socket.socket]:
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield server


def address_of(server: socket.socket, scheme: str = "http") -> str:
    return f"{scheme}://127.0.0.1:{server.getsockname()[1]}"


def test_a_server_that_takes_the_call_and_says_nothing_is_left(listening: socket.socket) -> None:
    assert "0.3 s" in str(failure(address_of(listening), timeout=0.3))


def test_a_server_that_says_one_letter_at_a_time_is_left_too(listening: socket.socket) -> None:
    ended = threading.Event()

    def trickle() -> None:
        with listening.accept()[0] as connection:
            connection.recv(1 << 16)
            connection.sendall(b"HTTP/1.1 200 OK\r\nX-Slow: ")
            while not ended.wait(0.02):
                try:
                    connection.sendall(b"x")
                except OSError:
                    return

    slow = threading.Thread(target=trickle)
    slow.start()
    told = str(failure(address_of(listening), timeout=0.3))
    ended.set()
    slow.join()
    assert "0.3 s" in told


@pytest.mark.parametrize(
    ("greeting", "words"),
    [
        (b"\x00\x00\x04\x05neo4j\r\n", "does not speak HTTP"),
        (b"", "broke before the answer was whole"),
        (b"HTTP/1.1 200 OK\r\nContent-Le", "No SPARQL endpoint was found"),
    ],
)
def test_another_kind_of_server_behind_the_port(
    listening: socket.socket, greeting: bytes, words: str
) -> None:
    def greet() -> None:
        with listening.accept()[0] as connection:
            connection.recv(1 << 16)
            connection.sendall(greeting)

    other = threading.Thread(target=greet)
    other.start()
    told = str(failure(f"{address_of(listening)}/query"))
    other.join()
    assert words in told


def test_a_certificate_that_nobody_vouches_for_is_refused(
    listening: socket.socket, tmp_path: Path
) -> None:
    key, certificate = tmp_path / "key.pem", tmp_path / "certificate.pem"
    made: Any = subprocess.run(
        [
            *("openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2"),
            *("-subj", "/CN=127.0.0.1", "-keyout", str(key), "-out", str(certificate)),
        ],
        capture_output=True,
        check=False,
    )
    assert made.returncode == 0, made.stderr
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)

    def shake() -> None:
        connection = listening.accept()[0]
        with connection, pytest.raises(ssl.SSLError):
            context.wrap_socket(connection, server_side=True)

    server = threading.Thread(target=shake)
    server.start()
    told = str(failure(address_of(listening, "https")))
    server.join()
    assert "certificate of" in told
    assert "SSL_CERT_FILE" in told
