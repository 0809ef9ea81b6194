"""What the sample answers: every figure and line of one engine, and the nodes of the rosters."""

from __future__ import annotations

from typing import Any, cast

import polars as pl

from graph import gaps
from graph.engines import Engine
from graph.folder import GraphFolder

BY_KIND = "party-organizations-by-kind"
MEMBERS = "members-by-category"
MASS = "mass-organizations-by-kind"
TEAMS = "teams-by-kind"
EDUCATION = "leadership-education"
TARGETS = "ten-hundred-thousand"
SHARES = "member-share-of-posts"
REPORTED = "reported-figures"


class Answers:
    """What one engine answers about the sample: every figure and summary line, asked once."""

    def __init__(self, folder: GraphFolder, engine: Engine) -> None:
        self.folder = folder
        self.engine = engine
        self.figures = gaps.indicators(engine)
        self.lines: dict[str, dict[str, Any]] = {
            str(line["question"]): line for line in gaps.summary(folder, engine)
        }

    def line(self, slug: str) -> dict[str, Any]:
        return self.lines[slug]

    def rows(self, slug: str, **more: Any) -> list[dict[str, Any]]:
        return gaps.rows(self.folder, slug, self.engine, **more)

    def figure(
        self, slug: str, figure: str, category: str | None = None, level: str | None = None
    ) -> tuple[float, str]:
        """The one value of a figure, of the whole district, and its qualifier."""
        ((value, qualifier),) = (
            (row["value"], row["qualifier"])
            for row in self.figures
            if (row["indicator"], row["figure"], row["category"]) == (slug, figure, category)
            and row["organization"] is None
            and level in (None, row["level"])
        )
        return cast(float, value), str(qualifier)


def listed(folder: GraphFolder, label: str) -> pl.DataFrame:
    return pl.read_parquet(folder.nodes(label)).filter("listed")
