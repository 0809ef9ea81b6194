"""Posts: what the rosters say of who holds what."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest

from tests.loaders.post_rosters import LEADERS, NAMES, SEATS, bodies, party, posts
from tests.loaders.written import codes, load, node, ties, write


def test_a_roster_of_committees_says_nothing_of_party_organizations(office: Path) -> None:
    """So a Party organization on no roster is one that is only named (RULES 5), not an error."""
    bodies(office, ("海月社区", "居委会", "海月社区居委会", None, None))
    write(
        office,
        "班子.csv",
        SEATS[:4],
        ("海月社区", "海月花园党支部", "书记", NAMES[0]),
        ("海月社区", "海月社区工作站", "站长", NAMES[0]),
    )
    result = load([office])
    assert ties(result, "POST_IN") == [("海月花园党支部书记", "海月花园党支部")]
    noted = result.issues.filter(pl.col("file") == "班子.csv")
    assert noted.select("row", "code").rows() == [
        (2, "unlisted"), (3, "not_found"), (3, "nothing_stated"),
    ]  # fmt: skip


# --- One post for each organization, kind and holder ---------------------------------------------


def test_a_leader_of_five_buildings_in_five_rows_is_one_post(office: Path) -> None:
    rows = [("海月社区", "海月花园", f"{n}栋", NAMES[0], "党员") for n in range(1, 6)]
    write(office, "楼栋长.csv", LEADERS, *rows)
    result = load([office])
    (post,) = posts(result)
    assert (post["kind"], post["filled"], post["affiliation"]) == (
        "building_leader",
        True,
        "member",
    )
    assert len(ties(result, "RESPONSIBLE_FOR")) == 5
    assert str(post["source"]).count(";") == 4


def test_two_vacant_building_leaders_are_two_posts(office: Path) -> None:
    write(
        office,
        "楼栋长.csv",
        LEADERS,
        ("海月社区", "海月花园", "1-2栋", "空缺", None),
        ("海月社区", "海月花园", "3栋", "暂缺", None),
        ("海月社区", "海月花园", "4栋", None, None),
    )
    assert [post["filled"] for post in posts(load([office]))] == [False, False, None]


def test_a_range_of_buildings_is_within_its_estate(office: Path) -> None:
    write(
        office,
        "楼栋.csv",
        ("社区", "小区", "楼栋名称"),
        *(("海月社区", "海月花园", f"{n}栋") for n in range(1, 9)),
    )
    write(office, "楼栋长.csv", LEADERS, ("海月社区", "海月花园", "1-3栋、7栋", NAMES[0], None))
    led = [building for _, building in ties(load([office]), "RESPONSIBLE_FOR")]
    assert led == ["1栋", "2栋", "3栋", "7栋"]


def test_a_building_leader_belongs_to_the_residents_committee_where_one_is_known(
    office: Path,
) -> None:
    leader = ("海月社区", "海月花园", "1栋", NAMES[0], "党员")
    write(office, "楼栋长.csv", LEADERS, leader)
    alone = load([office])
    assert ties(alone, "POST_IN") == []
    assert posts(alone)[0]["community"] == "海月社区"
    bodies(office, ("海月社区", "居委会", "海月社区居委会", None, None))
    result = load([office])
    assert ties(result, "POST_IN") == [("海月社区楼栋长", "海月社区居委会")]
    assert posts(result)[0]["id"] == posts(alone)[0]["id"]


def test_a_secretary_in_two_rosters_is_one_post_with_both_sources(office: Path) -> None:
    party(office, ("海月社区党委", "党委", "招商街道党工委", "海月社区", NAMES[0], None))
    write(
        office,
        "班子台账.csv",
        SEATS,
        ("海月社区", "海月社区党委", "书记", NAMES[0], "是", None, "中共党员", "本科", "第一届"),
    )
    (post,) = posts(load([office]))
    assert post["source"] == "党组织.csv||4; 班子台账.csv||2"
    assert (post["full_time"], post["education"], post["term"]) == (
        True,
        "college_or_above",
        "第一届",
    )


def test_a_name_that_one_roster_leaves_blank_is_the_one_that_another_gives(office: Path) -> None:
    party(office, ("海月社区党委", "党委", "招商街道党工委", "海月社区", NAMES[0], None))
    write(
        office,
        "班子台账.csv",
        SEATS,
        ("海月社区", "海月社区党委", "书记", None, None, None, None, None, None),
    )
    (post,) = posts(load([office]))
    assert post["filled"] is True


def test_two_holders_of_what_there_is_one_of_are_two_posts_and_an_issue(office: Path) -> None:
    party(office, ("海月社区党委", "党委", "招商街道党工委", "海月社区", NAMES[0], None))
    write(
        office,
        "班子台账.csv",
        SEATS,
        ("海月社区", "海月社区党委", "书记", NAMES[1], None, None, None, None, None),
    )
    result = load([office])
    assert len(posts(result)) == 2
    assert "two_holders" in codes(result)


def test_vacancies_that_two_rosters_state_are_not_doubled(office: Path) -> None:
    party(office, ("海月社区党委", "党委", "招商街道党工委", "海月社区", None, "空缺"))
    seat = ("海月社区", "海月社区党委", "专职副书记", "空缺", None, None, None, None, None)
    write(office, "班子台账.csv", SEATS, seat)
    (post,) = posts(load([office]))
    assert (post["kind"], post["filled"], post["full_time"]) == ("deputy_secretary", False, True)


def test_a_seat_nominated_by_a_unit_is_an_outside_seat(office: Path) -> None:
    party(office, ("海月社区党委", "党委", "招商街道党工委", "海月社区", None, None))
    write(office, "单位.csv", ("社区", "单位名称"), ("海月社区", "海月小学"))
    write(
        office,
        "班子台账.csv",
        SEATS,
        ("海月社区", "海月社区党委", "兼职委员", NAMES[0], None, "海月小学", "党员", "大专", None),
    )
    result = load([office])
    assert ties(result, "NOMINATED_BY") == [("海月社区党委委员", "海月小学")]
    assert node(result, "Post", "海月社区党委委员")["full_time"] is False


@pytest.mark.parametrize(
    ("organization", "position", "kind"),
    [
        ("海月社区居委会", "主任", "residents_committee_director"),
        ("海月社区居委会", "委员", "residents_committee_member"),
        ("海月社区工作站", "站长", "head"),
        ("海月花园业主委员会", "主任", "owners_committee_chair"),
        ("海月花园业主委员会", "副主任", "owners_committee_member"),
        ("海月花园业主委员会", "委员", "owners_committee_member"),
        ("海月社区党委", "纪检委员", "committee_member"),
        ("海月社区党委", "党委副书记", "deputy_secretary"),
        ("海月社区党委", "社区党委书记", "secretary"),
        ("海月社区党委", "纪委书记", "committee_member"),
    ],
)
def test_what_a_position_means_depends_on_its_organization(
    office: Path, organization: str, position: str, kind: str
) -> None:
    party(office, ("海月社区党委", "党委", "招商街道党工委", "海月社区", None, None))
    bodies(
        office,
        ("海月社区", "居委会", "海月社区居委会", None, None),
        ("海月社区", "社区工作站", "海月社区工作站", None, None),
        ("海月社区", "业委会", "海月花园业主委员会", None, None),
    )
    write(
        office,
        "班子台账.csv",
        SEATS,
        ("海月社区", organization, position, NAMES[0], None, None, None, None, None),
    )
    assert [post["kind"] for post in posts(load([office]))] == [kind]


def test_of_several_positions_in_one_cell_the_first_is_taken_and_that_is_said(
    office: Path,
) -> None:
    party(office, ("海月社区党委", "党委", "招商街道党工委", "海月社区", None, None))
    rest = (NAMES[0], None, None, None, None, None)
    write(
        office,
        "班子台账.csv",
        SEATS,
        ("海月社区", "海月社区党委", "党委书记、工作站站长", *rest),
        ("海月社区", "海月社区党委", "副书记兼居委会主任", *rest),
    )
    result = load([office])
    assert {post["kind"] for post in posts(result)} == {"secretary", "deputy_secretary"}
    assert codes(result).count("several_positions") == 2


def test_the_columns_of_other_rosters_state_posts_too(office: Path) -> None:
    party(office, ("海月社区党委", "党委", "招商街道党工委", "海月社区", NAMES[0], NAMES[1]))
    bodies(
        office,
        ("海月社区", "居委会", "海月社区居委会", NAMES[2], f"{NAMES[0]}、{NAMES[3]}"),
        ("海月社区", "社区工作站", "海月社区工作站", NAMES[0], None),
    )
    write(
        office,
        "楼栋.csv",
        ("社区", "小区", "楼栋名称", "楼栋长"),
        ("海月社区", "海月花园", "1栋", NAMES[3]),
        ("海月社区", "海月花园", "2栋", NAMES[3]),
        ("海月社区", "海月花园", "3栋", None),
    )
    result = load([office])
    kinds = sorted(str(post["kind"]) for post in posts(result))
    assert kinds == [
        "building_leader",
        "deputy_secretary",
        "head",
        "residents_committee_director",
        "residents_committee_member",
        "residents_committee_member",
        "secretary",
    ]
    assert len(ties(result, "RESPONSIBLE_FOR")) == 2
    asked = node(result, "Community", "海月社区")["asked"]
    assert isinstance(asked, list)
    assert {"RESPONSIBLE_FOR", "POST_IN.secretary", "POST_IN.head"} <= set(asked)


# --- Concurrent posts ----------------------------------------------------------------------------


def test_secretary_and_head_of_the_workstation_are_found_concurrent(office: Path) -> None:
    party(office, ("海月社区党委", "党委", "招商街道党工委", "海月社区", "欧阳 明月", None))
    bodies(office, ("海月社区", "社区工作站", "海月社区工作站", "欧阳明月（兼）", None))
    result = load([office])
    assert ties(result, "CONCURRENT_WITH") == [("海月社区工作站站长", "海月社区党委书记")]
    (tie,) = result.edges["CONCURRENT_WITH"].to_dicts()
    assert tie["source"] == "党组织.csv||4; 治理组织.csv||2"


def test_the_same_name_in_two_communities_is_somebody_else(office: Path) -> None:
    party(
        office,
        ("海月社区党委", "党委", "招商街道党工委", "海月社区", NAMES[0], None),
        ("星海名城社区党总支", "党总支", "南头街道党工委", "星海名城社区", NAMES[1], None),
    )
    bodies(
        office,
        ("海月社区", "社区工作站", "海月社区工作站", NAMES[1], None),
        ("星海名城社区", "社区工作站", "星海名城社区工作站", NAMES[0], None),
    )
    result = load([office])
    assert len(posts(result)) == 4
    assert ties(result, "CONCURRENT_WITH") == []


def test_a_hidden_name_holds_a_post_and_is_tied_to_none(office: Path) -> None:
    party(office, ("海月社区党委", "党委", "招商街道党工委", "海月社区", "张某某", None))
    bodies(office, ("海月社区", "社区工作站", "海月社区工作站", "张某某", None))
    result = load([office])
    assert [post["filled"] for post in posts(result)] == [True, True]
    assert ties(result, "CONCURRENT_WITH") == []


def test_vacant_posts_are_not_concurrent(office: Path) -> None:
    party(office, ("海月社区党委", "党委", "招商街道党工委", "海月社区", "空缺", "空缺"))
    assert ties(load([office]), "CONCURRENT_WITH") == []
