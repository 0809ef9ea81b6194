"""Spreadsheets as an office keeps them: a title, who filled it in and when, merged cells, a total.

The bytes depend on the content alone: the date of creation is fixed, and so is all else.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import groupby
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from xlsxwriter import Workbook

Cell = str | int | float | date | None
INVENTED = (
    "注：本表为演示用示例。小区、楼栋、单位、社区以下各类组织及所有经纬度均为虚构，"
    "如有雷同，纯属巧合。"
)
_CREATED = datetime(2010, 6, 30)
SERIAL = "序号"


@dataclass
class Sheet:
    """One roster sheet; the writer adds the serial number, title, filling date, total and notes."""

    name: str
    title: str
    header: tuple[str, ...]
    rows: list[list[Cell]]
    filled: date
    office: str = "南山区委组织部"
    merged: tuple[str, ...] = ()
    """Columns, outermost first, in which equal neighbours are written once over merged cells."""
    totals: tuple[str, ...] = ()
    """Columns that the total row adds up."""
    late_rows: int = 0
    """Rows at the end that came after the total was made."""
    notes: list[str] = field(default_factory=lambda: [INVENTED])

    @property
    def heading(self) -> str:
        """The title as it stands above the table."""
        return f"{self.title}（示例）"

    @property
    def filling(self) -> str:
        """The line that says who filled the sheet in, and when."""
        day = f"{self.filled.year}年{self.filled.month}月{self.filled.day}日"
        return f"填报单位：{self.office}    填报时间：{day}"

    def total_row(self) -> list[Cell] | None:
        """The row of totals, or None where the sheet has none. Text such as 约800 is not added."""
        if not self.totals:
            return None
        cells: list[Cell] = ["合计"]
        for i, column in enumerate(self.header):
            values = [row[i] for row in self.rows[: len(self.rows) - self.late_rows]]
            whole = sum(value for value in values if isinstance(value, int))
            cells.append(whole if column in self.totals else None)
        return cells


def workbook(sheets: Sequence[Sheet]) -> bytes:
    """The sheets as one xlsx file."""
    import xlsxwriter

    data = io.BytesIO()
    with xlsxwriter.Workbook(data, {"in_memory": True}) as book:
        book.set_properties({"created": _CREATED, "title": sheets[0].heading})
        styles = _Styles(book)
        for sheet in sheets:
            _write_sheet(book, styles, sheet)
    return data.getvalue()


class _Styles:
    """The cell formats of a workbook."""

    def __init__(self, workbook: Workbook) -> None:
        frame = {"border": 1, "valign": "vcenter"}
        self.title = workbook.add_format({"bold": True, "font_size": 16, "align": "center"})
        self.header = workbook.add_format(
            {**frame, "bold": True, "align": "center", "bg_color": "#D9E1F2"}
        )
        self.cell = workbook.add_format(frame)
        self.date = workbook.add_format({**frame, "num_format": "yyyy-mm-dd"})


def _write_sheet(workbook: Workbook, styles: _Styles, sheet: Sheet) -> None:
    worksheet = workbook.add_worksheet(sheet.name)
    header = (SERIAL, *sheet.header)
    last = len(header) - 1
    worksheet.merge_range(0, 0, 0, last, sheet.heading, styles.title)
    worksheet.write_string(1, 0, sheet.filling)
    for column, text in enumerate(header):
        worksheet.write_string(2, column, text, styles.header)
        worksheet.set_column(column, column, _width(sheet, column))
    worksheet.freeze_panes(3, 0)
    first = 3
    for i, row in enumerate(sheet.rows):
        worksheet.write_number(first + i, 0, i + 1, styles.cell)
        for column, value in enumerate(row, start=1):
            if isinstance(value, str):
                worksheet.write_string(first + i, column, value, styles.cell)
            elif isinstance(value, int | float):
                worksheet.write_number(first + i, column, value, styles.cell)
            elif value is not None:
                day = datetime(value.year, value.month, value.day)
                worksheet.write_datetime(first + i, column, day, styles.date)
    for column, start, end, text in _merges(sheet):
        worksheet.merge_range(first + start, column, first + end, column, text, styles.cell)
    below = first + len(sheet.rows)
    total = sheet.total_row()
    if total is not None:
        for column, value in enumerate(total):
            worksheet.write(below, column, value, styles.header)
        below += 1
    for i, note in enumerate(sheet.notes):
        worksheet.write_string(below + i, 0, note)


def _merges(sheet: Sheet) -> list[tuple[int, int, int, str]]:
    """Column, first row, last row and text of every run of equal cells to be merged."""
    found = []
    columns = [sheet.header.index(name) for name in sheet.merged]
    for depth, column in enumerate(columns):
        # Cells are one run only where the cells of the merged columns before them are, too.
        position = 0
        for key, rows in groupby(
            sheet.rows,
            key=lambda row: [row[c] for c in columns[: depth + 1]],
        ):
            length = len(list(rows))
            if length > 1 and isinstance(key[-1], str):
                found.append((column + 1, position, position + length - 1, key[-1]))
            position += length
    return found


def _width(sheet: Sheet, column: int) -> float:
    """A width that shows the header and the first rows; a Chinese character is two wide."""
    if column == 0:
        return 6
    texts = [sheet.header[column - 1], *(str(row[column - 1] or "") for row in sheet.rows[:40])]
    return min(48, 3 + max(sum(2 if ord(c) > 255 else 1 for c in text) for text in texts))
