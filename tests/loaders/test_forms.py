"""The same roster in every form that offices keep: old workbooks, web pages, XML, archives."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loaders.reading.cells import BLANK
from loaders.reading.sheets import read_bytes
from loaders.reading.unreadable import Unreadable
from tests.loaders.forms import HERE, HIDDEN, ROSTER, SHEET, convert, write_roster
from tests.loaders.forms.reading import cells_of, refused
from tests.loaders.forms.written import (
    Grid,
    Merge,
    as_html,
    as_spreadsheetml,
    as_xls,
    as_xlsx,
    flat_ods,
    ods,
    ods_rows,
    record,
)

FORMS = ["xlsx", "xls", "ods", "xml", "html"]


class TestTheRosterAsLibreOfficeWritesIt:
    @pytest.mark.parametrize("form", FORMS)
    def test_every_form_has_the_same_cells(self, form: str) -> None:
        first, *others = read_bytes((HERE / f"roster.{form}").read_bytes())
        assert cells_of(first) == ROSTER
        if form == "html":  # a page has no sheets, and no hidden ones
            assert (first.name, others) == (None, [])
        else:
            assert first.name == SHEET
            assert [(sheet.name, cells_of(sheet)) for sheet in others] == [
                (HIDDEN, {1: ["社区"], 2: ["东角头社区"]})
            ]

    @pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
    @pytest.mark.parametrize("form", ["xls:MS Excel 97", "ods", "fods", "html:HTML (StarCalc)"])
    def test_so_has_a_file_written_now(self, form: str, tmp_path: Path) -> None:
        written = convert(write_roster(tmp_path / "roster.xlsx"), tmp_path, form, tmp_path / "p")
        assert cells_of(read_bytes(written.read_bytes())[0]) == ROSTER


texts = st.text(
    st.sampled_from("海月社区党1栋A-&<\">'%🙂\u200f=+@"), min_size=1, max_size=6
).filter(
    # the mark by which a spreadsheet is told that a cell is text, alone, is an empty cell
    lambda text: text.removeprefix("'").strip(BLANK) != ""
)
cells = st.one_of(texts, texts.map(lambda text: f"{text}\n二"), st.just(""))


@st.composite
def rosters(draw: st.DrawFn) -> tuple[Grid, list[Merge]]:
    """A grid, every row with a text in its first column, and ranges that do not overlap."""
    width, height = draw(st.integers(2, 5)), draw(st.integers(1, 8))
    grid = [
        [draw(texts), *(draw(cells) for _ in range(width - 2)), draw(texts)] for _ in range(height)
    ]
    merges: list[Merge] = []
    taken: set[tuple[int, int]] = set()
    for _ in range(draw(st.integers(0, 4))):
        row, column = draw(st.integers(0, height - 1)), draw(st.integers(0, width - 1))
        down, right = draw(st.integers(1, height - row)), draw(st.integers(1, width - column))
        places = {(row + r, column + c) for r in range(down) for c in range(right)}
        if down * right == 1 or places & taken or not grid[row][column]:
            continue
        taken |= places
        merges.append((row, column, down, right))
        for place in places - {(row, column)}:
            grid[place[0]][place[1]] = ""
    return grid, merges


class TestAnyRosterInAnyForm:
    @given(rosters())
    def test_the_frame_is_the_same(self, roster: tuple[Grid, list[Merge]]) -> None:
        grid, merges = roster
        (wanted,) = read_bytes(as_xlsx(grid, merges))
        for data in (
            as_html(grid, merges),
            as_spreadsheetml(grid, merges),
            ods(ods_rows(grid, merges)),
            flat_ods(ods_rows(grid, merges)),
        ):
            (sheet,) = read_bytes(data)
            assert sheet.frame.equals(wanted.frame), (data, sheet.frame, wanted.frame)

    @given(rosters())
    def test_an_old_workbook_too(self, roster: tuple[Grid, list[Merge]]) -> None:
        grid, merges = roster
        written = {
            (row, column): cell
            for row, line in enumerate(grid)
            for column, cell in enumerate(line)
            if cell
        }
        ranges = b"".join(
            b"".join(
                part.to_bytes(2, "little")
                for part in (row, row + down - 1, column, column + right - 1)
            )
            for row, column, down, right in merges
        )
        merged = record(0x00E5, len(merges).to_bytes(2, "little") + ranges)
        characters = all(ord(c) < 0x10000 for cell in written.values() for c in cell)
        if characters:  # the writer of this test counts no pairs
            (sheet,) = read_bytes(as_xls(written, more=merged))
            assert sheet.frame.equals(read_bytes(as_xlsx(grid, merges))[0].frame)


class TestOldWorkbooks:
    def test_excel_5_in_gbk(self) -> None:
        (sheet,) = read_bytes(as_xls({(0, 0): "楼栋", (2, 1): "海月社区"}, excel_5=True))
        assert sheet.name == "楼栋"
        assert cells_of(sheet) == {1: ["楼栋", None], 3: [None, "海月社区"]}

    def test_a_password(self) -> None:
        data = as_xls({(0, 0): "楼栋"})
        at = data.index(b"\x42\x00\x02\x00")  # the code page; the password has the same length
        assert refused(data[:at] + b"\x2f" + data[at + 1 :]) == "encrypted"

    @pytest.mark.parametrize(
        "claim", [b"\xff" * 14, b"\x00" * 4 + b"\xff" * 10, b"\x00" * 8, b"\xff" * 10]
    )
    def test_a_sheet_that_lies_about_its_size_costs_nothing(self, claim: bytes) -> None:
        data = as_xls({(0, 0): "楼栋"}, more=record(0x0200, claim))
        assert cells_of(read_bytes(data)[0]) == {1: ["楼栋"]}

    def test_cells_that_no_old_sheet_reaches(self) -> None:
        assert refused(as_xls({(0, 0): "楼栋", (65_535, 65_535): "x"})) == "damaged"
        assert refused(as_xls({(0, 0): "楼栋", (65_535, 255): "x"})) == "too_many_cells"

    def test_a_workbook_without_its_end(self) -> None:
        whole = (HERE / "roster.xls").read_bytes()
        for size in range(8, len(whole) - 1024, 311):
            assert refused(whole[:size]) == "damaged"

    def test_a_chain_of_sectors_that_goes_round(self) -> None:
        data = bytearray(as_xls({(row, 0): "楼栋" * 20 for row in range(200)}))
        chain = data.index(b"\x01\x00\x00\x00\x02\x00\x00\x00\x03\x00\x00\x00")
        data[chain + 8 : chain + 12] = bytes(4)
        assert refused(bytes(data)) == "damaged"

    def test_a_damaged_record_is_a_reason_and_says_nothing_else(
        self, capfd: pytest.CaptureFixture[str]
    ) -> None:
        for kind in (0x0204, 0x00FD, 0x00BD, 0x00E5, 0x0205, 0x0006, 0x027E):
            for size in range(12):
                data = as_xls({(0, 0): "海月社区"}, more=record(kind, b"\xff" * size))
                try:
                    read_bytes(data)
                except Unreadable as error:
                    assert error.code in ("damaged", "too_many_cells")
        assert capfd.readouterr() == ("", "")

    def test_older_than_any_container(self) -> None:
        assert refused(b"\x09\x04\x06\x00\x00\x04\x10\x00\x00\x00") == "other_spreadsheet"
