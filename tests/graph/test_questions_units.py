"""Units that are due a branch, and units that take part in nothing."""

from __future__ import annotations

from typing import Any

import pytest

from tests.graph.office import (
    HAIYUE,
    Office,
    numbers,
)


@pytest.mark.parametrize(
    ("unit", "asked", "state", "reason"),
    [
        ({"full_members": 3, "has_party_organization": "no"}, False, "gap", None),
        ({"full_members": 2, "members": 9, "has_party_organization": "no"}, True, None, None),
        ({"members": 3, "has_party_organization": "no"}, True, "gap", "all_members_counted"),
        ({"full_members": 3}, True, "gap", None),
        ({"full_members": 3}, False, "unknown", "not_asked"),
        ({"full_members": 3, "has_party_organization": "unknown"}, True, "unknown", "not_answered"),
        ({"full_members": 3, "has_party_organization": "yes"}, True, "unknown", "stated_yes"),
        ({"has_party_organization": "no"}, True, "unknown", "members_unknown"),
        (
            {"members": 9, "has_party_organization": "no", "reason": "流动性大"},
            True,
            "gap",
            "流动性大; all_members_counted",
        ),
    ],
)
def test_a_unit_with_three_members_is_due_a_branch(
    office: Office, unit: dict[str, Any], asked: bool, state: str | None, reason: str | None
) -> None:
    keys = ["ESTABLISHED_IN.Unit"] * asked
    office.has({"Community": [{**HAIYUE, "asked": keys}], "Unit": [{"id": "u", **unit}]})
    assert office.names("units-due-a-branch", "reason") == [reason] * (state == "gap")
    assert office.names("units-due-a-branch", "reason", unknown=True) == [reason] * (
        state == "unknown"
    )
    assert office.line("units-due-a-branch")["of"] == (0 if state is None else 1)


def test_a_unit_with_a_branch_alone_or_joint_is_not_due_one_whatever_it_states(
    office: Office,
) -> None:
    office.has(
        {
            "Community": [HAIYUE],
            "Unit": [{"id": "u", "members": 9, "has_party_organization": "no"}],
            "PartyOrganization": [{"id": "联", "kind": "joint_branch"}],
            "MassOrganization": [{"id": "工会", "kind": "trade_union"}],
        },
        {
            "ESTABLISHED_IN": [
                ("PartyOrganization/联", "Unit/u"),
                ("MassOrganization/工会", "Unit/u"),
            ]
        },
    )
    assert numbers(office.line("units-due-a-branch")) == (0, 1, 0, 0)


def test_a_unit_takes_part_also_through_its_party_organization(office: Office) -> None:
    names = ("none", "joins", "offers", "through", "ended", "open", "elsewhere")
    office.has(
        {
            "Community": [HAIYUE],
            "Unit": [{"id": name} for name in names],
            "PartyOrganization": [{"id": "p", "name": "支部", "kind": "branch"}],
            "Agreement": [{"id": "a"}],
            "Offer": [{"id": "o"}],
        },
        {
            "SEATED_IN": [(f"Unit/{name}", "Community/海月") for name in names[:-1]],
            "ESTABLISHED_IN": [("PartyOrganization/p", "Unit/through")],
            "TAKES_PART_IN": [
                ("Unit/joins", "Agreement/a"),
                ("PartyOrganization/p", "Agreement/a"),
                ("Unit/ended", "Agreement/a", {"in_force": False}),
            ],
            "OFFERS": [("Unit/offers", "Offer/o")],
            "CLAIMS": [("Unit/open", "Offer/o", {"in_force": None})],
        },
    )
    assert office.names("units-without-ties", "unit") == ["ended", "none"]
    assert office.names("units-without-ties", "unit", unknown=True) == ["open"]
    assert numbers(office.line("units-without-ties")) == (2, 6, 0, 1)
