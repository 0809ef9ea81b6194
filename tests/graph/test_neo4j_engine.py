"""A researcher asks a Neo4j server, to which the graph was pushed, as if it were at hand."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from graph.commands.asking import Asking
from graph.engines import Result, open_engine
from graph.engines.neo4j import Neo4jEngine
from graph.errors import EngineError, QueryError
from graph.folder import GraphFolder
from graph.gaps import summary
from graph.language import choose
from graph.push import push
from graph.question import slugs
from graph.remote import address
from tests.commands.program import here, shequ
from tests.graph import scenario, small
from tests.servers.neo4j_server import Neo4jServer, free_port

QUOTED = 'O\'Brien "海月"` 社区'
ENDLESS = (
    "UNWIND [1,2,3,4,5,6,7,8,9,10] AS a MATCH (x), (y), (z), (u), (v), (w), (p), (q), (r) "
    "RETURN count(*)"
)


@pytest.fixture(autouse=True)
def researcher(monkeypatch: pytest.MonkeyPatch) -> None:
    choose("en")
    monkeypatch.setenv("SHEQU_PASSWORD", Neo4jServer.password)
    monkeypatch.setenv("SHEQU_LANG", "en")
    monkeypatch.delenv("SHEQU_USER", raising=False)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> GraphFolder:
    """The story of two communities, and a third whose name is all quotes."""
    quoted = {"subdistrict": "招商街道", "community_code": "440305006013", "community": QUOTED}
    nodes = scenario.NODES | {
        "Community": [
            *scenario.NODES["Community"],
            {"id": "3", "name": QUOTED, "code": "440305006013", "asked": ["COVERS.Building"]}
            | quoted,
        ],
        "Building": [*scenario.NODES["Building"], {"id": "9栋", **quoted}],
    }
    graph = tmp_path_factory.mktemp("engine") / "graph"
    edges = {
        type_: [{"from": tie[0], "to": tie[1], **(tie[2] if len(tie) == 3 else {})} for tie in ties]
        for type_, ties in scenario.EDGES.items()
    }
    return small.publish_small(graph, nodes, edges)


@pytest.fixture(scope="module")
def server(neo4j_running: Neo4jServer, folder: GraphFolder) -> Neo4jServer:
    """The server after a push of that graph."""
    with pytest.MonkeyPatch.context() as variables:
        variables.setenv("SHEQU_PASSWORD", Neo4jServer.password)
        neo4j_running.clear()
        push(folder, address(neo4j_running.uri))
    return neo4j_running


@pytest.fixture
def engine(server: Neo4jServer) -> Any:
    opened = Neo4jEngine(address(server.uri))
    yield opened
    opened.close()


def test_every_question_has_the_answer_that_the_embedded_engine_gives(
    server: Neo4jServer, folder: GraphFolder
) -> None:
    assert here("gaps", "-g", folder.path, "-f", "json", "--engine", server.uri) == here(
        "gaps", "-g", folder.path, "-f", "json"
    )
    for question in ("uncovered-buildings", "branches-outside-dual-management", "indicators"):
        asked = ("gaps", question, "-g", folder.path, "-f", "json")
        assert here(*asked, "--engine", server.uri) == here(*asked)
    assert "uncovered-buildings" in slugs("questions")


def test_a_name_with_quotes_is_a_filter_and_no_statement(
    server: Neo4jServer, folder: GraphFolder
) -> None:
    asked = ("gaps", "uncovered-buildings", "--unknown", "-g", folder.path, "-f", "json")
    rows = json.loads(here(*asked, "--community", QUOTED, "--engine", server.uri))
    assert [row["community"] for row in rows] == [QUOTED]


def test_the_pages_are_the_same(server: Neo4jServer, folder: GraphFolder, tmp_path: Path) -> None:
    for page in ("report", "network"):
        ours, theirs = tmp_path / f"{page}.html", tmp_path / f"{page}-neo4j.html"
        here("view", page, "-g", folder.path, "-o", ours)
        here("view", page, "-g", folder.path, "-o", theirs, "--engine", server.uri)
        assert theirs.read_text(encoding="utf-8") == ours.read_text(encoding="utf-8")


def test_values_come_as_from_the_embedded_engine(engine: Neo4jEngine, folder: GraphFolder) -> None:
    asked = (
        "MATCH p=(o:PartyOrganization)-[r:DUAL_MANAGED_BY]->(c) WHERE o.name = '学校党支部' "
        "RETURN o, r, p, [o.name, c.name], {a: o.members, b: null}, o.members, o.listed, o.code, "
        "1.5, c.kind"
    )
    ladybug = open_engine(folder, "ladybug")
    try:
        assert engine.run(asked).rows == ladybug.run(asked).rows
    finally:
        ladybug.close()


def test_values_that_only_a_server_has_are_text(engine: Neo4jEngine) -> None:
    result = engine.run(
        "RETURN date('2010-06-30') AS day, duration('P1M') AS span, point({x: 1, y: 2.5}) AS at, "
        "datetime('2010-06-30T08:00:00Z') AS moment, [date('2010-06-30')] AS days, "
        "{at: date('2010-06-30')} AS map"
    )
    assert result.columns == ("day", "span", "at", "moment", "days", "map")
    assert result.rows == [
        (
            "2010-06-30",
            "P1M",
            "POINT(1 2.5)",
            "2010-06-30T08:00:00.000000000+00:00",
            ["2010-06-30"],
            '{"at": "2010-06-30"}',
        )
    ]


def test_nothing_is_said_on_stderr_beside_the_answer(
    server: Neo4jServer, folder: GraphFolder
) -> None:
    done = shequ(
        "query", "MATCH (n:NoSuchLabel) RETURN n.none", "-g", folder.path, "--engine", server.uri,
        "--database", "neo4j", variables={"SHEQU_PASSWORD": server.password},
    )  # fmt: skip
    assert (done.returncode, done.stdout, done.stderr) == (0, "[]\n", "")


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("MATCH (n)\nRETRUN n", "line 2, column 1"),
        ("MATCH (n)\nRETURN m.name", "line 2, column 8"),
        ("RETURN nofunction(1)", "line 1, column 8"),
    ],
)
def test_a_wrong_statement_is_said_with_its_place(
    engine: Neo4jEngine, text: str, place: str
) -> None:
    with pytest.raises(QueryError, match=place) as wrong:
        engine.run(text)
    assert "https://" not in str(wrong.value)


def test_a_statement_that_fails_while_it_runs_is_wrong_too(engine: Neo4jEngine) -> None:
    with pytest.raises(QueryError, match="zero"):
        engine.run("RETURN 1 / 0")
    assert engine.run("RETURN 1").rows == [(1,)]


def test_a_query_that_never_ends_is_ended_by_the_server(
    server: Neo4jServer, folder: GraphFolder
) -> None:
    done = shequ(
        "query", ENDLESS, "-g", folder.path, "--engine", server.uri, "--timeout", "1",
        variables={"SHEQU_PASSWORD": server.password},
    )  # fmt: skip
    assert done.returncode == 3
    assert "did not finish within 1 s" in done.stderr
    running = server.run(
        "SHOW TRANSACTIONS YIELD currentQuery WHERE currentQuery CONTAINS 'q), (r'"
    )
    assert [row for row in running if not row["currentQuery"].startswith("SHOW")] == []


@pytest.mark.parametrize(
    "text",
    [
        "CREATE (n:Building)",
        "MATCH (n) DETACH DELETE n",
        "MATCH (n) SET n.x = 1",
        "LOAD CSV FROM 'http://127.0.0.1/x' AS l RETURN l",
        "MATCH (n) CALL { LOAD CSV FROM 'file:///etc/passwd' AS l RETURN l } RETURN l",
        "CALL dbms.components()",
        "MATCH (n) RETURN n; MATCH (m) DELETE m",
        "USE system SHOW USERS",
    ],
)
def test_a_statement_that_writes_or_reaches_out_is_refused_before_a_server_sees_it(
    folder: GraphFolder, text: str
) -> None:
    """The server is not even there: exit code 2 and not 3."""
    uri = f"neo4j://127.0.0.1:{free_port()}"
    done = shequ("query", "--cypher", text, "-g", folder.path, "--engine", uri)
    assert done.returncode == 2
    assert "can't stand here" in done.stderr or "One statement at a time" in done.stderr


def test_the_session_itself_does_not_write(engine: Neo4jEngine, server: Neo4jServer) -> None:
    with pytest.raises(QueryError, match=r"[Ww]rit"):
        engine.run("CREATE (n:Sneaked)")
    assert server.run("MATCH (n:Sneaked) RETURN n") == []


def test_a_query_in_the_other_language_is_said_to_be_one(folder: GraphFolder) -> None:
    uri = f"neo4j://127.0.0.1:{free_port()}"
    done = shequ("query", "SELECT ?s { ?s ?p ?o }", "-g", folder.path, "--engine", uri)
    assert done.returncode == 2
    assert "does not speak sparql" in done.stderr


def test_a_server_that_holds_another_graph_does_not_answer_for_this_one(
    server: Neo4jServer, tmp_path: Path
) -> None:
    other = small.publish_small(tmp_path / "other", {"Building": [{"id": "1"}]})
    for command in (("gaps",), ("query", "MATCH (n) RETURN n"), ("view", "report", "-o", "r.html")):
        done = shequ(
            *command, "-g", other.path, "--engine", server.uri, cwd=tmp_path,
            variables={"SHEQU_PASSWORD": server.password},
        )  # fmt: skip
        assert done.returncode == 3
        assert "holds another graph (of 2010-06-30)" in done.stderr
    assert not (tmp_path / "r.html").exists()


def test_an_empty_server_is_no_graph_without_gaps(neo4j: Neo4jServer, folder: GraphFolder) -> None:
    """Stands last: it empties the server."""
    with pytest.raises(EngineError, match=r"is empty\. Push the graph first"):
        open_engine(folder, neo4j.uri)


def test_a_graph_that_came_by_another_way_is_taken_as_it_is(
    neo4j: Neo4jServer, folder: GraphFolder
) -> None:
    neo4j.run("CREATE (:Building {id: '1'})")
    told: list[str] = []
    opened = open_engine(folder, neo4j.uri, tell=told.append)
    try:
        assert "has no record of a push" in told[0]
        assert "(of 2010-06-30)" in told[0]
        assert opened.run("MATCH (b:Building) RETURN b.id").rows == [("1",)]
    finally:
        opened.close()


def test_answers_of_two_graphs_are_not_given_out_as_those_of_one(
    neo4j: Neo4jServer, folder: GraphFolder, tmp_path: Path
) -> None:
    """A push that begins between the list and its figures changes one of them."""
    other = small.publish_small(tmp_path / "other", {"Building": [{"id": "1"}]})
    push(folder, address(neo4j.uri))
    opened = open_engine(folder, neo4j.uri)
    before = opened.run("MATCH (b:Building) RETURN b.id").rows
    push(other, address(neo4j.uri))
    assert opened.run("MATCH (b:Building) RETURN b.id").rows != before
    with pytest.raises(EngineError, match=r"was changed while it was asked.*run this again"):
        opened.close()
    opened.close()  # said once
    # the same graph again is no change, and who has asked nothing has no answer to doubt
    for asked in ("MATCH (b:Building) RETURN b.id", None):
        opened = open_engine(other, neo4j.uri)
        if asked is None:
            push(folder, address(neo4j.uri))
        else:
            opened.run(asked)
            push(other, address(neo4j.uri))
        opened.close()


def test_a_push_in_the_middle_of_the_questions_ends_them_with_an_error(
    neo4j: Neo4jServer, folder: GraphFolder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = small.publish_small(tmp_path / "other", {"Building": [{"id": "1"}]})
    push(folder, address(neo4j.uri))
    ask = Neo4jEngine.run
    asked: list[str] = []

    def run(engine: Neo4jEngine, text: str, *, timeout: float | None = None) -> Result:
        asked.append(text)
        if len(asked) == 3:
            push(other, address(neo4j.uri))
        return ask(engine, text, timeout=timeout)

    monkeypatch.setattr(Neo4jEngine, "run", run)
    asking = Asking(folder.path, folder, engine=neo4j.uri)
    with pytest.raises(EngineError, match="was changed while it was asked"), asking.opened() as one:
        summary(folder, one)
    assert len(asked) > 3
