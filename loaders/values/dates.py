"""Partial dates (2008, 2008-06, 2008-06-01), and whether a tie is in force on a day (RULES 10)."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import TYPE_CHECKING

from loaders.values.numerals import chinese_number
from loaders.values.readings import IMPRECISE, Reading
from loaders.values.text import clean_text, is_none_word

if TYPE_CHECKING:
    import polars as pl

LONGEST = 64
"""No date with its words is longer."""
FIRST_YEAR, LAST_YEAR = 1800, 2200
OPEN_WORDS = frozenset(
    ["长期", "长期有效", "永久", "永久有效", "至今", "现在", "不限", "无固定期限", "未定"]
)
"""Words for an end that is not fixed: as good as blank."""

_SERIAL = re.compile(r"([2-6][0-9]{4})(?:\.[0-9]+)?")
_SERIAL_RANGE = range(20_000, 60_001)
_SERIAL_EPOCH = date(1899, 12, 30)
_TIME = r"(?:[T ]*[0-9]{1,2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]+)?)?(?:Z|[+-][0-9]{2}:?[0-9]{2})?)?"
_PLAIN = re.compile(
    r"([0-9]{4})"
    r"(?:\s*(?:年度?|[-./])\s*([0-9]{1,2})\s*"
    r"(?:(?:月份?|[-./])\s*([0-9]{1,2})\s*[日号]?" + _TIME + r"|月份?|)"
    r"|年度?|)"
)  # fmt: skip
_COMPACT = re.compile(r"([0-9]{4})([0-9]{2})([0-9]{2})?")
_ROUGH = re.compile(
    r"^(?:约|大约|截至|截止|自|从)|(?:上半年|下半年|第?[一二三四1-4]季度|[年月]?[初中底末]|上旬|中旬|下旬|[春夏秋冬]季?|起|开始|至今|成立|建立|换届)$"
)
_CHINESE_YEAR = re.compile(
    r"([〇零○一二三四五六七八九壹贰叁肆伍陆柒捌玖]{4}|二千零[一二三四五六七八九])(?=年)"
)
_CHINESE_PART = re.compile(r"([〇零○一二三四五六七八九十]{1,3})(?=[月日号])|元(?=月)")
_WEEKDAY = re.compile(r"\s*\(?(?:星期|周|礼拜)[一二三四五六日天]\)?")
_PARTIAL = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")


def _arabic(found: re.Match[str]) -> str:
    value = chinese_number(found.group(1) or "一")
    return found.group() if value is None else str(value)


def _written(year: str, month: str | None, day: str | None) -> str | None:
    """The partial date in the form of the tables; None where there is no such day."""
    if not FIRST_YEAR <= int(year) <= LAST_YEAR:
        return None
    if month is None:
        return year
    try:
        stated = date(int(year), int(month), int(day or 1))
    except ValueError:
        return None
    return stated.isoformat() if day is not None else f"{stated:%Y-%m}"


def _stated(text: str) -> str | None:
    if (serial := _SERIAL.fullmatch(text)) and int(serial.group(1)) in _SERIAL_RANGE:
        return (_SERIAL_EPOCH + timedelta(days=int(serial.group(1)))).isoformat()
    found = _COMPACT.fullmatch(text.removesuffix(".0")) or _PLAIN.fullmatch(text)
    return _written(*found.group(1, 2, 3)) if found is not None else None


def partial_date(text: str) -> Reading[str]:
    """2008, 2008年6月, 2008.6, 2008/6/1, 20080601, 39600 (a spreadsheet's serial number) …

    Yields 2008, 2008-06 or 2008-06-01. 2008年上半年 is 2008 with the remark `date_partly_read`;
    what is no date, or no day of the calendar, is `not_a_date`. Blank, 无, dashes and 长期 are no
    date and no problem.
    """
    if text.startswith(IMPRECISE):
        return Reading(None, "not_a_date")
    plain = clean_text(text).strip("()'‘’`。")
    if not plain or is_none_word(plain) or plain in OPEN_WORDS:
        return Reading(None)
    if len(plain) > LONGEST:
        return Reading(None, "not_a_date")
    plain = _CHINESE_PART.sub(_arabic, _CHINESE_YEAR.sub(_arabic, _WEEKDAY.sub("", plain)))
    if (value := _stated(plain)) is not None:
        return Reading(value)
    rough = plain
    while (shorter := _ROUGH.sub("", rough).strip()) != rough:
        rough = shorter
    if rough != plain and (value := _stated(rough)) is not None:
        return Reading(value, "date_partly_read")
    return Reading(None, "not_a_date")


def first_day(stated: str) -> date:
    """The first day of a partial date in the form of the tables."""
    year, month, day = _parts(stated)
    return date(year, month or 1, day or 1)


def last_day(stated: str) -> date:
    """The last day of a partial date in the form of the tables."""
    year, month, day = _parts(stated)
    if day is not None:
        return date(year, month or 1, day)
    if month in (None, 12):
        return date(year, 12, 31)
    return date(year, month + 1, 1) - timedelta(days=1)


def _parts(stated: str) -> tuple[int, int | None, int | None]:
    found = _PARTIAL.fullmatch(stated)
    if found is None:
        raise ValueError(f"not a partial date: {stated!r}")
    year, month, day = found.groups()
    return int(year), int(month) if month else None, int(day) if day else None


def in_force(
    since: str | None,
    until: str | None,
    on: date,
    *,
    since_unread: bool = False,
    until_unread: bool = False,
) -> bool | None:
    """Whether a tie is in force on a day (RULES 10).

    From the first day of `since` to the last day of `until`; null is open at that end. An end that
    its roster states and that could not be read (unread) leaves it open (None), unless the other
    end settles it.
    """
    if since is not None and on < first_day(since):
        return False
    if until is not None and on > last_day(until):
        return False
    return None if since_unread or until_unread else True


def in_force_series(
    since: pl.Series,
    until: pl.Series,
    on: date,
    *,
    since_unread: pl.Series | None = None,
    until_unread: pl.Series | None = None,
) -> pl.Series:
    """`in_force` of two columns of partial dates; booleans, null where it is open.

    The texts compare as they are: a prefix of the day's own text is a date it falls into.
    """
    import polars as pl

    frame = pl.DataFrame(
        {
            "since": since.cast(pl.String),
            "until": until.cast(pl.String),
            "open": pl.repeat(False, len(since), dtype=pl.Boolean, eager=True),
        }
    )
    for unread in (since_unread, until_unread):
        if unread is not None:
            frame = frame.with_columns(open=pl.col("open") | unread.fill_null(False))
    day = pl.lit(on.isoformat())
    begun = pl.col("since").is_null() | (pl.col("since") <= day)
    ended = pl.col("until").is_not_null() & (
        pl.col("until") < day.str.head(pl.col("until").str.len_chars())
    )
    answer = pl.when(~begun | ended).then(False).when(pl.col("open")).then(None).otherwise(True)
    return frame.select(answer.alias("in_force")).to_series()
