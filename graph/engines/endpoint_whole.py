"""Whether an answer has all its rows: stores have limits, and some leave the rest away in silence.

A store that says so in a header is believed. The limits of the others are round numbers, so that an
answer of so many rows is followed by a query that counts them, whose own answer is one row.
"""

from __future__ import annotations

import re

from graph.allowed_sparql import PROLOGUE

_SELECT = re.compile(rf"(?P<prologue>{PROLOGUE})(?P<rest>SELECT\b.*)", re.I | re.S)
_ROUND = 100


def may_be_cut(rows: int) -> bool:
    """Whether so many rows may be a limit: a multiple of a hundred, or a power of two."""
    return rows >= _ROUND and (rows % _ROUND == 0 or rows.bit_count() == 1)


def counting(text: str) -> str | None:
    """The query that counts the rows of a SELECT; None for a query of another form."""
    found = _SELECT.fullmatch(text)
    if found is None:
        return None
    # a comment may stand at the end of either part
    return f"{found['prologue']}\nSELECT (COUNT(*) AS ?shequ_rows) {{ {{ {found['rest']}\n}} }}"
