"""`shequ view`: a page in one file."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from graph.commands.options import Community, Database, Engine, Graph, Subdistrict, graph_path
from graph.commands.settings import current
from graph.errors import UsageError


def view(
    page: Annotated[str, typer.Argument(metavar="PAGE", help="argument_page")],
    output: Annotated[
        Path | None, typer.Option("--output", "-o", metavar="FILE", help="option_page")
    ] = None,
    graph: Graph = None,
    community: Community = None,
    subdistrict: Subdistrict = None,
    engine: Engine = None,
    database: Database = None,
) -> None:
    """Write the page.

    Raises UsageError where there is no such page or place, EngineError from the engine.
    """
    from graph.folder import GraphFolder
    from graph.language import say
    from graph.output.destination import check_place, whole_file
    from graph.output.write import written
    from graph.pages.findings import ENGINE, find
    from graph.progress import progress

    if page not in ("network", "report"):
        raise UsageError("command_unknown_page", page=page)
    if output is None:
        raise UsageError("command_page_no_file")
    if output.suffix.lower() not in (".html", ".htm"):
        raise UsageError("command_page_suffix", path=output)
    check_place(output)
    folder = GraphFolder.open(graph_path(graph))
    with progress(quiet=current.quiet) as doing, whole_file(output) as beside:
        doing(say("command_progress_page"))
        found = find(
            folder,
            community=community,
            subdistrict=subdistrict,
            engine=engine or ENGINE,
            database=database,
        )
        if page == "network":
            from graph.pages import network

            network.write_found(folder, beside, found)
        else:
            from graph.pages import report

            report.write_found(folder, beside, found, community=community, subdistrict=subdistrict)
    written(output)
