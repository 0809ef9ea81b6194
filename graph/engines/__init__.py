"""Engines that answer queries about a graph folder, each behind the same small interface."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, Protocol

from graph.errors import UsageError

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


def open_engine(folder: GraphFolder, name: str) -> Engine:
    """The engine of that name for a graph folder; its index is made now if it is missing or stale.

    Raises `UsageError` for a name that is no engine, `EngineError` where the index can't be made.
    """
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
