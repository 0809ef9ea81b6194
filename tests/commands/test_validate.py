"""`shequ validate`, as a user calls it."""

from __future__ import annotations

import contextlib
import csv
import io
import json
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import polars as pl
import pytest
import rdflib
from rdflib import Namespace

from graph.commands import run
from tests.commands.program import here, shequ

SH = Namespace("http://www.w3.org/ns/shacl#")


class Called:
    """The program called in this process: a process a test would take minutes."""

    def __init__(self, *arguments: str | Path) -> None:
        said, complained = io.StringIO(), io.StringIO()
        with contextlib.redirect_stdout(said), contextlib.redirect_stderr(complained):
            self.returncode = run([str(argument) for argument in arguments])
        self.stdout, self.stderr = said.getvalue(), complained.getvalue()


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A graph of rosters that are in order, but for a branch of two."""
    folder = tmp_path_factory.mktemp("office")
    (folder / "社区.csv").write_text(
        "区,街道,社区名称,社区编码\n南山区,招商街道,海月社区,440305006011\n", encoding="utf-8"
    )
    (folder / "党组织.csv").write_text(
        "街道,社区,党组织名称,类别,党员数\n招商街道,海月社区,海月第一党支部,党支部,2\n",
        encoding="utf-8",
    )
    here("load", folder, "-g", folder / "graph", "--format", "json")
    return folder / "graph"


@pytest.fixture
def wrong(graph: Path) -> Iterator[Path]:
    """The same graph, in whose tables somebody has cut the community's code."""
    table = graph / "nodes" / "Community.parquet"
    whole = table.read_bytes()
    cut = pl.read_parquet(table).with_columns(code=pl.lit("44030500601"))
    cut.write_parquet(table)
    yield graph
    table.write_bytes(whole)


def test_a_graph_that_conforms_exits_with_0_and_warns(graph: Path) -> None:
    done = shequ("validate", "-g", graph, "--format", "json", "--lang", "en")
    assert done.returncode == 0, done.stderr
    (row,) = json.loads(done.stdout)
    assert (row["severity"], row["shape"], row["value"]) == ("warning", "branch-of-three", "2")
    assert row["source"] == "党组织.csv||2"
    assert "Conforms: yes" in done.stderr
    assert "warnings: 1" in done.stderr


def test_a_graph_that_does_not_conform_exits_with_1(wrong: Path) -> None:
    done = Called("validate", "-g", wrong, "--format", "csv", "--lang", "zh")
    assert done.returncode == 1
    assert "符合规则：否" in done.stderr
    found = [
        row for row in csv.DictReader(io.StringIO(done.stdout)) if row["shape"] == "community-code"
    ]
    # not 12 digits, and not the code that its own things have
    assert {row["value"] for row in found} == {"44030500601", "440305006011"}
    assert {row["source"] for row in found} == {"社区.csv||2"}
    assert {row["severity"] for row in found} == {"violation"}
    assert {row["id"].rpartition("/")[2] for row in found} == {"440305006011"}


def test_quiet_says_nothing_beside_the_results(graph: Path) -> None:
    done = Called("validate", "-g", graph, "--format", "json", "--quiet")
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        ("zh", ("符合规则：是", "党员不足 3 人的党支部", "海月第一党支部", "党组织.csv 第 2 行")),
        ("en", ("Conforms: yes", "A branch of fewer than 3", "海月第一党支部", "党组织.csv row 2")),
    ],
)
def test_the_table_says_what_to_look_at_and_where(
    graph: Path, lang: str, words: tuple[str, ...]
) -> None:
    said = here("validate", "-g", graph, "--format", "table", "--lang", lang)
    for word in words:
        assert word in said


def test_the_table_shows_an_error_with_its_row(wrong: Path) -> None:
    done = Called("validate", "-g", wrong, "--format", "table", "--lang", "zh")
    assert done.returncode == 1
    assert "错误" in done.stdout
    assert "社区编码应是 12 位数字" in done.stdout
    assert "44030500601" in done.stdout
    assert "社区.csv 第 2 行" in done.stdout


def test_a_workbook_has_the_rules_and_every_result(wrong: Path, tmp_path: Path) -> None:
    path = tmp_path / "校验.xlsx"
    assert Called("validate", "-g", wrong, "-o", path, "--lang", "zh").returncode == 1
    book = openpyxl.load_workbook(path)
    rules, results = book.worksheets
    text = {str(cell.value) for row in results.iter_rows() for cell in row}
    assert {"社区", "编码", "错误", "提醒", "44030500601", "社区.csv 第 2 行"} <= text
    assert any("符合规则：否" in str(cell.value) for row in rules.iter_rows() for cell in row)


def test_a_report_of_the_w3c_can_be_read_by_other_programs(wrong: Path, tmp_path: Path) -> None:
    path = tmp_path / "report.ttl"
    assert Called("validate", "-g", wrong, "-o", path).returncode == 1
    report = rdflib.Graph().parse(path)
    (whole,) = report.subjects(rdflib.RDF.type, SH.ValidationReport)
    assert report.value(whole, SH.conforms) == rdflib.Literal(False)
    shapes = {
        str(report.value(result, SH.sourceShape)).rpartition("#")[2]
        for result in report.objects(whole, SH.result)
    }
    assert {"community-code", "branch-of-three"} <= shapes
    for result in report.objects(whole, SH.result):
        for needed in ("focusNode", "resultSeverity", "sourceConstraintComponent", "resultMessage"):
            assert report.value(result, SH[needed]) is not None


def test_a_folder_without_a_graph_is_named(tmp_path: Path) -> None:
    done = Called("validate", "-g", tmp_path / "nothing", "--lang", "en")
    assert done.returncode == 2
    assert "nothing" in done.stderr


def test_a_file_of_an_unknown_form_is_refused_before_the_work(graph: Path, tmp_path: Path) -> None:
    done = Called("validate", "-g", graph, "-o", tmp_path / "report.pdf", "--lang", "en")
    assert done.returncode == 2
    assert "report.pdf" in done.stderr


def test_help_says_when_the_exit_code_is_1() -> None:
    assert "exit code is 1" in here("validate", "--help", "--lang", "en")
