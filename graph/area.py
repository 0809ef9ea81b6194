"""The part of the graph that --community and --subdistrict ask for, by name or by code."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from graph.errors import UsageError
from graph.question import SUFFIX, near, read_text

if TYPE_CHECKING:
    from graph.engines import Engine

# subdistrict, community code, community: what every row begins with
Place = tuple[str | None, str | None, str | None]

_SUBDISTRICT_DIGITS = 9


@dataclass(frozen=True)
class Area:
    """The communities that were asked for, and the subdistricts that were asked for as a whole.

    `subdistricts` are the names that were asked for; or a code, and its name unless it has a
    namesake.
    """

    communities: frozenset[Place]
    subdistricts: frozenset[str]

    def __contains__(self, place: object) -> bool:
        """Whether a row that begins with `place` belongs to the area."""
        if place in self.communities:
            return True
        return isinstance(place, tuple) and place[2] is None and _within(place, self.subdistricts)


def choose_area(
    places: Iterable[Sequence[object]], *, community: str | None, subdistrict: str | None
) -> Area:
    """The area that the two options name among `places`.

    `places` are (subdistrict, code, community) rows; one without a community is a subdistrict.
    Raises `UsageError`, with names that are like it, where a name or code is that of none.
    """
    known = [_place(row) for row in places]
    kept, whole = known, frozenset[str]()
    if subdistrict is not None:
        whole = _subdistricts(known, subdistrict.strip())
        kept = [place for place in known if _within(place, whole)]
        if not kept:
            names = tuple(sorted({place[0] for place in known if place[0] is not None}))
            raise UsageError(
                "gaps_unknown_subdistrict", name=subdistrict, near=near(subdistrict, names)
            )
    if community is not None:
        kept = [place for place in kept if _is_community(place, community.strip())]
        if not kept:
            names = tuple(sorted({place[2] for place in known if place[2] is not None}))
            raise UsageError("gaps_unknown_community", name=community, near=near(community, names))
        whole = frozenset()
    return Area(frozenset(place for place in kept if place[2] is not None), whole)


def area_of(
    engine: Engine, *, community: str | None = None, subdistrict: str | None = None
) -> Area | None:
    """The area that the two options name; None, which is the whole graph, where both are None."""
    if community is None and subdistrict is None:
        return None
    text = read_text("questions", "communities" + SUFFIX[engine.language])
    return choose_area(engine.run(text).rows, community=community, subdistrict=subdistrict)


def _place(row: Sequence[object]) -> Place:
    subdistrict, code, community = (None if value is None else str(value) for value in row)
    return subdistrict, code, community


def _is_community(place: Place, wanted: str) -> bool:
    _, code, name = place
    return name is not None and (wanted == code or _same_name(wanted, name, "社区"))


def _subdistricts(known: Sequence[Place], wanted: str) -> frozenset[str]:
    """The names that `wanted` is; else `wanted`, a code, and its name unless it has a namesake."""
    names = {place[0] for place in known if place[0] is not None}
    if named := {name for name in names if _same_name(wanted, name, "街道")}:
        return frozenset(named)
    places = [place for place in known if place[2] is None and place[1] is not None]
    if wanted not in map(_code, places):  # the codes of its communities tell
        places = [place for place in known if place[1] is not None]
    ours = {place[0] for place in places if place[0] is not None and _code(place) == wanted}
    return frozenset({wanted} | ours - {place[0] for place in places if _code(place) != wanted})


def _within(place: Place, subdistricts: frozenset[str]) -> bool:
    return place[0] in subdistricts or _code(place) in subdistricts


def _code(place: Place) -> str | None:
    """The code of the subdistrict."""
    return None if place[1] is None else place[1][:_SUBDISTRICT_DIGITS]


def _same_name(wanted: str, name: str, ending: str) -> bool:
    """海月 names 海月社区."""
    return bool(wanted) and wanted.removesuffix(ending) == name.removesuffix(ending)
