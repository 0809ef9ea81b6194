"""An engineer pushes the graph into a Neo4j server, in which others have their data too."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from graph.engines import neo4j_driver, open_engine
from graph.errors import EngineError, UsageError
from graph.folder import GraphFolder, publish
from graph.language import choose
from graph.push import Part, Pushed, push
from graph.remote import Address, address
from ontology import BASE, load_model
from tests.commands.program import environment, shequ
from tests.graph import small
from tests.servers.held import expected, held
from tests.servers.neo4j_server import Neo4jServer, free_port, missing

HOSTILE = [
    "1栋 “东座”",
    'it\'s "quoted" }) DETACH DELETE n //',
    "`back` $tick \\ \\u0027",
    "two\nlines\r\nand\ta tab",
    "小区😀👨‍👩‍👧 \u202eright to left\u202c",
    "长" * 200,
    " ",
]
NODES: dict[str, list[dict[str, Any]]] = {
    "Community": [{"id": "海月社区", "asked": ["COVERS.Building", "DUAL_MANAGED_BY"]}],
    "Estate": [{"id": f"e{at}", "name": name} for at, name in enumerate(HOSTILE)],
    "Building": [{"id": f"b{at}", "households": at, "longitude": 113 + at / 7} for at in range(30)],
    "PartyOrganization": [
        {"id": "党支部", "kind": "branch", "established": "2008-06"},
        {"id": "党委", "kind": "committee", "listed": False},
    ],
}
EDGES: dict[str, list[dict[str, Any]]] = {
    "COVERS": [
        {"from": "PartyOrganization/党支部", "to": f"Building/b{at}", "since": since}
        for at in range(20)
        for since in ("2008", "2009-01-01")  # parallel: two rosters differ
    ],
    "DUAL_MANAGED_BY": [
        {
            "from": "PartyOrganization/党支部",
            "to": "PartyOrganization/党委",
            "activities": True,
            "elections": False,
        }
    ],
    "IN_COMMUNITY": [{"from": f"Building/b{at}", "to": "Community/海月社区"} for at in range(30)],
}
# The program itself, which is sent a signal when the push tells of its progress so many times.
INTERRUPTED = """
import contextlib, os, signal, sys
import graph.progress
from graph.commands import main

@contextlib.contextmanager
def counting(*, quiet, steps=None):
    def begin(text, told=[]):
        told.append(text)
        if len(told) == {after}:
            os.kill(os.getpid(), signal.{name})
    yield begin

graph.progress.progress = counting
main(sys.argv[1:])
"""


@pytest.fixture(autouse=True)
def engineer(monkeypatch: pytest.MonkeyPatch) -> None:
    choose("en")
    monkeypatch.setenv("SHEQU_PASSWORD", Neo4jServer.password)
    monkeypatch.delenv("SHEQU_USER", raising=False)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> GraphFolder:
    return small.publish_small(tmp_path_factory.mktemp("push") / "graph", NODES, EDGES)


@pytest.fixture(scope="module")
def changed(tmp_path_factory: pytest.TempPathFactory) -> GraphFolder:
    """The next month's graph: some buildings are gone, one is new, one has other facts."""
    nodes = NODES | {
        "Building": [{"id": f"b{at}", "households": at + (at == 7)} for at in range(5, 31)]
    }
    edges = EDGES | {"COVERS": EDGES["COVERS"][10:21], "IN_COMMUNITY": []}
    return small.publish_small(tmp_path_factory.mktemp("changed") / "graph", nodes, edges)


@pytest.fixture
def own_server(tmp_path: Path) -> Any:
    """A server that a test may kill, or start with other settings."""
    if (reason := missing()) is not None:
        pytest.skip(reason)
    server = Neo4jServer(tmp_path / "home")
    yield server.start()
    server.stop()


def pushed(server: Neo4jServer, folder: GraphFolder, **options: Any) -> Pushed:
    return push(folder, address(server.uri), **options)


def sums(done: Pushed) -> dict[str, int]:
    names = ("total", "created", "changed", "unchanged", "removed", "left")
    return {name: sum(getattr(part, name) for part in done.parts) for name in names}


def program(server: Neo4jServer, *arguments: str | Path, **variables: str) -> Any:
    return shequ(*arguments, variables={"SHEQU_PASSWORD": server.password, **variables})


def interrupted(server: Neo4jServer, folder: GraphFolder, after: int, name: str) -> Any:
    """The program, sent the signal `name` in the middle of a push."""
    code = INTERRUPTED.format(after=after, name=name)
    return subprocess.run(
        [sys.executable, "-c", code, "push", server.uri, "-g", str(folder.path)],
        env=environment(SHEQU_PASSWORD=server.password),
        capture_output=True,
        text=True,
        check=False,
    )


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


def test_the_pusher_is_killed_and_the_next_push_goes_on(
    neo4j: Neo4jServer, folder: GraphFolder
) -> None:
    killed = interrupted(neo4j, folder, 4, "SIGKILL")
    assert killed.returncode == -signal.SIGKILL
    asked = program(neo4j, "gaps", "-g", folder.path, "--engine", neo4j.uri)
    assert asked.returncode == 3
    assert "not whole" in asked.stderr
    assert f"shequ push {neo4j.uri}" in asked.stderr

    done = program(neo4j, "push", neo4j.uri, "-g", folder.path)
    assert done.returncode == 0, done.stderr
    account = json.loads(done.stdout)
    assert "cut off" in account["notes"][0]
    assert account["nodes"]["Community"]["unchanged"] == 1
    assert held(neo4j) == expected(folder)


def test_ctrl_c_says_where_it_stands_and_how_to_go_on(
    neo4j: Neo4jServer, folder: GraphFolder
) -> None:
    stopped = interrupted(neo4j, folder, 4, "SIGINT")
    rows = sum(folder.manifest["nodes"].values()) + sum(folder.manifest["edges"].values())
    assert stopped.returncode == 130
    assert f"of {rows} rows are written" in stopped.stderr
    assert "Run the same command again" in stopped.stderr
    assert "Traceback" not in stopped.stderr
    pushed(neo4j, folder)
    assert held(neo4j) == expected(folder)


def test_the_server_dies_in_the_middle_and_a_push_after_its_start_ends_it(
    own_server: Neo4jServer, folder: GraphFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(neo4j_driver, "RETRY", 1.0)
    told = []

    def dying(text: str) -> None:
        told.append(text)
        if len(told) == 4:
            own_server.kill()

    with pytest.raises(EngineError) as lost:
        pushed(own_server, folder, progress=dying)
    assert lost.value.exit_code == 3
    assert "was cut off" in str(lost.value)
    assert "goes on from there" in str(lost.value)

    own_server.start()
    assert any("cut off" in note for note in pushed(own_server, folder).notes)
    assert held(own_server) == expected(folder)

    # the same server, which an administrator has made read-only meanwhile
    own_server.stop()
    with (own_server.home / "conf" / "neo4j.conf").open("a") as settings:
        settings.write("server.databases.default_to_read_only=true\n")
    own_server.start()
    asked = program(own_server, "gaps", "-g", folder.path, "--engine", own_server.uri)
    assert asked.returncode == 0, asked.stderr
    refused = program(own_server, "push", own_server.uri, "-g", folder.path)
    assert refused.returncode == 3
    assert "read-only" in refused.stderr
    assert "nothing was written" in refused.stderr


def test_two_pushes_at_once_do_not_mix(neo4j: Neo4jServer, folder: GraphFolder) -> None:
    refusals: list[str] = []

    def second(text: str) -> None:
        if not refusals and "of" in text:
            refusals.append("")
            with pytest.raises(EngineError) as busy:
                pushed(neo4j, folder)
            refusals[0] = str(busy.value)

    pushed(neo4j, folder, progress=second)
    assert "Another push" in refusals[0]
    assert held(neo4j) == expected(folder)


def test_a_load_during_the_push_does_not_mix_into_it(
    neo4j: Neo4jServer, folder: GraphFolder, tmp_path: Path
) -> None:
    """The nodes of one load and the ties of the next would be a graph that nobody has."""
    path = tmp_path / "graph"
    ours = small.publish_small(path, NODES, EDGES)
    told: list[str] = []

    def reloading(text: str) -> None:
        told.append(text)
        if len(told) == 4:
            nodes = NODES | {"Building": NODES["Building"][5:]}
            edges = EDGES | {"COVERS": EDGES["COVERS"][10:21], "IN_COMMUNITY": []}
            small.publish_small(path, nodes, edges)

    pushed(neo4j, ours, progress=reloading)
    assert len(told) > 5
    assert held(neo4j) == expected(folder)
    # the engine says that the folder has another graph by now
    now = GraphFolder.open(path)
    with pytest.raises(EngineError, match="holds another graph"):
        open_engine(now, neo4j.uri)
    pushed(neo4j, now)
    assert held(neo4j) == expected(now)


def test_a_folder_that_was_loaded_anew_since_it_was_opened_is_not_pushed(
    neo4j: Neo4jServer, tmp_path: Path
) -> None:
    old = small.publish_small(tmp_path / "graph", NODES, EDGES)
    small.publish_small(tmp_path / "graph", {"Building": [{"id": "1"}]})
    with pytest.raises(UsageError, match=r"loaded anew while this push read it.*Push again"):
        pushed(neo4j, old)
    assert neo4j.run("MATCH (n) RETURN n") == []


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


def test_a_server_that_is_down_is_said_at_once(folder: GraphFolder) -> None:
    for scheme in ("neo4j", "bolt"):
        uri = f"{scheme}://127.0.0.1:{free_port()}"
        for command in (("push", uri), ("gaps", "--engine", uri)):
            done = shequ(*command, "-g", folder.path, variables={"SHEQU_PASSWORD": "x"})
            assert done.returncode == 3
            assert f"{uri} can't be reached: Connection refused" in done.stderr
            assert len(done.stderr.splitlines()) == 1


def test_a_wrong_password_is_said_and_never_shown(neo4j: Neo4jServer, folder: GraphFolder) -> None:
    secret = "correct-horse-7741"
    wrong = program(neo4j, "push", neo4j.uri, "-g", folder.path, "--debug", SHEQU_PASSWORD=secret)
    assert wrong.returncode == 3
    assert "does not accept the user or the password" in wrong.stderr
    in_address = neo4j.uri.replace("://", f"://neo4j:{secret}@")
    refused = program(neo4j, "push", in_address, "-g", folder.path, "--debug")
    assert refused.returncode == 2
    assert "SHEQU_PASSWORD" in refused.stderr
    for done in (wrong, refused):
        assert secret not in done.stderr + done.stdout


def test_without_a_password_and_a_terminal_it_says_where_one_is_taken_from(
    neo4j: Neo4jServer, folder: GraphFolder
) -> None:
    done = shequ("push", neo4j.uri, "-g", folder.path, stdin=b"")
    assert done.returncode == 2
    assert "SHEQU_PASSWORD" in done.stderr


def test_the_user_stands_in_the_address(neo4j: Neo4jServer, folder: GraphFolder) -> None:
    named = neo4j.uri.replace("://", "://neo4j@")
    assert program(neo4j, "push", named, "-g", folder.path).returncode == 0
    stranger = neo4j.uri.replace("://", "://alice@")
    done = program(neo4j, "push", stranger, "-g", folder.path)
    assert done.returncode == 3
    assert "user or the password" in done.stderr


def test_another_database_is_named_by_the_option(neo4j: Neo4jServer, folder: GraphFolder) -> None:
    done = program(neo4j, "push", neo4j.uri, "-g", folder.path, "--database", "neo4j")
    assert done.returncode == 0, done.stderr
    unknown = program(neo4j, "push", neo4j.uri, "-g", folder.path, "--database", "nanshan")
    assert unknown.returncode == 3
    assert "no database “nanshan”" in unknown.stderr
    store = shequ("push", "http://127.0.0.1:9", "-g", folder.path, "--database", "nanshan")
    assert store.returncode == 2
    assert "--database" in store.stderr


@pytest.mark.parametrize(
    "agent", ["Neo4j/4.4.30", "Neo4j/5.25.1", "Neo4j/5.2.0", "Neo4j/3.5.35", "Neo4j/v5.11.0"]
)
def test_a_version_that_is_too_old_is_refused_with_what_to_do(agent: str) -> None:
    """No old server runs in the tests; what servers call themselves is all that is looked at."""
    with pytest.raises(EngineError, match=r"too old. Upgrade it to 5.26") as refused:
        neo4j_driver.check_version(agent, "neo4j://somewhere")
    assert agent.partition("/")[2] in str(refused.value)


@pytest.mark.parametrize(
    "agent", ["Neo4j/5.26.0", "Neo4j/5.26.20", "Neo4j/5.27-aura", "Neo4j/2025.01.0", "Neo4j/2026.2"]
)
def test_a_version_that_is_new_enough_is_taken(agent: str) -> None:
    neo4j_driver.check_version(agent, "neo4j://somewhere")


def test_what_is_no_neo4j_is_refused() -> None:
    with pytest.raises(EngineError, match="is not Neo4j"):
        neo4j_driver.check_version("Other/1.0", "bolt://somewhere")


def test_an_address_keeps_the_user_apart() -> None:
    assert address("neo4j+s://alice@example.org:7687") == Address(
        "neo4j+s://example.org:7687", "neo4j", "alice"
    )
