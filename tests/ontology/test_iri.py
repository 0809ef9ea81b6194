"""Any name can be a segment of an IRI that every store takes."""

from __future__ import annotations

from urllib.parse import unquote

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import NamedNode

from ontology.iri import segment, segments

BASE = "https://w3id.org/shequ/id/estate/"
TEXTS = st.text(st.characters(exclude_categories=["Cs"]))


@given(TEXTS)
def test_every_text_makes_an_iri_and_comes_back(text: str) -> None:
    made = segment(text)
    assert NamedNode(BASE + made).value == BASE + made
    assert "/" not in made
    assert unquote(made) == text


@given(st.lists(st.none() | TEXTS))
def test_a_column_is_written_as_its_texts_are(texts: list[str | None]) -> None:
    made = segments(pl.Series("name", texts, dtype=pl.String)).to_list()
    assert made == [None if text is None else segment(text) for text in texts]


@pytest.mark.parametrize("text", ["海月花园（二期）", "A-1栋", "3#楼", "\U00020000家村", "Café·1"])
def test_what_people_write_stays_readable(text: str) -> None:
    assert segment(text) == text.replace("#", "%23")


@pytest.mark.parametrize(
    "text",
    ["\ue000", "\ue863", "\uf8ff", "\ufdd0", "\ufffd", "\uffff", "\U000f0000", "\u202e", "\u200b"],
)
def test_private_and_unseen_characters_are_encoded(text: str) -> None:
    assert segment(text).startswith("%")
