"""Which row of a table is its header, and of which roster kind."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice
from operator import itemgetter
from typing import TYPE_CHECKING

from loaders.tables.headers import SERIAL, HeaderBook, is_personal, names_person
from loaders.tables.levels import (
    MOST_ROWS,
    Cells,
    HeaderRow,
    candidates,
    is_title_like,
)

if TYPE_CHECKING:
    import polars as pl

#: A header stands among the first rows that say more than a title does.
HEADER_WITHIN = 15
#: So many titles, at most, may stand above it.
_MOST_TITLES = 100


@dataclass(frozen=True)
class Nearest:
    """The roster kind that an unknown sheet comes nearest to.

    missing: the required fields that no header names. fields: those that are there. unknown:
    headers that the kind does not know, with the cells under them, where the row is plainly a
    header (else its cells may be anybody's data).
    """

    roster: str
    missing: frozenset[str]
    fields: frozenset[str]
    unknown: Mapping[str, pl.Series] = field(repr=False)


@dataclass(frozen=True)
class Heading:
    """A row, or some joined ones, read as the header of a roster kind.

    first, last: places of its rows within the table's frame. headers: as written, by column,
    joined ones with "/". fields: field → place of its column, the leftmost of several. places:
    place → field, the further columns of the same field too. rivals: other kinds that fit as well.
    sums: field → the columns into which its figures are divided (男 and 女). forms: by column, the
    normal forms of its header.
    """

    kind: str
    first: int
    last: int
    headers: tuple[str | None, ...]
    fields: dict[str, int]
    places: dict[int, str]
    missing: frozenset[str]
    rivals: tuple[str, ...] = ()
    sums: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    forms: tuple[tuple[str, ...], ...] = ()

    @property
    def share(self) -> float:
        """The share of the row's cells that the kind knows."""
        cells = sum(header is not None for header in self.headers)
        known = {*self.places, *(place for columns in self.sums.values() for place in columns)}
        return len(known) / cells if cells else 0.0


def head_rows(rows: Iterable[Cells]) -> list[Cells]:
    """The rows among which a header is looked for, and those that it may go on in.

    rows: those of a table. Titles don't count: a header may stand far down where nothing but titles
    is above it.
    """
    found: list[Cells] = []
    left = HEADER_WITHIN + MOST_ROWS
    for row in islice(rows, _MOST_TITLES + left):
        found.append(row)
        left -= not is_title_like(row)
        if left == 0:
            break
    return found


def find_heading(rows: Sequence[Cells], book: HeaderBook, hints: Sequence[str]) -> Heading | None:
    """The best reading of the first rows as a header; None where no header of any kind is there.

    rows: the first rows of a table, as `head_rows` gives them. hints: the sheet's name and the
    like, which decide between kinds that fit equally. The heading's `missing` is not empty where
    the table comes near a kind and lacks a column that this kind requires.
    """
    widest = max((sum(cell is not None for cell in row) for row in rows), default=0)
    ranked: list[tuple[tuple[bool, int, float, float, bool, int, int, int], Heading]] = []
    for row in candidates(rows, HEADER_WITHIN):
        if not any(form in book.sharers for forms in row.forms for form in forms):
            continue
        around = [*hints, *_cells_above(rows, row.first), *filter(None, row.headers)]
        title_rows = [above for above in rows[: row.first] if is_title_like(above)]
        over = [*hints, *_cells_above(title_rows, len(title_rows))]
        for kind, known in book.fields.items():
            is_told = book.is_told(kind, around)
            if kind in book.only_told and not is_told:
                continue
            heading = _reading(row, kind, known, book, is_told)
            enough = len(heading.fields) >= 2 or (widest <= 2 and not heading.missing)
            if not heading.fields or not enough:
                continue
            own = book.first_words[kind]
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
                        len(heading.fields) + len(heading.sums),
                        heading.share,
                        round(distinct, 6),
                        _is_named(book.titles.get(kind, ()), over),
                        sum(
                            not own.isdisjoint(row.forms[place])
                            for place in heading.fields.values()
                        ),
                        row.first - row.last,
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
    named = [heading for heading in equal if _is_named(book.titles.get(heading.kind, ()), titles)]
    firm = [heading for heading in equal if heading.kind not in book.yields]
    told = [h for h in firm if book.is_told(h.kind, [*titles, *filter(None, h.headers)])]
    chosen, *others = named or told or firm or equal
    if not named and not told:
        nearer = [h for _, h in sorted(ranked, key=itemgetter(0)) if _knows_more(h, chosen, book)]
        chosen, others = (nearer[-1], []) if nearer else (chosen, others)
    return _continued(_with_rivals(chosen, others), rows)


def _knows_more(heading: Heading, chosen: Heading, book: HeaderBook) -> bool:
    """Whether a header is nearer to a kind that it lacks a column of than to the chosen one.

    社区, 楼栋标识, 层数, 户数 has all that a roster of communities must have; but a roster of
    buildings knows those columns and more, and 楼栋标识 may be the one it lacks. That is a
    person's to say.
    """
    unknown = (
        place
        for place, header in enumerate(heading.headers)
        if header is not None
        and place not in heading.places
        and place not in chosen.places
        and not SERIAL & set(heading.forms[place])
        and not any(is_personal(form) or names_person(form) for form in heading.forms[place])
    )
    return (
        len(heading.missing) == 1
        and (heading.first, heading.last) == (chosen.first, chosen.last)
        and heading.kind not in book.yields
        and heading.places.keys() > chosen.places.keys()
        and any(True for _ in unknown)
    )


def _reading(
    row: HeaderRow, kind: str, known: dict[str, str], book: HeaderBook, told: bool
) -> Heading:
    fields: dict[str, int] = {}
    places: dict[int, str] = {}
    for place, forms in enumerate(row.forms):
        name = next((known[form] for form in forms if form in known), None)
        if name is not None:
            fields.setdefault(name, place)
            places[place] = name
    sums: dict[str, tuple[int, ...]] = {}
    for form, columns in row.sums:
        name = known.get(form)
        if name is not None and name not in {*fields, *sums} and places.keys().isdisjoint(columns):
            sums[name] = columns
    missing = book.lacks(kind, fields.keys(), told)
    return Heading(
        kind, row.first, row.last, row.headers, fields, places, missing, sums=sums, forms=row.forms
    )


def _cells_above(rows: Sequence[Cells], place: int) -> list[str]:
    return [cell for row in rows[:place] for cell in row if cell is not None]


def _is_named(words: Collection[str], texts: Sequence[str]) -> bool:
    return any(word in text for word in words for text in texts)


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
