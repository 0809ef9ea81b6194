"""`shequ view map`: buildings, estates and service centres where they stand, by coverage.

The points, and all that the first frame needs, are unpacked first; the facts behind them, the same
as on the network page, come after it. The page projects nothing: it is given units of Web Mercator.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from graph.errors import UsageError
from graph.language import say
from graph.pages import style
from graph.pages.boundaries import Boundaries, read_boundaries, read_features
from graph.pages.content import Content
from graph.pages.coverage import MOST, MUCH, Coverage, assess
from graph.pages.map_outlines import Outline, outlines
from graph.pages.map_points import EQUATOR, KINDS, STATES, WORLD, columns, place, steps
from graph.pages.map_tiles import Tiles
from graph.pages.map_words import told, words
from graph.pages.page import in_script, packed, render, resource, save, texts
from graph.pages.pictures import Atlas, Gathered
from graph.pages.records import records
from graph.pages.territory import narrowest, survey, tops
from graph.tables import scan_table

if TYPE_CHECKING:
    from graph.folder import GraphFolder
    from graph.pages.findings import Findings

SCRIPTS = (
    "inflate.js", "shared.js", "page.js", "panel.js", "search.js",
    "map_points.js", "map_marks.js", "map_draw.js", "map_tiles.js", "map_where.js", "map_lists.js",
    "map_save.js", "map.js",
)  # fmt: skip


def check(folder: GraphFolder, boundaries: Path | None) -> None:
    """Raise UsageError where there can be no map, before the work that would fill it."""
    import polars as pl

    placed = pl.concat(
        scan_table(folder.nodes(kind)).select("longitude", "latitude") for kind in KINDS
    )
    if placed.drop_nulls().head(1).collect().is_empty():
        raise UsageError("map_no_coordinates")
    if boundaries is not None:
        read_features(boundaries)


def write(
    folder: GraphFolder,
    path: Path,
    *,
    community: str | None = None,
    subdistrict: str | None = None,
    boundaries: Path | None = None,
    tiles: Tiles | None = None,
) -> list[str]:
    """Write the map of a graph, or of one community or subdistrict (name or code) of it.

    Returns what there is to tell (boundaries that are nobody's, communities without). Raises
    UsageError where there is no such place, no coordinate at all, or the boundaries are wrong;
    EngineError.
    """
    from graph.pages.findings import find

    check(folder, boundaries)
    found = find(folder, community=community, subdistrict=subdistrict)
    return write_found(folder, path, found, boundaries=boundaries, tiles=tiles)


def write_found(
    folder: GraphFolder,
    path: Path,
    findings: Findings,
    *,
    boundaries: Path | None = None,
    tiles: Tiles | None = None,
    report: str | None = None,
) -> list[str]:
    """Write the page of what was found in the graph of a folder; what there is to tell.

    `report` is the address of a report of the same graph, relative to this page, which links to it.
    """
    from graph.pages.content import read_content

    content = read_content(folder, findings.area)
    territory = survey(content)
    placed = place(content, territory)
    given = Boundaries() if boundaries is None else read_boundaries(boundaries, content)
    coverage = assess(content, territory, findings)
    around = outlines(content, placed, given.polygons)
    atlas = Atlas(content, territory, coverage)
    atlas.opening = _opening(atlas)
    place_name = atlas.name(atlas.opening)
    title = say("pages_of_place", title=say("map_title"), place=place_name)
    notes = told(content, placed, given, stated=boundaries is not None)
    places = content.of("Community")
    scripts = [resource(name) for name in SCRIPTS]
    html = render(
        "map.html",
        scripts=scripts,
        styles=[resource("base.css"), resource("panel.css"), resource("map.css")],
        images="" if tiles is None else tiles.origin,
        title=title,
        date=folder.manifest["date"],
        opening=in_script(
            {
                "texts": texts(scripts),
                "fills": style.FILLS,
                "states": list(STATES),
                "world": WORLD,
                "equator": EQUATOR,
                "marks": style.MARKS,
                "shares": {"much": MUCH, "most": MOST},
                "tiles": None if tiles is None else tiles.address,
                "report": report,
            }
        ),
        points=packed(
            columns(placed, coverage, content, places)
            | {"places": [_place(content, coverage, node, around[node]) for node in places]}
        ),
        packed=packed(records(atlas, findings)),
        **words(content, placed, coverage, around),
        notes=notes,
        fills=style.FILLS,
        marks=style.MARKS,
        tiles=tiles,
    )
    save(path, html)
    return notes


def _opening(atlas: Atlas) -> int:
    """What the panel speaks of as the page opens: a place that holds all, or the whole graph."""
    highest = tops(atlas.content, atlas.territory)
    found = narrowest(atlas.territory, highest)
    if found is not None:
        return found
    atlas.gathered.append(Gathered(say("pages_whole_graph"), tuple(highest)))
    return len(atlas.content.name)


def _place(content: Content, coverage: Coverage, node: int, outline: Outline) -> dict[str, Any]:
    tally = coverage.tally[node]
    above = content.subdistrict(node)
    return {
        "node": node,
        "name": content.name[node],
        "above": -1 if above is None else above,
        "subdistrict": content.subdistrict_title(node),
        "tally": [tally.gaps, tally.known],
        "given": outline.source == "given",
        "rings": [[steps(x for x, _ in ring), steps(y for _, y in ring)] for ring in outline.rings],
    }
