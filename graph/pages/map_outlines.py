"""The outline of a community on the map: the polygon that was given, else the hull of its points.

A hull is no boundary, and the page says so: it is drawn dashed, a given polygon is drawn solid.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from graph.pages.boundaries import Polygons
from graph.pages.content import Content
from graph.pages.map_points import XY, Placed, project

Ring = list[XY]


@dataclass(frozen=True)
class Outline:
    """The rings of a community, and where they come from."""

    rings: tuple[Ring, ...]
    source: Literal["given", "hull", "none"]


NONE = Outline((), "none")


def outlines(content: Content, placed: Placed, given: Mapping[int, Polygons]) -> dict[int, Outline]:
    """The outline of every community; one with fewer than three points apart has none."""
    points = placed.within()
    found = {}
    for community in content.of("Community"):
        if community in given:
            rings = (ring for polygon in given[community] for ring in polygon)
            found[community] = Outline(tuple(map(_projected, rings)), "given")
            continue
        near = [node for node in points.get(community, ()) if node not in placed.far]
        buildings = [node for node in near if content.label[node] == "Building"]
        ring = hull(placed.at[node] for node in buildings) or hull(placed.at[n] for n in near)
        found[community] = Outline((ring,), "hull") if ring else NONE
    return found


def hull(points: Iterable[XY]) -> Ring:
    """The convex hull (Andrew's monotone chain); empty where the points enclose nothing."""
    ordered = sorted(set(points))
    ring = _half(ordered)[:-1] + _half(ordered[::-1])[:-1]
    return ring if len(ring) >= 3 else []


def _half(ordered: Sequence[XY]) -> Ring:
    chain: Ring = []
    for point in ordered:
        while len(chain) > 1 and _turn(chain[-2], chain[-1], point) <= 0:
            chain.pop()
        chain.append(point)
    return chain


def _turn(a: XY, b: XY, c: XY) -> int:
    return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])


TOLERANCE = 12  # units, less than two metres: nobody sees it, and a surveyed line becomes light


def _projected(ring: Sequence[tuple[float, float]]) -> Ring:
    points = [project(longitude, latitude) for longitude, latitude in ring]
    return simplified(points) if len(points) > 8 else points


def simplified(points: Ring) -> Ring:
    """The ring without the points that lie within TOLERANCE of the line left (Douglas-Peucker)."""
    kept = {0, len(points) - 1}
    spans = [(0, len(points) // 2), (len(points) // 2, len(points) - 1)]
    kept.add(len(points) // 2)
    while spans:
        first, last = spans.pop()
        inner = range(first + 1, last)
        if not inner:
            continue
        a, b = points[first], points[last]
        length = max(1.0, ((b[0] - a[0]) ** 2 + (b[1] - a[1]) ** 2) ** 0.5)
        furthest = max(inner, key=lambda at: abs(_turn(a, b, points[at])))
        if abs(_turn(a, b, points[furthest])) / length > TOLERANCE:
            kept.add(furthest)
            spans += [(first, furthest), (furthest, last)]
    return [points[at] for at in sorted(kept)]
