"""Party organizations in resident units and property offices, and whose line they are on."""

from __future__ import annotations

from random import Random

from loaders.sample import article
from loaders.sample.drawing import chance
from loaders.sample.governance import Body
from loaders.sample.records import Community, PartyOrganization, Unit

# The home lines are named by their branches and are on no roster: “振业集团党委”, “教育局党委” are
# the article's, the bureaus are of its kind, and the other three groups are invented.
_STATE_GROUPS = ("澜岸集团党委", "棣洲集团党委", "菱原集团党委")
_BUREAUS = {
    "小学": "教育局党委",
    "中学": "教育局党委",
    "医院": "卫生局党委",
    "健康服务中心": "卫生局党委",
    "图书馆": "文化局党委",
}

_IN_LINE_SHARE = 0.35
"""The part of a community's own members that may be in branches of units."""


def organize(
    communities: list[Community], units: list[Unit], bodies: list[Body]
) -> list[PartyOrganization]:
    """Give most units with three members a branch, and some smaller ones a joint branch.

    Sets `organization` and `joint` of the units. Left without one are the units that are due a
    branch (a tenth of those with three members) and the small ones.
    """
    random = chance("unit branches")
    made = []
    for community in communities:
        own = [unit for unit in units if unit.community is community]
        offices = [
            body for body in bodies if body.community is community and body.kind == "物业管理处"
        ]
        if community.name == article.EXAMPLE:
            made.extend(_example(community, own, offices))
            continue
        line = _Line(random, community)
        made.extend(_branch(line, random, unit) for unit in own if _organized(random, unit))
        made.extend(_joint_branches(line, random, own))
        made.extend(_office_branch(line, random, body) for body in offices if random.random() < 0.1)
    return made


def _example(
    community: Community, units: list[Unit], offices: list[Body]
) -> list[PartyOrganization]:
    """“振业集团党委的星海名城物业管理处党支部、教育局党委的北大附中党支部”, both dual-managed."""
    (school,) = (unit for unit in units if unit.name == article.EXAMPLE_SCHOOL)
    (office,) = offices
    school.organization = f"{school.name}党支部"
    return [
        PartyOrganization(
            f"{office.name}党支部", "党支部", f"{article.EXAMPLE_GROUP}党委", community, 12,
            "2004年", units=[office.name], dual=True,
        ),
        PartyOrganization(
            school.organization, "党支部", f"{article.EXAMPLE_BUREAU}党委", community,
            school.members, "2003年9月", units=[school.name], dual=True,
        ),
    ]  # fmt: skip


class _Line:
    """Who is above the branches of a community's units, and who of them is dual-managed."""

    def __init__(self, random: Random, community: Community) -> None:
        self._random = random
        self._community = community
        self._room = int(community.members * _IN_LINE_SHARE) if community.upgraded else 0

    def territorial(self, members: int) -> str:
        """The leading organization while it has room, else the working committee."""
        if members <= self._room:
            self._room -= members
            return self._community.leading
        return self._community.working_committee

    def superior(self, unit: Unit) -> str:
        """The superior that a unit's nature gives it."""
        if unit.nature == "机关":
            return "区直机关党工委"
        if unit.nature == "国有企业":
            return self._random.choice(_STATE_GROUPS)
        for ending, bureau in _BUREAUS.items():
            if unit.nature == "事业单位" and unit.name.endswith(ending):
                return bureau
        if unit.sector == "新社会组织" and self._random.random() < 0.4:
            return "民政局党委"
        return self.territorial(unit.members)

    def dual(self, superior: str) -> bool:
        """Whether a branch on an outside line has been taken into the community's management."""
        if superior == self._community.leading:
            return False
        return self._random.random() < (0.6 if self._community.upgraded else 0.4)


def _organized(random: Random, unit: Unit) -> bool:
    return unit.full_members >= 3 and random.random() < 0.9


def _established(random: Random) -> str | None:
    year, month = random.randint(1994, 2009), random.randint(1, 12)
    return random.choice(
        (f"{year}年{month}月", f"{year}-{month:02d}-01", f"{year}年", f"{year}.{month}", None)
    )


def _branch(line: _Line, random: Random, unit: Unit) -> PartyOrganization:
    kind = "党委" if unit.members > 100 else "党总支" if unit.members > 50 else "党支部"
    unit.organization = f"{unit.name}{kind}"
    superior = line.superior(unit)
    return PartyOrganization(
        unit.organization, kind, superior, unit.community, unit.members, _established(random),
        units=[unit.name], dual=line.dual(superior),
    )  # fmt: skip


def _joint_branches(line: _Line, random: Random, units: list[Unit]) -> list[PartyOrganization]:
    """“一般不超过5个”: three small units of the two new share a branch."""
    small = [unit for unit in units if unit.sector and 1 <= unit.members <= 2]
    made: list[PartyOrganization] = []
    while len(small) >= 3 and random.random() < 0.45:
        members, small = small[:3], small[3:]
        community = members[0].community
        name = f"{community.name}两新组织第{'一二三四五六七八九'[len(made)]}联合党支部"
        for unit in members:
            unit.organization, unit.joint = name, True
        count = sum(unit.members for unit in members)
        superior = line.territorial(count)
        made.append(
            PartyOrganization(
                name, "联合党支部", superior, community, count, _established(random),
                units=[unit.name for unit in members], dual=line.dual(superior),
            )
        )  # fmt: skip
    return made


def _office_branch(line: _Line, random: Random, office: Body) -> PartyOrganization:
    members = random.randint(3, 9)
    superior = line.territorial(members)
    return PartyOrganization(
        f"{office.name}党支部", "党支部", superior, office.community, members,
        _established(random), units=[office.name], dual=line.dual(superior),
    )  # fmt: skip
