"""Asking the questions: rows, and the summary line of each question.

A query returns every gap and unknown thing and leaves lists, order, filters and rates to this
module. List and figure come from the same rows, so that they can't disagree. Rows are tuples all
the way, and polars is only imported for the issues: a city has 100,000 uncovered buildings.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from operator import itemgetter
from typing import TYPE_CHECKING, Literal, cast

from graph.area import Area, Place, area_of, choose_area
from graph.indicator import figures
from graph.question import Question, all_questions, question

if TYPE_CHECKING:
    from graph.engines import Engine, Result
    from graph.folder import GraphFolder

Row = tuple[object, ...]
By = Literal["community", "subdistrict"]
_PLACE = slice(1, 4)  # in a row that still has its state


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
        """The share that is not a gap among what is known; None where nothing is known."""
        known = self.of - self.unknown
        return (known - self.gaps) / known if known else None


def answer(
    folder: GraphFolder,
    slug: str,
    engine: Engine | None,
    *,
    unknown: bool = False,
    community: str | None = None,
    subdistrict: str | None = None,
) -> Answer:
    """The gaps of one question, or with `unknown` the things that nobody can tell.

    `engine` may be None for a question that reads the issues of the load. Raises `UsageError` for a
    question, community or subdistrict that there is not, `EngineError` from the engine.
    """
    asked = question(slug)
    area = _area(folder, engine, community, subdistrict)
    state = "unknown" if unknown else "gap"
    found = [row[1:] for row in _things(folder, asked, engine, area) if row[0] == state]
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
) -> list[dict[str, object]]:
    """`answer` as dictionaries."""
    return answer(
        folder, slug, engine, unknown=unknown, community=community, subdistrict=subdistrict
    ).dicts()


def summary(
    folder: GraphFolder,
    engine: Engine | None,
    *,
    questions: Sequence[str] | None = None,
    community: str | None = None,
    subdistrict: str | None = None,
    by: By | None = None,
) -> list[dict[str, object]]:
    """A line per question: question, title, gaps, of, excluded, unknown, rate.

    With `by` a line per question and place, which begins with that place's columns. `questions`
    are slugs, in the order wanted; all of them where it is None. As in `answer`, the engine may be
    None where the questions read the issues.
    """
    asked = all_questions() if questions is None else tuple(map(question, questions))
    area = _area(folder, engine, community, subdistrict)
    lines: list[dict[str, object]] = []
    for each in asked:
        for place, line in _lines(folder, each, engine, area, by).items():
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
    folder: GraphFolder, asked: Question, engine: Engine | None, area: Area | None
) -> list[Row]:
    """Each gap and unknown thing once, its state first."""
    if asked.reads == "issues":
        from graph.issues import unresolved

        found = unresolved(folder, asked)
    else:
        result = _ask(asked, engine, "query")
        expected = ("state", *asked.keys)
        if tuple(result.columns) != expected:
            raise ValueError(f"{asked.slug}: the query returns {result.columns}, not {expected}")
        found = result.rows
    if area is not None:
        found = [row for row in found if row[_PLACE] in area]
    if asked.fold:
        found = _folded(found, asked)
    if asked.lists:
        found = _listed(found, asked)
    return found


def _ask(asked: Question, engine: Engine | None, text: Literal["query", "population"]) -> Result:
    if engine is None:
        raise ValueError(f"{asked.slug} needs an engine")
    made = asked.query if text == "query" else asked.population
    return engine.run(made(engine.language))


def _folded(long: Iterable[Row], asked: Question) -> list[Row]:
    """One row a thing and community: several values are joined, by their order, by `; `.

    The columns of a group are folded together, so that the ids stand in the order of their names.
    """
    at = {key: index for index, key in enumerate(asked.keys, 1)}
    groups = [[at[key] for key in group] for group in asked.fold]
    thing = at[asked.ids[0]]
    first: dict[tuple[object, ...], Row] = {}
    several: dict[tuple[object, ...], list[set[Row]]] = defaultdict(lambda: [set() for _ in groups])
    for row in long:
        key = (*row[_PLACE], row[thing])
        first.setdefault(key, row)
        for group, values in zip(groups, several[key], strict=True):
            values.add(tuple(row[index] for index in group))
    folded = []
    for key, row in first.items():
        made = list(row)
        for group, values in zip(groups, several[key], strict=True):
            if len(values) > 1:
                in_order = sorted(values, key=_nulls_last)
                for place, index in enumerate(group):
                    made[index] = _joined(value[place] for value in in_order)
        folded.append(tuple(made))
    return folded


def _joined(values: Iterable[object]) -> str | None:
    """Values by `; `; a blank one keeps its place, so that names and ids stay side by side."""
    texts = ["" if value is None else str(value) for value in values]
    return "; ".join(texts) if any(texts) else None


def _listed(found: Iterable[Row], asked: Question) -> list[Row]:
    """The columns that are lists, without the `; ` after the last item; empty is None."""
    places = [index for index, key in enumerate(asked.keys, 1) if key in asked.lists]
    made = []
    for row in found:
        cells = list(row)
        for index in places:
            cells[index] = str(cells[index] or "").removesuffix("; ") or None
        made.append(tuple(cells))
    return made


def _order(asked: Question) -> tuple[str, ...]:
    return ("community_code", *asked.sort, *asked.ids[:1])


def _sorted(found: list[Row], order: Sequence[int]) -> list[Row]:
    try:
        return sorted(found, key=itemgetter(*order))
    except TypeError:  # a null among them
        return sorted(found, key=lambda row: _nulls_last(row[index] for index in order))


def _nulls_last(values: Iterable[object]) -> tuple[tuple[bool, str], ...]:
    return tuple((value is None, "" if value is None else str(value)) for value in values)


def _lines(
    folder: GraphFolder, asked: Question, engine: Engine | None, area: Area | None, by: By | None
) -> dict[Place, Line]:
    """The figures of a question by place, in the order of places; one place where `by` is None."""
    counted: dict[Place, Counter[str]] = defaultdict(Counter)
    if by is None:
        counted[None, None, None].clear()
    for row in _things(folder, asked, engine, area):
        counted[_coarse(row[_PLACE], by)][str(row[0])] += 1
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
    result = _ask(asked, engine, "population")
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
    return _nulls_last((code, subdistrict, community))


def _place_columns(place: Place, by: By | None) -> dict[str, object]:
    if by is None:
        return {}
    if by == "subdistrict":
        return {"subdistrict": place[0]}
    return dict(zip(("subdistrict", "community_code", "community"), place, strict=True))
