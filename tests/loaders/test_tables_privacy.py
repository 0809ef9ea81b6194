"""Personal columns and rosters of persons are told by their headers, and go no further."""

from __future__ import annotations

import pytest

from loaders.tables.headers import is_about_residents, is_personal, names_person, normal_header
from tests.loaders.small_kinds import table_of


class TestPrivacy:
    def test_personal_columns_are_dropped_as_the_header_is_read(self) -> None:
        table = table_of(
            [
                ["社区", "楼栋", "楼栋长", "联系电话", "身份证号码", "住址（房号）", "备注"],
                ["海月社区", "1栋", "某甲", "13800000000", "x", "101", "无"],
            ]
        )
        assert table.dropped == ["楼栋长", "联系电话", "身份证号码", "住址(房号)"]
        assert table.body.columns == ["row", "community", "name"]
        assert table.others.columns == ["row", "c6"]
        assert table.withheld.to_list() == ["某甲"]
        assert "某甲" not in repr(table)

    def test_a_name_is_kept_where_the_kind_declares_a_field_for_it(self) -> None:
        table = table_of([["社区", "姓名", "职务", "性别"], ["海月社区", "某甲", "书记", "女"]])
        assert table.roster == "posts"
        assert table.body["holder"].to_list() == ["某甲"]
        assert table.dropped == ["性别"]

    @pytest.mark.parametrize(
        "header",
        [
            ["序号", "姓名", "性别", "所在支部", "出生日期", "入党时间"],
            ["社区", "楼栋", "姓名", "身份证号"],
            ["党员姓名", "民族", "公民身份号码", "社区", "单位名称"],
        ],
    )
    def test_a_roster_of_persons_is_refused(self, header: list[str]) -> None:
        table = table_of([["党员花名册"], header, ["x"] * len(header)])
        assert (table.roster, table.refused) == (None, "person_sheet")
        assert table.body.columns == ["row"] and table.body.height == 3

    def test_categories_of_residents_are_refused_by_name(self) -> None:
        rows = [["社区", "楼栋"], ["海月社区", "1栋"]]
        assert table_of([["海月社区低保户楼栋表"], *rows]).refused == "refused_sheet"
        assert table_of(rows, "重点人员").refused == "refused_sheet"
        assert table_of([["社区", "楼栋", "精神障碍患者"], ["海月社区", "1栋", "x"]]).refused
        assert table_of([["南山区残联党组织楼栋"], *rows]).refused is None
        assert table_of([["社区", "楼栋", "残疾人数"], ["海月社区", "1栋", "2"]]).refused is None

    @pytest.mark.parametrize(
        "header",
        [
            "手机",
            "联系电话",
            "身份证号",
            "居民身份证号码",
            "出生年月",
            "家庭住址",
            "现居住地",
            "民族",
            "籍贯",
            "婚姻状况",
            "邮箱",
            "微信号",
        ],
    )
    def test_personal_headers(self, header: str) -> None:
        assert is_personal(normal_header(header))

    @pytest.mark.parametrize(
        "header", ["户籍人口数", "少数民族人数", "家庭户数", "女性党员数", "男女比例"]
    )
    def test_counts_are_not_personal(self, header: str) -> None:
        assert not is_personal(normal_header(header)) and not names_person(normal_header(header))

    @pytest.mark.parametrize(
        "header", ["党组织书记", "联系人", "楼栋长姓名", "业委会主任", "法定代表人"]
    )
    def test_headers_of_persons_names(self, header: str) -> None:
        assert names_person(normal_header(header))

    def test_offices_that_care_for_residents_are_organizations(self) -> None:
        assert not is_about_residents(["信访局党支部", "社区矫正中心", "残疾人联合会"])
        assert is_about_residents(["信访人员名单"]) and is_about_residents(["低保对象"])
