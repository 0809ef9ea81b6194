"""`shequ explain`: a node or tie, its facts and ties, and the row of a roster behind each."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from graph.commands.options import Form, Graph, Output, graph_path
from graph.commands.settings import current

if TYPE_CHECKING:
    from graph.explain import Explained
    from graph.explain_names import Thing
    from graph.folder import GraphFolder
    from graph.output import Destination

_THINGS_SHOWN = 20


def explain(
    id_: Annotated[str, typer.Argument(metavar="ID", help="argument_id")],
    graph: Graph = None,
    form: Form = None,
    output: Output = None,
) -> None:
    """Write what the graph says of one thing, and where it says so.

    Raises UsageError where `id_` names nothing, or several things.
    """
    from graph.explain import explain as explained
    from graph.folder import GraphFolder
    from graph.language import say
    from graph.output import Destination
    from graph.progress import progress

    destination = Destination.choose(form, output)
    path = graph_path(graph)
    folder = GraphFolder.open(path)
    with progress(quiet=current.quiet) as doing:
        doing(say("command_progress_asking"))
        found = explained(folder, _one(folder, id_))
    _write(found, destination, path, folder)


def _one(folder: GraphFolder, text: str) -> Thing:
    """The one thing that `text` names; raises UsageError that lists what it can mean."""
    from graph.errors import UsageError
    from graph.explain_names import find, near
    from graph.language import say
    from graph.output.values import printable

    things = find(folder, text)
    shown = printable(text)
    if not things:
        names = near(folder, text)
        if not names:
            raise UsageError("explain_not_found_none", text=shown)
        separator = say("output_list_separator")
        raise UsageError(
            "explain_not_found", text=shown, near=separator.join(map(printable, names))
        )
    if len(things) > 1:
        lines = [_line(folder, thing) for thing in things[:_THINGS_SHOWN]]
        if len(things) > _THINGS_SHOWN:
            lines.append(say("explain_more_things", count=len(things) - _THINGS_SHOWN))
        raise UsageError(
            "explain_ambiguous", text=shown, count=len(things), things="\n".join(lines)
        )
    return things[0]


def _line(folder: GraphFolder, thing: Thing) -> str:
    from graph.explain_sheets import label_of_thing
    from graph.language import say
    from graph.output.values import printable

    place = say("explain_place", place=thing.place) if thing.place else ""
    return say(
        "explain_thing",
        id=printable(thing.id.removeprefix(str(folder.manifest["base"]))),
        label=label_of_thing(thing),
        name=printable(thing.name or say("explain_nameless")),
        place=printable(place),
    )


def _write(found: Explained, destination: Destination, path: Path, folder: GraphFolder) -> None:
    from graph.explain_sheets import flat, for_people
    from graph.output import write, write_for_people

    if destination.format in ("json", "csv"):
        write(flat(found), destination)
        return
    sheets = for_people(
        found,
        base=str(folder.manifest["base"]),
        date=str(folder.manifest["date"]),
        graph=path,
        brief=destination.for_people,
    )
    write_for_people(sheets, destination)
