"""Pictures as Python makes them, for tests that need no browser."""

from __future__ import annotations

from typing import Any

from graph.pages.around import draw_around
from graph.pages.content import read_content
from graph.pages.coverage import assess
from graph.pages.drawing import draw
from graph.pages.findings import Findings, find
from graph.pages.pictures import BOXES, Atlas, Picture
from graph.pages.territory import survey


def atlas_of(folder: Any) -> Atlas:
    """All pictures of a graph."""
    return drawn(folder, find(folder, community=None, subdistrict=None))


def drawn(folder: Any, findings: Findings) -> Atlas:
    """All pictures of what was found."""
    content = read_content(folder, findings.area)
    territory = survey(content)
    return draw(content, territory, assess(content, territory, findings))


def around(folder: Any, findings: Findings, id_: str, hops: int) -> Atlas:
    """What is around a node, by what its id ends in."""
    content = read_content(folder, findings.area)
    coverage = assess(content, survey(content), findings)
    return draw_around(content, coverage, content.base + id_, hops)


def overlapping(picture: Picture) -> list[tuple[Any, Any]]:
    """Pairs of boxes that stand on each other."""
    boxes = [(box, BOXES[box.role]) for box in picture.boxes]
    return [
        (box, other)
        for number, (box, size) in enumerate(boxes)
        for other, its in boxes[:number]
        if abs(box.x - other.x) < (size.width + its.width) / 2 - 4
        and abs(box.y - other.y) < (size.height + its.height) / 2 - 4
    ]
