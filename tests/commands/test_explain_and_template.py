"""`shequ explain` and `shequ template`, as a user calls them."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import openpyxl
import pytest

from tests.commands.program import here, shequ


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The graph of a small folder of rosters."""
    folder = tmp_path_factory.mktemp("office")
    (folder / "社区.csv").write_text(
        "区,街道,社区名称,社区编码\n南山区,招商街道,海月社区,440305006011\n", encoding="utf-8"
    )
    (folder / "楼栋.csv").write_text(
        "街道,社区,小区名称,楼栋名称,户数\n"
        "招商街道,海月社区,海月花园,1栋,很多户\n招商街道,海月社区,半岛公寓,1栋,60\n",
        encoding="utf-8",
    )
    here("load", folder, "-g", folder / "graph", "--format", "json")
    return folder / "graph"


def test_json_names_file_and_row_of_every_fact_and_tie(graph: Path) -> None:
    rows = json.loads(here("explain", "440305006011", "-g", graph, "--format", "json"))
    assert {row["subject"].rpartition("/")[2] for row in rows} == {"440305006011"}
    code = next(row for row in rows if row["field"] == "code")
    assert (code["value"], code["file"], code["row"]) == ("440305006011", "社区.csv", 2)
    ties = [row for row in rows if row["what"] == "tie"]
    assert {"PART_OF", "IN_COMMUNITY"} <= {row["field"] for row in ties}
    assert {row["direction"] for row in ties} == {"out", "in"}
    assert all(row["file"] and row["row"] and row["other_id"] for row in ties)


def test_csv_keeps_the_identifiers_to_go_on_with(graph: Path) -> None:
    said = here("explain", "海月社区", "-g", graph, "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(said)))
    (other,) = {row["other_id"] for row in rows if row["other_label"] == "Subdistrict"}
    assert json.loads(here("explain", other, "-g", graph, "--format", "json"))


def test_the_table_is_chinese_and_names_the_row(graph: Path) -> None:
    building = "building/440305006011/海月花园/1"
    said = here("explain", building, "-g", graph, "--format", "table", "--lang", "zh")
    assert said.startswith("楼栋：1栋\n")
    assert "楼栋.csv 第 2 行" in said
    assert "→ 属于" in said
    assert "应当是数字" in said  # what was wrong in that row
    assert "E2" in said


@pytest.mark.parametrize(("lang", "says"), [("zh", "覆盖（楼栋）"), ("en", "covers (Building)")])
def test_what_a_community_was_asked_about_is_in_words(tmp_path: Path, lang: str, says: str) -> None:
    (tmp_path / "社区.csv").write_text(
        "区,街道,社区名称,社区编码\n南山区,招商街道,海月社区,440305006011\n", encoding="utf-8"
    )
    (tmp_path / "楼栋.csv").write_text(
        "街道,社区,楼栋名称,覆盖党组织\n招商街道,海月社区,1栋,\n", encoding="utf-8"
    )
    here("load", tmp_path, "-g", tmp_path / "graph", "--format", "json")
    asked = ("explain", "海月社区", "-g", tmp_path / "graph")
    assert says in here(*asked, "--format", "table", "--lang", lang)
    assert "COVERS.Building" in here(*asked, "--format", "json", "--lang", lang)


def test_a_workbook_has_facts_ties_and_issues_as_tabs(graph: Path, tmp_path: Path) -> None:
    path = tmp_path / "海月.xlsx"
    here("explain", "海月社区", "-g", graph, "-o", path, "--lang", "en")
    assert len(openpyxl.load_workbook(path).sheetnames) == 3


def test_an_ambiguous_name_lists_what_it_can_mean(graph: Path) -> None:
    done = shequ("explain", "1栋", "-g", graph, "--lang", "zh")
    assert done.returncode == 2
    assert done.stdout == ""
    assert "building/440305006011/海月花园/1" in done.stderr
    assert "building/440305006011/半岛公寓/1" in done.stderr


def test_what_there_is_not_is_answered_with_near_names(graph: Path) -> None:
    done = shequ("explain", "海月社", "-g", graph, "--lang", "zh")
    assert done.returncode == 2
    assert "海月社区" in done.stderr


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_template_is_written_and_loads_as_it_is(tmp_path: Path, lang: str) -> None:
    path = tmp_path / "template.xlsx"
    here("template", "-o", path, "--lang", lang)
    account = json.loads(here("load", path, "-g", tmp_path / "graph", "--format", "json"))
    assert account["issues"] == {"error": 0, "warning": 0}


def test_a_template_of_one_roster_is_asked_for_by_its_name(tmp_path: Path) -> None:
    path = tmp_path / "template.xlsx"
    here("template", "-o", path, "--roster", "楼栋", "--lang", "zh")
    assert openpyxl.load_workbook(path).sheetnames == ["填表说明", "楼栋", "下拉选项"]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ((), "-o"),
        (("-o", "a.csv"), ".xlsx"),
        (("-o", "a.xlsx", "--roster", "no such"), "no such"),
    ],
)
def test_a_template_that_can_not_be_written_says_why(
    tmp_path: Path, arguments: tuple[str, ...], said: str
) -> None:
    done = shequ("template", *arguments, cwd=tmp_path)
    assert done.returncode == 2
    assert said in done.stderr
    assert list(tmp_path.iterdir()) == []
