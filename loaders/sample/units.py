"""Resident units, all invented but the school that the article names."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from random import Random

from loaders.sample import article
from loaders.sample.drawing import chance, draw_to_total
from loaders.sample.names import credit_code, series, stems
from loaders.sample.records import Community, Unit

UNITS = 3_600
# A name that two units of one subdistrict have, so that a third community's roster is ambiguous.
SHARED_NAME = "向阳幼儿园"
_SHARED_BY = ("新围社区", "留仙社区")
_BUSY = ("科技园社区", "高新区社区", "麻岭社区", "粤桂社区", "创业路社区", "松坪山社区")


@dataclass(frozen=True)
class _Nature:
    """How units of a nature are named, coded and staffed."""

    nature: str
    sector: str | None
    share: int
    prefix: str
    enough_members: float
    """The share that has three members or more."""
    forms: tuple[str, ...]


_NATURES = (
    _Nature(
        "机关", None, 30, "11", 0.9,
        ("南山区{}片区城市管理办公室", "南山区{}片区税务服务所", "南山区{}公园管理所"),
    ),
    _Nature(
        "事业单位", None, 110, "12", 0.75,
        ("{}小学", "{}中学", "{}医院", "{}社区健康服务中心", "{}图书馆"),
    ),
    _Nature(
        "国有企业", None, 62, "91", 0.7,
        ("深圳市{}水务有限公司", "深圳市{}港务有限公司", "深圳市{}建设投资有限公司"),
    ),
    _Nature("集体经济组织", None, 12, "N2", 0.8, ("深圳市{}股份合作公司",)),
    _Nature("其他", None, 20, "92", 0.1, ("{}市场管理处", "{}停车场管理处")),
    _Nature(
        "非公企业", "新经济组织", 600, "91", 0.07,
        (
            "深圳市{}科技有限公司", "深圳市{}电子有限公司", "深圳市{}贸易有限公司",
            "深圳市{}餐饮管理有限公司", "深圳市{}文化传播有限公司", "深圳市{}物流有限公司",
            "深圳市{}软件有限公司", "深圳市{}装饰工程有限公司", "深圳市{}物业管理有限公司",
        ),
    ),
    _Nature("中介机构", "新经济组织", 40, "31", 0.25, ("广东{}律师事务所", "深圳{}会计师事务所")),
    _Nature(
        "社会团体", "新社会组织", 46, "51", 0.06,
        ("{}书画协会", "{}羽毛球协会", "{}合唱团协会", "{}慈善会"),
    ),
    _Nature(
        "民办非企业单位", "新社会组织", 80, "52", 0.08,
        ("{}幼儿园", "{}社会工作服务中心", "{}培训中心", "{}养老服务中心"),
    ),
)  # fmt: skip


def units(communities: list[Community]) -> list[Unit]:
    """The resident units of all communities, community by community."""
    random = chance("units")
    words = stems(random)
    names = {nature.nature: series(nature.forms, words) for nature in _NATURES}
    bounds = [(70, 120) if c.name in _BUSY else (14, 60) for c in communities]
    made: list[Unit] = []
    for community, count in zip(communities, draw_to_total(random, UNITS, bounds), strict=True):
        if community.name == article.EXAMPLE:
            count -= 1
            made.append(_school(community))
        drawn = random.choices(_NATURES, weights=[n.share for n in _NATURES], k=count)
        for nature in sorted(drawn, key=_NATURES.index):
            made.append(_unit(random, community, nature, names[nature.nature], len(made)))
        if community.name in _SHARED_BY:
            made[-1].name = SHARED_NAME
    return made


def _school(community: Community) -> Unit:
    """“教育局党委的北大附中党支部”; its numbers are invented, and its code is left blank."""
    return Unit(community, article.EXAMPLE_SCHOOL, None, "事业单位", None, 186, 28, 27)


def _unit(
    random: Random, community: Community, nature: _Nature, names: Iterator[str], number: int
) -> Unit:
    if random.random() < nature.enough_members:
        members = 3 + int(random.expovariate(1 / (5 if nature.sector else 22)))
    else:
        members = random.choices((0, 1, 2), weights=(5, 3, 2))[0]
    probationary = random.choices((0, 1, 2), weights=(7, 2, 1))[0]
    has_code = random.random() < 0.82
    return Unit(
        community=community,
        name=next(names),
        code=credit_code(nature.prefix, number) if has_code else None,
        nature=nature.nature,
        sector=nature.sector,
        employees=members + 4 + int(random.lognormvariate(3.3, 0.8)),
        members=members,
        full_members=max(0, members - probationary),
    )
