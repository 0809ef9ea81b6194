"""The tables of a graph folder as batches of rows, and the statements that write them.

A batch is of one label, or of one type between two labels, so that each node is found by the index
of its constraint. Where nothing of the project is there yet, CREATE takes rows as lists, half the
work of MERGE, which compares whole rows and writes only those that differ.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from ontology import Model

if TYPE_CHECKING:
    import polars as pl

    from graph.folder import GraphFolder

BATCH = 5000
_ENDS = ("from", "to")
_LABELS = ("from_label", "to_label")


@dataclass(frozen=True)
class Table:
    """Rows of one label, or of one type between two labels (`ends`), without empty columns."""

    name: str
    kind: Literal["nodes", "edges"]
    rows: pl.DataFrame
    ends: tuple[str, str] | None = None

    def create(self) -> str:
        """The statement that makes rows which are not there; its rows are lists."""
        names = [name for name in self.rows.columns if name not in _ENDS]
        first = len(self.rows.columns) - len(names)
        made = ", ".join(f"`{name}`: r[{at}]" for at, name in enumerate(names, first))
        if self.ends is None:
            return f"UNWIND $rows AS r CREATE (:`{self.name}` {{{made}}})"
        return f"UNWIND $rows AS r {self._match()} CREATE (a)-[:`{self.name}` {{{made}}}]->(b)"

    def merge(self) -> str:
        """The statement that makes or corrects rows, and returns how many it has corrected."""
        if self.ends is None:
            found = f"UNWIND $rows AS p MERGE (x:`{self.name}` {{id: p.id}})"
        else:
            found = (
                f"UNWIND $rows AS r {self._match()} WITH a, b, r[2] AS p "
                f"MERGE (a)-[x:`{self.name}` {{id: p.id}}]->(b)"
            )
        return (
            f"{found} ON CREATE SET x = p WITH x, p WHERE properties(x) <> p SET x = p "
            "RETURN count(x) AS changed"
        )

    def lists(self, start: int) -> list[Any]:
        """A batch for `create`."""
        return self.rows.slice(start, BATCH).rows()

    def maps(self, start: int) -> list[Any]:
        """A batch for `merge`: without nulls, since a property that is null is none."""
        batch = self.rows.slice(start, BATCH)
        if self.ends is None:
            return list(_properties(batch))
        ends = batch.select(_ENDS).rows()
        own = _properties(batch.drop(_ENDS))
        return [[*ends_of_one, one] for ends_of_one, one in zip(ends, own, strict=True)]

    def _match(self) -> str:
        assert self.ends is not None
        start, end = self.ends
        return f"MATCH (a:`{start}` {{id: r[0]}}) MATCH (b:`{end}` {{id: r[1]}})"


def node_tables(folder: GraphFolder, model: Model) -> Iterator[Table]:
    """The tables of nodes that have rows, in the order of the ontology."""
    import polars as pl

    for label in model.labels:
        rows = pl.read_parquet(folder.nodes(label))
        if rows.height:
            yield Table(label, "nodes", _filled(rows))


def edge_tables(folder: GraphFolder, relationship_type: str) -> Iterator[Table]:
    """The rows of a relationship type, a table for each pair of labels.

    They are sorted by the node that has most ties, so that a transaction touches few nodes, and two
    at a time hardly ever the same.
    """
    import polars as pl

    rows = pl.read_parquet(folder.edges(relationship_type))
    pairs = rows.partition_by(_LABELS, as_dict=True, maintain_order=True)
    for (start, end), found in sorted(pairs.items(), key=str):
        of_pair = found.drop(_LABELS).sort("to", "from", "id")
        others = [name for name in of_pair.columns if name not in _ENDS]
        table = _filled(of_pair.select(*_ENDS, *others))
        yield Table(relationship_type, "edges", table, (str(start), str(end)))


def ids(folder: GraphFolder, kind: Literal["nodes", "edges"], name: str) -> set[str]:
    """The ids of a label's or type's rows."""
    import polars as pl

    file = folder.nodes(name) if kind == "nodes" else folder.edges(name)
    return set(pl.read_parquet(file, columns=["id"])["id"].to_list())


def _filled(rows: pl.DataFrame) -> pl.DataFrame:
    empty = [column.name for column in rows if column.null_count() == rows.height]
    return rows.drop(empty)


def _properties(rows: pl.DataFrame) -> Iterator[dict[str, Any]]:
    for row in rows.iter_rows(named=True):
        yield {name: value for name, value in row.items() if value is not None}
