"""What a file of any form is read as, in a few words."""

from __future__ import annotations

import pytest

from loaders.reading.cells import Sheet, column_letters
from loaders.reading.sheets import read_bytes
from loaders.reading.unreadable import Unreadable


def cells_of(sheet: Sheet) -> dict[int, list[str | None]]:
    return {row[0]: list(row[1:]) for row in sheet.frame.iter_rows()}


def read_text(text: str) -> dict[int, list[str | None]]:
    (sheet,) = read_bytes(text.encode())
    return cells_of(sheet)


def refused(data: bytes) -> str:
    with pytest.raises(Unreadable) as caught:
        read_bytes(data)
    assert caught.value.problem("zh") and caught.value.remedy("en")
    return caught.value.code


def rows_of(sheet: Sheet) -> dict[int, dict[str, str]]:
    """Row in the file → column letters → text; nothing that is empty."""
    return {
        row["row"]: {
            column_letters(int(name[1:])): cell
            for name, cell in row.items()
            if name != "row" and cell is not None
        }
        for row in sheet.frame.iter_rows(named=True)
    }
