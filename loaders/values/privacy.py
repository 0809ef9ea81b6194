"""Personal data in cells: found by shape and date, whatever the column (RULES 25 to 27).

A hit refuses the cell; nothing here changes a text. An identity card is 18 characters with a day
of the calendar at 7 to 14, or 15 digits with one at 7 to 12, whether or not its check character
and its division are right: a library that checks more finds fewer. Shapes count between other
text, with spaces and hyphens inside, but not inside a longer run of digits (a building's code).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING, Literal

from loaders.values.text import INVISIBLE, SPACES, compact

if TYPE_CHECKING:
    import polars as pl

PersonalData = Literal["identity_card", "mobile", "telephone", "room_code", "email"]

_GAP = "[ ‐-―−-]{0,3}"
_DIGIT = f"(?:{_GAP}[0-9])"
_BEFORE, _AFTER = "(?:^|[^0-9])", "(?:[^0-9]|$)"
_YEAR = f"(?:1{_GAP}[89]|2{_GAP}0){_DIGIT}{{2}}"
_MONTH_DAY = f"{_GAP}[01]{_DIGIT}{_GAP}[0-3]{_DIGIT}"
_SHAPES: tuple[tuple[PersonalData, str], ...] = (
    (
        "identity_card",
        f"[0-9]{_DIGIT}{{5}}{_GAP}{_YEAR}{_MONTH_DAY}{_DIGIT}{{3}}{_GAP}[0-9A-Za-z*]",
    ),
    ("identity_card", f"[0-9]{_DIGIT}{{7}}{_MONTH_DAY}{_DIGIT}{{3}}"),
    ("mobile", f"(?:(?:00)?86{_GAP})?1{_GAP}[3-9]{_DIGIT}{{9}}"),
    ("room_code", f"[0-9]{_DIGIT}{{24}}"),
    ("telephone", rf"0(?:10|2[0-9]|[3-9][0-9]{{2}})\)?{_GAP}[2-8][0-9]{{2,3}}{_GAP}[0-9]{{4}}"),
    ("telephone", r"(?:电话|座机|TEL|Tel|tel)[^0-9]{0,3}[2-8][0-9]{6,7}"),
    ("email", r"[0-9A-Za-z._%+-]{1,64}@[0-9A-Za-z-]{1,64}(?:\.[0-9A-Za-z-]{1,64}){1,8}"),
)
_EXPONENT = r"[0-9]\.[0-9]{6,}[Ee]\+?(?:10|14|17)"
"""A number that a spreadsheet shows so has the length of a mobile number or an identity card."""

# A look-ahead, so that shapes which begin inside others are seen too. A group of four digits of a
# longer code (4403 0500 6011 …) is no area code.
_EXACT = tuple(
    (
        kind,
        re.compile(
            f"(?<![0-9]){'(?<![0-9][ -])' if kind == 'telephone' else ''}(?=({shape})(?![0-9]))"
        ),
    )
    for kind, shape in _SHAPES
)
_EXPONENTS = re.compile(_EXPONENT)
_SUSPECT = "|".join([*(f"{_BEFORE}(?:{shape}){_AFTER}" for _, shape in _SHAPES), _EXPONENT])
_INVISIBLE, _SPACE = re.compile(f"[{INVISIBLE}]"), re.compile(f"[{SPACES}]")


def _normal(text: str) -> str:
    """NFKC without invisible characters, every space a plain one."""
    return _SPACE.sub(" ", _INVISIBLE.sub("", unicodedata.normalize("NFKC", text)))


def _in_full(number: re.Match[str]) -> str:
    mantissa, exponent = re.split("[Ee]", number.group())
    digits = mantissa.replace(".", "")
    return digits.ljust(int(exponent) + 1, "0")


def _is_day(year: str, month: str, day: str) -> bool:
    try:
        date(int(year), int(month), int(day))
    except ValueError:
        return False
    return True


def _has_birth_date(candidate: str) -> bool:
    code = re.sub("[^0-9A-Za-z*]", "", candidate)
    if len(code) == 18:
        return _is_day(code[6:10], code[10:12], code[12:14])
    return any(_is_day(century + code[6:8], code[8:10], code[10:12]) for century in ("19", "20"))


def _kinds(text: str) -> Iterator[PersonalData]:
    for kind, pattern in _EXACT:
        found = (match.group(1) for match in pattern.finditer(text))
        if any(_has_birth_date(code) if kind == "identity_card" else True for code in found):
            yield kind


def personal_data(text: str) -> PersonalData | None:
    """What kind of personal data a text seems to hold, if any. Nothing is raised."""
    normal = _normal(text)
    if "E" in normal or "e" in normal:
        normal = _EXPONENTS.sub(_in_full, normal)
    return next(_kinds(normal), None)


def is_identity_card(text: str) -> bool:
    """Whether a text holds what looks like an identity card."""
    return "identity_card" in _kinds(_normal(text))


def screen_kinds(series: pl.Series) -> pl.Series:
    """`personal_data` of a column of text: the kind, or null.

    Polars looks for the shapes in the distinct texts that have digits at all; only what it
    suspects is looked at closely.
    """
    import polars as pl

    nothing = pl.repeat(None, len(series), dtype=pl.String, eager=True).alias(series.name)
    likely = series.filter(
        series.str.contains(r"(?s)\p{N}.*\p{N}|[@＠﹫]").fill_null(False)
    ).unique()
    normal = (
        likely.str.normalize("NFKC")
        .str.replace_all(f"[{INVISIBLE}]", "")
        .str.replace_all(f"[{SPACES}]", " ")
    )
    suspect = likely.filter(normal.str.contains(_SUSPECT))
    found = {text: personal_data(text) for text in suspect.to_list()}
    hits = {text: kind for text, kind in found.items() if kind is not None}
    if not hits:
        return nothing
    return series.replace_strict(hits, default=None, return_dtype=pl.String)


def screen(series: pl.Series, *, room_codes: bool = True) -> pl.Series:
    """Which cells look like personal data (never null); their texts must go no further.

    room_codes: whether codes of 25 digits count; not in a column of building codes, where they
    are cut to the building's (RULES 25).
    """
    kinds = screen_kinds(series)
    hit = kinds.is_not_null()
    return hit if room_codes else hit & (kinds != "room_code").fill_null(True)


_WORD = re.compile(
    "党(?:委|总支|支部|小组|工委|组织|群|校|建)|支部|总支|工委|小组|小区|社区|街道|公司|集团|企业|工厂"
    "|委员会|居委|村委|业委|管委|工作站|服务站|党支|管理处|办事处|服务处|物业|中心|学校|中学|小学|大学"
    "|学院|幼儿园|医院|法院|银行|网格|楼栋|花园|家园|广场|大厦|大楼|宿舍|公寓|工业区|城中村|新村|名城"
    "|协会|商会|工会|学会|基金会|联合会|理事会|合作社|联席会|妇联|团委|妇委|事务所|派出所|研究所|研究院"
    "|管理局|分局|教育局|公安局|政府|机关|单位|部门|酒店|商场|市场|超市|项目|协议|单元"
    "|[0-9A-Z](?:栋|幢|座|号楼|期)|第?[一二三四五六七八九十]+(?:号楼|期)|[0-9]#"
)
_LONG_ENOUGH_WORD = re.compile("党|栋|幢|座|楼|苑|村|会|处|站|局|院|园|厂|部|队|组|所|店|城")
_HOLDER = re.compile(
    "书记|主任|站长|栋长|楼长|组长|主席|先生|女士|同志|姓名|联系人|委员(?!会)|党员(?!队|活动|服务|之家)"
)
"""Words that a person's name stands beside: 某某党支部书记, and who that is."""
_ROLE = "联系人|联络人|负责人|责任人|书记|主任|站长|经理|组长|楼栋长|栋长|楼长|主席|会长|园长|校长"
_TITLED = re.compile(
    rf"(?:{_ROLE}|姓名)[::]?[\u4e00-\u9fff·]{{2,4}}|[\u4e00-\u9fff·]{{2,4}}(?:{_ROLE}|同志|先生|女士)"
)
_STARTS_AS_BUILDING = re.compile("第?[一二三四五六七八九十]+(?:栋|幢|座)")
_CODE = re.compile(
    "[0-9]{6}|[0-9]{9}|[0-9]{12}|[0-9]{14,20}|(?=.*[0-9])(?=.*[A-Z])[0-9A-Z._/-]{4,32}"
)
_LONGER_THAN_A_NAME = 5


def has_organization_word(text: str) -> bool:
    """Whether a text may be shown: it names an organization or a place, or is a code (RULES 27).

    A single character such as 党, 栋 or 会 can stand in a person's name, so it counts only where
    the text is longer than names are. What looks like personal data, or names the holder of a
    post, may never be shown.
    """
    plain = compact(text)
    if personal_data(text) is not None or _HOLDER.search(plain):
        return False
    if _WORD.search(plain) or _STARTS_AS_BUILDING.match(plain) or _CODE.fullmatch(plain):
        return True
    return len(plain) >= _LONGER_THAN_A_NAME and _LONG_ENOUGH_WORD.search(plain) is not None


def names_a_holder(text: str) -> bool:
    """Whether a text is a person's name with what that person is: 书记张某某, 张某某同志.

    老书记工作室 is an organization, by its last word.
    """
    plain = compact(text)
    return _TITLED.fullmatch(plain) is not None and _WORD.search(plain) is None
