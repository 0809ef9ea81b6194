"""Wrong, endless and crashing queries: each ends in one message that says what and where."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from graph.engines import NAMES, Engine, child, open_engine
from graph.errors import EngineError, QueryError, UsageError
from graph.folder import GraphFolder
from graph.language import choose
from tests.graph import small

SPARQL = ["oxigraph", "rdflib"]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> GraphFolder:
    return small.publish_small(
        tmp_path_factory.mktemp("failures") / "graph", {"Building": [{"id": "b1"}, {"id": "b2"}]}
    )


@pytest.fixture(scope="module")
def engines(folder: GraphFolder) -> dict[str, Engine]:
    return {name: open_engine(folder, name) for name in NAMES}


@pytest.mark.parametrize("name", NAMES)
def test_a_query_that_never_ends_is_ended(engines: dict[str, Engine], name: str) -> None:
    choose("en")
    engine = engines[name]
    text = (
        "UNWIND range(1, 100000) AS a UNWIND range(1, 100000) AS b UNWIND range(1, 100000) AS c "
        "RETURN sum(a * b * c)"
        if engine.language == "cypher"
        else "SELECT (COUNT(*) AS ?n) { "
        + " . ".join(f"?a{at} ?b{at} ?c{at}" for at in range(8))
        + " }"
    )
    with pytest.raises(EngineError, match=r"0\.5 s.*--timeout") as ended:
        engine.run(text, timeout=0.5)
    assert ended.value.exit_code == 3


@pytest.mark.parametrize("timeout", [None, 60])
def test_a_wrong_cypher_query_says_where(engines: dict[str, Engine], timeout: float | None) -> None:
    choose("en")
    for text, where in (
        ("MATCH (b:Building)\nRETURN b.id +", "line 2"),
        ("MATCH (b:Building)\nRETURN b.nme", "line 2, column 10, “RETURN b.▸nme”"),
        ("MATCH (b:Bilding) RETURN b", "column 10, “MATCH (b:▸Bilding) RETURN b”"),
        ("MATCH (b:Building) RETURN foo(b.id)", "column 27"),
    ):
        with pytest.raises(QueryError) as wrong:
            engines["ladybug"].run(text, timeout=timeout)
        assert where in str(wrong.value)


@pytest.mark.parametrize("name", SPARQL)
@pytest.mark.parametrize("timeout", [None, 60])
def test_a_wrong_sparql_query_says_where(
    engines: dict[str, Engine], name: str, timeout: float | None
) -> None:
    choose("en")
    with pytest.raises(QueryError, match="line 2, column"):
        engines[name].run("SELECT ?b\n{ ?b a sq:Building ; }}", timeout=timeout)


def test_an_engine_that_there_is_not_is_named_with_those_that_there_are(
    folder: GraphFolder,
) -> None:
    with pytest.raises(UsageError, match=r"duckdb.*ladybug, oxigraph, rdflib"):
        open_engine(folder, "duckdb")


@pytest.mark.skipif(os.name == "nt", reason="signals")
def test_an_engine_that_crashes_is_an_error_with_exit_code_3(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "crashes.py").write_text(
        "import os, graph.engines.child as c\nc.serve(lambda request, ready: os.abort())"
    )
    monkeypatch.syspath_prepend(tmp_path)
    with pytest.raises(EngineError, match="SIGABRT") as crashed:
        child.run("ladybug", "crashes", {})
    assert crashed.value.exit_code == 3


def test_a_file_beside_the_user_that_is_called_like_a_module_is_not_run(
    folder: GraphFolder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "ladybug.py").write_text("raise SystemExit('mine')")
    monkeypatch.chdir(tmp_path)
    engine = open_engine(folder, "ladybug")
    assert engine.run("RETURN 1 AS x", timeout=60).rows == [(1,)]
