"""What the generated graphs are made of: the keys asked, the values of columns, the ties."""

from __future__ import annotations

from typing import Any

Values = tuple[Any, ...]

BODY_KINDS = ("workstation", "residents_committee", "owners_committee", "property_office")
MASS_KINDS = ("trade_union", "youth_league", "womens_organization")
TEAM_KINDS = ("members", "workstation_staff", "social_workers", "volunteers", "youth_care")
POST_KINDS = (
    "secretary",
    "deputy_secretary",
    "committee_member",
    "head",
    "building_leader",
    "owners_committee_member",
)
ASKED = (
    *("COVERS.Building", "COVERS.Estate", "COVERS.Street", "COVERS.Grid", "COVERS.Unit"),
    *("DUAL_MANAGED_BY", "SUBORDINATE_TO", "LEADS", "ESTABLISHED_IN.Unit"),
    *(f"SERVES.GovernanceBody.{kind}" for kind in BODY_KINDS),
    *(f"SERVES.MassOrganization.{kind}" for kind in MASS_KINDS),
    *(f"SERVES.Team.{kind}" for kind in TEAM_KINDS),
    *("TAKES_PART_IN", "OFFERS", "DEMANDS", "CLAIMS", "RESPONSIBLE_FOR"),
    *("POST_IN", *(f"POST_IN.{kind}" for kind in POST_KINDS)),
    *("NOMINATED_BY", "LED_BY"),
)
COMMUNITIES = (
    ("海月社区", "440305006011"),
    ("北头社区", "440305002004"),
    ("星海名城社区", "440305001012"),
)

RANKED = ("branch", "joint_branch", "general_branch", "committee")
TRUTH = (True, True, False, None)
FORCE = (True, True, False, None)
ANSWERS = ("yes", "no", "unknown", None)
NAMES = (
    *("甲", "乙", "第一党支部", "1栋", None),
    *("\"\\ \n\r\n\t'", "a; b", "; ", "`$x {y}` %s ?z", "🏘️ 社区", "\u200fحي‎\u202b", "e\u0301"),
)
SMALL = (None, 0, 1, 3, 5)
MEMBERS = (None, 0, 2, 3, 50, 51, 100, 101)
DATES = (None, "2008", "2008-06", "2008-06-01", "2012-12-31")
QUALIFIERS: Values = (
    *(None, None, [], ["members:at_least"], ["members:about", "employees:at_least"]),
    *(["people:at_least"], ["people:about"], ["people:about", "people:at_least"]),
)
_NAMED: dict[str, Values] = {"name": NAMES}
_NEAREST = {"nearest_organization": NAMES, "nearest_organization_id": NAMES}
_DATED: dict[str, Values] = {
    "category": NAMES,
    "since": DATES,
    "until": DATES,
    "status": ("planned", "in_progress", "done", "cancelled", None),
    "ended": TRUTH,
}

# Label → how many at most; the places that communities are made of stand apart.
NUMBERS = {
    "Grid": 1,
    "Street": 2,
    "Estate": 3,
    "Building": 4,
    "PartyOrganization": 7,
    "Unit": 4,
    "GovernanceBody": 6,
    "MassOrganization": 4,
    "Team": 5,
    "ServiceCentre": 1,
    "Post": 7,
    "JointMeeting": 2,
    "Agreement": 1,
    "Project": 2,
    "Offer": 2,
    "Demand": 2,
    "Count": 6,
}
COLUMNS: dict[str, dict[str, Values]] = {
    "Grid": _NAMED,
    "Street": _NAMED,
    "Estate": {**_NAMED, **_NEAREST},
    "Building": {
        **_NAMED,
        **_NEAREST,
        "code": NAMES,
        "households": SMALL,
        "building_use": ("residential", "residential", "non_residential", None),
    },
    "PartyOrganization": {
        **_NAMED,
        "kind": (*RANKED, "group", "working_committee", None),
        "members": MEMBERS,
        "qualifiers": QUALIFIERS,
    },
    "Unit": {
        **_NAMED,
        "nature": ("organ", "other", None),
        "sector": ("economic", "social", None),
        "uscc": NAMES,
        "employees": SMALL,
        "members": MEMBERS,
        "full_members": MEMBERS,
        "instructor": TRUTH,
        "has_party_organization": ANSWERS,
        "reason": NAMES,
    },
    "GovernanceBody": {
        **_NAMED,
        "kind": (*BODY_KINDS, None),
        "formed": ("new", "re_elected", None),
        "term_end": DATES,
        "ended": TRUTH,
    },
    "MassOrganization": {
        **_NAMED,
        "kind": (*MASS_KINDS, None),
        "members": MEMBERS,
        "qualifiers": QUALIFIERS,
    },
    "Team": {
        **_NAMED,
        "kind": (*TEAM_KINDS, None),
        "people": SMALL,
        "qualifiers": QUALIFIERS,
    },
    "ServiceCentre": {**_NAMED, "category": NAMES},
    "Post": {
        **_NAMED,
        "kind": (*POST_KINDS, None),
        "full_time": TRUTH,
        "filled": TRUTH,
        "affiliation": ("member", "official", "member_and_official", "neither", "unknown", None),
        "education": ("college_or_above", "below_college", None),
        "term": (None, None, "本届", "上一届", "上届"),
    },
    **{
        label: {**_NAMED, **_DATED}
        for label in ("JointMeeting", "Agreement", "Project", "Offer", "Demand")
    },
    "Count": {
        **_NAMED,
        "measure": (
            *("members", "members", "leadership_college_share", "model_organizations"),
            *("new_volunteers", "registered_voters", "property_disputes_change", None),
        ),
        "category": (
            *("relation_in_community", "resident_unit", "living_here"),
            *("本届", "上一届", "上届", "其他", None),
        ),
        "period": ("2009", "2010", None),
        "value": (None, 0.0, 7.0, 7400.0, 35.5, 61.3, -12.25),
        "qualifier": ("exact", "at_least", "about", None),
    },
}

_BLOCK = {"since": DATES, "until": DATES, "in_force": FORCE}
_SCOPES = {"activities": TRUTH, "elections": TRUTH, "decisions": TRUTH}
_PARTY = ("PartyOrganization",)
_ORGANIZATIONS = (
    *("PartyOrganization", "Unit", "GovernanceBody", "MassOrganization", "Team", "ServiceCentre"),
)
# Type, the labels it goes from and to, its columns. A type may stand here several times.
TIES: tuple[tuple[str, tuple[str, ...], tuple[str, ...], dict[str, Values]], ...] = (
    ("PART_OF", ("Community",), ("Subdistrict",), {}),
    ("PART_OF", ("Subdistrict",), ("District",), {}),
    ("PART_OF", ("Building", "Estate"), ("Street", "Grid"), {}),
    ("SUBORDINATE_TO", _PARTY, _PARTY, {}),
    ("DUAL_MANAGED_BY", _PARTY, _PARTY, {**_BLOCK, **_SCOPES}),
    ("LEADS", _PARTY, ("Community",), {}),
    ("SEATED_IN", (*_PARTY, "Unit"), ("Community",), {}),
    ("SEATED_IN", _ORGANIZATIONS, ("Community", "Building"), {}),
    ("ESTABLISHED_IN", (*_PARTY, "MassOrganization"), ("Unit",), {}),
    ("ESTABLISHED_IN", (*_PARTY, "MassOrganization", "Team"), ("Unit", "GovernanceBody"), {}),
    ("COVERS", _PARTY, ("Building",), _BLOCK),
    ("COVERS", _PARTY, ("Estate",), _BLOCK),
    ("COVERS", _PARTY, ("Street", "Grid", "Unit"), _BLOCK),
    ("SERVES", ("GovernanceBody",), ("Community", "Estate"), {}),
    ("SERVES", ("MassOrganization", "Team"), ("Community", "Subdistrict"), {}),
    (
        "SERVES",
        ("GovernanceBody", "MassOrganization", "Team", "ServiceCentre"),
        ("Estate", "Community", "Subdistrict", "District"),
        {},
    ),
    ("OPERATED_BY", ("GovernanceBody",), ("Unit",), {}),
    ("POST_IN", ("Post",), ("PartyOrganization", "GovernanceBody"), {}),
    ("POST_IN", ("Post",), _ORGANIZATIONS, {}),
    ("RESPONSIBLE_FOR", ("Post",), ("Building",), {}),
    ("NOMINATED_BY", ("Post",), ("Unit",), {}),
    ("CONCURRENT_WITH", ("Post",), ("Post",), {}),
    ("LED_BY", ("MassOrganization",), _PARTY, {}),
    ("TAKES_PART_IN", _ORGANIZATIONS, ("JointMeeting",), _BLOCK),
    ("TAKES_PART_IN", _ORGANIZATIONS, ("Agreement", "Project"), _BLOCK),
    ("OFFERS", _ORGANIZATIONS, ("Offer",), {}),
    ("DEMANDS", _ORGANIZATIONS, ("Demand",), {}),
    ("CLAIMS", _ORGANIZATIONS, ("Offer", "Demand"), _BLOCK),
    ("COUNTED_IN", ("Count",), ("Community", "Subdistrict", "District"), {}),
    (
        "COUNTED_IN",
        ("Count",),
        ("District", "Subdistrict", "Community", "Estate", *_ORGANIZATIONS),
        {},
    ),
)
