"""Writes untidy tables in the forms that offices have: CSV, xlsx, ods, HTML and text named .xls."""

from __future__ import annotations

import csv
import datetime
import html
import io
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import xlsxwriter

from tests.loaders.untidy import Grid, Sheet
from tests.privacy.workbooks import ods

_ENCODINGS = {"gb18030": "gb18030", "utf16": "utf-16", "gbk": "gbk"}


def write_files(folder: Path, files: dict[str, list[Sheet]]) -> None:
    """Write the tables; a workbook has each under its name, with a number where that is taken."""
    for name, sheets in files.items():
        path = folder / name
        if name.endswith("html.xls"):
            path.write_text(_html(sheets[0]), encoding="utf-8")
        elif path.suffix in (".csv", ".xls"):
            path.write_bytes(_text(sheets[0].grid, name))
        elif path.suffix == ".ods":
            ods(path, {page: _marked(sheet) for page, sheet in _pages(sheets).items()}, author="")
        else:
            _xlsx(path, _pages(sheets))


def _pages(sheets: Sequence[Sheet]) -> dict[str, Sheet]:
    """The sheets of a workbook; a table that is stacked stands below the one before it."""
    pages: dict[str, Sheet] = {}
    for number, sheet in enumerate(sheets):
        if sheet.stacked:
            name, above = pages.popitem()
            below = len(above.grid) + 1
            merged = [(column, a + below, b + below) for column, a, b in sheet.merged]
            grid: Grid = [*above.grid, [], *sheet.grid]
            pages[name] = Sheet(above.kind, grid, 0, above.name, False, [*above.merged, *merged])
        else:
            pages[sheet.name if sheet.name not in pages else f"{sheet.name}{number}"] = sheet
    return pages


def _xlsx(path: Path, pages: dict[str, Sheet]) -> None:
    with xlsxwriter.Workbook(path, {"default_date_format": "yyyy-mm-dd"}) as book:
        for name, sheet in pages.items():
            page = book.add_worksheet(name)
            for at, row in enumerate(sheet.grid):
                page.write_row(at, 0, ["" if cell is None else cell for cell in row])
            for column, first, last in sheet.merged:
                page.merge_range(first, column, last, column, sheet.grid[first][column])


def _marked(sheet: Sheet) -> list[list[Any]]:
    """The rows with "^" where a cell goes on with the one above it."""
    rows: list[list[Any]] = [list(row) for row in sheet.grid]
    for column, first, last in sheet.merged:
        for row in range(first + 1, last + 1):
            rows[row][column] = "^"
    return rows


def _html(sheet: Sheet) -> str:
    spans = {(first, column): last - first + 1 for column, first, last in sheet.merged}
    covered = {(r, c) for c, first, last in sheet.merged for r in range(first + 1, last + 1)}
    lines = ["<html><body><table>"]
    for at, row in enumerate(sheet.grid):
        cells = [
            f"<td rowspan={spans.get((at, column), 1)}>{_shown(cell)}</td>"
            for column, cell in enumerate(row)
            if (at, column) not in covered
        ]
        lines.append(f"<tr>{''.join(cells)}</tr>")
    return "\n".join([*lines, "</table></body></html>"])


def _shown(cell: str | int | datetime.date | None) -> str:
    return html.escape("" if cell is None else str(cell)).replace("\n", "<br>")


def _text(grid: Grid, name: str) -> bytes:
    stream = io.StringIO(newline="")
    rows = [["" if cell is None else cell for cell in row] for row in grid]
    csv.writer(stream, delimiter="\t" if name.endswith(".xls") else ",").writerows(rows)
    encoding = next((e for mark, e in _ENCODINGS.items() if mark in name), "utf-8")
    return stream.getvalue().encode(encoding)
