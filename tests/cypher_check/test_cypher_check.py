"""Every shipped .cypher passes Neo4j's own checker, as Cypher 5 and as Cypher 25.

Needs node, and once `npm ci` in this folder; without them the test says so and is skipped.
"""

from __future__ import annotations

import json
import shutil
import subprocess
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

import pytest

HERE = Path(__file__).parent


@pytest.fixture(scope="module")
def node() -> str:
    found = shutil.which("node")
    if found is None:
        pytest.skip("node is not installed")
    if not (HERE / "node_modules" / "@neo4j-cypher" / "language-support").is_dir():
        pytest.skip("run `npm ci` in tests/cypher_check to lint the shipped Cypher")
    return found


def lint(node: str, statements: dict[str, str]) -> list[dict[str, Any]]:
    asked = [{"name": name, "text": text} for name, text in statements.items()]
    done = subprocess.run(
        [node, str(HERE / "check.js")],
        input=json.dumps(asked),
        capture_output=True,
        encoding="utf-8",
        check=True,
        timeout=300,
    )
    return list(json.loads(done.stdout))


def shipped(folder: Traversable, name: str = "") -> dict[str, str]:
    found = {}
    for source in folder.iterdir():
        path = f"{name}/{source.name}".lstrip("/")
        if source.is_dir():
            found |= shipped(source, path)
        elif path.endswith(".cypher"):
            found[path] = source.read_text(encoding="utf-8")
    return found


def test_every_shipped_statement_is_cypher_5_and_25(node: str) -> None:
    statements = shipped(files("graph"))
    assert len(statements) > 10
    assert lint(node, statements) == []


def test_the_checker_sees_a_mistake(node: str) -> None:
    """So that an empty list means something."""
    found = lint(node, {"wrong": "MATCH (b:Building)\nRETURN nothing.name AS name"})
    assert {(each["version"], each["line"]) for each in found} == {("CYPHER 5", 2), ("CYPHER 25", 2)}
