"""SPARQL on a server: any store that speaks the SPARQL 1.1 Protocol.

The graph stands in a named graph of the store (`graph.remote` gives the address, `?graph=IRI` in it
another name), and is asked as the default graph of each query (`default-graph-uri`), so that what
else is in the store is not seen. Where a store has no such graph and the data was loaded into its
own default graph, that one is asked.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal
from urllib.parse import urlencode

from graph.allowed_sparql import PROLOGUE, declared_prefixes
from graph.engines import Result, compare
from graph.engines.endpoint_address import Place, place_of
from graph.engines.endpoint_http import Client, Deadline, Reply
from graph.engines.endpoint_record import State, read_state
from graph.engines.endpoint_results import JSON, NTRIPLES, TURTLE, graph, results
from graph.engines.endpoint_whole import counting, may_be_cut
from graph.errors import EngineError, QueryError
from graph.rdf import PREFIXES
from graph.remote import Address

if TYPE_CHECKING:
    from graph.folder import GraphFolder

# Seconds for a store to answer a query of nothing: who says nothing for so long is no store.
_TO_ANSWER_NOTHING = 60.0
_FORM = "application/x-www-form-urlencoded"
_GRAPH_WANTED = re.compile(rf"{PROLOGUE}(?:CONSTRUCT|DESCRIBE)\b", re.I)


class Endpoint:
    """The query side of a store: its address is searched for at the first query."""

    def __init__(self, server: Address) -> None:
        self.server = server
        self.place: Place = place_of(server)
        self.client = Client(server)
        self._url: str | None = None

    def url(self, deadline: Deadline | None = None) -> str:
        """The address that answers queries; raises `EngineError` where none of the usual does."""
        if self._url is not None:
            return self._url
        heard, moved, broken = [], None, 0
        for url in self.place.queries:
            limit = deadline or Deadline(_TO_ANSWER_NOTHING)
            try:
                with self._post(url, "ASK {}", None, JSON, limit) as reply:
                    if reply.status == 200 and len(results(reply).columns) == 1:
                        self._url = url
                        return url
                    broken += reply.status >= 500
                    heard.append(f"{url} ({reply.status} {reply.reason})")
            except EngineError as error:
                if error.key not in ("sparql_no_answer", "sparql_redirect"):
                    raise
                if error.key == "sparql_redirect":
                    moved = moved or error
                heard.append(f"{url} ({error.values.get('kind', 'redirect')})")
        if moved is not None:
            raise moved
        if broken == len(heard):
            raise EngineError("sparql_server_broken", uri=self.server.uri, tried="; ".join(heard))
        raise EngineError("sparql_no_endpoint", uri=self.server.uri, tried="; ".join(heard))

    def ask(
        self,
        text: str,
        *,
        graph: str | None,
        accept: str = JSON,
        deadline: Deadline | None = None,
    ) -> Reply:
        """The answer to a query over one graph of the store, None for its default graph.

        Raises `QueryError` where the store calls the query wrong, `EngineError` where it fails.
        """
        url = self.url(deadline)
        reply = self._post(url, text, graph, accept, deadline)
        if reply.status == 200:
            return reply
        with reply:
            if reply.status == 400:
                raise QueryError("query_wrong", reason=reply.said)
            raise failed(reply)

    def select(
        self, text: str, graph: str | None, deadline: Deadline | None = None
    ) -> list[tuple[object, ...]]:
        """The rows of a query over one graph of the store."""
        with self.ask(text, graph=graph, deadline=deadline) as reply:
            return results(reply).rows

    def holds(self, graph: str | None, pattern: str, deadline: Deadline | None = None) -> bool:
        """Whether a graph of the store has what `pattern` describes."""
        return self.select(f"ASK {{ {pattern} }}", graph, deadline) == [(True,)]

    def _post(
        self, url: str, text: str, graph: str | None, accept: str, deadline: Deadline | None
    ) -> Reply:
        fields = {"query": text} | ({} if graph is None else {"default-graph-uri": graph})
        headers = {"Content-Type": _FORM, "Accept": accept}
        return self.client.send(
            "POST", url, urlencode(fields).encode("ascii"), headers, deadline=deadline
        )


class EndpointEngine:
    """See `graph.engines.Engine`."""

    language: Literal["sparql"] = "sparql"

    def __init__(self, server: Address) -> None:
        self.name = server.uri
        self._endpoint = Endpoint(server)
        self._asked: tuple[str | None] | None = None
        # what stood beside the graph when the engine was opened; and whether it has answered since
        self._seen: State | None = None
        self._answered = False

    def check(self, folder: GraphFolder) -> list[str]:
        """What to say beside the answers; see `graph.engines.compare`.

        Raises `EngineError` where the store has no graph, or by its record another than a folder's.
        """
        deadline = Deadline(_TO_ANSWER_NOTHING)
        self._seen = None
        state = read_state(self._endpoint, deadline)
        self._asked = (self._graph(deadline),)
        # a store's own default graph came there by another way than a push
        notes = compare(state.record if self._asked[0] is not None else None, folder, self.name)
        self._seen = state
        return notes

    def run(self, text: str, *, timeout: float | None = None) -> Result:
        """Answer a SPARQL query; see `graph.engines.Engine.run`.

        Raises `EngineError` too where the store has no graph, or one whose push was cut off, and
        where it leaves rows away.
        """
        self._answered = False
        deadline = None if timeout is None else Deadline(timeout)
        if self._asked is None:
            self._asked = (self._graph(deadline),)
        result = self._ask(text, self._asked[0], deadline)
        self._answered = True
        return result

    def close(self) -> None:
        """Forget what was found out about the store; see `graph.engines.Engine.close`."""
        self._asked = None
        if self._answered and self._seen is not None:
            self._answered = False
            if read_state(self._endpoint, Deadline(_TO_ANSWER_NOTHING)) != self._seen:
                raise EngineError("remote_changed", uri=self.name)

    def _ask(self, text: str, asked: str | None, deadline: Deadline | None) -> Result:
        wanted = _GRAPH_WANTED.match(text) is not None
        with self._endpoint.ask(
            _with_prefixes(text),
            graph=asked,
            accept=f"{NTRIPLES}, {TURTLE};q=0.5" if wanted else JSON,
            deadline=deadline,
        ) as reply:
            found = graph(reply) if wanted else results(reply)
        got = len(found.rows)
        if reply.cut:
            raise EngineError("sparql_rows_cut", url=reply.url, got=got)
        count = counting(text) if may_be_cut(got) else None
        if count is not None:
            ((of,),) = self._endpoint.select(_with_prefixes(count), asked, deadline)
            if isinstance(of, int) and of > got:
                raise EngineError("sparql_rows_cut", url=reply.url, got=got)
        return found

    def _graph(self, deadline: Deadline | None) -> str | None:
        place = self._endpoint.place
        if self._endpoint.holds(place.unfinished, "?s ?p ?o", deadline):
            raise EngineError("sparql_unfinished", uri=self.name, graph=place.graph)
        if self._endpoint.holds(place.graph, "?s ?p ?o", deadline):
            return place.graph
        if not place.named and self._endpoint.holds(
            None, f"?s <{PREFIXES['sq']}source> ?o", deadline
        ):
            return None
        raise EngineError("sparql_no_graph", uri=self.name, graph=place.graph)


def failed(reply: Reply) -> EngineError:
    """The error of a status that is no success."""
    key = "sparql_failed" if reply.status >= 500 else "sparql_refused"
    return EngineError(key, url=reply.url, status=reply.status, reason=reply.said)


def _with_prefixes(text: str) -> str:
    """The query with the prefixes that it uses and does not declare, on its first line."""
    declared = declared_prefixes(text)
    lines = "".join(
        f"PREFIX {prefix}: <{namespace}> "
        for prefix, namespace in PREFIXES.items()
        if re.search(rf"(?<![\w.:-]){prefix}:", text) and prefix not in declared
    )
    return lines + text
