"""Sheets that say how to fill in the others: instructions, and the lists behind drop-downs.

Offices put such sheets beside their rosters, and so do `shequ template` and `shequ gaps`. They are
told by their name, and their rows are skipped as instructions: lists always (one of their values
may look like a header), instructions only where no roster's header stands in them.
"""

from __future__ import annotations

import re

from loaders.tables.headers import normal_header

_INSTRUCTIONS = re.compile(
    r"\d*[.、]?(?:(?:填表|填报|填写|使用|操作|模板)?(?:说明|须知|指引|指南)|instructions?|readme)\d*"
)
_LISTS = re.compile(r"(?:下拉(?:选项|菜单|列表|数据)|可选项|选项|数据字典|代码表|码表|lists)\d*")


def is_guidance(sheet: str | None) -> bool:
    """Whether a sheet's name says that it holds instructions."""
    return sheet is not None and _INSTRUCTIONS.fullmatch(normal_header(sheet)) is not None


def holds_lists(sheet: str | None) -> bool:
    """Whether a sheet's name says that it holds lists to choose from."""
    return sheet is not None and _LISTS.fullmatch(normal_header(sheet)) is not None
