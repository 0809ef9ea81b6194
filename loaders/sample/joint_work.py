"""The rosters of joint meetings, of what units offer, and of what communities need."""

from __future__ import annotations

from datetime import date
from random import Random

from loaders.sample import article
from loaders.sample.drawing import chance
from loaders.sample.office import Cell, Sheet
from loaders.sample.records import Community, Unit

# Subdistricts that publish what is offered and needed, with who has claimed it.
PUBLISHES = ("南头街道", "南山街道", "招商街道", "粤海街道")

_OFFERED = {
    "场地": ("会议室", "停车位", "文体场地", "图书阅览室", "电子阅览室", "篮球场"),
    "人才": ("志愿者队伍", "培训师资"),
    "服务": ("法律咨询", "义诊服务"),
}
_NEEDED = {
    "环境治理": ("增设垃圾分类投放点", "后街路灯维修", "楼道堆物清理"),
    "文体活动": ("青少年暑期活动场地", "老年人合唱排练场地"),
    "关爱帮扶": ("独居长者定期探访", "四点半课堂辅导老师"),
    "便民服务": ("小区停车位夜间共享", "社区法律讲座", "老年人义诊"),
}


def meeting_sheet(communities: list[Community], units: list[Unit]) -> Sheet:
    """Joint meetings under the leading organizations, in three communities of four."""
    random = chance("joint meetings")
    rows: list[list[Cell]] = []
    for community in communities:
        likely = 0.9 if community.upgraded else 0.6
        if random.random() >= likely and community.name != article.EXAMPLE:
            continue
        own = [unit for unit in units if unit.community is community and unit.members]
        members = random.sample(own, min(len(own), random.randint(3, 9)))
        school = [u for u in own if u.name == article.EXAMPLE_SCHOOL and u not in members]
        names = [unit.name for unit in (*school, *members)]
        rows.append(
            [
                community.subdistrict, community.name, f"{community.name}党建联席会议",
                community.leading, "、".join([f"{community.name}工作站", *names]),
                f"{random.randint(2006, 2009)}年{random.randint(1, 12)}月",
            ]
        )  # fmt: skip
    return Sheet(
        "党建联席会", "南山区社区党建联席会议名册",
        ("街道", "社区", "联席会名称", "牵头党组织", "成员单位", "成立时间"), rows,
        date(2010, 6, 22), merged=("街道",),
    )  # fmt: skip


def offer_sheet(communities: list[Community], units: list[Sheet]) -> Sheet:
    """What units offer, as the rosters of units (`units`) have it, and who makes use of it."""
    random = chance("offers")
    category = {name: kind for kind, names in _OFFERED.items() for name in names}
    leading = {community.name: community for community in communities}
    rows: list[list[Cell]] = []
    for sheet in units:
        community_at, name_at, offers_at = (
            sheet.header.index(column) for column in ("社区", "单位名称", "资源清单")
        )
        for row in sheet.rows:
            community, offers = leading[str(row[community_at])], row[offers_at]
            if offers is None or community.subdistrict not in PUBLISHES:
                continue
            for offer in str(offers).split("、"):
                rows.append(
                    [
                        community.subdistrict, community.name, row[name_at], offer, category[offer],
                        *_claim(random, community),
                    ]
                )  # fmt: skip
    return Sheet(
        "资源清单", "南山区驻区单位共享资源清单",
        ("街道", "社区", "提供单位", "资源名称", "类别", "认领单位", "状态"), rows,
        date(2010, 6, 22), merged=("街道", "社区"),
    )  # fmt: skip


def demand_sheet(communities: list[Community], units: list[Unit]) -> Sheet:
    """What communities need, and which unit has taken it on."""
    random = chance("demands")
    rows: list[list[Cell]] = []
    for community in communities:
        if community.subdistrict not in PUBLISHES:
            continue
        own = [unit for unit in units if unit.community is community]
        for category in random.sample(list(_NEEDED), random.randint(1, 4)):
            asks = random.choice((f"{community.name}居委会", community.leading))
            claimed = random.random() < 0.6
            day = date(random.choice((2009, 2010)), random.randint(1, 5), random.randint(1, 28))
            rows.append(
                [
                    community.subdistrict, community.name, asks, random.choice(_NEEDED[category]),
                    category, random.choice(own).name if claimed else None,
                    day if claimed else None,
                    random.choice(("已完成", "进行中", "进行中")) if claimed else "待实施",
                ]
            )  # fmt: skip
    return Sheet(
        "需求清单", "南山区社区治理需求清单",
        ("街道", "社区", "提出单位", "需求名称", "类别", "认领单位", "认领时间", "状态"), rows,
        date(2010, 6, 22), merged=("街道", "社区"),
    )  # fmt: skip


def _claim(random: Random, community: Community) -> list[Cell]:
    """认领单位 and 状态 of an offer."""
    drawn = random.random()
    if drawn < 0.45:
        return [None, None]
    claims = f"{community.name}居委会" if drawn < 0.75 else community.leading
    return [claims, random.choice(("进行中", "已完成"))]
