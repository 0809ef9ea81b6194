"""Which row of a sheet is its header, and of which roster kind."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from loaders.reading.headers import HeaderBook, normal_header

#: A header stands among the first rows that have anything in them.
HEADER_WITHIN = 15

Cells = Sequence[str | None]


@dataclass(frozen=True)
class Nearest:
    """The roster kind that an unknown sheet comes nearest to.

    missing: the required fields that no header names. unknown: headers that the kind does not
    know, where the row is plainly a header (else its cells may be anybody's data).
    """

    roster: str
    missing: frozenset[str]
    unknown: tuple[str, ...]


@dataclass(frozen=True)
class Heading:
    """A row, or two joined ones, read as the header of a roster kind.

    first, last: places of its rows within the sheet's frame. headers: as written, by column, two
    joined with "/". fields: field → place of its column, the leftmost of several. places: place →
    field, the further columns of the same field too. rivals: other kinds that fit as well.
    """

    kind: str
    first: int
    last: int
    headers: tuple[str | None, ...]
    fields: dict[str, int]
    places: dict[int, str]
    missing: frozenset[str]
    rivals: tuple[str, ...] = ()

    @property
    def share(self) -> float:
        """The share of the row's cells that the kind knows."""
        cells = sum(header is not None for header in self.headers)
        return len(self.places) / cells if cells else 0.0


@dataclass(frozen=True)
class _Row:
    """A possible header: by column its text, and its normal forms, the fullest first."""

    first: int
    last: int
    headers: tuple[str | None, ...]
    forms: tuple[tuple[str, ...], ...]


def find_heading(rows: Sequence[Cells], book: HeaderBook, hints: Sequence[str]) -> Heading | None:
    """The best reading of the first rows as a header; None where no header of any kind is there.

    rows: the first rows of a sheet, HEADER_WITHIN and some. hints: the sheet's name and the like,
    which decide between kinds that fit equally. The heading's `missing` is not empty where the
    sheet comes near a kind and lacks a column that this kind requires.
    """
    widest = max((sum(cell is not None for cell in row) for row in rows), default=0)
    ranked: list[tuple[tuple[bool, int, float, float, bool, int], Heading]] = []
    for row in _candidates(rows):
        for kind, known in book.fields.items():
            heading = _reading(row, kind, known, book)
            enough = len(heading.fields) >= 2 or (widest <= 2 and not heading.missing)
            if not heading.fields or not enough:
                continue
            distinct = sum(
                1 / book.sharers[form]
                for place in heading.fields.values()
                for form in row.forms[place]
                if form in known
            )
            ranked.append(
                (
                    (
                        not heading.missing,
                        len(heading.fields),
                        heading.share,
                        round(distinct, 6),
                        row.first == row.last,
                        -row.first,
                    ),
                    heading,
                )
            )
    if not ranked:
        return None
    best = max(rank for rank, _ in ranked)
    equal = [heading for rank, heading in ranked if rank == best]
    titles = [*hints, *_cells_above(rows, equal[0].first)]
    named = [heading for heading in equal if _is_named(book.titles.get(heading.kind), titles)]
    chosen, *others = named or equal
    return _continued(_with_rivals(chosen, others), rows)


def _candidates(rows: Sequence[Cells]) -> Iterator[_Row]:
    """Each of the first rows alone, and joined with the one below it.

    A row that plainly goes on in the next is no header by itself: under 党员数 may stand 正式.
    """
    goes_on = [*(_goes_on(upper, lower) for upper, lower in pairwise(rows)), False]
    for place, row in enumerate(rows[:HEADER_WITHIN]):
        if goes_on[place]:
            yield _joined(place, row, rows[place + 1])
        elif not (place and goes_on[place - 1]):
            yield _alone(place, row)
            if place + 1 < len(rows) and not goes_on[place + 1]:
                yield _joined(place, row, rows[place + 1])


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


def _alone(place: int, row: Cells) -> _Row:
    forms = tuple((normal_header(cell),) if cell is not None else () for cell in row)
    return _Row(place, place, tuple(row), forms)


def _joined(place: int, upper: Cells, lower: Cells) -> _Row:
    """Two rows as one header: 党员数 over 正式 and 预备 is 党员数/正式, 党员数/预备."""
    headers: list[str | None] = []
    forms: list[tuple[str, ...]] = []
    over: str | None = None
    for top, bottom in zip(upper, lower, strict=True):
        # Only a merged workbook repeats the upper cell; in CSV it stands over its first column.
        over = top if top is not None else over
        if bottom is None or bottom == top:
            headers.append(top)
            forms.append((normal_header(top),) if top is not None else ())
        elif over is None:
            headers.append(bottom)
            forms.append((normal_header(bottom),))
        else:
            headers.append(f"{over}/{bottom}")
            below = normal_header(bottom)
            forms.append((f"{normal_header(over)}/{below}", below))
    return _Row(place, place + 1, tuple(headers), tuple(forms))


def _reading(row: _Row, kind: str, known: dict[str, str], book: HeaderBook) -> Heading:
    fields: dict[str, int] = {}
    places: dict[int, str] = {}
    for place, forms in enumerate(row.forms):
        name = next((known[form] for form in forms if form in known), None)
        if name is not None:
            fields.setdefault(name, place)
            places[place] = name
    missing = book.required.get(kind, frozenset()) - fields.keys()
    return Heading(kind, row.first, row.last, row.headers, fields, places, missing)


def _cells_above(rows: Sequence[Cells], place: int) -> list[str]:
    return [cell for row in rows[:place] for cell in row if cell is not None]


def _is_named(title: str | None, texts: Sequence[str]) -> bool:
    return title is not None and any(title in text for text in texts)


def _with_rivals(chosen: Heading, others: Sequence[Heading]) -> Heading:
    rivals = tuple(other.kind for other in others if other.kind != chosen.kind)
    return replace(chosen, rivals=rivals)


def _continued(heading: Heading, rows: Sequence[Cells]) -> Heading:
    """Take in a second header row that adds no field: merged cells repeat the header in it."""
    last = heading.last
    header = rows[heading.first]
    while last + 1 < len(rows) and (
        sum(rows[last + 1][place] == header[place] is not None for place in heading.places) >= 2
    ):
        last += 1
    return replace(heading, last=last)
