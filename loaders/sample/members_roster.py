"""A roster of the members of one small branch, as it reaches an office by mistake.

It is read for its numbers alone. Every name and number on it is plainly invented: no district has
the code 990305, and no mobile number begins with 100.
"""

from __future__ import annotations

from datetime import date

from loaders.sample.drawing import chance
from loaders.sample.holders import MEMBERS, holders
from loaders.sample.office import Cell, Sheet
from loaders.sample.records import PartyOrganization

_MEMBERS = 9


def member_roster(branches: list[PartyOrganization]) -> tuple[PartyOrganization, Sheet]:
    """The branch, the first of an estate with nine members, and its roster."""
    branch = next(
        o for o in branches if o.community and o.estates and not o.units and o.members == _MEMBERS
    )
    assert branch.community is not None
    random = chance("members roster")
    rows: list[list[Cell]] = []
    names = holders(MEMBERS)
    for number in range(_MEMBERS):
        born = date(random.randint(1936, 1984), random.randint(1, 12), random.randint(1, 28))
        joined = date(born.year + random.randint(20, 24), random.randint(1, 12), 1)
        rows.append(
            [
                next(names), random.choice("男女"), "汉族", f"990305{born:%Y%m%d}{number:03d}X",
                born, branch.name, joined, random.choice(("本科", "大专", "高中", "初中")),
                "正式党员" if number else "预备党员", f"1000000{number:04d}",
            ]
        )  # fmt: skip
    return branch, Sheet(
        "党员花名册", f"{branch.community.name}{branch.name}党员花名册",
        (
            "姓名", "性别", "民族", "身份证号", "出生日期", "所在支部", "入党时间", "学历",
            "党员类别", "联系电话",
        ),
        rows, date(2010, 6, 8), office=branch.name,
        notes=["注：本表人员均为虚构，号码不属于任何人；读取时只汇总人数，不保存任何个人信息。"],
    )  # fmt: skip
