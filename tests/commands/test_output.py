"""What every command writes: the same rows as a table, as JSON, as CSV and as a workbook."""

from __future__ import annotations

import csv
import io
import json
import math
import sys
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph import language
from graph.errors import UsageError
from graph.output import Column, Destination, Sheet, columns_of, write
from graph.output.destination import whole_file
from graph.output.table import write_table
from graph.output.values import Linked, harmless, showing
from graph.output.width import cells, pad, wrap

FORMULAS = ["=1+1", "+SUM(A1)", "-1栋", "@cmd", "\t=1", "\r=1", "＝1", '=HYPERLINK("http://x")']


@pytest.fixture(autouse=True)
def _chinese() -> Iterator[None]:
    language.choose("zh")
    yield
    language.choose(None)


def _sheet(**changes: object) -> Sheet:
    columns = columns_of(
        ("community", "nature", "members", "rate", "listed", "estate_id", "source")
    )
    rows: list[tuple[object, ...]] = [
        (
            "海月社区",
            "private_enterprise",
            12,
            0.5,
            True,
            "https://w3id.org/shequ/id/x",
            "a.xlsx||3",
        ),
        ("北头社区", None, None, None, None, None, ["a.csv||1", "b.csv||2"]),
    ]
    given = {"title": "样例", "columns": columns, "rows": rows, "notes": ["日期：2010-06-30"]}
    return Sheet(**(given | changes))  # type: ignore[arg-type]


def _one_column(values: list[str], key: str = "name") -> Sheet:
    return Sheet("标题", columns_of((key,)), [(value,) for value in values])


def _written(sheet: Sheet, path: Path) -> str:
    write(sheet, Destination.choose(None, path))
    return path.read_bytes().decode("utf-8")


def test_json_is_an_array_of_flat_objects_with_english_keys_and_codes(tmp_path: Path) -> None:
    rows = json.loads(_written(_sheet(), tmp_path / "a.json"))
    assert rows[0] == {
        "community": "海月社区",
        "nature": "private_enterprise",
        "members": 12,
        "rate": 0.5,
        "listed": True,
        "estate_id": "https://w3id.org/shequ/id/x",
        "source": "a.xlsx||3",
    }
    assert rows[1]["nature"] is None
    assert rows[1]["source"] == "a.csv||1; b.csv||2"


def test_json_of_no_rows_is_an_empty_array(tmp_path: Path) -> None:
    assert json.loads(_written(_sheet(rows=[]), tmp_path / "a.json")) == []


def test_what_is_not_a_number_is_null_in_json(tmp_path: Path) -> None:
    sheet = Sheet("t", columns_of(("rate",)), [(math.nan,), (math.inf,)])
    assert json.loads(_written(sheet, tmp_path / "a.json")) == [{"rate": None}, {"rate": None}]


def test_csv_in_a_file_starts_with_a_bom_and_has_no_ids(tmp_path: Path) -> None:
    write(_sheet(), Destination.choose(None, tmp_path / "a.csv"))
    data = (tmp_path / "a.csv").read_bytes()
    assert data.startswith(b"\xef\xbb\xbfcommunity,nature,members,rate,listed,source\r\n")
    rows = list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"))))
    assert rows[0]["listed"] == "true"
    assert rows[0]["nature"] == "private_enterprise"
    assert rows[1]["members"] == ""


def test_csv_in_a_pipe_has_no_bom(capsys: pytest.CaptureFixture[str]) -> None:
    write(_sheet(), Destination.choose("csv", None))
    assert capsys.readouterr().out.startswith("community,nature,members,rate,listed,source\n")


@pytest.mark.parametrize("text", FORMULAS)
def test_a_cell_that_a_spreadsheet_would_run_is_kept_from_running(
    text: str, tmp_path: Path
) -> None:
    written = _written(_one_column([text]), tmp_path / "a.csv")
    assert list(csv.reader(io.StringIO(written, newline="")))[1] == ["'" + text]


@pytest.mark.parametrize("text", ["-5", "+3.5", "-1e3", "1-5栋", "", "a=b"])
def test_plain_numbers_and_texts_stay_as_they_are_in_csv(text: str) -> None:
    assert harmless(text) == text


@given(st.lists(st.text(), max_size=20))
def test_csv_gives_back_every_text(texts: list[str]) -> None:
    sheet = _one_column(texts)
    file = io.StringIO(newline="")
    from graph.output.write import _write_csv

    _write_csv(sheet, file, line_end="\r\n")
    read = [row[0] if row else "" for row in csv.reader(io.StringIO(file.getvalue(), newline=""))]
    assert [text.removeprefix("'") for text in read[1:]] == [
        text.removeprefix("'") for text in texts
    ]


def test_a_workbook_can_be_printed(tmp_path: Path) -> None:
    write(_sheet(), Destination.choose(None, tmp_path / "a.xlsx"))
    page = openpyxl.load_workbook(tmp_path / "a.xlsx").active
    assert page is not None
    values = [[cell.value for cell in row] for row in page.iter_rows()]
    assert values[0][0] == "样例"
    assert values[1][0] == "日期：2010-06-30"
    assert values[2] == ["社区", "单位性质", "党员（会员）数", "覆盖率", "在册", "来源"]
    assert values[3] == ["海月社区", "非公企业", 12, 0.5, "是", "a.xlsx||3"]
    assert values[4][-1] == "a.csv||1、b.csv||2"
    assert page.freeze_panes == "A4"
    assert page.auto_filter.ref == "A3:F5"
    assert page.print_title_rows == "$3:$3"
    assert page.page_setup.fitToHeight == 0
    assert page.sheet_properties.pageSetUpPr.fitToPage
    assert page.column_dimensions["C"].width > cells("党员（会员）数")


@pytest.mark.parametrize("text", FORMULAS)
def test_nothing_becomes_a_formula_in_a_workbook(text: str, tmp_path: Path) -> None:
    write(_one_column([text]), Destination.choose(None, tmp_path / "a.xlsx"))
    page = openpyxl.load_workbook(tmp_path / "a.xlsx").active
    assert page is not None
    cell = page.cell(3, 1)
    assert cell.data_type == "s"
    # nobody sees a \r or \t in a cell
    assert str(cell.value).strip() == text.strip()


def test_a_broken_line_has_room_in_a_workbook(tmp_path: Path) -> None:
    write(
        _one_column(["海月社区", "写全称，" * 40, "甲\n乙"]),
        Destination.choose(None, tmp_path / "a.xlsx"),
    )
    page = openpyxl.load_workbook(tmp_path / "a.xlsx").active
    assert page is not None
    heights = [page.row_dimensions[row].height for row in (3, 4, 5)]
    wide = cells("写全称，" * 40) / page.column_dimensions["A"].width
    assert heights[0] is None
    assert heights[1] >= 15 * wide
    assert heights[2] == 30


def test_not_quite_all_is_not_all_in_a_workbook_either(tmp_path: Path) -> None:
    sheet = Sheet("t", columns_of(("rate",)), [(0.99999,), (1.0,), (0.00001,), (0.0,)])
    write(sheet, Destination.choose(None, tmp_path / "a.xlsx"))
    page = openpyxl.load_workbook(tmp_path / "a.xlsx").active
    assert page is not None
    assert [page.cell(row, 1).value for row in range(3, 7)] == [0.999, 1, 0.001, 0]


def test_a_link_is_a_link_in_a_workbook_and_a_text_elsewhere(tmp_path: Path) -> None:
    sheet = Sheet("t", columns_of(("file",)), [(Linked("甲.xlsx", "external:../甲.xlsx"),)])
    write(sheet, Destination.choose(None, tmp_path / "a.xlsx"))
    page = openpyxl.load_workbook(tmp_path / "a.xlsx").active
    assert page is not None
    link = page.cell(3, 1).hyperlink
    assert link is not None and link.target.endswith("甲.xlsx")
    assert json.loads(_written(sheet, tmp_path / "a.json")) == [{"file": "甲.xlsx"}]


def test_the_same_rows_make_the_same_workbook(tmp_path: Path) -> None:
    for name in ("a.xlsx", "b.xlsx"):
        write(_sheet(), Destination.choose(None, tmp_path / name))
    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()


def test_a_full_sheet_is_followed_by_another(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("graph.output.workbook._ROWS_OF_A_SHEET", 2)
    write(
        _one_column(["甲", "乙", "丙", "丁", "戊"]), Destination.choose(None, tmp_path / "a.xlsx")
    )
    book = openpyxl.load_workbook(tmp_path / "a.xlsx")
    assert [page.max_row - 2 for page in book.worksheets] == [2, 2, 1]


def _table(sheet: Sheet, monkeypatch: pytest.MonkeyPatch, width: int | None) -> list[str]:
    class Screen(io.StringIO):
        encoding = "utf-8"

        def isatty(self) -> bool:
            return width is not None

    monkeypatch.setenv("COLUMNS", str(width or 80))
    monkeypatch.setenv("NO_COLOR", "1")
    screen = Screen()
    write_table(sheet, screen)
    return screen.getvalue().splitlines()


@pytest.mark.parametrize("width", [40, 60, 80, 120])
def test_a_table_is_never_wider_than_the_screen(
    width: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    long = "星海名城社区党总支所属的一个名称特别长的联合党支部" * 2
    sheet = _sheet(rows=[(long, "private_enterprise", 7, 0.25, False, "x", "党组织.xlsx|表1|12")])
    lines = _table(sheet, monkeypatch, width)
    assert max(cells(line) for line in lines) <= width
    assert long in "".join(line.split("  ")[0].strip() for line in lines[4:])


def test_chinese_columns_are_in_line(monkeypatch: pytest.MonkeyPatch) -> None:
    lines = _table(_sheet(), monkeypatch, 120)
    header = next(line for line in lines if line.startswith("社区"))
    row = next(line for line in lines if line.startswith("海月社区"))
    place = cells(header[: header.index("单位性质")])
    assert cells(row[: row.index("非公企业")]) == place
    assert "50.0%" in row
    assert "是" in row
    assert "w3id.org" not in "\n".join(lines)


def test_a_narrow_screen_leaves_out_the_source_and_says_so(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    lines = _table(_sheet(), monkeypatch, 44)
    end = next(number for number, line in enumerate(lines) if "行" in line)
    assert "来源" not in "".join(lines[:end])
    assert "来源" in "".join(lines[end:]) and "-o" in "".join(lines[end:])


def test_a_table_shows_no_control_characters(monkeypatch: pytest.MonkeyPatch) -> None:
    lines = _table(_one_column(["甲\x1b[31m乙\n丙"]), monkeypatch, 80)
    assert "甲[31m乙 丙" in lines


def test_codes_are_in_the_chosen_language(monkeypatch: pytest.MonkeyPatch) -> None:
    language.choose("en")
    lines = "\n".join(_table(_sheet(), monkeypatch, 120))
    assert "private enterprise" in lines
    assert "community" in lines
    assert showing(Column("kind"))("branch") == "branch"
    language.choose("zh")
    assert showing(Column("kind"))("branch") == "党支部"
    missing = Column("missing", given_codes={"party": "甲", "workstation": "乙"})
    assert showing(missing)("party; workstation") == "甲、乙"
    assert showing(missing)("暂缺; party") == "暂缺、甲"


@pytest.mark.parametrize(
    ("share", "text"),
    [(1.0, "100.0%"), (0.9999, "99.9%"), (0.0, "0.0%"), (0.0001, "0.1%"), (0.5, "50.0%")],
)
def test_not_quite_all_is_not_all(share: float, text: str) -> None:
    assert showing(Column("rate"))(share) == text


def test_a_free_query_is_shown_as_it_is() -> None:
    column = Column("kind", plain=True)
    assert column.label == "kind"
    assert showing(column)("branch") == "branch"


@pytest.mark.parametrize(
    ("form", "output", "message"),
    [
        ("xml", None, "xml"),
        ("xlsx", None, "-o"),
        (None, "a.pdf", "a.pdf"),
        ("csv", "a.json", "a.json"),
        (None, ".", "文件"),
        (None, "no-such-folder/a.csv", "no-such-folder"),
    ],
)
def test_what_does_not_go_together_is_refused(
    form: str | None, output: str | None, message: str
) -> None:
    with pytest.raises(UsageError, match=message):
        Destination.choose(form, Path(output) if output is not None else None)


def test_json_in_a_pipe_and_a_table_on_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    assert Destination.choose(None, None).format == "json"
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    assert Destination.choose(None, None).format == "table"


def test_a_failed_write_leaves_the_old_file(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("old", encoding="utf-8")

    def rows() -> Iterator[tuple[object, ...]]:
        yield ("甲",)
        raise OSError(28, "No space left on device")

    with pytest.raises(OSError, match="No space"):
        write(Sheet("t", columns_of(("name",)), rows()), Destination.choose(None, path))
    assert path.read_text(encoding="utf-8") == "old"
    assert list(tmp_path.iterdir()) == [path]


def test_a_file_that_can_not_be_made_is_named_as_it_was_asked_for(tmp_path: Path) -> None:
    path = tmp_path / "none" / "a.html"
    with pytest.raises(OSError) as told, whole_file(path):
        pass
    assert told.value.filename == str(path)


@given(
    st.text(alphabet=st.sampled_from("社区党组织 abc，。-（）/"), max_size=60), st.integers(2, 30)
)
def test_wrapping_loses_nothing_and_fits(text: str, width: int) -> None:
    lines = wrap(text, width)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")
    assert all(cells(line) <= width for line in lines)
    assert all(cells(pad(line, width)) == width for line in lines)


def test_no_line_starts_with_a_full_stop() -> None:
    assert wrap("一二三四。五", 8) == ["一二三", "四。五"]
