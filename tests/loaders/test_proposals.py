"""Headers that nobody foresaw: what is proposed, with what confidence, and what is used at once."""

from __future__ import annotations

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from loaders.kinds import roster_kinds
from loaders.tables.proposals import SURE, WORTH_A_LOOK, Proposal, propose

CREDIT_CODES = ["91440300708461136T", "91440300192448589C"]


def proposals(kind: str, taken: list[str], columns: dict[str, list[str]]) -> dict[str, Proposal]:
    series = {header: pl.Series(cells) for header, cells in columns.items()}
    return {made.header: made for made in propose(roster_kinds()[kind], taken, series)}


@pytest.mark.parametrize(
    ("kind", "header", "cells", "field"),
    [
        ("buildings", "所在的小区名称", ["星海名城", "海月花园小区"], "estate"),
        ("buildings", "总的户数", ["12", "30"], "households"),
        ("units", "党员总人数", ["3", "14"], "members"),
        ("party_organizations", "成立的时间", ["2008.6", "2009年"], "established"),
        ("party_organizations", "覆盖的楼栋", ["1-5栋", "7栋"], "buildings"),
        ("party_organizations", "上级党组织的名称", ["海月社区党委"], "superior"),
    ],
)
def test_a_header_that_only_adds_small_words_is_used(
    kind: str, header: str, cells: list[str], field: str
) -> None:
    made = proposals(kind, ["name", "community"], {header: cells})[header]
    assert (made.field, made.sure) == (field, True)


@pytest.mark.parametrize(
    ("kind", "header", "cells"),
    [
        ("units", "女党员数", ["3", "14"]),
        ("units", "预备党员人数", ["1", "0"]),
        ("units", "原统一社会信用代码", CREDIT_CODES),
        ("party_organizations", "上级党组织代码", ["A1", "A2"]),
        ("party_organizations", "计划成立时间", ["2008.6", "2009"]),
        ("buildings", "楼栋总数", ["12", "3"]),
        ("buildings", "拟覆盖党组织", ["海月社区第一党小组", "海月社区第二党小组"]),
    ],
)
def test_a_word_that_turns_the_meaning_is_never_used_without_a_person(
    kind: str, header: str, cells: list[str]
) -> None:
    made = proposals(kind, ["name", "community"], {header: cells}).get(header)
    assert made is None or not made.sure


def test_a_fitting_header_over_unfitting_cells_is_not_used() -> None:
    made = proposals("units", ["name"], {"党员总人数": ["很多", "不少", "三成"]})
    assert not any(proposal.sure for proposal in made.values())


def test_unmistakable_cells_under_a_meaningless_header_are_proposed_only() -> None:
    made = proposals("units", ["name"], {"编号": CREDIT_CODES})["编号"]
    assert made.field == "uscc"
    assert WORTH_A_LOOK <= made.confidence < SURE
    assert not made.sure


@pytest.mark.parametrize(
    ("header", "cells"),
    [
        ("法人", ["张三", "李四"]),
        ("单位的联系电话", ["26661234", "26665678"]),
        ("单位的全称", ["13800138000", "海月物业公司"]),
        ("书记姓名", ["海月公司", "星海公司"]),
    ],
)
def test_personal_columns_are_never_proposed(header: str, cells: list[str]) -> None:
    assert proposals("units", [], {header: cells}) == {}


def test_two_columns_that_could_be_one_field_are_left_to_a_person() -> None:
    made = proposals("units", ["name"], {"党员总人数": ["3"], "党员的人数": ["4"]})
    assert not any(proposal.sure for proposal in made.values())
    assert len({proposal.field for proposal in made.values()}) == len(made)


@given(
    st.dictionaries(st.text(min_size=1, max_size=12), st.lists(st.text(max_size=8), max_size=5)),
    st.sampled_from(sorted(roster_kinds())),
)
def test_whatever_a_sheet_holds_a_field_and_a_column_are_proposed_once(
    columns: dict[str, list[str]], kind: str
) -> None:
    series = {header: pl.Series(cells, dtype=pl.String) for header, cells in columns.items()}
    made = propose(roster_kinds()[kind], [], series)
    assert len({p.header for p in made}) == len({p.field for p in made}) == len(made)
    assert all(WORTH_A_LOOK <= p.confidence <= 1 for p in made)
