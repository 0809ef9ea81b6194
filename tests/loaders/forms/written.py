"""A grid of text and its merged ranges, written by hand in every form."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Mapping, Sequence
from xml.sax.saxutils import escape, quoteattr

import xlsxwriter

from loaders.reading.compound import wrapped

Grid = Sequence[Sequence[str]]
#: First row, first column, rows down, columns right; all counted from 0.
Merge = tuple[int, int, int, int]

_ODF = (
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" office:version="1.3"'
)
_SPREADSHEET = "application/vnd.oasis.opendocument.spreadsheet"


def covered(merges: Sequence[Merge]) -> dict[tuple[int, int], Merge]:
    """The places that a merged range covers, its first cell not among them."""
    return {
        (row, column): merge
        for merge in merges
        for row in range(merge[0], merge[0] + merge[2])
        for column in range(merge[1], merge[1] + merge[3])
        if (row, column) != merge[:2]
    }


def spans(merges: Sequence[Merge]) -> dict[tuple[int, int], tuple[int, int]]:
    """By the first cell of a range: how far it reaches."""
    return {merge[:2]: merge[2:] for merge in merges}


def as_html(grid: Grid, merges: Sequence[Merge] = ()) -> bytes:
    """A page as systems export it."""
    hidden, reach = covered(merges), spans(merges)
    rows = []
    for row, cells in enumerate(grid):
        written = []
        for column, cell in enumerate(cells):
            if (row, column) not in hidden:
                down, right = reach.get((row, column), (1, 1))
                lines = "<br>".join(escape(line) for line in cell.split("\n"))
                written.append(f'<td rowspan="{down}" colspan={right}>{lines}</td>')
        rows.append(f"<tr>{''.join(written)}</tr>")
    return f"<html><body><table border=1>{''.join(rows)}</table></body></html>".encode()


def spreadsheetml(rows: str, more: str = "") -> bytes:
    """A workbook of SpreadsheetML around the rows of its first sheet."""
    return (
        '<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?>'
        '<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" '
        'xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet">'
        f'<Worksheet ss:Name="楼栋"><Table>{rows}</Table></Worksheet>{more}</Workbook>'
    ).encode()


def as_spreadsheetml(grid: Grid, merges: Sequence[Merge] = ()) -> bytes:
    """As Excel writes it: blank and covered cells left out, the next one says its place."""
    hidden, reach = covered(merges), spans(merges)
    rows = []
    for row, cells in enumerate(grid):
        written = []
        for column, cell in enumerate(cells):
            if cell and (row, column) not in hidden:
                down, right = reach.get((row, column), (1, 1))
                merged = f' ss:MergeDown="{down - 1}" ss:MergeAcross="{right - 1}"'
                written.append(
                    f'<Cell ss:Index="{column + 1}"{merged if down * right > 1 else ""}>'
                    f'<Data ss:Type="String">{escape(cell)}</Data></Cell>'
                )
        rows.append(f'<Row ss:Index="{row + 1}">{"".join(written)}</Row>')
    return spreadsheetml("".join(rows))


def ods_table(rows: str, name: str = "楼栋") -> str:
    """The content of an OpenDocument spreadsheet around the rows of its one sheet."""
    return (
        f"<office:body><office:spreadsheet><table:table table:name={quoteattr(name)}>{rows}"
        "</table:table></office:spreadsheet></office:body>"
    )


def ods(rows: str) -> bytes:
    """An ods file with these rows."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", _SPREADSHEET)
        archive.writestr(
            "content.xml",
            f"<office:document-content {_ODF}>{ods_table(rows)}</office:document-content>",
        )
    return stream.getvalue()


def flat_ods(rows: str) -> bytes:
    """One XML file with these rows."""
    return (
        f'<?xml version="1.0"?><office:document {_ODF} office:mimetype="{_SPREADSHEET}">'
        f"{ods_table(rows)}</office:document>"
    ).encode()


def ods_rows(grid: Grid, merges: Sequence[Merge] = ()) -> str:
    """The rows of a grid."""
    hidden, reach = covered(merges), spans(merges)
    rows = []
    for row, cells in enumerate(grid):
        written = []
        for column, cell in enumerate(cells):
            if (row, column) in hidden:
                written.append("<table:covered-table-cell/>")
                continue
            down, right = reach.get((row, column), (1, 1))
            lines = "".join(f"<text:p>{escape(line)}</text:p>" for line in cell.split("\n"))
            written.append(
                f'<table:table-cell office:value-type="string" '
                f'table:number-rows-spanned="{down}" table:number-columns-spanned="{right}">'
                f"{lines}</table:table-cell>"
            )
        rows.append(f"<table:table-row>{''.join(written)}</table:table-row>")
    return "".join(rows)


def as_xlsx(grid: Grid, merges: Sequence[Merge] = ()) -> bytes:
    """A workbook."""
    hidden, reach = covered(merges), spans(merges)
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream) as book:
        sheet = book.add_worksheet("楼栋")
        for row, cells in enumerate(grid):
            for column, cell in enumerate(cells):
                if cell and (row, column) not in hidden:
                    sheet.write_string(row, column, cell)
        for (row, column), (down, right) in reach.items():
            cell = grid[row][column]
            if down * right > 1 and cell:
                sheet.merge_range(row, column, row + down - 1, column + right - 1, "")
                sheet.write_string(row, column, cell)
    return stream.getvalue()


def record(kind: int, data: bytes) -> bytes:
    """A record of an old workbook."""
    return struct.pack("<HH", kind, len(data)) + data


def as_xls(
    cells: Mapping[tuple[int, int], str], *, excel_5: bool = False, more: bytes = b""
) -> bytes:
    """An old workbook (Excel 97, or Excel 5 in GBK); `more` are further records of its sheet."""
    version = 0x0500 if excel_5 else 0x0600
    encoded = (lambda text: text.encode("gbk")) if excel_5 else _unicode
    name = encoded("楼栋")
    bof = record(0x0809, struct.pack("<HHHHII", version, 5, 0, 0, 0, 0))
    start = record(0x0042, struct.pack("<H", 936 if excel_5 else 1200))
    length = len("楼栋") if not excel_5 else len(name)
    size = 4 + 6 + 1 + len(name)
    end = record(0x000A, b"")
    at = len(bof) + len(start) + size + len(end)
    sheet = record(0x0085, struct.pack("<IBBB", at, 0, 0, length) + name)
    labels = b"".join(
        record(
            0x0204,
            struct.pack("<HHHH", row, column, 0, len(encoded(text)) if excel_5 else len(text))
            + encoded(text),
        )
        for (row, column), text in cells.items()
    )
    body = record(0x0809, struct.pack("<HHHHII", version, 16, 0, 0, 0, 0)) + labels + more + end
    return wrapped(bof + start + sheet + end + body, "Book" if excel_5 else "Workbook")


def _unicode(text: str) -> bytes:
    return b"\1" + text.encode("utf-16-le")
