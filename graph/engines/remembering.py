"""An engine that runs the same text once: a list, its figure and its places are of one answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from graph.engines import Engine, Result


class Remembering:
    """Asks another engine, and keeps what it has answered until it is closed."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._results: dict[str, Result] = {}
        self.name = engine.name
        self.language = engine.language

    def run(self, text: str, *, timeout: float | None = None) -> Result:
        """The answer to a statement, asked for now or before."""
        if text not in self._results:
            self._results[text] = self._engine.run(text, timeout=timeout)
        return self._results[text]

    def close(self) -> None:
        """Close the engine, and forget."""
        self._results.clear()
        self._engine.close()
