"""Rosters with a person in each row, counted as they are read (RULES 21; DOMAIN 9, rule 3).

Only the figures go on: a table of one row for each Party organization (and each community) that
the roster names, which stands where the header stands, so that no row points at a person. A figure
is stated only where the sheet has a column that tells it, and somebody has filled it in.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import polars as pl

from loaders.kinds import Counting, Field, RosterKind
from loaders.problems import Notes
from loaders.records import Located
from loaders.typed import typed
from loaders.values.privacy import screen


def counted(located: Located, kind: RosterKind, notes: Notes) -> tuple[Located, RosterKind]:
    """A table of persons as a table of figures, and the kind with the fields that are left.

    Notes, for the sheet as a whole, in how many rows a cell could not be read or names no Party
    organization; a kind whose rows are no persons comes back as it is.
    """
    if not kind.counted:
        return located, kind
    table = located.table
    read = {
        name: spec
        for name, spec in kind.fields.items()
        if name in table.body.columns and spec.type in ("code_list", "reference")
    }
    columns = [_column(located, spec, notes) for spec in read.values()]
    rows = table.body.select("row").with_columns(columns)
    figures = [_figures(rows, counting) for counting in kind.counted]
    _note_unnamed(located, kind, rows, notes)
    body = pl.concat([pl.DataFrame(schema={"row": pl.UInt32}), *figures], how="diagonal")
    body = body.with_columns(row=pl.lit(table.header_row, pl.UInt32))
    by = {name for counting in kind.counted for name in counting.by}
    made = {name for counting in kind.counted for name in counting.figures}
    kept = tuple(column for column in table.columns if column.field in by)
    told = [replace(kept[0], field=name, header=name) for name in body.columns if name in made]
    fields = {
        name: replace(s, required=False) for name, s in kind.fields.items() if name in by | made
    }
    return (
        replace(located, table=replace(table, body=body, columns=(*kept, *told))),
        replace(kind, fields=fields, counted=()),
    )


def repeated(tables: Sequence[Located], kinds: Mapping[str, RosterKind]) -> dict[int, Located]:
    """The tables of persons that hold the same rows as another, which alone is counted.

    By the number of the table; the one that counts is the first by file and sheet.
    """
    persons = [
        (number, located)
        for number, located in enumerate(tables)
        if located.table.roster is not None and kinds[located.table.roster].counted
    ]
    first: list[Located] = []
    found: dict[int, Located] = {}
    for number, located in sorted(persons, key=lambda one: (one[1].file, one[1].sheet or "")):
        body = located.table.body.drop("row")
        same = (f for f in first if body.height and f.table.body.drop("row").equals(body))
        if (original := next(same, None)) is None:
            first.append(located)
        else:
            found[number] = original
    return found


def left_out(located: Located, original: Located, notes: Notes) -> Located:
    """A table that repeats another, without its rows, so that nobody is counted twice."""
    notes.about_file(
        located.file,
        "persons_repeated",
        sheet=located.sheet,
        row=located.table.header_row,
        detail=" / ".join(filter(None, [original.file, original.sheet])),
    )
    return replace(located, table=replace(located.table, body=located.table.body.clear()))


def _column(located: Located, spec: Field, notes: Notes) -> pl.Series:
    """The typed cells of a column; those that can't be read are noted by their number only."""
    texts = located.table.body[spec.name]
    personal = screen(texts)
    (column, *_), problems = typed(texts.set(personal, None), spec, None)
    _note(located, notes, "persons_personal", spec.name, int(personal.sum()))
    _note(located, notes, "persons_unread", spec.name, len(problems) - problems.null_count())
    return column


def _note(located: Located, notes: Notes, code: str, field: str, number: int) -> None:
    """Note a column of a sheet of persons, with the number of its rows."""
    if number == 0:
        return
    header = next(c.header for c in located.table.columns if c.field == field)
    notes.about_file(
        located.file,
        code,
        sheet=located.sheet,
        row=located.table.header_row,
        detail=f"{header}（{number}）",
    )


def _note_unnamed(located: Located, kind: RosterKind, rows: pl.DataFrame, notes: Notes) -> None:
    name = kind.counted[0].by[-1]
    if name in rows.columns:
        _note(located, notes, "persons_unnamed", name, rows[name].null_count())


def _figures(rows: pl.DataFrame, counting: Counting) -> pl.DataFrame:
    """The figures of one counting; a row for each thing counted, none where nothing is named."""
    by = [name for name in counting.by if name in rows.columns]
    last = counting.by[-1]
    if last not in rows.columns:
        return pl.DataFrame()
    found = {}
    for name, figure in counting.figures.items():
        if figure.field is None:
            found[name] = pl.len()
        elif figure.field in rows.columns:
            cell = pl.col(figure.field)
            among = cell.is_in(list(figure.values)).sum()
            found[name] = pl.when(cell.count() > 0).then(among)
    return (
        rows.drop_nulls(last)
        .group_by(by, maintain_order=True)
        .agg(value.cast(pl.String).alias(name) for name, value in found.items())
        .sort(by, nulls_last=True)
    )
