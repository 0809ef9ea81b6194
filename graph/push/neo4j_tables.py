"""The tables of a graph folder as batches of rows, and the statements that write them.

A batch is of one label, or of one type between two labels, so that each node is found by the index
of its constraint; the end that several ties share is looked up once. Where nothing of the project
is there yet, CREATE takes rows as lists, half the work of MERGE, which compares whole rows and
writes only those that differ.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING, Any, Literal

from graph.tables import read_table
from ontology import Model

if TYPE_CHECKING:
    import polars as pl

    from graph.folder import GraphFolder

BATCH = 5000
_ENDS = ("from", "to")
_LABELS = ("from_label", "to_label")


@dataclass(frozen=True)
class Ends:
    """What a table of ties joins. Its rows are grouped by the end of which there are fewer.

    That end is looked up and sent once a group; `near` is its column, `far` the other.
    """

    start: str
    end: str
    near: Literal["from", "to"]

    @property
    def far(self) -> str:
        """The column of the end that every row has for itself."""
        return "to" if self.near == "from" else "from"

    def match(self) -> str:
        """The part of a statement that finds both ends."""
        found = {"from": f"(a:`{self.start}` {{id: %s}})", "to": f"(b:`{self.end}` {{id: %s}})"}
        near, far = found[self.near] % "g[0]", found[self.far] % "r[0]"
        return f"UNWIND $rows AS g MATCH {near} UNWIND g[1] AS r MATCH {far}"


@dataclass(frozen=True)
class Table:
    """Rows of one label, or of one type between two labels (`ends`), without empty columns."""

    name: str
    kind: Literal["nodes", "edges"]
    rows: pl.DataFrame
    ends: Ends | None = None

    def create(self) -> str:
        """The statement that makes rows which are not there; its rows are lists."""
        names = [name for name in self.rows.columns if name not in _ENDS]
        # a tie's row begins with its far end
        first = 0 if self.ends is None else 1
        made = ", ".join(f"`{name}`: r[{at}]" for at, name in enumerate(names, first))
        if self.ends is None:
            return f"UNWIND $rows AS r CREATE (:`{self.name}` {{{made}}})"
        return f"{self.ends.match()} CREATE (a)-[:`{self.name}` {{{made}}}]->(b)"

    def merge(self) -> str:
        """The statement that makes or corrects rows, and returns how many it has corrected."""
        if self.ends is None:
            found = f"UNWIND $rows AS p MERGE (x:`{self.name}` {{id: p.id}})"
        else:
            found = (
                f"{self.ends.match()} WITH a, b, r[1] AS p "
                f"MERGE (a)-[x:`{self.name}` {{id: p.id}}]->(b)"
            )
        return (
            f"{found} ON CREATE SET x = p WITH x, p WHERE properties(x) <> p SET x = p "
            "RETURN count(x) AS changed"
        )

    def lists(self, start: int) -> list[Any]:
        """A batch for `create`."""
        batch = self.rows.slice(start, BATCH)
        if self.ends is None:
            return batch.rows()
        return _groups(batch[self.ends.near], batch.drop(self.ends.near).rows())

    def maps(self, start: int) -> list[Any]:
        """A batch for `merge`: without nulls, since a property that is null is none."""
        batch = self.rows.slice(start, BATCH)
        if self.ends is None:
            return list(_properties(batch))
        own = _properties(batch.drop(_ENDS))
        rows = zip(batch[self.ends.far].to_list(), own, strict=True)
        return _groups(batch[self.ends.near], rows)


def node_tables(folder: GraphFolder, model: Model) -> Iterator[Table]:
    """The tables of nodes that have rows, in the order of the ontology."""

    for label in model.labels:
        rows = read_table(folder.nodes(label))
        if rows.height:
            yield Table(label, "nodes", _filled(rows))


def edge_tables(folder: GraphFolder, relationship_type: str) -> Iterator[Table]:
    """The rows of a relationship type, a table for each pair of labels.

    They are sorted by the end of which there are fewer, so that a transaction touches few nodes,
    and two at a time hardly ever the same.
    """

    rows = read_table(folder.edges(relationship_type))
    pairs = rows.partition_by(_LABELS, as_dict=True)
    for (start, end), found in sorted(pairs.items(), key=str):
        fewer: Literal["from", "to"] = (
            "from" if found["from"].n_unique() < found["to"].n_unique() else "to"
        )
        ends = Ends(str(start), str(end), fewer)
        columns = [name for name in found.columns if name not in (*_ENDS, *_LABELS)]
        table = found.select(ends.near, ends.far, *columns).sort(ends.near, ends.far, "id")
        yield Table(relationship_type, "edges", _filled(table), ends)


def identities(
    folder: GraphFolder, kind: Literal["nodes", "edges"], name: str
) -> set[tuple[str, ...]]:
    """What tells a label's or type's rows apart: the id, and of a tie its ends."""

    if kind == "nodes":
        return set(read_table(folder.nodes(name), columns=["id"]).rows())
    ties = read_table(folder.edges(name), columns=["id", *_ENDS])
    return set(ties.select("id", *_ENDS).rows())


def _filled(rows: pl.DataFrame) -> pl.DataFrame:
    empty = [column.name for column in rows if column.null_count() == rows.height]
    return rows.drop(empty)


def _properties(rows: pl.DataFrame) -> Iterator[dict[str, Any]]:
    for row in rows.iter_rows(named=True):
        yield {name: value for name, value in row.items() if value is not None}


def _groups(near: pl.Series, rows: Iterable[Any]) -> list[tuple[str, list[Any]]]:
    """Rows that are sorted by their near end, as that end and its rows."""
    pairs = zip(near.to_list(), rows, strict=True)
    return [(key, [row for _, row in group]) for key, group in groupby(pairs, itemgetter(0))]
