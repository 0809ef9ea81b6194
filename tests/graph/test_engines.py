"""The three engines give the same graph back, and end what goes wrong with a message."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from graph.engines import NAMES, Engine, Result, open_engine
from graph.folder import GraphFolder
from graph.rdf import PREFIXES, write_ntriples
from ontology import BASE, load_model
from tests.graph import small

AWKWARD = [
    "1栋 “东座”",
    'it\'s "quoted"',
    "a\\nb \\u00e9 \\",
    "two\nlines\r\nand\ta tab",
    "小区😀👨‍👩‍👧",
    "\u202eright to left\u202c \u200f",
    "{curly} <angle> & $dollar `tick`",
    "",
    " ",
    "@zh .",
]
NODES: dict[str, list[dict[str, Any]]] = {
    "Community": [{"id": "大冲", "asked": ["LEADS", "COVERS.Building"]}],
    "Estate": [{"id": f"e{at}", "name": name} for at, name in enumerate(AWKWARD)],
    "Building": [
        {
            "id": "b1",
            "households": 30,
            "longitude": 113.9375,
            "alternative_names": ["一栋", "1#"],
        },
        {"id": "b2", "listed": False, "households": 0},
    ],
    "PartyOrganization": [
        {"id": "p1", "kind": "joint_branch", "established": "2008"},
        {"id": "p2", "kind": "committee", "established": "2008-06"},
        {"id": "p3", "established": "2008-06-01"},
    ],
    "Team": [{"id": "t", "kind": "volunteers"}],
}
EDGES: dict[str, list[dict[str, Any]]] = {
    "IN_COMMUNITY": [
        {"from": "Building/b1", "to": "Community/大冲"},
        {"from": "PartyOrganization/p1", "to": "Community/大冲"},
    ],
    "LEADS": [{"from": "PartyOrganization/p2", "to": "Community/大冲"}],
    "COVERS": [
        {"from": "PartyOrganization/p1", "to": "Building/b1", "since": "2008-06"},
        {"from": "PartyOrganization/p1", "to": "Building/b2", "in_force": False},
        {"from": "PartyOrganization/p2", "to": "Building/b2", "in_force": None},
        {"from": "PartyOrganization/p1", "to": "Estate/e1"},
    ],
    "DUAL_MANAGED_BY": [
        {
            "from": "PartyOrganization/p1",
            "to": "PartyOrganization/p2",
            "activities": True,
            "elections": False,
        }
    ],
}
SPARQL = ["oxigraph", "rdflib"]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> GraphFolder:
    return small.publish_small(tmp_path_factory.mktemp("engines") / "graph", NODES, EDGES)


@pytest.fixture(scope="module")
def engines(folder: GraphFolder) -> dict[str, Engine]:
    return {name: open_engine(folder, name) for name in NAMES}


def asked(engines: dict[str, Engine], cypher: str, sparql: str) -> dict[str, Result]:
    return {
        name: engine.run(cypher if engine.language == "cypher" else sparql)
        for name, engine in engines.items()
    }


def rows(result: Result) -> list[tuple[object, ...]]:
    return sorted(result.rows, key=repr)


def test_every_engine_has_the_same_identifiers_as_the_tables(
    folder: GraphFolder, engines: dict[str, Engine]
) -> None:
    for label in NODES:
        ids = [(one,) for one in pl.read_parquet(folder.nodes(label))["id"]]
        answers = asked(
            engines,
            f"MATCH (n:{label}) RETURN n.id",
            f"SELECT ?n {{ ?n a <{load_model().labels[label].iri}> }}",
        )
        for answer in answers.values():
            assert rows(answer) == sorted(ids, key=repr)


def test_ties_with_attributes_have_the_same_identifiers_and_ends_on_every_engine(
    folder: GraphFolder, engines: dict[str, Engine]
) -> None:
    table = pl.read_parquet(folder.edges("COVERS")).select("id", "from", "to", "in_force")
    answers = asked(
        engines,
        "MATCH (a)-[r:COVERS]->(b) RETURN r.id, a.id, b.id, r.in_force",
        "SELECT ?r ?a ?b ?f { ?r a sq:Coverage ; sq:from ?a ; sq:to ?b "
        "OPTIONAL { ?r sq:inForce ?f } }",
    )
    for answer in answers.values():
        assert rows(answer) == sorted(table.rows(), key=repr)


@pytest.mark.parametrize("name", SPARQL)
def test_the_direct_tie_is_there_only_while_it_is_in_force(
    engines: dict[str, Engine], name: str
) -> None:
    found = engines[name].run("SELECT ?a ?b { ?a sq:covers ?b }")
    assert rows(found) == [
        (small.iri("PartyOrganization", "p1"), small.iri("Building", "b1")),
        (small.iri("PartyOrganization", "p1"), small.iri("Estate", "e1")),
    ]


def test_awkward_texts_come_back_as_they_were(engines: dict[str, Engine]) -> None:
    answers = asked(
        engines,
        "MATCH (e:Estate) RETURN e.name",
        "SELECT ?n { ?e a sq:Estate ; rdfs:label ?n }",
    )
    for answer in answers.values():
        assert sorted(str(name) for (name,) in answer.rows) == sorted(AWKWARD)


@settings(
    max_examples=8,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(texts=st.lists(st.text(max_size=20), min_size=1, max_size=40))
def test_any_text_in_a_name_comes_back_equal(
    tmp_path_factory: pytest.TempPathFactory, texts: list[str]
) -> None:
    folder = small.publish_small(
        tmp_path_factory.mktemp("any") / "graph",
        {"Unit": [{"id": f"u{at}", "name": text} for at, text in enumerate(texts)]},
    )
    for name in NAMES:
        engine = open_engine(folder, name)
        found = engine.run(
            "MATCH (u:Unit) RETURN u.id, u.name"
            if engine.language == "cypher"
            else "SELECT ?u ?n { ?u a sq:Unit ; rdfs:label ?n }"
        )
        engine.close()
        assert rows(found) == sorted(
            ((small.iri("Unit", f"u{at}"), text) for at, text in enumerate(texts)), key=repr
        )


def test_values_are_numbers_truths_texts_and_nothing(engines: dict[str, Engine]) -> None:
    answers = asked(
        engines,
        "MATCH (b:Building) RETURN b.name, b.households, b.longitude, b.listed ORDER BY b.name",
        "SELECT ?n ?h ?l ?i { ?b a sq:Building ; rdfs:label ?n ; sq:households ?h ; sq:listed ?i "
        "OPTIONAL { ?b sq:longitude ?l } } ORDER BY ?n",
    )
    for answer in answers.values():
        assert answer.rows == [("b1", 30, 113.9375, True), ("b2", 0, None, False)]


def test_lists_and_sums_of_cypher_are_plain_values(engines: dict[str, Engine]) -> None:
    found = engines["ladybug"].run(
        "MATCH (b:Building {name: 'b1'}) "
        "RETURN b.alternative_names, sum(b.households), date('2010-06-30'), b"
    )
    names, households, day, building = found.rows[0]
    assert (names, households, day) == (["一栋", "1#"], 30, "2010-06-30")
    assert isinstance(households, int)
    assert isinstance(building, str)
    assert '"label": "Building"' in building


@pytest.mark.parametrize("name", SPARQL)
def test_a_kind_is_a_class_with_the_classes_above_it(engines: dict[str, Engine], name: str) -> None:
    found = engines[name].run(
        "SELECT ?c { ?p rdfs:label 'p1'@zh ; a ?c }",
    )
    assert {str(one).rsplit("#", 1)[1] for (one,) in found.rows} == {
        *("JointPartyBranch", "PartyBranch", "PartyOrganization", "Organization"),
    }


@pytest.mark.parametrize("name", SPARQL)
def test_a_partial_date_has_the_datatype_of_its_precision(
    engines: dict[str, Engine], name: str
) -> None:
    found = engines[name].run(
        "SELECT ?d (DATATYPE(?d) AS ?t) { ?p a sq:PartyOrganization ; sq:established ?d }"
    )
    xsd = PREFIXES["xsd"]
    assert rows(found) == [
        ("2008", f"{xsd}gYear"),
        ("2008-06", f"{xsd}gYearMonth"),
        ("2008-06-01", f"{xsd}date"),
    ]


@pytest.mark.parametrize("name", SPARQL)
def test_every_form_of_sparql_gives_rows(engines: dict[str, Engine], name: str) -> None:
    engine = engines[name]
    assert engine.run("ASK { ?x sq:leads ?y }") == Result(("answer",), [(True,)])
    triple = (
        small.iri("PartyOrganization", "p2"),
        f"{PREFIXES['sq']}leads",
        small.iri("Community", "大冲"),
    )
    constructed = engine.run("CONSTRUCT { ?x sq:leads ?y } WHERE { ?x sq:leads ?y }")
    assert constructed == Result(("subject", "predicate", "object"), [triple])
    assert triple in engine.run(f"DESCRIBE <{triple[0]}>").rows


@pytest.mark.parametrize("name", NAMES)
def test_a_typed_statement_in_its_own_process_gives_the_same(
    engines: dict[str, Engine], name: str
) -> None:
    engine = engines[name]
    text = (
        "MATCH (b:Building) RETURN b.id, b.households, b.longitude ORDER BY b.id"
        if engine.language == "cypher"
        else "SELECT ?b ?h ?l { ?b sq:households ?h OPTIONAL { ?b sq:longitude ?l } } ORDER BY ?b"
    )
    assert engine.run(text, timeout=60) == engine.run(text)


def test_a_closed_engine_answers_again(folder: GraphFolder) -> None:
    for name in NAMES:
        engine = open_engine(folder, name)
        text = "RETURN 1 AS x" if engine.language == "cypher" else "SELECT (1 AS ?x) {}"
        for _ in range(2):
            assert engine.run(text) == Result(("x",), [(1,)])
            engine.close()


def test_the_triples_can_be_written_to_a_file(folder: GraphFolder, tmp_path: Path) -> None:
    from pyoxigraph import RdfFormat, Store

    with (tmp_path / "graph.nt").open("wb") as target:
        write_ntriples(folder, target)
    store = Store()
    store.bulk_load(path=tmp_path / "graph.nt", format=RdfFormat.N_TRIPLES)
    found = store.query("SELECT * { ?s ?p ?o FILTER(!ISIRI(?s)) }")
    assert list(found) == []  # type: ignore[arg-type]
    subjects = {quad.subject.value for quad in store}
    assert all(subject.startswith(BASE) for subject in subjects)
    assert small.iri("Team", "t") in subjects
