"""members-by-category: what rosters state of the three categories of members."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from graph.figures.counts import Sum, add, sums_of_counts
from graph.figures.figure import Figure, Part, of_a_quotient

_OWN = "relation_in_community"
_NOT_OWN = ("resident_unit", "living_here")
_ALL = (_OWN, *_NOT_OWN)


def members_by_category(parts: Iterable[Part], codes: Sequence[str]) -> Iterator[Figure]:
    """Each part is one count at a place; levels and periods are never added up.

    A category that a place leaves blank while it states another is unknown there: a sum with it is
    at least what is stated, and the place is left out of the shares.
    """
    given = list(parts)
    places: dict[tuple[str, str | None], dict[str, set[str]]] = defaultdict(
        lambda: defaultdict(set)
    )
    for part in given:
        places[part["level"], part["period"]][part["place_id"]].add(part["category"])
    whole = [
        part
        for part in given
        if len(places[part["level"], part["period"]][part["place_id"]]) == len(_ALL)
    ]
    of_whole = dict(sums_of_counts(whole))
    for key, sums in sums_of_counts(given):
        level, period = key
        stated = places[key].values()
        for category in sums:
            yield Figure("members", category, *_sum(sums, (category,), stated), level, period)
        yield Figure("members_in_all", None, *_sum(sums, _ALL, stated), level, period)
        if any(category in sums for category in _NOT_OWN):
            yield Figure("not_managed", None, *_sum(sums, _NOT_OWN, stated), level, period)
        if key in of_whole:
            left_out = any(len(found) < len(_ALL) for found in stated)
            for name, of, share, how in _shares(of_whole[key]):
                yield Figure(name, of, share, "about" if left_out else how, level, period)


def _sum(
    sums: Mapping[str, Sum], categories: Collection[str], stated: Iterable[Collection[str]]
) -> Sum:
    """The sum of categories; `stated` are the categories that each place states."""
    found = [sums[category] for category in categories if category in sums]
    if any(category not in each for each in stated for category in categories):
        found.append(Sum(0, "at_least"))
    return add(found)


def _shares(sums: Mapping[str, Sum]) -> Iterator[tuple[str, str | None, float, str]]:
    total = add(sums.values())
    if total.value:
        how = of_a_quotient(total.qualifier)
        for category, found in sums.items():
            yield "share", category, found.value / total.value, how
        away = add(sums[category] for category in _NOT_OWN)
        yield "not_managed_share", None, away.value / total.value, how
