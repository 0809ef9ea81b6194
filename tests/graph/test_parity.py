"""Every question and indicator gives the same on each engine, and what QUESTIONS.md says.

Generated graphs are asked on Ladybug (Cypher), Oxigraph and rdflib (SPARQL), and of an oracle in
plain Python. SHEQU_PARITY_EXAMPLES sets how many graphs; thousands take a while.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Any, cast

import pytest
from hypothesis import HealthCheck, Phase, find, given, settings

from graph import gaps
from graph.engines import NAMES, open_engine
from graph.folder import GraphFolder
from graph.question import all_questions
from tests.graph.generated import Rows, graphs
from tests.graph.oracle import Oracle
from tests.graph.oracle_figures import FigureOracle
from tests.graph.oracle_graph import Place
from tests.graph.small import build, publish_small
from tests.graph.stores import MemoryLadybug, MemoryOxigraph, MemoryRdflib, Tables

EXAMPLES = int(os.environ.get("SHEQU_PARITY_EXAMPLES", "40"))
SLUGS = [question.slug for question in all_questions() if question.reads == "graph"]
# The questions of the graph read nothing of the folder.
NO_FOLDER = cast(GraphFolder, None)

Stores = tuple[MemoryLadybug, MemoryOxigraph, MemoryRdflib]


@pytest.fixture(scope="module")
def stores() -> Iterator[Stores]:
    found = MemoryLadybug(), MemoryOxigraph(), MemoryRdflib()
    yield found
    found[0].close()


@settings(
    max_examples=EXAMPLES,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(graph=graphs())
def test_every_engine_answers_as_the_definitions_say(
    stores: Stores, graph: tuple[Rows, Rows]
) -> None:
    nodes, edges = build(*graph)
    oracles = Oracles(nodes, edges)
    for store in stores:
        store.load(nodes, edges)
        check(store, oracles)


def test_the_engines_of_a_graph_folder_answer_alike(tmp_path: Path) -> None:
    """The same through the indexes that a load makes, on one graph with all of it."""
    graph = find(
        graphs(),
        lambda graph: all(len(graph[0][label]) > 1 for label in _NEEDED),
        settings=settings(phases=[Phase.generate], max_examples=2000, database=None),
        random=Random(2010),
    )
    folder = publish_small(tmp_path / "graph", *graph)
    oracles = Oracles(*build(*graph))
    for name in NAMES:
        engine = open_engine(folder, name)
        try:
            check(engine, oracles)
        finally:
            engine.close()


_NEEDED = ("Community", "Building", "Estate", "Unit", "PartyOrganization", "GovernanceBody")


class Oracles:
    """What is true of a graph: of its questions, and of its indicators."""

    def __init__(self, nodes: Tables, edges: Tables) -> None:
        tables = (
            {label: table.to_dicts() for label, table in nodes.items()},
            {type_: table.to_dicts() for type_, table in edges.items()},
        )
        self.questions = Oracle(*tables)
        self.figures = FigureOracle(*tables)


def check(engine: Any, oracles: Oracles) -> None:
    oracle = oracles.questions
    for slug in SLUGS:
        expected = oracle.rows(slug)
        for unknown in (False, True):
            state = "unknown" if unknown else "gap"
            found = gaps.rows(NO_FOLDER, slug, engine, unknown=unknown)
            wanted = [
                {key: value for key, value in row.items() if key != "state"}
                for row in expected
                if row["state"] == state
            ]
            assert in_order(found) == in_order(wanted), (engine.name, slug, state)
        assert figures(engine, slug) == counts(oracle, slug, expected), (engine.name, slug)
    check_indicators(engine, oracles.figures)


def in_order(rows: list[dict[str, Any]]) -> list[list[tuple[str, str]]]:
    """Rows as something that can be compared: True is not 1 here."""
    return sorted(sorted((key, repr(value)) for key, value in row.items()) for row in rows)


def figures(engine: Any, slug: str) -> dict[Place, tuple[int, ...]]:
    lines: list[dict[str, Any]] = gaps.summary(NO_FOLDER, engine, questions=[slug], by="community")
    return {
        (line["subdistrict"], line["community_code"], line["community"]): (
            line["gaps"],
            line["unknown"],
            line["of"],
            line["excluded"],
        )
        for line in lines
    }


def counts(oracle: Oracle, slug: str, rows: list[dict[str, Any]]) -> dict[Place, tuple[int, ...]]:
    population = oracle.population(slug)
    found: dict[Place, list[int]] = {place: [0, 0, *both] for place, both in population.items()}
    for row in rows:
        place = row["subdistrict"], row["community_code"], row["community"]
        found[place][0 if row["state"] == "gap" else 1] += 1
    return {place: tuple(numbers) for place, numbers in found.items()}


def check_indicators(engine: Any, oracle: FigureOracle) -> None:
    rows: list[dict[str, Any]] = gaps.indicators(engine)

    def of(slug: str) -> list[dict[str, Any]]:
        return [row for row in rows if row["indicator"] == slug]

    assert {
        (row["figure"], row["category"]): row["value"] for row in of("party-organizations-by-kind")
    } == oracle.party_organizations_by_kind(), engine.name
    assert {
        (row["level"], row["period"], row["category"]): (row["value"], row["qualifier"])
        for row in of("members-by-category")
        if row["figure"] == "members"
    } == oracle.members_by_category(), engine.name
    mass: dict[str, dict[str, Any]] = {}
    for row in of("mass-organizations-by-kind"):
        mass.setdefault(row["category"], {})[row["figure"]] = (row["value"], row["qualifier"])
    assert {
        kind: (
            found["number"][0],
            found["in_two_new"][0],
            *found["members"],
            found["members_not_stated"][0],
        )
        for kind, found in mass.items()
    } == oracle.mass_organizations_by_kind(), engine.name
    lines: dict[Any, dict[str, Any]] = {}
    for row in of("formal-and-territorial-totals"):
        if row["organization_id"] is not None:
            place = row["subdistrict"], row["community_code"], row["community"]
            figure = {row["figure"]: (row["value"], row["qualifier"])}
            lines.setdefault((row["organization_id"], place), {}).update(figure)
    assert lines == oracle.two_lines(), engine.name
