"""Totals are no records: they are compared with the rows that they stand for."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loaders.kinds import roster_kinds
from loaders.tables.totals import mismatches
from tests.loaders.sheets import tables_of
from tests.loaders.written import account, load, write

HEADER = ("社区", "小区名称", "户数", "楼栋数")


def estates(*households: object, name: str = "花园") -> list[tuple[object, ...]]:
    return [("海月社区", f"{name}{n}", value, 1) for n, value in enumerate(households)]


def wrong(*rows: Sequence[object]) -> list[tuple[int, str, str, str]]:
    (table,) = tables_of([HEADER, *rows])
    found = mismatches(table, roster_kinds()["estates"])
    return [(m.row, m.column, m.stated, m.found) for m in found]


@pytest.mark.parametrize(
    "rows",
    [
        [*estates(3, 4), ("合计", "", 7, 2)],
        [("合计", "", 7, 2), *estates(3, 4)],
        [("总计", "", "", 2), *estates(3, 4)],
        [*estates(3, 4), ("合计", "", "7户", "")],
        [*estates(3, 4), ("合计", "2个", "", "")],
        [*estates(3), ("小计", "", 3, 1), *estates(4, 5), ("小计", "", 9, 2), ("合计", "", 12, 3)],
        [("小计", "", 3, 1), *estates(3), ("小计", "", 9, 2), *estates(4, 5), ("总计", "", 12, 3)],
        [*estates(3), ("海月社区合计", "", 3, 1), *estates(4), ("北头社区合计", "", 4, 1),
         ("总计", "", 7, 2)],
        [("总计", "", 7, 2), *estates(3), ("甲街道合计", "", 3, 1), *estates(4),
         ("乙街道合计", "", 4, 1)],
        [*estates(3), ("累计", "", 3, 1), *estates(4), ("累计", "", 7, 2)],
        [*estates(3, "7400多"), ("合计", "", 9999, 2)],
        [*estates(3, 4), ("合计", "", "约10", 2)],
        [*estates(3, None), ("合计", "", 3, 2)],
        [*estates("三户", 4), ("合计", "", 7, 2)],
    ],
)  # fmt: skip
def test_a_total_that_is_right_or_can_not_be_told_is_no_issue(rows: list[list[object]]) -> None:
    assert wrong(*rows) == []


@pytest.mark.parametrize(
    ("rows", "found"),
    [
        ([*estates(3, 4), ("合计", "", 8, 2)], [(4, "户数", "8", "7")]),
        ([("合计", "", 8, 3), *estates(3, 4)], [(2, "户数", "8", "7"), (2, "楼栋数", "3", "2")]),
        (
            [*estates(3), ("小计", "", 4, 1), *estates(4), ("小计", "", 4, 1), ("合计", "", 7, 2)],
            [(3, "户数", "4", "3")],
        ),
        (
            [*estates(3), ("小计", "", 3, 1), *estates(4), ("小计", "", 4, 1), ("合计", "", 4, 2)],
            [(6, "户数", "4", "7")],
        ),
    ],
)
def test_a_total_that_is_wrong_is_told_with_both_figures(
    rows: list[list[object]], found: list[tuple[int, str, str, str]]
) -> None:
    assert wrong(*rows) == found


@given(
    st.lists(st.lists(st.integers(0, 500), min_size=1, max_size=4), min_size=1, max_size=4),
    st.integers(-3, 3),
)
def test_groups_with_subtotals_add_up_to_the_total(groups: list[list[int]], error: int) -> None:
    rows: list[Sequence[object]] = []
    for group in groups:
        rows += [*estates(*group), ("小计", "", sum(group), "")]
    whole = sum(map(sum, groups))
    stated = max(0, whole + error)
    found = wrong(*rows, ("合计", "", stated, ""))
    assert found == ([] if stated == whole else [(len(rows) + 2, "户数", str(stated), str(whole))])


def test_the_issue_says_where_and_both_figures(tmp_path: Path) -> None:
    write(tmp_path, "小区.csv", ("小区台账",), HEADER, *estates(3, 4), ("合计", None, 9, 2))
    result = load([tmp_path])
    (issue,) = result.issues.filter(result.issues["code"] == "total_mismatch").to_dicts()
    assert (issue["file"], issue["row"], issue["column"]) == ("小区.csv", 5, "户数")
    assert (issue["category"], issue["severity"]) == ("total", "warning")
    assert "9" in issue["problem_zh"] and "7" in issue["problem_zh"]
    assert "9" in issue["problem_en"] and "7" in issue["problem_en"]
    assert account(result)["小区.csv"] == (5, 2, 0, 3)
