"""member-share-of-posts: members and public officials among those who hold posts."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence

from graph.figures.figure import Figure, Part, by_codes, groups

_NUMBERS = ("posts", "known", "members_or_officials")


def member_share_of_posts(parts: Iterable[Part], codes: Sequence[str]) -> Iterator[Figure]:
    """Each part holds the numbers of one category in one community."""
    sums: dict[str, Counter[str]] = defaultdict(Counter)
    for part in groups(parts):
        for name in _NUMBERS:
            sums[part["category"]][name] += int(part[name])
    for category in sorted(sums, key=by_codes(codes)):
        found = sums[category]
        for name in _NUMBERS:
            yield Figure(name, category, found[name])
        if found["known"]:
            share = found["members_or_officials"] / found["known"]
            yield Figure("share", category, share)
