"""One file to its sheets, told by its content and not by its suffix."""

from __future__ import annotations

from loaders.reading.cells import IMPRECISE, Sheet
from loaders.reading.csv import read_csv
from loaders.reading.files import SourceFile
from loaders.reading.forms import check_text, is_zip
from loaders.reading.unreadable import Unreadable
from loaders.reading.workbook import read_workbook

__all__ = ["IMPRECISE", "Sheet", "Unreadable", "read", "read_bytes"]


def read(file: SourceFile) -> list[Sheet]:
    """The sheets of a file, in its own order, the empty ones too.

    Raises Unreadable for whatever is no roster: its `code` says why, its `problem` and `remedy`
    say it in words.
    """
    if file.is_lock:
        raise Unreadable("lock_file")
    if not file.path.is_file():
        raise Unreadable("not_a_file")
    try:
        data = file.path.read_bytes()
    except OSError as error:
        raise Unreadable("not_opened", reason=error.strerror or "") from error
    return read_bytes(data)


def read_bytes(data: bytes) -> list[Sheet]:
    """The sheets of a file's content; raises Unreadable as `read` does."""
    if not data:
        raise Unreadable("empty_file")
    if is_zip(data):
        sheets = read_workbook(data)
    else:
        check_text(data)
        sheets = [read_csv(data)]
    if all(sheet.frame.height == 0 for sheet in sheets):
        raise Unreadable("no_cells")
    return sheets
