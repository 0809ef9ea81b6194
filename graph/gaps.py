"""Asking the questions: rows, and the summary line of each question.

A query returns every gap and unknown thing and leaves lists, order, filters and rates to this
module. How many gaps there are is counted from these rows; of how many things, another query says
(decisions/0003). Rows are tuples all the way, and polars is only imported for the issues: a city
has 100,000 uncovered buildings.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from operator import itemgetter
from typing import TYPE_CHECKING, Literal, cast

from graph.area import Area, Place, area_of, choose_area
from graph.errors import UsageError
from graph.folding import (
    PLACE,
    Row,
    columns_of_query,
    folded,
    listed,
    nulls_last,
    with_ratios,
    with_room_for_ratios,
)
from graph.indicator import figures
from graph.question import Question, all_questions, question

if TYPE_CHECKING:
    from graph.engines import Engine, Result
    from graph.folder import GraphFolder

By = Literal["community", "subdistrict"]
# No post has more buildings: a larger span finds the same, and fits every engine's integers.
_MOST = 10**9


@dataclass(frozen=True)
class Answer:
    """The rows of a question; a row has the values of `keys`: the columns, then the ids."""

    question: Question
    keys: tuple[str, ...]
    rows: list[Row]

    def dicts(self) -> list[dict[str, object]]:
        """The rows by key."""
        return [dict(zip(self.keys, row, strict=True)) for row in self.rows]


@dataclass(frozen=True)
class Line:
    """The figures of one question: of the whole graph, or of one place."""

    gaps: int
    of: int
    excluded: int
    unknown: int

    @property
    def rate(self) -> float | None:
        """The share that is not a gap among what is known; None where nothing is known.

        Not below 0: circles of superiors are gaps beside the dual managements that are counted.
        """
        known = self.of - self.unknown
        return max(known - self.gaps, 0) / known if known else None


def answer(
    folder: GraphFolder,
    slug: str,
    engine: Engine | None,
    *,
    unknown: bool = False,
    community: str | None = None,
    subdistrict: str | None = None,
    span: int | None = None,
) -> Answer:
    """The gaps of one question, or with `unknown` the things that nobody can tell.

    `engine` may be None for a question that reads the issues of the load. `span` is how many
    buildings are not too many (`overstretched-posts`). Raises `UsageError` for a question,
    community or subdistrict that there is not, for a span below 1 or of a question that takes none,
    `EngineError` from the engine.
    """
    asked = question(slug)
    check_span(span, (asked,))
    area = _area(folder, engine, community, subdistrict)
    state = "unknown" if unknown else "gap"
    found = [row[1:] for row in _things(folder, asked, engine, area, span) if row[0] == state]
    order = [asked.keys.index(key) for key in _order(asked)]
    return Answer(asked, asked.keys, _sorted(found, order))


def rows(
    folder: GraphFolder,
    slug: str,
    engine: Engine | None,
    *,
    unknown: bool = False,
    community: str | None = None,
    subdistrict: str | None = None,
    span: int | None = None,
) -> list[dict[str, object]]:
    """`answer` as dictionaries."""
    return answer(
        folder,
        slug,
        engine,
        unknown=unknown,
        community=community,
        subdistrict=subdistrict,
        span=span,
    ).dicts()


def summary(
    folder: GraphFolder,
    engine: Engine | None,
    *,
    questions: Sequence[str] | None = None,
    community: str | None = None,
    subdistrict: str | None = None,
    by: By | None = None,
    span: int | None = None,
) -> list[dict[str, object]]:
    """A line per question: question, title, gaps, of, excluded, unknown, rate.

    With `by` a line per question and place, which begins with that place's columns. `questions`
    are slugs, in the order wanted; all of them where it is None. As in `answer`, the engine may be
    None where the questions read the issues; `span` is for those of them that take one, and
    `UsageError` is raised where none does.
    """
    asked = all_questions() if questions is None else tuple(map(question, questions))
    check_span(span, asked)
    area = _area(folder, engine, community, subdistrict)
    lines: list[dict[str, object]] = []
    for each in asked:
        for place, line in _lines(folder, each, engine, area, by, span).items():
            lines.append(
                {
                    **_place_columns(place, by),
                    "question": each.slug,
                    "title": str(each.title),
                    "gaps": line.gaps,
                    "of": line.of,
                    "excluded": line.excluded,
                    "unknown": line.unknown,
                    "rate": line.rate,
                }
            )
    return lines


def indicators(
    engine: Engine,
    *,
    slug: str | None = None,
    community: str | None = None,
    subdistrict: str | None = None,
) -> list[dict[str, object]]:
    """The figures of all indicators, or of one; see `graph.indicator.figures` for the keys."""
    return figures(engine, slug, area_of(engine, community=community, subdistrict=subdistrict))


def check_span(span: int | None, asked: Sequence[Question]) -> None:
    """Raise `UsageError` unless `span` is None, or 1 or more and for a question that takes one."""
    if span is None:
        return
    if isinstance(span, bool) or not isinstance(span, int) or span < 1:
        raise UsageError("gaps_span_wrong", text=span)
    if not any("span" in each.parameters for each in asked):
        taking = (each.slug for each in all_questions() if "span" in each.parameters)
        raise UsageError("gaps_span_not_taken", questions=", ".join(taking))


def _area(
    folder: GraphFolder, engine: Engine | None, community: str | None, subdistrict: str | None
) -> Area | None:
    if community is None and subdistrict is None:
        return None
    if engine is not None:
        return area_of(engine, community=community, subdistrict=subdistrict)
    from graph.issues import places

    return choose_area(places(folder), community=community, subdistrict=subdistrict)


def _things(
    folder: GraphFolder,
    asked: Question,
    engine: Engine | None,
    area: Area | None,
    span: int | None,
) -> list[Row]:
    """Each gap and unknown thing once, its state first."""
    if asked.reads == "issues":
        from graph.issues import unresolved

        found = unresolved(folder, asked)
    else:
        if engine is None:
            raise ValueError(f"{asked.slug} needs an engine")
        takes = span is not None and "span" in asked.parameters
        numbers = {"span": min(cast(int, span), _MOST)} if takes else {}
        text = asked.query(engine.language, **numbers)
        found = _rows_of(asked, engine.run(text))
    if area is not None:
        found = [row for row in found if row[PLACE] in area]
    if asked.fold:
        found = folded(found, asked)
    if asked.lists:
        found = listed(found, asked)
    return with_ratios(found, asked) if asked.ratios else found


def _rows_of(asked: Question, result: Result) -> list[Row]:
    expected = columns_of_query(asked)
    if tuple(result.columns) != expected:
        raise ValueError(f"{asked.slug}: the query returns {result.columns}, not {expected}")
    return with_room_for_ratios(result.rows, asked) if asked.ratios else result.rows


def _order(asked: Question) -> tuple[str, ...]:
    return ("community_code", *asked.sort, *asked.thing)


def _sorted(found: list[Row], order: Sequence[int]) -> list[Row]:
    try:
        return sorted(found, key=itemgetter(*order))
    except TypeError:  # a null among them
        return sorted(found, key=lambda row: nulls_last(row[index] for index in order))


def _lines(
    folder: GraphFolder,
    asked: Question,
    engine: Engine | None,
    area: Area | None,
    by: By | None,
    span: int | None,
) -> dict[Place, Line]:
    """The figures of a question by place, in the order of places; one place where `by` is None."""
    counted: dict[Place, Counter[str]] = defaultdict(Counter)
    if by is None:
        counted[None, None, None].clear()
    for row in _things(folder, asked, engine, area, span):
        counted[_coarse(row[PLACE], by)][str(row[0])] += 1
    for place, of, excluded in _population(folder, asked, engine):
        if area is None or place in area:
            counted[_coarse(place, by)].update({"of": of, "excluded": excluded})
    return {
        place: Line(found["gap"], found["of"], found["excluded"], found["unknown"])
        for place, found in sorted(counted.items(), key=lambda item: _place_order(item[0]))
        if by is None or found.total()
    }


def _population(
    folder: GraphFolder, asked: Question, engine: Engine | None
) -> Iterable[tuple[Place, int, int]]:
    if asked.reads == "issues":
        from graph.issues import references

        return references(folder)
    if engine is None:
        raise ValueError(f"{asked.slug} needs an engine")
    result = engine.run(asked.population(engine.language))
    # rdflib answers a grouping of nothing with one row, of nulls
    return [
        (cast(Place, row[:3]), int(cast(int, row[3] or 0)), int(cast(int, row[4] or 0)))
        for row in result.rows
    ]


def _coarse(place: Row, by: By | None) -> Place:
    subdistrict, code, community = cast(Place, place)
    if by == "community":
        return subdistrict, code, community
    return (subdistrict, None, None) if by == "subdistrict" else (None, None, None)


def _place_order(place: Place) -> tuple[tuple[bool, str], ...]:
    subdistrict, code, community = place
    return nulls_last((code, subdistrict, community))


def _place_columns(place: Place, by: By | None) -> dict[str, object]:
    if by is None:
        return {}
    if by == "subdistrict":
        return {"subdistrict": place[0]}
    return dict(zip(("subdistrict", "community_code", "community"), place, strict=True))
