"""The ontology is sound, and the Model says what an independent reader of the Turtle finds."""

from __future__ import annotations

import subprocess
import sys
import unicodedata
from collections import Counter
from functools import cache
from pathlib import Path

import pytest
from rdflib import OWL, RDF, RDFS, SKOS, Graph, Literal, Namespace, URIRef
from rdflib.collection import Collection
from rdflib.term import Node

from ontology import NAMESPACE, Column, edge_schema, load_model, node_schema
from ontology.triples import MODEL_FILES

FOLDER = Path(__file__).parents[2] / "ontology"
SQ = Namespace(NAMESPACE)
SCHEMA = Namespace("https://schema.org/")
MODEL = load_model()


@cache
def ontology() -> Graph:
    graph = Graph()
    for name in MODEL_FILES:
        graph.parse(FOLDER / name)
    return graph


def local(iri: Node) -> str:
    return str(iri).removeprefix(NAMESPACE)


def above(cls: Node) -> set[Node]:
    return {up for up in ontology().transitive_objects(cls, RDFS.subClassOf) if up is not None}


def domains(term: Node) -> set[Node]:
    graph = ontology()
    return set(graph.objects(term, RDFS.domain)) | set(graph.objects(term, SCHEMA.domainIncludes))


def ranges(term: Node) -> set[Node]:
    graph = ontology()
    return set(graph.objects(term, RDFS.range)) | set(graph.objects(term, SCHEMA.rangeIncludes))


def spelled(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).casefold().split())


# --- every term is described ------------------------------------------------------------------


def test_every_term_is_labelled_in_both_languages() -> None:
    graph = ontology()
    for term in {s for s in graph.subjects() if str(s).startswith(NAMESPACE)}:
        labels = [o for o in graph.objects(term, RDFS.label) if isinstance(o, Literal)]
        assert Counter(label.language for label in labels) == {"zh": 1, "en": 1}, term


def test_every_code_is_labelled_in_both_languages() -> None:
    graph = ontology()
    for concept in graph.subjects(RDF.type, SKOS.Concept):
        labels = [o for o in graph.objects(concept, SKOS.prefLabel) if isinstance(o, Literal)]
        assert Counter(label.language for label in labels) == {"zh": 1, "en": 1}, concept


def test_every_property_has_a_domain_and_a_range() -> None:
    graph = ontology()
    classes = set(graph.subjects(RDF.type, OWL.Class))
    properties = {s for p in (SQ.column, SQ.relationshipType) for s in graph.subjects(p)}
    properties |= {
        s
        for kind in (OWL.ObjectProperty, OWL.DatatypeProperty)
        for s in graph.subjects(RDF.type, kind)
    }
    assert len(properties) > 60
    for term in properties:
        assert domains(term), term
        assert domains(term) <= classes, term
        assert ranges(term), term
    for term in graph.subjects(RDF.type, OWL.ObjectProperty):
        assert ranges(term) <= classes, term


def test_nothing_is_said_of_a_term_that_is_not_declared() -> None:
    graph = ontology()
    declared = set(graph.subjects(RDF.type))
    mentioned = {o for o in graph.objects() if str(o).startswith(NAMESPACE)}
    mentioned |= {p for p in graph.predicates() if str(p).startswith(NAMESPACE)}
    assert mentioned <= declared


# --- the names of tables, columns and codes are unambiguous -----------------------------------


def test_labels_types_and_columns_are_unique() -> None:
    graph = ontology()
    for predicate in (SQ.nodeLabel, SQ.relationshipType, SQ.column):
        names = Counter(str(name) for name in graph.objects(None, predicate))
        assert max(names.values()) == 1, names.most_common(1)
    slugs = [label.slug for label in MODEL.labels.values()]
    slugs += [tie.slug for tie in MODEL.relationships.values()]
    assert len(set(slugs)) == len(slugs)


def test_no_table_has_a_column_twice_or_one_that_names_an_end() -> None:
    for label in MODEL.labels:
        names = [column.name for column in MODEL.labels[label].columns]
        assert len(set(names)) == len(names)
        assert list(node_schema(MODEL, label)) == ["id", *names]
    for tie in MODEL.relationships:
        names = [column.name for column in MODEL.relationships[tie].columns]
        assert not set(names) & {"id", "from", "to", "from_label", "to_label"}
        assert len(edge_schema(MODEL, tie)) == 5 + len(names)


def test_two_tables_never_read_the_same_in_one_language() -> None:
    for language in ("zh", "en"):
        for group in (MODEL.labels.values(), MODEL.relationships.values()):
            names = Counter(getattr(term, language) for term in group)
            assert max(names.values()) == 1, names.most_common(1)
    tables = [label.columns for label in MODEL.labels.values()]
    tables += [tie.columns for tie in MODEL.relationships.values()]
    for columns in tables:
        for language in ("zh", "en"):
            names = Counter(getattr(column, language) for column in columns)
            assert max(names.values()) == 1, names.most_common(1)


@pytest.mark.parametrize("name", MODEL.code_lists)
def test_a_code_list_is_unambiguous(name: str) -> None:
    """Each notation once; no spelling of one code, as a roster may write it, is that of another."""
    graph = ontology()
    concepts = list(graph.subjects(SKOS.inScheme, SQ[name]))
    notations = Counter(str(graph.value(concept, SKOS.notation)) for concept in concepts)
    assert max(notations.values()) == 1, notations.most_common(1)
    seen: dict[str, str] = {}
    for code in MODEL.code_lists[name].codes.values():
        assert code.zh in code.spellings
        for spelling in {spelled(text) for text in code.spellings}:
            assert seen.setdefault(spelling, code.notation) == code.notation, spelling


def test_a_notation_is_a_plain_word() -> None:
    for code_list in MODEL.code_lists.values():
        for notation, code in code_list.codes.items():
            assert notation == code.notation
            assert notation.isascii()
            assert notation.replace("_", "").isalnum()
            assert code.iri.endswith(f"/{notation}")


def test_the_kinds_that_the_design_names_are_there() -> None:
    kinds = {name: set(code_list.codes) for name, code_list in MODEL.code_lists.items()}
    assert kinds["PartyOrganizationKind"] == {
        "working_committee", "committee", "general_branch", "branch", "joint_branch", "group",
    }  # fmt: skip
    assert kinds["GovernanceBodyKind"] == {
        "residents_committee", "workstation", "owners_committee", "property_office",
    }  # fmt: skip
    assert kinds["MassOrganizationKind"] == {"trade_union", "youth_league", "womens_organization"}
    assert kinds["TeamKind"] == {
        "members", "workstation_staff", "social_workers", "volunteers", "youth_care",
    }  # fmt: skip
    assert kinds["PostKind"] >= {
        "secretary", "deputy_secretary", "committee_member", "head", "owners_committee_member",
        "building_leader",
    }  # fmt: skip
    assert kinds["BuildingUse"] == {"residential", "non_residential"}
    assert kinds["Sector"] == {"economic", "social"}
    assert kinds["Qualifier"] == {"exact", "at_least", "about"}
    assert kinds["Affiliation"] == {
        "member", "official", "member_and_official", "neither", "unknown",
    }  # fmt: skip


# --- the Model and rdflib read the same -------------------------------------------------------


def test_the_model_has_the_node_labels_that_the_turtle_says() -> None:
    graph = ontology()
    found = {str(name): cls for cls, name in graph.subject_objects(SQ.nodeLabel)}
    assert set(found) == set(MODEL.labels)
    for name, cls in found.items():
        label = MODEL.labels[name]
        assert URIRef(label.iri) == cls
        assert Literal(label.zh, "zh") in set(graph.objects(cls, RDFS.label))
        assert Literal(label.en, "en") in set(graph.objects(cls, RDFS.label))
        assert {URIRef(iri) for iri in label.superclasses} == above(cls) - {cls}
        (head,) = graph.objects(cls, SQ.key)
        assert label.key == tuple(str(part) for part in Collection(graph, head))
        kinds = {local(scheme) for scheme in graph.subjects(SQ.kindsOf, cls)}
        assert kinds == ({label.kinds} if label.kinds is not None else set())


def test_the_model_has_the_columns_that_the_turtle_says() -> None:
    for label in MODEL.labels.values():
        assert_columns(label.columns, above(URIRef(label.iri)), label.name)


def test_the_model_has_the_ties_that_the_turtle_says() -> None:
    graph = ontology()
    found = {str(name): term for term, name in graph.subject_objects(SQ.relationshipType)}
    assert set(found) == set(MODEL.relationships)
    for name, term in found.items():
        tie = MODEL.relationships[name]
        assert URIRef(tie.iri) == term
        for end, classes in ((tie.from_labels, domains(term)), (tie.to_labels, ranges(term))):
            labels = {
                label.name for label in MODEL.labels.values() if classes & above(URIRef(label.iri))
            }
            assert set(end) == labels
            assert end
        tie_class = graph.value(term, SQ.tieClass)
        assert tie.tie_class == (None if tie_class is None else str(tie_class))
        assert tie.dated == (tie_class is not None)
        assert_columns(tie.columns, {SQ.Tie, tie_class or SQ.Tie}, name)


def assert_columns(columns: tuple[Column, ...], classes: set[Node], table: str) -> None:
    graph = ontology()
    expected = {
        str(name): term
        for term, name in graph.subject_objects(SQ.column)
        if domains(term) & classes
    }
    assert {column.name: URIRef(column.iri) for column in columns} == expected, table
    for column in columns:
        (datatype,) = ranges(URIRef(column.iri))
        names = {"PartialDate": "partial_date"}
        ending = str(datatype).rpartition("#")[2]
        assert column.datatype == names.get(ending, ending)
        code_list = graph.value(URIRef(column.iri), SQ.codeList)
        assert column.code_list == (None if code_list is None else local(code_list))
        assert column.many == ((URIRef(column.iri), SQ.many, Literal(True)) in graph)
        assert column.derived == ((URIRef(column.iri), SQ.derived, Literal(True)) in graph)


def test_the_model_has_the_codes_that_the_turtle_says() -> None:
    graph = ontology()
    schemes = {local(s) for s in graph.subjects(RDF.type, SKOS.ConceptScheme)}
    assert set(MODEL.code_lists) == schemes
    for code_list in MODEL.code_lists.values():
        concepts = set(graph.subjects(SKOS.inScheme, SQ[code_list.name]))
        assert {URIRef(code.iri) for code in code_list.codes.values()} == concepts
        for code in code_list.codes.values():
            iri = URIRef(code.iri)
            spellings = {
                str(text)
                for predicate in (SKOS.prefLabel, SKOS.altLabel)
                for text in graph.objects(iri, predicate)
                if isinstance(text, Literal) and text.language == "zh"
            }
            assert set(code.spellings) == spellings
            cls = graph.value(iri, SQ.kindClass)
            assert code.class_iri == (None if cls is None else str(cls))


def test_a_node_of_a_kind_has_all_the_classes_above_it() -> None:
    joint = [local(URIRef(c)) for c in MODEL.kind_classes("PartyOrganization")["joint_branch"]]
    assert joint == ["JointPartyBranch", "PartyBranch", "PartyOrganization", "Organization"]
    assert MODEL.kind_classes("Building") == {}
    for label in MODEL.labels.values():
        for classes in MODEL.kind_classes(label.name).values():
            assert label.iri in classes


# --- how it is read ---------------------------------------------------------------------------


def test_the_model_is_read_without_rdflib_and_polars() -> None:
    program = (
        "import sys\n"
        "from ontology import load_model, shapes_turtle\n"
        "shapes_turtle(load_model())\n"
        "heavy = {'rdflib', 'polars', 'pyshacl', 'ladybug', 'yaml'} & set(sys.modules)\n"
        "sys.exit(f'imported {sorted(heavy)}' if heavy else 0)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program],
        cwd=FOLDER.parent,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr


def test_it_is_read_once() -> None:
    assert load_model() is load_model()
