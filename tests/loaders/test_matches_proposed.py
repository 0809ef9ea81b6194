"""What a name could mean is proposed in `matches.csv`, and never taken."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest

from loaders.loading import load
from loaders.references.likeness import WORTH_PROPOSING, score
from tests.loaders.misspelt import rosters, superior_of_the_second
from tests.loaders.written import node, write


def test_a_near_match_is_proposed_and_never_taken(tmp_path: Path) -> None:
    result = load([rosters(tmp_path / "r")])
    (line,) = result.matches.to_dicts()
    assert (line["name"], line["candidate_1"], line["score_1"]) == (
        "海悦社区党委",
        "海月社区党委",
        "90",
    )
    assert line["first_seen"] == "党组织.csv||5"
    assert (line["field"], line["times"], line["decision"]) == ("上级党组织", "1", None)
    assert superior_of_the_second(result) == ["海悦社区党委"]
    assert not node(result, "PartyOrganization", "海悦社区党委")["listed"]


@pytest.mark.parametrize(
    ("label", "written", "name"),
    [
        ("PartyOrganization", "海月社区第一党支部", "海月社区第二党支部"),
        ("PartyOrganization", "海月社区第1支部", "海月社区第11党支部"),
        ("PartyOrganization", "海月花园3栋党小组", "海月花园4栋党小组"),
        ("PartyOrganization", "海月花园A座党小组", "海月花园B座党小组"),
        ("PartyOrganization", "深圳市教育局党委", "南山区教育局党委"),
        ("PartyOrganization", "招商街道机关党支部", "南头街道机关党支部"),
        ("PartyOrganization", "海月社区居委会", "海月社区党委"),
        ("PartyOrganization", "海月花园党小组", "海月花园党支部"),
        ("GovernanceBody", "海月社区居委会", "海月社区工作站"),
        ("GovernanceBody", "海月花园业委会", "海月花园物业管理处"),
        ("MassOrganization", "海月社区工会", "海月社区妇联"),
        ("Unit", "海月社区居委会", "海月社区"),
        ("PartyOrganization", "南山长者服务中心", "南山街道党工委"),
        ("Unit", "海月物业有限公司", "海月贸易有限公司"),
        ("Estate", "星海名城一期", "星海名城二期"),
        ("Estate", "星海名城Ⅰ期", "星海名城2期"),
        ("Estate", "东海花园", "西海花园"),
        ("Community", "白石洲东社区", "白石洲西社区"),
        ("Community", "南山社区", "南园社区"),
        ("Building", "3栋", "4栋"),
    ],
)
def test_things_that_only_look_alike_are_never_proposed(
    label: str, written: str, name: str
) -> None:
    assert score(written, name, label) < WORTH_PROPOSING


@pytest.mark.parametrize(
    ("label", "written", "name", "least"),
    [
        ("Unit", "海月物业", "深圳市海月物业管理有限公司", 96),
        ("Unit", "甲乙有限公司", "甲乙有限责任公司", 96),
        ("Estate", "海月花圆", "海月花园", 90),
        ("PartyOrganization", "海悦社区党委", "海月社区党委", 90),
        ("PartyOrganization", "海月社区", "海月社区党委", 90),
        ("PartyOrganization", "教育局党委", "南山区教育局党委", 90),
        ("PartyOrganization", "北大附中党支部", "北大附属中学党支部", 80),
        ("PartyOrganization", "海月社区党支部", "海月社区党总支", 75),
        ("Estate", "海月", "海月花园", 75),
    ],
)
def test_what_a_person_would_think_of_is_proposed(
    label: str, written: str, name: str, least: int
) -> None:
    assert score(written, name, label) >= least


def test_a_name_that_several_things_have_is_proposed_with_all_of_them(tmp_path: Path) -> None:
    write(
        tmp_path,
        "单位.csv",
        ("单位名称", "单位性质", "所属社区"),
        ("向阳幼儿园", "事业单位", "海月社区"),
        ("向阳幼儿园", "事业单位", "花果山社区"),
    )
    write(tmp_path, "共建.csv", ("项目名称", "参与单位"), ("春节慰问", "向阳幼儿园"))
    rosters(tmp_path)
    result = load([tmp_path])
    line = result.matches.filter(pl.col("name") == "向阳幼儿园").to_dicts()[0]
    assert [line["candidate_1"], line["candidate_2"]] == [
        "向阳幼儿园（海月社区）",
        "向阳幼儿园（花果山社区）",
    ]
    assert (line["problem"], line["score_1"]) == ("ambiguous", "100")


def test_the_same_proposals_come_in_any_order_of_files(tmp_path: Path) -> None:
    folder = rosters(tmp_path)
    files = sorted(folder.iterdir())
    one, other = load(files), load(files[::-1])
    assert one.matches.equals(other.matches)


def test_a_name_that_may_not_be_shown_is_not_proposed(tmp_path: Path) -> None:
    rosters(tmp_path)
    write(
        tmp_path, "小区.csv", ("小区名称", "社区"), ("林晓梅园", "海月社区"), ("阳光", "海月社区")
    )
    write(tmp_path, "业委会.csv", ("名称", "社区", "小区"), ("阳光业委会", "海月社区", "林小梅园"))
    result = load([tmp_path])
    assert "林小梅园" not in result.matches.write_csv()
