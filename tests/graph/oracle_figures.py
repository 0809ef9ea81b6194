"""The indicators in plain Python, written from QUESTIONS.md alone."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from math import fsum

from tests.graph.oracle_graph import BRANCHES, Node, OracleGraph, Place, key_of


class FigureOracle(OracleGraph):
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
            key: (fsum(count["value"] for count in counts), weakest(c["qualifier"] for c in counts))
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
