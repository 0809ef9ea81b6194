"""`shequ view network`: the graph as pictures that open into each other, in one file.

pyvis carries vis-network and holds the opening picture, so that it is there before anything else
is unpacked. All other pictures, and the facts behind the boxes, are deflated JSON. pyvis itself
writes no file here: its own template fetches from a network.
"""

from __future__ import annotations

import json
from dataclasses import asdict
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any

from graph.language import say
from graph.pages import style
from graph.pages.around import draw_around
from graph.pages.coverage import assess
from graph.pages.drawing import draw
from graph.pages.layers import LAYERS, read_layers
from graph.pages.page import in_script, packed, render, resource, save, texts
from graph.pages.pictures import BOXES, Picture
from graph.pages.records import records
from graph.pages.territory import survey

if TYPE_CHECKING:
    from graph.folder import GraphFolder
    from graph.pages.findings import Findings

VIS = "templates/lib/vis-9.1.2/vis-network.min.js"
SCRIPTS = (
    "inflate.js", "shared.js", "page.js", "panel.js", "search.js",
    "layers.js", "image.js", "network.js",
)  # fmt: skip


def write(
    folder: GraphFolder,
    path: Path,
    *,
    community: str | None = None,
    subdistrict: str | None = None,
    report: str | None = None,
) -> None:
    """Write the page of a graph, or of one community or subdistrict (name or code) of it.

    `report` is the address of a report of the same graph, relative to this page, which links to it.
    Raises UsageError where the graph has no such place, EngineError.
    """
    from graph.pages.findings import find

    found = find(folder, community=community, subdistrict=subdistrict)
    write_found(folder, path, found, report=report)


def write_found(
    folder: GraphFolder,
    path: Path,
    findings: Findings,
    *,
    around: str | None = None,
    hops: int = 1,
    layers: str | None = None,
    report: str | None = None,
) -> None:
    """Write the page of what was found in the graph of a folder.

    `around` is the id of a node: the page opens with what is within `hops` ties of it. `layers`
    are the names of the lines shown at first, all where there are none; `report` is as in `write`.
    Raises UsageError for a name that is none.
    """
    from graph.pages.content import read_content

    shown_layers = read_layers(layers)
    content = read_content(folder, findings.area)
    territory = survey(content)
    coverage = assess(content, territory, findings)
    if around is None:
        atlas = draw(content, territory, coverage)
        place = atlas.name(atlas.opening)
    else:
        atlas = draw_around(content, coverage, around, hops)
        place = say("pages_around", name=atlas.name(atlas.opening), hops=hops)
    title = say("pages_of_place", title=say("pages_network_title"), place=place)
    used = {(box.role, box.state) for picture in atlas.pictures.values() for box in picture.boxes}
    shown = _pyvis(atlas.pictures[atlas.opening], style.options(used))
    shown["layers"] = {
        name: asdict(layer) | {"chosen": layer.chosen or around is not None}
        for name, layer in LAYERS.items()
    }
    shown["report"] = report
    states = [state for state in style.FILLS if any(state == found for _, found in used)]
    html = render(
        "network.html",
        scripts=[_vis_network(), *map(resource, SCRIPTS)],
        styles=[resource("base.css"), resource("panel.css"), resource("network.css")],
        title=title,
        date=folder.manifest["date"],
        opening=in_script(shown),
        packed=packed(records(atlas, findings)),
        fills=[(state, style.FILLS[state]) for state in states if state != "plain"],
        layers=[
            (name, layer.stroke, style.STROKES[layer.stroke], name in shown_layers)
            for name, layer in LAYERS.items()
        ],
    )
    save(path, html)


def _pyvis(picture: Picture, options: dict[str, Any]) -> dict[str, Any]:
    """The opening picture as pyvis gives it to vis-network."""
    from pyvis.network import Network  # type: ignore[import-untyped]

    network = Network(directed=True)
    network.options = options  # its set_options() takes the spaces out of font names
    for box in picture.boxes:
        network.add_node(
            box.node,
            label=box.text,
            group=f"{box.role}:{box.state}",
            x=box.x,
            y=box.y,
        )
    for start, end, kind in picture.lines:
        network.add_edge(start, end, kind=kind)
    nodes, edges, _, _, _, given = network.get_network_data()
    for node in nodes:
        del node["shape"]  # its group says it
    return {
        "options": json.loads(given),
        "strokes": style.strokes(),
        "fills": style.FILLS,
        "sizes": {role: (box.width, box.height) for role, box in BOXES.items()},
        "texts": texts([resource(name) for name in SCRIPTS]),
        "nodes": nodes,
        "edges": edges,
    }


def _vis_network() -> str:
    return files("pyvis").joinpath(VIS).read_text(encoding="utf-8")
