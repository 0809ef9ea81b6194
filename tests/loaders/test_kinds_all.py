"""Every further roster kind: what an office's sheet of it becomes, and what it asks about."""

from __future__ import annotations

from pathlib import Path

import pytest

from loaders.loading import LoadResult
from tests.loaders.written import codes, load, names, node, ties, write


@pytest.fixture
def office(tmp_path: Path) -> Path:
    write(
        tmp_path,
        "社区.csv",
        ("街道", "社区编码", "社区名称", "社区党组织"),
        ("招商街道", "440305006011", "海月社区", "海月社区党委"),
    )
    write(
        tmp_path,
        "党组织.csv",
        ("党组织全称", "党组织类别", "上级党组织", "所属社区"),
        ("招商街道党工委", "党工委", None, None),
        ("海月社区党委", "党委", "招商街道党工委", "海月社区"),
        ("海月第一党支部", "党支部", "海月社区党委", "海月社区"),
    )
    write(
        tmp_path,
        "单位.csv",
        ("社区", "单位名称", "单位性质"),
        ("海月社区", "海月小学", "事业单位"),
        ("海月社区", "蓝天超市有限公司", "非公企业"),
    )
    return tmp_path


def asked(result: LoadResult) -> set[str]:
    """What somebody was asked about in 海月社区."""
    found = node(result, "Community", "海月社区")["asked"]
    assert isinstance(found, list)
    return set(found)


def roster(result: LoadResult, name: str) -> str:
    (file,) = [file for file in result.files if file["path"] == name]
    return str(file["sheets"][0]["roster"])


def test_grids_hang_off_their_community_and_are_covered(office: Path) -> None:
    write(
        office,
        "网格.csv",
        ("街道", "社区", "网格名称", "网格编码", "户数", "网格党组织", "网格长"),
        ("招商街道", "海月社区", "第一网格", "44030500601101", "320", "海月第一党支部", "欧阳明月"),
        ("招商街道", "海月社区", "第二网格", "44030500601102", "280", None, None),
    )
    result = load([office])
    assert roster(result, "网格.csv") == "grids"
    assert node(result, "Grid", "第一网格")["households"] == 320
    assert ("海月第一党支部", "第一网格") in ties(result, "COVERS")
    assert ("第二网格", "海月社区") in ties(result, "PART_OF")
    assert "COVERS.Grid" in asked(result)


def test_streets_are_covered_or_not(office: Path) -> None:
    write(
        office,
        "街巷.csv",
        ("街道", "社区", "街巷名称", "覆盖党组织"),
        ("招商街道", "海月社区", "海月一巷", "海月第一党支部"),
        ("招商街道", "海月社区", "海月二巷", None),
    )
    result = load([office])
    assert names(result, "Street") == ["海月一巷", "海月二巷"]
    assert ties(result, "COVERS") == [("海月第一党支部", "海月一巷")]
    assert "COVERS.Street" in asked(result)


def test_the_five_teams_serve_their_community(office: Path) -> None:
    write(
        office,
        "五支队伍.csv",
        ("街道", "社区", "队伍类别", "队伍名称", "人数"),
        ("招商街道", "海月社区", "党员队伍", "海月社区党员队伍", "90"),
        ("招商街道", "海月社区", "社区工作站工作队伍", "海月社区工作站工作队伍", "9"),
        ("招商街道", "海月社区", "专业社会工作者队伍", None, "1"),
        ("招商街道", "海月社区", "义工队伍", "海月义工队", "100多"),
        ("招商街道", "海月社区", "关工委", "海月社区关工委小组", "5"),
    )
    result = load([office])
    kinds = {"members", "workstation_staff", "social_workers", "volunteers", "youth_care"}
    assert set(result.nodes["Team"]["kind"]) == kinds
    assert {f"SERVES.Team.{kind}" for kind in kinds} <= asked(result)
    assert len(ties(result, "SERVES")) == 5
    volunteers = node(result, "Team", "海月义工队")
    assert (volunteers["people"], volunteers["qualifiers"]) == (100, ["people:at_least"])
    assert node(result, "Team", "专业社会工作者队伍")["people"] == 1


def test_a_youth_care_committee_of_a_subdistrict_serves_the_subdistrict(office: Path) -> None:
    write(
        office,
        "关工委.csv",
        ("街道", "社区", "队伍类别", "队伍名称"),
        ("招商街道", None, "关工委", "招商街道关工委"),
    )
    assert ties(load([office]), "SERVES") == [("招商街道关工委", "招商街道")]


def test_service_centres_are_listed_without_their_address(office: Path) -> None:
    write(
        office,
        "党群服务中心.csv",
        ("街道", "社区", "名称", "类型", "地址", "面积", "经度", "纬度"),
        (
            "招商街道",
            "海月社区",
            "海月社区党群服务中心",
            "社区级",
            "海月路1号",
            "650",
            "113.9",
            "22.5",
        ),
    )
    result = load([office])
    assert node(result, "ServiceCentre", "海月社区党群服务中心")["category"] == "社区级"
    assert ties(result, "SERVES") == [("海月社区党群服务中心", "海月社区")]
    assert "海月路1号" not in repr(result.nodes["ServiceCentre"].rows())


def test_a_joint_meeting_has_its_members_and_the_organization_that_convenes_it(
    office: Path,
) -> None:
    write(
        office,
        "联席会.csv",
        ("街道", "社区", "联席会名称", "成员单位", "牵头党组织", "成立时间"),
        (
            "招商街道",
            "海月社区",
            "海月社区党建联席会",
            "海月小学、蓝天超市有限公司",
            "海月社区党委",
            "2009-07",
        ),
    )
    result = load([office])
    assert ties(result, "TAKES_PART_IN") == [
        ("海月小学", "海月社区党建联席会"),
        ("海月社区党委", "海月社区党建联席会"),
        ("蓝天超市有限公司", "海月社区党建联席会"),
    ]
    assert "TAKES_PART_IN" in asked(result)


def test_an_offer_has_its_owner_and_who_claims_it(office: Path) -> None:
    write(
        office,
        "资源清单.csv",
        ("街道", "社区", "提供单位", "资源名称", "类别", "认领单位", "认领时间", "状态"),
        (
            "招商街道",
            "海月社区",
            "海月小学",
            "操场",
            "场地",
            "海月社区党委",
            "2010-03-01",
            "进行中",
        ),
        ("招商街道", "海月社区", "蓝天超市有限公司", "促销台", "场地", None, None, None),
    )
    result = load([office])
    assert ties(result, "OFFERS") == [("海月小学", "操场"), ("蓝天超市有限公司", "促销台")]
    assert ties(result, "CLAIMS") == [("海月社区党委", "操场")]
    assert result.edges["CLAIMS"]["since"].to_list() == ["2010-03-01"]
    assert {"OFFERS", "CLAIMS"} <= asked(result)


def test_a_demand_may_be_of_a_whole_community(office: Path) -> None:
    write(
        office,
        "需求清单.csv",
        ("街道", "社区", "需求单位", "需求名称", "类别", "认领单位", "状态"),
        ("招商街道", "海月社区", "海月小学", "交通护学岗", "安全", "蓝天超市有限公司", "已完成"),
        ("招商街道", "海月社区", None, "老人食堂", "养老", None, None),
    )
    result = load([office])
    assert names(result, "Demand") == ["交通护学岗", "老人食堂"]
    assert ties(result, "DEMANDS") == [("海月小学", "交通护学岗")]
    assert ties(result, "CLAIMS") == [("蓝天超市有限公司", "交通护学岗")]
    assert node(result, "Demand", "老人食堂")["community"] == "海月社区"
    assert {"DEMANDS", "CLAIMS"} <= asked(result)


@pytest.mark.parametrize(
    ("said", "sector"),
    [("新经济组织", "economic"), ("新社会组织", "social"), ("非公企业", "economic")],
)
def test_the_sector_of_a_two_new_organization_is_its_column_s(
    office: Path, said: str, sector: str
) -> None:
    write(
        office,
        "两新组织.csv",
        ("社区", "单位名称", "两新类别", "职工数"),
        ("海月社区", "白云公司", said, 12),
    )
    result = load([office])
    assert roster(result, "两新组织.csv") == "new_organizations"
    assert node(result, "Unit", "白云公司")["sector"] == sector


def test_a_roster_of_units_stays_one(office: Path) -> None:
    """The headers fit two kinds; only a title makes it one of two-new organizations."""
    header = ("社区", "企业名称", "统一社会信用代码", "职工数")
    write(office, "企业.csv", header, ("海月社区", "白云公司", None, 12))
    result = load([office])
    assert roster(result, "企业.csv") == "units"
    assert node(result, "Unit", "白云公司")["sector"] is None
    assert "ambiguous_kind" not in codes(result)


def test_a_roster_of_buildings_with_a_leader_stays_one(office: Path) -> None:
    header = ("社区", "小区", "楼栋", "楼栋长")
    write(office, "台账.csv", header, ("海月社区", "海月花园", "1栋", "欧阳明月"))
    assert roster(load([office]), "台账.csv") == "buildings"


def test_the_title_tells_a_roster_of_building_leaders(office: Path) -> None:
    header = ("社区", "小区", "楼栋", "姓名", "性别", "政治面貌", "联系电话")
    row = ("海月社区", "海月花园", "1栋", "欧阳明月", "女", "群众", "13800138000")
    write(office, "楼栋长花名册.csv", header, row)
    result = load([office])
    assert roster(result, "楼栋长花名册.csv") == "building_leaders"
    assert result.nodes["Post"]["affiliation"].to_list() == ["neither"]


def test_the_kind_of_a_mass_organization_may_stand_in_the_title(office: Path) -> None:
    write(
        office,
        "群团/妇联统计表.csv",
        ("社区", "组织名称", "所在单位", "人数", "领导党组织"),
        ("海月社区", "海月小学妇女之友", "海月小学", 12, "海月第一党支部"),
    )
    result = load([office])
    assert result.nodes["MassOrganization"]["kind"].to_list() == ["womens_organization"]
    assert ties(result, "LED_BY") == [("海月小学妇女之友", "海月第一党支部")]
