"""Formulas that a program has written and nobody has calculated: no cell of them is lost unsaid."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from loaders.reading.cells import NOT_CALCULATED
from loaders.reading.sheets import read_bytes
from tests.loaders.sheets import Rows, workbook
from tests.loaders.written import account, load, names, node

HEADER = ["街道", "社区名称", "户数"]


def issues(folder: Path) -> list[tuple[object, ...]]:
    found = load([folder]).issues.select("code", "row", "column", "problem_zh")
    return sorted(row for row in found.rows() if row[0] == "not_calculated")


def test_a_formula_without_a_result_is_an_issue_and_not_an_empty_cell(tmp_path: Path) -> None:
    rows: Rows = [HEADER, ["南山街道", "海月社区", "=100+20"], ["南山街道", "荔湾社区", 900]]
    workbook(tmp_path / "社区.xlsx", {"社区": rows})
    result = load([tmp_path])
    assert names(result, "Community") == ["海月社区", "荔湾社区"]
    assert node(result, "Community", "海月社区")["households"] is None
    assert node(result, "Community", "荔湾社区")["households"] == 900
    (issue,) = result.issues.to_dicts()
    assert (issue["code"], issue["row"], issue["column"]) == ("not_calculated", 2, "户数")
    assert "C2" in issue["problem_zh"] and "C2" in issue["problem_en"]
    assert "WPS" in issue["remedy_zh"] and "WPS" in issue["remedy_en"]


def test_many_of_a_column_are_one_issue_with_the_first_cell_and_their_number(
    tmp_path: Path,
) -> None:
    rows = [["南山街道", f"第{n}社区", f"={n}*2"] for n in range(1, 121)]
    workbook(tmp_path / "社区.xlsx", {"社区": [HEADER, *rows]})
    ((_, row, column, problem),) = issues(tmp_path)
    assert (row, column) == (2, "户数")
    assert "C2 等 120 格" in str(problem)


def test_a_row_whose_name_is_such_a_formula_is_rejected(tmp_path: Path) -> None:
    rows: Rows = [HEADER, ["南山街道", '="海月"&"社区"', 5], ["南山街道", "荔湾社区", 900]]
    workbook(tmp_path / "社区.xlsx", {"社区": rows})
    assert account(load([tmp_path]))["社区.xlsx"] == (3, 1, 1, 1)
    assert [found[1:3] for found in issues(tmp_path)] == [(2, "社区名称")]


def test_columns_that_are_not_used_and_sheets_of_no_roster_are_left_alone(tmp_path: Path) -> None:
    rows: Rows = [[*HEADER, "折算"], ["南山街道", "海月社区", 7, "=C2*2"]]
    workbook(tmp_path / "社区.xlsx", {"社区": rows, "别的": [["甲", "乙"], ["=1", "=2"]]})
    assert issues(tmp_path) == []


def sheet_with(cells: str) -> bytes:
    """A workbook whose sheet has these cells in its second row."""
    import openpyxl

    book, stream, changed = openpyxl.Workbook(), io.BytesIO(), io.BytesIO()
    book.active.append(["甲"])
    book.save(stream)
    with zipfile.ZipFile(stream) as old, zipfile.ZipFile(changed, "w") as new:
        for name in old.namelist():
            part = old.read(name).decode()
            end = f'<row r="2">{cells}</row></sheetData>'
            new.writestr(name, part.replace("</sheetData>", end))
    return changed.getvalue()


@pytest.mark.parametrize(
    "cell",
    [
        '<c r="A2"><f>1+2</f></c>',
        '<c r="A2"><f>1+2</f><v></v></c>',
        '<c r="A2" s="0"><f>1+2</f><v/></c>',
        '<c r="A2" t="n"><f>1+2</f><v /></c>',
        '<c r="A2"><f t="shared" si="0"/></c>',
        f'<c r="A2"><f>"{"长" * 1500}"</f></c>',
    ],
)
def test_no_result_is_told_however_a_program_leaves_it_out(cell: str) -> None:
    (sheet,) = read_bytes(sheet_with(cell))
    assert sheet.frame["c0"].to_list() == ["甲", NOT_CALCULATED]


@pytest.mark.parametrize(
    ("cell", "read"),
    [
        ('<c r="A2"><f>1+2</f><v>3</v></c>', ["甲", "3"]),
        ('<c r="A2" t="str"><f>A1</f><v>甲</v></c>', ["甲", "甲"]),
        ('<c r="A2" t="str"><f>IF(A1="","",1)</f><v></v></c>', ["甲"]),
        ('<c r="A2" t="e"><f>1/0</f><v>#DIV/0!</v></c>', ["甲"]),
        ('<c r="A2" s="0"/>', ["甲"]),
    ],
)
def test_a_result_is_read_and_an_empty_text_is_one(cell: str, read: list[str]) -> None:
    (sheet,) = read_bytes(sheet_with(cell))
    assert sheet.frame["c0"].to_list() == read
