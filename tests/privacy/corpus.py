"""A folder of rosters of every kind with personal data planted in every place one can think of.

What the specification says can't be told is planted nowhere here, and is listed instead:

- a person's name that stands as the name of a thing of its own (单位名称, 小区名称, 队伍名称 …), in
  a free text that is kept (未建原因, 类别), or as the name of a file, a folder or a sheet, and
  equals no value of a column of names of that load: it has no shape;
- a person's name alone as the name of a company (物业公司, 运营公司, 推荐单位 …), of which many are
  as short: 万科;
- a date of birth in a column of dates (成立日期), which is a date like any other;
- an address without a room in a column of names of things.
"""

from __future__ import annotations

from pathlib import Path

from tests.privacy.corpus_files import damaged, hidden, names_of_files, persons, write_csv
from tests.privacy.planted import Planter
from tests.privacy.workbooks import xlsx

COMMUNITY = "440305006011"


def build(folder: Path) -> Planter:
    """Write the corpus into `folder`; returns what was planted."""
    p = Planter()
    _places(folder, p)
    _party(folder, p)
    _posts(folder, p)
    _units(folder, p)
    _lists(folder, p)
    hidden(folder, p)
    names_of_files(folder, p)
    persons(folder, p)
    damaged(folder, p)
    return p


def _places(folder: Path, p: Planter) -> None:
    write_csv(
        folder / "社区.csv",
        [p.mobile("title"), "社区基本情况", "填表人：" + p.name("title")],
        ["区", "街道", "社区编码", "社区名称", "户数", "社区党组织", "社区书记", "办公电话"],
        ["南山区", "招商街道", COMMUNITY, "海月社区", 3000, "海月社区党委", p.name("书记"),
         p.telephone("办公电话")],
        ["南山区", "招商街道", "440305006012", "北头社区", p.birth("count"), None, None, None],
        ["南山区", "招商街道", p.identity("code of a community"), "蛇口社区", p.address("count"),
         p.name("leading organization"), None, None],
        ["注：联系人" + p.name("footer"), p.mobile("footer", "{}")],
        ["审核人：", p.name("footer"), p.email("footer")],
    )  # fmt: skip
    write_csv(
        folder / "小区.csv",
        ["社区", "小区名称", "户数", "业委会", "物业公司", "物业管理处", "业委会联系方式"],
        ["海月社区", "海月花园", 84, p.name("业委会"), "联系人" + p.name("物业公司"), "有",
         p.mobile("contact")],
        ["海月社区", "海月山庄", 50, "有，电话" + p.mobile("业委会", "+86 {}"),
         p.identity("物业公司", "wide"), p.mobile("物业管理处", "hyphens"), None],
        ["海月社区", p.mobile("name of an estate"), 1, None, None, None, None],
        ["合计", None, p.mobile("total"), None, None, None, None],
    )  # fmt: skip
    remark, unknown = p.name("remark"), p.email("unknown column")
    xlsx(
        folder / "楼栋.xlsx",
        {
            "楼栋": [
                ["街道", "社区", "小区", "楼栋名称", "楼栋编码", "户数", "备注", "内部标记",
                 "楼栋长", "楼栋长" + p.mobile("header")],
                ["招商街道", "海月社区", "海月花园", "1栋", p.room("building code"), 48,
                 "楼长" + remark, unknown, p.name("楼栋长"), p.mobile("楼栋长 with phone")],
                ["招商街道", "海月社区", "海月花园", "2栋", p.identity("building code"),
                 p.mobile("count"), p.mobile("remark", "wide"), p.address("unknown column"),
                 p.name("楼栋长"), None],
                ["招商街道", "海月社区", p.name("estate"), "3栋", p.mobile("building code"),
                 int(p.mobile("number in a count")), p.identity_of_15("remark"),
                 p.birth("unknown column"), None, None],
                ["招商街道", "海月社区", "海月花园", p.identity("name of a building", "gaps"),
                 None, None, None, None, None, None],
                ["招商街道", p.mobile("community"), "海月花园", "5栋", None, None, None, None,
                 None, None],
                [None] * 12 + [p.name("cell beyond the header")],
            ],
            p.identity("sheet name", "{}")[:31]: [["说明"], [p.name("unknown sheet")]],
        },
        merged=[(8, 0, 9, 5, "填表：" + p.name("merged cell") + p.mobile("merged cell"))],
    )  # fmt: skip


def _party(folder: Path, p: Planter) -> None:
    write_csv(
        folder / "党组织.csv",
        ["社区", "党组织全称", "党组织简称", "党组织编码", "上级党组织", "所在单位", "覆盖小区",
         "覆盖楼栋", "党员数", "成立日期", "属地党组织", "书记", "联系电话", "工作地址",
         p.name("a name as the header of a column, beside a phone") + p.mobile("header")],
        ["海月社区", "海月社区党委", None, None, "招商街道党工委", None, None, None, 320,
         "2005-07-01", None, p.name("书记"), p.mobile("联系电话"), p.address("工作地址"), "是"],
        ["海月社区", "海月社区第一党支部", p.mobile("short name", "+86{}"),
         p.identity("code"), "海月社区党委", None, "海月花园", "1栋", 41, None, None,
         p.name("书记"), p.mobile("联系电话", "gaps"), None, None],
        ["海月社区", "海月社区第二党支部", None, p.mobile("code"), p.name("superior"),
         p.name("unit"), p.mobile("estate"), p.identity("buildings"), p.birth("members"),
         p.identity_of_15("date"), p.name("territorial organization"), None, None, None, None],
        ["海月社区", "海月社区第三党支部", None, None, p.email("superior"), p.room("unit"),
         p.name("estate"), p.name("buildings"), p.name("members"), p.name("date"),
         p.identity("territorial", "hyphens"), None, None, None, None],
        ["海月社区", "党支部书记" + p.name("name with 书记"), None, None,
         "联系人" + p.name("superior with 联系人"), None, None, None, None, None, None,
         None, None, None, None],
        [p.name("community"), "海月社区第四党支部", None, None, None, None, None,
         p.address("buildings"), p.address("members"), p.address("date"), None, None, None,
         None, None],
        ["海月社区", "海月社区第五党支部", None, None, None, None, None, None, None, None, None,
         None, None, None, None, p.mobile("cell beyond the header"),
         p.identity("cell beyond the header")],
    )  # fmt: skip
    write_csv(
        folder / "双重管理.csv",
        ["社区", "党支部名称", "隶属党组织", "属地党组织", "参加活动", "起始日期", "党支部书记"],
        ["海月社区", "海月社区第一党支部", p.name("superior"), "海月社区党委", p.name("yes or no"),
         p.mobile("date"), p.name("书记")],
        ["海月社区", p.name("branch"), None, p.mobile("territorial"), p.mobile("yes or no"), None,
         None],
        encoding="gb18030",
    )  # fmt: skip


def _posts(folder: Path, p: Planter) -> None:
    both = p.name("two posts")
    xlsx(
        folder / "班子.xlsx",
        {
            "班子成员": [
                ["社区", "任职组织", "职务", "姓名", "是否专职", "推荐单位", "政治面貌", "学历",
                 "届次", "身份证号", "出生年月", "手机"],
                ["海月社区", "海月社区党委", "书记", both, "是", p.email("推荐单位"), "中共党员",
                 "本科", p.mobile("term"), p.identity("身份证号"), p.birth("出生年月"),
                 p.mobile("手机")],
                ["海月社区", "海月社区工作站", "站长", both, "是", None, p.name("affiliation"),
                 p.identity("education"), None, None, None, None],
                ["海月社区", p.name("organization of a post"), p.name("role"),
                 p.name("姓名"), p.name("yes or no"), None, None, None, None, None, None, None],
                ["海月社区", "海月社区党委", "副书记", p.name("姓名") + p.mobile("姓名"), "是",
                 None, None, None, None, None, None, None],
            ]
        },
    )  # fmt: skip
    write_csv(
        folder / "楼栋长.csv",
        ["社区", "小区", "负责楼栋", "楼栋长姓名", "政治身份", "联系电话", "出生日期", "家庭住址"],
        ["海月社区", "海月花园", "1栋、2栋", p.name("楼栋长姓名"), "党员", p.mobile("联系电话"),
         p.birth("出生日期"), p.address("家庭住址")],
        ["海月社区", "海月花园", p.name("负责楼栋"), p.name("楼栋长姓名"), p.mobile("政治身份"),
         None, None, None],
    )  # fmt: skip
    write_csv(
        folder / "治理.csv",
        ["社区", "类别", "名称", "服务小区", "运营公司", "任期届满", "主任"],
        ["海月社区", "工作站", "海月社区工作站", None, None, None, p.name("主任")],
        ["海月社区", p.name("kind"), "海月社区居委会", p.name("estate"), p.email("company"),
         p.mobile("date"), None],
    )  # fmt: skip


def _units(folder: Path, p: Planter) -> None:
    named = p.name("负责人, and inside a reason")
    xlsx(
        folder / "单位.xlsx",
        {
            "单位": [
                ["社区", "单位名称", "统一社会信用代码", "单位性质", "职工数", "党员数",
                 "是否建立党组织", "党组织名称", "未建原因", "资源清单", "需求", "负责人",
                 "法人代表", "联系方式"],
                ["海月社区", "海月小学", p.identity("credit code"), "事业单位", 45, 12, "是",
                 p.name("党组织名称"), None, "礼堂、" + p.mobile("offer"),
                 "志愿者" + p.identity("demand"), named, p.name("法人代表"),
                 p.mobile("联系方式", "wide")],
                ["海月社区", "海月机电有限公司", p.mobile("credit code"), p.name("nature"),
                 p.telephone("employees"), p.email("members"), p.name("yes or no"), None,
                 "由" + named + "负责", None, None, None, None, None],
                ["海月社区", p.mobile("name of a unit", "wide"), None, None, None, None, None,
                 None, p.email("reason"), p.email("offer"), None, None, None, None],
            ]
        },
        comments={(1, 1): p.name("comment") + p.mobile("comment")},
        formula=(4, 4, f'=IF("{p.name("formula")}"="",1,60)', 60),
        author=p.name("document properties, page header, list of a cell"),
        defined=p.name("defined name"),
    )  # fmt: skip
    write_csv(
        folder / "新组织.csv",
        ["社区", "企业名称", "两新类别", "职工数", "党员数", "联系人"],
        ["海月社区", "海月贸易有限公司", p.name("sector"), p.mobile("employees"), None,
         p.name("联系人")],
    )  # fmt: skip


def _lists(folder: Path, p: Planter) -> None:
    write_csv(
        folder / "共建协议.csv",
        ["社区", "协议名称", "类别", "参与单位", "签订日期", "联络员"],
        ["海月社区", "海月共建协议", p.mobile("category"),
         "海月小学、" + p.name("participant") + "、" + p.mobile("participant"),
         p.identity("date"), p.name("联络员")],
    )  # fmt: skip
    write_csv(
        folder / "联席会.csv",
        ["社区", "联席会名称", "成员单位", "牵头党组织", "召集人"],
        ["海月社区", "海月社区党建联席会", "海月小学；" + p.name("member"), p.name("lead"),
         p.name("召集人")],
    )  # fmt: skip
    write_csv(
        folder / "资源.csv",
        ["社区", "提供单位", "资源名称", "类别", "认领单位", "状态"],
        ["海月社区", "海月小学", "礼堂" + p.mobile("offer"), p.email("category"),
         p.name("claim"), p.name("status")],
        ["海月社区", p.name("provider"), "操场", None, p.mobile("claim"), None],
    )  # fmt: skip
    write_csv(
        folder / "群团.csv",
        ["社区", "群团类别", "组织名称", "所在单位", "会员数", "领导党组织", "工会主席"],
        ["海月社区", "工会", "海月小学工会", "海月小学", p.name("members"), p.name("led by"),
         p.name("工会主席")],
    )  # fmt: skip
    write_csv(
        folder / "队伍.csv",
        ["社区", "队伍类别", "队伍名称", "人数", "队长"],
        ["海月社区", p.name("kind"), "海月义工队", p.mobile("people"), p.name("队长")],
    )  # fmt: skip
    write_csv(
        folder / "服务中心.csv",
        ["社区", "名称", "类型", "地址", "面积", "经度", "纬度", "负责人"],
        ["海月社区", "海月党群服务中心", "社区级", p.address("地址"), 300, p.mobile("longitude"),
         p.name("latitude"), p.name("负责人")],
    )  # fmt: skip
    write_csv(
        folder / "网格.csv",
        ["街道", "社区", "网格名称", "网格编码", "户数", "网格党组织", "网格员"],
        ["招商街道", "海月社区", "海月第一网格", p.identity("grid code"), p.mobile("households"),
         p.name("grid organization"), p.name("网格员")],
    )  # fmt: skip
    write_csv(
        folder / "指标.csv",
        ["统计对象", "指标", "类别", "时期", "数值"],
        ["海月社区", "党员", p.mobile("category"), p.identity("period"), p.mobile("value")],
        [p.name("place"), "党员", None, None, 5],
        ["海月社区", p.name("measure"), None, None, p.name("value")],
    )  # fmt: skip
