"""The questions answered in plain Python, written from QUESTIONS.md and RULES.md alone.

    Oracle(nodes, edges).rows("uncovered-buildings")       gaps and unknown things, with their state
    Oracle(nodes, edges).population("uncovered-buildings") place → (of, excluded)

Nothing here reads a query or a question.yaml, so that what both say was decided twice. Each subject
has a module of its own; the indicators are in `oracle_figures` and `oracle_counts`.
"""

from __future__ import annotations

from collections import defaultdict

from tests.graph.oracle_bodies import BodyOracle
from tests.graph.oracle_co_construction import CoConstructionOracle
from tests.graph.oracle_community import CommunityOracle
from tests.graph.oracle_graph import Place, Row, key_of
from tests.graph.oracle_lines import LineOracle
from tests.graph.oracle_places import PlaceOracle
from tests.graph.oracle_posts import PostOracle


class Oracle(
    PlaceOracle, LineOracle, PostOracle, BodyOracle, CommunityOracle, CoConstructionOracle
):
    def rows(self, slug: str) -> list[Row]:
        """What is listed, with its state."""
        return [
            {"state": thing.state, **thing.row}
            for thing in self.questions()[slug]()
            if thing.state in ("gap", "unknown")
        ]

    def population(self, slug: str) -> dict[Place, tuple[int, int]]:
        """Place → how many things the question asks about, and how many it leaves out."""
        counted: dict[Place, list[int]] = defaultdict(lambda: [0, 0])
        for thing in self.questions()[slug]():
            if thing.counted:
                counted[key_of(thing.row)][thing.state == "excluded"] += 1
        return {place: (of, excluded) for place, (of, excluded) in counted.items()}
