"""The indicators of counts, posts and teams in plain Python, from QUESTIONS.md alone."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from math import fsum
from typing import Any

from tests.graph.oracle_figures import FigureOracle, weakest
from tests.graph.oracle_graph import (
    FORMER,
    LEADERSHIP,
    PARTY_PEOPLE,
    Node,
    Place,
    current,
    key_of,
    once,
)

RELATIONS = ("relation_in_community", "resident_unit", "living_here")
PLACES = ("District", "Subdistrict", "Community")
Key = tuple[str, str | None]
Stated = tuple[Any, ...]


class CountOracle(FigureOracle):
    def stated(self, measure: str) -> Iterator[tuple[Node, Node]]:
        """The counts of a measure that state a value, with each place where they do."""
        for count in self.nodes["Count"]:
            if count["measure"] == measure and count["value"] is not None:
                for place in self.targets("COUNTED_IN", count, *PLACES):
                    yield count, place

    def leadership_education(self) -> list[Stated]:
        """(figure, category, value, qualifier, level, period, place) of every figure."""
        found: list[Stated] = []
        terms: dict[str, dict[str, list[Node]]] = defaultdict(lambda: defaultdict(list))
        for count, place in self.stated("leadership_college_share"):
            level, how = place["label"].lower(), count["qualifier"] or "exact"
            found.append(
                (
                    *("stated_share", called(count["category"]), count["value"], how, level),
                    *(count["period"], key_of(count)),
                )
            )
            term = "before" if count["category"] in FORMER else count["category"]
            terms[place["id"]][term].append(count)
        for place_id, by_term in terms.items():
            now, before = by_term["本届"], by_term["before"]
            if len(now) == len(before) == 1:
                exact = all((one["qualifier"] or "exact") == "exact" for one in (*now, *before))
                found.append(
                    (
                        "stated_change",
                        None,
                        round(now[0]["value"] - before[0]["value"], 6),
                        "exact" if exact else "about",
                        self.by_id[place_id]["label"].lower(),
                        None,
                        key_of(now[0]),
                    )
                )
        return found

    def leadership_posts(self) -> dict[str, tuple[int, int]]:
        """Term → posts whose education is known, those with college education."""
        known: dict[str, list[Node]] = defaultdict(list)
        for post in self.listed("Post"):
            leads = any(
                self.targets("LEADS", organization)
                for organization in self.targets("POST_IN", post)
            )
            if post["kind"] in LEADERSHIP and post["filled"] and post["education"] and leads:
                known[called(post["term"]) or "unknown"].append(post)
        return {
            term: (len(posts), sum(post["education"] == "college_or_above" for post in posts))
            for term, posts in known.items()
        }

    def teams_by_kind(self) -> dict[str, dict[str, tuple[float, str]]]:
        """Kind → figure → value, qualifier."""
        homes = [each for each in self.listed("Community") if each["households"] is not None]
        kinds: dict[str, list[Node]] = defaultdict(list)
        for team in self.listed("Team"):
            kinds[team["kind"] or "unknown"].append(team)
        found: dict[str, dict[str, tuple[float, str]]] = {}
        for kind, teams in kinds.items():
            here = [team for team in teams if any(t in homes for t in self.targets("SERVES", team))]
            households = sum(
                home["households"]
                for home in homes
                if self.asks(home, f"SERVES.Team.{kind}")
                or any(team in teams for team in self.sources("SERVES", home, "Team"))
            )
            found[kind] = {
                "number": (len(teams), "exact"),
                "people": (of_people(teams), weakest(map(how_many, teams))),
                "people_not_stated": (sum(team["people"] is None for team in teams), "exact"),
            }
            if households:
                how = "exact" if weakest(map(how_many, here)) == "exact" else "about"
                found[kind]["per_1000_households"] = 1000 * of_people(here) / households, how
        return found

    def households(self) -> list[int]:
        """Their sum, where a community states them."""
        stated = [each["households"] for each in self.listed("Community")]
        known = [number for number in stated if number is not None]
        return [sum(known)] if known else []

    def in_office(self) -> list[Node]:
        """The posts of this term."""
        return [post for post in self.listed("Post") if current(post)]

    def committees(self, post: Node) -> list[Node]:
        """The owners' committees in which a post is."""
        return [
            body
            for body in self.targets("POST_IN", post, "GovernanceBody")
            if body["kind"] == "owners_committee"
        ]

    def member_share_of_posts(self) -> dict[str, tuple[int, int, int]]:
        """Category → posts, those whose affiliation is known, members or officials."""
        found: dict[str, list[Node]] = defaultdict(list)
        for post in (post for post in self.in_office() if post["filled"]):
            for body in self.committees(post):
                found[f"owners_committees_{body['formed'] or 'other'}"].append(post)
            if post["kind"] == "building_leader":
                found["building_leaders"].append(post)
        return {
            category: (
                len(once(posts)),
                sum(post["affiliation"] in (*PARTY_PEOPLE, "neither") for post in once(posts)),
                sum(post["affiliation"] in PARTY_PEOPLE for post in once(posts)),
            )
            for category, posts in found.items()
        }

    def ten_hundred_thousand(self) -> dict[tuple[str, str | None, str | None], tuple[float, str]]:
        """(category, level, period) → value, qualifier; posts have neither level nor period."""
        counted: dict[tuple[str, str | None, str | None], list[Node]] = defaultdict(list)
        for measure in ("model_organizations", "new_volunteers"):
            for count, place in self.stated(measure):
                counted[measure, place["label"].lower(), count["period"]].append(count)
        found = {
            key: (
                fsum(count["value"] for count in once(counts)),
                weakest(count["qualifier"] for count in once(counts)),
            )
            for key, counts in counted.items()
        }
        posts = {
            "owners_committee_posts": [post for post in self.in_office() if self.committees(post)],
            "building_leader_posts": [
                post for post in self.in_office() if post["kind"] == "building_leader"
            ],
        }
        for category, those in posts.items():
            told = [ours for post in those if (ours := of_the_party(post)) is not None]
            if told:
                how = "exact" if len(told) == len(those) else "at_least"
                found[category, None, None] = sum(told), how
        return found

    def reported_figures(self) -> list[Stated]:
        """(figure, category, value, qualifier, level, period, place, organization, id, source)."""
        found: list[Stated] = []
        for count in self.listed("Count"):
            measure, category = count["measure"], count["category"]
            if count["value"] is None or measure == "leadership_college_share":
                continue
            if measure == "members" and category in RELATIONS:
                continue
            for node in self.targets("COUNTED_IN", count):
                is_place = node["label"] in (*PLACES, "Estate")
                found.append(
                    (
                        *(measure or "unknown", category, count["value"]),
                        count["qualifier"] or "exact",
                        node["label"].lower() if is_place else "organization",
                        count["period"],
                        key_of(count),
                        *((None, None) if is_place else (node["name"], node["id"])),
                        count["source"],
                    )
                )
        return found


def called(term: str | None) -> str | None:
    """One name for the last term, however a roster writes it."""
    return FORMER[0] if term in FORMER else term


def of_the_party(post: Node) -> bool | None:
    """Whether a member or official holds a post; None: nobody knows."""
    if post["filled"] is False or post["affiliation"] == "neither":
        return False
    return True if post["filled"] and post["affiliation"] in PARTY_PEOPLE else None


def how_many(team: Node) -> str:
    """How the people of a team are stated."""
    said = [
        qualifier.partition(":")[2]
        for qualifier in team["qualifiers"] or ()
        if qualifier.startswith("people:")
    ]
    return weakest(["at_least", *said] if team["people"] is None else said)


def of_people(teams: Iterable[Node]) -> int:
    return sum(team["people"] or 0 for team in teams)


def place_key(row: dict[str, Any]) -> Place:
    return row["subdistrict"], row["community_code"], row["community"]
