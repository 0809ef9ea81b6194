"""CSV files as offices keep them: titles, blank lines, quotes, delimiters and encodings."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loaders.reading.encoding import to_utf8
from loaders.reading.sheets import read_bytes
from loaders.reading.unreadable import Unreadable
from tests.loaders.forms.reading import refused, rows_of


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
