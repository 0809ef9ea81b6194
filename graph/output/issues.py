"""The issues of a load as a workbook that a person works through.

The first tab has an issue a row, by file and row, each linked to its cell in the roster; behind it
stand the issues counted by file and by kind of problem, each linked to the first of its issues.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from graph.language import language, say
from graph.output.columns import Column, columns_of
from graph.output.sheet import Sheet
from graph.output.values import Linked

if TYPE_CHECKING:
    import polars as pl

COLUMNS = (
    "file",
    "sheet",
    "row",
    "column",
    "cell",
    "severity",
    "code",
    "problem",
    "remedy",
    "row_as_read",
)
_BY_FILE = ("file", "sheet", "error", "warning")
_BY_KIND = ("severity", "code", "count", "files", "example", "remedy")
_FIRST_ROW = 4  # of the issues, below title, note and header
_ORDER = ("file", "sheet", "row", "column", "code")
# What ends or splits an address: a link has its place in the file behind "#".
_IN_ADDRESS = {"%": "%25", "#": "%23", " ": "%20", '"': "%22", "<": "%3c", ">": "%3e"}


def write_issues(
    issues: pl.DataFrame, path: Path, *, date: str, links: Mapping[str, str] | None = None
) -> None:
    """Write the table `issues` as the workbook `path`, in the chosen language.

    `links` gives for a file of the table the address that its cells link to.
    """
    from graph.output.workbook import write_workbook

    ordered = issues.sort(_ORDER, nulls_last=True)
    note = say("command_issues_note", date=date)
    sheets = [
        Sheet(
            title=say("command_issues_title"),
            name=say("command_issues_sheet"),
            columns=_columns(COLUMNS),
            rows=_rows(ordered, links or {}),
            notes=[note],
        )
    ]
    if ordered.height:
        sheets += [
            Sheet(
                title=say(f"command_issues_{key}"),
                columns=_columns(columns),
                rows=rows,
                notes=[note],
            )
            for key, columns, rows in (
                ("by_file", _BY_FILE, _by_file(ordered)),
                ("by_kind", _BY_KIND, _by_kind(ordered)),
            )
        ]
    write_workbook(sheets, path)


def _columns(keys: tuple[str, ...]) -> list[Column]:
    # not the code of a thing, as the ontology's property of that name
    given = {"code": say("output_column_code_of_issue")}
    return [
        Column(key, given=given[key], plain=True) if key in given else columns_of((key,))[0]
        for key in keys
    ]


def _rows(ordered: pl.DataFrame, links: Mapping[str, str]) -> Iterator[tuple[object, ...]]:
    chosen = language()
    shown = [f"{key}_{chosen}" if key in ("problem", "remedy") else key for key in COLUMNS]
    for file, sheet, row, column, cell, *rest in ordered.select(shown).iter_rows():
        if file in links:
            of_row = f"A{row}" if row is not None and cell is None else None
            file = Linked(file, _address(links[file], sheet, of_row))
            cell = cell and Linked(cell, _address(links[str(file)], sheet, cell))
        yield (file, sheet, row, column, cell, *rest)


def _address(link: str, sheet: str | None, cell: str | None) -> str:
    """The address of a cell of a file, of its sheet where no cell is named, else of the file."""
    kind, _, path = link.partition(":")
    safe = "".join(_IN_ADDRESS.get(character, character) for character in path)
    if sheet is None:
        return f"{kind}:{safe}"
    quoted = sheet.replace("'", "''")
    return f"{kind}:{safe}#'{quoted}'!{cell or 'A1'}"


def _by_file(ordered: pl.DataFrame) -> Iterator[tuple[object, ...]]:
    """file, sheet, and how many errors and warnings, in the order of the issues."""
    import polars as pl

    counted = (
        ordered.with_row_index("_first", offset=_FIRST_ROW)
        .group_by("file", "sheet", maintain_order=True)
        .agg(
            pl.col("_first").first(),
            *((pl.col("severity") == name).sum().alias(name) for name in ("error", "warning")),
        )
    )
    for file, sheet, first, errors, warnings in counted.iter_rows():
        yield _linked(file or "—", first), sheet, errors, warnings


def _by_kind(ordered: pl.DataFrame) -> Iterator[tuple[object, ...]]:
    """severity, code, how many in how many files, and the first of them; errors first."""
    import polars as pl

    chosen = language()
    counted = (
        ordered.with_row_index("_first", offset=_FIRST_ROW)
        .group_by("severity", "code", maintain_order=True)
        .agg(
            pl.col("_first").first(),
            pl.len().alias("count"),
            pl.col("file").n_unique().alias("files"),
            pl.col(f"problem_{chosen}").first(),
            pl.col(f"remedy_{chosen}").first(),
        )
        .sort("severity", "count", "code", descending=[False, True, False])
    )
    for severity, code, first, count, files, problem, remedy in counted.iter_rows():
        yield severity, _linked(code, first), count, files, problem, remedy


def _linked(text: str, row: int) -> Linked:
    """A text that leads to a row of the first tab."""
    return Linked(text, f"internal:'{say('command_issues_sheet')}'!A{row}")
