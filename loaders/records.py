"""Tables of text → typed records: one row a record, one column a field of its roster kind.

A cell that can't be read, or holds personal data, is noted and empty; a row without what its kind
requires is rejected. Which columns a sheet has is kept, since a blank cell in a column that is
there means "none", and a column that is not there means that nobody was asked (RULES 1).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import polars as pl

from loaders.kind_names import kinds_by_name
from loaders.kinds import Field, RosterKind
from loaders.problems import Notes
from loaders.reading.tables import Table
from loaders.values import is_none_word, parse, split_list
from loaders.values.privacy import has_name_inside, has_organization_word, names_within, screen
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
    table, the fields that the sheet has a column for, with the header as written. raw:
    by table, the cells as text.
    """

    frames: dict[str, pl.DataFrame] = field(default_factory=dict)
    present: list[dict[str, str]] = field(default_factory=list)
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

        Records of a sheet without that column get the header of another that has it.
        """
        written = {n: present[name] for n, present in enumerate(self.present) if name in present}
        default = min(written.values(), default=name)
        return pl.col("_table").replace_strict(written, default=default, return_dtype=pl.String)


def _texts(texts: pl.Series, spec: Field) -> pl.Series:
    """Reference and list cells: tidy text, null where it says that there is none."""
    if spec.many or spec.type == "names":
        texts = texts.str.replace_all(r"[\r\n]+", "、")
    tidy = parse(texts, "name").values
    none = [text for text in tidy.drop_nulls().unique().to_list() if is_none_word(text)]
    return tidy.set(tidy.is_in(none), None) if none else tidy


def _typed(
    texts: pl.Series, spec: Field, names: pl.Series | None
) -> tuple[list[pl.Series], pl.Series]:
    """A field's column(s), and for each cell the code of its problem or null."""
    nothing = pl.repeat(None, len(texts), dtype=pl.String, eager=True)
    if spec.type in ("reference", "names"):
        return [_texts(texts, spec).alias(spec.name)], nothing
    code_list = load_model().code_lists[spec.code_list] if spec.code_list else None
    parsed = parse(texts, spec.type, code_list=code_list)
    values, problems = parsed.values, parsed.problem
    if spec.open:
        values = values.zip_with(problems.is_null(), parse(texts, "text").values)
        problems = nothing
    if spec.length is not None:
        wrong = values.is_not_null() & (values.str.len_chars() != spec.length)
        problems = problems.zip_with(~wrong, pl.repeat("bad_code", len(texts), eager=True))
        values = values.zip_with(~wrong, nothing)
    if spec.from_name and names is not None and code_list is not None:
        values = values.zip_with(values.is_not_null(), kinds_by_name(names, code_list.name))
    columns = [values.alias(spec.name)]
    if spec.type == "date":
        columns.append((problems == "not_a_date").fill_null(False).alias(f"{spec.name}~unread"))
    if parsed.qualifier is not None:
        columns.append(parsed.qualifier.alias(f"{spec.name}~qualifier"))
    return columns, problems


def _absent(spec: Field, height: int, names: pl.Series | None) -> tuple[list[pl.Series], pl.Series]:
    """The column(s) of a field that the sheet does not have: empty, but for a kind in the name."""
    nothing = pl.Series([None] * height, dtype=pl.String)
    made, _ = _typed(
        nothing, replace(spec, type="text" if spec.type == "answer" else spec.type), names
    )
    return made, nothing


def _detail(spec: Field) -> str:
    if spec.code_list is None:
        return ""
    return "、".join(code.zh for code in load_model().code_lists[spec.code_list].codes.values())


def _names_a_person(texts: pl.Series, spec: Field, kind: RosterKind, notes: Notes) -> pl.Series:
    """Which cells of names hold what stands in a dropped column of names, or is no name of a body.

    A cell with a list is looked at item by item, and refused whole.
    A Party organization always has a word of one in its name; other names are refused only where
    this load has seen them as a person's; of free text, whatever has such a name inside.
    """
    if spec.type not in ("name", "names", "reference", "text"):
        return pl.repeat(False, len(texts), dtype=pl.Boolean, eager=True)
    of_party = spec.to == ("PartyOrganization",) or any(
        node.name == spec.name and node.label == "PartyOrganization" for node in kind.nodes.values()
    )
    if not of_party and not notes.withheld:
        return pl.repeat(False, len(texts), dtype=pl.Boolean, eager=True)
    listed = spec.many or spec.type == "names"
    items = {text: split_list(text) if listed else [text] for text in texts.drop_nulls().unique()}
    distinct = pl.Series([i for found in items.values() for i in found], dtype=pl.String).unique()
    refused = {text for text in notes.withheld if text}
    if spec.type == "text":
        inside = names_within(frozenset(refused))
        refused |= {text for text in distinct if has_name_inside(text, inside)}
    if of_party:
        unclear = distinct.filter(kinds_by_name(distinct, "PartyOrganizationKind").is_null())
        refused |= {
            text
            for text in unclear.to_list()
            if not has_organization_word(text) and not is_none_word(text)
        }
    cells = [text for text, found in items.items() if not refused.isdisjoint((text, *found))]
    return texts.is_in(cells).fill_null(False)


def add_table(records: Records, located: Located, kind: RosterKind, notes: Notes) -> None:
    """Type the rows of one table and append them to the records of its kind."""
    body = located.table.body
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
    headers = {c.field: c.header for c in located.table.columns if c.field is not None}
    columns: list[pl.Series] = []
    missing = pl.repeat(False, body.height, dtype=pl.Boolean, eager=True)
    for spec in kind.fields.values():
        header = headers.get(spec.name)
        texts = body[spec.name] if header else pl.Series([None] * body.height, dtype=pl.String)
        noted = place.select("_record").with_columns(
            column=pl.lit(header or spec.headers[0]), field=pl.lit(spec.name), as_written=texts
        )
        if header:
            personal = screen(texts, room_codes=spec.type != "building_code")
            notes.about_records(
                noted.filter(personal).with_columns(as_written=pl.lit(None, pl.String)),
                "personal_value",
            )
            named = _names_a_person(texts, spec, kind, notes)
            notes.about_records(
                noted.filter(named).with_columns(as_written=pl.lit(None, pl.String)),
                "not_an_organization",
            )
            texts = texts.set(personal | named, None)
            body = body.with_columns(texts.alias(spec.name))
        names = body["name"] if "name" in body.columns else None
        made, problems = _typed(texts, spec, names) if header else _absent(spec, body.height, names)
        columns += made
        if problems.null_count() < len(problems):
            notes.about_records(
                noted.with_columns(code=problems, detail=pl.lit(_detail(spec))).filter(
                    pl.col("code").is_not_null()
                )
            )
        if spec.required:
            blank = made[0].is_null()
            notes.about_records(noted.filter(blank), "required_missing")
            missing |= blank
    typed = place.with_columns(columns)
    records.present.append(headers)
    records.positions.append(place.select("_record", "_table", "file", "sheet", "row"))
    records.raw.append(body.with_columns(place["_record"]))
    records.rejected.append(typed["_record"].filter(missing))
    kept = typed.filter(~missing)
    old = records.frames.get(kind.name)
    records.frames[kind.name] = kept if old is None else pl.concat([old, kept], how="diagonal")
