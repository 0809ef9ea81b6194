"""The command line: help in two languages, mistakes that are explained, exit codes."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from graph import commands, language
from graph.commands import settings
from graph.commands.failures import explain
from graph.errors import EngineError, GraphError, UsageError
from graph.output.width import cells
from tests.commands.program import ROOT, environment, shequ

NAMES = sorted(commands.program().commands)


@pytest.fixture(autouse=True)
def _fresh(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    for name in ("SHEQU_LANG", "LC_ALL", "LC_MESSAGES", "SHEQU_GRAPH"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", "en_US.UTF-8")
    yield
    language.choose(None)
    settings.current.debug = settings.current.quiet = False


def _run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    code = commands.run(arguments)
    told = capsys.readouterr()
    return code, told.out, told.err


@pytest.mark.parametrize("chosen", ["zh", "en"])
@pytest.mark.parametrize("width", [80, 120])
@pytest.mark.parametrize("name", [*NAMES, None])
def test_every_command_has_a_page_of_help_in_both_languages(
    name: str | None,
    chosen: str,
    width: int,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("COLUMNS", str(width))
    arguments = [name, "--help"] if name is not None else ["--help"]
    code, out, err = _run(capsys, "--lang", chosen, *arguments)
    assert (code, err) == (0, "")
    assert max(cells(line) for line in out.splitlines()) <= width
    assert bool(re.search("[一-鿿]", out.splitlines()[2])) == (chosen == "zh")
    assert "--lang" in out


def test_language_may_stand_before_or_after_the_command(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "用法" in _run(capsys, "--lang", "zh", "gaps", "--help")[1]
    assert "用法" in _run(capsys, "gaps", "--help", "--lang=zh")[1]
    assert "Usage" in _run(capsys, "gaps", "--help")[1]
    monkeypatch.setenv("SHEQU_LANG", "zh")
    assert "用法" in _run(capsys, "gaps", "--help")[1]
    assert "Usage" in _run(capsys, "gaps", "--help", "--lang", "en")[1]
    monkeypatch.delenv("SHEQU_LANG")
    monkeypatch.setenv("LANG", "zh_CN.UTF-8")
    assert "用法" in _run(capsys, "gaps", "--help")[1]


def test_no_arguments_show_the_help(capsys: pytest.CaptureFixture[str]) -> None:
    assert _run(capsys) == _run(capsys, "--help")
    assert _run(capsys, "-h")[0] == 0


@pytest.mark.parametrize(
    ("arguments", "parts"),
    [
        (["gap"], ["gap", "gaps"]),
        (["hello"], ["hello", "query"]),
        (["gaps", "--comunity", "x"], ["--comunity", "--community"]),
        (["--nothing"], ["--nothing"]),
        (["load"], ["PATH"]),
        (["load", "x", "--date"], ["--date"]),
        (["load", "x", "--date", "2010-13-01"], ["--date", "2010-13-01"]),
        (["load", "x", "--date", "yesterday"], ["--date", "yesterday"]),
        (["gaps", "one", "two"], ["two"]),
        (["gaps", "--lang", "fr"], ["--lang", "fr"]),
        (["gaps", "--lang"], ["--lang"]),
        (["gaps", "-f", "xml"], ["xml", "json"]),
        (["gaps", "-f", "xlsx"], ["-o"]),
        (["gaps", "-o", "no-such-folder/a.csv"], ["no-such-folder"]),
        (["view", "chart", "-o", "a.html"], ["chart", "map", "network"]),
        (["view", "report"], ["-o"]),
        (["view", "report", "-o", "a.pdf"], ["a.pdf", ".html"]),
        (["query"], ["--file"]),
        (["query", "RETURN 1", "--file", "a.rq"], ["--file"]),
        (["query", "--file", "no-such.rq"], ["no-such.rq"]),
        (["query", "RETURN 1", "--timeout", "soon"], ["--timeout", "soon"]),
        (["query", "RETURN 1", "--timeout", "0"], ["--timeout"]),
        (["query", "RETURN 1", "--sparql", "--cypher"], ["--sparql", "--cypher"]),
        (["gaps", "-g", "no-such-graph"], ["no-such-graph"]),
        (["query", "RETURN 1", "-g", "no-such-graph"], ["no-such-graph"]),
        (["view", "report", "-o", "a.html", "-g", "no-such-graph"], ["no-such-graph"]),
    ],
)
@pytest.mark.parametrize("chosen", ["zh", "en"])
def test_a_mistake_is_explained_in_one_message(
    arguments: list[str],
    parts: list[str],
    chosen: str,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("SHEQU_LANG", chosen)
    code, out, err = _run(capsys, *arguments)
    assert (code, out) == (2, "")
    assert all(part in err for part in parts)
    assert "Traceback" not in err
    assert len(err.strip().splitlines()) == 1
    assert bool(re.search("[一-鿿]", err)) == (chosen == "zh")


@pytest.mark.parametrize(
    ("error", "code", "part"),
    [
        (UsageError("command_no_such_file", path="a"), 2, "a"),
        (EngineError("command_no_such_file", path="a"), 3, "a"),
        (KeyboardInterrupt(), 130, "Stopped"),
        (MemoryError(), 3, "memory"),
        (OSError(28, "No space left on device", "b.csv"), 3, "full"),
        (PermissionError(13, "Permission denied", "b.csv"), 2, "b.csv"),
        (FileNotFoundError(2, "No such file", "b.csv"), 2, "b.csv"),
        (OSError(5, "Input/output error", "b.csv"), 3, "b.csv"),
        (RuntimeError("parquet: No space left on device (os error 28)"), 3, "full"),
        (ValueError("first\nsecond"), 3, "--debug"),
    ],
)
def test_what_went_wrong_becomes_a_message_and_a_code(
    error: BaseException, code: int, part: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert explain(error) == code
    err = capsys.readouterr().err
    assert part in err
    assert "Traceback" not in err
    assert len(err.splitlines()) == 1


def test_a_traceback_comes_with_debug(capsys: pytest.CaptureFixture[str]) -> None:
    code, _, err = _run(capsys, "--debug", "gaps", "-f", "xml")
    assert code == 2
    assert "Traceback" in err


def test_what_follows_two_dashes_is_not_an_option() -> None:
    assert settings.take(["query", "--", "--debug"]) == ["query", "--", "--debug"]
    assert not settings.current.debug


def test_a_reader_who_has_enough_is_not_answered_with_an_error() -> None:
    pipe = subprocess.Popen(
        [sys.executable, "-m", "graph.commands", "questions", "-f", "csv"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=environment(),
    )
    assert pipe.stdout is not None and pipe.stderr is not None
    pipe.stdout.close()
    assert pipe.stderr.read() == b""
    assert pipe.wait() == 0
    pipe.stderr.close()


def test_version() -> None:
    assert re.match(r"shequ (\d+\.\d+|\(not installed)", shequ("--version").stdout)


def test_help_imports_nothing_heavy() -> None:
    script = (
        "import sys; from graph import commands; commands.run(['gaps', '--help']);"
        "print(sorted({'polars', 'rdflib', 'ladybug', 'pyoxigraph', 'networkx', 'loaders'}"
        " & set(sys.modules)), file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], env=environment(), capture_output=True, check=True
    )
    assert done.stderr.strip() == b"[]"


def _texts() -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = {}
    for path in sorted((ROOT / "graph/language").glob("*.yaml")):
        texts = yaml.safe_load(path.read_text(encoding="utf-8")) or {}
        assert not set(texts) & set(found), f"{path.name} repeats a key of another file"
        found |= texts
    return found


def test_every_text_is_in_both_languages_and_names_the_same_values() -> None:
    for key, texts in _texts().items():
        assert set(texts) == {"zh", "en"}, key
        named = [set(re.findall(r"(?<!{){(\w+)}", text)) for text in texts.values()]
        assert named[0] == named[1], key


def test_every_text_that_the_code_names_is_there() -> None:
    texts = _texts()
    quoted = re.compile(r'"((?:command|option|argument|output)_[a-z_]+)"')
    for path in sorted((ROOT / "graph").rglob("*.py")):
        for key in set(quoted.findall(path.read_text(encoding="utf-8"))) - {"option_name"}:
            whole = key in texts
            assert whole or any(name.startswith(key) for name in texts), f"{path}: {key}"


def test_an_error_speaks_the_language_that_was_chosen() -> None:
    error: GraphError = UsageError("option_timeout_wrong", text="x")
    language.choose("zh")
    assert "秒" in str(error)
    language.choose("en")
    assert "seconds" in str(error)


def test_a_page_of_help_can_be_written_into_a_file(tmp_path: Path) -> None:
    old = {"LC_ALL": "C", "PYTHONIOENCODING": "gbk"}
    assert shequ("--help", variables={"LC_ALL": "C"}).returncode == 0
    assert "用法" in shequ("--help", "--lang", "zh", variables=old).stdout
