"""Which community each feature of a GeoJSON file is: by a code, else by a name, of its properties.

A subdistrict is often called as one of its communities (招商街道, 招商社区). So one property is
looked for of which the values are communities, and what stands beside it in a feature is none.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from graph.pages.places import Places

_SUFFIX = re.compile("(社区居委会|社区居民委员会|居民委员会|居委会|社区)$")
_ABOVE = re.compile("(街道办事处|街道|镇|乡|新区|区|县|市)$")

Known = dict[str, set[str]]
"""What a community may be called → the communities that are called so."""


def matches(features: list[Any], places: Places) -> list[str | None]:
    """The community of each feature; None where the feature names none, or may mean several."""
    codes, names = _known(places)
    above = {
        _plain(row["name"] or "", _ABOVE)
        for rows in (places.subdistricts, places.districts)
        for row in rows.values()
    }
    texts = [_texts(feature) for feature in features]
    of_codes = _telling(texts, codes, set(), None)
    of_names = _telling(texts, names, above, _SUFFIX)
    found: list[str | None] = []
    for given in texts:
        coded = _named(given, of_codes, codes, None)
        named = coded or _nearest(_named(given, of_names, names, _SUFFIX), given, places)
        found.append(named.pop() if len(named) == 1 else None)
    return found


def properties(thing: Any) -> dict[str, Any]:
    """The properties of a feature, or of a system of coordinates; none where it has none."""
    given = thing.get("properties") if isinstance(thing, dict) else None
    return given if isinstance(given, dict) else {}


def _known(places: Places) -> tuple[Known, Known]:
    codes: Known = defaultdict(set)
    names: Known = defaultdict(set)
    for id_, row in places.communities.items():
        if code := row["community_code"] or row["code"]:
            codes[_plain(code)].add(id_)
        for name in (row["name"], *(row["alternative_names"] or [])):
            if name:
                names[_plain(name, _SUFFIX)].add(id_)
    return codes, names


def _texts(feature: Any) -> dict[str, str]:
    """What a feature says, by the name of the property; its own id is one more."""
    given: dict[str, Any] = {}
    if isinstance(feature, dict):
        given = {**properties(feature), "\0id": feature.get("id")}
    texts = {
        key: _plain(value)
        for key, value in given.items()
        if isinstance(value, str | int | float) and not isinstance(value, bool)
    }
    return {key: text for key, text in texts.items() if text}


def _telling(
    texts: list[dict[str, str]], known: Known, above: set[str], suffix: re.Pattern[str] | None
) -> set[str]:
    """The properties that say which community it is.

    That which tells the most communities does, and of two that tell as many the one of which fewer
    values are what a subdistrict or district is called too. Another one does where it never stands
    beside it: files of several makers in one. Where neither is better, both do. One that says only
    such names, to several features each, is the column of the subdistricts.
    """
    told: dict[str, set[str]] = defaultdict(set)
    doubtful: dict[str, int] = defaultdict(int)
    beside: dict[str, set[str]] = defaultdict(set)
    telling: dict[str, int] = defaultdict(int)
    for given in texts:
        for key, text in given.items():
            named = known.get(_plain(text, suffix), set())
            told[key] |= named
            telling[key] += bool(named)
            doubtful[key] += bool(named) and _plain(text, _ABOVE) in above
            beside[key] |= given.keys()
    ranks = {key: (-len(told[key]), doubtful[key]) for key in told if told[key]}
    for key in list(ranks):
        if len(told[key]) < telling[key] == doubtful[key] and len(beside[key]) > 1:
            del ranks[key]
    chosen: set[str] = set()
    for key in sorted(ranks, key=lambda key: (ranks[key], key)):
        if all(ranks[other] == ranks[key] for other in beside[key] & chosen):
            chosen.add(key)
    return chosen


def _named(
    given: dict[str, str], telling: set[str], known: Known, suffix: re.Pattern[str] | None
) -> set[str]:
    texts = (_plain(text, suffix) for key, text in given.items() if key in telling)
    return {id_ for text in texts for id_ in known.get(text, ())}


def _nearest(named: set[str], given: dict[str, str], places: Places) -> set[str]:
    """Of communities of one name those whose subdistrict, and then whose district, is named too."""
    for above in (_subdistrict, _district):
        if len(named) > 1:
            said = {_plain(text, _ABOVE) for text in given.values()} | {*given.values()}
            named = {id_ for id_ in named if not said.isdisjoint(above(id_, places))} or named
    return named


def _subdistrict(community: str, places: Places) -> Iterable[str]:
    found = places.subdistricts.get(places.above.get(community, ""))
    return () if found is None else _called(found)


def _district(community: str, places: Places) -> Iterable[str]:
    found = places.districts.get(places.above.get(places.above.get(community, ""), ""))
    return () if found is None else _called(found)


def _called(row: Any) -> Iterable[str]:
    return [_plain(text, _ABOVE) for text in (row["name"], row["code"]) if text]


def _plain(value: object, without: re.Pattern[str] | None = None) -> str:
    """A text as a map may write it; `without` the word for what it is."""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    plain = unicodedata.normalize("NFKC", str(value)).strip()
    return plain if without is None else without.sub("", plain) or plain
