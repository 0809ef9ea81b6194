"""A roster without a column for the community stands in the one that its title or name tells."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from loaders.loading import LoadResult
from tests.loaders.sheets import workbook
from tests.loaders.written import account, codes, load, names, node, ties, write

BUILDINGS = ("小区", "楼栋名称", "层数", "覆盖党组织")
ROW = ("海月花园", "1栋", 7, None)


def communities(folder: Path, *more: Sequence[str]) -> None:
    write(
        folder,
        "社区.csv",
        ("街道", "社区编码", "社区名称"),
        ("招商街道", "440305006011", "海月社区"),
        ("南头街道", "440305001012", "星海名城社区"),
        *more,
    )


def seat_of(result: LoadResult, estate: str = "海月花园") -> object:
    return node(result, "Estate", estate)["community"] if result.nodes["Estate"].height else None


@pytest.mark.parametrize(
    "title",
    [
        "海月社区楼栋台账",
        "海月社区",
        "海月",
        "招商街道海月社区2010年楼栋情况一览表",
        "（一）海月社区",
        "填报单位：海月社区居委会   填表人：某甲   填报时间：2010年6月30日",
        "单位：海月",
    ],
)
def test_the_title_tells_the_community(tmp_path: Path, title: str) -> None:
    communities(tmp_path)
    write(tmp_path, "楼栋.csv", (title,), BUILDINGS, ROW)
    result = load([tmp_path])
    assert seat_of(result) == "海月社区"
    assert account(result)["楼栋.csv"] == (3, 1, 0, 2)


@pytest.mark.parametrize(
    "name",
    [
        "海月社区楼栋.csv",
        "海月.csv",
        "海月社区/楼栋.csv",
        "1.海月/楼栋.csv",
        "海月社区居委会/a/b.csv",
    ],
)
def test_the_file_or_its_folder_tells_it(tmp_path: Path, name: str) -> None:
    communities(tmp_path)
    write(tmp_path, name, BUILDINGS, ROW)
    assert seat_of(load([tmp_path])) == "海月社区"


def test_every_sheet_is_a_community(tmp_path: Path) -> None:
    communities(tmp_path)
    sheets = {"海月社区": [BUILDINGS, ROW], "2.星海名城": [BUILDINGS, ("星海花园", "1栋", 3, None)]}
    workbook(tmp_path / "楼栋.xlsx", sheets)
    result = load([tmp_path])
    assert (seat_of(result), seat_of(result, "星海花园")) == ("海月社区", "星海名城社区")
    for community in ("海月社区", "星海名城社区"):
        assert node(result, "Community", community)["asked"] == ["COVERS.Building"]


def test_the_column_goes_before_the_title_and_the_title_before_the_file(tmp_path: Path) -> None:
    communities(tmp_path)
    write(
        tmp_path, "海月社区.csv", ("海月社区台账",), ("社区", "小区名称", "户数"),
        ("星海名城社区", "甲花园", 3), (None, "乙花园", 4),
    )  # fmt: skip
    write(tmp_path, "海月/小区.csv", ("星海名城社区台账",), ("小区名称", "户数"), ("丙花园", 3))
    result = load([tmp_path])
    assert seat_of(result, "甲花园") == "星海名城社区"
    assert seat_of(result, "乙花园") is None
    assert seat_of(result, "丙花园") == "星海名城社区"


def test_organizations_are_seated_and_serve_where_the_sheet_says(tmp_path: Path) -> None:
    communities(tmp_path)
    write(
        tmp_path, "招商街道/海月社区工会.csv", ("组织名称", "类别"), ("海月社区工会联合会", "工会")
    )
    write(tmp_path, "招商街道/妇联.csv", ("组织名称", "类别"), ("招商街道妇女联合会", "妇联"))
    result = load([tmp_path])
    assert ties(result, "SEATED_IN") == [("海月社区工会联合会", "海月社区")]
    assert ties(result, "SERVES") == [
        ("招商街道妇女联合会", "招商街道"),
        ("海月社区工会联合会", "海月社区"),
    ]


def test_two_communities_in_one_title_tell_nothing(tmp_path: Path) -> None:
    communities(tmp_path)
    write(tmp_path, "海月社区.csv", ("海月社区、星海名城社区楼栋",), BUILDINGS, ROW)
    assert seat_of(load([tmp_path])) is None


def test_of_two_communities_of_one_name_the_subdistrict_decides(tmp_path: Path) -> None:
    communities(tmp_path, ("南头街道", "440305001099", "海月社区"))
    write(tmp_path, "招商街道/海月社区.csv", BUILDINGS, ROW)
    result = load([tmp_path])
    (building,) = result.nodes["Building"].to_dicts()
    assert building["community_code"] == "440305006011"
    write(tmp_path, "招商街道/海月社区.csv", BUILDINGS)
    write(tmp_path, "其他/海月社区.csv", BUILDINGS, ROW)
    assert seat_of(load([tmp_path])) is None


@pytest.mark.parametrize(
    "name", ["新海月社区楼栋", "海月花园", "楼栋", "Sheet1", "审核单位：海月社区"]
)
def test_what_only_sounds_like_a_community_tells_nothing(tmp_path: Path, name: str) -> None:
    communities(tmp_path)
    write(tmp_path, "楼栋.csv", (name,), BUILDINGS, ROW)
    assert seat_of(load([tmp_path])) is None


def test_a_sheet_named_like_a_community_that_is_on_no_roster_is_an_issue(tmp_path: Path) -> None:
    communities(tmp_path)
    workbook(tmp_path / "楼栋.xlsx", {"北头社区": [BUILDINGS, ROW], "说明表": [BUILDINGS, ROW]})
    result = load([tmp_path])
    assert codes(result).count("told_place_not_found") == 1
    (issue,) = result.issues.filter(result.issues["code"] == "told_place_not_found").to_dicts()
    assert (issue["file"], issue["sheet"], issue["as_written"]) == (
        "楼栋.xlsx",
        "北头社区",
        "北头社区",
    )
    assert names(result, "Community") == ["星海名城社区", "海月社区"]


def test_where_no_roster_of_communities_was_loaded_it_is_only_named(tmp_path: Path) -> None:
    sheets = {"海月社区": [BUILDINGS, ROW], "北头社区": [BUILDINGS, ("北头花园", "1栋", 3, None)]}
    workbook(tmp_path / "楼栋.xlsx", sheets)
    result = load([tmp_path])
    assert names(result, "Community", listed=False) == ["北头社区", "海月社区"]
    assert seat_of(result) == "海月社区"
