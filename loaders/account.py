"""Reading files into tables, and the account of every file, sheet and row (RULES 20 to 22)."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import polars as pl

from loaders.kinds import RosterKind
from loaders.problems import Notes
from loaders.reading.files import SourceFile, find_files
from loaders.reading.sheets import read
from loaders.reading.tables import HeaderBook, Table, find_tables
from loaders.reading.unreadable import Unreadable
from loaders.records import Located, Records
from loaders.values.dates import last_day
from loaders.values.privacy import personal_data, screen


@dataclass
class Read:
    """What was read: every file in its order, with its tables.

    located: the tables of known roster kinds, whose number is their place in `Records`.
    """

    files: list[SourceFile] = field(default_factory=list)
    tables: dict[str, list[tuple[str | None, Table]]] = field(default_factory=dict)
    located: list[Located] = field(default_factory=list)
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


def _book(kinds: Mapping[str, RosterKind]) -> HeaderBook:
    return HeaderBook(
        kinds={
            kind.name: {name: spec.headers for name, spec in kind.fields.items()}
            for kind in kinds.values()
        },
        required={kind.name: kind.required for kind in kinds.values()},
        titles={kind.name: kind.zh for kind in kinds.values()},
    )


def read_tables(
    paths: Sequence[Path],
    kinds: Mapping[str, RosterKind],
    notes: Notes,
    progress: Callable[[str], None] | None = None,
) -> Read:
    """Read every file that the paths name, and find the tables in them."""
    book = _book(kinds)
    found = Read()
    contents: dict[str, str] = {}
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
        first = contents.setdefault(file.sha256, file.name)
        if first != file.name:
            notes.about_file(file.name, "same_content", detail=first)
        for number, sheet in enumerate(sheets, 1):
            name = _shown_sheet(sheet.name, number)
            for table in find_tables(sheet, book, file.name):
                found.tables[file.name].append((name, table))
                notes.withheld.update(table.withheld.to_list())
                if table.roster in kinds:
                    found.located.append(Located(file.name, name, table))
                else:
                    found.reasons.setdefault(file.name, ("认不出是哪种花名册", "no known roster"))
                _note_table(notes, kinds, file.name, name, table)
    return found


def _shown_sheet(name: str | None, number: int) -> str | None:
    """A sheet's name as every output has it: by its place in the file where it is personal data."""
    return f"#{number}" if name is not None and personal_data(name) is not None else name


def _note_table(
    notes: Notes, kinds: Mapping[str, RosterKind], file: str, sheet: str | None, table: Table
) -> None:
    """Note what of a table was refused, dropped or not understood."""
    if table.refused is not None:
        notes.about_file(file, table.refused, sheet=sheet)
        return
    if table.roster is None:
        zh, en = _nearest(kinds, table)
        notes.about_file(file, "unknown_sheet", sheet=sheet, detail=zh, detail_en=en)
        return
    for code, columns in (
        ("dropped_columns", [c.header for c in table.columns if c.dropped]),
        ("unknown_columns", table.unknown),
        ("repeated_column", table.repeated),
    ):
        if columns:
            shown = ["…" if column in notes.withheld else column for column in columns]
            notes.about_file(file, code, sheet=sheet, row=table.header_row, detail="、".join(shown))
    if table.ambiguous:
        others = "、".join(kinds[name].zh for name in (table.roster, *table.ambiguous))
        notes.about_file(file, "ambiguous_kind", sheet=sheet, detail=others)
    for row in table.extra_rows.to_list():
        notes.about_file(file, "extra_cells", sheet=sheet, row=row)
    for name in table.others.columns:
        if name != "row":
            for row in table.others["row"].filter(screen(table.others[name])).to_list():
                notes.about_file(file, "personal_elsewhere", sheet=sheet, row=row)


def _nearest(kinds: Mapping[str, RosterKind], table: Table) -> tuple[str, str]:
    """What an unknown sheet comes nearest to and what it lacks, in Chinese and in English."""
    if table.nearest is None:
        return "已知的表头太少", "too few of its headers are known"
    kind = kinds[table.nearest.roster]
    missing = "、".join(kind.fields[name].headers[0] for name in sorted(table.nearest.missing))
    return f"最接近“{kind.zh}”，缺少：{missing}", f"nearest is “{kind.en}”, lacking {missing}"


def account(read_: Read, records: Records, rejected: pl.Series) -> list[dict[str, Any]]:
    """The account of every file: path, sha256, and a row count for each table of each sheet.

    read = loaded + rejected + skipped, by construction: the rows of a table are its body and the
    skipped, and of the body those are loaded that were not rejected.
    """
    refused = [
        int(raw["_record"].is_in(rejected.implode()).sum()) if raw.height else 0
        for raw in records.raw
    ]
    number = {id(located.table): n for n, located in enumerate(read_.located)}
    files = []
    for file in read_.files:
        sheets = []
        for sheet, table in read_.tables[file.name]:
            body = table.body.height
            wrong = refused[number[id(table)]] if id(table) in number else body
            sheets.append(
                {
                    "sheet": sheet,
                    "roster": table.roster,
                    "rows": {
                        "read": table.read,
                        "loaded": body - wrong,
                        "rejected": wrong,
                        "skipped": table.read - body,
                    },
                }
            )
        entry: dict[str, Any] = {"path": file.account_path, "sheets": sheets}
        entry["sha256"] = file.sha256 if file.path.is_file() else None
        files.append(entry)
    return files
