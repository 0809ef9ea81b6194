"""Lists and ranges of buildings: "1-5栋、7栋", "A座—C座", "1-9栋单号", "全部楼栋".

A range is spelled out; one that is reversed, endless or of two kinds is not read at all, since a
wrong tie is worse than an issue.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from loaders.values.buildings import (
    ALL_BUILDINGS,
    BUILDING_PREFIX,
    DASH,
    DESIGNATOR,
    EVEN_BUILDINGS,
    NAME_END,
    NUMERAL,
    ODD_BUILDINGS,
    SHAPE,
    TOKEN,
    WHOLES,
    building_key,
    normal,
    number,
)
from loaders.values.numerals import chinese_number
from loaders.values.readings import Problem
from loaders.values.text import is_none_word, split_outside_brackets

MOST_IN_RANGE, MOST_BUILDINGS, LONGEST_LIST, LONGEST_ITEM = 500, 2_000, 12_000, 60

_PART_NAME = "(?:单元|梯|层|楼层|室|房|号房|门)"
_PART = f"(?:(?:{TOKEN}(?:{DASH}{TOKEN})?{_PART_NAME})+|[东西南北]侧|部分)"
_ITEM = re.compile(
    f"(?P<prefix>|.*?{NAME_END})第?(?P<first>{TOKEN})(?P<first_word>{DESIGNATOR})?"
    f"(?:{DASH}第?(?P<last>{TOKEN})(?P<last_word>{DESIGNATOR})?)?(?P<part>{_PART})?"
)
_EVERY = re.compile(
    "(?P<prefix>.*?)(?:全部|所有|全体|整个|各)(?:的?(?:楼栋|楼宇|建筑|小区|栋|幢|楼))?|全(?:小区|楼栋)"
)
_PARITY = re.compile(
    f"(?P<head>.*?)(?:的)?(?:全部|所有)?(?P<which>[单双奇偶])[号数](?:的?(?:楼栋|楼|{DESIGNATOR}))?"
)
_ODD = frozenset("单奇")
_THIS_ESTATE = re.compile("(?:本|该|整个)?小区内?")
_BRACKET = re.compile(r"\(([^()]*)\)")
_OUT = "(?:不含|不包括|不包含|除去|除了|除|缺|没有|无)"
_WITHOUT = re.compile(f"{_OUT}(.+?)(?:除外|以外|之外|外)?")
_LEAVES_OUT = re.compile(f"[、,;；]?(?:不含|不包括|不包含|除去|除了|除)(?=第?{TOKEN})")
_PHASE = re.compile("第?[0-9一二三四五六七八九十IVX]{1,4}期")
_PHASE_END = re.compile("第?[0-9一二三四五六七八九十IVX]{1,4}期$")
_NUMBER = f"(?:[0-9]{{1,4}}|{NUMERAL})"
_TOTAL = re.compile(f"(?:共|合计|计)({_NUMBER}){DESIGNATOR}?")
_STATED = re.compile(
    f"(?:等(?:共?({_NUMBER})个?{DESIGNATOR})?|[、,;；]?(?:共计|共有|共|合计|总计)({_NUMBER})个?{DESIGNATOR})$"
)
_NOT_KNOWN = frozenset(["待定", "未定", "不详", "不清楚", "其他", "其它"])
_UNITS_OF_ONE = re.compile(f"({DESIGNATOR})({TOKEN}(?:[、,]{TOKEN})+)单元")
RUN_ON = re.compile(f"({DESIGNATOR})(?=第?[0-9]{{1,6}}\\1)")
SPACED = re.compile(
    "(?<=[0-9栋幢座楼#]) +(?=第?[0-9A-Z])|(?<=[栋幢座楼#]) +(?=[第一二三四五六七八九十])"
)
ON_A_LINE = re.compile(f"(?<=[栋幢座楼#＃号元])\\s+(?=第?{TOKEN})")
"""Between buildings on lines of their own: tidying would drop it between Chinese characters."""
_AROUND_DASH = re.compile(f" *({DASH}) *")
_AND = (
    f"(?<=[0-9A-Z栋幢座楼#号])(?:(?:以及|和|及|与)(?=第?{TOKEN})|[&+](?=第?{TOKEN}))"
    "|(?<=[栋幢座楼#])(?:以及|及|与)(?=[\u4e00-\u9fff])"
)
SEPARATOR = re.compile(f"[、,，;；。/\\n]|(?<=[0-9])\\.(?=[0-9])|{_AND}")


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
    a, b = number(first), number(last)
    if len(a) == len(b) == 1 and a.isalpha() and b.isalpha() and a.isascii() and b.isascii():
        if a > b:
            raise _UnreadableError
        return tuple(chr(code) for code in range(ord(a), ord(b) + 1))
    start, end = SHAPE.fullmatch(a), SHAPE.fullmatch(b)
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


def _of_parity(which: str, item: _Item) -> _Item:
    """The buildings of an item with an odd or an even number."""
    numbers = item.numbers
    if numbers == (ALL_BUILDINGS,):
        return replace(item, numbers=(ODD_BUILDINGS if which in _ODD else EVEN_BUILDINGS,))
    if not numbers or not all(n.isdecimal() for n in numbers):
        raise _UnreadableError
    kept = tuple(n for n in numbers if (int(n) % 2 == 1) == (which in _ODD))
    if not kept:
        raise _UnreadableError
    return replace(item, numbers=kept)


def _item(text: str) -> _Item:
    """One item without its brackets."""
    if (parity := _PARITY.fullmatch(text)) is not None:
        head = parity["head"]
        numbered = re.search("[0-9]", _PHASE_END.sub("", head)) is not None
        return _of_parity(parity["which"], _item(head if numbered else head + "全部"))
    if (every := _EVERY.fullmatch(text)) is not None:
        prefix = every.group("prefix") or ""
        return _Item(
            prefix="" if _THIS_ESTATE.fullmatch(prefix) else prefix, numbers=(ALL_BUILDINGS,)
        )
    found = _ITEM.fullmatch(text) if len(text) <= LONGEST_ITEM else None
    if found is None:
        if text in _NOT_KNOWN:
            raise _UnreadableError
        if re.match("[0-9]", text) or len(text) < 2 or re.search(f"[0-9]{DASH}[0-9]", text):
            raise _UnreadableError
        return _Item(name=text)
    first, last = found["first"], found["last"]
    if last is not None and number(first) == number(last) and first.isdecimal():
        return _Item(name=text)  # 1-1栋 is the name of a building
    word = found["last_word"] or found["first_word"] or ""
    if found["part"] and not word:
        raise _UnreadableError
    before = found["prefix"]
    if re.search(f"[0-9]{DASH}[0-9]", before) or (
        BUILDING_PREFIX.fullmatch(before) and first[0].isalpha() == before[0].isalpha()
    ):
        raise _UnreadableError
    numbers = (number(first),) if last is None else _spelled_out(first, last)
    name = text if not word and (found["prefix"] or not re.search("[0-9A-Z]", first)) else ""
    return _Item(found["prefix"], numbers, word, name, found["part"] is not None)


def _without(items: Sequence[_Item], text: str) -> list[_Item]:
    """The items without the buildings that a text names; each of those must be of one item."""
    left_out = [n for other in _items(text) for n in other.numbers]
    listed = [n for item in items for n in item.numbers]
    if not left_out or any(n in WHOLES or listed.count(n) != 1 for n in left_out):
        raise _UnreadableError
    kept = [
        replace(item, numbers=tuple(n for n in item.numbers if n not in left_out)) for item in items
    ]
    if any(before.numbers and not after.numbers for before, after in zip(items, kept, strict=True)):
        raise _UnreadableError
    return kept


def _with_brackets(text: str) -> _Item:
    """One item with its remarks in brackets: (不含4栋), (共5栋), (一期), (部分)."""
    remarks = [remark.strip() for remark in _BRACKET.findall(text)]
    item = _item(_BRACKET.sub("", text).strip())
    for remark in filter(None, remarks):
        if (without := _WITHOUT.fullmatch(remark)) is not None:
            (item,) = _without([item], without.group(1))
        elif (parity := _PARITY.fullmatch(remark)) is not None and not parity["head"]:
            item = _of_parity(parity["which"], item)
        elif (total := _TOTAL.fullmatch(remark)) is not None:
            if item.numbers[:1] not in [(whole,) for whole in WHOLES] and _count(
                total.group(1)
            ) != len(item.numbers):
                raise _UnreadableError
        elif _PHASE.fullmatch(remark):
            item = replace(item, prefix=item.prefix + remark)
        elif remark == "部分" or re.fullmatch(_PART, remark):
            item = replace(item, part=True)
        elif re.search("[0-9]", remark):
            raise _UnreadableError
    return item


def _items(text: str) -> list[_Item]:
    """The items of a list, each with the word (栋) and the estate that its neighbours give it."""
    parts = (part.strip() for part in split_outside_brackets(text, SEPARATOR))
    items = [_with_brackets(part) for part in parts if part]
    word = ""
    for i in reversed(range(len(items))):
        item = items[i]
        if item.numbers and not item.word and item.numbers[0] not in WHOLES:
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
            not BUILDING_PREFIX.fullmatch(prefix) or of_letters == item.numbers[0].isalpha()
        ):
            items[i] = replace(item, prefix=prefix)
    return items


def _listed(text: str) -> list[_Item]:
    """The items of a list, without those that it leaves out: 1-5栋，不含3栋."""
    head, *left_out = split_outside_brackets(text, _LEAVES_OUT)
    items = _items(head)
    for out in left_out:
        items = _without(items, re.sub("(?:除外|以外|之外|外)$", "", out))
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
    plain = _AROUND_DASH.sub(r"\1", normal(ON_A_LINE.sub("、", text)))
    plain = SPACED.sub("、", plain).replace(" ", "")
    if not plain or is_none_word(plain):
        return BuildingList([], [], None)
    plain = RUN_ON.sub(r"\1、", _UNITS_OF_ONE.sub(r"\g<1>1单元", plain))
    stated = _STATED.search(plain)
    try:
        items = _listed(plain[: stated.start()] if stated else plain)
    except _UnreadableError:
        return unreadable
    found: dict[str, str] = {}
    for item in items:
        for name in _names(item):
            key = name if name.endswith(WHOLES) else building_key(name)
            found.setdefault(key, name)
    total = next((_count(said) for said in stated.groups() if said), None) if stated else None
    if not found or len(found) > MOST_BUILDINGS or total not in (None, len(found)):
        return unreadable
    part = any(item.part for item in items)
    return BuildingList(list(found.values()), list(found), "part_of_building" if part else None)


def _names(item: _Item) -> list[str]:
    if item.name:
        return [item.name]
    if item.numbers[0] in WHOLES:
        return [item.prefix + item.numbers[0]]
    return [f"{item.prefix}{each}{item.word or '栋'}" for each in item.numbers]
