"""A sheet to its tables: header found, columns known by field, every row accounted for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from loaders.reading.cells import Sheet
from loaders.tables.also import second_heading, stated
from loaders.tables.beside import Part
from loaders.tables.blocks import parts
from loaders.tables.body import make_table
from loaders.tables.guidance import holds_lists, is_guidance, only_to_look_at
from loaders.tables.headers import (
    HeaderBook,
    is_about_residents,
    is_person_level,
    normal_header,
    shown_header,
)
from loaders.tables.heading import Heading, Nearest, find_heading
from loaders.tables.labelled import is_form
from loaders.tables.levels import Cells
from loaders.tables.roles import TableColumn
from loaders.tables.table import Table
from loaders.tables.titles import titles

if TYPE_CHECKING:
    import polars as pl

__all__ = ["HeaderBook", "Nearest", "Table", "TableColumn", "find_tables", "readings"]


def find_tables(sheet: Sheet, book: HeaderBook, file_name: str = "") -> list[Table]:
    """The tables of a sheet, from top to bottom and left to right; none of an empty sheet.

    What is of no known kind, or of a refused one, is a table too, whose rows are all rejected.
    """
    if sheet.frame.height == 0:
        return []
    if holds_lists(sheet.name) or only_to_look_at(sheet.frame):
        return [_guidance(sheet.frame)]
    hints = [sheet.name or "", file_name.rsplit("/", 1)[-1].rsplit(".", 1)[0]]
    found = [_read(part, sheet, book, hints, file_name) for part in parts(sheet.frame, book, hints)]
    if is_guidance(sheet.name) and all(
        t.roster is None and t.refused in (None, "form_sheet") for t in found
    ):
        return [_guidance(sheet.frame)]
    if len(found) == 1:
        return found
    return [replace(table, number=number) for number, table in enumerate(found, 1)]


def _read(
    part: Part, sheet: Sheet, book: HeaderBook, hints: Sequence[str], file_name: str
) -> Table:
    """The table that stands in a part of a sheet."""
    frame, rows = part.frame, part.head()
    hints = [*hints, *_texts(part.above)]
    heading = find_heading(rows, book, hints)
    over = rows[: heading.first if heading is not None else 3]
    above = _texts(over if over and heading is not None else [*part.above, *over])
    headers = _texts([heading.headers]) if heading is not None else []
    own = [heading.headers[place] for place in heading.places] if heading is not None else []
    foreign = [header for header in headers if header not in own]
    if is_about_residents([*hints, *above, *foreign]):
        return _rejected(frame, heading, refused="refused_sheet")
    fits = heading is not None and not heading.missing
    known = {normal_header(header) for header in own if header is not None and fits}
    heads = rows[heading.first : heading.last + 1] if heading is not None else rows
    for row in [headers] if heading is not None else heads:
        if is_person_level({normal_header(cell) for cell in row if cell is not None} - known):
            return _rejected(frame, heading, refused="person_sheet")
    if is_form(rows, book):
        return _rejected(frame, heading, refused="form_sheet")
    if heading is None or heading.missing:
        return _rejected(frame, heading)
    said = titles(over or part.above, sheet.name, file_name)
    second = second_heading(heading, book, [*hints, *above])
    return make_table(frame, heading, second, heads, above, said, merges=sheet.name is not None)


def readings(table: Table, book: HeaderBook) -> list[Table]:
    """The table as each roster kind that it is of, with the rows that state something of it.

    Only the first kind has the rows that say nothing of either.
    """
    rows = table.body
    found = []
    for other in table.also:
        states = stated(other.body, book.needed(other.roster or "", other.body.columns))
        found.append(replace(other, body=other.body.filter(states)))
        needed = book.needed(table.roster or "", table.body.columns)
        blank = ~stated(table.body, needed, lists=True)
        rows = table.body.filter(~(blank & states))
    return [replace(table, body=rows), *found] if found else [table]


def _texts(rows: Sequence[Cells]) -> list[str]:
    return [cell for row in rows for cell in row if cell is not None]


def _guidance(frame: pl.DataFrame) -> Table:
    """A table of instructions, all of whose rows are skipped."""
    import polars as pl

    table = _rejected(frame, None)
    skipped = table.body.with_columns(rule=pl.lit("instruction"))
    return replace(table, body=table.body.clear(), skipped=skipped)


def _rejected(frame: pl.DataFrame, heading: Heading | None, refused: str | None = None) -> Table:
    """A table none of whose cells go further."""
    import polars as pl

    first, last = frame["row"][0], frame["row"][-1]
    rows = pl.int_range(first, last + 1, dtype=pl.UInt32, eager=True).alias("row")
    nearest = None
    if heading is not None and refused is None:
        plainly = len(heading.fields) >= 2 and heading.share >= 0.3
        below = frame.slice(heading.last + 1)
        unknown = {
            shown_header(header): below[below.columns[1 + place]]
            for place, header in enumerate(heading.headers)
            if header is not None and place not in heading.places and plainly
        }
        nearest = Nearest(heading.kind, heading.missing, frozenset(heading.fields), unknown)
    only_rows = pl.DataFrame(schema={"row": pl.UInt32})
    return Table(
        roster=None,
        refused=refused,
        header_row=frame["row"][heading.last] if heading is not None else 0,
        columns=(),
        body=rows.to_frame(),
        read=len(rows),
        skipped=pl.DataFrame(schema={"row": pl.UInt32, "rule": pl.String}),
        totals=only_rows,
        others=only_rows,
        extra_rows=only_rows["row"],
        withheld=pl.Series([], dtype=pl.String),
        nearest=nearest,
    )
