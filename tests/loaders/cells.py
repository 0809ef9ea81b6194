"""Reading one cell or a column of cells, and drawing untidy ones."""

from __future__ import annotations

import polars as pl
from hypothesis import strategies as st

from loaders.values import Parsed, parse
from ontology import load_model

TYPES = ["text", "name", "count", "number", "date", "yes_no", "answer", "code_list"]
TYPES += ["division_code", "building_code", "uscc", "code", "list"]
KINDS = load_model().code_lists["PartyOrganizationKind"]
UNTIDY = st.text(
    st.sampled_from("12３，,.、-~至栋座#A一十万多约年月日 \n\u3000\u200b（）()第期无/")
    | st.characters(exclude_categories=["Cs"]),
    max_size=30,
)


def parsed_column(cells: list[str | None], type: str) -> Parsed:
    """A column of cells; one of a code list holds kinds of Party organizations."""
    column = pl.Series("cells", cells, dtype=pl.String)
    return parse(column, type, code_list=KINDS if type == "code_list" else None)


def read(text: str, type: str) -> tuple[object, str | None, str | None]:
    """The value, qualifier and problem of one cell."""
    parsed = parsed_column([text], type)
    qualifier = parsed.qualifier.item() if parsed.qualifier is not None else None
    value = parsed.values.to_list()[0]
    return value, qualifier, parsed.problem.item()
