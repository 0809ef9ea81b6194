"""The questions about buildings, streets and estates in plain Python, from QUESTIONS.md alone."""

from __future__ import annotations

from collections.abc import Iterator

from tests.graph.oracle_graph import (
    RANKED,
    Node,
    OracleGraph,
    State,
    Thing,
    Things,
    current,
    place_of,
)


class PlaceOracle(OracleGraph):
    def questions(self) -> dict[str, Things]:
        return super().questions() | {
            "uncovered-buildings": self.uncovered_buildings,
            "buildings-without-leader": self.buildings_without_leader,
            "uncovered-streets": self.uncovered_streets,
            "estates-without-branch": self.estates_without_branch,
        }

    def uncovered_buildings(self) -> Iterator[Thing]:
        for building in self.listed("Building"):
            covered = self.force(self.into["COVERS", building["id"]])
            community = self.community_of(building)
            asked = self.asks(community, "COVERS.Building")
            state: State = self.absent(asked=asked and covered is not None)
            if building["building_use"] == "non_residential":
                state = "excluded"
            elif covered:
                state = "fine"
            yield Thing(
                state,
                {
                    **place_of(building),
                    "estate": building["estate"],
                    "building": building["name"],
                    "building_code": building["code"],
                    "households": building["households"],
                    "leader": self.leader(building, community),
                    "nearest_organization": building["nearest_organization"],
                    "source": building["source"],
                    "building_id": building["id"],
                    "estate_id": building["estate_id"],
                    "nearest_organization_id": building["nearest_organization_id"],
                },
            )

    def leader(self, building: Node, community: Node | None) -> str:
        """Whether a building has a leader: yes, no, unknown."""
        filled = {
            post["filled"]
            for post in self.sources("RESPONSIBLE_FOR", building)
            if post["kind"] == "building_leader" and current(post)
        }
        if True in filled:
            return "yes"
        if None in filled:
            return "unknown"
        if False in filled or self.asks(community, "RESPONSIBLE_FOR"):
            return "no"
        return "unknown"

    def buildings_without_leader(self) -> Iterator[Thing]:
        states: dict[str, State] = {"yes": "fine", "no": "gap", "unknown": "unknown"}
        for building in self.listed("Building"):
            state = states[self.leader(building, self.community_of(building))]
            yield Thing(
                "excluded" if building["building_use"] == "non_residential" else state,
                {
                    **place_of(building),
                    "estate": building["estate"],
                    "building": building["name"],
                    "building_code": building["code"],
                    "households": building["households"],
                    "source": building["source"],
                    "building_id": building["id"],
                    "estate_id": building["estate_id"],
                },
            )

    def uncovered_streets(self) -> Iterator[Thing]:
        alone = [
            building
            for building in self.listed("Building")
            if not self.targets("PART_OF", building, "Estate")
        ]
        for thing in (*self.listed("Street"), *alone):
            covered = self.force(self.into["COVERS", thing["id"]])
            asked = self.asks(self.community_of(thing), f"COVERS.{thing['label']}")
            yield Thing(
                "fine" if covered else self.absent(asked=asked and covered is not None),
                {
                    **place_of(thing),
                    "kind": thing["label"].lower(),
                    "name": thing["name"],
                    "source": thing["source"],
                    "thing_id": thing["id"],
                },
            )

    def estates_without_branch(self) -> Iterator[Thing]:
        for estate in self.listed("Estate"):
            covering = [
                (tie["in_force"], self.by_id[tie["from"]]["kind"])
                for tie in self.into["COVERS", estate["id"]]
            ]
            maybe = any(
                force is not False and (kind is None or kind in RANKED) for force, kind in covering
            )
            asked = self.asks(self.community_of(estate), "COVERS.Estate")
            buildings = [
                building
                for building in self.sources("PART_OF", estate, "Building")
                if building["listed"] and building["building_use"] != "non_residential"
            ]
            covered = any(force is True and kind in RANKED for force, kind in covering)
            yield Thing(
                "fine" if covered else self.absent(asked=asked and not maybe),
                {
                    **place_of(estate),
                    "estate": estate["name"],
                    "buildings": len(buildings),
                    "covered_buildings": sum(
                        self.force(self.into["COVERS", building["id"]]) is True
                        for building in buildings
                    ),
                    "nearest_organization": estate["nearest_organization"],
                    "source": estate["source"],
                    "estate_id": estate["id"],
                    "nearest_organization_id": estate["nearest_organization_id"],
                },
            )
