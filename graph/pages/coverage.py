"""How a node is filled: what the questions found of it, and of the buildings within a place."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Literal

from graph.pages.content import Content
from graph.pages.findings import SEATED, Findings
from graph.pages.territory import Territory

State = Literal["covered", "part", "much", "gap", "unknown", "excluded", "plain", "outside"]
DECIDING = {
    "Building": "uncovered-buildings",
    "Estate": "estates-without-branch",
    "PartyOrganization": SEATED,
    "Unit": "units-due-a-branch",
    "MassOrganization": "mass-organizations-without-lead",
    "GovernanceBody": "property-offices-without-party",
    "Demand": "unmet-demands",
}
# From these shares of uncovered buildings on, a place has the next darker fill, and that of a gap.
MUCH, MOST = 0.2, 0.5


@dataclass(frozen=True)
class Tally:
    """Buildings that are asked about: all, the gaps, and those nobody was asked about."""

    of: int = 0
    gaps: int = 0
    unknown: int = 0

    @property
    def known(self) -> int:
        """Those of which a roster says whether they are covered."""
        return self.of - self.unknown

    @property
    def state(self) -> State:
        """The fill of a place that holds them."""
        if not self.of:
            return "plain"
        if not self.known:
            return "unknown"
        if not self.gaps:
            return "covered"
        if self.gaps >= MOST * self.known:
            return "gap"
        return "much" if self.gaps >= MUCH * self.known else "part"


@dataclass
class Coverage:
    """The state of every node, and the tally of every place.

    A branch is asked about in each community that it is seated in: `seated` is branch → community →
    gap or unknown, `state` the worse of them. `partial` are the places of which the page has only a
    part: nothing is counted of them.
    """

    state: dict[int, State] = field(default_factory=dict)
    tally: dict[int, Tally] = field(default_factory=dict)
    partial: set[int] = field(default_factory=set)
    seated: dict[int, dict[int, State]] = field(default_factory=dict)
    communities: range = range(0)

    def within(self, place: int, node: int) -> State:
        """The state of a node on the picture of a place."""
        found = self.seated.get(node)
        if found is None or place not in self.communities:
            return self.state[node]
        return found.get(place, "plain")

    def count(self, buildings: Iterable[int]) -> Tally:
        """The tally of some buildings."""
        states = [self.state[building] for building in buildings]
        asked = [state for state in states if state in ("covered", "gap", "unknown")]
        return Tally(len(asked), asked.count("gap"), asked.count("unknown"))


def assess(content: Content, territory: Territory, findings: Findings) -> Coverage:
    """What every node is filled with."""
    coverage = Coverage()
    organized = content.origins("ESTABLISHED_IN")
    for node, label in enumerate(content.label):
        coverage.state[node] = _state(content, findings, node, label, organized)
    coverage.communities = content.numbers("Community")
    for (seat, branch), state in findings.by_seat(content.places).items():
        if seat in content.number and branch in content.number:
            here = coverage.seated.setdefault(content.number[branch], {})
            here[content.number[seat]] = "gap" if state == "gap" else "unknown"
    tally = coverage.tally
    for blocks in territory.blocks.values():
        for block in blocks:
            tally[block] = coverage.count(territory.buildings.get(block, ()))
    for place in content.of("District", "Subdistrict", "Community"):
        if content.label[place] != "Community" and _only_partly(content, findings, place):
            coverage.partial.add(place)
        else:
            tally[place] = coverage.count(territory.counted.get(place, ()))
    for place, found in tally.items():
        if content.label[place] in ("District", "Subdistrict", "Community"):
            coverage.state[place] = found.state
    return coverage


def _only_partly(content: Content, findings: Findings, place: int) -> bool:
    """Whether a district or subdistrict is only there because it lies above what was asked for."""
    area = findings.area
    if area is None:
        return False
    called = {content.name[place], content.value(place, "code")}
    return content.label[place] == "District" or called.isdisjoint(area.subdistricts)


def _state(
    content: Content,
    findings: Findings,
    node: int,
    label: str,
    organized: dict[int, list[int]],
) -> State:
    if content.value(node, "listed") is False:
        return "outside"
    slug = DECIDING.get(label)
    if slug is None:
        return "plain"
    if label == "Building" and content.value(node, "building_use") == "non_residential":
        return "excluded"
    found = findings.states.get(slug, {}).get(content.ids[node])
    if found is not None:
        return "gap" if found == "gap" else "unknown"
    if label in ("Building", "Estate") or (label == "Unit" and node in organized):
        return "covered"
    return "plain"
