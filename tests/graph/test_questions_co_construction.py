"""Demands, offers and projects, and the joint meetings of a community."""

from __future__ import annotations

import pytest

from tests.graph.office import Office, numbers
from tests.graph.small import build
from tests.graph.stories import NOWHERE, asked, both, community


@pytest.mark.parametrize("keys", [(), ("CLAIMS",)])
def test_a_demand_or_an_offer_needs_a_claim_that_is_in_force(
    office: Office, keys: tuple[str, ...]
) -> None:
    office.has(
        {
            "Community": [asked(*keys)],
            "Demand": [
                {"id": "排练场地", "since": "2010-03"},
                {"id": "助学"},
                {"id": "体检"},
                {"id": "义诊"},
                {"id": "绿化", **NOWHERE},
                {"id": "被提到", "listed": False},
            ],
            "Offer": [{"id": "会议室", "since": "2010-01-15"}, {"id": "球场"}],
            "Unit": [{"id": "学校"}, {"id": "医院", "listed": False}],
            "GovernanceBody": [{"id": "居委会"}],
            "PartyOrganization": [{"id": "党委"}],
        },
        {
            "DEMANDS": [
                ("GovernanceBody/居委会", "Demand/排练场地"),
                ("PartyOrganization/党委", "Demand/排练场地"),
                ("GovernanceBody/居委会", "Demand/助学"),
            ],
            "OFFERS": [("Unit/学校", "Offer/会议室"), ("Unit/学校", "Offer/球场")],
            "CLAIMS": [
                ("Unit/医院", "Demand/助学", {"in_force": True}),
                ("Unit/医院", "Demand/体检", {"in_force": None}),
                ("Unit/医院", "Demand/义诊", {"in_force": None}),
                ("Unit/医院", "Demand/义诊", {"in_force": True}),
                ("GovernanceBody/居委会", "Offer/球场", {"in_force": False}),
            ],
        },
    )
    found = both(office, "unmet-demands", "name", "kind", "owner", "since", "community")
    asked_about = {
        "排练场地": ("demand", "党委; 居委会", "2010-03", "海月社区"),
        "会议室": ("offer", "学校", "2010-01-15", "海月社区"),
        "球场": ("offer", "学校", None, "海月社区"),
    }
    unknown = {
        "体检": ("demand", None, None, "海月社区"),
        "绿化": ("demand", None, None, None),
    }
    assert found == (
        {"gap": asked_about, "unknown": unknown}
        if keys
        else {"gap": {}, "unknown": asked_about | unknown}
    )
    assert numbers(office.line("unmet-demands")) == ((3, 7, 0, 2) if keys else (0, 7, 0, 5))


PROJECTS: dict[str, tuple[str | None, bool | None, str | None]] = {
    "完成": ("done", True, "2009"),
    "完成而截止不详": ("done", None, "2010"),
    "逾期": ("in_progress", True, "2009-12"),
    "逾期未开始": ("planned", True, "2009-12"),
    "终止": ("cancelled", True, "2009-12"),
    "逾期而状态空白": (None, True, "2009-12"),
    "未到期": ("in_progress", False, "2012"),
    "未到期而状态空白": (None, False, "2012"),
    "截止不详": ("in_progress", None, "2010"),
    "截止读不出": ("in_progress", None, None),
    "无截止": ("in_progress", False, None),
    "全空": (None, False, None),
}


def test_a_project_past_its_end_that_is_not_done_is_overdue(office: Office) -> None:
    """Whatever rosters ask: its own row says when it ends, and how it stands."""
    office.has(
        {
            "Community": [asked()],
            "Project": [
                *(
                    {"id": name, "status": status, "ended": ended, "until": until}
                    for name, (status, ended, until) in PROJECTS.items()
                ),
                {"id": "被提到", "status": "planned", "ended": True, "listed": False},
            ],
            "Agreement": [{"id": "协议", "ended": True, "status": "in_progress"}],
            "Unit": [{"id": "学校"}, {"id": "医院"}, {"id": "公司"}],
        },
        {
            "TAKES_PART_IN": [
                ("Unit/学校", "Project/逾期", {"since": "2008"}),
                ("Unit/学校", "Project/逾期", {"since": "2009"}),
                ("Unit/医院", "Project/逾期"),
                ("Unit/公司", "Project/逾期", {"in_force": False}),
                ("Unit/公司", "Project/终止", {"in_force": None}),
            ]
        },
    )
    assert both(office, "unmet-demands", "name", "kind", "owner") == {
        "gap": {
            "逾期": ("project", "医院; 学校"),
            "逾期未开始": ("project", None),
            "终止": ("project", None),
        },
        "unknown": {
            "逾期而状态空白": ("project", None),
            "截止不详": ("project", None),
            "截止读不出": ("project", None),
        },
    }
    assert numbers(office.line("unmet-demands")) == (3, 12, 0, 3)


def test_demands_offers_and_projects_stand_in_that_order(office: Office) -> None:
    office.has(
        {
            "Community": [asked("CLAIMS")],
            "Project": [{"id": "甲", "status": "planned", "ended": True}],
            "Offer": [{"id": "甲"}],
            "Demand": [{"id": "乙"}, {"id": "甲"}],
        }
    )
    rows = office.gaps("unmet-demands")
    assert [(row["kind"], row["name"]) for row in rows] == [
        ("demand", "乙"),
        ("demand", "甲"),
        ("offer", "甲"),
        ("project", "甲"),
    ]


# Community → its leading organizations, with the meetings they take part in, and what was asked.
LEADERS: dict[str, list[list[tuple[str, bool | None]]]] = {
    "参加": [[("联席会", True)]],
    "两个之一参加": [[], [("联席会", True)]],
    "不参加": [[]],
    "已止": [[("联席会", False)]],
    "不详": [[("联席会", None)], []],
    "不详又参加": [[("联席会", None), ("联席会", True)]],
    "没有党组织": [],
    "没问": [[]],
    "没问而参加": [[("联席会", True)]],
}


def test_a_leading_organization_needs_to_take_part_in_a_joint_meeting(office: Office) -> None:
    def keys(name: str) -> tuple[str, ...]:
        return () if name.startswith("没问") else ("TAKES_PART_IN",)

    organizations = [
        (f"{name}党委{index}", name, meetings)
        for name, leaders in LEADERS.items()
        for index, meetings in enumerate(leaders)
    ]
    meetings = (("一会", "不参加"), ("二会", "不参加"), ("三会", "没问"), ("联席会", "参加"))
    attending: list[tuple[str, str, bool | None]] = [
        ("Unit/学校", "JointMeeting/一会", True),
        ("Unit/学校", "JointMeeting/二会", True),
        ("Unit/医院", "JointMeeting/二会", True),
        ("Unit/医院", "JointMeeting/二会", None),
        ("Unit/公司", "JointMeeting/二会", None),
        ("Unit/公司", "JointMeeting/一会", False),
        ("GovernanceBody/居委会", "JointMeeting/一会", True),
        ("Unit/公司", "Project/项目", True),
        ("PartyOrganization/不参加党委0", "Project/项目", True),
        *(
            (f"PartyOrganization/{leader}", f"JointMeeting/{meeting}", in_force)
            for leader, _, several in organizations
            for meeting, in_force in several
        ),
    ]
    office.store.load(
        *build(
            {
                "Community": [
                    *(community(name, *keys(name)) for name in LEADERS),
                    {"id": "被提到", "community": "被提到", "listed": False},
                ],
                "PartyOrganization": [
                    {"id": leader, "listed": False} for leader, _, _ in organizations
                ],
                "JointMeeting": [{"id": meeting} for meeting, _ in meetings],
                "Project": [{"id": "项目"}],
                "Unit": [{"id": "学校"}, {"id": "医院"}, {"id": "公司"}],
                "GovernanceBody": [{"id": "居委会"}],
            },
            {
                "LEADS": [
                    {"from": f"PartyOrganization/{leader}", "to": f"Community/{name}"}
                    for leader, name, _ in organizations
                ],
                "IN_COMMUNITY": [
                    *(
                        {"from": f"JointMeeting/{meeting}", "to": f"Community/{name}"}
                        for meeting, name in meetings
                    ),
                    {"from": "Project/项目", "to": "Community/已止"},
                ],
                "TAKES_PART_IN": [
                    {"from": who, "to": what, "in_force": in_force}
                    for who, what, in_force in attending
                ],
            },
        )
    )
    slug = "mechanisms-missing"
    assert both(office, slug, "community", "joint_meetings", "units_taking_part") == {
        "gap": {"不参加": (2, 2), "已止": (0, 0)},
        "unknown": {"不详": (0, 0), "没问": (1, 0)},
    }
    assert numbers(office.line(slug)) == (2, 8, 1, 2)
