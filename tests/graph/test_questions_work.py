"""Units that the work of the Party does not reach, and social organizations."""

from __future__ import annotations

from typing import Any

import pytest

from tests.graph.office import Office, numbers
from tests.graph.stories import NOWHERE, asked, both

KINDS = ("trade_union", "youth_league", "womens_organization")
MASS = tuple(f"SERVES.MassOrganization.{kind}" for kind in KINDS)
PARTY = "ESTABLISHED_IN.Unit"


def seated(units: list[dict[str, Any]]) -> list[tuple[str, str]]:
    return [(f"Unit/{unit['id']}", "Community/海月") for unit in units]


def test_work_reaches_a_unit_through_an_organization_an_instructor_or_coverage(
    office: Office,
) -> None:
    units: list[dict[str, Any]] = [
        {"id": name, "has_party_organization": "no", "instructor": False}
        for name in ("全无", "支部", "工会", "覆盖", "覆盖已止", "覆盖不详", "又覆盖", "队伍")
    ]
    units += [{"id": "指导员", "has_party_organization": "no", "instructor": True}]
    office.has(
        {
            "Community": [asked(*MASS)],
            "Unit": [*units, {"id": "不驻社区"}, {"id": "只被提到", "listed": False}],
            "PartyOrganization": [{"id": "党支部", "listed": False}],
            "MassOrganization": [{"id": "工会"}],
            "Team": [{"id": "义工队"}],
        },
        {
            "SEATED_IN": [*seated(units), ("Unit/只被提到", "Community/海月")],
            "ESTABLISHED_IN": [
                ("PartyOrganization/党支部", "Unit/支部"),
                ("MassOrganization/工会", "Unit/工会"),
                ("Team/义工队", "Unit/队伍"),
            ],
            "COVERS": [
                ("PartyOrganization/党支部", "Unit/覆盖"),
                ("PartyOrganization/党支部", "Unit/覆盖已止", {"in_force": False}),
                ("PartyOrganization/党支部", "Unit/覆盖不详", {"in_force": None}),
                ("PartyOrganization/党支部", "Unit/又覆盖", {"in_force": None}),
                ("PartyOrganization/党支部", "Unit/又覆盖", {"in_force": True}),
            ],
        },
    )
    slug = "units-without-work-coverage"
    found = both(office, slug, "unit")
    assert list(found["gap"]) == ["全无", "覆盖已止", "队伍"]
    assert list(found["unknown"]) == ["覆盖不详"]
    assert numbers(office.line(slug)) == (3, 9, 0, 1)


@pytest.mark.parametrize(
    ("keys", "gap"),
    [
        ((PARTY, *MASS), {"答否", "没问"}),
        (MASS, {"答否"}),
        ((PARTY, *MASS[:2]), set()),
        ((), set()),
    ],
)
def test_a_unit_is_uncovered_only_where_every_way_to_reach_it_was_asked_about(
    office: Office, keys: tuple[str, ...], gap: set[str]
) -> None:
    units: list[dict[str, Any]] = [
        {"id": "答否", "has_party_organization": "no", "instructor": False},
        {"id": "没问", "has_party_organization": None, "instructor": False},
        {"id": "答是", "has_party_organization": "yes", "instructor": False},
        {"id": "空白", "has_party_organization": "unknown", "instructor": False},
        {"id": "指导员空白", "has_party_organization": "no", "instructor": None},
    ]
    office.has({"Community": [asked(*keys)], "Unit": units}, {"SEATED_IN": seated(units)})
    found = both(office, "units-without-work-coverage", "unit", "nature")
    assert set(found["gap"]) == gap
    assert set(found["unknown"]) == {unit["id"] for unit in units} - gap


def test_a_unit_seated_in_two_communities_is_asked_about_in_each(office: Office) -> None:
    other = {"id": "北头", "name": "北头社区", "community": "北头社区", "asked": [PARTY]}
    office.has(
        {
            "Community": [asked(PARTY, *MASS), other],
            "Unit": [{"id": "公司", "nature": "organ", "instructor": False, **NOWHERE}],
        },
        {"SEATED_IN": [("Unit/公司", "Community/海月"), ("Unit/公司", "Community/北头")]},
    )
    assert both(office, "units-without-work-coverage", "community", "unit", "nature") == {
        "gap": {"海月社区": ("公司", "organ")},
        "unknown": {"北头社区": ("公司", "organ")},
    }
    assert numbers(office.line("units-without-work-coverage")) == (1, 2, 0, 1)


@pytest.mark.parametrize("keys", [(), (PARTY,)])
def test_a_social_organization_needs_a_party_organization_or_an_instructor(
    office: Office, keys: tuple[str, ...]
) -> None:
    units: list[dict[str, Any]] = [
        {"id": "合唱团", "has_party_organization": "no", "instructor": False, "employees": 12},
        {"id": "足球会", "has_party_organization": None, "instructor": False},
        {"id": "基金会", "has_party_organization": "yes", "instructor": False},
        {"id": "书画社", "has_party_organization": "unknown", "instructor": False},
        {"id": "义工联", "has_party_organization": "no", "instructor": None},
        {"id": "社工站", "has_party_organization": "no", "instructor": True},
        {"id": "学会", "has_party_organization": "no", "instructor": None},
        {"id": "棋社", "instructor": False, **NOWHERE},
        {"id": "被提到", "instructor": False, "listed": False},
    ]
    office.has(
        {
            "Community": [asked(*keys)],
            "Unit": [
                *({"nature": "social_association", **unit, "sector": "social"} for unit in units),
                {"id": "公司", "sector": "economic", "instructor": False},
                {"id": "机关", "instructor": False},
            ],
            "PartyOrganization": [{"id": "支部"}],
            "MassOrganization": [{"id": "工会"}],
        },
        {
            "ESTABLISHED_IN": [
                ("PartyOrganization/支部", "Unit/学会"),
                ("MassOrganization/工会", "Unit/合唱团"),
            ]
        },
    )
    slug = "social-organizations-without-party"
    found = both(office, slug, "unit", "nature", "employees")
    gap = {"合唱团"} | ({"足球会"} if keys else set())
    assert set(found["gap"]) == gap
    assert found["gap"]["合唱团"] == ("social_association", 12)
    assert set(found["unknown"]) == {"足球会", "基金会", "书画社", "义工联", "棋社"} - gap
    assert numbers(office.line(slug)) == (len(gap), 8, 0, 6 - len(gap))
