"""Which Neo4j server is pushed to, as whom, and of which version it must be."""

from __future__ import annotations

import pytest

from graph.engines import neo4j_driver
from graph.errors import EngineError
from graph.folder import GraphFolder
from graph.remote import Address, address
from tests.commands.program import shequ
from tests.commands.push_neo4j.pushing import program
from tests.servers.neo4j_server import Neo4jServer, free_port


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
