"""The alignments name terms that exist, and a reasoner may draw every conclusion from them."""

from __future__ import annotations

from functools import cache
from itertools import combinations
from pathlib import Path

import pytest
from rdflib import DC, DCTERMS, FOAF, ORG, OWL, PROV, QB, RDF, RDFS, SDO, SKOS, Graph, URIRef
from rdflib.collection import Collection
from rdflib.namespace import GEO, DefinedNamespace
from rdflib.term import Node

from ontology import NAMESPACE, load_model
from ontology.triples import MODEL_FILES

FOLDER = Path(__file__).parents[2] / "ontology"

# rdflib carries the terms of these as closed namespaces.
CLOSED: list[type[DefinedNamespace]] = [
    DC, DCTERMS, FOAF, GEO, ORG, OWL, PROV, QB, RDF, RDFS, SDO, SKOS,
]  # fmt: skip
# The others, as their specifications have them: BOT 0.3.2, RegOrg (W3C Note, 2013), CPOV 1.
READ = {
    *(f"https://w3id.org/bot#{name}" for name in ("Zone", "Site", "Building")),
    "http://www.w3.org/ns/regorg#RegisteredOrganization",
    "http://data.europa.eu/m8g/PublicOrganisation",
}
PERSONS = {FOAF.Person, SDO.Person, PROV.Person, FOAF.Agent, PROV.Agent}


@cache
def alignments() -> Graph:
    return Graph().parse(FOLDER / "alignments.ttl")


@cache
def own() -> Graph:
    graph = Graph()
    for name in MODEL_FILES:
        graph.parse(FOLDER / name)
    return graph


def foreign_terms() -> set[str]:
    terms = {node for triple in alignments() for node in triple if isinstance(node, URIRef)}
    ours = ("https://w3id.org/shequ/", "https://spdx.org/")
    return {str(term) for term in terms if not str(term).startswith(ours)}


@pytest.mark.parametrize("term", sorted(foreign_terms()))
def test_a_term_of_others_exists(term: str) -> None:
    known = any(term in namespace for namespace in CLOSED if term.startswith(str(namespace)))
    assert known or term in READ


def test_a_made_up_term_would_be_noticed() -> None:
    assert str(ORG) + "PartyBranch" not in ORG
    assert str(SDO) + "Neighbourhood" not in SDO


def test_the_vocabularies_of_the_domain_are_all_reused() -> None:
    used = " ".join(foreign_terms())
    for vocabulary in (
        "http://www.w3.org/ns/org#",
        "http://www.w3.org/ns/regorg#",
        "http://www.w3.org/ns/prov#",
        "https://w3id.org/bot#",
        "http://www.opengis.net/ont/geosparql#",
        "https://schema.org/",
        "http://purl.org/linked-data/cube#",
        "http://data.europa.eu/m8g/",
    ):
        assert vocabulary in used
    assert (None, RDF.type, SKOS.ConceptScheme) in own()


def test_only_terms_of_the_ontology_are_aligned() -> None:
    introduced = {URIRef(NAMESPACE + "CountStructure")}
    known = set(own().subjects()) | introduced
    for subject in alignments().subjects():
        if isinstance(subject, URIRef) and str(subject).startswith(NAMESPACE):
            assert subject in known, subject


def test_nothing_is_aligned_to_a_person() -> None:
    assert not PERSONS & set(alignments().objects())


def test_the_formal_line_is_orgs_own_property() -> None:
    """Dual management is no second parent: only the formal line is org:subOrganizationOf."""
    assert load_model().relationships["SUBORDINATE_TO"].iri == str(ORG.subOrganizationOf)
    below = set(alignments().subjects(RDFS.subPropertyOf, ORG.subOrganizationOf))
    assert not below
    dual = URIRef(load_model().relationships["DUAL_MANAGED_BY"].iri)
    assert set(alignments().objects(dual, RDFS.subPropertyOf)) == {ORG.linkedTo}


def test_every_kind_of_post_is_a_role() -> None:
    roles = set(alignments().subjects(RDF.type, ORG.Role))
    assert roles == {URIRef(c.iri) for c in load_model().code_lists["PostKind"].codes.values()}


def disjoint() -> set[frozenset[Node]]:
    graph = alignments()
    return {
        frozenset(pair)
        for axiom in graph.subjects(RDF.type, OWL.AllDisjointClasses)
        for members in graph.objects(axiom, OWL.members)
        for pair in combinations(Collection(graph, members), 2)
    }


def test_no_class_lies_below_two_that_are_disjoint() -> None:
    both = own() + alignments()
    for cls in own().subjects(RDF.type, OWL.Class):
        classes = set(both.transitive_objects(cls, RDFS.subClassOf))
        assert not [pair for pair in disjoint() if pair <= classes], cls


def test_reasoning_over_the_example_makes_nothing_two_things() -> None:
    """RDFS conclusions from domains, ranges, subclasses and subproperties, drawn by hand."""
    schema = own() + alignments()
    graph = Graph().parse(Path(__file__).with_name("xinghai.ttl"))
    types: dict[Node, set[Node]] = {}
    for subject, predicate, value in graph:
        for term in schema.transitive_objects(predicate, RDFS.subPropertyOf):
            for cls in schema.objects(term, RDFS.domain):
                types.setdefault(subject, set()).add(cls)
            for cls in schema.objects(term, RDFS.range):
                types.setdefault(value, set()).add(cls)
        if predicate == RDF.type:
            types.setdefault(subject, set()).add(value)
    for thing, found in types.items():
        classes = {up for cls in found for up in schema.transitive_objects(cls, RDFS.subClassOf)}
        assert not [pair for pair in disjoint() if pair <= classes], thing
