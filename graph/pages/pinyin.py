"""How the Chinese characters of a page are read, so that its search takes pinyin and initials.

The page gets one table of the characters that occur, not the pinyin of every name: a district has
some hundred characters and tens of thousands of names.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

_CHINESE = re.compile(r"[\u3400-\u9fff]")


def readings(names: Iterable[str]) -> dict[str, str]:
    """Character → all of its readings without tones, with spaces between (重: "chong zhong").

    ü is written v, as it is typed. A character without a known reading is left out.
    """
    characters: set[str] = set()
    for name in names:
        characters.update(name)
    found = {}
    for character in sorted(filter(_CHINESE.match, characters)):
        if known := _read(character):
            found[character] = " ".join(known)
    return found


def _read(character: str) -> list[str]:
    from pypinyin import Style, pinyin

    every = pinyin(character, style=Style.NORMAL, heteronym=True, errors="ignore")
    return sorted({reading for reading in every[0] if reading.isascii()}) if every else []
