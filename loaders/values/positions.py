"""Longitudes and latitudes as people write them: 113.92, 东经113°55′12″, "113.92,22.51"."""

from __future__ import annotations

import re

from loaders.values.readings import IMPRECISE, Reading
from loaders.values.text import clean_text, is_none_word

LONGEST = 64
"""No position with its words is longer."""

_LABEL = "东经|西经|北纬|南纬|经度|纬度|LNG|LON|LAT|[EWNS]"
_DEGREES = re.compile(
    f"(?:(?P<before>{_LABEL}) *[:=]? *)?(?P<sign>[-−])?"
    "(?P<degrees>[0-9]{1,3}(?:\\.[0-9]{1,15})?)"
    "(?: *[°º度](?: *(?P<minutes>[0-9]{1,2}(?:\\.[0-9]{1,12})?) *['′’分]"
    "(?: *(?P<seconds>[0-9]{1,2}(?:\\.[0-9]{1,12})?) *(?:''|′′|’’|[\"″”秒]))?)?)?"
    "(?: *(?P<after>[EWNS])(?![:=0-9]))?"
)
_BETWEEN = re.compile("[ ,;、/|()\\[\\]]*")
_AXES = {
    **dict.fromkeys(("东经", "西经", "经度", "LNG", "LON", "E", "W"), "longitude"),
    **dict.fromkeys(("北纬", "南纬", "纬度", "LAT", "N", "S"), "latitude"),
}
_WEST_OR_SOUTH = frozenset({"西经", "南纬", "W", "S"})
CHINA = {"longitude": (73.0, 136.0), "latitude": (3.0, 54.0)}
"""The degrees between which China lies; the two do not overlap, so they tell the axes apart."""


def _value(found: re.Match[str]) -> float | None:
    """The degrees of a match; None where its minutes or seconds are none."""
    minutes, seconds = (float(found[name] or 0) for name in ("minutes", "seconds"))
    degrees = float(found["degrees"])
    if minutes >= 60 or seconds >= 60 or (found["minutes"] and not degrees.is_integer()):
        return None
    value = round(degrees + minutes / 60 + seconds / 3600, 9)
    away = {found["before"], found["after"]} & _WEST_OR_SOUTH
    if value > 180 or (away and found["sign"]):
        return None
    return -value if away or found["sign"] else value


def _plain(text: str) -> str:
    return clean_text(text).upper()


def degrees(text: str) -> Reading[float]:
    """The degrees of a longitude or latitude.

    Decimal, or degrees, minutes and seconds; 东经, E and the like may stand beside them. Blank and
    dashes are none. What a spreadsheet shortened (1.139E+02) is `digits_lost`, other words are
    `not_a_position`.
    """
    if text.startswith(IMPRECISE) or re.fullmatch("[0-9.]+E[+]?[0-9]+", _plain(text)):
        return Reading(None, "digits_lost")
    plain = _plain(text)
    if not plain or is_none_word(plain):
        return Reading(None)
    found = _DEGREES.fullmatch(plain) if len(plain) <= LONGEST else None
    value = _value(found) if found is not None else None
    return Reading(value) if value is not None else Reading(None, "not_a_position")


def position(text: str) -> Reading[list[float]]:
    """[longitude, latitude] of a cell that holds both, in either order.

    Which is which is told by words beside them (东经, N), else by where China lies; where neither
    tells, and where there are not two, it is `not_a_position`.
    """
    if text.startswith(IMPRECISE):
        return Reading(None, "digits_lost")
    plain = _plain(text)
    if not plain or is_none_word(plain):
        return Reading(None)
    unclear: Reading[list[float]] = Reading(None, "not_a_position")
    matches = list(_DEGREES.finditer(plain)) if len(plain) <= LONGEST else []
    if len(matches) != 2 or not _BETWEEN.fullmatch(_DEGREES.sub("", plain)):
        return unclear
    between = plain[matches[0].end() : matches[1].start()]
    if not between and not matches[1]["before"] and not matches[0]["after"]:
        return unclear
    values = [_value(found) for found in matches]
    axes = [_axis(found, value) for found, value in zip(matches, values, strict=True)]
    by_axis = dict(zip(axes, values, strict=True))
    longitude, latitude = by_axis.get("longitude"), by_axis.get("latitude")
    if longitude is None or latitude is None:
        return unclear
    return Reading([longitude, latitude])


def _axis(found: re.Match[str], value: float | None) -> str | None:
    """The axis that the words beside a value name, else the one whose range it is in."""
    said = {_AXES[label] for label in (found["before"], found["after"]) if label}
    if said:
        return said.pop() if len(said) == 1 else None
    if value is None:
        return None
    return next((axis for axis, (low, high) in CHINA.items() if low <= value <= high), None)
