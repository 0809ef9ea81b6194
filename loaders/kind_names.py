"""The kind that ends a name: …联合党支部 is a joint branch, …业主委员会 an owners' committee."""

from __future__ import annotations

from functools import cache

import polars as pl

from ontology import load_model


@cache
def _spellings(code_list: str) -> tuple[dict[str, str], tuple[int, ...]]:
    """Spelling → notation of a list of kinds, and the lengths of spellings, longest first."""
    codes = load_model().code_lists[code_list].codes.values()
    found = {text: code.notation for code in codes for text in code.spellings}
    return found, tuple(sorted({len(text) for text in found}, reverse=True))


def kind_by_name(name: str, code_list: str) -> str | None:
    """The notation whose spelling ends the name, the longest of several; None if there is none."""
    spellings, lengths = _spellings(code_list)
    return next((spellings[name[-n:]] for n in lengths if name[-n:] in spellings), None)


def kinds_by_name(names: pl.Series, code_list: str) -> pl.Series:
    """`kind_by_name` of a column, each distinct name looked at once."""
    found = {n: kind_by_name(n, code_list) for n in names.drop_nulls().unique().to_list()}
    return names.replace_strict(found, default=None, return_dtype=pl.String)
