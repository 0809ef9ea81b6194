"""Cypher by a Neo4j server: its own sessions only read, and the server keeps the time."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Literal

from graph.engines import Record, Result, compare
from graph.engines.neo4j_driver import connect, explained
from graph.errors import EngineError, GraphError
from graph.interrupts import let_ctrl_c_end_waits

if TYPE_CHECKING:
    from graph.folder import GraphFolder
    from graph.remote import Address

# The node that a push leaves beside the graph: of which tables it is, and whether it is whole.
RECORD = "ShequGraph"
COMPLETE = "complete"
_STATE = f"""
MATCH (g:{RECORD}) RETURN g.base, g.tables, g.date, g.more, g.state ORDER BY g.base
"""
_ANYTHING = "MATCH (n) RETURN 1 LIMIT 1"
_PLAIN = frozenset({str, int, float, bool, type(None)})


class Neo4jEngine:
    """See `graph.engines.Engine`. `name` is the server's address."""

    language: Literal["cypher"] = "cypher"

    def __init__(self, server: Address, *, database: str | None = None) -> None:
        """Connect; raises as `graph.engines.neo4j_driver.connect`."""
        self.name = server.uri
        self._server = server
        self._database = database
        self._driver: Any = connect(server, database=database)
        # what was found there when the engine was opened; and whether it has answered since
        self._seen: list[Record] | None = None
        self._answered = False

    def run(self, text: str, *, timeout: float | None = None) -> Result:
        """Answer a Cypher query; see `graph.engines.Engine.run`. The server ends it in time."""
        self._answered = False
        result = self._ask(text, timeout)
        self._answered = True
        return result

    def check(self, folder: GraphFolder) -> list[str]:
        """What to say beside the answers; see `graph.engines.compare`.

        Raises `EngineError` unless the server holds the graph of a folder, and no other, as far as
        it tells.
        """
        self._seen = None
        found = self._records()
        if not found and not self._ask(_ANYTHING).rows:
            raise EngineError("remote_empty", uri=self.name, graph=folder.path)
        base = folder.manifest["base"]
        # where several stand side by side, that of the folder is looked at first
        of_folder = sorted(found, key=lambda one: one.base != base)
        notes = compare(of_folder[0] if found else None, folder, self.name)
        if len(found) > 1:
            bases = ", ".join(one.base for one in found)
            raise EngineError("remote_several_graphs", uri=self.name, bases=bases)
        self._seen = found
        return notes

    def close(self) -> None:
        """Close the connections; see `graph.engines.Engine.close`."""
        try:
            if self._answered and self._seen is not None and self._records() != self._seen:
                raise EngineError("remote_changed", uri=self.name)
        finally:
            self._answered = False
            if self._driver is not None:
                self._driver.close()
                self._driver = None

    def _records(self) -> list[Record]:
        return [
            Record(str(base), _word(tables), _word(date), int(str(more or 0)), state == COMPLETE)
            for base, tables, date, more, state in self._ask(_STATE).rows
        ]

    def _ask(self, text: str, timeout: float | None = None) -> Result:
        from neo4j import READ_ACCESS, unit_of_work
        from neo4j.exceptions import DriverError, Neo4jError

        if self._driver is None:
            self._driver = connect(self._server, database=self._database)
        let_ctrl_c_end_waits()

        @unit_of_work(timeout=timeout)
        def ask(transaction: Any) -> Result:
            try:
                answer = transaction.run(text)
                return Result(tuple(answer.keys()), [_row(record.values()) for record in answer])
            except Neo4jError as error:
                wrong = self._explained(error, text, timeout)
                # More memory will not be there a second later: the driver would try again.
                if wrong.key == "engine_memory":
                    raise wrong from error
                raise

        try:
            with self._driver.session(
                database=self._database, default_access_mode=READ_ACCESS
            ) as session:
                answered: Result = session.execute_read(ask)
                return answered
        except (DriverError, Neo4jError) as error:
            raise self._explained(error, text, timeout) from error

    def _explained(self, error: Exception, text: str, timeout: float | None) -> GraphError:
        wrong = explained(error, self._server, database=self._database, text=text)
        if wrong.key == "engine_timeout" and timeout is not None:
            return EngineError("engine_timeout", seconds=f"{timeout:g}")
        return wrong


def _word(value: object) -> str | None:
    return None if value is None else str(value)


def _row(values: list[Any]) -> tuple[object, ...]:
    return tuple([value if type(value) in _PLAIN else _value(value) for value in values])


def _value(value: Any) -> object:
    """A value of a type beyond texts and numbers: nodes, ties and maps become JSON, dates text."""
    from neo4j.graph import Node, Path, Relationship

    if type(value) in _PLAIN:
        return value
    if isinstance(value, Node | Relationship | Path | dict):
        return json.dumps(_facts(value), ensure_ascii=False)
    return [_value(one) for one in value] if type(value) is list else _text(value)


def _facts(value: Any) -> Any:
    """A node, tie or path without the server's own numbers and without empty properties."""
    from neo4j.graph import Node, Path, Relationship

    if isinstance(value, Path):
        parts = {"nodes": value.nodes, "rels": value.relationships}
        return {name: [_facts(one) for one in found] for name, found in parts.items()}
    if isinstance(value, Node | Relationship):
        name = ":".join(sorted(value.labels)) if isinstance(value, Node) else value.type
        return {"label": name, **_facts(_in_order(name, dict(value)))}
    if isinstance(value, dict):
        return {key: _facts(one) for key, one in value.items() if one is not None}
    if type(value) is list:
        return [_facts(one) for one in value]
    # points and durations are tuples too, which JSON would write as lists
    return value if type(value) in _PLAIN else _text(value)


def _in_order(name: str, properties: dict[str, Any]) -> dict[str, Any]:
    """Properties in the order of the ontology's columns; the server knows no order."""
    from ontology import load_model

    model = load_model()
    table = model.labels.get(name) or model.relationships.get(name)
    columns = ["id", *(column.name for column in table.columns)] if table is not None else []
    known = {column: properties[column] for column in columns if column in properties}
    return known | dict(sorted(properties.items()))


def _text(value: Any) -> str:
    from neo4j.spatial import Point

    if isinstance(value, Point):
        return f"POINT({' '.join(f'{number:.15g}' for number in value)})"
    return str(value.iso_format() if hasattr(value, "iso_format") else value)
