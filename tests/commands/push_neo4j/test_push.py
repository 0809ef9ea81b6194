"""An engineer pushes the graph into a Neo4j server, and pushes it again when it has changed."""

from __future__ import annotations

import json

from graph.folder import GraphFolder
from graph.push import Part
from tests.commands.push_neo4j.pushing import HOSTILE, program, pushed, sums
from tests.servers.held import expected, held
from tests.servers.neo4j_server import Neo4jServer


def test_the_server_holds_the_graph_and_a_second_push_changes_nothing(
    neo4j: Neo4jServer, folder: GraphFolder
) -> None:
    first = pushed(neo4j, folder)
    assert held(neo4j) == expected(folder)
    rows = sum(folder.manifest["nodes"].values()) + sum(folder.manifest["edges"].values())
    assert sums(first) == {
        "total": rows, "created": rows, "changed": 0, "unchanged": 0, "removed": 0, "left": 0
    }  # fmt: skip
    assert Part("COVERS", "edges", 40, created=40) in first.parts
    assert first.database == "neo4j"

    second = pushed(neo4j, folder)
    assert sums(second)["unchanged"] == rows
    assert sums(second)["total"] == rows
    assert held(neo4j) == expected(folder)


def test_ids_are_unique_in_the_server_from_the_first_push_on(
    neo4j: Neo4jServer, folder: GraphFolder
) -> None:
    pushed(neo4j, folder)
    found = {
        (row["labelsOrTypes"][0], row["properties"][0])
        for row in neo4j.run("SHOW CONSTRAINTS YIELD labelsOrTypes, properties")
    }
    assert {("Building", "id"), ("Demand", "id"), ("ShequGraph", "base")} <= found
    waiting = neo4j.run("SHOW INDEXES YIELD state WHERE state <> 'ONLINE' RETURN state")
    assert waiting == []


def test_the_push_of_a_changed_graph_writes_what_differs_and_removes_what_is_gone(
    neo4j: Neo4jServer, folder: GraphFolder, changed: GraphFolder
) -> None:
    pushed(neo4j, folder)
    done = {part.name: part for part in pushed(neo4j, changed).parts}
    assert held(neo4j) == expected(changed)
    # 5 are gone, b30 is new; all but b7 have lost their longitude, and b7 has one household more
    assert done["Building"] == Part("Building", "nodes", 26, created=1, changed=25, removed=5)
    assert done["Estate"] == Part("Estate", "nodes", len(HOSTILE))
    assert done["IN_COMMUNITY"].removed == 30
    assert sums(pushed(neo4j, changed))["unchanged"] == sums(pushed(neo4j, changed))["total"]


def test_keep_leaves_what_is_gone_and_says_so(
    neo4j: Neo4jServer, folder: GraphFolder, changed: GraphFolder
) -> None:
    pushed(neo4j, folder)
    before = held(neo4j)
    done = pushed(neo4j, changed, keep=True)
    assert held(neo4j) == before | expected(changed)
    assert sums(done)["removed"] == 0
    assert sums(done)["left"] == len(before.keys() - expected(changed).keys())
    assert any(f"{sums(done)['left']} nodes and ties" in note for note in done.notes)


def test_what_somebody_altered_in_the_server_is_set_right(
    neo4j: Neo4jServer, folder: GraphFolder
) -> None:
    pushed(neo4j, folder)
    neo4j.run("MATCH (b:Building) WHERE b.households = 3 SET b.households = 4, b.note = 'x'")
    neo4j.run("MATCH (b:Building) WHERE b.name = 'b9' DETACH DELETE b")
    neo4j.run("MATCH (a)-[r:COVERS]->(b) WITH a, r, b LIMIT 1 CREATE (a)-[s:COVERS]->(b) SET s = r")
    done = {part.name: part for part in pushed(neo4j, folder).parts}
    assert held(neo4j) == expected(folder)
    assert (done["Building"].created, done["Building"].changed) == (1, 1)
    assert (done["COVERS"].created, done["COVERS"].removed) == (2, 1)


def test_a_tie_that_somebody_has_put_between_other_nodes_is_put_right(
    neo4j: Neo4jServer, folder: GraphFolder
) -> None:
    pushed(neo4j, folder)
    neo4j.run(
        "MATCH (b:Building)-[r:IN_COMMUNITY]->(c) WITH b, r, c LIMIT 1 "
        "CREATE (c)-[n:IN_COMMUNITY]->(b) SET n = properties(r) DELETE r"
    )
    assert held(neo4j) != expected(folder)
    done = {part.name: part for part in pushed(neo4j, folder).parts}
    assert (done["IN_COMMUNITY"].created, done["IN_COMMUNITY"].removed) == (1, 1)
    assert held(neo4j) == expected(folder)
    again = sums(pushed(neo4j, folder))
    assert (again["created"], again["removed"]) == (0, 0)


def test_what_keep_has_left_is_said_beside_every_answer_until_it_is_gone(
    neo4j: Neo4jServer, folder: GraphFolder, changed: GraphFolder
) -> None:
    pushed(neo4j, folder)
    left = sums(pushed(neo4j, changed, keep=True))["left"]
    for command in (("gaps", "-f", "table"), ("query", "MATCH (n) RETURN count(n)", "-f", "json")):
        done = program(neo4j, *command, "-g", changed.path, "--engine", neo4j.uri)
        assert done.returncode == 0
        assert f"holds {left} nodes, ties or triples beyond this graph" in done.stderr
    pushed(neo4j, changed)
    done = program(neo4j, "gaps", "-g", changed.path, "--engine", neo4j.uri)
    assert (done.returncode, done.stderr) == (0, "")


def test_the_account_as_a_table_and_as_json(neo4j: Neo4jServer, folder: GraphFolder) -> None:
    table = program(neo4j, "push", neo4j.uri, "-g", folder.path, "-f", "table")
    assert table.returncode == 0, table.stderr
    assert table.stderr == ""
    assert "111 in all: 111 created" in table.stdout
    assert "COVERS" in table.stdout
    done = program(neo4j, "push", neo4j.uri, "-g", folder.path, "--lang", "zh", "-f", "table")
    assert "没有改动" in done.stdout
    account = json.loads(program(neo4j, "push", neo4j.uri, "-g", folder.path).stdout)
    assert account["edges"]["COVERS"] == {
        "total": 40, "created": 0, "changed": 0, "unchanged": 40, "removed": 0, "left": 0
    }  # fmt: skip
    assert account["database"] == "neo4j"
