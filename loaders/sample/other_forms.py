"""Spreadsheets in the other forms that offices send: text or a web page named .xls, and a zip."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Sequence
from html import escape
from pathlib import Path

from loaders.sample.office import SERIAL, Cell, Sheet

_PACKED = (2010, 6, 30, 9, 0, 0)


def lines(sheet: Sheet) -> list[list[Cell]]:
    """All lines of a sheet as text files have them: title, filling, header, rows, total, notes."""
    header = [SERIAL, *sheet.header]
    written: list[list[Cell]] = [[sheet.heading], [sheet.filling], list(header)]
    written.extend([i, *row] for i, row in enumerate(sheet.rows, start=1))
    total = sheet.total_row()
    if total is not None:
        written.append(total)
    written.extend([note] for note in sheet.notes)
    return [[*line, *[None] * (len(header) - len(line))] for line in written]


def write_csv(path: Path, sheet: Sheet) -> Path:
    """Write a sheet as Excel in China saves CSV: GB18030, CRLF, every line as wide as the table."""
    return _write_text(path, sheet, ",")


def write_tabs(path: Path, sheet: Sheet) -> Path:
    """Write a sheet as older software exports it “to Excel”: GBK text with tabs, named .xls."""
    return _write_text(path, sheet, "\t")


def _write_text(path: Path, sheet: Sheet, delimiter: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    text = io.StringIO()
    csv.writer(text, lineterminator="\r\n", delimiter=delimiter).writerows(lines(sheet))
    path.write_bytes(text.getvalue().encode("gb18030"))
    return path


def write_page(path: Path, sheet: Sheet) -> Path:
    """Write a sheet as a web system exports it “to Excel”: a table in HTML, named .xls."""
    path.parent.mkdir(parents=True, exist_ok=True)
    width = len(sheet.header) + 1
    rows = []
    for line in lines(sheet):
        if all(cell is None for cell in line[1:]):
            rows.append(f'<tr><td colspan="{width}">{escape(str(line[0]))}</td></tr>')
        else:
            cells = (escape("" if cell is None else str(cell)) for cell in line)
            rows.append("<tr>" + "".join(f"<td>{cell}</td>" for cell in cells) + "</tr>")
    page = (
        '<html xmlns:x="urn:schemas-microsoft-com:office:excel">\r\n'
        '<head><meta http-equiv="Content-Type" content="text/html; charset=gb2312"></head>\r\n'
        '<body><table border="1">\r\n' + "\r\n".join(rows) + "\r\n</table></body></html>\r\n"
    )
    path.write_bytes(page.encode("gb18030"))
    return path


def write_zip(path: Path, entries: Sequence[tuple[str, bytes]]) -> Path:
    """Write the entries, of which each has a name and its bytes, as one archive."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in entries:
            archive.writestr(zipfile.ZipInfo(name, _PACKED), data)
    return path
