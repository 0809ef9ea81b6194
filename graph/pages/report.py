"""`shequ view report`: the figures, by place, with the lists under them, as a page to print.

What one reads first stands in the page as it is opened, also where scripts are blocked: the three
full coverages, the tables by place, the communities of a district, and the first rows of each list.
Whole lists, and the communities of a city, are packed; the page's script unpacks what is asked for.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from graph.language import say
from graph.output.columns import label_of
from graph.pages import report_communities, report_lists, report_places
from graph.pages.findings import Findings, Row, find
from graph.pages.page import in_script, packed, render, resource, save, texts
from graph.pages.places import read_places
from graph.pages.report_indicators import indicators
from graph.pages.report_tables import read_tables

if TYPE_CHECKING:
    from graph.folder import GraphFolder

_SCRIPTS = (
    "inflate.js", "shared.js",
    "report_base.js", "report_tables.js", "report_lists.js", "report_open.js",
)  # fmt: skip
_ROSTERED = ("file", "sheet", "roster", "read", "loaded", "rejected", "skipped")


def write(
    folder: GraphFolder,
    path: Path,
    *,
    community: str | None = None,
    subdistrict: str | None = None,
    network: str | None = None,
) -> None:
    """Write the report of a graph, or of one community or subdistrict (name or code) of it.

    `network` is the address of a network page of the same graph, relative to the report: its rows
    link to it. Raises UsageError where the graph has no such place, EngineError.
    """
    found = find(folder, community=community, subdistrict=subdistrict)
    write_found(folder, path, found, community=community, subdistrict=subdistrict, network=network)


def write_found(
    folder: GraphFolder,
    path: Path,
    found: Findings,
    *,
    community: str | None = None,
    subdistrict: str | None = None,
    network: str | None = None,
) -> None:
    """Write the report of what was found in the graph of a folder, or in one place of it."""
    from graph.question import all_questions

    place = community or subdistrict
    title = say("pages_report_title")
    if place is not None:
        title = say("pages_of_place", title=title, place=_place_name(found, community, subdistrict))
    questions = {question.slug: question for question in all_questions()}
    columns = report_places.columns(found.summary, questions)
    slugs = [column["slug"] for column in columns]
    places = read_places(folder)
    rows = report_places.with_something(found.by_community, slugs, places)
    sections = report_communities.sections(read_tables(folder, places), found, places)
    standing = len(sections) <= report_communities.STANDING
    lists = [
        report_lists.gap_list(questions[row["question"]], row, found.gaps[row["question"]], places)
        for row in found.summary
    ]
    date = str(folder.manifest["date"])
    scripts = [resource(name) for name in _SCRIPTS]
    html = render(
        "report.html",
        scripts=scripts,
        styles=[resource("base.css"), resource("report.css"), _style(len(columns), date)],
        title=title,
        date=date,
        rosters=_rosters(folder.manifest),
        account=_account(folder.manifest),
        coverages=report_places.coverages(found.summary, questions),
        columns=columns,
        rostered=[label_of(key) for key in _ROSTERED],
        most=report_places.MOST_SHOWN,
        by_subdistrict=report_places.by_subdistrict(rows, slugs, places),
        by_community=report_places.by_community(rows, slugs, places),
        whole=report_places.whole(rows, slugs),
        groups=_by_subdistrict(sections),
        standing=standing,
        one=len(sections) == 1,
        packed_sections="" if standing else packed(sections),
        indicators=indicators(found.indicators),
        lists=[{**each, "packed": each["packed"] and packed(each["packed"])} for each in lists],
        network=network,
        base=places.base,
        opening=in_script(
            {
                "network": network,
                "standing": standing,
                "base": places.base,
                "most": report_places.MOST_SHOWN,
                "texts": texts(scripts),
            }
        ),
    )
    save(path, html)


def _by_subdistrict(sections: list[dict[str, Any]]) -> list[tuple[str, list[dict[str, Any]]]]:
    """The sections of each subdistrict, in the order in which they first come."""
    groups: dict[str, list[dict[str, Any]]] = {}
    for section in sections:
        groups.setdefault(section["subdistrict"], []).append(section)
    return list(groups.items())


def _style(columns: int, date: str) -> str:
    """The rules that depend on the graph: widths of bars, hidden columns, the foot of a page."""
    rules = [f".c{n} {{ --c: {n}%; }} .e{n} {{ --e: {n}%; }}" for n in range(101)]
    for table, before in (("subdistricts", 1), ("communities", 2)):
        rules += [
            f".{table}:not(.k{n}) tr > :nth-child({n + before + 1}) {{ display: none; }}"
            for n in range(columns)
        ]
    foot = say("report_foot", date=date).replace("\\", "").replace('"', "'").replace("\n", " ")
    rules.append(
        '@media print { @page { @bottom-left { content: "' + foot + '"; font-size: 8pt; }'
        ' @bottom-right { content: counter(page) " / " counter(pages); font-size: 8pt; } } }'
    )
    return "\n".join(rules)


def _place_name(found: Findings, community: str | None, subdistrict: str | None) -> str:
    """The full name of the place that was asked for, perhaps by its code."""
    asked = community or subdistrict or ""
    if found.area is None:
        return asked
    names = {place[2 if community else 0] for place in found.area.communities} - {None}
    return say("output_list_separator").join(sorted(str(name) for name in names)) or asked


def _rosters(manifest: Mapping[str, Any]) -> list[Row]:
    """One row a sheet: what was read of it."""
    return [
        {"path": file["path"], "sheet": sheet["sheet"], "roster": sheet["roster"], **sheet["rows"]}
        for file in manifest["files"]
        for sheet in file["sheets"]
    ]


def _account(manifest: Mapping[str, Any]) -> str:
    rows = _rosters(manifest)
    keys = ("read", "loaded", "rejected", "skipped")
    sums = {key: f"{sum(row[key] for row in rows):,}" for key in keys}
    files = len({row["path"] for row in rows})
    return say("pages_report_of_rosters", files=files, **sums, **manifest["issues"])
