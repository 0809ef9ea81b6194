"""The story of a user, told with the real program: demo, load, gaps, questions, query, view."""

from __future__ import annotations

import csv
import io
import json
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from tests.commands.program import environment, shequ


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder in which `shequ demo` has been run."""
    folder = tmp_path_factory.mktemp("demo")
    done = shequ("demo", cwd=folder)
    assert done.returncode == 0, done.stderr
    return folder / "shequ-demo"


def _rows(
    demo: Path, *arguments: str, variables: Mapping[str, str] | None = None
) -> list[dict[str, Any]]:
    done = shequ(*arguments, "-g", demo / "graph", variables=variables)
    assert done.returncode == 0, done.stderr
    rows: list[dict[str, Any]] = json.loads(done.stdout)
    return rows


def _files(folder: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def test_the_demo_writes_rosters_a_graph_and_three_pages(demo: Path) -> None:
    assert list((demo / "rosters").rglob("*.xlsx"))
    assert list((demo / "rosters").rglob("*.csv"))
    assert (demo / "graph/manifest.json").is_file()
    for page in ("report.html", "network.html", "map.html"):
        assert "<html" in (demo / page).read_text(encoding="utf-8")
    # the pages lie side by side, and lead to each other
    assert '"network":"network.html"' in (demo / "report.html").read_text(encoding="utf-8")
    for page in ("network.html", "map.html"):
        assert '"report":"report.html"' in (demo / page).read_text(encoding="utf-8")


def test_the_demo_can_be_run_again_and_prints_the_summary(demo: Path) -> None:
    rosters = _files(demo / "rosters")
    done = shequ("demo", demo, "--lang", "zh")
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout) == _rows(demo, "gaps", variables={"SHEQU_LANG": "zh"})
    assert "虚构" in done.stderr
    for page in ("report.html", "network.html", "map.html"):
        assert str(demo / page) in done.stderr
    assert _files(demo / "rosters") == rosters


def test_the_demo_overwrites_nothing_that_is_not_its_own(tmp_path: Path) -> None:
    page = tmp_path / "report.html"
    page.write_text("mine", encoding="utf-8")
    done = shequ("demo", tmp_path)
    assert done.returncode == 2
    assert "report.html" in done.stderr
    assert page.read_text(encoding="utf-8") == "mine"
    assert list(tmp_path.iterdir()) == [page]


def test_the_demo_does_not_overwrite_a_roster_that_was_edited(demo: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy"
    shutil.copytree(demo, copy)
    roster = next((copy / "rosters").rglob("*.csv"))
    roster.write_bytes(roster.read_bytes() + b"\n")
    edited = roster.read_bytes()
    done = shequ("demo", copy)
    assert done.returncode == 2
    assert roster.name in done.stderr
    assert roster.read_bytes() == edited


def test_the_summary_has_a_line_per_question(demo: Path) -> None:
    lines = _rows(demo, "gaps")
    assert [line["question"] for line in lines] == [row["slug"] for row in _rows_of_questions()]
    for line in lines:
        assert list(line) == ["question", "title", "gaps", "of", "excluded", "unknown", "rate"]
        known = line["of"] - line["unknown"]
        assert line["rate"] == pytest.approx(1 - line["gaps"] / known if known else None)


def _rows_of_questions() -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = json.loads(shequ("questions").stdout)
    return rows


def test_questions_are_listed_with_their_columns() -> None:
    rows = {row["slug"]: row for row in _rows_of_questions()}
    assert list(rows["uncovered-buildings"]) == [
        "slug",
        "title",
        "definition",
        "sentence",
        "columns",
    ]
    assert rows["uncovered-buildings"]["columns"].startswith("subdistrict; community_code; ")
    assert "街巷" in rows["uncovered-buildings"]["sentence"]


def test_list_and_figure_agree_for_every_question(demo: Path) -> None:
    for line in _rows(demo, "gaps"):
        assert len(_rows(demo, "gaps", line["question"])) == line["gaps"]
        assert len(_rows(demo, "gaps", line["question"], "--unknown")) == line["unknown"]


def test_both_kinds_of_engine_give_the_same_rows(demo: Path) -> None:
    sparql = _rows(demo, "gaps", "uncovered-buildings", "--engine", "oxigraph")
    assert _rows(demo, "gaps", "uncovered-buildings", "--timeout", "60") == sparql


def test_a_question_is_narrowed_by_name_or_code(demo: Path) -> None:
    rows = _rows(demo, "gaps", "uncovered-buildings")
    some = next(row for row in rows if row["community"])
    in_community = [row for row in rows if row["community_code"] == some["community_code"]]
    by_name = _rows(
        demo,
        "gaps",
        "uncovered-buildings",
        "--community",
        some["community"],
        "--subdistrict",
        some["subdistrict"],
    )
    assert by_name == in_community
    by_code = _rows(demo, "gaps", "uncovered-buildings", "--community", some["community_code"])
    assert by_code == in_community


def test_rows_go_into_a_workbook_a_csv_file_and_a_pipe(demo: Path, tmp_path: Path) -> None:
    rows = _rows(demo, "gaps", "uncovered-buildings")
    for name in ("gaps.xlsx", "gaps.csv"):
        done = shequ(
            "gaps", "uncovered-buildings", "-g", demo / "graph", "-o", tmp_path / name, "--lang=zh"
        )
        assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    page = openpyxl.load_workbook(tmp_path / "gaps.xlsx").active
    assert page is not None
    values = list(page.iter_rows(values_only=True))
    header = next(number for number, row in enumerate(values) if row[0] == "街道")
    assert len(values) - header - 1 == len(rows)
    data = (tmp_path / "gaps.csv").read_bytes()
    assert data.startswith(b"\xef\xbb\xbfsubdistrict,community_code,community,estate,")
    piped = shequ("gaps", "uncovered-buildings", "-g", demo / "graph", "-f", "csv").stdout
    assert list(csv.reader(io.StringIO(piped))) == list(
        csv.reader(io.StringIO(data.decode("utf-8-sig")))
    )


def test_fail_on_gaps_is_for_scripts(demo: Path) -> None:
    def code(*arguments: str) -> int:
        return shequ("gaps", *arguments, "--fail-on-gaps", "-g", demo / "graph").returncode

    assert code() == 1
    assert code("uncovered-buildings") == 1
    assert code("uncovered-buildings", "--unknown") == 1
    assert code("indicators") == 0


def test_indicators_stand_alone_or_one_by_one(demo: Path) -> None:
    figures = _rows(demo, "gaps", "indicators")
    one = _rows(demo, "gaps", "members-by-category")
    assert one == [row for row in figures if row["indicator"] == "members-by-category"]
    assert {"indicator", "title", "figure", "category", "value", "qualifier"} <= set(figures[0])


def test_a_question_that_there_is_not_is_answered_with_the_nearest(demo: Path) -> None:
    done = shequ("gaps", "uncovered-building", "-g", demo / "graph")
    assert done.returncode == 2
    assert "uncovered-buildings" in done.stderr


def test_a_place_that_there_is_not_is_answered_with_the_nearest(demo: Path) -> None:
    done = shequ("gaps", "--community", "海日社区", "-g", demo / "graph")
    assert done.returncode == 2
    assert "海月社区" in done.stderr


def test_the_graph_answers_cypher_and_sparql(demo: Path, tmp_path: Path) -> None:
    cypher = _rows(demo, "query", "MATCH (c:Community) RETURN count(*) AS communities")
    assert cypher == [{"communities": 98}]
    text = (
        "PREFIX sq: <https://w3id.org/shequ/ns#> "
        "SELECT (count(*) AS ?communities) WHERE { ?c a sq:Community }"
    )
    assert _rows(demo, "query", text) == cypher
    assert _rows(demo, "query", text, "--engine", "rdflib", "--timeout", "120") == cypher
    (tmp_path / "a.rq").write_text(text, encoding="utf-8")
    assert _rows(demo, "query", "--file", str(tmp_path / "a.rq")) == cypher
    done = shequ("query", "--file", "-", "-g", demo / "graph", stdin=text.encode())
    assert json.loads(done.stdout) == cypher


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("MATCH (c:Community) RETURN", 2),
        ("SELECT ?c WHERE { ?c a ", 2),
        ("MATCH (c:Community) DELETE c", 2),
        ("COPY (MATCH (c:Community) RETURN c.id) TO 'stolen.csv'", 2),
        ("LOAD FROM 'a.csv' RETURN *", 2),
        ("SELECT * WHERE { SERVICE <http://127.0.0.1/> { ?a ?b ?c } }", 2),
        ("SELECT * FROM <file:///etc/passwd> WHERE { ?a ?b ?c }", 2),
        ("what is not covered?", 2),
        ("MATCH (a), (b), (c), (d) WHERE a.id > b.id RETURN count(DISTINCT d.id + c.id)", 3),
        ("SELECT (count(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }", 3),
    ],
)
@pytest.mark.parametrize("chosen", ["zh", "en"])
def test_a_query_that_may_not_run_ends_in_one_message(
    demo: Path, tmp_path: Path, text: str, code: int, chosen: str
) -> None:
    before = _files(demo / "graph/nodes")
    done = shequ(
        "query", text, "-g", demo / "graph", "--timeout", "1", "--lang", chosen, cwd=tmp_path
    )
    assert (done.returncode, done.stdout) == (code, "")
    assert done.stderr.strip()
    assert "Traceback" not in done.stderr
    assert not list(tmp_path.iterdir())
    assert _files(demo / "graph/nodes") == before


def test_pages_are_written(demo: Path, tmp_path: Path) -> None:
    for name in ("network", "report", "map"):
        page = tmp_path / f"{name}.html"
        done = shequ("view", name, "-o", page, "-g", demo / "graph", "--subdistrict", "招商街道")
        assert (done.returncode, done.stderr) == (0, "")
        assert "招商街道" in page.read_text(encoding="utf-8")


def _load(rosters: Path, graph: Path, *more: str | Path) -> subprocess.CompletedProcess[str]:
    return shequ("load", rosters, "-g", graph, *more)


def test_a_load_accounts_for_every_row(demo: Path, tmp_path: Path) -> None:
    done = _load(demo / "rosters", tmp_path / "graph", "--date", "2010-06-30")
    assert done.returncode == 0, done.stderr
    account = json.loads(done.stdout)
    assert account["graph"] == str(tmp_path / "graph")
    assert account["date"] == "2010-06-30"
    assert {"files", "nodes", "edges", "issues"} <= set(account)
    assert account["nodes"]["Community"] == 98
    for file in account["files"]:
        for sheet in file["sheets"]:
            rows = sheet["rows"]
            assert rows["read"] == rows["loaded"] + rows["rejected"] + rows["skipped"]
    assert set(account["issues"]) == {"error", "warning"}


def test_the_issues_are_a_workbook_in_the_chosen_language(demo: Path, tmp_path: Path) -> None:
    headers = {}
    for chosen in ("zh", "en"):
        graph = tmp_path / chosen
        account = json.loads(_load(demo / "rosters", graph, "--lang", chosen).stdout)
        page = openpyxl.load_workbook(graph / "issues.xlsx").active
        assert page is not None
        values = list(page.iter_rows(values_only=True))
        headers[chosen] = values[2]
        assert len(values) - 3 == sum(account["issues"].values())
        assert page.cell(4, 1).hyperlink is not None
    assert headers["zh"] == (
        "文件",
        "工作表",
        "行",
        "列",
        "单元格",
        "程度",
        "代号",
        "问题",
        "怎么办",
        "该行原文",
    )
    assert headers["en"][:3] == ("file", "sheet", "row")


def test_strict_fails_where_rows_were_rejected_and_still_publishes(tmp_path: Path) -> None:
    rosters = tmp_path / "rosters"
    rosters.mkdir()
    (rosters / "buildings.csv").write_text(
        "街道,社区,小区,楼栋,户数\n招商街道,海月社区,海月花园,1栋,60\n招商街道,海月社区,海月花园,,60\n",
        encoding="utf-8",
    )
    done = _load(rosters, tmp_path / "graph", "--strict")
    assert done.returncode == 1, done.stderr
    account = json.loads(done.stdout)
    assert account["files"][0]["sheets"][0]["rows"]["rejected"] == 1
    assert account["nodes"]["Building"] == 1
    assert _load(rosters, tmp_path / "graph").returncode == 0


@pytest.mark.parametrize("chosen", ["zh", "en"])
def test_a_load_of_nothing_leaves_the_old_graph(demo: Path, tmp_path: Path, chosen: str) -> None:
    graph = tmp_path / "graph"
    shutil.copytree(demo / "graph", graph)
    before = _files(graph)
    nothing = tmp_path / "nothing"
    nothing.mkdir()
    (nothing / "photo.jpg").write_bytes(b"\xff\xd8\xff")
    (nothing / "empty.csv").write_bytes(b"")
    for path in (nothing, tmp_path / "no-such-folder", nothing / "empty.csv"):
        done = _load(path, graph, "--lang", chosen)
        assert (done.returncode, done.stdout) == (2, "")
        assert len(done.stderr.strip().splitlines()) == 1
        assert "Traceback" not in done.stderr
    assert _files(graph) == before


def test_a_folder_that_is_no_graph_is_not_overwritten(demo: Path, tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("mine", encoding="utf-8")
    done = _load(demo / "rosters", tmp_path)
    assert done.returncode == 2
    assert [path.name for path in tmp_path.iterdir()] == ["letter.txt"]


def test_a_graph_of_another_version_is_refused(demo: Path, tmp_path: Path) -> None:
    graph = tmp_path / "graph"
    shutil.copytree(demo / "graph", graph)
    manifest = json.loads((graph / "manifest.json").read_text(encoding="utf-8"))
    (graph / "manifest.json").write_text(json.dumps({**manifest, "format": 99}), encoding="utf-8")
    done = shequ("gaps", "-g", graph)
    assert done.returncode == 2
    assert len(done.stderr.strip().splitlines()) == 1


def test_a_full_disk_is_said(demo: Path) -> None:
    full = Path("/dev/full")
    if not full.exists():  # only Linux has it
        return
    done = shequ("gaps", "uncovered-buildings", "-g", demo / "graph", "-f", "csv", "-o", full)
    assert done.returncode == 3
    assert "full" in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1


def test_a_load_onto_a_full_disk_leaves_the_old_graph(demo: Path, tmp_path: Path) -> None:
    """No file may be larger than 100 kB here, which is how a full disk looks to the program."""
    graph = tmp_path / "graph"
    shutil.copytree(demo / "graph", graph)
    before = _files(graph)
    script = (
        "import resource; resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000));"
        "from graph.commands import main; main()"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, "load", demo / "rosters", "-g", graph],
        env=environment(),
        capture_output=True,
        check=False,
    )
    assert (done.returncode, done.stdout) == (3, b"")
    assert b"full" in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1
    assert _files(graph) == before
    assert [path.name for path in tmp_path.iterdir() if path.suffix != ".lock"] == ["graph"]


def test_a_terminal_gets_a_table_in_its_language_and_width(demo: Path) -> None:
    if shutil.which("script") is None:
        pytest.fail("the tests need the command `script` to have a terminal")
    line = f"{sys.executable} -m graph.commands gaps -g {demo / 'graph'}"
    done = subprocess.run(
        ["script", "-qec", line, "/dev/null"],
        capture_output=True,
        # the size of a terminal that nobody looks at is whatever `script` makes of it
        env=environment(SHEQU_LANG="zh", TERM="xterm", COLUMNS="100"),
        check=True,
    )
    shown = done.stdout.decode("utf-8")
    assert "未覆盖的楼栋" in shown
    assert "%" in shown
    assert "指标" in shown
