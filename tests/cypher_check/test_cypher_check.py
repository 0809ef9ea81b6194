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

from graph.question import all_questions
from graph.question import slugs as folders

HERE = Path(__file__).parent


WRONG = "MATCH (b:Building)\nRETURN nothing.name AS name"


@pytest.fixture(scope="module")
def problems() -> list[dict[str, Any]]:
    """What the checker finds in all statements, and in a wrong one. One run: it starts slowly."""
    node = shutil.which("node")
    if node is None:
        pytest.skip("node is not installed")
    if not (HERE / "node_modules" / "@neo4j-cypher" / "language-support").is_dir():
        pytest.skip("run `npm ci` in tests/cypher_check to lint the shipped Cypher")
    asked = [{"name": name, "text": text} for name, text in shipped(files("graph")).items()]
    done = subprocess.run(
        [node, str(HERE / "check.js")],
        input=json.dumps([*asked, {"name": "wrong", "text": WRONG}]),
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    return list(json.loads(done.stdout))


def shipped(folder: Traversable, name: str = "") -> dict[str, str]:
    found: dict[str, str] = {}
    for source in folder.iterdir():
        path = f"{name}/{source.name}".lstrip("/")
        if source.is_dir():
            found |= shipped(source, path)
        elif path.endswith(".cypher"):
            found[path] = source.read_text(encoding="utf-8")
    return found


def test_every_shipped_statement_is_cypher_5_and_25(problems: list[dict[str, Any]]) -> None:
    assert [each for each in problems if each["name"] != "wrong"] == []


def test_every_question_and_indicator_is_among_them() -> None:
    names = set(shipped(files("graph")))
    for slug in folders("indicators"):
        assert f"indicators/{slug}/query.cypher" in names
    for question in all_questions():
        if question.reads == "graph":
            assert f"questions/{question.slug}/query.cypher" in names


def test_the_checker_sees_a_mistake(problems: list[dict[str, Any]]) -> None:
    """So that an empty list means something."""
    found = {(each["version"], each["line"]) for each in problems if each["name"] == "wrong"}
    assert found == {("CYPHER 5", 2), ("CYPHER 25", 2)}
