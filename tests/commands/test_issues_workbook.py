"""A clerk works through issues.xlsx, corrects the rosters, loads again, and the list is shorter."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.cell import Cell

from tests.commands.program import here

COMMUNITIES = "区,街道,社区名称,社区编码\n南山区,招商街道,海月社区,440305006011\n"
ESTATES = "街道,社区,小区名称\n招商街道,海月社区,海月花园\n"
BUILDINGS = (
    ("街道", "社区", "小区名称", "楼栋名称", "户数", "覆盖党组织"),
    ("招商街道", "海月社区", "海月花园", "1栋", "很多户", None),
    ("招商街道", "海月社区", "海月花园", None, 61, None),
    ("招商街道", "海月社区", "海月花园", "=3栋", 62, "海月花园第一党小组"),
)


@pytest.fixture
def rosters(tmp_path: Path) -> Path:
    """A folder whose roster of buildings has mistakes."""
    folder = tmp_path / "名 册#1"
    folder.mkdir()
    (folder / "社区.csv").write_text(COMMUNITIES, encoding="utf-8")
    (folder / "小区.csv").write_text(ESTATES, encoding="utf-8")
    book = openpyxl.Workbook()
    page = book.active
    assert page is not None
    page.title = "海月 '社区' 楼栋"
    for row in BUILDINGS:
        page.append(row)
    page["D4"].data_type = "s"
    book.save(folder / "楼栋.xlsx")
    return folder


def _load(rosters: Path, lang: str = "zh") -> tuple[dict[str, int], list[list[Cell]]]:
    """Load, and return how many issues there are and the rows of the first tab."""
    graph = rosters.parent / "graph"
    account: dict[str, Any] = json.loads(
        here("load", rosters, "-g", graph, "--format", "json", "--lang", lang)
    )
    page = openpyxl.load_workbook(graph / "issues.xlsx").worksheets[0]
    assert page.freeze_panes == "A4"
    assert page.auto_filter.ref is not None
    return account["issues"], [list(row) for row in page.iter_rows(min_row=4)]


def test_each_issue_names_and_links_its_cell(rosters: Path) -> None:
    issues, rows = _load(rosters)
    assert len(rows) == sum(issues.values())
    cells = {str(row[6].value): row for row in rows}
    wrong = cells["not_a_number"]
    assert [cell.value for cell in wrong[:5]] == [
        "楼栋.xlsx",
        "海月 '社区' 楼栋",
        2,
        "户数",
        "E2",
    ]
    link = wrong[4].hyperlink
    assert link is not None
    assert link.location == "'海月 ''社区'' 楼栋'!E2"
    # "#" in a name is no end of the path
    assert str(link.target).replace("\\", "/") == "../名%20册%231/楼栋.xlsx"
    assert cells["required_missing"][4].value == "D3"


def test_the_list_is_sorted_by_file_and_row(rosters: Path) -> None:
    _, rows = _load(rosters)
    places = [(str(row[0].value), row[2].value or 0) for row in rows]
    assert places == sorted(places)


def test_what_a_roster_writes_is_never_a_formula(rosters: Path) -> None:
    _, rows = _load(rosters)
    assert all(cell.data_type != "f" for row in rows for cell in row)
    assert any("=3栋" in str(row[9].value) for row in rows)


def test_the_issues_are_counted_by_file_and_by_kind_and_lead_to_the_first(rosters: Path) -> None:
    issues, rows = _load(rosters)
    book = openpyxl.load_workbook(rosters.parent / "graph/issues.xlsx")
    assert book.sheetnames == ["问题", "按文件", "按种类"]
    by_file = list(book["按文件"].iter_rows(min_row=4))
    counts = {str(row[0].value): (row[2].value, row[3].value) for row in by_file}
    assert counts["楼栋.xlsx"] == (issues["error"], issues["warning"])
    assert sum(row[2].value for row in book["按种类"].iter_rows(min_row=4)) == len(rows)
    for row in book["按种类"].iter_rows(min_row=4):
        link = row[1].hyperlink
        assert link is not None
        first = rows[int(str(link.location).rpartition("!A")[2]) - 4]
        assert first[6].value == row[1].value


def test_in_english_reason_and_remedy_are_english(rosters: Path) -> None:
    _, rows = _load(rosters, "en")
    said = " ".join(str(row[7].value) + str(row[8].value) for row in rows)
    assert "should be a number" in said


def test_corrected_rosters_loaded_again_shorten_the_list(rosters: Path) -> None:
    before, _ = _load(rosters)
    path = rosters / "楼栋.xlsx"
    left = sum(before.values())
    for cell, value in (("E2", 60), ("D3", "2栋"), ("F4", None)):
        book = openpyxl.load_workbook(path)
        page = book.worksheets[0]
        page[cell] = value
        page["D4"].data_type = "s"
        book.save(path)
        issues, rows = _load(rosters)
        assert sum(issues.values()) < left
        left = sum(issues.values())
        assert len(rows) == left
    assert left == 0
    assert openpyxl.load_workbook(rosters.parent / "graph/issues.xlsx").sheetnames == ["问题"]
