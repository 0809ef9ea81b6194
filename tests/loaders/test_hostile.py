"""Hostile files beside a good roster: the good one loads, each bad one is a clear issue.

The program runs as a user starts it, and the memory that it took at most is looked at afterwards;
the generous end of each run guards against a hang and nothing else.
"""

from __future__ import annotations

import csv
import json
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import openpyxl
import polars as pl
import pytest
import xlsxwriter

from tests.commands.program import environment
from tests.loaders.hostile_files import HOSTILE, ROWS, workbook
from tests.loaders.written import write

MEMORY = 1_500  # megabytes, what a whole city may take (DESIGN 8)
HANGS = 120.0
GOOD = [("社区", "单位名称", "职工数"), ("海月社区", "海月小学", 45)]
# Address space can't be limited: Ladybug reserves 8 TB of it. So a parent of its own asks how much
# memory the program took at most.
_MEASURED = """
import resource, subprocess, sys
code = subprocess.call([sys.executable, "-m", "graph.commands", *sys.argv[2:]])
taken = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
open(sys.argv[1], "w").write(str(taken))
sys.exit(code)
"""


def shequ(*arguments: str | Path, cwd: Path) -> subprocess.CompletedProcess[bytes]:
    """The program, which must do with little memory."""
    peak = cwd / "peak.txt"
    done = subprocess.run(
        [sys.executable, "-c", _MEASURED, str(peak), *map(str, arguments)],
        cwd=cwd,
        capture_output=True,
        env=environment(),
        timeout=HANGS,
        check=False,
    )
    assert int(peak.read_text()) / 1024 < MEMORY, peak.read_text()
    return done


def load(folder: Path, place: Path) -> dict[str, Any]:
    """The account of a load of `folder` into `place`/graph."""
    done = shequ("load", folder, "-g", place / "graph", "--format", "json", cwd=place)
    assert done.returncode == 0, done.stderr.decode()
    assert b"Traceback" not in done.stderr
    found: dict[str, Any] = json.loads(done.stdout)
    for file in found["files"]:
        for sheet in file["sheets"]:
            rows = sheet["rows"]
            assert rows["read"] == rows["loaded"] + rows["rejected"] + rows["skipped"]
    return found


def said_of(place: Path, file: str) -> list[str]:
    """The codes of the issues of a file."""
    issues = pl.read_parquet(place / "graph" / "issues.parquet")
    assert issues["problem_zh"].str.len_chars().min() != 0
    assert issues["remedy_en"].null_count() == 0
    return sorted(issues.filter(pl.col("file").str.starts_with(file))["code"])


def names_of(place: Path, label: str) -> list[str]:
    return sorted(pl.read_parquet(place / "graph" / "nodes" / f"{label}.parquet")["name"])


def test_hostile_files_beside_a_good_roster(tmp_path: Path) -> None:
    rosters = tmp_path / "rosters"
    write(rosters, "好.csv", *GOOD)
    for name, make in HOSTILE.items():
        (rosters / name).write_bytes(make())
    found = load(rosters, tmp_path)
    files = {file["path"]: file["sheets"] for file in found["files"]}
    assert files["好.csv"][0]["rows"]["loaded"] == 1
    assert "海月小学" in names_of(tmp_path, "Unit")
    # A merge over the whole sheet shows one cell, a header, and no row: as a spreadsheet has it.
    (merged,) = files["合并.xlsx"]
    assert merged["rows"]["read"] == merged["rows"]["skipped"] == 2
    for name in HOSTILE.keys() - {"合并.xlsx"}:
        assert said_of(tmp_path, name), f"nothing is said of {name}"


def test_a_million_formatted_rows_are_no_rows(tmp_path: Path) -> None:
    """They are left out, or the file is refused in words: nothing is lost in silence."""
    rosters = tmp_path / "rosters"
    write(rosters, "好.csv", *GOOD)
    empty = "".join(f'<row r="{n}"><c r="A{n}" s="0"/></row>' for n in range(3, 1_000_000))
    (rosters / "单位.xlsx").write_bytes(workbook(f"|<sheetData>{ROWS}{empty}</sheetData>"))
    files = {file["path"]: file["sheets"] for file in load(rosters, tmp_path)["files"]}
    if not said_of(tmp_path, "单位.xlsx"):
        rows = files["单位.xlsx"][0]["rows"]
        assert rows == {"read": 2, "loaded": 1, "rejected": 0, "skipped": 1}


ODD_NAMES = [
    "<script>alert(1)</script>公司",
    "海月\"'`公司&amp;",
    "海月%20%s%n{0}公司",
    "海月\u202e司公公司",
    "海月🏠👨‍👩‍👧公司",
    "=1+1公司",
    "+86公司",
    "-2+3公司",
    "@SUM(A1)公司",
    "\\u0000\\n公司",
    "]]>公司",
    "海月'; DROP TABLE 公司 --",
    "海月/../../公司",
    "${jndi:ldap}公司",
]


@pytest.fixture(scope="module")
def odd(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A graph of units with odd names, one with a cell of 32,767 characters."""
    place = tmp_path_factory.mktemp("odd")
    rows: list[tuple[object, ...]] = [("海月社区", name, 5, None) for name in ODD_NAMES]
    rows.append(("海月社区", "海月\n公司", 5, None))
    rows.append(("海月社区", "海月书店", 5, "=HYPERLINK(" + "长" * 32_756))
    rows.append(("=cmd|' /C calc'!A0", "海月茶楼", "=1+1", "@SUM(1)"))
    write(place / "rosters", "单位.csv", ("社区", "单位名称", "职工数", "未建原因"), *rows)
    load(place / "rosters", place)
    return place


def test_odd_names_are_names(odd: Path) -> None:
    found = names_of(odd, "Unit")
    assert len(found) == len(ODD_NAMES) + 3
    for name in ODD_NAMES:
        plain = name.replace("\u202e", "").replace("\u200d", "")
        assert {name, plain} & set(found), name


def spreadsheet_cells(path: Path) -> list[str]:
    """What a spreadsheet program would take for a formula in a CSV."""
    with path.open(encoding="utf-8-sig", newline="") as stream:
        return [cell for row in csv.reader(stream) for cell in row]


def test_no_cell_is_a_formula_in_any_output(odd: Path) -> None:
    """A cell that begins with = + - @, a tab or a line break runs in Excel; a number does not."""
    graph, outputs = odd / "graph", odd / "outputs"
    outputs.mkdir()
    asked: list[list[str]] = [
        ["query", "MATCH (u:Unit) RETURN u.name AS n, u.reason AS r", "-o", "query.csv"],
        ["query", "MATCH (u:Unit) RETURN u.name AS n, u.reason AS r", "-o", "query.xlsx"],
        ["gaps", "unresolved-records", "-o", "gaps.csv"],
        ["gaps", "unresolved-records", "-o", "gaps.xlsx"],
    ]
    for arguments in asked:
        done = shequ(*arguments, "-g", graph, cwd=outputs)
        assert done.returncode == 0, done.stderr.decode()
    texts = [*outputs.glob("*.csv"), *graph.glob("*.csv")]
    assert texts
    for path in texts:
        for cell in spreadsheet_cells(path):
            number = cell.lstrip("+-").replace(".", "", 1).isdigit()
            assert number or not cell.startswith(("=", "+", "-", "@", "\t", "\r")), (path, cell)
    for path in (*outputs.glob("*.xlsx"), graph / "issues.xlsx"):
        book = openpyxl.load_workbook(path)
        for sheet in book:
            for row in sheet.iter_rows():
                for cell in row:
                    link = str(cell.value).startswith("=HYPERLINK(")
                    assert cell.data_type != "f" or link, (path, cell.coordinate, cell.value)
        book.close()


def test_pages_show_odd_names_as_text(odd: Path) -> None:
    for page in ("network", "report"):
        done = shequ("view", page, "-o", f"{page}.html", "-g", odd / "graph", cwd=odd)
        assert done.returncode == 0, done.stderr.decode()
        assert "<script>alert" not in (odd / f"{page}.html").read_text(encoding="utf-8")


def test_formulas_give_their_values_and_are_not_evaluated(tmp_path: Path) -> None:
    rosters = tmp_path / "rosters"
    rosters.mkdir()
    with xlsxwriter.Workbook(rosters / "单位.xlsx") as book:
        sheet = book.add_worksheet("单位")
        sheet.write_row(0, 0, ["社区", "单位名称", "职工数"])
        sheet.write_row(1, 0, ["海月社区", "海月医院"])
        sheet.write_formula(1, 2, "=1+1", None, 7)
        sheet.write_row(2, 0, ["海月社区"])
        sheet.write_formula(2, 1, '=WEBSERVICE("http://example.cn")', None, "海月剧院")
    load(rosters, tmp_path)
    units = pl.read_parquet(tmp_path / "graph" / "nodes" / "Unit.parquet")
    assert dict(units.select("name", "employees").rows()) == {"海月医院": 7, "海月剧院": None}


def test_paths_in_an_archive_lead_nowhere(tmp_path: Path) -> None:
    text = "社区,单位名称,职工数\n海月社区,海月剧院,9\n".encode()
    rosters = tmp_path / "a" / "rosters"
    rosters.mkdir(parents=True)
    with zipfile.ZipFile(rosters / "包.zip", "w") as archive:
        for name in ("../../外面.csv", "/tmp/外面.csv", "C:\\外面.csv", "里面/单位.csv"):
            archive.writestr(name, text)
    (tmp_path / "peak.txt").touch()
    before = set(tmp_path.rglob("*"))
    found = load(rosters, tmp_path)
    made = set(tmp_path.rglob("*")) - before
    assert all((tmp_path / "graph") in (path, *path.parents) for path in made)
    assert not Path("/tmp/外面.csv").exists()
    read = [f["path"] for f in found["files"] if f["sheets"]]
    assert any("里面" in path for path in read)
    assert names_of(tmp_path, "Unit") == ["海月剧院"]
