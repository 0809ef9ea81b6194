"""Figures under a header that counts in hundreds or more: 12 under 户数（百户） is 1,200."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from loaders.values.columns import QUALIFIED

if TYPE_CHECKING:
    import polars as pl

_UNIT = "(?:人次|[人户个名家栋幢套元]|平方米|平米|㎡|m2)?"
_SCALE = re.compile(
    rf"[(\[【〔](?:单位:)?(?P<within>百万|千万|[百千万亿]){_UNIT}[)\]】〕]"
    rf"|/(?P<behind>百万|千万|[百千万亿]){_UNIT}$"
)
_FIGURE = "[0-9０-９一二两三四五六七八九十]"


def scale(header: str) -> str | None:
    """The hundred, thousand or ten thousand in which a header says that its figures are."""
    plain = re.sub(r"\s+", "", unicodedata.normalize("NFKC", header))
    found = _SCALE.search(plain)
    return (found["within"] or found["behind"]) if found is not None else None


def scaled(texts: pl.Series, type: str, header: str) -> pl.Series:
    """The cells of a type with what their header counts in: 12 is 12百, 约3 is 约3千.

    A cell that is no bare figure (4人 under 千人) can then not be read: either may be meant.
    """
    unit = scale(header) if type in QUALIFIED else None
    if unit is None:
        return texts
    figures = texts.str.contains(_FIGURE).fill_null(False)
    return (texts.str.strip_chars() + unit).zip_with(figures, texts)


def unread(texts: pl.Series, values: pl.Series, type: str, header: str) -> pl.Series:
    """Which cells with a figure could not be read under a header that has a scale."""
    import polars as pl

    if type not in QUALIFIED or scale(header) is None:
        return pl.repeat(False, len(texts), dtype=pl.Boolean, eager=True)
    return texts.str.contains(_FIGURE).fill_null(False) & values.is_null()
