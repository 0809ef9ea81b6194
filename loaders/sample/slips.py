"""The mistakes of busy offices: a handful, so that the list of issues has something to show.

Each is one that real rosters have. They touch no row that the article's figures rest on.
"""

from __future__ import annotations

from collections.abc import Callable

from loaders.sample.office import Cell, Sheet
from loaders.sample.units import SHARED_NAME

Row = dict[str, Cell]


def make(files: dict[str, list[Sheet]]) -> None:
    """Change cells of the finished sheets, given by workbook."""
    (estates,) = files["居民小区台账.xlsx"]
    buildings = {sheet.name: sheet for sheet in files["楼栋台账.xlsx"]}
    units = {sheet.name: sheet for sheet in files["驻区单位台账.xlsx"]}
    agreements, projects = files["共驻共建台账.xlsx"]
    (dual,) = files["党组织名册/双重管理台账.xlsx"]
    branches, groups = files["党组织名册/粤海街道.xlsx"]
    stated, _ = files["党组织名册/沙河街道.xlsx"]
    _, demands = files["资源清单和需求清单.xlsx"]
    (leaders,) = files["楼栋长名册/西丽街道楼栋长名册.xlsx"]

    # References that lead nowhere, or to two.
    _change(groups, "覆盖楼栋", _ends("覆盖楼栋", "栋"), _added("覆盖楼栋", "99栋"))
    _change(dual, "党支部名称", _holds("党支部名称", "禾"), _misspelt("党支部名称", "禾", "和"))
    _change(agreements, "参与单位", _any, _added("参与单位", "老年大学南山分校"))
    _change(projects, "参与单位", _holds("社区", "丽城社区"), _added("参与单位", SHARED_NAME))
    _change(demands, "认领单位", _given("认领单位"), lambda row: "南山长者服务中心")
    _change(leaders, "负责楼栋", _ends("负责楼栋", "栋"), _added("负责楼栋", "88栋"))
    # Values that can't be: a month, a check character, and codes that became numbers.
    _change(branches, "成立日期", _holds("党组织类别", "党支部"), lambda row: "2008年13月")
    _change(units["南山街道"], "统一社会信用代码", _given("统一社会信用代码"), _wrong_check)
    _change(buildings["沙河街道"], "楼栋编码", _given("楼栋编码"), _as_number, times=2)
    _change(estates, "户数", _any, lambda row: "待核实")
    _exchange(buildings["南山街道"], "经度", "纬度")
    _change(buildings["招商街道"], "经度", _given("经度"), lambda row: 0)
    # Two statements that contradict each other.
    _change(buildings["粤海街道"], "楼栋编码", _given("楼栋编码"), _of_another_community)
    _change(units["蛇口街道"], "是否建立党组织", _without_branch, lambda row: "是", times=2)
    _change(units["粤海街道"], "是否建立党组织", _given("党组织名称"), lambda row: "否", times=2)
    # Lines that do not meet: a group beside the branch of its estate, and a branch that its own
    # superior is said to manage as well.
    _change(groups, "上级党组织", _under_estate_branch, _residents_branch)
    _change(stated, "属地党组织", _ends("上级党组织", "社区党总支"), lambda row: row["上级党组织"])
    # A row written twice, and one added below after the total was made.
    projects.rows.append(list(projects.rows[-1]))
    estates.late_rows = 1


def _change(
    sheet: Sheet,
    column: str,
    wanted: Callable[[Row], bool],
    value: Callable[[Row], Cell],
    times: int = 1,
) -> None:
    """Give a cell another value in the first rows wanted, but for the very first row."""
    position = sheet.header.index(column)
    for cells in sheet.rows[1:]:
        row = dict(zip(sheet.header, cells, strict=True))
        if times and wanted(row):
            cells[position] = value(row)
            times -= 1
    if times:
        raise ValueError(f"{sheet.title}: no row for the mistake in {column}")


def _exchange(sheet: Sheet, one: str, other: str) -> None:
    """Exchange two cells of the first row, but for the very first, in which both are given."""
    here, there = sheet.header.index(one), sheet.header.index(other)
    cells = next(row for row in sheet.rows[1:] if None not in (row[here], row[there]))
    cells[here], cells[there] = cells[there], cells[here]


def _any(row: Row) -> bool:
    return True


def _ends(column: str, text: str) -> Callable[[Row], bool]:
    return lambda row: str(row[column]).endswith(text)


def _without_branch(row: Row) -> bool:
    return row["是否建立党组织"] == "否" and row["未建原因"] is None


def _given(column: str) -> Callable[[Row], bool]:
    return lambda row: row[column] is not None


def _holds(column: str, text: str) -> Callable[[Row], bool]:
    return lambda row: text in str(row[column])


def _misspelt(column: str, right: str, wrong: str) -> Callable[[Row], Cell]:
    return lambda row: str(row[column]).replace(right, wrong)


def _added(column: str, name: str) -> Callable[[Row], Cell]:
    return lambda row: f"{row[column]}、{name}"


def _under_estate_branch(row: Row) -> bool:
    """Whether the roster has the group under a branch of its estate."""
    return row["上级党组织"] == f"{row['覆盖小区']}党支部"


def _residents_branch(row: Row) -> Cell:
    return f"{row['所属社区']}居民党支部"


def _wrong_check(row: Row) -> Cell:
    code = str(row["统一社会信用代码"])
    return code[:-1] + ("A" if code[-1] != "A" else "B")


def _as_number(row: Row) -> Cell:
    """A spreadsheet keeps 15 digits of a number; the rest of the code is lost."""
    return int(str(row["楼栋编码"]))


def _of_another_community(row: Row) -> Cell:
    return "440305001001" + str(row["楼栋编码"])[12:]
