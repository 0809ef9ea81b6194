"""Sheets that are named after a person: every output has their number in the file instead.

`#2` is the second sheet of its file, so that a source still leads to its row. One sheet for each
building leader is common, named after who stands in its own column of names.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace

from loaders.tables.table import Table
from loaders.values.withheld import MARK, Withheld, person_key


def place_of(number: int) -> str:
    """What a sheet is called whose name is not shown."""
    return f"#{number}"


def numbered_sheets(
    persons: Mapping[tuple[str, str], tuple[int, Collection[str]]], names: Withheld
) -> dict[tuple[str, str], str]:
    """By file and sheet, what those are called that are named after somebody.

    persons: by file and sheet, its number and who stands in its columns of persons. Of these any
    in the sheet's name counts; of the others of the load those of three characters, and those whose
    place in it says that they are a name (see `withheld`).
    """
    shown = {}
    for (file, sheet), (number, held) in persons.items():
        if names.inside(sheet):
            found = names.found(sheet)
            own = frozenset(map(person_key, held)) & found
            if own or any(len(key) > 2 for key in found) or names.cut(sheet) is not None:
                shown[file, sheet] = place_of(number)
    return shown


def without_sheet(table: Table, names: Withheld) -> Table:
    """A table without who is named in the name of its sheet, where that tells a place besides."""
    said = table.said.sheet
    if said is None or not names.inside(said):
        return table
    left = names.cut(said)
    if left is None and all(len(key) <= 2 for key in names.found(said)):
        return table  # a place that is called as somebody is
    tells = left or names.masked(said).replace(MARK, " ").strip()
    return replace(table, said=replace(table.said, sheet=tells or None))
