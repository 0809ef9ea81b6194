"""The questions answered in plain Python, written from QUESTIONS.md and RULES.md alone.

    Oracle(nodes, edges).rows("uncovered-buildings")      every gap and unknown thing, state first
    Oracle(nodes, edges).population("uncovered-buildings") place → (of, excluded)

`nodes` and `edges` are the tables as lists of dictionaries. Nothing here reads a query or a
question.yaml, so that what both say was decided twice.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from typing import Any

Node = dict[str, Any]
Tie = dict[str, Any]
Row = dict[str, Any]
Place = tuple[str | None, str | None, str | None]

BRANCHES = {"branch", "joint_branch"}
RANKED = BRANCHES | {"general_branch", "committee"}


class Oracle:
    def __init__(self, nodes: dict[str, list[Node]], edges: dict[str, list[Tie]]) -> None:
        self.nodes = nodes
        self.by_id = {
            node["id"]: {**node, "label": label} for label, rows in nodes.items() for node in rows
        }
        self.out: dict[tuple[str, str], list[Tie]] = defaultdict(list)
        self.into: dict[tuple[str, str], list[Tie]] = defaultdict(list)
        self.ties = edges
        for type_, ties in edges.items():
            for tie in ties:
                self.out[type_, tie["from"]].append(tie)
                self.into[type_, tie["to"]].append(tie)

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

    # --- what is looked at -------------------------------------------------------------------

    def listed(self, label: str) -> list[Node]:
        return [self.by_id[node["id"]] for node in self.nodes[label] if node["listed"]]

    def community_of(self, node: Node) -> Node | None:
        ties = self.out["IN_COMMUNITY", node["id"]]
        return self.by_id[ties[0]["to"]] if ties else None

    def asks(self, community: Node | None, *keys: str) -> bool:
        """Whether all of the keys were asked in the community."""
        return community is not None and set(keys) <= set(community["asked"] or ())

    def sources(self, type_: str, node: Node, label: str | None = None) -> list[Node]:
        """The nodes that point to `node`, each once."""
        found = {tie["from"]: self.by_id[tie["from"]] for tie in self.into[type_, node["id"]]}
        return [each for each in found.values() if label in (None, each["label"])]

    def targets(self, type_: str, node: Node, *labels: str) -> list[Node]:
        found = {tie["to"]: self.by_id[tie["to"]] for tie in self.out[type_, node["id"]]}
        return [each for each in found.values() if not labels or each["label"] in labels]

    def line(self, node: Node) -> list[Node]:
        """The organization and all above it on its formal line."""
        seen = {node["id"]: node}
        waiting = [node]
        while waiting:
            for above in self.targets("SUBORDINATE_TO", waiting.pop()):
                if above["id"] not in seen:
                    seen[above["id"]] = above
                    waiting.append(above)
        return list(seen.values())

    def leaders(self, community: Node) -> list[Node]:
        return self.sources("LEADS", community)

    # --- the questions -----------------------------------------------------------------------

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

    # --- the indicators ----------------------------------------------------------------------

    def party_organizations_by_kind(self) -> dict[tuple[str, str], int]:
        found: Counter[tuple[str, str]] = Counter()
        for community in self.listed("Community"):
            kinds = {leader["kind"] for leader in self.leaders(community)}
            if not kinds:
                kind = "none" if self.asks(community, "LEADS") else "unknown"
            elif kinds <= BRANCHES:
                kind = "branch"
            elif "committee" in kinds or "general_branch" in kinds:
                kind = "committee" if "committee" in kinds else "general_branch"
            else:
                kind = "other" if kinds - BRANCHES - {None} else "unknown"
            found["communities_led_by", kind] += 1
        for organization in self.listed("PartyOrganization"):
            found["organizations", organization["kind"] or "unknown"] += 1
        return dict(found)

    def members_by_category(self) -> dict[tuple[str, str | None, str], tuple[float, str]]:
        """(level, period, category) → sum, qualifier."""
        stated: dict[tuple[str, str | None, str], list[Node]] = defaultdict(list)
        for count in self.nodes["Count"]:
            if count["measure"] != "members" or count["value"] is None:
                continue
            if count["category"] not in ("relation_in_community", "resident_unit", "living_here"):
                continue
            levels = {
                place["label"].lower()
                for place in self.targets(
                    "COUNTED_IN", count, "Community", "Subdistrict", "District"
                )
            }
            for level in levels:
                stated[level, count["period"], count["category"]].append(count)
        return {
            key: (sum(count["value"] for count in counts), weakest(c["qualifier"] for c in counts))
            for key, counts in stated.items()
        }

    def mass_organizations_by_kind(self) -> dict[str, tuple[int, int, int, str, int]]:
        """Kind → number, in the two new, members, their qualifier, how many do not state them."""
        kinds: dict[str, list[Node]] = defaultdict(list)
        for organization in self.listed("MassOrganization"):
            kinds[organization["kind"] or "unknown"].append(organization)
        return {
            kind: (
                len(found),
                sum(
                    any(unit["sector"] for unit in self.targets("ESTABLISHED_IN", each, "Unit"))
                    for each in found
                ),
                sum(each["members"] or 0 for each in found),
                weakest(of_members(each) for each in found),
                sum(each["members"] is None for each in found),
            )
            for kind, found in kinds.items()
        }

    def two_lines(self) -> dict[tuple[str, Place], dict[str, tuple[int, str]]]:
        """(leading organization, place of its community) → figure → value, qualifier."""
        branches = [org for org in self.listed("PartyOrganization") if org["kind"] in BRANCHES]
        found = {}
        for community in self.nodes["Community"]:
            for leader in self.leaders(community):
                formal, territorial, still_open = [], [], False
                for branch in branches:
                    line = self.line(branch)
                    force = {
                        tie["in_force"]
                        for each in line
                        for tie in self.out["DUAL_MANAGED_BY", each["id"]]
                        if tie["to"] == leader["id"]
                    }
                    if leader["id"] in {each["id"] for each in line}:
                        formal.append(branch)
                        territorial.append(branch)
                    elif True in force:
                        territorial.append(branch)
                    elif None in force:
                        still_open = True
                low = ["at_least"] if still_open else []
                found[leader["id"], key_of(community)] = {
                    "formal_branches": (len(formal), "exact"),
                    "formal_members": (total(formal), weakest(map(of_members, formal))),
                    "territorial_branches": (len(territorial), weakest(low)),
                    "territorial_members": (
                        total(territorial),
                        weakest([*low, *map(of_members, territorial)]),
                    ),
                }
        return found


def place_of(node: Node) -> Row:
    return {key: node[key] for key in ("subdistrict", "community_code", "community")}


def key_of(node: Node) -> Place:
    return node["subdistrict"], node["community_code"], node["community"]


def joined(nodes: Iterable[Node], key: str, *more: str) -> str | None:
    """The values of several nodes, in the order of their names (then `more`, then ids)."""

    def order(node: Node) -> list[tuple[bool, str]]:
        return [(node[k] is None, node[k] or "") for k in ("name", *more, "id")]

    values = [node[key] for node in sorted(nodes, key=order)]
    if len(values) < 2:
        return values[0] if values else None
    return "; ".join(value or "" for value in values) if any(values) else None


def of_members(organization: Node) -> str:
    """How the members of an organization are stated."""
    if organization["members"] is None:
        return "at_least"
    said = [
        qualifier.partition(":")[2]
        for qualifier in organization["qualifiers"] or ()
        if qualifier.startswith("members:")
    ]
    return weakest(said)


def weakest(qualifiers: Iterable[str | None]) -> str:
    return max(
        ("exact" if each is None else each for each in qualifiers),
        key=["exact", "at_least", "about"].index,
        default="exact",
    )


def total(branches: Iterable[Node]) -> int:
    return sum(branch["members"] or 0 for branch in branches)
