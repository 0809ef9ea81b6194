"""Tables of text → typed records: one row a record, one column a field of its roster kind.

A cell that can't be read, or holds personal data, is noted and empty; a row without what its kind
requires is rejected. Which columns a sheet has is kept, since a blank cell in a column that is
there means "none", and a column that is not there means that nobody was asked (RULES 1).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import polars as pl

from loaders.kinds import Field, RosterKind, roster_kinds
from loaders.named_cells import holders_of, without_personal
from loaders.posts.holders import bare_header
from loaders.problems import Notes
from loaders.tables.finding import Table
from loaders.tables.titles import Titles
from loaders.typed import absent, nothing, told_by_table, typed
from loaders.values import parse
from loaders.values.scales import scaled, unread
from ontology import load_model


@dataclass(frozen=True)
class Located:
    """A table of a known roster kind, and where it stands."""

    file: str
    sheet: str | None
    table: Table


@dataclass
class Records:
    """The typed records of a load.

    frames: by roster kind; `_record` (number within the load), `_table`, file, sheet, row, source,
    then a column a field (figures also `FIELD~qualifier`, dates `FIELD~unread`). present: by
    table, the fields that the sheet has a column for, with the header as written. said: by table,
    what its titles say. raw:
    by table, the cells as text.
    """

    frames: dict[str, pl.DataFrame] = field(default_factory=dict)
    present: list[dict[str, str]] = field(default_factory=list)
    said: list[Titles] = field(default_factory=list)
    raw: list[pl.DataFrame] = field(default_factory=list)
    positions: list[pl.DataFrame] = field(default_factory=list)
    rejected: list[pl.Series] = field(default_factory=list)

    def located(self) -> pl.DataFrame:
        """_record, _table, file, sheet, row of every record, the rejected too."""
        return pl.concat(self.positions)

    def tables_with(self, fields: Sequence[str]) -> list[int]:
        """The tables that have a column for one of the fields."""
        return [n for n, present in enumerate(self.present) if set(fields) & set(present)]

    def header(self, name: str) -> pl.Expr:
        """The header as written of a field, for each record (by its `_table`).

        Records of a sheet without that column get the header of another that has it, or the one
        that templates write.
        """
        written = {n: present[name] for n, present in enumerate(self.present) if name in present}
        usual = [
            kind.fields[name].headers[0] for kind in roster_kinds().values() if name in kind.fields
        ]
        default = min(written.values(), default=min(usual, default=name))
        return pl.col("_table").replace_strict(written, default=default, return_dtype=pl.String)


def _detail(spec: Field) -> str:
    if spec.code_list is None:
        return "是、否" if spec.type in ("yes_no", "answer") else ""
    return "、".join(code.zh for code in load_model().code_lists[spec.code_list].codes.values())


def _filled(
    frame: pl.DataFrame, kind: RosterKind, body: pl.DataFrame, table: Table
) -> pl.DataFrame:
    """The typed rows with what the table, or another cell, tells where a cell is blank."""
    headers = [column.header for column in table.columns]
    for spec in kind.fields.values():
        own = pl.col(spec.name)
        if spec.type == "code_list" and (spec.told_by_title or spec.header_tells):
            told = told_by_table(spec, headers, table.titles)
            if told is not None:
                frame = frame.with_columns(own.fill_null(pl.lit(told)))
        if spec.told_in is not None and spec.told_in in body.columns:
            for word, meant in spec.spellings.items():
                said = body[spec.told_in].str.contains(word, literal=True).fill_null(False)
                answer = parse(pl.Series([meant]), "yes_no").values.item()
                frame = frame.with_columns(
                    pl.when(own.is_null() & said)
                    .then(pl.lit(answer))
                    .otherwise(own)
                    .alias(spec.name)
                )
        if spec.opposite_of is not None:
            other = pl.col(spec.opposite_of)
            frame = frame.with_columns(pl.coalesce(other, ~own).alias(spec.opposite_of))
    return frame


def add_table(records: Records, located: Located, kind: RosterKind, notes: Notes) -> None:
    """Type the rows of one table and append them to the records of its kind.

    The names of holders go into the frame as tokens, and nowhere else (see `holders`).
    """
    ignored = [spec.name for spec in kind.fields.values() if spec.type == "ignored"]
    body = located.table.body.drop(ignored, strict=False)
    start = sum(frame.height for frame in records.raw)
    table = len(records.raw)
    sheet = located.sheet or ""
    place = body.select(
        _record=pl.int_range(start, start + pl.len(), dtype=pl.UInt32),
        _table=pl.lit(table, pl.UInt32),
        file=pl.lit(located.file),
        sheet=pl.lit(located.sheet, pl.String),
        row=pl.col("row").cast(pl.Int64),
        source=pl.format("{}|{}|{}", pl.lit(located.file), pl.lit(sheet), pl.col("row")),
    )
    who = holders_of(located.table.body, kind)
    headers = {c.field: c.header for c in located.table.columns if c.field is not None}
    persons = {spec.name for spec in kind.holders}
    headers = {
        name: bare_header(header) if name in persons else header
        for name, header in headers.items()
        if name not in ignored
    }
    columns: list[pl.Series] = []
    blank: dict[str, pl.DataFrame] = {}
    for spec in kind.fields.values():
        if spec.type == "ignored":
            continue
        header = headers.get(spec.name)
        texts = body[spec.name] if header else nothing(body.height)
        noted = place.select("_record").with_columns(
            column=pl.lit(header or next(iter(spec.headers), spec.name)),
            field=pl.lit(spec.name),
            as_written=nothing(body.height) if spec.type == "holder" else texts,
        )
        if header:
            texts = without_personal(texts, who, spec, kind, noted, notes)
            body = body.with_columns(texts.alias(spec.name))
        names = body["name"] if "name" in body.columns else None
        within = body[spec.within] if spec.within in body.columns else None
        made, problems = (
            typed(scaled(texts, spec.type, header), spec, names, within)
            if header
            else absent(spec, body.height, names)
        )
        if header:
            unclear = unread(texts, made[0], spec.type, header) & problems.is_null()
            problems = problems.set(unclear, "not_a_number")
        columns += made
        if problems.null_count() < len(problems):
            notes.about_records(
                noted.with_columns(code=problems, detail=pl.lit(_detail(spec))).filter(
                    pl.col("code").is_not_null()
                )
            )
        if spec.required and spec.type != "holder":
            blank[spec.name] = noted
    rows = _filled(place.with_columns(columns), kind, body, located.table)
    missing = pl.repeat(False, body.height, dtype=pl.Boolean, eager=True)
    for name, noted in blank.items():
        stands_in = [pl.col(other).is_not_null() for other in kind.fields[name].instead]
        lacking = rows.select(
            pl.col(name).is_null() & ~pl.any_horizontal(pl.lit(False), *stands_in)
        )
        notes.about_records(noted.filter(lacking.to_series()), "required_missing")
        missing |= lacking.to_series()
    body = body.with_columns(
        nothing(body.height).alias(h.name) for h in kind.holders if h.name in headers
    )
    records.present.append(headers)
    records.said.append(located.table.said)
    records.positions.append(place.select("_record", "_table", "file", "sheet", "row"))
    records.raw.append(body.with_columns(place["_record"]))
    records.rejected.append(rows["_record"].filter(missing))
    kept = rows.filter(~missing)
    old = records.frames.get(kind.name)
    records.frames[kind.name] = kept if old is None else pl.concat([old, kept], how="diagonal")
