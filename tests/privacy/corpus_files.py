"""The part of the corpus that is about files: hidden places, names of files, persons, damage."""

from __future__ import annotations

import csv
import io
import zipfile
from pathlib import Path
from typing import Any

from tests.loaders.forms.written import as_xls
from tests.privacy.planted import Planter
from tests.privacy.workbooks import html_page, ods, spreadsheetml, xlsx, zipped


def write_csv(path: Path, *rows: list[Any], encoding: str = "utf-8") -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(csv_bytes(*rows, encoding=encoding))


def csv_bytes(*rows: list[Any], encoding: str = "utf-8", delimiter: str = ",") -> bytes:
    stream = io.StringIO(newline="")
    csv.writer(stream, delimiter=delimiter).writerows(
        ["" if cell is None else cell for cell in row] for row in rows
    )
    return stream.getvalue().encode(encoding)


def hidden(folder: Path, p: Planter) -> None:
    rows: list[list[Any]] = [
        ["社区", "单位名称", "职工数", "联系人", "联系电话"],
        ["海月社区", "海月医院", 200, p.name("联系人 in HTML"), p.mobile("联系电话 in HTML")],
    ]
    page = html_page(rows, secret=p.name("HTML comment"), attribute=p.mobile("HTML attribute"))
    (folder / "医院.xls").write_bytes(page.encode("gbk", errors="xmlcharrefreplace"))
    rows = [
        ["社区", "单位名称", "职工数", "联系人"],
        ["海月社区", "海月银行", 30, p.name("联系人 in SpreadsheetML")],
    ]
    text = spreadsheetml(rows, author=p.name("author"), comment=p.mobile("comment"))
    (folder / "银行.xls").write_text(text, encoding="utf-8")
    rows = [
        ["社区", "单位名称", "职工数", "联系人"],
        ["海月社区", {"text": "海月超市", "note": p.name("note") + p.identity("note")}, 30,
         p.name("联系人 in ods")],
    ]  # fmt: skip
    ods(folder / "超市.ods", {"单位": rows}, author=p.name("creator"))
    (folder / "酒店.xls").write_bytes(
        csv_bytes(
            ["社区", "单位名称", "职工数", "联系人", "联系电话"],
            ["海月社区", "海月酒店", 80, p.name("联系人"), p.mobile("联系电话"), p.name("beyond")],
            encoding="gb18030",
            delimiter="\t",
        )
    )


def names_of_files(folder: Path, p: Planter) -> None:
    rows: list[list[Any]] = [["社区", "单位名称", "职工数"], ["海月社区", "海月书店", 5]]
    write_csv(folder / f"单位{p.mobile('file name')}.csv", *rows)
    write_csv(folder / f"来自{p.identity('folder name')}" / "单位二.csv", *rows, [p.mobile("cell")])
    data = zipped(
        {
            f"单位{p.mobile('zip entry')}.csv": csv_bytes(
                ["社区", "单位名称", "联系人"], ["海月社区", "海月茶楼", p.name("in a zip")]
            ),
            f"{p.identity('folder of a zip')}/名单.txt": (p.name("text in a zip")).encode(),
        }
    )
    (folder / "更多.zip").write_bytes(data)
    (folder / "说明.txt").write_text(
        f"请联系{p.name('text')} {p.mobile('text')}\n地址：{p.address('text')}\n", encoding="utf-8"
    )


def persons(folder: Path, p: Planter) -> None:
    header = [
        "序号",
        "姓名",
        "性别",
        "所在支部",
        "民族",
        "身份证号",
        "出生日期",
        "入党时间",
        "联系电话",
    ]
    people = [
        [n, p.name("姓名"), "男", "海月社区第一党支部", "汉", p.identity("身份证号"),
         p.birth("出生日期"), p.birth("入党时间"), p.mobile("联系电话")]
        for n in range(1, 4)
    ]  # fmt: skip
    odd = [4, p.name("姓名"), p.name("性别"), p.name("所在支部"), None, None, None, None, None]
    xlsx(folder / "党员花名册.xlsx", {"党员": [header, *people, odd, ["填表人", p.name("footer")]]})
    grid: list[list[Any]] = [[*header], *people]
    (folder / "老花名册.xls").write_bytes(
        as_xls({(r, c): str(cell) for r, row in enumerate(grid) for c, cell in enumerate(row)})
    )
    write_csv(
        folder / "低保人员.csv",
        ["社区", "姓名", "身份证号", "家庭住址", "低保类别"],
        ["海月社区", p.name("姓名"), p.identity("身份证号"), p.address("家庭住址"), "一类"],
    )
    write_csv(
        folder / "通讯录.csv",
        ["部门", "称呼", "短号"],
        ["办公室", p.name("unknown roster"), p.mobile("unknown roster")],
        [p.name("unknown roster"), p.identity_of_15("unknown roster", "gaps"), None],
    )
    write_csv(
        folder / "无表头.csv",
        [p.name("no header"), p.identity("no header"), p.mobile("no header")],
        [p.name("no header"), p.birth("no header"), p.address("no header")],
    )


def damaged(folder: Path, p: Planter) -> None:
    text = f"社区,单位名称,联系人\n海月社区,海月剧院,{p.name('damaged text')}\n".encode()
    (folder / "损坏.csv").write_bytes(text + p.mobile("damaged text").encode() + b"\xff\x80\xff\n")
    whole = folder / "截断.xlsx"
    xlsx(whole, {"单位": [["社区", "单位名称"], ["海月社区", p.name("damaged workbook")]]})
    with zipfile.ZipFile(whole) as archive:
        entries = {name: archive.read(name) for name in archive.namelist()}
    whole.write_bytes(zipped(entries, zipfile.ZIP_STORED)[:-400])
    (folder / "损坏.xls").write_bytes(
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + p.name("damaged xls").encode("utf-16-le") * 40
    )
    broken = "<?xml version='1.0'?><Workbook xmlns='urn:schemas-microsoft-com:office:spreadsheet'>"
    (folder / "损坏二.xls").write_text(broken + f"<Worksheet>{p.name('damaged XML')}</Wor")
