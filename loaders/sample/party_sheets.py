"""The rosters of Party organizations and of dual management."""

from __future__ import annotations

from datetime import date
from random import Random

from loaders.sample import article
from loaders.sample.drawing import chance
from loaders.sample.office import INVENTED, Cell, Sheet
from loaders.sample.records import Community, PartyOrganization

# Subdistricts that state dual management on the roster of branches itself, in a column 属地党组织,
# and so say nothing of its scopes; the others keep a roster of it.
STATED_ON_BRANCHES = ("沙河街道", "桃源街道")
# A subdistrict that has sent neither: there it is not known.
NOT_STATED = ("蛇口街道",)

_CODE_KINDS = {"党工委": "W", "党委": "C", "党总支": "G", "党支部": "B", "联合党支部": "J"}


def leading_sheet(
    working_committees: list[PartyOrganization], leading: list[PartyOrganization]
) -> Sheet:
    """Working committees and leading organizations of the district."""
    rows: list[list[Cell]] = [
        [
            o.name, o.kind, _code(o, i), o.superior, o.community.name if o.community else None,
            "、".join(o.estates) or None, o.members or None, o.established,
        ]
        for i, o in enumerate([*working_committees, *leading], start=1)
    ]  # fmt: skip
    return Sheet(
        "社区党组织", "南山区街道党工委及社区党组织名册",
        (
            "党组织全称", "党组织类别", "党组织编码", "上级党组织", "所属社区", "覆盖小区",
            "党员数", "成立日期",
        ),
        rows, date(2010, 6, 30),
        notes=[INVENTED, "社区党委、党总支的党员数含其下级党支部。"],
    )  # fmt: skip


def branch_sheet(subdistrict: str, branches: list[PartyOrganization]) -> Sheet:
    """The branches of one subdistrict, own ones and those of units."""
    random = chance(f"branch sheet {subdistrict}")
    header: tuple[str, ...] = (
        "党组织全称", "党组织类别", "党组织编码", "上级党组织", "所属社区", "所在单位", "覆盖小区",
        "党员数", "成立日期",
    )  # fmt: skip
    rows: list[list[Cell]] = []
    dual = subdistrict in STATED_ON_BRANCHES
    for i, o in enumerate(branches, start=1):
        assert o.community is not None
        row: list[Cell] = [
            o.name, o.kind, _code(o, i), o.superior, _seat(random, o),
            "、".join(o.units) or None, "、".join(o.estates) or None, _members(random, o),
            o.established,
        ]  # fmt: skip
        rows.append([*row, o.community.leading if o.dual else None] if dual else row)
    return Sheet(
        "党支部", f"{subdistrict}基层党组织名册", (*header, "属地党组织") if dual else header, rows,
        date(2010, 6, 25), office=f"{subdistrict}党工委",
    )  # fmt: skip


def group_sheet(subdistrict: str, groups: list[PartyOrganization]) -> Sheet:
    """The groups of one subdistrict with the buildings that they cover."""
    rows: list[list[Cell]] = [
        [
            o.name, "党小组", o.superior, o.community.name if o.community else None,
            "、".join(o.estates) or None, o.buildings, o.members,
        ]
        for o in groups
    ]  # fmt: skip
    return Sheet(
        "党小组", f"{subdistrict}党小组覆盖楼栋情况表",
        ("党组织全称", "党组织类别", "上级党组织", "所属社区", "覆盖小区", "覆盖楼栋", "党员数"),
        rows, date(2010, 6, 25), office=f"{subdistrict}党工委", merged=("上级党组织",),
    )  # fmt: skip


def dual_sheet(branches: list[PartyOrganization]) -> Sheet:
    """Dual management with its three scopes: activities, elections, decisions."""
    random = chance("dual sheet")
    rows = [
        _dual_row(random, o, o.community)
        for o in branches
        if o.dual
        and o.community is not None
        and o.community.subdistrict not in (*STATED_ON_BRANCHES, *NOT_STATED)
    ]
    return Sheet(
        "双重管理", "南山区党组织双重管理台账",
        (
            "社区", "党支部名称", "隶属党组织", "属地党组织", "参加活动", "参与选举", "参与决策",
            "起始日期", "截止日期",
        ),
        rows, date(2010, 6, 28), merged=("社区",),
        notes=[
            INVENTED,
            "星海名城社区党总支双重管理的两个党支部，见《创新体制机制 提高社区党建工作实效》。",
        ],
    )  # fmt: skip


def _dual_row(random: Random, o: PartyOrganization, community: Community) -> list[Cell]:
    if community.name == article.EXAMPLE:
        # “使他们参加社区党组织的各项活动，参与社区党组织选举以及重大事项的决策”
        scopes: list[Cell] = ["是", "是", "是"]
        since = until = None
    else:
        scopes = [
            random.choices(("是", "否", None), weights=weights)[0]
            for weights in ((94, 3, 3), (76, 16, 8), (70, 20, 10))
        ]
        year, month = random.randint(2006, 2009), random.randint(1, 12)
        since = random.choice((f"{year}年{month}月", f"{year}", f"{year}-{month:02d}-15", None))
        # Most have no end, and some have run out.
        until = random.choices(
            (None, "2009年12月31日", "2010年", "2012年12月"), weights=(84, 6, 3, 7)
        )[0]
    return [community.name, o.name, o.superior, community.leading, *scopes, since, until]


def _code(o: PartyOrganization, number: int) -> str:
    """A code of the office's own; it must not look like any person's number."""
    office = o.community.code[6:9] if o.community and o.community.leading != o.name else "000"
    return f"NS{office}-{_CODE_KINDS[o.kind]}-{number:04d}"


def _seat(random: Random, o: PartyOrganization) -> str | None:
    """The community, which a few rows leave to be found through the unit."""
    assert o.community is not None
    if o.units and o.community.name != article.EXAMPLE and random.random() < 0.03:
        return None
    return o.community.name


def _members(random: Random, o: PartyOrganization) -> Cell:
    """The number of members; a few branches of units were never asked."""
    return (
        None if o.dual and not o.name.startswith("星海") and random.random() < 0.04 else o.members
    )
