"""`shequ view`: a page in one file."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated
from urllib.parse import quote, urldefrag, urlsplit

import typer

from graph.commands.options import Community, Database, Engine, Graph, Subdistrict, graph_path
from graph.commands.settings import current
from graph.errors import UsageError

if TYPE_CHECKING:
    from graph.folder import GraphFolder
    from graph.pages.findings import Findings

_HOPS = ("1", "2", "3")
_ON_THE_WEB = re.compile("https?://", re.IGNORECASE)
_OF_ADDRESSES = "!$&'()*+,/:;=?@[]%~"  # what RFC 3986 lets stand in one, besides letters and digits


@dataclass(frozen=True)
class Asked:
    """What the options ask of a page; None where one was not given."""

    community: str | None
    subdistrict: str | None
    around: str | None
    hops: str | None
    layers: str | None
    boundaries: Path | None
    tiles: str | None
    network: str | None  # the address of the other page, as a link from this one
    report: str | None


def _network(folder: GraphFolder, path: Path, found: Findings, asked: Asked) -> None:
    from graph.pages import network

    network.write_found(
        folder,
        path,
        found,
        around=asked.around,
        hops=int(asked.hops or 1),
        layers=asked.layers,
        report=asked.report,
    )


def _report(folder: GraphFolder, path: Path, found: Findings, asked: Asked) -> None:
    from graph.pages import report

    report.write_found(
        folder,
        path,
        found,
        community=asked.community,
        subdistrict=asked.subdistrict,
        network=asked.network,
    )


def _map(folder: GraphFolder, path: Path, found: Findings, asked: Asked) -> None:
    from graph.pages import map as map_page
    from graph.pages.map_tiles import read_tiles

    tiles = None if asked.tiles is None else read_tiles(asked.tiles)
    notes = map_page.write_found(
        folder, path, found, boundaries=asked.boundaries, tiles=tiles, report=asked.report
    )
    for note in notes:
        if not current.quiet:
            typer.echo(note, err=True)


# page: what writes it, and which of the options that only some pages have it takes
PAGES: dict[str, tuple[Callable[[GraphFolder, Path, Findings, Asked], None], tuple[str, ...]]] = {
    "network": (_network, ("around", "hops", "layers", "report")),
    "report": (_report, ("network",)),
    "map": (_map, ("boundaries", "tiles", "report")),
}


def view(
    page: Annotated[str, typer.Argument(metavar="PAGE", help="argument_page")],
    output: Annotated[
        Path | None, typer.Option("--output", "-o", metavar="FILE", help="option_page")
    ] = None,
    graph: Graph = None,
    community: Community = None,
    subdistrict: Subdistrict = None,
    around: Annotated[
        str | None, typer.Option("--around", metavar="ID", help="option_around")
    ] = None,
    hops: Annotated[str | None, typer.Option("--hops", metavar="N", help="option_hops")] = None,
    layers: Annotated[
        str | None, typer.Option("--layers", metavar="NAMES", help="option_layers")
    ] = None,
    boundaries: Annotated[
        Path | None,
        typer.Option("--boundaries", metavar="FILE.geojson", help="map_option_boundaries"),
    ] = None,
    tiles: Annotated[
        str | None, typer.Option("--tiles", metavar="URL", help="map_option_tiles")
    ] = None,
    network: Annotated[
        str | None, typer.Option("--network", metavar="FILE.html", help="option_network")
    ] = None,
    report: Annotated[
        str | None, typer.Option("--report", metavar="FILE.html", help="option_report")
    ] = None,
    engine: Engine = None,
    database: Database = None,
) -> None:
    """Write the page.

    Raises UsageError where there is no such page, place, node or layer, or options do not go
    together; EngineError from the engine.
    """
    from graph.folder import GraphFolder
    from graph.language import say
    from graph.output.destination import check_place, whole_file
    from graph.output.write import written
    from graph.pages.findings import ENGINE, find
    from graph.progress import progress

    if page not in PAGES:
        raise UsageError("command_unknown_page", page=page, pages=", ".join(PAGES))
    write, own = PAGES[page]
    if output is not None:
        _check_suffix(output)
    links = (_link(other, output or Path()) for other in (network, report))
    asked = Asked(community, subdistrict, around, hops, layers, boundaries, tiles, *links)
    _check(page, own, asked)
    if output is None:
        raise UsageError("command_page_no_file")
    check_place(output)
    folder = GraphFolder.open(graph_path(graph))
    if page == "map":
        from graph.pages.map import check

        check(folder, boundaries)  # before the minute that a city's questions take
    if around is not None:
        from graph.pages import around as around_page

        asked = replace(asked, around=around_page.centered(folder, around))
    with progress(quiet=current.quiet) as doing, whole_file(output) as beside:
        doing(say("command_progress_page"))
        found = find(
            folder,
            community=community,
            subdistrict=subdistrict,
            engine=engine or ENGINE,
            database=database,
        )
        write(folder, beside, found, asked)
    written(output)


def _link(other: str | None, page: Path) -> str | None:
    """The address of another page as a link from this one; the other need not be there yet.

    It is a file, or an address of http or https. Raises UsageError where it is neither, or where it
    is this page.
    """
    if other is None:
        return None
    if _ON_THE_WEB.match(other):
        return _address(other)
    file = Path(other)
    _check_suffix(file)
    if os.path.realpath(file) == os.path.realpath(page):
        raise UsageError("view_link_to_itself", path=file)
    try:
        return quote(Path(os.path.relpath(file, page.parent)).as_posix(), errors="surrogateescape")
    except ValueError:  # on Windows, a page on another drive
        return file.absolute().as_uri()


def _address(text: str) -> str:
    """An address as it was given, without what would end it; the pages add a fragment of theirs."""
    try:
        host = urlsplit(text).hostname
    except ValueError:
        host = None
    if not host:
        raise UsageError("view_link_no_host", address=text)
    return quote(urldefrag(text).url, safe=_OF_ADDRESSES, errors="surrogateescape")


def _check_suffix(file: Path) -> None:
    if file.suffix.lower() not in (".html", ".htm"):
        raise UsageError("command_page_suffix", path=file)


def _check(page: str, own: tuple[str, ...], asked: Asked) -> None:
    """Raise UsageError where an option is not one of this page, or not beside another."""
    from graph.language import say

    for option in ("around", "hops", "layers", "boundaries", "tiles", "network", "report"):
        if getattr(asked, option) is not None and option not in own:
            pages = say("output_list_separator").join(
                name for name, (_, options) in PAGES.items() if option in options
            )
            raise UsageError("view_option_of_another_page", option=option, page=page, pages=pages)
    if asked.around is not None and (asked.community or asked.subdistrict) is not None:
        raise UsageError("view_around_and_place")
    if asked.hops is not None:
        if asked.around is None:
            raise UsageError("view_hops_alone")
        if asked.hops not in _HOPS:
            raise UsageError("view_hops_wrong", hops=asked.hops, most=_HOPS[-1])
    if asked.layers is not None:
        from graph.pages.layers import read_layers

        read_layers(asked.layers)
    if asked.tiles is not None:
        from graph.pages.map_tiles import read_tiles

        read_tiles(asked.tiles)
