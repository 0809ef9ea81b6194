"""Communities that are written with their subdistrict.

南山街道阳光社区, 南山阳光社区 and 阳光社区（南山） are the 阳光社区 of 南山街道, not of 西丽街道.
"""

from __future__ import annotations

import re

import polars as pl

from loaders.registry import PLACES, Registry
from loaders.values.names import place_key
from loaders.values.text import compact

_STREET = re.compile("(.{2,20}?街道(?:办事处|办)?)[-—/·、,，]?(.{2,})")
_BRACKET = re.compile(r"(.{2,})\((.{2,20})\)")
_FEWEST = 2
"""Characters of a community's own name: 南山社区 is no 社区 of 南山."""


class _Known:
    """The communities by their own name and their subdistrict, and the subdistricts by name."""

    def __init__(self, registry: Registry) -> None:
        communities = registry.lookup("Community")
        self.names = frozenset(communities["_key"].to_list())
        self.inside: dict[tuple[str, str], set[str]] = {}
        rows = communities.select("_subdistrict", "_key", "id").drop_nulls()
        for subdistrict, key, id_ in rows.iter_rows():
            self.inside.setdefault((subdistrict, key), set()).add(id_)
        self.subdistricts: dict[str, set[str]] = {}
        for key, id_ in registry.lookup("Subdistrict").select("_key", "id").iter_rows():
            self.subdistricts.setdefault(key, set()).add(id_)

    def _of(self, subdistrict: str, community: str) -> list[tuple[str, str]]:
        key = place_key(community, "Community")
        above = self.subdistricts.get(subdistrict, set()) if len(key) >= _FEWEST else set()
        return [(s, id_) for s in sorted(above) for id_ in self.inside.get((s, key), ())]

    def meant(self, text: str) -> tuple[str, str] | None:
        """The subdistrict and the community that a text names, where it is exactly one."""
        plain = compact(text)
        if (street := _STREET.fullmatch(plain)) is not None:
            found = self._of(place_key(street.group(1), "Subdistrict"), street.group(2))
        elif place_key(plain, "Community") in self.names:
            return None
        elif (behind := _BRACKET.fullmatch(plain)) is not None:
            found = self._of(place_key(behind.group(2), "Subdistrict"), behind.group(1))
        else:
            before = [k for k in self.subdistricts if len(k) >= _FEWEST and plain.startswith(k)]
            found = [one for key in before for one in self._of(key, plain[len(key) :])]
        return found[0] if len(found) == 1 else None


def with_subdistrict(registry: Registry, texts: pl.DataFrame) -> pl.DataFrame:
    """Of references to communities (text, PLACES) those that write their subdistrict, with the id.

    A row whose own subdistrict is another one says two things: it is left to its place.
    """
    known = _Known(registry)
    rows = [
        (text, *found)
        for text in texts["text"].unique().to_list()
        if (found := known.meant(text)) is not None
    ]
    schema = {"text": pl.String, "_above": pl.String, "id": pl.String}
    told = pl.DataFrame(rows, schema=schema, orient="row")
    agrees = pl.col("_subdistrict").is_null() | (pl.col("_subdistrict") == pl.col("_above"))
    return texts.join(told, on="text").filter(agrees).select("text", *PLACES, "id")
