"""`shequ view report`: the figures, by place, with the lists under them, as a page to print.

Everything stands in the page as it is opened; its script only sorts tables.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from graph.language import say
from graph.output.values import per_cent
from graph.pages.findings import Findings, Row, find
from graph.pages.page import render, resource, save

if TYPE_CHECKING:
    from graph.figures.unit import Unit
    from graph.folder import GraphFolder
    from graph.question import Question

# The questions that the tables by place have a column of, as far as the graph has them.
MAIN = (
    "uncovered-buildings",
    "estates-without-branch",
    "incomplete-five-in-one",
    "branches-outside-dual-management",
    "units-due-a-branch",
    "units-without-ties",
)
MOST_ROWS = 300  # of a list; the rest is for the workbook that `shequ gaps` writes


@dataclass(frozen=True)
class Cell:
    """What a table shows, and what it is sorted by; `part` are covered, gap and unknown."""

    text: str
    sort: float | str | None = None
    part: tuple[int, int, int] | None = None
    alarming: bool = False


def write(
    folder: GraphFolder,
    path: Path,
    *,
    community: str | None = None,
    subdistrict: str | None = None,
) -> None:
    """Write the report of a graph, or of one community or subdistrict (name or code) of it.

    Raises UsageError where the graph has no such place, EngineError.
    """
    found = find(folder, community=community, subdistrict=subdistrict)
    write_found(folder, path, found, community=community, subdistrict=subdistrict)


def write_found(
    folder: GraphFolder,
    path: Path,
    found: Findings,
    *,
    community: str | None = None,
    subdistrict: str | None = None,
) -> None:
    """Write the report of what was found in the graph of a folder, or in one place of it."""
    from graph.question import all_questions

    place = community or subdistrict
    title = say("pages_report_title")
    if place is not None:
        title = say("pages_of_place", title=title, place=_place_name(found, community, subdistrict))
    questions = {question.slug: question for question in all_questions()}
    main = [row for slug in MAIN for row in found.summary if row["question"] == slug]
    slugs = [row["question"] for row in main]
    by_place = _by_place(found.by_community, slugs)
    html = render(
        "report.html",
        scripts=[resource("report.js")],
        styles=[resource("base.css"), resource("report.css")],
        title=title,
        date=folder.manifest["date"],
        rosters=_rosters(folder.manifest),
        account=_account(folder.manifest),
        summary=[(row, _figures(row)) for row in found.summary],
        main=main,
        by_subdistrict=_by_subdistrict(by_place, slugs),
        by_community=_by_community(by_place, slugs),
        indicators=_indicators(found.indicators),
        lists=[_list(questions[row["question"]], row, found) for row in found.summary],
    )
    save(path, html)


def _place_name(found: Findings, community: str | None, subdistrict: str | None) -> str:
    """The full name of the place that was asked for, perhaps by its code."""
    asked = community or subdistrict or ""
    if found.area is None:
        return asked
    names = {place[2 if community else 0] for place in found.area.communities} - {None}
    return "、".join(sorted(str(name) for name in names)) or asked


def _rosters(manifest: Mapping[str, Any]) -> list[Row]:
    """One row a sheet: what was read of it."""
    return [
        {"path": file["path"], "sheet": sheet["sheet"], "roster": sheet["roster"], **sheet["rows"]}
        for file in manifest["files"]
        for sheet in file["sheets"]
    ]


def _account(manifest: Mapping[str, Any]) -> str:
    rows = _rosters(manifest)
    sums = {key: sum(row[key] for row in rows) for key in ("read", "loaded", "rejected", "skipped")}
    files = len({row["path"] for row in rows})
    return say("pages_report_of_rosters", files=files, **sums, **manifest["issues"])


def _figures(row: Row) -> list[Cell]:
    """gaps, of, excluded, unknown, the bar and the rate of a summary row."""
    rate = row["rate"]
    return [
        *(Cell(f"{row[key]:,}", row[key]) for key in ("gaps", "of", "excluded", "unknown")),
        Cell("", None, _parts(row)),
        Cell("—" if rate is None else per_cent(rate), rate),
    ]


def _parts(row: Row) -> tuple[int, int, int] | None:
    if not row["of"]:
        return None
    covered = max(0, row["of"] - row["unknown"] - row["gaps"])
    return covered, row["gaps"], row["unknown"]


def _share(row: Row | None) -> Cell:
    """gaps/of of one place, sorted by the share of gaps."""
    if row is None or row["of"] <= row["unknown"]:
        return Cell("—")
    known = row["of"] - row["unknown"]
    return Cell(f"{row['gaps']}/{known}", row["gaps"] / known, _parts(row), row["gaps"] > 0)


def _by_place(rows: list[Row], slugs: list[str]) -> list[Row]:
    """Those of some questions; what is of no known place only where there is anything in it."""
    return [
        row
        for row in rows
        if row["question"] in slugs and (row["community_code"] is not None or row["of"])
    ]


def _by_community(rows: list[Row], slugs: list[str]) -> list[list[Cell]]:
    found: dict[tuple[str, ...], dict[str, Row]] = defaultdict(dict)
    for row in rows:
        place = (row["community_code"] or "~", row["subdistrict"] or "", row["community"] or "")
        found[place][row["question"]] = row
    return [
        [
            Cell(subdistrict or say("pages_report_no_subdistrict"), subdistrict),
            Cell(name or say("pages_report_no_place"), code),
            *(_share(by_question.get(slug)) for slug in slugs),
        ]
        for (code, subdistrict, name), by_question in sorted(found.items())
    ]


def _by_subdistrict(rows: list[Row], slugs: list[str]) -> list[list[Cell]]:
    found: dict[str, dict[str, Row]] = {}
    for row in sorted(rows, key=lambda row: row["community_code"] or "~"):
        sums = found.setdefault(row["subdistrict"] or "", {})
        into = sums.setdefault(row["question"], dict.fromkeys(("gaps", "of", "unknown"), 0))
        for key in into:
            into[key] += row[key]
    return [
        [
            Cell(name or say("pages_report_no_subdistrict"), number),
            *(_share(by_question.get(slug)) for slug in slugs),
        ]
        for number, (name, by_question) in enumerate(found.items())
    ]


def _list(question: Question, summary: Row, found: Findings) -> dict[str, Any]:
    """The gap list of one question: its columns, its rows, and how many are left out."""
    rows = found.gaps[question.slug]
    columns = [
        (column.key, str(column.title), column.codes())
        for column in question.columns
        if column.key == "source" or any(row[column.key] is not None for row in rows)
    ]
    return {
        "question": question,
        "count": say(
            "pages_report_count", **{k: summary[k] for k in ("gaps", "of", "excluded", "unknown")}
        ),
        "columns": [title for _, title, _ in columns],
        "rows": [
            [_value(row[key], codes) for key, _, codes in columns] for row in rows[:MOST_ROWS]
        ],
        "more": max(0, len(rows) - MOST_ROWS),
    }


def _value(value: object, codes: Mapping[str, str]) -> Cell:
    if value is None:
        return Cell("")
    if isinstance(value, bool):
        return Cell(say("output_code_yes" if value else "output_code_no"))
    if isinstance(value, int | float):
        return Cell(f"{value:,}" if isinstance(value, int) else f"{value:.4g}", value)
    text = str(value)
    if codes:
        text = say("output_list_separator").join(codes.get(one, one) for one in text.split("; "))
    return Cell(text)


def _indicators(figures: list[Row]) -> list[dict[str, Any]]:
    """One table an indicator, with the columns that any of its figures has."""
    from graph.indicator import all_indicators

    tables = []
    for indicator in all_indicators():
        mine = [row for row in figures if row["indicator"] == indicator.slug]
        keys = [
            key
            for key in ("category", "level", "period", "organization")
            if any(row[key] is not None for row in mine)
        ]
        codes = indicator.codes()
        tables.append(
            {
                "indicator": indicator,
                "columns": [say(f"pages_report_{key}") for key in ("figure", *keys)],
                "rows": [
                    [
                        *(_value(_named(row, key), codes) for key in ("figure", *keys)),
                        _quantity(row, indicator.unit(row["figure"])),
                    ]
                    for row in mine[:MOST_ROWS]
                ],
                "more": max(0, len(mine) - MOST_ROWS),
            }
        )
    return tables


def _named(row: Row, key: str) -> object:
    """A value of a figure; what it is stated for is the place by name, else the level."""
    if key != "level" or row["level"] is None:
        return row[key]
    return row["community"] or row["subdistrict"] or say(f"figures_level_{row['level']}")


def _quantity(row: Row, unit: Unit) -> Cell:
    from graph.figures.unit import shown

    value = row["value"]
    read = shown(value, unit)
    text = read if isinstance(read, str) else f"{read:,}"
    if row["qualifier"] in ("at_least", "about"):
        text = say(f"pages_report_{row['qualifier']}", value=text)
    return Cell(text, value)
