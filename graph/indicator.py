"""The indicators: figures, not gaps, as the folders `graph/indicators/SLUG/` state them.

    indicator.yaml            title, definition, the article's sentences, its figures and categories
    query.cypher, query.rq    the parts: one row a community, count, team or branch, never a rate

`graph.figures` makes the sums, shares and qualifiers of the parts, the same on every engine.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from graph.errors import UsageError
from graph.figures import MAKERS, Figure, Part
from graph.figures.unit import Unit
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

__all__ = ["Figure", "Indicator", "all_indicators", "figures", "indicator"]


@dataclass(frozen=True)
class Indicator:
    """What one indicator.yaml says.

    `figures` and `own_categories` name the codes of its rows, beside the ontology's code lists
    `figure_list` and `code_list`; `units` says of which figures the number is no plain number.
    """

    slug: str
    number: int
    title: Text
    definition: Text
    article: tuple[str, ...]
    figures: Mapping[str, Text]
    figure_list: str | None
    units: Mapping[str, Unit]
    code_list: str | None
    own_categories: Mapping[str, Text]

    def query(self, query_language: QueryLanguage) -> str:
        """The text that returns the parts of its figures."""
        return read_text("indicators", self.slug, "query" + SUFFIX[query_language])

    def codes(self) -> dict[str, str]:
        """Code → name in the chosen language, for the figures and the categories."""
        own = {**self.figures, **self.own_categories}
        return {**code_names(self.figure_list, {}), **code_names(self.code_list, own)}

    def unit(self, figure: str) -> Unit:
        """What the numbers of a figure are: a figure that ends in "share" is a part of one."""
        if figure in self.units:
            return self.units[figure]
        return "share" if figure in self.figures and figure.endswith("share") else "number"


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

    Keys: indicator, title, and those of `Figure`. A figure of one organization or place names it;
    the others are of the whole area. `qualifier` is exact, at_least or about.
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
        made = MAKERS[each.slug](kept, tuple(each.codes()))
        found += ({**head, **figure._asdict()} for figure in made)
    return found


@cache
def _load(slug: str) -> Indicator:
    said = read_yaml("indicators", slug, "indicator.yaml")
    figure_list, own_figures = _names(said["figures"])
    code_list, own_categories = _names(said["categories"])
    return Indicator(
        slug=slug,
        number=said["number"],
        title=text_of(said["title"]),
        definition=text_of(said["definition"]),
        article=tuple(said["article"]),
        figures=own_figures,
        figure_list=figure_list,
        units=said.get("units", {}),
        code_list=code_list,
        own_categories=own_categories,
    )


def _names(said: Mapping[str, Any]) -> tuple[str | None, dict[str, Text]]:
    """The code list that is named, if any, and the codes with names of their own."""
    own = {code: text_of(text) for code, text in said.items() if code != "list"}
    return said.get("list"), own
