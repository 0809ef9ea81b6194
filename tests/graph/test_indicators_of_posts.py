"""The figures of the indicators that count posts and teams."""

from __future__ import annotations

from typing import Any

import pytest

from graph import gaps
from tests.graph.office import HAIYUE, Office, xinghai


def test_the_education_of_leaders_is_counted_by_term_each_post_once(office: Office) -> None:
    now = {"term": "本届", "filled": True, "kind": "secretary"}
    given, edges = xinghai(
        # it leads two communities
        LEADS=[("PartyOrganization/总支", "Community/另")],
        POST_IN=[
            *((f"Post/{post}", "PartyOrganization/总支") for post in "abcdefg"),
            ("Post/h", "PartyOrganization/站"),
        ],
    )
    nodes = dict(given)
    nodes["Community"] = [HAIYUE, {"id": "另"}]
    nodes["Post"] = [
        {"id": "a", **now, "education": "college_or_above"},
        {"id": "b", **now, "education": "college_or_above", "kind": "deputy_secretary"},
        {"id": "c", **now, "education": "below_college", "kind": "committee_member"},
        {"id": "d", **now},  # its education is not known
        {"id": "e", **now, "filled": False, "education": "college_or_above"},
        {"id": "f", **now, "kind": "group_leader", "education": "college_or_above"},
        {"id": "g", **now, "term": None, "education": "below_college"},
        {"id": "h", **now, "education": "college_or_above"},  # leads no community
    ]
    office.has(nodes, edges)
    found = office.figures("leadership-education")
    assert found == {
        ("posts_known", "本届"): (3, "exact"),
        ("posts_college", "本届"): (2, "exact"),
        ("posts_share", "本届"): (pytest.approx(2 / 3), "exact"),
        ("posts_known", "unknown"): (1, "exact"),
        ("posts_college", "unknown"): (0, "exact"),
        ("posts_share", "unknown"): (0, "exact"),
    }


def test_teams_have_their_people_and_people_per_thousand_households(office: Office) -> None:
    office.has(
        {
            "Community": [
                {**HAIYUE, "households": 1_500},
                {"id": "北头", "community": "北头社区", "households": 500},
                {"id": "不知", "community": "不知社区"},
                {"id": "邻", "community": "邻社区", "households": 9_000, "listed": False},
            ],
            "Subdistrict": [{"id": "街道"}],
            "Team": [
                {"id": "a", "kind": "social_workers", "people": 3},
                {"id": "b", "kind": "social_workers", "people": 5},
                {"id": "c", "kind": "social_workers", "people": 7},
                {"id": "d", "kind": "volunteers", "people": 80, "qualifiers": ["people:at_least"]},
                {"id": "e", "kind": "volunteers"},
                {"id": "f", "people": 90, "qualifiers": ["people:about"]},
                {"id": "named", "kind": "volunteers", "people": 9, "listed": False},
            ],
        },
        {
            "SERVES": [
                ("Team/a", "Community/海月"),
                ("Team/a", "Community/北头"),
                ("Team/b", "Community/不知"),
                ("Team/c", "Subdistrict/街道"),
                ("Team/d", "Community/北头"),
                ("Team/f", "Community/邻"),
            ]
        },
    )
    assert office.figures("teams-by-kind") == {
        ("number", "social_workers"): (3, "exact"),
        ("people", "social_workers"): (15, "exact"),
        ("people_not_stated", "social_workers"): (0, "exact"),
        # of the team that serves both communities, once
        ("per_1000_households", "social_workers"): (1.5, "exact"),
        ("number", "volunteers"): (2, "exact"),
        ("people", "volunteers"): (80, "at_least"),
        ("people_not_stated", "volunteers"): (1, "exact"),
        ("per_1000_households", "volunteers"): (40, "about"),
        ("number", "unknown"): (1, "exact"),
        ("people", "unknown"): (90, "about"),
        ("people_not_stated", "unknown"): (0, "exact"),
        ("households", None): (2_000, "exact"),
    }


POSTS: list[dict[str, Any]] = [
    {"id": "a", "kind": "owners_committee_chair", "affiliation": "member"},
    {"id": "b", "kind": "owners_committee_member", "affiliation": "neither"},
    {"id": "c", "kind": "owners_committee_member", "affiliation": "unknown"},
    {"id": "d", "kind": "owners_committee_member", "affiliation": "official"},
    {"id": "e", "kind": "owners_committee_member", "filled": None, "affiliation": "member"},
    {"id": "f", "kind": "building_leader", "affiliation": "member_and_official"},
    {"id": "g", "kind": "building_leader"},
    {"id": "h", "kind": "building_leader", "filled": False, "affiliation": "member"},
    {"id": "i", "kind": "head", "affiliation": "member"},
]


def of_owners_committees() -> tuple[dict[str, Any], dict[str, list[tuple[Any, ...]]]]:
    nodes: dict[str, Any] = {
        "Community": [HAIYUE],
        "GovernanceBody": [
            {"id": "新", "kind": "owners_committee", "formed": "new"},
            {"id": "换", "kind": "owners_committee", "formed": "re_elected"},
            {"id": "旧", "kind": "owners_committee"},
            {"id": "站", "kind": "workstation"},
        ],
        "Post": [{"filled": True, **post} for post in POSTS],
    }
    seats = [*((post, "新") for post in "abce"), ("a", "换"), ("d", "旧"), ("i", "站")]
    return nodes, {"POST_IN": [(f"Post/{post}", f"GovernanceBody/{body}") for post, body in seats]}


def test_members_and_officials_are_a_share_of_the_posts_of_which_it_is_known(
    office: Office,
) -> None:
    office.has(*of_owners_committees())
    found = {key: value for key, (value, _) in office.figures("member-share-of-posts").items()}
    new, again = "owners_committees_new", "owners_committees_re_elected"
    other, leaders = "owners_committees_other", "building_leaders"
    for category, posts, known, own, share in (
        (new, 3, 2, 1, 0.5),
        (again, 1, 1, 1, 1),  # the post that is in both committees counts in each
        (other, 1, 1, 1, 1),
        (leaders, 2, 1, 1, 1),
    ):
        figures = ("posts", "known", "members_or_officials", "share")
        assert [found[figure, category] for figure in figures] == [posts, known, own, share]
    assert len(found) == 16


def test_where_nothing_is_known_of_the_holders_there_is_no_share(office: Office) -> None:
    office.has({"Community": [HAIYUE], "Post": [{"filled": True, **POSTS[6]}]})
    assert office.figures("member-share-of-posts") == {
        ("posts", "building_leaders"): (1, "exact"),
        ("known", "building_leaders"): (0, "exact"),
        ("members_or_officials", "building_leaders"): (0, "exact"),
    }


def test_the_four_targets_stand_beside_what_is_reached(office: Office) -> None:
    nodes, edges = of_owners_committees()
    nodes["District"] = [{"id": "区"}]
    nodes["Count"] = [
        {"id": "义工", "measure": "new_volunteers", "value": 10_615.0, "qualifier": "at_least"},
        {"id": "义工二", "measure": "new_volunteers", "value": 500.0, "period": "2009"},
        {"id": "典型", "measure": "model_organizations", "category": "十类", "value": 10.0},
    ]
    edges["COUNTED_IN"] = [
        ("Count/义工", "District/区"),
        ("Count/义工二", "District/区"),
        ("Count/典型", "Community/海月"),
    ]
    office.has(nodes, edges)
    rows = gaps.indicators(office.store, slug="ten-hundred-thousand")
    keys = ("figure", "category", "value", "qualifier", "level", "period")
    assert [tuple(row[key] for key in keys) for row in rows] == [
        ("value", "model_organizations", 10, "exact", "community", None),
        ("target", "model_organizations", 10, "exact", None, None),
        ("share_of_target", "model_organizations", 1, "exact", "community", None),
        # the post that is in two committees is one; who holds some of them is not known
        ("value", "owners_committee_posts", 2, "at_least", None, None),
        ("target", "owners_committee_posts", 100, "at_least", None, None),
        ("share_of_target", "owners_committee_posts", 0.02, "about", None, None),
        ("value", "building_leader_posts", 1, "at_least", None, None),
        ("target", "building_leader_posts", 1_000, "at_least", None, None),
        ("share_of_target", "building_leader_posts", 0.001, "about", None, None),
        ("value", "new_volunteers", 10_615, "at_least", "district", None),
        ("value", "new_volunteers", 500, "exact", "district", "2009"),
        ("target", "new_volunteers", 10_000, "about", None, None),
        ("share_of_target", "new_volunteers", 1.0615, "about", "district", None),
        ("share_of_target", "new_volunteers", 0.05, "about", "district", "2009"),
    ]
