"""`shequ push`: the graph into a Neo4j server or a SPARQL store, and what changed there."""

from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from graph.commands.options import Database, Form, Graph, Output, graph_path
from graph.commands.settings import current

if TYPE_CHECKING:
    from graph.folder import GraphFolder
    from graph.output import Destination
    from graph.push import Part, Pushed

_COLUMNS = ("name", "kind", "total", "created", "changed", "unchanged", "removed", "left")
_COUNTS = _COLUMNS[2:]
_INTERRUPTED = 130


def push(
    uri: Annotated[str, typer.Argument(metavar="URI", help="push_argument_uri")],
    graph: Graph = None,
    database: Database = None,
    keep: Annotated[bool, typer.Option("--keep", help="push_option_keep")] = False,
    form: Form = None,
    output: Output = None,
) -> int:
    """Push the graph and write the account; 130 where Ctrl-C has stopped it.

    Raises UsageError for an address that is none, EngineError from the server.
    """
    from graph.folder import GraphFolder
    from graph.language import say
    from graph.output import Destination
    from graph.progress import progress
    from graph.push import PushStopped, steps
    from graph.push import push as push_to
    from graph.remote import address

    destination = Destination.choose(form, output)
    server = address(uri)
    path = graph_path(graph)
    folder = GraphFolder.open(path)
    begun = time.perf_counter()
    try:
        with progress(quiet=current.quiet, steps=steps(folder, server)) as doing:
            pushed = push_to(folder, server, database=database, keep=keep, progress=doing)
    except PushStopped as stop:
        typer.echo(say("push_stopped", done=stop.done, of=stop.of), err=True)
        return _INTERRUPTED
    _write(pushed, path, folder, time.perf_counter() - begun, destination)
    return 0


def _write(
    pushed: Pushed, path: Path, folder: GraphFolder, seconds: float, destination: Destination
) -> None:
    """The account: an object as JSON, else a line a table that has anything in it."""
    from graph.language import say
    from graph.output import Column, Sheet, write
    from graph.output.write import write_object

    if destination.format == "json":
        write_object(_account(pushed, path, folder), destination)
        return
    for_people = destination.format in ("table", "xlsx")
    shown = [part for part in pushed.parts if part.total or part.removed or part.left]
    titles = [say(f"push_column_{key}") for key in _COLUMNS]
    sheet = Sheet(
        title=_title(pushed),
        columns=[
            Column(key, given=title) if for_people else Column(key)
            for key, title in zip(_COLUMNS, titles, strict=True)
        ],
        rows=[
            (
                part.name,
                say(f"push_kind_{part.kind}") if for_people else part.kind,
                *(getattr(part, key) for key in _COUNTS),
            )
            for part in shown
        ],
        notes=[
            say("push_graph", graph=path, date=folder.manifest["date"]),
            *_sums(pushed.parts, seconds),
            *pushed.notes,
        ],
    )
    write(sheet, destination)


def _title(pushed: Pushed) -> str:
    from graph.language import say

    if pushed.database is None:
        return say("push_title", server=pushed.server)
    return say("push_title_database", server=pushed.server, database=pushed.database)


def _sums(parts: tuple[Part, ...], seconds: float) -> list[str]:
    from graph.language import say

    sums = {key: sum(getattr(part, key) for part in parts) for key in _COUNTS}
    lines = [say("push_sum", **{key: f"{value:,}" for key, value in sums.items()})]
    if not (sums["created"] or sums["changed"] or sums["removed"]):
        lines.append(say("push_nothing"))
    rate = round(sums["total"] / seconds, -2)
    lines.append(say("push_rate", seconds=f"{seconds:.1f}", rate=f"{rate:,.0f}"))
    return lines


def _account(pushed: Pushed, path: Path, folder: GraphFolder) -> dict[str, object]:
    account: dict[str, object] = {
        "graph": str(path),
        "date": folder.manifest["date"],
        "server": pushed.server,
        "database": pushed.database,
    }
    for kind in dict.fromkeys(part.kind for part in pushed.parts):
        account[kind] = {
            part.name: {key: getattr(part, key) for key in _COUNTS}
            for part in pushed.parts
            if part.kind == kind
        }
    account["notes"] = list(pushed.notes)
    return account
