"""Buildings, estates and the five bodies of an estate, as an office would tell of them."""

from __future__ import annotations

from typing import Any

import pytest

from graph.question import all_questions
from tests.graph.office import (
    GROUP,
    HAIYUE,
    PLACE,
    Office,
    numbers,
)


def test_a_building_whose_estate_is_covered_is_still_uncovered_itself(office: Office) -> None:
    office.has(
        {
            "Community": [HAIYUE],
            "Estate": [{"id": "园"}],
            "Building": [{"id": "1栋", "estate": "园"}, {"id": "2栋", "estate": "园"}],
            "PartyOrganization": [{"id": "支部", "kind": "branch"}, GROUP],
        },
        {
            "PART_OF": [("Building/1栋", "Estate/园"), ("Building/2栋", "Estate/园")],
            "COVERS": [
                ("PartyOrganization/支部", "Estate/园"),
                ("PartyOrganization/组", "Building/2栋"),
            ],
        },
    )
    assert office.names("uncovered-buildings", "building") == ["1栋"]
    assert numbers(office.line("uncovered-buildings")) == (1, 2, 0, 0)
    assert office.line("uncovered-buildings")["rate"] == 0.5


def test_coverage_that_has_ended_does_not_count_and_one_that_is_open_is_unknown(
    office: Office,
) -> None:
    office.has(
        {
            "Community": [HAIYUE],
            "Building": [{"id": "ended"}, {"id": "open"}, {"id": "both"}],
            "PartyOrganization": [GROUP],
        },
        {
            "COVERS": [
                ("PartyOrganization/组", "Building/ended", {"in_force": False}),
                ("PartyOrganization/组", "Building/open", {"in_force": None}),
                ("PartyOrganization/组", "Building/both", {"in_force": None}),
                ("PartyOrganization/组", "Building/both"),
            ]
        },
    )
    assert office.names("uncovered-buildings", "building") == ["ended"]
    assert office.names("uncovered-buildings", "building", unknown=True) == ["open"]
    assert numbers(office.line("uncovered-buildings")) == (1, 3, 0, 1)


def test_an_office_building_is_excluded_and_one_of_unknown_use_is_asked_about(
    office: Office,
) -> None:
    office.has(
        {
            "Community": [HAIYUE],
            "Building": [
                {"id": "office", "building_use": "non_residential"},
                {"id": "homes", "building_use": "residential"},
                {"id": "blank"},
            ],
        }
    )
    assert office.names("uncovered-buildings", "building") == ["blank", "homes"]
    assert numbers(office.line("uncovered-buildings")) == (2, 2, 1, 0)


def test_where_no_roster_asked_or_the_community_is_not_resolved_it_is_unknown(
    office: Office,
) -> None:
    office.has(
        {
            "Community": [{**HAIYUE, "asked": ["COVERS.Estate"]}],
            "Building": [{"id": "1栋"}, {"id": "nowhere", **dict.fromkeys(PLACE)}],
        }
    )
    assert office.names("uncovered-buildings", "building") == []
    rows = office.gaps("uncovered-buildings", unknown=True)
    assert [(row["building"], row["community"]) for row in rows] == [
        ("1栋", "海月社区"),
        ("nowhere", None),
    ]
    assert office.line("uncovered-buildings")["rate"] is None


def test_what_is_only_named_by_another_record_is_not_asked_about(office: Office) -> None:
    office.has(
        {
            "Community": [{**HAIYUE, "listed": False}],
            "Building": [{"id": "b", "listed": False}],
            "Estate": [{"id": "e", "listed": False}],
            "Unit": [{"id": "u", "listed": False, "members": 9}],
            "PartyOrganization": [{"id": "p", "kind": "branch", "listed": False}],
        },
        {
            "SEATED_IN": [
                ("PartyOrganization/p", "Community/海月"),
                ("Unit/u", "Community/海月"),
            ]
        },
    )
    for each in all_questions():
        if each.reads == "graph":
            assert numbers(office.line(each.slug)) == (0, 0, 0, 0), each.slug


@pytest.mark.parametrize(
    ("posts", "asked", "leader"),
    [
        ([{"filled": True}], True, "yes"),
        ([{"filled": False}, {"filled": True}], True, "yes"),
        ([{"filled": False}], False, "no"),
        ([{"filled": None}, {"filled": False}], True, "unknown"),
        ([{"filled": True, "kind": "head"}], True, "no"),
        ([], True, "no"),
        ([], False, "unknown"),
    ],
)
def test_the_list_says_whether_the_building_has_a_leader(
    office: Office, posts: list[dict[str, Any]], asked: bool, leader: str
) -> None:
    keys = ["COVERS.Building"] + ["RESPONSIBLE_FOR"] * asked
    office.has(
        {
            "Community": [{**HAIYUE, "asked": keys}],
            "Building": [{"id": "1栋"}],
            "Post": [
                {"id": f"p{index}", "kind": "building_leader", **post}
                for index, post in enumerate(posts)
            ],
        },
        {"RESPONSIBLE_FOR": [(f"Post/p{index}", "Building/1栋") for index in range(len(posts))]},
    )
    assert office.names("uncovered-buildings", "leader") == [leader]


def test_a_group_that_covers_an_estate_is_no_branch_and_a_joint_branch_is(office: Office) -> None:
    office.has(
        {
            "Community": [HAIYUE],
            "Estate": [{"id": "组园"}, {"id": "联园"}, {"id": "疑园"}],
            "Building": [
                {"id": "1"},
                {"id": "2"},
                {"id": "shop", "building_use": "non_residential"},
            ],
            "PartyOrganization": [
                GROUP,
                {"id": "联", "kind": "joint_branch"},
                {"id": "疑", "kind": None},
            ],
        },
        {
            "PART_OF": [(f"Building/{name}", "Estate/组园") for name in ("1", "2", "shop")],
            "COVERS": [
                ("PartyOrganization/组", "Estate/组园"),
                ("PartyOrganization/组", "Building/1"),
                ("PartyOrganization/联", "Estate/联园"),
                ("PartyOrganization/疑", "Estate/疑园"),
            ],
        },
    )
    (row,) = office.gaps("estates-without-branch")
    assert (row["estate"], row["buildings"], row["covered_buildings"]) == ("组园", 2, 1)
    assert office.names("estates-without-branch", "estate", unknown=True) == ["疑园"]


def test_the_party_workstation_and_residents_committee_are_the_communitys_the_others_its_own(
    office: Office,
) -> None:
    bodies = ("workstation", "residents_committee", "owners_committee", "property_office")
    office.has(
        {
            "Community": [HAIYUE],
            "Estate": [{"id": "全"}, {"id": "缺"}],
            "PartyOrganization": [{"id": "党委", "kind": "committee"}],
            "GovernanceBody": [{"id": kind, "kind": kind} for kind in bodies],
        },
        {
            "LEADS": [("PartyOrganization/党委", "Community/海月")],
            "SERVES": [
                ("GovernanceBody/workstation", "Community/海月"),
                ("GovernanceBody/residents_committee", "Community/海月"),
                ("GovernanceBody/owners_committee", "Estate/全"),
                ("GovernanceBody/property_office", "Estate/全"),
            ],
        },
    )
    (row,) = office.gaps("incomplete-five-in-one")
    assert row["estate"] == "缺"
    assert row["missing"] == "owners_committee; property_office"
    assert (row["party"], row["workstation"], row["owners_committee"]) == (
        "党委",
        "workstation",
        None,
    )
    assert numbers(office.line("incomplete-five-in-one")) == (1, 2, 0, 0)


def test_a_body_that_nobody_was_asked_for_is_not_missing(office: Office) -> None:
    for asked, state, missing in (
        ([], "unknown", None),
        (["LEADS"], "gap", "party"),
        (["SERVES.GovernanceBody.property_office"], "gap", "property_office"),
    ):
        office.has({"Community": [{**HAIYUE, "asked": asked}], "Estate": [{"id": "e"}]})
        found = office.names("incomplete-five-in-one", "missing", unknown=state == "unknown")
        assert found == [missing]
