"""One office, one set of answers: the story of `scenario` on every engine.

The same rows come from the embedded engines through a published graph folder, from a Neo4j server
and from two SPARQL stores; they are what the oracle says, and what a reader of the story would say.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from graph import gaps
from graph.engines import NAMES, Engine, open_engine
from tests.graph.parity import NO_FOLDER, SLUGS, Oracles, check
from tests.graph.scenario import BEITOU, EDGES, FIGURES, GAPS, NODES, UNKNOWN
from tests.graph.small import Tables, build, publish_small
from tests.graph.stores import MemoryEndpoint, MemoryNeo4j

PLACES = ("District", "Subdistrict", "Community")
ENGINES = (*NAMES, "neo4j", "oxigraph_server", "fuseki_server")
Ties = dict[str, list[dict[str, Any]]]


def ties() -> Ties:
    """The ties of the story, and where each thing is."""
    made: Ties = {
        type_: [
            {"from": start, "to": end, **(more[0] if more else {})} for start, end, *more in rows
        ]
        for type_, rows in EDGES.items()
    }
    made["IN_COMMUNITY"] = [
        {"from": f"{label}/{row['id']}", "to": f"Community/{row['community']}"}
        for label, rows in NODES.items()
        for row in rows
        if label not in PLACES
    ]
    return made


@pytest.fixture(scope="module")
def tables() -> tuple[Tables, Tables]:
    return build(NODES, ties())


@pytest.fixture(scope="module", params=ENGINES)
def engine(
    request: pytest.FixtureRequest,
    tables: tuple[Tables, Tables],
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Engine]:
    made: Engine
    if request.param not in NAMES:
        kind = request.param.removesuffix("_server")
        server = request.getfixturevalue(f"{kind}_running")
        store = MemoryNeo4j(server) if kind == "neo4j" else MemoryEndpoint(server)
        store.load(*tables)
        made = store
    else:
        path: Path = tmp_path_factory.mktemp("office") / "graph"
        made = open_engine(publish_small(path, NODES, ties()), request.param)
    yield made
    made.close()


def test_every_question_and_indicator_is_answered_as_the_definitions_say(
    engine: Engine, tables: tuple[Tables, Tables]
) -> None:
    assert check(engine, Oracles(*tables)) is None


def test_every_question_of_the_graph_is_in_the_story() -> None:
    assert sorted(SLUGS) == sorted(GAPS)


@pytest.mark.parametrize("slug", GAPS)
def test_the_gaps_are_those_of_the_story(engine: Engine, slug: str) -> None:
    columns, wanted = GAPS[slug]
    found: list[dict[str, Any]] = gaps.rows(NO_FOLDER, slug, engine)
    told = [tuple(row[column] for column in columns) for row in found]
    assert sorted(told, key=repr) == sorted(wanted, key=repr)


@pytest.mark.parametrize("slug", UNKNOWN)
def test_what_nobody_was_asked_is_unknown(engine: Engine, slug: str) -> None:
    column, wanted = UNKNOWN[slug]
    found: list[dict[str, Any]] = gaps.rows(NO_FOLDER, slug, engine, unknown=True)
    assert sorted(row[column] for row in found) == wanted


def test_a_community_that_has_sent_no_roster_has_no_gap_but_its_branch(engine: Engine) -> None:
    lines: list[dict[str, Any]] = gaps.summary(
        NO_FOLDER, engine, questions=SLUGS, community=BEITOU["community"]
    )
    assert [line["question"] for line in lines if line["gaps"]] == ["communities-not-upgraded"]


def test_the_indicators_give_the_figures_of_the_story(engine: Engine) -> None:
    rows: list[dict[str, Any]] = gaps.indicators(engine)
    found = {
        (row["indicator"], row["figure"], row["category"]): (row["value"], row["qualifier"])
        for row in rows
    }
    assert {key: found[key] for key in FIGURES} == FIGURES
