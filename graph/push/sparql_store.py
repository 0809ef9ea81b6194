"""Writing into a named graph of a SPARQL store: by the Graph Store Protocol, or by updates.

Triples travel as N-Triples where the store takes them, which has one way of being read; the same
text inside INSERT DATA has not (`\\u0041` is a letter to some stores), and is the second choice.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote
from uuid import uuid4

from graph.engines import Record
from graph.engines.endpoint import Endpoint, failed
from graph.engines.endpoint_record import read_state, record_triples
from graph.engines.endpoint_results import NTRIPLES
from graph.errors import EngineError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from graph.engines.endpoint_http import Reply

_TYPE = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>"
_UPDATE = "application/sparql-update"
_NO_PROTOCOL = {400, 404, 405, 415, 501}
_TOO_LARGE = 413
# Lines in one request. Virtuoso takes no more in one update; Oxigraph's loader likes many.
_LINES_OF_UPDATE = 5_000
_LINES = 50_000
_LINES_OF_OXIGRAPH = 200_000


class Store:
    """The writing side of a store, for one of its graphs.

    A store has no locks that end with their holder, so nobody can tell a push that was cut off from
    one at work. The last that has begun goes on alone: it removes the mark of any other, which
    looks for its own before each request, and stops where it is gone.
    """

    def __init__(self, endpoint: Endpoint) -> None:
        self._endpoint = endpoint
        self._graph = endpoint.place.graph
        self._mark = endpoint.place.unfinished
        self._record = endpoint.place.record
        self.name = uuid4().urn
        self._update_url = ""
        self._store_url: str | None = None
        self._oxigraph = False

    @property
    def lines(self) -> int:
        """How many lines to add in one request."""
        if self._store_url is None:
            return _LINES_OF_UPDATE
        return _LINES_OF_OXIGRAPH if self._oxigraph else _LINES

    @property
    def lines_removed(self) -> int:
        """How many lines to remove in one request."""
        return _LINES_OF_UPDATE

    @property
    def protocol_url(self) -> str | None:
        """The Graph Store Protocol's address, or None where updates are used."""
        return self._store_url

    @property
    def begun(self) -> bool:
        """Whether the graph has been marked as not whole."""
        return self._update_url != ""

    @property
    def update_url(self) -> str:
        """The address of updates."""
        return self._update_url

    def begin(self) -> None:
        """Mark the graph as not whole, and find out by the mark where the store takes what.

        Another push, whose mark was there, has no more to say. Raises `EngineError` where the
        store takes no updates; then nothing has been changed.
        """
        query = self._endpoint.url()
        self._update_url = self._find_update(query)
        subject = f"<{self.name}>"
        self._update(
            f"DROP SILENT GRAPH <{self._mark}> ; "
            f"INSERT DATA {{ GRAPH <{self._mark}> {{ {subject} {_TYPE} "
            "<http://www.w3.org/ns/prov#Activity> } }"
        )
        if not self._endpoint.holds(self._mark, f"{subject} ?p ?o"):
            raise EngineError("sparql_other_dataset", url=self._update_url, query=query)
        self._store_url = self._find_protocol(query, subject)

    def end(self, record: Record) -> None:
        """Record of which tables the graph is, and take the mark away: the graph is whole.

        All of it in one request, which does nothing where another push has begun.
        """
        old = f"GRAPH <{self._record}> {{ ?s ?p ?o }}"
        new = f"GRAPH <{self._record}> {{ {record_triples(record)} }}"
        mark = f"GRAPH <{self._mark}> {{ <{self.name}> {_TYPE} ?kind }}"
        self._update(
            f"DELETE {{ {old} }} INSERT {{ {new} }} WHERE {{ {mark} OPTIONAL {{ {old} }} }} ; "
            f"DELETE WHERE {{ {mark} }}"
        )
        found = read_state(self._endpoint).record
        if found is None or found.push != self.name:
            raise self._taken_over()

    def add(self, lines: list[str]) -> None:
        """Add triples; those that are there already stay as they are.

        Raises `EngineError` here and in `remove` where another push has begun since.
        """
        self._look()
        if self._store_url is not None and self._post(lines):
            return
        for at in range(0, len(lines), _LINES_OF_UPDATE):
            self._data("INSERT", lines[at : at + _LINES_OF_UPDATE])

    def remove(self, lines: list[str]) -> None:
        """Remove triples; of those with blank nodes, which have no names, all."""
        self._look()
        named = [line for line in map(_canonical, lines) if line is not None]
        if len(named) < len(lines):
            self._update(
                f"DELETE {{ GRAPH <{self._graph}> {{ ?s ?p ?o }} }} WHERE {{ GRAPH "
                f"<{self._graph}> {{ ?s ?p ?o FILTER(isBlank(?s) || isBlank(?o)) }} }}"
            )
        if named:
            self._data("DELETE", named)

    def _look(self) -> None:
        if not self._endpoint.holds(self._mark, f"<{self.name}> ?p ?o"):
            raise self._taken_over()

    def _taken_over(self) -> EngineError:
        uri = self._endpoint.server.uri
        return EngineError("push_taken_over", uri=uri, graph=self._graph)

    def _post(self, lines: list[str]) -> bool:
        """Send by the protocol; False, from now on, where the store does not take it after all."""
        url = f"{self._store_url}{'&' if '?' in str(self._store_url) else '?'}graph=" + quote(
            self._graph, safe=""
        )
        if self._oxigraph:
            # Its own word for its loader: four times as fast, and without the memory of a
            # transaction. The mark says meanwhile that the graph is not whole.
            url += "&no_transaction"
        body = "".join(f"{line}\n" for line in lines).encode()
        headers = {"Content-Type": NTRIPLES}
        with self._endpoint.client.send("POST", url, body, headers) as reply:
            if reply.status in _NO_PROTOCOL:
                self._store_url = None
                return False
            if _halve(reply, lines):
                half = len(lines) // 2
                return self._post(lines[:half]) and self._post(lines[half:])
            _succeed(reply)
        return True

    def _data(self, verb: str, lines: list[str]) -> None:
        text = "\n".join(lines)
        body = f"{verb} DATA {{ GRAPH <{self._graph}> {{\n{text}\n}} }}"
        headers = {"Content-Type": _UPDATE}
        with self._endpoint.client.send("POST", self._update_url, body.encode(), headers) as reply:
            if not _halve(reply, lines):
                _succeed(reply)
                return
        half = len(lines) // 2
        self._data(verb, lines[:half])
        self._data(verb, lines[half:])

    def _update(self, text: str) -> None:
        with self._try_update(self._update_url, text) as reply:
            _succeed(reply)

    def _try_update(self, url: str, text: str) -> Reply:
        headers = {"Content-Type": _UPDATE}
        return self._endpoint.client.send("POST", url, text.encode(), headers)

    def _find_update(self, query: str) -> str:
        heard = []
        for url in self._endpoint.place.updates(query):
            # Allowed, and nothing happens: who takes this takes updates.
            with self._try_update(url, "INSERT DATA {}") as reply:
                if reply.status in (200, 204) and "html" not in reply.kind:
                    self._oxigraph = reply.server.startswith("Oxigraph")
                    return url
                heard.append(f"{url} ({reply.status} {reply.reason})")
        raise EngineError("sparql_read_only", uri=self._endpoint.server.uri, tried="; ".join(heard))

    def _find_protocol(self, query: str, subject: str) -> str | None:
        """The address that gives the mark back, so that it is that of the same dataset."""
        for url in self._endpoint.place.stores(query):
            asked = f"{url}{'&' if '?' in url else '?'}graph={quote(self._mark, safe='')}"
            with self._endpoint.client.send("GET", asked, None, {"Accept": NTRIPLES}) as reply:
                if reply.status == 200 and reply.read(1 << 16).strip().startswith(subject.encode()):
                    return url
        return None


def _succeed(reply: Reply) -> None:
    if reply.status >= 300 or reply.status < 200:
        raise failed(reply)
    reply.read()  # an error after the first line of the answer, too


def _halve(reply: Reply, lines: Iterable[str]) -> bool:
    return reply.status == _TOO_LARGE and len(list(lines)) > 1


def _canonical(line: str) -> str | None:
    """A line that came from a store, as it may stand in an update; None where it can't.

    The store's text is not trusted: an escape such as \\u0022 would end the string in an update.
    """
    from pyoxigraph import BlankNode, RdfFormat, parse

    triple = next(iter(parse(line, format=RdfFormat.N_TRIPLES)))
    if isinstance(triple.subject, BlankNode) or isinstance(triple.object, BlankNode):
        return None
    return f"{triple.subject} {triple.predicate} {triple.object} ."
