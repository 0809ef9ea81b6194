"""The column of a gap sheet in which a person says which Party organization takes a thing over.

Each row offers the organizations of its community, in a circle from the nearest on. Needs polars,
no engine.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

from graph.output import Choices, Sheet
from graph.question import TakesOver
from graph.tables import scan_table

if TYPE_CHECKING:
    from graph.folder import GraphFolder

_COMMUNITY = ("community_code", "community")


def with_choices(sheet: Sheet, folder: GraphFolder, asked: TakesOver, keys: Sequence[str]) -> Sheet:
    """`sheet`, whose rows have the values of `keys`, with the column that `asked` describes."""
    offered = _organizations(folder, asked)
    code, name = (keys.index(key) for key in _COMMUNITY)
    nearest = keys.index(asked.nearest)

    @cache
    def ordered(place: tuple[object, object], first: object) -> tuple[tuple[str, ...], int]:
        names = offered.get(place, ())
        return names, names.index(first) if isinstance(first, str) and first in names else 0

    def of(row: Sequence[object]) -> tuple[tuple[str, ...], int]:
        return ordered((row[code], row[name]), row[nearest])

    return replace(sheet, choices=Choices(str(asked.title), str(asked.hint), of))


def _organizations(
    folder: GraphFolder, asked: TakesOver
) -> dict[tuple[object, object], tuple[str, ...]]:
    """The names of the listed organizations of each community, by its code and name."""
    import polars as pl

    kind = pl.col("kind").is_in(asked.kinds) if asked.kinds else pl.lit(True)
    found = (
        scan_table(folder.nodes("PartyOrganization"))
        .filter(kind, pl.col("listed"), pl.col("community").is_not_null())
        .group_by(_COMMUNITY)
        .agg(pl.col("name").drop_nulls().unique().sort())
        .collect()
    )
    return {(code, name): tuple(names) for code, name, names in found.iter_rows()}
