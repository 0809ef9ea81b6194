"""A few small roster kinds, and the tables that are found in a sheet by them."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence

from loaders.reading.cells import Sheet
from loaders.reading.sheets import read_bytes
from loaders.tables.finding import HeaderBook, Table, find_tables

BOOK = HeaderBook(
    kinds={
        "buildings": {
            "community": ["社区", "所属社区"],
            "estate": ["小区", "所属小区"],
            "name": ["楼栋名称", "楼栋"],
            "storeys": ["层数"],
            "organization": ["覆盖党组织"],
        },
        "estates": {
            "community": ["社区", "所属社区"],
            "name": ["小区名称", "小区"],
            "households": ["户数"],
        },
        "units": {
            "community": ["社区", "所属社区"],
            "name": ["单位名称"],
            "members": ["党员数"],
            "full_members": ["党员数/正式"],
            "probationary": ["党员数/预备"],
        },
        "posts": {"community": ["社区"], "holder": ["姓名"], "role": ["职务"]},
        "bodies": {"community": ["社区"], "name": ["名称"], "kind": ["类别"]},
        "groups": {"community": ["社区"], "name": ["名称"], "kind": ["类别"]},
    },
    required={
        "buildings": frozenset({"name"}),
        "estates": frozenset({"name"}),
        "units": frozenset({"name"}),
        "posts": frozenset({"holder", "role"}),
        "bodies": frozenset({"name", "kind"}),
        "groups": frozenset({"name", "kind"}),
    },
    titles={"bodies": ("治理主体",), "groups": ("群团组织",)},
)
HEADER = ["序号", "社区", "小区", "楼栋名称", "层数", "覆盖党组织"]
ROWS = [
    ["1", "海月社区", "海月花园", "1栋", "7", "海月社区第一党支部"],
    ["2", "海月社区", "海月花园", "2栋", "18", ""],
]


def sheet_of(rows: Sequence[Sequence[str]], name: str | None = None) -> Sheet:
    stream = io.StringIO(newline="")
    csv.writer(stream).writerows(rows)
    (sheet,) = read_bytes(stream.getvalue().encode())
    return Sheet(name, sheet.frame)


def table_of(rows: Sequence[Sequence[str]], name: str | None = None) -> Table:
    (table,) = find_tables(sheet_of(rows, name), BOOK)
    assert table.read == table.body.height + table.skipped.height
    every = sorted([*table.body["row"], *table.skipped["row"]])
    assert every == list(range(every[0], every[0] + table.read))
    return table


def skipped(table: Table) -> dict[int, str]:
    return dict(table.skipped.iter_rows())


def names(table: Table) -> list[str]:
    return table.body["name"].to_list()
