"""Boundaries of communities from a GeoJSON file (RFC 7946), each found by its code or its name.

A feature is matched by the text of its properties, whichever they are called: a community's code
first, then its name, in the subdistrict that another property names where several are called so.
What is matched by nothing is told by number and properties, never dropped in silence.
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
from graph.pages.content import Content
from graph.pages.map_points import on_earth

Polygons = list[list[list[tuple[float, float]]]]
"""Polygons of rings of (longitude, latitude); the first ring is the outer one."""

_SUFFIX = re.compile("(社区居委会|社区居民委员会|居民委员会|居委会|社区)$")
_WGS84 = re.compile(r"CRS84|EPSG:{1,2}(\d*:)?(4326|4490)$", re.IGNORECASE)
_DIGITS = 30  # no code and no degree has more
_SHOWN = 60  # characters of an unmatched feature's properties


@dataclass
class Boundaries:
    """Community → its polygons; the features that are no community's; communities without one."""

    polygons: dict[int, Polygons] = field(default_factory=dict)
    unmatched: list[str] = field(default_factory=list)
    without: list[str] = field(default_factory=list)


def read_boundaries(path: Path, content: Content) -> Boundaries:
    """The polygons of a FeatureCollection, for the communities of a graph; raises UsageError."""
    features = read_features(path)
    codes: dict[str, int] = {}
    names: dict[str, list[int]] = defaultdict(list)
    for community in content.of("Community"):
        code = content.value(community, "community_code") or content.value(community, "code")
        if code:
            codes[_plain(code)] = community
        called = [content.name[community], *(content.value(community, "alternative_names") or [])]
        for name in dict.fromkeys(_short(name) for name in called if name):
            names[name].append(community)
    found = Boundaries()
    for number, (feature, polygons) in enumerate(features, 1):
        community_of = _match(feature, codes, names, content)
        if community_of is None:
            found.unmatched.append(f"{number}: {_shown(feature)}")
        else:
            found.polygons.setdefault(community_of, []).extend(polygons)
    found.without = [
        content.name[community]
        for community in content.of("Community")
        if community not in found.polygons
    ]
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
        named = _text(crs["properties"].get("name")) if _has_properties(crs) else _text(crs)
        if not _WGS84.search(named):
            raise UsageError("map_boundaries_crs", path=path, crs=named)
    features: list[Any] = document["features"]
    return features


def _whole(digits: str) -> float:
    """A whole number; one of very many digits, which Python refuses to read, becomes infinite."""
    return int(digits) if len(digits) <= _DIGITS else float(digits)


def _has_properties(value: Any) -> bool:
    return isinstance(value, dict) and isinstance(value.get("properties"), dict)


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


def _match(
    feature: Any, codes: dict[str, int], names: dict[str, list[int]], content: Content
) -> int | None:
    """The one community that the properties name; None where they name none, or several."""
    given = [*_properties(feature).values(), feature.get("id")]
    texts = [_plain(value) for value in given if isinstance(value, str | int | float)]
    coded = {codes[text] for text in texts if text in codes}
    if coded:
        return coded.pop() if len(coded) == 1 else None
    named = {one for text in texts for one in names.get(_short(text), ())}
    if len(named) > 1:
        named = {
            one for one in named if _plain(content.value(one, "subdistrict") or "") in {*texts}
        }
    return named.pop() if len(named) == 1 else None


def _plain(value: object) -> str:
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return unicodedata.normalize("NFKC", str(value)).strip()


def _short(name: str) -> str:
    """A community's name as a map may write it: without the word for what it is."""
    plain = _plain(name)
    return _SUFFIX.sub("", plain) or plain


def _properties(feature: Any) -> dict[str, Any]:
    return feature["properties"] if _has_properties(feature) else {}


def _shown(feature: Any) -> str:
    text = "; ".join(f"{_text(key)}={_text(value)}" for key, value in _properties(feature).items())
    return text if len(text) <= _SHOWN else text[:_SHOWN] + "…"


def _text(value: object) -> str:
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    text = "".join(" " if unicodedata.category(one)[0] == "C" else one for one in text)
    return text if len(text) <= _SHOWN else text[:_SHOWN] + "…"
