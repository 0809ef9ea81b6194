"""Rows that speak of the same thing and differ: noted while nodes are made (see `nodes`)."""

from __future__ import annotations

import polars as pl

from loaders.registry import Registry

NOT_COMPARED = frozenset(
    {"name", "alternative_names", "listed", "qualifiers", "source", "coverage_stated"}
)


def note_two_codes(registry: Registry, stated: pl.DataFrame) -> None:
    """Note the first record of each code, where one name of one place has several."""
    several = (
        stated.drop_nulls("code")
        .group_by("_natural", "code")
        .agg(pl.col("_record").min(), pl.col("name").sort_by("_record").first())
        .sort("_natural", "code")
        .with_columns(_codes=pl.col("code").str.join("、").over("_natural"))
        .filter(pl.col("_natural").is_duplicated())
    )
    registry.notes.about_records(
        several.select(
            "_record",
            column=pl.lit("编码"),
            field=pl.lit("code"),
            detail=pl.format("{}：{}", "name", "_codes"),
        ),
        "same_name_two_codes",
    )


def note_differences(registry: Registry, label: str, shared: pl.DataFrame) -> None:
    """Note every statement that differs from the first one about the same node."""
    compared = [c.name for c in registry.model.labels[label].columns if c.name not in NOT_COMPARED]
    for column in compared:
        if column not in shared.columns:
            continue
        first = pl.col(column).drop_nulls().first().over("id")
        differing = shared.select("_record", "id", column, first.alias("_first")).filter(
            pl.col(column).is_not_null() & (pl.col(column) != pl.col("_first"))
        )
        if differing.height:
            labels = {c.name: c.zh for c in registry.model.labels[label].columns}
            registry.notes.about_records(
                differing.select(
                    "_record",
                    column=pl.lit(labels[column]),
                    field=pl.lit(column),
                    detail=pl.format("{} ≠ {}", pl.col(column), pl.col("_first")),
                ),
                "contradiction",
            )


def note_two_names(registry: Registry, shared: pl.DataFrame) -> None:
    """Note the rows that give one code to what an earlier row calls something else."""
    differing = shared.with_columns(
        pl.col("_key", "name").first().over("id").name.prefix("_first")
    ).filter(pl.col("_key") != pl.col("_first_key"))
    registry.notes.about_records(
        differing.select(
            "_record",
            column=pl.lit("编码"),
            field=pl.lit("code"),
            detail=pl.format("{} {} ≠ {}", "code", "name", "_firstname"),
        ),
        "contradiction",
    )
