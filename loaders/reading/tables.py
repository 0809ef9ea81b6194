"""A sheet to its tables: header found, columns known by field, every row accounted for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from loaders.reading.cells import Sheet
from loaders.reading.filling import filling_date
from loaders.reading.headers import (
    SERIAL,
    HeaderBook,
    is_about_residents,
    is_person_level,
    is_personal,
    names_person,
    normal_header,
    shown_header,
)
from loaders.reading.heading import HEADER_WITHIN, Cells, Heading, Nearest, find_heading
from loaders.reading.rows import classify

if TYPE_CHECKING:
    import polars as pl

__all__ = ["HeaderBook", "Nearest", "Table", "TableColumn", "find_tables"]

Role = Literal["field", "serial", "personal", "person_name", "repeated", "merged", "unknown"]
_DROPPED = ("personal", "person_name")


@dataclass(frozen=True)
class TableColumn:
    """A column under a header. `index` is its position in the file (0 is A); `header` as written.

    `field` only where the column's cells are in the body (role `field`).
    """

    index: int
    header: str
    field: str | None
    role: Role

    @property
    def dropped(self) -> bool:
        """Whether its cells are personal and were left behind as the header was read."""
        return self.role in _DROPPED


@dataclass(frozen=True, eq=False)
class Table:
    """One table of a sheet.

    roster: its kind, None where it is unknown or `refused` (`refused_sheet`, `person_sheet`).
    header_row: the last row of its header, 0 where there is none.
    body: `row` and a column of text for each field, a row a record; of an unknown or refused table
    only `row`, and all its rows, since all are rejected.
    read: from the first to the last row with a cell; always body + skipped.
    skipped: row, rule (title, header, instruction, blank, total, footer).
    totals: the skipped total rows, in the columns of the body.
    others: `row` and the cells of columns of no known field (`c<index>`), to be screened only.
    extra_rows: the rows that have cells beyond the header.
    withheld: the distinct values of dropped columns of persons' names, in memory only, so that an
    issue never shows one of them (RULES 27).
    filled_on: the filling date that its title or footer states, `2010-06-30` or `2010-06`.
    ambiguous: other kinds that its header fits equally well.
    """

    roster: str | None
    refused: str | None
    header_row: int
    columns: tuple[TableColumn, ...]
    body: pl.DataFrame
    read: int
    skipped: pl.DataFrame
    totals: pl.DataFrame
    others: pl.DataFrame = field(repr=False)
    extra_rows: pl.Series = field(repr=False)
    withheld: pl.Series = field(repr=False)
    filled_on: str | None = None
    nearest: Nearest | None = None
    ambiguous: tuple[str, ...] = ()

    @property
    def dropped(self) -> list[str]:
        """The headers of the columns that were dropped as personal."""
        return [column.header for column in self.columns if column.dropped]

    @property
    def unknown(self) -> list[str]:
        """The headers of columns of no known field."""
        return [c.header for c in self.columns if c.role == "unknown" and c.header]

    @property
    def repeated(self) -> list[str]:
        """The headers of columns whose field another column has already given."""
        return [column.header for column in self.columns if column.role == "repeated"]


def find_tables(sheet: Sheet, book: HeaderBook, file_name: str = "") -> list[Table]:
    """The tables of a sheet: none of an empty sheet, else one (several come with issue 3).

    A sheet of no known kind, or of a refused one, is a table too, whose rows are all rejected.
    """
    frame = sheet.frame
    if frame.height == 0:
        return []
    rows: list[Cells] = [row[1:] for row in frame.head(HEADER_WITHIN + 3).iter_rows()]
    hints = [sheet.name or "", file_name.rsplit("/", 1)[-1].rsplit(".", 1)[0]]
    heading = find_heading(rows, book, hints)
    titles = _texts(rows[: heading.first if heading is not None else 3])
    headers = _texts([heading.headers]) if heading is not None else []
    own = [heading.headers[place] for place in heading.places] if heading is not None else []
    foreign = [header for header in headers if header not in own]
    if is_about_residents([*hints, *titles, *foreign]):
        return [_rejected(frame, heading, refused="refused_sheet")]
    known = {normal_header(header) for header in own if header is not None}
    heads = rows[heading.first : heading.last + 1] if heading is not None else rows
    for row in [headers] if heading is not None else heads:
        if is_person_level({normal_header(cell) for cell in row if cell is not None} - known):
            return [_rejected(frame, heading, refused="person_sheet")]
    if heading is None or heading.missing:
        return [_rejected(frame, heading)]
    return [_table(frame, heading, heads, titles)]


def _texts(rows: Sequence[Cells]) -> list[str]:
    return [cell for row in rows for cell in row if cell is not None]


def _rejected(frame: pl.DataFrame, heading: Heading | None, refused: str | None = None) -> Table:
    """A table none of whose cells go further."""
    import polars as pl

    first, last = frame["row"][0], frame["row"][-1]
    rows = pl.int_range(first, last + 1, dtype=pl.UInt32, eager=True).alias("row")
    nearest = None
    if heading is not None and refused is None:
        plainly = len(heading.fields) >= 2 and heading.share >= 0.3
        unknown = [
            shown_header(header)
            for place, header in enumerate(heading.headers)
            if header is not None and place not in heading.places and plainly
        ]
        nearest = Nearest(heading.kind, heading.missing, tuple(unknown))
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


def _table(
    frame: pl.DataFrame, heading: Heading, heads: Sequence[Cells], titles: Sequence[str]
) -> Table:
    import polars as pl

    names = frame.columns[1:]
    below = frame.slice(heading.last + 1)
    columns = _columns(heading, names, below)
    by_name = {f"c{column.index}": column for column in columns}
    under = [name for name in names if by_name[name].header]
    serial = next((name for name in under if by_name[name].role == "serial"), None)
    fields = {name: column.field for name, column in by_name.items() if column.field is not None}
    rules = classify(below, under, serial, heads, list(fields), frozenset(titles))
    skipped = pl.DataFrame(
        {"_place": list(rules), "rule": list(rules.values())},
        schema={"_place": pl.UInt32, "rule": pl.String},
    )
    placed = below.with_row_index("_place").join(skipped, on="_place", how="left")
    records = placed.filter(pl.col("rule").is_null())
    body = records.select("row", *(pl.col(name).alias(to) for name, to in fields.items()))
    totals = placed.filter(pl.col("rule") == "total")
    other = [name for name, c in by_name.items() if c.role in ("unknown", "repeated")]
    bare = [name for name in other if not by_name[name].header]
    withheld = [below[name] for name, c in by_name.items() if c.role == "person_name"]
    skips = _skips(frame, heading, placed)
    said = [" ".join(cell for cell in row if cell is not None) for row in _lines(frame, heading)]
    said += [
        " ".join(cell for cell in row if cell is not None)
        for row in placed.filter(pl.col("rule") == "footer").select(names).iter_rows()
    ]
    return Table(
        roster=heading.kind,
        refused=None,
        header_row=frame["row"][heading.last],
        columns=columns,
        body=body,
        read=body.height + skips.height,
        skipped=skips,
        totals=totals.select("row", *(pl.col(name).alias(to) for name, to in fields.items())),
        others=records.select("row", *other),
        extra_rows=records.filter(
            pl.any_horizontal(pl.lit(False), *(pl.col(name).is_not_null() for name in bare))
        )["row"],
        withheld=pl.concat([pl.Series([], dtype=pl.String), *withheld]).drop_nulls().unique(),
        filled_on=filling_date(said),
        ambiguous=heading.rivals,
    )


def _lines(frame: pl.DataFrame, heading: Heading) -> Sequence[Cells]:
    """The title rows, the cells of a merged title once."""
    rows = frame.head(heading.first).iter_rows()
    return [list(dict.fromkeys(row[1:])) for row in rows]


def _columns(
    heading: Heading, names: Sequence[str], below: pl.DataFrame
) -> tuple[TableColumn, ...]:
    """What each column is, by its header, and where two say the same by their cells."""
    columns = []
    for place, name in enumerate(names):
        header = heading.headers[place]
        stated = heading.places.get(place)
        role: Role
        if stated is not None:
            first = heading.fields[stated]
            if first == place:
                role = "field"
            else:
                same = heading.headers[first] == header and below[names[first]].equals(below[name])
                role = "merged" if same else "repeated"
        else:
            role = _role(header)
        columns.append(
            TableColumn(
                index=int(name[1:]),
                header=shown_header(header) if header is not None else "",
                field=stated if role == "field" else None,
                role=role,
            )
        )
    return tuple(columns)


def _role(header: str | None) -> Role:
    """What a column of no known field is, by its header; of two joined ones by either."""
    if header is None:
        return "unknown"
    forms = [normal_header(header), *map(normal_header, header.split("/"))]
    if forms[0] in SERIAL:
        return "serial"
    if any(map(is_personal, forms)):
        return "personal"
    return "person_name" if any(map(names_person, forms)) else "unknown"


def _skips(frame: pl.DataFrame, heading: Heading, placed: pl.DataFrame) -> pl.DataFrame:
    """row, rule of every skipped row: above the header, the header, below it, and the blanks."""
    import polars as pl

    head = frame.head(heading.last + 1)["row"]
    above = pl.DataFrame(
        {
            "row": head,
            "rule": ["title"] * heading.first + ["header"] * (len(head) - heading.first),
        },
        schema={"row": pl.UInt32, "rule": pl.String},
    )
    below = placed.filter(pl.col("rule").is_not_null()).select("row", "rule")
    first, last = frame["row"][0], frame["row"][-1]
    parts = [above, below]
    if frame.height < last - first + 1:
        every = pl.DataFrame({"row": pl.int_range(first, last + 1, dtype=pl.UInt32, eager=True)})
        blank = every.join(frame.select("row"), on="row", how="anti")
        parts.append(blank.with_columns(rule=pl.lit("blank")))
    return pl.concat(parts).sort("row")
