"""Whether an engine answers as the oracle: every question and indicator of a graph.

    check(engine, Oracles(nodes, edges))     None, or the first difference in words

The first line of a difference names its subject.
"""

from __future__ import annotations

from collections import defaultdict
from copy import copy
from typing import Any, cast

from graph import gaps
from graph.engines import Engine
from graph.errors import EngineError, QueryError
from graph.folder import GraphFolder
from graph.question import all_questions
from tests.graph.oracle import Oracle
from tests.graph.oracle_graph import Place, key_of
from tests.graph.parity_figures import FigureOracles, figure_differences
from tests.graph.stores import Tables

SLUGS = [question.slug for question in all_questions() if question.reads == "graph"]
_WITH_SPAN = "overstretched-posts"
# The questions of the graph read nothing of the folder.
NO_FOLDER = cast(GraphFolder, None)


class Oracles:
    def __init__(self, nodes: Tables, edges: Tables) -> None:
        tables = (
            {label: table.to_dicts() for label, table in nodes.items()},
            {type_: table.to_dicts() for type_, table in edges.items()},
        )
        self.questions = Oracle(*tables)
        self.figures = FigureOracles(*tables)

    def of_span(self, span: int) -> Oracle:
        """The questions, where a building leader has too much with more than `span` buildings."""
        changed = copy(self.questions)
        changed.span = span
        return changed


def check(engine: Engine, oracles: Oracles) -> str | None:
    """The first difference between what an engine and the oracle say, in words; None: none."""
    for slug in SLUGS:
        if (found := difference(engine, oracles.questions, slug)) is not None:
            return found
    if (found := difference(engine, oracles.of_span(2), _WITH_SPAN, span=2)) is not None:
        return found
    rows: list[dict[str, Any]] = gaps.indicators(engine)
    for subject, found_, wanted in figure_differences(rows, oracles.figures):
        return said(f"{engine.name}, {subject}", found_, wanted)
    return None


def difference(engine: Engine, oracle: Oracle, slug: str, span: int | None = None) -> str | None:
    """What an engine and the oracle do not agree about in the rows and figures of a question."""
    try:
        return _difference(engine, oracle, slug, span)
    except (QueryError, EngineError) as error:
        return said(f"{engine.name}, {slug}, refused", [str(error)], [])


def _difference(engine: Engine, oracle: Oracle, slug: str, span: int | None) -> str | None:
    expected = oracle.rows(slug)
    for state in ("gap", "unknown"):
        found = gaps.rows(NO_FOLDER, slug, engine, unknown=state == "unknown", span=span)
        wanted = [
            {key: value for key, value in row.items() if key != "state"}
            for row in expected
            if row["state"] == state
        ]
        if in_order(found) != in_order(wanted):
            return said(f"{engine.name}, {slug}, {state}", found, wanted)
    of_places, wanted_of_places = figures(engine, slug, span), counts(oracle, slug)
    if of_places != wanted_of_places:
        return said(f"{engine.name}, {slug}, figures", [of_places], [wanted_of_places])
    return None


def said(subject: str, found: list[Any], wanted: list[Any]) -> str:
    only_found = [row for row in found if row not in wanted]
    only_wanted = [row for row in wanted if row not in found]
    return (
        f"{subject}\n{len(found)} found, {len(wanted)} wanted\n"
        f"found, not wanted: {only_found}\nwanted, not found: {only_wanted}"
    )


def in_order(rows: list[dict[str, Any]]) -> list[list[tuple[str, str]]]:
    """Rows as something that can be compared: True is not 1 here."""
    return sorted(sorted((key, repr(value)) for key, value in row.items()) for row in rows)


def figures(engine: Engine, slug: str, span: int | None) -> dict[Place, tuple[Any, ...]]:
    """Place → gaps, unknown, of, excluded, as the summary says."""
    lines: list[dict[str, Any]] = gaps.summary(
        NO_FOLDER, engine, questions=[slug], by="community", span=span
    )
    return {
        key_of(line): (line["gaps"], line["unknown"], line["of"], line["excluded"])
        for line in lines
    }


def counts(oracle: Oracle, slug: str) -> dict[Place, tuple[Any, ...]]:
    """The same as the oracle says."""
    found: dict[Place, list[int]] = defaultdict(lambda: [0, 0, 0, 0])
    for place, (of, excluded) in oracle.population(slug).items():
        found[place][2:] = of, excluded
    for row in oracle.rows(slug):
        found[key_of(row)][0 if row["state"] == "gap" else 1] += 1
    return {place: tuple(numbers) for place, numbers in found.items()}
