"""A 登记表 is about one thing, a label left of each value: no roster, and never read as one."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.loaders.sheets import Rows, tables_of
from tests.loaders.written import account, codes, load, names, write

UNIT = [
    ["单位名称", "华锐科技有限公司"],
    ["统一社会信用代码", "91440300MA5DA1B23X"],
    ["单位性质", "私营企业"],
    ["所属社区", "月亮湾社区"],
    ["职工数", "约300人"],
    ["负责人", "欧阳震寰"],
    ["电话", "13812345678"],
]
PARTY = [
    ["基层党组织登记表"],
    ["党组织全称", "月亮湾社区第一党支部", "党组织类别", "党支部"],
    ["所属社区", "月亮湾社区", "上级党组织", "月亮湾社区党委"],
    ["书记", "欧阳震寰", "党员数", "15"],
    ["身份证号", "440305198803071234", "联系电话", "13812345678"],
    ["成立日期", "2008-03-01", "备注", "宫晓彤代理"],
]
COMMUNITY = [
    ["社区名称", "月亮湾社区"],
    ["社区书记", "司马青岚"],
    ["站长", "令狐冲霄"],
    ["居委会主任", "贾思敏"],
    ["户数", "1200"],
]
MERGED = [[label, label, value, value] for label, value in UNIT]
BLANK = [[*row[:1], "", *row[2:3], ""] for row in PARTY[1:]]
TRANSPOSED = [
    ["项目", "月亮湾社区", "荔湾社区", "学府社区"],
    ["户数", "1200", "900", "800"],
    ["社区书记", "欧阳震寰", "司马青岚", "贾思敏"],
    ["社区党委", "月亮湾社区党委", "荔湾社区党委", "学府社区党委"],
]


@pytest.mark.parametrize(
    "form", [UNIT, PARTY, COMMUNITY, MERGED, BLANK, TRANSPOSED, UNIT[:3], PARTY[:3]]
)
def test_a_form_is_refused_and_all_its_rows_are_rejected(form: Rows) -> None:
    (table,) = tables_of(form, "登记表")
    assert table.refused == "form_sheet"
    assert table.body.columns == ["row"]
    assert table.body.height == table.read == len(form)


def test_what_a_form_is_about_does_not_become_units_called_after_its_labels(tmp_path: Path) -> None:
    write(tmp_path, "登记.csv", *UNIT)
    write(tmp_path, "社区.csv", ["街道", "社区名称"], ["南山街道", "月亮湾社区"])
    result = load([tmp_path])
    assert names(result, "Unit", listed=None) == []
    assert codes(result) == ["form_sheet"]
    assert account(result)["登记.csv"] == (7, 0, 7, 0)
    (issue,) = result.issues.to_dicts()
    assert "登记表" in issue["problem_zh"]
    assert "第一行" in issue["remedy_zh"]


@pytest.mark.parametrize(
    "roster",
    [
        [["组织名称", "职务", "姓名"], ["社区党委", "书记", "甲"], ["居委会", "主任", "乙"]],
        [["社区", "指标", "数值"], ["海月社区", "户数", "7"], ["海月社区", "层数", "8"]],
        [["指标", "数值", "社区"], ["户数", "7", "海月社区"], ["层数", "8", "海月社区"]],
        [["社区", "类别", "名称"], ["海月社区", "工会", "工会"], ["海月社区", "妇联", "妇联"]],
        [["单位名称", "其他"], ["业主委员会", "3"], ["物业管理处", "4"], ["工会", "5"]],
        [
            ["社区", "任职组织", "职务", "推荐单位", "学历"],
            ["海月社区", "海月社区党委", "兼职委员", "海月社区健康服务中心", "大专"],
            ["海月社区", "海月社区党委", "兼职委员", "北头社区健康服务中心", "大专"],
        ],
        [["街道", "社区名称"], ["街道", "社区名称"], ["招商街道", "海月社区"]],
    ],
)
def test_a_roster_whose_cells_are_words_of_headers_is_no_form(roster: Rows) -> None:
    assert all(table.refused is None for table in tables_of(roster))


def test_a_specimen_of_a_form_in_the_instructions_is_an_instruction() -> None:
    (table,) = tables_of(UNIT, "填表说明")
    assert table.guidance
