"""A small office's rosters: what they say, apart from how somebody writes them down."""

from __future__ import annotations

import datetime
import random
from dataclasses import dataclass
from functools import cache

HEADERS = {
    "communities": ["区", "街道", "社区编码", "社区名称", "社区党组织", "户数"],
    "estates": ["街道", "社区", "小区名称", "户数"],
    "buildings": ["街道", "社区", "小区", "楼栋名称", "户数", "覆盖党组织"],
    "party_organizations": [
        "街道", "社区", "党组织全称", "上级党组织", "所在单位", "覆盖小区", "覆盖楼栋", "党员数",
        "成立日期",
    ],
    "dual_management": [
        "街道", "社区", "党支部名称", "属地党组织", "参加活动", "参与选举", "参与决策", "起始日期",
    ],
    "units": [
        "街道", "社区", "单位名称", "职工数", "党员数", "是否建立党组织", "是否派驻党建指导员",
    ],
    "governance_bodies": ["街道", "社区", "类别", "名称", "服务小区"],
}  # fmt: skip
COUNTS = frozenset({"户数", "党员数", "职工数"})


@dataclass(frozen=True)
class Community:
    """A community in the words of a roster."""

    name: str


@dataclass(frozen=True)
class Reference:
    """A Party organization as another row names it, which may write it in its own way."""

    name: str


@dataclass(frozen=True)
class Buildings:
    """The buildings of one estate by their numbers; `whole` where these are all it has."""

    numbers: tuple[int, ...]
    whole: bool


Cell = str | int | bool | datetime.date | Community | Reference | Buildings | None
Rosters = dict[str, list[list[Cell]]]

_PLACES = [
    ("440305006011", "招商街道", "海月社区"),
    ("440305006012", "招商街道", "北头社区"),
    ("440305002004", "南山街道", "南光社区"),
]
_ESTATES = ["海月花园", "阳光山庄", "丽湾公寓", "翠堤湾一期", "翠堤湾二期"]
_NUMERALS = "一二三四五六七八九"


@cache
def rosters(seed: int) -> Rosters:
    """The rosters of one office; the same for the same seed."""
    draw = random.Random(seed)
    found: Rosters = {kind: [] for kind in HEADERS}
    for code, subdistrict, name in draw.sample(_PLACES, draw.randint(1, 3)):
        _community(found, draw, code, subdistrict, name)
    return found


def _community(found: Rosters, draw: random.Random, code: str, street: str, name: str) -> None:
    place: list[Cell] = [street, Community(name)]
    party = f"{name}党委"
    found["communities"].append(
        ["南山区", street, code, name, Reference(party), draw.randint(500, 5000)]
    )
    organizations = found["party_organizations"]
    organizations.append([*place, party, None, None, None, None, 300, datetime.date(2005, 7, 1)])
    branches = 0
    for number_of_estate, estate in enumerate(draw.sample(_ESTATES, draw.randint(1, 3))):
        found["estates"].append([*place, estate, draw.randint(50, 900)])
        numbers = list(range(1, draw.randint(2, 7)))
        for number in numbers:
            found["buildings"].append([*place, estate, f"{number}栋", draw.randint(8, 90), None])
        covered = tuple(n for n in numbers if draw.random() < 0.6)
        if covered:
            branch = f"{name}第{_NUMERALS[branches]}党支部"
            branches += 1
            organizations.append([
                *place, branch, Reference(party), None, estate,
                Buildings(covered, len(covered) == len(numbers)), draw.randint(3, 50),
                datetime.date(draw.randint(1990, 2009), draw.randint(1, 12), draw.randint(1, 28)),
            ])  # fmt: skip
        # What a sheet asks of governance bodies goes by the kinds in it (RULES 1): in each some.
        if number_of_estate == 0 or draw.random() < 0.5:
            body = f"{estate}业主委员会"
            found["governance_bodies"].append([*place, "业主委员会", body, estate])
    found["governance_bodies"].append([*place, "工作站", f"{name}工作站", None])
    for kind in draw.sample(["小学", "机电有限公司", "医院", "银行支行"], draw.randint(1, 3)):
        unit = f"{name.removesuffix('社区')}{kind}"
        has = draw.choice([True, False, None])
        found["units"].append(
            [*place, unit, draw.randint(3, 400), draw.randint(1, 40), has,
             draw.choice([True, False, None])]
        )  # fmt: skip
        if has:
            branch = f"{unit}党支部"
            organizations.append(
                [*place, branch, None, unit, None, None, 7, datetime.date(2003, 6, 1)]
            )
            found["dual_management"].append(
                [*place, Reference(branch), Reference(party), *_scopes(draw),
                 datetime.date(2008, 3, 12)]
            )  # fmt: skip


def _scopes(draw: random.Random) -> list[Cell]:
    return [draw.choice([True, False, None]) for _ in range(3)]
