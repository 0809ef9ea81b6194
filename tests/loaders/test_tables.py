"""The header of a roster is found wherever it stands, and every row is accounted for."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from loaders.account import header_book
from loaders.kinds import roster_kinds
from loaders.reading.cells import Sheet
from loaders.reading.sheets import read_bytes
from loaders.tables.filling import filling_date
from loaders.tables.finding import HeaderBook, Table, find_tables
from loaders.tables.headers import is_about_residents, is_personal, names_person, normal_header

BOOK = HeaderBook(
    kinds={
        "buildings": {
            "community": ["社区", "所属社区"],
            "estate": ["小区", "所属小区"],
            "name": ["楼栋名称", "楼栋"],
            "storeys": ["层数"],
            "organization": ["覆盖党组织"],
        },
        "estates": {
            "community": ["社区", "所属社区"],
            "name": ["小区名称", "小区"],
            "households": ["户数"],
        },
        "units": {
            "community": ["社区", "所属社区"],
            "name": ["单位名称"],
            "members": ["党员数"],
            "full_members": ["党员数/正式"],
            "probationary": ["党员数/预备"],
        },
        "posts": {"community": ["社区"], "holder": ["姓名"], "role": ["职务"]},
        "bodies": {"community": ["社区"], "name": ["名称"], "kind": ["类别"]},
        "groups": {"community": ["社区"], "name": ["名称"], "kind": ["类别"]},
    },
    required={
        "buildings": frozenset({"name"}),
        "estates": frozenset({"name"}),
        "units": frozenset({"name"}),
        "posts": frozenset({"holder", "role"}),
        "bodies": frozenset({"name", "kind"}),
        "groups": frozenset({"name", "kind"}),
    },
    titles={"bodies": ("治理主体",), "groups": ("群团组织",)},
)
HEADER = ["序号", "社区", "小区", "楼栋名称", "层数", "覆盖党组织"]
ROWS = [
    ["1", "海月社区", "海月花园", "1栋", "7", "海月社区第一党支部"],
    ["2", "海月社区", "海月花园", "2栋", "18", ""],
]


def sheet_of(rows: Sequence[Sequence[str]], name: str | None = None) -> Sheet:
    stream = io.StringIO(newline="")
    csv.writer(stream).writerows(rows)
    (sheet,) = read_bytes(stream.getvalue().encode())
    return Sheet(name, sheet.frame)


def table_of(rows: Sequence[Sequence[str]], name: str | None = None) -> Table:
    (table,) = find_tables(sheet_of(rows, name), BOOK)
    assert table.read == table.body.height + table.skipped.height
    every = sorted([*table.body["row"], *table.skipped["row"]])
    assert every == list(range(every[0], every[0] + table.read))
    return table


def skipped(table: Table) -> dict[int, str]:
    return dict(table.skipped.iter_rows())


def names(table: Table) -> list[str]:
    return table.body["name"].to_list()


class TestTheHeader:
    def test_a_plain_roster(self) -> None:
        table = table_of([HEADER, *ROWS])
        assert table.roster == "buildings"
        assert table.header_row == 1
        assert table.body.to_dicts()[0] == {
            "row": 2,
            "community": "海月社区",
            "estate": "海月花园",
            "name": "1栋",
            "storeys": "7",
            "organization": "海月社区第一党支部",
        }
        assert [c.role for c in table.columns] == ["serial"] + ["field"] * 5
        assert skipped(table) == {1: "header"}

    @given(st.integers(0, 8), st.integers(0, 6), st.integers(0, 4), st.permutations(range(6)))
    def test_it_is_found_at_any_offset_and_in_any_order_of_columns(
        self, titles: int, blanks: int, left: int, order: list[int]
    ) -> None:
        above = [["海月社区楼栋台账"], *[["说明文字"]] * titles, *[[""]] * blanks]
        moved = [[""] * left + [row[place] for place in order] for row in [HEADER, *ROWS]]
        table = table_of([*above, *moved])
        assert table.roster == "buildings"
        assert names(table) == ["1栋", "2栋"]
        assert table.header_row == len(above) + 1
        assert sum(rule == "title" for rule in skipped(table).values()) == titles + 1

    @pytest.mark.parametrize(
        "written",
        [
            "楼栋名称",
            " 楼 栋\n名称 ",
            "楼栋名称（必填）",
            "*楼栋名称",
            "楼栋名称(如：1栋(A座))",
            "楼栋名称：",
        ],
    )
    def test_hints_spaces_and_marks_in_a_header(self, written: str) -> None:
        table = table_of([["社区", written], ["海月社区", "1栋"], ["海月社区", "2栋"]])
        assert (table.roster, names(table)) == ("buildings", ["1栋", "2栋"])

    def test_the_kind_is_the_one_whose_required_columns_are_there(self) -> None:
        estates = table_of([["社区", "小区名称", "户数"], ["海月社区", "海月花园", "300"]])
        assert estates.roster == "estates"

    def test_kinds_that_fit_equally_are_decided_by_the_title_or_said(self) -> None:
        rows = [["社区", "名称", "类别"], ["海月社区", "海月社区工会", "工会"]]
        said = table_of([["群团组织台账"], *rows])
        assert (said.roster, said.ambiguous) == ("groups", ())
        assert table_of(rows, "群团组织").roster == "groups"
        unsaid = table_of(rows)
        assert (unsaid.roster, unsaid.ambiguous) == ("bodies", ("groups",))

    def test_a_column_that_says_the_same_again_is_not_used(self) -> None:
        table = table_of([["社区", "所属社区", "楼栋"], ["海月社区", "北头社区", "1栋"]])
        assert table.body["community"].to_list() == ["海月社区"]
        assert table.repeated == ["所属社区"]

    def test_two_rows_as_one_header(self) -> None:
        rows = [["社区", "单位名称", "党员数", ""], ["", "", "正式", "预备"]]
        table = table_of([*rows, ["海月社区", "某公司", "7", "1"]])
        assert table.body.to_dicts() == [
            {
                "row": 3,
                "community": "海月社区",
                "name": "某公司",
                "full_members": "7",
                "probationary": "1",
            }
        ]
        merged = [["社区", "单位名称", "党员数", "党员数"], ["社区", "单位名称", "正式", "预备"]]
        table = table_of([*merged, ["海月社区", "某公司", "7", "1"]])
        assert table.body.columns == ["row", "community", "name", "full_members", "probationary"]
        assert skipped(table) == {1: "header", 2: "header"}

    def test_three_rows_as_one_header(self) -> None:
        body = ["海月社区", "某公司", "7", "3", "1", "0"]
        left = [["社区", "单位名称", "党员数", "", "", ""], ["", "", "正式", "", "预备", ""]]
        table = table_of([*left, ["", "", "男", "女", "男", "女"], body])
        assert table.body.to_dicts() == [
            {
                "row": 4,
                "community": "海月社区",
                "name": "某公司",
                "full_members": "10",
                "probationary": "1",
                "members": "11",
            }
        ]
        merged = [
            ["社区", "单位名称", *["党员数"] * 4],
            ["社区", "单位名称", "正式", "正式", "预备", "预备"],
            ["社区", "单位名称", "小计", "女", "小计", "女"],
        ]
        table = table_of([["台账"] * 6, *merged, body], "单位")
        (row,) = table.body.to_dicts()
        assert (row["full_members"], row["probationary"]) == ("7", "1")
        assert skipped(table) == {1: "title", 2: "header", 3: "header", 4: "header"}

    def test_of_a_divided_figure_with_a_blank_part_the_whole_is_unknown(self) -> None:
        header = [["社区", "单位名称", "党员数", ""], ["", "", "男", "女"]]
        table = table_of([*header, ["海月社区", "甲", "7", ""], ["海月社区", "乙", "三", "1"]])
        assert table.body["members"].to_list() == [None, "三+1"]

    def test_cells_beyond_the_header_are_told(self) -> None:
        table = table_of([["社区", "楼栋"], ["海月社区", "1栋", "多"], ["海月社区", "2栋"]])
        assert table.extra_rows.to_list() == [2]
        assert names(table) == ["1栋", "2栋"]

    def test_rows_with_too_few_cells_are_rows(self) -> None:
        table = table_of([HEADER, ["1", "海月社区"], *ROWS])
        assert names(table) == [None, "1栋", "2栋"]

    def test_a_sheet_of_names_alone(self) -> None:
        assert names(table_of([["单位名称"], ["某公司"]])) == ["某公司"]


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


class TestUnknownSheets:
    def test_the_nearest_kind_and_what_it_lacks(self) -> None:
        table = table_of([["社区", "小区", "层数", "颜色"], ["海月社区", "海月花园", "3", "红"]])
        assert table.roster == "estates" or table.nearest is not None
        near = table_of([["社区", "层数", "覆盖党组织", "颜色"], ["海月社区", "3", "", "红"]])
        assert near.roster is None and near.nearest is not None
        assert near.nearest.roster == "buildings"
        assert near.nearest.missing == {"name"}
        assert list(near.nearest.unknown) == ["颜色"]
        assert near.body.columns == ["row"] and near.body.height == near.read == 2

    def test_no_cell_of_a_sheet_without_a_header_goes_further(self) -> None:
        table = table_of([["某某某", "13800000000"], ["某某", "13900000000"]])
        assert table.roster is None and table.nearest is None
        assert "某某" not in repr(table) and "139" not in repr(table)


class TestPrivacy:
    def test_personal_columns_are_dropped_as_the_header_is_read(self) -> None:
        table = table_of(
            [
                ["社区", "楼栋", "楼栋长", "联系电话", "身份证号码", "住址（房号）", "备注"],
                ["海月社区", "1栋", "某甲", "13800000000", "x", "101", "无"],
            ]
        )
        assert table.dropped == ["楼栋长", "联系电话", "身份证号码", "住址(房号)"]
        assert table.body.columns == ["row", "community", "name"]
        assert table.others.columns == ["row", "c6"]
        assert table.withheld.to_list() == ["某甲"]
        assert "某甲" not in repr(table)

    def test_a_name_is_kept_where_the_kind_declares_a_field_for_it(self) -> None:
        table = table_of([["社区", "姓名", "职务", "性别"], ["海月社区", "某甲", "书记", "女"]])
        assert table.roster == "posts"
        assert table.body["holder"].to_list() == ["某甲"]
        assert table.dropped == ["性别"]

    @pytest.mark.parametrize(
        "header",
        [
            ["序号", "姓名", "性别", "所在支部", "出生日期", "入党时间"],
            ["社区", "楼栋", "姓名", "身份证号"],
            ["党员姓名", "民族", "公民身份号码", "社区", "单位名称"],
        ],
    )
    def test_a_roster_of_persons_is_refused(self, header: list[str]) -> None:
        table = table_of([["党员花名册"], header, ["x"] * len(header)])
        assert (table.roster, table.refused) == (None, "person_sheet")
        assert table.body.columns == ["row"] and table.body.height == 3

    def test_categories_of_residents_are_refused_by_name(self) -> None:
        rows = [["社区", "楼栋"], ["海月社区", "1栋"]]
        assert table_of([["海月社区低保户楼栋表"], *rows]).refused == "refused_sheet"
        assert table_of(rows, "重点人员").refused == "refused_sheet"
        assert table_of([["社区", "楼栋", "精神障碍患者"], ["海月社区", "1栋", "x"]]).refused
        assert table_of([["南山区残联党组织楼栋"], *rows]).refused is None
        assert table_of([["社区", "楼栋", "残疾人数"], ["海月社区", "1栋", "2"]]).refused is None

    @pytest.mark.parametrize(
        "header",
        [
            "手机",
            "联系电话",
            "身份证号",
            "居民身份证号码",
            "出生年月",
            "家庭住址",
            "现居住地",
            "民族",
            "籍贯",
            "婚姻状况",
            "邮箱",
            "微信号",
        ],
    )
    def test_personal_headers(self, header: str) -> None:
        assert is_personal(normal_header(header))

    @pytest.mark.parametrize(
        "header", ["户籍人口数", "少数民族人数", "家庭户数", "女性党员数", "男女比例"]
    )
    def test_counts_are_not_personal(self, header: str) -> None:
        assert not is_personal(normal_header(header)) and not names_person(normal_header(header))

    @pytest.mark.parametrize(
        "header", ["党组织书记", "联系人", "楼栋长姓名", "业委会主任", "法定代表人"]
    )
    def test_headers_of_persons_names(self, header: str) -> None:
        assert names_person(normal_header(header))

    def test_offices_that_care_for_residents_are_organizations(self) -> None:
        assert not is_about_residents(["信访局党支部", "社区矫正中心", "残疾人联合会"])
        assert is_about_residents(["信访人员名单"]) and is_about_residents(["低保对象"])


class TestTheRosterKindsOfTheProject:
    def test_no_header_of_a_roster_kind_is_personal(self) -> None:
        for kind in roster_kinds().values():
            for field in kind.fields.values():
                for header in field.headers:
                    assert not is_personal(normal_header(header)), (kind.name, header)
                    assert not is_about_residents([header]), (kind.name, header)

    def test_the_full_header_of_each_kind_is_recognised(self) -> None:
        kinds = roster_kinds()
        book = header_book(kinds)
        for kind in kinds.values():
            header = [field.headers[0] for field in kind.fields.values() if field.headers]
            (table,) = find_tables(
                sheet_of([[f"{kind.zh}台账"], header, ["值"] * len(header)]), book
            )
            assert table.roster == kind.name
            with_headers = [name for name, field in kind.fields.items() if field.headers]
            assert table.body.columns == ["row", *with_headers]
