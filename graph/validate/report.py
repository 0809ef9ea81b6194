"""All shapes over a graph: the results, and whether the graph conforms."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from graph.validate.checks import Ask, Found, Look, targets
from graph.validate.face import Face
from graph.validate.sets import KNOWN
from graph.validate.shapes import SH, Shape, read_shapes

if TYPE_CHECKING:
    from graph.folder import GraphFolder


@dataclass(frozen=True)
class Report:
    """What the shapes found in a graph."""

    face: Face
    shapes: Sequence[Shape]
    found: Sequence[Found]

    def count(self, severity: str) -> int:
        """The results of a severity: Violation, Warning or Info."""
        return sum(
            found.frame.height for found in self.found if found.shape.severity == SH + severity
        )

    @property
    def conforms(self) -> bool:
        """Whether nothing is wrong; what is only worth a look (a warning) breaks nothing."""
        return self.count("Violation") == 0


@cache
def all_shapes() -> tuple[Shape, ...]:
    """The shapes of the ontology; raises `UnknownConstraint` where one can't be checked."""
    from ontology import load_model, shapes_turtle

    return tuple(read_shapes(shapes_turtle(load_model()), KNOWN))


def check(face: Face, shapes: Sequence[Shape], ask: Ask | None = None) -> list[Found]:
    """What is wrong with the graph of a face; `ask` answers SPARQL that is no join of columns."""
    return [
        found for shape in shapes for found in Look(face, shape, targets(face, shape), ask).found()
    ]


def asking(folder: GraphFolder) -> Ask:
    """A function that asks Oxigraph over a graph folder, whose index is made when it is asked."""

    def ask(text: str) -> list[str]:
        from graph.engines import open_engine

        engine = open_engine(folder, "oxigraph")
        try:
            answer = engine.run(text)
            place = answer.columns.index("value")
            return [str(row[place]) for row in answer.rows]
        finally:
            engine.close()

    return ask


def validate(folder: GraphFolder) -> Report:
    """Check a graph folder; raises `UsageError` where its tables are damaged."""
    from ontology import load_model

    face = Face.read(folder, load_model())
    shapes = all_shapes()
    return Report(face, shapes, check(face, shapes, asking(folder)))
