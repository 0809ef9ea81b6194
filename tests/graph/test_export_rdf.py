"""What is exported as RDF, read back, is the graph: every node, tie, attribute and source."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest
import rdflib
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from polars.testing import assert_frame_equal

from graph.export import jsonld, ntriples, turtle
from graph.export.dataset import Dataset
from tests.graph import rdf_tables, small
from tests.graph.exported import dataset, folder_of
from tests.graph.generated import Graph, graph

FORMS: dict[str, tuple[Any, ox.RdfFormat]] = {
    "ntriples": (ntriples, ox.RdfFormat.N_TRIPLES),
    "turtle": (turtle, ox.RdfFormat.TURTLE),
    "jsonld": (jsonld, ox.RdfFormat.JSON_LD),
}
PROV = "http://www.w3.org/ns/prov#"
SQ = "https://w3id.org/shequ/ns#"
VOID = "http://rdfs.org/ns/void#"
EXAMPLES = int(os.environ.get("SHEQU_EXPORT_EXAMPLES", "5"))
QUICK = settings(
    max_examples=EXAMPLES,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
HOSTILE = st.text(min_size=1, max_size=12) | st.sampled_from(
    (
        'a"b\\c\n\r\t\x00\x01\x1f\x7f\x85',
        "\u2028\u202e\ufffe\uffff",
        "<b>&amp;</b>]]>",
        "'; DROP TABLE x; --",
        "@zh .\n<a> <b> <c> .",
        "\\u0041\\",
        '{"@id": "x"}',
        "😀👨‍👩‍👧",
        "",
        " ",
    )
)


def written(folder: Dataset, form: str, place: Path) -> Path:
    path = place / form
    FORMS[form][0].write(folder, path)
    return path


def triples(path: Path, form: str) -> list[ox.Quad]:
    return list(ox.parse(path=str(path), format=FORMS[form][1]))


def meant(found: Iterable[ox.Quad]) -> set[str]:
    """Triples by what they say: JSON writes 7.0 where Turtle has "7.0"^^xsd:double."""
    return {str(_same(triple)) for triple in found}


def _same(triple: ox.Quad) -> Any:
    value = triple.object
    if isinstance(value, ox.Literal) and value.datatype.value.endswith("#double"):
        value = ox.Literal(repr(float(value.value)), datatype=value.datatype)
    return ox.Triple(triple.subject, triple.predicate, value)


def count(made: Dataset, path: Path, form: str) -> int:
    """The number of triples that the description states."""
    it, number = ox.NamedNode(made.iri), ox.NamedNode(VOID + "triples")
    (found,) = (t for t in triples(path, form) if (t.subject, t.predicate) == (it, number))
    assert isinstance(found.object, ox.Literal)
    return int(found.object.value)


def same_tables(path: Path, form: str, nodes: small.Tables, edges: small.Tables) -> None:
    read_nodes, read_edges = rdf_tables.read(triples(path, form))
    for ours, theirs in ((nodes, read_nodes), (edges, read_edges)):
        for name, table in ours.items():
            assert_frame_equal(theirs[name], rdf_tables.in_rdf(table))


@QUICK
@given(office=st.integers(0, 10**9).map(graph))
def test_tables_to_triples_to_tables_loses_nothing(office: Graph, tmp_path: Path) -> None:
    nodes, edges = small.build(*office)
    made = Dataset(folder_of(tmp_path / "graph", nodes, edges))
    said = {form: written(made, form, tmp_path) for form in FORMS}
    for form, path in said.items():
        same_tables(path, form, nodes, edges)
    every = {form: meant(triples(path, form)) for form, path in said.items()}
    assert every["turtle"] == every["ntriples"] == every["jsonld"]


@QUICK
@given(name=HOSTILE, file=st.text(min_size=1, max_size=8).filter(lambda text: "|" not in text))
def test_no_name_of_a_thing_or_file_breaks_a_form(name: str, file: str, tmp_path: Path) -> None:
    rows: dict[str, list[dict[str, Any]]] = {
        "Estate": [{"id": "e", "name": name, "alternative_names": [name], "source": f"{file}||1"}],
        "Building": [{"id": "b", "nearest_organization": name}],
    }
    nodes, edges = small.build(rows, {"PART_OF": [{"from": "Building/b", "to": "Estate/e"}]})
    made = Dataset(folder_of(tmp_path / "graph", nodes, edges))
    for form in FORMS:
        same_tables(written(made, form, tmp_path), form, nodes, edges)


@QUICK
@given(office=st.integers(0, 10**9).map(graph))
def test_the_number_of_triples_is_counted_right(office: Graph, tmp_path: Path) -> None:
    folder = folder_of(tmp_path / "graph", *small.build(*office))
    for made in (Dataset(folder), Dataset(folder, rows=False), Dataset(folder, smallest=5)):
        path = written(made, "ntriples", tmp_path)
        lines = path.read_text(encoding="utf-8").removesuffix("\n").split("\n")
        assert len(set(lines)) == len(lines)
        about = (f"<{made.iri}>", f"<{made.iri}/class", f"<{made.iri}/prop", f"<{made.iri}/roster")
        described = [line for line in lines if line.startswith((*about, f"<{SQ[:-1]}>"))]
        assert count(made, path, "ntriples") == len(lines) - len(described)


@pytest.fixture
def office(tmp_path: Path) -> Dataset:
    """A branch that covers a building twice, whose rows are in two sheets."""
    return dataset(
        tmp_path / "graph",
        {
            "Community": [
                {"id": "440305001012", "name": "星海名城社区", "asked": ["LEADS", "COVERS"]}
            ],
            "Building": [
                {
                    "id": "b1",
                    "name": "1栋",
                    "households": 12,
                    "longitude": 113.9375,
                    "source": "楼栋 台账.xlsx|海月/东|3; 楼栋 台账.xlsx|海月/东|14",
                }
            ],
            "PartyOrganization": [{"id": "p", "kind": "joint_branch", "established": "2008-06"}],
        },
        {
            "IN_COMMUNITY": [{"from": "Building/b1", "to": "Community/440305001012"}],
            "COVERS": [
                {"from": "PartyOrganization/p", "to": "Building/b1", "since": "2008"},
                {"from": "PartyOrganization/p", "to": "Building/b1", "in_force": False},
            ],
        },
    )


def test_a_fact_leads_to_its_file_sheet_and_row(office: Dataset, tmp_path: Path) -> None:
    store = ox.Store()
    store.bulk_load(path=str(written(office, "turtle", tmp_path)), format=ox.RdfFormat.TURTLE)
    found: Any = store.query(
        f"""SELECT ?file ?sheet ?row ?name WHERE {{
            <{small.iri("Building", "b1")}> <{PROV}wasDerivedFrom> ?it .
            ?it a <{PROV}Entity> ; <{SQ}file> ?file ; <{SQ}sheet> ?sheet ; <{SQ}row> ?row ;
                <http://purl.org/dc/terms/isPartOf>/<http://purl.org/dc/terms/title> ?name .
        }} ORDER BY ?row"""
    )
    rows = [tuple(term.value for term in row) for row in found]
    name = "楼栋 台账.xlsx"
    assert rows == [(name, "海月/东", "3", name), (name, "海月/东", "14", name)]
    tie: Any = store.query(
        f"""ASK {{ ?tie <{rdf_tables.RDF}predicate> <{SQ}inCommunity> ;
            <{PROV}wasDerivedFrom>/<{SQ}file> "small.csv" }}"""
    )
    assert bool(tie)


def test_without_rows_the_source_still_stands_as_text(office: Dataset, tmp_path: Path) -> None:
    made = Dataset(office.folder, rows=False)
    text = written(made, "turtle", tmp_path).read_text(encoding="utf-8")
    assert "sq:row" not in text
    assert 'sq:source "楼栋 台账.xlsx|海月/东|3; 楼栋 台账.xlsx|海月/东|14"' in text


def test_turtle_is_read_by_a_person(office: Dataset, tmp_path: Path) -> None:
    text = written(office, "turtle", tmp_path).read_text(encoding="utf-8")
    assert (
        "\nbuilding:b1 a sq:Building, sq:Place ;\n"
        '    rdfs:label "1栋"@zh ;\n'
        "    sq:listed true ;\n"
        "    sq:households 12 ;\n"
        '    sq:longitude "113.9375"^^xsd:double ;\n'
    ) in text
    assert "    sq:inCommunity community:440305001012 ;\n" in text
    assert "    sq:covers building:b1 ;\n" in text
    assert 'sq:asked "LEADS", "COVERS" ;' in text


def test_json_is_read_by_a_program_that_knows_no_rdf(office: Dataset, tmp_path: Path) -> None:
    whole = json.loads(written(office, "jsonld", tmp_path).read_text(encoding="utf-8"))
    things = {one["id"]: one for one in whole["@graph"]}
    building = things["shequ:building/b1"]
    assert building["type"] == ["Building", "Place"]
    assert (building["name"], building["households"], building["longitude"]) == (
        "1栋",
        12,
        113.9375,
    )
    assert building["IN_COMMUNITY"] == "shequ:community/440305001012"
    branch = things["shequ:party-organization/p"]
    assert [tie["to"] for tie in branch["ties"]] == ["shequ:building/b1"] * 2
    assert things["shequ:community/440305001012"]["asked"] == ["LEADS", "COVERS"]


# rdflib's own parser uses a class that rdflib has declared old
@pytest.mark.filterwarnings("ignore:ConjunctiveGraph:DeprecationWarning")
@pytest.mark.parametrize(("form", "name"), [("turtle", "turtle"), ("jsonld", "json-ld")])
def test_rdflib_reads_the_same(
    office: Dataset, tmp_path: Path, form: str, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rdflib, "NORMALIZE_LITERALS", False)
    lines, other = rdflib.Graph(), rdflib.Graph()
    lines.parse(written(office, "ntriples", tmp_path), format="nt")
    other.parse(written(office, form, tmp_path), format=name)
    assert set(other) == set(lines)


def test_the_dataset_says_what_it_is(office: Dataset, tmp_path: Path) -> None:
    licence = "https://creativecommons.org/licenses/by/4.0/"
    made = Dataset(office.folder, licence=licence)
    graph = rdflib.Graph().parse(written(made, "turtle", tmp_path), format="turtle")
    (it,) = graph.subjects(rdflib.RDF.type, rdflib.DCAT.Dataset)
    assert it == rdflib.URIRef(made.iri)
    assert {str(title) for title in graph.objects(it, rdflib.DCTERMS.title)} == {
        "社区组织知识图谱（2010-06-30）",
        "Knowledge graph of community organizations (2010-06-30)",
    }
    assert str(graph.value(it, rdflib.DCTERMS.date)) == "2010-06-30"
    assert graph.value(it, rdflib.DCTERMS.license) == rdflib.URIRef(licence)
    assert graph.value(it, rdflib.VOID.entities) == rdflib.Literal(3)
    ontology = graph.value(it, rdflib.DCTERMS.conformsTo)
    assert str(graph.value(ontology, rdflib.OWL.versionInfo)) == made.model.version
    things = {
        str(graph.value(part, rdflib.VOID["class"])).rpartition("#")[2]: graph.value(
            part, rdflib.VOID.entities
        )
        for part in graph.objects(it, rdflib.VOID.classPartition)
    }
    assert things["Building"] == things["JointPartyBranch"] == rdflib.Literal(1)
    assert things["Coverage"] == rdflib.Literal(2)
    files = {
        str(graph.value(file, rdflib.DCTERMS.title))
        for file in graph.objects(it, rdflib.PROV.wasDerivedFrom)
    }
    assert files == {"楼栋 台账.xlsx", "small.csv"}


def test_a_licence_in_words_is_a_statement_of_rights(office: Dataset, tmp_path: Path) -> None:
    made = Dataset(office.folder, licence='仅供"内部"使用')
    text = written(made, "turtle", tmp_path).read_text(encoding="utf-8")
    assert 'dcterms:rights "仅供\\"内部\\"使用"' in text
    assert "未声明许可" not in text
    assert "未声明许可" in written(office, "turtle", tmp_path).read_text(encoding="utf-8")


@pytest.mark.parametrize("form", FORMS)
def test_the_same_graph_gives_the_same_bytes(office: Dataset, tmp_path: Path, form: str) -> None:
    first = written(office, form, tmp_path).read_bytes()
    assert written(Dataset(office.folder), form, tmp_path).read_bytes() == first


def test_every_prefix_and_key_means_one_thing(office: Dataset) -> None:
    """Of columns, types, classes and prefixes, no two have the same key."""
    model = office.model
    columns = [c for label in model.labels.values() for c in label.columns]
    columns += [c for tie in model.relationships.values() for c in tie.columns]
    assert len({c.name for c in columns}) == len({c.iri for c in columns})
    assert not {c.name for c in columns} & set(model.relationships)
    known = set(jsonld.context(office))
    assert {c.name for c in columns} | set(model.relationships) | set(model.labels) <= known
