"""A push into Neo4j that is cut off, and pushes and loads at the same time."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from graph.engines import neo4j_driver, open_engine
from graph.errors import EngineError, UsageError
from graph.folder import GraphFolder
from tests.commands.program import environment
from tests.commands.push_neo4j.pushing import EDGES, NODES, program, pushed
from tests.graph import small
from tests.servers.held import expected, held
from tests.servers.neo4j_server import Neo4jServer, missing

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


@pytest.fixture
def own_server(tmp_path: Path) -> Any:
    """A server that a test may kill, or start with other settings."""
    if (reason := missing()) is not None:
        pytest.skip(reason)
    server = Neo4jServer(tmp_path / "home")
    yield server.start()
    server.stop()


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
