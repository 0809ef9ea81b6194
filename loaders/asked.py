"""Which ties somebody was asked about, by community; any other is unknown (RULES 1)."""

from __future__ import annotations

import polars as pl

from loaders.kinds import RosterKind, TieSpec
from loaders.registry import Registry


def _community_of_records(registry: Registry, kind: RosterKind, spec: TieSpec) -> pl.DataFrame:
    """_record, _table, _community: the row's community, else those of the tie's first ends."""
    frame = registry.records.frames[kind.name]
    starts = registry.ends_of(kind.name, spec.start)
    nodes = pl.concat(
        n.select("id", pl.col("_community").alias("_seat")) for n in registry.nodes.values()
    )
    seats = starts.join(nodes, on="id").drop_nulls("_seat").select("_record", "_seat").unique()
    columns = [
        name for name in ("_record", "_table", "_community", "kind") if name in frame.columns
    ]
    return (
        frame.select(columns)
        .join(seats, on="_record", how="left")
        .with_columns(_community=pl.coalesce("_community", "_seat"))
        .drop_nulls("_community")
    )


def asked(registry: Registry) -> None:
    """Set `asked` of every community."""
    found: list[pl.DataFrame] = []
    for kind in registry.kinds.values():
        if kind.name not in registry.records.frames:
            continue
        for spec in kind.ties:
            if spec.asks is None:
                continue
            rows = _community_of_records(registry, kind, spec)
            if spec.asked_by:
                rows = rows.filter(
                    pl.col("_table").is_in(registry.records.tables_with(spec.asked_by))
                )
            if "{kind}" in spec.asks:
                kinds = rows.select("_table", "kind").drop_nulls().unique()
                key = pl.format(spec.asks.replace("{kind}", "{}"), pl.col("kind"))
                keys = (
                    rows.select("_table", "_community")
                    .unique()
                    .join(kinds, on="_table")
                    .select("_community", key.alias("key"))
                )
            else:
                keys = rows.select("_community", key=pl.lit(spec.asks))
            found.append(keys.unique())
    communities = registry.nodes["Community"].drop("asked")
    if not found:
        registry.nodes["Community"] = communities.with_columns(
            asked=pl.lit(None, pl.List(pl.String))
        ).select(list(registry.schema("Community")))
        return
    by_community = (
        pl.concat(found).group_by("_community").agg(pl.col("key").unique().sort().alias("asked"))
    )
    registry.nodes["Community"] = communities.join(
        by_community, left_on="id", right_on="_community", how="left", maintain_order="left"
    ).select(list(registry.schema("Community")))
