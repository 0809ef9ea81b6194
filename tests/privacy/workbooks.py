"""Spreadsheets with something hidden in them: comments, defined names, formulas, properties."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

import xlsxwriter

from tests.cases.flat import flat_sheets

Rows = Sequence[Sequence[Any]]


def xlsx(
    path: Path,
    sheets: Mapping[str, Rows],
    *,
    comments: Mapping[tuple[int, int], str] | None = None,
    merged: Sequence[tuple[int, int, int, int, str]] = (),
    formula: tuple[int, int, str, Any] | None = None,
    author: str = "",
    defined: str = "",
) -> None:
    """A workbook; comments, merged ranges and a formula stand in its first sheet."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with xlsxwriter.Workbook(path) as book:
        book.set_properties({"author": author, "manager": author, "comments": author})
        for place, (name, rows) in enumerate(sheets.items()):
            sheet = book.add_worksheet(name)
            for number, row in enumerate(rows):
                for column, cell in enumerate(row):
                    if cell is not None:
                        sheet.write(number, column, cell)
            if place == 0:
                for (row_at, column_at), text in (comments or {}).items():
                    sheet.write_comment(row_at, column_at, text, {"author": author})
                for first, left, last, right, text in merged:
                    sheet.merge_range(first, left, last, right, text)
                if formula is not None:
                    sheet.write_formula(formula[0], formula[1], formula[2], None, formula[3])
                if author:
                    sheet.set_header(f"&L{author}")
                    sheet.data_validation(0, 30, 0, 30, {"validate": "list", "source": [author]})
        if defined:
            book.define_name(defined, "=1")


def ods(path: Path, sheets: Mapping[str, Rows], author: str) -> None:
    """An OpenDocument spreadsheet; a cell may have a note, as in the cases."""
    flat = flat_sheets(sheets)
    content = flat.replace("<office:document ", "<office:document-content ", 1).replace(
        "</office:document>", "</office:document-content>"
    )
    meta = (
        '<?xml version="1.0"?><office:document-meta '
        'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/"><office:meta>'
        f"<dc:creator>{escape(author)}</dc:creator></office:meta></office:document-meta>"
    )
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    manifest = (
        '<?xml version="1.0"?><manifest:manifest '
        'xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
        f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{kind}"/>'
        '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/>'
        "</manifest:manifest>"
    )
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", kind)
        archive.writestr("content.xml", content)
        archive.writestr("meta.xml", meta)
        archive.writestr("META-INF/manifest.xml", manifest)


def html_page(rows: Rows, *, secret: str, attribute: str) -> str:
    """An HTML table; the secret stands in a comment, a script and a hidden field."""
    cells = "".join(
        "<tr>" + "".join(f'<td title="{attribute}">{c or ""}</td>' for c in row) + "</tr>"
        for row in rows
    )
    return (
        f"<html><head><meta name=author content='{secret}'><title>{secret}</title>"
        f"<script>var who='{secret}'</script></head><body><!-- {secret} -->"
        f"<input type=hidden value='{secret}'><table>{cells}</table></body></html>"
    )


def spreadsheetml(rows: Rows, *, author: str, comment: str) -> str:
    """A workbook in the XML of Excel 2003, with an author and a comment."""
    lines = []
    for number, row in enumerate(rows):
        cells = "".join(
            f'<Cell><Data ss:Type="String">{escape(str(cell or ""))}</Data>'
            + (
                f'<Comment ss:Author="{author}"><ss:Data>{comment}</ss:Data></Comment>'
                if number == 1 and place == 0
                else ""
            )
            + "</Cell>"
            for place, cell in enumerate(row)
        )
        lines.append(f"<Row>{cells}</Row>")
    return (
        '<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?>'
        '<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" '
        'xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet">'
        '<DocumentProperties xmlns="urn:schemas-microsoft-com:office:office">'
        f"<Author>{author}</Author></DocumentProperties>"
        f'<Worksheet ss:Name="单位"><Table>{"".join(lines)}</Table></Worksheet></Workbook>'
    )


def zipped(entries: Mapping[str, bytes], how: int = zipfile.ZIP_DEFLATED) -> bytes:
    """An archive of these entries."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", how) as archive:
        for name, content in entries.items():
            archive.writestr(name, content)
    return stream.getvalue()
