"""ten-hundred-thousand: the four counters beside their targets."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from graph.figures.counts import Sum, sums_of_counts
from graph.figures.figure import Figure, Part


class _Value(NamedTuple):
    sum: Sum
    level: str | None = None
    period: str | None = None


# “十类”, “上百名”, “上千名”, “万名”
TARGETS = {
    "model_organizations": Sum(10, "exact"),
    "owners_committee_posts": Sum(100, "at_least"),
    "building_leader_posts": Sum(1_000, "at_least"),
    "new_volunteers": Sum(10_000, "about"),
}
_POSTS = ("owners_committee_posts", "building_leader_posts")


def ten_hundred_thousand(parts: Iterable[Part], codes: Sequence[str]) -> Iterator[Figure]:
    """Each part is a count that a roster states, or the post of a member or official.

    Nothing where there are no parts at all: a graph without rosters has no targets either.
    """
    posts: dict[str, set[str]] = {category: set() for category in _POSTS}
    counts: list[Part] = []
    for part in parts:
        if part["category"] in posts:
            posts[part["category"]].add(part["id"])
        else:
            counts.append(part)
    if not counts and not any(posts.values()):
        return
    values: dict[str, list[_Value]] = {category: [] for category in TARGETS}
    for category, found in posts.items():
        values[category].append(_Value(Sum(len(found), "exact")))
    for (level, period), sums in sums_of_counts(counts):
        for category, stated in sums.items():
            values[category].append(_Value(stated, level, period))
    for category, target in TARGETS.items():
        for each in values[category]:
            yield Figure("value", category, *each.sum, each.level, each.period)
        yield Figure("target", category, *target)
        for each in values[category]:
            share, how = each.sum.value / target.value, each.sum.qualifier
            yield Figure("share_of_target", category, share, how, each.level, each.period)
