"""A small graph with hostile names, a push of it into a SPARQL store, and what is there then."""

from __future__ import annotations

from typing import Any

import polars as pl

from graph.engines import open_engine
from graph.folder import GraphFolder
from graph.push import Part, Pushed, push
from graph.remote import address
from tests.graph.stores import ntriples
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


def opened(folder: GraphFolder, uri: str) -> list[str]:
    """What is said beside the answers of a store when it is asked for a folder's graph."""
    told: list[str] = []
    open_engine(folder, uri, tell=told.append).close()
    return told
