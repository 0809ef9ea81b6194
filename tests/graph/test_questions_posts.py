"""Building leaders, owners' committees, and posts that are vacant or have too much to do."""

from __future__ import annotations

from typing import Any

import pytest

from graph.errors import UsageError
from tests.graph.generated import ASKED
from tests.graph.office import HAIYUE, PLACE, Office, numbers
from tests.graph.small import Rows

Ties = dict[str, list[tuple[Any, ...]]]
LEADER = {"kind": "building_leader", "filled": True}


def without(*keys: str) -> dict[str, Any]:
    """海月社区, of which these were not asked."""
    return {**HAIYUE, "asked": [key for key in ASKED if key not in keys]}


# --- buildings-without-leader -----------------------------------------------------------------


def test_a_vacant_post_is_no_leader_and_a_blank_one_may_be(office: Office) -> None:
    office.has(
        {
            "Community": [HAIYUE],
            "Building": [{"id": name} for name in ("有人", "空缺", "空缺又有人", "不详", "没有")],
            "Post": [
                {"id": "在岗", **LEADER},
                {"id": "空", **LEADER, "filled": False},
                {"id": "白", **LEADER, "filled": None},
            ],
        },
        {
            "RESPONSIBLE_FOR": [
                ("Post/在岗", "Building/有人"),
                ("Post/空", "Building/空缺"),
                ("Post/空", "Building/空缺又有人"),
                ("Post/在岗", "Building/空缺又有人"),
                ("Post/空", "Building/不详"),
                ("Post/白", "Building/不详"),
            ]
        },
    )
    assert office.names("buildings-without-leader", "building") == ["没有", "空缺"]
    assert office.names("buildings-without-leader", "building", unknown=True) == ["不详"]
    assert numbers(office.line("buildings-without-leader")) == (2, 5, 0, 1)


def test_only_a_building_leader_counts_and_only_homes_are_asked_about(office: Office) -> None:
    office.has(
        {
            "Community": [HAIYUE],
            "Building": [
                {"id": "1栋", "estate": "园", "estate_id": "园", "code": "A", "households": 0},
                {"id": "写字楼", "building_use": "non_residential"},
                {"id": "未在册", "listed": False},
            ],
            "Post": [{"id": "站长", "kind": "head", "filled": True}],
        },
        {"RESPONSIBLE_FOR": [("Post/站长", "Building/1栋")]},
    )
    (row,) = office.gaps("buildings-without-leader")
    shown = ("estate", "building", "building_code", "households", "estate_id")
    assert [row[key] for key in shown] == ["园", "1栋", "A", 0, "园"]
    assert numbers(office.line("buildings-without-leader")) == (1, 1, 1, 0)


def test_where_nobody_asked_for_leaders_only_a_stated_vacancy_is_a_gap(office: Office) -> None:
    office.has(
        {
            "Community": [without("RESPONSIBLE_FOR")],
            "Building": [{"id": "空缺"}, {"id": "没有"}, {"id": "何处", **dict.fromkeys(PLACE)}],
            "Post": [{"id": "空", **LEADER, "filled": False}],
        },
        {"RESPONSIBLE_FOR": [("Post/空", "Building/空缺")]},
    )
    assert office.names("buildings-without-leader", "building") == ["空缺"]
    assert office.names("buildings-without-leader", "building", unknown=True) == ["没有", "何处"]


# --- low-member-share ----------------------------------------------------------------------------


def estate_of(*affiliations: str | None, **more: Any) -> tuple[Rows, Ties]:
    """An estate whose owners' committee has posts of these affiliations."""
    posts = [
        {"id": f"委{number}", "filled": True, "affiliation": affiliation, **more}
        for number, affiliation in enumerate(affiliations)
    ]
    return (
        {
            "Community": [HAIYUE],
            "Estate": [{"id": "园"}],
            "GovernanceBody": [{"id": "业委会", "kind": "owners_committee"}],
            "Post": posts,
        },
        {
            "SERVES": [("GovernanceBody/业委会", "Estate/园")],
            "POST_IN": [(f"Post/{post['id']}", "GovernanceBody/业委会") for post in posts],
        },
    )


@pytest.mark.parametrize(
    ("affiliations", "found"),
    [
        (("member", "member", "official", "neither", "neither"), None),  # 60 % is enough
        (("member", "member_and_official", "neither", "neither"), (4, 4, 2, 0.5)),
        (("member", "neither", None, "unknown"), (4, 2, 1, 0.5)),
        (("neither",), (1, 1, 0, 0.0)),
        (("official", "neither", "neither"), (3, 3, 1, 1 / 3)),
    ],
)
def test_a_share_under_60_per_cent_is_a_gap_and_posts_not_known_are_left_out(
    office: Office, affiliations: tuple[str | None, ...], found: tuple[Any, ...] | None
) -> None:
    office.has(*estate_of(*affiliations))
    rows = office.gaps("low-member-share")
    shown = ("posts", "known", "members_or_officials", "share")
    assert [tuple(row[key] for key in shown) for row in rows] == ([] if found is None else [found])
    assert all(isinstance(row["share"], float) for row in rows)
    assert numbers(office.line("low-member-share")) == (len(rows), 1, 0, 0)


@pytest.mark.parametrize(
    ("affiliation", "filled"), [(None, True), ("unknown", True), ("neither", None)]
)
def test_an_estate_of_which_nothing_is_known_is_not_asked_about(
    office: Office, affiliation: str | None, filled: bool | None
) -> None:
    office.has(*estate_of(affiliation, filled=filled))
    assert numbers(office.line("low-member-share")) == (0, 0, 0, 0)
    assert office.gaps("low-member-share", unknown=True) == []


def test_a_leader_of_several_buildings_who_is_also_in_the_committee_counts_once(
    office: Office,
) -> None:
    nodes, ties = estate_of("neither", kind="building_leader")
    nodes = {
        **nodes,
        "Building": [{"id": "1栋"}, {"id": "2栋"}, {"id": "别处"}],
        "Post": [
            *nodes["Post"],
            {"id": "楼栋长", **LEADER, "affiliation": "member"},
            {"id": "别处的", **LEADER, "affiliation": "member"},
            {"id": "管家", "kind": "property_manager", "filled": True, "affiliation": "member"},
        ],
    }
    ties["PART_OF"] = [("Building/1栋", "Estate/园"), ("Building/2栋", "Estate/园")]
    ties["RESPONSIBLE_FOR"] = [
        ("Post/委0", "Building/1栋"),
        ("Post/楼栋长", "Building/1栋"),
        ("Post/楼栋长", "Building/2栋"),
        ("Post/别处的", "Building/别处"),
        ("Post/管家", "Building/2栋"),
    ]
    office.has(nodes, ties)
    (row,) = office.gaps("low-member-share")
    assert (row["posts"], row["known"], row["members_or_officials"]) == (2, 2, 1)


# --- overstretched-posts -------------------------------------------------------------------------


def leader_of(buildings: int, **post: Any) -> tuple[Rows, Ties]:
    """A building leader, in an organization, of some buildings."""
    names = [f"{number}栋" for number in range(buildings)]
    return (
        {
            "Community": [HAIYUE],
            "Building": [{"id": name} for name in names],
            "PartyOrganization": [{"id": "一组"}, {"id": "二组"}],
            "Post": [{"id": "楼栋长", **LEADER, **post}],
        },
        {
            "RESPONSIBLE_FOR": [("Post/楼栋长", f"Building/{name}") for name in names],
            "POST_IN": [
                ("Post/楼栋长", "PartyOrganization/二组"),
                ("Post/楼栋长", "PartyOrganization/一组"),
            ],
        },
    )


@pytest.mark.parametrize(
    ("post", "state", "vacant", "span"),
    [
        ({}, "gap", False, 6),
        ({"filled": None}, "gap", None, 6),
        ({"filled": False}, "gap", True, 6),
        ({"kind": "head"}, None, None, None),
        ({"kind": "head", "filled": None}, "unknown", None, None),
        ({"kind": None, "filled": False}, "gap", True, None),
    ],
)
def test_six_buildings_are_too_many_for_a_leader_and_a_vacancy_for_any_post(
    office: Office,
    post: dict[str, Any],
    state: str | None,
    vacant: bool | None,
    span: int | None,
) -> None:
    office.has(*leader_of(6, **post))
    rows = [
        ("unknown" if unknown else "gap", row["vacant"], row["span"])
        for unknown in (False, True)
        for row in office.gaps("overstretched-posts", unknown=unknown)
    ]
    assert rows == ([] if state is None else [(state, vacant, span)])
    line = numbers(office.line("overstretched-posts"))
    assert line == (state == "gap", 1, 0, state == "unknown")


def test_five_buildings_are_not_too_many_unless_the_span_is_less(office: Office) -> None:
    office.has(*leader_of(5))
    assert office.gaps("overstretched-posts") == []
    assert office.gaps("overstretched-posts", span=5) == []
    (row,) = office.gaps("overstretched-posts", span=4)
    assert (row["organization"], row["span"]) == ("一组; 二组", 5)
    assert [each.rpartition("/")[2] for each in row["organization_id"].split("; ")] == [
        "%E4%B8%80%E7%BB%84",
        "%E4%BA%8C%E7%BB%84",
    ]
    assert numbers(office.line("overstretched-posts", span=4)) == (1, 1, 0, 0)
    assert office.gaps("overstretched-posts", span=10**30) == []


def test_a_span_that_is_no_number_above_0_or_of_another_question_is_refused(
    office: Office,
) -> None:
    office.has(*leader_of(1))
    for span in (0, -1, True, 2.5, "3"):
        with pytest.raises(UsageError, match="--span"):
            office.gaps("overstretched-posts", span=span)
        with pytest.raises(UsageError, match="--span"):
            office.line("overstretched-posts", span=span)
    with pytest.raises(UsageError, match="overstretched-posts"):
        office.gaps("uncovered-buildings", span=3)
    with pytest.raises(UsageError, match="overstretched-posts"):
        office.line("uncovered-buildings", span=3)


def test_a_post_without_organization_or_buildings_has_none(office: Office) -> None:
    office.has({"Community": [HAIYUE], "Post": [{"id": "楼栋长", **LEADER, "filled": False}]})
    (row,) = office.gaps("overstretched-posts")
    assert (row["organization"], row["organization_id"], row["span"]) == (None, None, 0)
