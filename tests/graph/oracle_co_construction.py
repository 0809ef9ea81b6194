"""The questions about co-construction in plain Python, written from QUESTIONS.md alone."""

from __future__ import annotations

from collections.abc import Iterator

from tests.graph.oracle_graph import (
    Node,
    OracleGraph,
    State,
    Thing,
    Things,
    joined,
    once,
    place_of,
)


class CoConstructionOracle(OracleGraph):
    def questions(self) -> dict[str, Things]:
        return super().questions() | {
            "unmet-demands": self.unmet,
            "mechanisms-missing": self.mechanisms_missing,
        }

    def claimed(self, thing: Node) -> State:
        claims = self.force(self.into["CLAIMS", thing["id"]])
        if claims:
            return "fine"
        asked = self.asks(self.community_of(thing), "CLAIMS")
        return self.absent(asked=asked and claims is not None)

    def finished(self, project: Node) -> State:
        """Whether a project past its end is done."""
        if project["status"] == "done" or project["ended"] is False:
            return "fine"
        return "unknown" if None in (project["ended"], project["status"]) else "gap"

    def unmet(self) -> Iterator[Thing]:
        for label, type_ in (("Demand", "DEMANDS"), ("Offer", "OFFERS")):
            for thing in self.listed(label):
                yield self.wanted(thing, self.claimed(thing), self.sources(type_, thing))
        for project in self.listed("Project"):
            taking_part = self.taking_part(project, force=True)
            yield self.wanted(project, self.finished(project), taking_part)

    def wanted(self, thing: Node, state: State, owners: list[Node]) -> Thing:
        return Thing(
            state,
            {
                **place_of(thing),
                "kind": thing["label"].lower(),
                "name": thing["name"],
                "owner": joined(owners, "name"),
                "since": thing["since"],
                "source": thing["source"],
                "thing_id": thing["id"],
                "owner_id": joined(owners, "id"),
            },
        )

    def taking_part(self, thing: Node, *, force: bool | None) -> list[Node]:
        """Who takes part in it, by ties in this state."""
        return once(
            self.by_id[tie["from"]]
            for tie in self.into["TAKES_PART_IN", thing["id"]]
            if tie["in_force"] is force
        )

    def mechanisms_missing(self) -> Iterator[Thing]:
        for community in self.listed("Community"):
            leaders = self.leaders(community)
            meets = self.force(
                tie
                for leader in leaders
                for tie in self.out["TAKES_PART_IN", leader["id"]]
                if self.by_id[tie["to"]]["label"] == "JointMeeting"
            )
            asked = self.asks(community, "TAKES_PART_IN")
            state: State = "fine" if meets else self.absent(asked=asked and meets is not None)
            meetings = self.sources("IN_COMMUNITY", community, "JointMeeting")
            units = once(
                each
                for meeting in meetings
                for each in self.taking_part(meeting, force=True)
                if each["label"] == "Unit"
            )
            yield Thing(
                state if leaders else "excluded",
                {
                    **place_of(community),
                    "joint_meetings": len(meetings),
                    "units_taking_part": len(units),
                    "source": community["source"],
                    "community_id": community["id"],
                },
            )
