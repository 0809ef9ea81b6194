"""Files for `neo4j-admin database import full`, and the command that reads them.

A header file and a data file for each node label and relationship type that has rows. Identifiers
are the property `id`, as `shequ push` has it, so that a push finds what was imported.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from graph.export.dataset import ROWS
from graph.export.package import Field, Table, describe

if TYPE_CHECKING:
    import polars as pl

    from graph.export.dataset import Dataset
    from ontology import Column

SCRIPT = "import.sh"
OPTIONS = "import.txt"
_TYPES = {"integer": "long", "double": "double", "boolean": "boolean"}
_ID = Field("id", "标识", "identifier")
_ENDS = (Field(":START_ID", "起点", "from"), Field(":END_ID", "终点", "to"))
# Between the texts of a list: a character that no text has. The first is made for it.
_SEPARATORS = ("\x1f", "\x1e", "\x1d", "\x1c", "|", "¦", "‖", "\ue000")


def write(dataset: Dataset, folder: Path) -> None:
    """Write the files into a folder; raises OSError where that fails."""
    separator = _separator(dataset)
    for name in ("nodes", "edges"):
        (folder / name).mkdir()
    tables, inputs = [], []
    for label in dataset.labels:
        table = dataset.nodes(label.name)
        if table.height:
            path = f"nodes/{label.name}"
            columns = list(label.columns)
            _write(folder / path, table, ["id:ID"], ["id"], columns, separator)
            tables.append(Table(f"{path}.csv", (_ID, *columns), kinds=label.kinds, header=False))
            inputs.append(f"--nodes={label.name}={path}-header.csv,{path}.csv")
    for tie in dataset.relationships:
        table = dataset.edges(tie.type)
        if table.height:
            path = f"edges/{tie.type}"
            columns = list(tie.columns)
            head, ends = [":START_ID", ":END_ID", "id:string"], ["from", "to", "id"]
            _write(folder / path, table, head, ends, columns, separator)
            tables.append(Table(f"{path}.csv", (*_ENDS, _ID, *columns), header=False))
            inputs.append(f"--relationships={tie.type}={path}-header.csv,{path}.csv")
    _write_script(folder, separator, inputs)
    describe(dataset, folder, "neo4j-import", tables)


def _write_script(folder: Path, separator: str, inputs: Sequence[str]) -> None:
    """The options, one a line, and a script that gives them to neo4j-admin."""
    options = [
        *inputs,
        # not before the inputs: those take every word that follows, the name of the database too
        "--id-type=string",
        "--multiline-fields=true",
        f"--array-delimiter=U+{ord(separator):04X}",
        "--bad-tolerance=0",
    ]
    text = "".join(f"{option}\n" for option in options)
    (folder / OPTIONS).write_text(text, encoding="utf-8", newline="\n")
    script = folder / SCRIPT
    script.write_text(
        "#!/bin/sh\n"
        "# sh import.sh [DATABASE] [OPTION…]: neo4j-admin of $NEO4J_HOME, else of the PATH\n"
        'cd "$(dirname "$0")" || exit 1\n'
        'case "$1" in ""|-*) database=neo4j ;; *) database=$1; shift ;; esac\n'
        "admin=${NEO4J_HOME:+$NEO4J_HOME/bin/}neo4j-admin\n"
        'command -v "$admin" >/dev/null || {\n'
        '  echo "No $admin: set NEO4J_HOME to the folder of Neo4j." >&2; exit 127\n'
        "}\n"
        f'exec "$admin" database import full @{OPTIONS} "$@" "$database"\n',
        encoding="utf-8",
        newline="\n",
    )
    if os.name != "nt":
        script.chmod(script.stat().st_mode | 0o111)


def _write(
    path: Path,
    table: pl.DataFrame,
    head: list[str],
    first: list[str],
    columns: list[Column],
    separator: str,
) -> None:
    """The two files of a table; what is not said is nothing, an empty text is quoted."""
    header = [*head, *(f"{column.name}:{_type(column)}" for column in columns)]
    path.with_name(f"{path.name}-header.csv").write_text(
        ",".join(header) + "\n", encoding="utf-8", newline="\n"
    )
    cells = [_cell(column, separator) for column in columns]
    with path.with_name(f"{path.name}.csv").open("wb") as file:
        for part in table.iter_slices(ROWS):
            part.select(*first, *cells).write_csv(
                file, include_header=False, quote_style="non_numeric"
            )


def _type(column: Column) -> str:
    return _TYPES.get(column.datatype, "string") + ("[]" if column.many else "")


def _cell(column: Column, separator: str) -> pl.Expr:
    import polars as pl

    cell = pl.col(column.name)
    if not column.many:
        return cell
    return (
        pl.when(cell.list.len() > 0)
        .then(cell.list.join(separator, ignore_nulls=True))
        .alias(column.name)
    )


def _separator(dataset: Dataset) -> str:
    """The first separator that is in no text of any list."""
    import polars as pl

    lists = [
        dataset.nodes(label.name).select(pl.col(column.name).explode().alias("text"))
        for label in dataset.labels
        for column in label.columns
        if column.many
    ]
    texts = pl.concat(lists)["text"].drop_nulls()
    free = (one for one in _SEPARATORS if not texts.str.contains(one, literal=True).any())
    return next(free, _SEPARATORS[0])
