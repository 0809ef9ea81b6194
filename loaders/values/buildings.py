"""Names of buildings, and lists and ranges of them: "1-5栋、7栋", "A座—C座", "1栋1单元".

栋, 幢, 座, 号楼 and # are one word here (DOMAIN 2.3, quirk 16). A range is spelled out; one that is
reversed, endless or of two kinds is not read at all, since a wrong tie is worse than an issue.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import NamedTuple

from loaders.values.numerals import chinese_number, with_arabic_ordinals
from loaders.values.readings import Problem
from loaders.values.text import clean_text, is_none_word, split_outside_brackets

ALL_BUILDINGS = "*"
"""The key that stands for every building of the estate (全部楼栋)."""
_MOST_ROUNDS = 6
MOST_IN_RANGE, MOST_BUILDINGS, LONGEST_LIST, LONGEST_ITEM = 500, 2_000, 12_000, 60

_DESIGNATOR = "(?:号楼|号栋|号|栋楼|栋|幢|座|#楼|#栋|#)"
_NUMERAL = "[〇零一二两三四五六七八九十百]{1,7}"
_TOKEN = f"(?:[A-Z]{{0,2}}[0-9]{{1,6}}[A-Z]?|[A-Z]|{_NUMERAL})"
_DASH = "(?:[-‐-―−~〜∼]{1,2}|至|到)"
_PART_NAME = "(?:单元|梯|层|楼层|室|房|号房|门)"
_PART = f"(?:(?:{_TOKEN}(?:{_DASH}{_TOKEN})?{_PART_NAME})+|[东西南北]侧|部分)"
_NAME_END = "(?<![0-9A-Z第〇零一二两三四五六七八九十百~〜∼至到‐-―−-])"
_NUMBERED = re.compile(f"(|.*{_NAME_END})第?({_TOKEN})({_DESIGNATOR})")
_ITEM = re.compile(
    f"(?P<prefix>|.*?{_NAME_END})第?(?P<first>{_TOKEN})(?P<first_word>{_DESIGNATOR})?"
    f"(?:{_DASH}第?(?P<last>{_TOKEN})(?P<last_word>{_DESIGNATOR})?)?(?P<part>{_PART})?"
)
_SHAPE = re.compile("([A-Z]{0,2})([0-9]+)([A-Z]?)")
_BUILDING_PREFIX = re.compile(f"{_TOKEN}{_DESIGNATOR}")

_EVERY = re.compile(
    "(?P<prefix>.*?)(?:全部|所有|全体|整个|各)(?:的?(?:楼栋|楼宇|建筑|小区|栋|幢|楼))?|全(?:小区|楼栋)"
)
_THIS_ESTATE = re.compile("(?:本|该|整个)?小区内?")
_BRACKET = re.compile(r"\(([^()]*)\)")
_WITHOUT = re.compile("(?:不含|不包括|除去|除|缺|没有|无)(.+?)(?:除外|以外|之外|外)?")
_PHASE = re.compile("第?[0-9一二三四五六七八九十IVX]{1,4}期")
_PHASE_END = re.compile("第?[0-9一二三四五六七八九十IVX]{1,4}期$")
_TOTAL = re.compile(f"(?:共|合计|计)([0-9]{{1,4}}|{_NUMERAL}){_DESIGNATOR}?")
_ETC = re.compile(f"等(?:共?([0-9]{{1,4}}|{_NUMERAL})个?{_DESIGNATOR})?$")
_UNITS_OF_ONE = re.compile(f"({_DESIGNATOR})({_TOKEN}(?:[、,]{_TOKEN})+)单元")

_RUN_ON = re.compile(f"({_DESIGNATOR})(?=第?[0-9]{{1,6}}\\1)")
_OLD_FORMS = str.maketrans("棟號樓單", "栋号楼单")
_SPACED = re.compile(
    "(?<=[0-9栋幢座楼#]) +(?=第?[0-9A-Z])|(?<=[栋幢座楼#]) +(?=[第一二三四五六七八九十])"
)
_AROUND_DASH = re.compile(f" *({_DASH}) *")
_AND = f"(?<=[0-9A-Z栋幢座楼#号])(?:以及|和|及|与)(?=第?{_TOKEN})"
_SEPARATOR = re.compile(f"[、,，;；。/\\n]|(?<=[0-9])\\.(?=[0-9])|{_AND}")
_PUNCTUATION = re.compile(r"[ .,、;:'\"“”‘’《》·•・]")


def _normal(text: str) -> str:
    return clean_text(text).upper().translate(_OLD_FORMS)


def _number(token: str) -> str:
    """A token in one form: 01 → 1, 十二 → 12, A01 → A1."""
    if (found := _SHAPE.fullmatch(token)) is not None:
        letters, digits, letter = found.groups()
        return f"{letters}{int(digits)}{letter}"
    value = chinese_number(token)
    return token if value is None else str(value)


def building_key(name: str) -> str:
    """The form in which names of buildings are matched.

    1栋 = 1幢 = 1号楼 = 1# = 1座 = 一栋 = 第1栋 = 01栋 = "1"; A座 = A栋 = "A"; 一期3栋 is "1期3".
    Other names (综合楼) stay themselves.
    """
    for _ in range(_MOST_ROUNDS):
        key = _key(name)
        if key == name:
            break
        name = key
    return name


def _key(name: str) -> str:
    plain = _PUNCTUATION.sub("", _normal(name))
    if re.fullmatch(_TOKEN, plain):
        return _number(plain)
    found = _NUMBERED.fullmatch(plain)
    if found is None:
        return with_arabic_ordinals(plain)
    prefix, token, _ = found.groups()
    if _BUILDING_PREFIX.fullmatch(prefix):
        prefix = _key(prefix) + "栋"
    return with_arabic_ordinals(prefix) + _number(token)


def split_building(name: str) -> tuple[str, str]:
    """(what stands before the building, the building): 海月花园一期3栋 → (海月花园一期, 3栋)."""
    if name.endswith(ALL_BUILDINGS):
        return name.removesuffix(ALL_BUILDINGS), ALL_BUILDINGS
    found = _NUMBERED.fullmatch(_normal(name))
    if found is None or not found.group(1) or _BUILDING_PREFIX.fullmatch(found.group(1)):
        return "", name
    return name[: len(found.group(1))], name[len(found.group(1)) :]


@dataclass(frozen=True)
class _Item:
    """One item of a list: numbered buildings, or a name."""

    prefix: str = ""
    numbers: tuple[str, ...] = ()
    word: str = ""
    name: str = ""
    part: bool = False


class BuildingList(NamedTuple):
    """The buildings of a cell: their names, and the key of each, in order.

    Both are empty where the cell is blank, says that there is none, or can't be read; problem is
    then null, null, or `bad_building_list`.
    """

    names: list[str]
    keys: list[str]
    problem: Problem | None


class _UnreadableError(Exception):
    """The text can't be read as a list of buildings."""


def _spelled_out(first: str, last: str) -> tuple[str, ...]:
    """The numbers of a range; the two ends must be of one kind and in order."""
    a, b = _number(first), _number(last)
    if len(a) == len(b) == 1 and a.isalpha() and b.isalpha() and a.isascii() and b.isascii():
        if a > b:
            raise _UnreadableError
        return tuple(chr(code) for code in range(ord(a), ord(b) + 1))
    start, end = _SHAPE.fullmatch(a), _SHAPE.fullmatch(b)
    if start is None or end is None or start.group(3) != end.group(3):
        raise _UnreadableError
    if end.group(1) not in ("", start.group(1)):
        raise _UnreadableError
    low, high = int(start.group(2)), int(end.group(2))
    if low > high or high - low >= MOST_IN_RANGE:
        raise _UnreadableError
    return tuple(f"{start.group(1)}{n}{start.group(3)}" for n in range(low, high + 1))


def _count(text: str) -> int | None:
    return int(text) if text.isdecimal() else chinese_number(text)


def _item(text: str) -> _Item:
    """One item without its brackets."""
    if (every := _EVERY.fullmatch(text)) is not None:
        prefix = every.group("prefix") or ""
        return _Item(
            prefix="" if _THIS_ESTATE.fullmatch(prefix) else prefix, numbers=(ALL_BUILDINGS,)
        )
    found = _ITEM.fullmatch(text) if len(text) <= LONGEST_ITEM else None
    if found is None:
        if re.match("[0-9]", text) or len(text) < 2 or re.search(f"[0-9]{_DASH}[0-9]", text):
            raise _UnreadableError
        return _Item(name=text)
    first, last = found["first"], found["last"]
    word = found["last_word"] or found["first_word"] or ""
    if found["part"] and not word:
        raise _UnreadableError
    before = found["prefix"]
    if re.search(f"[0-9]{_DASH}[0-9]", before) or (
        _BUILDING_PREFIX.fullmatch(before) and first[0].isalpha() == before[0].isalpha()
    ):
        raise _UnreadableError
    numbers = (_number(first),) if last is None else _spelled_out(first, last)
    name = text if not word and (found["prefix"] or not re.search("[0-9A-Z]", first)) else ""
    return _Item(found["prefix"], numbers, word, name, found["part"] is not None)


def _with_brackets(text: str) -> _Item:
    """One item with its remarks in brackets: (不含4栋), (共5栋), (一期), (部分)."""
    remarks = [remark.strip() for remark in _BRACKET.findall(text)]
    item = _item(_BRACKET.sub("", text).strip())
    for remark in filter(None, remarks):
        if (without := _WITHOUT.fullmatch(remark)) is not None:
            left_out = {n for other in _items(without.group(1)) for n in other.numbers}
            if ALL_BUILDINGS in item.numbers or not left_out or not left_out < set(item.numbers):
                raise _UnreadableError
            item = replace(item, numbers=tuple(n for n in item.numbers if n not in left_out))
        elif (total := _TOTAL.fullmatch(remark)) is not None:
            if ALL_BUILDINGS not in item.numbers and _count(total.group(1)) != len(item.numbers):
                raise _UnreadableError
        elif _PHASE.fullmatch(remark):
            item = replace(item, prefix=item.prefix + remark)
        elif remark == "部分":
            item = replace(item, part=True)
        elif re.search("[0-9]", remark):
            raise _UnreadableError
    return item


def _items(text: str) -> list[_Item]:
    """The items of a list, each with the word (栋) and the estate that its neighbours give it."""
    parts = (part.strip() for part in split_outside_brackets(text, _SEPARATOR))
    items = [_with_brackets(part) for part in parts if part]
    word = ""
    for i in reversed(range(len(items))):
        item = items[i]
        if item.numbers and not item.word and item.numbers != (ALL_BUILDINGS,):
            if word:
                items[i] = replace(item, word=word, name="")
        else:
            word = item.word
    prefix, of_letters = "", False
    for i, item in enumerate(items):
        if item.name or not item.numbers:
            prefix = ""
        elif item.prefix:
            if _PHASE.fullmatch(item.prefix) and _PHASE_END.search(prefix):
                items[i] = item = replace(item, prefix=_PHASE_END.sub("", prefix) + item.prefix)
            prefix, of_letters = item.prefix, item.numbers[0].isalpha()
        elif prefix and (
            not _BUILDING_PREFIX.fullmatch(prefix) or of_letters == item.numbers[0].isalpha()
        ):
            items[i] = replace(item, prefix=prefix)
    return items


def building_list(text: str) -> BuildingList:
    """The buildings that a cell lists, each once, in order.

    "1-3栋、7栋" → 1栋, 2栋, 3栋, 7栋, with the keys 1, 2, 3, 7. A name before a number stays with
    it and with the numbers after it: 海月花园1、2栋 → 海月花园1栋, 海月花园2栋, which
    `split_building` takes apart. 全部楼栋 has the key ALL_BUILDINGS, after the estate where one is
    named. A unit or a storey stands for its building, with the remark `part_of_building`. Anything
    unclear is `bad_building_list`. Nothing is raised.
    """
    unreadable = BuildingList([], [], "bad_building_list")
    if len(text) > LONGEST_LIST:
        return unreadable
    plain = _SPACED.sub("、", _AROUND_DASH.sub(r"\1", _normal(text))).replace(" ", "")
    if not plain or is_none_word(plain):
        return BuildingList([], [], None)
    plain = _RUN_ON.sub(r"\1、", _UNITS_OF_ONE.sub(r"\g<1>1单元", plain))
    etc = _ETC.search(plain)
    try:
        items = _items(plain[: etc.start()] if etc else plain)
    except _UnreadableError:
        return unreadable
    found: dict[str, str] = {}
    for item in items:
        for name in _names(item):
            key = name if name.endswith(ALL_BUILDINGS) else building_key(name)
            found.setdefault(key, name)
    stated = _count(etc.group(1)) if etc and etc.group(1) else len(found)
    if not found or len(found) > MOST_BUILDINGS or stated != len(found):
        return unreadable
    part = any(item.part for item in items)
    return BuildingList(list(found.values()), list(found), "part_of_building" if part else None)


def _names(item: _Item) -> list[str]:
    if item.name:
        return [item.name]
    if item.numbers == (ALL_BUILDINGS,):
        return [item.prefix + ALL_BUILDINGS]
    return [f"{item.prefix}{number}{item.word or '栋'}" for number in item.numbers]
