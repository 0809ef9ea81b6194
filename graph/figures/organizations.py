"""party-organizations-by-kind and mass-organizations-by-kind: organizations counted."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from graph.figures.figure import Figure, Part, by_codes, groups


def party_organizations_by_kind(parts: Iterable[Part], codes: Sequence[str]) -> Iterator[Figure]:
    """Each part is a number of one figure and category."""
    sums: dict[tuple[str, str], int] = defaultdict(int)
    for part in groups(parts):
        sums[part["figure"], part["category"]] += int(part["value"])
    order = by_codes(codes)
    for key in sorted(sums, key=lambda key: (key[0], order(key[1]))):
        yield Figure(*key, sums[key])


def mass_organizations_by_kind(parts: Iterable[Part], codes: Sequence[str]) -> Iterator[Figure]:
    """Each part holds the sums of one kind in one community."""
    names = ("number", "in_two_new", "members", "members_not_stated", "at_least", "about")
    sums: dict[str, dict[str, int]] = defaultdict(lambda: dict.fromkeys(names, 0))
    for part in groups(parts):
        for name in names:
            sums[part["category"]][name] += int(part[name])
    for category, found in sorted(sums.items()):
        how = "exact"
        if found["at_least"] or found["members_not_stated"]:
            how = "at_least"
        if found["about"]:
            how = "about"
        yield Figure("number", category, found["number"])
        yield Figure("in_two_new", category, found["in_two_new"])
        yield Figure("members", category, found["members"], how)
        yield Figure("members_not_stated", category, found["members_not_stated"])
