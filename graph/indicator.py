"""The indicators: figures, not gaps, as the folders `graph/indicators/SLUG/` state them.

    indicator.yaml            title, definition, the article's sentences, its figures and categories
    query.cypher, query.rq    the parts: one row a community, count or branch, never a rate

The sums, shares and qualifiers of the parts are made here, the same on every engine.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from math import fsum
from typing import TYPE_CHECKING, Any, NamedTuple

from graph.errors import UsageError
from graph.question import (
    SUFFIX,
    QueryLanguage,
    Text,
    code_names,
    near,
    read_text,
    read_yaml,
    text_of,
)
from graph.question import slugs as folders

if TYPE_CHECKING:
    from graph.area import Area
    from graph.engines import Engine

Part = Mapping[str, Any]


class Figure(NamedTuple):
    """One figure of an indicator, as JSON shows it (codes, not labels)."""

    figure: str
    category: str | None
    value: int | float
    qualifier: str = "exact"
    level: str | None = None
    period: str | None = None
    subdistrict: str | None = None
    community_code: str | None = None
    community: str | None = None
    organization: str | None = None
    organization_id: str | None = None


@dataclass(frozen=True)
class Indicator:
    """What one indicator.yaml says; `figures` and `own_categories` name the codes of its rows."""

    slug: str
    number: int
    title: Text
    definition: Text
    article: tuple[str, ...]
    figures: Mapping[str, Text]
    code_list: str | None
    own_categories: Mapping[str, Text]

    def query(self, query_language: QueryLanguage) -> str:
        """The text that returns the parts of its figures."""
        return read_text("indicators", self.slug, "query" + SUFFIX[query_language])

    def codes(self) -> dict[str, str]:
        """Code → name in the chosen language, for the figures and the categories."""
        own = {**self.figures, **self.own_categories}
        return code_names(self.code_list, own)


def all_indicators() -> tuple[Indicator, ...]:
    """Every indicator, in the order of the article's questions."""
    found = [_load(slug) for slug in folders("indicators")]
    return tuple(sorted(found, key=lambda indicator: (indicator.number, indicator.slug)))


def indicator(slug: str) -> Indicator:
    """One indicator; raises `UsageError` with the nearest slugs where there is none."""
    known = folders("indicators")
    if slug not in known:
        raise UsageError("gaps_unknown_question", name=slug, near=near(slug, known))
    return _load(slug)


def figures(engine: Engine, slug: str | None, area: Area | None) -> list[dict[str, object]]:
    """The figures of one indicator or of all, within an area.

    Keys: indicator, title, and those of `Figure`. A figure of one organization names it; the others
    are of the whole area. `qualifier` is exact, at_least or about.
    """
    found: list[dict[str, object]] = []
    for each in all_indicators() if slug is None else (indicator(slug),):
        result = engine.run(each.query(engine.language))
        parts: Iterator[Part] = (dict(zip(result.columns, row, strict=True)) for row in result.rows)
        kept = [
            part
            for part in parts
            if area is None
            or (part["subdistrict"], part["community_code"], part["community"]) in area
        ]
        head = {"indicator": each.slug, "title": str(each.title)}
        found += ({**head, **figure._asdict()} for figure in _MAKERS[each.slug](kept))
    return found


def _by_kind(parts: Iterable[Part]) -> Iterator[Figure]:
    """party-organizations-by-kind: each part is a number of one figure and category."""
    sums: dict[tuple[str, str], int] = defaultdict(int)
    for part in _groups(parts):
        sums[part["figure"], part["category"]] += int(part["value"])
    codes = indicator("party-organizations-by-kind").codes()
    rank = {code: number for number, code in enumerate(codes)}
    for key in sorted(sums, key=lambda key: (key[0], rank.get(key[1], len(rank)))):
        yield Figure(*key, sums[key])


def _members_by_category(parts: Iterable[Part]) -> Iterator[Figure]:
    """members-by-category: each part is one count; levels and periods are never added up."""
    stated: dict[tuple[str, str | None], dict[str, dict[str, Part]]] = defaultdict(
        lambda: defaultdict(dict)
    )
    for part in parts:
        stated[part["level"], part["period"]][part["category"]][part["id"]] = part
    for (level, period), categories in sorted(
        stated.items(), key=lambda item: (item[0][0], item[0][1] or "")
    ):
        sums = {
            category: fsum(float(part["value"]) for part in found.values())
            for category, found in categories.items()
        }
        how = {
            category: _weakest(part["qualifier"] for part in found.values())
            for category, found in categories.items()
        }
        total, over_all = fsum(sums.values()), _weakest(how.values())
        outside = [category for category in sums if category != "relation_in_community"]
        away, of_away = (
            fsum(sums[each] for each in outside),
            _weakest(how[each] for each in outside),
        )
        for category in sorted(sums):
            yield Figure("members", category, _whole(sums[category]), how[category], level, period)
        yield Figure("members_in_all", None, _whole(total), over_all, level, period)
        yield Figure("not_managed", None, _whole(away), of_away, level, period)
        if total:
            # a share of figures that are lower bounds is neither a lower nor an upper bound
            share = "exact" if over_all == "exact" else "about"
            for category in sorted(sums):
                yield Figure("share", category, sums[category] / total, share, level, period)
            yield Figure("not_managed_share", None, away / total, share, level, period)


def _mass_organizations(parts: Iterable[Part]) -> Iterator[Figure]:
    """mass-organizations-by-kind: each part holds the sums of one kind in one community."""
    names = ("number", "in_two_new", "members", "members_not_stated", "at_least", "about")
    sums: dict[str, dict[str, int]] = defaultdict(lambda: dict.fromkeys(names, 0))
    for part in _groups(parts):
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


def _two_lines(parts: Iterable[Part]) -> Iterator[Figure]:
    """formal-and-territorial-totals: each part is a branch on a line of a leading organization."""
    led: dict[tuple[Any, ...], list[Part]] = defaultdict(list)
    whole: list[Part] = []
    for part in parts:
        place = part["subdistrict"], part["community_code"], part["community"]
        led[(*place, part["organization"], part["organization_id"])].append(part)
        whole.append(part)
    if not led:
        return
    for figure, value, how in _line_totals(whole):
        yield Figure(figure, None, value, how)
    for key, found in sorted(led.items(), key=lambda item: tuple(map(_nulls_last, item[0]))):
        for figure, value, how in _line_totals(found):
            yield Figure(figure, None, value, how, None, None, *key)


def _line_totals(parts: Iterable[Part]) -> Iterator[tuple[str, int, str]]:
    """Each branch once: on the formal line, and with those that are co-managed."""
    lines: dict[str, dict[str, Part]] = defaultdict(dict)
    for part in parts:
        lines[part["line"]][part["branch_id"]] = part
    formal = lines["formal"]
    territorial = {**lines["dual"], **formal}
    still_open = lines["open"].keys() - territorial.keys()
    for name, branches, more in (
        ("formal", formal, False),
        ("territorial", territorial, bool(still_open)),
    ):
        yield f"{name}_branches", len(branches), "at_least" if more else "exact"
        stated = ("at_least" if b["members"] is None else b["qualifier"] for b in branches.values())
        how = _weakest(["at_least" if more else "exact", *stated])
        yield f"{name}_members", sum(int(part["members"] or 0) for part in branches.values()), how


def _groups(parts: Iterable[Part]) -> Iterator[Part]:
    """The groups of a grouping; rdflib answers a grouping of nothing with one row, of nulls."""
    return (part for part in parts if part["category"] is not None)


_MAKERS: dict[str, Callable[[Iterable[Part]], Iterator[Figure]]] = {
    "party-organizations-by-kind": _by_kind,
    "members-by-category": _members_by_category,
    "mass-organizations-by-kind": _mass_organizations,
    "formal-and-territorial-totals": _two_lines,
}


def _weakest(qualifiers: Iterable[str | None]) -> str:
    """The qualifier of a sum: about before at_least before exact; blank is exact."""
    found = set(qualifiers)
    return "about" if "about" in found else "at_least" if "at_least" in found else "exact"


def _whole(value: float) -> int | float:
    return int(value) if value == int(value) else value


def _nulls_last(value: str | None) -> tuple[bool, str]:
    return value is None, value or ""


@cache
def _load(slug: str) -> Indicator:
    said = read_yaml("indicators", slug, "indicator.yaml")
    categories = dict(said["categories"])
    return Indicator(
        slug=slug,
        number=said["number"],
        title=text_of(said["title"]),
        definition=text_of(said["definition"]),
        article=tuple(said["article"]),
        figures={code: text_of(text) for code, text in said["figures"].items()},
        code_list=categories.pop("list", None),
        own_categories={code: text_of(text) for code, text in categories.items()},
    )
