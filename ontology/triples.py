"""The triples of the model files, as plain dictionaries that `ontology.model` asks."""

from __future__ import annotations

from collections import defaultdict
from importlib.resources import files

MODEL_FILES = (
    "ontology.ttl",
    "classes.ttl",
    "properties.ttl",
    "relationships.ttl",
    "codes.ttl",
)

RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RDFS = "http://www.w3.org/2000/01/rdf-schema#"


class OntologyError(Exception):
    """The Turtle files contradict themselves; the message names the term."""


class Triples:
    """The triples of the model files, by subject and predicate, in file order."""

    def __init__(self) -> None:
        from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat, parse

        self.named: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
        self.texts: dict[str, dict[tuple[str, str], list[str]]] = defaultdict(
            lambda: defaultdict(list)
        )
        for name in MODEL_FILES:
            data = files("ontology").joinpath(name).read_bytes()
            for quad in parse(data, format=RdfFormat.TURTLE):
                if not isinstance(quad.subject, NamedNode | BlankNode):
                    raise OntologyError(f"{name}: a statement about a statement: {quad}")
                subject = quad.subject.value
                if isinstance(quad.subject, BlankNode):
                    subject = f"_:{name}:{subject}"
                predicate = quad.predicate.value
                if isinstance(quad.object, Literal):
                    language = quad.object.language or ""
                    self.texts[subject][predicate, language].append(quad.object.value)
                elif isinstance(quad.object, BlankNode):
                    self.named[subject][predicate].append(f"_:{name}:{quad.object.value}")
                elif isinstance(quad.object, NamedNode):
                    self.named[subject][predicate].append(quad.object.value)

    def text(self, subject: str, predicate: str, language: str = "") -> str | None:
        """The one literal of a property in a language; raises `OntologyError` on several."""
        found = self.texts.get(subject, {}).get((predicate, language), [])
        if len(found) > 1:
            raise OntologyError(f"{subject}: {predicate} is said {len(found)} times")
        return found[0] if found else None

    def label(self, subject: str, language: str, predicate: str = RDFS + "label") -> str:
        """The label in a language; raises `OntologyError` where there is none."""
        text = self.text(subject, predicate, language)
        if text is None:
            raise OntologyError(f"{subject} has no label in {language}")
        return text

    def iris(self, subject: str, *predicates: str) -> list[str]:
        """The IRIs that the properties point to."""
        found = self.named.get(subject, {})
        return [iri for predicate in predicates for iri in found.get(predicate, [])]

    def flag(self, subject: str, predicate: str) -> bool:
        """Whether the property says true."""
        return self.text(subject, predicate) == "true"

    def text_list(self, subject: str, predicate: str) -> tuple[str, ...]:
        """The literals of an RDF list."""
        cells = self.iris(subject, predicate)
        values: list[str] = []
        while cells and cells[0] != RDF + "nil":
            values.append(self.text(cells[0], RDF + "first") or "")
            cells = self.iris(cells[0], RDF + "rest")
        return tuple(values)

    def subjects_with(self, predicate: str) -> list[str]:
        """The subjects that have a literal of the property, in file order."""
        return [s for s, found in self.texts.items() if (predicate, "") in found]
