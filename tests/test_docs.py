"""What the README says of the commands is what the program does."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import pytest

from graph import commands
from tests.commands.program import shequ
from tests.docs_commands import SECTION, readmes, with_reference
from tests.servers.neo4j_server import Neo4jServer

_BLOCK = re.compile(r"```(?:sh|bash|console|shell)\n(.*?)```", re.DOTALL)
# a word that stands for the reader's own: FOLDER, FILE.xlsx, PATH...
_PLACEHOLDER = re.compile(r"[A-Z]{3,}(\.\w+|\.\.\.)?")

# Where the READMEs have a server; the tests have theirs elsewhere.
_SERVER = "neo4j://localhost"


def _lines() -> Iterator[tuple[str, list[str]]]:
    for path in readmes():
        for block in _BLOCK.findall(path.read_text(encoding="utf-8")):
            for line in block.replace("\\\n", " ").splitlines():
                words = shlex.split(line.removeprefix("$ "), comments=True)
                # an environment variable or a path may stand before the program
                while words and "=" in words[0]:
                    words.pop(0)
                if words and Path(words[0]).name == "shequ":
                    yield f"{path.name}: {line}", words[1:]


def test_there_is_a_readme_in_both_languages() -> None:
    assert len(readmes()) == 2


def test_every_command_is_in_every_readme() -> None:
    for path in readmes():
        text = path.read_text(encoding="utf-8")
        for name in commands.program().commands:
            assert f"shequ {name}" in text, f"{path.name} does not name shequ {name}"


def test_the_reference_of_commands_is_that_of_the_program() -> None:
    texts = {path.name: path.read_text(encoding="utf-8") for path in readmes()}
    assert any(SECTION.search(text) for text in texts.values()), "no README has the section"
    for name, text in texts.items():
        assert with_reference(text) == text, f"{name}: run python -m tests.docs_commands"


def test_every_line_of_the_readme_is_a_line_that_the_program_takes() -> None:
    program = commands.program()
    found = list(_lines())
    assert found
    for line, words in found:
        if words and words[0] in program.commands:
            program.commands[words[0]].make_context(words[0], words[1:])
        else:
            assert words and words[0] in ("--help", "--version", "COMMAND"), line


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("readme")
    done = shequ("demo", cwd=folder)
    assert done.returncode == 0, done.stderr
    return folder


def test_the_lines_of_the_readme_run_after_the_demo(demo: Path) -> None:
    """In the order of the README, in the folder where the demo was run, over its graph."""
    for line, words in _lines():
        if any(_PLACEHOLDER.fullmatch(word) or _SERVER in word for word in words):
            continue
        done = shequ(*words, cwd=demo, variables={"SHEQU_GRAPH": "shequ-demo/graph"})
        assert done.returncode == 0, f"{line}\n{done.stderr}"


def test_the_lines_of_the_readme_that_name_a_server_run_with_one(
    demo: Path, neo4j: Neo4jServer
) -> None:
    lines = [found for found in _lines() if any(_SERVER in word for word in found[1])]
    assert lines
    given = {"SHEQU_GRAPH": "shequ-demo/graph", "SHEQU_PASSWORD": neo4j.password}
    for line, words in lines:
        asked = [word.replace(_SERVER, neo4j.uri) for word in words]
        done = shequ(*asked, cwd=demo, variables=given)
        assert done.returncode == 0, f"{line}\n{done.stderr}"
