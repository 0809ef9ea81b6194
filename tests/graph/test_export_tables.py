"""CSV and Parquet: the tables for R, Gephi and pandas, with a description of each column."""

from __future__ import annotations

import csv
import json
from hashlib import sha256
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from polars.testing import assert_frame_equal

from graph.export import csv as csv_form
from graph.export import parquet
from graph.export.dataset import Dataset
from graph.output.values import RUNS, harmless
from tests.graph import small
from tests.graph.exported import dataset

RISKY = [*(f"{start}cmd|' /C calc'!A0" for start in RUNS), "+1", "-2.5e3", "-", "=", "'=1", "a=b"]


@pytest.fixture
def office(tmp_path: Path) -> Dataset:
    """Names that a spreadsheet would run, a list, figures and dates, two parallel ties."""
    return dataset(
        tmp_path / "graph",
        {
            "Estate": [{"id": f"e{at}", "name": name} for at, name in enumerate(RISKY)],
            "Building": [
                {"id": "b1", "name": 'a "b"\n,c', "households": 12, "longitude": 113.9375},
                {"id": "b2", "name": "", "alternative_names": ["一栋", "1#"], "listed": False},
            ],
            "PartyOrganization": [{"id": "p", "established": "2008-06", "kind": "branch"}],
        },
        {
            "COVERS": [
                {"from": "PartyOrganization/p", "to": "Building/b1", "since": "2008"},
                {"from": "PartyOrganization/p", "to": "Building/b1", "since": "2010"},
            ],
            "PART_OF": [{"from": "Building/b1", "to": "Estate/e1"}],
        },
    )


@pytest.fixture
def written(office: Dataset, tmp_path: Path) -> Path:
    folder = tmp_path / "csv"
    folder.mkdir()
    csv_form.write(office, folder)
    return folder


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_gephi_and_igraph_find_their_columns_first(written: Path) -> None:
    nodes, edges = rows(written / "nodes.csv"), rows(written / "edges.csv")
    assert list(nodes[0])[:3] == ["Id", "Label", "node_label"]
    assert list(edges[0])[:5] == ["Source", "Target", "Type", "Id", "Label"]
    ids = {node["Id"] for node in nodes}
    assert len(ids) == len(nodes)
    assert {edge["Source"] for edge in edges} | {edge["Target"] for edge in edges} <= ids
    assert {edge["Type"] for edge in edges} == {"Directed"}
    assert sorted(edge["Label"] for edge in edges) == ["COVERS", "COVERS", "PART_OF"]
    assert len({edge["Id"] for edge in edges}) == 3


def test_a_node_has_the_columns_of_its_label_and_nothing_else(written: Path) -> None:
    nodes = {row["Id"]: row for row in rows(written / "nodes.csv")}
    building = nodes[small.iri("Building", "b1")]
    assert building["Label"] == 'a "b"\n,c'
    assert (building["households"], building["longitude"]) == ("12", "113.9375")
    assert (building["members"], building["established"]) == ("", "")
    assert nodes[small.iri("Building", "b2")]["alternative_names"] == "一栋; 1#"
    assert nodes[small.iri("Building", "b2")]["listed"] == "false"


def test_a_table_a_label_has_a_row_a_thing(written: Path, office: Dataset) -> None:
    for label in office.labels:
        table = rows(written / f"nodes/{label.name}.csv")
        assert [row["id"] for row in table] == office.nodes(label.name)["id"].to_list()
    assert list(rows(written / "nodes/Building.csv")[0]) == office.nodes("Building").columns


def test_a_spreadsheet_runs_nothing_just_as_in_every_other_csv(written: Path) -> None:
    names = {row["Id"]: row["Label"] for row in rows(written / "nodes.csv")}
    for at, name in enumerate(RISKY):
        assert names[small.iri("Estate", f"e{at}")] == harmless(name)


def test_no_byte_order_mark_before_the_first_column(written: Path) -> None:
    assert (written / "nodes.csv").read_bytes().startswith(b"Id,")


def test_the_package_describes_every_file_and_column(written: Path) -> None:
    package = json.loads((written / "datapackage.json").read_text(encoding="utf-8"))
    assert package["profile"] == "tabular-data-package"
    for resource in package["resources"]:
        data = (written / resource["path"]).read_bytes()
        assert resource["bytes"] == len(data)
        assert resource["hash"] == f"sha256:{sha256(data).hexdigest()}"
        fields = [field["name"] for field in resource["schema"]["fields"]]
        assert fields == data.decode().splitlines()[0].split(","), resource["path"]
    of_party = _fields(package, "nodes/PartyOrganization.csv")
    assert of_party["members"]["type"] == "integer"
    assert of_party["members"]["title"] == "党员（会员）数 / members"
    assert of_party["kind"]["shequ:codes"]["branch"] == "党支部 / branch"
    assert _fields(package, "nodes/Building.csv")["longitude"]["type"] == "number"
    assert "未声明许可" in package["description"]
    assert "licenses" not in package


def _fields(package: dict[str, Any], path: str) -> dict[str, dict[str, Any]]:
    (resource,) = (one for one in package["resources"] if one["path"] == path)
    return {field["name"]: field for field in resource["schema"]["fields"]}


@pytest.mark.parametrize(
    ("licence", "said"),
    [
        (
            "https://opendatacommons.org/licenses/by/",
            {"path": "https://opendatacommons.org/licenses/by/"},
        ),
        ("内部使用", {"name": "内部使用"}),
    ],
)
def test_the_licence_stands_in_the_package(
    office: Dataset, tmp_path: Path, licence: str, said: dict[str, str]
) -> None:
    folder = tmp_path / "parquet"
    folder.mkdir()
    parquet.write(Dataset(office.folder, licence=licence), folder)
    package = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    assert package["licenses"] == [said]
    assert licence in (folder / "dataset.ttl").read_text(encoding="utf-8")


def test_parquet_is_the_tables_as_they_are(office: Dataset, tmp_path: Path) -> None:
    folder = tmp_path / "parquet"
    folder.mkdir()
    parquet.write(office, folder)
    for label in office.labels:
        table = pl.read_parquet(folder / f"nodes/{label.name}.parquet")
        assert_frame_equal(table, office.nodes(label.name))
    for tie in office.relationships:
        table = pl.read_parquet(folder / f"edges/{tie.type}.parquet")
        assert_frame_equal(table, office.edges(tie.type))
    package = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    for resource in package["resources"]:
        fields = [field["name"] for field in resource["schema"]["fields"]]
        assert fields == pl.read_parquet(folder / resource["path"]).columns


@pytest.mark.parametrize("form", [csv_form, parquet])
@pytest.mark.parametrize("smallest", [None, 5])
def test_the_same_graph_gives_the_same_bytes(
    office: Dataset, tmp_path: Path, form: Any, smallest: int | None
) -> None:
    found = []
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        form.write(Dataset(office.folder, smallest=smallest), tmp_path / name)
        files = sorted((tmp_path / name).rglob("*.*"))
        found.append([(path.name, path.read_bytes()) for path in files])
    assert found[0] == found[1]
