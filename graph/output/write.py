"""Writing a sheet in the form that its destination asks for, row by row."""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TextIO

from graph.errors import UsageError
from graph.language import say
from graph.output.destination import Destination, text_file
from graph.output.sheet import Sheet
from graph.output.values import RUNS, SIMPLE, harmless, plain

_RUNS = frozenset(RUNS)


def write(sheet: Sheet, destination: Destination) -> None:
    """Write `sheet`, and say so where it went into a file; raises OSError where that fails."""
    _write(sheet, destination)
    if destination.path is not None:
        written(destination.path)


def write_for_people(sheets: Sequence[Sheet], destination: Destination) -> None:
    """Write several sheets as tables one below the other, or as the tabs of a workbook."""
    if destination.format == "xlsx" and destination.path is not None:
        from graph.output.workbook import write_workbook

        write_workbook(sheets, destination.path)
    else:
        from graph.output.table import write_table

        with text_file(destination.path) as file:
            for place, sheet in enumerate(sheets):
                file.write("\n" if place else "")
                write_table(sheet, file)
    if destination.path is not None:
        written(destination.path)


def written(path: Path) -> None:
    """Tell whoever sits at a terminal that `path` has been written."""
    if sys.stderr.isatty():
        print(say("output_written", path=path), file=sys.stderr)


def _write(sheet: Sheet, destination: Destination) -> None:
    if destination.format == "xlsx":
        from graph.output.workbook import write_workbook

        if destination.path is None:
            raise UsageError("output_xlsx_needs_file")
        write_workbook([sheet], destination.path)
        return
    to_file = destination.path is not None
    with text_file(destination.path, bom=destination.format == "csv") as file:
        if destination.format == "json":
            _write_json(sheet, file)
        elif destination.format == "csv":
            # Excel, where it opens the file, expects \r\n; the tools in a pipe expect \n
            _write_csv(sheet, file, line_end="\r\n" if to_file else "\n")
        else:
            from graph.output.table import write_table

            write_table(sheet, file)


def write_object(value: Mapping[str, object], destination: Destination) -> None:
    """Write one JSON object."""
    with text_file(destination.path) as file:
        json.dump(value, file, ensure_ascii=False, indent=2)
        file.write("\n")
    if destination.path is not None:
        written(destination.path)


def _write_json(sheet: Sheet, file: TextIO) -> None:
    """One array of flat objects, an object a line."""
    keys = [column.key for column in sheet.columns]
    encode = json.JSONEncoder(ensure_ascii=False, allow_nan=False).encode
    separator = "[\n"
    for row in sheet.rows:
        values = [value if type(value) in SIMPLE else plain(value) for value in row]
        file.write(separator + encode(dict(zip(keys, values, strict=True))))
        separator = ",\n"
    file.write("[]\n" if separator == "[\n" else "\n]\n")


def _write_csv(sheet: Sheet, file: TextIO, *, line_end: str) -> None:
    writer = csv.writer(file, lineterminator=line_end)
    kept = [index for index, column in enumerate(sheet.columns) if not column.identifier]
    writer.writerow([harmless(sheet.columns[index].key) for index in kept])
    # Tested here and not in a function: a city has a million cells.
    writer.writerows(
        [
            cell if type(cell) is str and cell[:1] not in _RUNS else _csv_cell(cell)
            for cell in map(row.__getitem__, kept)
        ]
        for row in sheet.rows
    )


def _csv_cell(value: object) -> object:
    made = plain(value)
    if isinstance(made, bool):
        return "true" if made else "false"
    return harmless(made) if isinstance(made, str) else made
