"""The leadership of a community: one person in two posts, full-time deputies, outside seats."""

from __future__ import annotations

from typing import Any

import pytest

from tests.graph.generated import ASKED
from tests.graph.office import HAIYUE, Office, numbers
from tests.graph.small import Rows

Ties = dict[str, list[tuple[Any, ...]]]


def without(*keys: str) -> dict[str, Any]:
    """海月社区, of which these were not asked."""
    return {**HAIYUE, "asked": [key for key in ASKED if key not in keys]}


def asking(*keys: str) -> dict[str, Any]:
    """海月社区, of which only these were asked."""
    return {**HAIYUE, "asked": list(keys)}


# --- concurrent-secretary-missing --------------------------------------------------------------


def one_person(
    community: dict[str, Any] = HAIYUE,
    secretary: dict[str, Any] | None = None,
    head: dict[str, Any] | None = None,
    concurrent: tuple[str, str] | None = None,
) -> tuple[Rows, Ties]:
    """海月社区 with its secretary and head of workstation, where they are given."""
    posts = {"书记": ("secretary", secretary), "站长": ("head", head)}
    given = [
        {"id": name, "kind": kind, "filled": True, **post}
        for name, (kind, post) in posts.items()
        if post is not None
    ]
    places = {"书记": "PartyOrganization/党委", "站长": "GovernanceBody/站"}
    return (
        {
            "Community": [community],
            "PartyOrganization": [{"id": "党委", "kind": "committee"}],
            "GovernanceBody": [{"id": "站", "kind": "workstation"}],
            "Post": given,
        },
        {
            "LEADS": [("PartyOrganization/党委", "Community/海月")],
            "SERVES": [("GovernanceBody/站", "Community/海月")],
            "POST_IN": [(f"Post/{post['id']}", places[str(post["id"])]) for post in given],
            "CONCURRENT_WITH": []
            if concurrent is None
            else [(f"Post/{concurrent[0]}", f"Post/{concurrent[1]}")],
        },
    )


def test_one_person_in_both_posts_is_what_is_wanted_whichever_way_it_is_written(
    office: Office,
) -> None:
    for concurrent in (("书记", "站长"), ("站长", "书记")):
        office.has(*one_person(secretary={}, head={}, concurrent=concurrent))
        assert numbers(office.line("concurrent-secretary-missing")) == (0, 1, 0, 0)
    office.has(*one_person(secretary={}, head={}))
    (row,) = office.gaps("concurrent-secretary-missing")
    assert (row["secretary_post"], row["head_post"]) == ("书记", "站长")


@pytest.mark.parametrize(
    ("secretary", "head", "asked", "state"),
    [
        ({"filled": False}, {}, ASKED, "gap"),
        ({"filled": None}, {}, ASKED, "unknown"),
        ({}, {"filled": None}, ASKED, "unknown"),
        (None, {}, ASKED, "gap"),
        (None, {}, ("POST_IN.secretary",), "gap"),
        (None, {}, ("POST_IN.head",), "unknown"),
        ({}, None, ("POST_IN.secretary",), "unknown"),
        ({}, None, ("POST_IN.head",), "gap"),
        (None, None, ("POST_IN",), "gap"),
        (None, None, (), "unknown"),
        ({}, {}, (), "gap"),  # both are known, whoever asked
    ],
)
def test_a_post_that_is_missing_is_a_gap_where_somebody_asked_for_it(
    office: Office,
    secretary: dict[str, Any] | None,
    head: dict[str, Any] | None,
    asked: tuple[str, ...],
    state: str,
) -> None:
    office.has(*one_person(asking(*asked), secretary, head))
    line = numbers(office.line("concurrent-secretary-missing"))
    assert line == (state == "gap", 1, 0, state == "unknown")


def test_posts_of_a_former_term_do_not_count(office: Office) -> None:
    former = {"term": "上一届"}
    office.has(*one_person(secretary=former, head={}, concurrent=("书记", "站长")))
    (row,) = office.gaps("concurrent-secretary-missing")
    assert (row["secretary_post"], row["head_post"]) == (None, "站长")
    office.has(*one_person(secretary={"term": "上届", "filled": None}, head={"term": "本届"}))
    assert numbers(office.line("concurrent-secretary-missing")) == (1, 1, 0, 0)


def test_a_community_without_leading_organization_or_workstation_is_excluded(
    office: Office,
) -> None:
    for missing in ("LEADS", "SERVES"):
        nodes, ties = one_person(secretary={}, head={})
        office.has(nodes, {**ties, missing: []})
        assert numbers(office.line("concurrent-secretary-missing")) == (0, 0, 1, 0)


def test_several_secretaries_and_heads_are_named_and_one_pair_is_enough(office: Office) -> None:
    nodes, ties = one_person(secretary={}, head={})
    nodes = {
        **nodes,
        "Post": [
            *nodes["Post"],
            {"id": "书记乙", "kind": "secretary", "filled": True},
            {"id": "站长乙", "kind": "head", "filled": True},
        ],
    }
    ties["POST_IN"] += [
        ("Post/书记乙", "PartyOrganization/党委"),
        ("Post/站长乙", "GovernanceBody/站"),
    ]
    office.has(nodes, ties)
    (row,) = office.gaps("concurrent-secretary-missing")
    assert (row["secretary_post"], row["head_post"]) == ("书记; 书记乙", "站长; 站长乙")
    office.has(nodes, {**ties, "CONCURRENT_WITH": [("Post/站长", "Post/书记乙")]})
    assert office.gaps("concurrent-secretary-missing") == []


# --- full-time-deputy-missing, leadership-without-outside-seats ----------------------------------


def led(
    *posts: dict[str, Any], community: dict[str, Any] = HAIYUE, kind: str | None = "committee"
) -> tuple[Rows, Ties]:
    """A leading organization with posts."""
    named = [{"id": f"职{number}", "filled": True, **post} for number, post in enumerate(posts)]
    return (
        {
            "Community": [community],
            "PartyOrganization": [{"id": "党委", "kind": kind}],
            "Unit": [{"id": "地产公司", "nature": "other"}],
            "Post": named,
        },
        {
            "LEADS": [("PartyOrganization/党委", "Community/海月")],
            "POST_IN": [(f"Post/{post['id']}", "PartyOrganization/党委") for post in named],
        },
    )


DEPUTY = {"kind": "deputy_secretary", "full_time": True}


@pytest.mark.parametrize(
    ("posts", "asked", "state"),
    [
        ([DEPUTY], ASKED, None),
        ([{**DEPUTY, "full_time": False}, DEPUTY], ASKED, None),
        ([{**DEPUTY, "filled": False}], ASKED, "gap"),
        ([{**DEPUTY, "full_time": False}], ASKED, "gap"),
        ([{**DEPUTY, "full_time": None}], ASKED, "unknown"),
        ([{**DEPUTY, "filled": None}], ASKED, "unknown"),
        ([{**DEPUTY, "filled": None, "full_time": False}], ASKED, "gap"),
        ([{**DEPUTY, "term": "上一届"}], ASKED, "gap"),
        ([{**DEPUTY, "filled": None, "term": "上届"}], ASKED, "gap"),
        ([{**DEPUTY, "kind": "secretary"}], ASKED, "gap"),
        ([], ("POST_IN",), "gap"),
        ([], ("POST_IN.deputy_secretary",), "gap"),
        ([], ("POST_IN.secretary",), "unknown"),
    ],
)
def test_a_leading_committee_needs_a_full_time_deputy_in_office(
    office: Office, posts: list[dict[str, Any]], asked: tuple[str, ...], state: str | None
) -> None:
    office.has(*led(*posts, community=asking(*asked)))
    line = numbers(office.line("full-time-deputy-missing"))
    assert line == (state == "gap", 1, 0, state == "unknown")
    for row in office.gaps("full-time-deputy-missing"):
        assert (row["organization"], row["kind"]) == ("党委", "committee")


def test_a_leading_branch_needs_none_and_a_general_branch_does(office: Office) -> None:
    for kind, asked_about in (("branch", 0), (None, 0), ("general_branch", 1)):
        office.has(*led(kind=kind))
        line = numbers(office.line("full-time-deputy-missing"))
        assert line == (asked_about, asked_about, 0, 0)


def test_an_organization_that_leads_two_communities_is_asked_about_in_each(office: Office) -> None:
    nodes, ties = led()
    beitou = {**asking(), "id": "北头", "name": "北头社区", "code": "440305002004"}
    beitou |= {"community": "北头社区", "community_code": "440305002004"}
    nodes = {**nodes, "Community": [HAIYUE, beitou]}
    ties["LEADS"].append(("PartyOrganization/党委", "Community/北头"))
    office.has(nodes, ties)
    assert office.names("full-time-deputy-missing", "community") == ["海月社区"]
    assert office.names("full-time-deputy-missing", "community", unknown=True) == ["北头社区"]
    assert numbers(office.line("full-time-deputy-missing")) == (1, 2, 0, 1)


def test_a_leadership_of_which_a_unit_nominated_one_has_an_outside_seat(office: Office) -> None:
    nodes, ties = led({"kind": "secretary"}, {"kind": "committee_member"}, {"kind": "head"})
    office.has(nodes, ties)
    (row,) = office.gaps("leadership-without-outside-seats")
    shown = ("organization", "seats", "outside_seats", "natures")
    assert [row[key] for key in shown] == ["党委", 2, 0, None]
    nominated = {"NOMINATED_BY": [("Post/职1", "Unit/地产公司")]}
    office.has(nodes, ties | nominated)
    assert numbers(office.line("leadership-without-outside-seats")) == (0, 1, 0, 0)
    # a post that is no seat of the leadership brings in nobody
    office.has(nodes, ties | {"NOMINATED_BY": [("Post/职2", "Unit/地产公司")]})
    assert numbers(office.line("leadership-without-outside-seats")) == (1, 1, 0, 0)


@pytest.mark.parametrize(
    ("posts", "found"),
    [
        ([], (0, 0, 0, 0)),
        ([{"kind": "head"}], (0, 0, 0, 0)),
        ([{"kind": "deputy_secretary", "term": "上一届"}], (0, 0, 0, 0)),
        ([{"kind": "deputy_secretary", "filled": False}], (0, 1, 0, 1)),
    ],
)
def test_where_nobody_asked_who_nominated_it_is_unknown_and_without_posts_not_asked(
    office: Office, posts: list[dict[str, Any]], found: tuple[int, ...]
) -> None:
    office.has(*led(*posts, community=without("NOMINATED_BY")))
    assert numbers(office.line("leadership-without-outside-seats")) == found
    for row in office.gaps("leadership-without-outside-seats", unknown=True):
        assert (row["seats"], row["outside_seats"]) == (1, 0)


def test_nominations_of_a_former_leadership_do_not_count(office: Office) -> None:
    nodes, ties = led({"kind": "secretary"}, {"kind": "committee_member", "term": "上届"})
    office.has(nodes, {**ties, "NOMINATED_BY": [("Post/职1", "Unit/地产公司")]})
    assert office.names("leadership-without-outside-seats", "seats") == [1]
