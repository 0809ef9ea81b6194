"""Lists to choose from in a workbook: a drop-down a cell, the lists in a hidden tab.

A spreadsheet takes short lists inside a cell's own rule (255 characters), and organizations have
long names; so every list stands in the tab, and the rule of its cells points there. A list that
begins with another name is the same list going round: it stands there twice over, once for all.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from graph.language import say
from graph.output.values import printable

if TYPE_CHECKING:
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

_HINT_CHARACTERS = 255
_TITLE_CHARACTERS = 32


@dataclass(frozen=True)
class Chosen:
    """The value of an empty cell that a person fills in from `choices`; `hint` stands beside it.

    The cell offers them from the one at `first` on, and those before it at the end.
    """

    choices: tuple[str, ...]
    hint: str
    first: int = 0

    def __str__(self) -> str:
        """The longest choice: as wide as the column must be."""
        return max(self.choices, key=len, default="")


@dataclass
class Lists:
    """The lists of a workbook, and the cells of the page being written that offer each."""

    first_rows: dict[tuple[str, ...], int] = field(default_factory=dict)
    rows: int = 1
    cells: dict[Chosen, list[list[int]]] = field(default_factory=dict)

    def add(self, row: int, place: int, chosen: Chosen) -> None:
        """Offer `chosen` in a cell of the page; cells come row by row."""
        ranges = self.cells.setdefault(chosen, [])
        if ranges and ranges[-1][2:] == [row - 1, place]:
            ranges[-1][2] = row
        else:
            ranges.append([row, place, row, place])

    def offer(self, page: Worksheet) -> None:
        """Write the rules of the page's cells, and forget the cells."""
        for chosen, ranges in self.cells.items():
            options: dict[str, object] = {
                "validate": "any",
                "show_error": False,  # a full name that is on no list may be written too
                "input_title": say("output_choose")[:_TITLE_CHARACTERS],
                "input_message": chosen.hint[:_HINT_CHARACTERS],
                "other_cells": ranges[1:],
            }
            if chosen.choices:
                start = self._placed(chosen.choices) + chosen.first
                end = start + len(chosen.choices) - 1
                tab = say("output_lists_tab")
                options |= {"validate": "list", "source": f"='{tab}'!$A${start + 1}:$A${end + 1}"}
            page.data_validation(*ranges[0], options)
        self.cells.clear()

    def write(self, workbook: Workbook) -> None:
        """Write the hidden tab, where there are lists."""
        if not self.first_rows:
            return
        page = workbook.add_worksheet(say("output_lists_tab"))
        page.hide()
        page.write_string(0, 0, say("output_lists_note"))
        for choices, start in self.first_rows.items():
            for place, text in enumerate(choices + choices[:-1]):
                page.write_string(start + place, 0, printable(text))

    def _placed(self, choices: tuple[str, ...]) -> int:
        if choices not in self.first_rows:
            self.first_rows[choices] = self.rows
            self.rows += 2 * len(choices) - 1
        return self.first_rows[choices]
