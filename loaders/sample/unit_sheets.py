"""The rosters of resident units and of governance bodies."""

from __future__ import annotations

from datetime import date
from random import Random

from loaders.sample import article
from loaders.sample.drawing import chance
from loaders.sample.governance import Body
from loaders.sample.office import Cell, Sheet
from loaders.sample.records import Unit

_RESOURCES = (
    "会议室", "停车位", "文体场地", "图书阅览室", "志愿者队伍", "培训师资", "法律咨询", "义诊服务",
    "电子阅览室", "篮球场",
)  # fmt: skip
_REASONS = ("党员不足3名", "党员流动性大", "正在筹建", "党员组织关系未转入", "单位即将搬迁")


# The subdistrict that keeps its organizations of the two new on a roster of their own.
TWO_NEW_APART = "西丽街道"


def unit_sheets(units: list[Unit]) -> list[Sheet]:
    """One sheet a subdistrict; each office words its answers in its own way."""
    by_subdistrict: dict[str, list[Unit]] = {}
    for unit in units:
        if unit.sector is None or unit.community.subdistrict != TWO_NEW_APART:
            by_subdistrict.setdefault(unit.community.subdistrict, []).append(unit)
    return [
        _unit_sheet(subdistrict, own, ("是", "否") if i % 2 else ("已建", "未建"))
        for i, (subdistrict, own) in enumerate(by_subdistrict.items())
    ]


def two_new_sheets(units: list[Unit]) -> list[Sheet]:
    """New economic and new social organizations of the subdistrict that keeps them apart."""
    random = chance("two-new sheets")
    return [
        Sheet(
            name, f"{TWO_NEW_APART}“两新”组织（{name}）台账",
            (
                "社区", column, "统一社会信用代码", "单位性质", "职工数", "党员数", "正式党员数",
                "是否建立党组织", "党组织名称", "党建指导员", "未建原因",
            ),
            [
                [
                    unit.community.name, unit.name, unit.code, unit.nature, unit.employees,
                    unit.members, unit.full_members, *_organization(random, unit, ("是", "否")),
                ]
                for unit in units
                if unit.sector == sector and unit.community.subdistrict == TWO_NEW_APART
            ],
            date(2010, 6, 12), office=f"{TWO_NEW_APART}党工委", merged=("社区",),
            totals=("职工数", "党员数"),
        )
        for name, column, sector in (
            ("新经济组织", "企业名称", "新经济组织"),
            ("新社会组织", "社会组织名称", "新社会组织"),
        )
    ]  # fmt: skip


def _unit_sheet(subdistrict: str, units: list[Unit], answers: tuple[str, str]) -> Sheet:
    random = chance(f"unit sheet {subdistrict}")
    rows = []
    for unit in units:
        members: Cell = unit.members
        full: Cell = unit.full_members
        asked = random.random()
        # Some offices count all members only, some have not asked at all, some round.
        if unit.name != article.EXAMPLE_SCHOOL and asked < 0.08:
            full = None
            members = None if asked < 0.02 else members
        employees: Cell = unit.employees
        if unit.employees > 100 and random.random() < 0.1:
            employees = f"{unit.employees // 10 * 10}余"
        rows.append(
            [
                unit.community.name, unit.name, unit.code, unit.nature, unit.sector, employees,
                members, full, *_organization(random, unit, answers), _resources(random, unit),
            ]
        )  # fmt: skip
    return Sheet(
        subdistrict, f"{subdistrict}驻区单位台账",
        (
            "社区", "单位名称", "统一社会信用代码", "单位性质", "两新类别", "职工数", "党员数",
            "正式党员数", "是否建立党组织", "党组织名称", "党建指导员", "未建原因", "资源清单",
        ),
        rows, date(2010, 6, 10), office=f"{subdistrict}党工委", merged=("社区",),
        totals=("党员数",),
    )  # fmt: skip


def _organization(random: Random, unit: Unit, answers: tuple[str, str]) -> list[Cell]:
    """是否建立党组织, 党组织名称, 党建指导员, 未建原因."""
    if unit.organization is not None:
        return [answers[0], unit.organization, None, None]
    if random.random() < 0.03:
        return [None, None, None, None]
    instructor = random.choices(("有", "无", None), weights=(2, 6, 2))[0]
    if unit.members == 0:
        reason = random.choice(("没有党员", None))
    elif unit.full_members >= 3:
        reason = random.choice((*_REASONS[1:], None))
    else:
        reason = random.choice((_REASONS[0], _REASONS[3], None))
    return [answers[1], None, instructor, reason]


def _resources(random: Random, unit: Unit) -> str | None:
    """What the unit can offer its community: a list in one cell."""
    likely = 0.1 if unit.sector else 0.3
    if random.random() >= likely:
        return None
    return "、".join(random.sample(_RESOURCES, random.randint(1, 3)))


def governance_sheet(bodies: list[Body]) -> Sheet:
    """Residents' committees, workstations, owners' committees and property offices."""
    rows: list[list[Cell]] = [
        [
            b.community.name, b.kind, b.name, "、".join(b.estates) or None, b.company, b.formed,
            b.term_end,
        ]
        for b in bodies
    ]  # fmt: skip
    return Sheet(
        "治理组织", "南山区社区治理组织名册",
        ("社区", "类别", "名称", "服务小区", "运营公司", "产生方式", "任期届满"),
        rows, date(2010, 6, 20), office="南山区民政局", merged=("社区",),
    )  # fmt: skip
