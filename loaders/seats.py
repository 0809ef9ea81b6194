"""Seats and communities: where an organization sits (RULES 6), what stands in which community."""

from __future__ import annotations

import polars as pl

from loaders.registry import Registry
from loaders.ties import merged

HOSTS = ("Unit", "GovernanceBody")


def _locations(registry: Registry, labels: tuple[str, ...]) -> pl.DataFrame:
    """id, _community of the nodes of some labels that have one."""
    return pl.concat(
        registry.nodes[label].select("id", "_community") for label in labels
    ).drop_nulls()


def _one_each(found: pl.DataFrame) -> pl.DataFrame:
    """The communities of those that have exactly one."""
    return found.unique().filter(pl.col("id").is_unique())


def seat(registry: Registry, edges: dict[str, pl.DataFrame]) -> None:
    """Seat every organization that states none where its building, unit or body stands.

    Adds SEATED_IN ties to communities, and the community of nodes that had none.
    """
    organizations = registry.model.relationships["SEATED_IN"].from_labels
    through = pl.concat(
        [
            edges["SEATED_IN"].filter(pl.col("to_label") == "Building").select("from", "to"),
            edges["ESTABLISHED_IN"].select("from", "to"),
        ]
    )
    hosts_first = sorted(organizations, key=lambda label: label not in HOSTS)
    for label in hosts_first:
        nodes = registry.nodes[label]
        stated = edges["SEATED_IN"].filter(
            (pl.col("to_label") == "Community") & (pl.col("from_label") == label)
        )
        unseated = nodes.select("id", "source").join(
            stated, left_on="id", right_on="from", how="anti"
        )
        where = _locations(registry, ("Building", *HOSTS)).rename({"id": "to"})
        found = _one_each(
            unseated.join(through, left_on="id", right_on="from")
            .join(where, on="to")
            .select("id", "_community")
        )
        new = found.join(nodes.select("id", "source"), on="id").select(
            pl.col("id").alias("from"),
            pl.col("_community").alias("to"),
            "source",
            from_label=pl.lit(label),
            to_label=pl.lit("Community"),
        )
        edges["SEATED_IN"] = pl.concat([edges["SEATED_IN"], merged(registry, "SEATED_IN", new)])
        seats = edges["SEATED_IN"].filter(
            (pl.col("to_label") == "Community") & (pl.col("from_label") == label)
        )
        one = _one_each(seats.select(pl.col("from").alias("id"), pl.col("to").alias("_community")))
        _place(registry, label, one)
    for type_ in ("POST_IN", "COUNTED_IN"):
        for label in registry.model.relationships[type_].from_labels:
            ends = edges[type_].filter(pl.col("from_label") == label)
            where = pl.concat(
                registry.nodes[name].select("id", "_community").drop_nulls()
                for name in registry.model.relationships[type_].to_labels
            ).rename({"id": "to"})
            found = ends.join(where, on="to").select(pl.col("from").alias("id"), "_community")
            _place(registry, label, _one_each(found))


def _place(registry: Registry, label: str, found: pl.DataFrame) -> None:
    """Give nodes without a community the one found for them."""
    nodes = registry.nodes[label].join(
        found, on="id", how="left", suffix="_found", maintain_order="left"
    )
    registry.nodes[label] = nodes.with_columns(
        _community=pl.coalesce("_community", "_community_found")
    ).drop("_community_found")


def settle(registry: Registry, edges: dict[str, pl.DataFrame]) -> None:
    """Add PART_OF of places that are only named, and IN_COMMUNITY of what has a community."""
    part_of = [edges["PART_OF"]]
    above = {
        "Building": ("_estate", "Estate"),
        "Estate": ("_community", "Community"),
        "Street": ("_community", "Community"),
        "Grid": ("_community", "Community"),
        "Community": ("_subdistrict", "Subdistrict"),
        "Subdistrict": ("_district", "District"),
    }
    for label, (column, to_label) in above.items():
        nodes = (
            registry.nodes[label]
            .filter(pl.col(column).is_not_null())
            .join(edges["PART_OF"], left_on="id", right_on="from", how="anti")
        )
        part_of.append(
            merged(
                registry,
                "PART_OF",
                nodes.select(
                    pl.col("id").alias("from"),
                    pl.col(column).alias("to"),
                    "source",
                    from_label=pl.lit(label),
                    to_label=pl.lit(to_label),
                ),
            )
        )
    edges["PART_OF"] = pl.concat(part_of)
    inside = [
        registry.nodes[label]
        .filter(pl.col("_community").is_not_null())
        .select(
            pl.col("id").alias("from"),
            pl.col("_community").alias("to"),
            "source",
            from_label=pl.lit(label),
            to_label=pl.lit("Community"),
        )
        for label in registry.model.relationships["IN_COMMUNITY"].from_labels
    ]
    edges["IN_COMMUNITY"] = merged(registry, "IN_COMMUNITY", pl.concat(inside))


def community_columns(registry: Registry) -> None:
    """Fill community_code, community and subdistrict of every node."""
    subdistricts = registry.nodes["Subdistrict"].select(
        pl.col("id").alias("_subdistrict"), pl.col("name").alias("_subdistrict_name")
    )
    communities = registry.nodes["Community"].select(
        pl.col("id").alias("_community"),
        pl.col("code").alias("_code"),
        pl.col("name").alias("_name"),
        pl.col("_subdistrict").alias("_above"),
    )
    for label, nodes in registry.nodes.items():
        named = (
            nodes.join(communities, on="_community", how="left", maintain_order="left")
            .with_columns(_subdistrict=pl.coalesce("_above", "_subdistrict"))
            .join(subdistricts, on="_subdistrict", how="left", maintain_order="left")
        )
        registry.nodes[label] = named.with_columns(
            community_code=pl.col("_code"),
            community=pl.col("_name"),
            subdistrict=pl.col("_subdistrict_name"),
        ).select(nodes.columns)
