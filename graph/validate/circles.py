"""Chains of one property: what they reach, and which nodes stand on a circle."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import polars as pl


def reached(pairs: pl.DataFrame) -> pl.DataFrame:
    """All pairs of `focus` and `value` that one or more steps join."""
    import polars as pl

    step = pairs.select(through="focus", value="value")
    found = new = pairs.unique()
    while not new.is_empty():
        further = new.rename({"value": "through"}).join(step, on="through")
        new = (
            further.select("focus", "value").unique().join(found, on=["focus", "value"], how="anti")
        )
        found = pl.concat([found, new])
    return found


def on_circles(pairs: pl.DataFrame) -> pl.DataFrame:
    """The nodes that reach themselves, as pairs of each with itself.

    What nothing leads to, or what leads nowhere, is on no circle; when that has been taken away
    again and again, little is left of a line that runs upwards as it should.
    """
    import polars as pl

    left = pairs
    before = -1
    while left.height != before:
        before = left.height
        left = left.join(left.select(focus="value"), on="focus", how="semi")
        left = left.join(left.select(value="focus"), on="value", how="semi")
    # what lies between two circles is still there, and each is asked of by itself
    nodes = _in_circle([(str(a), str(b)) for a, b in left.select("focus", "value").iter_rows()])
    column = pl.Series(nodes, dtype=pl.String).cast(pairs.schema["focus"])
    return pl.DataFrame({"focus": column, "value": column})


def _in_circle(steps: list[tuple[str, str]]) -> list[str]:
    import networkx

    graph: networkx.DiGraph[str] = networkx.DiGraph(steps)
    circles = networkx.strongly_connected_components(graph)
    return sorted(
        node
        for circle in circles
        if len(circle) > 1 or graph.has_edge(*[next(iter(circle))] * 2)
        for node in circle
    )
