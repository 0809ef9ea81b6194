"""What the tables of the report are made of: cells, and the parts that a bar shows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from graph.language import say
from graph.output.values import per_cent

Row = dict[str, Any]
Parts = tuple[int, int, int]


@dataclass(frozen=True)
class Cell:
    """What a cell shows, what it is sorted by, and where it leads.

    `parts` are covered, gaps and unknown, which a bar shows. `slug` and `place` are the list that
    holds what the figure counts; `note` is said below the text, in small letters.
    """

    text: str
    sort: float | str | None = None
    parts: Parts | None = None
    alarming: bool = False
    slug: str | None = None
    place: str | None = None
    note: str | None = None

    @property
    def bar(self) -> str | None:
        """The classes of its bar: where the covered part and the gaps end, in per cent."""
        return None if self.parts is None else bar(self.parts)


def bar(parts: Parts) -> str:
    """The two classes of a bar; a part that is there at all is never too small to be seen."""
    covered, gaps, unknown = parts
    total = sum(parts)
    if not total:
        return "c0 e0"
    first = round(100 * covered / total)
    last = round(100 * (covered + gaps) / total)
    if covered:
        first = max(first, 1)
    if unknown:
        last = min(last, 99)
    if gaps and last <= first:
        first = min(first, 98 if unknown else 99)
        last = first + 1
    return f"c{first} e{max(first, last)}"


def parts_of(row: Row) -> Parts | None:
    """Covered, gaps and unknown of a summary row; None where there is nothing to ask about."""
    if not row["of"]:
        return None
    return max(0, row["of"] - row["unknown"] - row["gaps"]), row["gaps"], row["unknown"]


def figures(row: Row) -> list[Cell]:
    """gaps, of, excluded, unknown, bar and rate of a summary row; the rate with its fraction."""
    rate = row["rate"]
    known = row["of"] - row["unknown"]
    fraction = f"{max(0, known - row['gaps']):,}/{known:,}"
    return [
        *(Cell(f"{row[key]:,}", row[key]) for key in ("gaps", "of", "excluded", "unknown")),
        Cell("", None, parts_of(row)),
        Cell("—") if rate is None else Cell(per_cent(rate), rate, note=fraction),
    ]


def share(row: Row | None, slug: str = "", place: str | None = None) -> Cell:
    """gaps/known of one question in one place, sorted by the share of the gaps."""
    if row is None or not (row["of"] or row["gaps"]):
        return Cell("—")
    has = row["gaps"] > 0
    known = row["of"] - row["unknown"]
    if known <= 0 and not has:
        return Cell(say("output_code_unknown"), None, parts_of(row))
    # a circle of superiors is a gap also where there is no dual management to ask about
    text = f"{row['gaps']:,}/{known:,}" if known else f"{row['gaps']:,}"
    sort = row["gaps"] / max(known, 1)
    return Cell(text, sort, parts_of(row), has, slug if has else None, place if has else None)
