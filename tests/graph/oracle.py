"""The questions answered in plain Python, written from QUESTIONS.md and RULES.md alone.

    Oracle(nodes, edges).rows("uncovered-buildings")       gaps and unknown things, with their state
    Oracle(nodes, edges).population("uncovered-buildings") place → (of, excluded)

Nothing here reads a query or a question.yaml, so that what both say was decided twice. The
indicators are in `oracle_figures`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator

from tests.graph.oracle_graph import (
    BRANCHES,
    RANKED,
    Node,
    Place,
    Row,
    Tie,
    joined,
    key_of,
    place_of,
)
from tests.graph.oracle_places import PlaceOracle


class Oracle(PlaceOracle):
    def rows(self, slug: str) -> list[Row]:
        return list(self._askers()[slug][0]())

    def population(self, slug: str) -> dict[Place, tuple[int, int]]:
        counted: dict[Place, list[int]] = defaultdict(lambda: [0, 0])
        for place, kept in self._askers()[slug][1]():
            counted[place][0 if kept else 1] += 1
        return {place: (of, excluded) for place, (of, excluded) in counted.items()}

    def _askers(
        self,
    ) -> dict[str, tuple[Callable[[], Iterator[Row]], Callable[[], Iterator[tuple[Place, bool]]]]]:
        return {
            "uncovered-buildings": (self.uncovered_buildings, self.all_buildings),
            "estates-without-branch": (self.estates_without_branch, self.all_estates),
            "incomplete-five-in-one": (self.incomplete_five_in_one, self.all_estates),
            "branches-outside-dual-management": (self.branches_outside, self.all_seated),
            "dual-management-missing-scopes": (self.missing_scopes, self.all_dual),
            "communities-not-upgraded": (self.not_upgraded, self.all_communities),
            "units-due-a-branch": (self.units_due, self.all_units_due),
            "units-without-ties": (self.units_without_ties, self.all_seated_units),
        }

    def seated(self, label: str) -> Iterator[tuple[Node, Node]]:
        """Listed organizations with each community in which they are seated."""
        for organization in self.listed(label):
            for community in self.targets("SEATED_IN", organization, "Community"):
                yield organization, community

    def branches_outside(self) -> Iterator[Row]:
        for branch, community in self.seated("PartyOrganization"):
            leading = {leader["id"] for leader in self.leaders(community)}
            line = self.line(branch)
            if branch["kind"] not in RANKED or not leading:
                continue
            if any(each["id"] in leading for each in line):
                continue
            force = {
                tie["in_force"]
                for each in line
                for tie in self.out["DUAL_MANAGED_BY", each["id"]]
                if tie["to"] in leading
            }
            if True in force:
                continue
            known = self.asks(community, "SUBORDINATE_TO", "DUAL_MANAGED_BY") and None not in force
            units = self.targets("ESTABLISHED_IN", branch)
            superiors = self.targets("SUBORDINATE_TO", branch)
            yield {
                "state": "gap" if known else "unknown",
                **place_of(community),
                "branch": branch["name"],
                "unit": joined(units, "name"),
                "superior": joined(superiors, "name"),
                "members": branch["members"],
                "source": branch["source"],
                "branch_id": branch["id"],
                "unit_id": joined(units, "id"),
                "superior_id": joined(superiors, "id"),
            }

    def all_seated(self) -> Iterator[tuple[Place, bool]]:
        for branch, community in self.seated("PartyOrganization"):
            if branch["kind"] in RANKED:
                yield key_of(community), bool(self.leaders(community))

    def dual(self) -> Iterator[tuple[Tie, Node, Node, Node]]:
        """Ties that are or may be in force: tie, branch, territorial side, whose place it has."""
        for tie in self.ties["DUAL_MANAGED_BY"]:
            if tie["in_force"] is not False:
                branch, territorial = self.by_id[tie["from"]], self.by_id[tie["to"]]
                yield tie, branch, territorial, branch if branch["community"] else territorial

    def missing_scopes(self) -> Iterator[Row]:
        for tie, branch, territorial, where in self.dual():
            scopes = [tie["activities"], tie["elections"], tie["decisions"]]
            if tie["in_force"] and all(scopes):
                continue
            yield {
                "state": "gap" if tie["in_force"] and False in scopes else "unknown",
                **place_of(where),
                "branch": branch["name"],
                "territorial_organization": territorial["name"],
                "activities": tie["activities"],
                "elections": tie["elections"],
                "decisions": tie["decisions"],
                "since": tie["since"],
                "source": tie["source"],
                "dual_management_id": tie["id"],
                "branch_id": branch["id"],
                "territorial_organization_id": territorial["id"],
            }

    def all_dual(self) -> Iterator[tuple[Place, bool]]:
        for _, _, _, where in self.dual():
            yield key_of(where), True

    def not_upgraded(self) -> Iterator[Row]:
        for community in self.listed("Community"):
            leaders = self.leaders(community)
            kinds = {leader["kind"] for leader in leaders}
            if kinds - BRANCHES - {None}:
                continue
            known = None not in kinds and (bool(leaders) or self.asks(community, "LEADS"))
            members = max(
                (leader["members"] for leader in leaders if leader["members"] is not None),
                default=None,
            )
            eligible = None
            if members is not None:
                eligible = "committee" if members > 100 else "general_branch"
                eligible = eligible if members > 50 else "branch"
            yield {
                "state": "gap" if known else "unknown",
                **place_of(community),
                "leading_organization": joined(leaders, "name", "kind"),
                "kind": joined(leaders, "kind", "kind"),
                "members": members,
                "eligible_kind": eligible,
                "source": community["source"],
                "community_id": community["id"],
                "leading_organization_id": joined(leaders, "id", "kind"),
            }

    def all_communities(self) -> Iterator[tuple[Place, bool]]:
        for community in self.listed("Community"):
            yield key_of(community), True

    def units_due(self) -> Iterator[Row]:
        for unit in self.listed("Unit"):
            full, members = unit["full_members"], unit["members"]
            counted = members if full is None else full
            if counted is not None and counted < 3:
                continue
            if self.sources("ESTABLISHED_IN", unit, "PartyOrganization"):
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
            yield {
                "state": "unknown" if why else "gap",
                **place_of(unit),
                "unit": unit["name"],
                "uscc": unit["uscc"],
                "nature": unit["nature"],
                "members": counted,
                "employees": unit["employees"],
                "reason": "; ".join(filter(None, (unit["reason"], total, why))) or None,
                "source": unit["source"],
                "unit_id": unit["id"],
            }

    def all_units_due(self) -> Iterator[tuple[Place, bool]]:
        for unit in self.listed("Unit"):
            counted = [n for n in (unit["full_members"], unit["members"]) if n is not None]
            if not counted or counted[0] >= 3:
                yield key_of(unit), True

    def units_without_ties(self) -> Iterator[Row]:
        for unit, community in self.seated("Unit"):
            organizations = self.sources("ESTABLISHED_IN", unit, "PartyOrganization")
            doers = [unit, *organizations]
            force = {
                tie["in_force"]
                for doer in doers
                for type_ in ("TAKES_PART_IN", "CLAIMS")
                for tie in self.out[type_, doer["id"]]
            }
            if True in force or any(
                self.out[type_, doer["id"]] for doer in doers for type_ in ("OFFERS", "DEMANDS")
            ):
                continue
            asked = any(
                self.asks(community, key)
                for key in ("TAKES_PART_IN", "OFFERS", "DEMANDS", "CLAIMS")
            )
            yield {
                "state": "gap" if asked and None not in force else "unknown",
                **place_of(community),
                "unit": unit["name"],
                "nature": unit["nature"],
                "party_organization": joined(organizations, "name"),
                "source": unit["source"],
                "unit_id": unit["id"],
                "party_organization_id": joined(organizations, "id"),
            }

    def all_seated_units(self) -> Iterator[tuple[Place, bool]]:
        for _, community in self.seated("Unit"):
            yield key_of(community), True
