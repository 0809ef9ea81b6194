"""The questions about buildings and estates in plain Python, written from QUESTIONS.md alone."""

from __future__ import annotations

from collections.abc import Iterator

from tests.graph.oracle_graph import RANKED, Node, OracleGraph, Place, Row, joined, key_of, place_of


class PlaceOracle(OracleGraph):
    def uncovered_buildings(self) -> Iterator[Row]:
        for building in self.listed("Building"):
            if building["building_use"] == "non_residential":
                continue
            force = {tie["in_force"] for tie in self.into["COVERS", building["id"]]}
            if True in force:
                continue
            community = self.community_of(building)
            known = self.asks(community, "COVERS.Building") and None not in force
            yield {
                "state": "gap" if known else "unknown",
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
            }

    def leader(self, building: Node, community: Node | None) -> str:
        filled = {
            post["filled"]
            for post in self.sources("RESPONSIBLE_FOR", building)
            if post["kind"] == "building_leader"
        }
        if True in filled:
            return "yes"
        if None in filled:
            return "unknown"
        if False in filled or self.asks(community, "RESPONSIBLE_FOR"):
            return "no"
        return "unknown"

    def all_buildings(self) -> Iterator[tuple[Place, bool]]:
        for building in self.listed("Building"):
            yield key_of(building), building["building_use"] != "non_residential"

    def estates_without_branch(self) -> Iterator[Row]:
        for estate in self.listed("Estate"):
            covering = [
                (tie["in_force"], self.by_id[tie["from"]]["kind"])
                for tie in self.into["COVERS", estate["id"]]
            ]
            if any(force is True and kind in RANKED for force, kind in covering):
                continue
            maybe = any(
                force is not False and (kind is None or kind in RANKED) for force, kind in covering
            )
            known = self.asks(self.community_of(estate), "COVERS.Estate") and not maybe
            buildings = [
                building
                for building in self.sources("PART_OF", estate, "Building")
                if building["listed"] and building["building_use"] != "non_residential"
            ]
            yield {
                "state": "gap" if known else "unknown",
                **place_of(estate),
                "estate": estate["name"],
                "buildings": len(buildings),
                "covered_buildings": sum(
                    any(tie["in_force"] for tie in self.into["COVERS", building["id"]])
                    for building in buildings
                ),
                "nearest_organization": estate["nearest_organization"],
                "source": estate["source"],
                "estate_id": estate["id"],
                "nearest_organization_id": estate["nearest_organization_id"],
            }

    def all_estates(self) -> Iterator[tuple[Place, bool]]:
        for estate in self.listed("Estate"):
            yield key_of(estate), True

    def incomplete_five_in_one(self) -> Iterator[Row]:
        for estate in self.listed("Estate"):
            community = self.community_of(estate)

            def serving(place: Node | None, kind: str) -> list[Node]:
                bodies = [] if place is None else self.sources("SERVES", place, "GovernanceBody")
                return [body for body in bodies if body["kind"] == kind]

            five = {
                "party": ("LEADS", [] if community is None else self.leaders(community)),
                **{
                    kind: (f"SERVES.GovernanceBody.{kind}", serving(place, kind))
                    for place, kind in (
                        (community, "workstation"),
                        (community, "residents_committee"),
                        (estate, "owners_committee"),
                        (estate, "property_office"),
                    )
                },
            }
            absent = [name for name, (_, bodies) in five.items() if not bodies]
            missing = [name for name in absent if self.asks(community, five[name][0])]
            if not absent:
                continue
            yield {
                "state": "gap" if missing else "unknown",
                **place_of(estate),
                "estate": estate["name"],
                **{name: joined(bodies, "name") for name, (_, bodies) in five.items()},
                "missing": "; ".join(missing) or None,
                "source": estate["source"],
                "estate_id": estate["id"],
                **{f"{name}_id": joined(bodies, "id") for name, (_, bodies) in five.items()},
            }
