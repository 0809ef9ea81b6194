"""The gap lists of the report: columns in words, the first rows to stand there, all rows packed.

A list is packed as columns, its places once: a city has half a million gaps. The page unpacks a
list when somebody filters, sorts or opens it at a place.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from graph.language import say
from graph.output.values import per_cent
from graph.pages.places import Places
from graph.pages.report_cells import Cell, Row
from graph.question import Question

STANDING = 60  # rows of a list that stand in the page as it is opened
MOST_PACKED = 200_000  # rows of a list that are in the page at all; the rest is in the workbook
_COLUMNS = ("subdistrict", "community_code", "community")
_PLACE = ("subdistrict", "community")
_NOT_SHOWN = frozenset({"community_code", "source"})


@dataclass(frozen=True)
class ListColumn:
    """A column of a list: text, number, share, or source (`file|sheet|row`)."""

    key: str
    title: str
    kind: str
    codes: Mapping[str, str]

    def value(self, row: Row) -> str | int | float | None:
        """What the page packs: codes and answers are in words, numbers are numbers."""
        value = row[self.key]
        if value is None or (isinstance(value, int | float) and not isinstance(value, bool)):
            return value
        if isinstance(value, bool):
            return say("output_code_yes" if value else "output_code_no")
        text = str(value)
        if self.codes:
            parts = (self.codes.get(one, one) for one in text.split("; "))
            return say("output_list_separator").join(parts)
        return text


def gap_list(question: Question, summary: Row, rows: list[Row], places: Places) -> dict[str, Any]:
    """A question's list for the page: what it counts, its columns, its rows, and how many more."""
    columns = [
        ListColumn(
            column.key,
            str(column.title),
            _kind(rows, column.key, column.ratio is not None),
            column.codes(),
        )
        for column in question.columns
        if column.key == "source"
        or (column.key not in _NOT_SHOWN and any(row[column.key] is not None for row in rows))
    ]
    named = named_column(question)
    packed = rows[:MOST_PACKED]
    base = places.base
    return {
        "question": question,
        "count": say(
            "command_gaps_line",
            things=question.of,
            rate="—" if summary["rate"] is None else per_cent(summary["rate"]),
            **{key: f"{summary[key]:,}" for key in ("gaps", "of", "excluded", "unknown")},
        ),
        "columns": columns,
        "rows": [[_shown(column, row) for column in columns] for row in rows[:STANDING]],
        "links": [_local(row, named, base) for row in rows[:STANDING]],
        "named": next(
            (n for n, column in enumerate(columns) if named and column.key == named[0]), -1
        ),
        "standing": min(STANDING, len(rows)),
        "total": len(rows),
        "packed": _packed(columns, named, packed, places) if len(rows) > 0 else None,
        "more": max(0, len(rows) - MOST_PACKED),
        "more_standing": max(0, len(rows) - STANDING),
    }


def named_column(question: Question) -> tuple[str, str] | None:
    """The column that names the thing asked about (else one beside it), and that of its id."""
    keys = {column.key for column in question.columns}
    for id_ in question.ids:
        stem = id_.removesuffix("_id")
        if stem in keys:
            return stem, id_
        if stem in ("thing", "place") and "name" in keys:
            return "name", id_
    return None


def _kind(rows: list[Row], key: str, ratio: bool) -> str:
    if key == "source":
        return "source"
    if ratio:
        return "share"
    values = (row[key] for row in rows)
    first = next((value for value in values if value is not None), None)
    number = isinstance(first, int | float) and not isinstance(first, bool)
    return "number" if number else "text"


def _packed(
    columns: list[ListColumn], named: tuple[str, str] | None, rows: list[Row], places: Places
) -> dict[str, Any]:
    """Columns of values side by side; a row's place is a number, its places stand once.

    A place is what its subdistrict and its community are called, then the addresses of both.
    """
    found: dict[tuple[Any, ...], int] = {}
    at = [
        found.setdefault((row["subdistrict"], row["community_code"], row["community"]), len(found))
        for row in rows
    ]
    return {
        "places": [_place(dict(zip(_COLUMNS, place, strict=True)), places) for place in found],
        "at": at,
        "columns": [
            {
                "key": column.key,
                "kind": column.kind,
                "values": [] if column.key in _PLACE else [column.value(row) for row in rows],
            }
            for column in columns
        ],
        "ids": [_local(row, named, places.base) for row in rows],
    }


def _place(row: Row, places: Places) -> list[str | None]:
    ends = (places.subdistrict(row), places.community(row))
    addresses = [None if end is None else places.address(end) for end in ends]
    return [row["subdistrict"], row["community"], *addresses]


def _local(row: Row, named: tuple[str, str] | None, base: str) -> str | None:
    """The end of the thing's identifier, by which the network page finds it."""
    id_ = None if named is None else row.get(named[1])
    if not isinstance(id_, str) or "; " in id_:
        return None
    return id_.removeprefix(base)


def _shown(column: ListColumn, row: Row) -> Cell:
    value = column.value(row)
    if value is None:
        return Cell("")
    if isinstance(value, str):
        return Cell(value)
    if column.kind == "share":
        return Cell(per_cent(float(value)), value)
    return Cell(f"{value:,}" if isinstance(value, int) else f"{value:.4g}", value)
