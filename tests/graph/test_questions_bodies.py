"""Owners' committees and their terms, property offices and their companies."""

from __future__ import annotations

from typing import Any
from urllib.parse import unquote

import pytest

from tests.graph.office import Office, numbers
from tests.graph.stories import NOWHERE, asked, both

OWNERS = "SERVES.GovernanceBody.owners_committee"


def test_an_estate_needs_an_owners_committee_whose_term_has_not_ended(office: Office) -> None:
    estates: dict[str, list[tuple[bool | None, str | None]]] = {
        "没有": [],
        "在任": [(False, "2012")],
        "届满": [(True, "2008-06-30")],
        "空白": [(None, None)],
        "本年届满": [(None, "2010")],
        "两届都满": [(True, "2009-12"), (True, "2006")],
        "届满又在任": [(True, "2008"), (False, "2012")],
        "空白又在任": [(None, None), (False, "2012")],
        "届满又空白": [(None, None), (True, "2008")],
    }
    committees: list[dict[str, Any]] = [
        {"id": f"{name}{index}", "kind": "owners_committee", "ended": ended, "term_end": term_end}
        for name, terms in estates.items()
        for index, (ended, term_end) in enumerate(terms)
    ]
    office.has(
        {
            "Community": [asked(OWNERS)],
            "Estate": [{"id": name} for name in estates],
            "GovernanceBody": committees,
        },
        {
            "SERVES": [
                (f"GovernanceBody/{each['id']}", f"Estate/{each['id'][:-1]}") for each in committees
            ]
        },
    )
    slug = "owners-committees-missing"
    assert both(office, slug, "estate", "status", "term_end") == {
        "gap": {
            "没有": ("none", None),
            "届满": ("expired", "2008-06-30"),
            "两届都满": ("expired", "2006; 2009-12"),
        },
        "unknown": {
            "空白": ("term_unknown", None),
            "本年届满": ("term_unknown", "2010"),
            "届满又空白": ("term_unknown", "2008; "),
        },
    }
    assert numbers(office.line(slug)) == (3, 9, 0, 3)
    ids = dict(
        zip(office.names(slug, "estate"), office.names(slug, "owners_committee_id"), strict=True)
    )
    assert ids["没有"] is None
    later, earlier = (each["id"] for each in committees if each["id"].startswith("两届"))
    assert local(ids["两届都满"]) == [earlier, later]  # in the order of their terms


def local(ids: str) -> list[str]:
    """The local names of ids that are joined."""
    return [unquote(each.rpartition("/")[2]) for each in ids.split("; ")]


def test_an_estate_where_nobody_asked_for_an_owners_committee_is_unknown(office: Office) -> None:
    office.has(
        {
            "Community": [asked("SERVES.GovernanceBody.property_office")],
            "Estate": [{"id": "园"}, {"id": "未定", **NOWHERE}, {"id": "别处", "listed": False}],
            "GovernanceBody": [{"id": "处", "kind": "property_office", "ended": False}],
        },
        {"SERVES": [("GovernanceBody/处", "Estate/园"), ("GovernanceBody/处", "Community/海月")]},
    )
    assert both(office, "owners-committees-missing", "estate", "community", "status") == {
        "gap": {},
        "unknown": {"园": ("海月社区", "not_asked"), "未定": (None, "not_asked")},
    }
    assert numbers(office.line("owners-committees-missing")) == (0, 2, 0, 2)


# A property office → what each of its companies answers: has it an organization, an instructor.
COMPANIES: dict[str, list[tuple[str | None, bool | None]]] = {
    "无公司": [],
    "没问": [(None, None)],
    "答否": [("no", False)],
    "一否一空": [("no", False), (None, None)],
    "答是": [("yes", True)],
    "空白": [("unknown", False)],
    "一否一是": [("no", False), ("yes", True), ("no", None)],
}
COMPANY_ROWS = {
    "无公司": (None, "unknown"),
    "没问": ("没问公司0", "unknown"),
    "答否": ("答否公司0", "no"),
    "一否一空": ("一否一空公司0; 一否一空公司1", "unknown"),
    "答是": ("答是公司0", "yes"),
    "空白": ("空白公司0", "no"),
    "一否一是": ("一否一是公司0; 一否一是公司1; 一否一是公司2", "yes"),
}


@pytest.mark.parametrize("keys", [(), ("ESTABLISHED_IN.Unit",)])
def test_what_the_companies_answer_comes_before_what_the_rosters_ask(
    office: Office, keys: tuple[str, ...]
) -> None:
    operated = [
        (office_, {"id": f"{office_}公司{index}", "has_party_organization": has, "instructor": by})
        for office_, companies in COMPANIES.items()
        for index, (has, by) in enumerate(companies)
    ]
    office.has(
        {
            "Community": [asked(*keys)],
            "GovernanceBody": [{"id": name, "kind": "property_office"} for name in COMPANIES],
            "Unit": [company for _, company in operated],
        },
        {
            "OPERATED_BY": [
                (f"GovernanceBody/{name}", f"Unit/{company['id']}") for name, company in operated
            ]
        },
    )
    gap = {"答否", "一否一空"} | ({"无公司", "没问"} if keys else set())
    slug = "property-offices-without-party"
    found = both(office, slug, "office", "company", "instructor")
    assert found["gap"] == {name: row for name, row in COMPANY_ROWS.items() if name in gap}
    assert found["unknown"] == {name: row for name, row in COMPANY_ROWS.items() if name not in gap}
    assert numbers(office.line(slug)) == (len(gap), 7, 0, 7 - len(gap))


def test_a_branch_in_the_property_office_or_in_one_of_its_companies_is_one(
    office: Office,
) -> None:
    office.has(
        {
            "Community": [asked("ESTABLISHED_IN.Unit")],
            "GovernanceBody": [
                {"id": "有支部", "kind": "property_office"},
                {"id": "公司有支部", "kind": "property_office"},
                {"id": "只有工会", "kind": "property_office"},
                {"id": "只被提到", "kind": "property_office", "listed": False},
                {"id": "未定", "kind": "property_office", **NOWHERE},
                {"id": "工作站", "kind": "workstation"},
                {"id": "不详", "kind": None},
            ],
            "Unit": [{"id": "振业", "has_party_organization": "no"}, {"id": "中海"}],
            "PartyOrganization": [{"id": "处支部"}, {"id": "振业党委", "listed": False}],
            "MassOrganization": [{"id": "工会"}],
        },
        {
            "OPERATED_BY": [
                ("GovernanceBody/公司有支部", "Unit/振业"),
                ("GovernanceBody/公司有支部", "Unit/中海"),
                ("GovernanceBody/只有工会", "Unit/中海"),
            ],
            "ESTABLISHED_IN": [
                ("PartyOrganization/处支部", "GovernanceBody/有支部"),
                ("PartyOrganization/振业党委", "Unit/振业"),
                ("MassOrganization/工会", "GovernanceBody/只有工会"),
                ("MassOrganization/工会", "Unit/中海"),
            ],
        },
    )
    assert both(office, "property-offices-without-party", "office", "company", "community") == {
        "gap": {"只有工会": ("中海", "海月社区")},
        "unknown": {"未定": (None, None)},
    }
    assert numbers(office.line("property-offices-without-party")) == (1, 4, 0, 1)
