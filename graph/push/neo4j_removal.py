"""What is in the server and no longer in the graph, and what of it can be removed.

The project's own are told by their ids, which begin with the base of the graph and the word of
their label or type: a node or tie of somebody else may have the same label or type, and stays, and
so does that of a graph whose base begins with this one's.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

from graph.push.neo4j_tables import BATCH, identities
from ontology import Model, load_model

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


def own(session: Any, folder: GraphFolder, kind: Kind, name: str) -> int:
    """How many of a label or type are the project's."""
    text = f"MATCH {_PATTERN[kind].format(name)} WHERE x.id STARTS WITH $begin RETURN count(x)"
    begin = _beginning(folder, kind, name)
    return int(session.execute_read(lambda one: one.run(text, begin=begin).single()[0]))


def gone(session: Any, folder: GraphFolder, kind: Kind, name: str) -> list[str]:
    """The server's names of the project's own that the graph does not have, or has once only.

    A tie between other ends than the graph's is not the graph's, whatever its id.
    """
    begin = _beginning(folder, kind, name)
    ends = ", startNode(x).id, endNode(x).id" if kind == "edges" else ""
    text = (
        f"MATCH {_PATTERN[kind].format(name)} WHERE x.id STARTS WITH $begin "
        f"RETURN elementId(x), x.id{ends}"
    )
    waiting = identities(folder, kind, name)

    def read(transaction: Any) -> list[str]:
        # a copy of a tie can only come from outside, and is one too many
        left = set(waiting)
        found = []
        for element, *identity in transaction.run(text, begin=begin):
            if tuple(identity) in left:
                left.remove(tuple(identity))
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


def _beginning(folder: GraphFolder, kind: Kind, name: str) -> str:
    """How the ids of a label's or type's rows begin (`loaders.identity`)."""
    model = load_model()
    slug = model.labels[name].slug if kind == "nodes" else model.relationships[name].slug
    return f"{folder.manifest['base']}{slug}/"
