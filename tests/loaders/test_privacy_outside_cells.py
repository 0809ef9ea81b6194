"""Personal data in headers, sheets' names, lists and free text goes nowhere (RULES 25, 27)."""

from __future__ import annotations

from pathlib import Path

import xlsxwriter

from loaders.loading import load
from tests.loaders.written import codes, write


def test_a_phone_in_a_sheet_s_name_or_a_header_is_in_no_output(tmp_path: Path) -> None:
    with xlsxwriter.Workbook(tmp_path / "楼栋.xlsx") as book:
        sheet = book.add_worksheet("王小明 13600002222")
        sheet.write_row(0, 0, ["社区", "楼栋名称", "负责人", "王小明", "李大同 139 8765 4321"])
        sheet.write_row(1, 0, ["海月社区", "1栋", "王小明", "是", "是"])
    result = load([tmp_path])
    assert result.files[0]["sheets"][0]["sheet"] == "#1"
    said = str([result.files, *(f.to_dicts() for f in (*result.nodes.values(), result.issues))])
    for personal in ("13600002222", "8765", "王小明", "李大同"):
        assert personal not in said


def test_a_holder_s_name_inside_a_reason_or_a_list_is_not_kept(tmp_path: Path) -> None:
    write(
        tmp_path,
        "单位.csv",
        ("社区", "单位名称", "负责人", "未建原因", "资源清单", "职工数"),
        ("海月社区", "海月公司", "王小明", "由王小明负责", "会议室、王小明", "多"),
        ("海月社区", "海天公司", "暂无", "暂无党员", "会议室", "9"),
    )
    result = load([tmp_path])
    assert set(result.nodes["Unit"]["reason"]) == {None, "暂无党员"}
    assert codes(result).count("not_an_organization") == 2
    said = str([f.to_dicts() for f in (*result.nodes.values(), result.issues)])
    assert "王小明" not in said


def test_a_whole_date_is_shown_only_where_no_calendar_has_it(tmp_path: Path) -> None:
    """The clerk sees 2006-11-31; what may be a birth, in whatever column, nobody sees."""
    write(
        tmp_path,
        "党组织.csv",
        ("所属社区", "党组织名称", "成立日期", "党员数"),
        ("海月社区", "海月社区第一党支部", "2006-11-31", "12"),
        ("海月社区", "海月社区第二党支部", "2006-11-30", "1934-05-14"),
    )
    issues = load([tmp_path]).issues
    said = dict(issues.select("code", "as_written").drop_nulls("as_written").rows())
    assert said["not_a_date"] == "2006-11-31"
    assert "1934-05-14" not in str(issues.to_dicts())


def test_a_person_s_name_in_a_header_is_in_no_output(tmp_path: Path) -> None:
    """Behind a post, in brackets, and where the name stands in another roster's cells."""
    write(
        tmp_path,
        "党组织.csv",
        (
            "社区",
            "党组织全称",
            "书记（王小明）",
            "身份证号（李大同）",
            "组长：赵四海",
            "王小明意见",
        ),
        ("海月社区", "海月社区党委", "王小明", None, None, None),
        ("海月社区", "海月第一党支部", "海月公司", None, None, None),
    )
    result = load([tmp_path])
    (account,) = (f["sheets"][0] for f in result.files)
    assert account["names_not_kept"] == ["书记"]
    assert {"dropped_columns", "unknown_columns", "not_a_name"} <= set(codes(result))
    said = str([result.files, result.columns.to_dicts(), result.issues.to_dicts()])
    for name in ("王小明", "李大同", "赵四海"):
        assert name not in said
