"""The questions about mass organizations and teams in plain Python, from QUESTIONS.md alone."""

from __future__ import annotations

from collections.abc import Iterator

from tests.graph.oracle_graph import Node, OracleGraph, State, Thing, Things, joined, place_of
from tests.graph.oracle_units import UnitOracle, worst

TEAMS = ("members", "workstation_staff", "social_workers", "volunteers", "youth_care")


class CommunityOracle(UnitOracle, OracleGraph):
    def questions(self) -> dict[str, Things]:
        return super().questions() | {
            "communities-without-mass-organizations": self.communities_without_mass,
            "mass-organizations-without-lead": self.without_lead,
            "teams-missing": self.teams_missing,
            "youth-care-missing": self.youth_care_missing,
        }

    def communities_without_mass(self) -> Iterator[Thing]:
        for community in self.listed("Community"):
            found = self.sources("SERVES", community, "MassOrganization")
            answers = self.three(found, community)
            yield Thing(
                worst(answers),
                {
                    **place_of(community),
                    **answers,
                    "source": community["source"],
                    "community_id": community["id"],
                },
            )

    def without_lead(self) -> Iterator[Thing]:
        for organization in self.listed("MassOrganization"):
            led = self.targets("LED_BY", organization)
            units = self.targets("ESTABLISHED_IN", organization, "Unit")
            asked = self.asks(self.community_of(organization), "LED_BY")
            yield Thing(
                "fine" if led else self.absent(asked=asked),
                {
                    **place_of(organization),
                    "organization": organization["name"],
                    "kind": organization["kind"],
                    "unit": joined(units, "name"),
                    "source": organization["source"],
                    "organization_id": organization["id"],
                    "unit_id": joined(units, "id"),
                },
            )

    def teams(self, place: Node, kind: str) -> list[Node]:
        return [team for team in self.sources("SERVES", place, "Team") if team["kind"] == kind]

    def has_members(self, community: Node) -> bool:
        """Whether a figure says that there are members, where no team of them does."""
        counts = self.sources("COUNTED_IN", community, "Count")
        organizations = self.sources("IN_COMMUNITY", community, "PartyOrganization")
        return any(
            count["measure"] == "members" and (count["value"] or 0) > 0 for count in counts
        ) or any((organization["members"] or 0) > 0 for organization in organizations)

    def teams_missing(self) -> Iterator[Thing]:
        for community in self.listed("Community"):
            people: dict[str, int | None] = {}
            missing: list[str] = []
            unknown: list[str] = []
            for kind in TEAMS:
                teams = self.teams(community, kind)
                stated = [team["people"] for team in teams if team["people"] is not None]
                people[kind] = sum(stated) if stated else None
                has = any(team["people"] != 0 for team in teams)
                if has or (kind == "members" and self.has_members(community)):
                    continue
                known = bool(teams) or self.asks(community, f"SERVES.Team.{kind}")
                (missing if known else unknown).append(kind)
            state: State = "gap" if missing else "unknown" if unknown else "fine"
            yield Thing(
                state,
                {
                    **place_of(community),
                    **people,
                    "missing": "; ".join(missing) or None,
                    "source": community["source"],
                    "community_id": community["id"],
                },
            )

    def youth_care_missing(self) -> Iterator[Thing]:
        for place in (*self.listed("Subdistrict"), *self.listed("Community")):
            communities = [place]
            if place["label"] == "Subdistrict":
                communities = self.sources("PART_OF", place, "Community")
            asked = any(self.asks(each, "SERVES.Team.youth_care") for each in communities)
            yield Thing(
                "fine" if self.teams(place, "youth_care") else self.absent(asked=asked),
                {
                    **place_of(place),
                    # a subdistrict is told from its namesake in another district by its code
                    **(
                        {"community_code": place["code"]} if place["label"] == "Subdistrict" else {}
                    ),
                    "level": place["label"].lower(),
                    "name": place["name"],
                    "source": place["source"],
                    "place_id": place["id"],
                },
            )
