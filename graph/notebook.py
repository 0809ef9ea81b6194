"""A graph folder in a notebook: `from graph import open_graph`, then ask.

graph = open_graph("shequ-graph")
graph.cypher("MATCH (c:Community) RETURN c.name")      # a polars DataFrame
graph.sparql("SELECT ?c WHERE { ?c a sq:Community }")  # another
graph.gaps("uncovered-buildings").to_pandas()
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

from graph.engines import open_engine
from graph.folder import GraphFolder
from graph.statement import QueryLanguage, check
from graph.tables import read_table

if TYPE_CHECKING:
    import networkx as nx
    import polars as pl
    import rdflib

    from graph.engines import Engine, Result

_DEFAULT = "shequ-graph"
_ENGINES: dict[QueryLanguage, str] = {"cypher": "ladybug", "sparql": "oxigraph"}


def open_graph(path: str | os.PathLike[str] | None = None) -> Graph:
    """Open a graph folder: `path`, else SHEQU_GRAPH, else ./shequ-graph.

    Raises `graph.errors.UsageError` where there is none, or one of another version.
    """
    return Graph(GraphFolder.open(Path(path or os.environ.get("SHEQU_GRAPH") or _DEFAULT)))


class Graph:
    """An opened graph folder, asked in Python."""

    def __init__(self, folder: GraphFolder) -> None:
        self.folder = folder
        self._engines: dict[str, Engine] = {}

    def __enter__(self) -> Graph:
        return self

    def __exit__(self, *error: object) -> None:
        self.close()

    def __repr__(self) -> str:
        nodes = sum(self.folder.manifest["nodes"].values())
        edges = sum(self.folder.manifest["edges"].values())
        return f"<Graph {self.folder.path}: {nodes} nodes, {edges} edges>"

    def close(self) -> None:
        """Close the engines that were opened."""
        for engine in self._engines.values():
            engine.close()
        self._engines.clear()

    def sparql(self, text: str, *, timeout: float = 60) -> pl.DataFrame:
        """The answer to a SPARQL query; the prefixes of the project need not be declared.

        Raises `graph.errors.QueryError` where it is wrong, `EngineError` after `timeout` seconds.
        """
        return self._query(text, "sparql", timeout)

    def cypher(self, text: str, *, timeout: float = 60) -> pl.DataFrame:
        """The answer to a Cypher statement; raises as `sparql` does."""
        return self._query(text, "cypher", timeout)

    def gaps(
        self,
        slug: str,
        *,
        unknown: bool = False,
        community: str | None = None,
        subdistrict: str | None = None,
        span: int | None = None,
    ) -> pl.DataFrame:
        """The rows of a question: its gaps, or with `unknown` what nobody was asked about.

        `span` is how many buildings are not too many for one leader (`overstretched-posts`).
        """
        import polars as pl

        from graph.gaps import answer

        found = answer(
            self.folder,
            slug,
            self._engine("ladybug"),
            unknown=unknown,
            community=community,
            subdistrict=subdistrict,
            span=span,
        )
        return pl.DataFrame(
            found.rows, schema=list(found.keys), orient="row", infer_schema_length=None
        )

    def rdflib(self) -> rdflib.Graph:
        """All triples in rdflib's memory store, with the prefixes bound (slow on a district)."""
        from graph.engines.rdflib import read_graph

        return read_graph(self.folder)

    def networkx(self) -> nx.MultiDiGraph[str]:
        """Nodes and ties with the same identifiers: nodes have `label`, ties `type` and a key."""
        import networkx as nx

        from ontology import load_model

        found: nx.MultiDiGraph[str] = nx.MultiDiGraph()
        model = load_model()
        for label in model.labels:
            for facts in read_table(self.folder.nodes(label)).iter_rows(named=True):
                found.add_node(facts.pop("id"), label=label, **_known(facts))
        for type_ in model.relationships:
            for facts in read_table(self.folder.edges(type_)).iter_rows(named=True):
                start, end, key = (facts.pop(name) for name in ("from", "to", "id"))
                del facts["from_label"], facts["to_label"]
                found.add_edge(start, end, key, type=type_, **_known(facts))
        return found

    def _query(self, text: str, language: QueryLanguage, timeout: float) -> pl.DataFrame:
        check(text, language)
        return _frame(self._engine(_ENGINES[language]).run(text, timeout=timeout))

    def _engine(self, name: str) -> Engine:
        if name not in self._engines:
            self._engines[name] = open_engine(self.folder, name)
        return self._engines[name]


def _frame(result: Result) -> pl.DataFrame:
    import polars as pl

    columns = {name: [row[at] for row in result.rows] for at, name in enumerate(result.columns)}
    # A column of SPARQL may hold numbers and texts; then all of it is text.
    return pl.DataFrame(
        {name: pl.Series(name, _one_type(values)) for name, values in columns.items()}
    )


def _one_type(values: list[object]) -> list[Any]:
    types = {type(value) for value in values if value is not None}
    if len(types) <= 1:
        return values
    if types == {int, float}:
        return [None if value is None else float(str(value)) for value in values]
    return [None if value is None else _text(value) for value in values]


def _text(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _known(facts: dict[str, Any]) -> dict[str, Any]:
    """The attributes that have a value: networkx's writers refuse None."""
    return {name: value for name, value in facts.items() if value is not None}
