"""Headers of one to three rows: which rows may be one header, and what each column says by them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import groupby, pairwise

from loaders.tables.headers import normal_header

#: So many rows may be one header.
MOST_ROWS = 3

Cells = Sequence[str | None]
Path = tuple[str, ...]

_WHOLE = frozenset({"小计", "合计", "总计", "总数", "计", "总人数", "人数"})

# Into what a figure is divided so that its parts make up the whole.
_DIVIDED = (
    frozenset({"男", "女"}),
    frozenset({"男性", "女性"}),
    frozenset({"正式", "预备"}),
    frozenset({"正式党员", "预备党员"}),
)


@dataclass(frozen=True)
class HeaderRow:
    """A possible header, by column.

    headers: the texts joined with "/". forms: the fullest first, as `forms_of` gives them. sums: as
    `group_sums` gives them.
    """

    first: int
    last: int
    headers: tuple[str | None, ...]
    forms: tuple[tuple[str, ...], ...]
    sums: tuple[tuple[str, tuple[int, ...]], ...]


def is_title_like(row: Cells) -> bool:
    """Whether a row has one text alone (a cell, or merged), or only labelled ones: 填报单位：…"""
    texts = {cell for cell in row if cell is not None}
    return len(texts) == 1 or all(":" in text or "：" in text for text in texts)


def candidates(rows: Sequence[Cells], within: int) -> Iterator[HeaderRow]:
    """Each of the first rows alone, and joined with the one or two below it.

    A row that plainly goes on in the next is no header by itself: under 党员数 may stand 正式.
    within: so many rows that are no titles are tried.
    """
    goes_on = [*(_goes_on(upper, lower) for upper, lower in pairwise(rows)), False]
    thrice = [
        goes_on[place] and place + 2 < len(rows) and _goes_on_again(*rows[place : place + 3])
        for place in range(len(rows))
    ]
    left = within
    for place, row in enumerate(rows):
        left -= not is_title_like(row)
        if left < 0:
            return
        if thrice[place]:
            yield _joined(place, rows[place : place + 3])
        elif place and thrice[place - 1]:
            continue
        elif goes_on[place]:
            yield _joined(place, rows[place : place + 2])
        elif not (place and goes_on[place - 1]):
            yield _joined(place, [row])
            if place + 1 < len(rows) and not goes_on[place + 1]:
                yield _joined(place, rows[place : place + 2])


def _goes_on(upper: Cells, lower: Cells) -> bool:
    """Whether two rows are one header: cells merged downwards, or, in CSV, left empty below."""
    pairs = list(zip(upper, lower, strict=True))
    if sum(top is not None and top == bottom for top, bottom in pairs) >= 2:
        return True
    below = [bottom for _, bottom in pairs if bottom is not None]
    return (
        len(below) >= 2
        and pairs[0][1] is None
        and sum(top is not None and bottom is None for top, bottom in pairs) >= 2
        and any(top is None and bottom is not None for top, bottom in pairs)
        and not any(any(map(str.isdigit, bottom)) for bottom in below)
    )


def _goes_on_again(upper: Cells, middle: Cells, lower: Cells) -> bool:
    """Whether two rows that are one header go on in a third: 党员数, 正式 and 预备, 男 and 女."""
    columns = list(zip(upper, middle, lower, strict=True))
    divided = [low for _, mid, low in columns if low is not None and low != mid]
    merged = sum(top is not None and top == mid == low for top, mid, low in columns)
    empty = sum(top is not None and mid is None and low is None for top, mid, low in columns)
    return (
        len(divided) >= 2
        and any(mid is not None and mid != top for top, mid, _ in columns)
        and not any(any(map(str.isdigit, text)) for text in divided)
        and (merged >= 2 or (empty >= 2 and columns[0][2] is None))
    )


def _joined(place: int, rows: Sequence[Cells]) -> HeaderRow:
    """Some rows as one header: 党员数 over 正式 and 预备 is 党员数/正式, 党员数/预备.

    A merged workbook repeats the upper cell; in CSV it stands over its first column alone, and
    goes on over the columns whose lower rows have cells.
    """
    paths: list[Path] = []
    over: list[str | None] = [None] * len(rows)
    for column in zip(*rows, strict=True):
        path: list[str] = []
        for level, cell in enumerate(column):
            if cell is not None:
                if cell != over[level]:
                    over[level + 1 :] = [None] * (len(rows) - level - 1)
                over[level] = cell
            below = any(lower is not None for lower in column[level + 1 :])
            text = over[level] if cell is None and below else cell
            if text is not None and (not path or path[-1] != text):
                path.append(text)
        paths.append(tuple(path))
    headers = tuple("/".join(path) if path else None for path in paths)
    return HeaderRow(
        first=place,
        last=place + len(rows) - 1,
        headers=headers,
        forms=tuple(map(forms_of, paths)),
        sums=tuple(group_sums(paths)) if len(rows) > 1 else (),
    )


@cache
def forms_of(path: Path) -> tuple[str, ...]:
    """The normal forms of a header of one or more rows, the fullest first.

    Of 党员数/正式/小计: itself, 党员数/正式, then the same without 党员数.
    """
    levels = [normal_header(text) for text in path]
    forms: list[str] = []
    for start in range(len(levels)):
        rest = levels[start:]
        forms.append("/".join(rest))
        if len(rest) > 1 and rest[-1] in _WHOLE:
            forms.append("/".join(rest[:-1]))
    return tuple(dict.fromkeys(forms))


def group_sums(paths: Sequence[Path]) -> Iterator[tuple[str, tuple[int, ...]]]:
    """The figures that a header divides (党员数 into 正式 and 预备, those into 男 and 女).

    paths: by column the texts of the header's rows from the top. Yields the normal forms of each
    such group with the columns that make it up, the innermost groups first.
    """
    deepest = max(map(len, paths), default=0)
    for depth in range(deepest - 1, 0, -1):
        deep = [place for place in range(len(paths)) if len(paths[place]) > depth]
        for prefix, group in groupby(deep, key=lambda place: paths[place][:depth]):
            made_up = _made_up(paths, list(group), depth)
            if made_up is not None and len(made_up) > 1:
                for form in forms_of(prefix):
                    yield form, made_up


def _made_up(paths: Sequence[Path], places: Sequence[int], depth: int) -> tuple[int, ...] | None:
    """The columns whose sum is the group of `places`; None where they don't make it up."""
    parts = {
        normal_header(text): list(group)
        for text, group in groupby(places, key=lambda place: paths[place][depth])
    }
    whole = [group[0] for text, group in parts.items() if text in _WHOLE and len(group) == 1]
    if depth > 1 and len(whole) == 1:
        return (whole[0],)
    if frozenset(parts) not in _DIVIDED:
        return None
    columns: list[int] = []
    for group in parts.values():
        inner = (
            tuple(group)
            if len(group) == 1 and len(paths[group[0]]) == depth + 1
            else _made_up(paths, group, depth + 1)
        )
        if inner is None:
            return None
        columns += inner
    return tuple(columns)
