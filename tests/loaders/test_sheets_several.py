"""Several tables in one sheet, below or beside each other: each is read, no row twice."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.loaders.sheets import Rows, tables_of, workbook
from tests.loaders.written import load, names

BUILDINGS = ["社区", "楼栋名称", "层数"]
UNITS = ["社区", "单位名称", "单位性质"]
SOME_BUILDINGS = [["海月社区", "1栋", "7"], ["海月社区", "2栋", "18"]]
SOME_UNITS = [["海月社区", "某公司", "企业"]]


def told(rows: Rows) -> list[tuple[str | None, list[object], int]]:
    """Of every table of a sheet: its kind, the names in it, the rows read."""
    return [
        (t.roster, t.body["name"].to_list() if "name" in t.body.columns else [], t.read)
        for t in tables_of(rows)
    ]


BOTH = [("buildings", ["1栋", "2栋"]), ("units", ["某公司"])]


class TestBelowEachOther:
    @pytest.mark.parametrize(
        "between",
        [
            [],
            [[]],
            [[], [], []],
            [[], ["驻社区单位台账"]],
            [[], ["驻社区单位台账"], []],
            [["二、驻社区单位"]],
            [["合计", "2", "25"], [], ["驻社区单位台账"], ["填报单位：海月社区"]],
            [["注：层数不含地下层"], [], ["驻社区单位台账"]],
        ],
    )
    def test_another_roster_begins_with_its_own_header(self, between: Rows) -> None:
        found = told([BUILDINGS, *SOME_BUILDINGS, *between, UNITS, *SOME_UNITS])
        assert [(kind, called) for kind, called, _ in found] == BOTH

    def test_the_rows_read_are_those_from_first_to_last_of_each_table(self) -> None:
        rows = [
            ["楼栋台账"], BUILDINGS, *SOME_BUILDINGS, [], ["单位台账"], UNITS, *SOME_UNITS,
        ]  # fmt: skip
        assert [read for *_, read in told(rows)] == [4, 3]

    def test_the_title_belongs_to_the_table_below_it(self) -> None:
        first, second = tables_of(
            [["楼栋台账"], BUILDINGS, *SOME_BUILDINGS, [], ["北头社区单位"], UNITS, *SOME_UNITS]
        )
        assert (first.said.above, second.said.above) == (("楼栋台账",), ("北头社区单位",))
        assert (first.number, second.number) == (1, 2)

    def test_a_table_without_a_title_of_its_own_stands_under_the_one_above(self) -> None:
        _, second = tables_of([["海月社区"], BUILDINGS, *SOME_BUILDINGS, [], UNITS, *SOME_UNITS])
        assert second.said.above == ("海月社区",)

    def test_the_same_header_under_another_title_is_another_table(self) -> None:
        rows = [
            ["海月社区楼栋"], BUILDINGS[1:], ["1栋", "7"], ["2栋", "18"],
            ["北头社区楼栋"], BUILDINGS[1:], ["1栋", "3"],
        ]  # fmt: skip
        assert [t.said.above for t in tables_of(rows)] == [("海月社区楼栋",), ("北头社区楼栋",)]
        assert [read for *_, read in told(rows)] == [4, 3]

    @pytest.mark.parametrize(
        "page", [[], [["楼栋台账"]], [["楼栋台账（续）"]], [["第 2 页"]], [[], ["续表"]]]
    )
    def test_a_header_printed_on_every_page_begins_no_table(self, page: Rows) -> None:
        rows = [
            ["楼栋台账"],
            BUILDINGS,
            *SOME_BUILDINGS,
            *page,
            BUILDINGS,
            ["海月社区", "3栋", "9"],
        ]
        assert [called for _, called, _ in told(rows)] == [["1栋", "2栋", "3栋"]]

    def test_an_unknown_table_is_rejected_and_takes_no_other_with_it(self) -> None:
        rows = [
            ["物资登记"], ["物品", "颜色", "大小"], ["桌子", "红", "大"], ["椅子", "绿", "小"],
            [], ["楼栋台账"], BUILDINGS, *SOME_BUILDINGS,
            [], ["会议室登记表"], ["会议室", "用途", "周几"], ["甲室", "开会", "周一"],
        ]  # fmt: skip
        found = tables_of(rows)
        assert [t.roster for t in found] == [None, "buildings", None]
        assert [t.body.height for t in found] == [4, 2, 3]

    def test_a_list_of_persons_below_a_roster_is_not_read_as_its_rows(self) -> None:
        rows = [BUILDINGS, *SOME_BUILDINGS, ["姓名", "性别", "出生日期"], ["某甲", "女", "x"]]
        first, second = tables_of(rows)
        assert first.body["name"].to_list() == ["1栋", "2栋"]
        assert "某甲" not in repr(second.body)

    def test_a_record_that_reads_like_a_header_begins_no_table(self) -> None:
        rows = [
            ["统计对象", "指标", "类别", "数值"],
            ["社区", "户数", "小区", "7"], ["街道", "党员数", "社区", "9"],
        ]  # fmt: skip
        (table,) = tables_of(rows)
        assert (table.roster, table.body.height) == ("facts", 2)

    def test_a_header_far_down_under_nothing_but_titles(self) -> None:
        above = [[f"说明第{n}条"] for n in range(30)]
        (table,) = tables_of([*above, BUILDINGS, *SOME_BUILDINGS])
        assert (table.roster, table.body.height, table.read) == ("buildings", 2, 33)


class TestSideBySide:
    def test_an_empty_column_between(self) -> None:
        rows = [[*BUILDINGS, "", *UNITS], [*SOME_BUILDINGS[0], "", *SOME_UNITS[0]]]
        found = told([*rows, SOME_BUILDINGS[1]])
        assert [(kind, called) for kind, called, _ in found] == BOTH
        assert [read for *_, read in found] == [3, 2]

    def test_each_under_its_own_title_on_rows_of_its_own(self) -> None:
        rows = [
            ["楼栋台账"], BUILDINGS,
            [*SOME_BUILDINGS[0], "", "单位台账"],
            [*SOME_BUILDINGS[1], "", *UNITS],
            ["", "", "", "", *SOME_UNITS[0]],
        ]  # fmt: skip
        found = tables_of(rows)
        assert [t.roster for t in found] == ["buildings", "units"]
        assert [t.said.above for t in found] == [("楼栋台账",), ("单位台账",)]

    def test_one_title_over_both_speaks_of_both(self) -> None:
        rows = [
            ["海月社区台账"],
            [*BUILDINGS, "", *UNITS],
            [*SOME_BUILDINGS[0], "", *SOME_UNITS[0]],
        ]
        assert [t.said.above for t in tables_of(rows)] == [("海月社区台账",)] * 2

    @pytest.mark.parametrize("serial", [["序号"], []])
    def test_a_header_that_starts_again(self, serial: list[str]) -> None:
        number = ["1"] if serial else []
        rows = [
            [*serial, *BUILDINGS, *serial, *BUILDINGS],
            [*number, *SOME_BUILDINGS[0], *number, *SOME_BUILDINGS[1]],
            [*number, "海月社区", "3栋", "3"],
        ]
        assert [called for _, called, _ in told(rows)] == [["1栋", "3栋"], ["2栋"]]

    def test_a_wide_table_below_two_narrow_ones(self) -> None:
        rows = [
            [*BUILDINGS, "", *UNITS], [*SOME_BUILDINGS[0], "", *SOME_UNITS[0]], [],
            ["社区", "小区名称", "户数", "物业公司"], ["海月社区", "海月花园", "300", "某物业"],
        ]  # fmt: skip
        assert [kind for kind, *_ in told(rows)] == ["buildings", "units", "estates"]

    def test_an_empty_column_inside_one_table_divides_nothing(self) -> None:
        rows = [["社区", "小区", "", "楼栋名称", "层数"], ["海月社区", "海月花园", "", "1栋", "7"]]
        (table,) = tables_of(rows)
        assert table.body.columns == ["row", "community", "estate", "name", "storeys"]


HEADERS: dict[str, tuple[list[str], Callable[[int], list[str]]]] = {
    "buildings": (BUILDINGS, lambda n: ["海月社区", f"{n}栋", "7"]),
    "units": (UNITS, lambda n: ["海月社区", f"第{n}公司", "企业"]),
    "estates": (["社区", "小区名称", "物业公司"], lambda n: ["海月社区", f"第{n}花园", "某物业"]),
    "projects": (["社区", "项目名称", "参与单位"], lambda n: ["海月社区", f"第{n}项目", "某公司"]),
}


@given(
    st.lists(
        st.tuples(
            st.sampled_from(sorted(HEADERS)),
            st.integers(1, 4),
            st.integers(0, 2),
            st.booleans(),
        ),
        min_size=1,
        max_size=5,
    )
)
def test_however_many_tables_stand_below_each_other_every_row_is_in_one_of_them(
    made: list[tuple[str, int, int, bool]],
) -> None:
    rows: list[list[str]] = []
    expected: list[tuple[str, list[int]]] = []
    for place, (kind, height, blanks, titled) in enumerate(made):
        header, record = HEADERS[kind]
        again = bool(expected) and expected[-1][0] == kind and not titled
        rows += [[]] * blanks if rows else []
        rows += [[f"第{place}部分台账"]] if titled else []
        rows.append(header)
        body = [len(rows) + 1 + n for n in range(height)]
        rows += [record(row) for row in body]
        if again:  # the header once more, under no other title
            expected[-1][1].extend(body)
        else:
            expected.append((kind, body))
    found = tables_of(rows)
    assert [(t.roster, t.body["row"].to_list()) for t in found] == expected
    every = [row for t in found for row in [*t.body["row"], *t.skipped["row"]]]
    filled = {place for place, row in enumerate(rows, 1) if row}
    assert len(every) == len(set(every)) and filled <= set(every)


def test_the_account_of_a_workbook_has_an_entry_for_each_table(tmp_path: Path) -> None:
    rows: Rows = [
        ["海月社区台账", None, None, None, None, None, None],
        [*BUILDINGS, None, *UNITS],
        [*SOME_BUILDINGS[0], None, *SOME_UNITS[0]],
        SOME_BUILDINGS[1],
        [],
        ["居民小区", None, None],
        ["社区", "小区名称", "户数"],
        ["海月社区", "海月花园", 300],
        ["合计", None, 300],
    ]
    workbook(tmp_path / "台账.xlsx", {"海月": rows}, {"海月": ["A1:G1", "A6:C6"]})
    result = load([tmp_path])
    ((file),) = result.files
    assert [(s["sheet"], s["roster"], s["rows"]) for s in file["sheets"]] == [
        ("海月", "buildings", {"read": 4, "loaded": 2, "rejected": 0, "skipped": 2}),
        ("海月", "units", {"read": 3, "loaded": 1, "rejected": 0, "skipped": 2}),
        ("海月", "estates", {"read": 4, "loaded": 1, "rejected": 0, "skipped": 3}),
    ]
    assert names(result, "Building") == ["1栋", "2栋"]
    assert names(result, "Unit") == ["某公司"]
    assert names(result, "Estate") == ["海月花园"]


def test_an_unknown_table_among_others_is_named_by_its_first_row(tmp_path: Path) -> None:
    rows: Rows = [
        BUILDINGS,
        *SOME_BUILDINGS,
        [],
        ["会议室登记表"],
        ["会议室", "用途"],
        ["甲", "开会"],
    ]
    workbook(tmp_path / "台账.xlsx", {"海月": rows})
    result = load([tmp_path])
    (issue,) = result.issues.filter(result.issues["code"] == "unknown_sheet").to_dicts()
    assert (issue["sheet"], issue["row"]) == ("海月", 5)
