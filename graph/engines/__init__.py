"""Engines that answer queries about a graph folder, each behind the same small interface."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, Protocol

from graph.errors import UsageError
from graph.remote import address, is_address

if TYPE_CHECKING:
    from graph.folder import GraphFolder

NAMES = ("ladybug", "oxigraph", "rdflib")


@dataclass(frozen=True)
class Result:
    """The answer to a query: its columns, and rows of str, int, float, bool, None or lists."""

    columns: tuple[str, ...]
    rows: list[tuple[object, ...]]


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
        """Let go of files and memory; a closed engine opens again when it is next asked."""
        ...


def open_engine(folder: GraphFolder, name: str, *, database: str | None = None) -> Engine:
    """The engine of that name for a graph folder, or the server at that address.

    The index of an embedded engine is made now if it is missing or stale. `database` names one of
    a Neo4j server's databases, else its default. Raises `UsageError` for a name that is no engine,
    `EngineError` where the index can't be made, or the server does not answer or is known to hold
    another graph than the folder.
    """
    if is_address(name):
        server = address(name)
        if server.kind == "neo4j":
            from graph.engines.neo4j import Neo4jEngine

            engine = Neo4jEngine(server, database=database)
            try:
                engine.check(folder)
            except BaseException:
                engine.close()
                raise
            return engine
        from graph.engines.endpoint import EndpointEngine

        return EndpointEngine(server)
    if name == "ladybug":
        from graph.engines.ladybug import LadybugEngine

        return LadybugEngine(folder)
    if name == "oxigraph":
        from graph.engines.oxigraph import OxigraphEngine

        return OxigraphEngine(folder)
    if name == "rdflib":
        from graph.engines.rdflib import RdflibEngine

        return RdflibEngine(folder)
    raise UsageError("engine_unknown", name=name, known=", ".join(NAMES))


def language_of(name: str) -> Literal["cypher", "sparql"]:
    """The language of the engine of that name, or at that address, without opening it.

    Raises `UsageError` for a name that is no engine.
    """
    if is_address(name):
        return "cypher" if address(name).kind == "neo4j" else "sparql"
    if name not in NAMES:
        raise UsageError("engine_unknown", name=name, known=", ".join(NAMES))
    return "cypher" if name == "ladybug" else "sparql"
