"""`shequ export`: the graph in a form for other programs."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from graph.commands.options import Graph, graph_path
from graph.commands.settings import current
from graph.errors import UsageError


def export(
    form: Annotated[str, typer.Argument(metavar="FORMAT", help="export_argument_form")],
    output: Annotated[
        Path | None, typer.Option("--output", "-o", metavar="PATH", help="export_option_output")
    ] = None,
    graph: Graph = None,
    licence: Annotated[
        str | None,
        typer.Option("--licence", "--license", metavar="IRI|TEXT", help="export_option_licence"),
    ] = None,
    no_rows: Annotated[bool, typer.Option("--no-rows", help="export_option_rows")] = False,
    public: Annotated[bool, typer.Option("--public", help="export_option_public")] = False,
    smallest: Annotated[
        str | None, typer.Option("--smallest", metavar="N", help="export_option_smallest")
    ] = None,
) -> None:
    """Write the export; raises UsageError for a wrong option, or where personal data is found."""
    from graph.export import FORMS, export_graph
    from graph.export.dataset import Dataset
    from graph.folder import GraphFolder
    from graph.output.write import written
    from graph.progress import progress

    if form not in FORMS:
        raise UsageError("export_unknown_form", form=form, known=", ".join(FORMS))
    if output is None:
        raise UsageError("export_no_path")
    if licence is not None and not licence.strip():
        raise UsageError("export_licence_empty")
    least = _smallest(smallest, public=public)
    dataset = Dataset(
        GraphFolder.open(graph_path(graph)),
        licence=licence.strip() if licence is not None else None,
        smallest=least,
        rows=not no_rows,
    )
    with progress(quiet=current.quiet) as doing:
        said = export_graph(dataset, form, output, doing)
    written(output)
    if said is not None:
        print(said)


def _smallest(text: str | None, *, public: bool) -> int | None:
    """The least figure of persons that is shown; None where all are."""
    if not public:
        if text is not None:
            raise UsageError("export_smallest_alone")
        return None
    if text is None:
        return 5
    if not text.isascii() or not text.isdigit() or int(text) < 1:
        raise UsageError("export_smallest_wrong", text=text)
    return int(text)
