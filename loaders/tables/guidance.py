"""Sheets that say how to fill in the others: instructions, and the lists behind drop-downs.

Offices put such sheets beside their rosters, and so do `shequ template` and `shequ gaps`. They are
told by their name, and their rows are skipped as instructions: lists always (one of their values
may look like a header), instructions only where no roster's header stands in them.

A sheet that `shequ gaps` makes to look at says so above its header, whatever it is called: its rows
look like a roster's, and are none.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from loaders.tables.headers import normal_header

if TYPE_CHECKING:
    import polars as pl

_INSTRUCTIONS = re.compile(
    r"\d*[.、]?(?:(?:填表|填报|填写|使用|操作|模板)?(?:说明|须知|指引|指南)|instructions?|readme)\d*"
)
_LISTS = re.compile(r"(?:下拉(?:选项|菜单|列表|数据)|可选项|选项|数据字典|代码表|码表|lists)\d*")

# The line of graph/language/gaps.yaml, gaps_not_loaded, and how far down it may stand.
_MADE_BY_SHEQU = re.compile(
    r"由 ?shequ ?生成，只供查看，载入花名册时略过"
    r"|made by shequ to look at; a load of rosters passes over",
    re.IGNORECASE,
)
_ABOVE = 20


def is_guidance(sheet: str | None) -> bool:
    """Whether a sheet's name says that it holds instructions."""
    return sheet is not None and _INSTRUCTIONS.fullmatch(normal_header(sheet)) is not None


def holds_lists(sheet: str | None) -> bool:
    """Whether a sheet's name says that it holds lists to choose from."""
    return sheet is not None and _LISTS.fullmatch(normal_header(sheet)) is not None


def only_to_look_at(frame: pl.DataFrame) -> bool:
    """Whether a line above the header says that a load passes over the sheet."""
    import polars as pl

    cells = frame.head(_ABOVE).select(pl.exclude("row")).to_series(0)
    return any(_MADE_BY_SHEQU.search(cell) for cell in cells.drop_nulls().cast(pl.String))
