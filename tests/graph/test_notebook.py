"""What a researcher does in a notebook: open the graph, ask it, take it elsewhere."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import networkx as nx
import polars as pl
import pytest
import rdflib

from graph import Graph, open_graph
from graph.errors import QueryError, UsageError
from tests.graph import small


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("notebook") / "graph"
    small.publish_small(
        path,
        {
            "Community": [{"id": "c", "name": "大冲"}],
            "Building": [{"id": "b1", "households": 12}, {"id": "b2"}],
            "PartyOrganization": [{"id": "p", "kind": "branch"}],
        },
        {
            "IN_COMMUNITY": [{"from": f"Building/b{at}", "to": "Community/c"} for at in (1, 2)],
            "COVERS": [
                {"from": "PartyOrganization/p", "to": "Building/b1", "since": "2008"},
                {"from": "PartyOrganization/p", "to": "Building/b1", "since": "2010"},
            ],
        },
    )
    return path


@pytest.fixture(scope="module")
def graph(path: Path) -> Graph:
    return open_graph(path)


def test_both_languages_give_data_frames(graph: Graph) -> None:
    cypher = graph.cypher("MATCH (b:Building) RETURN b.id AS id, b.households AS h ORDER BY id")
    sparql = graph.sparql(
        "SELECT ?id ?h { ?id a sq:Building OPTIONAL { ?id sq:households ?h } } ORDER BY ?id"
    )
    assert cypher.equals(sparql)
    assert cypher.schema == {"id": pl.String, "h": pl.Int64}


def test_an_answer_without_rows_still_has_its_columns(graph: Graph) -> None:
    assert graph.sparql("SELECT ?a ?b { ?a sq:leads ?b }").columns == ["a", "b"]
    assert graph.cypher("MATCH (t:Team) RETURN t.id AS a, t.name AS b").columns == ["a", "b"]


def test_a_column_of_mixed_values_is_text(graph: Graph) -> None:
    found = graph.sparql("SELECT ?o { VALUES ?o { 1 2.5 true 'x' } }")
    assert found["o"].to_list() == ["1", "2.5", "true", "x"]


def test_a_statement_that_writes_is_refused(graph: Graph) -> None:
    with pytest.raises(QueryError):
        graph.cypher("MATCH (n) SET n.name = 'x'")
    with pytest.raises(QueryError):
        graph.sparql("DELETE WHERE { ?a ?b ?c }")


def test_rdflib_gets_all_triples_and_the_prefixes(graph: Graph) -> None:
    triples = graph.rdflib()
    sq = rdflib.Namespace("https://w3id.org/shequ/ns#")
    building = rdflib.URIRef(small.iri("Building", "b1"))
    assert (building, rdflib.RDF.type, sq.Place) in triples
    assert (building, rdflib.RDFS.label, rdflib.Literal("b1", lang="zh")) in triples
    assert (building, sq.households, rdflib.Literal(12)) in triples
    assert (building, sq.source, rdflib.Literal("small.csv||1")) in triples
    assert len(list(triples.subjects(rdflib.RDF.type, sq.Coverage))) == 2
    bound = {prefix for prefix, _ in triples.namespaces()}
    assert {"sq", "org", "skos", "prov", "schema", "geo"} <= bound
    assert "sq:Building" in triples.serialize()


def test_networkx_has_the_same_identifiers_parallel_ties_and_attributes(graph: Graph) -> None:
    network = graph.networkx()
    start, end = small.iri("PartyOrganization", "p"), small.iri("Building", "b1")
    assert network.nodes[end]["label"] == "Building"
    assert network.nodes[end]["households"] == 12
    ties = network.get_edge_data(start, end)
    ids = graph.cypher("MATCH ()-[r:COVERS]->() RETURN r.id AS id, r.since AS since")
    assert {key: tie["since"] for key, tie in ties.items()} == dict(ids.rows())
    assert {tie["type"] for tie in ties.values()} == {"COVERS"}
    assert set(network) == set(graph.cypher("MATCH (n) RETURN n.id AS id")["id"])
    assert nx.number_weakly_connected_components(network) == 1


def test_a_question_gives_a_data_frame_with_its_columns(graph: Graph) -> None:
    found = graph.gaps("uncovered-buildings", unknown=True)
    assert isinstance(found, pl.DataFrame)
    assert found["building"].to_list() == ["b2"]
    assert graph.gaps("estates-without-branch").columns[:3] == [
        *("subdistrict", "community_code", "community"),
    ]


def test_the_span_of_a_building_leader_is_chosen(tmp_path: Path) -> None:
    leads = [{"from": "Post/p", "to": f"Building/b{at}"} for at in (1, 2)]
    small.publish_small(
        tmp_path,
        {
            "Post": [{"id": "p", "kind": "building_leader"}],
            "Building": [{"id": "b1"}, {"id": "b2"}],
        },
        {"RESPONSIBLE_FOR": leads},
    )
    found = open_graph(tmp_path)
    assert found.gaps("overstretched-posts", span=1).height == 1
    assert found.gaps("overstretched-posts", span=2).height == 0


def test_the_graph_is_found_where_the_command_line_finds_it(
    path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SHEQU_GRAPH", str(path))
    assert open_graph().folder.path == path.resolve()
    monkeypatch.delenv("SHEQU_GRAPH")
    monkeypatch.chdir(tmp_path)
    with pytest.raises(UsageError, match="shequ-graph"):
        open_graph()


def test_importing_the_package_is_quick_because_it_imports_nothing() -> None:
    heavy = {"polars", "rdflib", "ladybug", "pyoxigraph", "networkx", "yaml"}
    script = f"import sys, graph; print({heavy!r} & set(sys.modules) or 'nothing')"
    said = subprocess.run(
        [sys.executable, "-c", script],
        capture_output=True,
        text=True,
        check=True,
        cwd=Path(__file__).parents[2],
    )
    assert said.stdout.strip() == "nothing"
