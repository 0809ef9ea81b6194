"""Files as offices keep them, down to the cell and its row: whatever is written comes back."""

from __future__ import annotations

import csv
import io

from hypothesis import example, given, settings
from hypothesis import strategies as st

from loaders.reading.cells import BLANK, ERRORS, column_letters
from loaders.reading.csv import _quickly, _tolerantly
from loaders.reading.sheets import read_bytes
from tests.loaders.forms.reading import refused, rows_of
from tests.loaders.forms.written import Grid
from tests.loaders.sheets import as_xlsx


def expected(grid: Grid, top: int = 0, left: int = 0) -> dict[int, dict[str, str]]:
    said = {
        top + place: {
            column_letters(left + index): text
            for index, cell in enumerate(row)
            # without the mark of a text cell
            if (text := cell.removeprefix("'").removeprefix("＇")).strip(BLANK)
            and text not in ERRORS
        }
        for place, row in enumerate(grid, 1)
    }
    return {row: cells for row, cells in said.items() if cells}


def as_csv(grid: Grid, delimiter: str = ",", quoting: int = csv.QUOTE_MINIMAL) -> str:
    stream = io.StringIO(newline="")
    csv.writer(stream, delimiter=delimiter, quoting=quoting).writerows(grid)  # type: ignore[arg-type]
    return stream.getvalue()


text = st.text(
    st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufeff\ufffe\uffff")
    | st.sampled_from('海月社区1栋,"\n \u3000\u200b'),
    max_size=8,
)
plain = st.text(st.sampled_from("海月社区党1栋A- 　,'\"\n"), max_size=6)
grids = st.lists(st.lists(text, min_size=1, max_size=5), min_size=1, max_size=12)
plain_grids = st.lists(st.lists(plain, min_size=1, max_size=5), min_size=1, max_size=12)


class TestCellsComeBack:
    """Whatever is written comes back, cell by cell, in its row, but for the mark of a text cell."""

    @given(grids, st.sampled_from(["utf-8", "utf-8-sig", "gb18030", "utf-16"]))
    def test_quoted_text_in_any_encoding(self, grid: Grid, encoding: str) -> None:
        data = as_csv(grid, quoting=csv.QUOTE_ALL).encode(encoding)
        check(data, grid, encoding)

    @given(plain_grids, st.sampled_from(["utf-8", "gb18030"]))
    def test_text_quoted_where_needed(self, grid: Grid, encoding: str) -> None:
        check(as_csv(grid).encode(encoding), grid, encoding)

    @given(st.lists(st.lists(plain, min_size=3, max_size=3), min_size=2, max_size=8))
    def test_tabs(self, grid: Grid) -> None:
        check(as_csv(grid, "\t", csv.QUOTE_ALL).encode(), grid, "utf-8")

    @given(grids, st.integers(0, 30), st.integers(0, 30))
    @settings(deadline=None)
    def test_workbooks_with_the_table_anywhere(self, grid: Grid, top: int, left: int) -> None:
        wanted = expected(grid, top, left)
        if wanted:
            (sheet,) = read_bytes(as_xlsx(grid, top, left))
            assert rows_of(sheet) == wanted
        else:
            assert refused(as_xlsx(grid, top, left)) == "no_cells"

    @given(st.text(st.sampled_from('a海",\n\r ='), max_size=30))
    @example('\r""\n')
    def test_the_quick_and_the_tolerant_reader_agree(self, written: str) -> None:
        quick = _quickly(written.encode(), b",")
        if quick is not None and written:
            slow = _tolerantly(written, ",")
            assert [
                [cell or None for cell in row] for row in slow.select(quick.columns).iter_rows()
            ] == [[cell or None for cell in row] for row in quick.iter_rows()]


def check(data: bytes, grid: Grid, encoding: str) -> None:
    if encoding == "gb18030" and decodes_as_utf8(data):
        return  # plain ASCII, or text that no reader can tell from UTF-8
    wanted = expected(grid)
    if wanted:
        (sheet,) = read_bytes(data)
        assert rows_of(sheet) == wanted
    else:
        assert refused(data) in ("no_cells", "empty_file")


def decodes_as_utf8(data: bytes) -> bool:
    try:
        return data.decode() != data.decode("gb18030")
    except UnicodeDecodeError:
        return False
