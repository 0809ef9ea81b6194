"""What the questions found, as the pages need it: each question is asked once."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from graph.area import Area
    from graph.engines.remembering import Remembering
    from graph.folder import GraphFolder
    from graph.pages.places import Places
    from graph.question import Question

ENGINE = "ladybug"
SEATED = "branches-outside-dual-management"
Row = dict[str, Any]
# A tie is no box: the branch that it is a tie of is marked in its place.
_MARKED_FOR = {"dual_management_id": "branch_id", "record_id": "branch_id"}


@dataclass
class Findings:
    """What is asked of the graph for a page.

    `summary` has a row a question, `by_community` one a question and community, as
    `graph.gaps.summary` gives them; `gaps` the rows of each question; `states` slug → id → gap or
    unknown, for the things asked about; `seated` gap or unknown → the rows of the question that
    asks about a branch in each community that it is seated in; `indicators` their figures.
    """

    summary: list[Row] = field(default_factory=list)
    by_community: list[Row] = field(default_factory=list)
    gaps: dict[str, list[Row]] = field(default_factory=dict)
    states: dict[str, dict[str, str]] = field(default_factory=dict)
    seated: dict[str, list[Row]] = field(default_factory=dict)
    indicators: list[Row] = field(default_factory=list)
    area: Area | None = None

    def by_seat(self, places: Places) -> dict[tuple[str, str], str]:
        """(community, branch) → gap or unknown: a branch may be seated in several communities."""
        return {
            (places.community(row) or "", row["branch_id"]): state
            for state, rows in self.seated.items()
            for row in rows
        }


def find(
    folder: GraphFolder,
    *,
    community: str | None,
    subdistrict: str | None,
    engine: str = ENGINE,
    database: str | None = None,
) -> Findings:
    """Ask an engine everything; raises UsageError where there is no such place, EngineError."""
    from graph import gaps
    from graph.area import area_of
    from graph.question import all_questions

    place: dict[str, Any] = {"community": community, "subdistrict": subdistrict}
    with _remembering(folder, engine, database) as asked:
        found = Findings(area=area_of(asked, **place))
        found.summary = gaps.summary(folder, asked, **place)
        found.by_community = gaps.summary(folder, asked, **place, by="community")
        found.indicators = gaps.indicators(asked, **place)
        for question in all_questions():
            slug = question.slug
            found.gaps[slug] = gaps.rows(folder, slug, asked, **place)
            unknown = gaps.rows(folder, slug, asked, **place, unknown=True)
            if question.ids:
                found.states[slug] = _states(question, found.gaps[slug], unknown)
            if slug == SEATED:
                found.seated = {"unknown": unknown, "gap": found.gaps[slug]}
    return found


def _states(question: Question, gaps: list[Row], unknown: list[Row]) -> dict[str, str]:
    """Id → gap or unknown of what a question asks about; gap where it is both.

    A thing that several ids tell apart, such as a branch and the estate it covers, is all of them.
    """
    keys = [_MARKED_FOR.get(key, key) for key in question.thing]
    lists = {key for group in question.fold for key in group}
    states: dict[str, str] = {}
    for state, rows in (("unknown", unknown), ("gap", gaps)):
        for row in rows:
            for key in keys:
                if (value := row[key]) is not None:
                    ids = str(value).split("; ") if key in lists else [str(value)]
                    states.update(dict.fromkeys(ids, state))
    return states


@contextmanager
def _remembering(folder: GraphFolder, name: str, database: str | None) -> Iterator[Remembering]:
    from graph.engines import open_engine
    from graph.engines.remembering import Remembering

    engine = Remembering(open_engine(folder, name, database=database))
    try:
        yield engine
    finally:
        engine.close()
