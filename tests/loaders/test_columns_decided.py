"""`columns.csv`: what a person decides about a header holds, and a slip in it is said in words."""

from __future__ import annotations

from pathlib import Path

import pytest

from loaders.errors import RosterError
from loaders.kinds import roster_kinds
from loaders.tables.decisions import Decision, Decisions, Proposed, columns_table
from tests.loaders.written import write

KINDS = roster_kinds()
HEAD = ("roster", "header", "proposed", "decision")


def decided(folder: Path, *rows: tuple[str | None, ...]) -> Decisions:
    return Decisions.read(write(folder, "columns.csv", HEAD, *rows), KINDS)


def test_a_known_header_a_field_a_yes_and_a_no_are_understood(tmp_path: Path) -> None:
    made = decided(
        tmp_path,
        ("buildings", "登记户", "户数", "是"),
        ("buildings", "归哪个小区", None, "小区"),
        ("units", "人手", "职工数", "employees"),
        ("units", "内部号", "统一社会信用代码", "忽略"),
        ("units", "还没看", "职工数", None),
    )
    assert made.spellings() == {
        "buildings": {"登记户": "households", "归哪个小区": "estate"},
        "units": {"人手": "employees", "内部号": None},
    }
    assert made.is_decided("units", "内部号（必填）")
    assert not made.is_decided("units", "还没看")


def test_the_file_comes_back_from_a_spreadsheet_in_its_own_encoding(tmp_path: Path) -> None:
    file = tmp_path / "columns.csv"
    file.write_bytes("roster\theader\tdecision\r\nbuildings\t登记户\t户数\r\n".encode("gb18030"))
    assert Decisions.read(file, KINDS).spellings() == {"buildings": {"登记户": "households"}}


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (("buildings", "登记户", "户数", "人数"), "不是“楼栋”的列"),
        (("houses", "登记户", "户数", "是"), "没有花名册种类“houses”"),
        (("buildings", "登记户", None, "是"), "不是“楼栋”的列"),
        (("units", "联系电话", None, "编码"), "columns.csv:2"),
        (("units", "责任人姓名", None, "单位名称"), "是个人信息列"),
    ],
)
def test_a_decision_that_cannot_be_followed_names_its_line(
    tmp_path: Path, row: tuple[str | None, ...], said: str
) -> None:
    with pytest.raises(RosterError) as raised:
        decided(tmp_path, row)
    assert said in raised.value.zh
    assert "columns.csv:2" in raised.value.zh
    assert "columns.csv:2" in raised.value.en


def test_two_decisions_on_one_header_are_refused(tmp_path: Path) -> None:
    with pytest.raises(RosterError) as raised:
        decided(
            tmp_path,
            ("buildings", "登记户", None, "户数"),
            ("buildings", "登记户*", None, "层数"),
        )
    assert "columns.csv:3" in raised.value.zh


def test_another_table_is_not_taken_for_decisions(tmp_path: Path) -> None:
    with pytest.raises(RosterError) as raised:
        Decisions.read(write(tmp_path, "楼栋.csv", ("社区", "楼栋"), ("海月社区", "1栋")), KINDS)
    assert "roster、header、decision" in raised.value.zh
    with pytest.raises(RosterError):
        Decisions.read(tmp_path / "没有.csv", KINDS)


def test_what_was_decided_stays_and_what_was_proposed_is_listed_once() -> None:
    proposed = [
        Proposed("buildings", header, "households", 0.8, False, "楼栋.xlsx", "楼栋")
        for header in ("登记户", "登记户", "住户")
    ]
    table = columns_table(proposed, [Decision("buildings", "登记户", "households")], KINDS)
    assert table.select("header", "proposed", "used", "decision").rows() == [
        ("住户", "户数", "no", None),
        ("登记户", None, "yes", "户数"),
    ]
