"""What is contradictory or missing, and only shows when all rosters are read (RULES 9 and 13)."""

from __future__ import annotations

import polars as pl

from loaders.registry import Registry

LEVELS = 10


def _note(registry: Registry, field: str, found: pl.DataFrame, code: str) -> None:
    """Note a contradiction of records under the header of a field; found: _record, detail."""
    located = found.join(registry.records.located().select("_record", "_table"), on="_record")
    registry.notes.about_records(
        located.with_columns(column=registry.records.header(field), field=pl.lit(field)), code
    )


def second_superiors(registry: Registry, edges: dict[str, pl.DataFrame]) -> None:
    """A Party organization has one formal superior; the second is an error, and both are kept."""
    names = registry.nodes["PartyOrganization"].select("id", "name")
    several = (
        edges["SUBORDINATE_TO"]
        .join(names, left_on="to", right_on="id")
        .group_by("from")
        .agg(
            pl.col("to").n_unique().alias("n"),
            pl.col("name").unique().sort().str.join("、").alias("detail"),
        )
        .filter(pl.col("n") > 1)
    )
    records = registry.first_records("PartyOrganization")
    found = several.join(records, left_on="from", right_on="id").select("_record", "detail")
    _note(registry, "superior", found, "second_superior")


def unknown_kinds(registry: Registry) -> None:
    """An organization whose kind neither a column nor its name tells: no question asks it."""
    for label, node_label in registry.model.labels.items():
        if node_label.kinds is None:
            continue
        nodes = registry.nodes[label].filter(pl.col("kind").is_null()).select("id")
        code_list = registry.model.code_lists[node_label.kinds]
        known = "、".join(code.zh for code in code_list.codes.values())
        found = nodes.join(registry.first_records(label), on="id").select(
            "_record", detail=pl.lit(known)
        )
        _note(registry, "kind", found, "kind_unknown")


def endless_lines(registry: Registry, edges: dict[str, pl.DataFrame]) -> None:
    """A line of superiors is a circle, or longer than any: the questions follow ten levels.

    Cypher has no bound that both engines keep on a circle, and the Party has nine levels, from the
    Central Committee to the group of a building. Noted are the organizations of a circle, and the
    first one on a line that is too far down: what hangs below them is not wrong itself.
    """
    superiors = edges["SUBORDINATE_TO"].select("from", "to").unique()
    reached = superiors
    for _ in range(LEVELS):
        above = reached.select(pl.col("from").alias("to")).unique()
        reached = superiors.join(above, on="to", how="semi")
    if reached.is_empty():
        return
    below = reached.select(pl.col("from").alias("to")).unique()
    hanging = superiors.join(below, on="to", how="semi")["from"]
    noted = set(reached["from"]) - set(hanging) | _in_a_circle(reached)
    names = registry.nodes["PartyOrganization"].select("id", pl.col("name").alias("detail"))
    found = (
        reached.filter(pl.col("from").is_in(noted))
        .join(names, left_on="to", right_on="id")
        .group_by("from")
        .agg(pl.col("detail").unique().sort().str.join("、"))
        .join(
            registry.first_records("PartyOrganization"), left_on="from", right_on="id", how="inner"
        )
        .select("_record", "detail")
    )
    _note(registry, "superior", found, "endless_line")


def _in_a_circle(superiors: pl.DataFrame) -> set[str]:
    """The organizations that are their own superior, over one level or several."""
    import networkx

    lines: networkx.DiGraph[str] = networkx.DiGraph(superiors.select("from", "to").rows())
    parts = networkx.strongly_connected_components(lines)
    return {one for part in parts for one in part if len(part) > 1 or lines.has_edge(one, one)}


def stated_organizations(registry: Registry, edges: dict[str, pl.DataFrame]) -> None:
    """What a unit's row says of its Party organization, against what was found."""
    names = registry.nodes["PartyOrganization"].select("id", pl.col("name").alias("detail"))
    found = (
        edges["ESTABLISHED_IN"]
        .join(names, left_on="from", right_on="id")
        .group_by("to")
        .agg(pl.col("detail").unique().sort().str.join("、"))
    )
    units = (
        registry.nodes["Unit"]
        .select("id", "has_party_organization")
        .join(found, left_on="id", right_on="to", how="left")
        .join(registry.first_records("Unit"), on="id")
    )
    answer = pl.col("has_party_organization")
    no = units.filter((answer == "no") & pl.col("detail").is_not_null())
    yes = units.filter((answer == "yes") & pl.col("detail").is_null())
    _note(registry, "has_party_organization", no, "says_no_but_found")
    _note(registry, "has_party_organization", yes, "says_yes_but_not_found")
