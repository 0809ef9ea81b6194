"""The kind that ends a name: …联合党支部 is a joint branch, …业主委员会 an owners' committee."""

from __future__ import annotations

import re
from functools import cache

import polars as pl

from ontology import load_model

# What may stand behind the kind: a number, or a remark in brackets. One that says the organization
# is still to come, or gone, is no such remark: …业委会（筹） is not yet an owners' committee.
_BEHIND = re.compile(
    r"(?:[（(\[【](?!原)[^（）()\[\]【】筹拟待撤]{1,20}[）)\]】]|[一二三四五六七八九十]{1,3}|\d{1,3})\s*$"
)


@cache
def _spellings(code_list: str) -> tuple[dict[str, str], tuple[int, ...]]:
    """Spelling → notation of a list of kinds, and the lengths of spellings, longest first."""
    codes = load_model().code_lists[code_list].codes.values()
    found = {text: code.notation for code in codes for text in code.spellings}
    return found, tuple(sorted({len(text) for text in found}, reverse=True))


def kind_by_name(name: str, code_list: str) -> str | None:
    """The notation whose spelling ends the name, the longest of several; None if there is none.

    A number or a remark in brackets may stand behind it: …党支部（一）, …党支部（离退休）.
    """
    spellings, lengths = _spellings(code_list)
    while True:
        kind = next((spellings[name[-n:]] for n in lengths if name[-n:] in spellings), None)
        shorter = _BEHIND.sub("", name).rstrip()
        if kind is not None or shorter == name:
            return kind
        name = shorter


def kinds_by_name(names: pl.Series, code_list: str) -> pl.Series:
    """`kind_by_name` of a column, each distinct name looked at once."""
    found = {n: kind_by_name(n, code_list) for n in names.drop_nulls().unique().to_list()}
    return names.replace_strict(found, default=None, return_dtype=pl.String)
