"""Of which graph, by which engine and about which part of it a command asks."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from graph.commands.settings import current

if TYPE_CHECKING:
    from graph import engines
    from graph.folder import GraphFolder

DEFAULT_ENGINE = "ladybug"


@dataclass(frozen=True)
class Asking:
    """Of which graph, by which engine and for how long, and about which part of it to ask.

    `path` is the graph folder as the user named it, `span` how many buildings are not too many,
    `database` one of a Neo4j server's.
    """

    path: Path
    folder: GraphFolder
    engine: str = DEFAULT_ENGINE
    timeout: float | None = None
    community: str | None = None
    subdistrict: str | None = None
    span: int | None = None
    database: str | None = None

    @contextmanager
    def opened(self) -> Iterator[engines.Engine]:
        """The engine, opened, with the time limit on every query; a moving line meanwhile."""
        from graph.engines import open_engine
        from graph.language import say
        from graph.progress import progress

        engine = open_engine(self.folder, self.engine, database=self.database)
        try:
            with progress(quiet=current.quiet) as doing:
                doing(say("command_progress_asking"))
                yield engine if self.timeout is None else _Limited(engine, self.timeout)
        finally:
            engine.close()

    @contextmanager
    def opened_for(self, slug: str) -> Iterator[engines.Engine | None]:
        """The engine for one question, whose list and figure are of one answer; None: needs none.

        What the load could not resolve is in the folder, and no engine is asked.
        """
        from graph.engines.remembering import Remembering
        from graph.question import question

        if question(slug).reads == "issues":
            yield None
            return
        with self.opened() as engine:
            yield Remembering(engine)

    def notes(self, *, spanned: bool = True) -> list[str]:
        """The lines under a title: the date, where the rows come from, and what was left out.

        Where nothing below is `spanned`, nothing is said of the span.
        """
        from graph.language import say

        manifest = self.folder.manifest
        lines = [
            say(
                "command_gaps_date",
                date=manifest["date"],
                graph=self.path,
                files=len(manifest["files"]),
            )
        ]
        if self.community is not None:
            lines.append(say("command_gaps_of_community", name=self.community))
        if self.subdistrict is not None:
            lines.append(say("command_gaps_of_subdistrict", name=self.subdistrict))
        if spanned and self.span is not None:
            lines.append(say("gaps_span_note", span=self.span))
        return lines


class _Limited:
    """An engine of whose queries none may take longer than a limit."""

    def __init__(self, engine: engines.Engine, limit: float) -> None:
        self._engine = engine
        self._limit = limit
        self.name = engine.name
        self.language = engine.language

    def run(self, text: str, *, timeout: float | None = None) -> engines.Result:
        """Run a query within the limit."""
        return self._engine.run(text, timeout=timeout if timeout is not None else self._limit)

    def close(self) -> None:
        """Close the engine."""
        self._engine.close()
