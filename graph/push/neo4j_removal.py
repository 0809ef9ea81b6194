"""What is in the server and no longer in the graph, and what of it can be removed.

The project's own are told by their ids, which begin with the base of the graph: a node or tie of
somebody else may have the same label or type, and stays.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

from graph.push.neo4j_tables import BATCH, ids
from ontology import Model

if TYPE_CHECKING:
    from graph.folder import GraphFolder

Kind = Literal["nodes", "edges"]
_PATTERN = {"nodes": "(x:`{}`)", "edges": "()-[x:`{}`]->()"}
_DELETE = {
    # A tie of somebody else hangs on a node: then it is not ours alone to remove.
    "nodes": "MATCH (x) WHERE elementId(x) IN $ids AND NOT EXISTS { (x)--() } DELETE x",
    "edges": "MATCH ()-[x]->() WHERE elementId(x) IN $ids DELETE x",
}


def totals(session: Any, model: Model) -> dict[str, int]:
    """How many nodes and ties there are of each label and type, whoever's they are."""
    # counted before it is named: grouped by a name, nothing is no row instead of 0
    parts = [
        f"MATCH {_PATTERN[kind].format(name)} WITH count(x) AS total RETURN '{name}' AS name, total"
        for kind, names in (("nodes", model.labels), ("edges", model.relationships))
        for name in names
    ]
    text = " UNION ALL ".join(parts)
    return dict(session.execute_read(lambda one: [row.values() for row in one.run(text)]))


def own(session: Any, kind: Kind, name: str, base: str) -> int:
    """How many of a label or type are the project's."""
    text = f"MATCH {_PATTERN[kind].format(name)} WHERE x.id STARTS WITH $base RETURN count(x)"
    return int(session.execute_read(lambda one: one.run(text, base=base).single()[0]))


def gone(session: Any, folder: GraphFolder, kind: Kind, name: str) -> list[str]:
    """The server's names of the project's own that the graph does not have, or has once only."""
    base = folder.manifest["base"]
    text = (
        f"MATCH {_PATTERN[kind].format(name)} WHERE x.id STARTS WITH $base "
        "RETURN elementId(x), x.id"
    )
    waiting = ids(folder, kind, name)

    def read(transaction: Any) -> list[str]:
        # a copy of a tie can only come from outside, and is one too many
        left = set(waiting)
        found = []
        for element, id_ in transaction.run(text, base=base):
            if id_ in left:
                left.remove(id_)
            else:
                found.append(str(element))
        return found

    elements: list[str] = session.execute_read(read)
    return elements


def remove(session: Any, kind: Kind, elements: list[str]) -> int:
    """Remove nodes or ties; how many it could."""
    removed = 0
    for start in range(0, len(elements), BATCH):
        batch = elements[start : start + BATCH]
        counters = session.execute_write(
            lambda one, batch=batch: one.run(_DELETE[kind], ids=batch).consume().counters
        )
        removed += counters.nodes_deleted if kind == "nodes" else counters.relationships_deleted
    return removed
