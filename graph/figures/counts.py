"""Counts that rosters state: summed within a level and a period, never across."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from math import fsum
from typing import NamedTuple

from graph.figures.figure import Part, weakest, whole


class Sum(NamedTuple):
    """What counts come to, and how the result is qualified."""

    value: int | float
    qualifier: str


Stated = tuple[str, str | None]  # level and period


def sums_of_counts(parts: Iterable[Part]) -> Iterator[tuple[Stated, dict[str, Sum]]]:
    """The sum of each category, for each level and period in their order.

    Each part is a count at a place; one that is counted in several places of a level counts once.
    """
    stated: dict[Stated, dict[str, dict[str, Part]]] = defaultdict(lambda: defaultdict(dict))
    for part in parts:
        stated[part["level"], part["period"]][part["category"]][part["id"]] = part
    for key, categories in sorted(stated.items(), key=lambda item: (item[0][0], item[0][1] or "")):
        yield key, {name: _sum(categories[name].values()) for name in sorted(categories)}


def add(sums: Iterable[Sum]) -> Sum:
    """The sum of sums."""
    found = list(sums)
    return Sum(whole(fsum(each.value for each in found)), weakest(each.qualifier for each in found))


def _sum(parts: Iterable[Part]) -> Sum:
    return add(Sum(float(part["value"]), part["qualifier"] or "exact") for part in parts)
