"""The rosters of co-construction: agreements and projects."""

from __future__ import annotations

from datetime import date
from random import Random

from loaders.sample import article
from loaders.sample.drawing import chance
from loaders.sample.office import Cell, Sheet
from loaders.sample.records import Community, Unit

_AGREEMENTS = ("共驻共建", "资源共享", "文明共建", "结对帮扶")
_PROJECTS = {
    "便民服务": ("便民服务日", "义务维修进小区", "法律咨询进社区"),
    "文体活动": ("邻里文化节", "社区运动会", "广场电影季"),
    "环境治理": ("绿化认养", "楼道清洁行动", "垃圾分类试点"),
    "关爱帮扶": ("长者关爱行动", "暑期学堂", "困难家庭助学"),
}


def agreement_sheet(communities: list[Community], units: list[Unit]) -> Sheet:
    """Agreements between the community and its units, some of which have run out."""
    random = chance("agreements")
    rows: list[list[Cell]] = []
    for community, own in _by_community(communities, units):
        for number in range(random.choices((0, 1, 2, 3), weights=(2, 4, 3, 1))[0]):
            category = _AGREEMENTS[number]
            year, month = random.randint(2007, 2010), random.randint(1, 5)
            signed = random.choice(
                (date(year, month, random.randint(1, 28)), f"{year}年{month}月", f"{year}年")
            )
            until = random.choice((f"{year + 2}-12-31", f"{year + 3}年{month}月", None))
            parties = [community.leading, *_parties(random, own, 5)]
            rows.append(
                [
                    community.name, f"{community.name}{category}协议书", f"{category}协议",
                    "、".join(parties), signed, until,
                ]
            )  # fmt: skip
    return Sheet(
        "共建协议", "南山区社区共驻共建协议台账",
        ("社区", "协议名称", "类型", "参与单位", "签订日期", "到期日期"), rows, date(2010, 6, 22),
    )  # fmt: skip


def project_sheet(communities: list[Community], units: list[Unit]) -> Sheet:
    """Projects with who takes part; some are past their end and not done."""
    random = chance("projects")
    rows: list[list[Cell]] = []
    for community, own in _by_community(communities, units):
        for category in random.sample(list(_PROJECTS), random.choice((0, 1, 1, 2, 3))):
            name = f"{community.name.removesuffix('社区')}{random.choice(_PROJECTS[category])}"
            year, month = random.randint(2008, 2010), random.randint(1, 6)
            ended = random.random() < 0.5
            end = f"{year}年12月" if year < 2010 or ended else None
            status = "已完成" if end and year < 2010 and ended else "进行中"
            rows.append(
                [
                    community.name, name, category, "、".join(_parties(random, own, 4)),
                    f"{year}年{month}月", end, random.choice((status, status, status, None)),
                ]
            )  # fmt: skip
    return Sheet(
        "共建项目", "南山区社区共建项目台账",
        ("社区", "项目名称", "类型", "参与单位", "开始日期", "结束日期", "状态"), rows,
        date(2010, 6, 22), merged=("社区",),
    )  # fmt: skip


def _by_community(
    communities: list[Community], units: list[Unit]
) -> list[tuple[Community, list[Unit]]]:
    return [(c, [unit for unit in units if unit.community is c]) for c in communities]


def _parties(random: Random, units: list[Unit], most: int) -> list[str]:
    """Units of the community; sometimes it is the unit's branch that takes part."""
    chosen = random.sample(units, random.randint(2, most))
    if units[0].community.name == article.EXAMPLE:
        # “为社区的发展提供积极支持”
        chosen = [units[0], *(unit for unit in chosen if unit is not units[0])]
    return [
        unit.organization
        if unit.organization and not unit.joint and random.random() < 0.3
        else unit.name
        for unit in chosen
    ]
