"""The rosters of figures: members by category, and the facts that the article states."""

from __future__ import annotations

from datetime import date

from loaders.sample import article
from loaders.sample.drawing import chance, shares
from loaders.sample.office import Cell, Sheet
from loaders.sample.records import Community, Unit

_PERIOD = "2010年上半年"


def member_sheet(communities: list[Community], units: list[Unit]) -> Sheet:
    """The three categories of members in each community; they add up to the article's figures."""
    random = chance("member counts")
    in_units = dict.fromkeys((c.code for c in communities), 0)
    for unit in units:
        in_units[unit.community.code] += unit.members
    elsewhere = shares(article.MEMBERS_IN_UNITS, list(in_units.values()))
    living_here = shares(
        article.MEMBERS_LIVING_HERE, [random.randint(40, 190) for _ in communities]
    )
    rows: list[list[Cell]] = [
        [c.name, c.members, b, living, _PERIOD]
        for c, b, living in zip(communities, elsewhere, living_here, strict=True)
    ]
    return Sheet(
        "党员统计", "南山区社区党员普查登记情况表",
        (
            "社区", "组织关系在社区的党员", "组织关系不在社区的驻社区单位党员",
            "居住在社区但工作和组织关系在区外的党员", "统计时期",
        ),
        rows, date(2010, 6, 30),
        totals=(
            "组织关系在社区的党员", "组织关系不在社区的驻社区单位党员",
            "居住在社区但工作和组织关系在区外的党员",
        ),
        notes=["注：各社区数字为虚构，合计与《创新体制机制 提高社区党建工作实效》一致。"],
    )  # fmt: skip


def fact_sheet() -> Sheet:
    """The article's other figures, with their 多, 余 and 超过, and two invented ones below them."""
    rows: list[list[Cell]] = [list(fact) for fact in article.FACTS]
    rows.append(["招商街道", "物业纠纷同比变化", None, "2008年", "-42%"])
    rows.append(["海月社区", "物业纠纷同比变化", None, "2008年", "-60%"])
    return Sheet(
        "主要数据", "南山区社区党建工作主要数据",
        ("统计对象", "指标", "类别", "时期", "数值"), rows, date(2010, 6, 30),
        notes=["注：区级数据见《创新体制机制 提高社区党建工作实效》；街道、社区数据为虚构。"],
    )  # fmt: skip
