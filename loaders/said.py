"""What a row says of the things that it refers to: an attribute of theirs, or where it stands."""

from __future__ import annotations

import polars as pl

from loaders.kinds import Field, RosterKind, Saying
from loaders.registry import PLACES, Registry


def locate(registry: Registry, kind: str, spec: Field) -> None:
    """Rows that name no community stand in that of the thing they refer to, where it is one."""
    frame = registry.records.frames[kind]
    places = pl.concat(registry.nodes[label].select("id", *PLACES) for label in spec.to)
    found = (
        registry.ends_of(kind, spec.name)
        .join(places, on="id")
        .drop_nulls("_community")
        .select("_record", *PLACES)
        .unique()
        .filter(pl.col("_record").is_unique())
    )
    open_ = pl.col("_community").is_null()
    registry.records.frames[kind] = (
        frame.join(found, on="_record", how="left", suffix="_found", maintain_order="left")
        .with_columns(
            *(pl.when(open_).then(pl.coalesce(p, f"{p}_found")).otherwise(p) for p in PLACES)
        )
        .select(frame.columns)
    )


def say(registry: Registry) -> list[pl.Series]:
    """Set what the rosters say of nodes that others list; returns the records that said it.

    A value that a node's own roster states stays; one that differs is a contradiction.
    """
    used: list[pl.Series] = []
    for kind in registry.kinds.values():
        if kind.name in registry.records.frames:
            used += [_say(registry, kind, saying) for saying in kind.says]
    return used


def _say(registry: Registry, kind: RosterKind, saying: Saying) -> pl.Series:
    value = pl.lit(saying.value) if saying.field is None else pl.col(saying.field)
    rows = registry.records.frames[kind.name].select("_record", "_table", "source", _value=value)
    said = registry.ends_of(kind.name, saying.of).join(rows.drop_nulls("_value"), on="_record")
    for (label,), group in said.group_by("label"):
        told = group.group_by("id").agg(
            pl.col("_value").sum() if saying.field is not None else pl.col("_value").first(),
            pl.col("_record", "_table").min(),
            pl.col("source").unique().sort().str.join("; ").alias("_source"),
        )
        nodes = registry.nodes[str(label)]
        own = pl.col(saying.column)
        joined = nodes.join(told, on="id", how="left", maintain_order="left")
        registry.notes.about_records(
            joined.filter(own.is_not_null() & (own != pl.col("_value"))).select(
                "_record",
                column=registry.records.header(saying.of),
                field=pl.lit(saying.column),
                detail=pl.format("{}：{} ≠ {}", "name", pl.col("_value"), own),
            ),
            "contradiction",
        )
        both = pl.concat_list(
            pl.col("source").fill_null("").str.split("; "), pl.col("_source").str.split("; ")
        )
        registry.nodes[str(label)] = joined.with_columns(
            pl.coalesce(own, "_value").alias(saying.column),
            source=pl.when(pl.col("_source").is_null())
            .then("source")
            .otherwise(both.list.unique().list.sort().list.join("; ")),
        ).select(nodes.columns)
    return said["_record"]
