"""Pushing a graph folder into a server: what it holds afterwards is the graph, and nothing less.

A push may be repeated: it changes only what differs. One that was cut off is ended by the next.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from graph.errors import UsageError

if TYPE_CHECKING:
    from graph.folder import GraphFolder
    from graph.remote import Address

Progress = Callable[[str], None]


@dataclass(frozen=True)
class Part:
    """What became of one table: how many rows it has, and what the push did in the server.

    `kind` is what the rows are there. `removed` were in the server and no longer in the graph;
    `left` are such that were not removed (`--keep`, or somebody else's ties hang on them).
    """

    name: str
    kind: Literal["nodes", "edges", "triples"]
    total: int
    created: int = 0
    changed: int = 0
    removed: int = 0
    left: int = 0

    @property
    def unchanged(self) -> int:
        """The rows that were there as they are."""
        return self.total - self.created - self.changed


@dataclass(frozen=True)
class Pushed:
    """The account of a push; `notes` are sentences for whoever reads it, in the chosen language."""

    server: str
    database: str | None
    parts: tuple[Part, ...]
    notes: tuple[str, ...] = ()

    def sum(self, kind: str, what: str) -> int:
        """The sum of `created`, `changed`, … over the parts of a kind."""
        return sum(int(getattr(part, what)) for part in self.parts if part.kind == kind)


class PushStopped(KeyboardInterrupt):
    """Ctrl-C during a push: how many of how many rows the server has."""

    def __init__(self, done: int, of: int) -> None:
        super().__init__()
        self.done = done
        self.of = of


def steps(folder: GraphFolder, server: Address) -> int | None:
    """How often a push will tell its progress; None where that is not known before."""
    if server.kind == "neo4j":
        from graph.push.neo4j import steps as of_neo4j

        return of_neo4j(folder)
    return None


def push(
    folder: GraphFolder,
    server: Address,
    *,
    database: str | None = None,
    keep: bool = False,
    progress: Progress = lambda text: None,
) -> Pushed:
    """Make a server hold the graph of a folder; `keep` leaves what is no longer in the graph.

    `database` names one of a Neo4j server's databases, else its default; `progress` is told what
    begins. Raises `UsageError` for a database where there are none, `EngineError` where the server
    is down, refuses, or ends in the middle, `PushStopped` at Ctrl-C.
    """
    from graph.push.copy import copied

    if server.kind == "neo4j":
        from graph.push.neo4j import push_neo4j

        with copied(folder) as tables:
            return push_neo4j(tables, server, database=database, keep=keep, progress=progress)
    if database is not None:
        raise UsageError("push_no_databases", uri=server.uri)
    from graph.push.sparql import push_sparql

    with copied(folder) as tables:
        return push_sparql(tables, server, keep=keep, progress=progress)
