"""`shequ demo`: the sample rosters, loaded and shown."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from graph.commands.options import Form, Output
from graph.commands.settings import current
from graph.errors import UsageError

_GRAPH = "graph/manifest.json"  # the file that stands for the graph folder
_DATUM = "wgs84"  # of the sample's invented positions


def demo(
    folder: Annotated[
        Path, typer.Argument(metavar="DIR", help="argument_demo_folder", show_default=False)
    ] = Path("shequ-demo"),
    form: Form = None,
    output: Output = None,
) -> None:
    """Write rosters, graph and pages into `folder`, and the coverage summary to the output.

    Raises UsageError where a file in the way is not the demo's own.
    """
    from graph.commands.belongings import Belongings
    from graph.commands.gaps import Asking, write_summary
    from graph.commands.load import load_into
    from graph.folder import GraphFolder
    from graph.language import say
    from graph.output import Destination
    from graph.pages import map as map_page
    from graph.pages import network, report
    from graph.pages.findings import find
    from graph.progress import progress
    from loaders import sample

    destination = Destination.choose(form, output)
    if folder.exists() and not folder.is_dir():
        raise UsageError("command_demo_not_a_folder", path=folder)
    graph = folder / "graph"
    own = Belongings(folder)
    own.refuse_strangers(["report.html", "network.html", "map.html", _GRAPH])
    if graph.exists() and not (folder / _GRAPH).exists():
        raise UsageError("command_demo_not_own", path=graph)
    with progress(quiet=current.quiet) as doing:
        doing(say("command_progress_sample"))
        rosters = own.write_folder("rosters", sample.write)
    own.write_graph(_GRAPH, lambda: load_into(graph, [folder / "rosters"], date=None, datum=_DATUM))
    opened = GraphFolder.open(graph)
    with progress(quiet=current.quiet) as doing:
        doing(say("command_progress_page"))
        found = find(opened, community=None, subdistrict=None)
        own.write(
            "report.html",
            lambda path: report.write_found(opened, path, found, network="network.html"),
        )
        own.write(
            "network.html",
            lambda path: network.write_found(opened, path, found, report="report.html"),
        )
        own.write(
            "map.html",
            lambda path: map_page.write_found(opened, path, found, report="report.html"),
        )
    write_summary(Asking(graph, opened), destination)
    told = sys.stdout if destination.for_people else sys.stderr
    for line in (
        "",
        say("command_demo_invented"),
        say("command_demo_rosters", path=folder / "rosters", count=len(rosters)),
        say("command_demo_graph", path=graph),
        say("command_demo_report", path=folder / "report.html"),
        say("command_demo_network", path=folder / "network.html"),
        say("command_demo_map", path=folder / "map.html"),
        "",
        say("command_demo_next"),
        f"  shequ gaps uncovered-buildings -g {graph}",
        f"  shequ gaps units-due-a-branch -g {graph} -o units.xlsx",
        say("command_demo_own"),
    ):
        print(line, file=told)
