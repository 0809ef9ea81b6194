"""A user writes a server's address, and sometimes a password into it, which nobody may see."""

from __future__ import annotations

from pathlib import Path

import pytest

from graph.errors import UsageError
from graph.language import choose
from graph.remote import Address, address
from tests.commands.program import shequ
from tests.graph import small

# each is one password that ends at the last @
SECRETS = [
    "neo4j://alice:pass@host",
    "neo4j://alice:pa/ss@host",
    "http://bob:pa#ss@host/ds",
    "neo4j://alice:pa?ss@host",
    "neo4j://alice:1234/pass@host",
    "bolt://alice:p@pass@host:7687",
    "neo4j://alice@corp:pass@host",
    "http://bob:x://pass@host",
    "neo4j://alice:pa[ss@host",
    "neo4j:/alice:pass@host",
    "alice:pass@host",
    "ftp://alice:pass@host",
]


@pytest.fixture(autouse=True)
def english() -> None:
    choose("en")


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return small.publish_small(tmp_path_factory.mktemp("remote") / "graph").path


@pytest.mark.parametrize("text", SECRETS)
def test_a_password_in_an_address_is_refused_and_not_repeated(text: str) -> None:
    with pytest.raises(UsageError, match="Don't write a password into the address") as refused:
        address(text)
    assert "host" not in str(refused.value)


@pytest.mark.parametrize("text", SECRETS)
def test_no_command_prints_it(text: str, graph: Path) -> None:
    for command in (("push", text), ("gaps", "--engine", text)):
        done = shequ(*command, "-g", graph, "--debug")
        assert done.returncode == 2
        for secret in ("pa/ss", "pa#ss", "pa?ss", "pa[ss", ":pass", "1234", "p@pass", "//pass"):
            assert secret not in done.stdout + done.stderr


def test_an_address_that_is_wrong_is_repeated_without_its_user() -> None:
    with pytest.raises(UsageError, match="“ftp://…@host” is no server's address"):
        address("ftp://alice@host")
    with pytest.raises(UsageError, match="“http://host:99999” is no server's address"):
        address("http://host:99999")


@pytest.mark.parametrize("text", ["neo4j://host/nanshan", "bolt://u@host:7687/?db=x"])
def test_a_database_in_an_address_is_told_to_go_elsewhere(text: str) -> None:
    with pytest.raises(UsageError, match="--database"):
        address(text)


def test_an_address_without_a_password_is_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SHEQU_USER", raising=False)
    for text, wanted in (
        ("neo4j+s://alice@host:7687", Address("neo4j+s://host:7687", "neo4j", "alice")),
        ("bolt://[::1]:7687", Address("bolt://[::1]:7687", "neo4j", None)),
        ("http://bob@[::1]:3030/ds", Address("http://[::1]:3030/ds", "sparql", "bob")),
        (
            "http://host:3030/ds?graph=urn:a%40b",
            Address("http://host:3030/ds?graph=urn:a%40b", "sparql", None),
        ),
    ):
        assert address(text) == wanted
