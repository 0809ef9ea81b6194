"""A sheet of cells: text by column, with the row of the file that each came from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from loaders.reading.unreadable import Unreadable

if TYPE_CHECKING:
    import polars as pl

#: Columns that a spreadsheet can have.
MAX_COLUMNS = 16_384

#: Rows that a spreadsheet can have.
MAX_ROWS = 1_048_576

#: From here on it pays to leave empty columns out one by one: a frame's columns cost time each.
WIDE = 256

#: Cells of a sheet that may be held for what little it says: a stray cell far out costs memory.
MAX_EMPTY = 20_000_000

#: Marks a number that a spreadsheet holds with fewer digits than were typed; values refuse it.
IMPRECISE = "\ufdd0"

#: Stands for a formula that no program has calculated yet: the workbook holds no result of it.
NOT_CALCULATED = "\ufdd1"

#: What makes a cell text in a spreadsheet ('0123), and how it reads after a change of width.
TEXT_MARK, FULL_WIDTH_MARK = "'", "＇"

#: Characters that show nothing: a cell of these alone is empty.
BLANK = (
    "".join(map(chr, [*range(0x21), 0x7F, 0x85, 0xA0, 0xAD, 0x1680, 0x180E]))
    + "".join(map(chr, [*range(0x2000, 0x2010), *range(0x2028, 0x2030)]))
    + "".join(map(chr, [*range(0x205F, 0x2070), 0x3000, 0x3164, 0xFEFF]))
)


#: What a formula that failed shows. The cell reader of workbooks gives such a cell as empty, and a
#: form that writes the text down is treated alike: nobody has stated anything there.
ERRORS = ("#N/A", "#REF!", "#VALUE!", "#DIV/0!", "#NAME?", "#NULL!", "#NUM!", "#GETTING_DATA")


@dataclass(frozen=True)
class Sheet:
    """One sheet. `name` is None where the file has no sheets of its own (CSV).

    `frame` has a column `row` (UInt32, 1-based row of the file, ascending) and String columns
    `c<i>`, where i is the column's position in the file (0 is A). Empty and blank cells are null,
    and so are failed formulas; rows and columns with nothing in them are left out.
    """

    name: str | None
    frame: pl.DataFrame


def make_sheet(name: str | None, frame: pl.DataFrame) -> Sheet:
    """A Sheet of `frame`, whose blank cells become null and whose empty rows and columns go.

    `frame`: `row` and String columns `c<i>`, as Sheet says, with no other nulls than empty cells.
    """
    import polars as pl

    columns = frame.columns[1:]
    if not columns:
        return Sheet(name, frame.head(0))
    # The mark by which a spreadsheet is told that a cell is text is no part of that text.
    typed = frame.with_columns(
        pl.col(columns).str.strip_prefix(TEXT_MARK).str.strip_prefix(FULL_WIDTH_MARK)
    )
    cleaned = typed.with_columns(
        pl.when(
            pl.col(column).str.strip_chars(BLANK) != "",
            ~(pl.col(column).str.starts_with("#") & pl.col(column).is_in(ERRORS)),
        )
        .then(pl.col(column))
        .alias(column)
        for column in columns
    )
    used = cleaned.select(pl.col(columns).is_not_null().any()).row(0)
    kept = [column for column, any_cell in zip(columns, used, strict=True) if any_cell]
    if not kept:
        return Sheet(name, frame.select("row").head(0))
    return Sheet(
        name,
        cleaned.select("row", *kept).filter(pl.any_horizontal(pl.col(kept).is_not_null())),
    )


def check_area(height: int, width: int, filled: int, limit: int = MAX_EMPTY) -> None:
    """Raise Unreadable where `filled` cells are spread over far more than they need."""
    cells = height * width
    if cells > limit and cells > 8 * filled:
        last = f"{column_letters(width - 1)}{height}"
        raise Unreadable("too_many_cells", last=last, cells=cells, limit=limit)


def column_letters(index: int) -> str:
    """The letters of a column as a spreadsheet shows them: 0 is A, 26 is AA."""
    letters = ""
    index += 1
    while index:
        index, place = divmod(index - 1, 26)
        letters = chr(ord("A") + place) + letters
    return letters
