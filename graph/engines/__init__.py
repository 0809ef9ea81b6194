"""Engines that answer queries about a graph folder, each behind the same small interface."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, Protocol

from graph.errors import EngineError, UsageError
from graph.remote import Address, address, is_address, masked

if TYPE_CHECKING:
    from graph.folder import GraphFolder

NAMES = ("ladybug", "oxigraph", "rdflib")


@dataclass(frozen=True)
class Result:
    """The answer to a query: its columns, and rows of str, int, float, bool, None or lists."""

    columns: tuple[str, ...]
    rows: list[tuple[object, ...]]


@dataclass(frozen=True)
class Record:
    """What a push leaves in a server beside the graph: of which tables it is, and when it is whole.

    `more` is how much else there is that questions count, left by --keep or somebody else's.
    `push` tells two pushes of the same tables apart, where a server's record says it.
    """

    base: str
    tables: str | None
    date: str | None
    more: int = 0
    whole: bool = True
    push: str | None = None


class Engine(Protocol):
    """Answers statements in one language. The statement has been checked (`graph.statement`)."""

    @property
    def name(self) -> str:
        """The name that `--engine` takes."""
        ...

    @property
    def language(self) -> Literal["cypher", "sparql"]:
        """The language that it answers."""
        ...

    def run(self, text: str, *, timeout: float | None = None) -> Result:
        """Answer a statement.

        With a timeout, in seconds, it runs in a child process that is ended when they are over, so
        that neither an endless query nor a crash of the engine reaches this process. Without, it
        runs here: quicker, and meant for the questions that are shipped.

        Raises `QueryError` where the statement is wrong, `EngineError` where the engine fails.
        """
        ...

    def close(self) -> None:
        """Let go of files and memory; a closed engine opens again when it is next asked.

        Raises `EngineError` where a server's graph has been changed since the engine was opened,
        so that its answers are not of one graph.
        """
        ...


def _on_stderr(note: str) -> None:
    print(note, file=sys.stderr)


def open_engine(
    folder: GraphFolder,
    name: str,
    *,
    database: str | None = None,
    tell: Callable[[str], None] = _on_stderr,
) -> Engine:
    """The engine of that name for a graph folder, or the server at that address.

    The index of an embedded engine is made now if it is missing or stale. `database` names one of
    a Neo4j server's databases, else its default; `tell` is told what is to be said beside the
    answers of a server. Raises `UsageError` for a name that is no engine, `EngineError` where the
    index can't be made, or the server does not answer or is known to hold another graph.
    """
    if is_address(name):
        return _server(folder, address(name), database, tell)
    if name == "ladybug":
        from graph.engines.ladybug import LadybugEngine

        return LadybugEngine(folder)
    if name == "oxigraph":
        from graph.engines.oxigraph import OxigraphEngine

        return OxigraphEngine(folder)
    if name == "rdflib":
        from graph.engines.rdflib import RdflibEngine

        return RdflibEngine(folder)
    raise UsageError("engine_unknown", name=masked(name), known=", ".join(NAMES))


def language_of(name: str) -> Literal["cypher", "sparql"]:
    """The language of the engine of that name, or at that address, without opening it.

    Raises `UsageError` for a name that is no engine.
    """
    if is_address(name):
        return "cypher" if address(name).kind == "neo4j" else "sparql"
    if name not in NAMES:
        raise UsageError("engine_unknown", name=masked(name), known=", ".join(NAMES))
    return "cypher" if name == "ladybug" else "sparql"


def compare(record: Record | None, folder: GraphFolder, uri: str) -> list[str]:
    """What to say beside the answers of a server that has this record, or none.

    Raises `EngineError` where it is of another graph than the folder's, or of one not yet whole.
    What came there by other ways than a push has no record, and is taken as it is.
    """
    from graph.language import say

    manifest = folder.manifest
    if record is None:
        date = manifest["date"]
        return [say("remote_note_no_record", uri=uri, graph=folder.path, date=date)]
    if record.base == manifest["base"] and not record.whole:
        raise EngineError("remote_incomplete", uri=uri, graph=folder.path)
    if (record.base, record.tables) != (manifest["base"], manifest["tables"]):
        date = record.date or "—"
        raise EngineError("remote_other_graph", uri=uri, graph=folder.path, date=date)
    return [say("remote_note_more", uri=uri, count=record.more)] if record.more else []


def _server(
    folder: GraphFolder, server: Address, database: str | None, tell: Callable[[str], None]
) -> Engine:
    from graph.engines.endpoint import EndpointEngine
    from graph.engines.neo4j import Neo4jEngine

    engine: Neo4jEngine | EndpointEngine = (
        Neo4jEngine(server, database=database) if server.kind == "neo4j" else EndpointEngine(server)
    )
    try:
        notes = engine.check(folder)
    except BaseException:
        engine.close()
        raise
    for note in notes:
        tell(note)
    return engine
