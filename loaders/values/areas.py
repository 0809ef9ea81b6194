"""The areas that stand before a name: 广东省深圳市南山区招商街道海月社区… and the names of areas.

An area is dropped only where a smaller one follows that names the thing as well. So 深圳市 goes
before 南山区教育局, but 南山区 stays: the city has an education bureau too.
"""

from __future__ import annotations

import re

_HAN = "[\u4e00-\u9fff]"
_PROVINCE = f"(?:{_HAN}{{2,3}}省|{_HAN}{{2,6}}自治区)?"
_CITY = f"{_HAN}{{2,4}}?市(?![场政民直委])"
_NOT_A_DISTRICT = "社小园校景厂片辖发业税作宅活院库特东西南北中老新城"
"""社区, 园区, 工业区, 东区 … are no districts, unless their city stands before them."""
_DISTRICT = f"{_HAN}{{2,3}}?(?<![{_NOT_A_DISTRICT}])[区县]"
_DISTRICT_OF_CITY = f"{_HAN}{{1,4}}?(?<![社小])[区县]"
_STREET = f"{_HAN}{{2,6}}?街道(?:办事处)?"

_TO_STREET = re.compile(f"{_PROVINCE}(?:{_CITY})?(?:{_DISTRICT_OF_CITY})?{_STREET}")
_TO_DISTRICT = re.compile(f"{_PROVINCE}(?:{_CITY}{_DISTRICT_OF_CITY}|{_DISTRICT})")
_TO_CITY = re.compile(f"{_PROVINCE}{_CITY}")
_DISTRICT_FOLLOWS = re.compile(_DISTRICT_OF_CITY)
_STREET_FOLLOWS = re.compile(f"{_HAN}{{2,6}}?街道")
_COMMUNITY_FOLLOWS = re.compile(f"{_HAN}{{2,}}?社区")
_NAME_FOLLOWS = re.compile(f"{_HAN}{{2}}")

_COMMUNITY_END = re.compile("(?:社区)?(?:居民委员会|居委会)$|社区$")
_VILLAGE_END = re.compile("(?<=.)村?村(?:民委员会|委会)$")
_STREET_END = re.compile("街道(?:办事处|办)?$")
_DISTRICT_END = re.compile(f"(?<={_HAN}{{2}})[区县]$")
_ESTATE_END = re.compile("(?<=.{2})小区$")
_OF_COMMUNITY = re.compile(f"{_HAN}{{2,}}?社区(?={_HAN}{{3}})")


def _after(text: str, area: re.Pattern[str], *follows: re.Pattern[str]) -> str | None:
    """What stands behind an area, where one of the patterns begins there."""
    found = area.match(text)
    if found is None:
        return None
    rest = text[found.end() :]
    return rest if any(pattern.match(rest) for pattern in follows) else None


def without_area(name: str) -> str:
    """An organization's name without the areas that a smaller one behind them makes needless."""
    rest = None
    if "街道" in name:
        rest = _after(name, _TO_STREET, _COMMUNITY_FOLLOWS)
    if rest is None and ("街道" in name or "社区" in name):
        rest = _after(name, _TO_DISTRICT, _STREET_FOLLOWS, _COMMUNITY_FOLLOWS)
    if rest is None and "市" in name:
        rest = _after(name, _TO_CITY, _DISTRICT_FOLLOWS)
    return name if rest is None else rest


def _without_end(name: str, end: re.Pattern[str]) -> str:
    return end.sub("", name) or name


def community_name(name: str) -> str:
    """招商街道海月社区居委会 → 海月."""
    bare = _without_end(_VILLAGE_END.sub("村", name), _COMMUNITY_END)
    for area in (_TO_STREET, _TO_DISTRICT):
        rest = _after(bare, area, _NAME_FOLLOWS)
        if rest is not None:
            return rest
    return bare


def subdistrict_name(name: str) -> str:
    """深圳市南山区南头街道办事处 → 南头."""
    for area in (_TO_DISTRICT, _TO_CITY):
        rest = _after(name, area, _STREET_FOLLOWS)
        if rest is not None:
            name = rest
            break
    return _without_end(name, _STREET_END)


def district_name(name: str) -> str:
    """深圳市南山区 → 南山."""
    rest = _after(name, _TO_CITY, _DISTRICT_FOLLOWS)
    return _DISTRICT_END.sub("", name if rest is None else rest)


def estate_name(name: str) -> str:
    """招商街道海月社区海月花园小区 → 海月花园."""
    for area in (_TO_STREET, _TO_DISTRICT):
        rest = _after(name, area, _NAME_FOLLOWS)
        if rest is not None:
            name = rest
            break
    found = _OF_COMMUNITY.match(name)
    return _ESTATE_END.sub("", name[found.end() :] if found else name)
