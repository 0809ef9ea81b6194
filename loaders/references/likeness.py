"""How much a written name is like the name of a thing there is: a score from 0 to 100.

    96 to 100  the same proper name, in other words of form (海月物业, 深圳市海月物业管理有限公司)
    90         it sounds the same: a slip of the keyboard (海悦花园, 海月花园)
    75 to 94   one is a short form of the other (北大附中, 北大附属中学)
    70 to 94   most of its characters are the same

less 4 where only one of the two tells a kind (海月社区, 海月社区党委), and less 20 where a Party
organization may have been raised (党支部, 党总支). It is 0 where the names can't mean one thing:
their numbers differ (第一党支部, 第二党支部; 3栋, 4栋), or a word that tells siblings apart does
(东区, 西区), or their areas (市教育局, 区教育局), or their kinds (居委会, 工作站). A score is a
proposal's, and never enough for a tie: a person decides (`matches`).
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

import polars as pl
from rapidfuzz import fuzz

from loaders.values.names import name_key
from loaders.values.numerals import NUMERALS, chinese_number

WORTH_PROPOSING = 70
SAME_NAME, SAME_SOUND = 96, 90
_ONE_TELLS_NO_KIND, _RAISED = 4, 20

_FORM_WORDS = (
    "有限责任公司|股份有限公司|有限公司|集团公司|股份公司|公司|集团|社区|街道|办事处|小区|管理|服务"
    "|委员会|[^0-9A-Z\u3400-\u9fff]"
)
"""Words that say what form a thing has, and that people leave out."""
_FORM = re.compile(_FORM_WORDS)
_AREA = re.compile(
    "(?:[\u4e00-\u9fff]{2,3}省)?(?:(?P<city>[\u4e00-\u9fff]{2,3}?)市(?![场政民直委]))?"
    "(?:(?P<district>[\u4e00-\u9fff]{2}?)(?<![社小园校景厂片辖])[区县])?"
    "(?:(?P<street>[\u4e00-\u9fff]{2,4}?)街道)?"
)
_KINDS = {
    "PartyOrganization": ("党工委", "党委", "党总支", "联合党支部", "党支部", "党小组"),
    "GovernanceBody": ("居委会", "工作站", "业委会", "物业管理处"),
    "MassOrganization": ("工会", "妇联", "妇委会", "团委", "团总支", "团支部", "团工委"),
}
_RAISABLE = frozenset({"党委", "党总支", "联合党支部", "党支部"})
_KIND_ENDS = [(word, label) for label, words in _KINDS.items() for word in words]
_NUMBER = re.compile(f"[0-9]+|[A-Z]+|[{NUMERALS}]+")
_SIBLINGS = ("东西南北中", "上下", "前后", "左右", "内外", "新老旧", "大小", "甲乙丙丁戊己庚辛")


class Profile(NamedTuple):
    """What a name is compared by.

    core: the proper name, without area, kind and words of form; kind: the word of its kind and
    the label that has such kinds; numbers: every number and letter in it, in order; siblings: the
    characters of each group that tell siblings apart; area: city, district and street.
    """

    core: str
    kind: str
    kind_label: str
    numbers: tuple[str, ...]
    siblings: tuple[frozenset[str], ...]
    area: tuple[str, ...]


def _numbers(text: str) -> tuple[str, ...]:
    found = []
    for run in _NUMBER.findall(text):
        if run.isascii():
            found.append(run.lstrip("0") or "0")
        elif (value := chinese_number(run)) is not None:
            found.append(str(value))
    return tuple(found)


def rough_cores(keys: pl.Series) -> pl.Series:
    """What of each key is nearly its proper name: enough to tell which are worth a closer look."""
    ends = "|".join(word for word, _ in _KIND_ENDS)
    bare = keys.str.replace(f"(?:{ends})$", "").str.replace_all(_FORM_WORDS, "")
    return bare.zip_with(bare != "", keys)


@lru_cache(maxsize=20_000)
def profile(key: str) -> Profile:
    """The profile of a name by its key (`name_key`)."""
    kind, kind_label = next(((w, of) for w, of in _KIND_ENDS if key.endswith(w)), ("", ""))
    proper = key.removesuffix(kind) or key
    found = _AREA.match(proper)
    area = tuple(part or "" for part in found.groups()) if found else ("", "", "")
    rest = proper[found.end() :] if found else proper
    core = _FORM.sub("", rest or proper) or rest or proper
    return Profile(
        core,
        kind,
        kind_label,
        _numbers(key),
        tuple(frozenset(group) & frozenset(core) for group in _SIBLINGS),
        area if rest else ("", "", ""),
    )


def _apart(one: Profile, other: Profile) -> bool:
    """Whether two names can't mean one thing."""
    if one.numbers != other.numbers:
        return True
    if any(a - b and b - a for a, b in zip(one.siblings, other.siblings, strict=True)):
        return True
    if any(one.area) and any(other.area):
        pairs = list(zip(one.area, other.area, strict=True))
        if any(a != b for a, b in pairs if a and b):
            return True
        return one.area[2] == other.area[2] and bool(one.area[1]) != bool(other.area[1])
    return False


def _less_for_kind(one: Profile, other: Profile, label: str) -> int | None:
    """What differing kinds take off; None where they keep the names apart. other: of `label`."""
    if one.kind == other.kind:
        return 0
    if one.kind and one.kind_label != label:
        return None
    if not (one.kind and other.kind):
        return _ONE_TELLS_NO_KIND
    return _RAISED if {one.kind, other.kind} <= _RAISABLE and one.core == other.core else None


@lru_cache(maxsize=20_000)
def _sound(text: str) -> tuple[str, ...]:
    from pypinyin import lazy_pinyin

    return tuple(lazy_pinyin(text))


def _is_short_form(short: str, long: str) -> bool:
    """Whether a name of three characters or more is made of a longer one's, from its first on."""
    if len(short) < 3 or len(short) * 5 < len(long) * 2 or short[0] != long[0]:
        return False
    rest = iter(long)
    return all(character in rest for character in short)


def _alike(one: str, other: str) -> int:
    """How alike two proper names are."""
    if one == other:
        return 100
    short, long = sorted((one, other), key=len)
    if len(short) == len(long) and len(short) > 1 and _sound(short) == _sound(long):
        return SAME_SOUND
    best = min(94, int(fuzz.ratio(one, other)))
    begins = len(short) > 1 and len(short) * 2 >= len(long) and long.startswith(short)
    if begins or _is_short_form(short, long):
        best = max(best, 75 + 19 * len(short) // len(long))
    return best


def score(written: str, name: str, label: str) -> int:
    """How much a written name is like the name of a thing of a node label: 0 to 100."""
    return score_of_keys(name_key(written, label), name_key(name, label), label)


def score_of_keys(written: str, named: str, label: str) -> int:
    """`score` of two names by their keys."""
    one, other = profile(written), profile(named)
    less = _less_for_kind(one, other, label)
    if less is None or _apart(one, other):
        return 0
    alike = _alike(one.core, other.core)
    if alike == 100:
        whole = fuzz.ratio(written, named)
        alike = SAME_NAME + int(whole * (100 - SAME_NAME) / 100)
    return max(0, alike - less)
