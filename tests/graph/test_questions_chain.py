"""Streets, and the chain of responsibility from a building to its community."""

from __future__ import annotations

from typing import Any

import pytest

from graph.question import question
from tests.graph.generated import ASKED
from tests.graph.office import GROUP, HAIYUE, PLACE, Office, numbers
from tests.graph.small import Rows, iri

Ties = dict[str, list[tuple[Any, ...]]]
OPEN = {"in_force": None}
ENDED = {"in_force": False}


def party(name: str) -> str:
    return f"PartyOrganization/{name}"


def without(*keys: str) -> dict[str, Any]:
    """海月社区, of which these were not asked."""
    return {**HAIYUE, "asked": [key for key in ASKED if key not in keys]}


# --- uncovered-streets ---------------------------------------------------------------------------


def test_streets_and_buildings_outside_any_estate_are_asked_about(office: Office) -> None:
    office.has(
        {
            "Community": [HAIYUE],
            "Estate": [{"id": "园"}],
            "Street": [{"id": "海月路"}, {"id": "后海巷"}, {"id": "未在册", "listed": False}],
            "Building": [
                {"id": "园中楼"},
                {"id": "写字楼", "building_use": "non_residential"},
                {"id": "临街楼"},
            ],
            "PartyOrganization": [GROUP],
        },
        {
            "PART_OF": [("Building/园中楼", "Estate/园")],
            "COVERS": [(party("组"), "Street/海月路"), (party("组"), "Building/临街楼")],
        },
    )
    rows = [(row["kind"], row["name"]) for row in office.gaps("uncovered-streets")]
    assert rows == [("building", "写字楼"), ("street", "后海巷")]
    assert numbers(office.line("uncovered-streets")) == (2, 4, 0, 0)


def test_what_was_asked_of_streets_says_nothing_of_buildings(office: Office) -> None:
    for key, kind in (("COVERS.Street", "street"), ("COVERS.Building", "building")):
        office.has(
            {
                "Community": [{**HAIYUE, "asked": [key]}],
                "Street": [{"id": "路"}],
                "Building": [{"id": "楼"}, {"id": "何处", **dict.fromkeys(PLACE)}],
            }
        )
        assert office.names("uncovered-streets", "kind") == [kind]
        assert numbers(office.line("uncovered-streets")) == (1, 3, 0, 2)


def test_coverage_of_a_street_that_is_open_is_unknown_unless_another_is_in_force(
    office: Office,
) -> None:
    office.has(
        {
            "Community": [HAIYUE],
            "Street": [{"id": "待定"}, {"id": "到期"}, {"id": "两者"}],
            "PartyOrganization": [GROUP],
        },
        {
            "COVERS": [
                (party("组"), "Street/待定", OPEN),
                (party("组"), "Street/待定", ENDED),
                (party("组"), "Street/到期", ENDED),
                (party("组"), "Street/两者", OPEN),
                (party("组"), "Street/两者"),
            ]
        },
    )
    assert office.names("uncovered-streets", "name") == ["到期"]
    assert office.names("uncovered-streets", "name", unknown=True) == ["待定"]


# --- broken-responsibility-chain: a building's group and the estate's branch --------------------


def garden(
    *superiors: tuple[str, str], community: dict[str, Any] = HAIYUE, **ties: list[tuple[Any, ...]]
) -> tuple[Rows, Ties]:
    """An estate with its branch under the community's committee, and a group in two buildings.

    `superiors` are the formal lines beside that of the branch.
    """
    edges: Ties = {
        "PART_OF": [("Building/1栋", "Estate/园"), ("Building/2栋", "Estate/园")],
        "COVERS": [
            (party("支部"), "Estate/园"),
            (party("组"), "Building/1栋"),
            (party("组"), "Building/2栋"),
        ],
        "LEADS": [(party("党委"), "Community/海月")],
        "SUBORDINATE_TO": [(party("支部"), party("党委"))]
        + [(party(one), party(other)) for one, other in superiors],
    }
    return (
        {
            "Community": [community],
            "Estate": [{"id": "园"}],
            "Building": [{"id": "1栋"}, {"id": "2栋"}],
            "PartyOrganization": [
                {"id": "党委", "kind": "committee"},
                {"id": "支部", "kind": "branch"},
                {"id": "外支部", "kind": "joint_branch"},
                {"id": "外党委", "kind": "committee", "listed": False},
                {"id": "大组", "kind": "group"},
                GROUP,
            ],
        },
        {key: [*edges.get(key, []), *ties.get(key, [])] for key in edges | ties},
    )


def chain(office: Office, *, unknown: bool = False) -> list[tuple[Any, ...]]:
    rows = office.gaps("broken-responsibility-chain", unknown=unknown)
    return [
        tuple(row[key] for key in ("level", "name", "organization", "missing_link")) for row in rows
    ]


def test_a_group_under_the_branch_of_its_estate_is_where_it_should_be(office: Office) -> None:
    office.has(*garden(("组", "支部")))
    assert numbers(office.line("broken-responsibility-chain")) == (0, 2, 0, 0)
    office.has(*garden(("组", "大组"), ("大组", "支部")))  # through a group above it
    assert numbers(office.line("broken-responsibility-chain")) == (0, 2, 0, 0)


def test_a_group_outside_the_branches_is_one_gap_however_many_its_buildings(
    office: Office,
) -> None:
    office.has(
        *garden(("组", "外支部"), ("外支部", "党委"), COVERS=[(party("外支部"), "Estate/园")])
    )
    assert chain(office) == []  # either branch of the estate will do
    office.has(*garden(("组", "党委"), COVERS=[(party("外支部"), "Estate/园", ENDED)]))
    assert chain(office) == [("building", "园", "第一党小组", "支部")]
    office.has(*garden(("组", "党委"), ("外支部", "党委"), COVERS=[(party("外支部"), "Estate/园")]))
    (row,) = office.gaps("broken-responsibility-chain")
    assert row["missing_link"] == "外支部; 支部"
    links = [iri("PartyOrganization", name) for name in ("外支部", "支部")]
    assert row["missing_link_id"] == "; ".join(links)
    assert (row["organization_id"], row["estate_id"]) == (
        iri("PartyOrganization", "组"),
        iri("Estate", "园"),
    )
    assert row["source"].startswith("small.csv||6")  # the group's


def test_a_group_with_two_superiors_needs_one_of_them_to_lead_to_the_branch(office: Office) -> None:
    office.has(*garden(("组", "党委"), ("组", "支部")))
    assert chain(office) == []


def test_a_circle_of_groups_reaches_no_branch_and_ends(office: Office) -> None:
    office.has(*garden(("组", "大组"), ("大组", "组")))
    assert chain(office) == [("building", "园", "第一党小组", "支部")]


def test_without_a_branch_in_force_on_the_estate_groups_are_not_asked_about(
    office: Office,
) -> None:
    for in_force in (False, None):
        nodes, ties = garden()
        ties["COVERS"][0] = (party("支部"), "Estate/园", {"in_force": in_force})
        office.has(nodes, ties)
        assert numbers(office.line("broken-responsibility-chain")) == (0, 0, 0, 0)


def test_a_branch_above_the_group_whose_coverage_is_open_leaves_it_unknown(office: Office) -> None:
    open_one: list[tuple[Any, ...]] = [(party("外支部"), "Estate/园", OPEN)]
    office.has(*garden(("组", "外支部"), COVERS=open_one))
    assert chain(office, unknown=True) == [("building", "园", "第一党小组", "支部")]
    assert numbers(office.line("broken-responsibility-chain")) == (0, 2, 0, 1)
    office.has(*garden(("组", "党委"), COVERS=open_one))  # not above it: decides nothing
    assert len(chain(office)) == 1


def test_a_coverage_twice_once_open_and_once_in_force_holds(office: Office) -> None:
    office.has(*garden(("组", "支部"), COVERS=[(party("支部"), "Estate/园", OPEN)]))
    assert numbers(office.line("broken-responsibility-chain")) == (0, 2, 0, 0)


def test_where_nobody_asked_for_superiors_a_group_outside_is_unknown(office: Office) -> None:
    office.has(*garden(("组", "党委"), community=without("SUBORDINATE_TO")))
    assert numbers(office.line("broken-responsibility-chain")) == (0, 2, 0, 1)


def test_only_listed_groups_estates_and_buildings_are_asked_about(office: Office) -> None:
    for label, name in (("Estate", "园"), ("Building", "1栋"), ("PartyOrganization", "组")):
        nodes, ties = garden(("组", "党委"))
        ties["COVERS"] = [tie for tie in ties["COVERS"] if tie[1] != "Building/2栋"]
        rows = [{**row, "listed": row["id"] != name} for row in nodes[label]]
        office.has({**nodes, label: rows}, ties)
        assert "building" not in office.names("broken-responsibility-chain", "level")


# --- broken-responsibility-chain: an estate's branch and the community's organization -----------


def estate_only(*superiors: tuple[str, str], **more: Any) -> tuple[Rows, Ties]:
    """The same estate without the group; its branch is only under what `superiors` say."""
    nodes, ties = garden(*superiors, **more)
    ties["SUBORDINATE_TO"].remove((party("支部"), party("党委")))
    ties["COVERS"] = [tie for tie in ties["COVERS"] if tie[0] != party("组")]
    return nodes, ties


@pytest.mark.parametrize(
    ("manager", "in_force", "found"),
    [
        ("支部", True, (0, 1, 0, 0)),
        ("外党委", True, (0, 1, 0, 0)),
        ("支部", None, (0, 1, 0, 1)),
        ("外党委", None, (0, 1, 0, 1)),
        ("支部", False, (1, 1, 0, 0)),
        ("外支部", True, (1, 1, 0, 0)),
    ],
)
def test_an_outside_branch_on_the_estate_is_linked_by_dual_management_of_its_line(
    office: Office, manager: str, in_force: bool | None, found: tuple[int, ...]
) -> None:
    tie = (party(manager), party("党委"), {"in_force": in_force})
    office.has(*estate_only(("支部", "外党委"), DUAL_MANAGED_BY=[tie]))
    assert numbers(office.line("broken-responsibility-chain")) == found
    for row in office.gaps("broken-responsibility-chain"):
        assert (row["level"], row["organization"], row["missing_link"]) == (
            "estate",
            "支部",
            "党委",
        )


def test_two_dual_managements_one_ended_and_one_in_force_link_the_branch(office: Office) -> None:
    ties = [(party("支部"), party("党委"), {"in_force": force}) for force in (False, True, None)]
    office.has(*estate_only(DUAL_MANAGED_BY=ties))
    assert numbers(office.line("broken-responsibility-chain")) == (0, 1, 0, 0)


def test_dual_management_by_another_than_the_leading_organization_links_nothing(
    office: Office,
) -> None:
    office.has(*estate_only(DUAL_MANAGED_BY=[(party("支部"), party("外党委"))]))
    assert chain(office) == [("estate", "园", "支部", "党委")]


def test_it_takes_both_the_superior_and_dual_management_to_have_been_asked_of_a_branch(
    office: Office,
) -> None:
    for missing in ("SUBORDINATE_TO", "DUAL_MANAGED_BY"):
        office.has(*estate_only(community=without(missing)))
        assert numbers(office.line("broken-responsibility-chain")) == (0, 1, 0, 1)


def test_branches_of_a_community_that_nobody_leads_are_excluded(office: Office) -> None:
    nodes, ties = estate_only()
    office.has(nodes, {**ties, "LEADS": []})
    assert numbers(office.line("broken-responsibility-chain")) == (0, 0, 1, 0)


def test_where_the_community_of_the_estate_is_not_resolved_a_branch_is_unknown(
    office: Office,
) -> None:
    nodes, ties = estate_only(("支部", "党委"))
    office.has({**nodes, "Estate": [{"id": "园", **dict.fromkeys(PLACE)}]}, ties)
    assert chain(office, unknown=True) == [("estate", "园", "支部", None)]
    assert numbers(office.line("broken-responsibility-chain")) == (0, 1, 0, 1)


def test_the_leading_branch_itself_may_cover_the_estate_and_two_leaders_are_both_named(
    office: Office,
) -> None:
    leads = {"LEADS": [(party("支部"), "Community/海月")]}
    office.has(*estate_only(**leads))
    assert chain(office) == []
    nodes, ties = estate_only(LEADS=[(party("外支部"), "Community/海月")])
    office.has(nodes, ties)
    assert chain(office) == [("estate", "园", "支部", "党委; 外支部")]


def test_every_question_says_which_ids_tell_its_things_apart() -> None:
    assert question("uncovered-buildings").thing == ("building_id",)
    assert question("broken-responsibility-chain").thing == ("organization_id", "estate_id")
