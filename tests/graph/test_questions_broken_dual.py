"""Dual managements that do not hold together, and circles of superiors."""

from __future__ import annotations

from typing import Any

import pytest

from tests.graph.generated import ASKED
from tests.graph.office import HAIYUE, HERE, PLACE, Office, numbers, xinghai
from tests.graph.small import Rows, iri

Ties = dict[str, list[tuple[Any, ...]]]
OPEN = {"in_force": None}
ENDED = {"in_force": False}


def party(name: str) -> str:
    return f"PartyOrganization/{name}"


def without(*keys: str) -> dict[str, Any]:
    """海月社区, of which these were not asked."""
    return {**HAIYUE, "asked": [key for key in ASKED if key not in keys]}


def managed(
    *ties: tuple[Any, ...], community: dict[str, Any] = HAIYUE, **more: list[tuple[Any, ...]]
) -> tuple[Rows, Ties]:
    """星海名城's organizations, and the dual managements given."""
    nodes, edges = xinghai(DUAL_MANAGED_BY=list(ties), **more)
    beitou = {
        "id": "北头",
        "name": "北头社区",
        "code": "440305002004",
        "asked": list(ASKED),
        "subdistrict": "南山街道",
        "community": "北头社区",
        "community_code": "440305002004",
    }
    return {**nodes, "Community": [community, beitou]}, edges


def problems(office: Office, *, unknown: bool = False) -> list[tuple[Any, ...]]:
    rows = office.gaps("broken-dual-management", unknown=unknown)
    return [(row["branch"], row["problem"]) for row in rows]


SCHOOL = (party("校"), party("总支"))


def test_a_school_branch_seated_in_the_community_that_manages_it_is_whole(office: Office) -> None:
    office.has(*managed(SCHOOL))
    assert numbers(office.line("broken-dual-management")) == (0, 1, 0, 0)


@pytest.mark.parametrize("turned", [False, True])
def test_the_two_sides_must_not_be_one_line_in_either_direction(
    office: Office, turned: bool
) -> None:
    superiors = [(party("校"), party("站")), (party("站"), party("总支"))]
    line = [pair[::-1] for pair in superiors] if turned else superiors
    nodes, edges = managed(SCHOOL)
    office.has(nodes, {**edges, "SUBORDINATE_TO": line})
    assert problems(office) == [("北大附中党总支", "same_line")]


def test_an_organization_that_manages_itself_is_one_line(office: Office) -> None:
    office.has(*managed((party("总支"), party("总支"))))
    assert problems(office) == [("星海名城社区党总支", "same_line")]


def test_a_branch_seated_only_elsewhere_is_a_gap_and_one_seat_at_home_is_enough(
    office: Office,
) -> None:
    nodes, edges = managed(SCHOOL)
    seats = [tie for tie in edges["SEATED_IN"] if tie[0] != party("校")]
    away = (party("校"), "Community/北头")
    office.has(nodes, {**edges, "SEATED_IN": [*seats, away]})
    assert problems(office) == [("北大附中党总支", "seated_elsewhere")]
    office.has(nodes, {**edges, "SEATED_IN": [*edges["SEATED_IN"], away]})
    assert problems(office) == []


def test_where_no_seat_is_known_it_is_unknown_and_a_building_is_no_seat(office: Office) -> None:
    nodes, edges = managed(SCHOOL)
    seats = [tie for tie in edges["SEATED_IN"] if tie[0] != party("校")]
    nodes = {**nodes, "Building": [{"id": "教学楼"}]}
    office.has(nodes, {**edges, "SEATED_IN": [*seats, (party("校"), "Building/教学楼")]})
    assert problems(office) == []
    assert problems(office, unknown=True) == [("北大附中党总支", "seat_unknown")]
    assert numbers(office.line("broken-dual-management")) == (0, 1, 0, 1)


def test_a_territorial_side_that_leads_nothing_is_a_gap_where_leaders_were_asked_for(
    office: Office,
) -> None:
    tie = (party("校"), party("站"))
    office.has(*managed(tie))
    assert problems(office) == [("北大附中党总支", "leads_none")]
    office.has(*managed(tie, community=without("LEADS")))
    assert problems(office) == []
    assert problems(office, unknown=True) == [("北大附中党总支", "leads_none")]
    nodes, edges = managed(tie)
    nowhere = [{**row, **dict.fromkeys(PLACE)} for row in nodes["PartyOrganization"]]
    office.has({**nodes, "PartyOrganization": nowhere}, edges)
    assert problems(office, unknown=True) == [("北大附中党总支", "leads_none")]


def test_problems_are_listed_together_and_a_definite_one_decides(office: Office) -> None:
    nodes, edges = managed((party("站"), party("校一")), community=without("LEADS"))
    line = [(party("站"), party("校一"))]
    office.has(nodes, {**edges, "SUBORDINATE_TO": line})
    assert problems(office) == [("社区工作站党支部", "same_line; leads_none")]
    seats = [tie for tie in edges["SEATED_IN"] if tie[0] != party("站")]
    nodes, edges = managed((party("站"), party("总支")))
    office.has(nodes, {**edges, "SEATED_IN": seats})
    assert problems(office) == [("社区工作站党支部", "same_line; seat_unknown")]


@pytest.mark.parametrize(
    ("in_force", "found"), [(True, (1, 1, 0, 0)), (None, (0, 1, 0, 1)), (False, (0, 0, 0, 0))]
)
def test_a_problem_counts_while_the_tie_is_in_force(
    office: Office, in_force: bool | None, found: tuple[int, ...]
) -> None:
    office.has(*managed((party("站"), party("总支"), {"in_force": in_force})))
    assert numbers(office.line("broken-dual-management")) == found


def test_parallel_ties_are_things_of_their_own(office: Office) -> None:
    tie = (party("站"), party("总支"))
    office.has(*managed(tie, (*tie, {"activities": True}), (*tie, OPEN), (*tie, ENDED)))
    assert numbers(office.line("broken-dual-management")) == (2, 3, 0, 1)
    assert len({row["record_id"] for row in office.gaps("broken-dual-management")}) == 2


def test_the_row_stands_in_the_branchs_community_else_in_the_other_sides(office: Office) -> None:
    nodes, edges = managed((party("站"), party("总支")))
    homeless = [
        {**row, **(dict.fromkeys(PLACE) if row["id"] == "站" else {})}
        for row in nodes["PartyOrganization"]
    ]
    for rows in (nodes["PartyOrganization"], homeless):
        office.has({**nodes, "PartyOrganization": rows}, edges)
        assert office.names("broken-dual-management", "community_code") == [HERE]
        assert numbers(office.line("broken-dual-management", community="海月")) == (1, 1, 0, 0)


# --- circles of superiors


def circle(*superiors: tuple[str, str], **named: dict[str, Any]) -> tuple[Rows, Ties]:
    names = sorted({name for pair in superiors for name in pair})
    return (
        {
            "Community": [HAIYUE],
            "PartyOrganization": [{"id": name, **named.get(name, {})} for name in names],
        },
        {"SUBORDINATE_TO": [(party(one), party(other)) for one, other in superiors]},
    )


def test_a_circle_of_superiors_is_one_gap_that_names_its_members(office: Office) -> None:
    office.has(*circle(("a", "b"), ("b", "c"), ("c", "a"), ("c", "top"), ("low", "a")))
    (row,) = office.gaps("broken-dual-management")
    assert (row["branch"], row["problem"]) == ("a; b; c", "cycle")
    assert row["branch_id"] == "; ".join(iri("PartyOrganization", name) for name in "abc")
    assert row["record_id"] == iri("PartyOrganization", "a")
    assert row["territorial_organization_id"] is None
    # it is counted beside the ties, of which there are none
    assert numbers(office.line("broken-dual-management")) == (1, 0, 0, 0)
    assert office.line("broken-dual-management")["rate"] is None


def test_circles_that_share_a_member_are_one_and_those_apart_are_two(office: Office) -> None:
    office.has(*circle(("a", "b"), ("b", "a"), ("b", "c"), ("c", "b"), ("y", "x"), ("x", "y")))
    assert office.names("broken-dual-management", "branch") == ["a; b; c", "x; y"]


def test_its_own_superior_is_a_circle_of_one_and_a_line_is_none(office: Office) -> None:
    office.has(*circle(("a", "a"), ("a", "b"), ("b", "c"), ("d", "c"), ("d", "b")))
    assert office.names("broken-dual-management", "branch") == ["a"]


def test_two_ways_up_that_meet_again_are_no_circle(office: Office) -> None:
    office.has(*circle(("a", "b"), ("a", "c"), ("b", "d"), ("c", "d")))
    assert office.gaps("broken-dual-management") == []


def test_a_knot_stands_where_its_smallest_id_does_whatever_the_names(office: Office) -> None:
    office.has(
        *circle(
            ("b", "a"),
            ("a", "b"),
            a={"name": "乙", **dict.fromkeys(PLACE)},
            b={"name": None},
        )
    )
    (row,) = office.gaps("broken-dual-management")
    assert (row["branch"], row["community"], row["source"]) == ("乙; ", None, "small.csv||1")
    ids = [iri("PartyOrganization", name) for name in ("a", "b")]
    assert row["branch_id"].split("; ") == ids


def test_a_rate_is_not_below_zero_where_circles_outnumber_the_ties(office: Office) -> None:
    line = [("总支", "局"), ("局", "总支"), ("站", "校"), ("校", "站")]
    nodes, edges = managed((party("校一"), party("总支")))
    office.has(nodes, {**edges, "SUBORDINATE_TO": [(party(a), party(b)) for a, b in line]})
    assert numbers(office.line("broken-dual-management")) == (2, 1, 0, 0)
    assert office.line("broken-dual-management")["rate"] == 0.0
