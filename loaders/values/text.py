"""Plain text: one form for what looks the same, and the words that say "none" and "vacant".

NFKC is RULES 18; the rest is DOMAIN 2.3, quirks 10, 14 and 19.
"""

from __future__ import annotations

import re
import unicodedata


def _characters(*ranges: tuple[int, int]) -> str:
    """A regular-expression class body that Python and polars (Rust) both read."""
    return "".join(re.escape(chr(a)) + "-" + re.escape(chr(b)) for a, b in ranges)


SPACES = _characters(
    (0x09, 0x0D), (0x1C, 0x20), (0x85, 0x85), (0xA0, 0xA0), (0x1680, 0x1680), (0x2000, 0x200A),
    (0x2028, 0x2029), (0x202F, 0x202F), (0x205F, 0x205F), (0x3000, 0x3000),
)  # fmt: skip
INVISIBLE = _characters(
    (0x00, 0x08), (0x0E, 0x1B), (0x7F, 0x84), (0x86, 0x9F),  # controls
    (0xAD, 0xAD), (0x034F, 0x034F), (0x061C, 0x061C), (0x115F, 0x1160), (0x17B4, 0x17B5),
    (0x180B, 0x180F), (0x200B, 0x200F), (0x202A, 0x202E), (0x2060, 0x206F), (0x2800, 0x2800),
    (0x3164, 0x3164), (0xFE00, 0xFE0F), (0xFEFF, 0xFEFF), (0xFFA0, 0xFFA0), (0xFFF9, 0xFFFC),
    (0x1BCA0, 0x1BCA3), (0x1D173, 0x1D17A), (0xE0000, 0xE007F), (0xE0100, 0xE01EF),
)  # fmt: skip
"""Zero-width, format, filler and variation characters: nothing that a reader of the cell sees."""

_HAN = "\u3400-\u9fff\U00020000-\U000323af"
_CJK = _HAN + "\u3001-\u3003\u3005-\u3011\u3014-\u301b"
PLAIN = "^[0-9A-Za-z#()\\-\u4e00-\u9fff]+$"
"""Texts that `clean_text` leaves as they are (most cells; polars finds them without Python)."""

_ALREADY_CLEAN = re.compile(PLAIN[1:-1])
_INVISIBLE = re.compile(f"[{INVISIBLE}]")
_SPACES = re.compile(f"[{SPACES}]+")
_BETWEEN_CJK = re.compile(f"(?<=[{_CJK}]) (?=[{_CJK}])")
_PICTURE = "\u203c-\u3299\U0001f000-\U0001faff"
_EMOJI = re.compile(
    f"[{_PICTURE}][\ufe0e\ufe0f]?(?:\u200d[{_PICTURE}][\ufe0e\ufe0f]?)*[\U000e0020-\U000e007f]*"
    "|[0-9#*]\ufe0f\u20e3"
)

NONE_WORDS = frozenset(
    [
        "无",
        "没有",
        "暂无",
        "尚无",
        "未纳入",
        "未建",
        "未建立",
        "未成立",
        "未组建",
        "未设",
        "未设立",
        "未覆盖",
        "N/A",
        "NA",
        "NONE",
    ]
)
VACANT_WORDS = frozenset({"空缺", "暂缺"})
_DASHES = re.compile(r"[-‐-―−_/\\]+")

_OPENING = "([{<【《〈“‘〔「『"
_CLOSING = ")]}>】》〉”’〕」』"
_ENUMERATOR = re.compile(r"(?m)(?:^|(?<=[;；]))\s*\(?[0-9]{1,2}[.、)]\s*(?=[^0-9\s])")
_MOST_NORMALIZATIONS = 8


def _visible(text: str) -> str:
    """The text without invisible characters, but those that hold an emoji together."""
    if _INVISIBLE.search(text) is None:
        return text
    kept: list[str] = []
    end = 0
    for emoji in _EMOJI.finditer(text):
        kept += _INVISIBLE.sub("", text[end : emoji.start()]), emoji.group()
        end = emoji.end()
    return "".join([*kept, _INVISIBLE.sub("", text[end:])])


def clean_text(text: str) -> str:
    """The text in NFKC, without invisible characters and needless spaces.

    Line breaks and runs of spaces become one space, none between Chinese characters, none at the
    ends. Cleaning what is clean changes nothing. Nothing is raised.
    """
    if _ALREADY_CLEAN.fullmatch(text):
        return text
    for _ in range(_MOST_NORMALIZATIONS):
        tidy = _visible(unicodedata.normalize("NFKC", text))
        tidy = _BETWEEN_CJK.sub("", _SPACES.sub(" ", tidy)).strip(" ")
        if tidy == text:
            break
        text = tidy
    return text


def compact(text: str) -> str:
    """The clean text without any space: the form in which spellings and codes are compared."""
    plain = clean_text(text)
    while " " in plain:
        plain = clean_text(plain.replace(" ", ""))
    return plain


def is_none_word(text: str) -> bool:
    """Whether a cell says that there is none: 无, 没有, 暂无, 未纳入, 未建, 未成立, "/", "—" …"""
    word = compact(text).rstrip("。.")
    return word.upper() in NONE_WORDS or _DASHES.fullmatch(word) is not None


def is_vacant_word(text: str) -> bool:
    """Whether the holder of a post is said to be lacking: 空缺, 暂缺 (RULES 17)."""
    return compact(text).strip("()") in VACANT_WORDS


def _depths(text: str) -> list[int]:
    """How many brackets are open at each character; a bracket that is never closed is none."""
    open_: list[int] = []
    pairs: list[tuple[int, int]] = []
    for i, character in enumerate(text):
        if character in _OPENING:
            open_.append(i)
        elif character in _CLOSING:
            wanted = _OPENING[_CLOSING.index(character)]
            for at in range(len(open_) - 1, max(-1, len(open_) - 9), -1):
                if text[open_[at]] == wanted:
                    pairs.append((open_[at], i))
                    del open_[at:]
                    break
    change = [0] * (len(text) + 1)
    for start, end in pairs:
        change[start] += 1
        change[end] -= 1
    depth, depths = 0, []
    for step in change[:-1]:
        depth += step
        depths.append(depth)
    return depths


def split_outside_brackets(text: str, separator: re.Pattern[str]) -> list[str]:
    """The parts of a text between separators that stand in no bracket."""
    depths = _depths(text)
    parts: list[str] = []
    start = 0
    for found in separator.finditer(text):
        if depths[found.start()] == 0:
            parts.append(text[start : found.start()])
            start = found.end()
    return [*parts, text[start:]]


_LIST_SEPARATOR = re.compile(
    r"[、;；，\n]|(?<![0-9]),|,(?![0-9]{3}(?![0-9]))"  # not the comma of 1,200
    f"|(?<=[{_HAN})]{{3}})/(?=[{_HAN}(]{{3}})"  # 甲公司/乙公司, but not 5次/年
)


def split_list(text: str) -> list[str]:
    """The items of a list in a cell, cleaned, in order, each once.

    Separators are 、 ， , ； ; line breaks, and a slash between two names; none inside brackets.
    Numbers before the items (1、 2.) are dropped.
    """
    normal = unicodedata.normalize("NFKC", text).replace("\r", "\n")
    normal = _ENUMERATOR.sub("", normal)
    items = (clean_text(part) for part in split_outside_brackets(normal, _LIST_SEPARATOR))
    return list(dict.fromkeys(item for item in items if item))
