"""What the questions read from the load's issues instead of the graph. Needs polars, no engine."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, cast

from graph.language import language
from graph.tables import read_table

if TYPE_CHECKING:
    from graph.area import Place
    from graph.folder import GraphFolder
    from graph.question import Question

_CATEGORIES = ("reference", "contradiction")


def unresolved(folder: GraphFolder, asked: Question) -> list[tuple[object, ...]]:
    """A row, as a query would return it, for each reference that was not resolved."""
    import polars as pl

    table = read_table(folder.issues)
    source = pl.concat_str(
        [pl.col(name).cast(pl.String).fill_null("") for name in ("file", "sheet", "row")],
        separator="|",
    )
    found = table.filter(pl.col("category").is_in(_CATEGORIES)).select(
        pl.lit("gap").alias("state"),
        *(
            source.alias(key)
            if key == "source"
            else pl.col(f"problem_{language()}").alias(key)
            if key == "problem"
            else pl.col(key)
            for key in asked.keys
        ),
    )
    return found.rows()


def references(folder: GraphFolder) -> Iterable[tuple[Place, int, int]]:
    """Per community, how many references the rosters made."""

    table = read_table(folder.references)
    for subdistrict, code, community, read in table.select(
        "subdistrict", "community_code", "community", "read"
    ).iter_rows():
        yield (subdistrict, code, community), int(cast(int, read)), 0


def places(folder: GraphFolder) -> list[tuple[object, ...]]:
    """The communities and subdistricts, as `questions/communities.*` return them."""

    communities = read_table(
        folder.nodes("Community"), columns=["subdistrict", "community_code", "community"]
    )
    subdistricts = read_table(folder.nodes("Subdistrict"), columns=["name", "code", "community"])
    return [*communities.rows(), *subdistricts.rows()]
