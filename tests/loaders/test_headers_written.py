"""Headers as offices write them: in two languages, with a unit, and what is said of the others."""

from __future__ import annotations

from pathlib import Path

import pytest

from loaders.errors import RosterError
from loaders.tables.headers import normal_header
from tests.loaders.sheets import workbook
from tests.loaders.written import codes, load, names, node, write


class TestTwoLanguages:
    def test_the_chinese_part_of_each_header_is_what_it_says(self, tmp_path: Path) -> None:
        headers = ["社区名称/Community", "小区 Estate", "楼栋名称 Building", "户数\nHouseholds"]
        row = ["月亮湾社区", "甲花园", "1栋", "20"]
        write(tmp_path, "楼栋.csv", [*headers, "楼栋长 Leader"], [*row, "欧阳震寰"])
        write(tmp_path, "社区.csv", ["街道\nSubdistrict", "社区 Community"], ["南山", "月亮湾社区"])
        write(tmp_path, "小区.csv", ["社区", "Estate name / 小区名称"], ["月亮湾社区", "甲花园"])
        result = load([tmp_path])
        assert codes(result) == []
        assert names(result, "Community") == ["月亮湾社区"]
        assert names(result, "Estate") == ["甲花园"]
        assert node(result, "Building", "1栋")["households"] == 20
        assert result.nodes["Post"].height == 1

    @pytest.mark.parametrize(
        ("written", "read"),
        [
            ("*街道 Sub-district", "街道"),
            ("党员数 Members/Number", "党员数"),
            ("WiFi覆盖", "wifi覆盖"),
            ("CBD 面积", "cbd面积"),
            ("GDP总量", "gdp总量"),
            ("备注 Phone", "备注phone"),
            ("经度（WGS84）", "经度"),
        ],
    )
    def test_only_a_translation_is_left_out(self, written: str, read: str) -> None:
        assert normal_header(written) == read


class TestUnits:
    @pytest.mark.parametrize(
        ("header", "cell", "households"),
        [
            ("户数（百户）", "12", 1200),
            ("户数（千户）", "约3", 3000),
            ("户数（万）", "0.12", 1200),
            ("户数/百户", "9", 900),
            ("户数（户）", "9", 9),
            ("户数/户", "9", 9),
            ("户数（百户）", "无", 0),
            ("户数（百户）", None, None),
        ],
    )
    def test_a_figure_counts_what_its_header_says(
        self, tmp_path: Path, header: str, cell: str | None, households: int | None
    ) -> None:
        write(tmp_path, "社区.csv", ["街道", "社区名称", header], ["南山街道", "海月社区", cell])
        result = load([tmp_path])
        assert codes(result) == []
        assert node(result, "Community", "海月社区")["households"] == households

    @pytest.mark.parametrize("cell", ["1200户", "3千"])
    def test_a_cell_with_a_unit_of_its_own_is_an_issue(self, tmp_path: Path, cell: str) -> None:
        headers = ["社区", "单位名称", "职工数（百人）"]
        write(tmp_path, "单位.csv", headers, ["海月社区", "海月小学", cell])
        write(tmp_path, "社区.csv", ["街道", "社区名称"], ["南山街道", "海月社区"])
        result = load([tmp_path])
        assert codes(result) == ["not_a_number"]
        assert node(result, "Unit", "海月小学")["employees"] is None

    def test_a_unit_behind_a_slash_is_no_part_of_the_header(self, tmp_path: Path) -> None:
        headers = ["社区", "单位名称", "党员数/人", "职工数/千人"]
        write(tmp_path, "单位.csv", headers, ["海月社区", "海月小学", "5", "3"])
        write(tmp_path, "社区.csv", ["街道", "社区名称"], ["南山街道", "海月社区"])
        result = load([tmp_path])
        assert codes(result) == []
        unit = node(result, "Unit", "海月小学")
        assert (unit["members"], unit["employees"]) == (5, 3000)

    @pytest.mark.parametrize("header", ["面积/人", "党员数/男", "党员数/正式"])
    def test_what_stands_behind_a_slash_may_be_more_than_a_unit(self, header: str) -> None:
        assert normal_header(header) == header


class TestNothingRecognised:
    def test_the_error_says_what_to_do(self, tmp_path: Path) -> None:
        write(tmp_path, "甲.csv", ["Community", "Secretary"], ["海月社区", "欧阳震寰"])
        with pytest.raises(RosterError) as caught:
            load([tmp_path])
        assert "shequ template" in caught.value.zh and "已知的表头" in caught.value.zh
        assert "shequ template" in caught.value.en
        assert "欧阳震寰" not in caught.value.zh

    def test_it_says_of_a_form_that_it_is_one(self, tmp_path: Path) -> None:
        rows = [["单位名称", "甲公司"], ["所属社区", "海月社区"], ["职工数", "7"]]
        workbook(tmp_path / "登记.xlsx", {"登记表": rows})
        with pytest.raises(RosterError) as caught:
            load([tmp_path])
        assert "登记表" in caught.value.zh and "第一行" in caught.value.zh


def test_an_answer_that_is_none_names_yes_and_no(tmp_path: Path) -> None:
    headers = ["社区", "单位名称", "党建指导员"]
    write(tmp_path, "单位.csv", headers, ["海月社区", "海月小学", "令狐冲霄"])
    write(tmp_path, "社区.csv", ["街道", "社区名称"], ["南山街道", "海月社区"])
    (issue,) = load([tmp_path]).issues.to_dicts()
    assert issue["code"] == "unknown_code"
    assert issue["remedy_zh"] == "可选值：是、否。"


def test_a_name_wrapped_like_a_code_in_csv_is_the_name_inside(tmp_path: Path) -> None:
    text = '街道,社区名称,户数\n南山街道,"=""月亮湾社区""","=""20"""\n南山街道,="荔湾社区",="30"\n'
    (tmp_path / "社区.csv").write_text(text, encoding="utf-8")
    result = load([tmp_path])
    assert names(result, "Community") == ["月亮湾社区", "荔湾社区"]
    assert node(result, "Community", "月亮湾社区")["households"] == 20
    (tmp_path / "社区.csv").write_text("".join(text.splitlines(keepends=True)[:2]), "utf-8")
    assert names(load([tmp_path]), "Community") == ["月亮湾社区"]
