"""What a public export leaves blank: figures of persons below a smallest one (DOMAIN 9.3, 9.5).

A figure of 0 is below it too. Of a building's leaders, of whom there is mostly one, affiliation and
education are left blank where they are fewer than that. Sums of figures are not changed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import polars as pl

    from graph.export.dataset import Dataset

# Every whole number of the ontology is of persons or of things, and so is every measure of Count:
# a test fails where one is added and not told here.
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
_LEADS_A_BUILDING = "building_leader"
_BUILDING = "RESPONSIBLE_FOR"


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
        small = (pl.col("value") < least) & pl.col("measure").is_in(MEASURES_OF_PERSONS)
        blank |= {"value": small, "qualifier": small}
    if label == "Post":
        few = pl.col("id").is_in(_leaders_of_few(dataset, table, least).implode())
        blank |= dict.fromkeys(ABOUT_A_PERSON, few)
    shown = table.with_columns(
        pl.when(hidden.fill_null(False)).then(None).otherwise(pl.col(name)).alias(name)
        for name, hidden in blank.items()
    )
    return _without_qualifiers(shown, [name for name in blank if name in OF_PERSONS])


def _leaders_of_few(dataset: Dataset, posts: pl.DataFrame, least: int) -> pl.Series:
    """The posts of building leaders, but for those all of whose buildings have enough of them."""
    import polars as pl

    leaders = posts.filter(pl.col("kind") == _LEADS_A_BUILDING).select("id")
    ties = dataset.edges(_BUILDING).select("from", "to")
    of_buildings = pl.concat([leaders, ties.select(id="from")]).unique(maintain_order=True)
    enough = (
        ties.unique()
        .with_columns(posts=pl.len().over("to"))
        .group_by("from")
        .agg(pl.col("posts").min() >= least)
        .filter("posts")
    )
    return of_buildings.filter(~pl.col("id").is_in(enough["from"].implode()))["id"]


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
