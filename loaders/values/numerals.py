"""Chinese numerals: 十二, 一百零三, 两千; digit by digit, 二〇〇八; 第一 and 一期 in names."""

from __future__ import annotations

import re

NUMERALS = "〇零○一二三四五六七八九十百千万亿两壹贰叁肆伍陆柒捌玖拾佰仟萬億"
_FORMAL = str.maketrans("壹贰叁肆伍陆柒捌玖拾佰仟萬億零○两", "一二三四五六七八九十百千万亿〇〇二")
_DIGITS = {digit: value for value, digit in enumerate("〇一二三四五六七八九")}
_UNITS = {"十": 10, "百": 100, "千": 1000}


def _below_ten_thousand(text: str) -> int | None:
    """一千零三, 二十一, 十二; None where it is not one number (一百二 may be 102 or 120)."""
    total, digit, last_unit, zero = 0, None, 10_000, False
    for i, character in enumerate(text):
        if character == "〇":
            if digit is not None or zero or i == 0:
                return None
            zero = True
        elif character in _DIGITS:
            if digit is not None:
                return None
            digit = _DIGITS[character]
        else:
            unit = _UNITS[character]
            if unit >= last_unit or (digit is None and (unit != 10 or total or zero)):
                return None
            total += (1 if digit is None else digit) * unit
            digit, last_unit, zero = None, unit, False
    if digit is None:
        return None if zero else total
    if total and last_unit > 10 and not zero:
        return None
    return total + digit


def chinese_number(text: str) -> int | None:
    """The number that Chinese numerals say, up to 亿; None where they say none, or not which."""
    plain = text.translate(_FORMAL)
    if not plain or any(c not in _DIGITS and c not in "十百千万亿" for c in plain):
        return None
    if len(plain) > 1 and all(character in _DIGITS for character in plain):
        if plain[0] == "〇" or len(plain) > 9:
            return None
        return int("".join(str(_DIGITS[c]) for c in plain))
    if plain == "〇":
        return 0
    total = 0
    for unit, size in (("亿", 100_000_000), ("万", 10_000)):
        head, found, rest = plain.partition(unit)
        if not found:
            continue
        value = _below_ten_thousand(head)
        if not head or value is None:
            return None
        total += value * size
        skipped = rest.startswith("〇")
        plain = rest.removeprefix("〇")
        if not plain:
            return None if skipped else total
        if not skipped and len(plain) == 1:
            return None
    value = _below_ten_thousand(plain)
    return None if value is None else total + value


_ROMAN = {
    "I": 1,
    "II": 2,
    "III": 3,
    "IV": 4,
    "V": 5,
    "VI": 6,
    "VII": 7,
    "VIII": 8,
    "IX": 9,
    "X": 10,
}
_ORDINAL = re.compile(f"第([{NUMERALS}]{{1,9}})")
_PHASE = re.compile(f"(?:第?([{NUMERALS}]{{1,9}})|第?([0-9]{{1,4}})|(?<![A-Z])([IVX]{{1,4}}))期")
_BRACKETED_PHASE = re.compile(r"\(([0-9]+期)\)|(?<=[\u4e00-\u9fff])-([0-9]+期)")


def _arabic_ordinal(found: re.Match[str]) -> str:
    value = chinese_number(found.group(1))
    return found.group() if value is None else f"第{value}"


def _arabic_phase(found: re.Match[str]) -> str:
    numeral, digits, roman = found.groups()
    value = chinese_number(numeral) if numeral else int(digits) if digits else _ROMAN.get(roman)
    return found.group() if value is None else f"{value}期"


def with_arabic_ordinals(name: str) -> str:
    """第一 as 第1; 一期, 第一期, (一期), -一期, I期 and 01期 as 1期.

    The name is in NFKC and capitals.
    """
    if "第" not in name and "期" not in name:
        return name
    name = _PHASE.sub(_arabic_phase, _ORDINAL.sub(_arabic_ordinal, name))
    return _BRACKETED_PHASE.sub(r"\1\2", name)
