"""members-by-category: what rosters state of the three categories of members."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from graph.figures.counts import add, sums_of_counts
from graph.figures.figure import Figure, Part, of_a_quotient

_OWN = "relation_in_community"


def members_by_category(parts: Iterable[Part], codes: Sequence[str]) -> Iterator[Figure]:
    """Each part is one count; levels and periods are never added up."""
    for (level, period), sums in sums_of_counts(parts):
        total = add(sums.values())
        away = add(found for category, found in sums.items() if category != _OWN)
        for category, found in sums.items():
            yield Figure("members", category, *found, level, period)
        yield Figure("members_in_all", None, *total, level, period)
        yield Figure("not_managed", None, *away, level, period)
        if total.value:
            share = of_a_quotient(total.qualifier)
            for category, found in sums.items():
                part = found.value / total.value
                yield Figure("share", category, part, share, level, period)
            part = away.value / total.value
            yield Figure("not_managed_share", None, part, share, level, period)
