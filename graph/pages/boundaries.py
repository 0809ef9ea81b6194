"""Boundaries of communities from a GeoJSON file (RFC 7946), each found by its code or its name.

A feature is matched by a community's code, then by its name, whichever property has it: that of
which the values are mostly communities. What stands beside it, such as the name of a subdistrict,
only tells communities of one name apart. Communities of the whole graph are matched, also where the
page shows only some. What is no community's is told by number and properties, never dropped in
silence; so is a community of several features.
"""

from __future__ import annotations

import json
import math
import re
import unicodedata
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from graph.errors import UsageError
from graph.language import say
from graph.pages.boundary_names import matches, properties
from graph.pages.content import Content
from graph.pages.map_points import on_earth

Polygons = list[list[list[tuple[float, float]]]]
"""Polygons of rings of (longitude, latitude); the first ring is the outer one."""

_WGS84 = re.compile(r"CRS84|EPSG:{1,2}(\d*:)?(4326|4490)$", re.IGNORECASE)
_DIGITS = 30  # no code and no degree has more
_SHOWN = 60  # characters of an unmatched feature's properties


@dataclass
class Boundaries:
    """Community → its polygons; the features that are no community's; communities without one.

    `several` are the communities of more than one feature, with the numbers of these.
    """

    polygons: dict[int, Polygons] = field(default_factory=dict)
    unmatched: list[str] = field(default_factory=list)
    without: list[str] = field(default_factory=list)
    several: list[str] = field(default_factory=list)


def read_boundaries(path: Path, content: Content) -> Boundaries:
    """The polygons of a FeatureCollection, for the communities of a graph; raises UsageError."""
    features = read_features(path)
    matched = matches([feature for feature, _ in features], content.places)
    found = Boundaries()
    numbers: dict[str, list[str]] = defaultdict(list)
    for number, ((feature, polygons), id_) in enumerate(zip(features, matched, strict=True), 1):
        if id_ is None:
            found.unmatched.append(f"{number}: {_shown(feature)}")
            continue
        numbers[id_].append(str(number))
        if id_ in content.number:  # else it is a community that the page does not show
            found.polygons.setdefault(content.number[id_], []).extend(polygons)
    for community in content.of("Community"):
        name, given = content.name[community], numbers.get(content.ids[community], [])
        if not given:
            found.without.append(name)
        elif len(given) > 1:
            several = say("output_list_separator").join(given)
            found.several.append(say("pages_namesake", name=name, of=several))
    return found


def read_features(path: Path) -> list[tuple[Any, Polygons]]:
    """Every feature of a FeatureCollection with its polygons.

    Raises UsageError where the file can't be read or is no such GeoJSON, with what is wrong where.
    """
    return [
        (feature, _polygons(path, number, feature))
        for number, feature in enumerate(_features(path), 1)
    ]


def _features(path: Path) -> list[Any]:
    try:
        document = json.loads(path.read_text(encoding="utf-8-sig"), parse_int=_whole)
    except OSError as error:
        raise UsageError("map_boundaries_unread", path=path, why=error.strerror or error) from error
    except UnicodeDecodeError as error:
        raise UsageError("map_boundaries_not_utf8", path=path, byte=error.start) from error
    except json.JSONDecodeError as error:
        raise UsageError(
            "map_boundaries_not_json", path=path, line=error.lineno, column=error.colno
        ) from error
    except RecursionError as error:
        raise UsageError("map_boundaries_not_json", path=path, line=1, column=1) from error
    kind = document.get("type") if isinstance(document, dict) else None
    if kind != "FeatureCollection" or not isinstance(document.get("features"), list):
        raise UsageError("map_boundaries_no_collection", path=path, type=_text(kind))
    crs = document.get("crs")
    if crs is not None:
        named = _text(properties(crs).get("name", crs))
        if not _WGS84.search(named):
            raise UsageError("map_boundaries_crs", path=path, crs=named)
    features: list[Any] = document["features"]
    return features


def _whole(digits: str) -> float:
    """A whole number; one of very many digits, which Python refuses to read, becomes infinite."""
    return int(digits) if len(digits) <= _DIGITS else float(digits)


def _polygons(path: Path, number: int, feature: Any) -> Polygons:
    """The polygons of a feature; raises UsageError where it has none."""

    def wrong(what: str, **values: object) -> UsageError:
        return UsageError(f"map_boundaries_{what}", path=path, number=number, **values)

    geometry = feature.get("geometry") if isinstance(feature, dict) else None
    kind = geometry.get("type") if isinstance(geometry, dict) else None
    if not isinstance(geometry, dict) or kind not in ("Polygon", "MultiPolygon"):
        raise wrong("geometry", type=_text(kind))
    given = geometry.get("coordinates")
    polygons = [given] if kind == "Polygon" else given
    found: Polygons = []
    for polygon in polygons if isinstance(polygons, list) else [None]:
        rings = []
        for ring in polygon if isinstance(polygon, list) and polygon else [None]:
            if not isinstance(ring, list) or not all(_is_position(position) for position in ring):
                raise wrong("ring")
            points = [(float(position[0]), float(position[1])) for position in ring]
            for longitude, latitude in points:
                if not on_earth(longitude, latitude):
                    raise wrong("degrees", longitude=longitude, latitude=latitude)
            if points and points[0] == points[-1]:
                points.pop()
            if len(set(points)) < 3:
                raise wrong("ring")
            rings.append(points)
        found.append(rings)
    if not found:
        raise wrong("ring")
    return found


def _is_position(value: Any) -> bool:
    return (
        isinstance(value, list)
        and len(value) >= 2
        and all(
            isinstance(part, int | float) and not isinstance(part, bool) and math.isfinite(part)
            for part in value[:2]
        )
    )


def _shown(feature: Any) -> str:
    text = "; ".join(f"{_text(key)}={_text(value)}" for key, value in properties(feature).items())
    return text if len(text) <= _SHOWN else text[:_SHOWN] + "…"


def _text(value: object) -> str:
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    text = "".join(" " if unicodedata.category(one)[0] == "C" else one for one in text)
    return text if len(text) <= _SHOWN else text[:_SHOWN] + "…"
