"""teams-by-kind: teams, their people, and people per 1,000 households."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from graph.figures.figure import Figure, Part, by_codes, of_a_quotient, weakest


def teams_by_kind(parts: Iterable[Part], codes: Sequence[str]) -> Iterator[Figure]:
    """Each part is a team, a team and a community that it serves, a kind of team that a community
    was asked about, or the households of a community.
    """
    kinds: dict[str, list[Part]] = defaultdict(list)
    serving: dict[str, dict[str, Part]] = defaultdict(dict)
    places: dict[str, set[str]] = defaultdict(set)
    households: dict[str, int] = {}
    for part in parts:
        kind, id_ = part["category"], part["id"]
        if part["part"] == "team":
            kinds[kind].append(part)
        elif part["part"] == "serving":
            serving[kind][id_] = part
            places[kind].add(part["place_id"])
        elif part["part"] == "asked":
            places[kind].add(id_)
        else:
            households[id_] = int(part["people"])
    for kind in sorted(kinds, key=by_codes(codes)):
        teams = kinds[kind]
        yield Figure("number", kind, len(teams))
        yield Figure("people", kind, _people(teams), weakest(team["qualifier"] for team in teams))
        yield Figure("people_not_stated", kind, sum(team["people"] is None for team in teams))
        if homes := sum(households[place] for place in places[kind]):
            here = serving[kind].values()
            how = of_a_quotient(weakest(team["qualifier"] for team in here))
            yield Figure("per_1000_households", kind, 1000 * _people(here) / homes, how)
    if households:
        yield Figure("households", None, sum(households.values()))


def _people(teams: Iterable[Part]) -> int:
    return sum(int(team["people"] or 0) for team in teams)
