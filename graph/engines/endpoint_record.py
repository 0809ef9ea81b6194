"""What a push leaves in a SPARQL store beside the graph, in two tiny graphs of their own.

`…/record` says of which tables the graph is. `…/unfinished` is there while it is not whole: it has
the mark of the push that is at work, or of one that was cut off.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from graph.engines import Record

if TYPE_CHECKING:
    from graph.engines.endpoint import Endpoint
    from graph.engines.endpoint_http import Deadline

_TERMS = "https://w3id.org/shequ/push#"
_ALL = "SELECT ?s ?p ?o { ?s ?p ?o }"


@dataclass(frozen=True)
class State:
    """The marks of pushes that have not ended, and the record of the last that has."""

    marks: frozenset[str]
    record: Record | None


def read_state(endpoint: Endpoint, deadline: Deadline | None = None) -> State:
    """What stands beside the graph of a store now; a record that is none counts as no record."""
    place = endpoint.place
    marks = frozenset(str(row[0]) for row in endpoint.select(_ALL, place.unfinished, deadline))
    rows = endpoint.select(_ALL, place.record, deadline)
    said = {str(name).removeprefix(_TERMS): value for _, name, value in rows}
    more = said.get("more")
    record = None
    if {"base", "tables", "date"} <= said.keys() and isinstance(more, int):
        base, tables, date = (str(said[name]) for name in ("base", "tables", "date"))
        record = Record(base, tables, date, more, not marks, str(rows[0][0]))
    return State(marks, record)


def record_triples(record: Record) -> str:
    """The record as triples, as they stand in an update."""
    from pyoxigraph import Literal

    said = {name: getattr(record, name) for name in ("base", "tables", "date", "more")}
    return " ".join(
        f"<{record.push}> <{_TERMS}{name}> {Literal(value)} ." for name, value in said.items()
    )
