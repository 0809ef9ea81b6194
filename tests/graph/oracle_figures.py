"""The indicators in plain Python, written from QUESTIONS.md alone."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from math import fsum
from typing import Any

from tests.graph.oracle_graph import BRANCHES, Node, OracleGraph, Place, key_of

OWN = "relation_in_community"
OTHERS = ("resident_unit", "living_here")


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

    def members_by_category(self) -> dict[tuple[Any, ...], tuple[float, str]]:
        """(figure, category, level, period) → value, qualifier."""
        stated: dict[tuple[str, str | None], dict[str, list[Node]]] = defaultdict(dict)
        for count in self.nodes["Count"]:
            if count["measure"] != "members" or count["value"] is None:
                continue
            if count["category"] not in (OWN, *OTHERS):
                continue
            for place in self.targets("COUNTED_IN", count, "Community", "Subdistrict", "District"):
                here = stated[place["label"].lower(), count["period"]]
                here.setdefault(place["id"], []).append(count)
        found: dict[tuple[Any, ...], tuple[float, str]] = {}
        for when, places in stated.items():
            for name, category, value in figures_of_members(list(places.values())):
                found[name, category, *when] = value
        return found

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


Figures = Iterator[tuple[str, str | None, tuple[float, str]]]


def figures_of_members(places: list[list[Node]]) -> Figures:
    """The figures of a level and a period, of the counts that each of its places states."""
    said = {count["category"] for counts in places for count in counts}
    for category in said:
        yield "members", category, sum_of_members(places, category)
    yield "members_in_all", None, sum_of_members(places, OWN, *OTHERS)
    if said - {OWN}:
        yield "not_managed", None, sum_of_members(places, *OTHERS)
    # a share is of those who have told everything
    full = [counts for counts in places if len({count["category"] for count in counts}) == 3]
    every, how = sum_of_members(full, OWN, *OTHERS)
    if every:
        sure = how == "exact" and len(full) == len(places)
        for category in (OWN, *OTHERS):
            part, _ = sum_of_members(full, category)
            yield "share", category, (part / every, "exact" if sure else "about")
        part, _ = sum_of_members(full, *OTHERS)
        yield "not_managed_share", None, (part / every, "exact" if sure else "about")


def sum_of_members(places: list[list[Node]], *categories: str) -> tuple[float, str]:
    """Each count once; a category that one of the places leaves blank makes it a lower bound."""
    counts = {
        count["id"]: count
        for counts in places
        for count in counts
        if count["category"] in categories
    }
    blank = any(
        category not in {count["category"] for count in counts}
        for counts in places
        for category in categories
    )
    how = [count["qualifier"] for count in counts.values()]
    value = fsum(count["value"] for count in counts.values())
    return value, weakest([*how, *(["at_least"] if blank else [])])


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
