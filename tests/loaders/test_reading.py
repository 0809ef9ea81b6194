"""Files as offices keep them, down to the cell and its row; and everything that is no roster."""

from __future__ import annotations

import csv
import datetime
import io
import os
import random
import struct
import zipfile
from collections.abc import Sequence
from pathlib import Path

import pytest
import xlsxwriter
from hypothesis import example, given, settings
from hypothesis import strategies as st

from loaders.errors import RosterError
from loaders.reading.archive import MAX_UNPACKED
from loaders.reading.cells import BLANK, IMPRECISE, Sheet, column_letters
from loaders.reading.compound import wrapped
from loaders.reading.csv import _quickly, _tolerantly
from loaders.reading.encoding import to_utf8
from loaders.reading.files import find_files
from loaders.reading.sheets import read, read_bytes
from loaders.reading.unreadable import Unreadable, catalogue

Grid = Sequence[Sequence[str]]

PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(40)


def rows_of(sheet: Sheet) -> dict[int, dict[str, str]]:
    """Row in the file → column letters → text; nothing that is empty."""
    return {
        row["row"]: {
            column_letters(int(name[1:])): cell
            for name, cell in row.items()
            if name != "row" and cell is not None
        }
        for row in sheet.frame.iter_rows(named=True)
    }


def expected(grid: Grid, top: int = 0, left: int = 0) -> dict[int, dict[str, str]]:
    said = {
        top + place: {
            column_letters(left + index): text
            for index, cell in enumerate(row)
            # without the mark of a text cell
            if (text := cell.removeprefix("'").removeprefix("＇")).strip(BLANK)
        }
        for place, row in enumerate(grid, 1)
    }
    return {row: cells for row, cells in said.items() if cells}


def as_csv(grid: Grid, delimiter: str = ",", quoting: int = csv.QUOTE_MINIMAL) -> str:
    stream = io.StringIO(newline="")
    csv.writer(stream, delimiter=delimiter, quoting=quoting).writerows(grid)  # type: ignore[arg-type]
    return stream.getvalue()


def as_xlsx(grid: Grid, top: int = 0, left: int = 0) -> bytes:
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream) as book:
        sheet = book.add_worksheet()
        for row, cells in enumerate(grid, top):
            for column, cell in enumerate(cells, left):
                sheet.write_string(row, column, cell)
    return stream.getvalue()


def refused(data: bytes) -> str:
    with pytest.raises(Unreadable) as caught:
        read_bytes(data)
    assert caught.value.problem("zh") and caught.value.remedy("en")
    return caught.value.code


text = st.text(
    st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufeff\ufffe\uffff")
    | st.sampled_from('海月社区1栋,"\n \u3000\u200b'),
    max_size=8,
)
plain = st.text(st.sampled_from("海月社区党1栋A- 　,'\"\n"), max_size=6)
grids = st.lists(st.lists(text, min_size=1, max_size=5), min_size=1, max_size=12)
plain_grids = st.lists(st.lists(plain, min_size=1, max_size=5), min_size=1, max_size=12)


class TestCellsComeBack:
    """Whatever is written comes back, cell by cell, in its row, but for the mark of a text cell."""

    @given(grids, st.sampled_from(["utf-8", "utf-8-sig", "gb18030", "utf-16"]))
    def test_quoted_text_in_any_encoding(self, grid: Grid, encoding: str) -> None:
        data = as_csv(grid, quoting=csv.QUOTE_ALL).encode(encoding)
        check(data, grid, encoding)

    @given(plain_grids, st.sampled_from(["utf-8", "gb18030"]))
    def test_text_quoted_where_needed(self, grid: Grid, encoding: str) -> None:
        check(as_csv(grid).encode(encoding), grid, encoding)

    @given(st.lists(st.lists(plain, min_size=3, max_size=3), min_size=2, max_size=8))
    def test_tabs(self, grid: Grid) -> None:
        check(as_csv(grid, "\t", csv.QUOTE_ALL).encode(), grid, "utf-8")

    @given(grids, st.integers(0, 30), st.integers(0, 30))
    @settings(deadline=None)
    def test_workbooks_with_the_table_anywhere(self, grid: Grid, top: int, left: int) -> None:
        wanted = expected(grid, top, left)
        if wanted:
            (sheet,) = read_bytes(as_xlsx(grid, top, left))
            assert rows_of(sheet) == wanted
        else:
            assert refused(as_xlsx(grid, top, left)) == "no_cells"

    @given(st.text(st.sampled_from('a海",\n\r ='), max_size=30))
    @example('\r""\n')
    def test_the_quick_and_the_tolerant_reader_agree(self, written: str) -> None:
        quick = _quickly(written.encode(), b",")
        if quick is not None and written:
            slow = _tolerantly(written, ",")
            assert [
                [cell or None for cell in row] for row in slow.select(quick.columns).iter_rows()
            ] == [[cell or None for cell in row] for row in quick.iter_rows()]


def check(data: bytes, grid: Grid, encoding: str) -> None:
    if encoding == "gb18030" and decodes_as_utf8(data):
        return  # plain ASCII, or text that no reader can tell from UTF-8
    wanted = expected(grid)
    if wanted:
        (sheet,) = read_bytes(data)
        assert rows_of(sheet) == wanted
    else:
        assert refused(data) in ("no_cells", "empty_file")


def decodes_as_utf8(data: bytes) -> bool:
    try:
        return data.decode() != data.decode("gb18030")
    except UnicodeDecodeError:
        return False


class TestCsv:
    def test_title_rows_blank_lines_and_ragged_rows_keep_their_numbers(self) -> None:
        data = "楼栋台账\n\n填报单位：某街道,2010年\n\n序号,楼栋,社区\n1,1栋\n\n2,2栋,海月社区,多\n"
        assert rows_of(read_bytes(data.encode())[0]) == {
            1: {"A": "楼栋台账"},
            3: {"A": "填报单位：某街道", "B": "2010年"},
            5: {"A": "序号", "B": "楼栋", "C": "社区"},
            6: {"A": "1", "B": "1栋"},
            8: {"A": "2", "B": "2栋", "C": "海月社区", "D": "多"},
        }

    def test_a_line_break_within_quotes_is_within_the_row(self) -> None:
        data = '楼栋,备注\n1栋,"一\n\n二"\n2栋,三\n'
        assert rows_of(read_bytes(data.encode())[0]) == {
            1: {"A": "楼栋", "B": "备注"},
            2: {"A": "1栋", "B": "一\n\n二"},
            3: {"A": "2栋", "B": "三"},
        }

    @pytest.mark.parametrize("line_break", ["\n", "\r\n", "\r"])
    def test_line_breaks_of_every_system(self, line_break: str) -> None:
        data = line_break.join(["楼栋,社区", "", "1栋,海月社区", ""])
        assert rows_of(read_bytes(data.encode())[0]) == {
            1: {"A": "楼栋", "B": "社区"},
            3: {"A": "1栋", "B": "海月社区"},
        }

    def test_a_stray_quote_is_a_character_and_swallows_nothing(self) -> None:
        data = '楼栋,备注\n1栋,5"管道\n2栋,"未完\n3栋,"甲,乙"\n4栋,="0012"\n'
        assert rows_of(read_bytes(data.encode())[0]) == {
            1: {"A": "楼栋", "B": "备注"},
            2: {"A": "1栋", "B": '5"管道'},
            3: {"A": "2栋", "B": '"未完'},
            4: {"A": "3栋", "B": "甲,乙"},
            5: {"A": "4栋", "B": "0012"},
        }

    @pytest.mark.parametrize(
        ("data", "cells"),
        [
            ("楼栋;社区\n1栋,2栋;海月社区\n3栋,4栋;海月社区", ["1栋,2栋", "海月社区"]),
            ("楼栋\t社区\n1栋,2栋\t海月社区\n3栋\t海月社区", ["1栋,2栋", "海月社区"]),
            ("楼栋,社区\n1栋;2栋;3栋,海月社区\n4栋,海月社区", ["1栋;2栋;3栋", "海月社区"]),
            ("楼栋\n1栋\n2栋", ["1栋"]),
        ],
    )
    def test_the_delimiter_is_the_one_that_splits_evenly(self, data: str, cells: list[str]) -> None:
        assert list(rows_of(read_bytes(data.encode())[0])[2].values()) == cells

    def test_a_declared_delimiter(self) -> None:
        assert rows_of(read_bytes("sep=;\n甲,乙;丙\n".encode())[0])[2] == {"A": "甲,乙", "B": "丙"}

    def test_a_later_line_may_be_the_widest(self) -> None:
        lines = ["楼栋,社区"] + ["1栋,海月社区"] * 20_000 + ["2栋,海月社区,又,再"]
        assert rows_of(read_bytes("\n".join(lines).encode())[0])[20_002] == {
            "A": "2栋",
            "B": "海月社区",
            "C": "又",
            "D": "再",
        }

    def test_a_long_cell(self) -> None:
        long = "长" * 200_000
        assert rows_of(read_bytes(f'楼栋,备注\n1栋,"{long}"\n2栋,5"\n'.encode())[0])[2]["B"] == long

    def test_characters_beyond_gbk(self) -> None:
        data = "社区,备注\n䶮湖社区,𠅤\n".encode("gb18030")
        assert rows_of(read_bytes(data)[0])[2] == {"A": "䶮湖社区", "B": "𠅤"}

    def test_bytes_of_no_encoding_are_named(self) -> None:
        with pytest.raises(Unreadable) as caught:
            read_bytes("社区,备注\n海月社区,".encode("gb18030") + b"caf\xe9,\n")
        assert caught.value.code == "encoding"
        assert caught.value.values == {"line": 2, "at": 23, "bytes": "E9 2C 0A"}

    @given(st.binary(max_size=40), st.integers(0, 3))
    def test_a_fault_is_where_python_sees_it(self, noise: bytes, lead: int) -> None:
        data = b"\xef\xbb\xbf" + b"a" * lead + noise.replace(b"\x00", b"")
        try:
            body = data[3:].decode()
        except UnicodeDecodeError as error:
            with pytest.raises(Unreadable) as caught:
                to_utf8(data)
            assert caught.value.values["at"] == error.start + 4
        else:
            assert to_utf8(data) == body.encode()

    def test_one_wide_line_does_not_make_a_wide_table(self) -> None:
        assert refused(b"a" + b"," * 20_000) == "too_wide"
        assert refused(b"a" + b"," * 16_000 + b"\na" * 100_000) == "too_many_cells"
        assert refused(b'a"' + b"," * 20_000) == "too_wide"


class TestWorkbooks:
    def test_numbers_dates_and_truth_values_are_what_one_would_type(self) -> None:
        stream = io.BytesIO()
        with xlsxwriter.Workbook(stream) as book:
            day = book.add_format({"num_format": "yyyy-mm-dd"})
            sheet = book.add_worksheet("甲")
            sheet.write_row(2, 1, [440305006011, 0.1 + 0.2, -3, True, False, 4e16])
            sheet.write_datetime(2, 7, datetime.datetime(2010, 6, 30), day)
            sheet.write_datetime(2, 8, datetime.datetime(2010, 6, 30, 12, 5), day)
            sheet.write_formula(2, 9, "=B3*2", value=12)
        (only,) = read_bytes(stream.getvalue())
        assert only.name == "甲"
        assert rows_of(only) == {
            3: {
                "B": "440305006011",
                "C": "0.3",
                "D": "-3",
                "E": "TRUE",
                "F": "FALSE",
                "G": f"{IMPRECISE}40000000000000000",
                "H": "2010-06-30",
                "I": "2010-06-30",
                "J": "12",
            }
        }

    def test_a_number_that_lost_digits_is_marked_in_any_column(self) -> None:
        stream = io.BytesIO()
        with xlsxwriter.Workbook(stream) as book:
            sheet = book.add_worksheet()
            sheet.write_column(0, 0, [1e15, 999_999_999_999_999, -1e18])
            sheet.write_column(0, 1, ["编码", 4403050060110012001])
        cells = rows_of(read_bytes(stream.getvalue())[0])
        assert [row["A"].startswith(IMPRECISE) for row in cells.values()] == [True, False, True]
        assert cells[2]["B"].startswith(IMPRECISE)

    def test_merged_cells_all_have_the_value(self) -> None:
        stream = io.BytesIO()
        with xlsxwriter.Workbook(stream) as book:
            sheet = book.add_worksheet()
            sheet.merge_range("B1:D1", "楼栋台账")
            sheet.merge_range("B3:B6", "海月社区")
            sheet.write_column("C3", ["1栋", "2栋"])
            sheet.write("C6", "3栋")
        assert rows_of(read_bytes(stream.getvalue())[0]) == {
            1: {"B": "楼栋台账", "C": "楼栋台账"},
            3: {"B": "海月社区", "C": "1栋"},
            4: {"B": "海月社区", "C": "2栋"},
            6: {"B": "海月社区", "C": "3栋"},
        }

    def test_every_worksheet_is_read_hidden_ones_too(self) -> None:
        stream = io.BytesIO()
        with xlsxwriter.Workbook(stream) as book:
            book.add_worksheet("一").write(0, 0, "甲")
            book.add_worksheet("空")
            hidden = book.add_worksheet("藏")
            hidden.write(0, 0, "乙")
            hidden.hide()
            book.add_chartsheet("图")
        sheets = read_bytes(stream.getvalue())
        assert [(sheet.name, sheet.frame.height) for sheet in sheets] == [
            ("一", 1),
            ("空", 0),
            ("藏", 1),
        ]

    def test_formatted_empty_rows_are_no_rows(self) -> None:
        stream = io.BytesIO()
        with xlsxwriter.Workbook(stream, {"constant_memory": True}) as book:
            grey = book.add_format({"bg_color": "gray"})
            sheet = book.add_worksheet()
            sheet.write(0, 0, "楼栋")
            for row in range(1, 20_000):
                sheet.write_blank(row, 0, None, grey)
        assert rows_of(read_bytes(stream.getvalue())[0]) == {1: {"A": "楼栋"}}

    def test_a_cell_of_the_greatest_length(self) -> None:
        assert rows_of(read_bytes(as_xlsx([["长" * 32_767]]))[0]) == {1: {"A": "长" * 32_767}}

    def test_a_stray_cell_in_the_last_corner_is_refused_before_it_takes_memory(self) -> None:
        stream = io.BytesIO()
        with xlsxwriter.Workbook(stream) as book:
            sheet = book.add_worksheet()
            sheet.write(0, 0, "楼栋")
            sheet.write(1_048_575, 16_383, "x")
        with pytest.raises(Unreadable) as caught:
            read_bytes(stream.getvalue())
        assert caught.value.code == "too_many_cells"
        assert caught.value.values["last"] == "XFD1048576"

    @pytest.mark.parametrize("reference", ["ZZZZZ9", "XFD1048576", "A99999999"])
    def test_a_reference_to_nowhere_takes_no_memory(self, reference: str) -> None:
        whole = zipfile.ZipFile(io.BytesIO(as_xlsx([["楼栋"], ["1栋"]])))
        stream = io.BytesIO()
        with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
            for name in whole.namelist():
                content = whole.read(name).replace(b'r="A2"', f'r="{reference}"'.encode())
                archive.writestr(name, content)
        assert refused(stream.getvalue()) in ("too_many_cells", "damaged")

    def test_a_bomb_is_not_unpacked(self) -> None:
        zeros = zlib_entry(100 << 20)
        assert refused(zeros) == "too_large"
        assert MAX_UNPACKED < 1 << 30

    def test_an_archive_that_lies_about_its_sizes_is_not_believed(self) -> None:
        data = bytearray(zlib_entry(20 << 20))
        at = data.rindex(b"PK\x01\x02")
        struct.pack_into("<I", data, at + 24, 1000)
        assert refused(bytes(data)) == "damaged"


def zlib_entry(size: int) -> bytes:
    """A workbook whose one sheet is `size` spaces."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("xl/workbook.xml", "<workbook/>")
        archive.writestr("xl/worksheets/sheet1.xml", b" " * size)
    return stream.getvalue()


def zipped(*names: str) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name in names:
            archive.writestr(name, "<x/>")
    return stream.getvalue()


class TestWhatIsNoRoster:
    """Told by its content; always one of the catalogue's reasons."""

    @pytest.mark.parametrize(
        ("data", "code"),
        [
            (b"", "empty_file"),
            (b"\xef\xbb\xbf", "no_cells"),
            (b"\n\n \n,,\n", "no_cells"),
            (PNG, "not_a_roster"),
            (b"\xff\xd8\xff\xe0" + bytes(40), "not_a_roster"),
            (b"%PDF-1.7\n...", "not_a_roster"),
            (zipped("[Content_Types].xml", "word/document.xml"), "not_a_roster"),
            (zipped("[Content_Types].xml", "ppt/presentation.xml"), "not_a_roster"),
            (zipped("[Content_Types].xml", "xl/workbook.bin"), "other_spreadsheet"),
            (zipped("word/document.xml"), "not_a_roster"),
            (zipped("a.csv", "b.csv"), "nested_archive"),
            (zipped(), "empty_archive"),
            (zipped("[Content_Types].xml", "xl/workbook.xml"), "damaged"),
            (b"PK\x03\x04", "damaged"),
            (b"<html><table><tr><td>1", "damaged"),
            (b"<?xml version='1.0'?><data/>", "not_a_roster"),
            (b"MIME-Version: 1.0\r\n", "other_spreadsheet"),
            (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "damaged"),
            (wrapped(b"", "EncryptedPackage"), "encrypted"),
            (wrapped(b"", "WordDocument"), "not_a_roster"),
            (wrapped(b"", "PowerPoint Document"), "not_a_roster"),
            (wrapped(b"", "Thumbs"), "not_a_roster"),
            (wrapped(b"", "Workbook"), "damaged"),
            ("楼栋,社区\n1栋\0,海月\n".encode(), "binary"),
        ],
    )
    def test_each_is_told_what_it_is(self, data: bytes, code: str) -> None:
        assert refused(data) == code

    def test_a_truncated_workbook_is_damaged(self) -> None:
        whole = as_xlsx([["楼栋", "社区"], ["1栋", "海月社区"]])
        for size in range(4, len(whole) - 1, 97):
            assert refused(whole[:size]) == "damaged"

    def test_no_bytes_make_the_reader_fail(self) -> None:
        """Random, cut, and scrambled files give sheets or a reason, and nothing else."""
        chance = random.Random(20100630)
        whole = as_xlsx([["楼栋", "社区"], ["1栋", "海月社区"]])
        table = '楼栋,社区\n"1栋",海月社区\n'.encode("gb18030")
        for _ in range(1500):
            kind = chance.randrange(4)
            if kind == 0:
                data = chance.randbytes(chance.randrange(1, 60))
            elif kind == 1:
                data = bytes(chance.choice(b',"\n\r\t;a1=\xb5\xe5') for _ in range(40))
            else:
                scrambled = bytearray(whole if kind == 2 else table)
                for _ in range(chance.randrange(1, 8)):
                    scrambled[chance.randrange(len(scrambled))] = chance.randrange(256)
                data = bytes(scrambled)
            try:
                sheets = read_bytes(data)
            except Unreadable as error:
                assert error.problem("zh") and error.remedy("zh")
                continue
            for sheet in sheets:
                assert sheet.frame.columns[0] == "row"
                assert sheet.frame["row"].is_sorted()

    def test_every_reason_is_told_in_both_languages(self) -> None:
        for texts in catalogue().values():
            assert set(texts) == {"problem_zh", "problem_en", "remedy_zh", "remedy_en"}


class TestFindingFiles:
    def test_a_folder_gives_all_its_files_in_order(self, tmp_path: Path) -> None:
        for name in ("乙.csv", "甲/一.xlsx", "甲/.DS_Store", "photo.jpg", "~$乙.xlsx"):
            (tmp_path / name).parent.mkdir(exist_ok=True)
            (tmp_path / name).write_bytes(b"x")
        found = find_files([tmp_path])
        assert [file.name for file in found] == [
            "photo.jpg",
            "~$乙.xlsx",
            "乙.csv",
            "甲/.DS_Store",
            "甲/一.xlsx",
        ]
        assert [file.account_path for file in found] == [file.name for file in found]

    def test_names_are_below_what_all_inputs_share_and_paths_below_what_was_given(
        self, tmp_path: Path
    ) -> None:
        for name in ("南/楼栋.csv", "北/楼栋.csv", "北/深/小区.csv"):
            (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / name).write_text("x")
        given_paths = [tmp_path / "南" / "楼栋.csv", tmp_path / "北"]
        found = find_files(given_paths)
        assert [(file.name, file.account_path) for file in found] == [
            ("北/楼栋.csv", "楼栋.csv"),
            ("北/深/小区.csv", "深/小区.csv"),
            ("南/楼栋.csv", "楼栋.csv"),
        ]
        assert found == find_files(given_paths[::-1])

    def test_a_file_given_twice_is_one_file(self, tmp_path: Path) -> None:
        roster = tmp_path / "楼栋.csv"
        roster.write_text("x")
        (tmp_path / "链接.csv").symlink_to(roster)
        found = find_files([roster, tmp_path, tmp_path / "." / "楼栋.csv"])
        assert [file.name for file in found] == ["楼栋.csv"]

    def test_the_same_content_is_told_by_its_hash(self, tmp_path: Path) -> None:
        for name in ("a.csv", "b.csv"):
            (tmp_path / name).write_text("楼栋")
        one, other = find_files([tmp_path])
        assert one.sha256 == other.sha256 != ""

    def test_a_path_that_does_not_exist_is_named(self, tmp_path: Path) -> None:
        with pytest.raises(RosterError) as caught:
            find_files([tmp_path / "没有.csv"])
        assert "没有.csv" in caught.value.zh and "没有.csv" in caught.value.en
        assert caught.value.exit_code == 2

    def test_a_path_that_is_neither_file_nor_folder(self, tmp_path: Path) -> None:
        os.mkfifo(tmp_path / "管道")
        with pytest.raises(RosterError):
            find_files([tmp_path / "管道"])
        (only,) = find_files([tmp_path])
        with pytest.raises(Unreadable) as caught:
            read(only)
        assert caught.value.code == "not_a_file"

    def test_a_name_in_bytes_of_another_encoding_is_readable_text(self, tmp_path: Path) -> None:
        Path(os.fsdecode(os.fsencode(tmp_path) + "/楼栋.csv".encode("gb18030"))).write_text("x")
        assert [file.name for file in find_files([tmp_path])] == ["楼栋.csv"]

    def test_the_lock_of_an_open_workbook_is_no_roster(self, tmp_path: Path) -> None:
        (tmp_path / "~$楼栋.xlsx").write_bytes(b"\x05user")
        (lock,) = find_files([tmp_path])
        with pytest.raises(Unreadable) as caught:
            read(lock)
        assert caught.value.code == "lock_file"

    def test_an_empty_folder_has_no_files(self, tmp_path: Path) -> None:
        assert find_files([tmp_path]) == []
