"""What a name could mean: the things it fits equally well, and the names most like it."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl
from rapidfuzz import fuzz, process

from loaders.registry import PLACES, Registry

MOST_CANDIDATES = 5
MOST_SUGGESTED = 200
"""Texts of a field that are compared with the names there are, at most."""


def meanings(
    registry: Registry,
    hits: pl.DataFrame,
    keyed: pl.DataFrame,
    lookups: dict[str, pl.DataFrame],
    scope: Sequence[str],
) -> pl.DataFrame:
    """What each ambiguous text could mean, with its community or code: text, PLACES, candidates."""
    which = keyed.join(hits.select("text", *PLACES), on=["text", *PLACES], nulls_equal=True)
    communities = registry.nodes.get("Community", pl.DataFrame(schema={"id": str, "name": str}))
    where = communities.select(pl.col("id").alias("_in"), pl.col("name").alias("_where"))
    found = []
    for label, lookup in lookups.items():
        codes = registry.nodes[label].select("id", "code")
        named = (
            lookup.join(codes, on="id", how="left")
            .with_columns(_in=pl.col("_community"))
            .join(where, on="_in", how="left")
            .with_columns(
                _where=pl.when(pl.col("_where") != pl.col("name")).then("_where").otherwise("code")
            )
        )
        found.append(
            which.join(
                named.select(
                    "_key",
                    *scope,
                    said=pl.when(pl.col("_where").is_null())
                    .then("name")
                    .otherwise(pl.format("{}（{}）", "name", "_where")),
                ),
                left_on=[label, *scope],
                right_on=["_key", *scope],
            ).select("text", *PLACES, "said")
        )
    return (
        pl.concat(found)
        .group_by("text", *PLACES)
        .agg(pl.col("said").unique().sort().alias("candidates"))
    )


def suggestions(registry: Registry, labels: Sequence[str], missing: pl.DataFrame) -> pl.DataFrame:
    """`candidates` (names joined by 、) for texts not found: near names, nearest first."""
    pool: dict[str | None, set[str]] = {}
    for label in labels:
        named = registry.nodes[label].select("_community", "name").drop_nulls("name")
        for community, name in named.iter_rows():
            pool.setdefault(community, set()).add(name)
    everywhere = sorted(set().union(*pool.values()))
    said: list[str | None] = []
    for n, (text, community) in enumerate(missing.select("text", "_community").iter_rows()):
        if n >= MOST_SUGGESTED:
            said.append(None)
            continue
        near = _near(text, sorted(pool.get(community, ())), 60) if community is not None else []
        near = near or _near(text, everywhere, 75)
        said.append("、".join(near) or None)
    return missing.with_columns(pl.Series("candidates", said, dtype=pl.String))


def _near(text: str, names: Sequence[str], cutoff: int) -> list[str]:
    """The names most like a text, at least `cutoff` of 100."""
    found = process.extract(
        text, names, scorer=fuzz.ratio, score_cutoff=cutoff, limit=MOST_CANDIDATES
    )
    return [name for name, _, _ in found]
