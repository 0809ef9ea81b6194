"""Unions, the Youth League and women's organizations, in units and in communities."""

from __future__ import annotations

from typing import Any

import pytest

from tests.graph.office import Office, numbers
from tests.graph.small import build
from tests.graph.stories import NOWHERE, asked, both, community

UNION, LEAGUE, WOMEN = ("trade_union", "youth_league", "womens_organization")
MASS = tuple(f"SERVES.MassOrganization.{kind}" for kind in (UNION, LEAGUE, WOMEN))


def test_a_two_new_organization_with_a_branch_needs_all_three_mass_organizations(
    office: Office,
) -> None:
    have = {
        "三全": (UNION, LEAGUE, WOMEN),
        "只有工会": (UNION, None),
        "无": (),
        "没有支部": (UNION,),
        "机关": (),
    }
    units: list[dict[str, Any]] = [
        {"id": name, "sector": None if name == "机关" else "economic"} for name in have
    ]
    mass = [
        ({"id": f"{name}{index}", "kind": kind}, name)
        for name, kinds in have.items()
        for index, kind in enumerate(kinds)
    ]
    branches = [name for name in have if name != "没有支部"]
    office.has(
        {
            "Community": [asked(*MASS)],
            "Unit": [
                *units,
                {"id": "未定", "sector": "social", **NOWHERE},
                {"id": "只被提到", "sector": "social", "listed": False},
            ],
            "PartyOrganization": [{"id": "联合支部"}, {"id": "又一支部"}],
            "MassOrganization": [row for row, _ in mass],
        },
        {
            "ESTABLISHED_IN": [
                *(("PartyOrganization/联合支部", f"Unit/{name}") for name in branches),
                ("PartyOrganization/又一支部", "Unit/无"),
                ("PartyOrganization/联合支部", "Unit/未定"),
                ("PartyOrganization/联合支部", "Unit/只被提到"),
                *((f"MassOrganization/{row['id']}", f"Unit/{name}") for row, name in mass),
            ]
        },
    )
    slug = "two-new-without-mass-organizations"
    assert both(office, slug, "unit", "sector", "union", "league", "women") == {
        "gap": {
            "只有工会": ("economic", "yes", "no", "no"),
            "无": ("economic", "no", "no", "no"),
        },
        "unknown": {"未定": ("social", "unknown", "unknown", "unknown")},
    }
    assert numbers(office.line(slug)) == (2, 4, 0, 1)


@pytest.mark.parametrize(
    ("keys", "state", "answers"),
    [
        ((), "unknown", ("yes", "unknown", "unknown")),
        (MASS[:1], "unknown", ("yes", "unknown", "unknown")),
        (MASS[1:2], "gap", ("yes", "no", "unknown")),
        (MASS, "gap", ("yes", "no", "no")),
    ],
)
def test_a_mass_organization_that_nobody_asked_for_is_not_missing(
    office: Office, keys: tuple[str, ...], state: str, answers: tuple[str, ...]
) -> None:
    """In a unit and in a community alike."""
    office.has(
        {
            "Community": [asked(*keys)],
            "Unit": [{"id": "公司", "sector": "economic"}],
            "PartyOrganization": [{"id": "支部"}],
            "MassOrganization": [{"id": "公司工会", "kind": UNION}, {"id": "工会", "kind": UNION}],
        },
        {
            "ESTABLISHED_IN": [
                ("PartyOrganization/支部", "Unit/公司"),
                ("MassOrganization/公司工会", "Unit/公司"),
            ],
            "SERVES": [("MassOrganization/工会", "Community/海月")],
        },
    )
    for slug in ("two-new-without-mass-organizations", "communities-without-mass-organizations"):
        found = both(office, slug, "community", "union", "league", "women")
        assert found.pop(state) == {"海月社区": answers}, slug
        assert list(found.values()) == [{}], slug


def test_a_community_needs_all_three_mass_organizations_of_its_own(office: Office) -> None:
    serving = {
        "齐全": (UNION, UNION, LEAGUE, WOMEN),
        "没有妇联": (UNION, LEAGUE),
        "类别空白": (None,),
        "齐全而没问": (UNION, LEAGUE, WOMEN),
        "没问": (),
        "只被提到": (),
    }

    def keys(name: str) -> tuple[str, ...]:
        return () if name.endswith("没问") else MASS

    mass = [
        ({"id": f"{name}{index}", "kind": kind}, name)
        for name, kinds in serving.items()
        for index, kind in enumerate(kinds)
    ]
    office.store.load(
        *build(
            {
                "Community": [
                    {**community(name, *keys(name)), "listed": name != "只被提到"}
                    for name in serving
                ],
                "Subdistrict": [{"id": "街"}],
                "Unit": [{"id": "公司"}],
                "MassOrganization": [
                    *(row for row, _ in mass),
                    {"id": "街道妇联", "kind": WOMEN},
                    {"id": "公司妇联", "kind": WOMEN},
                ],
            },
            {
                "SERVES": [
                    *(
                        {"from": f"MassOrganization/{row['id']}", "to": f"Community/{name}"}
                        for row, name in mass
                    ),
                    {"from": "MassOrganization/街道妇联", "to": "Subdistrict/街"},
                ],
                "ESTABLISHED_IN": [{"from": "MassOrganization/公司妇联", "to": "Unit/公司"}],
                "SEATED_IN": [{"from": "Unit/公司", "to": "Community/没有妇联"}],
            },
        )
    )
    slug = "communities-without-mass-organizations"
    assert both(office, slug, "community", "union", "league", "women") == {
        "gap": {"没有妇联": ("yes", "yes", "no"), "类别空白": ("no", "no", "no")},
        "unknown": {"没问": ("unknown", "unknown", "unknown")},
    }
    assert numbers(office.line(slug)) == (2, 5, 0, 1)


@pytest.mark.parametrize("keys", [(), ("LED_BY",)])
def test_a_mass_organization_is_led_by_a_party_organization_also_one_that_is_only_named(
    office: Office, keys: tuple[str, ...]
) -> None:
    office.has(
        {
            "Community": [asked(*keys)],
            "Unit": [{"id": "甲公司"}, {"id": "乙公司"}],
            "GovernanceBody": [{"id": "管理处"}],
            "PartyOrganization": [{"id": "党委", "listed": False}],
            "MassOrganization": [
                {"id": "妇联", "kind": WOMEN},
                {"id": "联合工会", "kind": UNION},
                {"id": "不详", "kind": None},
                {"id": "团支部", "kind": LEAGUE},
                {"id": "未定", "kind": LEAGUE, **NOWHERE},
                {"id": "被提到", "kind": UNION, "listed": False},
            ],
        },
        {
            "LED_BY": [("MassOrganization/妇联", "PartyOrganization/党委")],
            "ESTABLISHED_IN": [
                ("MassOrganization/妇联", "Unit/甲公司"),
                ("MassOrganization/联合工会", "Unit/甲公司"),
                ("MassOrganization/联合工会", "Unit/乙公司"),
                ("MassOrganization/团支部", "GovernanceBody/管理处"),
            ],
        },
    )
    slug = "mass-organizations-without-lead"
    rows = {"联合工会": (UNION, "乙公司; 甲公司"), "不详": (None, None), "团支部": (LEAGUE, None)}
    nowhere = {"未定": (LEAGUE, None)}
    assert both(office, slug, "organization", "kind", "unit") == (
        {"gap": rows, "unknown": nowhere} if keys else {"gap": {}, "unknown": rows | nowhere}
    )
    assert numbers(office.line(slug)) == ((3, 5, 0, 1) if keys else (0, 5, 0, 4))
