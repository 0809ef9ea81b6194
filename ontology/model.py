"""The ontology as Python data: node labels, relationships, columns and code lists.

The Turtle files beside this module are the only place where a class, a column, a label or a code
is said. `load_model` reads them once, with Oxigraph's parser (a few milliseconds, no rdflib), and
everything else in the project asks the `Model`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Literal

from ontology.triples import RDF, RDFS, OntologyError, Triples

NAMESPACE = "https://w3id.org/shequ/ns#"
BASE = "https://w3id.org/shequ/id/"

_SKOS = "http://www.w3.org/2004/02/skos/core#"
_SCHEMA = "https://schema.org/"
_XSD = "http://www.w3.org/2001/XMLSchema#"

Datatype = Literal["string", "integer", "double", "boolean", "partial_date"]
_DATATYPES: dict[str, Datatype] = {
    _XSD + "string": "string",
    _XSD + "integer": "integer",
    _XSD + "double": "double",
    _XSD + "boolean": "boolean",
    NAMESPACE + "PartialDate": "partial_date",
}


@dataclass(frozen=True)
class Code:
    """One value of a code list: notation, labels, roster spellings, and its class if a kind."""

    notation: str
    iri: str
    zh: str
    en: str
    spellings: tuple[str, ...]
    class_iri: str | None


@dataclass(frozen=True)
class CodeList:
    """A SKOS concept scheme; `codes` keeps the order of the file."""

    name: str
    zh: str
    en: str
    codes: dict[str, Code]


@dataclass(frozen=True)
class Column:
    """A property of a node or tie: column name, IRI, datatype, labels."""

    name: str
    iri: str
    datatype: Datatype
    zh: str
    en: str
    many: bool
    derived: bool
    code_list: str | None


@dataclass(frozen=True)
class NodeLabel:
    """A class with a table of its own. `superclasses` are the sq: classes above it."""

    name: str
    iri: str
    slug: str
    zh: str
    en: str
    superclasses: tuple[str, ...]
    key: tuple[str, ...]
    kinds: str | None
    columns: tuple[Column, ...]


@dataclass(frozen=True)
class Relationship:
    """An object property that is a relationship type; `tie_class` where ties have attributes."""

    type: str
    iri: str
    slug: str
    zh: str
    en: str
    tie_class: str | None
    derived: bool
    from_labels: tuple[str, ...]
    to_labels: tuple[str, ...]
    columns: tuple[Column, ...]

    @property
    def dated(self) -> bool:
        """Whether its ties have since, until and in_force."""
        return any(column.name == "in_force" for column in self.columns)


@dataclass(frozen=True)
class Model:
    """The whole ontology; the dictionaries keep the order of the Turtle files."""

    version: str
    labels: dict[str, NodeLabel]
    relationships: dict[str, Relationship]
    code_lists: dict[str, CodeList]
    superclasses: dict[str, tuple[str, ...]]

    def kind_classes(self, label: str) -> dict[str, tuple[str, ...]]:
        """For each kind of a label, the class IRIs of a node of that kind, most special first."""
        node_label = self.labels[label]
        own = (node_label.iri, *node_label.superclasses)
        if node_label.kinds is None:
            return {}
        return {
            code.notation: (code.class_iri, *self.superclasses[code.class_iri])
            if code.class_iri is not None
            else own
            for code in self.code_lists[node_label.kinds].codes.values()
        }


def slug(name: str) -> str:
    """The form of a name in an IRI: PartyOrganization → party-organization."""
    words = re.sub(r"(?<=[a-z])(?=[A-Z])", "-", name)
    return words.replace("_", "-").lower()


def _local(iri: str) -> str:
    return iri.removeprefix(NAMESPACE)


def _superclasses(triples: Triples) -> dict[str, tuple[str, ...]]:
    """The sq: classes above each sq: class, nearest first."""
    above: dict[str, tuple[str, ...]] = {}

    def climb(iri: str) -> tuple[str, ...]:
        if iri not in above:
            parents = [p for p in triples.iris(iri, RDFS + "subClassOf") if p.startswith(NAMESPACE)]
            above[iri] = tuple(dict.fromkeys(p for q in parents for p in (q, *climb(q))))
        return above[iri]

    owl_class = "http://www.w3.org/2002/07/owl#Class"
    for subject, found in list(triples.named.items()):
        if owl_class in found.get(RDF + "type", []):
            climb(subject)
    return above


def _columns(triples: Triples) -> list[tuple[Column, list[str]]]:
    columns = []
    for iri in triples.subjects_with(NAMESPACE + "column"):
        ranges = triples.iris(iri, RDFS + "range", _SCHEMA + "rangeIncludes")
        if len(ranges) != 1 or ranges[0] not in _DATATYPES:
            raise OntologyError(f"{iri}: the range is not one known datatype: {ranges}")
        lists = triples.iris(iri, NAMESPACE + "codeList")
        column = Column(
            name=triples.text(iri, NAMESPACE + "column") or "",
            iri=iri,
            datatype=_DATATYPES[ranges[0]],
            zh=triples.label(iri, "zh"),
            en=triples.label(iri, "en"),
            many=triples.flag(iri, NAMESPACE + "many"),
            derived=triples.flag(iri, NAMESPACE + "derived"),
            code_list=_local(lists[0]) if lists else None,
        )
        columns.append((column, triples.iris(iri, RDFS + "domain", _SCHEMA + "domainIncludes")))
    return columns


def _code_lists(triples: Triples) -> tuple[dict[str, CodeList], dict[str, str]]:
    """The code lists by name, and for each node label IRI the name of its list of kinds."""
    lists: dict[str, CodeList] = {}
    kinds: dict[str, str] = {}
    for subject, found in triples.named.items():
        types = found.get(RDF + "type", [])
        if _SKOS + "ConceptScheme" in types:
            name = _local(subject)
            lists[name] = CodeList(
                name, triples.label(subject, "zh"), triples.label(subject, "en"), {}
            )
            for label in triples.iris(subject, NAMESPACE + "kindsOf"):
                kinds[label] = name
        elif _SKOS + "Concept" in types:
            (scheme,) = triples.iris(subject, _SKOS + "inScheme")
            notation = triples.text(subject, _SKOS + "notation") or ""
            classes = triples.iris(subject, NAMESPACE + "kindClass")
            zh = triples.label(subject, "zh", _SKOS + "prefLabel")
            alternatives = triples.texts[subject].get((_SKOS + "altLabel", "zh"), [])
            lists[_local(scheme)].codes[notation] = Code(
                notation=notation,
                iri=subject,
                zh=zh,
                en=triples.label(subject, "en", _SKOS + "prefLabel"),
                spellings=(zh, *alternatives),
                class_iri=classes[0] if classes else None,
            )
    return lists, kinds


@cache
def load_model() -> Model:
    """Read the Turtle files; raises `OntologyError` where they contradict themselves."""
    triples = Triples()
    superclasses = _superclasses(triples)
    columns = _columns(triples)
    code_lists, kinds = _code_lists(triples)

    labels: dict[str, NodeLabel] = {}
    for iri in triples.subjects_with(NAMESPACE + "nodeLabel"):
        name = triples.text(iri, NAMESPACE + "nodeLabel") or ""
        own = {iri, *superclasses[iri]}
        labels[name] = NodeLabel(
            name=name,
            iri=iri,
            slug=slug(name),
            zh=triples.label(iri, "zh"),
            en=triples.label(iri, "en"),
            superclasses=superclasses[iri],
            key=triples.text_list(iri, NAMESPACE + "key"),
            kinds=kinds.get(iri),
            columns=tuple(column for column, domains in columns if own & set(domains)),
        )

    def ends(classes: list[str]) -> tuple[str, ...]:
        wanted = set(classes)
        return tuple(
            label.name for label in labels.values() if wanted & {label.iri, *label.superclasses}
        )

    relationships: dict[str, Relationship] = {}
    for iri in triples.subjects_with(NAMESPACE + "relationshipType"):
        type_ = triples.text(iri, NAMESPACE + "relationshipType") or ""
        tie_classes = triples.iris(iri, NAMESPACE + "tieClass")
        of_tie = {NAMESPACE + "Tie", *tie_classes}
        relationships[type_] = Relationship(
            type=type_,
            iri=iri,
            slug=slug(type_),
            zh=triples.label(iri, "zh"),
            en=triples.label(iri, "en"),
            tie_class=tie_classes[0] if tie_classes else None,
            derived=triples.flag(iri, NAMESPACE + "derived"),
            from_labels=ends(triples.iris(iri, RDFS + "domain", _SCHEMA + "domainIncludes")),
            to_labels=ends(triples.iris(iri, RDFS + "range", _SCHEMA + "rangeIncludes")),
            columns=tuple(column for column, domains in columns if of_tie & set(domains)),
        )
    version = triples.text(NAMESPACE.rstrip("#"), "http://www.w3.org/2002/07/owl#versionInfo")
    if version is None:
        raise OntologyError("ontology.ttl states no owl:versionInfo")
    return Model(version, labels, relationships, code_lists, superclasses)
