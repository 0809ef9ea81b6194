"""`shequ query`: one read-only statement of SPARQL or Cypher."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from graph.commands.options import (
    Database,
    Engine,
    Form,
    Graph,
    Output,
    check_database,
    graph_path,
    seconds,
)
from graph.commands.settings import current
from graph.errors import QueryError, UsageError

if TYPE_CHECKING:
    from graph.statement import QueryLanguage

_ENGINES = {"cypher": "ladybug", "sparql": "oxigraph"}


def query(
    text: Annotated[str | None, typer.Argument(metavar="TEXT", help="argument_text")] = None,
    sparql: Annotated[bool, typer.Option("--sparql", help="option_sparql")] = False,
    cypher: Annotated[bool, typer.Option("--cypher", help="option_cypher")] = False,
    file: Annotated[
        str | None, typer.Option("--file", "-F", metavar="FILE", help="option_file")
    ] = None,
    graph: Graph = None,
    engine: Engine = None,
    database: Database = None,
    timeout: Annotated[
        str, typer.Option("--timeout", metavar="SECONDS", help="option_timeout")
    ] = "60",
    form: Form = None,
    output: Output = None,
) -> None:
    """Run one statement and write its rows.

    Raises QueryError where it is wrong or not allowed, EngineError where it takes too long.
    """
    from graph.commands.gaps import Asking
    from graph.engines import language_of, open_engine
    from graph.folder import GraphFolder
    from graph.language import say
    from graph.output import Destination, Sheet, columns_of, write
    from graph.progress import progress
    from graph.statement import check, detect

    destination = Destination.choose(form, output)
    limit = seconds(timeout)
    statement = _statement(text, file)
    check_database(engine, database)
    if sparql and cypher:
        raise UsageError("command_query_two_languages")
    spoken: QueryLanguage
    if sparql or cypher:
        spoken = "sparql" if sparql else "cypher"
    else:
        # what does not tell by itself is told by the engine that is named
        spoken = detect(statement, otherwise=language_of(engine) if engine else None)
    path = graph_path(graph)
    folder = GraphFolder.open(path)
    name = engine or _ENGINES[spoken]
    # before an index is made, or a server has seen anything
    if language_of(name) != spoken:
        raise UsageError("command_query_engine_language", engine=engine, language=spoken)
    check(statement, spoken)
    opened = open_engine(folder, name, database=database)
    try:
        with progress(quiet=current.quiet) as doing:
            doing(say("command_progress_asking"))
            result = opened.run(statement, timeout=limit)
    finally:
        opened.close()
    for column in result.columns:
        if result.columns.count(column) > 1:
            raise QueryError("query_same_name", name=column)
    sheet = Sheet(
        title=say("command_query_title"),
        columns=columns_of(result.columns, plain=True),
        rows=result.rows,
        notes=Asking(path, folder).notes(),
    )
    write(sheet, destination)


def _statement(text: str | None, file: str | None) -> str:
    """The statement that was given; raises UsageError where there is none, or two."""
    if text is not None and file is not None:
        raise UsageError("command_query_two_texts")
    if file is not None:
        data = sys.stdin.buffer.read() if file == "-" else Path(file).read_bytes()
        try:
            text = data.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            raise UsageError("command_not_utf8", path=file) from error
    if text is None or not text.strip():
        raise UsageError("command_query_no_text")
    return text
