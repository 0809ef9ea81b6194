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
    """Each part is a count that a roster states, or a post.

    A post's value is 1 where a member or official holds it, 0 where not, null where nobody says.
    Nothing where nothing is known at all: a graph without rosters has no targets either.
    """
    posts: dict[str, dict[str, Part]] = {category: {} for category in _POSTS}
    counts: list[Part] = []
    for part in parts:
        if part["category"] in posts:
            posts[part["category"]][part["id"]] = part
        else:
            counts.append(part)
    values: dict[str, list[_Value]] = {category: [] for category in TARGETS}
    for category, found in posts.items():
        known = [int(part["value"]) for part in found.values() if part["value"] is not None]
        if known:
            how = "exact" if len(known) == len(found) else "at_least"
            values[category].append(_Value(Sum(sum(known), how)))
    for (level, period), sums in sums_of_counts(counts):
        for category, stated in sums.items():
            values[category].append(_Value(stated, level, period))
    if not any(values.values()):
        return
    for category, target in TARGETS.items():
        for each in values[category]:
            yield Figure("value", category, *each.sum, each.level, each.period)
        yield Figure("target", category, *target)
        for each in values[category]:
            share = each.sum.value / target.value
            how = each.sum.qualifier if target.qualifier == "exact" else "about"
            yield Figure("share_of_target", category, share, how, each.level, each.period)
