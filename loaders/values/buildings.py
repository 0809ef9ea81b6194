"""Names of buildings: the one form in which they are matched.

栋, 幢, 座, 号楼 and # are one word here (DOMAIN 2.3, quirk 16). Lists and ranges of buildings are
read by `building_lists`.
"""

from __future__ import annotations

import re

from loaders.values.numerals import chinese_number, with_arabic_ordinals
from loaders.values.text import clean_text

ALL_BUILDINGS = "*"
"""The key that stands for every building of the estate (全部楼栋)."""
ODD_BUILDINGS, EVEN_BUILDINGS = "*单", "*双"
"""Those for the buildings with an odd or an even number (单号楼, 双号楼)."""
WHOLES = (ODD_BUILDINGS, EVEN_BUILDINGS, ALL_BUILDINGS)
_MOST_ROUNDS = 6

DESIGNATOR = "(?:号楼|号栋|号|栋楼|栋|幢|座|#楼|#栋|#)"
NUMERAL = "[〇零○一二两三四五六七八九十百]{1,7}"
STEM = "[甲乙丙丁戊己庚辛东西南北]"
TOKEN = f"(?:[A-Z]{{0,2}}[0-9]{{1,6}}[A-Z]?|[A-Z]|{NUMERAL}|{STEM})"
DASH = "(?:[-‐-―−~〜∼]{1,2}|至|到)"
NAME_END = "(?<![0-9A-Z第〇零○一二两三四五六七八九十百~〜∼至到‐-―−-])"
SHAPE = re.compile("([A-Z]{0,2})([0-9]+)([A-Z]?)")
_NUMBERED = re.compile(f"(|.*{NAME_END})第?({TOKEN})({DESIGNATOR})")
_DOUBLE = re.compile(f"([0-9]{{1,4}})[-‐-―−]([0-9]{{1,4}}){DESIGNATOR}")
BUILDING_PREFIX = re.compile(f"{TOKEN}{DESIGNATOR}")
_OLD_FORMS = str.maketrans("棟號樓單", "栋号楼单")
_NUMBER_SIGN = re.compile("(?<![A-Z])N[O0]\\.? *(?=[0-9])")
_LETTER_DASH = re.compile("(?<![0-9A-Z])([A-Z])[-‐-―−](?=[0-9])")
_QUOTES = "['\"“”‘’《》]"
_DOTS = "(?<![0-9])[ .·•・]|[ .·•・](?![0-9])"
_IN_TOKEN = "0-9A-Z〇零○一二两三四五六七八九十百甲乙丙丁戊己庚辛东西南北"
_COMMAS = f"(?<![{_IN_TOKEN}栋幢座楼号#])[,、;:]|[,、;:](?![{_IN_TOKEN}])"
_PUNCTUATION = re.compile(f"{_QUOTES}|{_DOTS}|{_COMMAS}")
"""What a key leaves out; never what stands between two numbers: 4、5栋 is not 45栋."""


def normal(text: str) -> str:
    """Clean, in capitals and simplified characters; No.3 as 3, A-1 as A1."""
    plain = clean_text(text).upper().translate(_OLD_FORMS)
    return _LETTER_DASH.sub(r"\1", _NUMBER_SIGN.sub("", plain))


def number(token: str) -> str:
    """A token in one form: 01 → 1, 十二 → 12, A01 → A1."""
    if (found := SHAPE.fullmatch(token)) is not None:
        letters, digits, letter = found.groups()
        return f"{letters}{int(digits)}{letter}"
    value = chinese_number(token)
    return token if value is None else str(value)


def building_key(name: str) -> str:
    """The form in which names of buildings are matched.

    1栋 = 1幢 = 1号楼 = 1# = 1座 = 一栋 = 第1栋 = 01栋 = "1"; A座 = A栋 = "A"; 一期3栋 is "1期3".
    1-1栋 is no range but a name: "1-1栋". Other names (综合楼) stay themselves. What stands between
    two numbers stays too, so that no list is taken for a building: see `building_cells`.
    """
    for _ in range(_MOST_ROUNDS):
        key = _key(name)
        if key == name:
            break
        name = key
    return name


def _key(name: str) -> str:
    plain = _PUNCTUATION.sub("", normal(name))
    if re.fullmatch(TOKEN, plain):
        return number(plain)
    if (double := _DOUBLE.fullmatch(plain)) is not None:
        return f"{int(double.group(1))}-{int(double.group(2))}栋"
    found = _NUMBERED.fullmatch(plain)
    if found is None:
        return with_arabic_ordinals(plain)
    prefix, token, _ = found.groups()
    if BUILDING_PREFIX.fullmatch(prefix):
        prefix = _key(prefix) + "栋"
    return with_arabic_ordinals(prefix) + number(token)


def split_building(name: str) -> tuple[str, str]:
    """(what stands before the building, the building): 海月花园一期3栋 → (海月花园一期, 3栋)."""
    for whole in WHOLES:
        if name.endswith(whole):
            return name.removesuffix(whole), whole
    found = _NUMBERED.fullmatch(normal(name))
    if found is None or not found.group(1) or BUILDING_PREFIX.fullmatch(found.group(1)):
        return "", name
    if len(normal(name)) != len(name):
        return found.group(1), normal(name)[len(found.group(1)) :]
    return name[: len(found.group(1))], name[len(found.group(1)) :]
