"""The figures of the indicators as rows, plain for programs and in words for people."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from graph.output import Column, Destination, Sheet, columns_of, write

Figure = dict[str, object]
Figures = Sequence[Figure]

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
    "source",
)
_FOR_PEOPLE = (
    *("title", "figure", "category", "value", "qualifier", "level", "period"),
    *("subdistrict", "community", "organization", "source"),
)
_BRIEF = ("what", "quantity")
# A figure that only says how many did not state theirs is left out of a brief table where it is 0.
_INDENT = "  "
_NOT_STATED = "_not_stated"
# As many figures of single places or organizations an indicator may have in a brief table.
MOST = 10


def plain_figures(figures: Figures, title: str, notes: Sequence[str]) -> Sheet:
    """The figures with English keys and codes."""
    rows = [tuple(figure[key] for key in KEYS) for figure in figures]
    return Sheet(title, columns_of(KEYS), rows, notes)


def figures_sheet(
    figures: Figures, title: str, notes: Sequence[str], *, brief: bool = False
) -> Sheet:
    """The figures in words: what each counts, and shares in per cent.

    An indicator names its own figures and categories, so that one code may have two names here.
    Columns that no figure fills are left out. With `brief`, for a terminal: without what
    `left_out` counts, each title above its own.
    """
    keys: Sequence[str] = _BRIEF if brief else _FOR_PEOPLE
    rows = _brief(_whole(figures)) if brief else [_in_words(figure) for figure in figures]
    filled = [key for key in keys if any(row[key] is not None for row in rows)]
    cells = [tuple(row[key] for key in filled) for row in rows]
    return Sheet(title, [_column(key) for key in filled], cells, notes)


def write_brief(
    figures: Figures, title: str, notes: Sequence[str], destination: Destination
) -> None:
    """Write the brief table for a person, and below it what it leaves out."""
    write(figures_sheet(figures, title, notes, brief=True), destination)
    if (line := left_out(figures)) is not None:
        print(line)


def left_out(figures: Figures) -> str | None:
    """The line that says which figures a brief table doesn't have; None where it has them all."""
    from graph.language import say

    several = _several(figures)
    if not several:
        return None
    titles = {str(each["indicator"]): str(each["title"]) for each in figures}
    named = say("output_list_separator").join(titles[slug] for slug in several)
    return say("figures_left_out", count=several.total(), titles=named, most=MOST)


def _whole(figures: Figures) -> list[Figure]:
    several = _several(figures)
    return [
        figure
        for figure in figures
        if not _single(figure) or str(figure["indicator"]) not in several
    ]


def _several(figures: Figures) -> Counter[str]:
    """The indicators with many figures of single places or organizations, and how many."""
    single = Counter(str(figure["indicator"]) for figure in figures if _single(figure))
    return Counter({slug: count for slug, count in single.items() if count > MOST})


def _single(figure: Figure) -> bool:
    """Whether it is of a single place or organization."""
    keys = ("subdistrict", "community", "organization_id")
    return any(figure[key] is not None for key in keys)


def _in_words(figure: Figure) -> Figure:
    """The figure with names for its codes; what is exact needs no qualifier."""
    from graph.figures.unit import shown
    from graph.indicator import indicator

    asked = indicator(str(figure["indicator"]))
    codes = asked.codes()
    row = dict(figure)
    for key in ("figure", "category"):
        row[key] = codes.get(str(figure[key]), figure[key])
    value = figure["value"]
    if isinstance(value, int | float):
        row["value"] = shown(value, asked.unit(str(figure["figure"])))
    if figure["qualifier"] == "exact":
        row["qualifier"] = None
    return row


def _brief(figures: Figures) -> list[Figure]:
    """A line for each figure below the title of its indicator: what it is, of what, how much."""
    from graph.language import say

    rows: list[Figure] = []
    before: object = None
    for figure in figures:
        if str(figure["figure"]).endswith(_NOT_STATED) and figure["value"] == 0:
            continue
        if figure["indicator"] != before:
            before = figure["indicator"]
            rows.append({"what": figure["title"], "quantity": None})
        row = _in_words(figure)
        what = row["figure"]
        if row["category"] is not None:
            what = say("figures_of_category", figure=what, category=row["category"])
        if (of := _of(figure)) is not None:
            what = say("figures_of_place", figure=what, of=of)
        rows.append({"what": _INDENT + str(what), "quantity": _quantity(row)})
    return rows


def _quantity(row: Figure) -> str:
    """The value of a figure in words, with its qualifier."""
    from graph.language import say

    value = row["value"]
    text = f"{value:,}" if isinstance(value, int | float) else str(value)
    return text if row["qualifier"] is None else say(f"figures_{row['qualifier']}", value=text)


def _of(figure: Figure) -> str | None:
    """The place or organization that a figure is of, and its period."""
    from graph.language import say

    of = figure["organization"] or figure["community"] or figure["subdistrict"]
    if of is None and figure["level"] is not None:
        of = say(f"figures_level_{figure['level']}")
    both = [str(each) for each in (of, figure["period"]) if each is not None]
    return say("output_list_separator").join(both) or None


def _column(key: str) -> Column:
    from graph.figures.figure import LEVELS
    from graph.language import say

    if key in _BRIEF:
        return Column(key, given=say(f"figures_column_{key}"))
    if key == "level":
        names = {level: say(f"figures_level_{level}") for level in LEVELS}
        return Column(key, given_codes=names)
    return Column(key)
