"""A graph folder that somebody has damaged: what is said leads out of it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from graph.commands import run
from tests.loaders.written import write


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder `rosters`, and the `graph` that was loaded from it."""
    place = tmp_path_factory.mktemp("office")
    (place / "rosters").mkdir()
    write(place / "rosters", "社区.csv", ("社区编码", "社区名称"), ("440305006011", "海月社区"))
    write(place / "rosters", "党组织.csv", ("党组织全称", "社区"), ("海月社区党委", "海月社区"))
    assert run(["load", str(place / "rosters"), "-g", str(place / "graph"), "--quiet"]) == 0
    return place


@pytest.fixture
def damaged(whole: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Path:
    """A copy of the graph, to be damaged."""
    shutil.copytree(whole / "graph", tmp_path / "graph")
    capsys.readouterr()
    return tmp_path / "graph"


@pytest.mark.parametrize("manifest", [None, "{", "[]"])
def test_a_folder_without_a_usable_manifest_can_be_loaded_again(
    whole: Path, damaged: Path, manifest: str | None, capsys: pytest.CaptureFixture[str]
) -> None:
    (damaged / "manifest.json").unlink()
    if manifest is not None:
        (damaged / "manifest.json").write_text(manifest, encoding="utf-8")
    assert run(["--lang", "en", "gaps", "-g", str(damaged)]) == 2
    assert "load again with `shequ load`" in capsys.readouterr().err
    assert run(["load", str(whole / "rosters"), "-g", str(damaged), "--quiet"]) == 0
    assert run(["gaps", "-g", str(damaged)]) == 0


def test_a_folder_of_somebody_elses_is_not_written_over(
    whole: Path, damaged: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (damaged / "manifest.json").unlink()
    (damaged / "我的资料.docx").write_text("", encoding="utf-8")
    assert run(["--lang", "en", "load", str(whole / "rosters"), "-g", str(damaged)]) == 2
    assert "nothing was written over them" in capsys.readouterr().err


@pytest.mark.parametrize("content", [None, b"PAR1"])
def test_a_table_that_is_gone_or_cut_off_is_named(
    damaged: Path, content: bytes | None, capsys: pytest.CaptureFixture[str]
) -> None:
    table = damaged / "nodes/PartyOrganization.parquet"
    table.unlink()
    if content is not None:
        table.write_bytes(content)
    for asked in (["explain", "海月社区党委"], ["view", "network"], ["view", "report"]):
        more = ["-o", str(damaged.parent / "page.html")] if asked[0] == "view" else []
        assert run(["--lang", "en", *asked, "-g", str(damaged), *more]) == 2, asked
        said = capsys.readouterr().err
        assert "PartyOrganization.parquet" in said
        assert "Load the rosters again" in said


@pytest.mark.parametrize("engine", ["ladybug", "oxigraph"])
def test_an_index_that_cannot_be_opened_may_be_deleted(
    damaged: Path, engine: str, capsys: pytest.CaptureFixture[str]
) -> None:
    asked = ["--lang", "en", "gaps", "communities-not-upgraded", "-g", str(damaged)]
    asked += ["--engine", engine]
    assert run(asked) == 0
    index = damaged / "index" / engine
    stamp = (index / "stamp.json").read_bytes()
    for path in sorted(index.rglob("*")):
        if path.is_file():
            path.write_bytes(b"damaged")
    (index / "stamp.json").write_bytes(stamp)
    capsys.readouterr()
    assert run(asked) == 3
    assert f"Delete the folder {index.resolve()}" in capsys.readouterr().err
    shutil.rmtree(index)
    assert run(asked) == 0
