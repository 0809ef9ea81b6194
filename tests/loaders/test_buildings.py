"""Names of buildings, and lists and ranges of them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loaders.values import (
    ALL_BUILDINGS,
    EVEN_BUILDINGS,
    ODD_BUILDINGS,
    building_key,
    building_list,
    split_building,
)
from tests.loaders.cells import UNTIDY


@pytest.mark.parametrize(
    ("written", "keys"),
    [
        ("1-5栋、7栋", "1 2 3 4 5 7"),
        ("1至3号楼", "1 2 3"),
        ("1~3栋", "1 2 3"),
        ("１～３栋", "1 2 3"),
        ("A座—C座", "A B C"),
        ("A-C座", "A B C"),
        ("3幢、5幢", "3 5"),
        ("2#、4#", "2 4"),
        ("1#2#3#楼", "1 2 3"),
        ("1、2、3栋", "1 2 3"),
        ("1，3-5，7栋", "1 3 4 5 7"),
        ("第1-3栋", "1 2 3"),
        ("第一栋至第三栋", "1 2 3"),
        ("一至三栋", "1 2 3"),
        ("一栋、十二栋", "1 12"),
        ("01栋、02栋", "1 2"),
        ("A1-A3栋", "A1 A2 A3"),
        ("1栋和3栋", "1 3"),
        ("1栋 3栋", "1 3"),
        ("1栋\n3栋", "1 3"),
        ("1 - 3 栋", "1 2 3"),
        ("1-4栋（不含3栋）", "1 2 4"),
        ("1-3栋（共3栋）", "1 2 3"),
        ("1-3栋等3栋", "1 2 3"),
        ("综合楼、1栋", "综合楼 1"),
        ("9栋A座、B座", "9栋A 9栋B"),
        ("一期1-2栋、二期1栋", "1期1 1期2 2期1"),
        ("海月花园1、2栋；碧榕湾3栋", "海月花园1 海月花园2 碧榕湾3"),
        ("海月花园一期1栋、二期2栋", "海月花园1期1 海月花园2期2"),
        ("1-5栋，不含3栋", "1 2 4 5"),
        ("1-5栋除3栋外", "1 2 4 5"),
        ("1-3栋、5-9栋，除7栋", "1 2 3 5 6 8 9"),
        ("1-9栋单号", "1 3 5 7 9"),
        ("1-6栋（双号）", "2 4 6"),
        ("1、2、3号楼，共3栋", "1 2 3"),
        ("1-3栋共3栋", "1 2 3"),
        ("1-3栋及裙楼", "1 2 3 裙楼"),
        ("裙楼", "裙楼"),
        ("1&2栋", "1 2"),
        ("1栋+2栋", "1 2"),
        ("No.1-No.3", "1 2 3"),
        ("A-1栋、A-2栋", "A1 A2"),
        ("1-1栋、1-2栋", "1-1栋 1 2"),
        ("甲栋、乙座", "甲 乙"),
        ("东座、西座", "东 西"),
        ("一○一栋", "101"),
        ("12栋A座", "12栋A"),
        ("2#-6#", "2 3 4 5 6"),
        ("一至五栋", "1 2 3 4 5"),
        ("单号楼", ODD_BUILDINGS),
        ("双号", EVEN_BUILDINGS),
        ("海月花园双号楼栋", "海月花园" + EVEN_BUILDINGS),
        ("一期单号楼", "一期" + ODD_BUILDINGS),
        ("整个小区", ALL_BUILDINGS),
        ("全部楼栋", ALL_BUILDINGS),
        ("全部", ALL_BUILDINGS),
        ("所有楼栋", ALL_BUILDINGS),
        ("本小区全部楼栋", ALL_BUILDINGS),
        ("海月花园全部楼栋", "海月花园" + ALL_BUILDINGS),
    ],
)
def test_lists_and_ranges_of_buildings(written: str, keys: str) -> None:
    listed = building_list(written)
    assert (listed.keys, listed.problem) == (keys.split(), None)


@pytest.mark.parametrize(
    "written",
    [
        "1栋1单元",
        "1栋1-3单元",
        "1栋（1-3单元）",
        "1栋东侧",
        "1栋1、2单元",
        "1栋301室",
        "1栋（部分）",
    ],
)
def test_a_part_of_a_building_is_its_building_and_said(written: str) -> None:
    assert building_list(written).keys == ["1"]
    assert building_list(written).problem == "part_of_building"


@pytest.mark.parametrize(
    "written",
    ["1-100000栋", "5-1栋", "C座-A座", "1栋-A座", "1栋2座", "3-1-2栋", "1-5栋等10栋",
     "1-3栋（共5栋）", "1-3栋，共5栋", "共5栋", "1-3栋，不含7栋", "全部楼栋，不含3栋", "待定",
     "1-1栋单号、A座单号", "1-3栋（不含7栋）", "3单元", "、", "1" * 20_000],
)  # fmt: skip
def test_what_is_unclear_names_no_building_at_all(written: str) -> None:
    listed = building_list(written)
    assert (listed.names, listed.keys, listed.problem) == ([], [], "bad_building_list")


@pytest.mark.parametrize("written", ["", "  ", "无", "—", "未纳入"])
def test_none_in_words_is_an_empty_list_of_buildings(written: str) -> None:
    assert building_list(written) == ([], [], None)


def test_names_of_one_building_have_one_key() -> None:
    one = [
        "1栋",
        "1幢",
        "1号楼",
        "1#",
        "1座",
        "一栋",
        "第1栋",
        "01栋",
        "１栋",
        "1 栋",
        "1棟",
        "1#楼",
        "1",
    ]
    assert {building_key(name) for name in one} == {"1"}
    assert building_key("A座") == building_key("A栋") == building_key("a座") == "A"
    assert building_key("十二号楼") == "12"
    assert building_key("综合楼") == "综合楼"
    different = ["1栋", "11栋", "A1栋", "1A栋", "海月1栋", "一期1栋", "二期1栋", "9栋A座", "1楼"]
    assert len({building_key(name) for name in different}) == len(different)


def test_the_estate_before_a_building_can_be_taken_off() -> None:
    assert split_building("海月花园一期3栋") == ("海月花园一期", "3栋")
    assert split_building("海月花园" + ALL_BUILDINGS) == ("海月花园", ALL_BUILDINGS)
    assert split_building("9栋A座") == ("", "9栋A座")
    assert split_building("综合楼") == ("", "综合楼")


WORDS = st.sampled_from(["栋", "幢", "座", "号楼", "#"])
RANGES = st.tuples(st.integers(1, 300), st.integers(0, 60)).map(lambda r: (r[0], r[0] + r[1]))


@given(
    st.lists(RANGES, min_size=1, max_size=6),
    WORDS,
    st.sampled_from(["-", "－", "~", "～", "至", "到", "—", "–", " - "]),
    st.sampled_from(["、", "，", ",", "；", ";", "\n", " 、"]),
    st.booleans(),
)
def test_ranges_are_spelled_out(
    ranges: list[tuple[int, int]], word: str, dash: str, comma: str, word_each: bool
) -> None:
    def written(first: int, last: int) -> str:
        if first == last:
            return f"{first}{word}"
        return f"{first}{word if word_each else ''}{dash}{last}{word}"

    listed = building_list(comma.join(written(*ends) for ends in ranges))
    expected = [str(n) for first, last in ranges for n in range(first, last + 1)]
    assert (listed.keys, listed.problem) == (list(dict.fromkeys(expected)), None)


@given(UNTIDY)
def test_a_building_key_is_its_own_key(name: str) -> None:
    assert building_key(building_key(name)) == building_key(name)


@st.composite
def spelled(draw: st.DrawFn, numbers: frozenset[int]) -> str:
    """A set of buildings in one of the ways in which rosters list them."""
    runs: list[list[int]] = []
    for n in sorted(numbers):
        if runs and n == runs[-1][-1] + 1 and draw(st.booleans()):
            runs[-1].append(n)
        else:
            runs.append([n])
    draw(st.randoms()).shuffle(runs)
    word = draw(st.sampled_from(["栋", "幢", "座", "号楼", "#", "#楼", "号"]))
    dash = draw(st.sampled_from(["-", "~", "～", "至", "到", "—", "–", "－"]))
    comma = draw(st.sampled_from(["、", "，", ",", "；", "\n", "、 "]))
    in_chinese = draw(st.booleans())
    first = draw(st.sampled_from(["", "第"]))

    def one(number: int) -> str:
        return first + (CHINESE[number] if in_chinese else str(number))

    parts = []
    for run in runs:
        if len(run) == 1:
            parts.append(one(run[0]) + word)
        else:
            inner = word if draw(st.booleans()) else ""
            parts.append(f"{one(run[0])}{inner}{dash}{one(run[-1])}{word}")
    return comma.join(parts) + draw(st.sampled_from(["", f"，共{len(numbers)}栋", "等"]))


DIGITS = "零一二三四五六七八九"
CHINESE = {
    n: (("" if n < 20 else DIGITS[n // 10]) + "十" if n > 9 else "")
    + (DIGITS[n % 10] if n % 10 else "")
    for n in range(1, 100)
}


@given(st.data(), st.frozensets(st.integers(1, 99), min_size=1, max_size=20))
def test_any_spelling_of_a_set_of_buildings_is_that_set(
    data: st.DataObject, numbers: frozenset[int]
) -> None:
    text = data.draw(spelled(numbers))
    listed = building_list(text)
    assert listed.problem is None
    assert sorted(map(int, listed.keys)) == sorted(numbers)


@given(st.data(), st.integers(1, 50), st.integers(2, 40))
def test_what_a_range_leaves_out_is_left_out(data: st.DataObject, start: int, more: int) -> None:
    every = range(start, start + more + 1)
    out = data.draw(st.frozensets(st.sampled_from(every), min_size=1, max_size=more))
    said = data.draw(
        st.sampled_from(
            ["（不含{}）", "(除{}外)", "，不含{}", "，除{}外", "不包括{}", "（不包括{}）"]
        )
    ).format("、".join(f"{n}栋" for n in sorted(out)))
    listed = building_list(f"{start}-{start + more}栋{said}")
    assert listed.keys == [str(n) for n in every if n not in out]


@given(st.integers(1, 50), st.integers(1, 40), st.sampled_from(["单号", "双号", "奇数", "偶数"]))
def test_odd_and_even_buildings_of_a_range(start: int, more: int, which: str) -> None:
    rest = int(which in ("单号", "奇数"))
    expected = [str(n) for n in range(start, start + more + 1) if n % 2 == rest]
    for text in (f"{start}-{start + more}栋{which}", f"{start}至{start + more}号楼（{which}）"):
        assert building_list(text).keys == expected
