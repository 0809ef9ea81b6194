"""Which names mean the same thing, and above all which do not."""

from __future__ import annotations

import unicodedata

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from loaders.kind_names import kind_by_name
from loaders.values.names import (
    key_series,
    name_key,
    organization_key,
    place_key,
)
from ontology import load_model

LABELS = sorted(load_model().labels)

SAME = [
    ("PartyOrganization", "海月社区党委", "中共深圳市南山区招商街道海月社区委员会"),
    ("PartyOrganization", "海月社区党委", "中国共产党南山区招商街道海月社区委员会"),
    ("PartyOrganization", "海月社区党委", "招商街道海月社区党委"),
    ("PartyOrganization", "海月社区党委", "海月社区 党委会"),
    ("PartyOrganization", "星海名城社区党总支", "星海名城社区党总支部"),
    ("PartyOrganization", "星海名城社区党总支", "中共南头街道星海名城社区总支部委员会"),
    ("PartyOrganization", "海月社区第一党支部", "中共海月社区第一支部委员会"),
    ("PartyOrganization", "海月社区第一党支部", "海月社区第1支部"),
    ("PartyOrganization", "海月社区联合党支部", "海月社区联合支部"),
    ("PartyOrganization", "招商街道党工委", "中共深圳市南山区招商街道工作委员会"),
    ("PartyOrganization", "南山区教育局党委", "中共深圳市南山区教育局委员会"),
    ("PartyOrganization", "振业(集团)党委", "振业（集团）党委"),
    ("PartyOrganization", "“两新”党工委", "两新工委"),
    ("PartyOrganization", "海月社区党委", "海月社区党的委员会"),
    ("PartyOrganization", "海月社区党总支", "中共海月社区总支委员会"),
    ("PartyOrganization", "海月社区第一党支部", "海月社区一支部"),
    ("PartyOrganization", "海月社区第十二党支部", "海月社区十二支部"),
    ("PartyOrganization", "海月社区第2联合党支部", "海月社区二联合支部"),
    ("PartyOrganization", "海月花园一期1栋党小组", "海月花园Ⅰ期一号楼小组"),
    ("PartyOrganization", "海月花园A座党小组", "海月花园Ａ栋党小组"),
    ("GovernanceBody", "海月花园业委会", "海月花园小区业主委员会"),
    ("GovernanceBody", "海月花园物业管理处", "海月花园管理处"),
    ("GovernanceBody", "海月花园物业管理处", "海月花园物业服务中心"),
    ("MassOrganization", "海月社区关工委", "海月社区关心下一代工作委员会"),
    ("Team", "海月社区义工队", "海月社区志愿者队伍"),
    ("Team", "海月社区志愿服务队", "海月社区义工服务队"),
    ("Community", "海月村", "海月村村委会"),
    ("Community", "海月村委会", "海月村民委员会"),
    ("Estate", "星海名城一期", "星海名城-一期"),
    ("GovernanceBody", "海月社区居委会", "海月社区居民委员会"),
    ("GovernanceBody", "海月社区居委会", "深圳市南山区招商街道海月社区居民委员会"),
    ("GovernanceBody", "海月社区居委会", "海月居委会"),
    ("GovernanceBody", "星海名城业委会", "星海名城业主委员会"),
    ("GovernanceBody", "海月社区工作站", "海月工作站"),
    ("MassOrganization", "海月社区工会", "海月社区工会委员会"),
    ("MassOrganization", "海月社区团支部", "共青团招商街道海月社区支部委员会"),
    ("MassOrganization", "海月社区妇联", "海月社区妇女联合会"),
    ("Community", "海月社区", "海月"),
    ("Community", "海月社区", "海月社区居委会"),
    ("Community", "海月社区", "海月社区居民委员会"),
    ("Community", "海月社区", "深圳市南山区招商街道海月社区"),
    ("Community", "高新区社区", "高新区社区居委会"),
    ("Subdistrict", "南头街道", "南头"),
    ("Subdistrict", "南头街道", "深圳市南山区南头街道办事处"),
    ("District", "南山区", "深圳市南山区"),
    ("Estate", "星海名城一期", "星海名城1期"),
    ("Estate", "星海名城一期", "星海名城I期"),
    ("Estate", "星海名城一期", "星海名城Ⅰ期"),
    ("Estate", "星海名城一期", "星海名城（一期）"),
    ("Estate", "星海名城一期", "星海名城第一期"),
    ("Estate", "星海名城", "星海名城小区"),
    ("Estate", "海月花园", "招商街道海月社区海月花园"),
    ("Building", "1栋", "1号楼"),
    ("Unit", "甲乙（深圳）有限公司", "甲乙(深圳)有限公司 "),
]  # fmt: skip
DIFFERENT = [
    ("PartyOrganization", "海月社区第一党支部", "海月社区第二党支部"),
    ("PartyOrganization", "海月社区党支部", "海月社区联合党支部"),
    ("PartyOrganization", "海月社区党委", "海月社区党总支"),
    ("PartyOrganization", "海月社区党委", "海月社区居民委员会"),
    ("PartyOrganization", "南山区教育局党委", "深圳市教育局党委"),
    ("PartyOrganization", "招商街道机关党支部", "南头街道机关党支部"),
    ("PartyOrganization", "招商街道党工委", "南头街道党工委"),
    ("PartyOrganization", "北头社区党委", "南头社区党委"),
    ("PartyOrganization", "第1(2)党支部", "第12党支部"),
    ("PartyOrganization", "三一重工党支部", "三重工第一党支部"),
    ("PartyOrganization", "海月花园1栋党小组", "海月花园11栋党小组"),
    ("Team", "海月社区义工队", "海月社区社工队"),
    ("Team", "海月社区义工联合会", "海月社区志愿者队"),
    ("GovernanceBody", "海月社区居委会", "海月社区工作站"),
    ("GovernanceBody", "星海名城一期业委会", "星海名城二期业委会"),
    ("MassOrganization", "海月社区团支部", "海月社区团总支"),
    ("MassOrganization", "海月社区工会", "海月社区工会联合会"),
    ("Community", "高新区社区", "社区"),
    ("Community", "白石洲东社区", "白石洲西社区"),
    ("Community", "南山社区", "南园社区"),
    ("Estate", "星海名城一期", "星海名城二期"),
    ("Estate", "海月花园", "海月"),
    ("Estate", "新都市花园", "花园"),
    ("Estate", "东区花园", "花园"),
    ("Unit", "甲乙有限公司", "甲乙有限责任公司"),
    ("Unit", "南山区第一小学", "福田区第一小学"),
]  # fmt: skip


@pytest.mark.parametrize(("label", "one", "other"), SAME)
def test_spellings_of_one_thing(label: str, one: str, other: str) -> None:
    assert name_key(one, label) == name_key(other, label)


@pytest.mark.parametrize(("label", "one", "other"), DIFFERENT)
def test_names_of_two_things(label: str, one: str, other: str) -> None:
    assert name_key(one, label) != name_key(other, label)


def test_a_name_is_never_emptied() -> None:
    for name in ("社区", "小区", "街道", "中共", "居委会", "深圳市", "南山区", "招商街道", "1期"):
        for label in LABELS:
            assert name_key(name, label) != "", (name, label)


def test_the_communities_of_nanshan_stay_apart() -> None:
    """The real names, with and without the words around them."""
    from importlib.resources import files

    text = files("loaders.sample").joinpath("nanshan-divisions.csv").read_text(encoding="utf-8-sig")
    rows = [line.split(",") for line in text.splitlines()[1:] if line.endswith("街道")]
    keys: dict[str, str] = {}
    for code, name, _, subdistrict in rows:
        community = name.removesuffix("居委会")
        spellings = (name, community, subdistrict + community, "深圳市南山区" + subdistrict + name)
        assert len({place_key(spelling, "Community") for spelling in spellings}) == 1, spellings
        keys[code] = place_key(name, "Community")
        party = organization_key(
            f"中共深圳市南山区{subdistrict}{community}委员会", "PartyOrganization"
        )
        assert party == f"{community}党委"
    assert len(set(keys.values())) == len(rows)


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("招商街道党工委", "working_committee"),
        ("中共深圳市南山区招商街道工作委员会", "working_committee"),
        ("海月社区党委", "committee"),
        ("中共深圳市南山区招商街道海月社区委员会", "committee"),
        ("星海名城社区党总支部", "general_branch"),
        ("物业行业联合支部", "joint_branch"),
        ("北大附中党支部", "branch"),
        ("海月社区第二支部委员会", "branch"),
        ("海月花园1栋党小组", "group"),
        ("海天公司党支部（一）", "branch"),
        ("海天公司党支部 (临时)", "branch"),
        ("离退休党支部（二）（暂设）", "branch"),
        ("海天公司党支部一", "branch"),
        ("海天公司党支部（筹）", None),
        ("党建工作筹备组", None),
        ("海月社区", None),
    ],
)
def test_the_kind_that_a_name_ends_with(name: str, kind: str | None) -> None:
    assert kind_by_name(name, "PartyOrganizationKind") == kind


PIECES = st.sampled_from(
    ["中共", "深圳市", "南山区", "招商街道", "海月社区", "海月", "社区", "居民委员会", "委员会",
     "支部", "党支部", "党总支", "第一", "一期", "Ⅱ期", "小区", "街道", "办事处", "（", "）",
     "工会", "业主", "1栋", "A座", "团", "共青团", "市", "区", "县", "省", "“", "”", "Ａ"]
)  # fmt: skip
NAMES = st.lists(PIECES, max_size=8).map("".join) | st.text(max_size=20)


@given(NAMES, st.sampled_from(LABELS))
def test_a_key_is_its_own_key(name: str, label: str) -> None:
    key = name_key(name, label)
    assert name_key(key, label) == key


@given(NAMES, st.sampled_from(LABELS))
def test_names_that_look_the_same_have_one_key(name: str, label: str) -> None:
    normal = unicodedata.normalize("NFKC", name)
    assert name_key(name, label) == name_key(normal, label)
    assert name_key(f" {name}\u200b\u3000", label) == name_key(name, label)


@given(st.lists(st.none() | NAMES, max_size=6), st.sampled_from(LABELS))
def test_a_column_of_names(names: list[str | None], label: str) -> None:
    keys = key_series(pl.Series("name", names, dtype=pl.String), label)
    assert keys.to_list() == [None if name is None else name_key(name, label) for name in names]
