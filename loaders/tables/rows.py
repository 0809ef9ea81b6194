"""The rows below a header that are no records: instructions, repeated headers, totals, footers.

Whole columns are searched for what gives such a row away, and only the few rows found that way are
looked at one by one.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from typing import TYPE_CHECKING, Literal

from loaders.tables.headers import normal_header

if TYPE_CHECKING:
    import polars as pl

Rule = Literal["title", "header", "instruction", "blank", "total", "footer"]
Cells = Sequence[str | None]

_INSTRUCTION = re.compile(
    r"必填|选填|可填|非必填|请填|填写|如:|例:|例如|示例|请选择|下拉|单选|多选|格式为|yyyy|\d选\d|^说明"
    r"|^(?:可选|必选|文本|文字|数字|数值|整数|日期)$"
)
_MEASURE = "(?:[个人名户栋幢层岁年元所支项次]|万元|平方米|㎡|%|m2)"
_UNIT = re.compile(rf"^\({_MEASURE}\)$|^\(?(?:计量)?单位:{_MEASURE}(?:[、,/]{_MEASURE})*\)?$")
_TOTAL = re.compile(
    r"^(?:本页|本社区|本街道|全区|全街道|以上)?(?:合计|小计|总计|共计|累计)(?:数|\(.*\))?:?$"
)
_SUBTOTAL = re.compile(r"^.{1,16}(?:合计|小计|总计|共计):?$")
_SIGNED = (
    "填表人|填报人|制表人|审核人|复核人|经办人|填表单位|填报单位|报送单位|制表单位|单位负责人|负责人签字|"
    "填表时间|填报时间|填表日期|填报日期|制表日期|制表时间|报送时间|报送日期|统计时间|截止时间|截至时间|"
    "单位盖章|单位公章|盖章|审核|制表|填表|联系人|联系电话"
)
_FOOTER = re.compile(
    rf"^(?:(?:注意?|备注|说明|填表说明|填报说明|附注|附|注\d)(?:\(.*?\))?:"
    rf"|(?:{_SIGNED})(?:\(.*?\))?(?::|$|\s)|截[至止]\d|\*注)"
)
_BELOW = re.compile(
    r"^(?:注意?|备注|说明|附注|填表人|填报人|制表人|审核人?|复核人?|经办人|单位负责人|\*注)[:(\s\d]"
)
# A word, not an answer or a mark that stands in every column of a record.
_WORDED = re.compile(r"[\u4e00-\u9fff]{3}|[\u4e00-\u9fff].*[\u4e00-\u9fff].*\d")
_PART = re.compile(
    r"^(?:[一二三四五六七八九十]{1,3}、|[(][一二三四五六七八九十]{1,3}[)]、?|第[一二三四五六七八九十\d]{1,3}部分)\S"
)
_PAGE = re.compile(r"[(]?(?:续表?|接上页|第.{1,4}页|共.{1,4}页)[)]?|[\s\-—–/、,。]")
_SPACES = re.compile(r"\s+")

# What a polars (Rust) search must find in a row's first cell before Python looks at the row.
_SUSPECT = (
    r"(?s)计\s*[:：]?\s*$|"
    r"^\s*[注备说附截填报制审复经单统盖联＊*](?:.*[:：]|\D{0,8}$|\s|\s*[至止])"
)
_SUSPECT_PART = r"^\s*[(（]?\s*第?[一二三四五六七八九十]{1,3}(?:、|[)）]|部分)|^\s*第\d+部分"
_LEADING = 4
_NOTE_LINES = 40


def classify(
    frame: pl.DataFrame,
    columns: Sequence[str],
    serial: str | None,
    headers: Sequence[Sequence[str | None]],
    known: Sequence[str],
    titles: frozenset[str],
    *,
    merges: bool,
) -> dict[int, Rule]:
    """The rows of `frame` that are no records: place → rule.

    frame: the rows below the header. columns: those under it. serial: the column of serial numbers.
    headers: the header's rows as written, in the order of the frame's `c` columns. known: the
    columns of known fields. titles: the cells above the header (printed again on every page).
    merges: whether cells can be merged in such a file, so that one of them stands in many columns.
    """
    import polars as pl

    if frame.height == 0:
        return {}
    found: dict[int, Rule] = dict.fromkeys(_instructions(frame), "instruction")
    cells = frame.columns[1:]
    content = [name for name in columns if name != serial]
    if serial is not None:
        number = pl.col(serial).str.contains(r"^\s*[\d.]+\s*$")
        leading = [pl.when(~number).then(pl.col(serial)), *map(pl.col, content)]
    else:
        leading = list(map(pl.col, content))
    first = pl.coalesce(leading)
    written = {
        name: {text for row in headers if (text := row[cells.index(name)]) is not None}
        for name in known[:3]
    }
    suspects = [
        first.str.contains(_SUSPECT),
        first.str.contains(_SUSPECT_PART),
        *(first == title for title in sorted(titles)),
        *(expr.str.contains(r"^\s*[合小总共累]\s*计") for expr in leading[:_LEADING]),
        *(pl.col(name) == text for name, said in written.items() for text in sorted(said)),
    ]
    if len(columns) >= 3:
        a, b, c = columns[:3]
        suspects.append((pl.col(a) == pl.col(b)) & (pl.col(b) == pl.col(c)))
    empty = pl.all_horizontal(
        pl.lit(True), leading[0].is_null(), *(pl.col(n).is_null() for n in cells if n != serial)
    )
    marked = frame.with_row_index("_place").with_columns(_empty=empty)
    looked_at = marked.filter(pl.any_horizontal(s.fill_null(False) for s in suspects) | empty)
    places = [cells.index(name) for name in columns]
    at = cells.index(serial) if serial is not None else None
    for row in looked_at.drop("row").iter_rows():
        place, *values, is_empty = row
        if place in found:
            continue
        rule = (
            "blank"
            if is_empty
            else _rule(values, places, at, headers, len(columns), titles, merges)
        )
        if rule is not None:
            found[place] = rule
    _page_titles(frame, found, titles)
    _notes_below(frame, found)
    return found


def is_total(cells: Cells, serial: int | None) -> bool:
    """Whether the first cell that is no serial number says so, or one of the next does alone."""
    texts = [
        _plain(cell)
        for place, cell in enumerate(cells)
        if cell is not None and not (place == serial and _plain(cell).replace(".", "").isdigit())
    ]
    return bool(texts) and (
        bool(_SUBTOTAL.match(texts[0])) or any(map(_TOTAL.match, texts[:_LEADING]))
    )


def is_footer(cells: Cells, width: int) -> bool:
    """Whether a row is a note or a line of signatures: its first cell says so, most are empty."""
    texts = [_plain(cell) for cell in cells if cell is not None]
    first = unicodedata.normalize("NFKC", next((c for c in cells if c is not None), "")).strip()
    distinct = set(texts)
    few = max(2, width // 2)
    return (
        bool(texts)
        and bool(_FOOTER.match(texts[0]) or _FOOTER.match(first))
        and (len(distinct) <= few or sum(":" in text for text in distinct) * 2 >= len(distinct))
    )


def is_signature(cells: Cells) -> bool:
    """Whether a row is a note or says who filled in, checked or made what stands above it."""
    first = next((_plain(cell) for cell in cells if cell is not None), "")
    return bool(_BELOW.match(first))


def _rule(
    values: Cells,
    places: Sequence[int],
    serial: int | None,
    headers: Sequence[Cells],
    width: int,
    titles: frozenset[str],
    merges: bool,
) -> Rule | None:
    filled = [(place, values[place]) for place in places if values[place] is not None]
    if any(_repeats(filled, header) for header in headers):
        return "header"
    texts = {value for _, value in filled if value is not None}
    if texts and texts <= titles:
        return "title"
    if is_total(values, serial):
        return "total"
    if is_footer(values, width):
        return "footer"
    if len(texts) == 1 and _names_part(filled, width, merges):
        return "title"
    return None


def _names_part(filled: Sequence[tuple[int, str | None]], width: int, merges: bool) -> bool:
    """Whether a row's one text names the part of the table that follows: 一、海月社区.

    It is one cell merged over the whole width, or stands numbered and alone in the first column.
    """
    text = _plain(filled[0][1] or "")
    if merges and len(filled) >= max(3, width - 1):
        return bool(_WORDED.search(text))
    return width >= 3 and len(filled) == 1 and filled[0][0] <= 1 and bool(_PART.match(text))


def _repeats(filled: Sequence[tuple[int, str | None]], header: Cells) -> bool:
    """Whether most cells of a row are the header's own."""
    same = sum(
        normal_header(value) == normal_header(header[place] or "")
        for place, value in filled
        if value is not None
    )
    return (same >= 2 and same * 10 >= len(filled) * 6) or (same == len(filled) == 1)


def _instructions(frame: pl.DataFrame) -> list[int]:
    """The rows right below the header that say how to fill the roster in."""
    found = []
    for place, row in enumerate(frame.head(3).iter_rows()):
        texts = [_plain(cell) for cell in row[1:] if cell is not None]
        said = sum(bool(_INSTRUCTION.search(text) or _UNIT.match(text)) for text in texts)
        if said * 2 <= len(texts) and texts[1:] and not _numbers_columns(texts):
            break
        if said == 0 and not _numbers_columns(texts):
            break
        found.append(place)
    return found


def _numbers_columns(texts: Sequence[str]) -> bool:
    """甲, 乙, 1, 2, 3 …: the columns of a statistical form, numbered."""
    rest = [bare for text in texts if (bare := text.strip("()")) not in "甲乙丙丁"]
    return len(texts) >= 4 and len(rest) >= 3 and rest == [str(n + 1) for n in range(len(rest))]


def _page_titles(frame: pl.DataFrame, found: dict[int, Rule], titles: frozenset[str]) -> None:
    """The title above a header that is printed again, also with 续 or the page's number."""
    known = {unpaged(title) for title in titles} | {""}
    for place in [place for place, rule in found.items() if rule == "header"]:
        above = place - 1
        while above >= 0 and above not in found:
            texts = {cell for cell in frame.row(above)[1:] if cell is not None}
            if not {unpaged(text) for text in texts} <= known:
                break
            found[above] = "title"
            above -= 1


def unpaged(text: str) -> str:
    """A title without what tells its page: 续表, (续), 第2页."""
    return _PAGE.sub("", unicodedata.normalize("NFKC", text))


def _notes_below(frame: pl.DataFrame, found: dict[int, Rule]) -> None:
    """The lines of a note go on below its first: 注：1. …, then 2. … alone in a row."""
    alone: list[int] = []
    start = max(frame.height - _NOTE_LINES, 0)
    for place, row in enumerate(frame.tail(_NOTE_LINES).iter_rows(), start):
        goes_on = place in found or len({cell for cell in row[1:] if cell is not None}) == 1
        if found.get(place) == "footer" or (alone and goes_on):
            alone.append(place)
        else:
            alone = []
    for place in alone:
        found.setdefault(place, "footer")


def _plain(text: str) -> str:
    """A cell as the rules above look at it: NFKC, no spaces inside or around."""
    return _SPACES.sub("", unicodedata.normalize("NFKC", text))
