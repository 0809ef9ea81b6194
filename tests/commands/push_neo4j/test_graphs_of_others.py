"""A Neo4j server in which others have their data too: it is neither touched nor counted."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest

from graph.engines import open_engine
from graph.errors import EngineError
from graph.folder import GraphFolder, publish
from ontology import BASE, load_model
from tests.commands.push_neo4j.pushing import pushed, sums
from tests.graph import small
from tests.servers.held import expected, held
from tests.servers.neo4j_server import Neo4jServer


def test_a_foreign_graph_with_the_same_labels_is_not_touched(
    neo4j: Neo4jServer, folder: GraphFolder, changed: GraphFolder
) -> None:
    neo4j.run(
        "CREATE (u:Unit {id: 'x', name: 'theirs'})-[:COVERS {id: '1', since: '2001'}]->"
        "(:Building {name: 'no id'}), (:Building {id: 'b1'})-[:PART_OF]->(:Person {id: 7}), "
        "(u)-[:KNOWS]->(:Estate:Old {id: 8})"
    )
    theirs = (
        "MATCH (n) WHERE NOT coalesce(toString(n.id), '') STARTS WITH 'https://w3id.org/shequ/' "
        "AND NOT n:ShequGraph OPTIONAL MATCH (n)-[r]->(m) "
        "RETURN labels(n), properties(n), type(r), properties(r), elementId(m) "
        "ORDER BY elementId(n)"
    )
    before = neo4j.run(theirs)
    first = pushed(neo4j, folder)
    assert sums(first)["created"] == sums(first)["total"]
    for later in (pushed(neo4j, changed), pushed(neo4j, changed)):
        assert any("Building 2" in note and "others" in note for note in later.notes)
        assert neo4j.run(theirs) == before
    ours = neo4j.run("MATCH (b:Building) WHERE b.id STARTS WITH 'https://' RETURN count(b) AS n")
    assert ours == [{"n": 26}]


def test_a_node_that_is_gone_stays_while_ties_of_others_hang_on_it(
    neo4j: Neo4jServer, folder: GraphFolder, changed: GraphFolder
) -> None:
    pushed(neo4j, folder)
    neo4j.run("MATCH (b:Building {name: 'b0'}) CREATE (:Photo {of: 'b0'})-[:SHOWS]->(b)")
    done = pushed(neo4j, changed)
    assert neo4j.run("MATCH (:Photo)-[:SHOWS]->(b) RETURN b.name AS name") == [{"name": "b0"}]
    assert sums(done)["left"] == 1
    assert any("1 nodes" in note for note in done.notes)
    neo4j.run("MATCH (p:Photo) DETACH DELETE p")
    pushed(neo4j, changed)
    assert held(neo4j) == expected(changed)


@pytest.mark.parametrize(
    "theirs",
    [
        "CREATE (:Building {id: 'twice'}), (:Building {id: 'twice'})",
        "CREATE INDEX theirs FOR (b:Building) ON (b.id)",
    ],
)
def test_where_ids_cannot_be_made_unique_nothing_is_written(
    neo4j: Neo4jServer, folder: GraphFolder, theirs: str
) -> None:
    neo4j.run(theirs)
    before = neo4j.run("MATCH (n) RETURN count(n) AS n")
    try:
        with pytest.raises(EngineError) as refused:
            pushed(neo4j, folder)
        assert "Building" in str(refused.value)
        assert "Nothing was written" in str(refused.value)
        assert neo4j.run("MATCH (n) RETURN count(n) AS n") == before
        assert neo4j.run("SHOW CONSTRAINTS") == []
    finally:
        neo4j.run("DROP INDEX theirs IF EXISTS")


def based(folder: GraphFolder, base: str, path: Path) -> GraphFolder:
    """The same graph, loaded with another base."""
    model = load_model()

    def moved(table: pl.DataFrame) -> pl.DataFrame:
        names = [name for name in ("id", "from", "to") if name in table.columns]
        return table.with_columns(pl.col(names).str.replace(BASE, base, literal=True))

    return publish(
        path,
        nodes={label: moved(pl.read_parquet(folder.nodes(label))) for label in model.labels},
        edges={type_: moved(pl.read_parquet(folder.edges(type_))) for type_ in model.relationships},
        issues=small.issues(),
        references=small.references(),
        manifest=folder.manifest | {"base": base},
    )


@pytest.mark.parametrize("base", ["https://example.org/id/", f"{BASE}nanshan/"])
def test_the_graph_of_another_base_is_not_counted_together_with_this_one(
    neo4j: Neo4jServer, folder: GraphFolder, tmp_path: Path, base: str
) -> None:
    other = based(folder, base, tmp_path / "other")
    pushed(neo4j, other)
    before = held(neo4j)
    assert before == expected(other)
    with pytest.raises(EngineError, match="holds another graph") as refused:
        open_engine(folder, neo4j.uri)
    assert refused.value.exit_code == 3
    with pytest.raises(EngineError, match=rf"whose ids begin with {base} .*--database"):
        pushed(neo4j, folder)
    assert held(neo4j) == before
    # two that stand there all the same, from before that was refused
    neo4j.run(
        "CREATE (:ShequGraph {base: $base, state: 'complete', tables: $tables, date: 'x'})",
        base=BASE,
        tables=folder.manifest["tables"],
    )
    with pytest.raises(EngineError, match="holds several graphs"):
        open_engine(folder, neo4j.uri)


def test_a_graph_whose_base_begins_with_ours_is_not_deleted_where_no_record_names_it(
    neo4j: Neo4jServer, folder: GraphFolder, changed: GraphFolder, tmp_path: Path
) -> None:
    """It may have come by the database's own import."""
    other = based(folder, f"{BASE}nanshan/", tmp_path / "other")
    pushed(neo4j, other)
    neo4j.run("MATCH (g:ShequGraph) DELETE g")
    before = held(neo4j)
    for ours in (folder, changed):
        done = pushed(neo4j, ours)
        assert held(neo4j) == before | expected(ours)
    assert any("Building 30" in note and "others" in note for note in done.notes)
