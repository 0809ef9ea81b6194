"""The formal and the territorial line: who leads, who is outside dual management."""

from __future__ import annotations

import pytest

from tests.graph.generated import ASKED
from tests.graph.office import (
    HAIYUE,
    Office,
    numbers,
    xinghai,
)


def test_a_school_branch_of_the_bureau_is_outside_and_the_communitys_own_are_not(
    office: Office,
) -> None:
    office.has(*xinghai())
    rows = office.gaps("branches-outside-dual-management")
    assert [(row["branch"], row["unit"], row["superior"], row["members"]) for row in rows] == [
        ("北大附中党总支", "北大附中", "教育局党委", 60),
        ("北大附中第一党支部", None, "北大附中党总支", 30),
    ]
    assert numbers(office.line("branches-outside-dual-management")) == (2, 4, 0, 0)


def test_a_branch_of_a_bureau_that_is_dual_managed_above_it_is_inside(office: Office) -> None:
    office.has(*xinghai(DUAL_MANAGED_BY=[("PartyOrganization/校", "PartyOrganization/总支")]))
    assert office.gaps("branches-outside-dual-management") == []


def test_dual_management_of_a_lower_branch_does_not_bring_in_the_one_above(office: Office) -> None:
    office.has(*xinghai(DUAL_MANAGED_BY=[("PartyOrganization/校一", "PartyOrganization/总支")]))
    assert office.names("branches-outside-dual-management", "branch") == ["北大附中党总支"]


def test_dual_management_by_another_communitys_organization_does_not_count(office: Office) -> None:
    office.has(*xinghai(DUAL_MANAGED_BY=[("PartyOrganization/校", "PartyOrganization/站")]))
    assert len(office.gaps("branches-outside-dual-management")) == 2


@pytest.mark.parametrize(("in_force", "found"), [(False, (2, 0)), (None, (0, 2)), (True, (0, 0))])
def test_dual_management_counts_while_it_is_in_force(
    office: Office, in_force: bool | None, found: tuple[int, int]
) -> None:
    tie = ("PartyOrganization/校", "PartyOrganization/总支", {"in_force": in_force})
    office.has(*xinghai(DUAL_MANAGED_BY=[tie]))
    line = office.line("branches-outside-dual-management")
    assert (line["gaps"], line["unknown"]) == found


def test_it_takes_both_the_superior_and_dual_management_to_have_been_asked(office: Office) -> None:
    for missing in ("SUBORDINATE_TO", "DUAL_MANAGED_BY"):
        nodes, edges = xinghai()
        asked = [key for key in ASKED if key != missing]
        office.has({**nodes, "Community": [{**HAIYUE, "asked": asked}]}, edges)
        assert numbers(office.line("branches-outside-dual-management")) == (0, 4, 0, 2)


def test_where_nobody_leads_the_community_its_organizations_are_excluded(office: Office) -> None:
    nodes, edges = xinghai()
    office.has(nodes, {**edges, "LEADS": []})
    assert numbers(office.line("branches-outside-dual-management")) == (0, 0, 4, 0)
    assert numbers(office.line("communities-not-upgraded")) == (1, 1, 0, 0)


def test_with_two_superiors_either_line_may_reach_the_leading_organization(office: Office) -> None:
    second = ("PartyOrganization/校", "PartyOrganization/站")
    nodes, edges = xinghai()
    office.has(nodes, {**edges, "SUBORDINATE_TO": [*edges["SUBORDINATE_TO"], second]})
    assert office.gaps("branches-outside-dual-management") == []


def test_a_circle_of_superiors_ends(office: Office) -> None:
    circle = ("PartyOrganization/局", "PartyOrganization/校一")
    nodes, edges = xinghai()
    office.has(nodes, {**edges, "SUBORDINATE_TO": [*edges["SUBORDINATE_TO"], circle]})
    assert len(office.gaps("branches-outside-dual-management")) == 2


def test_a_joint_branch_names_all_its_units_with_their_ids_in_the_same_order(
    office: Office,
) -> None:
    nodes, edges = xinghai(ESTABLISHED_IN=[("PartyOrganization/校", "Unit/a")])
    office.has({**nodes, "Unit": [*nodes["Unit"], {"id": "a", "name": "附属小学"}]}, edges)
    row = office.gaps("branches-outside-dual-management")[0]
    assert row["unit"] == "北大附中; 附属小学"
    assert [each.rpartition("/")[2] for each in row["unit_id"].split("; ")][1] == "a"


@pytest.mark.parametrize(
    ("scopes", "in_force", "found"),
    [
        ((True, True, True), True, (0, 1, 0, 0)),
        ((True, False, True), True, (1, 1, 0, 0)),
        ((None, False, True), True, (1, 1, 0, 0)),
        ((None, True, True), True, (0, 1, 0, 1)),
        ((True, False, True), None, (0, 1, 0, 1)),
        ((True, False, True), False, (0, 0, 0, 0)),
    ],
)
def test_a_scope_stated_no_is_a_gap_and_a_blank_one_is_unknown(
    office: Office, scopes: tuple[bool | None, ...], in_force: bool | None, found: tuple[int, ...]
) -> None:
    columns = dict(zip(("activities", "elections", "decisions"), scopes, strict=True))
    tie = (
        "PartyOrganization/校",
        "PartyOrganization/总支",
        {**columns, "in_force": in_force, "since": "2008-06"},
    )
    office.has(*xinghai(DUAL_MANAGED_BY=[tie]))
    assert numbers(office.line("dual-management-missing-scopes")) == found
    for row in office.gaps("dual-management-missing-scopes"):
        assert {key: row[key] for key in columns} == columns
        assert (row["branch"], row["since"]) == ("北大附中党总支", "2008-06")


@pytest.mark.parametrize(
    ("kind", "members", "state", "eligible"),
    [
        ("branch", 50, "gap", "branch"),
        ("branch", 51, "gap", "general_branch"),
        ("joint_branch", 100, "gap", "general_branch"),
        ("branch", 101, "gap", "committee"),
        ("branch", None, "gap", None),
        (None, 101, "unknown", "committee"),
        ("general_branch", 9, None, None),
        ("committee", 9, None, None),
    ],
)
def test_a_community_is_upgraded_with_a_general_branch_or_a_committee(
    office: Office, kind: str | None, members: int | None, state: str | None, eligible: str | None
) -> None:
    office.has(
        {
            "Community": [HAIYUE],
            "PartyOrganization": [
                {"id": "p", "name": "海月党组织", "kind": kind, "members": members}
            ],
        },
        {"LEADS": [("PartyOrganization/p", "Community/海月")]},
    )
    for wanted in ("gap", "unknown"):
        rows = office.gaps("communities-not-upgraded", unknown=wanted == "unknown")
        if wanted != state:
            assert rows == []
            continue
        (row,) = rows
        assert (row["leading_organization"], row["kind"], row["members"]) == (
            "海月党组织",
            kind,
            members,
        )
        assert row["eligible_kind"] == eligible


def test_a_community_that_names_no_organization_is_a_gap_only_if_it_was_asked(
    office: Office,
) -> None:
    office.has(
        {"Community": [HAIYUE, {"id": "other", "name": "北头社区", "community": "北头社区"}]}
    )
    assert office.names("communities-not-upgraded", "community") == ["海月社区"]
    assert office.names("communities-not-upgraded", "community", unknown=True) == ["北头社区"]


def test_of_two_leading_branches_both_are_named_and_the_larger_one_counts(office: Office) -> None:
    office.has(
        {
            "Community": [HAIYUE],
            "PartyOrganization": [
                {"id": "b", "name": "第二党支部", "kind": "joint_branch", "members": 40},
                {"id": "a", "name": "第一党支部", "kind": "branch", "members": 60},
            ],
        },
        {"LEADS": [(f"PartyOrganization/{name}", "Community/海月") for name in ("a", "b")]},
    )
    (row,) = office.gaps("communities-not-upgraded")
    assert row["leading_organization"] == "第一党支部; 第二党支部"
    assert row["kind"] == "branch; joint_branch"
    assert (row["members"], row["eligible_kind"]) == (60, "general_branch")
    assert numbers(office.line("communities-not-upgraded")) == (1, 1, 0, 0)
