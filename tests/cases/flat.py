"""Rows in YAML to a flat OpenDocument spreadsheet, which LibreOffice turns into any other form.

A cell is a text, a number, a truth value, a date, or nothing; "<" goes on with the cell to its
left and "^" with the one above it (a merged range). A mapping says more: `text` or `number` with
`note` (a comment) or `formula`. A row `{formatted: 5}` is five empty rows with a background.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from typing import Any
from xml.sax.saxutils import escape, quoteattr

_SPACES = {
    "office": "urn:oasis:names:tc:opendocument:xmlns:office:1.0",
    "table": "urn:oasis:names:tc:opendocument:xmlns:table:1.0",
    "text": "urn:oasis:names:tc:opendocument:xmlns:text:1.0",
    "style": "urn:oasis:names:tc:opendocument:xmlns:style:1.0",
    "number": "urn:oasis:names:tc:opendocument:xmlns:datastyle:1.0",
    "fo": "urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0",
    "of": "urn:oasis:names:tc:opendocument:xmlns:of:1.2",
}
_STYLES = """<office:automatic-styles>
<number:date-style style:name="day"><number:year number:style="long"/><number:text>-</number:text>
<number:month number:style="long"/><number:text>-</number:text><number:day number:style="long"/>
</number:date-style>
<style:style style:name="date" style:family="table-cell" style:data-style-name="day"/>
<style:style style:name="formatted" style:family="table-cell">
<style:table-cell-properties fo:background-color="#ffff00"/></style:style>
</office:automatic-styles>"""

Row = Sequence[Any] | Mapping[str, int]


def flat_sheets(sheets: Mapping[str, Sequence[Row]]) -> str:
    """The document with these sheets, as XML."""
    spaces = " ".join(f'xmlns:{name}="{iri}"' for name, iri in _SPACES.items())
    tables = "".join(_table(name, rows) for name, rows in sheets.items())
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<office:document {spaces} office:version="1.2" '
        'office:mimetype="application/vnd.oasis.opendocument.spreadsheet">'
        f"{_STYLES}<office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body>"
        "</office:document>"
    )


def _table(name: str, rows: Sequence[Row]) -> str:
    grid = [list(row) if isinstance(row, Sequence) else [] for row in rows]
    parts = [f"<table:table table:name={quoteattr(name)}>"]
    for place, row in enumerate(rows):
        if isinstance(row, Mapping):
            parts.append(
                f'<table:table-row table:number-rows-repeated="{row["formatted"]}">'
                '<table:table-cell table:style-name="formatted" '
                'table:number-columns-repeated="6"/></table:table-row>'
            )
            continue
        cells = "".join(_cell(grid, place, column) for column in range(len(row)))
        parts.append(f"<table:table-row>{cells or '<table:table-cell/>'}</table:table-row>")
    return "\n".join([*parts, "</table:table>"])


def _cell(grid: list[list[Any]], row: int, column: int) -> str:
    value = grid[row][column]
    if value in ("<", "^"):
        return "<table:covered-table-cell/>"
    right = column + 1
    while right < len(grid[row]) and grid[row][right] == "<":
        right += 1
    below = row + 1
    while below < len(grid) and column < len(grid[below]) and grid[below][column] == "^":
        below += 1
    span = ""
    if right > column + 1 or below > row + 1:
        span = (
            f' table:number-columns-spanned="{right - column}"'
            f' table:number-rows-spanned="{below - row}"'
        )
    return f"<table:table-cell{span}{_content(value)}</table:table-cell>"


def _content(value: Any) -> str:
    """The attributes of a cell, the end of its tag, and its text."""
    note = formula = ""
    if isinstance(value, Mapping):
        if "note" in value:
            note = f"<office:annotation>{_text(value['note'])}</office:annotation>"
        if "formula" in value:
            formula = f" table:formula={quoteattr('of:' + value['formula'])}"
        value = value.get("text", value.get("number"))
    if value is None:
        return f"{formula}>{note}"
    if isinstance(value, bool):
        said = str(value).lower()
        return f'{formula} office:value-type="boolean" office:boolean-value="{said}">{note}'
    if isinstance(value, int | float):
        return f'{formula} office:value-type="float" office:value="{value}">{note}'
    if isinstance(value, datetime.date):
        return (
            f'{formula} table:style-name="date" office:value-type="date" '
            f'office:date-value="{value.isoformat()}">{note}'
        )
    return f'{formula} office:value-type="string">{note}{_text(value)}'


def _text(text: str) -> str:
    """A paragraph a line; a space that XML would swallow is an element of its own."""
    lines = [escape(line) for line in text.split("\n")]
    lines = ["<text:s/>" + line[1:] if line.startswith(" ") else line for line in lines]
    return "".join(f"<text:p>{line}</text:p>" for line in lines)
