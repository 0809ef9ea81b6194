"""The questions, as the folders `graph/questions/SLUG/` state them.

    question.yaml        what a gap is, what is asked about, excluded and unknown; the columns
    query.cypher/.rq     every thing that is a gap or unknown: its state, the columns, ids
    population.cypher/.rq per community, how many things the question asks about and leaves out

A question that reads the issues of the load has no queries. `graph.gaps` runs them.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any, Literal

from graph.errors import UsageError
from graph.language import language

QueryLanguage = Literal["cypher", "sparql"]
Coverage = Literal["organizations", "work", "members"]
COVERAGES: tuple[Coverage, ...] = ("organizations", "work", "members")
SUFFIX: dict[QueryLanguage, str] = {"cypher": ".cypher", "sparql": ".rq"}


@dataclass(frozen=True)
class Text:
    """A text in both languages; `str()` gives the one that is chosen."""

    zh: str
    en: str

    def __str__(self) -> str:
        return self.zh if language() == "zh" else self.en


@dataclass(frozen=True)
class QuestionColumn:
    """A column of the rows: key, title, and the codes its values may be.

    Codes come from a list of the ontology (`code_list`), or are the column's own (`values`). A
    `ratio` is the first of two other columns divided by the second; no query returns it.
    """

    key: str
    title: Text
    code_list: str | None = None
    values: Mapping[str, Text] = field(default_factory=dict)
    ratio: tuple[str, str] | None = None

    def codes(self) -> dict[str, str]:
        """Code → what it is called in the chosen language."""
        return code_names(self.code_list, self.values)


@dataclass(frozen=True)
class TakesOver:
    """A column that a person fills in with the organization that closes a gap, to be loaded again.

    Its rosters know its titles. `kinds` are those of the organizations offered, all where there are
    none; `nearest` is the key of the organization that is offered first.
    """

    title: Text
    hint: Text
    kinds: tuple[str, ...]
    nearest: str


@dataclass(frozen=True)
class Parameter:
    """A number that a user may change in a question.

    `texts` is where it stands in the query of each language, with its default; it is the only
    number of that text, and the text is there once.
    """

    default: int
    texts: Mapping[QueryLanguage, str]


@dataclass(frozen=True)
class Question:
    """What one question.yaml says.

    `columns` are those that people read, in their order; `ids` follow them in every row. `thing`
    are the ids that tell one thing asked about from another. `fold` are groups of columns of which
    a thing may have several values, `lists` columns whose text is items that each end in "; ".
    `parameters` are the numbers that a user may change, by the name of their option. `coverage` is
    which of the article's three full coverages it measures (组织、工作、党员作用), None for none.
    """

    slug: str
    number: int
    reads: Literal["graph", "issues"]
    title: Text
    of: Text
    definition: Text
    excluded: Text
    unknown: Text
    article: tuple[str, ...]
    columns: tuple[QuestionColumn, ...]
    ids: tuple[str, ...]
    thing: tuple[str, ...]
    sort: tuple[str, ...]
    fold: tuple[tuple[str, ...], ...]
    lists: tuple[str, ...]
    takes_over: TakesOver | None = None
    parameters: Mapping[str, Parameter] = field(default_factory=dict)
    coverage: Coverage | None = None

    @property
    def keys(self) -> tuple[str, ...]:
        """The keys of a row: the columns, then the ids."""
        return (*(column.key for column in self.columns), *self.ids)

    @property
    def ratios(self) -> Mapping[str, tuple[str, str]]:
        """The columns that no query returns, each with the two that it is made of."""
        return {column.key: column.ratio for column in self.columns if column.ratio is not None}

    def query(self, query_language: QueryLanguage, **numbers: int) -> str:
        """The text that returns every gap and unknown thing; `numbers` replace parameters."""
        text = read_text("questions", self.slug, "query" + SUFFIX[query_language])
        for name, number in numbers.items():
            text = _with_number(text, self.parameters[name].texts[query_language], number)
        return text

    def population(self, query_language: QueryLanguage) -> str:
        """The text that counts, per community, what the question asks about and leaves out."""
        return read_text("questions", self.slug, "population" + SUFFIX[query_language])


def all_questions() -> tuple[Question, ...]:
    """Every question, in the order of the article's questions (Q numbers)."""
    found = [_load(slug) for slug in slugs("questions")]
    return tuple(sorted(found, key=lambda question: (question.number, question.slug)))


def question(slug: str) -> Question:
    """One question; raises `UsageError` with the nearest slugs where there is none."""
    known = slugs("questions")
    if slug not in known:
        raise UsageError("gaps_unknown_question", name=slug, near=near(slug, known))
    return _load(slug)


def slugs(folder: str) -> tuple[str, ...]:
    """The folders below `graph/questions` or `graph/indicators`."""
    return tuple(sorted(source.name for source in _folder(folder).iterdir() if source.is_dir()))


def near(name: str, known: tuple[str, ...]) -> str:
    """The names of `known` that are like `name`, for a message; all of them where none is."""
    from difflib import get_close_matches

    holding = [other for other in known if name and name in other][:5]
    found = dict.fromkeys((*holding, *get_close_matches(name, known, n=5, cutoff=0.5)))
    return ", ".join(found or known[:20])


def read_text(*path: str) -> str:
    """A text file of this package."""
    return _folder(*path).read_text(encoding="utf-8")


def read_yaml(*path: str) -> dict[str, Any]:
    """A YAML file of this package."""
    import yaml

    # libyaml's loader where PyYAML was built with it: a tenth of the time, at every start
    loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    return dict(yaml.load(read_text(*path), Loader=loader))


def text_of(said: Mapping[str, str]) -> Text:
    """`{zh: …, en: …}` as a text."""
    return Text(zh=said["zh"], en=said["en"])


def code_names(code_list: str | None, values: Mapping[str, Text]) -> dict[str, str]:
    """Code → name in the chosen language, of a code list of the ontology and of own values."""
    names: dict[str, str] = {}
    if code_list is not None:
        from ontology import load_model

        codes = load_model().code_lists[code_list].codes.values()
        names = {code.notation: str(Text(code.zh, code.en)) for code in codes}
    return names | {code: str(text) for code, text in values.items()}


def _folder(*path: str) -> Traversable:
    return files("graph").joinpath(*path)


@cache
def _load(slug: str) -> Question:
    said = read_yaml("questions", slug, "question.yaml")
    common = read_yaml("questions", "common.yaml")
    return Question(
        slug=slug,
        number=said["number"],
        reads=said.get("reads", "graph"),
        title=text_of(said["title"]),
        of=text_of(said["of"]),
        definition=text_of(said["definition"]),
        excluded=text_of(said["excluded"]),
        unknown=text_of(said["unknown"]),
        article=tuple(said["article"]),
        columns=tuple(
            QuestionColumn(
                key=column["key"],
                title=text_of(column),
                code_list=column.get("list"),
                values={code: text_of(text) for code, text in column.get("values", {}).items()},
                ratio=_ratio(column.get("ratio")),
            )
            for column in (*common["first"], *said["columns"], *common["last"])
        ),
        ids=tuple(said["ids"]),
        thing=tuple(said.get("thing", said["ids"][:1])),
        sort=tuple(said["sort"]),
        fold=tuple(tuple(group) for group in said.get("fold", ())),
        lists=tuple(said.get("list", ())),
        takes_over=_takes_over(said.get("takes_over")),
        parameters={
            name: Parameter(
                default=each["default"], texts={"cypher": each["cypher"], "sparql": each["sparql"]}
            )
            for name, each in said.get("parameters", {}).items()
        },
        coverage=said.get("coverage"),
    )


def _ratio(said: Sequence[str] | None) -> tuple[str, str] | None:
    if said is None:
        return None
    number, of = said
    return number, of


def _with_number(text: str, place: str, number: int) -> str:
    """The query with another number at a place; only digits that were made of an int come in."""
    if text.count(place) != 1:
        raise ValueError(f"the query has {text.count(place)} times: {place}")
    changed, numbers = re.subn(r"\d+", str(int(number)), place)
    if numbers != 1:
        raise ValueError(f"not one number: {place}")
    return text.replace(place, changed)


def _takes_over(said: Mapping[str, Any] | None) -> TakesOver | None:
    if said is None:
        return None
    return TakesOver(
        title=text_of(said),
        hint=text_of(said["hint"]),
        kinds=tuple(said.get("kinds", ())),
        nearest=said["nearest"],
    )
