"""Every row of a sheet is accounted for: a record, or one of the rows that say something else."""

from __future__ import annotations

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from loaders.reading.cells import Sheet
from loaders.tables.filling import filling_date
from loaders.tables.finding import find_tables
from tests.loaders.small_kinds import BOOK, HEADER, ROWS, names, skipped, table_of


class TestSkippedRows:
    def test_all_that_is_no_record(self) -> None:
        table = table_of(
            [
                ["海月社区楼栋台账"],
                ["填报单位：海月社区", "", "", "填报时间：2010年6月30日"],
                HEADER,
                ["", "必填", "选填", "必填，如：1栋", "填写数字", ""],
                ROWS[0],
                [],
                ["海月社区小计", "", "", "1", "7", ""],
                ["海月社区楼栋台账"],
                HEADER,
                ROWS[1],
                ["合 计", "", "", "2", "25", ""],
                ["注：1. 层数不含地下层。"],
                ["2. 楼栋以门牌为准。"],
                ["填表人：某某", "", "审核人：某某", "", "", ""],
            ]
        )
        assert skipped(table) == {
            1: "title",
            2: "title",
            3: "header",
            4: "instruction",
            6: "blank",
            7: "total",
            8: "title",
            9: "header",
            11: "total",
            12: "footer",
            13: "footer",
            14: "footer",
        }
        assert names(table) == ["1栋", "2栋"]
        assert table.totals.select("row", "name", "storeys").rows() == [
            (7, "1", "7"),
            (11, "2", "25"),
        ]
        assert table.filled_on == "2010-06-30"

    @pytest.mark.parametrize(
        "cells",
        [
            ["合计", "", "", "2"],
            ["", "合计", "", "2"],
            ["3", "合计", "", "2"],
            ["总　计：", "", "", "2"],
            ["", "海月社区", "小计", "2"],
            ["", "合计（栋）", "", "2"],
        ],
    )
    def test_totals(self, cells: list[str]) -> None:
        assert skipped(table_of([HEADER, *ROWS, cells]))[4] == "total"

    @pytest.mark.parametrize(
        "cells",
        [
            ["3", "海月社区", "设计花园", "会计楼", "3", ""],
            ["3", "海月社区", "注册大厦", "备注楼", "3", ""],
            ["", "海月社区", "填海花园", "审计小区", "3", "单位"],
            ["3", "联系社区", "统计花园", "9栋", "3", ""],
            ["1", "2", "3", "4栋"],
        ],
    )
    def test_records_that_look_like_something_else(self, cells: list[str]) -> None:
        assert 4 not in skipped(table_of([HEADER, *ROWS, cells]))

    def test_a_serial_number_alone_is_a_blank_row(self) -> None:
        assert skipped(table_of([HEADER, *ROWS, ["3"], ["4"]])) == {
            1: "header",
            4: "blank",
            5: "blank",
        }

    def test_the_name_of_a_part_merged_over_the_table_is_a_title(self) -> None:
        part = ["一、海月社区"] * 6
        assert skipped(table_of([HEADER, part, *ROWS], "楼栋"))[2] == "title"

    def test_a_part_numbered_and_alone_in_the_first_column_is_a_title(self) -> None:
        part = ["一、海月社区", "", "", "", "", ""]
        assert skipped(table_of([HEADER, part, *ROWS]))[2] == "title"

    def test_a_record_of_one_value_in_every_column_is_a_record(self) -> None:
        for value in ("1", "海月花园"):
            table = table_of([HEADER[1:], [value] * 5, ROWS[0][1:]])
            assert skipped(table) == {1: "header"}
        assert skipped(table_of([HEADER[1:], ["1"] * 5, ROWS[0][1:]], "楼栋")) == {1: "header"}

    @pytest.mark.parametrize(
        "row",
        [
            ["必填", "必填", "可选", "数字"],
            ["(1)", "(2)", "(3)", "(4)"],
            ["①", "②", "③", "④"],
            ["单位：人", "", "", ""],
            ["", "", "", "（层）"],
        ],
    )
    def test_what_stands_under_the_header_to_explain_it_is_an_instruction(
        self, row: list[str]
    ) -> None:
        assert skipped(table_of([HEADER[1:5], row, ROWS[0][1:5]]))[2] == "instruction"

    def test_numbered_columns_are_instructions(self) -> None:
        table = table_of([HEADER[1:5], ["甲", "1", "2", "3"], ROWS[0][1:5]])
        assert skipped(table)[2] == "instruction"

    @given(st.lists(st.sampled_from(["record", "blank", "total", "footer", "header"]), max_size=12))
    def test_every_row_is_either_a_record_or_skipped(self, parts: list[str]) -> None:
        written = {
            "record": ROWS[0],
            "blank": [],
            "total": ["合计", "", "", "3"],
            "footer": ["注：以上如实填报"],
            "header": HEADER,
        }
        table = table_of([HEADER, ROWS[1], *(written[part] for part in parts), ROWS[0]])
        assert table.body.height == 2 + parts.count("record")
        rules = list(skipped(table).values())
        for rule in ("blank", "total", "footer"):
            assert rules.count(rule) == parts.count(rule)

    def test_an_empty_sheet_has_no_table(self) -> None:
        assert find_tables(Sheet("Sheet2", pl.DataFrame(schema={"row": pl.UInt32})), BOOK) == []


class TestFillingDates:
    @pytest.mark.parametrize(
        ("line", "date"),
        [
            ("填报时间：2010年6月30日", "2010-06-30"),
            ("填表日期: 2010-6-3", "2010-06-03"),
            ("制表时间 2010.06.30", "2010-06-30"),
            ("（截至2010年6月）", "2010-06"),
            ("截止到2010/6/30", "2010-06-30"),
            ("统计时点：20100630", "2010-06-30"),
            ("填报日期：二〇一〇年六月三十日", "2010-06-30"),
            ("填报时间：2009年12月1日 更新日期：2010年1月", "2010-01"),
            ("填报时间：2010年13月40日", None),
            ("填报时间：", None),
            ("2010年工作计划", None),
            ("成立于2010年6月30日", None),
        ],
    )
    def test_what_a_line_states(self, line: str, date: str | None) -> None:
        assert filling_date([line]) == date

    def test_a_footer_may_state_it_in_the_next_cell(self) -> None:
        rows = [HEADER, *ROWS, ["填报时间：", "2010-06-30"]]
        assert table_of(rows).filled_on == "2010-06-30"
