"""The tables of a web page, which many systems export under the name .xls, to one sheet.

A spreadsheet program shows such a page as one sheet, its tables below each other, and so does this:
rows are counted through the page, captions and headings are rows of one cell.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain
from typing import TYPE_CHECKING

from loaders.reading.cells import MAX_COLUMNS, Sheet
from loaders.reading.grid import Grid
from loaders.reading.markup import blocks, elements, forget
from loaders.reading.occupied import Occupied
from loaders.reading.tags import check_tags
from loaders.reading.typed import number
from loaders.reading.unreadable import Unreadable

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

# What the HTML standard takes of a cell's colspan and rowspan, whatever it says.
_MOST_RIGHT, _MOST_DOWN = 1000, 65_534

_CELLS = ("td", "th")
_TITLES = ("caption", "h1", "h2", "h3", "h4", "h5", "h6")
_UNSHOWN = ("script", "style", "comment", "template", "textarea", "select", "head", "title")
_LINE = "\0"  # a line that a browser breaks; no text has this character
_LINES = ("br", "p", "div", "li", "tr")
_END = "shequ-end"
_OPENED, _CLOSED = (
    re.compile(rb"<table[\s>]", re.IGNORECASE),
    re.compile(rb"</table", re.IGNORECASE),
)
_SPACE = re.compile(r"[ \t\r\n\f]+")
_EXPONENT = re.compile(r"-?\d(?:\.\d+)?[Ee][+-]?\d{1,3}")

# (text, rows down, columns right)
_Put = tuple[str, int, int]


class _Table:
    """A table that has not ended: the cells of its present row, and what reaches below."""

    def __init__(self) -> None:
        self.cells: list[_Put] = []
        self.occupied = Occupied()
        self.merged: list[tuple[int, int, int, int]] = []  # row, column, down, right


class _Page:
    """The rows of a page, as its elements end."""

    def __init__(self) -> None:
        self.grid = Grid()
        self.tables = 0
        self._row = 0
        self._open: list[_Table] = []

    def start(self, element: Element) -> None:
        if element.tag == "table":
            self.tables += 1
            self._open.append(_Table())
        elif element.tag == "tr":
            self._end_row(always=False)

    def end(self, element: Element) -> None:
        if element.tag in _CELLS:
            if not self._open:
                return
            down = _count(element, "rowspan", _MOST_DOWN)
            right = _count(element, "colspan", _MOST_RIGHT)
            self._open[-1].cells.append((_text(element), down, right))
            element.clear()
        elif element.tag == "tr":
            self._end_row(always=True)
            forget(element)
        elif element.tag == "table":
            self._end_row(always=False)
            if self._open:
                for row, column, down, right in self._open.pop().merged:
                    self.grid.merge(row, column, min(down, self._row - row), right)
            if not self._open:
                self._row += 1  # a blank row tells one table from the next
            element.clear()
        elif element.tag == "caption" or not self._open:
            self.grid.put(self._row, 0, _text(element))
            self._row += 1

    def _end_row(self, *, always: bool) -> None:
        """Put the cells that have gathered into the next row."""
        if not self._open:
            return
        table = self._open[-1]
        if not table.cells and not always:
            return
        column = 0
        for text, down, right in table.cells:
            column = table.occupied.free(self._row, column)
            if column >= MAX_COLUMNS:
                limit = MAX_COLUMNS
                raise Unreadable("too_wide", line=self._row + 1, columns=column + 1, limit=limit)
            self.grid.put(self._row, column, text)
            if down > 1 or right > 1:
                table.occupied.take(self._row, column, down, right)
                table.merged.append((self._row, column, down, right))
            column += right
        table.cells.clear()
        self._row += 1


def read_html(text: bytes) -> list[Sheet]:
    """The one sheet of a page in UTF-8; raises Unreadable.

    Codes: not_a_roster where the page has no table, damaged where it ends within one,
    too_deep, too_wide, too_many_cells, out_of_sheet.
    """
    check_tags(text)
    page = _Page()
    for event, element in _elements(text):
        if event == "start":
            page.start(element)
        else:
            page.end(element)
    if page.tables == 0:
        raise Unreadable("not_a_roster", form_zh="网页（HTML）", form_en="a web page (HTML)")
    if len(_OPENED.findall(text)) > len(_CLOSED.findall(text)):
        raise Unreadable("damaged")
    return [page.grid.sheet(None)]


def _elements(text: bytes) -> Iterator[tuple[str, Element]]:
    """The start and end of each element that matters.

    The parser says nothing where it gives up (256 levels deep, in a comment that never ends), so a
    mark is put behind the text, and looked for.
    """
    from lxml import etree

    parser = etree.HTMLPullParser(
        events=("start", "end"),
        tag=["table", "tr", "hr", *_CELLS, *_TITLES],
        encoding="utf-8",
        no_network=True,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    ended = False
    for part in chain(blocks(text), [f'\n<hr class="{_END}">'.encode(), None]):
        if part is None:
            parser.close()
        else:
            parser.feed(part)
        for event, element in elements(parser):
            if element.tag != "hr":
                yield event, element
            elif element.get("class") == _END:
                ended = True
    if not ended:
        raise Unreadable("too_deep")


def _count(cell: Element, name: str, most: int) -> int:
    said = (cell.get(name) or "").strip()
    if not said.isdecimal():
        return 1
    if said == "0" and name == "rowspan":
        return most  # to the end of the table
    return min(max(int(said[:10]), 1), most)


def _text(cell: Element) -> str:
    """What a browser shows of a cell, its lines as lines."""
    written = (cell.text or "") if len(cell) == 0 else "".join(_pieces(cell))
    lines = _SPACE.sub(" ", written).split(_LINE)
    text = "\n".join(line.strip(" ") for line in lines).strip("\n")
    if _EXPONENT.fullmatch(text):
        # A number shown short: spreadsheet programs keep it whole beside the text.
        said = cell.get("sdval") or cell.get("x:num") or ""
        try:
            return number(float(said))
        except ValueError:
            return text
    return text


def _pieces(node: Element) -> list[str]:
    pieces = [node.text or ""]
    for child in node:
        if child.tag in _LINES:
            pieces.append(_LINE)
        if child.tag not in _UNSHOWN:
            pieces += _pieces(child)
        if child.tag in _LINES and child.tag != "br":
            pieces.append(_LINE)
        pieces.append(child.tail or "")
    return pieces
