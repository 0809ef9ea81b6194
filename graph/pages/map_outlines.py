"""The outline of a community on the map: the polygon that was given, else the hull of its points.

A hull is no boundary, and the page says so: it is drawn dashed, a given polygon is drawn solid.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
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
    """The ring without the points that lie within TOLERANCE of the line left.

    The middle stays, so that a small ring does not become a line.
    """
    half, last = len(points) // 2, len(points) - 1
    kept = {0, half, last}
    kept.update(_corners(points, 0, half), _corners(points, half, last))
    return [points[at] for at in sorted(kept)]


def _corners(points: Ring, first: int, last: int) -> Iterator[int]:
    """Where a line from `first` to `last` must turn, in one pass (Williams' cones).

    From the last corner, every point leaves a cone of directions of lines that pass near enough. A
    corner is where the next point lies outside all that is left of them, or where the way turns
    back.
    """
    corner, low, high, furthest = first, -math.pi, math.pi, 0.0
    ahead: XY | None = None  # the first point that is not near the corner: angles are from it
    at = first + 1
    while at <= last:
        x, y = (points[at][axis] - points[corner][axis] for axis in (0, 1))
        away = math.hypot(x, y)
        if ahead is None and away > TOLERANCE:
            ahead = (x, y)
        angle = 0.0
        if ahead is not None:
            angle = math.atan2(ahead[0] * y - ahead[1] * x, ahead[0] * x + ahead[1] * y)
        if not low <= angle <= high or away < furthest - TOLERANCE:
            corner, low, high, furthest, ahead = at - 1, -math.pi, math.pi, 0.0, None
            yield corner
            continue
        if away > TOLERANCE:
            width = math.asin(TOLERANCE / away)
            low, high = max(low, angle - width), min(high, angle + width)
        furthest = max(furthest, away)
        at += 1
