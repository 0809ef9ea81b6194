"""A table of text for a terminal: as wide as the terminal, Chinese and English in line.

What does not fit is wrapped in its cell. Where even that would be a pillar of single characters,
the columns that only help to look a row up (its source, its codes) are left out, and a line says
so.
"""

from __future__ import annotations

import os
import re
import shutil
import sys
from collections.abc import Iterator, Sequence
from typing import TextIO

from graph.language import say
from graph.output.columns import Column
from graph.output.sheet import Sheet
from graph.output.values import printable, showing
from graph.output.width import cells, pad, wrap

_GAP = 2
_EASY = 12
_READABLE = 8
_WORDS = re.compile(r"[\x21-\x7e]+")
# Left out, in this order, from a table that is too wide.
_SPARE = ("source", "community_code", "building_code", "uscc")


def write_table(sheet: Sheet, file: TextIO) -> None:
    """Write `sheet` as text; where the file is no terminal, as wide as its rows need."""
    looking = file.isatty()
    width = shutil.get_terminal_size((80, 24)).columns if looking else None
    strong = looking and not os.environ.get("NO_COLOR") and _colors()
    for line in _lines(sheet, width, rule=_rule(file)):
        file.write(f"\x1b[1m{line.text}\x1b[0m\n" if line.strong and strong else f"{line.text}\n")


def _colors() -> bool:
    # the old console of Windows prints escape codes as rubbish
    return sys.platform != "win32" or "WT_SESSION" in os.environ


def _rule(file: TextIO) -> str:
    try:
        "─".encode(file.encoding or "utf-8")
    except UnicodeEncodeError:
        return "-"
    return "─"


class _Line:
    def __init__(self, text: str, *, strong: bool = False) -> None:
        self.text = text.rstrip()
        self.strong = strong


def _lines(sheet: Sheet, width: int | None, *, rule: str) -> Iterator[_Line]:
    columns = [column for column in sheet.columns if not column.identifier]
    kept = [index for index, column in enumerate(sheet.columns) if not column.identifier]
    show = [showing(column) for column in columns]
    numeric = [True] * len(columns)
    rows: list[list[str]] = []
    for row in sheet.rows:
        rows.append([])
        for place, index in enumerate(kept):
            value = row[index]
            rows[-1].append(printable(show[place](value)))
            if not (value is None or isinstance(value, int | float)) or isinstance(value, bool):
                numeric[place] = False
    headers = [printable(column.label) for column in columns]
    natural = [
        max([cells(header), *(cells(row[place]) for row in rows)])
        for place, header in enumerate(headers)
    ]
    yield from _heading(sheet, width)
    if sheet.blocks and width is not None:
        for row in rows:
            yield from _block(headers, row, width)
        yield _Line(say("output_rows", count=len(rows)))
        return
    least = [
        max(_longest_word(text) for text in (header, *(row[place] for row in rows)))
        for place, header in enumerate(headers)
    ]
    places, left_out = _fitting(columns, natural, least, width)
    widths = _shrink(
        [natural[place] for place in places], [least[place] for place in places], width
    )

    if rows:
        right = [numeric[place] for place in places]
        yield from _row([headers[place] for place in places], widths, right, strong=True)
        yield _Line((" " * _GAP).join(rule * cell_width for cell_width in widths))
        wrapped = [list(_row([row[place] for place in places], widths, right)) for row in rows]
        roomy = any(len(lines) > 3 for lines in wrapped)
        for lines in wrapped:
            yield from lines
            if roomy:
                yield _Line("")
    yield _Line(say("output_rows", count=len(rows)))
    if left_out and rows:
        names = say("output_list_separator").join(column.label for column in left_out)
        text = say("output_left_out", columns=names)
        yield from map(_Line, wrap(text, width) if width else [text])


def _heading(sheet: Sheet, width: int | None) -> Iterator[_Line]:
    yield _Line(printable(sheet.title), strong=True)
    for note in map(printable, sheet.notes):
        yield from map(_Line, wrap(note, width) if width else [note])
    yield _Line("")


def _block(headers: Sequence[str], texts: Sequence[str], width: int) -> Iterator[_Line]:
    """A row as a heading of its first value, and a line for each of the others."""
    yield _Line(texts[0], strong=True)
    left = max(cells(header) for header in headers)
    for header, text in zip(headers[1:], texts[1:], strict=True):
        name = header
        for part in wrap(text, max(width - left - 2 * _GAP, 20)):
            yield _Line(" " * _GAP + pad(name, left) + " " * _GAP + part)
            name = ""
    yield _Line("")


def _row(
    texts: Sequence[str], widths: Sequence[int], right: Sequence[bool], *, strong: bool = False
) -> Iterator[_Line]:
    wrapped = [wrap(text, width) for text, width in zip(texts, widths, strict=True)]
    for number in range(max(len(lines) for lines in wrapped)):
        parts = [
            pad(lines[number] if number < len(lines) else "", width, right=pushed)
            for lines, width, pushed in zip(wrapped, widths, right, strict=True)
        ]
        yield _Line((" " * _GAP).join(parts), strong=strong)


def _fitting(
    columns: Sequence[Column], natural: Sequence[int], least: Sequence[int], width: int | None
) -> tuple[list[int], list[Column]]:
    """The places of the columns to show, and the columns that are left out."""
    # what a column takes when it is wrapped as far as can still be read with ease
    needs = [
        min(cell_width, max(word, _EASY)) for cell_width, word in zip(natural, least, strict=True)
    ]
    places = list(range(len(columns)))
    left_out: list[Column] = []
    for key in _SPARE:
        taken = sum(needs[place] for place in places) + _GAP * (len(places) - 1)
        if width is None or taken <= width:
            break
        for place in [place for place in places if columns[place].key == key]:
            places.remove(place)
            left_out.append(columns[place])
    return places, left_out


def _longest_word(text: str) -> int:
    """The cells of the longest piece of `text` that may not be broken: a slug, a code, a number."""
    return max((cells(word) for word in _WORDS.findall(text)), default=0)


def _shrink(natural: Sequence[int], least: Sequence[int], width: int | None) -> list[int]:
    """Column widths that fit into `width`: short columns stay whole, long ones share the rest.

    No column becomes narrower than its longest word (`least`), nor so narrow that Chinese stands
    in it like a pillar, if there is any other way.
    """
    if width is None or not natural:
        return list(natural)
    free = max(width - _GAP * (len(natural) - 1), 2 * len(natural))
    low = [max(word, _READABLE) for word in least]
    low = [min(word, cell_width) for word, cell_width in zip(low, natural, strict=True)]
    longest = max(low)
    while sum(low) > free and longest > 2:  # the longest words are broken first
        longest -= 1
        low = [min(word, longest) for word in low]
    widths = list(low)
    free -= sum(low)
    # what is left is handed out to the columns that lack least, then to the others
    order = sorted(range(len(widths)), key=lambda place: natural[place] - low[place])
    for done, place in enumerate(order):
        more = min(natural[place] - low[place], free // (len(order) - done))
        widths[place] += more
        free -= more
    return widths
