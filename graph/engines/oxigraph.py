"""SPARQL by Oxigraph, embedded: its store is made at the first SPARQL query, then only read."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from graph.allowed_sparql import oxigraph_syntax_error
from graph.engines import Result
from graph.engines.child import Ready, run, serve
from graph.engines.index import index_path
from graph.engines.terms import literal_value
from graph.errors import EngineError
from graph.rdf import PREFIXES

if TYPE_CHECKING:
    from pyoxigraph import Store

    from graph.folder import GraphFolder

_STORE = "store"


class OxigraphEngine:
    """See `graph.engines.Engine`."""

    name = "oxigraph"
    language: Literal["sparql"] = "sparql"

    def __init__(self, folder: GraphFolder) -> None:
        self._index = index_path(folder, self.name, "pyoxigraph", lambda new: build(folder, new))
        self._store: Store | None = None

    def run(self, text: str, *, timeout: float | None = None) -> Result:
        """Answer a SPARQL query; see `graph.engines.Engine.run`."""
        if timeout is not None:
            request = {"index": str(self._index), "text": text}
            answer = run(self.name, __name__, request, timeout=timeout)
            return Result(tuple(answer["columns"]), [tuple(row) for row in answer["rows"]])
        if self._store is None:
            self._store = _open(self._index)
        return _ask(self._store, text)

    def close(self) -> None:
        """Close the store."""
        self._store = None


def build(folder: GraphFolder, new: Path) -> None:
    """Make the store in the folder `new`, in a child process that may crash.

    The triples pass through a file: Oxigraph reads one on all cores, and memory stays small.
    """
    from graph.rdf import write_ntriples

    triples = new / "triples.nt"
    with triples.open("wb") as target:
        write_ntriples(folder, target)
    request = {"triples": str(triples), "store": str(new / _STORE)}
    run("oxigraph", "graph.engines.build_oxigraph", request)
    triples.unlink()


def _open(index: Path) -> Store:
    from pyoxigraph import Store

    try:
        return Store.read_only(str(index / _STORE))
    except (OSError, RuntimeError) as error:
        raise EngineError(
            "engine_index_unreadable", engine="oxigraph", path=index, reason=str(error)
        ) from error


def _ask(store: Store, text: str) -> Result:
    from pyoxigraph import QueryBoolean, QueryTriples

    try:
        answer = store.query(text, prefixes=PREFIXES)
        if isinstance(answer, QueryBoolean):
            return Result(("answer",), [(bool(answer),)])
        if isinstance(answer, QueryTriples):
            return Result(
                ("subject", "predicate", "object"),
                [
                    (value(triple.subject), value(triple.predicate), value(triple.object))
                    for triple in answer
                ],
            )
        columns = tuple(variable.value for variable in answer.variables)
        return Result(columns, [tuple(value(term) for term in row) for row in answer])
    except SyntaxError as error:
        raise oxigraph_syntax_error(text, str(error)) from error
    except (OSError, RuntimeError) as error:
        raise EngineError("engine_failed", engine="oxigraph", reason=str(error)) from error


def value(term: Any) -> object:
    """A term of Oxigraph's as a Python value; None where a variable has none."""
    from pyoxigraph import Literal, NamedNode

    if term is None or isinstance(term, NamedNode):
        return None if term is None else term.value
    if isinstance(term, Literal):
        return literal_value(term.value, term.datatype.value)
    return str(term)


def _answer(request: dict[str, Any], ready: Ready) -> dict[str, Any]:
    store = _open(Path(request["index"]))
    ready()
    result = _ask(store, request["text"])
    return {"columns": result.columns, "rows": result.rows}


if __name__ == "__main__":
    serve(_answer)
