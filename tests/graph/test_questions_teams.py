"""The five teams of a community, and youth care."""

from __future__ import annotations

from typing import Any

from tests.graph.office import Office, numbers
from tests.graph.small import build
from tests.graph.stories import both, community

KINDS = ("members", "workstation_staff", "social_workers", "volunteers", "youth_care")
TEAMS = tuple(f"SERVES.Team.{kind}" for kind in KINDS)
ALL: dict[str, list[int | None]] = {kind: [3] for kind in KINDS}


def have_teams(
    office: Office,
    communities: dict[str, tuple[tuple[str, ...], dict[str, list[int | None]]]],
    nodes: dict[str, list[dict[str, Any]]] | None = None,
    edges: dict[str, list[dict[str, Any]]] | None = None,
) -> dict[str, dict[Any, Any]]:
    """Communities with what they were asked and the people of their teams; gaps and unknown."""
    teams = [
        ({"id": f"{name}{kind}{index}", "kind": kind, "people": people}, name)
        for name, (_, kinds) in communities.items()
        for kind, several in kinds.items()
        for index, people in enumerate(several)
    ]
    nodes, edges = nodes or {}, edges or {}
    office.store.load(
        *build(
            {
                "Community": [community(name, *keys) for name, (keys, _) in communities.items()],
                **nodes,
                "Team": [team for team, _ in teams] + nodes.get("Team", []),
            },
            {
                **edges,
                "SERVES": [
                    {"from": f"Team/{team['id']}", "to": f"Community/{name}"}
                    for team, name in teams
                ]
                + edges.get("SERVES", []),
            },
        )
    )
    return both(office, "teams-missing", "community", "missing", *KINDS)


def test_a_community_needs_five_teams_that_are_not_stated_to_have_nobody(office: Office) -> None:
    without_care = {kind: people for kind, people in ALL.items() if kind != "youth_care"}
    some: dict[str, list[int | None]] = {
        "workstation_staff": [8, None, 2],
        "social_workers": [None],
        "volunteers": [0, 0],
    }
    found = have_teams(
        office,
        {
            "齐全": (TEAMS, ALL),
            "人数空白": ((), {kind: [None] for kind in KINDS}),
            "零和空白": (TEAMS, ALL | {"volunteers": [0, None]}),
            "零和三": (TEAMS, ALL | {"volunteers": [0, 3]}),
            "缺三支": (TEAMS, some),
            "问义工": (("SERVES.Team.volunteers",), some),
            "没问关工委": (TEAMS[:4], without_care),
            "没问而零": ((), without_care | {"social_workers": [0]}),
            "全无": (TEAMS, {}),
            "全没问": ((), {}),
        },
    )
    assert found == {
        "gap": {
            "缺三支": ("members; volunteers; youth_care", None, 10, None, 0, None),
            "问义工": ("volunteers", None, 10, None, 0, None),
            "没问而零": ("social_workers", 3, 3, 0, 3, None),
            "全无": ("; ".join(KINDS), None, None, None, None, None),
        },
        "unknown": {
            "没问关工委": (None, 3, 3, 3, 3, None),
            "全没问": (None, None, None, None, None, None),
        },
    }
    assert numbers(office.line("teams-missing")) == (4, 10, 0, 2)


def test_members_that_are_counted_serve_as_the_team_of_members(office: Office) -> None:
    others = {kind: people for kind, people in ALL.items() if kind != "members"}
    of_nobody = others | {"members": [0]}
    counts: list[tuple[str, str | None, float | None]] = [
        ("统计四十", "members", 40.0),
        ("队伍为零而统计四十", "members", 40.0),
        ("统计为零", "members", 0.0),
        ("统计空白", "members", None),
        ("统计青年", "youth_covered", 40.0),
        ("不知统计什么", None, 40.0),
    ]
    organizations = [("支部十二", 12), ("支部为零", 0), ("支部空白", None)]
    names = [*(name for name, *_ in counts), *(name for name, _ in organizations), "支部在别处"]
    found = have_teams(
        office,
        {name: (TEAMS, of_nobody if name == "队伍为零而统计四十" else others) for name in names},
        {
            "Count": [
                {"id": name, "measure": measure, "value": value} for name, measure, value in counts
            ],
            "PartyOrganization": [
                *({"id": name, "members": members} for name, members in organizations),
                {"id": "别处", "members": 12},
            ],
        },
        {
            "COUNTED_IN": [
                {"from": f"Count/{name}", "to": f"Community/{name}"} for name, *_ in counts
            ],
            "IN_COMMUNITY": [
                {"from": f"PartyOrganization/{name}", "to": f"Community/{name}"}
                for name, _ in organizations
            ],
        },
    )
    fine = {"统计四十", "队伍为零而统计四十", "支部十二"}
    assert found == {
        "gap": {name: ("members", None, 3, 3, 3, 3) for name in names if name not in fine},
        "unknown": {},
    }


def test_a_team_of_the_subdistrict_or_of_no_known_kind_is_not_the_communitys(
    office: Office,
) -> None:
    found = have_teams(
        office,
        {"海月社区": (TEAMS[3:4], {})},
        {
            "Subdistrict": [{"id": "街"}],
            "Team": [{"id": "义工", "kind": "volunteers"}, {"id": "不详", "kind": None}],
        },
        {
            "SERVES": [
                {"from": "Team/义工", "to": "Subdistrict/街"},
                {"from": "Team/不详", "to": "Community/海月社区"},
            ]
        },
    )
    assert found["gap"] == {"海月社区": ("volunteers", None, None, None, None, None)}


def test_a_subdistrict_and_each_of_its_communities_need_youth_care_of_their_own(
    office: Office,
) -> None:
    care = "SERVES.Team.youth_care"
    streets = ("招商街道", "南山街道", "沙河街道", "粤海街道")
    parts = {"海月": streets[0], "北头": streets[0], "大新": streets[1], "中山": streets[2]}
    office.store.load(
        *build(
            {
                "Subdistrict": [
                    *({"id": name, "subdistrict": name} for name in streets),
                    {"id": "别处", "listed": False},
                ],
                "Community": [
                    community("海月", care),
                    community("北头", "SERVES.Team.volunteers"),
                    community("大新", care),
                    {**community("中山", care), "listed": False},
                ],
                "Team": [
                    {"id": "大新关工小组", "kind": "youth_care", "people": 0},
                    {"id": "粤海关工委", "kind": "youth_care", "listed": False},
                    {"id": "海月义工", "kind": "volunteers"},
                    {"id": "不详", "kind": None},
                ],
            },
            {
                "PART_OF": [
                    {"from": f"Community/{name}", "to": f"Subdistrict/{street}"}
                    for name, street in parts.items()
                ],
                "SERVES": [
                    {"from": "Team/大新关工小组", "to": "Community/大新"},
                    {"from": "Team/粤海关工委", "to": "Subdistrict/粤海街道"},
                    {"from": "Team/海月义工", "to": "Community/海月"},
                    {"from": "Team/不详", "to": "Community/海月"},
                ],
            },
        )
    )
    slug = "youth-care-missing"
    assert both(office, slug, "name", "level", "subdistrict", "community") == {
        "gap": {
            "海月": ("community", None, "海月"),
            "招商街道": ("subdistrict", "招商街道", None),
            "南山街道": ("subdistrict", "南山街道", None),
            "沙河街道": ("subdistrict", "沙河街道", None),
        },
        "unknown": {"北头": ("community", None, "北头")},
    }
    assert numbers(office.line(slug)) == (4, 7, 0, 1)
    assert numbers(office.line(slug, community="海月")) == (1, 1, 0, 0)


def test_where_no_community_of_it_was_asked_for_youth_care_a_subdistrict_is_unknown(
    office: Office,
) -> None:
    office.store.load(
        *build(
            {
                "Subdistrict": [{"id": "街"}, {"id": "空街"}],
                "Community": [community("海月", "SERVES.Team.volunteers"), community("散")],
                "Team": [{"id": "关工小组", "kind": "youth_care"}],
            },
            {
                "PART_OF": [{"from": "Community/海月", "to": "Subdistrict/街"}],
                "SERVES": [{"from": "Team/关工小组", "to": "Community/海月"}],
            },
        )
    )
    assert office.names("youth-care-missing", "name") == []
    assert office.names("youth-care-missing", "name", unknown=True) == ["散", "空街", "街"]
