"""Posts that one person holds at once (一肩挑), found by names that are then gone."""

from __future__ import annotations

import polars as pl

from loaders.registry import Registry
from loaders.ties import merged


def concurrent(registry: Registry, edges: dict[str, pl.DataFrame]) -> None:
    """Tie the posts that one name holds in one community, and give building leaders their body.

    One tie a pair, from the smaller identifier to the greater. Never across communities: there the
    same name is somebody else.
    """
    posts = registry.nodes["Post"].select("id", "_community", "source")
    mine = registry.holders.join(posts, on="id").drop_nulls("_community")
    pairs = mine.join(mine, on=["_token", "_community"], suffix="_other").filter(
        pl.col("id") < pl.col("id_other")
    )
    edges["CONCURRENT_WITH"] = merged(
        registry,
        "CONCURRENT_WITH",
        pairs.select(
            pl.col("id").alias("from"),
            pl.col("id_other").alias("to"),
            from_label=pl.lit("Post"),
            to_label=pl.lit("Post"),
            source=pl.concat_list(
                pl.col("source").str.split("; "), pl.col("source_other").str.split("; ")
            )
            .list.unique()
            .list.sort()
            .list.join("; "),
        ),
    )


def forget(registry: Registry) -> None:
    """Drop every holder's name from what the load knows."""
    registry.holders = registry.holders.clear()
    for name, frame in registry.records.frames.items():
        holders = [spec.name for spec in registry.kinds[name].holders]
        registry.records.frames[name] = frame.drop(holders, strict=False)
