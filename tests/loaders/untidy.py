"""The same rosters as people write them: drawn by hypothesis, one quirk beside the other."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field
from itertools import pairwise

from hypothesis import strategies as st

from tests.loaders.office_rosters import (
    COUNTS,
    HEADERS,
    Buildings,
    Cell,
    Community,
    Reference,
    Rosters,
)

Draw = st.DrawFn
Grid = list[list[str | int | datetime.date | None]]

_WIDE = {ord(c): chr(ord(c) + 0xFEE0) for c in "0123456789-()#"}
_TITLES = {
    "communities": "社区基本情况",
    "estates": "小区台账",
    "buildings": "楼栋台账",
    "party_organizations": "党组织花名册",
    "dual_management": "双重管理台账",
    "units": "驻社区单位台账",
    "governance_bodies": "治理主体台账",
}
_NUMERALS = "一二三四五六七八九"


@dataclass
class Sheet:
    """One table as it is written: its rows, and how many of them are records.

    stacked: it stands below the one before it in the same sheet, after an empty row.
    """

    kind: str
    grid: Grid
    records: int
    name: str
    stacked: bool = False
    merged: list[tuple[int, int, int]] = field(default_factory=list)


@dataclass(frozen=True)
class Style:
    """How one table is written."""

    titles: int
    serial: bool
    instruction: bool
    totals: bool
    blanks: bool
    footer: bool
    wide: bool
    padded: bool
    hints: bool
    merge: bool
    unknown: tuple[str, ...]
    order: int
    dates: int
    answers: int
    ranges: int
    variants: bool
    ditto: str | None
    community: str


styles = st.builds(
    Style,
    titles=st.integers(0, 3),
    serial=st.booleans(),
    instruction=st.booleans(),
    totals=st.booleans(),
    blanks=st.booleans(),
    footer=st.booleans(),
    wide=st.booleans(),
    padded=st.booleans(),
    hints=st.booleans(),
    merge=st.booleans(),
    unknown=st.lists(st.sampled_from(["备注", "内部标记", "排序"]), unique=True).map(tuple),
    order=st.integers(0, 1 << 20),
    dates=st.integers(0, 5),
    answers=st.integers(0, 4),
    ranges=st.integers(0, 5),
    variants=st.booleans(),
    ditto=st.sampled_from([None, None, "同上", "〃", '"']),
    community=st.sampled_from(["column", "column", "sheet", "title"]),
)


@st.composite
def untidy(draw: Draw, rosters: Rosters) -> dict[str, list[Sheet]]:
    """The tables of these rosters by the file in which they stand."""
    sheets: list[Sheet] = []
    for kind, rows in rosters.items():
        style = draw(styles)
        apart = style.community != "column" and kind != "communities"
        if rows and (apart or draw(st.booleans())) and kind != "communities":
            names = list(
                dict.fromkeys(row[1].name for row in rows if isinstance(row[1], Community))
            )
            for name in names:
                own = [row for row in rows if row[1] == Community(name)]
                sheets.append(_sheet(kind, own, style, name if apart else None))
        elif rows:
            sheets.append(_sheet(kind, rows, style, None))
    files: dict[str, list[Sheet]] = {}
    for number, sheet in enumerate(sheets):
        # What only the name of a sheet says needs a file that has sheets.
        in_book = sheet.name != _TITLES[sheet.kind]
        form = draw(st.sampled_from(BOOKS if in_book else [*BOOKS, *FORMS]))
        file = form if form in BOOKS else f"{number}.{form}"
        above = files.setdefault(file, [])
        apart = in_book or not above or _TITLES[above[-1].kind] != above[-1].name
        if not apart and above[-1].kind != sheet.kind:
            sheet.stacked = draw(st.booleans())
        above.append(sheet)
    return files


FORMS = ["csv", "gb18030.csv", "utf16.csv", "xlsx", "gbk.xls", "html.xls"]
#: Workbooks in which several tables stand.
BOOKS = ["全部.xlsx", "全部.ods"]


def _sheet(kind: str, rows: list[list[Cell]], style: Style, community: str | None) -> Sheet:
    headers = list(HEADERS[kind])
    table = [[_spelled(cell, style) for cell in row] for row in rows]
    if community is not None:  # told by the sheet's name or the title, in no column
        headers.pop(1)
        for row in table:
            row.pop(1)
    order = _shuffled(len(headers), style.order)
    headers = [headers[place] for place in order]
    table = [[row[place] for place in order] for row in table]
    for unknown in style.unknown:
        headers.append(unknown)
        for number, row in enumerate(table):
            row.append("略" if number % 2 else None)
    if style.serial:
        headers.insert(0, "序号")
        for number, row in enumerate(table, 1):
            row.insert(0, number)
    totals = [_total(header, table, place) for place, header in enumerate(headers)]
    if style.ditto is not None and not style.merge:
        table = _with_ditto_marks(table, style.ditto)
    shown = [_hinted(header) if style.hints else header for header in headers]
    return _laid_out(kind, shown, table, totals, style, community)


def _laid_out(
    kind: str, headers: list[str], table: Grid, totals: list[int | None], style: Style,
    community: str | None,
) -> Sheet:  # fmt: skip
    width = len(headers)
    title = _TITLES[kind]
    in_title = community is not None and style.community == "title"
    grid: Grid = []
    if in_title:
        grid.append(_row(width, f"{community}{title}"))
    titles = [title, "填报时间：2010年6月30日", "（内部资料）"]
    grid += [_row(width, text) for text in titles[: style.titles]]
    grid.append(list(headers))
    if style.instruction:
        grid.append(["填写数字" if h in COUNTS else "必填" for h in headers])
    first = len(grid)
    for number, row in enumerate(table):
        if style.blanks and number == 1:
            grid.append([None] * width)
        grid.append(row)
    last = len(grid)
    if style.totals and any(totals) and totals[0] is None:
        grid.append(["合计", *totals[1:]])
    if style.footer:
        grid.append(_row(width, "注：以上内容如实填报。"))
    merged = []
    if style.merge and not style.blanks:
        merged = _runs(grid, first, last, [n for n, h in enumerate(headers) if h[:2] in _MERGED])
    name = community if community is not None and not in_title else title
    return Sheet(kind, grid, len(table), name, merged=merged)


_MERGED = ("街道", "社区")


def _runs(grid: Grid, first: int, last: int, columns: list[int]) -> list[tuple[int, int, int]]:
    """Ranges of equal cells, one below the other: column, first row, last row."""
    found = []
    for column in columns:
        start = first
        for row in range(first + 1, last + 1):
            if row == last or grid[row][column] != grid[start][column]:
                if row - start > 1:
                    found.append((column, start, row - 1))
                start = row
    return found


def _with_ditto_marks(table: Grid, mark: str) -> Grid:
    """The mark in each cell that says what the one above it does."""
    marked = table[:1]
    for above, row in pairwise(table):
        pairs = zip(above, row, strict=True)
        marked.append([mark if b is not None and a == b else b for a, b in pairs])
    return marked


def _row(width: int, text: str) -> list[str | int | datetime.date | None]:
    return [text, *[None] * (width - 1)]


def _shuffled(count: int, seed: int) -> list[int]:
    places = list(range(count))
    order = []
    while places:
        seed, place = divmod(seed, len(places))
        order.append(places.pop(place))
    return order


def _hinted(header: str) -> str:
    return f"{header}（必填）" if len(header) % 2 else f"*{header}"


def _total(header: str, table: Grid, place: int) -> int | None:
    if header not in COUNTS:
        return None
    return sum(int(str(row[place])) for row in table)


def _spelled(cell: Cell, style: Style) -> str | int | datetime.date | None:
    match cell:
        case None:
            return None
        case bool():
            pairs = [("是", "否"), ("有", "无"), ("√", "×"), ("1", "0"), ("已建", "未建")]
            yes, no = pairs[style.answers]
            return yes if cell else no
        case int():
            return str(cell).translate(_WIDE) if style.wide else cell
        case datetime.date():
            return _day(cell, style.dates)
        case Buildings():
            text = _ranges(cell, style.ranges)
        case Reference(name):
            text = _variant(name) if style.variants else name
        case Community(name):
            text = name
        case str():
            text = cell
    if style.wide:
        text = text.translate(_WIDE)
    return f" {text}\u3000" if style.padded else text


def _day(day: datetime.date, how: int) -> str | datetime.date:
    y, m, d = day.year, day.month, day.day
    said = [day.isoformat(), f"{y}年{m}月{d}日", f"{y}.{m}.{d}", f"{y}/{m}/{d}", f"{y}{m:02}{d:02}"]
    return day if how == 5 else said[how]


def _variant(name: str) -> str:
    """A Party organization as somebody else writes it."""
    for place, numeral in enumerate(_NUMERALS, 1):
        name = name.replace(f"第{numeral}党支部", f"第{place}支部")
    if name.endswith("社区党委"):
        return f"中共{name.removesuffix('党委')}委员会"
    return name


def _ranges(buildings: Buildings, how: int) -> str:
    numbers = list(buildings.numbers)
    if how == 5 and buildings.whole:
        return "全部楼栋"
    runs: list[list[int]] = []
    for number in numbers:
        if runs and runs[-1][-1] == number - 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    spans = [(run[0], run[-1]) for run in runs]
    if how == 1:
        return "、".join(f"{a}栋" if a == b else f"{a}-{b}栋" for a, b in spans)
    if how == 2:
        return "，".join(f"{a}号楼" if a == b else f"{a}至{b}号楼" for a, b in spans)
    if how == 3:
        return "；".join(f"{n}#" for n in numbers)
    if how == 4:
        return "\n".join(f"{n}幢" for n in numbers)
    return "、".join(f"{n}栋" for n in numbers)
