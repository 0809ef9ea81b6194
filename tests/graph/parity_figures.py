"""Whether the indicators of an engine are those of the oracle, each compared in its own shape."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from graph.indicator import all_indicators
from tests.graph.oracle_counts import CountOracle, place_key

Row = dict[str, Any]
SLUGS = [indicator.slug for indicator in all_indicators()]


class FigureOracles(CountOracle):
    """All indicators in plain Python."""


def figure_differences(
    rows: list[Row], oracle: CountOracle
) -> Iterator[tuple[str, list[Any], list[Any]]]:
    """Each indicator that differs: its slug, what was found, what was wanted."""
    for slug in SLUGS:
        for shape, wanted in _SHAPES[slug]:
            found = shape([row for row in rows if row["indicator"] == slug])
            right = _plain(wanted(oracle))
            if _plain(found) != right:
                yield slug, _plain(found), right


def _plain(figures: Any) -> list[str]:
    """Figures as texts that can be compared, in an order; 7 and 7.0 are the same figure."""
    if isinstance(figures, dict):
        figures = figures.items()
    return sorted(repr(_whole(each)) for each in figures)


def _whole(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _whole(each) for key, each in sorted(value.items())}
    if isinstance(value, (tuple, list)):
        return tuple(map(_whole, value))
    if isinstance(value, float):
        return int(value) if value == int(value) else round(value, 9)
    return value


def _by_kind(rows: list[Row]) -> Any:
    return {(row["figure"], row["category"]): row["value"] for row in rows}


def _members(rows: list[Row]) -> Any:
    return {
        (row["figure"], row["category"], row["level"], row["period"]): (
            row["value"],
            row["qualifier"],
        )
        for row in rows
    }


def _mass(rows: list[Row]) -> Any:
    kinds: dict[str, dict[str, Any]] = {}
    for row in rows:
        kinds.setdefault(row["category"], {})[row["figure"]] = (row["value"], row["qualifier"])
    return {
        kind: (
            found["number"][0],
            found["in_two_new"][0],
            *found["members"],
            found["members_not_stated"][0],
        )
        for kind, found in kinds.items()
    }


def _two_lines(rows: list[Row]) -> Any:
    lines: dict[Any, dict[str, Any]] = {}
    for row in rows:
        if row["organization_id"] is not None:
            figure = {row["figure"]: (row["value"], row["qualifier"])}
            lines.setdefault((row["organization_id"], place_key(row)), {}).update(figure)
    return lines


def _education(rows: list[Row]) -> Any:
    return [
        (
            *(row["figure"], row["category"], row["value"], row["qualifier"], row["level"]),
            *(row["period"], place_key(row)),
        )
        for row in rows
        if row["figure"] in ("stated_share", "stated_change")
    ]


def _education_posts(rows: list[Row]) -> Any:
    terms: dict[str, dict[str, Any]] = {}
    for row in rows:
        if row["figure"] not in ("stated_share", "stated_change"):
            terms.setdefault(row["category"], {})[row["figure"]] = row["value"]
    return terms


def _wanted_education_posts(oracle: CountOracle) -> Any:
    return {
        term: {"posts_known": known, "posts_college": college, "posts_share": college / known}
        for term, (known, college) in oracle.leadership_posts().items()
    }


def _teams(rows: list[Row]) -> Any:
    kinds: dict[str, dict[str, Any]] = {}
    for row in rows:
        if row["category"] is not None:
            kinds.setdefault(row["category"], {})[row["figure"]] = (row["value"], row["qualifier"])
    return kinds


def _households(rows: list[Row]) -> Any:
    return [row["value"] for row in rows if row["figure"] == "households"]


def _shares(rows: list[Row]) -> Any:
    categories: dict[str, dict[str, Any]] = {}
    for row in rows:
        categories.setdefault(row["category"], {})[row["figure"]] = row["value"]
    return {category: found for category, found in categories.items() if found["posts"]}


def _wanted_shares(oracle: CountOracle) -> Any:
    return {
        category: {"posts": posts, "known": known, "members_or_officials": ours}
        | ({"share": ours / known} if known else {})
        for category, (posts, known, ours) in oracle.member_share_of_posts().items()
    }


TARGETS = {
    "model_organizations": (10, "exact"),
    "owners_committee_posts": (100, "at_least"),
    "building_leader_posts": (1000, "at_least"),
    "new_volunteers": (10000, "about"),
}


def _ten(rows: list[Row]) -> Any:
    return {
        (row["figure"], row["category"], row["level"], row["period"]): (
            row["value"],
            row["qualifier"],
        )
        for row in rows
        if row["figure"] != "target"
    }


def _wanted_ten(oracle: CountOracle) -> Any:
    found: dict[Any, Any] = {}
    for (category, level, period), (value, how) in oracle.ten_hundred_thousand().items():
        target, how_far = TARGETS[category]
        found["value", category, level, period] = value, how
        found["share_of_target", category, level, period] = (
            value / target,
            how if how_far == "exact" else "about",
        )
    return found


def _targets(rows: list[Row]) -> Any:
    return {
        row["category"]: (row["value"], row["qualifier"])
        for row in rows
        if row["figure"] == "target"
    }


def _wanted_targets(oracle: CountOracle) -> Any:
    """All four, where there is a figure for one of them."""
    return TARGETS if oracle.ten_hundred_thousand() else {}


def _reported(rows: list[Row]) -> Any:
    return [
        (
            *(row["figure"], row["category"], row["value"], row["qualifier"], row["level"]),
            *(row["period"], place_key(row), row["organization"], row["organization_id"]),
            row["source"],
        )
        for row in rows
    ]


_SHAPES: dict[str, list[tuple[Callable[[list[Row]], Any], Callable[[CountOracle], Any]]]] = {
    "party-organizations-by-kind": [(_by_kind, CountOracle.party_organizations_by_kind)],
    "members-by-category": [(_members, CountOracle.members_by_category)],
    "mass-organizations-by-kind": [(_mass, CountOracle.mass_organizations_by_kind)],
    "formal-and-territorial-totals": [(_two_lines, CountOracle.two_lines)],
    "leadership-education": [
        (_education, CountOracle.leadership_education),
        (_education_posts, _wanted_education_posts),
    ],
    "teams-by-kind": [
        (_teams, CountOracle.teams_by_kind),
        (_households, CountOracle.households),
    ],
    "member-share-of-posts": [(_shares, _wanted_shares)],
    "ten-hundred-thousand": [(_ten, _wanted_ten), (_targets, _wanted_targets)],
    "reported-figures": [(_reported, CountOracle.reported_figures)],
}
