"""What the report says of each community beyond the questions, read from the tables of a folder.

Only the columns that are shown are read: a city has 300,000 buildings, and none is needed here.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from graph.pages.places import Places, in_community
from graph.tables import read_table

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

    `organizations`, `groups`, `estates`, `meetings` are by the id of the community, and so is
    `led`, the leading organizations; `dual` are the ties of a branch that are not over,
    `with_members` the communities of which a figure or an organization says that they have members.
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


def read_tables(folder: GraphFolder, places: Places) -> Tables:
    """Read what the sections show, of the whole folder."""
    found = Tables()
    inside = in_community(folder)
    for label in _NAMED:
        found.names |= dict(_rows(_scan(folder, label, "id", "name")))
    found.communities = [
        {**row, "name": row["name"] or ""} for row in places.communities.values() if row["listed"]
    ]
    _organizations(folder, found, inside)
    _bodies(folder, found, inside)
    for row in _inside(_scan(folder, "Estate", "id", "name", "listed"), inside):
        if row["listed"] and row["home"] is not None:
            found.estates.setdefault(row["home"], []).append(row)
    _meetings(folder, found, inside)
    return found


def _organizations(folder: GraphFolder, found: Tables, inside: pl.DataFrame) -> None:
    known = {row["id"] for row in found.communities}
    groups: dict[str, int] = defaultdict(int)
    columns = ("id", "name", "kind", "members", "listed")
    for row in _inside(_scan(folder, "PartyOrganization", *columns), inside):
        found.organization[row["id"]] = row
        if row["kind"] == "group" and row["listed"] and row["home"] is not None:
            groups[row["home"]] += 1
        if row["members"] and row["home"] is not None:
            found.with_members.add(row["home"])
    found.groups = dict(groups)
    seated = (
        (place, id_)
        for id_, place in _rows(_ties(folder, "SEATED_IN", "from", "to"))
        if place in known and _asked_about(found.organization.get(id_))
    )
    found.organizations = _grouped(seated)
    leading = _rows(_ties(folder, "LEADS", "from", "to"))
    found.led = _grouped((place, id_) for id_, place in leading)
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


def _bodies(folder: GraphFolder, found: Tables, inside: pl.DataFrame) -> None:
    """Governance bodies and teams by the place that they serve."""
    kinds = dict(_rows(_scan(folder, "GovernanceBody", "id", "kind")))
    teams = {
        id_: (kind, people)
        for id_, kind, people in _rows(_scan(folder, "Team", "id", "kind", "people"))
    }
    found.with_members |= {
        row["home"]
        for row in _inside(_scan(folder, "Count", "id", "measure", "value"), inside)
        if row["measure"] == "members" and row["value"] and row["home"] is not None
    }
    for id_, place in _rows(_ties(folder, "SERVES", "from", "to")):
        if id_ in kinds and kinds[id_] is not None:
            found.bodies.setdefault(place, {}).setdefault(kinds[id_], []).append(found.names[id_])
        elif id_ in teams and teams[id_][0] is not None:
            kind, people = teams[id_]
            found.teams.setdefault(place, {}).setdefault(kind, []).append(people)


def _meetings(folder: GraphFolder, found: Tables, inside: pl.DataFrame) -> None:
    for label in _COMMON:
        columns = ("id", "name", "since", "until", "ended", "listed")
        for row in _inside(_scan(folder, label, *columns), inside):
            if row["listed"] and row["home"] is not None:
                found.meetings.setdefault(row["home"], []).append({"label": label, **row})
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
        read_table(folder.nodes(label), columns=list(columns))
        .sort("id")
        .with_columns(pl.col("name").fill_null("") if "name" in columns else [])
    )


def _inside(nodes: pl.DataFrame, inside: pl.DataFrame) -> Iterable[Record]:
    """The rows of nodes, each with the id of its community as `home`."""
    homes = inside.rename({"community": "home"})
    return _named(nodes.join(homes, on="id", how="left", maintain_order="left"))


def _ties(folder: GraphFolder, type_: str, *columns: str) -> pl.DataFrame:

    return read_table(folder.edges(type_), columns=list(columns)).sort(*columns[:2])


def _rows(table: pl.DataFrame) -> Iterable[tuple[Any, ...]]:
    return table.iter_rows()


def _named(table: pl.DataFrame) -> Iterable[Record]:
    return table.iter_rows(named=True)


def _grouped(pairs: Iterable[tuple[Any, ...]]) -> dict[str, list[str]]:
    found: dict[str, dict[str, None]] = {}
    for key, value in pairs:
        found.setdefault(key, {})[value] = None
    return {key: list(values) for key, values in found.items()}
