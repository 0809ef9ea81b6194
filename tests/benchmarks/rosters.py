"""The rosters of a synthetic city: their headers, their files, and what they add up to."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

HEADERS = {
    "communities": "区 街道 社区编码 社区名称 户数 社区党组织",
    "estates": "社区 小区名称 类型 户数",
    "buildings": "社区 小区 楼栋名称 楼栋编码 楼栋用途 层数 户数",
    "party_organizations": "党组织全称 党组织类别 党组织编码 上级党组织 所属社区 所在单位 覆盖小区 "
    "覆盖楼栋 党员数 成立日期",
    "dual_management": "社区 党支部名称 属地党组织 参加活动 参与选举 参与决策 起始日期 截止日期",
    "units": "社区 单位名称 统一社会信用代码 单位性质 两新类别 职工数 党员数 正式党员数 "
    "是否建立党组织",
    "governance_bodies": "社区 类别 名称 服务小区 运营公司 任期届满",
    "mass_organizations": "社区 群团类别 组织名称 所在单位 会员数 领导党组织",
    "agreements": "社区 协议名称 类型 参与单位 签订日期 到期日期",
}
# Those that only a city with everything has; `City.write` leaves out what has no row.
MORE_HEADERS = {
    "leadership_posts": "社区 任职组织 职务 姓名 是否专职 推荐单位 政治面貌",
    "building_leaders": "社区 小区 负责楼栋 楼栋长姓名 政治身份",
    "streets": "社区 街巷名称 覆盖党组织",
    "teams": "社区 队伍类别 队伍名称 人数",
    "joint_meetings": "社区 联席会名称 牵头党组织 成员单位 成立时间",
    "offers": "社区 提供单位 资源名称 类别 认领单位 状态",
    "demands": "社区 提出单位 需求名称 类别 认领单位 认领时间 状态",
    "projects": "社区 项目名称 类型 参与单位 开始日期 结束日期 状态",
}

_FILES = {
    "communities": "社区.csv",
    "estates": "小区.csv",
    "buildings": "楼栋.csv",
    "party_organizations": "党组织.csv",
    "dual_management": "双重管理.csv",
    "units": "单位.csv",
    "governance_bodies": "治理主体.csv",
    "mass_organizations": "群团组织.csv",
    "agreements": "共建协议.csv",
    "leadership_posts": "班子成员.csv",
    "building_leaders": "楼栋长.csv",
    "streets": "街巷.csv",
    "teams": "队伍.csv",
    "joint_meetings": "联席会议.csv",
    "offers": "资源清单.csv",
    "demands": "需求清单.csv",
    "projects": "共建项目.csv",
}


@dataclass
class Expected:
    """What was made, and so what a graph of it holds."""

    communities: int = 0
    estates: int = 0
    buildings: int = 0
    party_organizations: int = 0
    units: int = 0
    non_residential: int = 0
    uncovered_buildings: int = 0
    estates_without_branch: int = 0
    led_by_committee: int = 0
    led_by_general_branch: int = 0
    led_by_branch: int = 0


@dataclass
class City:
    """Rosters by kind, as rows of texts under `HEADERS`, and what they add up to."""

    rows: dict[str, list[tuple[str, ...]]] = field(
        default_factory=lambda: {kind: [] for kind in HEADERS | MORE_HEADERS}
    )
    expected: Expected = field(default_factory=Expected)

    def organize(
        self,
        name: str,
        kind: str,
        *,
        code: str = "",
        superior: str = "",
        community: str = "",
        unit: str = "",
        estate: str = "",
        buildings: str = "",
        members: str = "",
        established: str = "",
    ) -> None:
        """Add a Party organization."""
        self.expected.party_organizations += 1
        self.rows["party_organizations"].append(
            (name, kind, code, superior, community, unit, estate, buildings, members, established)
        )

    def write(self, folder: Path) -> list[Path]:
        """Write one CSV (UTF-8) a roster kind into `folder`; return the files in that order."""
        folder.mkdir(parents=True, exist_ok=True)
        written = []
        for kind, header_row in (HEADERS | MORE_HEADERS).items():
            if not (rows := self.rows[kind]):
                continue
            path = folder / _FILES[kind]
            header = ",".join(header_row.split())
            # No value holds a comma, a quote or a newline, so a join is a CSV writer.
            text = "\n".join([header, *(",".join(row) for row in rows)])
            path.write_text(text + "\n", encoding="utf-8")
            written.append(path)
        return written


def roster_path(folder: Path, kind: str) -> Path:
    """Where `City.write` puts the roster of a kind."""
    return folder / _FILES[kind]
