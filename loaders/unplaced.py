"""Rows that state a thing and not where it is: the one of that name in the load is meant.

A second roster of communities often leaves out the subdistrict or the code, and the templates of
enterprises have no column for the community. As with a reference (RULES 19), the name is looked for
in the subdistrict of the row, else everywhere; what fits several things is none of them.
"""

from __future__ import annotations

import polars as pl

from loaders.places import fill
from loaders.references.candidates import MOST_CANDIDATES
from loaders.registry import PLACES, Registry

_MAY_LACK = {
    "Subdistrict": ("_district", "code"),
    "Community": ("_subdistrict", "code"),
    "Unit": ("_community", "uscc"),
}
"""The place that a row of the label may lack, and the code that no two things share."""
_ABOVE = {"_district": ("District", 6), "_subdistrict": ("Subdistrict", 9)}
"""Of what label these places are, and how many digits of a division code say which."""


def where_meant(registry: Registry, label: str, stated: pl.DataFrame) -> pl.DataFrame:
    """The statements of a label (with `_key`), each in its place where another row tells it.

    The records behind them then stand there too. Notes those that fit several things of their name.
    """
    if label not in _MAY_LACK or not stated[_MAY_LACK[label][0]].has_nulls():
        return stated
    lacking, code = _MAY_LACK[label]
    if code not in stated.columns:
        stated = stated.with_columns(pl.lit(None, pl.String).alias(code))
    placed = _by_code(registry, lacking, stated)
    for scope in PLACES[PLACES.index(lacking) + 1 :]:
        placed = _by_name(placed, lacking, code, [scope])
    placed = _by_name(placed, lacking, code, [])
    found = placed.filter(stated[lacking].is_null() & placed[lacking].is_not_null())
    one = found.select("_kind", "_record", *PLACES).unique()
    for (kind,), rows in one.filter(pl.col("_record").is_unique()).group_by("_kind"):
        frame = registry.records.frames[str(kind)]
        registry.records.frames[str(kind)] = fill(frame, rows.drop("_kind"), *PLACES)
    _note_several(registry, placed, lacking, code)
    return placed


def _by_code(registry: Registry, lacking: str, stated: pl.DataFrame) -> pl.DataFrame:
    """The places that the first digits of a division code tell."""
    if lacking not in _ABOVE:
        return stated
    label, digits = _ABOVE[lacking]
    above = registry.nodes[label].select(pl.col("id").alias("_told"), _digits="code").drop_nulls()
    return (
        stated.with_columns(_digits=pl.col("code").str.head(digits))
        .join(above.unique("_digits", keep="none"), on="_digits", how="left", maintain_order="left")
        .with_columns(pl.coalesce(lacking, "_told").alias(lacking))
        .select(stated.columns)
    )


def _by_name(stated: pl.DataFrame, lacking: str, code: str, scope: list[str]) -> pl.DataFrame:
    """The place of the others of the name (in the scope), where it is one and nothing contradicts.

    A code that differs contradicts, and so does a place further up.
    """
    same = ["_key", *scope]
    meant = (
        stated.drop_nulls([lacking, *scope])
        .group_by(same)
        .agg(
            pl.col(lacking).n_unique().alias("_places"),
            *(pl.col(place).drop_nulls().min().alias(f"{place}_meant") for place in PLACES),
        )
        .filter(pl.col("_places") == 1)
    )
    joined = stated.join(meant, on=same, how="left", maintain_order="left")
    apart = pl.any_horizontal(
        pl.col(code) != pl.col(code).drop_nulls().first().over(same),
        *(pl.col(place) != pl.col(f"{place}_meant") for place in PLACES),
    ).fill_null(False)
    take = pl.col(lacking).is_null() & ~apart.any().over(same)
    return joined.with_columns(
        pl.when(take).then(pl.coalesce(place, f"{place}_meant")).otherwise(place).alias(place)
        for place in PLACES
    ).select(stated.columns)


def _note_several(registry: Registry, stated: pl.DataFrame, lacking: str, code: str) -> None:
    """Note what says nothing of its place, and could be any of several things."""
    above = pl.concat(
        registry.nodes[label].select(pl.col("id").alias(lacking), _above="name")
        for label in ("District", "Subdistrict", "Community")
        if label in registry.nodes
    )
    said = pl.format("{}（{}）", "name", "_above")
    several = (
        stated.join(above, on=lacking)
        .group_by("_key")
        .agg(said.unique().sort().head(MOST_CANDIDATES).str.join("、").alias("candidates"))
        .filter(pl.col("candidates").str.contains("、"))
    )
    open_ = stated.filter(pl.all_horizontal(pl.col(code, *PLACES).is_null()))
    registry.notes.about_records(
        open_.join(several, on="_key").select(
            "_record",
            "candidates",
            column=registry.records.header("name"),
            field=pl.lit("name"),
            as_written=pl.col("name"),
        ),
        "ambiguous",
    )
