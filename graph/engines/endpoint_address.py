"""Where in a store things stand: the addresses to try, and the names of its graphs.

A user writes the address of the store or of its query endpoint. Stores differ in what follows:

    http://host:7878                     /query   /update        /store              Oxigraph
    http://host:3030/ds                  /query   /update        /data               Jena Fuseki
    http://host:7200/repositories/NAME            /statements    /rdf-graphs/service GraphDB, RDF4J
    http://host:5820/NAME                /query   /update                            Stardog
    http://host:9999/…/sparql                                                        Blazegraph

An address that ends in /query or /sparql is the query endpoint and is used as it is.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from graph.errors import UsageError
from graph.remote import Address

GRAPH = "https://w3id.org/shequ/graph"
_ENDPOINTS = ("/query", "/sparql")
_IRI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\x00-\x20<>\"{}|^`\\]+")


@dataclass(frozen=True)
class Place:
    """The addresses of a store to try, in order, and the graph in it.

    `named` says that the user chose the graph. A graph that was pushed has a companion, `record`;
    one that is being written another, `unfinished`, which is there for as long as it is not whole.
    """

    graph: str
    named: bool
    queries: tuple[str, ...]
    _address: tuple[str, str, str, str]

    @property
    def unfinished(self) -> str:
        """The name of the graph that says that a push has not ended."""
        return f"{self.graph}/unfinished"

    @property
    def record(self) -> str:
        """The name of the graph that says of which tables the graph is."""
        return f"{self.graph}/record"

    def updates(self, query: str) -> tuple[str, ...]:
        """Where a store whose query endpoint is `query` may take updates."""
        return tuple(
            dict.fromkeys(
                self._url(path)
                for path in (
                    f"{_base(query)}/update",
                    f"{_base(query)}/statements",
                    urlsplit(query).path,
                )
            )
        )

    def stores(self, query: str) -> tuple[str, ...]:
        """Where it may speak the Graph Store Protocol."""
        base = _base(query)
        return tuple(
            self._url(base + path)
            for path in ("/store", "/data", "/rdf-graphs/service", "/sparql-graph-crud")
        )

    def _url(self, path: str) -> str:
        scheme, host, _, parameters = self._address
        return urlunsplit((scheme, host, path or "/", parameters, ""))


def place_of(server: Address) -> Place:
    """What the address that a user gave means; raises `UsageError` for a graph that is no IRI."""
    parts = urlsplit(server.uri)
    given = parse_qsl(parts.query, keep_blank_values=True)
    named = [value for name, value in given if name == "graph"]
    if named and not _IRI.fullmatch(named[-1]):
        raise UsageError("sparql_graph_name", graph=named[-1])
    rest = urlencode([pair for pair in given if pair[0] != "graph"])
    path = parts.path.rstrip("/")
    address = (parts.scheme, parts.netloc, path, rest)
    if path.endswith(_ENDPOINTS):
        paths = [path]
    elif path:
        paths = [path, *(path + end for end in _ENDPOINTS)]
    else:
        paths = [*_ENDPOINTS, "/"]
    return Place(
        named[-1] if named else GRAPH,
        bool(named),
        tuple(urlunsplit((parts.scheme, parts.netloc, one, rest, "")) for one in paths),
        address,
    )


def _base(query: str) -> str:
    path = urlsplit(query).path.rstrip("/")
    for end in _ENDPOINTS:
        path = path.removesuffix(end)
    return path
