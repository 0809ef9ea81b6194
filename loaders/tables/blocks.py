"""A sheet with several tables, below or beside each other, to the part that each stands in.

Only what plainly is another table is one: a header of its own, and a kind that can be read. A
header that is printed again on every page begins no table, unless another title stands above it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from loaders.tables.beside import Part, beside
from loaders.tables.headers import HeaderBook, is_person_level, is_personal, normal_header
from loaders.tables.heading import find_heading
from loaders.tables.levels import Cells, is_title_like
from loaders.tables.rows import is_signature, is_total, unpaged
from loaders.tables.scan import header_rows, titled_rows

if TYPE_CHECKING:
    import polars as pl

#: More tables than this are not told apart in one sheet.
MOST_TABLES = 1_000
_MOST_TITLES = 12

_TITLE = re.compile(
    r"(?:表|册|台账|清单|统计|情况|一览|明细|目录|汇总|名单)(?:[(（].*[)）])?$|^附件|^[一二三四五六七八九十]+、"
    r"|^[(（]?(?:\d{1,2}|[一二三四五六七八九十]+)[)）、.]|[:：]"
)


def parts(frame: pl.DataFrame, book: HeaderBook, hints: Sequence[str]) -> list[Part]:
    """The parts of a sheet's frame, each a table; one where it is one table."""
    sides = beside(Part(frame), book, hints, whole_sheet=True)
    return [part for side in sides for part in _below(side, book, hints)]


def _below(part: Part, book: HeaderBook, hints: Sequence[str]) -> list[Part]:
    """The tables of a part that stand below each other, each divided where it is several."""
    starts = _starts(part.frame, book, hints)
    bounds = [*([0] if starts[0] > 0 else []), *starts, part.frame.height]
    found: list[Part] = []
    above = part.above
    for first, end in pairwise(bounds):
        piece = part
        if len(bounds) > 2:
            piece = Part(_used_columns(part.frame.slice(first, end - first)), above)
            above = _titles_of(piece, book, hints) or above
        sides = beside(piece, book, hints, whole_sheet=False)
        if len(sides) == 1:
            found.append(piece)
        else:
            found += [inner for side in sides for inner in _below(side, book, hints)]
    return found


def _titles_of(part: Part, book: HeaderBook, hints: Sequence[str]) -> tuple[Cells, ...]:
    rows = part.head()
    heading = find_heading(rows, book, hints)
    return tuple(rows[: heading.first]) if heading is not None else ()


def _used_columns(frame: pl.DataFrame) -> pl.DataFrame:
    return frame.select(c for c in frame.iter_columns() if c.null_count() < len(c))


def _starts(frame: pl.DataFrame, book: HeaderBook, hints: Sequence[str]) -> list[int]:
    """Where the tables of a frame begin; 0 is left out where an unknown table stands above."""
    sheet = _Rows(frame)
    starts: list[int] = []
    current: list[Cells] = []
    titles: set[str] = set()
    floor = 0
    places = {*header_rows(frame, book), *(p for p in titled_rows(frame) if p > 1)}
    runs = _runs(sorted(places), sheet.number)
    for (first, last), (after, _) in pairwise([*runs, (frame.height, frame.height)]):
        rows = [sheet.cells(place) for place in range(first, last + 1)]
        again = any(_same(rows[0], row) for row in current)
        begin = sheet.titles_from(first, floor, again=again)
        own = _said(sheet.cells(place) for place in range(begin, first))
        if again:
            if own <= titles:
                continue
        elif current:
            apart = begin < first or sheet.number(first) - sheet.number(first - 1) > 1
            if not (apart or _is_known(sheet.cells_between(first, after), book, hints)):
                continue
        if not starts:
            starts.append(begin if sheet.has_records(begin) else 0)
        else:
            starts.append(begin)
        if len(starts) >= MOST_TABLES:
            break
        current, titles, floor = rows, own, last + 1
    return starts or [0]


def _runs(places: Sequence[int], number: Callable[[int], int]) -> list[tuple[int, int]]:
    """First and last of the rows that stand right below each other: one header of several rows."""
    runs: list[tuple[int, int]] = []
    for place in places:
        if runs and runs[-1][1] == place - 1 and number(place) == number(place - 1) + 1:
            runs[-1] = (runs[-1][0], place)
        else:
            runs.append((place, place))
    return runs


def _same(row: Cells, header: Cells) -> bool:
    """Whether a row is a header that has been there, printed once more."""
    pairs = [(cell, other) for cell, other in zip(row, header, strict=True) if cell is not None]
    same = sum(normal_header(cell or "") == normal_header(other or "") for cell, other in pairs)
    return same >= 2 and same * 10 >= len(pairs) * 8


def _is_known(rows: Sequence[Cells], book: HeaderBook, hints: Sequence[str]) -> bool:
    """Whether a row among records is a header for certain: of a kind, or of a table of persons."""
    forms = {normal_header(cell) for cell in rows[0] if cell is not None}
    if is_person_level(forms) or sum(map(is_personal, forms)) >= 2:
        return True
    heading = find_heading(rows, book, hints)
    return (
        heading is not None
        and heading.first == 0
        and not heading.missing
        and len(heading.fields) >= 2
        and heading.share >= 0.6
    )


def _said(rows: Iterable[Cells]) -> set[str]:
    """What titles say, without the numbers of pages."""
    return {said for row in rows for c in row if c is not None and (said := unpaged(c))}


class _Rows:
    """The rows of a frame by place, read when they are asked for."""

    def __init__(self, frame: pl.DataFrame) -> None:
        self._frame = frame
        self._numbers = frame["row"]
        self._columns = len(frame.columns) - 1

    def cells(self, place: int) -> Cells:
        return self._frame.row(place)[1:]

    def cells_between(self, first: int, end: int) -> list[Cells]:
        """As many rows as a header may have, up to the next header."""
        return [row[1:] for row in self._frame.slice(first, min(3, end - first)).iter_rows()]

    def number(self, place: int) -> int:
        return int(self._numbers[place])

    def titles_from(self, header: int, floor: int, *, again: bool) -> int:
        """Where the titles right above a header begin; none is above floor.

        again: the same header has been there, so that a text alone above it is no record.
        """
        begin = header
        for place in range(header - 1, max(floor, header - _MOST_TITLES) - 1, -1):
            cells = self.cells(place)
            texts = {cell for cell in cells if cell is not None}
            if not is_title_like(cells) or is_total(cells, None) or is_signature(cells):
                break
            gap_below = self.number(place + 1) - self.number(place) > 1
            if gap_below and begin == place + 1 and self._is_plainly_title(begin):
                break
            apart = place == 0 or self.number(place) - self.number(place - 1) > 1
            lone = len(texts) == 1 and (again or self._columns >= 3)
            beneath = lone and place == header - 1
            if apart or beneath or self._is_plainly_title(place):
                begin = place
        return begin

    def _is_plainly_title(self, place: int) -> bool:
        cells = [cell for cell in self.cells(place) if cell is not None]
        merged = len(cells) >= 3 and len(set(cells)) == 1
        return merged or any(_TITLE.search(cell) for cell in cells)

    def has_records(self, end: int) -> bool:
        """Whether the rows above are an unknown table rather than titles."""
        said = 0
        for row in self._frame.head(min(end, 200)).iter_rows():
            texts = {cell for cell in row[1:] if cell is not None}
            said += len(texts) >= 3 and not any(":" in t or "：" in t for t in texts)
        return said >= 2
