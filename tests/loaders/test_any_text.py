"""Whatever a cell holds, it is read: without an error, at once, and as its look-alikes are."""

from __future__ import annotations

import unicodedata

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from loaders.values import building_list
from loaders.values.names import name_key
from loaders.values.privacy import personal_data, screen
from tests.loaders.cells import TYPES, UNTIDY, parsed_column, read


@given(UNTIDY, st.sampled_from(TYPES))
def test_no_text_makes_the_reading_fail(text: str, type: str) -> None:
    value, _, problem = read(text, type)
    assert value is None or problem in (None, "date_partly_read", "room_code_cut")
    building_list(text)


HOSTILE = [
    "1",
    "多",
    "人",
    "一",
    "第",
    "(",
    "1-",
    "1、",
    "栋",
    "1栋",
    "全部",
    " ",
    "a",
    "@a",
    "8 ",
    "期一",
    "\u200b",
]


@pytest.mark.parametrize("piece", HOSTILE)
def test_a_cell_of_32767_characters_is_read_without_ado(piece: str) -> None:
    """A pattern that takes its time with long cells would keep this test from ending."""
    text = (piece * 32_767)[:32_766] + "?"
    for type in TYPES:
        read(text, type)
    building_list(text[:12_000])
    assert not any(screen(pl.Series([text + "海月社区"]))) or personal_data(text + "海月社区")
    for label in ("PartyOrganization", "Estate", "Community", "Building"):
        assert name_key(text, label) != ""


FULL_WIDTH = {ord(c): chr(ord(c) + 0xFEE0) for c in "0123456789ABCXYZ-,.#()%/~"}


@given(UNTIDY, st.sampled_from(TYPES))
def test_spellings_that_look_the_same_are_read_the_same(text: str, type: str) -> None:
    assert read(text.translate(FULL_WIDTH), type) == read(
        unicodedata.normalize("NFKC", text.translate(FULL_WIDTH)), type
    )
    assert building_list(text.translate(FULL_WIDTH)) == building_list(text)


@given(st.lists(st.none() | UNTIDY, max_size=8), st.sampled_from(TYPES))
def test_a_column_is_read_as_its_cells_are(cells: list[str | None], type: str) -> None:
    parsed = parsed_column(cells, type)
    expected = [read(cell or "", type) for cell in cells]
    assert parsed.values.to_list() == [value for value, _, _ in expected]
    assert parsed.problem.to_list() == [problem for _, _, problem in expected]
    if parsed.qualifier is not None:
        assert parsed.qualifier.to_list() == [qualifier for _, qualifier, _ in expected]
