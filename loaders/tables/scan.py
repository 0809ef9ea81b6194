"""Which rows of a sheet look like headers: columns are searched, no row is looked at for itself."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING

from loaders.tables.headers import SERIAL, HeaderBook, normal_header

if TYPE_CHECKING:
    import polars as pl

#: A sheet of more rows that look like headers is no roster; those beyond are read as what they are.
MOST_HEADERS = 5_000

#: Headers that are of no roster kind, or personal, and yet tell a header from a record.
GENERAL = (
    *("姓名", "党员姓名", "性别", "民族", "籍贯", "学历", "职务", "职称", "政治面貌", "年龄"),
    *("身份证号", "身份证号码", "公民身份号码", "出生日期", "出生年月", "入党时间", "入党日期"),
    *("转正时间", "联系电话", "联系方式", "电话", "手机", "手机号", "手机号码", "住址", "家庭住址"),
    *("地址", "备注", "联系人", "负责人", "名称", "类别", "类型", "数量", "金额", "面积", "单位"),
    *("时间", "日期", "内容"),
)

_TITLE = r"(?:表|册|台账|清单|名单|一览|目录|汇总)\s*(?:[(（].*[)）])?\s*$"

# Beyond this a text is no header, whatever hints it carries.
_LONGEST = 80
_MARKED = r"[(（*＊★☆※●\[【〔<:：/\s]"


def header_rows(frame: pl.DataFrame, book: HeaderBook) -> list[int]:
    """The places of rows of which most cells are headers of some kind, and none is a number.

    frame: `row` and the columns of cells, as in `Sheet`.
    """
    import polars as pl

    words = {*book.sharers, *SERIAL, *GENERAL}
    said = pl.Series(sorted(words), dtype=pl.String).implode()
    cells = [pl.col(name) for name in frame.columns[1:]]
    # A header with a hint or a mark is known once those are off; few rows have so many of them.
    likely = pl.sum_horizontal(
        (c.is_in(said) | c.str.contains(_MARKED)).fill_null(False) for c in cells
    )
    filled = pl.sum_horizontal(c.is_not_null() for c in cells)
    places = frame.select((likely >= 2) & (likely * 10 >= filled * 6)).to_series().arg_true()
    rows = frame[places].iter_rows() if len(places) else iter(())
    found = []
    for place, row in zip(places.to_list(), rows, strict=True):
        if _is_header(row[1:], words):
            found.append(place)
            if len(found) == MOST_HEADERS:
                break
    return found


def titled_rows(frame: pl.DataFrame) -> list[int]:
    """The places of rows of words right below a title that stands apart (an empty row above it).

    So begins a table of whatever kind, also where none of its headers is known.
    """
    import polars as pl

    cells = pl.exclude("row", "_place")
    apart = frame["row"].diff().fill_null(1) > 1
    if not apart.any():
        return []
    marked = frame.with_row_index("_place").filter(apart)
    titles = marked.filter(
        pl.min_horizontal(cells)
        .eq(pl.max_horizontal(cells))
        .and_(pl.coalesce(cells).str.contains(_TITLE))
    )["_place"]
    found = []
    for place in titles.head(MOST_HEADERS).to_list():
        below = frame.row(place + 1)[1:] if place + 1 < frame.height else ()
        texts = {cell for cell in below if cell is not None}
        if len(texts) >= 2 and not any(map(str.isdigit, "".join(texts))):
            found.append(place + 1)
    return found


def _is_header(row: Sequence[str | None], words: Collection[str]) -> bool:
    cells = [cell for cell in row if cell is not None]
    distinct = set(cells)
    if len(distinct) < 2 or any(cell.replace(".", "").isdigit() for cell in distinct):
        return False
    known = sum(len(cell) <= _LONGEST and normal_header(cell) in words for cell in cells)
    return known >= 2 and known * 10 >= len(cells) * 6
