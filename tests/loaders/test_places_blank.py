"""Rows that do not say where their thing is, or say it with the subdistrict before it."""

from __future__ import annotations

from pathlib import Path

import pytest

from loaders.loading import LoadResult
from tests.loaders.written import codes, load, names, ties, write

BUILDINGS = ("社区", "小区", "楼栋名称", "户数")


@pytest.fixture
def office(tmp_path: Path) -> Path:
    """A folder with two communities of one subdistrict."""
    write(
        tmp_path,
        "社区.csv",
        ("街道", "社区名称"),
        ("南山街道", "月亮湾社区"),
        ("南山街道", "荔湾社区"),
    )
    return tmp_path


def homes(result: LoadResult) -> list[tuple[str, str]]:
    """The buildings as (name, id after the base)."""
    rows = result.nodes["Building"].select("name", "id").sort("id").rows()
    return [(name, id_.split("/id/")[1]) for name, id_ in rows]


def test_a_place_in_the_first_row_of_each_block_is_carried_down(office: Path) -> None:
    write(
        office, "楼栋.csv", BUILDINGS,
        ("月亮湾社区", "鼎太风华", "1栋", 20), (None, None, "2栋", 30), (None, None, "3栋", 30),
        ("荔湾社区", "阳光花园", "1栋", 20), (None, None, "2栋", 30),
    )  # fmt: skip
    result = load([office])
    assert [id_ for _, id_ in homes(result)] == [
        "building/-/南山/月亮湾/鼎太风华/1",
        "building/-/南山/月亮湾/鼎太风华/2",
        "building/-/南山/月亮湾/鼎太风华/3",
        "building/-/南山/荔湾/阳光花园/1",
        "building/-/南山/荔湾/阳光花园/2",
    ]
    assert codes(result).count("place_from_above") == 1
    assert "place_blank" not in codes(result)


@pytest.mark.parametrize(
    "rows",
    [
        # every row of the others is filled: one was left out
        [("月亮湾社区", "甲花园", "1栋"), ("月亮湾社区", "甲花园", "3栋"), (None, None, "2栋"),
         ("荔湾社区", "乙花园", "1栋"), (None, None, "2栋"), (None, None, "5栋"),
         ("荔湾社区", "乙花园", "6栋")],
        # a blank row states its estate: it may be in another community
        [("月亮湾社区", "甲花园", "1栋"), (None, "丁花园", "2栋"), ("荔湾社区", "乙花园", "1栋"),
         (None, None, "2栋"), (None, None, "2栋")],
        # the first row is blank
        [(None, None, "2栋"), ("月亮湾社区", "甲花园", "1栋"), ("荔湾社区", "乙花园", "1栋"),
         (None, None, "2栋")],
        # fewer blanks than blocks
        [("月亮湾社区", "甲花园", "1栋"), ("荔湾社区", "乙花园", "1栋"), (None, None, "2栋")],
        # a name twice in a block
        [("月亮湾社区", "甲花园", "1栋"), (None, None, "2栋"), (None, None, "2栋"),
         ("荔湾社区", "乙花园", "1栋")],
        # 无 is no blank
        [("月亮湾社区", "甲花园", "1栋"), ("无", None, "2栋"), ("荔湾社区", "乙花园", "1栋"),
         (None, None, "2栋")],
    ],
)  # fmt: skip
def test_where_there_is_a_doubt_no_place_is_carried_and_no_two_rows_are_one(
    office: Path, rows: list[tuple[str | None, str | None, str]]
) -> None:
    write(office, "楼栋.csv", BUILDINGS[:3], *rows)
    result = load([office])
    assert "place_from_above" not in codes(result)
    assert len(homes(result)) == len(rows)
    assert codes(result).count("place_blank") == sum(row[0] in (None, "无") for row in rows)


def test_two_branches_of_one_name_and_no_community_are_not_one(office: Path) -> None:
    write(
        office, "党组织.csv", ("社区", "党组织全称", "上级党组织", "党员数"),
        ("月亮湾社区", "月亮湾社区党委", None, 20), (None, "第一党支部", "月亮湾社区党委", 30),
        ("荔湾社区", "荔湾社区党委", None, 20), (None, "第一党支部", "荔湾社区党委", 40),
    )  # fmt: skip
    result = load([office])
    assert names(result, "PartyOrganization").count("第一党支部") == 2
    assert "second_superior" not in codes(result)
    assert len(ties(result, "SUBORDINATE_TO")) == 2
    blank = result.issues.filter(result.issues["code"] == "place_blank")
    assert blank["cell"].to_list() == ["A3", "A5"]
    assert "“社区”是空的" in blank["problem_zh"][0]
    assert "每一行都要填" in blank["remedy_zh"][0]


def test_a_branch_on_two_rosters_without_a_community_stays_one(office: Path) -> None:
    for name in ("党组织.csv", "党组织二.csv"):
        rows = ("社区", "党组织全称", "党员数"), (None, "市水务集团党委", 30)
        write(office, name, *rows, ("月亮湾社区", name.removesuffix(".csv") + "一党支部", 3))
    result = load([office])
    assert names(result, "PartyOrganization").count("市水务集团党委") == 1
    assert "place_blank" not in codes(result)


def test_a_subdistrict_in_the_first_row_of_each_block_is_carried_down(tmp_path: Path) -> None:
    write(
        tmp_path, "社区.csv", ("街道", "社区名称", "户数"),
        ("南山街道", "月亮湾社区", 1200), (None, "荔湾社区", 900),
        ("西丽街道", "阳光社区", 5), (None, "荔湾社区", 7),
    )  # fmt: skip
    result = load([tmp_path])
    assert names(result, "Community") == ["月亮湾社区", "荔湾社区", "荔湾社区", "阳光社区"]


@pytest.fixture
def sunny(tmp_path: Path) -> Path:
    """A folder with two communities of one name."""
    rows = ("南山街道", "阳光社区"), ("西丽街道", "阳光社区")
    write(tmp_path, "社区.csv", ("街道", "社区名称"), *rows)
    return tmp_path


@pytest.mark.parametrize(
    "form",
    [
        "{}街道阳光社区",
        "{}阳光社区",
        "阳光社区（{}）",
        "{}街道办阳光",
        "深圳市南山区{}街道阳光社区",
    ],
)
def test_a_community_with_its_subdistrict_before_it_is_that_of_the_subdistrict(
    sunny: Path, form: str
) -> None:
    write(
        sunny, "楼栋.csv", BUILDINGS,
        (form.format("南山"), "乙小区", "1栋", 20), (form.format("西丽"), "乙小区", "1栋", 30),
    )  # fmt: skip
    result = load([sunny])
    assert [id_ for _, id_ in homes(result)] == [
        "building/-/南山/阳光/乙小区/1",
        "building/-/西丽/阳光/乙小区/1",
    ]
    assert set(codes(result)) == {"unlisted"}


def test_a_community_that_stays_unclear_names_the_subdistricts_and_what_to_do(
    sunny: Path,
) -> None:
    write(sunny, "楼栋.csv", BUILDINGS, ("阳光社区", "甲花园", "1栋", 20))
    result = load([sunny])
    (issue,) = result.issues.filter(result.issues["code"] == "ambiguous_community").to_dicts()
    assert issue["candidates"] == "阳光社区（南山街道）、阳光社区（西丽街道）"
    assert "填写“街道”列" in str(issue["remedy_zh"])


def test_things_of_two_communities_that_are_not_found_are_two(sunny: Path) -> None:
    write(
        sunny, "楼栋.csv", BUILDINGS,
        ("阳光一村社区", "乙小区", "1栋", 20), ("阳光二村社区", "乙小区", "1栋", 30),
    )  # fmt: skip
    assert len(homes(load([sunny]))) == 2
