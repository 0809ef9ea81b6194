"""SPARQL rules as joins of columns.

rdflib parses a query into its algebra; the parts of it that rules are made of (patterns, paths,
FILTER, BIND, NOT EXISTS) are worked out here. Where a query holds more, `UnknownQuery` says so, and
it is asked of an engine, whose index takes longer to make than all the shapes to check.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from graph.validate.circles import on_circles, reached
from graph.validate.parts import IRI, Part, Term, merged
from graph.validate.paths import turned

if TYPE_CHECKING:
    import polars as pl

    from graph.validate.face import Face


class UnknownQuery(Exception):
    """A query of which these joins don't know a part; the message names it."""


@dataclass(frozen=True)
class Solutions:
    """A column a variable, all of whose values are of one kind of term."""

    frame: pl.DataFrame
    terms: dict[str, Term]


def answer(face: Face, text: str) -> pl.Series:
    """The texts of `?value` in the answer; raises `UnknownQuery`."""
    import polars as pl
    from rdflib.plugins.sparql import prepareQuery

    algebra: Any = prepareQuery(text).algebra
    if algebra.name != "SelectQuery" or algebra.p.name != "Project":
        raise UnknownQuery(f"{algebra.name} {algebra.p.name}")
    if "this" in {str(variable) for variable in algebra.p.p["_vars"]}:
        raise UnknownQuery("$this")
    found = _pattern(face, algebra.p.p, [_nothing_bound()])
    columns = [rows.frame["value"].cast(pl.String) for rows in found]
    if not columns:
        return pl.Series("value", [], dtype=pl.String)
    return pl.concat(columns).unique()


def _nothing_bound() -> Solutions:
    import polars as pl

    return Solutions(pl.DataFrame({"": [0]}), {})


def _pattern(face: Face, part: Any, before: list[Solutions]) -> list[Solutions]:
    """The solutions of a part of the algebra that go with those `before` it."""
    from graph.validate.expressions import compiled, truth

    if part.name == "BGP":
        return _basic(face, list(part.triples), before)
    if part.name == "Join" and part.p1.name == part.p2.name == "BGP":
        return _basic(face, [*part.p1.triples, *part.p2.triples], before)
    if part.name == "Extend":
        made = []
        for rows in _pattern(face, part.p, before):
            value, term = compiled(part.expr, rows.terms)
            name = str(part["var"])
            made.append(
                Solutions(rows.frame.with_columns(value.alias(name)), {**rows.terms, name: term})
            )
        return made
    if part.name == "Filter":
        conditions = list(_conjuncts(part.expr))
        kept = _pattern(face, part.p, before)
        for condition in conditions:
            if getattr(condition, "name", "") == "Builtin_NOTEXISTS":
                kept = [_without(face, condition.graph, rows) for rows in kept]
            else:
                kept = [
                    Solutions(rows.frame.filter(truth(condition, rows.terms)), rows.terms)
                    for rows in kept
                ]
        return kept
    raise UnknownQuery(part.name)


def _conjuncts(expression: Any) -> Iterator[Any]:
    if getattr(expression, "name", "") == "ConditionalAndExpression":
        yield expression.expr
        yield from expression.other
    else:
        yield expression


def _without(face: Face, group: Any, rows: Solutions) -> Solutions:
    """The solutions that the pattern of NOT EXISTS does not go with."""
    from rdflib.plugins.sparql.algebra import translateGroupGraphPattern

    pattern = translateGroupGraphPattern(group)  # once: the second time it is given back
    number = "the row"
    numbered = rows.frame.with_row_index(number)
    frame = numbered
    for found in _pattern(face, pattern, [Solutions(numbered, rows.terms)]):
        frame = frame.join(found.frame, on=number, how="anti")
    return Solutions(frame.drop(number), rows.terms)


def _basic(face: Face, triples: list[Any], before: list[Solutions]) -> list[Solutions]:
    """Triple patterns, joined from the smallest on, each with what it shares a variable with."""
    steps = [
        (subject, _pairs(face, predicate, subject == value), value)
        for subject, predicate, value in triples
    ]
    steps = [
        (subject, [_of_constants(part, subject, value) for part in parts], value)
        for subject, parts, value in steps
    ]
    found = before
    bound = {name for rows in before for name in rows.terms}
    while steps:
        _, _, place = min(
            (
                not bound & _variables(subject, value),
                sum(part.frame.height for part in parts),
                place,
            )
            for place, (subject, parts, value) in enumerate(steps)
        )
        subject, parts, value = steps.pop(place)
        found = [
            joined
            for rows in found
            for part in parts
            if (joined := _joined(rows, subject, part, value)) is not None
        ]
        bound |= _variables(subject, value)
    return found


def _variables(*terms: Any) -> set[str]:
    from rdflib import Variable

    return {str(term) for term in terms if isinstance(term, Variable)}


def _pairs(face: Face, path: Any, circle: bool) -> list[Part]:
    """The pairs of a property or path; `circle` asks only for those of a node with itself."""
    from rdflib import URIRef
    from rdflib.paths import AlternativePath, InvPath, MulPath, SequencePath

    if isinstance(path, URIRef):
        return face.pairs(str(path))
    if isinstance(path, AlternativePath):
        return merged(part for each in path.args for part in _pairs(face, each, False))
    if isinstance(path, InvPath):
        return [turned(part) for part in _pairs(face, path.arg, False) if part.term.is_iri]
    if isinstance(path, SequencePath):
        return _sequence([_pairs(face, each, False) for each in path.args])
    if isinstance(path, MulPath) and path.mod == "+":
        iris = [part for part in _pairs(face, path.path, False) if part.term.is_iri]
        return [Part((on_circles if circle else reached)(part.frame), IRI) for part in iris]
    raise UnknownQuery(f"the path {path}")


def _sequence(steps: Sequence[list[Part]]) -> list[Part]:
    found = steps[0]
    for parts in steps[1:]:
        found = merged(
            Part(
                before.frame.rename({"value": "through"})
                .join(part.frame.rename({"focus": "through"}), on="through")
                .select("focus", "value"),
                part.term,
            )
            for before in found
            if before.term.is_iri
            for part in parts
        )
    return found


def _of_constants(part: Part, subject: Any, value: Any) -> Part:
    """The pairs whose ends are what the pattern names."""
    import polars as pl
    from rdflib import Literal, URIRef

    if isinstance(subject, URIRef):
        part = part.keep(pl.col("focus").cast(pl.String) == str(subject))
    if isinstance(value, URIRef):
        named = pl.col("value").cast(pl.String) == str(value)
        part = part.keep(named if part.term.is_iri else pl.lit(False))
    if isinstance(value, Literal):
        raise UnknownQuery(f"the literal {value!r} in a pattern")
    return part


def _joined(rows: Solutions, subject: Any, part: Part, value: Any) -> Solutions | None:
    """The solutions with the pairs that go with them; None where terms can't be the same."""
    import polars as pl

    frame = part.frame
    if subject == value:
        frame = frame.filter(pl.col("focus") == pl.col("value"))
    names = {
        name: (column, kind)
        for column, term, kind in (("value", value, part.term), ("focus", subject, IRI))
        for name in _variables(term)
    }
    if not names:  # both ends are named: all solutions, or none
        return rows if frame.height else None
    frame = frame.select(pl.col(column).alias(name) for name, (column, _) in names.items())
    terms = {name: kind for name, (_, kind) in names.items()}
    shared = [name for name in names if name in rows.terms]
    if any(rows.terms[name] != terms[name] for name in shared):
        return None
    if shared:
        return Solutions(rows.frame.join(frame, on=shared), rows.terms | terms)
    return Solutions(rows.frame.join(frame, how="cross"), rows.terms | terms)
