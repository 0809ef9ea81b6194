"""GraphML and GEXF, read by networkx, are the network that a notebook gives."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from pathlib import Path
from typing import Any

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph import Graph
from graph.export import gexf, graphml
from graph.export.dataset import Dataset
from tests.graph import small
from tests.graph.exported import dataset, folder_of
from tests.graph.generated import Graph as Rows
from tests.graph.generated import graph
from tests.graph.test_export_rdf import HOSTILE, QUICK

NAMESPACE = {"g": "http://graphml.graphdrawing.org/xmlns"}
Network = tuple[dict[str, dict[str, Any]], dict[tuple[str, str, str], dict[str, Any]]]


def in_notebook(made: Dataset) -> Network:
    """What `Graph.networkx()` gives, with lists as XML has them."""
    return _parts(Graph(made.folder).networkx())


def _parts(network: Any) -> Network:
    nodes = {node: _flat(facts) for node, facts in network.nodes(data=True)}
    ties = {
        (start, end, key): _flat(facts)
        for start, end, key, facts in network.edges(keys=True, data=True)
    }
    return nodes, ties


def _flat(facts: dict[str, Any]) -> dict[str, Any]:
    joined = {name: "; ".join(v) if isinstance(v, list) else v for name, v in facts.items()}
    return {name: value for name, value in joined.items() if facts[name] != []}


def from_graphml(made: Dataset, place: Path) -> Network:
    path = place / "it.graphml"
    graphml.write(made, path)
    return _parts(nx.read_graphml(path, force_multigraph=True))


def from_gexf(made: Dataset, place: Path) -> Network:
    """As in the notebook: there `label` is what GEXF has as node_label, beside the name shown."""
    path = place / "it.gexf"
    gexf.write(made, path)
    whole: nx.MultiDiGraph[str] = nx.MultiDiGraph(nx.read_gexf(path))
    found: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for node, facts in whole.nodes(data=True):
        shown = facts.pop("label")
        assert shown == facts.get("name", node.rpartition("/")[2])
        found.add_node(node, label=facts.pop("node_label"), **facts)
    for start, end, facts in whole.edges(data=True):
        type_ = facts.pop("label")
        found.add_edge(start, end, facts.pop("id"), type=type_, **facts)
    return _parts(found)


@QUICK
@given(office=st.integers(0, 10**9).map(graph))
def test_the_files_are_the_network_of_the_notebook(office: Rows, tmp_path: Path) -> None:
    made = Dataset(folder_of(tmp_path / "graph", *small.build(*office)))
    wanted = in_notebook(made)
    assert from_graphml(made, tmp_path) == wanted
    assert from_gexf(made, tmp_path) == wanted


@QUICK
@given(name=HOSTILE)
def test_no_name_breaks_the_xml(name: str, tmp_path: Path) -> None:
    made = dataset(
        tmp_path / "graph",
        {
            "Estate": [{"id": "e", "name": name, "alternative_names": [name]}],
            "Building": [{"id": "b"}],
        },
        {"PART_OF": [{"from": "Building/b", "to": "Estate/e", "source": f"{name}||1"}]},
    )
    allowed = "".join(_in_xml(character) for character in name)
    for nodes, ties in (from_graphml(made, tmp_path), from_gexf(made, tmp_path)):
        estate = nodes[small.iri("Estate", "e")]
        assert (estate["name"], estate["alternative_names"]) == (allowed, allowed)
        (tie,) = ties.values()
        assert tie["source"] == f"{allowed}||1"


def _in_xml(character: str) -> str:
    """A control character can't be written in XML 1.0 in any way."""
    odd = (character < " " and character not in "\t\n\r") or character in "\ufffe\uffff"
    return "\ufffd" if odd else character


@pytest.fixture
def office(tmp_path: Path) -> Dataset:
    return dataset(
        tmp_path / "graph",
        {
            "Building": [{"id": "b", "name": "1栋", "households": 12, "longitude": 113.9}],
            "PartyOrganization": [{"id": "p", "name": None}],
        },
        {
            "COVERS": [
                {"from": "PartyOrganization/p", "to": "Building/b", "since": "2008"},
                {"from": "PartyOrganization/p", "to": "Building/b", "since": "2010"},
            ]
        },
        licence="CC BY 4.0 <deed>",
    )


def test_parallel_ties_keep_their_identifiers_and_figures_their_types(
    office: Dataset, tmp_path: Path
) -> None:
    nodes, ties = from_graphml(office, tmp_path)
    assert len(ties) == 2
    assert {tie["since"] for tie in ties.values()} == {"2008", "2010"}
    building = nodes[small.iri("Building", "b")]
    assert (building["households"], building["longitude"]) == (12, 113.9)
    assert building["listed"] is True


def test_in_gephi_a_node_shows_its_name_and_one_without_a_name_its_identifier(
    office: Dataset, tmp_path: Path
) -> None:
    gexf.write(office, tmp_path / "it.gexf")
    nodes = nx.read_gexf(tmp_path / "it.gexf").nodes(data=True)
    assert {str(facts["label"]) for _, facts in nodes} == {"1栋", "p"}


@pytest.mark.parametrize("form", [graphml, gexf])
def test_the_file_says_what_it_is_and_the_same_graph_gives_the_same_bytes(
    office: Dataset, tmp_path: Path, form: Any
) -> None:
    form.write(office, tmp_path / "one")
    form.write(Dataset(office.folder, licence=office.licence), tmp_path / "two")
    assert (tmp_path / "one").read_bytes() == (tmp_path / "two").read_bytes()
    said = " ".join(ET.parse(tmp_path / "one").getroot().itertext())
    for words in ("社区组织知识图谱（2010-06-30）", "CC BY 4.0 <deed>", office.iri):
        assert words in said
