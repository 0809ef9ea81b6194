"""The engines over tables in memory, quick enough for thousands of generated graphs.

Neo4j and the SPARQL stores are servers that run already; the others are in this process.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any, Literal

import polars as pl

from graph.engines import Result
from graph.engines.build_ladybug import schema
from graph.engines.endpoint import EndpointEngine
from graph.engines.terms import literal_value
from graph.rdf import edge_triples, node_triples
from graph.remote import address
from ontology import load_model
from tests.servers.neo4j_server import Neo4jServer
from tests.servers.sparql_store import SparqlStore

Tables = dict[str, pl.DataFrame]
_ENDS = ("from", "to", "from_label", "to_label")


class _Remembering:
    """Asks each query once a graph, however often the runner asks it."""

    def __init__(self) -> None:
        self.answers: dict[str, Result] = {}

    def run(self, text: str, *, timeout: float | None = None) -> Result:
        if text not in self.answers:
            self.answers[text] = self._ask(text)
        return self.answers[text]

    def _ask(self, text: str) -> Result:
        raise NotImplementedError

    def close(self) -> None:
        self.answers.clear()


class MemoryLadybug(_Remembering):
    """One database; `load` replaces what is in it."""

    name = "ladybug"
    language: Literal["cypher", "sparql"] = "cypher"

    # What is deleted leaves its room in the buffer pool; a new database begins afresh.
    loads_a_database = 15

    def __init__(self) -> None:
        super().__init__()
        self.loads = 0
        self.connection: Any = None

    def load(self, nodes: Tables, edges: Tables) -> None:
        self.answers.clear()
        if self.loads % self.loads_a_database == 0:
            self._begin()
        else:
            self.connection.execute("MATCH (n) DETACH DELETE n")
        self.loads += 1
        for label, table in nodes.items():
            if not table.is_empty():
                names = ", ".join(f"{name}: r.{name}" for name in _filled(table))
                self.connection.execute(
                    f"UNWIND $rows AS r CREATE (:{label} {{{names}}})", {"rows": table.to_dicts()}
                )
        for type_, table in edges.items():
            for (start, end), rows in table.group_by("from_label", "to_label"):
                names = ", ".join(
                    f"{name}: r.{name}" for name in _filled(rows) if name not in _ENDS
                )
                renamed = rows.rename({"from": "f", "to": "t"}).to_dicts()
                self.connection.execute(
                    f"UNWIND $rows AS r MATCH (a:{start} {{id: r.f}}), (b:{end} {{id: r.t}}) "
                    f"CREATE (a)-[:{type_} {{{names}}}]->(b)",
                    {"rows": renamed},
                )

    def _ask(self, text: str) -> Result:
        found: Any = self.connection.execute(text)
        rows = [tuple(_number(value) for value in row) for row in found.get_all()]
        return Result(tuple(found.get_column_names()), rows)

    def close(self) -> None:
        if self.connection is not None:
            self.connection.close()

    def _begin(self) -> None:
        import ladybug

        self.close()
        self.connection = ladybug.Connection(
            ladybug.Database(":memory:", buffer_pool_size=1 << 30, max_num_threads=1)
        )
        for statement in schema(load_model()):
            self.connection.execute(statement)


class MemoryOxigraph(_Remembering):
    name = "oxigraph"
    language: Literal["cypher", "sparql"] = "sparql"

    def load(self, nodes: Tables, edges: Tables) -> None:
        self.answers.clear()
        import pyoxigraph

        self.store = pyoxigraph.Store()
        self.store.load(ntriples(nodes, edges).encode(), format=pyoxigraph.RdfFormat.N_TRIPLES)

    def _ask(self, text: str) -> Result:
        found: Any = self.store.query(text)
        names = tuple(variable.value for variable in found.variables)
        return Result(names, [tuple(_value(term) for term in row) for row in found])


class MemoryRdflib(_Remembering):
    name = "rdflib"
    language: Literal["cypher", "sparql"] = "sparql"

    def __init__(self) -> None:
        super().__init__()
        self.prepared: dict[str, Any] = {}

    def load(self, nodes: Tables, edges: Tables) -> None:
        self.answers.clear()
        import rdflib

        # as the engine reads it: a gYear keeps its form
        rdflib.NORMALIZE_LITERALS = False
        self.graph = rdflib.Graph()
        self.graph.parse(data=ntriples(nodes, edges), format="nt")

    def _ask(self, text: str) -> Result:
        from rdflib.plugins.sparql import prepareQuery

        if text not in self.prepared:
            self.prepared[text] = prepareQuery(text)
        found: Any = self.graph.query(self.prepared[text])
        names = tuple(str(variable) for variable in found.vars)
        return Result(names, [tuple(_python(term) for term in row) for row in found])


class MemoryNeo4j(_Remembering):
    """A running server; `load` replaces whatever is in its database."""

    name = "neo4j"
    language: Literal["cypher", "sparql"] = "cypher"

    def __init__(self, server: Neo4jServer) -> None:
        super().__init__()
        self.driver = server.driver()
        # a graph that lacks a label is no reason for a warning
        self.session = self.driver.session(notifications_min_severity="OFF")

    def load(self, nodes: Tables, edges: Tables) -> None:
        """In one transaction and three round trips; a property that is null is left out."""
        self.answers.clear()
        things = [
            {"label": label, "columns": _present(row)}
            for label, table in nodes.items()
            for row in table.to_dicts()
        ]
        ties = [
            {"type": type_, "from": row["from"], "to": row["to"], "columns": _present(row, _ENDS)}
            for type_, table in edges.items()
            for row in table.to_dicts()
        ]
        with self.session.begin_transaction() as transaction:
            transaction.run("MATCH (n) DETACH DELETE n")
            transaction.run(
                "UNWIND $things AS thing CREATE (n:$(thing.label)) SET n = thing.columns",
                things=things,
            )
            transaction.run(
                "UNWIND $ties AS tie MATCH (a {id: tie.from}) MATCH (b {id: tie.to}) "
                "CREATE (a)-[r:$(tie.type)]->(b) SET r = tie.columns",
                ties=ties,
            )
            transaction.commit()

    def _ask(self, text: str) -> Result:
        # the plan of one tiny graph does for the next: planning takes longer than answering
        found = self.session.run(f"CYPHER replan=skip {text}")
        return Result(tuple(found.keys()), [tuple(record.values()) for record in found])

    def close(self) -> None:
        super().close()
        self.session.close()
        self.driver.close()


class MemoryEndpoint(_Remembering):
    """The default graph of a running SPARQL store; `load` replaces whatever the store has."""

    language: Literal["cypher", "sparql"] = "sparql"

    def __init__(self, server: SparqlStore) -> None:
        super().__init__()
        self.server = server
        self.name = server.name.lower()
        self.engine = EndpointEngine(address(server.uri))

    def load(self, nodes: Tables, edges: Tables) -> None:
        """By the standard's own update, which every store has."""
        self.answers.clear()
        self.server.update(f"CLEAR ALL; INSERT DATA {{ {ntriples(nodes, edges)} }}")
        self.engine.close()  # what it has found out about the store was of the last graph

    def _ask(self, text: str) -> Result:
        return self.engine.run(text)


Store = MemoryLadybug | MemoryOxigraph | MemoryRdflib | MemoryNeo4j | MemoryEndpoint


def _present(row: dict[str, Any], without: tuple[str, ...] = ()) -> dict[str, Any]:
    return {key: each for key, each in row.items() if each is not None and key not in without}


def ntriples(nodes: Tables, edges: Tables) -> str:
    return "".join(f"{line}\n" for line in _lines(nodes, edges))


def _lines(nodes: Tables, edges: Tables) -> Iterator[str]:
    model = load_model()
    for label, table in nodes.items():
        for lines in node_triples(model, label, table):
            yield from lines
    for type_, table in edges.items():
        for lines in edge_triples(model, type_, table):
            yield from lines


def _filled(table: pl.DataFrame) -> list[str]:
    """The columns with a value: a parameter that is always null has no type in Ladybug."""
    return [name for name in table.columns if table[name].null_count() < table.height]


def _number(value: object) -> object:
    return int(value) if isinstance(value, Decimal) else value


def _value(term: Any) -> object:
    from pyoxigraph import Literal

    if isinstance(term, Literal):
        return literal_value(term.value, term.datatype.value)
    return None if term is None else term.value


def _python(term: Any) -> object:
    import rdflib

    if isinstance(term, rdflib.Literal):
        return literal_value(str(term), None if term.datatype is None else str(term.datatype))
    return None if term is None else str(term)
