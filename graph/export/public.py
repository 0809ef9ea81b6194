"""What a public export leaves blank: figures of persons below a smallest one (DOMAIN 9.3, 9.5).

A figure of 0 is below it too. So is one of which it is not known what it counts. Affiliation and
education of a post are left blank where the filled posts of its kind and term in the organization,
or of a building's leaders, are fewer than that. Sums of figures are not changed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import polars as pl

    from graph.export.dataset import Dataset

# Every whole number of the ontology is of persons or of things, and so is every measure of Count;
# every column of a post is of its holder, or of the post. A test fails where one is added and not
# told here.
OF_PERSONS = frozenset({"members", "full_members", "employees", "people"})
OF_THINGS = frozenset({"households", "storeys"})
MEASURES_OF_PERSONS = frozenset(
    {
        "members",
        "full_members",
        "college_members",
        "members_registered",
        "registered_voters",
        "youth_covered",
        "new_volunteers",
    }
)
MEASURES_OF_THINGS = frozenset(
    {"leadership_college_share", "model_posts", "property_disputes_change", "model_organizations"}
)
ABOUT_A_PERSON = ("affiliation", "education")
OF_A_POST = frozenset({"full_time", "filled", "term"})
_LEADS_A_BUILDING = "building_leader"
_BUILDING, _ORGANIZATION = "RESPONSIBLE_FOR", "POST_IN"


def without_small_figures(dataset: Dataset, label: str, table: pl.DataFrame) -> pl.DataFrame:
    """The table of a label, as the public may see it."""
    import polars as pl

    least = dataset.smallest or 0
    blank = {
        column.name: pl.col(column.name) < least
        for column in dataset.model.labels[label].columns
        if column.name in OF_PERSONS
    }
    if label == "Count":
        of_things = pl.col("measure").is_in(MEASURES_OF_THINGS).fill_null(False)
        small = (pl.col("value") < least) & ~of_things
        blank |= {"value": small, "qualifier": small}
    if label == "Post":
        among_enough = pl.col("id").is_in(_among_enough(dataset, table, least).implode())
        blank |= dict.fromkeys(ABOUT_A_PERSON, ~among_enough)
    shown = table.with_columns(
        pl.when(hidden.fill_null(False)).then(None).otherwise(pl.col(name)).alias(name)
        for name, hidden in blank.items()
    )
    return _without_qualifiers(shown, [name for name in blank if name in OF_PERSONS])


def _among_enough(dataset: Dataset, posts: pl.DataFrame, least: int) -> pl.Series:
    """The posts that stand among enough of their kind and term wherever they are.

    That is in organizations and at buildings; a building leader without a building is one alone.
    """
    import polars as pl

    tables = [dataset.edges(_ORGANIZATION), dataset.edges(_BUILDING)]
    ties = pl.concat([table.select("to", id="from") for table in tables]).unique()
    leader = pl.col("kind") == _LEADS_A_BUILDING
    at_a_building = pl.col("id").is_in(tables[1]["from"].implode())
    return (
        ties.join(posts.filter(pl.col("filled").fill_null(True)), on="id")
        .with_columns(posts=pl.len().over("to", "kind", "term"))
        .filter(~leader.fill_null(False) | at_a_building)
        .group_by("id")
        .agg(pl.col("posts").min())
        .filter(pl.col("posts") >= least)["id"]
    )


def _without_qualifiers(table: pl.DataFrame, figures: list[str]) -> pl.DataFrame:
    """No `members:at_least` beside a figure that is not there."""
    import polars as pl

    for name in figures:
        others = pl.col("qualifiers").list.filter(~pl.element().str.starts_with(f"{name}:"))
        table = table.with_columns(
            qualifiers=pl.when(pl.col(name).is_null() & pl.col("qualifiers").is_not_null())
            .then(pl.when(others.list.len() > 0).then(others))
            .otherwise(pl.col("qualifiers"))
        )
    return table
