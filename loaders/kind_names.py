"""The kind that ends a name: …联合党支部 is a joint branch, …业主委员会 an owners' committee."""

from __future__ import annotations

from functools import cache

import polars as pl

from ontology import load_model


@cache
def _spellings(code_list: str) -> tuple[tuple[str, str], ...]:
    """(spelling, notation) of a list of kinds, the longest spelling first."""
    codes = load_model().code_lists[code_list].codes.values()
    pairs = ((text, code.notation) for code in codes for text in code.spellings)
    return tuple(sorted(pairs, key=lambda pair: (-len(pair[0]), pair)))


def kind_by_name(name: str, code_list: str) -> str | None:
    """The notation whose spelling ends the name, the longest of several; None if there is none."""
    return next((kind for text, kind in _spellings(code_list) if name.endswith(text)), None)


def kinds_by_name(names: pl.Series, code_list: str) -> pl.Series:
    """`kind_by_name` of a column, each distinct name looked at once."""
    found = {n: kind_by_name(n, code_list) for n in names.drop_nulls().unique().to_list()}
    return names.replace_strict(found, default=None, return_dtype=pl.String)
