"""The check before anything goes out: no text looks like an identity card, a mobile, a room code.

The load has screened every cell already; this looks at what is really about to be written, whoever
made the tables (DOMAIN 9.7). A value that is found is never shown.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from graph.errors import UsageError
from graph.explain import sources_of
from graph.language import say

if TYPE_CHECKING:
    import polars as pl

    from graph.export.dataset import Dataset

_GAP = "[ ‐-―−-]{0,3}"
_DIGIT = f"{_GAP}[0-9]"
_SHAPES = {
    "identity_card": f"[0-9](?:{_DIGIT}){{16}}{_GAP}[0-9A-Za-z*]|[0-9](?:{_DIGIT}){{14}}",
    "mobile": f"(?:(?:00)?86{_GAP})?1{_GAP}[3-9](?:{_DIGIT}){{9}}",
    "room_code": f"[0-9](?:{_DIGIT}){{24}}",
}
# A look-ahead, so that shapes which begin inside others are seen too.
_FOUND = {
    kind: re.compile("|".join(f"(?<![0-9])(?=({one})(?![0-9]))" for one in shape.split("|")))
    for kind, shape in _SHAPES.items()
}
_SUSPECT = f"(?:^|[^0-9])(?:{'|'.join(_SHAPES.values())})(?:[^0-9]|$)"
# Other digits, what nobody sees, and what an identifier escapes: looked at one by one.
_ODD = r"[\p{N}--0-9]|\p{Cf}|\p{Cc}|%[0-9A-F]{2}"
_LARGE = 10**10  # the smallest number with as many digits as a mobile has
_NAMED = 5
_INVISIBLE = {"Cf", "Cc"}


class Hit(NamedTuple):
    """A text that may not go out: what it looks like, and the table, column and source."""

    kind: str
    table: str
    column: str
    source: str | None


def check_release(dataset: Dataset) -> None:
    """Raise UsageError where a table holds what looks like personal data, with its rows."""
    found = list(_hits(dataset))
    if not found:
        return
    kinds = dict.fromkeys(say(f"export_kind_{hit.kind}") for hit in found)
    separator = say("output_list_separator")
    places = separator.join(dict.fromkeys(_place(hit) for hit in found[:_NAMED]))
    raise UsageError(
        "export_personal_data",
        count=len(found),
        kind=separator.join(kinds),
        places=places + ("…" if len(found) > _NAMED else ""),
    )


def personal(text: str) -> str | None:
    """What a text seems to hold: identity_card, mobile, room_code; None where nothing.

    An identity card has 18 or 15 characters and a day of the calendar in its place.
    """
    plain = "".join(
        " " if character.isspace() else character
        for character in unicodedata.normalize("NFKC", text)
        if character.isspace() or unicodedata.category(character) not in _INVISIBLE
    )
    for kind, shape in _FOUND.items():
        for found in shape.finditer(plain):
            number = re.sub("[^0-9A-Za-z*]", "", next(group for group in found.groups() if group))
            if kind != "identity_card" or _has_birth_date(number):
                return kind
    return None


def _has_birth_date(number: str) -> bool:
    if len(number) == 18:
        return _is_day(number[6:14])
    return any(_is_day(century + number[6:12]) for century in ("19", "20"))


def _is_day(text: str) -> bool:
    try:
        date(int(text[:4]), int(text[4:6]), int(text[6:]))
    except ValueError:
        return False
    return text[:2] in ("18", "19", "20")


def _hits(dataset: Dataset) -> Iterator[Hit]:
    for label in dataset.labels:
        yield from _of_table(label.name, dataset.nodes(label.name), ("id",))
    for tie in dataset.relationships:
        # their own identifiers are digests, and the ends are nodes
        yield from _of_table(tie.type, dataset.edges(tie.type), ())


def _of_table(name: str, table: pl.DataFrame, identifiers: tuple[str, ...]) -> Iterator[Hit]:
    import polars as pl

    not_read = {"id", "from", "to", "from_label", "to_label"} - set(identifiers)
    for column, datatype in table.schema.items():
        if column in not_read or datatype == pl.Boolean:
            continue
        cells = table.select("source", text=pl.col(column))
        if isinstance(datatype, pl.List):
            cells = cells.explode("text")
        if datatype.is_numeric():
            cells = cells.filter(pl.col("text").abs() >= _LARGE)
            cells = cells.with_columns(pl.col("text").cast(pl.Int64, strict=False))
        texts = cells["text"].cast(pl.String).drop_nulls().unique()
        found = {
            text: kind for text in texts.filter(_suspect(texts)) if (kind := _of(column, text))
        }
        if found:
            kinds = pl.col("text").cast(pl.String).replace_strict(found, default=None)
            for source, kind in cells.select("source", kind=kinds).drop_nulls("kind").iter_rows():
                yield Hit(kind, name, column, None if column == "source" else source)


def _suspect(texts: pl.Series) -> pl.Series:
    """Which texts may hold something."""
    return texts.str.contains(_SUSPECT) | texts.str.contains(_ODD)


def _of(column: str, text: str) -> str | None:
    return personal(_decoded(text) if column == "id" else text)


def _decoded(identifier: str) -> str:
    from urllib.parse import unquote

    return unquote(identifier)


def _place(hit: Hit) -> str:
    """Where it stands in the rosters; where that itself holds it, only the table."""
    from graph.explain_sheets import said
    from graph.output.columns import label_of

    rows = sources_of(hit.source)
    column = label_of(hit.column)
    if not rows or personal(hit.source or "") is not None:
        return say("export_place_hidden", table=hit.table, column=column)
    return say("export_place", source=said(rows), column=column)
