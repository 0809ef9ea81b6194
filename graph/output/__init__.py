"""How every command writes what it found: a table, JSON, CSV or a workbook, decided in one place.

    sheet = Sheet(title=…, columns=columns_of(keys), rows=…)
    write(sheet, Destination.choose(format_option, output_option))

A table on a terminal, JSON in a pipe, and a file by its suffix. JSON and CSV hold English keys and
the codes of the model; tables and workbooks hold the labels of the chosen language.
"""

from __future__ import annotations

from graph.output.columns import Column, columns_of
from graph.output.destination import Destination
from graph.output.sheet import Choices, Sheet
from graph.output.write import write, write_for_people, write_object

__all__ = [
    "Choices",
    "Column",
    "Destination",
    "Sheet",
    "columns_of",
    "write",
    "write_for_people",
    "write_object",
]
