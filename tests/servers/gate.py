"""What may stand before a store: a proxy that asks for a password, limits bodies, hides parts.

    with Gate(server.uri, rule) as gate:
        gate.uri, gate.seen

A rule is given each request and says with what to answer it, or None: the store answers.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from http.client import HTTPConnection
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Self
from urllib.parse import urlsplit


@dataclass(frozen=True)
class Asked:
    """A request: its path with the query, its headers, its body."""

    method: str
    path: str
    headers: Mapping[str, str]
    body: bytes


@dataclass(frozen=True)
class Said:
    """An answer; with `promised`, its Content-Length is a lie."""

    status: int
    body: bytes = b""
    headers: dict[str, str] = field(default_factory=dict)
    promised: int | None = None


Rule = Callable[[Asked], Said | None]


class Gate:
    """See the module. `uri` None: there is no store behind it, and the rule answers all."""

    def __init__(self, uri: str | None, rule: Rule) -> None:
        self.seen: list[Asked] = []
        gate = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                length = int(self.headers.get("Content-Length") or 0)
                asked = Asked(self.command, self.path, dict(self.headers), self.rfile.read(length))
                gate.seen.append(asked)
                said = rule(asked)
                if said is None:
                    assert uri is not None
                    said = _pass_on(uri, asked)
                self.send_response(said.status)
                for name, value in said.headers.items():
                    self.send_header(name, value)
                promised = len(said.body) if said.promised is None else said.promised
                self.send_header("Content-Length", str(promised))
                self.end_headers()
                self.wfile.write(said.body)

            do_POST = do_GET

            def log_message(self, format: str, *arguments: object) -> None:
                """Nothing: the tests look at `seen`."""

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self._thread = threading.Thread(target=self._server.serve_forever, daemon=True)

    @property
    def uri(self) -> str:
        """What a user would write."""
        return f"http://127.0.0.1:{self._server.server_port}"

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()


def _pass_on(uri: str, asked: Asked) -> Said:
    connection = HTTPConnection(urlsplit(uri).netloc)
    kept = {
        name: value
        for name, value in asked.headers.items()
        if name.lower() in ("content-type", "accept")
    }
    try:
        connection.request(asked.method, asked.path, asked.body, kept)
        answer = connection.getresponse()
        headers = {
            name: value for name, value in answer.getheaders() if name.lower() in ("content-type",)
        }
        return Said(answer.status, answer.read(), headers)
    finally:
        connection.close()
