"""Where each record stands: its district, subdistrict, community and estate, as far as it says."""

from __future__ import annotations

import polars as pl

from loaders.registry import PLACES, Registry
from loaders.tables.told import FIELD_OF, tell


def prepare(registry: Registry) -> None:
    """Give every record its (still empty) place columns."""
    for kind, frame in registry.records.frames.items():
        registry.records.frames[kind] = frame.with_columns(
            pl.lit(None, pl.String).alias(name) for name in (*PLACES, "_estate")
        )


def fill(frame: pl.DataFrame, found: pl.DataFrame, *columns: str) -> pl.DataFrame:
    """Fill empty place columns from `found` (one row a `_record`)."""
    joined = frame.join(found, on="_record", how="left", suffix="_found", maintain_order="left")
    return joined.with_columns(pl.coalesce(c, f"{c}_found") for c in columns).select(frame.columns)


def _above(registry: Registry, label: str) -> pl.DataFrame:
    """The nodes of a place label with the places that they are in, themselves included."""
    own = f"_{label.lower()}"
    nodes = registry.nodes[label].with_columns(pl.col("id").alias(own))
    registry.nodes[label] = nodes
    return nodes.select(own, *(place for place in PLACES if place != own))


def after(registry: Registry, label: str) -> None:
    """Tell the records what is known of their place once a place label is resolved."""
    if label == "Estate":
        _after_estates(registry)
        return
    own = f"_{label.lower()}"
    tell(registry, label)
    above = _above(registry, label)
    higher = [place for place in PLACES if place != own and PLACES.index(place) > PLACES.index(own)]
    for kind, frame in registry.records.frames.items():
        found = registry.ends_of(kind, FIELD_OF[label])
        placed = fill(
            frame, found.select("_record", pl.col("id").alias(own)).unique("_record"), own
        )
        if label == "Community":
            placed = _by_code(registry, kind, placed)
        up = placed.select("_record", own).join(above, on=own, how="inner")
        registry.records.frames[kind] = fill(placed, up, *higher) if higher else placed


def _by_code(registry: Registry, kind: str, frame: pl.DataFrame) -> pl.DataFrame:
    """A building's code proves its community (first 12 digits, Shenzhen address standard)."""
    spec = registry.kinds[kind].fields.get("code")
    if spec is None or spec.type != "building_code":
        return frame
    coded = (
        registry.nodes["Community"]
        .select(pl.col("code").alias("_prefix"), pl.col("id").alias("_proved"))
        .drop_nulls()
    )
    proved = frame.with_columns(_prefix=pl.col("code").str.head(12)).join(
        coded, on="_prefix", how="left", maintain_order="left"
    )
    wrong = proved.filter(
        pl.col("_community").is_not_null() & (pl.col("_proved") != pl.col("_community"))
    )
    registry.notes.about_records(
        # said once: `shequ gaps` writes the code again into the sheet that it hands out
        wrong.unique(["code", "_community"], keep="first", maintain_order=True).select(
            "_record",
            column=registry.records.header("code"),
            field=pl.lit("code"),
            detail=pl.col("_prefix"),
            as_written=pl.col("code"),
        ),
        "code_elsewhere",
    )
    return proved.with_columns(_community=pl.coalesce("_community", "_proved")).select(
        frame.columns
    )


def _after_estates(registry: Registry) -> None:
    estates = registry.nodes["Estate"].select(pl.col("id").alias("_estate"), *PLACES)
    for kind, frame in registry.records.frames.items():
        found = registry.ends_of(kind, "estate").select("_record", pl.col("id").alias("_estate"))
        one = found.filter(pl.col("_record").is_unique())
        placed = fill(frame, one.join(estates, on="_estate", how="left"), "_estate")
        up = placed.select("_record", "_estate").join(estates, on="_estate", how="inner")
        registry.records.frames[kind] = fill(placed, up.drop("_estate"), *PLACES)
