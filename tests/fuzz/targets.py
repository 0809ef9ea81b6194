"""What is fuzzed: any bytes end in sheets or a reason, any sheet in tables that account for it."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import polars as pl

from loaders.account import header_book
from loaders.kinds import roster_kinds
from loaders.reading.cells import make_sheet
from loaders.reading.sheets import read_bytes
from loaders.reading.unreadable import Unreadable
from loaders.tables.finding import find_tables
from tests.loaders.forms import HERE
from tests.loaders.forms.written import as_html, as_spreadsheetml, as_xls, flat_ods, ods, ods_rows

_ROW, _CELL = "\n", "\t"
_GRID = [["楼栋台账"], ["街道", "社区", "楼栋"], ["招商街道", "海月社区", "1栋"]]


def read(data: bytes) -> None:
    """The byte reader: sheets whose rows ascend, or one of the catalogue's reasons."""
    try:
        sheets = read_bytes(data)
    except Unreadable as error:
        if not (error.problem("zh") and error.remedy("en")):
            raise AssertionError(error.code) from error
        return
    for sheet in sheets:
        if sheet.frame.columns[0] != "row" or not sheet.frame["row"].is_sorted():
            raise AssertionError(sheet.frame.schema)


def header(data: bytes) -> None:
    """The header finder, on a sheet of the text's lines and tabs: every row is in one table."""
    rows = [line.split(_CELL)[:30] for line in data.decode("utf-8", "replace").split(_ROW)[:60]]
    width = max(map(len, rows))
    columns = {
        f"c{place}": [row[place] if place < len(row) else "" for row in rows]
        for place in range(width)
    }
    frame = pl.DataFrame(columns, schema=dict.fromkeys(columns, pl.String))
    sheet = make_sheet("楼栋", frame.with_row_index("row", offset=1))
    for table in find_tables(sheet, _BOOK, "楼栋.xlsx"):
        if table.read != table.body.height + table.skipped.height:
            raise AssertionError((table.read, table.body.height, table.skipped.height))


def seeds(target: str) -> list[bytes]:
    """Where a target begins: a file of every form, or headers of every roster kind."""
    if target == "header":
        kinds = roster_kinds().values()
        heads = [[f.headers[0] for f in kind.fields.values() if f.headers] for kind in kinds]
        return [
            f"{kind.zh}\n{_CELL.join(head)}\n{_CELL.join('海月社区' for _ in head)}\n合计".encode()
            for kind, head in zip(kinds, heads, strict=True)
        ]
    text = "\n".join(",".join(row) for row in _GRID)
    stream = io.BytesIO()
    # Not compressed, so that a change of a byte changes a cell and not the whole part.
    with (
        zipfile.ZipFile(stream, "w", zipfile.ZIP_STORED) as stored,
        zipfile.ZipFile(HERE / "roster.xlsx") as packed,
    ):
        for name in packed.namelist():
            stored.writestr(name, packed.read(name))
    cells = {(row, at): cell for row, line in enumerate(_GRID) for at, cell in enumerate(line)}
    files = [path for path in sorted(Path(HERE).iterdir()) if path.name.startswith("roster.")]
    return [
        *(path.read_bytes() for path in files),
        stream.getvalue(),
        *(text.encode(encoding) for encoding in ("utf-8", "utf-8-sig", "gb18030", "utf-16")),
        as_html(_GRID, [(0, 0, 1, 3)]),
        as_spreadsheetml(_GRID, [(0, 0, 1, 3)]),
        flat_ods(ods_rows(_GRID)),
        ods(ods_rows(_GRID)),
        as_xls(cells),
        as_xls(cells, excel_5=True),
    ]


_BOOK = header_book(roster_kinds())

TARGETS: dict[str, Callable[[bytes], None]] = {"bytes": read, "header": header}
