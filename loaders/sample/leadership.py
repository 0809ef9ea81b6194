"""Who leads: the leadership of each leading organization, its station and residents' committee.

“实行社区党委（总支）书记与社区工作站站长‘一肩挑’，并在社区党委、党总支设置专职副书记”, and
“吸纳辖区大单位、大公司、物业管理公司、中介机构等…党员干部进入社区党委（总支）班子”.
"""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

from loaders.sample import article
from loaders.sample.drawing import chance, draw_to_total
from loaders.sample.holders import HEADS, LEADERS, VACANT, holders
from loaders.sample.records import Community, Unit

# Seats that are filled, by the level of the leading organization.
_SEATS = {"党委": (7, 9), "党总支": (5, 7), "党支部": (3, 5)}
_COLLEGE = ("大专", "大专", "本科", "本科", "研究生")
_BELOW_COLLEGE = ("高中", "中专", "高中", "初中")
_OFFICES = ("组织委员", "宣传委员", "纪检委员", "统战委员", "青年委员", "委员", "委员", "委员")
# “大单位、大公司、物业管理公司、中介机构”: from whom the outside seats come, and how often.
_OUTSIDE = {"机关": 2, "事业单位": 5, "国有企业": 4, "非公企业": 1, "中介机构": 3}

# Communities in which secretary and head of the workstation are two, upgraded ones and others.
_APART = {True: 4, False: 11}
_VACANT_HEADS = 2
_WITHOUT_DEPUTY = 4
_VACANT_DEPUTIES = 2
_VACANT_MEMBERS = 9
_MODELS = (article.EXAMPLE, "海月社区", "北头社区")


@dataclass(eq=False)
class Post:
    """A post as its roster will describe it; `holder` may be VACANT."""

    community: Community
    organization: str
    role: str
    holder: str
    full_time: str | None = None
    education: str | None = None
    nominated_by: str | None = None


def leaders(communities: list[Community], units: list[Unit]) -> list[Post]:
    """The leadership of all leading organizations, educated as the article says."""
    random = chance("leadership")
    names = holders(LEADERS)
    counts = draw_to_total(random, article.LEADERS, [_SEATS[c.level] for c in communities])
    upgraded = [c for c in communities if c.upgraded and c.name not in _MODELS]
    lacking = random.sample(upgraded, _WITHOUT_DEPUTY + _VACANT_DEPUTIES)
    short = random.sample(communities, _VACANT_MEMBERS)
    made: list[Post] = []
    vacant: list[Post] = []
    for community, count in zip(communities, counts, strict=True):
        outside = _nominating(random, community, units)
        deputy = "副书记" if community in lacking[:_WITHOUT_DEPUTY] else "专职副书记"
        inside = ["书记", *([deputy] if community.upgraded else []), *_OFFICES]
        if community in lacking[_WITHOUT_DEPUTY:]:
            inside.remove(deputy)
            vacant.append(Post(community, community.leading, deputy, VACANT, "是"))
        if community in short:
            vacant.append(Post(community, community.leading, "委员", VACANT, "否"))
        for role in inside[: count - len(outside)]:
            full_time = _full_time(random, role)
            made.append(Post(community, community.leading, role, next(names), full_time))
        for unit in outside:
            seat = Post(community, community.leading, "兼职委员", next(names), "否")
            seat.nominated_by = unit.name
            made.append(seat)
    _educate(random, made)
    order = {community.code: i for i, community in enumerate(communities)}
    return sorted([*made, *vacant], key=lambda post: order[post.community.code])


def heads(communities: list[Community], leading: list[Post]) -> list[Post]:
    """Heads and deputy heads of the workstations, and directors of the residents' committees."""
    random = chance("heads")
    names = holders(HEADS)
    apart: list[Community] = []
    for upgraded, count in _APART.items():
        likely = [c for c in communities if c.upgraded is upgraded and c.name not in _MODELS]
        apart.extend(random.sample(likely, count))
    made: list[Post] = []
    for community in communities:
        station = f"{community.name}工作站"
        own = [p.holder for p in leading if p.community is community and p.holder != VACANT]
        secretary, second = own[:2]
        head = next(names) if community in apart else secretary
        made.append(
            Post(
                community, station, "站长", VACANT if community in apart[-_VACANT_HEADS:] else head
            )
        )
        deputies = [second if random.random() < 0.5 else next(names), next(names)]
        for deputy in deputies[: random.randint(1, 2)]:
            made.append(Post(community, station, "副站长", deputy))
        # “交叉任职”: in two of five communities the secretary is the director, too.
        director = secretary if random.random() < 0.4 else next(names)
        made.append(Post(community, f"{community.name}居委会", "居委会主任", director))
    return made


def _nominating(random: Random, community: Community, units: list[Unit]) -> list[Unit]:
    """The units that a community has taken an outside member from; some have taken none."""
    most = random.choices((0, 1, 2, 3), weights=(2, 4, 3, 1))[0]
    if not community.upgraded:
        most = random.choices((0, 1), weights=(7, 3))[0]
    likely = [
        unit
        for unit in units
        if unit.community is community and unit.nature in _OUTSIDE and unit.members >= 3
    ]
    chosen: list[Unit] = []
    while likely and len(chosen) < most:
        weights = [_OUTSIDE[unit.nature] for unit in likely]
        chosen.append(likely.pop(random.choices(range(len(likely)), weights=weights)[0]))
    return chosen


def _full_time(random: Random, role: str) -> str | None:
    if role in ("书记", "专职副书记"):
        return "是"
    return random.choice(("是", "否", "否", None)) if role != "副书记" else "否"


def _educate(random: Random, posts: list[Post]) -> None:
    """“新当选班子成员大专以上学历的占79.9%”."""
    college = set(random.sample(range(len(posts)), article.LEADERS_WITH_COLLEGE))
    for i, post in enumerate(posts):
        post.education = random.choice(_COLLEGE if i in college else _BELOW_COLLEGE)
