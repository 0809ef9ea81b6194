"""`shequ export` as a user meets it: what it writes and refuses, and that it is all or nothing."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import polars as pl
import pytest

from graph.export import FOLDERS, FORMS
from graph.manifest import read_manifest, write_manifest
from tests.commands.program import environment, here, shequ
from tests.graph import small
from tests.graph.exported import digest_of


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = small.publish_small(
        tmp_path_factory.mktemp("export") / "graph",
        {
            "Building": [{"id": "b", "name": "1栋"}],
            "PartyOrganization": [{"id": "p", "members": 3}],
        },
        {"COVERS": [{"from": "PartyOrganization/p", "to": "Building/b"}]},
    )
    return folder.path


def files(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def refused(capsys: pytest.CaptureFixture[str], *arguments: str | Path) -> str:
    """What `shequ` says when it refuses (exit code 2)."""
    from graph.commands import run

    code = run([str(argument) for argument in arguments])
    said = capsys.readouterr().err
    assert code == 2, said
    return said


def test_help_names_every_form_in_both_languages() -> None:
    for language in ("zh", "en"):
        done = shequ("export", "--help", "--lang", language)
        assert done.returncode == 0
        assert all(form in done.stdout for form in FORMS)
        assert "--licence" in done.stdout


@pytest.mark.parametrize("form", FORMS)
def test_every_form_is_written_and_can_be_written_again(
    graph: Path, tmp_path: Path, form: str
) -> None:
    target = tmp_path / "it"
    here("export", form, "-o", target, "-g", graph)
    first = files(target) if target.is_dir() else target.read_bytes()
    assert first
    here("export", form, "-o", target, "-g", graph)
    assert (files(target) if target.is_dir() else target.read_bytes()) == first
    assert [path.name for path in tmp_path.iterdir()] == ["it"]


@pytest.mark.parametrize("form", FOLDERS)
def test_a_folder_in_one_archive(graph: Path, tmp_path: Path, form: str) -> None:
    here("export", form, "-o", tmp_path / "folder", "-g", graph)
    here("export", form, "-o", tmp_path / "it.zip", "-g", graph)
    here("export", form, "-o", tmp_path / "again.zip", "-g", graph)
    with zipfile.ZipFile(tmp_path / "it.zip") as archive:
        packed = {name: archive.read(name) for name in archive.namelist()}
    assert packed == files(tmp_path / "folder")
    assert (tmp_path / "it.zip").read_bytes() == (tmp_path / "again.zip").read_bytes()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["again.zip", "folder", "it.zip"]


def test_the_licence_and_the_public_reach_the_file(graph: Path, tmp_path: Path) -> None:
    target = tmp_path / "it.ttl"
    licence = "https://creativecommons.org/licenses/by/4.0/"
    here("export", "turtle", "-o", target, "-g", graph, "--licence", licence)
    assert f"dcterms:license <{licence}>" in target.read_text(encoding="utf-8")
    assert "sq:members 3" in target.read_text(encoding="utf-8")
    here("export", "turtle", "-o", target, "-g", graph, "--public")
    assert "sq:members" not in target.read_text(encoding="utf-8")
    here("export", "turtle", "-o", target, "-g", graph, "--public", "--smallest", "3")
    assert "sq:members 3" in target.read_text(encoding="utf-8")


def test_rows_can_be_left_out(graph: Path, tmp_path: Path) -> None:
    here("export", "ntriples", "-o", tmp_path / "with.nt", "-g", graph)
    here("export", "ntriples", "-o", tmp_path / "without.nt", "-g", graph, "--no-rows")
    assert "wasDerivedFrom> <" in (tmp_path / "with.nt").read_text(encoding="utf-8")
    assert "ns#row>" not in (tmp_path / "without.nt").read_text(encoding="utf-8")


def test_the_command_to_import_is_shown_and_stands_in_the_folder(
    graph: Path, tmp_path: Path
) -> None:
    said = here("export", "neo4j-import", "-o", tmp_path / "it", "-g", graph)
    assert str(tmp_path / "it" / "import.sh") in said
    script = (tmp_path / "it" / "import.sh").read_text(encoding="utf-8")
    assert "neo4j-admin" in script
    assert "database import full" in script
    options = (tmp_path / "it" / "import.txt").read_text(encoding="utf-8").splitlines()
    named = {
        part for option in options for part in option.partition("=")[2].split("=")[-1].split(",")
    }
    assert all((tmp_path / "it" / name).is_file() for name in named if name.endswith(".csv"))


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("rdfxml", "-o", "it"), "turtle, ntriples, jsonld"),
        (("turtle",), "-o PATH"),
        (("turtle", "-o", "it", "--smallest", "3"), "--public"),
        (("turtle", "-o", "it", "--public", "--smallest", "0"), "--smallest"),
        (("turtle", "-o", "it", "--public", "--smallest", "many"), "--smallest"),
        (("turtle", "-o", "it", "--licence", " "), "--licence"),
        (("turtle", "-o", "nowhere/it"), "nowhere"),
        (("csv", "-o", "nowhere/it"), "nowhere"),
        (("csv", "-o", "nowhere/it.zip"), "nowhere"),
        (("turtle", "-o", "."), "folder"),
    ],
)
def test_a_wrong_option_is_said_before_any_work(
    graph: Path,
    tmp_path: Path,
    arguments: tuple[str, ...],
    said: str,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(tmp_path)
    assert said in refused(capsys, "export", *arguments, "-g", graph, "--lang", "en")
    assert not list(tmp_path.iterdir())


def test_somebodys_files_are_never_overwritten(
    graph: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    mine = tmp_path / "mine"
    mine.mkdir()
    (mine / "thesis.docx").write_text("years of work")
    assert "thesis.docx" in refused(capsys, "export", "csv", "-o", mine, "-g", graph)
    assert files(mine) == {"thesis.docx": b"years of work"}


def test_nor_where_somebody_has_put_one_into_an_export(
    graph: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    it = tmp_path / "it"
    here("export", "csv", "-o", it, "-g", graph)
    (it / "nodes" / "notes.txt").write_text("mine")
    before = files(it)
    assert "nodes/notes.txt" in refused(capsys, "export", "parquet", "-o", it, "-g", graph)
    assert files(it) == before


def test_nor_the_graph_itself_or_a_file(
    graph: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = files(graph)
    refused(capsys, "export", "parquet", "-o", graph, "-g", graph)
    assert files(graph) == before
    (tmp_path / "it").write_text("mine")
    refused(capsys, "export", "csv", "-o", tmp_path / "it", "-g", graph)
    assert (tmp_path / "it").read_text() == "mine"


def test_an_export_replaces_an_export_of_another_form(graph: Path, tmp_path: Path) -> None:
    here("export", "csv", "-o", tmp_path / "it", "-g", graph)
    here("export", "neo4j-import", "-o", tmp_path / "it", "-g", graph)
    assert not (tmp_path / "it" / "nodes.csv").exists()
    package = json.loads((tmp_path / "it" / "datapackage.json").read_text(encoding="utf-8"))
    assert sorted(package["shequ:files"]) == sorted(files(tmp_path / "it"))


@pytest.mark.skipif(sys.platform == "win32", reason="a limit on the size of a file needs Unix")
@pytest.mark.parametrize("form", ["turtle", "gexf", "csv"])
def test_a_disk_that_is_full_leaves_what_was_there(graph: Path, tmp_path: Path, form: str) -> None:
    target = tmp_path / "it"
    here("export", form, "-o", target, "-g", graph)
    before = files(target) if target.is_dir() else target.read_bytes()
    script = (
        "import resource, signal, sys; signal.signal(signal.SIGXFSZ, signal.SIG_IGN);"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (600, 600));"
        "from graph.commands import main; main(sys.argv[1:])"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, "export", form, "-o", target, "-g", graph],
        capture_output=True,
        text=True,
        env=environment(),
        check=False,
    )
    assert done.returncode == 3, done.stderr
    assert "Traceback" not in done.stderr
    assert (files(target) if target.is_dir() else target.read_bytes()) == before
    assert [path.name for path in tmp_path.iterdir()] == ["it"]


@pytest.mark.parametrize("form", FORMS)
def test_personal_data_stops_the_export(
    graph: Path, tmp_path: Path, form: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """A load refuses it; here somebody has put it into the tables by hand."""
    touched = tmp_path / "graph"
    shutil.copytree(graph, touched)
    path = touched / "nodes" / "PartyOrganization.parquet"
    pl.read_parquet(path).with_columns(name=pl.lit("13812345678")).write_parquet(path)
    manifest = read_manifest(touched)
    assert manifest is not None
    write_manifest(touched, {**manifest, "tables": digest_of(touched)})
    said = refused(capsys, "export", form, "-o", tmp_path / "it", "-g", touched, "--lang", "en")
    assert "mobile" in said
    assert "small.csv" in said
    assert "13812345678" not in said
    assert not (tmp_path / "it").exists()


def test_a_name_of_the_wrong_sort_is_refused_before_anything_is_written(
    graph: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    said = refused(capsys, "export", "turtle", "-g", graph, "-o", tmp_path / "a.zip")
    assert ".zip" in said
    said = refused(capsys, "export", "csv", "-g", graph, "-o", tmp_path / "b.csv")
    assert "b.csv" in said
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("form", ["turtle", "csv"])
def test_a_damaged_table_is_named(
    graph: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], form: str
) -> None:
    damaged = shutil.copytree(graph, tmp_path / "graph")
    table = damaged / "nodes" / "Building.parquet"
    table.write_bytes(table.read_bytes()[:50])
    said = refused(capsys, "export", form, "-g", damaged, "-o", tmp_path / "out")
    assert "graph" in said
    assert not (tmp_path / "out").exists()


def test_a_table_that_is_another_since_the_load_answers_nothing(
    graph: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    changed = shutil.copytree(graph, tmp_path / "graph", ignore=shutil.ignore_patterns("index"))
    table = changed / "nodes" / "Building.parquet"
    pl.read_parquet(table).head(0).write_parquet(table)
    asked = ("query", "-g", changed, "MATCH (b:Building) RETURN b.name AS name")
    assert str(changed) in refused(capsys, *asked)
    exported = ("export", "csv", "-g", changed, "-o", tmp_path / "out")
    assert str(changed) in refused(capsys, *exported)


def test_the_import_script_says_where_it_looks_for_neo4j(graph: Path, tmp_path: Path) -> None:
    assert shequ("export", "neo4j-import", "-g", graph, "-o", tmp_path / "i").returncode == 0
    done = subprocess.run(
        ["sh", str(tmp_path / "i" / "import.sh")],
        capture_output=True,
        text=True,
        check=False,
        env={"PATH": "/usr/bin:/bin", "NEO4J_HOME": str(tmp_path / "neo4j")},
    )
    assert done.returncode == 127
    assert "NEO4J_HOME" in done.stderr
