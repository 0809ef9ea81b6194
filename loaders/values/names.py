"""Names of places and organizations in the one form in which they are matched.

A key is only compared with keys of the same node label: 海月社区 the community, its residents'
committee, its Party organization and its workstation are four things (DOMAIN 0, point 1). Two
names get one key only where they can't mean two things of that label: 教育局 of the city and of
the district stay apart, and so do 第一党支部 and 第二党支部.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from loaders.values.areas import (
    community_name,
    district_name,
    estate_name,
    subdistrict_name,
    without_area,
)
from loaders.values.buildings import building_key, number
from loaders.values.numerals import NUMERALS, chinese_number, with_arabic_ordinals
from loaders.values.text import compact

if TYPE_CHECKING:
    import polars as pl

_QUOTES = re.compile("[\"'“”‘’「」『』《》〈〉`´·•・。]")
_DASHES = re.compile("[‐-―−]")
_BRACKETS = str.maketrans("[{【〔", "((((") | str.maketrans("]}】〕", "))))")
_HAN = "[\u4e00-\u9fff]"

_PARTY = re.compile("^(?:中国共产党|中共)(?=.{2})")
_LEAGUE = re.compile("^(?:中国共产主义青年团|共青团)(?=.{2})")
_OTHER_COMMITTEE = "居民|村民|业主|管理|工会|妇女|青年|工作|理事"

Rewriting = tuple[tuple[re.Pattern[str], str], ...]


def _rewriting(*pairs: tuple[str, str]) -> Rewriting:
    return tuple((re.compile(pattern), written) for pattern, written in pairs)


_DIGITS = "一二三四五六七八九"
_ONE_ORDINAL = re.compile(
    f"(?<![第{NUMERALS}])(十[{_DIGITS}]?|[{_DIGITS}](?:十[{_DIGITS}]?)?)(?=(?:联合)?党?(?:总支|支部|小组))"
    "|(?<![第0-9A-Z])([0-9]{1,2})(?=(?:联合)?党?(?:总支|支部|小组))"
)
"""The ordinal of 海月社区一支部, which is 海月社区第一支部."""
_BUILDING = re.compile(
    f"([0-9]+|(?<![A-Z])[A-Z]|[{_DIGITS}十]{{1,3}}(?!座))(?:号楼|号栋|栋楼|栋|幢|座|#楼|#)"
)

_PARTY_ENDS = _rewriting(
    ("(?<!下一代)(?:党的)?工作委员会$|(?<![党团妇关])工委$", "党工委"),
    ("(?<!团)党?总支部?(?:委员会)?$", "党总支"),
    ("联合党?支部(?:委员会)?$", "联合党支部"),
    ("(?<!团)(?<!总)党?支部(?:委员会)?$", "党支部"),
    ("党(?:的委员会|委员会|委会)$|(?<=[省市区县])委$|(?<=社区)委员会$", "党委"),
    ("(?<=[0-9栋])小组$", "党小组"),
)
_PARTY_COMMITTEE = _rewriting((f"(?<!{_OTHER_COMMITTEE})委员会$".replace("|", ")(?<!"), "党委"))
_BODY_ENDS = _rewriting(
    ("居民委员会$", "居委会"),
    ("业主委员会$", "业委会"),
    ("(?<=.{2})(?:物管处|物业处|(?:物业)?(?:管理|服务|管理服务)处)$", "物业管理处"),
    ("物业(?:管理|服务|管理服务)中心$", "物业管理处"),
    ("(?<=.{2})小区(业委会|物业管理处)$", r"\1"),
    (f"^((?:(?![社小]区){_HAN}){{2,6}})(居委会|工作站)$", r"\1社区\2"),
)
_CARE = ("关心下一代(?:工作)?委员会$", "关工委")
_TEAM_ENDS = _rewriting(
    _CARE, ("(?:义工|志愿者|志愿)(?:服务)?(?:队伍|队)$|志愿服务(?:队伍|队)$", "志愿者队")
)
_MASS_ENDS = _rewriting(
    ("工会(?:委员会|组织)$", "工会"),
    ("妇女联合会$", "妇联"),
    ("妇女委员会$", "妇委会"),
    ("团总支部?(?:委员会)?$", "团总支"),
    ("团支部(?:委员会)?$", "团支部"),
    ("团(?:委员会|委会)$", "团委"),
    ("团工作委员会$", "团工委"),
    _CARE,
)
_LEAGUE_ENDS = _rewriting(
    ("(?<!团)总支部?(?:委员会)?$", "团总支"),
    ("(?<!团)(?<!总)支部(?:委员会)?$", "团支部"),
    ("(?<!团)(?:工作委员会|工委)$", "团工委"),
    ("(?<!支部)(?<!工作)(?<!团)委员会$", "团委"),
)
_MOST_ROUNDS = 6


def _plain(name: str) -> str:
    """The name without spaces and quotes, with one kind of bracket, dash and ordinal."""
    text = _DASHES.sub("-", _QUOTES.sub("", compact(name).upper().translate(_BRACKETS)))
    return with_arabic_ordinals(text)


def _rewritten(text: str, rewriting: Rewriting) -> str:
    for pattern, written in rewriting:
        text = pattern.sub(written, text, count=1)
    return text


def _with_buildings(text: str) -> str:
    """Buildings inside a name in one form: 海月花园一号楼党小组 as 海月花园1栋党小组."""
    return _BUILDING.sub(lambda found: f"{number(found.group(1))}栋", text)


def _ordinal(found: re.Match[str]) -> str:
    return f"第{chinese_number(found.group(1)) if found.group(1) else int(found.group(2))}"


def _party(text: str) -> str:
    bare = _ONE_ORDINAL.sub(_ordinal, _with_buildings(_PARTY.sub("", text)))
    named = _rewritten(without_area(bare), _PARTY_ENDS)
    said = _PARTY.match(text) is not None
    return _rewritten(named, _PARTY_COMMITTEE) if said else named


def _mass(text: str) -> str:
    bare = _LEAGUE.sub("", text)
    named = without_area(bare)
    return _rewritten(_rewritten(named, _LEAGUE_ENDS) if bare != text else named, _MASS_ENDS)


def _body(text: str) -> str:
    return _rewritten(without_area(_with_buildings(text)), _BODY_ENDS)


def _team(text: str) -> str:
    return _rewritten(without_area(text), _TEAM_ENDS)


_FORMS = {
    "District": district_name,
    "Subdistrict": subdistrict_name,
    "Community": community_name,
    "Estate": estate_name,
    "PartyOrganization": _party,
    "MassOrganization": _mass,
    "GovernanceBody": _body,
    "Team": _team,
}


def name_key(name: str, label: str) -> str:
    """The key of a name of a thing of a node label; a key is its own key. Nothing is raised."""
    if label == "Building":
        return building_key(name)
    form = _FORMS.get(label, without_area)
    for _ in range(_MOST_ROUNDS):
        key = form(_plain(name))
        if key == name:
            break
        name = key
    return name


def organization_key(name: str, label: str) -> str:
    """The key of an organization's name.

    中共深圳市南山区招商街道海月社区委员会 = 海月社区党委; 党总支部 = 党总支; 支部委员会 = 党支部;
    居民委员会 = 居委会; 业主委员会 = 业委会; 工会委员会 = 工会. Areas before the name are
    dropped where a smaller one behind them names it as well.
    """
    return name_key(name, label)


def place_key(name: str, label: str) -> str:
    """The key of a place's name.

    Community: 海月社区 = 海月 = 海月社区居委会. Subdistrict: 南头街道 = 南头 = 南头街道办事处.
    Estate: 星海名城一期 = 星海名城1期 = 星海名城I期 = 星海名城（一期）; 海月小区 = 海月.
    Building: see `building_key`.
    """
    return name_key(name, label)


def key_series(series: pl.Series, label: str) -> pl.Series:
    """The keys of a column of names of one node label; null stays null."""
    import polars as pl

    keys = {text: name_key(text, label) for text in series.drop_nulls().unique().to_list()}
    changed = {text: key for text, key in keys.items() if text != key}
    return series.replace(changed) if changed else series.cast(pl.String)
