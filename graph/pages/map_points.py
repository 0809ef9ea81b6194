"""What the map page is about: the things that may have coordinates, and where those that do stand.

A place on the map is a whole number of units of Web Mercator, of which the world has 2^28 each way:
at the equator one is 15 cm. Points stand in Z-order (Morton), so that neighbours on the map are
neighbours in the list: their differences are small, and the squares of every zoom level are runs of
the list, which the page counts in one pass.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from graph.errors import UsageError
from graph.pages.content import BLOCKS, Content
from graph.pages.coverage import Coverage
from graph.pages.full_name import full_name
from graph.pages.territory import Territory

KINDS = ("Building", "Estate", "ServiceCentre")
STATES = ("gap", "unknown", "covered", "excluded", "plain", "outside")
WORLD = 1 << 28
EQUATOR = 40_075_016.68  # metres around
NORTHMOST = 85.0  # Web Mercator has no poles
FAR = 5_000.0  # metres from the middle of its community: `load` asks about such a point too

XY = tuple[int, int]


@dataclass
class Placed:
    """The points in Z-order, and the things without one by community (None: no known community)."""

    nodes: list[int] = field(default_factory=list)
    at: dict[int, XY] = field(default_factory=dict)
    community: dict[int, int | None] = field(default_factory=dict)
    block: dict[int, int] = field(default_factory=dict)
    without: dict[int | None, list[int]] = field(default_factory=dict)
    far: set[int] = field(default_factory=set)

    def within(self) -> dict[int | None, list[int]]:
        """The points of every community."""
        found: dict[int | None, list[int]] = defaultdict(list)
        for node in self.nodes:
            found[self.community[node]].append(node)
        return dict(found)


def project(longitude: float, latitude: float) -> XY:
    """Degrees of WGS-84 in units of the map, from the north-west corner of the world."""
    sine = math.sin(math.radians(latitude))
    x = (longitude + 180) / 360
    y = 0.5 - math.log((1 + sine) / (1 - sine)) / (4 * math.pi)
    return int(x * WORLD), int(y * WORLD)


def metres_a_unit(y: int) -> float:
    """How long a unit is at a height of the map: Mercator stretches what is far north."""
    return EQUATOR / WORLD / math.cosh(math.pi * (1 - 2 * y / WORLD))


def on_earth(longitude: float, latitude: float) -> bool:
    """Whether both are degrees that the map can show; metres of a projection are not."""
    return abs(longitude) <= 180 and abs(latitude) <= NORTHMOST


def place(content: Content, territory: Territory) -> Placed:
    """Where everything stands.

    Raises UsageError where nothing does, or where a coordinate is none of the earth.
    """
    placed = Placed()
    without: dict[int | None, list[int]] = defaultdict(list)
    for kind in KINDS:
        table = content.columns[kind]
        rows = zip(table["longitude"], table["latitude"], strict=True)
        for node, (longitude, latitude) in enumerate(rows, content.starts[kind]):
            community = placed.community[node] = content.community.get(node)
            if longitude is None or latitude is None:
                without[community].append(node)
            elif on_earth(longitude, latitude):
                placed.at[node] = project(longitude, latitude)
            else:
                raise UsageError(
                    "map_not_on_earth",
                    name=full_name(content, node),
                    longitude=longitude,
                    latitude=latitude,
                )
    if not placed.at:
        raise UsageError("map_no_coordinates")
    placed.without = dict(without)
    placed.nodes = in_z_order(placed.at)
    for block, buildings in territory.buildings.items():
        if content.label[block] in BLOCKS:
            placed.block.update(dict.fromkeys(buildings, block))
    for community, nodes in placed.within().items():
        if community is not None:
            placed.far |= _far(nodes, placed.at)
    return placed


def in_z_order(at: dict[int, XY]) -> list[int]:
    """The nodes along the Z-curve that begins at the north-west of them all."""
    left, top = min(x for x, _ in at.values()), min(y for _, y in at.values())
    keys = {node: _spread(x - left) | _spread(y - top) << 1 for node, (x, y) in at.items()}
    return sorted(at, key=lambda node: (keys[node], node))


_SPREAD = [sum((byte >> bit & 1) << 2 * bit for bit in range(8)) for byte in range(256)]


def _spread(value: int) -> int:
    """The bits of a number with a free place after each of them."""
    return (
        _SPREAD[value & 255]
        | _SPREAD[value >> 8 & 255] << 16
        | _SPREAD[value >> 16 & 255] << 32
        | _SPREAD[value >> 24] << 48
    )


def _far(nodes: Sequence[int], at: dict[int, XY]) -> set[int]:
    """Those that lie FAR from the middle (the median) of them; three at least have one."""
    if len(nodes) < 3:
        return set()
    x, y = (sorted(at[node][axis] for node in nodes)[len(nodes) // 2] for axis in (0, 1))
    reach = FAR / metres_a_unit(y)
    return {node for node in nodes if math.dist(at[node], (x, y)) > reach}


def steps(values: Iterable[int]) -> list[int]:
    """Each value less the one before it: small numbers deflate well."""
    found, before = [], 0
    for value in values:
        found.append(value - before)
        before = value
    return found


def columns(placed: Placed, coverage: Coverage, content: Content, places: list[int]) -> Any:
    """The points as the page unpacks them; `places` are the communities that it numbers."""
    nodes = placed.nodes
    number = {community: place for place, community in enumerate(places)}
    blocks = sorted({placed.block[node] for node in nodes if node in placed.block})
    row = {block: place for place, block in enumerate(blocks)}
    left, top = (min(placed.at[node][axis] for node in nodes) for axis in (0, 1))
    near = [node for node in nodes if node not in placed.far] or nodes
    return {
        "left": left,
        "top": top,
        "x": steps(placed.at[node][0] - left for node in nodes),
        "y": steps(placed.at[node][1] - top for node in nodes),
        "node": steps(nodes),
        "kind": "".join(str(KINDS.index(content.label[node])) for node in nodes),
        "state": "".join(str(STATES.index(coverage.state[node])) for node in nodes),
        "place": steps(
            -1 if (home := placed.community[node]) is None else number[home] for node in nodes
        ),
        "block": steps(row.get(placed.block.get(node, -1), -1) for node in nodes),
        "blocks": blocks,
        "all": _bounds([placed.at[node] for node in nodes], left, top),
        "home": _bounds([placed.at[node] for node in near], left, top),
        "placeable": [_span(content, kind) for kind in KINDS],
    }


def _bounds(at: Sequence[XY], left: int, top: int) -> list[int]:
    xs, ys = [x - left for x, _ in at], [y - top for _, y in at]
    return [min(xs), min(ys), max(xs), max(ys)]


def _span(content: Content, label: str) -> list[int]:
    """The numbers of a label: the first, and how many."""
    return [content.starts[label], len(content.columns[label]["source"])]
