"""What the report says of each community beyond the questions, read from the tables of a folder.

Only the columns that are shown are read: a city has 300,000 buildings, and none is needed here.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import polars as pl

    from graph.folder import GraphFolder

KINDS = ("branch", "joint_branch", "general_branch", "committee")  # question 2 asks about these
_NAMED = ("PartyOrganization", "Unit", "GovernanceBody", "MassOrganization")
_COMMON = ("JointMeeting", "Agreement")
Record = dict[str, Any]


@dataclass
class Tables:
    """Nodes by id and ties by their ends, of what the sections of the communities show.

    `organizations`, `groups`, `estates`, `meetings` are ids by community code; `led` is the leading
    organizations by community code, `dual` the ties of a branch that are not over, `with_members`
    the communities of which a figure or an organization says that they have members.
    """

    names: dict[str, str] = field(default_factory=dict)
    communities: list[Record] = field(default_factory=list)
    organization: dict[str, Record] = field(default_factory=dict)
    organizations: dict[str, list[str]] = field(default_factory=dict)
    groups: dict[str, int] = field(default_factory=dict)
    led: dict[str, list[str]] = field(default_factory=dict)
    superiors: dict[str, list[str]] = field(default_factory=dict)
    dual: dict[str, list[Record]] = field(default_factory=dict)
    seats: dict[str, list[str]] = field(default_factory=dict)
    estates: dict[str, list[Record]] = field(default_factory=dict)
    bodies: dict[str, dict[str, list[str]]] = field(default_factory=dict)
    teams: dict[str, dict[str, list[int | None]]] = field(default_factory=dict)
    meetings: dict[str, list[Record]] = field(default_factory=dict)
    parties: dict[str, list[str]] = field(default_factory=dict)
    with_members: set[str] = field(default_factory=set)


def read_tables(folder: GraphFolder) -> Tables:
    """Read what the sections show, of the whole folder."""
    found = Tables()
    for label in _NAMED:
        found.names |= dict(_rows(_scan(folder, label, "id", "name")))
    communities = _scan(
        folder, "Community", "id", "name", "community_code", "subdistrict", "listed"
    )
    found.communities = [
        row
        for row in communities.sort("community_code", "id").iter_rows(named=True)
        if row["listed"] and row["community_code"] is not None
    ]
    code_of = {row["id"]: row["community_code"] for row in found.communities}
    _organizations(folder, found, code_of)
    _bodies(folder, found)
    for row in _named(_scan(folder, "Estate", "id", "name", "community_code", "listed")):
        if row["listed"] and row["community_code"] is not None:
            found.estates.setdefault(row["community_code"], []).append(row)
    _meetings(folder, found)
    return found


def _organizations(folder: GraphFolder, found: Tables, code_of: dict[str, str]) -> None:
    groups: dict[str, int] = defaultdict(int)
    columns = ("id", "name", "kind", "members", "community_code", "listed")
    for row in _named(_scan(folder, "PartyOrganization", *columns)):
        found.organization[row["id"]] = row
        if row["kind"] == "group" and row["listed"] and row["community_code"] is not None:
            groups[row["community_code"]] += 1
        if row["members"] and row["community_code"] is not None:
            found.with_members.add(row["community_code"])
    found.groups = dict(groups)
    seated = (
        (code_of[place], id_)
        for id_, place in _rows(_ties(folder, "SEATED_IN", "from", "to"))
        if place in code_of and _asked_about(found.organization.get(id_))
    )
    found.organizations = _grouped(seated)
    leading = _rows(_ties(folder, "LEADS", "from", "to"))
    found.led = _grouped((code_of[place], id_) for id_, place in leading if place in code_of)
    found.superiors = _grouped(_rows(_ties(folder, "SUBORDINATE_TO", "from", "to")))
    dual = ("from", "to", "since", "in_force", "activities", "elections", "decisions")
    for row in _named(_ties(folder, "DUAL_MANAGED_BY", *dual)):
        if row["in_force"] is not False:
            found.dual.setdefault(row["from"], []).append(row)
    found.seats = _grouped(
        (id_, place)
        for id_, place in _rows(_ties(folder, "ESTABLISHED_IN", "from", "to"))
        if id_ in found.organization
    )


def _bodies(folder: GraphFolder, found: Tables) -> None:
    """Governance bodies and teams by the place that they serve."""
    kinds = dict(_rows(_scan(folder, "GovernanceBody", "id", "kind")))
    teams = {
        id_: (kind, people)
        for id_, kind, people in _rows(_scan(folder, "Team", "id", "kind", "people"))
    }
    counts = _scan(folder, "Count", "id", "measure", "value", "community_code")
    found.with_members |= {
        code for _, measure, value, code in _rows(counts) if measure == "members" and value
    }
    for id_, place in _rows(_ties(folder, "SERVES", "from", "to")):
        if id_ in kinds and kinds[id_] is not None:
            found.bodies.setdefault(place, {}).setdefault(kinds[id_], []).append(found.names[id_])
        elif id_ in teams and teams[id_][0] is not None:
            kind, people = teams[id_]
            found.teams.setdefault(place, {}).setdefault(kind, []).append(people)


def _meetings(folder: GraphFolder, found: Tables) -> None:
    for label in _COMMON:
        columns = ("id", "name", "community_code", "since", "until", "ended", "listed")
        for row in _named(_scan(folder, label, *columns)):
            if row["listed"] and row["community_code"] is not None:
                found.meetings.setdefault(row["community_code"], []).append({"label": label, **row})
    taking_part = _rows(_ties(folder, "TAKES_PART_IN", "from", "to", "in_force"))
    found.parties = _grouped(
        (meeting, found.names[id_])
        for id_, meeting, in_force in taking_part
        if in_force is not False and id_ in found.names
    )


def _asked_about(organization: Record | None) -> bool:
    return (
        organization is not None and bool(organization["listed"]) and organization["kind"] in KINDS
    )


def _scan(folder: GraphFolder, label: str, *columns: str) -> pl.DataFrame:
    import polars as pl

    return (
        pl.read_parquet(folder.nodes(label), columns=list(columns))
        .sort("id")
        .with_columns(pl.col("name").fill_null("") if "name" in columns else [])
    )


def _ties(folder: GraphFolder, type_: str, *columns: str) -> pl.DataFrame:
    import polars as pl

    return pl.read_parquet(folder.edges(type_), columns=list(columns)).sort(*columns[:2])


def _rows(table: pl.DataFrame) -> Iterable[tuple[Any, ...]]:
    return table.iter_rows()


def _named(table: pl.DataFrame) -> Iterable[Record]:
    return table.iter_rows(named=True)


def _grouped(pairs: Iterable[tuple[Any, ...]]) -> dict[str, list[str]]:
    found: dict[str, dict[str, None]] = {}
    for key, value in pairs:
        found.setdefault(key, {})[value] = None
    return {key: list(values) for key, values in found.items()}
