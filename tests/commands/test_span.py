"""`shequ gaps --span N`: how many buildings of one leader are too many."""

from __future__ import annotations

import json
from pathlib import Path

import openpyxl
import pytest

from tests.commands.program import shequ
from tests.graph.small import publish_small


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A leader of three buildings."""
    folder = tmp_path_factory.mktemp("span") / "graph"
    names = [f"{number}栋" for number in range(3)]
    publish_small(
        folder,
        {
            "Building": [{"id": name} for name in names],
            "Post": [{"id": "楼栋长", "kind": "building_leader", "filled": True}],
        },
        {"RESPONSIBLE_FOR": [{"from": "Post/楼栋长", "to": f"Building/{name}"} for name in names]},
    )
    return folder


def test_the_list_and_the_summary_take_the_span(graph: Path) -> None:
    for span, gaps in ((("--span", "2"), 1), (("--span", "3"), 0), ((), 0)):
        done = shequ("gaps", "overstretched-posts", *span, "-g", graph)
        assert done.returncode == 0, done.stderr
        assert [row["span"] for row in json.loads(done.stdout)] == [3] * gaps
        lines = json.loads(shequ("gaps", *span, "-g", graph).stdout)
        (line,) = (line for line in lines if line["question"] == "overstretched-posts")
        assert (line["gaps"], line["of"]) == (gaps, 1)


def test_a_table_says_the_span_that_was_asked_for(graph: Path) -> None:
    more = ("-g", graph, "-f", "table", "--lang", "zh")
    assert "超过2栋" in shequ("gaps", "overstretched-posts", "--span", "2", *more).stdout


def test_a_span_that_can_not_be_used_is_said_with_what_can(graph: Path) -> None:
    for text in ("0", "-1", "1.5", "five", ""):
        done = shequ("gaps", "--span", text, "-g", graph, "--lang", "en")
        assert done.returncode == 2
        assert "--span" in done.stderr
    for name in ("uncovered-buildings", "unresolved-records", "indicators"):
        done = shequ("gaps", name, "--span", "3", "-g", graph, "--lang", "en")
        assert done.returncode == 2
        assert "overstretched-posts" in done.stderr


def test_in_the_workbook_the_span_stands_where_a_figure_depends_on_it(
    graph: Path, tmp_path: Path
) -> None:
    """Not above "Communities not upgraded", where a clerk would wonder what leaders have to do."""
    done = shequ("gaps", "--span", "2", "-g", graph, "-o", tmp_path / "gaps.xlsx", "--lang", "zh")
    assert done.returncode == 0, done.stderr
    said = {
        page.title
        for page in openpyxl.load_workbook(tmp_path / "gaps.xlsx").worksheets
        if any("超过2栋" in str(cell.value) for cell in page["A"][:15])
    }
    assert said == {"总表", "分社区", "空缺和负责楼栋过多的职务"}
