"""Whoever keeps a roster reads what is wrong, of which thing, and in which row.

Graphs with one mistake each, checked by the rules of the ontology over the tables.
"""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from graph.errors import UsageError
from graph.folder import GraphFolder
from graph.validate import validate
from graph.validate.checks import Look, targets
from graph.validate.details import details
from graph.validate.face import Face
from graph.validate.parts import IRI, RDF, STRING
from graph.validate.queries import UnknownQuery
from graph.validate.report import Report, all_shapes, asking, check
from graph.validate.sets import KNOWN
from graph.validate.shapes import UnknownConstraint, read_shapes
from ontology import load_model
from tests.graph.small import Rows, Tables, build, iri, publish_small

PREFIXES = """
@prefix sq: <https://w3id.org/shequ/ns#> . @prefix shape: <https://w3id.org/shequ/shapes#> .
@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
"""
# These name classes and properties of other vocabularies. No table has them, so that no graph
# folder can break the two rules; they are for graphs that others put beside ours.
IMPOSSIBLE = {"no-persons", "no-personal-properties"}


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A graph folder with a community and a unit."""
    path = tmp_path_factory.mktemp("published") / "graph"
    publish_small(path, {"Community": [{"id": "c"}], "Unit": [{"id": "u"}]})
    return path


@pytest.fixture
def folder(published: Path, tmp_path: Path) -> GraphFolder:
    """A copy of it, for hands that edit tables."""
    return GraphFolder.open(Path(shutil.copytree(published, tmp_path / "graph")))


def report(nodes: Tables, edges: Tables) -> Report:
    face = Face(load_model(), nodes, edges)
    return Report(face, all_shapes(), check(face, all_shapes()))


def rows(nodes: Rows | None = None, edges: Rows | None = None) -> list[dict[str, Any]]:
    return details(report(*build(nodes, edges))).to_dicts()


def of(found: list[dict[str, Any]], shape: str) -> list[dict[str, Any]]:
    return [row for row in found if row["shape"] == shape]


def replaced(table: pl.DataFrame, column: str, values: list[Any]) -> pl.DataFrame:
    return table.with_columns(pl.Series(column, values))


# --- what a clerk reads ---------------------------------------------------------------------------


def test_a_graph_in_order_conforms() -> None:
    found = report(*build({"Community": [{"id": "c", "name": "大冲社区"}]}))
    assert found.conforms
    assert details(found).is_empty()


def test_a_wrong_value_is_named_with_its_thing_its_column_and_its_row() -> None:
    community = {"id": "c", "name": "大冲社区", "code": "44030500", "source": "社区.xlsx|粤海|7"}
    (row,) = of(rows({"Community": [community | {"community_code": "44030500"}]}), "community-code")
    assert (row["severity"], row["label"], row["name"]) == ("violation", "Community", "大冲社区")
    assert (row["field"], row["value"]) == ("code", "44030500")
    assert row["source"] == "社区.xlsx|粤海|7"


def test_two_superiors_are_both_named_with_the_rows_that_say_so() -> None:
    names = {"a": "甲党支部", "b": "乙党委", "c": "丙党委"}
    found = rows(
        {"PartyOrganization": [{"id": id_, "name": name} for id_, name in names.items()]},
        {
            "SUBORDINATE_TO": [
                {"from": "PartyOrganization/a", "to": "PartyOrganization/b", "source": "一.csv||2"},
                {"from": "PartyOrganization/a", "to": "PartyOrganization/c", "source": "二.csv||9"},
            ]
        },
    )
    (row,) = of(found, "one-formal-superior")
    assert row["name"] == "甲党支部"
    assert row["value"] == "丙党委; 乙党委"
    assert row["source"] == "一.csv||2; 二.csv||9"


def test_a_circle_names_every_organization_on_it_and_no_other() -> None:
    steps = [("a", "b"), ("b", "c"), ("c", "a"), ("d", "a"), ("c", "e"), ("f", "f")]
    found = rows(
        {"PartyOrganization": [{"id": id_} for id_ in "abcdef"]},
        {
            "SUBORDINATE_TO": [
                {"from": f"PartyOrganization/{a}", "to": f"PartyOrganization/{b}"} for a, b in steps
            ]
        },
    )
    assert [row["name"] for row in of(found, "formal-line-ends")] == ["a", "b", "c", "f"]


def test_a_tie_is_named_by_its_ends_and_has_its_own_row() -> None:
    tie = {"from": "PartyOrganization/a", "to": "Unit/u", "source": "双管.csv||3"}
    found = rows(
        {"PartyOrganization": [{"id": "a", "name": "甲党支部"}], "Unit": [{"id": "u"}]},
        {"DUAL_MANAGED_BY": [tie]},
    )
    (row,) = of(found, "tie-dual-managed-by-to")
    assert (row["label"], row["name"], row["field"]) == ("DUAL_MANAGED_BY", "甲党支部 → u", "to")
    assert row["source"] == "双管.csv||3"


def test_an_end_that_is_no_node_is_found_with_the_row_that_names_it() -> None:
    nodes, edges = build(
        {"PartyOrganization": [{"id": "a"}], "Community": [{"id": "c"}]},
        {"LEADS": [{"from": "PartyOrganization/a", "to": "Community/c", "source": "社区.csv||4"}]},
    )
    nodes["Community"] = nodes["Community"].clear()
    (row,) = of(details(report(nodes, edges)).to_dicts(), "leads-to")
    assert row["id"] == iri("Community", "c")
    assert row["source"] == "社区.csv||4"


def test_what_looks_like_a_number_of_a_person_is_found_and_not_passed_on() -> None:
    found = rows({"Unit": [{"id": "u", "name": "物业（13800138000）", "source": "单位.csv||5"}]})
    (row,) = of(found, "no-personal-numbers")
    assert row["source"] == "单位.csv||5"
    assert "13800138000" not in str(found)


def test_a_warning_breaks_nothing() -> None:
    branch = {"id": "a", "kind": "branch", "members": 2}
    found = report(*build({"PartyOrganization": [branch]}))
    assert [row["severity"] for row in details(found).to_dicts()] == ["warning"]
    assert found.conforms


def test_an_error_stands_before_a_warning() -> None:
    branch = {"id": "a", "kind": "branch", "members": 2, "source": "x"}
    severities = [row["severity"] for row in rows({"PartyOrganization": [branch]})]
    assert severities == ["violation", "warning"]


# --- tables that somebody has edited --------------------------------------------------------------


@pytest.mark.parametrize(
    ("label", "column", "text", "shape"),
    [
        ("Building", "storeys", "六", "column-storeys"),
        ("Building", "storeys", "3.0", "column-storeys"),
        ("Building", "longitude", "六", "longitude"),
        ("Building", "longitude", "inf", "longitude"),
        ("Building", "longitude", "NaN", "longitude"),
        ("Unit", "members", "多", "column-members"),
        ("Unit", "listed", "是", "listed"),
        ("District", "code", "440305\n", "district-code"),
        ("PartyOrganization", "established", "2008-13", "column-established"),
        ("PartyOrganization", "established", "2008年9月", "column-established"),
        ("PartyOrganization", "established", "〇八年底", "column-established"),
        ("PartyOrganization", "established", "2009-02-29", "column-established"),
    ],
)
def test_a_text_where_a_number_an_answer_or_a_date_belongs_is_found(
    label: str, column: str, text: str, shape: str
) -> None:
    """Also what rdflib takes for a date, what pySHACL can't compare, and a code with a line end."""
    nodes, edges = build({label: [{"id": "x", "employees": 3} if label == "Unit" else {"id": "x"}]})
    nodes[label] = replaced(nodes[label], column, [text])
    row = of(details(report(nodes, edges)).to_dicts(), shape)[0]
    assert (row["severity"], row["value"]) == ("violation", text)


@pytest.mark.parametrize("number", [float("inf"), float("-inf"), float("nan")])
def test_a_coordinate_that_is_no_number_is_found(number: float) -> None:
    found = rows({"Building": [{"id": "b", "longitude": number}]})
    assert len(of(found, "longitude")) >= 1


@pytest.mark.parametrize(
    ("edit", "says"),
    [
        (lambda table: table.drop("code"), "code"),
        (lambda table: table.with_columns(phone=pl.lit("1")), "phone"),
        (lambda table: table.with_columns(asked=pl.lit("COVERS")), "asked"),
    ],
)
def test_a_table_of_other_columns_is_refused_by_name(
    folder: GraphFolder, edit: Any, says: str
) -> None:
    path = folder.nodes("Community")
    edit(pl.read_parquet(path)).write_parquet(path)
    with pytest.raises(UsageError) as raised:
        validate(folder)
    assert "Community.parquet" in str(raised.value)
    assert says in str(raised.value)


@pytest.mark.parametrize("content", [None, b"", b"PAR1 and no more"])
def test_a_table_that_is_gone_or_damaged_is_named(
    folder: GraphFolder, content: bytes | None
) -> None:
    path = folder.edges("COVERS")
    if content is None:
        path.unlink()
    else:
        path.write_bytes(content)
    with pytest.raises(UsageError, match=r"COVERS\.parquet"):
        validate(folder)


# --- nothing is left out in silence ---------------------------------------------------------------


def test_no_table_can_break_the_two_rules_about_persons() -> None:
    """So that nobody looks for them: there is no column and no class that they name."""
    nodes, edges = build()
    face = Face(load_model(), nodes, edges)
    of_tables = {column.iri for column in face.model_columns()}
    of_tables |= {tie.iri for tie in load_model().relationships.values()}
    classes = {part for found in face.pairs(RDF + "type") for part in found.text()}
    for shape in all_shapes():
        if shape.name in IMPOSSIBLE:
            assert not {named for _, named in shape.targets} & (of_tables | classes)


def test_a_list_of_texts_is_one_of_texts_whatever_stands_in_it() -> None:
    """The rule for what a community was asked says no more, so that no table can break it."""
    (shape,) = [shape for shape in all_shapes() if shape.name == "column-asked"]
    assert [constraint.parameter for constraint in shape.constraints] == ["datatype"]
    nodes, edges = build({"Community": [{"id": "c", "asked": ["1"]}]})
    nodes["Community"] = nodes["Community"].with_columns(pl.col("asked").cast(pl.List(pl.Int64)))
    face = Face(load_model(), nodes, edges)
    assert [part.term for part in face.pairs(dict(shape.targets)["targetSubjectsOf"])] == [STRING]


@pytest.mark.parametrize(
    "rule",
    [
        "shape:x a sh:PropertyShape ; sh:targetClass sq:Unit ; sh:path sq:code ;"
        " sh:uniqueLang true .",
        "shape:x a sh:NodeShape ; sh:targetClass sq:Unit ; sh:closed true .",
        "shape:x a sh:NodeShape ; sh:targetClass sq:Unit ; sh:deactivated true .",
        "shape:x a sh:NodeShape ; sh:targetClass sq:Unit ; sh:xone ( [ sh:nodeKind sh:IRI ] ) .",
        "shape:x a sh:PropertyShape ; sh:targetClass sq:Unit ; sh:minCount 1 ;"
        " sh:path [ sh:oneOrMorePath sq:partOf ] .",
        'shape:x a sh:NodeShape ; sh:targetClass sq:Unit ; sh:sparql [ sh:ask "ASK {}" ] .',
    ],
)
def test_a_rule_that_says_what_no_check_knows_is_an_error(rule: str) -> None:
    with pytest.raises(UnknownConstraint, match="sh:"):
        read_shapes(PREFIXES + rule, KNOWN)


def test_a_query_that_is_no_join_of_columns_is_asked_of_an_engine(folder: GraphFolder) -> None:
    """A rule in SPARQL may say what it likes: it is checked, if more slowly."""
    rule = """shape:x a sh:NodeShape ; sh:targetNode <urn:x> ; sh:message "?"@en ;
        sh:sparql [ sh:select '''SELECT $this ?value WHERE {
            { SELECT ?value (COUNT(?name) AS ?names) WHERE {
                ?value <http://www.w3.org/2000/01/rdf-schema#label> ?name } GROUP BY ?value }
            FILTER (?names = 1) }''' ] ."""
    (shape,) = read_shapes(PREFIXES + rule, KNOWN)
    face = Face.read(folder, load_model())
    with pytest.raises(UnknownQuery):
        list(Look(face, shape, targets(face, shape)).found())
    (found,) = check(face, [shape], asking(folder))
    assert found.term == IRI
    assert sorted(found.frame["value"]) == [iri("Community", "c"), iri("Unit", "u")]
