"""The nodes and values that a shape looks at, as columns.

A part holds pairs of a focus node and a value, all values being of one kind of term: IRIs, or
literals of one datatype and language. So what kind of term a value is need not be asked row by row.
IRIs are categorical columns, which polars joins as numbers.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from graph.rdf import XSD

if TYPE_CHECKING:
    import polars as pl

RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RDFS = "http://www.w3.org/2000/01/rdf-schema#"
SKOS = "http://www.w3.org/2004/02/skos/core#"


@dataclass(frozen=True)
class Term:
    """The kind of a term: an IRI where `datatype` is None, else a literal."""

    datatype: str | None = None
    language: str | None = None

    @property
    def is_iri(self) -> bool:
        """Whether it is an IRI."""
        return self.datatype is None


IRI = Term()
STRING = Term(XSD + "string")


@dataclass(frozen=True)
class Part:
    """Distinct pairs in the columns `focus` and `value`.

    `sound` says that the column's type leaves room for nothing but literals that are well-formed;
    a column that somebody has edited into a text is not, and is held as the text.
    """

    frame: pl.DataFrame
    term: Term
    sound: bool = True

    @property
    def empty(self) -> bool:
        """Whether there is nothing in it."""
        return self.frame.is_empty()

    @property
    def at_the_beginning(self) -> bool:
        """Whether each focus is its own value: no step has been made yet."""
        if self.frame.schema["focus"] != self.frame.schema["value"]:
            return False
        return bool((self.frame["focus"] == self.frame["value"]).all())

    def keep(self, condition: pl.Expr | pl.Series) -> Part:
        """Those pairs of which `condition` is true."""
        return replace(self, frame=self.frame.filter(condition))

    def text(self) -> pl.Series:
        """The values as the text of their terms."""
        import polars as pl

        return self.frame["value"].cast(pl.String)


def merged(parts: Iterable[Part], *, distinct: bool = True) -> list[Part]:
    """The parts with those of one kind of term put together, without empty ones.

    `distinct` says that a pair may be in several of them, or twice in one.
    """
    import polars as pl

    by_term: dict[Term, list[Part]] = {}
    for part in parts:
        if not part.empty:
            by_term.setdefault(part.term, []).append(part)
    made = []
    for term, same in by_term.items():
        frames = [part.frame for part in same]
        if len({frame.schema["value"] for frame in frames}) > 1:
            frames = [frame.with_columns(pl.col("value").cast(pl.String)) for frame in frames]
        frame = pl.concat(frames) if len(frames) > 1 else frames[0]
        made.append(
            Part(frame.unique() if distinct else frame, term, all(part.sound for part in same))
        )
    return made


def nodes(iris: pl.Series) -> Part:
    """Nodes as a part in which each is its own value: where a path begins."""
    import polars as pl

    return Part(pl.DataFrame({"focus": iris, "value": iris}), IRI)
