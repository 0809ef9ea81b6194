"""Official codes: divisions, buildings, unified social credit codes, and codes of other systems.

A code that a spreadsheet has turned into a number is refused, never mended (`digits_lost`): its
last digits are gone, although the cell still shows some.
"""

from __future__ import annotations

import re

from loaders.values.privacy import is_identity_card
from loaders.values.readings import IMPRECISE, Reading
from loaders.values.text import compact, is_none_word

DIVISION_LENGTHS = (6, 9, 12)
BUILDING_LENGTH, ROOM_LENGTH = 19, 25
EXACT_DIGITS = 15
"""A number of so many digits is whole in a spreadsheet; one more may not be."""

_NUMBER = re.compile(r"[0-9](?:\.[0-9]+[Ee]\+?|[Ee]\+)[0-9]{1,3}|[0-9]{16,}\.0+")
_EXACT_NUMBER = re.compile(r"([0-9]{1,15})\.0+")
_SEPARATORS = re.compile(r"[-‐-―−]")

_USCC_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_USCC = re.compile(f"[1-9ANY][{_USCC_ALPHABET}][0-9]{{6}}[{_USCC_ALPHABET}]{{10}}")
_USCC_VALUES = {character: value for value, character in enumerate(_USCC_ALPHABET)}
_CREDIT_WEIGHTS = tuple(pow(3, place, 31) for place in range(17))
_DATED = re.compile("[0-9]{10}(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])|[0-9]{15}$")
"""What can have the shape of an identity card; most credit codes can't."""
_BODY_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)


def _plain(text: str) -> Reading[str]:
    """The code without spaces, the apostrophe that forces text, and a needless ".0"."""
    if text.startswith(IMPRECISE):
        return Reading(None, "digits_lost")
    code = compact(text).lstrip("'‘’`")
    if not code or is_none_word(code):
        return Reading(None)
    if _NUMBER.fullmatch(code):
        return Reading(None, "digits_lost")
    exact = _EXACT_NUMBER.fullmatch(code)
    return Reading(exact.group(1) if exact else code)


def opaque_code(text: str) -> Reading[str]:
    """A code of another system, taken as it is."""
    return _plain(text)


def division_code(text: str) -> Reading[str]:
    """A division code of 6, 9 or 12 digits (GB/T 2260, GB/T 10114).

    The 12-digit form of a district or subdistrict (440305006000) is cut to the digits that say
    something. Other lengths and characters are `bad_code`.
    """
    code, problem, _ = _plain(text)
    if code is None:
        return Reading(None, problem)
    if not re.fullmatch("[1-9][0-9]*", code) or len(code) not in DIVISION_LENGTHS:
        return Reading(None, "bad_code")
    while len(code) > DIVISION_LENGTHS[0] and code.endswith("000"):
        code = code[:-3]
    return Reading(code)


def building_code(text: str) -> Reading[str]:
    """A building code of 19 digits (Shenzhen, 社会管理要素统一地址规范, 2017).

    The code of a room has 25: it is cut to its building's, with the remark `room_code_cut`
    (RULES 25). Other lengths and characters are `bad_code`.
    """
    code, problem, _ = _plain(text)
    if code is None:
        return Reading(None, problem)
    code = _SEPARATORS.sub("", code)
    if not re.fullmatch("[1-9][0-9]*", code) or len(code) not in (BUILDING_LENGTH, ROOM_LENGTH):
        return Reading(None, "bad_code")
    return Reading(code[:BUILDING_LENGTH], "room_code_cut" if len(code) == ROOM_LENGTH else None)


def organization_check_character(body: str) -> str:
    """The check character of the 8 characters of an organization code (GB 11714)."""
    total = sum(int(c, 36) * weight for c, weight in zip(body, _BODY_WEIGHTS, strict=True))
    remainder = 11 - total % 11
    return {10: "X", 11: "0"}.get(remainder, str(remainder))


def credit_check_character(body: str) -> str:
    """The check character of the 17 characters of a credit code (GB 32100: weights 3^(i-1))."""
    total = sum(
        _USCC_VALUES[character] * weight
        for character, weight in zip(body, _CREDIT_WEIGHTS, strict=True)
    )
    return _USCC_ALPHABET[-total % 31]


def uscc(text: str) -> Reading[str]:
    """A unified social credit code of 18 characters (GB 32100), both of its check characters right.

    `stdnum.cn.uscc` is not used: it refuses the codes that start with N, Y or A, does not check the
    organization code inside (GB 11714), and takes ten times as long. What has the shape of an
    identity card is `personal_value` before anything else: one in 31 of them passes as a credit
    code.
    """
    code, problem, _ = _plain(text)
    if code is None:
        return Reading(None, problem)
    code = _SEPARATORS.sub("", code).upper()
    if _DATED.match(code) and is_identity_card(code):
        return Reading(None, "personal_value")
    if not _USCC.fullmatch(code):
        return Reading(None, "bad_code")
    inner = organization_check_character(code[8:16])
    if credit_check_character(code[:17]) != code[17] or inner != code[16]:
        return Reading(None, "bad_check_character")
    return Reading(code)
