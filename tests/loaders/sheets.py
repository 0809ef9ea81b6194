"""Workbooks and sheets as offices make them, for the tests of how they are read."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from pathlib import Path

import xlsxwriter
from openpyxl import Workbook

from loaders.account import header_book
from loaders.kinds import roster_kinds
from loaders.reading.sheets import read_bytes
from loaders.tables.finding import Table, find_tables
from tests.loaders.forms.written import Grid

Rows = Sequence[Sequence[object]]


def workbook(
    path: Path, sheets: Mapping[str, Rows], merged: Mapping[str, Sequence[str]] | None = None
) -> Path:
    """An xlsx file: the rows of each sheet, and the ranges of cells merged in it."""
    book = Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
        for cells in (merged or {}).get(name, ()):
            sheet.merge_cells(cells)
    path.parent.mkdir(parents=True, exist_ok=True)
    book.save(path)
    return path


def tables_of(rows: Rows, name: str | None = None, file: str = "") -> list[Table]:
    """The tables of a sheet by the roster kinds of the project; each accounts for itself."""
    width = max(map(len, rows))
    stream = io.StringIO(newline="")
    csv.writer(stream).writerows([[*row, *[""] * (width - len(row))] for row in rows])
    (sheet,) = read_bytes(stream.getvalue().encode())
    found = find_tables(type(sheet)(name, sheet.frame), header_book(roster_kinds()), file)
    for table in found:
        assert table.read == table.body.height + table.skipped.height
        every = sorted([*table.body["row"], *table.skipped["row"]])
        assert every == list(range(every[0], every[0] + table.read))
    return found


def as_xlsx(grid: Grid, top: int = 0, left: int = 0) -> bytes:
    """A workbook of texts, with empty rows above them and empty columns to their left."""
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream) as book:
        sheet = book.add_worksheet()
        for row, cells in enumerate(grid, top):
            for column, cell in enumerate(cells, left):
                sheet.write_string(row, column, cell)
    return stream.getvalue()
