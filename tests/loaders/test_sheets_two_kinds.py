"""A table with the columns of two rosters is read as both; a row is lost where both lose it."""

from __future__ import annotations

from pathlib import Path

from tests.loaders.sheets import Rows, tables_of, workbook
from tests.loaders.written import account, codes, load, names, node, ties, write

UNITS_AND_BRANCHES = (
    "社区", "单位名称", "单位性质", "职工数", "党组织名称", "党组织类别", "成立日期", "上级党组织",
)  # fmt: skip


def kinds_of(rows: Rows) -> list[tuple[str | None, list[str | None]]]:
    return [(table.roster, [other.roster for other in table.also]) for table in tables_of(rows)]


def test_units_and_their_party_organizations(tmp_path: Path) -> None:
    write(
        tmp_path, "单位.csv", UNITS_AND_BRANCHES,
        ("海月社区", "某公司", "企业", 20, "某公司党支部", "党支部", "2008-01-01", "海月社区党委"),
        ("海月社区", "某学校", "学校", 10, None, None, None, None),
        ("海月社区", None, None, None, "离退休党支部", "党支部", None, None),
        ("海月社区", None, "企业", None, None, "党支部", None, None),
        ("合计", None, None, 31, None, None, None, None),
    )  # fmt: skip
    result = load([tmp_path])
    assert account(result)["单位.csv"] == (6, 3, 1, 2)
    assert names(result, "Unit") == ["某公司", "某学校"]
    assert names(result, "PartyOrganization") == ["某公司党支部", "离退休党支部"]
    assert ties(result, "ESTABLISHED_IN") == [("某公司党支部", "某公司")]
    assert node(result, "Unit", "某公司")["employees"] == 20
    assert node(result, "PartyOrganization", "某公司党支部")["established"] == "2008-01-01"
    assert codes(result).count("required_missing") == 1
    assert codes(result).count("total_mismatch") == 1
    assert "unknown_columns" not in codes(result)


def test_estates_in_a_roster_of_buildings(tmp_path: Path) -> None:
    rows = [
        ("社区", "小区名称", "楼栋名称", "层数", "物业公司"),
        ("海月社区", "海月花园", "1栋", 7, "甲物业公司"),
        ("海月社区", "海月花园", "2栋", 18, "甲物业公司"),
    ]
    workbook(tmp_path / "楼栋.xlsx", {"楼栋": rows})
    result = load([tmp_path])
    assert names(result, "Estate") == ["海月花园"]
    assert ties(result, "OPERATED_BY") == [("海月花园物业管理处", "甲物业公司")]
    assert names(result, "Building") == ["1栋", "2栋"]


def test_a_list_of_units_is_no_name_of_one(tmp_path: Path) -> None:
    row = ("海月社区", "甲公司、乙公司", "企业", None, "联合党支部", "联合党支部", None, None)
    write(tmp_path, "单位.csv", UNITS_AND_BRANCHES, row)
    result = load([tmp_path])
    assert names(result, "Unit", listed=None) == ["乙公司", "甲公司"]
    assert account(result)["单位.csv"] == (2, 1, 0, 1)


def test_what_the_first_kind_does_by_itself_needs_no_second() -> None:
    assert kinds_of([["社区", "小区", "楼栋名称", "层数", "覆盖党组织"], ["海月社区"] * 5]) == [
        ("buildings", [])
    ]
    header = ["社区", "单位名称", "单位性质", "党员数", "党组织名称", "未建原因"]
    assert kinds_of([header, ["海月社区"] * 6]) == [("units", [])]


def test_a_left_over_column_that_every_kind_has_makes_no_second_kind() -> None:
    header = ["社区", "党组织全称", "党组织类别", "上级党组织", "所在单位", "备注", "状态", "类型"]
    assert kinds_of([header, ["海月社区"] * 8]) == [("party_organizations", [])]
