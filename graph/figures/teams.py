"""teams-by-kind: teams, their people, and people per 1,000 households."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence

from graph.figures.figure import Figure, Part, by_codes, of_a_quotient, weakest


def teams_by_kind(parts: Iterable[Part], codes: Sequence[str]) -> Iterator[Figure]:
    """Each part is a team, that team again as one that serves, or a community's households."""
    kinds: dict[str, list[Part]] = defaultdict(list)
    serving: Counter[str] = Counter()
    households: list[int] = []
    for part in parts:
        if part["part"] == "team":
            kinds[part["category"]].append(part)
        elif part["part"] == "serving":
            serving[part["category"]] += int(part["people"] or 0)
        else:
            households.append(int(part["people"]))
    every = sum(households)
    for kind in sorted(kinds, key=by_codes(codes)):
        teams = kinds[kind]
        how = weakest(team["qualifier"] for team in teams)
        yield Figure("number", kind, len(teams))
        yield Figure("people", kind, sum(int(team["people"] or 0) for team in teams), how)
        yield Figure("people_not_stated", kind, sum(team["people"] is None for team in teams))
        if every:
            rate = 1000 * serving[kind] / every
            yield Figure("per_1000_households", kind, rate, of_a_quotient(how))
    if households:
        yield Figure("households", None, every)
