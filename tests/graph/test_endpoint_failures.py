"""A server that gives no answer, or one that is none, is told in words that say why."""

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

from tests.graph.endpoint import JSON, failure
from tests.servers.gate import Asked, Gate, Said
from tests.servers.neo4j_server import free_port

pytestmark = pytest.mark.usefixtures("english")

HTML = Said(200, b"<!DOCTYPE html><title>Welcome</title>", {"Content-Type": "text/html"})


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
