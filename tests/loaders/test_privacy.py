"""Personal data is found by its shape, wherever it stands (RULES 25, 27)."""

from __future__ import annotations

from datetime import date

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from loaders.values.privacy import has_organization_word, personal_data, screen, screen_kinds

HITS = [
    ("identity_card", "440305199001011234"),
    ("identity_card", "44030519900101123X"),
    ("identity_card", "44030519900101123x"),
    ("identity_card", "４４０３０５１９９００１０１１２３Ｘ"),
    ("identity_card", "440305 19900101 1234"),
    ("identity_card", "440305-19900101-1234"),
    ("identity_card", "4 4 0 3 0 5 1 9 9 0 0 1 0 1 1 2 3 4"),
    ("identity_card", "440305\u200b199001011234"),
    ("identity_card", "身份证440305199001011234号"),
    ("identity_card", "1 440305199001011234"),
    ("identity_card", "999999199001011230"),
    ("identity_card", "440305900101123"),
    ("identity_card", "440305 900101 123"),
    ("identity_card", "'440305199001011234"),
    ("identity_card", "\ue000440305199001011000"),
    ("identity_card", "4.40305199001011E+17"),
    ("mobile", "13800138000"),
    ("mobile", "１３８００１３８０００"),
    ("mobile", "138-0013-8000"),
    ("mobile", "138 0013 8000"),
    ("mobile", "+86 13800138000"),
    ("mobile", "8613800138000"),
    ("mobile", "008613800138000"),
    ("mobile", "（+86）138 0013 8000"),
    ("mobile", "联系电话：13800138000。"),
    ("mobile", "海月社区13800138000"),
    ("mobile", "1.3800138E+10"),
    ("telephone", "0755-26881234"),
    ("telephone", "（0755）26881234"),
    ("telephone", "075526881234"),
    ("telephone", "电话26881234"),
    ("room_code", "4403050060110100001000301"),
    ("room_code", "440305 006 011 01 00001 000301"),
    ("email", "someone@example.com"),
    ("email", "ｓｏｍｅｏｎｅ＠ｅｘａｍｐｌｅ．ｃｏｍ"),
]
HARMLESS = [
    "4403050060110100001",
    "440305006011",
    "440305006",
    "440305199013011234",
    "440305199002301234",
    "1440305199001011234",
    "91110000600037341L",
    "2008-06-01",
    "20080601",
    "2008-06-15 2009-06-14",
    "1-5栋、7栋",
    "1,234",
    "7400多",
    "113.930478, 22.521567",
    "39600",
    "海月社区",
    "@",
    "",
    "4403 0500 6011 0012 345",
]


@pytest.mark.parametrize(("kind", "text"), HITS)
def test_rule_25_personal_data_is_seen(kind: str, text: str) -> None:
    assert personal_data(text) == kind
    assert screen_kinds(pl.Series([text])).to_list() == [kind]
    assert not has_organization_word(text)


@pytest.mark.parametrize("text", HARMLESS)
def test_figures_dates_and_codes_are_not_taken_for_it(text: str) -> None:
    assert personal_data(text) is None
    assert screen(pl.Series([text])).to_list() == [False]


def test_rule_25_rooms_are_cut_in_a_column_of_building_codes() -> None:
    column = pl.Series(["4403050060110100001000301", "13800138000", None, "4403050060110100001"])
    assert screen(column).to_list() == [True, True, False, False]
    assert screen(column, room_codes=False).to_list() == [False, True, False, False]


@given(
    st.text("0123456789", min_size=6, max_size=6),
    st.dates(date(1900, 1, 1), date(2026, 1, 1)),
    st.text("0123456789", min_size=3, max_size=3),
    st.sampled_from("0123456789Xx"),
    st.sampled_from(["", " ", "-", "\u3000", "—"]),
)
def test_rule_25_any_identity_card_whatever_its_division_and_check_character(
    division: str, born: date, order: str, check: str, gap: str
) -> None:
    card = gap.join([division, f"{born:%Y%m%d}", order + check])
    assert personal_data(card) == "identity_card"
    assert personal_data(f"海月社区（{card}）") == "identity_card"
    if born.year < 2000:
        assert personal_data(division + gap + f"{born:%y%m%d}" + gap + order) is not None


NUMBERISH = st.text(st.sampled_from("0123456789138 -－８X@.aE+\u200b海"), max_size=40)


@given(st.lists(st.none() | NUMBERISH | st.text(max_size=30), max_size=8))
def test_a_column_is_screened_as_its_cells_are(cells: list[str | None]) -> None:
    kinds = screen_kinds(pl.Series("cells", cells, dtype=pl.String)).to_list()
    assert kinds == [None if cell is None else personal_data(cell) for cell in cells]


@pytest.mark.parametrize(
    "text",
    ["海月社区党委", "第一党支部", "海月花园", "3栋", "A座", "一栋", "1-5栋、7栋", "某某有限公司",
     "居委会", "招商街道", "南山区教育局", "北大附中党支部", "440305006011", "4403050060110100001",
     "DZZ-001", "91110000600037341L", "海月社区工作站", "工会", "综合服务站"],
)  # fmt: skip
def test_rule_27_names_of_organizations_and_places_may_be_shown(text: str) -> None:
    assert has_organization_word(text)


@pytest.mark.parametrize(
    "text",
    ["某某", "某国栋", "某建党", "某会", "某小会", "某某（党员）", "第一党支部书记某某",
     "居委会主任某某", "某某同志", "", "19900101", "abc"],
)  # fmt: skip
def test_rule_27_what_may_be_a_persons_name_is_not_shown(text: str) -> None:
    assert not has_organization_word(text)
