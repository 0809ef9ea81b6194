"""`shequ validate`: the rules over a graph, and the row of a roster behind each result."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from graph.commands.options import Form, Graph, graph_path
from graph.commands.settings import current

if TYPE_CHECKING:
    from graph.folder import GraphFolder
    from graph.output import Destination
    from graph.validate import Report

_TURTLE = ".ttl"


def validate(
    graph: Graph = None,
    form: Form = None,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", metavar="FILE", help="option_validate_output")
    ] = None,
) -> int:
    """Check the graph and write the results; 1 where it does not conform.

    Raises UsageError where there is no graph, or its tables are damaged.
    """
    from graph.folder import GraphFolder
    from graph.language import say
    from graph.output import Destination
    from graph.progress import progress
    from graph.validate import validate as validated
    from graph.validate.sheets import summary

    turtle = output is not None and output.suffix.lower() == _TURTLE and form is None
    destination = None if turtle else Destination.choose(form, output)
    path = graph_path(graph)
    folder = GraphFolder.open(path)
    with progress(quiet=current.quiet) as doing:
        doing(say("validate_progress"))
        report = validated(folder)
    if destination is None:
        assert output is not None
        _write_turtle(report, output)
    else:
        _write(report, destination, path, folder)
    if (destination is None or not destination.for_people) and not current.quiet:
        print(summary(report), file=sys.stderr)
    return 0 if report.conforms else 1


def _write(report: Report, destination: Destination, path: Path, folder: GraphFolder) -> None:
    from graph.commands.gaps import Asking
    from graph.language import say
    from graph.output import write, write_for_people
    from graph.validate.details import details
    from graph.validate.sheets import flat, for_people

    rows = details(report)
    if destination.format in ("json", "csv"):
        write(flat(rows), destination)
        return
    notes = Asking(path, folder).notes()
    if report.found:
        notes.append(say("validate_correct"))
        if destination.for_people:
            notes.append(say("validate_everything"))
    sheets = for_people(report, rows, notes, brief=destination.for_people)
    write_for_people(sheets, destination)


def _write_turtle(report: Report, path: Path) -> None:
    from graph.output.destination import check_place, whole_file
    from graph.output.write import written
    from graph.validate.w3c import write_report

    check_place(path)
    with whole_file(path) as beside, beside.open("wb") as file:
        write_report(report, file)
    written(path)
