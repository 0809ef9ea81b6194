"""One file to its sheets, told by its content and not by its suffix."""

from __future__ import annotations

from loaders.reading.archive import entries, is_zip, unpack, unpacked
from loaders.reading.cells import IMPRECISE, Sheet
from loaders.reading.compound import Compound
from loaders.reading.csv import read_separated
from loaders.reading.encoding import to_utf8
from loaders.reading.files import SourceFile
from loaders.reading.forms import form_of, form_of_package, form_of_text, records_of
from loaders.reading.html import read_html
from loaders.reading.markup import blocks
from loaders.reading.opendocument import read_opendocument
from loaders.reading.spreadsheetml import read_spreadsheetml
from loaders.reading.unreadable import Unreadable
from loaders.reading.workbook import read_old_workbook, read_workbook
from loaders.reading.zipped import MAX_TOTAL

__all__ = ["IMPRECISE", "Sheet", "Unreadable", "read", "read_bytes"]


def read(file: SourceFile) -> list[Sheet]:
    """The sheets of a file, in its own order, the empty ones too.

    Raises Unreadable for whatever is no roster: its `code` says why, its `problem` and `remedy`
    say it in words.
    """
    if file.is_lock:
        raise Unreadable("lock_file")
    if not file.is_regular:
        raise Unreadable("not_a_file")
    try:
        data = file.content()
    except OSError as error:
        raise Unreadable("not_opened", reason=error.strerror or "") from error
    try:
        return read_bytes(data)
    except Unreadable as error:
        if error.code == "nested_archive" and not file.steps:
            # `find_files` lists the entries of an archive, and leaves only what is past its bounds.
            raise Unreadable("too_large", limit=MAX_TOTAL >> 20) from error
        raise


def read_bytes(data: bytes) -> list[Sheet]:
    """The sheets of a file's content; raises Unreadable as `read` does."""
    if not data:
        raise Unreadable("empty_file")
    sheets = _package(data) if is_zip(data) else _other(data)
    if all(sheet.frame.height == 0 for sheet in sheets):
        raise Unreadable("no_cells")
    return sheets


def _package(data: bytes) -> list[Sheet]:
    """The sheets of a document that is a zip archive of its parts."""
    found = entries(data)
    parts = {entry.filename: entry for entry in found}
    mimetype = unpack(data, parts["mimetype"]) if "mimetype" in parts else b""
    if form_of_package(parts, mimetype) == "workbook":
        return read_workbook(data, found)
    manifest = parts.get("META-INF/manifest.xml")
    if manifest is not None and b":encryption-data" in unpack(data, manifest):
        raise Unreadable("encrypted")
    if "content.xml" not in parts or len(parts) < len(found):
        raise Unreadable("damaged")
    return read_opendocument(unpacked(data, parts["content.xml"]))


def _other(data: bytes) -> list[Sheet]:
    if form_of(data) == "old_workbook":
        return read_old_workbook(records_of(Compound(data)))
    text = to_utf8(data)
    match form_of_text(text):
        case "spreadsheetml":
            return read_spreadsheetml(text)
        case "flat_opendocument":
            return read_opendocument(blocks(text))
        case "html":
            return read_html(text)
        case _:
            return [read_separated(text)]
