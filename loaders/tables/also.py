"""A table with the columns of two rosters: 单位名称, 单位性质, 党组织名称, 党组织类别 …

The columns that the best kind leaves over may make up another kind, with what both need: the
column by which one refers to what the other names, and the places. Every other column belongs to
one of the two. A row that leaves the second kind's name blank states nothing of it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from loaders.tables.headers import SERIAL, HeaderBook, normal_header
from loaders.tables.heading import Heading
from loaders.values.text import split_list

if TYPE_CHECKING:
    import polars as pl

_PLACES = frozenset({"District", "Subdistrict", "Community", "Estate"})
# A header that more kinds know says little of any.
_KNOWN_TO = 3
_RANGE = re.compile(r"\d.*[-—–~至到].*\d|[全所]部?有?楼栋")


def second_heading(heading: Heading, book: HeaderBook, titles: Sequence[str]) -> Heading | None:
    """The other kind that a table's header is of too; None where there is none, or no single one.

    titles: what stands around the table, which tells kinds that need telling.
    """
    around = [*titles, *filter(None, heading.headers)]
    parts = {place for places in heading.sums.values() for place in places}
    spare = {
        place
        for place, header in enumerate(heading.headers)
        if header is not None
        and heading.fields.get(heading.places.get(place, "")) != place
        and place not in parts
        and not SERIAL & {normal_header(header)}
    }
    found: list[tuple[tuple[bool, int, float], Heading]] = []
    for kind in book.fields:
        told = book.is_told(kind, around)
        if kind == heading.kind or (kind in book.only_told and not told) or not spare:
            continue
        other = _other(heading, kind, book, spare, told)
        if other is not None:
            own = [place for place in other.fields.values() if place in spare]
            weight = sum(1 / _sharers(heading, place, book) for place in own)
            found.append(((kind not in book.yields, len(own), round(weight, 6)), other))
    best = [other for rank, other in found if rank == max(rank for rank, _ in found)]
    return best[0] if len(best) == 1 else None


def _other(
    heading: Heading, kind: str, book: HeaderBook, spare: set[int], told: bool
) -> Heading | None:
    """The header read as another kind, from spare columns and those that both may use."""
    known, required = book.fields[kind], book.required.get(kind, frozenset())
    fields: dict[str, int] = {}
    for place, forms in enumerate(heading.forms):
        name = next((known[form] for form in forms if form in known), None)
        if name is None or name in fields:
            continue
        if place in spare or _is_shared(heading, place, kind, name, book):
            fields[name] = place
    telling = [
        place
        for name, place in fields.items()
        if place in spare
        and name not in book.ignored.get(kind, ())
        and _sharers(heading, place, book) <= _KNOWN_TO
    ]
    if not required or not telling or book.lacks(kind, fields.keys(), told):
        return None
    places = {place: name for name, place in fields.items()}
    return replace(
        heading, kind=kind, fields=fields, places=places, missing=frozenset(), rivals=(), sums={}
    )


def _is_shared(heading: Heading, place: int, kind: str, name: str, book: HeaderBook) -> bool:
    """Whether the second kind may use a column that the first one uses."""
    first = heading.places.get(place, "")
    to = frozenset(book.refers.get(heading.kind, {}).get(first, ()))
    also_to = frozenset(book.refers.get(kind, {}).get(name, ()))
    if to and to <= _PLACES and to == also_to:
        return True
    named = frozenset(book.names.get(heading.kind, {}).get(first, ()))
    also_named = frozenset(book.names.get(kind, {}).get(name, ()))
    if name in book.required.get(kind, frozenset()):
        return bool(to & also_named or named & also_to)
    return False


def _sharers(heading: Heading, place: int, book: HeaderBook) -> int:
    return min(
        (book.sharers[form] for form in heading.forms[place] if form in book.sharers), default=1
    )


def stated(body: pl.DataFrame, required: Sequence[str], *, lists: bool = False) -> pl.Series:
    """Which rows of a body have all that the kind requires.

    lists: whether a list counts too; of a second kind it does not name one thing.
    """
    import polars as pl

    wanted = [name for name in required if name in body.columns]
    if not wanted:
        return pl.repeat(False, body.height, dtype=pl.Boolean, eager=True)
    listed = {
        name: [
            text
            for text in body[name].drop_nulls().unique().to_list()
            if not lists and (len(split_list(text)) > 1 or _RANGE.search(text))
        ]
        for name in wanted
    }
    return body.select(
        pl.all_horizontal(pl.col(n).is_not_null() & ~pl.col(n).is_in(listed[n]) for n in wanted)
    ).to_series()
