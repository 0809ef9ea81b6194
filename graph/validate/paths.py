"""Paths of SHACL: from nodes along properties to values, by joins."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from graph.validate.parts import IRI, Part, merged

if TYPE_CHECKING:
    from graph.validate.face import Face


@dataclass(frozen=True)
class Predicate:
    """One property, forwards."""

    iri: str


@dataclass(frozen=True)
class Inverse:
    """A path backwards."""

    path: Path


@dataclass(frozen=True)
class Sequence:
    """One path after the other."""

    steps: tuple[Path, ...]


@dataclass(frozen=True)
class Alternative:
    """Any of the paths."""

    paths: tuple[Path, ...]


@dataclass(frozen=True)
class Repeated:
    """A path any number of times, also none."""

    path: Path


Path = Predicate | Inverse | Sequence | Alternative | Repeated


def predicates(path: Path) -> list[str]:
    """The properties of a path, in its order."""
    if isinstance(path, Predicate):
        return [path.iri]
    if isinstance(path, Inverse | Repeated):
        return predicates(path.path)
    steps = path.steps if isinstance(path, Sequence) else path.paths
    return [iri for step in steps for iri in predicates(step)]


def reach(face: Face, path: Path, start: Part, within: Collection[str] | None = None) -> list[Part]:
    """From the values of `start` along `path`: each focus with the values it comes to.

    `within` asks only for these values, as texts, which spares most of the work.
    """
    if isinstance(path, Predicate):
        return merged(_step(start, face.pairs(path.iri, within))) if start.term.is_iri else []
    if isinstance(path, Alternative):
        return merged(part for each in path.paths for part in reach(face, each, start, within))
    if isinstance(path, Sequence):
        parts = [start]
        for step in path.steps[:-1]:
            parts = merged(found for part in parts for found in reach(face, step, part))
        last = path.steps[-1]
        return merged(found for part in parts for found in reach(face, last, part, within))
    if isinstance(path, Repeated):
        return _only(_closure(face, path.path, start), within)
    if isinstance(path.path, Predicate):
        # of literals only those of the same kind of term can be the same
        pairs = [part for part in face.pairs(path.path.iri) if part.term == start.term]
        return _only(merged(_step(start, map(turned, pairs))), within)
    raise NotImplementedError(f"the inverse of {path.path}")


def turned(part: Part) -> Part:
    """The pairs the other way round."""
    return Part(part.frame.select(focus="value", value="focus"), IRI)


def _step(start: Part, pairs: Iterable[Part]) -> Iterator[Part]:
    """Each focus of `start` with what its value has."""
    at_the_beginning = start.at_the_beginning
    for part in pairs:
        if at_the_beginning:
            frame = part.frame.join(start.frame.select("focus"), on="focus", how="semi")
        else:
            through = part.frame.rename({"focus": "through"})
            frame = start.frame.rename({"value": "through"}).join(through, on="through")
        yield replace(part, frame=frame.select("focus", "value"))


def _closure(face: Face, path: Path, start: Part) -> list[Part]:
    """What is reached in any number of steps; no pair is gone on from twice, so circles end."""
    import polars as pl

    found = new = start.frame
    while not new.is_empty():
        steps = [part.frame for part in reach(face, path, Part(new, IRI)) if part.term.is_iri]
        if not steps:
            break
        new = pl.concat(steps).unique().join(found, on=["focus", "value"], how="anti")
        found = pl.concat([found, new])
    return [Part(found, IRI)]


def _only(parts: list[Part], within: Collection[str] | None) -> list[Part]:
    if within is None:
        return parts
    return [part.keep(part.text().is_in(list(within))) for part in parts]
