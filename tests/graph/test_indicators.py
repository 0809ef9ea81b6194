"""The figures of the indicators that count organizations, and members by category."""

from __future__ import annotations

from typing import Any, cast

import pytest

from graph import gaps
from graph.errors import UsageError
from tests.graph.office import (
    HAIYUE,
    LOW,
    Office,
    xinghai,
)


def test_communities_are_counted_by_the_kind_that_leads_them(office: Office) -> None:
    nodes, edges = xinghai()
    office.has(nodes, edges)
    assert office.figures("party-organizations-by-kind") == {
        ("communities_led_by", "general_branch"): (1, "exact"),
        ("organizations", "general_branch"): (2, "exact"),
        ("organizations", "branch"): (2, "exact"),
    }


def test_the_formal_and_the_territorial_total_differ_by_the_branches_that_are_co_managed(
    office: Office,
) -> None:
    office.has(*xinghai(DUAL_MANAGED_BY=[("PartyOrganization/校", "PartyOrganization/总支")]))
    found = office.figures("formal-and-territorial-totals")
    name = "星海名城社区党总支"
    assert found["formal_branches", name] == (1, "exact")
    assert found["formal_members", name] == (10, "exact")
    # the general branch of the school is a parent: its own figure is not counted
    assert found["territorial_branches", name] == (2, "exact")
    assert found["territorial_members", name] == (40, "exact")
    assert found["territorial_members", None] == (40, "exact")


def test_a_total_with_a_blank_or_an_open_tie_in_it_is_a_lower_bound(office: Office) -> None:
    nodes, edges = xinghai(
        DUAL_MANAGED_BY=[("PartyOrganization/校", "PartyOrganization/总支", {"in_force": None})]
    )
    office.has(nodes, edges)
    found = office.figures("formal-and-territorial-totals")
    assert found["formal_members", None] == (10, "exact")
    assert found["territorial_members", None] == (10, "at_least")
    for branch in nodes["PartyOrganization"]:
        cast(dict[str, Any], branch).pop("members", None)
    office.has(nodes, edges)
    assert office.figures("formal-and-territorial-totals")["formal_members", None] == (
        0,
        "at_least",
    )


def test_the_three_categories_come_back_as_the_article_qualifies_them(office: Office) -> None:
    counts = (
        ("relation_in_community", 7400.0, "at_least"),
        ("resident_unit", 19000.0, "at_least"),
        ("living_here", 11000.0, "exact"),
    )
    office.has(
        {
            "Community": [HAIYUE],
            "District": [{"id": "南山区"}],
            "Count": [
                {"id": category, "measure": "members", "category": category}
                | {"value": value, "qualifier": how}
                for category, value, how in counts
            ],
        },
        {"COUNTED_IN": [(f"Count/{category}", "Community/海月") for category, _, _ in counts]},
    )
    found = office.figures("members-by-category")
    for category, value, how in counts:
        assert found["members", category] == (value, how)
    assert found["members_in_all", None] == (37400, "at_least")
    assert found["not_managed", None] == (30000, "at_least")
    assert round(found["not_managed_share", None][0], 3) == 0.802
    assert round(found["share", "relation_in_community"][0], 3) == 0.198


def test_what_a_district_and_its_communities_state_is_not_added_up(office: Office) -> None:
    here = "Community/海月"
    counts = [("a", here, None), ("b", "District/区", None), ("c", here, "2009")]
    office.has(
        {
            "Community": [HAIYUE],
            "District": [{"id": "区"}],
            "Count": [
                {
                    "id": name,
                    "measure": "members",
                    "category": "living_here",
                    "period": period,
                    "value": 5.0,
                }
                for name, _, period in counts
            ],
        },
        {"COUNTED_IN": [(f"Count/{name}", place) for name, place, _ in counts]},
    )
    rows = gaps.indicators(office.store, slug="members-by-category")
    assert [
        (row["level"], row["period"], row["value"]) for row in rows if row["figure"] == "members"
    ] == [("community", None, 5), ("community", "2009", 5), ("district", None, 5)]


def test_mass_organizations_are_counted_with_their_members_and_the_two_new_among_them(
    office: Office,
) -> None:
    office.has(
        {
            "Community": [HAIYUE],
            "Unit": [{"id": "new", "sector": "economic"}, {"id": "old"}],
            "MassOrganization": [
                {"id": "u1", "kind": "trade_union", "members": 100},
                {"id": "u2", "kind": "trade_union", "members": 30, "qualifiers": [LOW]},
                {"id": "l1", "kind": "youth_league"},
                {"id": "w1", "kind": "womens_organization", "members": 9},
                {"id": "named", "kind": "trade_union", "members": 9, "listed": False},
            ],
        },
        {
            "ESTABLISHED_IN": [
                ("MassOrganization/u1", "Unit/new"),
                ("MassOrganization/u2", "Unit/old"),
            ]
        },
    )
    found = office.figures("mass-organizations-by-kind")
    assert found["number", "trade_union"] == (2, "exact")
    assert found["in_two_new", "trade_union"] == (1, "exact")
    assert found["members", "trade_union"] == (130, "at_least")
    assert found["members", "youth_league"] == (0, "at_least")
    assert found["members_not_stated", "youth_league"] == (1, "exact")
    assert found["members", "womens_organization"] == (9, "exact")


def test_indicators_can_be_narrowed_too(office: Office) -> None:
    office.has(*xinghai())
    assert office.figures("party-organizations-by-kind", community="海月")
    with pytest.raises(UsageError):
        office.figures("party-organizations-by-kind", community="北头")
    with pytest.raises(UsageError):
        office.figures("no-such-indicator")
