"""The indicators of the report: one table each, in words and in the unit of each figure."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from graph.language import say
from graph.output.columns import label_of
from graph.pages.report_cells import Cell, Row

if TYPE_CHECKING:
    from graph.figures.unit import Unit

MOST_ROWS = 300  # of an indicator; the rest is for the workbook that `shequ gaps` writes
_KEYS = ("category", "level", "period", "organization")


def indicators(figures: list[Row]) -> list[dict[str, Any]]:
    """One table an indicator, with the columns that any of its figures has."""
    from graph.indicator import all_indicators

    tables = []
    for indicator in all_indicators():
        mine = [row for row in figures if row["indicator"] == indicator.slug]
        keys = [key for key in _KEYS if any(row[key] is not None for row in mine)]
        codes = indicator.codes()
        tables.append(
            {
                "indicator": indicator,
                "columns": [_heading(key) for key in ("figure", *keys)],
                "rows": [
                    [
                        *(_text(_named(row, key), codes) for key in ("figure", *keys)),
                        _quantity(row, indicator.unit(row["figure"])),
                    ]
                    for row in mine[:MOST_ROWS]
                ],
                "more": max(0, len(mine) - MOST_ROWS),
            }
        )
    return tables


def _heading(key: str) -> str:
    """As in the tables of `shequ gaps`; one column says here for what place or level."""
    return say("pages_report_level") if key == "level" else label_of(key)


def _text(value: object, codes: dict[str, str]) -> Cell:
    return Cell("" if value is None else codes.get(str(value), str(value)))


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
        text = say(f"figures_{row['qualifier']}", value=text)
    return Cell(text, value)
