"""The engines' indexes: made from the tables, deletable, made again when they do not fit."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from graph.engines import open_engine
from graph.folder import GraphFolder
from tests.graph import small

QUERIES = {
    "ladybug": "MATCH (c:Community) RETURN c.name",
    "oxigraph": "SELECT ?n { ?c a sq:Community ; rdfs:label ?n }",
}


@pytest.fixture
def graph(tmp_path: Path) -> Path:
    return publish_community(tmp_path / "graph", "旧")


def publish_community(path: Path, name: str) -> Path:
    return small.publish_small(path, {"Community": [{"id": "c", "name": name}]}).path


def names(path: Path, engine_name: str) -> list[object]:
    engine = open_engine(GraphFolder.open(path), engine_name)
    try:
        return [name for (name,) in engine.run(QUERIES[engine_name]).rows]
    finally:
        engine.close()


@pytest.mark.parametrize("name", QUERIES)
def test_an_index_that_was_deleted_is_made_again(graph: Path, name: str) -> None:
    for _ in range(2):
        assert names(graph, name) == ["旧"]
        shutil.rmtree(graph / "index")


@pytest.mark.parametrize("name", QUERIES)
def test_an_index_of_other_tables_is_made_again(graph: Path, tmp_path: Path, name: str) -> None:
    other = publish_community(tmp_path / "other", "新")
    assert names(other, name) == ["新"]
    shutil.rmtree(graph / "index")
    shutil.copytree(other / "index", graph / "index")
    assert names(graph, name) == ["旧"]


@pytest.mark.parametrize("name", QUERIES)
def test_an_index_that_is_there_is_not_made_again(graph: Path, name: str) -> None:
    names(graph, name)
    stamp = graph / "index" / name / "stamp.json"
    made = stamp.stat().st_ino
    names(graph, name)
    assert stamp.stat().st_ino == made
    assert [entry for entry in (graph / "index").iterdir() if entry.name.startswith(".")] == []


@pytest.mark.parametrize("name", QUERIES)
def test_an_index_of_another_version_of_the_program_is_made_again(graph: Path, name: str) -> None:
    names(graph, name)
    stamp = graph / "index" / name / "stamp.json"
    said = json.loads(stamp.read_text(encoding="ascii"))
    stamp.write_text(json.dumps({**said, "shequ": "0.0.1"}), encoding="ascii")
    names(graph, name)
    assert json.loads(stamp.read_text(encoding="ascii")) == said


@pytest.mark.parametrize("name", QUERIES)
def test_half_an_index_is_no_index(graph: Path, name: str) -> None:
    names(graph, name)
    (graph / "index" / name / "stamp.json").unlink()
    assert names(graph, name) == ["旧"]
