"""The fine print: one test a rule, each a small office's rosters."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest

from loaders import RosterError
from tests.loaders.written import account, codes, load, names, node, ties, write

COMMUNITIES = ("街道", "社区编码", "社区名称", "社区党组织")
PARTY = (
    "党组织全称",
    "党组织类别",
    "上级党组织",
    "所属社区",
    "所在单位",
    "覆盖小区",
    "覆盖楼栋",
    "属地党组织",
)
ON = datetime.date(2010, 6, 30)


def communities(folder: Path, leading: str | None = "海月社区党委") -> Path:
    return write(
        folder,
        "社区.csv",
        COMMUNITIES,
        ("招商街道", "440305006011", "海月社区", leading),
        ("南头街道", "440305001012", "星海名城社区", "星海名城社区党总支"),
    )


def party(folder: Path, *rows: tuple[object, ...], name: str = "党组织.csv") -> Path:
    return write(folder, name, PARTY, *rows)


def test_rule_1_a_column_that_is_there_asks_and_one_that_is_not_does_not(tmp_path: Path) -> None:
    communities(tmp_path)
    party(
        tmp_path,
        ("海月社区党委", "党委", "招商街道党工委", "海月社区", None, None, None, None),
        ("星海名城社区党总支", "党总支", "南头街道党工委", "星海名城社区", None, None, None, None),
    )
    write(tmp_path, "楼栋.csv", ("社区", "小区", "楼栋名称"), ("海月社区", "海月花园", "1栋"))
    result = load([tmp_path], date=ON)
    asked = node(result, "Community", "海月社区")["asked"]
    assert isinstance(asked, list)
    assert {"COVERS.Building", "DUAL_MANAGED_BY", "SUBORDINATE_TO", "LEADS"} <= set(asked)
    assert "TAKES_PART_IN" not in asked


def test_rule_1_only_the_communities_with_a_row_were_asked(tmp_path: Path) -> None:
    communities(tmp_path)
    party(tmp_path, ("海月社区党委", "党委", "招商街道党工委", "海月社区", None, None, None, None))
    result = load([tmp_path], date=ON)
    assert node(result, "Community", "星海名城社区")["asked"] == ["LEADS"]


def test_rule_2_the_roster_of_communities_names_the_leading_organization(tmp_path: Path) -> None:
    communities(tmp_path)
    party(tmp_path, ("海月社区党委", "党委", "招商街道党工委", "海月社区", None, None, None, None))
    result = load([tmp_path], date=ON)
    assert ("海月社区党委", "海月社区") in ties(result, "LEADS")


def test_rule_2_else_it_is_the_one_under_the_working_committee_with_the_community_s_name(
    tmp_path: Path,
) -> None:
    write(
        tmp_path,
        "社区.csv",
        ("街道", "社区编码", "社区名称"),
        ("招商街道", "440305006011", "海月社区"),
    )
    party(
        tmp_path,
        (
            "中共深圳市南山区招商街道海月社区委员会",
            "党委",
            "招商街道党工委",
            "海月社区",
            None,
            None,
            None,
            None,
        ),
        ("海月物业党支部", "党支部", "招商街道党工委", "海月社区", None, None, None, None),
    )
    result = load([tmp_path], date=ON)
    assert ties(result, "LEADS") == [("中共深圳市南山区招商街道海月社区委员会", "海月社区")]


def test_rule_2_two_candidates_are_an_issue_not_a_choice(tmp_path: Path) -> None:
    write(
        tmp_path,
        "社区.csv",
        ("街道", "社区编码", "社区名称"),
        ("招商街道", "440305006011", "海月社区"),
    )
    party(
        tmp_path,
        ("海月社区党委", "党委", "招商街道党工委", "海月社区", None, None, None, None),
        ("海月社区党总支", "党总支", "招商街道党工委", "海月社区", None, None, None, None),
    )
    result = load([tmp_path], date=ON)
    assert ties(result, "LEADS") == []
    assert "two_leading_organizations" in codes(result)


def test_rule_5_a_superior_on_no_roster_is_a_node_that_is_not_listed(tmp_path: Path) -> None:
    communities(tmp_path)
    party(
        tmp_path,
        ("北大附中党支部", "党支部", "教育局党委", "星海名城社区", None, None, None, None),
        ("第二中学党支部", "党支部", "教育局党委", "海月社区", None, None, None, None),
    )
    result = load([tmp_path], date=ON)
    assert "教育局党委" in names(result, "PartyOrganization", listed=False)
    assert node(result, "PartyOrganization", "教育局党委")["kind"] == "committee"
    assert ("北大附中党支部", "教育局党委") in ties(result, "SUBORDINATE_TO")
    assert "unlisted" in codes(result)


def test_rule_6_an_organization_sits_where_its_unit_sits(tmp_path: Path) -> None:
    communities(tmp_path)
    write(tmp_path, "单位.csv", ("社区", "单位名称", "职工数"), ("星海名城社区", "北大附中", 120))
    party(tmp_path, ("北大附中党支部", "党支部", "教育局党委", None, "北大附中", None, None, None))
    result = load([tmp_path], date=ON)
    assert ("北大附中党支部", "星海名城社区") in ties(result, "SEATED_IN")
    assert node(result, "PartyOrganization", "北大附中党支部")["community_code"] == "440305001012"


def test_rule_10_the_graph_s_date_is_the_newest_filling_date(tmp_path: Path) -> None:
    write(
        tmp_path,
        "社区.csv",
        ("南山区社区基本情况",),
        ("填报时间：2010年6月30日",),
        COMMUNITIES,
        ("招商街道", "440305006011", "海月社区", None),
    )
    assert load([tmp_path]).date == ON
    assert load([tmp_path], date=datetime.date(2009, 1, 1)).date == datetime.date(2009, 1, 1)


@pytest.mark.parametrize(
    ("since", "until", "in_force"),
    [
        ("2008-06-30", "2010-06-30", True),
        ("2010-07-01", None, False),
        (None, "2010-06-29", False),
        (None, None, True),
        ("2010年", None, True),
        ("2010年7月", None, False),
        (None, "2010年5月", False),
        ("查不到", None, None),
        ("查不到", "2010-06-29", False),
        ("2008年6月", "2010年6月", True),
    ],
)
def test_rule_10_a_tie_is_in_force_from_its_first_to_its_last_day(
    tmp_path: Path, since: str | None, until: str | None, in_force: bool | None
) -> None:
    communities(tmp_path)
    party(
        tmp_path,
        ("海月社区党委", "党委", "招商街道党工委", "海月社区", None, None, None, None),
        ("海月物业党支部", "党支部", "物业公司党委", "海月社区", None, None, None, None),
    )
    write(
        tmp_path,
        "双重管理.csv",
        (
            "社区",
            "党支部名称",
            "属地党组织",
            "参加活动",
            "参与选举",
            "参与决策",
            "起始日期",
            "截止日期",
        ),
        ("海月社区", "海月物业党支部", "海月社区党委", "是", "是", "否", since, until),
    )
    (tie,) = load([tmp_path], date=ON).edges["DUAL_MANAGED_BY"].to_dicts()
    assert tie["in_force"] is in_force
    assert (tie["activities"], tie["elections"], tie["decisions"]) == (True, True, False)


def test_rule_11_where_buildings_are_named_the_estate_is_not_covered_itself(tmp_path: Path) -> None:
    communities(tmp_path)
    write(
        tmp_path,
        "楼栋.csv",
        ("社区", "小区", "楼栋名称"),
        *(("海月社区", "海月花园", f"{n}栋") for n in range(1, 8)),
    )
    party(
        tmp_path,
        ("第一党小组", "党小组", None, "海月社区", None, "海月花园", "1-3栋、7幢", None),
        ("海月花园党支部", "党支部", None, "海月社区", None, "海月花园", None, None),
    )
    result = load([tmp_path], date=ON)
    assert ties(result, "COVERS") == sorted(
        [("海月花园党支部", "海月花园"), *(("第一党小组", f"{n}栋") for n in (1, 2, 3, 7))]
    )


def test_rule_12_the_same_tie_twice_is_one_with_both_sources(tmp_path: Path) -> None:
    communities(tmp_path)
    row = (
        "海月物业党支部",
        "党支部",
        "招商局集团党委",
        "海月社区",
        None,
        None,
        None,
        "海月社区党委",
    )
    lead = ("海月社区党委", "党委", "招商街道党工委", "海月社区", None, None, None, None)
    party(tmp_path, lead, row, name="一.csv")
    party(tmp_path, row, name="二.csv")
    (tie,) = load([tmp_path], date=ON).edges["DUAL_MANAGED_BY"].to_dicts()
    assert tie["source"] == "一.csv||3; 二.csv||2"


def test_rule_12_one_tie_is_in_force_where_one_of_its_rows_says_so(tmp_path: Path) -> None:
    """In any order of files: what another row leaves open does not hide it."""
    communities(tmp_path)
    party(
        tmp_path,
        ("海月社区党委", "党委", "招商街道党工委", "海月社区", None, None, None, None),
        ("海月物业党支部", "党支部", "招商局集团党委", "海月社区", None, None, None, None),
    )
    for name, since in (("一.csv", "待核实"), ("二.csv", None)):
        write(
            tmp_path,
            name,
            ("社区", "党支部名称", "属地党组织", "起始日期"),
            ("海月社区", "海月物业党支部", "海月社区党委", since),
        )
    files = sorted(tmp_path.glob("*.csv"))
    for paths in (files, files[::-1]):
        (tie,) = load(paths, date=ON).edges["DUAL_MANAGED_BY"].to_dicts()
        assert tie["in_force"] is True


def test_rule_12_ties_that_differ_in_an_attribute_are_parallel(tmp_path: Path) -> None:
    communities(tmp_path)
    party(
        tmp_path,
        ("海月社区党委", "党委", "招商街道党工委", "海月社区", None, None, None, None),
        ("海月物业党支部", "党支部", "招商局集团党委", "海月社区", None, None, None, None),
    )
    for name, elections in (("一.csv", "是"), ("二.csv", "否")):
        write(
            tmp_path,
            name,
            ("社区", "党支部名称", "属地党组织", "参与选举"),
            ("海月社区", "海月物业党支部", "海月社区党委", elections),
        )
    assert load([tmp_path], date=ON).edges["DUAL_MANAGED_BY"].height == 2


def test_rule_13_two_formal_superiors_are_both_kept_and_the_second_is_an_error(
    tmp_path: Path,
) -> None:
    communities(tmp_path)
    first = ("海月物业党支部", "党支部", "招商局集团党委", "海月社区", None, None, None, None)
    second = ("海月物业党支部", "党支部", "海月社区党委", "海月社区", None, None, None, None)
    party(tmp_path, first, second)
    result = load([tmp_path], date=ON)
    assert len([t for t in ties(result, "SUBORDINATE_TO") if t[0] == "海月物业党支部"]) == 2
    assert "second_superior" in codes(result)


def test_rule_14_a_property_company_on_a_roster_of_estates(tmp_path: Path) -> None:
    communities(tmp_path)
    write(
        tmp_path,
        "小区.csv",
        ("社区", "小区名称", "业主委员会", "物业公司"),
        ("海月社区", "海月花园", "有", "海岸物业有限公司"),
        ("海月社区", "半岛花园", "无", None),
    )
    result = load([tmp_path], date=ON)
    assert names(result, "GovernanceBody") == ["海月花园业主委员会", "海月花园物业管理处"]
    assert ties(result, "OPERATED_BY") == [("海月花园物业管理处", "海岸物业有限公司")]
    assert not [t for t in ties(result, "SEATED_IN") if t[0] == "海岸物业有限公司"]


def test_rule_15_a_shop_on_a_roster_of_estates_is_a_building(tmp_path: Path) -> None:
    communities(tmp_path)
    write(
        tmp_path,
        "小区.csv",
        ("社区", "小区名称", "类型"),
        ("海月社区", "海月花园", "住宅"),
        ("海月社区", "海月大厦", "写字楼"),
        ("海月社区", "海月广场", "商住"),
    )
    result = load([tmp_path], date=ON)
    assert names(result, "Estate") == ["海月广场", "海月花园"]
    assert node(result, "Building", "海月大厦")["building_use"] == "non_residential"


def test_rule_16_resources_of_a_unit_are_offers(tmp_path: Path) -> None:
    communities(tmp_path)
    write(
        tmp_path,
        "单位.csv",
        ("社区", "单位名称", "资源清单", "需求"),
        ("海月社区", "海月小学", "操场、会议室", None),
    )
    result = load([tmp_path], date=ON)
    assert ties(result, "OFFERS") == [("海月小学", "会议室"), ("海月小学", "操场")]
    assert ties(result, "DEMANDS") == []


def test_rule_19_a_name_is_looked_for_in_its_own_community_first(tmp_path: Path) -> None:
    communities(tmp_path)
    write(
        tmp_path,
        "楼栋.csv",
        ("社区", "小区", "楼栋名称"),
        ("海月社区", "花园小区", "1栋"),
        ("星海名城社区", "花园小区", "1栋"),
    )
    write(
        tmp_path,
        "小区.csv",
        ("社区", "小区名称", "户数"),
        ("海月社区", "花园小区", 10),
        ("星海名城社区", "花园小区", 20),
    )
    result = load([tmp_path], date=ON)
    assert result.nodes["Estate"].height == 2
    assert result.nodes["Building"]["estate_id"].n_unique() == 2


def test_rule_19_a_name_in_two_other_communities_is_ambiguous(tmp_path: Path) -> None:
    communities(tmp_path)
    write(
        tmp_path,
        "单位.csv",
        ("社区", "单位名称", "职工数"),
        ("海月社区", "便民超市", 3),
        ("星海名城社区", "便民超市", 3),
    )
    party(tmp_path, ("超市党支部", "党支部", None, None, "便民超市", None, None, None))
    result = load([tmp_path], date=ON)
    assert ties(result, "ESTABLISHED_IN") == []
    assert "ambiguous" in codes(result)


def test_rule_20_every_row_is_accounted_for(tmp_path: Path) -> None:
    write(
        tmp_path,
        "小区.csv",
        ("海月社区小区台账",),
        ("序号", "社区", "小区名称", "户数"),
        (1, "海月社区", "海月花园", 300),
        (2, "海月社区", None, 20),
        ("合计", None, None, 320),
        ("填表人：办公室",),
    )
    assert account(load([tmp_path], date=ON)) == {"小区.csv": (6, 1, 1, 4)}


def test_rule_22_a_folder_of_nothing_but_photos_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "合影.jpg").write_bytes(b"\xff\xd8\xff\xe0" + b"\0" * 100)
    with pytest.raises(RosterError, match=r"合影\.jpg"):
        load([tmp_path])


def test_the_order_of_files_changes_nothing(tmp_path: Path) -> None:
    one, two = tmp_path / "一", tmp_path / "二"
    for folder, order in ((one, (0, 1)), (two, (1, 0))):
        rosters = [
            lambda f: communities(f),
            lambda f: party(
                f,
                ("海月社区党委", "党委", "招商街道党工委", "海月社区", None, None, None, None),
                (
                    "物业党支部",
                    "党支部",
                    "集团党委",
                    "海月社区",
                    None,
                    "海月花园",
                    "1-2栋",
                    "海月社区党委",
                ),
            ),
        ]
        for index in order:
            rosters[index](folder)
    first = load([one / "社区.csv", one / "党组织.csv"], date=ON)
    second = load([two / "党组织.csv", two / "社区.csv"], date=ON)
    assert all(first.nodes[label].equals(second.nodes[label]) for label in first.nodes)
    assert all(first.edges[type_].equals(second.edges[type_]) for type_ in first.edges)


def test_rule_27_a_person_s_name_in_the_column_of_the_organization_goes_nowhere(
    tmp_path: Path,
) -> None:
    communities(tmp_path)
    write(
        tmp_path,
        "党组织.csv",
        ("党组织名称", "书记", "所属社区", "上级党组织"),
        ("海月社区党委", "王小明", "海月社区", "招商街道党工委"),
        ("王小明", "李大同", "海月社区", "海月社区党委"),
        ("海月花园党支部", "李大同", "海月社区", "赵一一"),
    )
    result = load([tmp_path], date=ON)
    assert names(result, "PartyOrganization") == ["海月社区党委", "海月花园党支部"]
    assert codes(result).count("not_an_organization") == 2
    said = [*result.nodes.values(), *result.edges.values(), result.issues]
    for person in ("王小明", "李大同", "赵一一"):
        assert not [frame for frame in said if person in str(frame.to_dicts())]


def test_two_communities_of_one_name_are_told_apart_by_their_subdistricts(tmp_path: Path) -> None:
    write(
        tmp_path,
        "社区.csv",
        ("街道", "社区编码", "社区名称"),
        ("招商街道", "440305006011", "海月社区"),
        ("南头街道", "440305001012", "海月社区"),
    )
    write(tmp_path, "小区.csv", ("社区", "小区名称"), ("海月社区", "海月花园"))
    result = load([tmp_path], date=ON)
    (issue,) = result.issues.filter(result.issues["code"] == "ambiguous_community").to_dicts()
    assert issue["candidates"] == "海月社区（南头街道）、海月社区（招商街道）"
    assert "填写“街道”列" in str(issue["remedy_zh"])


def test_a_phone_in_the_name_of_a_file_is_shown_nowhere(tmp_path: Path) -> None:
    write(
        tmp_path,
        "单位 13700001111.csv",
        ("社区", "单位名称", "职工数"),
        ("海月社区", "海月小学", 9),
    )
    result = load([tmp_path], date=ON)
    assert node(result, "Unit", "海月小学")["source"] == "…1.csv||2"
    assert "13700001111" not in str((result.files, result.issues.to_dicts()))


def test_a_company_whose_name_has_a_word_of_an_instruction_is_no_instruction(
    tmp_path: Path,
) -> None:
    write(tmp_path, "单位.csv", ("单位名称", "职工数"), ("深圳市单选科技公司", 10), ("海月小学", 9))
    assert names(load([tmp_path], date=ON), "Unit") == ["海月小学", "深圳市单选科技公司"]
