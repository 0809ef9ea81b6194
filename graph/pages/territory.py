"""The two hierarchies of a graph as lists of numbers: places within places, and Party lines."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field

from graph.pages.content import BESIDE, BLOCKS, Content

Numbers = dict[int, list[int]]
_NUMERALS = {character: value for value, character in enumerate("零一二三四五六七八九")}
_PARTS = re.compile(r"\d+|[零一二三四五六七八九十百]+")


@dataclass
class Territory:
    """Who lies in whom, and which organizations belong to a community.

    `buildings` are those of an estate, street or grid, wherever it lies, and those of a community
    outside them: so they are drawn. `counted` is place → the buildings that say themselves that
    they lie there: so the questions count them. `beside` is label → community or subdistrict → what
    else it has.
    """

    subdistricts: Numbers = field(default_factory=dict)
    communities: Numbers = field(default_factory=dict)
    blocks: Numbers = field(default_factory=dict)
    buildings: Numbers = field(default_factory=dict)
    counted: Numbers = field(default_factory=dict)
    organizations: Numbers = field(default_factory=dict)
    units: Numbers = field(default_factory=dict)
    leading: Numbers = field(default_factory=dict)
    superiors: Numbers = field(default_factory=dict)
    subordinates: Numbers = field(default_factory=dict)
    managers: Numbers = field(default_factory=dict)
    covering: Numbers = field(default_factory=dict)
    serving: Numbers = field(default_factory=dict)
    beside: dict[str, Numbers] = field(default_factory=dict)


def natural(name: str) -> list[tuple[int, int, str]]:
    """A sort key by which 2栋 comes before 10栋, and 第二 before 第十."""
    key: list[tuple[int, int, str]] = []
    end = 0
    for match in _PARTS.finditer(name):
        if match.start() > end:
            key.append((1, 0, name[end : match.start()]))
        key.append((0, _value(match.group()), match.group()))
        end = match.end()
    return [*key, (1, 0, name[end:])]


def _value(numeral: str) -> int:
    if numeral.isdigit():
        return int(numeral)
    total = digit = 0
    for character in numeral:
        if character in _NUMERALS:
            digit = _NUMERALS[character]
        else:
            total += (digit or 1) * (10 if character == "十" else 100)
            digit = 0
    return total + digit


def survey(content: Content) -> Territory:
    """Read both hierarchies off the ties and the derived columns."""
    part_of = content.targets("PART_OF")
    community_of = content.community.get

    def above(node: int, *labels: str) -> int | None:
        ends = part_of.get(node, ())
        return next((end for label in labels for end in ends if content.label[end] == label), None)

    def within(nodes: list[int], parent: Callable[[int], int | None]) -> Numbers:
        found: Numbers = defaultdict(list)
        for node in nodes:
            if (place := parent(node)) is not None:
                found[place].append(node)
        return dict(found)

    def by_name(found: Numbers) -> Numbers:
        for nodes in found.values():
            nodes.sort(key=lambda node: (natural(content.name[node]), node))
        return found

    def place_of(building: int) -> int | None:
        estate = content.number.get(content.value(building, "estate_id") or "")
        block = estate if estate is not None else above(building, "Street", "Grid")
        return block if block is not None else community_of(building)

    def home_of(node: int) -> int | None:
        """Its community, or the subdistrict of what no community has."""
        community = community_of(node)
        return content.subdistrict(node) if community is None else community

    def above_community(node: int) -> int | None:
        subdistrict = content.subdistrict(node)
        return above(node, "District") if subdistrict is None else subdistrict

    subdistricts = within(content.of("Subdistrict"), lambda node: above(node, "District"))
    communities = within(content.of("Community"), above_community)
    counted = within(content.of("Building"), community_of)
    counted |= within(content.of("Building"), content.subdistrict)
    districts = content.of("District")
    for district in districts:
        below = subdistricts.get(district, []) + communities.get(district, [])
        counted[district] = (
            content.of("Building")
            if len(districts) == 1
            else list(dict.fromkeys(node for place in below for node in counted.get(place, ())))
        )

    return Territory(
        subdistricts=subdistricts,
        communities=communities,
        counted=counted,
        blocks=by_name(within(content.of(*BLOCKS), community_of)),
        buildings=by_name(within(content.of("Building"), place_of)),
        organizations=by_name(_seated(content)),
        units=by_name(within(content.of("Unit"), community_of)),
        leading=content.origins("LEADS"),
        superiors=content.targets("SUBORDINATE_TO"),
        subordinates=by_name(content.origins("SUBORDINATE_TO")),
        managers=content.targets("DUAL_MANAGED_BY"),
        covering=content.origins("COVERS"),
        serving=content.origins("SERVES"),
        beside={label: by_name(within(content.of(label), home_of)) for label in BESIDE},
    )


def _seated(content: Content) -> Numbers:
    """Community → the Party organizations in it; one may be seated in several."""
    found: dict[int, dict[int, None]] = defaultdict(dict)
    seats = content.targets("SEATED_IN")
    communities = content.numbers("Community")
    for organization in content.of("PartyOrganization"):
        for seat in (content.community.get(organization), *seats.get(organization, ())):
            if seat is not None and seat in communities:
                found[seat][organization] = None
    return {seat: list(here) for seat, here in found.items()}


def tops(content: Content, territory: Territory) -> list[int]:
    """The places that lie in no other, districts first."""
    held = {
        node
        for found in (territory.subdistricts, territory.communities)
        for nodes in found.values()
        for node in nodes
    }
    return [node for node in content.of("District", "Subdistrict", "Community") if node not in held]


def narrowest(territory: Territory, tops: list[int]) -> int | None:
    """The narrowest place that holds all of them, and everything in them; None where none does.

    From the top it is the first with more than one place in it, a community at the latest.
    """
    if len(tops) != 1:
        return None
    below = territory.subdistricts.get(tops[0], []) + territory.communities.get(tops[0], [])
    return narrowest(territory, below) if len(below) == 1 else tops[0]
