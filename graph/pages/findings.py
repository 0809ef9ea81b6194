"""What the questions found, as the pages need it: each question is asked once."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from graph.area import Area
    from graph.engines import Engine, Result
    from graph.folder import GraphFolder

ENGINE = "ladybug"
Row = dict[str, Any]


@dataclass
class Findings:
    """What is asked of the graph for a page.

    `summary` has a row a question, `by_community` one a question and community, as
    `graph.gaps.summary` gives them; `gaps` the rows of each question; `states` slug → id → gap or
    unknown, for the things asked about; `indicators` their figures.
    """

    summary: list[Row] = field(default_factory=list)
    by_community: list[Row] = field(default_factory=list)
    gaps: dict[str, list[Row]] = field(default_factory=dict)
    states: dict[str, dict[str, str]] = field(default_factory=dict)
    indicators: list[Row] = field(default_factory=list)
    area: Area | None = None


def find(
    folder: GraphFolder,
    *,
    community: str | None,
    subdistrict: str | None,
    engine: str = ENGINE,
    database: str | None = None,
) -> Findings:
    """Ask an engine everything; raises UsageError where there is no such place, EngineError."""
    from graph import gaps
    from graph.area import area_of
    from graph.question import all_questions

    place: dict[str, Any] = {"community": community, "subdistrict": subdistrict}
    with _remembering(folder, engine, database) as asked:
        found = Findings(area=area_of(asked, **place))
        found.summary = gaps.summary(folder, asked, **place)
        found.by_community = gaps.summary(folder, asked, **place, by="community")
        found.indicators = gaps.indicators(asked, **place)
        for question in all_questions():
            slug = question.slug
            found.gaps[slug] = gaps.rows(folder, slug, asked, **place)
            unknown = gaps.rows(folder, slug, asked, **place, unknown=True)
            if question.ids:
                subject = question.ids[0]  # the thing asked about
                found.states[slug] = {str(row[subject]): "unknown" for row in unknown}
                found.states[slug].update({str(row[subject]): "gap" for row in found.gaps[slug]})
    return found


class _Remembering:
    """An engine that runs the same text once: rows, summary and places are of one answer."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._results: dict[str, Result] = {}
        self.name = engine.name
        self.language = engine.language

    def run(self, text: str, *, timeout: float | None = None) -> Result:
        if text not in self._results:
            self._results[text] = self._engine.run(text, timeout=timeout)
        return self._results[text]

    def close(self) -> None:
        self._engine.close()


@contextmanager
def _remembering(folder: GraphFolder, name: str, database: str | None) -> Iterator[_Remembering]:
    from graph.engines import open_engine

    engine = _Remembering(open_engine(folder, name, database=database))
    try:
        yield engine
    finally:
        engine.close()
