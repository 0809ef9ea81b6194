"""Shapes over the columns: what is found of each constraint.

What a constraint says of each value alone stands in `values.py`, of all values of a node together
in `sets.py`; those that put shapes together stand here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from graph.validate.parts import Part, Term, nodes
from graph.validate.paths import reach
from graph.validate.shapes import Constraint, Shape
from graph.validate.values import TESTS, same

if TYPE_CHECKING:
    import polars as pl

    from graph.validate.face import Face

# Answers a SPARQL query in full: the values of its variable `value`.
Ask = Callable[[str], list[str]]
# Parameters whose component has another name than their own.
_COMPONENTS = {"sparql": "SPARQL", "class": "Class"}


@dataclass(frozen=True)
class Found:
    """Results of one constraint: who (`focus`), and which value as a text, or null.

    `counted` are the values, in the same two columns, of which there are too many; SHACL has no
    result for each, but whoever must correct it asks which they are.
    """

    shape: Shape
    component: str
    frame: pl.DataFrame
    term: Term | None = None
    counted: pl.DataFrame | None = None


@dataclass(frozen=True)
class Look:
    """A shape and the nodes that it looks at; its values are reached when they are asked for."""

    face: Face
    shape: Shape
    focus: Part
    ask: Ask | None = None

    @cached_property
    def values(self) -> list[Part]:
        """The values at the end of the path, or the nodes themselves."""
        if self.shape.path is None:
            return [self.focus]
        return reach(self.face, self.shape.path, self.focus)

    def found(self) -> Iterator[Found]:
        """What is wrong, constraint by constraint."""
        for constraint in self.shape.constraints:
            yield from self._of(constraint)

    def _of(self, constraint: Constraint) -> Iterator[Found]:
        from graph.validate.sets import SETS

        name = constraint.parameter
        if name in SETS and not (name == "hasValue" and self.shape.path is None):
            yield from SETS[name](self, constraint)
        elif name == "property":
            assert isinstance(constraint.value, Shape)
            for part in self.values:
                own = part.frame["value"].unique()
                yield from Look(self.face, constraint.value, nodes(own), self.ask).found()
        else:
            for part in self.values:
                if not part.empty:
                    wrong = part.keep(~_answers(self.face, part, constraint, self.ask))
                    yield from self.report(name, wrong)

    def report(self, parameter: str, part: Part) -> Iterator[Found]:
        """The values of a part as results of the constraint of a parameter."""
        import polars as pl

        if not part.empty:
            frame = part.frame.select("focus", pl.col("value").cast(pl.String)).unique()
            yield Found(self.shape, component(parameter), frame, part.term)

    def nodes_alone(
        self, parameter: str, focus: pl.Series, counted: list[Part] | None = None
    ) -> Iterator[Found]:
        """Nodes as results of the constraint of a parameter, which has no value."""
        import polars as pl

        if not len(focus):
            return
        frame = pl.DataFrame({"focus": focus}).with_columns(value=pl.lit(None, pl.String))
        values = None
        if counted:
            values = pl.concat(
                part.frame.join(frame, on="focus", how="semi").select(
                    "focus", pl.col("value").cast(pl.String)
                )
                for part in counted
            )
        yield Found(self.shape, component(parameter), frame, counted=values)


def component(parameter: str) -> str:
    """The local name of the constraint component of a parameter."""
    name = _COMPONENTS.get(parameter, parameter[0].upper() + parameter[1:])
    return f"{name}ConstraintComponent"


def targets(face: Face, shape: Shape) -> Part:
    """The nodes that a shape is about."""
    import polars as pl

    found = [_target(face, kind, iri) for kind, iri in shape.targets]
    return nodes(found[0] if len(found) == 1 else pl.concat(found).unique())


def _target(face: Face, kind: str, iri: str) -> pl.Series:
    import polars as pl

    if kind == "targetClass":
        return face.instances(iri)
    if kind == "targetSubjectsOf":
        return face.subjects(iri)
    if kind == "targetObjectsOf":
        return face.objects(iri)
    return pl.Series("focus", [iri]).cast(pl.Categorical)


def conforms(face: Face, shape: Shape, part: Part, ask: Ask | None = None) -> pl.Series:
    """Whether each value of a part keeps a shape that stands within another."""
    if shape.path is not None:
        look = Look(face, shape, nodes(part.frame["value"].unique()), ask)
        failing = [found.frame["focus"] for found in look.found()]
        answers = same(part, True)
        for focus in failing:
            answers &= ~part.frame["value"].is_in(focus.implode())
        return answers
    answers = same(part, True)
    for constraint in shape.constraints:
        answers &= _answers(face, part, constraint, ask)
    return answers


def _answers(face: Face, part: Part, constraint: Constraint, ask: Ask | None) -> pl.Series:
    name, value = constraint.parameter, constraint.value
    if name in TESTS:
        return TESTS[name](face, part, constraint).fill_null(False)
    if name in ("property", "node"):
        assert isinstance(value, Shape)
        return conforms(face, value, part, ask)
    if name == "not":
        assert isinstance(value, Shape)
        return ~conforms(face, value, part, ask)
    assert name in ("or", "and"), name
    assert isinstance(value, tuple)
    answers = same(part, name == "and")
    for shape in value:
        if name == "or":
            answers |= conforms(face, shape, part, ask)
        else:
            answers &= conforms(face, shape, part, ask)
    return answers
