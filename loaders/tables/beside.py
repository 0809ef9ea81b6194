"""Tables that stand side by side in a sheet, to a part of the sheet for each.

Where a column is empty from the header down another table may begin, and where a header starts
again (序号 a second time, or the same headers in the same order). Tables are told apart only where
each can be read and one table over all the columns would say less.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from loaders.tables.headers import SERIAL, HeaderBook, normal_header
from loaders.tables.heading import Heading, find_heading, head_rows
from loaders.tables.levels import Cells

if TYPE_CHECKING:
    import polars as pl


@dataclass(frozen=True, eq=False)
class Part:
    """The rows and columns of one table; `frame` as in `Sheet`, without empty rows.

    above: title rows that stand above it and belong to another part (the title over two tables
    side by side, or over the first of those below each other); they speak of it where it has no
    titles of its own.
    """

    frame: pl.DataFrame
    above: tuple[Cells, ...] = ()

    def head(self) -> list[Cells]:
        """The rows among which its header is."""
        return head_rows(row[1:] for row in self.frame.iter_rows())


def beside(part: Part, book: HeaderBook, hints: Sequence[str], *, whole_sheet: bool) -> list[Part]:
    """The tables side by side in a part, from left to right; the part itself where it is one.

    whole_sheet: there may be further tables below, so that only columns with nothing in the whole
    sheet divide it.
    """
    names = part.frame.columns[1:]
    cuts = dict.fromkeys(_gaps(names), False)
    if whole_sheet and not cuts:
        return [part]
    heading = find_heading(part.head(), book, hints)
    if not whole_sheet and heading is not None:
        cuts |= _empty(part.frame, heading) | _starting_again(heading, cuts)
    if not cuts:
        return [part]
    bounds = [0, *sorted(cuts), len(names)]
    sides: list[_Side] = []
    for first, end in pairwise(bounds):
        side = _side(part, names[first:end], book, hints, again=cuts.get(first, False))
        if sides and not side.again and not (side.stands and sides[-1].stands):
            columns = [*sides[-1].columns, *side.columns]
            side = _side(part, columns, book, hints, again=sides[-1].again)
            sides.pop()
        sides.append(side)
    known = sum(len(side.heading.fields) for side in sides if side.heading is not None)
    more = heading is None or known > len(heading.fields)
    if len(sides) == 1 or not sides[0].stands or not (more or any(s.again for s in sides)):
        return [part]
    above = part.above
    if heading is not None and heading.first > 0:
        above = tuple(part.head()[: heading.first])
    return [Part(side.frame, above) for side in sides]


@dataclass(frozen=True, eq=False)
class _Side:
    """Some columns of a part. again: a header starts again in the first of them."""

    columns: list[str]
    frame: pl.DataFrame
    heading: Heading | None
    again: bool

    @property
    def stands(self) -> bool:
        """Whether the columns are a table that can be read."""
        heading = self.heading
        return heading is not None and not heading.missing and len(heading.fields) >= 2


def _side(
    part: Part, columns: list[str], book: HeaderBook, hints: Sequence[str], *, again: bool
) -> _Side:
    import polars as pl

    frame = part.frame.select("row", *columns).filter(
        pl.any_horizontal(pl.col(columns).is_not_null())
    )
    return _Side(columns, frame, find_heading(Part(frame).head(), book, hints), again)


def _gaps(names: Sequence[str]) -> set[int]:
    """The places of columns before which the sheet has one with nothing in it."""
    indexes = [int(name[1:]) for name in names]
    return {n for n in range(1, len(indexes)) if indexes[n] - indexes[n - 1] > 1}


def _empty(frame: pl.DataFrame, heading: Heading) -> dict[int, bool]:
    """The places after columns that are empty from the header down."""
    below = frame.slice(heading.first)
    return {
        place + 1: False
        for place, name in enumerate(frame.columns[1:-1])
        if place > 0 and below[name].null_count() == below.height
    }


def _starting_again(heading: Heading, cuts: Mapping[int, bool]) -> dict[int, bool]:
    """The places at which the header of a table starts once more."""
    forms = [normal_header(text) if text is not None else None for text in heading.headers]
    found: dict[int, bool] = {}
    start = 0
    for place in range(1, len(forms)):
        again = forms[place] is not None and forms[start] == forms[place] != forms[place - 1]
        follows = forms[start + 1 : start + 2] == forms[place + 1 : place + 2] != [None]
        if again and (forms[place] in SERIAL or (follows and place > start + 1)):
            found[place] = True
            start = place
        elif place in cuts:
            start = place
    return found
