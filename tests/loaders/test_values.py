"""Figures, answers, texts and lists, as people write them into cells."""

from __future__ import annotations

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from loaders.values import IMPRECISE, clean_text, is_none_word, is_vacant_word, parse, split_list
from loaders.values.numerals import chinese_number
from loaders.values.spellings import notations
from ontology import load_model
from tests.loaders.cells import read


@pytest.mark.parametrize(
    ("written", "value", "qualifier"),
    [
        ("1,234", 1234, "exact"),
        ("１２３", 123, "exact"),
        ("45.0", 45, "exact"),
        ("10615名", 10615, "exact"),
        ("45人", 45, "exact"),
        ("1200户", 1200, "exact"),
        ("12层", 12, "exact"),
        ("共45人（其中预备党员2人）", 45, "exact"),
        ("7400多", 7400, "at_least"),
        ("7400多人", 7400, "at_least"),
        ("13万余", 130_000, "at_least"),
        ("13万余人", 130_000, "at_least"),
        ("10多万", 100_000, "at_least"),
        ("1.9万多", 19_000, "at_least"),
        ("60余", 60, "at_least"),
        ("3万以上", 30_000, "at_least"),
        ("超过500", 500, "at_least"),
        ("不少于500人", 500, "at_least"),
        ("约300", 300, "about"),
        ("300人左右", 300, "about"),
        ("近200", 200, "about"),
        ("3.7万", 37_000, "about"),
        ("1.1万人", 11_000, "about"),
        ("十二", 12, "exact"),
        ("一百零三", 103, "exact"),
        ("两千", 2000, "exact"),
        ("一万二千", 12_000, "exact"),
        ("无", 0, "exact"),
    ],
)
def test_a_figure_keeps_its_qualifier(written: str, value: int, qualifier: str) -> None:
    assert read(written, "count") == (value, qualifier, None)


@pytest.mark.parametrize("blank", ["", "  ", "\u3000", "—", "/", "-", "\u200b"])
@pytest.mark.parametrize("type", ["count", "number", "date", "yes_no", "uscc", "division_code"])
def test_a_blank_or_a_dash_is_unknown_and_no_problem(blank: str, type: str) -> None:
    assert read(blank, type) == (None, None, None)


@pytest.mark.parametrize(
    "written",
    ["1.5", "12,34", "若干", "几十", "1-2", "百", "不足100", "99999999999999999999", "5%"],
)
def test_what_is_no_count_is_said(written: str) -> None:
    assert read(written, "count") == (None, None, "not_a_number")


@pytest.mark.parametrize("written", ["-3", "－3", "−12人", "-1,200", "负5"])
def test_a_count_below_nothing_is_said_plainly(written: str) -> None:
    assert read(written, "count") == (None, None, "negative_count")


def test_a_page_in_a_cell_of_names_is_no_name() -> None:
    assert read("社" * 200, "name") == ("社" * 200, None, None)
    assert read("社" * 201, "name") == (None, None, "too_long")
    assert read("社 Ａ" * 201, "name") == (None, None, "too_long")


@pytest.mark.parametrize(
    ("written", "value", "qualifier"),
    [
        ("79.9%", 79.9, "exact"),
        ("７９．９％", 79.9, "exact"),
        ("60%以上", 60.0, "at_least"),
        ("下降50%", -50.0, "exact"),
        ("同比下降50%", -50.0, "exact"),
        ("高出20个百分点", 20.0, "exact"),
        ("-1.5", -1.5, "exact"),
        ("1.5e3", 1500.0, "exact"),
        ("3.7万", 37_000.0, "about"),
    ],
)
def test_numbers_may_be_percentages_or_negative(written: str, value: float, qualifier: str) -> None:
    assert read(written, "number") == (value, qualifier, None)


def test_a_figure_that_lost_its_digits_is_refused() -> None:
    assert read(IMPRECISE + "1000000000000000", "count")[2] == "digits_lost"
    assert read("1.2E+12", "count")[2] == "digits_lost"
    assert read(IMPRECISE + "4403050060110100000", "name") == (None, None, "digits_lost")


def in_chinese(number: int) -> str:
    """An independent writer of numerals: 10203 → 一万零二百零三."""
    digits, written, zero = "零一二三四五六七八九", "", False
    for power, unit in ((4, "万"), (3, "千"), (2, "百"), (1, "十"), (0, "")):
        digit = number // 10**power % 10
        if digit:
            written += ("零" if zero and written else "") + digits[digit] + unit
        zero = not digit if digit or written else False
    return written or "零"


@given(st.integers(0, 99_999))
def test_chinese_numerals_say_the_number_they_were_written_from(number: int) -> None:
    assert chinese_number(in_chinese(number)) == number


@pytest.mark.parametrize(
    "unclear", ["一百二", "三万五", "十百", "百", "零零", "一十十", "两万万", ""]
)
def test_numerals_that_may_mean_two_numbers_mean_none(unclear: str) -> None:
    assert chinese_number(unclear) is None


@pytest.mark.parametrize(
    ("written", "value"),
    [("是", True), ("有", True), ("√", True), ("1", True), ("1.0", True), ("已建", True),
     ("Yes", True), ("是（联合支部）", True), ("否", False), ("无", False), ("×", False),
     ("✔", True), ("✅", True), ("■", True), ("已成立", True), ("是。", True), ("Y", True),
     ("✗", False), ("❌", False), ("□", False), ("X", False), ("N", False), ("尚未", False),
     ("空", None), ("—", None),
     ("0", False), ("未建", False), ("", None), ("/", None), ("不详", None)],
)  # fmt: skip
def test_yes_and_no_have_three_values(written: str, value: bool | None) -> None:
    assert read(written, "yes_no") == (value, None, None)
    said = {True: "yes", False: "no", None: "unknown"}[value]
    assert read(written, "answer") == (said, None, None)


def test_an_answer_left_blank_is_unknown_and_nonsense_a_problem() -> None:
    parsed = parse(pl.Series([None, "是", "也许"], dtype=pl.String), "answer")
    assert parsed.values.to_list() == ["unknown", "yes", None]
    assert parsed.problem.to_list() == [None, None, "unknown_code"]


@pytest.mark.parametrize(
    ("written", "list_name", "value"),
    [
        ("党总支部", "PartyOrganizationKind", "general_branch"),
        (" 党 总 支 ", "PartyOrganizationKind", "general_branch"),
        ("03_联合党支部", "PartyOrganizationKind", "joint_branch"),
        ("joint_branch", "PartyOrganizationKind", "joint_branch"),
        ("10/群众", "Affiliation", "neither"),
        ("党员，公职人员", "Affiliation", "member_and_official"),
        ("1.机关", "UnitNature", "organ"),
        ("民营企业（规上）", "UnitNature", "private_enterprise"),
        ("Organ", "UnitNature", "organ"),
    ],
)
def test_a_value_is_known_by_its_spellings(written: str, list_name: str, value: str) -> None:
    codes = load_model().code_lists[list_name]
    parsed = parse(pl.Series([written]), "code_list", code_list=codes)
    assert (parsed.values.item(), parsed.problem.item()) == (value, None)


def test_a_code_before_a_value_is_left_aside() -> None:
    categories = load_model().code_lists["Affiliation"]
    parsed = parse(pl.Series(["59325_党员", "党小组"]), "code_list", code_list=categories)
    assert parsed.values.to_list() == ["member", None]
    assert parsed.problem.to_list() == [None, "unknown_code"]


def test_every_spelling_of_the_ontology_is_read_as_a_value_of_its_list() -> None:
    for codes in load_model().code_lists.values():
        known = notations(codes)
        spellings = [s for code in codes.codes.values() for s in code.spellings]
        parsed = parse(pl.Series(spellings), "code_list", code_list=codes)
        assert parsed.problem.null_count() == len(spellings)
        assert set(parsed.values.to_list()) <= set(codes.codes) & set(known.values())


def test_a_type_that_does_not_exist_is_the_callers_mistake() -> None:
    with pytest.raises(ValueError, match="no such type"):
        parse(pl.Series(["1"]), "colour")
    with pytest.raises(ValueError, match="needs a code list"):
        parse(pl.Series(["1"]), "code_list")


@pytest.mark.parametrize(
    ("written", "tidy"),
    [
        ("  海月\u3000社区 ", "海月社区"),
        ("海月\n社区", "海月社区"),
        ("海月社区　１栋", "海月社区 1栋"),
        ("\ufeff海\u200b月", "海月"),
        ("\u202eabc\u202c", "abc"),
        ("Ｎｏ．１（甲）", "No.1(甲)"),
        ("👨\u200d👩\u200d👧社区", "👨\u200d👩\u200d👧社区"),
        ("❤\ufe0f", "❤\ufe0f"),
        ("\t \xa0", None),
    ],
)
def test_text_is_tidied(written: str, tidy: str | None) -> None:
    assert read(written, "text") == (tidy, None, None)


@given(st.text())
def test_tidy_text_stays_as_it_is(text: str) -> None:
    assert clean_text(clean_text(text)) == clean_text(text)


def test_words_for_none_and_vacant() -> None:
    for word in [
        "无",
        "没有",
        "暂无",
        "未纳入",
        "未建",
        "未成立",
        "/",
        "—",
        "-",
        " 无 ",
        "——",
        "－",
    ]:
        assert is_none_word(word), word
    for word in ["无锡路", "海月社区", "", "0", "未来花园"]:
        assert not is_none_word(word), word
    assert is_vacant_word("空缺") and is_vacant_word("（暂缺）") and not is_vacant_word("")


@pytest.mark.parametrize(
    ("written", "items"),
    [
        ("甲公司、乙校，丙处;丁会；戊站\n己店", ["甲公司", "乙校", "丙处", "丁会", "戊站", "己店"]),
        ("甲公司（东区、西区）、乙公司", ["甲公司(东区、西区)", "乙公司"]),
        ("甲公司（东区、乙公司", ["甲公司(东区", "乙公司"]),
        ("1,200平方米礼堂，停车位", ["1,200平方米礼堂", "停车位"]),
        ("1、会议室\n2、停车位", ["会议室", "停车位"]),
        ("甲公司/乙公司", ["甲公司", "乙公司"]),
        ("培训5次/年", ["培训5次/年"]),
        ("甲公司、甲公司、", ["甲公司"]),
        ("", []),
    ],
)  # fmt: skip
def test_a_list_in_a_cell(written: str, items: list[str]) -> None:
    assert split_list(written) == items
