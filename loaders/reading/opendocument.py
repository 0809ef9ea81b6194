"""An OpenDocument spreadsheet (ods, or one flat XML file) to its sheets.

Read here and not by the cell reader of workbooks, which gives no merged ranges for this form and
lays out repeated rows and columns as they claim, up to 16 thousand million cells.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING

from loaders.reading.cells import MAX_COLUMNS, MAX_EMPTY, Sheet, column_letters
from loaders.reading.grid import Grid
from loaders.reading.markup import forget, xml_elements
from loaders.reading.typed import number, truth
from loaders.reading.unreadable import Unreadable

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_ERROR = "{urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0}value-type"

_SHEET, _ROW = f"{_TABLE}table", f"{_TABLE}table-row"
_CELL, _COVERED = f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell"
_KIND = f"{_OFFICE}value-type"
_COLUMNS, _ROWS = f"{_TABLE}number-columns-repeated", f"{_TABLE}number-rows-repeated"
_RIGHT, _DOWN = f"{_TABLE}number-columns-spanned", f"{_TABLE}number-rows-spanned"
_PARAGRAPH = f"{_TEXT}p"
_TIME = re.compile(r"PT(\d{1,9})H(\d{1,2})M(\d{1,2})(?:[.,]\d+)?S")

# Cells that stand for equal ones below them, together; no roster has so many equal rows.
_MOST_COPIES = MAX_EMPTY // 5

# (column, text, rows down, columns right)
_Put = tuple[int, str, int, int]


def read_opendocument(content: Iterable[bytes]) -> list[Sheet]:
    """Every sheet, hidden ones too, of a spreadsheet's content in XML; raises Unreadable."""
    sheets: list[Sheet] = []
    grid, row, column = Grid(), 0, 0
    cells: list[_Put] = []
    copies = 0
    for element in xml_elements(content, (_SHEET, _ROW, _CELL, _COVERED)):
        if element.tag == _ROW:
            repeated = _count(element, _ROWS)
            copies += len(cells) * (repeated - 1)
            if copies > _MOST_COPIES:
                last = f"{column_letters(cells[-1][0])}{row + repeated}"
                raise Unreadable("too_many_cells", last=last, cells=copies, limit=_MOST_COPIES)
            for number_ in range(row, row + repeated if cells else row):
                for at, text, down, right in cells:
                    grid.put(number_, at, text, down, right)
            cells, row, column = [], row + repeated, 0
            forget(element)
        elif element.tag == _SHEET:
            parent = element.getparent()
            if parent is not None and parent.tag == f"{_OFFICE}spreadsheet":
                sheets.append(grid.sheet(element.get(f"{_TABLE}name")))
            elif parent is not None and parent.tag in (_CELL, _COVERED):
                raise Unreadable("damaged")  # a table in a cell, which no program writes
            grid, row, column, cells = Grid(), 0, 0, []
            forget(element)
        else:
            repeated = _count(element, _COLUMNS)
            text = _value(element) if element.tag == _CELL else ""
            if text:
                if column + repeated > MAX_COLUMNS:
                    raise Unreadable("out_of_sheet", row=row + 1, column=column + repeated)
                down, right = _count(element, _DOWN), _count(element, _RIGHT)
                cells += [(column + place, text, down, right) for place in range(repeated)]
            column += repeated
            element.clear()
    return sheets


def _count(element: Element, name: str) -> int:
    """A number of repeated or spanned rows or columns; 1 where nothing sensible is said."""
    said = element.get(name)
    return max(int(said), 1) if said is not None and said.isdecimal() and len(said) < 10 else 1


def _value(cell: Element) -> str:
    """What a person would have typed into the cell."""
    kind = cell.get(_KIND)
    if kind is None and len(cell) == 0:
        return ""
    if cell.get(_ERROR) == "error":
        return ""
    if kind in ("float", "percentage", "currency"):
        said = cell.get(f"{_OFFICE}value", "")
        try:
            return number(float(said))
        except ValueError:
            return _shown(cell)
    if kind == "date":
        return cell.get(f"{_OFFICE}date-value", "").partition("T")[0] or _shown(cell)
    if kind == "boolean":
        return truth(cell.get(f"{_OFFICE}boolean-value") == "true")
    if kind == "time":
        return _time(cell.get(f"{_OFFICE}time-value", "")) or _shown(cell)
    return cell.get(f"{_OFFICE}string-value") or _shown(cell)


def _time(said: str) -> str:
    """PT08H30M00S is 08:30:00; more than a day is a length of time, 30:00:00."""
    match = _TIME.fullmatch(said)
    if match is None:
        return ""
    hours, minutes, seconds = map(int, match.groups())
    return f"{hours:02}:{minutes:02}:{seconds:02}"


def _shown(cell: Element) -> str:
    """The paragraphs of a cell, without its comment."""
    return "\n".join(
        (paragraph.text or "") if len(paragraph) == 0 else "".join(_pieces(paragraph))
        for paragraph in cell
        if paragraph.tag == _PARAGRAPH
    )


def _pieces(node: Element) -> list[str]:
    pieces = [node.text or ""]
    for child in node:
        if child.tag == f"{_TEXT}s":
            pieces.append(" " * min(_count(child, f"{_TEXT}c"), 1000))
        elif child.tag == f"{_TEXT}tab":
            pieces.append("\t")
        elif child.tag == f"{_TEXT}line-break":
            pieces.append("\n")
        elif child.tag not in (f"{_TEXT}ruby-text", f"{_OFFICE}annotation"):
            pieces += _pieces(child)
        pieces.append(child.tail or "")
    return pieces
