"""What is made of the rows that a query returns: one row a thing, its lists and its ratios.

A row is a tuple: the state, then the values of the question's keys. A query leaves out the columns
that are ratios of others.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from graph.question import Question

Row = tuple[object, ...]
PLACE = slice(1, 4)  # in a row that still has its state


def columns_of_query(asked: Question) -> tuple[str, ...]:
    """What the query of a question returns: the state, and all keys but the ratios."""
    return ("state", *(key for key in asked.keys if key not in asked.ratios))


def with_room_for_ratios(found: Iterable[Row], asked: Question) -> list[Row]:
    """The rows of a query with a blank in each column that is a ratio."""
    given = {key: index for index, key in enumerate(columns_of_query(asked))}
    places = [given.get(key) for key in ("state", *asked.keys)]
    return [tuple(None if place is None else row[place] for place in places) for row in found]


def folded(long: Iterable[Row], asked: Question) -> list[Row]:
    """One row a thing and community: several values are joined, by their order, by `; `.

    The columns of a group are folded together, so that the ids stand in the order of their names.
    """
    at = {key: index for index, key in enumerate(asked.keys, 1)}
    groups = [[at[key] for key in group] for group in asked.fold]
    thing = [at[key] for key in asked.thing]
    first: dict[Row, Row] = {}
    several: dict[Row, list[set[Row]]] = defaultdict(lambda: [set() for _ in groups])
    for row in long:
        key = (*row[PLACE], *(row[index] for index in thing))
        first.setdefault(key, row)
        for group, values in zip(groups, several[key], strict=True):
            values.add(tuple(row[index] for index in group))
    made = []
    for key, row in first.items():
        cells = list(row)
        for group, values in zip(groups, several[key], strict=True):
            if len(values) > 1:
                in_order = sorted(values, key=nulls_last)
                for place, index in enumerate(group):
                    cells[index] = _joined(value[place] for value in in_order)
        made.append(tuple(cells))
    return made


def listed(found: Iterable[Row], asked: Question) -> list[Row]:
    """The columns that are lists, without the `; ` after the last item; empty is None."""
    places = [index for index, key in enumerate(asked.keys, 1) if key in asked.lists]
    made = []
    for row in found:
        cells = list(row)
        for index in places:
            cells[index] = str(cells[index] or "").removesuffix("; ") or None
        made.append(tuple(cells))
    return made


def with_ratios(found: Iterable[Row], asked: Question) -> list[Row]:
    """The columns that are ratios, each the quotient of its two; None where it has none."""
    at = {key: index for index, key in enumerate(asked.keys, 1)}
    made = []
    for row in found:
        cells = list(row)
        for key, (number, of) in asked.ratios.items():
            cells[at[key]] = _quotient(row[at[number]], row[at[of]])
        made.append(tuple(cells))
    return made


def nulls_last(values: Iterable[object]) -> tuple[tuple[bool, str], ...]:
    """A key that sorts blank values after all others."""
    return tuple((value is None, "" if value is None else str(value)) for value in values)


def _joined(values: Iterable[object]) -> str | None:
    """Values by `; `; a blank one keeps its place, so that names and ids stay side by side."""
    texts = ["" if value is None else str(value) for value in values]
    return "; ".join(texts) if any(texts) else None


def _quotient(number: object, of: object) -> float | None:
    if number is None or not of:
        return None
    # whole numbers come as int from every engine; the quotient is made here, so that it is the same
    return int(cast(int, number)) / int(cast(int, of))
