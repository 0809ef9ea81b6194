"""`shequ gaps -o FILE.xlsx`: the whole workbook as a clerk opens, prints and fills it in."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from graph.language import choose
from graph.output.workbook import tab_name
from graph.question import all_questions
from tests.commands.program import here
from tests.graph.small import publish_small
from tests.pages.district import District


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> Path:
    rows = District(communities=8, estates=3, buildings=3)
    folder = tmp_path_factory.mktemp("graph") / "graph"
    publish_small(folder, rows.nodes, rows.edges)
    return folder


@pytest.fixture(scope="module")
def path(graph: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("book") / "gaps.xlsx"
    here("gaps", "-g", graph, "-o", path, "--lang", "zh")
    return path


@pytest.fixture(scope="module")
def book(path: Path) -> Any:
    return openpyxl.load_workbook(path)


@pytest.fixture(scope="module")
def summary(graph: Path) -> list[dict[str, Any]]:
    said: list[dict[str, Any]] = json.loads(
        here("gaps", "-g", graph, "--format", "json", "--lang", "zh")
    )
    return said


def header(page: Worksheet) -> int:
    """The row of the header: the one that stays while one scrolls."""
    return int(str(page.freeze_panes).strip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")) - 1


def rows(page: Worksheet) -> list[dict[str, Any]]:
    top = header(page)
    keys = [cell.value for cell in page[top]]
    return [
        dict(zip(keys, values, strict=True))
        for values in page.iter_rows(min_row=top + 1, values_only=True)
        if any(value is not None for value in values)
    ]


def test_the_overview_has_a_line_a_question_that_leads_to_its_sheet(
    book: Any, summary: list[dict[str, Any]]
) -> None:
    page = book.worksheets[0]
    assert book.active.title == page.title == "总表"
    lines = {row["名称"]: row for row in rows(page)}
    assert set(lines) == {line["title"] for line in summary}
    for line in summary:
        shown = lines[line["title"]]
        assert (shown["缺口"], shown["应有"], shown["不计"], shown["未知"]) == (
            line["gaps"], line["of"], line["excluded"], line["unknown"]
        )  # fmt: skip
    for row in page.iter_rows(min_row=header(page) + 1):
        link = row[1].hyperlink
        assert link.location.strip("'!A1") in book.sheetnames
        assert book[link.location.rsplit("!", 1)[0].strip("'")]["A1"].value == row[1].value
    (rule,) = [r for found in page.conditional_formatting for r in found.rules]
    assert rule.type == "dataBar"
    assert {row["三个全覆盖"] for row in rows(page)} == {
        "社区党组织全覆盖", "党的工作全覆盖", "党员发挥作用全覆盖", "其他问题"
    }  # fmt: skip


def test_each_question_has_a_sheet_to_print_with_the_way_back(
    book: Any, summary: list[dict[str, Any]]
) -> None:
    for line in summary:
        page = book[tab_name(line["title"])]
        above = [page.cell(row, 1).value for row in range(1, header(page))]
        assert above[0] == line["title"]
        assert any("图谱日期" in text for text in above)
        assert any("怎样算缺口" in text for text in above)
        assert above[-1] == "返回总表"
        assert page.cell(header(page) - 1, 1).hyperlink.location == "'总表'!A1"
        assert page.auto_filter.ref is not None
        assert page.print_title_rows == f"${header(page)}:${header(page)}"
        if not line["gaps"]:
            assert "没有缺口。" in above


def test_gaps_come_first_and_what_is_unknown_is_told_apart(
    book: Any, summary: list[dict[str, Any]], graph: Path
) -> None:
    questions = {question.slug: question for question in all_questions()}
    for line in summary:
        page = book[tab_name(line["title"])]
        found = rows(page)
        if questions[line["question"]].takes_over is not None:
            assert "状态" not in (found or [{}])[0] and len(found) == line["gaps"]
            continue
        assert len(found) == line["gaps"] + line["unknown"]
        if line["unknown"]:
            states = [row["状态"] for row in found]
            assert states == ["缺口"] * line["gaps"] + ["未知"] * line["unknown"]


def test_communities_and_figures_have_a_sheet(book: Any, graph: Path) -> None:
    page = book["分社区"]
    found = rows(page)
    assert len(found) == 8
    said = json.loads(here("gaps", "uncovered-buildings", "-g", graph, "--format", "json"))
    for row in found:
        mine = sum(gap["community_code"] == row["社区编码"] for gap in said)
        assert row["未覆盖的楼栋"] in (mine, "未知")
    assert str(page.freeze_panes).startswith("D")
    heading = next(cell for cell in page[header(page)] if cell.value == "未覆盖的楼栋")
    assert heading.hyperlink.location == "'未覆盖的楼栋'!A1"
    assert book["指标"]["A1"].value == "指标"


def test_no_cell_is_a_formula_and_every_tab_is_named_apart(book: Any) -> None:
    names = [name.lower() for name in book.sheetnames]
    assert len(names) == len(set(names)) and max(map(len, names)) <= 31
    for page in book.worksheets:
        assert all(cell.data_type != "f" for row in page.iter_rows() for cell in row)


def test_in_english_no_two_tabs_are_alike(graph: Path, tmp_path: Path) -> None:
    here("gaps", "-g", graph, "-o", tmp_path / "gaps.xlsx", "--lang", "en")
    book = openpyxl.load_workbook(tmp_path / "gaps.xlsx")
    choose("en")
    try:
        assert book.sheetnames[0] == "Overview"
        assert len(book.worksheets) >= len(all_questions()) + 3
    finally:
        choose(None)
    for row in book.worksheets[0].iter_rows(min_row=header(book.worksheets[0]) + 1):
        tab = row[1].hyperlink.location.removesuffix("'!A1").removeprefix("'")
        assert tab.replace("''", "'") in book.sheetnames


def test_the_same_graph_makes_the_same_workbook(graph: Path, path: Path, tmp_path: Path) -> None:
    here("gaps", "-g", graph, "-o", tmp_path / "again.xlsx", "--lang", "zh")
    assert (tmp_path / "again.xlsx").read_bytes() == path.read_bytes()


def test_a_workbook_of_one_place_has_only_that_place(graph: Path, tmp_path: Path) -> None:
    here("gaps", "-g", graph, "--community", "440399001001", "-o", tmp_path / "a.xlsx", "--lang=zh")
    book = openpyxl.load_workbook(tmp_path / "a.xlsx")
    assert [row["社区编码"] for row in rows(book["分社区"])] == ["440399001001"]
    assert any("440399001001" in str(cell.value) for cell in book["总表"]["A"])


def test_sheets_that_are_only_to_look_at_say_so(book: Any) -> None:
    filled = {"未覆盖的楼栋", "没有支部覆盖的小区", "下拉选项"}
    for page in book.worksheets:
        says = any("只供查看，载入花名册时略过" in str(cell.value) for cell in page["A"][:15])
        assert says is (page.title not in filled)
    assert book["未覆盖的楼栋"][header(book["未覆盖的楼栋"])][-1].value == "拟接管党组织"
