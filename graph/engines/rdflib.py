"""SPARQL by rdflib's own memory store: slow on a district, and the reading researchers know."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from graph.engines import Result
from graph.engines.child import Ready, run, serve
from graph.engines.terms import literal_value
from graph.errors import QueryError
from graph.rdf import PREFIXES

if TYPE_CHECKING:
    import rdflib

    from graph.folder import GraphFolder


class RdflibEngine:
    """See `graph.engines.Engine`. The triples are read into memory at the first query."""

    name = "rdflib"
    language: Literal["sparql"] = "sparql"

    def __init__(self, folder: GraphFolder) -> None:
        self._folder = folder
        self._graph: rdflib.Graph | None = None

    def run(self, text: str, *, timeout: float | None = None) -> Result:
        """Answer a SPARQL query; see `graph.engines.Engine.run`."""
        if timeout is not None:
            request = {"folder": str(self._folder.path), "text": text}
            answer = run(self.name, __name__, request, timeout=timeout)
            return Result(tuple(answer["columns"]), [tuple(row) for row in answer["rows"]])
        if self._graph is None:
            self._graph = read_graph(self._folder)
        return _ask(self._graph, text)

    def close(self) -> None:
        """Forget the triples."""
        self._graph = None


def read_graph(folder: GraphFolder) -> rdflib.Graph:
    """All triples of a graph folder in rdflib's memory store, with the prefixes bound."""
    import io

    import rdflib
    from pyoxigraph import Literal as OxigraphLiteral
    from pyoxigraph import RdfFormat, parse

    from graph.rdf import triples, write_lines

    graph = rdflib.Graph()
    for prefix, namespace in PREFIXES.items():
        graph.bind(prefix, namespace, override=True, replace=True)
    known: dict[str, rdflib.URIRef] = {}

    def node(iri: str) -> rdflib.URIRef:
        if iri not in known:
            known[iri] = rdflib.URIRef(iri)
        return known[iri]

    def term(value: Any) -> rdflib.URIRef | rdflib.Literal:
        if not isinstance(value, OxigraphLiteral):
            return node(value.value)
        if value.language is not None:
            return rdflib.Literal(value.value, lang=value.language)
        # A plain string is without datatype in rdflib, as it is in Turtle and SPARQL.
        string = value.datatype.value == PREFIXES["xsd"] + "string"
        datatype = None if string else node(value.datatype.value)
        return rdflib.Literal(value.value, datatype=datatype, normalize=False)

    # Oxigraph's parser is many times quicker than rdflib's; the store and the query are rdflib's.
    for lines in triples(folder):
        text = io.BytesIO()
        write_lines(lines, text)
        for triple in parse(text.getvalue(), format=RdfFormat.N_TRIPLES):
            graph.add((term(triple.subject), term(triple.predicate), term(triple.object)))
    return graph


def _ask(graph: rdflib.Graph, text: str) -> Result:
    from pyparsing import ParseException

    try:
        answer: Any = graph.query(text, initNs=PREFIXES)
        if answer.type == "ASK":
            return Result(("answer",), [(bool(answer.askAnswer),)])
        if answer.type in ("CONSTRUCT", "DESCRIBE"):
            columns: tuple[str, ...] = ("subject", "predicate", "object")
        else:
            columns = tuple(str(variable) for variable in answer.vars or ())
        return Result(columns, [tuple(_value(term) for term in row) for row in answer])
    except ParseException as error:
        from graph.place import place

        raise QueryError("query_wrong_at", reason="SPARQL 1.1", **place(text, error.loc)) from error
    except RecursionError as error:
        raise QueryError("query_too_deep") from error


def _value(term: Any) -> object:
    import rdflib

    if isinstance(term, rdflib.Literal):
        return literal_value(str(term), None if term.datatype is None else str(term.datatype))
    if isinstance(term, rdflib.BNode):
        return f"_:{term}"
    return None if term is None else str(term)


def _answer(request: dict[str, Any], ready: Ready) -> dict[str, Any]:
    from graph.folder import GraphFolder

    graph = read_graph(GraphFolder.open(Path(request["folder"])))
    ready()
    result = _ask(graph, request["text"])
    return {"columns": result.columns, "rows": result.rows}


if __name__ == "__main__":
    serve(_answer)
