"""leadership-education: shares with college education, as stated and as the posts have it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence

from graph.figures.figure import (
    Figure,
    Part,
    by_codes,
    by_level,
    nulls_last,
    of_a_quotient,
    place,
    weakest,
    whole,
)

# As rosters write it. The queries that leave out the posts of a former term list them too.
FORMER_TERMS = ("上一届", "上届")
THIS_TERM, LAST_TERM = "本届", FORMER_TERMS[0]
_DIGITS = 6  # of a difference: 79.9 − 59.9 is not quite 20 in binary


def leadership_education(parts: Iterable[Part], codes: Sequence[str]) -> Iterator[Figure]:
    """Each part is a count at a place, or a post; a post may stand in several parts."""
    stated: list[Part] = []
    posts: dict[str, Part] = {}
    for part in map(_with_one_spelling, parts):
        if part["level"] == "post":
            posts[part["id"]] = part
        else:
            stated.append(part)
    order = by_codes(codes)
    stated.sort(
        key=lambda part: (
            by_level(part["level"]),
            *(nulls_last(part[key]) for key in ("community_code", "subdistrict", "community")),
            part["place_id"],
            order(part["category"] or ""),
            nulls_last(part["period"]),
            part["id"],
        )
    )
    yield from _stated_shares(stated)
    yield from _changes(stated)
    yield from _posts(posts.values(), codes)


def _with_one_spelling(part: Part) -> Part:
    """The part, with the last term as it is called here."""
    return {**part, "category": LAST_TERM} if part["category"] in FORMER_TERMS else part


def _stated_shares(stated: Iterable[Part]) -> Iterator[Figure]:
    for part in stated:
        yield Figure(
            "stated_share",
            part["category"],
            whole(float(part["value"])),
            part["qualifier"] or "exact",
            part["level"],
            part["period"],
            **place(part),
        )


def _changes(stated: Iterable[Part]) -> Iterator[Figure]:
    """From the last term to this, at the places that state one share of each."""
    terms: dict[str, dict[str | None, list[Part]]] = defaultdict(lambda: defaultdict(list))
    for part in stated:
        terms[part["place_id"]][part["category"]].append(part)
    for found in terms.values():
        if len(found[THIS_TERM]) == len(found[LAST_TERM]) == 1:
            (now,), (before,) = found[THIS_TERM], found[LAST_TERM]
            change = round(float(now["value"]) - float(before["value"]), _DIGITS)
            how = of_a_quotient(weakest((now["qualifier"], before["qualifier"])))
            yield Figure("stated_change", None, whole(change), how, now["level"], **place(now))


def _posts(posts: Iterable[Part], codes: Sequence[str]) -> Iterator[Figure]:
    known: Counter[str] = Counter()
    college: Counter[str] = Counter()
    for part in posts:
        term = part["category"] or "unknown"
        known[term] += 1
        college[term] += int(part["value"])
    for term in sorted(known, key=by_codes(codes)):
        yield Figure("posts_known", term, known[term])
        yield Figure("posts_college", term, college[term])
        yield Figure("posts_share", term, college[term] / known[term])
