"""Figures with their qualifiers: 7400多 is at least 7,400, 约300 about 300 (DOMAIN 0, point 7).

A figure in 万 that is not spelled out (3.7万) is rounded, so it is about as much (DOMAIN section 6:
3.7万 stands for the sum 37,400), unless 多, 余 or 以上 says that it is the least.
"""

from __future__ import annotations

import re
from decimal import Decimal

from loaders.values.numerals import NUMERALS, chinese_number
from loaders.values.readings import IMPRECISE, Qualifier, Reading
from loaders.values.text import compact, is_none_word

MOST = 10**15
"""More than this is no figure of a community, but a code in the wrong column."""

LONGEST = 64
"""No figure with its words is longer, and a whole page in a cell must not take long."""

_COUNTED = "人名位个户家栋幢座层支所间套处项件条次期台辆场对组班片块株份岁年"
_UNIT = re.compile(f"(?:[{_COUNTED}]|党员|会员|居民|住户|人次|元|平方米|平米|m2|米|个百分点|%)+$")
_LEAST_BEFORE = re.compile("^(?:超过|超|逾|不少于|不低于|至少|多于|大于|高于|≥|>=|>)")
_ABOUT_BEFORE = re.compile("^(?:大约|大概|约为|约|将近|接近|近|≈|~)")
_LEAST_AFTER = re.compile("(?:及?以上|多|余|\\+)$|(?<=[0-9十百])[多余](?=[百千万亿])")
_ABOUT_AFTER = re.compile("(?:左右|上下|许)$")
_TOTAL_BEFORE = re.compile("^(?:总计|合计|共计|共有|共|计|有)")
_REMARK = re.compile(r"\([^()]*\)$")
_FALL = re.compile("^(?:同比|环比)?(?:下降|减少|降低|下跌)了?")
_RISE = re.compile("^(?:同比|环比)?(?:上升|增长|增加|提高|高出)了?")
_MINUS = re.compile(r"(?:[-−]|负)(?=[0-9])")
_GROUPED = re.compile(r"[+]?[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?")
_ARABIC = re.compile(
    r"([0-9]{1,15}(?:\.[0-9]{1,15})?)(百万|千万|[十百千万亿]?)(?:([0-9]{1,4})(千?))?"
)
_EXPONENT = re.compile(r"[0-9](?:\.[0-9]+)?[Ee][+]?[0-9]{1,2}")
_SIZES = {
    "": 1, "十": 10, "百": 100, "千": 1000, "万": 10_000, "百万": 1_000_000,
    "千万": 10_000_000, "亿": 100_000_000,
}  # fmt: skip


def _amount(text: str) -> tuple[Decimal, bool] | None:
    """The amount that digits or numerals say, and whether it is rounded (a figure in 万)."""
    if _GROUPED.fullmatch(text):
        text = text.replace(",", "")
    found = _ARABIC.fullmatch(text.removeprefix("+"))
    if found is None:
        number = chinese_number(text) if all(c in NUMERALS for c in text) else None
        return None if number is None else (Decimal(number), False)
    digits, unit, more, thousands = found.groups()
    amount = Decimal(digits) * _SIZES[unit]
    if more is None:
        return amount, _SIZES[unit] >= 10_000
    if unit != "万" or (not thousands and len(more) != 4) or (thousands and len(more) != 1):
        return None
    return amount + Decimal(more) * (1000 if thousands else 1), bool(thousands)


def _unwrapped(text: str) -> tuple[str, Qualifier | None]:
    """The text without qualifying words and units, and the qualifier that the words say."""
    least = about = False
    before = None
    while before != text:
        before = text
        for pattern in (_TOTAL_BEFORE, _REMARK, _UNIT):
            text = pattern.sub("", text)
        if found := (_LEAST_BEFORE.search(text) or _LEAST_AFTER.search(text)):
            least = True
            text = text[: found.start()] + text[found.end() :]
        if found := (_ABOUT_BEFORE.search(text) or _ABOUT_AFTER.search(text)):
            about = True
            text = text[: found.start()] + text[found.end() :]
    return text, "about" if about else "at_least" if least else None


def _figure(text: str) -> tuple[Decimal, Qualifier] | None:
    if len(text) > LONGEST:
        return None
    bare, stated = _unwrapped(text)
    amount = _amount(bare)
    if amount is None or amount[0] > MOST:
        return None
    value, rounded = amount
    return value, stated or ("about" if rounded else "exact")


def count(text: str) -> Reading[int]:
    """A whole number that is not negative, with its qualifier.

    Blank and dashes are no value, 无 is 0. What is less than 0 is `negative_count`, fractions and
    other words are `not_a_number`, a number that a spreadsheet shortened (1.2E+12) `digits_lost`.
    """
    if text.startswith(IMPRECISE):
        return Reading(None, "digits_lost")
    plain = compact(text)
    if not plain or is_none_word(plain):
        return Reading(0, None, "exact") if plain in ("无", "没有") else Reading(None)
    if _EXPONENT.fullmatch(plain):
        return Reading(None, "digits_lost")
    if (minus := _MINUS.match(plain)) is not None and _figure(plain[minus.end() :]) is not None:
        return Reading(None, "negative_count")
    found = _figure(plain) if "%" not in plain else None
    if found is None or found[0] != found[0].to_integral_value():
        return Reading(None, "not_a_number")
    return Reading(int(found[0]), None, found[1])


def number(text: str) -> Reading[float]:
    """A figure that may be negative or broken, with its qualifier; of 79.9% the 79.9.

    下降50% is -50. Blank and dashes are no value, 无 is 0; other words are `not_a_number`.
    """
    if text.startswith(IMPRECISE):
        return Reading(None, "digits_lost")
    plain = compact(text)
    if not plain or is_none_word(plain):
        return Reading(0.0, None, "exact") if plain in ("无", "没有") else Reading(None)
    if _EXPONENT.fullmatch(plain):
        return Reading(float(plain), None, "exact")
    negative = False
    if found := (_FALL.search(plain) or _MINUS.match(plain)):
        negative, plain = True, plain[found.end() :]
    else:
        plain = _RISE.sub("", plain)
    figure = _figure(plain)
    if figure is None:
        return Reading(None, "not_a_number")
    return Reading(float(-figure[0] if negative else figure[0]), None, figure[1])
