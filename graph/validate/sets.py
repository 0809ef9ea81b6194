"""Constraints on all values of a node together: how many there are, and how they go with others."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from graph.validate.checks import Found, Look, conforms
from graph.validate.parts import IRI, Part, merged
from graph.validate.paths import Predicate, reach
from graph.validate.shapes import Constraint, Iri, Query, Shape, Value
from graph.validate.values import NUMBERS, TESTS, has_value, numbers

if TYPE_CHECKING:
    import polars as pl


def _min_count(look: Look, constraint: Constraint) -> Iterator[Found]:
    least = _count(constraint.value)
    yield from look.nodes_alone("minCount", _fewer(look.focus, look.values, least))


def _max_count(look: Look, constraint: Constraint) -> Iterator[Found]:
    too_many = _more(look.values, _count(constraint.value))
    yield from look.nodes_alone("maxCount", too_many, look.values)


def _has_value(look: Look, constraint: Constraint) -> Iterator[Found]:
    wanted, path = constraint.value, look.shape.path
    assert isinstance(wanted, Iri | Value)
    assert path is not None
    parts = reach(look.face, path, look.focus, _within((wanted,)))
    having = [part.keep(has_value(look.face, part, constraint)) for part in parts]
    yield from look.nodes_alone("hasValue", _fewer(look.focus, having, 1))


def _qualified(look: Look, constraint: Constraint) -> Iterator[Found]:
    shape, path = constraint.value, look.shape.path
    assert isinstance(shape, Shape)
    assert path is not None
    lists = [each.value for each in shape.constraints if each.parameter == "in"]
    within = _within(lists[0]) if lists else None
    kept = [
        part.keep(conforms(look.face, shape, part, look.ask))
        for part in reach(look.face, path, look.focus, within)
    ]
    for name, count in constraint.more.items():
        if name == "qualifiedMinCount":
            yield from look.nodes_alone(name, _fewer(look.focus, kept, _count(count)))
        else:
            yield from look.nodes_alone(name, _more(kept, _count(count)), kept)


def _equals(look: Look, constraint: Constraint) -> Iterator[Found]:
    others = _others(look, constraint)
    for these, those in ((look.values, others), (others, look.values)):
        for part in these:
            yield from look.report("equals", _without(part, those))


def _disjoint(look: Look, constraint: Constraint) -> Iterator[Found]:
    for part in look.values:
        alike = [other for other in _others(look, constraint) if other.term == part.term]
        for other in alike:
            common = part.frame.join(other.frame, on=["focus", "value"], how="semi")
            yield from look.report("disjoint", Part(common, part.term, part.sound))


def _not_above(look: Look, constraint: Constraint) -> Iterator[Found]:
    import polars as pl

    for part in look.values:
        for other in _others(look, constraint):
            mine, theirs = numbers(part), numbers(other)
            if mine is None or theirs is None:
                raise NotImplementedError("sh:lessThanOrEquals of what is no number")
            left = part.frame.with_columns(mine=mine)
            right = other.frame.select("focus", theirs=theirs)
            both = left.join(right, on="focus")
            wrong = both.filter((pl.col("mine") <= pl.col("theirs")).not_().fill_null(True))
            yield from look.report("lessThanOrEquals", Part(wrong, part.term, part.sound))


def _sparql(look: Look, constraint: Constraint) -> Iterator[Found]:
    import polars as pl

    from graph.validate.queries import UnknownQuery, answer

    assert isinstance(constraint.value, Query)
    try:
        values = answer(look.face, constraint.value.text)
    except UnknownQuery:
        if look.ask is None:
            raise
        values = pl.Series("value", look.ask(constraint.value.text), dtype=pl.String)
    frame = look.focus.frame.select("focus").join(
        pl.DataFrame({"value": values}).unique(), how="cross"
    )
    yield from look.report("sparql", Part(frame, IRI))


SETS: dict[str, Callable[[Look, Constraint], Iterator[Found]]] = {
    "minCount": _min_count,
    "maxCount": _max_count,
    "hasValue": _has_value,
    "qualifiedValueShape": _qualified,
    "equals": _equals,
    "disjoint": _disjoint,
    "lessThanOrEquals": _not_above,
    "sparql": _sparql,
}
# All that a shape may say.
KNOWN = frozenset({*TESTS, *SETS, "property", "node", "not", "or", "and"})


def _within(values: object) -> list[str] | None:
    """The texts of values, to ask for these alone; None where one number has several texts."""
    assert isinstance(values, tuple)
    if any(isinstance(value, Value) and value.datatype in NUMBERS for value in values):
        return None
    return [value.value for value in values]


def _others(look: Look, constraint: Constraint) -> list[Part]:
    assert isinstance(constraint.value, Iri)
    return reach(look.face, Predicate(constraint.value.value), look.focus)


def _without(part: Part, others: list[Part]) -> Part:
    frame = part.frame
    for other in merged(each for each in others if each.term == part.term):
        frame = frame.join(other.frame, on=["focus", "value"], how="anti")
    return Part(frame, part.term, part.sound)


def _more(parts: list[Part], most: int) -> pl.Series:
    """Who has more values than `most`; values of different kinds of term differ."""
    import polars as pl

    frames = [part.frame.select("focus") for part in parts]
    if not frames:
        return pl.Series("focus", [], dtype=pl.Categorical)
    focus = pl.concat(frames)["focus"]
    if most > 0 and focus.n_unique() == len(focus):
        return focus.clear()
    counts = focus.to_frame().group_by("focus").len()
    return counts.filter(pl.col("len") > most)["focus"]


def _fewer(focus: Part, parts: list[Part], least: int) -> pl.Series:
    import polars as pl

    if least == 0:
        return focus.frame["focus"].clear()
    enough = _more(parts, least - 1) if least > 1 else None
    if enough is None:
        frames = [part.frame.select("focus") for part in parts]
        if not frames:
            return focus.frame["focus"]
        enough = pl.concat(frames)["focus"]
    return focus.frame.join(enough.to_frame("focus"), on="focus", how="anti")["focus"]


def _count(value: object) -> int:
    assert isinstance(value, Value)
    return int(value.value)
