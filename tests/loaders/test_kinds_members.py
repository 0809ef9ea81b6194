"""A roster of Party members is counted as it is read; nobody's row, name or number goes further."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest

from loaders.loading import LoadResult
from tests.loaders.written import account, codes, load, node, write

MEMBERS = (
    "序号",
    "姓名",
    "性别",
    "所在支部",
    "身份证号",
    "出生日期",
    "入党时间",
    "发展状态",
    "学历",
)
FIRST, SECOND = "海月第一党支部", "海月第二党支部"
FULL, NEW = "正式党员", "预备党员"
CARDS = ("440305198501011234", "440305199002022345", "44030519751231345X", "440305196001011111")
PEOPLE = (
    (1, "欧阳明月", "男", FIRST, CARDS[0], "1985-01-01", "2005-07-01", FULL, "本科"),
    (2, "司马清风", "女", FIRST, CARDS[1], "1990-02-02", "2012-07-01", NEW, "高中"),
    (3, "诸葛流云", "男", FIRST, CARDS[2], "1975-12-31", "1999-07-01", FULL, "大专"),
    (4, "端木一叶", "女", SECOND, CARDS[3], "1960-01-01", "1980-07-01", FULL, None),
)


@pytest.fixture
def office(tmp_path: Path) -> Path:
    write(
        tmp_path,
        "社区.csv",
        ("街道", "社区编码", "社区名称", "社区党组织"),
        ("招商街道", "440305006011", "海月社区", "海月社区党委"),
    )
    write(
        tmp_path,
        "党组织.csv",
        ("党组织全称", "党组织类别", "上级党组织", "所属社区", "党员数"),
        ("招商街道党工委", "党工委", None, None, None),
        ("海月社区党委", "党委", "招商街道党工委", "海月社区", None),
        ("海月第一党支部", "党支部", "海月社区党委", "海月社区", None),
        ("海月第二党支部", "党支部", "海月社区党委", "海月社区", 12),
    )
    return tmp_path


def counts(result: LoadResult, place: str) -> dict[tuple[str, str | None], float]:
    """The figures about a place or an organization: (measure, category) → value."""
    called = {row["id"]: row["name"] for n in result.nodes.values() for row in n.to_dicts()}
    about = {tie["from"]: called[tie["to"]] for tie in result.edges["COUNTED_IN"].to_dicts()}
    return {
        (row["measure"], row["category"]): row["value"]
        for row in result.nodes["Count"].to_dicts()
        if about[row["id"]] == place
    }


def test_its_rows_are_loaded_and_only_figures_leave_it(office: Path) -> None:
    write(office, "党员花名册.csv", MEMBERS, *PEOPLE)
    result = load([office])
    assert account(result)["党员花名册.csv"] == (5, 4, 0, 1)
    assert counts(result, "海月第一党支部") == {
        ("members", None): 3,
        ("full_members", None): 2,
        ("college_members", None): 2,
    }
    # Nobody wrote the education of the second branch's members.
    assert counts(result, "海月第二党支部") == {("members", None): 1, ("full_members", None): 1}


def test_a_branch_that_states_no_members_has_those_counted(office: Path) -> None:
    write(office, "党员花名册.csv", MEMBERS, *PEOPLE)
    result = load([office])
    assert node(result, "PartyOrganization", "海月第一党支部")["members"] == 3


def test_a_stated_figure_that_differs_stays_and_is_a_contradiction(office: Path) -> None:
    write(office, "党员花名册.csv", MEMBERS, *PEOPLE)
    result = load([office])
    assert node(result, "PartyOrganization", "海月第二党支部")["members"] == 12
    (found,) = result.issues.filter(code="contradiction").to_dicts()
    assert (found["file"], found["row"]) == ("党员花名册.csv", 1)
    assert "1 ≠ 12" in found["problem_zh"]


def test_no_source_and_no_issue_points_at_a_persons_row(office: Path) -> None:
    odd = (5, "东方不亮", "男", None, "440305196001012222", "1960-01-01", "1980", "同志", "很高")
    write(office, "党员花名册.csv", MEMBERS, *PEOPLE, odd)
    result = load([office])
    sources = {
        source
        for frame in (*result.nodes.values(), *result.edges.values())
        for text in frame["source"].to_list()
        for source in text.split("; ")
        if source.startswith("党员花名册")
    }
    assert sources == {"党员花名册.csv||1"}
    own = result.issues.filter(pl.col("file") == "党员花名册.csv")
    assert set(own["row"]) == {1}
    assert {"persons_unread", "persons_unnamed"} <= set(own["code"])
    kept = repr([f.rows() for f in (*result.nodes.values(), *result.edges.values())])
    kept += repr(result.issues.rows()) + repr(result.files) + repr(result.matches.rows())
    for row in (*PEOPLE, odd):
        for cell in (row[1], row[4], row[5]):
            assert str(cell) not in kept


def test_the_rosters_of_several_branches_add_up_to_their_community(office: Path) -> None:
    header = ("社区", "姓名", "所在支部", "身份证号", "发展状态", "组织关系类别")
    here, elsewhere = "组织关系在社区", "驻社区单位党员"
    write(
        office, "第一支部党员名册.csv", header,
        ("海月社区", "欧阳明月", "海月第一党支部", "440305198501011234", "正式", here),
        ("海月社区", "司马清风", "海月第一党支部", "440305199002022345", "预备", elsewhere),
    )  # fmt: skip
    write(
        office, "第二支部党员名册.csv", header,
        ("海月社区", "诸葛流云", "海月第二党支部", "44030519751231345X", "正式", here),
    )  # fmt: skip
    result = load([office])
    assert counts(result, "海月社区") == {
        ("members", None): 3,
        ("full_members", None): 2,
        ("members", "relation_in_community"): 2,
        ("members", "resident_unit"): 1,
        ("members", "living_here"): 0,
    }


def test_a_roster_that_is_there_twice_is_counted_once(office: Path) -> None:
    once = write(office, "党员花名册.csv", MEMBERS, *PEOPLE)
    first = load([office])
    again = write(office, "备份/党员花名册（副本）.csv", MEMBERS, *PEOPLE, [None, None])
    for paths in ([office], [once, again, *sorted(office.glob("*.csv"))]):
        result = load(paths)
        assert counts(result, "海月第一党支部") == counts(first, "海月第一党支部")
        assert node(result, "PartyOrganization", "海月第一党支部")["members"] == 3
        assert "persons_repeated" in codes(result)
        assert {rows[1] for name, rows in account(result).items() if "党员" in name} == {4}


def test_a_branch_on_no_roster_is_an_issue_and_its_rows_are_still_loaded(office: Path) -> None:
    stranger = (5, "东方不亮", "男", "东方红党支部", "440305196001012222", None, "1980", None, None)
    write(office, "党员花名册.csv", MEMBERS, *PEOPLE, stranger)
    result = load([office])
    assert account(result)["党员花名册.csv"] == (6, 5, 0, 1)
    assert {"not_found", "unlisted"} & set(codes(result))


@pytest.mark.parametrize(
    ("name", "header"),
    [
        ("居民.csv", ("社区", "小区", "楼栋", "房号", "姓名", "性别", "身份证号")),
        ("住户.csv", ("社区", "姓名", "性别", "出生日期", "政治面貌")),
        ("业主.csv", ("小区", "楼栋号", "业主姓名", "姓名", "身份证号码", "联系电话")),
        ("工作人员花名册.csv", ("社区", "单位", "姓名", "性别", "岗位", "身份证号")),
        ("社区工作者.csv", ("社区", "姓名", "性别", "职务", "身份证号", "学历")),
        ("网格员.csv", ("社区", "网格名称", "姓名", "性别", "联系电话")),
    ],
)
def test_other_rosters_of_persons_stay_refused(
    office: Path, name: str, header: tuple[str, ...]
) -> None:
    cells = {"社区": "海月社区", "小区": "海月花园", "姓名": "欧阳明月", "性别": "男"}
    write(office, name, header, [cells.get(column, "甲一乙二") for column in header])
    result = load([office])
    assert account(result)[name] == (2, 0, 2, 0)
    assert "person_sheet" in codes(result)
    assert "欧阳明月" not in repr(result.issues.rows())


def test_categories_of_residents_stay_refused_by_name(office: Path) -> None:
    write(office, "困难群众党员花名册.csv", MEMBERS, *PEOPLE)
    assert "refused_sheet" in codes(load([office]))
