"""The way back: a sheet of gaps is filled in by a person and loaded again with the rosters."""

from __future__ import annotations

import csv
import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from tests.commands.program import here

COVERED = "拟接管党组织"
BUILDINGS = (
    ("街道", "社区", "小区名称", "楼栋名称", "楼栋编码", "户数", "覆盖党组织"),
    ("招商街道", "海月社区", "海月花园", "1栋", "4403050060110100001", "60", "海月花园党支部"),
    ("招商街道", "海月社区", "海月花园", "2栋", "4403050060110100002", "61", ""),
    ("招商街道", "海月社区", "海月花园", "3栋", "", "62", ""),
    ("招商街道", "海月社区", "半岛公寓", "1栋", "", "63", ""),
    ("招商街道", "海月社区", "半岛公寓", "2栋", "", "64", ""),
)
ORGANIZATIONS = (
    ("街道", "所属社区", "党组织全称", "党组织类别", "覆盖小区"),
    ("招商街道", "海月社区", "海月社区党委", "党委", ""),
    ("招商街道", "海月社区", "海月花园党支部", "党支部", "海月花园"),
    ("招商街道", "海月社区", "半岛公寓第二党小组", "党小组", ""),
    ("招商街道", "海月社区", "半岛公寓第一党小组", "党小组", ""),
    ("招商街道", "水湾社区", "水湾社区党支部", "党支部", ""),
)
COMMUNITIES = (
    ("区", "街道", "社区名称", "社区编码"),
    ("南山区", "招商街道", "海月社区", "440305006011"),
    ("南山区", "招商街道", "水湾社区", "440305006002"),
)
ESTATES = (
    ("街道", "社区", "小区名称", "户数"),
    ("招商街道", "海月社区", "海月花园", "200"),
    ("招商街道", "海月社区", "半岛公寓", "127"),
)


@pytest.fixture
def rosters(tmp_path: Path) -> Path:
    """A folder with the rosters of one community."""
    folder = tmp_path / "rosters"
    folder.mkdir()
    for name, rows in (
        ("楼栋", BUILDINGS),
        ("党组织", ORGANIZATIONS),
        ("社区", COMMUNITIES),
        ("小区", ESTATES),
    ):
        with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows(rows)
    return folder


def _load(rosters: Path) -> list[dict[str, Any]]:
    """Load the folder, in which nothing is wrong, and return the account of its files."""
    account = _account(rosters)
    assert account["issues"] == {"error": 0, "warning": 0}
    files: list[dict[str, Any]] = account["files"]
    return files


def _account(rosters: Path) -> dict[str, Any]:
    graph = rosters.parent / "graph"
    account: dict[str, Any] = json.loads(
        here("load", rosters, "-g", graph, "--format", "json", "--lang", "zh")
    )
    return account


def _gaps(rosters: Path, question: str) -> list[tuple[str, str]]:
    said = here("gaps", question, "-g", rosters.parent / "graph", "--format", "json")
    return [(row["estate"], row.get("building", "")) for row in json.loads(said)]


def _hand_out(rosters: Path, question: str, to: Path, lang: str = "zh") -> None:
    here("gaps", question, "-g", rosters.parent / "graph", "-o", to, "--lang", lang)


def _header(page: Worksheet, first: str) -> int:
    return next(n for n in range(1, 15) if page.cell(n, 1).value == first)


def _offered(path: Path, row: int) -> list[str]:
    """What the drop-down of the row's last cell offers."""
    book = openpyxl.load_workbook(path)
    page, lists = book.worksheets[0], book.worksheets[-1]
    cell = page.cell(row, page.max_column)
    (rule,) = [r for r in page.data_validations.dataValidation if cell.coordinate in r.sqref]
    found = lists[rule.formula1.split("!")[1].replace("$", "")]
    assert lists.sheet_state == "hidden"
    return [c.value for (c,) in found] if isinstance(found, tuple) else [found.value]


def _fill(path: Path, wanted: dict[tuple[str, str], str], first: str = "街道") -> None:
    """Fill in the last column of the rows of (estate, building)."""
    book = openpyxl.load_workbook(path)
    page = book.worksheets[0]
    top = _header(page, first)
    for row in range(top + 1, page.max_row + 1):
        key = (str(page.cell(row, 4).value), str(page.cell(row, 5).value))
        if key in wanted:
            page.cell(row, page.max_column).value = wanted[key]
    book.save(path)


def _through_libreoffice(path: Path) -> None:
    office = shutil.which("soffice")
    if office is None:
        pytest.skip("LibreOffice is not installed")
    profile = path.parent.parent / "profile"
    saved = path.parent.parent / "saved"
    subprocess.run(
        [
            office,
            f"-env:UserInstallation={profile.as_uri()}",
            "--headless",
            "--convert-to",
            "xlsx",
            "--outdir",
            str(saved),
            str(path),
        ],
        check=True,
        capture_output=True,
    )
    shutil.copy(saved / path.name, path)


WANTED = {
    ("海月花园", "2栋"): "海月花园党支部",
    ("海月花园", "3栋"): "海月花园党支部",
    ("半岛公寓", "1栋"): "半岛公寓第一党小组、半岛公寓第二党小组",
}
LEFT = [("半岛公寓", "2栋")]


@pytest.mark.parametrize("program", ["openpyxl", "LibreOffice"])
@pytest.mark.parametrize(("lang", "first"), [("zh", "街道"), ("en", "subdistrict")])
def test_a_filled_sheet_of_buildings_closes_exactly_its_gaps(
    rosters: Path, lang: str, first: str, program: str
) -> None:
    _load(rosters)
    assert set(_gaps(rosters, "uncovered-buildings")) == {*WANTED, *LEFT}
    sheet = rosters / "gaps.xlsx"
    _hand_out(rosters, "uncovered-buildings", sheet, lang)
    _fill(sheet, WANTED, first)
    if program == "LibreOffice":
        _through_libreoffice(sheet)
    files = _load(rosters)
    assert _gaps(rosters, "uncovered-buildings") == LEFT
    (entry,) = [file for file in files if file["path"] == "gaps.xlsx"]
    (buildings, lists) = entry["sheets"]
    assert buildings["roster"] == "buildings"
    assert buildings["rows"]["loaded"] == len(WANTED) + len(LEFT)
    assert lists["rows"]["skipped"] == lists["rows"]["read"]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_whole_workbook_is_filled_in_and_loaded_with_the_rosters(
    rosters: Path, lang: str
) -> None:
    _load(rosters)
    workbook = rosters / "gaps.xlsx"
    here("gaps", "-g", rosters.parent / "graph", "-o", workbook, "--lang", lang)
    book = openpyxl.load_workbook(workbook)
    titles = [page.cell(1, 1).value for page in book.worksheets]
    page = book.worksheets[titles.index({"zh": "未覆盖的楼栋", "en": "Uncovered buildings"}[lang])]
    top = _header(page, {"zh": "街道", "en": "subdistrict"}[lang])
    for row in range(top + 1, page.max_row + 1):
        key = (str(page.cell(row, 4).value), str(page.cell(row, 5).value))
        page.cell(row, page.max_column).value = WANTED.get(key)
    book.save(workbook)
    files = _load(rosters)
    assert _gaps(rosters, "uncovered-buildings") == LEFT
    (entry,) = [file for file in files if file["path"] == "gaps.xlsx"]
    read = {sheet["roster"] for sheet in entry["sheets"] if sheet["rows"]["loaded"]}
    assert read == {"buildings", "estates"}
    for sheet in entry["sheets"]:
        assert sheet["roster"] in read or sheet["rows"]["skipped"] == sheet["rows"]["read"]


@pytest.mark.parametrize("question", ["uncovered-streets", "units-due-a-branch", "indicators"])
def test_a_sheet_that_is_not_to_be_filled_in_is_passed_over(rosters: Path, question: str) -> None:
    _load(rosters)
    _hand_out(rosters, question, rosters / "gaps.xlsx")
    for file in _load(rosters):
        if file["path"] == "gaps.xlsx":
            (sheet,) = file["sheets"]
            assert (sheet["roster"], sheet["rows"]["loaded"]) == (None, 0)


def test_the_sheet_left_empty_changes_nothing(rosters: Path) -> None:
    _load(rosters)
    before = _gaps(rosters, "uncovered-buildings")
    _hand_out(rosters, "uncovered-buildings", rosters / "gaps.xlsx")
    _load(rosters)
    assert _gaps(rosters, "uncovered-buildings") == before


def test_a_sheet_of_what_is_unknown_does_not_make_it_a_gap(rosters: Path) -> None:
    rows = [line.split(",")[:-1] for line in (rosters / "楼栋.csv").read_text("utf-8").split()]
    text = "".join(",".join(row) + "\n" for row in rows)
    (rosters / "楼栋.csv").write_text(text, encoding="utf-8")
    _load(rosters)
    assert _gaps(rosters, "uncovered-buildings") == []
    graph, sheet = rosters.parent / "graph", rosters / "unknown.xlsx"
    here("gaps", "uncovered-buildings", "--unknown", "-g", graph, "-o", sheet)
    _load(rosters)
    assert _gaps(rosters, "uncovered-buildings") == []


def test_each_row_offers_the_organizations_of_its_community_the_nearest_first(
    rosters: Path,
) -> None:
    _load(rosters)
    sheet = rosters / "gaps.xlsx"
    _hand_out(rosters, "uncovered-buildings", sheet, "zh")
    page = openpyxl.load_workbook(sheet).worksheets[0]
    top = _header(page, "街道")
    assert page.cell(top, page.max_column).value == COVERED
    of_estate = next(n for n in range(top + 1, 99) if page.cell(n, 4).value == "海月花园")
    offered = _offered(sheet, of_estate)
    assert offered[0] == "海月花园党支部"
    assert set(offered) == {
        "海月社区党委",
        "海月花园党支部",
        "半岛公寓第一党小组",
        "半岛公寓第二党小组",
    }


def test_one_list_a_community_serves_every_first_choice(rosters: Path) -> None:
    with (rosters / "党组织.csv").open("a", encoding="utf-8", newline="") as file:
        csv.writer(file).writerow(("招商街道", "海月社区", "半岛公寓党支部", "党支部", "半岛公寓"))
    _load(rosters)
    sheet = rosters / "gaps.xlsx"
    _hand_out(rosters, "uncovered-buildings", sheet, "zh")
    book = openpyxl.load_workbook(sheet)
    page = book.worksheets[0]
    rows = range(_header(page, "街道") + 1, page.max_row + 1)
    offered = [_offered(sheet, row) for row in rows]
    assert {names[0] for names in offered} == {"海月花园党支部", "半岛公寓党支部"}
    assert all(len(names) == len(set(names)) == 5 for names in offered)
    assert book.worksheets[-1].max_row == 1 + 2 * 5 - 1
    # a cell that is named twice in a rule is one that Excel may want to repair
    named = [str(r.sqref).split() for r in page.data_validations.dataValidation]
    cells = [cell for names in named for cell in names]
    assert len(cells) == len(set(cells))


def test_a_filled_sheet_of_estates_closes_its_gap(rosters: Path) -> None:
    _load(rosters)
    assert _gaps(rosters, "estates-without-branch") == [("半岛公寓", "")]
    sheet = rosters / "小区缺口.xlsx"
    _hand_out(rosters, "estates-without-branch", sheet)
    page = openpyxl.load_workbook(sheet).worksheets[0]
    top = _header(page, "街道")
    # a group does not close this gap, and is not offered
    assert set(_offered(sheet, top + 1)) == {"海月社区党委", "海月花园党支部"}
    _fill(sheet, {("半岛公寓", str(page.cell(top + 1, 5).value)): "海月社区党委"})
    _load(rosters)
    assert _gaps(rosters, "estates-without-branch") == []


@pytest.mark.parametrize("title", [COVERED, "takes_over"])
def test_a_csv_of_gaps_with_a_column_added_closes_them_too(rosters: Path, title: str) -> None:
    _load(rosters)
    sheet = rosters / "gaps.csv"
    _hand_out(rosters, "uncovered-buildings", sheet)
    with sheet.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert title not in rows[0]
    for row in rows:
        row[title] = WANTED.get((row["estate"], row["building"]), "")
    with sheet.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    _load(rosters)
    assert _gaps(rosters, "uncovered-buildings") == LEFT


def test_a_name_that_is_on_no_roster_is_an_issue_of_that_cell(rosters: Path) -> None:
    _load(rosters)
    sheet = rosters / "gaps.xlsx"
    _hand_out(rosters, "uncovered-buildings", sheet, "zh")
    _fill(sheet, {("半岛公寓", "1栋"): "半岛公寓第三党小组"})
    assert _account(rosters)["issues"]["error"] == 1
    book = openpyxl.load_workbook(rosters.parent / "graph/issues.xlsx")
    rows = list(book.worksheets[0].iter_rows(values_only=True))
    assert any("gaps.xlsx" in row and COVERED in row for row in rows)
