"""Publishing and opening a graph folder: whole or not at all, whatever happens on the way."""

from __future__ import annotations

import errno
import json
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import polars as pl
import pytest

from graph.engines import open_engine
from graph.errors import EngineError, UsageError
from graph.folder import GraphFolder, publish
from graph.language import choose
from graph.lock import lock_file
from tests.graph import small

BEFORE_THE_SWAP = ["started", "tables written", "built", "complete"]
MOMENTS = [*BEFORE_THE_SWAP, "old away"]
ROOT = Path(__file__).parents[2]
posix_only = pytest.mark.skipif(os.name == "nt", reason="needs POSIX signals and limits")

# A load in a process of its own: publishes one community, and does ACT at the moment MOMENT.
LOAD = """
import os, signal, sys
from pathlib import Path
from graph.folder import publish
from tests.graph import small
target, name, moment, act = sys.argv[1:]
def step(now):
    if now == moment:
        if act == "die":
            os.kill(os.getpid(), signal.SIGKILL)
        print("here", flush=True)
        sys.stdin.read()
nodes, edges = small.build({"Community": [{"id": "c", "name": name}]})
publish(Path(target), nodes=nodes, edges=edges, issues=small.issues(),
        references=small.references(), manifest=small.manifest(nodes, edges), step=step)
"""


def publish_community(
    path: Path, name: str, step: Callable[[str], None] = lambda now: None
) -> None:
    nodes, edges = small.build({"Community": [{"id": "c", "name": name}]})
    publish(
        path,
        nodes=nodes,
        edges=edges,
        issues=small.issues(),
        references=small.references(),
        manifest=small.manifest(nodes, edges),
        step=step,
    )


def names(path: Path) -> list[object]:
    engine = open_engine(GraphFolder.open(path), "ladybug")
    try:
        return [name for (name,) in engine.run("MATCH (c:Community) RETURN c.name").rows]
    finally:
        engine.close()


def start_load(path: Path, name: str, moment: str, act: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", LOAD, str(path), name, moment, act],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
    )


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("published") / "graph"
    publish_community(path, "旧")
    return path


@pytest.fixture
def graph(published: Path, tmp_path: Path) -> Path:
    return shutil.copytree(published, tmp_path / "图谱 'a'")


def test_a_published_folder_is_open_data_that_others_read(graph: Path) -> None:
    folder = GraphFolder.open(graph)
    assert pl.read_parquet(folder.nodes("Community"))["name"].to_list() == ["旧"]
    assert pl.read_parquet(folder.edges("COVERS")).is_empty()
    assert folder.manifest["nodes"]["Community"] == 1
    assert {entry.name for entry in graph.iterdir()} == {
        *("nodes", "edges", "index", "manifest.json"),
        *("issues.parquet", "issues.xlsx", "references.parquet"),
    }


def test_the_same_tables_give_the_same_bytes(tmp_path: Path) -> None:
    for copy in ("a", "b"):
        publish_community(tmp_path / copy, "大冲")
    for file in sorted((tmp_path / "a").glob("*/*.parquet")):
        assert file.read_bytes() == (tmp_path / "b" / file.parent.name / file.name).read_bytes()
    one, other = (tmp_path / copy / "manifest.json" for copy in ("a", "b"))
    assert one.read_bytes() == other.read_bytes()


def test_loading_again_replaces_the_graph_and_leaves_nothing_beside_it(graph: Path) -> None:
    publish_community(graph, "新")
    assert names(graph) == ["新"]
    assert list(graph.parent.iterdir()) == [graph]


def test_what_somebody_put_into_the_folder_is_still_there_after_a_load(graph: Path) -> None:
    (graph / "备注.txt").write_text("重要", encoding="utf-8")
    publish_community(graph, "新")
    assert (graph / "备注.txt").read_text(encoding="utf-8") == "重要"


def test_a_second_load_is_refused_while_one_runs_and_readers_are_not(graph: Path) -> None:
    running = start_load(graph, "新", "built", "wait")
    assert running.stdout is not None
    assert running.stdout.readline() == "here\n"
    choose("zh")
    with pytest.raises(UsageError, match="另一个载入正在写"):
        publish_community(graph, "第二个")
    assert names(graph) == ["旧"]
    running.communicate("")
    assert running.returncode == 0
    assert names(graph) == ["新"]


@posix_only
def test_the_lock_of_a_dead_load_stops_nobody(graph: Path) -> None:
    running = start_load(graph, "新", "built", "wait")
    assert running.stdout is not None
    running.stdout.readline()
    running.kill()
    running.communicate()
    assert lock_file(graph).exists()
    publish_community(graph, "第二个")
    assert names(graph) == ["第二个"]


@posix_only
@pytest.mark.parametrize("moment", MOMENTS)
def test_a_killed_load_leaves_the_old_answers_or_the_whole_new_ones(
    graph: Path, moment: str
) -> None:
    killed = start_load(graph, "新", moment, "die")
    killed.communicate()
    assert killed.returncode == -signal.SIGKILL
    # Between the two renames the new graph is complete: whoever opens next ends the swap.
    assert names(graph) == (["旧"] if moment in BEFORE_THE_SWAP else ["新"])
    publish_community(graph, "第三个")
    assert names(graph) == ["第三个"]
    assert list(graph.parent.iterdir()) == [graph]


@posix_only
def test_a_first_load_that_is_killed_leaves_no_graph(tmp_path: Path) -> None:
    path = tmp_path / "graph"
    start_load(path, "新", "built", "die").communicate()
    with pytest.raises(UsageError):
        GraphFolder.open(path)


@posix_only
def test_notes_in_the_folder_survive_a_load_that_is_killed_as_it_ends(graph: Path) -> None:
    (graph / "notes.txt").write_text("mine", encoding="utf-8")
    start_load(graph, "新", "new there", "die").communicate()
    assert names(graph) == ["新"]
    publish_community(graph, "第三个")
    assert (graph / "notes.txt").read_text(encoding="utf-8") == "mine"


@pytest.mark.parametrize("moment", MOMENTS)
@pytest.mark.parametrize("failure", [OSError(errno.ENOSPC, "full"), KeyboardInterrupt()])
def test_a_full_disk_or_ctrl_c_leaves_the_old_graph(
    graph: Path, moment: str, failure: BaseException
) -> None:
    def fail(now: str) -> None:
        if now == moment:
            raise failure

    with pytest.raises(type(failure)):
        publish_community(graph, "新", fail)
    assert names(graph) == ["旧"]
    assert list(graph.parent.iterdir()) == [graph]


@posix_only
def test_a_disk_that_takes_no_more_ends_in_one_message(graph: Path) -> None:
    limited = subprocess.run(
        [sys.executable, "-c", LIMITED + LOAD, str(graph), "新", "", ""],
        capture_output=True,
        text=True,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        check=False,
    )
    assert "EngineError" in limited.stderr
    assert names(graph) == ["旧"]


# No file may grow beyond 64 KiB: the tables fit, the index does not.
LIMITED = "import resource; resource.setrlimit(resource.RLIMIT_FSIZE, (1 << 16, 1 << 16))\n"


@posix_only
def test_an_engine_that_crashes_while_it_builds_leaves_the_old_graph(
    graph: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "crashing.py").write_text(
        "import os, graph.engines.child as c\nc.serve(lambda request, ready: os.abort())"
    )
    monkeypatch.syspath_prepend(tmp_path)
    from graph.engines import child

    real = child.run
    monkeypatch.setattr("graph.engines.ladybug.run", lambda *_: real("ladybug", "crashing", {}))
    with pytest.raises(EngineError) as crashed:
        publish_community(graph, "新")
    assert crashed.value.exit_code == 3
    assert "SIGABRT" in str(crashed.value)
    assert names(graph) == ["旧"]


def test_somebodys_own_folder_is_not_overwritten(tmp_path: Path) -> None:
    (tmp_path / "论文.docx").write_text("years of work", encoding="utf-8")
    with pytest.raises(UsageError):
        publish_community(tmp_path, "新")
    assert [entry.name for entry in tmp_path.iterdir()] == ["论文.docx"]


def test_a_file_is_not_overwritten(tmp_path: Path) -> None:
    (tmp_path / "graph").write_text("a file", encoding="utf-8")
    with pytest.raises(UsageError):
        publish_community(tmp_path / "graph", "新")
    assert (tmp_path / "graph").read_text(encoding="utf-8") == "a file"


def test_an_empty_folder_may_become_a_graph(tmp_path: Path) -> None:
    (tmp_path / "graph").mkdir()
    publish_community(tmp_path / "graph", "新")
    assert names(tmp_path / "graph") == ["新"]


def test_a_graph_published_through_a_link_stays_behind_the_link(tmp_path: Path) -> None:
    publish_community(tmp_path / "real", "旧")
    (tmp_path / "link").symlink_to(tmp_path / "real")
    publish_community(tmp_path / "link", "新")
    assert (tmp_path / "link").is_symlink()
    assert names(tmp_path / "real") == ["新"]


@pytest.mark.parametrize(
    ("language", "words"),
    [("zh", ["shequ load", "shequ demo", "-g", "SHEQU_GRAPH"]), ("en", ["shequ load", "-g"])],
)
def test_a_missing_graph_says_how_to_make_or_name_one(
    tmp_path: Path, language: str, words: list[str]
) -> None:
    choose(language)
    with pytest.raises(UsageError) as missing:
        GraphFolder.open(tmp_path / "graph")
    for word in words:
        assert word in str(missing.value)


def test_a_folder_that_is_no_graph_is_said_to_be_none(tmp_path: Path) -> None:
    (tmp_path / "manifest.json").write_text("{", encoding="utf-8")
    with pytest.raises(UsageError):
        GraphFolder.open(tmp_path)


def test_a_graph_of_another_version_is_to_be_loaded_again(graph: Path) -> None:
    choose("en")
    manifest = json.loads((graph / "manifest.json").read_text(encoding="utf-8"))
    for other in (1, 7):  # 1: its issues do not name their cells
        said = json.dumps(manifest | {"format": other})
        (graph / "manifest.json").write_text(said, encoding="utf-8")
        with pytest.raises(UsageError, match=rf"format {other}.*`shequ load`"):
            GraphFolder.open(graph)
    publish_community(graph, "新")
    assert names(graph) == ["新"]
