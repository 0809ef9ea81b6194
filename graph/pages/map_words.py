"""What the map page says in words: counts, a row for every community, what there is to tell."""

from __future__ import annotations

from collections import Counter
from typing import Any

from graph.language import language, say
from graph.pages.boundaries import Boundaries
from graph.pages.content import Content
from graph.pages.coverage import Coverage
from graph.pages.full_name import full_name
from graph.pages.map_outlines import Outline
from graph.pages.map_points import KINDS, STATES, Placed


def words(
    content: Content,
    placed: Placed,
    coverage: Coverage,
    around: dict[int, Outline],
) -> dict[str, Any]:
    """What the template writes: the counts of states and kinds, and a row for every community."""
    states: Counter[str] = Counter(coverage.state[node] for node in placed.nodes)
    kinds = Counter(content.label[node] for node in placed.nodes)
    labels = content.model.labels
    points = placed.within()
    rows: list[dict[str, Any]] = []
    order: list[int | None] = [*content.of("Community")]
    if None in points or None in placed.without:
        order.append(None)
    for number, node in enumerate(order):
        absent = Counter(content.label[thing] for thing in placed.without.get(node, ()))
        rows.append(
            {
                "number": number if node is not None else -1,
                "node": node,
                "name": say("pages_no_place") if node is None else content.name[node],
                "above": None if node is None else content.subdistrict(node),
                "subdistrict": "" if node is None else content.subdistrict_title(node),
                "points": len(points.get(node, ())),
                "without": [absent[kind] for kind in KINDS],
                "outline": "none" if node is None else around[node].source,
            }
        )
    subdistricts: dict[int | None, list[dict[str, Any]]] = {}
    for row in rows:
        if row["node"] is not None:
            subdistricts.setdefault(row["above"], []).append(row)
    titles = [labels[kind].en if language() == "en" else labels[kind].zh for kind in KINDS]
    sources = {row["outline"] for row in rows} - {"none"}
    return {
        "states": [
            (STATES.index(state), state, states[state]) for state in STATES if states[state]
        ],
        "kinds": [
            (number, titles[number], kinds[kind])
            for number, kind in enumerate(KINDS)
            if kinds[kind] and kind != "ServiceCentre"  # its mark switches it
        ],
        "placeable": titles,
        "outline_kinds": "both" if len(sources) == 2 else "".join(sources) or "none",
        "rows": rows,
        "subdistricts": subdistricts,
        "shown": len(placed.nodes),
        "without": sum(map(len, placed.without.values())),
    }


def told(content: Content, placed: Placed, given: Boundaries, *, stated: bool) -> list[str]:
    """What a reader must know of the boundaries and of points that stand apart."""
    notes = []
    if given.unmatched:
        notes.append(
            say(
                "map_unmatched",
                count=len(given.unmatched),
                features=_some(given.unmatched),
            )
        )
    if stated and given.without:
        notes.append(
            say("map_without_boundary", count=len(given.without), names=_some(given.without))
        )
    if given.several:
        notes.append(
            say("map_several_features", count=len(given.several), names=_some(given.several))
        )
    if placed.far:
        names = [full_name(content, node) for node in sorted(placed.far)]
        notes.append(say("map_far", count=len(names), names=_some(names)))
    return notes


def _some(names: list[str], most: int = 10) -> str:
    rest = len(names) - most
    return say("output_list_separator").join(names[:most]) + (
        say("map_and_more", count=rest) if rest > 0 else ""
    )
