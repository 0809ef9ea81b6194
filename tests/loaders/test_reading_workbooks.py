"""Workbooks as offices keep them: numbers, dates, merged cells, and sizes that are a lie."""

from __future__ import annotations

import datetime
import io
import struct
import zipfile

import pytest
import xlsxwriter

from loaders.reading.archive import MAX_UNPACKED
from loaders.reading.cells import IMPRECISE
from loaders.reading.sheets import read_bytes
from loaders.reading.unreadable import Unreadable
from tests.loaders.forms.reading import refused, rows_of
from tests.loaders.sheets import as_xlsx


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
