"""The options that several commands share, and what becomes of their texts."""

from __future__ import annotations

import datetime
import os
import re
from pathlib import Path
from typing import Annotated

import typer

from graph.errors import UsageError

DEFAULT_GRAPH = Path("shequ-graph")
_DAY = 86_400.0  # the longest timeout, in seconds: no engine can count to all that float can say

Graph = Annotated[Path | None, typer.Option("--graph", "-g", metavar="DIR", help="option_graph")]
Form = Annotated[
    str | None,
    typer.Option("--format", "-f", metavar="table|json|csv", help="option_format"),
]
Output = Annotated[
    Path | None, typer.Option("--output", "-o", metavar="FILE", help="option_output")
]
Engine = Annotated[
    str | None,
    typer.Option("--engine", metavar="ladybug|oxigraph|rdflib|URI", help="remote_option_engine"),
]
Database = Annotated[
    str | None, typer.Option("--database", metavar="NAME", help="remote_option_database")
]
Community = Annotated[
    str | None, typer.Option("--community", metavar="NAME|CODE", help="option_community")
]
Subdistrict = Annotated[
    str | None, typer.Option("--subdistrict", metavar="NAME|CODE", help="option_subdistrict")
]


def graph_path(option: Path | None) -> Path:
    """The graph folder: `-g`, else SHEQU_GRAPH, else ./shequ-graph."""
    if option is not None:
        return option
    named = os.environ.get("SHEQU_GRAPH")
    return Path(named) if named else DEFAULT_GRAPH


def check_database(engine: str | None, database: str | None) -> None:
    """Raise UsageError where --database is given and the engine is no Neo4j server."""
    from graph.remote import address, is_address

    if database is None:
        return
    if engine is None or not is_address(engine) or address(engine).kind != "neo4j":
        raise UsageError("option_database_of_no_server", database=database)


def seconds(text: str) -> float:
    """The seconds of --timeout; raises UsageError where it is no number above 0, or over a day."""
    try:
        value = float(text)
    except ValueError:
        value = 0.0
    if not 0 < value <= _DAY:
        raise UsageError("option_timeout_wrong", text=text)
    return value


def day(text: str | None) -> datetime.date | None:
    """The day of --date; raises UsageError where it is none."""
    if text is None:
        return None
    if re.fullmatch(r"\d{4}-\d{2}-\d{2}", text):
        try:
            return datetime.date.fromisoformat(text)
        except ValueError as error:
            raise UsageError("option_date_wrong", text=text) from error
    raise UsageError("option_date_wrong", text=text)
