"""Members of owners' committees and building leaders, with the share of members and officials.

“目前，南山区新成立的业委会、换届业委会委员和各街道小区楼栋长中，有党员、国家公职人员的比例均已达到60%以上”.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from random import Random

from loaders.sample import article
from loaders.sample.drawing import chance
from loaders.sample.governance import Body
from loaders.sample.holders import BUILDING_LEADERS, OWNERS, VACANT, holders
from loaders.sample.party_lines import ranges
from loaders.sample.records import Building, Community, Estate

# Communities that have sent no roster of building leaders.
_NO_LEADERS = ("大新社区", "龙珠社区", "五湾社区")
_MEMBERS_AND_OFFICIALS = ("党员", "党员", "党员", "公职人员", "党员公职人员")
_OTHERS = ("群众", "群众", "群众", "无党派人士")
_USUAL_SHARE = 0.74
_LOW_SHARE = 0.35
"""The share of members and officials in one estate in seven."""


@dataclass(eq=False)
class Resident:
    """A post that residents fill: a committee's member, or a leader of `buildings`.

    `holder` may be VACANT, and None where the clerk left it blank.
    """

    community: Community
    body: str | None
    role: str
    holder: str | None
    affiliation: str | None
    estate: str | None = None
    buildings: str | None = None


def committee_members(bodies: list[Body]) -> list[Resident]:
    """The members of the owners' committees; half of the committees have sent their roster."""
    random = chance("owners' committee members")
    names = holders(OWNERS)
    made: list[Resident] = []
    for body in bodies:
        if body.kind != "业主委员会":
            continue
        if random.random() < 0.5 and body.community.name != article.EXAMPLE:
            continue
        share = _share(random, body.community)
        roles = ["业委会主任", "业委会副主任", *["业委会委员"] * random.randint(1, 5)]
        for role in roles:
            holder, affiliation = _holder(random, share, names)
            made.append(Resident(body.community, body.name, role, holder, affiliation))
    return made


def building_leaders(estates: list[Estate], village: list[Building]) -> list[Resident]:
    """The leaders of buildings, community by community; some buildings have none."""
    random = chance("building leaders")
    names = holders(BUILDING_LEADERS)
    made: list[Resident] = []
    for estate in estates:
        lived_in = [b for b in estate.buildings if b.use not in ("商业", "学校")]
        made.extend(_of_row(random, lived_in, names))
    for _, row in groupby(village, key=lambda building: building.name.split("坊")[0]):
        if random.random() < 0.6:
            made.extend(_of_row(random, list(row), names))
    return sorted(made, key=lambda resident: resident.community.code)


def _of_row(random: Random, buildings: list[Building], names: Iterator[str]) -> list[Resident]:
    """The leaders of an estate or a lane: one for a building or for a few, seldom for many."""
    community, estate = buildings[0].community, buildings[0].estate
    if not community.sends_buildings or community.name in _NO_LEADERS:
        return []
    share = _share(random, community)
    made: list[Resident] = []
    rest = list(buildings)
    while rest:
        size = random.choices((1, 2, 3, 4, 7), weights=(46, 30, 14, 8, 2))[0]
        chunk, rest = rest[:size], rest[size:]
        if random.random() < 0.2:
            continue
        holder, affiliation = _holder(random, share, names)
        # Now and then a leader of several buildings stands in two rows.
        parts = [chunk[:1], chunk[1:]] if size > 1 and random.random() < 0.06 else [chunk]
        for part in parts:
            if part:
                own = [building.name for building in part]
                written = ranges(own) if estate else "、".join(own)
                made.append(
                    Resident(community, None, "楼栋长", holder, affiliation, estate, written)
                )
    return made


def _share(random: Random, community: Community) -> float:
    """The likely share of members and officials in an estate."""
    low = random.random() < 1 / 7 and community.name != article.EXAMPLE
    return _LOW_SHARE if low else _USUAL_SHARE


def _holder(random: Random, share: float, names: Iterator[str]) -> tuple[str | None, str | None]:
    """A name and what its holder is; some posts are vacant, and of some nobody was told."""
    asked = random.random()
    if asked < 0.03:
        return VACANT, None
    affiliation = random.choice(_MEMBERS_AND_OFFICIALS if random.random() < share else _OTHERS)
    name = next(names)
    if asked < 0.05:
        return None, affiliation
    return name, affiliation if asked > 0.12 else random.choice((None, "不详"))
