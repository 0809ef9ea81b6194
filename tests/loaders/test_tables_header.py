"""The header of a roster is found wherever it stands, and says of what kind the roster is."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loaders.account import header_book
from loaders.kinds import roster_kinds
from loaders.tables.finding import find_tables
from loaders.tables.headers import is_about_residents, is_personal, normal_header
from tests.loaders.small_kinds import HEADER, ROWS, names, sheet_of, skipped, table_of


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
