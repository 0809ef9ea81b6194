"""Reading files into tables, and the account of every file, sheet and row (RULES 20 to 22)."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import polars as pl

from loaders.kinds import RosterKind, roster_kinds
from loaders.posts.holders import bare_header, held_names
from loaders.problems import Notes, catalogue
from loaders.reading.files import SourceFile, find_files
from loaders.reading.sheets import read
from loaders.reading.unreadable import Unreadable
from loaders.records import Located, Records
from loaders.sheet_names import numbered_sheets, place_of, without_sheet
from loaders.tables.decisions import Decisions
from loaders.tables.finding import HeaderBook, Table, readings
from loaders.tables.headings import Headings
from loaders.tables.totals import mismatches
from loaders.values.dates import last_day
from loaders.values.privacy import personal_data, screen
from loaders.values.withheld import header_names_a_person


@dataclass
class Read:
    """What was read: every file in its order, with its tables.

    located: the tables of known roster kinds, whose number is their place in `Records`; a table
    with the columns of two rosters is there twice. numbers: by the id of a table, its numbers.
    headings: what was proposed about headers.
    """

    headings: Headings
    files: list[SourceFile] = field(default_factory=list)
    tables: dict[str, list[tuple[str | None, Table]]] = field(default_factory=dict)
    located: list[Located] = field(default_factory=list)
    numbers: dict[int, list[int]] = field(default_factory=dict)
    reasons: dict[str, tuple[str, str]] = field(default_factory=dict)

    def newest_date(self) -> datetime.date | None:
        """The newest filling date that the rosters state; a partial one counts by its last day."""
        dates = [t.filled_on for tables in self.tables.values() for _, t in tables if t.filled_on]
        return max((last_day(text) for text in dates), default=None)

    def summary(self, language: str) -> str:
        """Why there was no roster among the files: the first few, with their reasons."""
        if not self.files:
            return {"zh": "文件夹里没有文件。", "en": "the folder has no files."}[language]
        said = [
            f"{name}: {reason[0 if language == 'zh' else 1]}"
            for name, reason in list(self.reasons.items())[:5]
        ]
        more = len(self.reasons) - len(said)
        rest = {"zh": f"；另有 {more} 个文件", "en": f"; and {more} more files"}[language]
        return "; ".join(said) + (rest if more > 0 else "")


def header_book(kinds: Mapping[str, RosterKind]) -> HeaderBook:
    """The headers that the roster kinds know, and what decides between them."""
    return HeaderBook(
        kinds={
            kind.name: {name: spec.headers for name, spec in kind.fields.items()}
            for kind in kinds.values()
        },
        required={kind.name: kind.required for kind in kinds.values()},
        titles={kind.name: (kind.zh, *kind.titles) for kind in kinds.values()},
        yields=frozenset(kind.name for kind in kinds.values() if kind.yields),
        told_by={kind.name: kind.told_by for kind in kinds.values()},
        only_told=frozenset(kind.name for kind in kinds.values() if kind.only_told),
        instead={
            kind.name: {name: spec.instead for name, spec in kind.fields.items()}
            for kind in kinds.values()
        },
        refers={
            kind.name: {name: spec.to for name, spec in kind.fields.items() if spec.to}
            for kind in kinds.values()
        },
        names={
            kind.name: {
                name: [node.label for node in kind.nodes.values() if node.name == name]
                for name in kind.fields
            }
            for kind in kinds.values()
        },
        ignored={
            kind.name: [name for name, spec in kind.fields.items() if spec.type == "ignored"]
            for kind in kinds.values()
        },
    )


def read_tables(
    paths: Sequence[Path],
    kinds: Mapping[str, RosterKind],
    notes: Notes,
    progress: Callable[[str], None] | None = None,
    columns: Decisions | None = None,
) -> Read:
    """Read every file that the paths name, and find the tables in them.

    columns: what a person decided about headers.
    """
    headings = Headings(kinds, header_book(kinds), columns or Decisions())
    found = Read(headings)
    contents: dict[str, str] = {}
    persons: dict[tuple[str, str], tuple[int, set[str]]] = {}
    for file in find_files(paths):
        if progress is not None:
            progress(file.account_path)
        found.files.append(file)
        found.tables[file.name] = []
        try:
            sheets = read(file)
        except Unreadable as error:
            notes.about_unreadable(file.name, error)
            found.reasons[file.name] = (error.problem("zh"), error.problem("en"))
            continue
        first = contents.setdefault(file.sha256 or file.name, file.name)
        if first != file.name:
            notes.about_file(file.name, "same_content", detail=first)
        for number, sheet in enumerate(sheets, 1):
            name = _shown_sheet(sheet.name, number)
            for table in headings.tables(sheet, file.name, name):
                found.tables[file.name].append((name, table))
                held = persons.setdefault((file.name, name or ""), (number, set()))[1]
                held.update(table.withheld.to_list())
                for reading in readings(table, headings.book):
                    held.update(held_names(reading, kinds))
                    if reading.roster in kinds:
                        found.numbers.setdefault(id(table), []).append(len(found.located))
                        found.located.append(Located(file.name, name, reading))
                notes.withheld |= held
                if table.roster not in kinds:
                    found.reasons.setdefault(file.name, _why_none(headings, table))
                _note_table(notes, headings, file.name, name, table)
    _number_sheets(found, notes, numbered_sheets(persons, notes.names()))
    return found


def _number_sheets(found: Read, notes: Notes, shown: Mapping[tuple[str, str], str]) -> None:
    """Give sheets that are named after somebody their number instead, wherever they stand.

    shown: by file and sheet. Whom the load withholds is known only when all of it is read.
    """
    if not shown:
        return
    for file, tables in found.tables.items():
        found.tables[file] = [(shown.get((file, s or ""), s), table) for s, table in tables]
    names = notes.names()
    found.located = [
        replace(one, sheet=sheet, table=without_sheet(one.table, names))
        if (sheet := shown.get((one.file, one.sheet or ""))) is not None
        else one
        for one in found.located
    ]
    made = found.headings.proposals
    made[:] = [replace(p, sheet=shown.get((p.file, p.sheet or ""), p.sheet)) for p in made]
    notes.rename_sheets(shown)


def _shown_sheet(name: str | None, number: int) -> str | None:
    """A sheet's name as every output has it: by its place in the file where it is personal data."""
    return place_of(number) if name is not None and personal_data(name) is not None else name


def _note_table(
    notes: Notes, headings: Headings, file: str, sheet: str | None, table: Table
) -> None:
    """Note what of a table was refused, dropped or not understood."""
    kinds = headings.kinds
    start = table.first_row if table.number is not None else None
    if table.refused is not None:
        notes.about_file(file, table.refused, sheet=sheet, row=start)
        return
    if table.guidance:
        return
    if table.roster is None:
        zh, en = _nearest(headings, table)
        notes.about_file(file, "unknown_sheet", sheet=sheet, row=start, detail=zh, detail_en=en)
        return
    names = notes.names()
    for code, columns in (
        ("dropped_columns", [bare_header(c.header) for c in table.columns if c.dropped]),
        ("unknown_columns", headings.unused(table)),
        ("header_read_as", headings.read_as(table)),
        ("repeated_column", table.repeated),
    ):
        if columns:
            shown = ["…" if header_names_a_person(c, names) else c for c in columns]
            notes.about_file(file, code, sheet=sheet, row=table.header_row, detail="、".join(shown))
    if table.ambiguous:
        others = "、".join(kinds[name].zh for name in (table.roster, *table.ambiguous))
        notes.about_file(file, "ambiguous_kind", sheet=sheet, row=start, detail=others)
    notes.about_records(
        pl.DataFrame(
            [
                {
                    "file": file,
                    "sheet": sheet,
                    "row": wrong.row,
                    "column": wrong.column,
                    "detail": f"写的是 {wrong.stated}，各行相加是 {wrong.found}",
                    "detail_en": f"reads {wrong.stated}, but its rows add up to {wrong.found}",
                }
                for reading in (table, *table.also)
                for wrong in mismatches(reading, kinds[reading.roster or ""])
            ]
        ),
        "total_mismatch",
    )
    for row, header in table.nothing_above:
        notes.about_file(file, "nothing_above", sheet=sheet, row=row, column=bare_header(header))
    for lacking in table.uncalculated:
        notes.about_file(
            file,
            "not_calculated",
            sheet=sheet,
            row=lacking.rows[0],
            column=bare_header(lacking.header),
            detail=lacking.cells("zh"),
            detail_en=lacking.cells("en"),
        )
    for row in table.extra_rows.to_list():
        notes.about_file(file, "extra_cells", sheet=sheet, row=row)
    for name in table.others.columns:
        if name != "row":
            for row in table.others["row"].filter(screen(table.others[name])).to_list():
                notes.about_file(file, "personal_elsewhere", sheet=sheet, row=row)


def _why_none(headings: Headings, table: Table) -> tuple[str, str]:
    """Why a table is no roster, in Chinese and in English."""
    if table.refused is not None:
        problem = catalogue()[table.refused]
        return problem.zh.rstrip(
            "。"
        ) + "：" + problem.remedy_zh, problem.en + " " + problem.remedy_en
    zh, en = _nearest(headings, table)
    return f"认不出是哪种花名册，{zh}", f"no known roster; {en}"


def _nearest(headings: Headings, table: Table) -> tuple[str, str]:
    """What an unknown sheet comes nearest to and what it lacks, in Chinese and in English."""
    if table.nearest is None:
        return "已知的表头太少", "too few of its headers are known"
    kind = headings.kinds[table.nearest.roster]
    missing = "、".join(kind.fields[name].headers[0] for name in sorted(table.nearest.missing))
    return f"最接近“{kind.zh}”，缺少：{missing}", f"nearest is “{kind.en}”, lacking {missing}"


def _names_not_kept(kinds: Mapping[str, RosterKind], table: Table) -> list[str]:
    """The headers of a table's columns of names, which serve in memory only (DESIGN 6)."""
    if table.roster is None:
        return []
    holders = {spec.name for spec in kinds[table.roster].holders}
    return [bare_header(column.header) for column in table.columns if column.field in holders]


def account(read_: Read, records: Records, rejected: pl.Series) -> list[dict[str, Any]]:
    """The account of every file: path, sha256, and a row count for each table of each sheet.

    read = loaded + rejected + skipped, by construction: the rows of a table are its body and the
    skipped, and of the body those are loaded that were not rejected (of a table with the columns of
    two rosters, by either). names_not_kept: the columns
    of holders' names, which served in memory and are gone.
    """
    kept = [raw["row"].filter(~raw["_record"].is_in(rejected.implode())) for raw in records.raw]
    kinds = roster_kinds()
    files = []
    for file in read_.files:
        sheets: list[dict[str, Any]] = []
        for sheet, table in read_.tables[file.name]:
            body = table.body.height
            parts = [kept[number] for number in read_.numbers.get(id(table), [])]
            loaded = pl.concat(parts).n_unique() if parts else 0
            if table.roster in kinds and kinds[table.roster].counted:
                loaded = body  # persons are loaded by being counted (RULES 21)
            sheets.append(
                {
                    "sheet": sheet,
                    "roster": kinds[table.roster].account_name if table.roster else None,
                    "rows": {
                        "read": table.read,
                        "loaded": loaded,
                        "rejected": body - loaded,
                        "skipped": table.read - body,
                    },
                }
            )
            if names := _names_not_kept(kinds, table):
                sheets[-1]["names_not_kept"] = names
        entry: dict[str, Any] = {"path": file.account_path, "sheets": sheets}
        entry["sha256"] = file.sha256
        files.append(entry)
    return files
