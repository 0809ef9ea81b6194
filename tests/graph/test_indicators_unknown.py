"""A blank is unknown in the indicators too: what nobody stated or asked is no 0."""

from __future__ import annotations

from typing import Any

import pytest

from tests.graph.office import HAIYUE, Office

OWN, UNITS, LIVING = "relation_in_community", "resident_unit", "living_here"
AT_BEITOU = {
    "subdistrict": "南山街道",
    "community_code": "440305002004",
    "community": "北头社区",
}
BEITOU = {"id": "北头", "name": "北头社区", "code": "440305002004", **AT_BEITOU}
Numbers = dict[str, float | None]


# --- members-by-category --------------------------------------------------------------------------


def states(office: Office, **places: Numbers) -> None:
    """Communities with the numbers of members that they state, None for a blank cell."""
    counts = [
        (f"{place} {category}", place, category, value)
        for place, numbers in places.items()
        for category, value in numbers.items()
    ]
    office.has(
        {
            "Community": [HAIYUE, BEITOU],
            "Count": [
                {"id": id_, "measure": "members", "category": category, "value": value}
                for id_, _, category, value in counts
            ],
        },
        {"COUNTED_IN": [(f"Count/{id_}", f"Community/{place}") for id_, place, _, _ in counts]},
    )


@pytest.mark.parametrize("blank", [{}, {UNITS: None, LIVING: None}])
def test_members_of_one_category_are_not_all_members_of_a_community(
    office: Office, blank: Numbers
) -> None:
    states(office, 海月={OWN: 100.0, **blank})
    assert office.figures("members-by-category") == {
        ("members", OWN): (100, "exact"),
        ("members_in_all", None): (100, "at_least"),
    }


def test_of_those_not_managed_one_category_is_a_lower_bound(office: Office) -> None:
    states(office, 海月={UNITS: 40.0, LIVING: None})
    assert office.figures("members-by-category") == {
        ("members", UNITS): (40, "exact"),
        ("members_in_all", None): (40, "at_least"),
        ("not_managed", None): (40, "at_least"),
    }


def test_a_stated_0_is_no_blank(office: Office) -> None:
    states(office, 海月={OWN: 100.0, UNITS: 0.0, LIVING: 0.0})
    found = office.figures("members-by-category")
    assert found["not_managed", None] == (0, "exact")
    assert found["not_managed_share", None] == (0, "exact")
    assert found["share", OWN] == (1, "exact")


def test_shares_are_of_the_communities_that_state_all_three(office: Office) -> None:
    states(office, 海月={OWN: 20.0, UNITS: 50.0, LIVING: 30.0}, 北头={OWN: 900.0, UNITS: 7.0})
    assert office.figures("members-by-category") == {
        ("members", OWN): (920, "exact"),
        ("members", UNITS): (57, "exact"),
        ("members", LIVING): (30, "at_least"),  # 北头 left it blank
        ("members_in_all", None): (1007, "at_least"),
        ("not_managed", None): (87, "at_least"),
        ("share", OWN): (0.2, "about"),
        ("share", UNITS): (0.5, "about"),
        ("share", LIVING): (0.3, "about"),
        ("not_managed_share", None): (0.8, "about"),
    }


# --- ten-hundred-thousand -------------------------------------------------------------------------


def targets(office: Office) -> dict[tuple[str, str], tuple[float, str]]:
    found = office.figures("ten-hundred-thousand")
    return {key: value for key, value in found.items() if key[0] != "target"}


def has_posts(office: Office, *posts: dict[str, Any]) -> None:
    """Building leaders, who are also in an owners' committee."""
    leaders = [{"id": f"p{at}", "kind": "building_leader"} | post for at, post in enumerate(posts)]
    office.has(
        {
            "Community": [HAIYUE],
            "GovernanceBody": [{"id": "业委会", "kind": "owners_committee"}],
            "Post": leaders,
        },
        {"POST_IN": [(f"Post/{post['id']}", "GovernanceBody/业委会") for post in leaders]},
    )


MEMBER: dict[str, Any] = {"filled": True, "affiliation": "member"}
NEITHER: dict[str, Any] = {"filled": True, "affiliation": "neither"}


def test_where_no_roster_has_posts_nothing_is_said_of_them(office: Office) -> None:
    office.has(
        {
            "Community": [HAIYUE],
            "Count": [{"id": "义工", "measure": "new_volunteers", "value": 500.0}],
        },
        {"COUNTED_IN": [("Count/义工", "Community/海月")]},
    )
    assert targets(office) == {
        ("value", "new_volunteers"): (500, "exact"),
        # 万名 is about 10,000, so what part of it is reached is about so much too
        ("share_of_target", "new_volunteers"): (0.05, "about"),
    }


@pytest.mark.parametrize(
    ("posts", "reached"),
    [
        ([MEMBER, NEITHER], (1, "exact")),
        ([NEITHER, {"filled": False}], (0, "exact")),
        ([MEMBER, {"filled": True}], (1, "at_least")),
        ([MEMBER, {"filled": True, "affiliation": "unknown"}], (1, "at_least")),
        ([MEMBER, {"filled": None, "affiliation": "official"}], (1, "at_least")),
        ([MEMBER, {"filled": None, "affiliation": "neither"}], (1, "exact")),
        ([MEMBER, {"filled": False, "affiliation": "member"}], (1, "exact")),
        ([{"filled": True}, {"filled": None}], None),
        ([{**MEMBER, "term": "上一届"}, {**NEITHER, "term": "上届"}], None),
        ([{**MEMBER, "term": "本届"}, {**MEMBER, "term": "上届"}], (1, "exact")),
    ],
)
def test_a_post_of_which_it_is_not_known_who_holds_it_is_no_post_of_others(
    office: Office, posts: list[dict[str, Any]], reached: tuple[float, str] | None
) -> None:
    has_posts(office, *posts)
    wanted: dict[tuple[str, str], tuple[float, str]] = {}
    for category, target in (("owners_committee_posts", 100), ("building_leader_posts", 1000)):
        if reached is not None:
            wanted["value", category] = reached
            wanted["share_of_target", category] = (reached[0] / target, "about")
    assert targets(office) == wanted


def test_of_an_exact_target_the_part_is_as_exact_as_what_is_reached(office: Office) -> None:
    office.has(
        {
            "Community": [HAIYUE],
            "Count": [
                {"id": "a", "measure": "model_organizations", "value": 4.0, "qualifier": "at_least"}
            ],
        },
        {"COUNTED_IN": [("Count/a", "Community/海月")]},
    )
    assert targets(office)["share_of_target", "model_organizations"] == (0.4, "at_least")


# --- teams-by-kind --------------------------------------------------------------------------------


def test_a_rate_does_not_count_the_households_of_communities_that_nobody_asked(
    office: Office,
) -> None:
    silent = [
        {"id": f"社{number}", "community": f"社{number}", "households": 1_000}
        for number in range(97)
    ]
    haiyue = {**HAIYUE, "households": 1_000, "asked": []}
    team = {"id": "队", "kind": "social_workers", "people": 10}
    office.has(
        {"Community": [haiyue, *silent], "Team": [team]},
        {"SERVES": [("Team/队", "Community/海月")]},
    )
    found = office.figures("teams-by-kind")
    assert found["per_1000_households", "social_workers"] == (10, "exact")
    assert found["households", None] == (98_000, "exact")


def test_a_community_that_was_asked_and_has_no_such_team_counts(office: Office) -> None:
    asked = {"households": 3_000, "asked": ["SERVES.Team.social_workers", "SERVES.Team"]}
    other = {"households": 6_000, "asked": ["SERVES.Team.volunteers"]}
    office.has(
        {
            "Community": [
                {**HAIYUE, "households": 1_000, "asked": None},
                {"id": "问", "community": "问社区", **asked},
                {"id": "别", "community": "别社区", **other},
            ],
            "Team": [{"id": "队", "kind": "social_workers", "people": 10}],
        },
        {"SERVES": [("Team/队", "Community/海月")]},
    )
    found = office.figures("teams-by-kind")
    assert found["per_1000_households", "social_workers"] == (2.5, "exact")


def test_a_team_from_elsewhere_counts_in_the_community_that_it_serves(office: Office) -> None:
    """As its households do, where the indicator is narrowed to that community."""
    office.has(
        {
            "Community": [
                {**HAIYUE, "households": 1_000, "asked": []},
                {**BEITOU, "households": 500},
            ],
            "Team": [
                {"id": "队", "kind": "volunteers", "people": 10},
                {**AT_BEITOU, "id": "邻", "kind": "volunteers", "people": 7},
            ],
        },
        {"SERVES": [("Team/队", "Community/海月"), ("Team/邻", "Community/海月")]},
    )
    found = office.figures("teams-by-kind", community="海月")
    assert found["number", "volunteers"] == (1, "exact")
    assert found["per_1000_households", "volunteers"] == (17, "exact")
