"""A text as one segment of an IRI's path.

What RFC 3987 (section 2.2, `isegment`) lets stand there does; all else is percent-encoded, above
all "/" and the characters that are nobody's or private. So are spaces and what shows nothing (the
RFC's section 4.1 forbids marks of direction), so that two names that look alike are told apart.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import quote

if TYPE_CHECKING:
    import polars as pl

_SHOWS_NOTHING = "\u061c\u1680\u180e\u2000-\u200f\u2028-\u202f\u205f-\u206f\u3000\ufeff"
_PLANES = [(plane << 16, (plane << 16) + 0xFFFD) for plane in range(1, 14)]
_BEYOND_ASCII = "\xa1-\xac\xae-\ud7ff\uf900-\ufdcf\ufdf0-\uffef" + "".join(
    f"{chr(first)}-{chr(last)}" for first, last in [*_PLANES, (0xE1000, 0xEFFFD)]
)
# Python's `re` and polars read it alike.
_UNSAFE = rf"[^A-Za-z0-9\-._~!$&'()*+,;=:@{_BEYOND_ASCII}]|[{_SHOWS_NOTHING}]"


def segment(text: str) -> str:
    """The text, with what may not stand in a segment percent-encoded as UTF-8."""
    return re.sub(_UNSAFE, lambda found: quote(found[0], safe=""), text)


def segments(texts: pl.Series) -> pl.Series:
    """The same for a column of texts; null stays null."""
    odd = texts.filter(texts.str.contains(_UNSAFE)).unique().to_list()
    return texts.replace({text: segment(text) for text in odd}) if odd else texts
