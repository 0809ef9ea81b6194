"""The date on which a roster was filled in, from its title and footer lines."""

from __future__ import annotations

import datetime
import re
import unicodedata
from collections.abc import Iterable

_DIGITS = {digit: str(value % 10) for value, digit in enumerate("零一二三四五六七八九")}
_DIGITS["〇"] = "0"

_STATED = re.compile(
    r"(?:填报|填表|填写|制表|编制|统计|报送|上报|报告|更新|截止|截至)(?:时间|日期|日|时点|到|于)?"
    r"\s*[:：至到]?\s*"
    r"(?:(?P<year>(?:19|20)\d\d)\s*(?:年|[-/.])\s*(?P<month>\d{1,2})\s*"
    r"(?:(?:月|[-/.])\s*(?P<day>\d{1,2})?|(?!\d))"
    r"|(?P<whole>(?:19|20)\d{6})(?!\d))"
)
_CHINESE = re.compile(
    "([〇零一二三四五六七八九]{4})年([一二三四五六七八九十]{1,2})月(?:([一二三四五六七八九十]{1,3})日)?"
)


def filling_date(lines: Iterable[str]) -> str | None:
    """The newest filling date that the lines state, `2010-06-30` or `2010-06`; None if none does.

    Only a date that a word introduces (填报时间, 制表日期, 截至 …) is one; impossible days are not.
    """
    found: list[str] = []
    for line in lines:
        text = _CHINESE.sub(_arabic, unicodedata.normalize("NFKC", line))
        for match in _STATED.finditer(text):
            year, month, day, whole = match.group("year", "month", "day", "whole")
            if whole:
                year, month, day = whole[:4], whole[4:6], whole[6:]
            try:
                date = datetime.date(int(year), int(month), int(day or 1))
            except ValueError:
                continue
            found.append(date.isoformat() if day else date.isoformat()[:7])
    return max(found, default=None)


def _arabic(match: re.Match[str]) -> str:
    year, month, day = match.groups()
    digits = "".join(_DIGITS[digit] for digit in year)
    return f"{digits}年{_number(month)}月" + (f"{_number(day)}日" if day else "")


def _number(text: str) -> int:
    """A Chinese number up to 39: 六, 十二, 三十."""
    if "十" not in text:
        return int("".join(_DIGITS[digit] for digit in text))
    tens, _, ones = text.partition("十")
    return int(_DIGITS.get(tens, "1")) * 10 + int(_DIGITS.get(ones, "0"))
