"""The figures of the indicators as rows, plain for programs and in words for people."""

from __future__ import annotations

from collections.abc import Sequence

from graph.output import Sheet, columns_of
from graph.output.values import per_cent

Figures = Sequence[dict[str, object]]

KEYS = (
    "indicator",
    "title",
    "figure",
    "category",
    "value",
    "qualifier",
    "level",
    "period",
    "subdistrict",
    "community_code",
    "community",
    "organization",
    "organization_id",
)
_FOR_PEOPLE = ("title", "figure", "category", "value", "qualifier", "level", "period")
_PLACES = ("subdistrict", "community", "organization")


def plain_figures(figures: Figures, title: str, notes: Sequence[str]) -> Sheet:
    """The figures with English keys and codes."""
    rows = [tuple(figure[key] for key in KEYS) for figure in figures]
    return Sheet(title, columns_of(KEYS), rows, notes)


def figures_sheet(
    figures: Figures, title: str, notes: Sequence[str], *, brief: bool = False
) -> Sheet:
    """The figures in words: what each counts, and shares in per cent.

    An indicator names its own figures and categories, so that one code may have two names here.
    Columns that no figure fills are left out, and with `brief` those of single organizations.
    """
    from graph.indicator import indicator

    names = {slug: indicator(slug).codes() for slug in {str(each["indicator"]) for each in figures}}
    keys = _FOR_PEOPLE if brief else (*_FOR_PEOPLE, *_PLACES)
    rows = []
    for figure in figures:
        codes = names[str(figure["indicator"])]
        row = dict(figure)
        for key in ("figure", "category"):
            row[key] = codes.get(str(figure[key]), figure[key])
        if str(figure["figure"]).endswith("share") and isinstance(figure["value"], int | float):
            row["value"] = per_cent(figure["value"])
        if figure["qualifier"] == "exact":
            row["qualifier"] = None
        rows.append(row)
    filled = [key for key in keys if any(row[key] is not None for row in rows)]
    return Sheet(
        title, columns_of(filled), [tuple(row[key] for key in filled) for row in rows], notes
    )
