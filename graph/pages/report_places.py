"""The figures of the report: the three full coverages, and the questions by place."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from graph.language import say
from graph.pages.places import Places
from graph.pages.report_cells import Cell, Row, figures, share
from graph.question import COVERAGES, Question

# What the tables by place show first; a reader chooses others.
MAIN = (
    "uncovered-buildings",
    "estates-without-branch",
    "branches-outside-dual-management",
    "units-due-a-branch",
    "units-without-work-coverage",
    "buildings-without-leader",
)
MOST_SHOWN = 8  # columns beside each other: what a page of A4 and a small screen hold
_KEYS = ("gaps", "of", "unknown")


@dataclass(frozen=True)
class Place:
    """A line of a table by place: what it is called, where it leads, and its cells."""

    name: str
    key: str | None
    above: str | None
    cells: list[Cell]

    @property
    def bare(self) -> bool:
        """Whether none of the columns shown first has anything of it."""
        return all(cell.parts is None for cell in self.cells[: len(MAIN)])


def coverages(summary: list[Row], questions: dict[str, Question]) -> list[dict[str, Any]]:
    """A block for each of the three full coverages, and one for the other questions."""
    return [
        {
            "key": key or "other",
            "title": say(f"report_coverage_{key or 'other'}"),
            "note": say(f"report_coverage_{key or 'other'}_note"),
            "rows": [
                (row, questions[row["question"]], figures(row))
                for row in summary
                if questions[row["question"]].coverage == key
            ],
        }
        for key in (*COVERAGES, None)
    ]


def columns(summary: list[Row], questions: dict[str, Question]) -> list[dict[str, Any]]:
    """The questions as columns of the tables by place: the main ones, then coverage by coverage."""
    order = {slug: place for place, slug in enumerate(MAIN)}
    groups = {key: place for place, key in enumerate((*COVERAGES, None))}
    rows = [row for row in summary if questions[row["question"]].reads == "graph"]
    rows.sort(
        key=lambda row: (
            order.get(row["question"], len(order)),
            groups[questions[row["question"]].coverage],
        )
    )
    return [
        {
            "slug": row["question"],
            "title": row["title"],
            "coverage": questions[row["question"]].coverage or "other",
            "shown": row["question"] in order,
        }
        for row in rows
    ]


def with_something(rows: list[Row], slugs: list[str], places: Places) -> list[Row]:
    """Those of some questions; what is of no known place only where there is anything in it."""
    return [
        row
        for row in rows
        if row["question"] in slugs
        and (row["of"] or (places.community(row) or places.subdistrict(row)) is not None)
    ]


def by_community(rows: list[Row], slugs: list[str], places: Places) -> list[Place]:
    """A line a community, in the order of the codes; what is of none that is known comes last."""
    found: dict[tuple[str | None, str, str], dict[str, Row]] = defaultdict(dict)
    for row in rows:
        above = places.subdistrict(row)
        subdistrict = row["subdistrict"] or "" if above is None else places.title(above)
        community = places.community(row)
        name = row["community"] or "" if community is None else _name(places, community)
        _add(found[community, subdistrict, name], row)
    order = {community: number for number, community in enumerate(places.communities)}
    lines = []
    for (community, subdistrict, name), by_question in sorted(
        found.items(), key=lambda item: (order.get(item[0][0] or "", len(order)), item[0][1:])
    ):
        key = None if community is None else places.address(community)
        lines.append(
            Place(
                name or _nowhere(subdistrict),
                key,
                subdistrict or say("pages_without_subdistrict"),
                [share(by_question.get(slug), slug, key) for slug in slugs],
            )
        )
    return lines


def _name(places: Places, community: str) -> str:
    return str(places.communities[community]["name"] or "")


def _nowhere(subdistrict: str) -> str:
    """What a line without a community is called: of a subdistrict itself, or of no known place."""
    return say("report_no_community" if subdistrict else "pages_no_place")


def by_subdistrict(rows: list[Row], slugs: list[str], places: Places) -> list[Place]:
    """A line a subdistrict, in the order of the codes of their communities."""
    order = {community: number for number, community in enumerate(places.communities)}
    found: dict[tuple[str | None, str], dict[str, Row]] = {}
    for row in sorted(rows, key=lambda row: order.get(places.community(row) or "", len(order))):
        above = places.subdistrict(row)
        name = row["subdistrict"] or "" if above is None else places.title(above)
        _add(found.setdefault((above, name), {}), row)
    return [
        Place(
            name or say("pages_without_subdistrict"),
            key := None if above is None else places.address(above),
            None,
            [share(by_question.get(slug), slug, key) for slug in slugs],
        )
        for (above, name), by_question in found.items()
    ]


def whole(rows: list[Row], slugs: list[str]) -> list[Cell]:
    """The line under the tables: all places together."""
    sums: dict[str, Row] = {}
    for row in rows:
        _add(sums, row)
    return [share(sums.get(slug)) for slug in slugs]


def _add(sums: dict[str, Row], row: Row) -> None:
    into = sums.setdefault(row["question"], dict.fromkeys(_KEYS, 0))
    for key in _KEYS:
        into[key] += row[key]
