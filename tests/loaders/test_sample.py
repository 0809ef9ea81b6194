"""The sample rosters: what a person who opens the files of `shequ demo` finds in them."""

from __future__ import annotations

import io
import re
import zipfile
from collections import Counter
from math import dist
from pathlib import Path
from statistics import fmean

import pytest
from python_calamine import CalamineWorkbook
from stdnum.cn import uscc

from loaders.sample import article, write
from loaders.sample.district import LEFT_OUT, communities, divisions
from loaders.sample.drawing import draw_to_total, shares
from loaders.sample.holders import VACANT
from loaders.sample.office import Cell
from loaders.sample.party_lines import ranges
from loaders.sample.places import estates
from loaders.sample.positions import place
from loaders.sample.rosters import (
    ARCHIVE,
    CENTRE_FILE,
    MASS_FILE,
    MEMBERS_FILE,
    TEAM_FILE,
    workbooks,
)

Row = dict[str, Cell]


@pytest.fixture(scope="module")
def sheets() -> dict[str, list[Row]]:
    """The rows of every sheet by "file sheet", before they are written."""
    return {
        f"{name} {sheet.name}": [dict(zip(sheet.header, row, strict=True)) for row in sheet.rows]
        for name, own in workbooks().items()
        for sheet in own
    }


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    directory = tmp_path_factory.mktemp("sample")
    write(directory)
    return directory


def _of(sheets: dict[str, list[Row]], beginning: str, ending: str = "") -> list[Row]:
    return [
        row
        for name, rows in sheets.items()
        if name.startswith(beginning) and name.endswith(ending)
        for row in rows
    ]


def _numbers(rows: list[Row], column: str) -> int:
    return sum(value for row in rows if isinstance(value := row[column], int))


def test_the_same_bytes_every_time(folder: Path, tmp_path: Path) -> None:
    written = write(tmp_path)
    assert [path.relative_to(tmp_path) for path in written] == sorted(
        path.relative_to(folder) for path in folder.rglob("*") if path.is_file()
    )
    for path in written:
        assert path.read_bytes() == (folder / path.relative_to(tmp_path)).read_bytes(), path.name


def test_real_are_98_communities_in_8_subdistricts() -> None:
    own = communities()
    assert len(own) == article.COMMUNITIES
    assert len({community.subdistrict for community in own}) == article.SUBDISTRICTS
    real = {row["code"]: row["name"] for row in divisions()}
    assert len(real) == 108
    assert all(real[community.code] == f"{community.name}居委会" for community in own)
    assert {"星海名城社区", "北头社区", "海月社区"} <= {community.name for community in own}


def test_each_of_the_ten_left_out_has_its_reason() -> None:
    assert len(LEFT_OUT) == 10
    names = {row["code"]: row["name"] for row in divisions()}
    for code, reason in LEFT_OUT.items():
        name, why = reason.split(": ")
        assert names[code].startswith(name)
        assert why


def test_the_leading_organizations_are_10_committees_and_39_general_branches() -> None:
    levels = Counter(community.level for community in communities())
    assert levels == {
        "党委": article.COMMITTEES,
        "党总支": article.GENERAL_BRANCHES,
        "党支部": 49,
    }


def test_the_example_is_as_the_article_has_it(sheets: dict[str, list[Row]]) -> None:
    branches = [
        row for row in _of(sheets, "党组织名册/", "党支部") if row["所属社区"] == article.EXAMPLE
    ]
    assert {(row["党组织全称"], row["上级党组织"], row["所在单位"]) for row in branches} == {
        ("星海名城社区工作站党支部", "星海名城社区党总支", None),
        ("星海名城社区居民党支部", "星海名城社区党总支", None),
        ("星海名城物业管理处党支部", "振业集团党委", "星海名城物业管理处"),
        ("北大附中党支部", "教育局党委", "北大附中"),
    }
    dual = [row for row in _of(sheets, "党组织名册/双重管理") if row["社区"] == article.EXAMPLE]
    scopes = ("参加活动", "参与选举", "参与决策")
    assert {(row["党支部名称"], row["属地党组织"], *(row[s] for s in scopes)) for row in dual} == {
        ("星海名城物业管理处党支部", "星海名城社区党总支", "是", "是", "是"),
        ("北大附中党支部", "星海名城社区党总支", "是", "是", "是"),
    }


def test_the_mass_organizations_add_up_to_the_article(sheets: dict[str, list[Row]]) -> None:
    rows = _of(sheets, MASS_FILE)
    kinds = Counter(row["群团类别"] for row in rows)
    assert kinds == {"工会": 3_284, "团支部": 862, "妇委会": 789}
    unions = [row for row in rows if row["群团类别"] == "工会"]
    assert 130_000 <= _numbers(unions, "会员数") < 140_000  # 13万余
    women = [row for row in rows if row["群团类别"] == "妇委会"]
    assert 90_000 <= _numbers(women, "会员数") < 100_000  # 9万余
    two_new = {
        (row["社区"], row["单位名称"])
        for row in _of(sheets, "驻区单位台账.xlsx")
        if row["两新类别"]
    }
    # One subdistrict keeps its two new on a roster of their own.
    for ending, column in (("新经济组织", "企业名称"), ("新社会组织", "社会组织名称")):
        two_new |= {
            (row["社区"], row[column]) for row in _of(sheets, "西丽街道两新组织台账", ending)
        }
    leagues = [row for row in rows if row["群团类别"] == "团支部" and row["所在单位"]]
    assert sum((row["社区"], row["所在单位"]) in two_new for row in leagues) == 155


def test_the_three_categories_of_members_add_up_to_the_article(
    sheets: dict[str, list[Row]],
) -> None:
    rows = _of(sheets, "党员普查登记情况表.xlsx")
    own = _numbers(rows, "组织关系在社区的党员")
    units = _numbers(rows, "组织关系不在社区的驻社区单位党员")
    living = _numbers(rows, "居住在社区但工作和组织关系在区外的党员")
    assert 7_400 <= own < 7_500  # 7400多人
    assert 19_000 <= units < 20_000  # 1.9万多人
    assert round(living / 10_000, 1) == 1.1  # 1.1万人
    assert round((own + units + living) / 10_000, 1) == 3.7  # 3.7万人


def test_the_branches_of_a_community_have_its_own_members(sheets: dict[str, list[Row]]) -> None:
    branches = _of(sheets, "党组织名册/", "党支部")
    for community in communities():
        if community.upgraded:
            under = [row for row in branches if row["上级党组织"] == community.leading]
            if all(row["党员数"] is not None for row in under):
                assert _numbers(under, "党员数") == community.members, community.name


def test_there_is_a_workstation_in_each_community(sheets: dict[str, list[Row]]) -> None:
    kinds = Counter(row["类别"] for row in _of(sheets, "社区治理组织名册.xlsx"))
    assert kinds["社区工作站"] == 98  # “98个社区工作站”
    assert kinds["居委会"] == 98


def test_the_credit_codes_are_right_but_for_one_slip(sheets: dict[str, list[Row]]) -> None:
    codes = [str(row["统一社会信用代码"]) for row in _of(sheets, "驻区单位台账.xlsx")
             if row["统一社会信用代码"]]  # fmt: skip
    assert len(set(codes)) == len(codes)
    assert any(code.startswith("N") for code in codes)
    # stdnum knows no code that starts with a letter; those are made by the same function.
    assert sum(not uscc.is_valid(code) for code in codes if code[0].isdigit()) == 1


def test_some_is_missing_as_in_life(sheets: dict[str, list[Row]]) -> None:
    buildings = _of(sheets, "楼栋台账.xlsx")
    assert 3_000 <= len(buildings) <= 5_000
    assert len({row["社区"] for row in buildings}) < 98  # some sent no roster of buildings
    assert any(row["小区"] is None for row in buildings)  # and some stand in no estate
    estates = _of(sheets, "居民小区台账.xlsx")
    assert 400 <= len(estates) <= 600
    without = [row for row in estates if row["业主委员会"] is None]
    assert 0.2 < len(without) / len(estates) < 0.6
    dual = _of(sheets, "党组织名册/双重管理")
    for scope in ("参与选举", "参与决策"):
        assert {row[scope] for row in dual} == {"是", "否", None}


def test_positions_are_as_offices_note_them(sheets: dict[str, list[Row]]) -> None:
    columns = {
        name.removeprefix("楼栋台账.xlsx "): {"经度", "纬度", "坐标"} & set(rows[0])
        for name, rows in sheets.items()
        if name.startswith("楼栋台账.xlsx")
    }
    assert columns.pop("蛇口街道") == {"坐标"}
    assert columns.pop("桃源街道") == set()
    assert all(own == {"经度", "纬度"} for own in columns.values())
    rows = [row for row in _of(sheets, "楼栋台账.xlsx") if "经度" in row]
    blank = [row for row in rows if row["经度"] is None]
    assert all(row["纬度"] is None for row in blank)
    assert 0 < len(blank) / len(rows) < 0.1
    stated = [(row["经度"], row["纬度"]) for row in rows if row["经度"] is not None]
    assert sum(longitude == 0 for longitude, _ in stated) == 1
    assert sum(22 < float(str(longitude)) < 23 for longitude, _ in stated) == 1  # exchanged


def test_communities_lie_beside_one_another() -> None:
    own = communities()
    every = estates(own)
    place(own, every, [])
    middles = {}
    for community in own:
        points = [e.position for e in every if e.community is community and e.position]
        middles[community.name] = [fmean(axis) for axis in zip(*points, strict=True)]
    for name, middle in middles.items():
        nearest = min(dist(middle, other) for n, other in middles.items() if n != name)
        assert 0.004 < nearest < 0.02, name


def test_four_in_five_leaders_went_to_college(sheets: dict[str, list[Row]]) -> None:
    leaders = [
        row for row in _of(sheets, "班子和委员名册/社区党组织班子成员") if row["姓名"] != VACANT
    ]
    college = re.compile("大专|本科|研究生")
    assert len(leaders) == 502
    assert sum(bool(college.search(str(row["学历"]))) for row in leaders) == 401  # 79.9%
    leading = {community.leading for community in communities()}
    secretaries = Counter(row["任职组织"] for row in leaders if row["职务"] == "书记")
    assert secretaries == dict.fromkeys(leading, 1)


def test_outside_members_come_from_units_of_several_natures(sheets: dict[str, list[Row]]) -> None:
    natures = {
        (row["社区"], row["单位名称"]): row["单位性质"] for row in _of(sheets, "驻区单位台账.xlsx")
    }
    natures |= {
        (row["社区"], row["企业名称"]): row["单位性质"]
        for row in _of(sheets, "西丽街道两新组织台账", " 新经济组织")
    }
    seats = [
        row for row in _of(sheets, "班子和委员名册/社区党组织班子成员") if row["职务"] == "兼职委员"
    ]
    from_them = Counter(natures[row["社区"], row["推荐单位"]] for row in seats)
    # “大单位、大公司、物业管理公司、中介机构等社区各类组织”
    assert {"机关", "事业单位", "国有企业", "非公企业", "中介机构"} == set(from_them)
    without = {c.name for c in communities()} - {row["社区"] for row in seats}
    assert 10 < len(without) < 60


def test_the_teams_have_the_people_of_the_article(sheets: dict[str, list[Row]]) -> None:
    rows = _of(sheets, TEAM_FILE)
    staff = [row for row in rows if row["队伍类别"] == "社区工作站工作队伍"]
    assert len(staff) == 98
    assert 800 <= _numbers(staff, "人数") < 900  # “800多名工作人员”
    workers = [row for row in rows if row["队伍类别"] == "专业社会工作者队伍"]
    assert _numbers(workers, "人数") == 101  # “101名”
    care = [row for row in rows if row["队伍类别"] == "关工委"]
    assert sum(row["社区"] is None for row in care) == 8  # “全区8个街道”
    assert 80 < sum(row["社区"] is not None for row in care) < 90  # “80多个社区”


def test_offers_of_the_list_are_those_of_the_units(sheets: dict[str, list[Row]]) -> None:
    stated = {
        (row["社区"], row["单位名称"], offer)
        for row in _of(sheets, "驻区单位台账.xlsx")
        if row["资源清单"]
        for offer in str(row["资源清单"]).split("、")
    }
    offers = _of(sheets, "资源清单和需求清单", " 资源清单")
    assert {(row["社区"], row["提供单位"], row["资源名称"]) for row in offers} < stated
    for rows in (offers, _of(sheets, "资源清单和需求清单", " 需求清单")):
        claimed = sum(row["认领单位"] is not None for row in rows)
        assert 0.3 < claimed / len(rows) < 0.8


def test_holders_have_names_that_nobody_has(sheets: dict[str, list[Row]]) -> None:
    invented = re.compile("[示演例虚拟样].{2}")
    holders = [
        str(row[column])
        for rows in sheets.values()
        for row in rows
        for column in ("姓名", "楼栋长姓名")
        if row.get(column) not in (None, VACANT)
    ]
    assert len(holders) > 3_000
    assert all(invented.fullmatch(name) for name in holders)


def test_no_other_column_is_about_a_person(sheets: dict[str, list[Row]]) -> None:
    personal = re.compile("姓名|书记|主任|联系人|电话|手机|身份证|住址|出生|民族|楼栋长")
    of_posts = re.compile("班子和委员名册/|楼栋长名册/|蛇口街道报送材料.zip!")
    for name, rows in sheets.items():
        if not name.startswith(MEMBERS_FILE):
            found = {column for column in rows[0] if personal.search(column)}
            assert found <= ({"姓名", "楼栋长姓名"} if of_posts.match(name) else set()), name


def test_nothing_looks_like_a_persons_number(sheets: dict[str, list[Row]]) -> None:
    number = re.compile(r"(?<!\d)(1[3-9]\d{9}|\d{15}|\d{17}[\dX])(?!\d)")
    for name, rows in sheets.items():
        for row in rows:
            found = [v for v in row.values() if number.search(str(v))]
            if name.startswith(MEMBERS_FILE):
                # Identity numbers of a district that there is not; telephones are none at all.
                assert all(str(v).startswith("990305") for v in found), row
            else:
                assert not found, (name, row)


def test_a_workbook_looks_as_an_office_keeps_it(folder: Path) -> None:
    workbook = CalamineWorkbook.from_path(folder / "社区基本情况表.xlsx")
    sheet = workbook.get_sheet_by_index(0)
    rows = sheet.to_python()
    assert rows[0][0] == "南山区社区基本情况表（示例）"
    assert re.fullmatch("填报单位：.*填报时间：2010年6月30日", str(rows[1][0]))
    assert rows[2][:2] == ["序号", "区"]
    assert rows[2 + 98 + 1][0] == "合计"
    assert str(rows[-2][0]).startswith("注：")
    # 街道 is written once over its merged cells.
    assert sum(row[2] != "" for row in rows[3 : 3 + 98]) == 8
    assert sheet.merged_cell_ranges


def test_invented_things_are_said_to_be_invented(folder: Path) -> None:
    with zipfile.ZipFile(folder / ARCHIVE) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    files |= {str(path): path.read_bytes() for path in folder.rglob("*.xlsx")}
    for path, data in files.items():
        workbook = CalamineWorkbook.from_filelike(io.BytesIO(data))
        for name in workbook.sheet_names:
            rows = workbook.get_sheet_by_name(name).to_python()
            assert str(rows[0][0]).endswith("（示例）"), path
            assert any("虚构" in str(row[0]) for row in rows[-2:]), path
            if {"经度", "坐标"} & set(map(str, rows[2])):
                assert "经纬度均为虚构" in str(rows[-1][0]), path


def test_the_csv_is_as_excel_in_china_saves_it(folder: Path) -> None:
    data = (folder / MASS_FILE).read_bytes()
    with pytest.raises(UnicodeDecodeError):
        data.decode("utf-8")
    lines = data.decode("gb18030").split("\r\n")
    assert lines[2] == "序号,社区,群团类别,组织名称,所在单位,会员数,领导党组织"
    assert len({line.count(",") for line in lines if line}) == 1


def test_some_files_named_xls_are_none(folder: Path) -> None:
    tabs = (folder / TEAM_FILE).read_bytes().decode("gb18030").split("\r\n")
    assert tabs[2] == "序号\t街道\t社区\t队伍类别\t队伍名称\t人数"
    page = (folder / CENTRE_FILE).read_bytes().decode("gb18030")
    assert page.startswith("<html")
    assert "<td>社区党员服务站</td>" in page


def test_a_clerk_writes_ranges_of_buildings() -> None:
    assert ranges(["1栋", "2栋", "3栋", "7栋"]) == "1-3栋、7栋"
    assert ranges(["1栋", "2栋", "9栋", "10栋", "11栋"]) == "1栋、2栋、9-11栋"
    assert ranges(["A座", "B座", "C座"]) == "A座、B座、C座"


def test_draws_meet_their_total() -> None:
    from random import Random

    drawn = draw_to_total(Random(1), 57, [(1, 9)] * 10)
    assert sum(drawn) == 57
    assert all(1 <= value <= 9 for value in drawn)
    with pytest.raises(ValueError, match="not between"):
        draw_to_total(Random(1), 91, [(1, 9)] * 10)
    assert shares(10, [1, 1, 1]) == [4, 3, 3]
