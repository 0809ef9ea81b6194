"""One roster in every form that a spreadsheet program writes, and what its cells are.

The files beside this one are written by LibreOffice: `python -m tests.loaders.forms` makes them
anew from `write_roster`.
"""

from __future__ import annotations

import datetime
import os
import subprocess
from pathlib import Path

import xlsxwriter

from loaders.reading.cells import IMPRECISE, TEXT_MARK

HERE = Path(__file__).parent
SHEET, HIDDEN = "楼栋台账", "另一社区"

#: Row in the file → the cells of columns A to I, merged ones filled. The x is written as 'x.
ROSTER: dict[int, list[str | None]] = {
    1: ["海月社区楼栋台账"] * 9,
    2: ["填报单位：招商街道海月社区", *[None] * 6, "填报时间：2010年6月30日", None],
    4: ["街道", "社区", "小区", "楼栋", "楼栋编码", "层数", "用途", "建成日期", "备注"],
    5: ["招商街道", "海月社区", "海月花园", "1栋", "4403050060110010001", "18", "住宅",
        "1998-06-01", 'a<b> & "c"'],
    6: ["招商街道", "海月社区", "海月花园", "2栋", "0012", "18.5", "住宅", "1999-12-31",
        "一\n二"],
    7: ["招商街道", "海月社区", "海月花园", "3栋", f"{IMPRECISE}4400000000000000000", "7", "住宅",
        "2008.6", "=1+1"],
    9: ["招商街道", "海月社区", "阳光花园", "4栋", "x", "-3", "商业", "2010",
        "100%🙂\u200f@x"],
    10: ["招商街道", "海月社区", "阳光花园", "5栋", "-", "9", "商业", "2010-06-30", "%s"],
    12: ["招商街道", "东角头社区", None, "6栋", None, "36.5", None, "2011-02-28", None],
    14: ["合计", None, None, None, None, "41", None, None, None],
}  # fmt: skip


def write_roster(path: Path) -> Path:
    """The roster as xlsx: dates and numbers as such, merged cells, a formula, a failed one."""
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet(SHEET)
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        lines = book.add_format({"text_wrap": True})
        for row, cells in ROSTER.items():
            for column, cell in enumerate(cells):
                if cell is None or row == 1:
                    continue
                if row > 4 and column == 7 and "-" in cell:
                    sheet.write_datetime(row - 1, 7, datetime.datetime.fromisoformat(cell), day)
                elif row > 4 and column == 5:
                    sheet.write_number(row - 1, column, float(cell))
                elif cell.startswith(IMPRECISE):
                    sheet.write_number(row - 1, column, float(cell.removeprefix(IMPRECISE)))
                else:
                    cell = f"{TEXT_MARK}x" if cell == "x" else cell
                    sheet.write_string(row - 1, column, cell, lines if "\n" in cell else None)
        sheet.write_formula("F14", "=F5+F6+F7-2.5", value=41)
        sheet.write_formula("G12", "=NA()", value="#N/A")
        sheet.merge_range("A1:I1", "海月社区楼栋台账")
        for merged, value in (
            ("A5:A10", "招商街道"),
            ("B5:B10", "海月社区"),
            ("C5:C7", "海月花园"),
            ("C9:C10", "阳光花园"),
        ):
            first = merged.partition(":")[0]
            for row in range(int(first[1:]), int(merged.partition(":")[2][1:])):
                sheet.write_blank(row, ord(first[0]) - 65, None)
            sheet.merge_range(merged, value)
        hidden = book.add_worksheet(HIDDEN)
        hidden.write_column(0, 0, ["社区", "东角头社区"])
        hidden.hide()
    return path


def convert(source: Path, folder: Path, form: str, profile: Path) -> Path:
    """A file in another form (`ods`, `xls:MS Excel 97`), as LibreOffice writes it."""
    subprocess.run(
        [
            "soffice",
            "--headless",
            f"-env:UserInstallation={profile.absolute().as_uri()}",
            "--convert-to",
            form,
            "--outdir",
            str(folder),
            str(source),
        ],
        check=True,
        capture_output=True,
        timeout=300,
        env=os.environ | {"SAL_USE_VCLPLUGIN": "svp"},
    )
    written = folder / f"{source.stem}.{form.partition(':')[0]}"
    if not written.is_file():
        raise FileNotFoundError(written)
    return written
