"""The questions about units in plain Python, written from QUESTIONS.md alone."""

from __future__ import annotations

from collections.abc import Iterator

from tests.graph.oracle_graph import Node, OracleGraph, State, Thing, Things, joined, place_of

MASS_KINDS = {
    "union": "trade_union",
    "league": "youth_league",
    "women": "womens_organization",
}


class UnitOracle(OracleGraph):
    def questions(self) -> dict[str, Things]:
        return super().questions() | {
            "units-due-a-branch": self.units_due,
            "units-without-ties": self.units_without_ties,
            "units-without-work-coverage": self.units_without_work_coverage,
            "two-new-without-mass-organizations": self.two_new_without_mass,
            "social-organizations-without-party": self.social_without_party,
        }

    def units_due(self) -> Iterator[Thing]:
        for unit in self.listed("Unit"):
            full, members = unit["full_members"], unit["members"]
            counted = members if full is None else full
            if counted is not None and counted < 3:
                continue
            answered = unit["has_party_organization"]
            why = None
            if counted is None:
                why = "members_unknown"
            elif answered == "yes":
                why = "stated_yes"
            elif answered == "unknown":
                why = "not_answered"
            elif answered is None and not self.asks(self.community_of(unit), "ESTABLISHED_IN.Unit"):
                why = "not_asked"
            total = "all_members_counted" if full is None and members is not None else None
            yield Thing(
                "fine" if self.established(unit) else "unknown" if why else "gap",
                {
                    **place_of(unit),
                    "unit": unit["name"],
                    "uscc": unit["uscc"],
                    "nature": unit["nature"],
                    "members": counted,
                    "employees": unit["employees"],
                    "reason": "; ".join(filter(None, (unit["reason"], total, why))) or None,
                    "source": unit["source"],
                    "unit_id": unit["id"],
                },
            )

    def units_without_ties(self) -> Iterator[Thing]:
        for unit, community in self.seated("Unit"):
            organizations = self.established(unit)
            doers = [unit, *organizations]
            force = self.force(
                tie
                for doer in doers
                for type_ in ("TAKES_PART_IN", "CLAIMS")
                for tie in self.out[type_, doer["id"]]
            )
            given = any(
                self.out[type_, doer["id"]] for doer in doers for type_ in ("OFFERS", "DEMANDS")
            )
            asked = self.asks_any(community, "TAKES_PART_IN", "OFFERS", "DEMANDS", "CLAIMS")
            state: State = self.absent(asked=asked and force is not None)
            yield Thing(
                "fine" if force or given else state,
                {
                    **place_of(community),
                    "unit": unit["name"],
                    "nature": unit["nature"],
                    "party_organization": joined(organizations, "name"),
                    "source": unit["source"],
                    "unit_id": unit["id"],
                    "party_organization_id": joined(organizations, "id"),
                },
            )

    def units_without_work_coverage(self) -> Iterator[Thing]:
        for unit, community in self.seated("Unit"):
            covered = self.force(self.into["COVERS", unit["id"]])
            has = unit["has_party_organization"]
            told = has == "no" or (has is None and self.asks(community, "ESTABLISHED_IN.Unit"))
            mass = (f"SERVES.MassOrganization.{kind}" for kind in MASS_KINDS.values())
            state: State = "unknown"
            if (
                covered
                or self.established(unit, "PartyOrganization", "MassOrganization")
                or unit["instructor"]
            ):
                state = "fine"
            elif (
                covered is False
                and told
                and unit["instructor"] is False
                and self.asks(community, *mass)
            ):
                state = "gap"
            yield Thing(
                state,
                {
                    **place_of(community),
                    "unit": unit["name"],
                    "nature": unit["nature"],
                    "source": unit["source"],
                    "unit_id": unit["id"],
                },
            )

    def three(self, found: list[Node], community: Node | None) -> dict[str, str]:
        """Whether there is a union, a league and a women's organization among those found."""
        kinds = {organization["kind"] for organization in found}
        return {
            name: "yes"
            if kind in kinds
            else "no"
            if self.asks(community, f"SERVES.MassOrganization.{kind}")
            else "unknown"
            for name, kind in MASS_KINDS.items()
        }

    def two_new_without_mass(self) -> Iterator[Thing]:
        for unit in self.listed("Unit"):
            if unit["sector"] is None or not self.established(unit):
                continue
            answers = self.three(
                self.established(unit, "MassOrganization"), self.community_of(unit)
            )
            yield Thing(
                worst(answers),
                {
                    **place_of(unit),
                    "unit": unit["name"],
                    "sector": unit["sector"],
                    **answers,
                    "source": unit["source"],
                    "unit_id": unit["id"],
                },
            )

    def social_without_party(self) -> Iterator[Thing]:
        for unit in self.listed("Unit"):
            if unit["sector"] != "social":
                continue
            has = unit["has_party_organization"]
            asked = self.asks(self.community_of(unit), "ESTABLISHED_IN.Unit")
            state: State = "gap"
            if self.established(unit) or unit["instructor"]:
                state = "fine"
            elif (
                unit["instructor"] is None
                or has in ("yes", "unknown")
                or (has is None and not asked)
            ):
                state = "unknown"
            yield Thing(
                state,
                {
                    **place_of(unit),
                    "unit": unit["name"],
                    "nature": unit["nature"],
                    "employees": unit["employees"],
                    "source": unit["source"],
                    "unit_id": unit["id"],
                },
            )


def worst(answers: dict[str, str]) -> State:
    """A no is a gap, else an unknown leaves it open."""
    if "no" in answers.values():
        return "gap"
    return "unknown" if "unknown" in answers.values() else "fine"
