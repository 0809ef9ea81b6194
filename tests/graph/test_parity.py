"""Every question and indicator gives the same on each engine, and what QUESTIONS.md says.

Generated graphs are asked on Ladybug and Neo4j (Cypher), Oxigraph, rdflib and Fuseki (SPARQL), and
of an oracle in plain Python. SHEQU_PARITY_EXAMPLES sets how many graphs, SHEQU_PARITY_FROM which is
the first; thousands take a while. A difference is reported with the smallest graph that shows it.
"""

from __future__ import annotations

import os
from itertools import count
from pathlib import Path
from pprint import pformat

import pytest

from graph.engines import NAMES, open_engine
from tests.graph.generated import Graph, graph, smallest
from tests.graph.generated_values import NUMBERS
from tests.graph.parity import Oracles, check
from tests.graph.small import build, publish_small
from tests.graph.stores import MemoryEndpoint, Store

EXAMPLES = int(os.environ.get("SHEQU_PARITY_EXAMPLES", "30"))
FROM = int(os.environ.get("SHEQU_PARITY_FROM", "0"))


def test_every_engine_answers_as_the_definitions_say(store: Store) -> None:
    compare(store, EXAMPLES)


def test_another_sparql_store_answers_as_the_definitions_say(fuseki_store: MemoryEndpoint) -> None:
    """Fuseki shares no code with the two that are embedded; it is asked about fewer graphs."""
    compare(fuseki_store, EXAMPLES // 4)


def compare(store: Store, examples: int) -> None:
    for number in range(FROM, FROM + examples):
        if difference(store, graph(number)) is not None:
            left = smallest_difference(store, graph(number))
            pytest.fail(f"graph {number}: {difference(store, left)}\n{pformat(left, width=100)}")


def difference(store: Store, example: Graph) -> str | None:
    nodes, edges = build(*example)
    store.load(nodes, edges)
    return check(store, Oracles(nodes, edges))


def smallest_difference(store: Store, example: Graph) -> Graph:
    """The smallest graph with the same difference."""
    subject = (difference(store, example) or "").partition("\n")[0]
    return smallest(example, lambda less: (difference(store, less) or "").startswith(subject))


def test_the_engines_of_a_graph_folder_answer_alike(tmp_path: Path) -> None:
    """The same through the indexes that a load makes, on one graph with all of it."""
    example = next(
        drawn
        for drawn in map(graph, count())
        if all(len(drawn[0][label]) == most for label, most in NUMBERS.items() if most < 3)
    )
    folder = publish_small(tmp_path / "graph", *example)
    oracles = Oracles(*build(*example))
    for name in NAMES:
        engine = open_engine(folder, name)
        try:
            assert check(engine, oracles) is None
        finally:
            engine.close()
