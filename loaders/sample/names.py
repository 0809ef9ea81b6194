"""Invented names and codes. A likeness to a real estate, firm or school is an accident."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product
from random import Random

_FIRST = "榕桉棠枫柏樟桐梧杉莲蓼芷蕙岚峤澜汐渚沄屿礁帆舸汀湄泓霁荻菱葭蒲棣"
_SECOND = "禾笙朔野潭栖庭筠岑砚麓浦陌圃原舟川阡谷坞塬亭屏阁轩崖岸舍涧洲畦埠"

_USCC_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_USCC_WEIGHTS = (1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28)
_BODY_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)


def stems(random: Random) -> list[str]:
    """About a thousand words of two characters, in a drawn order."""
    words = [first + second for first, second in product(_FIRST, _SECOND)]
    random.shuffle(words)
    return words


def series(forms: tuple[str, ...], words: list[str]) -> Iterator[str]:
    """Names made of the forms and words in turn, no two the same, until all are used."""
    for turn in range(len(forms)):
        for i, word in enumerate(words):
            yield forms[(i + turn) % len(forms)].format(word)


def credit_code(prefix: str, number: int) -> str:
    """A unified social credit code with right check characters (GB 32100, GB 11714).

    The organization code starts with XX, which no registered one does, so the code is nobody's.
    """
    body = f"XX{number:06d}"
    total = sum(
        _value(character) * weight for character, weight in zip(body, _BODY_WEIGHTS, strict=True)
    )
    remainder = 11 - total % 11
    check = {10: "X", 11: "0"}.get(remainder, str(remainder))
    code = f"{prefix}440305{body}{check}"
    total = sum(
        _USCC_ALPHABET.index(character) * weight
        for character, weight in zip(code, _USCC_WEIGHTS, strict=True)
    )
    return code + _USCC_ALPHABET[(31 - total % 31) % 31]


def _value(character: str) -> int:
    """The value of a character of an organization code: digits as they are, A is 10."""
    return int(character, 36)


_NUMERALS = "一二三四五六七八九十"


def numeral(number: int) -> str:
    """1 to 19 as Chinese writes it in names: 一 … 十九."""
    if number <= 10:
        return _NUMERALS[number - 1]
    return "十" + _NUMERALS[number - 11]
