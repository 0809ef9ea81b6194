"""Cells of names: whom they name, and that nobody holds a post."""

from __future__ import annotations

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from loaders.posts.holders import HIDDEN, NONE, VACANT, names_of, read_holders


@pytest.mark.parametrize(
    ("cell", "tokens"),
    [
        ("欧阳明月", ["欧阳明月"]),
        ("张 三", ["张三"]),
        ("张　三", ["张三"]),
        ("张三、李四", ["张三", "李四"]),
        ("张三丰 李四光", ["张三丰", "李四光"]),
        ("张三（兼）", ["张三"]),
        ("张三同志", ["张三"]),
        ("书记：张三", ["张三"]),
        ("阿依古丽·买买提", ["阿依古丽·买买提"]),
        ("John Smith", ["JOHNSMITH"]),
        ("空缺", [VACANT]),
        ("（空缺）", [VACANT]),
        ("暂缺", [VACANT]),
        ("待补选", [VACANT]),
        ("无", [NONE]),
        ("—", [NONE]),
        ("李**", [HIDDEN]),
        ("王某", [HIDDEN]),
        ("海月社区党委", None),
        ("物业经理", None),
        ("13800138000", None),
    ],
)
def test_what_a_cell_of_names_says(cell: str, tokens: list[str] | None) -> None:
    found, problems = read_holders(pl.Series([cell]))
    assert found.to_list() == [tokens]
    assert problems.to_list() == ["not_a_name" if tokens is None else None]


@settings(max_examples=200)
@given(st.text(max_size=30))
def test_any_cell_of_names_is_read_and_its_names_are_withheld(cell: str) -> None:
    column = pl.Series([cell])
    (tokens,) = read_holders(column)[0].to_list()
    withheld = names_of(column)
    named = [token for token in tokens or [] if token not in (VACANT, NONE, HIDDEN)]
    assert set(named) <= withheld
