"""Who is who: one thing under many spellings, and never two things under one key."""

from __future__ import annotations

from itertools import product
from pathlib import Path
from tempfile import TemporaryDirectory

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from loaders.loading import load
from loaders.sample import write as write_sample
from loaders.values.names import name_key
from tests.loaders.written import codes, names, ties, write

NUMERALS = "零一二三四五六七八九"
PLACES = ("海月", "花果山", "北头", "白石洲东", "白石洲西", "高新区", "南山", "南园")
KINDS = {
    "committee": ("党委", "党委会", "党委员会", "党的委员会"),
    "general_branch": ("党总支", "党总支部", "总支", "总支部委员会", "党总支委员会"),
    "branch": ("党支部", "支部", "支部委员会", "党支部委员会"),
    "joint_branch": ("联合党支部", "联合支部", "联合支部委员会"),
}
COMMITTEE = {"committee": "委员会", "general_branch": "总支部委员会", "branch": "支部委员会"}


def chinese(number: int) -> str:
    tens, ones = divmod(number, 10)
    return (("" if tens == 1 else NUMERALS[tens]) + "十" if tens else "") + (
        NUMERALS[ones] if ones or not tens else ""
    )


def wide(text: str) -> str:
    """Digits and letters as an input method in full width writes them."""
    return "".join(chr(ord(c) + 0xFEE0) if c.isascii() and c.isalnum() else c for c in text)


@st.composite
def organizations(draw: st.DrawFn) -> tuple[str, int | None, str]:
    """(community, ordinal, kind) of a Party organization."""
    kind = draw(st.sampled_from(sorted(KINDS)))
    ordinal = draw(st.none() | st.integers(1, 30)) if "branch" in kind else None
    return draw(st.sampled_from(PLACES)), ordinal, kind


@st.composite
def spellings(draw: st.DrawFn, organization: tuple[str, int | None, str]) -> str:
    """One of the many ways in which rosters write an organization."""
    place, ordinal, kind = organization
    area = draw(
        st.sampled_from(
            ["", "招商街道", "南山区招商街道", "深圳市南山区招商街道", "广东省深圳市南山区招商街道"]
        )
    )
    formal = draw(st.booleans()) and kind in COMMITTEE
    front = draw(st.sampled_from(["中共", "中国共产党"])) if formal else ""
    end = COMMITTEE[kind] if formal else draw(st.sampled_from(KINDS[kind]))
    middle = ""
    if ordinal is not None:
        written = draw(st.sampled_from([str(ordinal), chinese(ordinal)]))
        middle = ("第" if draw(st.booleans()) else "") + written
    text = f"{front}{area}{place}社区{middle}{end}"
    if draw(st.booleans()):
        text = wide(text)
    if draw(st.booleans()):
        at = draw(st.integers(0, len(text)))
        text = text[:at] + draw(st.sampled_from(["\u200b", " ", "\u3000", "\ufeff"])) + text[at:]
    return text


@given(st.data(), organizations())
def test_any_mixture_of_spellings_is_one_organization(
    data: st.DataObject, organization: tuple[str, int | None, str]
) -> None:
    one, other = (data.draw(spellings(organization)) for _ in range(2))
    assert name_key(one, "PartyOrganization") == name_key(other, "PartyOrganization")


@given(st.data(), organizations(), organizations())
def test_no_mixture_of_spellings_makes_two_organizations_one(
    data: st.DataObject, first: tuple[str, int | None, str], second: tuple[str, int | None, str]
) -> None:
    one, other = data.draw(spellings(first)), data.draw(spellings(second))
    same = name_key(one, "PartyOrganization") == name_key(other, "PartyOrganization")
    assert same == (first == second)


BRACKETS = st.sampled_from(["（{}）", "({})", "【{}】", "[{}]", "{}", "-{}", "·{}"])
PHASES = st.sampled_from([("一", "1", "I", "Ⅰ"), ("二", "2", "II", "Ⅱ"), ("三", "3", "III", "Ⅲ")])


@given(st.data(), PHASES, PHASES)
def test_phases_of_an_estate_are_one_however_written_and_stay_apart(
    data: st.DataObject, one: tuple[str, ...], other: tuple[str, ...]
) -> None:
    def written(phase: tuple[str, ...]) -> str:
        number = (
            ("第" if data.draw(st.booleans()) else "") + data.draw(st.sampled_from(phase)) + "期"
        )
        number = number.replace("第I", "I").replace("第Ⅰ", "Ⅰ")
        return "星海名城" + data.draw(BRACKETS).format(number)

    same = name_key(written(one), "Estate") == name_key(written(other), "Estate")
    assert same == (one == other)


def test_a_generated_city_keeps_all_its_names() -> None:
    """As many keys as there are things: no two organizations of a city fall together."""
    communities = [f"{a}{b}" for a, b in product("海月星南北东西新", "山湾塘围头桥园洲")]
    kinds = ["党委", "党总支", "党支部", "联合党支部", "党小组"]
    made = [f"{c}社区{kind}" for c, kind in product(communities, kinds)]
    made += [f"{c}社区第{n}党支部" for c, n in product(communities, range(1, 30))]
    made += [
        f"{c}花园{phase}期{n}栋党小组"
        for c, phase, n in product(communities[:10], "12", range(1, 30))
    ]
    assert len({name_key(name, "PartyOrganization") for name in made}) == len(made)
    bodies = [
        f"{c}{end}"
        for c, end in product(
            communities, ["社区居委会", "社区工作站", "花园业委会", "花园物业管理处"]
        )
    ]
    assert len({name_key(name, "GovernanceBody") for name in bodies}) == len(bodies)
    estates = [
        f"{c}{end}" for c, end in product(communities, ["花园", "名城一期", "名城二期", "苑"])
    ]
    assert len({name_key(name, "Estate") for name in estates}) == len(estates)


def test_no_two_things_of_the_sample_fall_together(tmp_path: Path) -> None:
    """Every name that the sample's rosters write for itself is that of a node, or of one that is
    plainly the same (its other spelling has the same key, and is kept)."""
    write_sample(tmp_path / "rosters")
    result = load([tmp_path / "rosters"])
    for label, frame in result.nodes.items():
        others = frame.filter(pl.col("alternative_names").list.len() > 0)
        for row in others.to_dicts():
            keys = {name_key(name, label) for name in (row["name"], *row["alternative_names"])}
            assert len(keys) == 1 or label in {"PartyOrganization", "Unit"}, row["name"]
        assert frame["id"].is_unique().all()


def test_four_things_are_called_by_the_community(tmp_path: Path) -> None:
    """The territory, its committee, its Party organization and its workstation (DOMAIN 0)."""
    write(
        tmp_path,
        "社区.csv",
        ("街道", "社区名称", "社区编码"),
        ("招商街道", "海月社区", "440305006011"),
    )
    write(
        tmp_path,
        "治理.csv",
        ("名称", "类别", "所属社区"),
        ("海月社区居委会", "居委会", "海月社区"),
        ("海月社区工作站", "工作站", "海月社区"),
    )
    write(
        tmp_path,
        "党.csv",
        ("党组织名称", "所属社区", "上级党组织"),
        ("海月社区党委", "海月社区", None),
    )
    result = load([tmp_path])
    assert names(result, "Community") == ["海月社区"]
    assert names(result, "GovernanceBody") == ["海月社区居委会", "海月社区工作站"]
    assert names(result, "PartyOrganization") == ["海月社区党委"]
    ids = [i for label in ("Community", "GovernanceBody", "PartyOrganization")
           for i in result.nodes[label]["id"]]  # fmt: skip
    assert len(set(ids)) == 4


def test_a_name_that_recurs_in_another_community_is_another_thing(tmp_path: Path) -> None:
    write(
        tmp_path,
        "社区.csv",
        ("街道", "社区名称", "社区编码"),
        ("招商街道", "海月社区", "440305006011"),
        ("招商街道", "花果山社区", "440305006003"),
    )
    write(
        tmp_path,
        "小区.csv",
        ("小区名称", "社区", "户数"),
        ("阳光花园", "海月社区", 100),
        ("阳光花园", "花果山社区", 200),
    )
    write(
        tmp_path,
        "楼栋.csv",
        ("小区", "楼栋名称", "社区"),
        ("阳光花园", "1栋", "海月社区"),
        ("阳光花园", "1栋", "花果山社区"),
    )
    result = load([tmp_path])
    assert result.nodes["Estate"].height == result.nodes["Building"].height == 2
    assert codes(result) == []
    ends = result.edges["PART_OF"].filter(pl.col("from_label") == "Building")["to"]
    assert ends.n_unique() == 2


@pytest.mark.parametrize("community", [None, ""])
def test_units_of_two_subdistricts_stay_apart_without_a_community(
    tmp_path: Path, community: str | None
) -> None:
    write(
        tmp_path,
        "单位.csv",
        ("街道", "社区", "单位名称", "单位性质", "职工数"),
        ("招商街道", community, "向阳幼儿园", "事业单位", 20),
        ("南头街道", community, "向阳幼儿园", "事业单位", 30),
    )
    result = load([tmp_path])
    assert sorted(result.nodes["Unit"]["employees"].to_list()) == [20, 30]
    assert codes(result).count("contradiction") == 0


def test_an_organization_is_found_by_every_spelling(tmp_path: Path) -> None:
    write(
        tmp_path,
        "社区.csv",
        ("街道", "社区名称", "社区编码"),
        ("招商街道", "海月社区", "440305006011"),
    )
    spelled = [
        "海月社区党委", "中共深圳市南山区招商街道海月社区委员会", "招商街道海月社区党委会",
        "中国共产党海月社区委员会", "海月社区 党委", "海\u200b月社区党委",
    ]  # fmt: skip
    write(
        tmp_path,
        "党.csv",
        ("党组织名称", "所属社区", "上级党组织"),
        ("海月社区党委", "海月社区", None),
        *[(f"海月社区第{n}党支部", "海月社区", name) for n, name in enumerate(spelled, 1)],
    )
    result = load([tmp_path])
    assert codes(result) == []
    assert {end for _, end in ties(result, "SUBORDINATE_TO")} == {"海月社区党委"}
    assert len(ties(result, "SUBORDINATE_TO")) == len(spelled)


@given(
    st.permutations(["全", "街道", "编码", "名称"]),
    st.sets(st.sampled_from(["街道", "编码", "名称"]), min_size=1),
)
@settings(deadline=None, max_examples=15)
def test_a_second_roster_of_communities_that_leaves_things_out_is_about_the_same(
    order: list[str], there: set[str]
) -> None:
    cells = {"区": "南山区", "街道": "招商街道", "社区编码": "440305006011", "社区名称": "海月社区"}
    leaves_out = {
        "全": (),
        "街道": ("区", "社区编码"),
        "编码": ("区", "街道"),
        "名称": ("区", "街道", "社区编码"),
    }
    with TemporaryDirectory() as folder:
        paths = []
        for n, which in enumerate(w for w in order if w == "全" or w in there):
            kept = {c: text for c, text in cells.items() if c not in leaves_out[which]}
            path = Path(folder) / f"{n}.csv"
            paths.append(write(path.parent, path.name, (*kept, "户数"), (*kept.values(), 90)))
        result = load(paths)
    assert result.nodes["Community"]["code"].to_list() == ["440305006011"]
    assert result.nodes["Community"]["subdistrict"].to_list() == ["招商街道"]
    assert names(result, "Subdistrict") == ["招商街道"]
    assert codes(result) == []


def test_a_community_without_its_subdistrict_is_none_of_two_of_that_name(tmp_path: Path) -> None:
    header = ("街道", "社区名称", "户数")
    write(tmp_path, "一.csv", header, ("甲街道", "新村社区", 1), ("乙街道", "新村社区", 2))
    write(tmp_path, "二.csv", header[1:], ("新村社区", 3))
    result = load([tmp_path])
    assert result.nodes["Community"]["households"].sort().to_list() == [1, 2, 3]
    (issue,) = result.issues.filter(code="ambiguous").to_dicts()
    assert issue["candidates"] == "新村社区（乙街道）、新村社区（甲街道）"
    assert (issue["file"], issue["row"]) == ("二.csv", 2)


def test_an_enterprise_is_the_unit_of_that_name_where_its_sheet_has_no_community(
    tmp_path: Path,
) -> None:
    """The template of enterprises has no column for the community (DOMAIN 2.1)."""
    communities = (("招商街道", "海月社区"), ("招商街道", "北头社区"))
    write(tmp_path, "社区.csv", ("街道", "社区名称"), *communities)
    write(
        tmp_path,
        "单位.csv",
        ("社区", "单位名称"),
        ("海月社区", "海月科技有限公司"),
        ("海月社区", "向阳幼儿园"),
        ("北头社区", "向阳幼儿园"),
    )
    enterprises = ("企业名称", "办公地址", "是否建立党组织", "党组织名称", "职工总数", "党员数")
    write(
        tmp_path,
        "非公企业.csv",
        enterprises,
        ("海月科技有限公司", None, "否", None, 30, 3),
        ("向阳幼儿园", None, "否", None, 20, 1),
    )
    result = load([tmp_path])
    units = result.nodes["Unit"].sort("name", "community", nulls_last=True)
    assert units.select("name", "community", "employees").rows() == [
        ("向阳幼儿园", "北头社区", None),
        ("向阳幼儿园", "海月社区", None),
        ("向阳幼儿园", None, 20),
        ("海月科技有限公司", "海月社区", 30),
    ]
    asked = dict(result.nodes["Community"].select("name", "asked").iter_rows())
    assert asked == {"海月社区": ["ESTABLISHED_IN.Unit"], "北头社区": None}
    assert "ambiguous" in codes(result)


def test_units_with_two_credit_codes_are_two_whatever_their_name(tmp_path: Path) -> None:
    write(
        tmp_path,
        "一.csv",
        ("社区", "单位名称", "统一社会信用代码"),
        ("海月社区", "海月科技有限公司", "91440300708461136T"),
    )
    write(
        tmp_path,
        "二.csv",
        ("单位名称", "统一社会信用代码", "职工数"),
        ("海月科技有限公司", "91110000100003962Y", 5),
    )
    assert load([tmp_path]).nodes["Unit"].height == 2


def test_a_short_name_that_repeats_the_name_is_no_other_name(tmp_path: Path) -> None:
    write(
        tmp_path,
        "党.csv",
        ("党组织全称", "党组织简称", "党组织类别"),
        ("海月社区党委", "海月社区党委", "党委"),
        ("海月社区第一党支部", "海月一支部", "党支部"),
    )
    others = load([tmp_path]).nodes["PartyOrganization"].sort("name")["alternative_names"]
    assert others.to_list() == [None, ["海月一支部"]]
