"""More of the fine print: what a row states is neither lost nor put on something else."""

from __future__ import annotations

import datetime
import re
from pathlib import Path

import pytest

from loaders.contradictions import LEVELS
from loaders.loading import LoadResult
from tests.loaders.written import codes, load, node, ties, write

ON = datetime.date(2010, 6, 30)
TWO_ESTATES = (
    ("社区", "小区", "楼栋名称"),
    ("海月社区", "海月花园", "1栋"),
    ("海月社区", "半岛花园", "1栋"),
)


@pytest.fixture
def office(tmp_path: Path) -> Path:
    """A folder with the roster of two communities."""
    write(
        tmp_path,
        "社区.csv",
        ("街道", "社区编码", "社区名称"),
        ("招商街道", "440305006011", "海月社区"),
        ("南头街道", "440305001012", "星海名城社区"),
    )
    return tmp_path


def issue(result: LoadResult, code: str) -> dict[str, object]:
    """The one issue of that code."""
    (found,) = result.issues.filter(result.issues["code"] == code).to_dicts()
    return found


def test_rule_1_an_agreement_asks_the_communities_of_all_who_take_part(office: Path) -> None:
    write(
        office,
        "单位.csv",
        ("社区", "单位名称", "职工数"),
        ("海月社区", "海月小学", 30),
        ("星海名城社区", "星海中学", 40),
    )
    write(office, "协议.csv", ("协议名称", "参与单位"), ("共建协议", "海月小学、星海中学"))
    result = load([office], date=ON)
    for community in ("海月社区", "星海名城社区"):
        assert "TAKES_PART_IN" in str(node(result, "Community", community)["asked"])


def test_rule_2_two_candidates_are_an_issue_without_a_roster_of_communities(
    tmp_path: Path,
) -> None:
    write(
        tmp_path,
        "党组织.csv",
        ("党组织全称", "所属社区", "上级党组织"),
        ("海月社区党委", "海月社区", "招商街道党工委"),
        ("海月社区党总支", "海月社区", "招商街道党工委"),
    )
    result = load([tmp_path], date=ON)
    assert ties(result, "LEADS") == []
    found = issue(result, "two_leading_organizations")
    assert found["row"] == 2
    assert found["candidates"] == "海月社区党委、海月社区党总支"


def test_a_group_may_cover_the_first_building_of_two_estates(office: Path) -> None:
    write(office, "楼栋.csv", *TWO_ESTATES)
    write(
        office,
        "党组织.csv",
        ("党组织全称", "所属社区", "覆盖楼栋"),
        ("第一党小组", "海月社区", "海月花园1栋、半岛花园1栋"),
    )
    result = load([office], date=ON)
    assert len(ties(result, "COVERS")) == 2
    assert "ambiguous" not in codes(result)


def test_a_building_that_is_not_there_is_told_beside_one_that_is(office: Path) -> None:
    write(office, "楼栋.csv", *TWO_ESTATES, ("海月社区", "海月花园", "2栋"))
    write(
        office,
        "党组织.csv",
        ("党组织全称", "所属社区", "覆盖楼栋"),
        ("第一党小组", "海月社区", "海月花园2栋、半岛花园2栋"),
    )
    result = load([office], date=ON)
    assert issue(result, "not_found")["as_written"] == "半岛花园2栋"


def test_rule_19_an_ambiguous_building_says_in_which_estates_it_could_be(office: Path) -> None:
    write(office, "楼栋.csv", *TWO_ESTATES)
    write(
        office,
        "党组织.csv",
        ("党组织全称", "所属社区", "覆盖楼栋"),
        ("第一党小组", "海月社区", "1栋"),
    )
    result = load([office], date=ON)
    assert ties(result, "COVERS") == []
    assert issue(result, "ambiguous")["candidates"] == "半岛花园1栋、海月花园1栋"


def test_a_building_on_no_roster_is_one_however_its_estate_is_written(office: Path) -> None:
    write(office, "小区.csv", ("社区", "小区名称", "户数"), ("海月社区", "海月花园", 200))
    write(
        office,
        "党组织.csv",
        ("党组织全称", "所属社区", "覆盖小区", "覆盖楼栋"),
        ("第一党小组", "海月社区", None, "海月花园1栋"),
        ("第二党小组", "海月社区", "海月花园", "1栋"),
    )
    result = load([office], date=ON)
    assert result.nodes["Building"].height == 1
    assert ties(result, "COVERS") == [("第一党小组", "1栋"), ("第二党小组", "1栋")]


def test_an_organization_named_as_its_own_superior_is_an_error(office: Path) -> None:
    write(
        office,
        "党组织.csv",
        ("党组织全称", "所属社区", "上级党组织"),
        ("海月物业党支部", "海月社区", "海月物业党支部"),
    )
    result = load([office], date=ON)
    assert ties(result, "SUBORDINATE_TO") == []
    assert issue(result, "tie_not_possible")["column"] == "上级党组织"


def test_a_leading_organization_may_repeat_itself_as_the_community_s(office: Path) -> None:
    write(
        office,
        "党组织.csv",
        ("党组织全称", "所属社区", "上级党组织", "属地党组织"),
        ("海月社区党委", "海月社区", "招商街道党工委", "海月社区党委"),
    )
    result = load([office], date=ON)
    assert ties(result, "DUAL_MANAGED_BY") == []
    assert codes(result) == ["unlisted"]


def test_one_code_for_two_buildings_is_a_contradiction(office: Path) -> None:
    code = "4403050060110000001"
    write(
        office,
        "楼栋.csv",
        ("社区", "楼栋名称", "楼栋编码"),
        ("海月社区", "海月大厦", code),
        ("海月社区", "半岛大厦", code),
    )
    found = issue(load([office], date=ON), "contradiction")
    assert found["row"] == 3
    assert "半岛大厦 ≠ 海月大厦" in str(found["problem_zh"])


def test_one_spelling_more_of_a_coded_place_is_no_contradiction(office: Path) -> None:
    write(
        office,
        "社区二.csv",
        ("街道", "社区编码", "社区名称"),
        ("招商街道办事处", "440305006011", "海月社区居委会"),
    )
    assert "contradiction" not in codes(load([office], date=ON))


def test_one_name_with_two_codes_is_an_error(office: Path) -> None:
    write(
        office,
        "楼栋.csv",
        ("社区", "楼栋名称", "楼栋编码"),
        ("海月社区", "海月大厦", "4403050060110000001"),
        ("海月社区", "海月大厦", "4403050060110000002"),
    )
    result = load([office], date=ON)
    assert result.nodes["Building"].height == 2
    assert codes(result).count("same_name_two_codes") == 2


def test_a_figure_of_a_second_roster_keeps_its_qualifier(office: Path) -> None:
    header = ("社区", "单位名称", "职工数", "党员数")
    write(office, "单位一.csv", header, ("海月社区", "海月小学", 100, None))
    write(office, "单位二.csv", header, ("海月社区", "海月小学", "约100", "30多"))
    unit = node(load([office], date=ON), "Unit", "海月小学")
    assert (unit["employees"], unit["members"]) == (100, 30)
    assert unit["qualifiers"] == ["members:at_least"]


def test_an_organization_of_several_rows_states_coverage_where_one_of_them_does(
    office: Path,
) -> None:
    write(
        office,
        "党组织.csv",
        ("党组织全称", "所属社区", "覆盖楼栋"),
        ("第一党小组", "海月社区", None),
        ("第一党小组", "海月社区", "1栋"),
        ("第二党小组", "海月社区", None),
    )
    result = load([office], date=ON)
    assert node(result, "PartyOrganization", "第一党小组")["coverage_stated"] is True
    assert node(result, "PartyOrganization", "第二党小组")["coverage_stated"] is False


def test_rule_13_the_error_names_the_column_of_the_sheet_that_has_one(office: Path) -> None:
    write(
        office,
        "党组织.csv",
        ("党组织全称", "所属社区"),
        ("海月社区党委", "海月社区"),
        ("海月物业党支部", "海月社区"),
    )
    write(
        office,
        "双重管理.csv",
        ("党支部名称", "隶属党组织", "属地党组织"),
        ("海月物业党支部", "教育局党委", "海月社区党委"),
        ("海月物业党支部", "卫生局党委", "海月社区党委"),
    )
    assert issue(load([office], date=ON), "second_superior")["column"] == "隶属党组织"


@pytest.mark.parametrize(("line", "told"), [(11, 0), (12, 1), (15, 1)])
def test_a_line_of_superiors_with_more_than_ten_levels_is_told(
    office: Path, line: int, told: int
) -> None:
    names = [f"第{number}党支部" for number in range(line)]
    rows = [(name, "海月社区", above) for name, above in zip(names, [*names[1:], ""], strict=True)]
    write(office, "党组织.csv", ("党组织全称", "所属社区", "上级党组织"), *rows)
    assert list(codes(load([office], date=ON))).count("endless_line") == told


def test_the_questions_follow_as_many_levels_as_a_load_tells_of() -> None:
    files = (Path(__file__).parents[2] / "graph").rglob("*.cypher")
    texts = [path.read_text(encoding="utf-8") for path in files]
    bounds = {bound for text in texts for bound in re.findall(r"\*\d\.\.(\d*)", text)}
    assert bounds == {str(LEVELS)}


def test_a_circle_of_superiors_is_told_of_those_in_it_and_not_of_those_below(
    office: Path,
) -> None:
    write(
        office,
        "党组织.csv",
        ("党组织全称", "所属社区", "上级党组织"),
        ("第一党支部", "海月社区", "第二党支部"),
        ("第二党支部", "海月社区", "第一党支部"),
        ("第三党支部", "海月社区", "第一党支部"),
        ("第四党支部", "海月社区", "第五党支部"),
        ("第五党支部", "海月社区", ""),
    )
    found = load([office], date=ON).issues
    told = found.filter(found["code"] == "endless_line")
    assert sorted(told["row"].to_list()) == [2, 3]
    assert "第二党支部" in str(told["problem_zh"][0])


def test_rule_27_a_person_s_name_among_organizations_in_one_cell_goes_nowhere(
    office: Path,
) -> None:
    write(
        office,
        "楼栋.csv",
        ("社区", "楼栋名称", "楼栋长", "覆盖党组织"),
        ("海月社区", "海月大厦", "赵一一", "海月大厦党支部、李大同"),
    )
    write(
        office,
        "单位.csv",
        ("社区", "单位名称", "职工数", "资源清单"),
        ("海月社区", "海月小学", 30, "操场、赵一一"),
    )
    result = load([office], date=ON)
    assert codes(result).count("not_an_organization") == 2
    said = [*result.nodes.values(), *result.edges.values(), result.issues]
    for person in ("李大同", "赵一一"):
        assert not [frame for frame in said if person in str(frame.to_dicts())]


def test_a_range_of_one_building_is_that_building_unless_one_has_that_name(
    tmp_path: Path,
) -> None:
    write(
        tmp_path,
        "楼栋.csv",
        ("社区", "小区", "楼栋名称"),
        *(("海月社区", "海月花园", f"{n}栋") for n in (29, 30, 31)),
        ("海月社区", "半岛城邦", "1-1栋"),
        ("海月社区", "半岛城邦", "1栋"),
    )
    write(
        tmp_path,
        "党组织.csv",
        ("党组织全称", "所属社区", "小区", "覆盖楼栋"),
        ("海月社区第一党小组", "海月社区", "海月花园", "29-29栋、31-31栋"),
        ("海月社区第二党小组", "海月社区", "半岛城邦", "1-1栋"),
    )
    result = load([tmp_path])
    assert ties(result, "COVERS") == [
        ("海月社区第一党小组", "29栋"),
        ("海月社区第一党小组", "31栋"),
        ("海月社区第二党小组", "1-1栋"),
    ]


def test_an_organization_of_unknown_kind_is_told(office: Path) -> None:
    write(
        office,
        "党组织.csv",
        ("党组织全称", "所属社区"),
        ("海月社区党委", "海月社区"),
        ("海月公司党支部（一）", "海月社区"),
        ("海月公司党建工作筹备组", "海月社区"),
    )
    result = load([office], date=ON)
    told = issue(result, "kind_unknown")
    assert (told["row"], told["column"]) == (4, "党组织类别")
    assert "党支部" in str(told["remedy_zh"])
    assert node(result, "PartyOrganization", "海月公司党支部(一)")["kind"] == "branch"


@pytest.mark.parametrize(
    ("written", "read"),
    [("上届", "上一届"), ("往届", "上一届"), ("现届", "本届"), ("第六届", "第六届")],
)
def test_a_former_term_is_one_however_it_is_written(office: Path, written: str, read: str) -> None:
    write(office, "党组织.csv", ("党组织全称", "所属社区"), ("海月社区党委", "海月社区"))
    write(
        office,
        "班子.csv",
        ("任职党组织", "社区", "职务", "届次"),
        ("海月社区党委", "海月社区", "书记", written),
    )
    assert load([office], date=ON).nodes["Post"]["term"].to_list() == [read]
