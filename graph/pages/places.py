"""Which community a thing lies in, which subdistrict a community: by their nodes, for every page.

A community may have no code, and two subdistricts may be called the same; so nothing is put
together by what it is called. A row of a question says its place in three columns, as the nodes do:
where these fit two communities, it is of none that is known.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from graph.language import say
from graph.tables import read_table

if TYPE_CHECKING:
    import polars as pl

    from graph.folder import GraphFolder

Row = Mapping[str, Any]
_COLUMNS = (
    "id", "name", "alternative_names", "code", "community_code", "community", "subdistrict",
    "listed",
)  # fmt: skip
_PLACE = ("subdistrict", "community_code", "community")


@dataclass
class Places:
    """The communities, subdistricts and districts of a folder by id, and what each lies in.

    Communities come in the order of their codes, those without one last. `above` is community →
    subdistrict → district.
    """

    base: str
    communities: dict[str, Row] = field(default_factory=dict)
    subdistricts: dict[str, Row] = field(default_factory=dict)
    districts: dict[str, Row] = field(default_factory=dict)
    above: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        rows = self.communities.items()
        self._by_place = _only((tuple(row[key] for key in _PLACE), id_) for id_, row in rows)
        self._by_code = _only((row["community_code"], id_) for id_, row in rows)
        below = self.subdistricts.items()
        self._named = _only((row["name"], id_) for id_, row in below)
        self._coded = _only((row["code"], id_) for id_, row in below)
        self._titles = Counter(row["name"] for row in self.subdistricts.values())
        for id_, row in rows:
            if id_ not in self.above and (home := self.named(row["subdistrict"])) is not None:
                self.above[id_] = home

    def community(self, row: Row) -> str | None:
        """The community that the three columns of a row say; None where they say none, or two."""
        found = self._by_place.get(tuple(row[key] for key in _PLACE))
        return found or self._by_code.get(row["community_code"])

    def subdistrict(self, row: Row) -> str | None:
        """The subdistrict of the community of a row, or the one that it says without any.

        A row of a subdistrict has its code where those of communities have theirs.
        """
        community = self.community(row)
        if community is not None:
            return self.above.get(community)
        return self._coded.get(row["community_code"]) or self.named(row["subdistrict"])

    def named(self, name: str | None) -> str | None:
        """The only subdistrict of a name."""
        return self._named.get(name)

    def title(self, subdistrict: str) -> str:
        """What a subdistrict is called: with its district, or its code, where it has a namesake."""
        row = self.subdistricts[subdistrict]
        name = str(row["name"] or "")
        if self._titles[row["name"]] == 1:
            return name
        namesakes = [id_ for id_, other in self.subdistricts.items() if other["name"] == name]
        district = self.above.get(subdistrict)
        alone = district and sum(self.above.get(other) == district for other in namesakes) == 1
        where = self.districts[district]["name"] if alone and district else row["code"]
        return say("pages_namesake", name=name, of=where) if where else name

    def address(self, place: str) -> str:
        """How the report is asked for a community or subdistrict: by what no other place is called.

        That is a community's code and a subdistrict's name, else the end of its id, under which the
        network knows it too.
        """
        if place in self.communities:
            code = self.communities[place]["community_code"]
            short = code if self._by_code.get(code) == place else None
        else:
            name = self.subdistricts[place]["name"]
            short = name if self._named.get(name) == place and name not in self._by_code else None
        return str(short or place.removeprefix(self.base))


def read_places(folder: GraphFolder) -> Places:
    """Read the places of a folder, all of them: a name that is the only one here must be so."""
    import polars as pl

    part_of = read_table(folder.edges("PART_OF"), columns=["from", "to"]).sort("from", "to")
    districts, subdistricts = _rows(folder, "District"), _rows(folder, "Subdistrict")
    communities = _rows(folder, "Community")
    above: dict[str, str] = {}
    for lower, upper in ((communities, subdistricts), (subdistricts, districts)):
        ties = part_of.filter(pl.col("from").is_in([*lower]) & pl.col("to").is_in([*upper]))
        for start, end in ties.iter_rows():
            above.setdefault(start, end)
    return Places(str(folder.manifest["base"]), communities, subdistricts, districts, above)


def in_community(folder: GraphFolder) -> pl.DataFrame:
    """`id` and `community`: a row for each thing that lies in a community that is known."""

    ties = read_table(folder.edges("IN_COMMUNITY"), columns=["from", "to"])
    ties = ties.sort("from", "to").unique("from", keep="first", maintain_order=True)
    return ties.rename({"from": "id", "to": "community"})


def _rows(folder: GraphFolder, label: str) -> dict[str, Row]:

    table = read_table(folder.nodes(label), columns=list(_COLUMNS))
    table = table.sort("community_code", "id", nulls_last=True)
    return {row["id"]: row for row in table.iter_rows(named=True)}


def _only(pairs: Iterable[tuple[Any, str]]) -> dict[Any, str]:
    """Key → the one thing that has it; a key that is null, or of two things, is no key."""
    found: dict[Any, list[str]] = defaultdict(list)
    for key, id_ in pairs:
        if key is not None:
            found[key].append(id_)
    return {key: ids[0] for key, ids in found.items() if len(ids) == 1}
