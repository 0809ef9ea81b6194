"""A workbook that a person can print: title, date and source, frozen header, filter, widths.

Several sheets are several tabs. What a person is to fill in gets a list to choose from; the lists
stand in a hidden tab, which a load knows by its name and passes over.

Text is written as text, whatever it begins with: nothing that a roster holds becomes a formula or a
link. Rows are written as they come, and a sheet that is full is followed by another.
"""

from __future__ import annotations

import datetime
import errno
import math
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import chain, islice
from pathlib import Path
from typing import TYPE_CHECKING

from graph.language import language
from graph.output.columns import Column
from graph.output.destination import whole_file
from graph.output.lists import Chosen, Lists
from graph.output.sheet import Choices, Sheet
from graph.output.values import Linked, not_quite, plain, printable, showing
from graph.output.width import cells, wrap

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

_ROWS_OF_A_SHEET = 1_000_000  # Excel ends at 1,048,576
_LINKED_ROWS = 30_000  # links at 65,530, and a row may have two
_CELL_CHARACTERS = 32_767  # and a cell here
_WIDEST = 48
_NARROWEST = 6
_NARROWEST_NOTE = 100  # what A4 lying on its side has room for
_MEASURED_ROWS = 2_000
_LINE_POINTS = 15
_MOST_LINES = 12  # of a row: more is in its cell, and would push the next rows out of sight
_FONT = {"zh": "宋体", "en": "Calibri"}
_BAR, _BAR_OF_GAPS = "#A9CFBA", "#E3B1A8"
# Beside the rows in the file, so that the same rows make the same bytes.
_MADE = datetime.datetime(2010, 1, 1)


def write_workbook(sheets: Sequence[Sheet], path: Path) -> None:
    """Write `sheets` to `path`, a tab each; raises OSError where that fails."""
    from xlsxwriter import Workbook
    from xlsxwriter.exceptions import FileCreateError

    with whole_file(path) as beside:
        workbook = Workbook(
            str(beside),
            {
                "constant_memory": True,
                "strings_to_formulas": False,
                "strings_to_urls": False,
                "strings_to_numbers": False,
            },
        )
        workbook.set_properties({"title": printable(sheets[0].title), "created": _MADE})
        try:
            lists = Lists()
            for sheet in sheets:
                _fill(workbook, sheet, lists)
            lists.write(workbook)
        finally:
            try:
                workbook.close()
            except FileCreateError as error:
                # xlsxwriter hides the system's error (a full disk) in its own
                cause = error.args[0] if error.args else None
                number = cause.errno if isinstance(cause, OSError) else errno.EIO
                raise OSError(number, str(error), str(path)) from error


def _fill(workbook: Workbook, sheet: Sheet, lists: Lists) -> None:
    styles = _styles(workbook)
    columns = [column for column in sheet.columns if not column.identifier]
    kept = [index for index, column in enumerate(sheet.columns) if not column.identifier]
    choices = sheet.choices
    if choices is not None:
        columns.append(Column("choice", given=choices.title))
    rows = (
        [row[index] for index in kept] + ([] if choices is None else [_chosen(choices, row)])
        for row in sheet.rows
    )
    name = tab_name(sheet.name or sheet.title)
    first = list(islice(rows, _MEASURED_ROWS))
    widths = _widths(columns, first)
    rest: Iterator[list[object]] = chain(first, rows)
    for number in range(1, 1_000):
        part = list(islice(rest, 1))
        if number > 1 and not part:
            break
        page = workbook.add_worksheet(name if number == 1 else tab_name(name, number))
        rows_here = chain(part, islice(rest, _ROWS_OF_A_SHEET - 1))
        _page(page, sheet, columns, rows_here, widths, styles, lists)


def _chosen(choices: Choices, row: Sequence[object]) -> Chosen:
    offered, first = choices.of(row)
    return Chosen(offered, choices.hint, first)


def _styles(workbook: Workbook) -> dict[str, Format]:
    font = {"font_name": _FONT[language()], "font_size": 11}
    cell = {**font, "valign": "top", "border": 1, "border_color": "#BFBFBF"}
    header = {**cell, "bold": True, "bg_color": "#DDEBF7", "text_wrap": True, "valign": "vcenter"}
    return {
        "title": workbook.add_format({**font, "bold": True, "font_size": 16}),
        "note": workbook.add_format({**font, "font_size": 10, "font_color": "#595959"}),
        "note_link": workbook.add_format(
            {**font, "font_size": 10, "font_color": "#0563C1", "underline": 1}
        ),
        "header": workbook.add_format(header),
        "header_link": workbook.add_format({**header, "font_color": "#0563C1", "underline": 1}),
        "cell": workbook.add_format({**cell, "text_wrap": True}),
        "choice": workbook.add_format({**cell, "text_wrap": True, "bg_color": "#FFF2CC"}),
        "share": workbook.add_format({**cell, "num_format": "0.0%"}),
        "link": workbook.add_format(
            {**cell, "text_wrap": True, "font_color": "#0563C1", "underline": 1}
        ),
    }


def _page(
    page: Worksheet,
    sheet: Sheet,
    columns: Sequence[Column],
    rows: Iterator[list[object]],
    widths: Sequence[float],
    styles: Mapping[str, Format],
    lists: Lists,
) -> None:
    notes = _notes(sheet, widths)
    header = 1 + len(notes)
    show = [showing(column) for column in columns]
    page.set_row(0, 26)
    page.write_string(0, 0, printable(sheet.title), styles["title"])
    for number, note in enumerate(notes, start=1):
        _heading(page, number, 0, note, getattr(note, "address", None), "note", styles)
    high = max(
        (_lines(column.label, width) for column, width in zip(columns, widths, strict=True)),
        default=1,
    )
    if high > 1:
        page.set_row(header, _LINE_POINTS * min(high, _MOST_LINES))
    for place, (column, width) in enumerate(zip(columns, widths, strict=True)):
        page.set_column(place, place, width)
        _heading(page, header, place, column.label, column.address, "header", styles)
    last = header
    for last, row in enumerate(rows, start=header + 1):
        lines = 1
        for place, (value, column) in enumerate(zip(row, columns, strict=True)):
            if isinstance(value, Chosen):
                page.write_blank(last, place, None, styles["choice"])
                lists.add(last, place, value)
            else:
                text = _cell(page, last, place, value, column, show[place], styles)
                lines = max(lines, _lines(text, widths[place]))
        if lines > 1:  # not every spreadsheet makes room for a broken line by itself
            page.set_row(last, _LINE_POINTS * min(lines, _MOST_LINES))
    lists.offer(page)
    page.freeze_panes(header + 1, sheet.fixed)
    if columns:
        page.autofilter(header, 0, last, len(columns) - 1)
        _bars(page, sheet, columns, header + 1, last)
    page.repeat_rows(header)
    page.set_landscape()
    page.set_paper(9)  # A4
    page.fit_to_pages(1, 0)
    page.set_margins(left=0.4, right=0.4, top=0.6, bottom=0.6)
    page.set_footer("&C&P / &N")


def _notes(sheet: Sheet, widths: Sequence[float]) -> list[str]:
    """The lines under the title, none wider than the table or a printed page would cut it."""
    room = int(max(sum(widths), _NARROWEST_NOTE))
    return [
        line
        for note in sheet.notes
        for line in ([note] if isinstance(note, Linked) else wrap(note, room))
    ]


def _heading(
    page: Worksheet,
    row: int,
    place: int,
    text: str,
    address: str | None,
    style: str,
    styles: Mapping[str, Format],
) -> None:
    if address is None:
        page.write_string(row, place, printable(text), styles[style])
    else:
        page.write_url(row, place, address, styles[f"{style}_link"], printable(text))


def _bars(page: Worksheet, sheet: Sheet, columns: Sequence[Column], first: int, last: int) -> None:
    """Bars behind the numbers: a share from nothing to all, others up to the greatest."""
    for place, column in enumerate(columns):
        if last < first or not (column.share or column.key in sheet.bars):
            continue
        options = {
            "type": "data_bar",
            "bar_color": _BAR if column.share else _BAR_OF_GAPS,
            "min_type": "num",
            "min_value": 0,
        }
        if column.share:
            options |= {"max_type": "num", "max_value": 1}
        page.conditional_format(first, place, last, place, options)


def _cell(
    page: Worksheet,
    row: int,
    place: int,
    value: object,
    column: Column,
    show: Callable[[object], str],
    styles: Mapping[str, Format],
) -> str:
    """Write one value, and return the text that may have to be broken into lines."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        made = plain(value)
        if isinstance(made, float) and column.share:
            page.write_number(row, place, not_quite(made), styles["share"])
        elif isinstance(made, int | float):
            page.write_number(row, place, made, styles["cell"])
        else:
            page.write_blank(row, place, None, styles["cell"])
        return ""
    lines = show(value).splitlines()
    text = "\n".join(printable(line) for line in lines)[:_CELL_CHARACTERS]
    if text == "":
        page.write_blank(row, place, None, styles["cell"])
    elif isinstance(value, Linked) and row < _LINKED_ROWS:
        page.write_url(row, place, value.address, styles["link"], text)
    else:
        page.write_string(row, place, text, styles["cell"])
    return text


def _lines(text: str, width: float) -> int:
    """How many lines `text` takes in a cell of that width, at the most."""
    if "\n" not in text and (2 * len(text) <= width or cells(text) <= width):
        return 1  # almost always: a Chinese character counts two
    room = max(width - 4, 1)  # an English word that does not fit goes to the next line whole
    return sum(max(1, math.ceil(cells(line) / room)) for line in text.split("\n"))


def _widths(columns: Sequence[Column], rows: Sequence[Sequence[object]]) -> list[float]:
    """Sheet widths from the header and the first rows, Chinese counted double."""
    found = []
    for place, column in enumerate(columns):
        if column.width is not None:
            found.append(column.width)
            continue
        show = showing(column)
        # the filter's button covers two characters of the header
        widest = max(
            [cells(column.label) + 3, *(cells(printable(show(row[place]))) for row in rows)]
        )
        found.append(min(max(widest + 1, _NARROWEST), _WIDEST) * 1.05)
    return found


def tab_name(name: str, number: int = 1) -> str:
    """A name that Excel allows: 31 characters, none of []:*?/\\, and no ' at its ends."""
    end = f" {number}" if number > 1 else ""
    return re.sub(r"[\[\]:*?/\\]", " ", name)[: 31 - len(end)].strip(" '") + end or "1"
