"""What many questions need, derived once: who leads a community, who is nearest."""

from __future__ import annotations

import polars as pl

from loaders.registry import Registry
from loaders.ties import merged
from loaders.values.names import key_series

LEADING_SUFFIXES = ("党委", "党总支", "党支部")


def leading(registry: Registry, edges: dict[str, pl.DataFrame]) -> None:
    """Find the leading organization where no roster states it (RULES 2).

    It is seated in the community, its superior is a working committee, and its name is the
    community's with 党委, 党总支 or 党支部. Two candidates are an issue, not a choice.
    """
    organizations = registry.nodes["PartyOrganization"]
    communities = registry.nodes["Community"].join(
        edges["LEADS"], left_on="id", right_on="to", how="anti"
    )
    expected = pl.concat(
        communities.select(
            pl.col("id").alias("_community"),
            "name",
            _key=key_series(communities["name"] + suffix, "PartyOrganization"),
        )
        for suffix in LEADING_SUFFIXES
    )
    top = organizations.filter(pl.col("kind") == "working_committee").select("id")
    under = edges["SUBORDINATE_TO"].join(top, left_on="to", right_on="id").select("from").unique()
    found = (
        organizations.filter(pl.col("listed"))
        .select("id", "_key", "_community", "source", organization="name")
        .join(expected, on=["_key", "_community"])
        .join(under, left_on="id", right_on="from")
    )
    one = found.filter(pl.col("_community").is_unique())
    edges["LEADS"] = pl.concat(
        [
            edges["LEADS"],
            merged(
                registry,
                "LEADS",
                one.select(
                    pl.col("id").alias("from"),
                    pl.col("_community").alias("to"),
                    "source",
                    from_label=pl.lit("PartyOrganization"),
                    to_label=pl.lit("Community"),
                ),
            ),
        ]
    )
    several = (
        found.filter(~pl.col("_community").is_unique())
        .group_by("_community")
        .agg(pl.col("organization").sort().str.join("、").alias("candidates"))
    )
    if several.height:
        _note_several(registry, several, found)


def _note_several(registry: Registry, several: pl.DataFrame, found: pl.DataFrame) -> None:
    """Note communities with several candidates: at their own row, else at a candidate's."""
    own = registry.first_records("Community").rename({"id": "_community"})
    theirs = (
        found.join(registry.first_records("PartyOrganization"), on="id")
        .group_by("_community")
        .agg(pl.col("_record").min().alias("_candidate"))
    )
    registry.notes.about_records(
        several.join(own, on="_community", how="left")
        .join(theirs, on="_community", how="left")
        .select(
            "candidates",
            _record=pl.coalesce("_record", "_candidate"),
            field=pl.lit("leading_organization"),
        ),
        "two_leading_organizations",
    )


def _smallest(found: pl.DataFrame, prefix: str) -> pl.DataFrame:
    """Of each estate, the organization with the smallest name: _estate, PREFIX, PREFIX_id."""
    return (
        found.sort("name", "from")
        .group_by("_estate", maintain_order=True)
        .agg(pl.col("name").first().alias(prefix), pl.col("from").first().alias(f"{prefix}_id"))
    )


def nearest(registry: Registry, edges: dict[str, pl.DataFrame]) -> None:
    """Set estate and nearest organization of buildings, nearest organization of estates.

    The nearest covers a building of the estate, else the estate itself (QUESTIONS,
    uncovered-buildings); a building that is covered has no need of one.
    """
    names = registry.nodes["PartyOrganization"].select(pl.col("id").alias("from"), "name")
    covers = edges["COVERS"].filter(pl.col("in_force")).select("from", "to", "to_label")
    covers = covers.join(names, on="from")
    buildings = registry.nodes["Building"]
    of_buildings = covers.filter(pl.col("to_label") == "Building").join(
        buildings.select("id", "_estate").drop_nulls(), left_on="to", right_on="id"
    )
    of_estates = covers.filter(pl.col("to_label") == "Estate").with_columns(_estate=pl.col("to"))
    estates = (
        registry.nodes["Estate"]
        .join(_smallest(of_buildings, "_by_building"), left_on="id", right_on="_estate", how="left")
        .join(_smallest(of_estates, "_by_estate"), left_on="id", right_on="_estate", how="left")
    )
    estates = estates.with_columns(
        nearest_organization=pl.coalesce("_by_building", "_by_estate"),
        nearest_organization_id=pl.coalesce("_by_building_id", "_by_estate_id"),
    ).select(registry.nodes["Estate"].columns)
    registry.nodes["Estate"] = estates
    covered = covers.select(pl.col("to").alias("id"), _covered=pl.lit(True)).unique()
    named = estates.select(
        pl.col("id").alias("_estate"),
        pl.col("name").alias("_estate_name"),
        pl.col("nearest_organization").alias("_nearest"),
        pl.col("nearest_organization_id").alias("_nearest_id"),
    )
    registry.nodes["Building"] = (
        buildings.join(named, on="_estate", how="left", maintain_order="left")
        .join(covered, on="id", how="left", maintain_order="left")
        .with_columns(
            estate=pl.col("_estate_name"),
            estate_id=pl.col("_estate"),
            nearest_organization=pl.when(pl.col("_covered").is_null()).then("_nearest"),
            nearest_organization_id=pl.when(pl.col("_covered").is_null()).then("_nearest_id"),
        )
        .select(buildings.columns)
    )
