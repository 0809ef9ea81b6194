"""Cells that name several buildings or estates: each is stated, or it is an issue; never one."""

from __future__ import annotations

from pathlib import Path

import pytest

from loaders.loading import LoadResult
from loaders.values import building_key
from loaders.values.building_cells import buildings_named
from tests.loaders.written import account, codes, load, names, node, ties, write

HEADER = ("社区", "小区", "楼栋名称", "户数", "覆盖党组织")


def loaded(folder: Path, *cells: str) -> LoadResult:
    """A roster of buildings of one estate with these cells, 60 households a row."""
    write(folder, "社区.csv", ("街道", "社区名称"), ("招商街道", "海月社区"))
    rows = [("海月社区", "海月花园", cell, 60, None) for cell in cells]
    write(folder, "楼栋.csv", HEADER, *rows)
    return load([folder])


def test_4_and_5_are_two_buildings_and_never_45(tmp_path: Path) -> None:
    result = loaded(tmp_path, "4、5栋", "45栋", "1.2栋", "12栋")
    assert names(result, "Building") == ["12栋", "1栋", "2栋", "45栋", "4栋", "5栋"]
    assert node(result, "Building", "45栋")["households"] == 60
    assert node(result, "Building", "4栋")["households"] is None
    assert codes(result).count("several_buildings") == 2
    assert account(result)["楼栋.csv"] == (5, 4, 0, 1)


def test_a_branch_that_covers_4_and_5_covers_no_45(tmp_path: Path) -> None:
    write(tmp_path, "社区.csv", ("街道", "社区名称"), ("招商街道", "海月社区"))
    write(
        tmp_path, "楼栋.csv", HEADER,
        ("海月社区", "海月花园", "4、5栋", 60, "海月社区第一党支部"),
        ("海月社区", "海月花园", "45栋", 60, None),
    )  # fmt: skip
    result = load([tmp_path])
    covered = [building for _, building in ties(result, "COVERS")]
    assert covered == ["4栋", "5栋"]


@pytest.mark.parametrize(
    ("cell", "buildings"),
    [
        ("1-3栋", "1栋 2栋 3栋"),
        ("1栋/2栋", "1栋 2栋"),
        ("6栋 7栋", "6栋 7栋"),
        ("8栋\n9栋", "8栋 9栋"),
        ("6栋7栋", "6栋 7栋"),
        ("1栋和2栋", "1栋 2栋"),
        ("A、B座", "A座 B座"),
        ("１，２栋", "1栋 2栋"),
        ("综合楼、1栋", "综合楼 1栋"),
        ("T1-T3栋", "T1栋 T2栋 T3栋"),
    ],
)
def test_a_cell_is_read_as_the_buildings_it_names(cell: str, buildings: str) -> None:
    assert buildings_named(cell) == buildings.split()


@pytest.mark.parametrize(
    "name",
    ["1栋", "A-1栋", "3-2栋", "1-1栋", "12栋A座", "12栋 A座", "B座 1单元", "B座 101", "T3 1栋",
     "综合楼(1、2层)", "和园1栋", "1栋1-3层", "No.3", "7栋(原5、6栋)", "全部楼栋", "海月花园 1栋"],
)  # fmt: skip
def test_a_name_with_such_a_sign_is_one_building(name: str) -> None:
    assert buildings_named(name) == [name]


@pytest.mark.parametrize("cell", ["1#、2#连体", "5至3栋", "1栋、2栋商铺", "8-1、8-2栋", "1-301"])
def test_what_can_not_be_told_apart_is_an_issue_and_the_row_is_rejected(
    tmp_path: Path, cell: str
) -> None:
    result = loaded(tmp_path, cell, "9栋")
    assert names(result, "Building") == ["9栋"]
    assert codes(result).count("bad_building_list") == 1
    assert account(result)["楼栋.csv"] == (3, 1, 1, 1)


@pytest.mark.parametrize("cells", [("1-1栋", "1-2栋", "2-1栋"), ("1-2栋", "1-3栋"), ("1-2", "2-2")])
def test_block_and_unit_are_names_where_a_roster_has_them_side_by_side(
    tmp_path: Path, cells: tuple[str, ...]
) -> None:
    result = loaded(tmp_path, *cells)
    assert names(result, "Building") == sorted(cells)
    assert "several_buildings" not in codes(result)


def test_a_key_never_drops_a_sign_between_two_numbers() -> None:
    texts = [
        "4、5栋",
        "45栋",
        "4.5栋",
        "4,5栋",
        "4 5栋",
        "一、二栋",
        "1·2栋",
        "12栋",
        "T3 1栋",
        "T31栋",
    ]
    assert len({building_key(text) for text in texts}) == len(texts)
    assert building_key("No. 3") == building_key("3栋")
    assert building_key("A.1栋") == building_key("A1栋")


def test_several_estates_in_a_cell_are_an_issue_and_name_no_property_office(
    tmp_path: Path,
) -> None:
    write(tmp_path, "社区.csv", ("街道", "社区名称"), ("招商街道", "海月社区"))
    write(
        tmp_path, "小区.csv", ("社区", "小区名称", "户数", "物业公司"),
        ("海月社区", "甲花园/乙花园", 100, "丙物业公司"),
        ("海月社区", "丁花园 戊花园", 100, "丙物业公司"),
        ("海月社区", "己花园、庚花园", 100, "丙物业公司"),
        ("海月社区", "半岛 城邦", 100, "丙物业公司"),
        ("海月社区", "星海名城一、二期", 100, "丙物业公司"),
    )  # fmt: skip
    result = load([tmp_path])
    assert names(result, "Estate") == ["半岛城邦", "星海名城一、二期"]
    assert names(result, "GovernanceBody") == ["半岛城邦物业管理处", "星海名城一、二期物业管理处"]
    assert codes(result).count("several_estates") == 3
    assert account(result)["小区.csv"] == (6, 2, 3, 1)
