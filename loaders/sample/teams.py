"""“五支队伍”: members, workstation staff, social workers, volunteers and youth care."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from random import Random

from loaders.sample import article
from loaders.sample.drawing import chance, draw_to_total
from loaders.sample.office import Cell, Sheet
from loaders.sample.records import Community

# The teams that a community has not yet, and one that stands on paper only.
_NO_SOCIAL_WORKERS = 9
_NO_VOLUNTEERS = ("白芒社区", "渔一社区")
_NONE_LEFT = "长源社区"
_KINDS = {
    "党员队伍": "{}党员队伍",
    "社区工作站工作队伍": "{}工作站工作队伍",
    "专业社会工作者队伍": "{}专业社工队伍",
    "义工队伍": "{}义工服务队",
    "关工委": "{}关工委",
}


def team_sheet(communities: list[Community]) -> Sheet:
    """The teams of the subdistricts, which have only youth care, and of the communities."""
    random = chance("teams")
    people: dict[str, Sequence[int | None]] = {
        "党员队伍": [community.members for community in communities],
        "社区工作站工作队伍": draw_to_total(
            random, article.WORKSTATION_STAFF, [(6, 12) for _ in communities]
        ),
        "专业社会工作者队伍": _social_workers(random, communities),
        "义工队伍": [
            0 if c.name == _NONE_LEFT else None if c.name in _NO_VOLUNTEERS else _volunteers(random)
            for c in communities
        ],
        "关工委": _youth_care(random, communities),
    }
    rows: list[list[Cell]] = []
    for i, community in enumerate(communities):
        street = community.subdistrict
        if i == 0 or communities[i - 1].subdistrict != street:
            rows.append([street, None, "关工委", f"{street}关工委", random.randint(9, 15)])
        for kind, name in _KINDS.items():
            count = people[kind][i]
            if count is not None:
                rows.append([street, community.name, kind, name.format(community.name), count])
    return Sheet(
        "五支队伍", "南山区社区五支队伍情况统计表",
        ("街道", "社区", "队伍类别", "队伍名称", "人数"), rows, date(2010, 6, 24),
        totals=("人数",),
    )  # fmt: skip


def _social_workers(random: Random, communities: list[Community]) -> list[int | None]:
    """“招聘了101名”: one in most communities, two or three in some, and none yet in a few."""
    own = [c for c in communities if c.name != article.EXAMPLE]
    without = random.sample(own, _NO_SOCIAL_WORKERS)
    served = [c for c in communities if c not in without]
    counts = dict.fromkeys((c.code for c in served), 1)
    for community in random.sample(served, article.SOCIAL_WORKERS - len(served)):
        counts[community.code] += 1
    return [counts.get(community.code) for community in communities]


def _volunteers(random: Random) -> int:
    return 40 + int(random.lognormvariate(5.2, 0.6))


def _youth_care(random: Random, communities: list[Community]) -> list[int | None]:
    own = [c for c in communities if c.name != article.EXAMPLE]
    without = random.sample(own, article.COMMUNITIES - article.YOUTH_CARE_COMMUNITIES)
    return [None if c in without else random.randint(4, 11) for c in communities]
