"""A workbook in the XML of Excel 2003 (SpreadsheetML), often under the name .xls, to its sheets."""

from __future__ import annotations

from typing import TYPE_CHECKING

from loaders.reading.cells import Sheet
from loaders.reading.grid import Grid
from loaders.reading.markup import blocks, forget, xml_elements
from loaders.reading.occupied import Occupied
from loaders.reading.typed import number, truth
from loaders.reading.unreadable import Unreadable

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_SS = "{urn:schemas-microsoft-com:office:spreadsheet}"
_SHEET, _ROW, _CELL, _DATA = (f"{_SS}{name}" for name in ("Worksheet", "Row", "Cell", "Data"))

# A time of day is a moment of the day before the first one, of either calendar.
_NO_DAY = ("1899-12-30", "1899-12-31", "1904-01-01")

# (column or None for the next free one, text, rows down, columns right)
_Put = tuple[int | None, str, int, int]


def read_spreadsheetml(text: bytes) -> list[Sheet]:
    """Every sheet, hidden ones too, of SpreadsheetML in UTF-8; raises Unreadable."""
    sheets: list[Sheet] = []
    grid, occupied, row = Grid(), Occupied(), 0
    cells: list[_Put] = []
    for element in xml_elements(blocks(text), (_SHEET, _ROW, _CELL)):
        if element.tag == _CELL:
            at = _index(element)
            down, right = _said(element, "MergeDown") + 1, _said(element, "MergeAcross") + 1
            cells.append((at, _value(element), down, right))
            element.clear()
        elif element.tag == _ROW:
            index = _index(element)
            row = row if index is None else index
            _put(grid, occupied, row, cells)
            row += 1 + _said(element, "Span")
            cells = []
            forget(element)
        else:
            sheets.append(grid.sheet(element.get(f"{_SS}Name")))
            grid, occupied, row, cells = Grid(), Occupied(), 0, []
            forget(element)
    return sheets


def _put(grid: Grid, occupied: Occupied, row: int, cells: list[_Put]) -> None:
    """Put a row's cells where they say, else beside each other, around what reaches down."""
    column = 0
    for at, text, down, right in cells:
        column = occupied.free(row, column) if at is None else at
        grid.put(row, column, text, down, right)
        occupied.take(row, column, down, right)
        column += right


def _index(element: Element) -> int | None:
    """The place that an element states, counted from 0."""
    said = _said(element, "Index")
    return said - 1 if said else None


def _said(element: Element, name: str) -> int:
    """A number among the attributes; 0 where none is said. Raises Unreadable (damaged)."""
    said = element.get(f"{_SS}{name}")
    if said is None:
        return 0
    if not said.isdecimal() or len(said) > 10:
        raise Unreadable("damaged")
    return int(said)


def _value(cell: Element) -> str:
    """What a person would have typed into the cell; its comment is no part of it."""
    data = cell.find(_DATA)
    if data is None:
        return ""
    text = "".join(map(str, data.itertext()))
    kind = data.get(f"{_SS}Type")
    if kind == "Number":
        try:
            return number(float(text))
        except ValueError:
            return text
    if kind == "DateTime":
        day, _, time = text.partition("T")
        return time.partition(".")[0] if day in _NO_DAY and time else day
    if kind == "Boolean":
        return truth(text.strip() in ("1", "true"))
    return "" if kind == "Error" else text
