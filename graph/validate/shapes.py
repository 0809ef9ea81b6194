"""The shapes as data, read from their Turtle: what each is about, and what it says.

Everything that a shape says must be known here: a parameter that no checker knows raises
`UnknownConstraint`, so that no rule is left out in silence.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field

from graph.validate.parts import RDF
from graph.validate.paths import Alternative, Inverse, Path, Predicate, Repeated, Sequence

SH = "http://www.w3.org/ns/shacl#"
_TARGETS = ("targetClass", "targetSubjectsOf", "targetObjectsOf", "targetNode")
# Those that say something about the shape itself, or belong to another parameter.
_BESIDE = {*_TARGETS, "path", "message", "severity", "flags", "qualifiedMinCount"}
_BESIDE |= {"qualifiedMaxCount", "name", "description", "order", "group"}


class UnknownConstraint(Exception):
    """A shape says something that no checker knows; the message names the shape and parameter."""


@dataclass(frozen=True)
class Iri:
    """An IRI as a parameter."""

    value: str


@dataclass(frozen=True)
class Value:
    """A literal as a parameter."""

    value: str
    datatype: str
    language: str | None = None

    @property
    def number(self) -> float:
        """What it counts; raises `ValueError` where it is no number."""
        return float(self.value)


@dataclass(frozen=True)
class Constraint:
    """A parameter of SHACL by its local name, and its value.

    The value is an `Iri` or `Value`, a tuple of them for a list, a `Shape`, or a tuple of shapes.
    `more` are the parameters that go with it.
    """

    parameter: str
    value: object
    more: dict[str, object] = field(default_factory=dict)


@dataclass(frozen=True)
class Shape:
    """A node shape where `path` is None, else a property shape."""

    iri: str
    path: Path | None
    severity: str
    messages: dict[str, str]
    targets: tuple[tuple[str, str], ...]
    constraints: tuple[Constraint, ...]

    @property
    def name(self) -> str:
        """The last part of its IRI."""
        return self.iri.rpartition("#")[2]


@dataclass(frozen=True)
class Query:
    """A SPARQL constraint: the text with its prefixes."""

    text: str


def read_shapes(turtle: str, known: Collection[str]) -> list[Shape]:
    """The shapes of a Turtle document that have a target, in its order.

    Raises `UnknownConstraint` where one says what is not among the `known` parameters.
    """
    graph = _Graph(turtle, known)
    targeted = [
        subject
        for subject in list(graph.about)
        if any(SH + t in graph.about[subject] for t in _TARGETS)
    ]
    return [graph.shape(subject) for subject in targeted]


class _Graph:
    """The triples of the document by subject and predicate; a subject is its text."""

    def __init__(self, turtle: str, known: Collection[str]) -> None:
        from pyoxigraph import RdfFormat, parse

        self.known = known
        self.about: dict[str, dict[str, list[object]]] = defaultdict(lambda: defaultdict(list))
        for quad in parse(turtle.encode(), format=RdfFormat.TURTLE):
            subject = _term(quad.subject)
            assert isinstance(subject, Iri)
            self.about[subject.value][quad.predicate.value].append(_term(quad.object))

    def shape(self, subject: str) -> Shape:
        about = self.about[subject]
        paths = [_iri(found) for found in about[SH + "path"]]
        severities = [_iri(found) for found in about[SH + "severity"]]
        return Shape(
            iri=subject,
            path=self._path(paths[0]) if paths else None,
            severity=severities[0] if severities else SH + "Violation",
            messages={
                message.language or "": message.value
                for message in about[SH + "message"]
                if isinstance(message, Value)
            },
            targets=tuple((kind, _iri(found)) for kind in _TARGETS for found in about[SH + kind]),
            constraints=tuple(self._constraints(subject)),
        )

    def _constraints(self, subject: str) -> Iterator[Constraint]:
        about = self.about[subject]
        for predicate, values in list(about.items()):
            if not predicate.startswith(SH):
                continue
            name = predicate.removeprefix(SH)
            if name in _BESIDE:
                continue
            if name not in self.known:
                raise UnknownConstraint(f"{subject}: sh:{name}")
            for value in values:
                yield Constraint(name, self._parameter(name, value), self._more(name, about))

    def _more(self, name: str, about: dict[str, list[object]]) -> dict[str, object]:
        wanted = {
            "pattern": ("flags",),
            "qualifiedValueShape": ("qualifiedMinCount", "qualifiedMaxCount"),
        }.get(name, ())
        return {key: about[SH + key][0] for key in wanted if about[SH + key]}

    def _parameter(self, name: str, value: object) -> object:
        if name in ("not", "property", "node", "qualifiedValueShape"):
            return self.shape(_iri(value))
        if name in ("or", "and"):
            return tuple(self.shape(_iri(each)) for each in self._list(_iri(value)))
        if name in ("in", "languageIn"):
            return tuple(self._list(_iri(value)))
        return self._query(_iri(value)) if name == "sparql" else value

    def _query(self, subject: str) -> Query:
        about = self.about[subject]
        prefixes = [
            f"PREFIX {self._text(declared, 'prefix')}: <{self._text(declared, 'namespace')}>\n"
            for ontology in about[SH + "prefixes"]
            for declared in map(_iri, self.about[_iri(ontology)][SH + "declare"])
        ]
        unknown = [
            predicate
            for predicate in about
            if predicate.startswith(SH) and predicate not in (SH + "prefixes", SH + "select")
        ]
        if unknown:
            raise UnknownConstraint(f"sh:sparql: {', '.join(unknown)}")
        return Query("".join(prefixes) + self._text(subject, "select"))

    def _text(self, subject: str, name: str) -> str:
        (found,) = self.about[subject][SH + name]
        assert isinstance(found, Value)
        return found.value

    def _list(self, subject: str) -> Iterator[object]:
        while subject != RDF + "nil":
            about = self.about[subject]
            yield about[RDF + "first"][0]
            subject = _iri(about[RDF + "rest"][0])

    def _path(self, subject: str) -> Path:
        about = self.about.get(subject, {})
        if RDF + "first" in about:
            return Sequence(tuple(self._path(_iri(step)) for step in self._list(subject)))
        if inverse := about.get(SH + "inversePath"):
            return Inverse(self._path(_iri(inverse[0])))
        if either := about.get(SH + "alternativePath"):
            steps = self._list(_iri(either[0]))
            return Alternative(tuple(self._path(_iri(step)) for step in steps))
        if repeated := about.get(SH + "zeroOrMorePath"):
            return Repeated(self._path(_iri(repeated[0])))
        if subject.startswith("_:"):
            raise UnknownConstraint(f"sh:path {', '.join(about)}")
        return Predicate(subject)


def _term(term: object) -> object:
    from pyoxigraph import BlankNode, Literal, NamedNode

    if isinstance(term, Literal):
        return Value(term.value, term.datatype.value, term.language)
    if isinstance(term, NamedNode):
        return Iri(term.value)
    assert isinstance(term, BlankNode)
    return Iri(f"_:{term.value}")


def _iri(term: object) -> str:
    assert isinstance(term, Iri), term
    return term.value
