"""Columns of text read as one type: plain cells at once, each other distinct text once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from loaders.values.codes import building_code, division_code, opaque_code, uscc
from loaders.values.dates import partial_date
from loaders.values.figures import count, number
from loaders.values.positions import degrees, position
from loaders.values.readings import IMPRECISE, Reading
from loaders.values.spellings import answer, coded, yes_no
from loaders.values.text import PLAIN, clean_text, is_none_word, split_list

if TYPE_CHECKING:
    import polars as pl

    from ontology import CodeList

LONGEST_NAME = 200
"""Characters: no organization or place has a longer name."""
QUALIFIED = frozenset({"count", "number"})
"""The types whose values have a qualifier."""


@dataclass(frozen=True)
class Parsed:
    """A column read as a type.

    values: of the type, null where there is none; qualifier: exact, at_least, about (figures
    only); problem: a code of `readings.Problem`, or null. All have the column's length and order.
    """

    values: pl.Series
    qualifier: pl.Series | None
    problem: pl.Series


def text_value(text: str) -> Reading[str]:
    """The clean text; blank is null, a number that lost its digits `digits_lost`."""
    if text.startswith(IMPRECISE):
        return Reading(None, "digits_lost")
    return Reading(clean_text(text) or None)


def name_value(text: str) -> Reading[str]:
    """`text_value`; what is longer than LONGEST_NAME is no name but a page: `too_long`."""
    reading = text_value(text)
    if reading.value is not None and len(reading.value) > LONGEST_NAME:
        return Reading(None, "too_long")
    return reading


def text_list(text: str) -> Reading[list[str]]:
    """The items of a list; blank is null, 无 an empty list."""
    items = split_list(text)
    if not items:
        return Reading(None)
    return Reading([item for item in items if not is_none_word(item)])


_READERS: dict[str, Callable[[str], Reading[Any]]] = {
    "text": text_value,
    "name": name_value,
    "count": count,
    "number": number,
    "date": partial_date,
    "division_code": division_code,
    "building_code": building_code,
    "uscc": uscc,
    "code": opaque_code,
    "list": text_list,
    "longitude": degrees,
    "latitude": degrees,
    "position": position,
}
_LIST_READERS: dict[str, Callable[[str, CodeList], Reading[Any]]] = {
    "yes_no": yes_no,
    "answer": answer,
    "code_list": coded,
}
_PLAIN_DEGREES = r"^[0-9]{1,2}(\.[0-9]{1,15})?$|^1[0-7][0-9](\.[0-9]{1,15})?$"
_PLAIN = {
    "text": PLAIN,
    "name": PLAIN.replace("+", f"{{1,{LONGEST_NAME}}}"),
    "count": "^[0-9]{1,15}$",
    "number": r"^[0-9]{1,12}(\.[0-9]{1,6})?$",
    "building_code": "^[1-9][0-9]{18}$",
    "code": "^[0-9]{1,15}$",
    "longitude": _PLAIN_DEGREES,
    "latitude": _PLAIN_DEGREES,
}
"""Cells of these shapes mean what they say; a cast reads them."""


def _type(name: str) -> pl.DataType:
    import polars as pl

    types: dict[str, pl.DataType] = {
        "count": pl.Int64(),
        "number": pl.Float64(),
        "yes_no": pl.Boolean(),
        "list": pl.List(pl.String()),
        "longitude": pl.Float64(),
        "latitude": pl.Float64(),
        "position": pl.List(pl.Float64()),
    }
    return types.get(name, pl.String())


def _reader(type: str, code_list: CodeList | None) -> Callable[[str], Reading[Any]]:
    if type in _READERS:
        return _READERS[type]
    if type not in _LIST_READERS:
        raise ValueError(f"no such type of value: {type}")
    if code_list is None:
        if type == "code_list":
            raise ValueError("the type code_list needs a code list")
        from ontology import load_model

        code_list = load_model().code_lists["Answer"]
    return partial(_read_coded, _LIST_READERS[type], code_list)


def _read_coded(
    reader: Callable[[str, CodeList], Reading[Any]], code_list: CodeList, text: str
) -> Reading[Any]:
    return reader(text, code_list)


def parse(column: pl.Series, type: str, *, code_list: CodeList | None = None) -> Parsed:
    """Read a column of text as a type of value.

    column: strings or null. type: text, name, count, number, date, yes_no, answer, code_list,
    division_code, building_code, uscc, code, list, longitude, latitude or position. code_list:
    what a cell of type code_list may say (yes_no and answer have the ontology's Answer). Raises
    ValueError for another type, or a code_list without one; no text raises.
    """
    import polars as pl

    reader = _reader(type, code_list)
    dtype = _type(type)
    texts = column.cast(pl.String)
    name = texts.name
    blank = reader("")
    frame = pl.DataFrame({"text": texts})
    plain = pl.col("text").str.contains(_PLAIN[type]) if type in _PLAIN else pl.lit(False)
    odd = frame.filter(~plain)["text"].drop_nulls().unique().to_list()
    readings = [reader(text) for text in odd]
    read = pl.DataFrame(
        {
            "text": pl.Series(odd, dtype=pl.String),
            "value": pl.Series([reading.value for reading in readings], dtype=dtype),
            "problem": pl.Series([reading.problem for reading in readings], dtype=pl.String),
            "qualifier": pl.Series([reading.qualifier for reading in readings], dtype=pl.String),
        }
    )
    joined = frame.join(read, on="text", how="left", maintain_order="left")
    value, qualifier = pl.col("value"), pl.col("qualifier")
    if type in _PLAIN:
        value = pl.when(plain).then(pl.col("text").cast(dtype, strict=False)).otherwise(value)
        qualifier = pl.when(plain).then(pl.lit("exact")).otherwise(qualifier)
    if blank.value is not None:
        value = pl.when(pl.col("text").is_null()).then(pl.lit(blank.value)).otherwise(value)
    done = joined.select(value=value, qualifier=qualifier, problem="problem")
    return Parsed(
        values=done["value"].alias(name),
        qualifier=done["qualifier"].alias(name) if type in QUALIFIED else None,
        problem=done["problem"].alias(name),
    )
