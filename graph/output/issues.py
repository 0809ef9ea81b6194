"""The issues of a load as a workbook for people: where, what is wrong, what to do."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from graph.language import language, say
from graph.output.columns import Column
from graph.output.sheet import Sheet
from graph.output.values import Linked

if TYPE_CHECKING:
    import polars as pl

COLUMNS = (
    "file",
    "sheet",
    "row",
    "column",
    "severity",
    "code",
    "problem",
    "remedy",
    "row_as_read",
)


def write_issues(
    issues: pl.DataFrame, path: Path, *, date: str, links: Mapping[str, str] | None = None
) -> None:
    """Write the table `issues` as the workbook `path`, by file and row, in the chosen language.

    `links` gives for a file of the table the address that its cells link to.
    """
    from graph.output.workbook import write_workbook

    sheet = Sheet(
        title=say("command_issues_title"),
        name=say("command_issues_sheet"),
        columns=[
            # not the code of a thing, as the ontology's property of that name
            Column(key, given=say("output_column_code_of_issue")) if key == "code" else Column(key)
            for key in COLUMNS
        ],
        rows=_rows(issues, links or {}),
        notes=[say("command_issues_note", date=date)],
    )
    write_workbook(sheet, path)


def _rows(issues: pl.DataFrame, links: Mapping[str, str]) -> Iterator[tuple[object, ...]]:
    chosen = language()
    ordered = issues.sort("file", "sheet", "row", "column", "code", nulls_last=True).select(
        "file",
        "sheet",
        "row",
        "column",
        "severity",
        "code",
        f"problem_{chosen}",
        f"remedy_{chosen}",
        "row_as_read",
    )
    for file, *rest in ordered.iter_rows():
        yield (Linked(file, links[file]) if file in links else file, *rest)
