"""A zip archive looked through before anything opens it: is it bounded, and is it a workbook?

The cell reader unpacks what an archive claims and lays a sheet out as a full rectangle, so both
the true unpacked size and the reach of every sheet are measured first, in small blocks.
"""

from __future__ import annotations

import io
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator

from loaders.reading.cells import MAX_EMPTY, check_area
from loaders.reading.forms import zip_content
from loaders.reading.unreadable import Unreadable

MAX_UNPACKED = 512 << 20
_MAX_ENTRIES = 20_000
_DENSE = 64 << 20
_MAX_RATIO = 250
_BLOCK = 1 << 20
_PIECE = 1 << 16
_PICTURES = ("xl/media/", "Pictures/")

# References of cells and rows: columns from AA on, rows of six digits on; then every one.
_FAR = re.compile(rb"""r=["'](?:([A-Za-z]{2,12})|[A-Za-z]?(?=\d{6}))(\d{1,10})""")
_ANY = re.compile(rb"""r=["']([A-Za-z]{0,12})(\d{1,10})""")


def check_workbook(data: bytes) -> None:
    """Raise Unreadable unless `data` is an xlsx workbook of bounded size.

    Codes: damaged, too_large, too_many_cells, and those of `zip_content`.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = archive.infolist()
    except (zipfile.BadZipFile, ValueError, OSError, struct.error, NotImplementedError) as error:
        raise Unreadable("damaged") from error
    if len(entries) > _MAX_ENTRIES or sum(e.file_size for e in entries) > MAX_UNPACKED:
        raise Unreadable("too_large", limit=MAX_UNPACKED >> 20)
    names = frozenset(entry.filename for entry in entries)
    mimetype = next((entry for entry in entries if entry.filename == "mimetype"), None)
    zip_content(names, b"".join(_unpacked(data, mimetype)) if mimetype is not None else b"")
    if len(names) != len(entries):
        raise Unreadable("damaged")  # two entries of one name: readers differ on which counts
    for entry in entries:
        if entry.filename.startswith(_PICTURES) and entry.compress_type == zipfile.ZIP_STORED:
            continue
        _check_entry(data, entry)


def _check_entry(data: bytes, entry: zipfile.ZipInfo) -> None:
    """Unpack an entry in blocks and, of a sheet, see how far its cells reach."""
    if entry.file_size > _DENSE and entry.file_size > _MAX_RATIO * max(entry.compress_size, 1):
        raise Unreadable("too_large", limit=MAX_UNPACKED >> 20)
    # A look at the far ones only is quick, and says enough of nearly every sheet.
    height, width = _reach(data, entry, _FAR)
    if max(height, 99_999) * width > MAX_EMPTY:
        check_area(*_reach(data, entry, _ANY), _filled(data, entry))


def _reach(data: bytes, entry: zipfile.ZipInfo, references: re.Pattern[bytes]) -> tuple[int, int]:
    """Last row and last column of a sheet, by the `references` of its cells (at least column Z)."""
    columns: set[bytes] = set()
    rows: set[bytes] = {b"0"}
    is_sheet = False
    tail = b""
    for block in _unpacked(data, entry):
        text = tail + block
        is_sheet = is_sheet or b"sheetData" in text
        found = references.findall(text) if is_sheet else []
        if found:
            letters, numbers = zip(*found, strict=True)
            columns.update(letters)
            rows.update(numbers)
        tail = text[-40:]
    return max(map(int, rows)), max(max(map(_column, columns), default=0), 26)


def _filled(data: bytes, entry: zipfile.ZipInfo) -> int:
    """How many cells a sheet writes down."""
    return sum(block.count(b"<c ") + block.count(b":c ") for block in _unpacked(data, entry))


def _column(letters: bytes) -> int:
    """The number of a column by its letters: A is 1."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - ord("A") + 1
    return number


def _unpacked(data: bytes, entry: zipfile.ZipInfo) -> Iterator[bytes]:
    """What an entry unpacks to, never more than it claims: a lying size is not believed."""
    start = entry.header_offset
    if entry.flag_bits & 1:
        raise Unreadable("encrypted")
    if data[start : start + 4] != b"PK\x03\x04" or len(data) < start + 30:
        raise Unreadable("damaged")
    name_length, extra_length = struct.unpack_from("<HH", data, start + 26)
    start += 30 + name_length + extra_length
    packed = memoryview(data)[start : start + entry.compress_size]
    if entry.compress_type == zipfile.ZIP_STORED:
        for place in range(0, len(packed), _BLOCK):
            yield bytes(packed[place : place + _BLOCK])
        return
    if entry.compress_type != zipfile.ZIP_DEFLATED:
        raise Unreadable("damaged")
    inflater = zlib.decompressobj(-15)
    size = place = 0
    while not inflater.eof:
        pending = inflater.unconsumed_tail
        if not pending:
            pending = bytes(packed[place : place + _PIECE])
            place += _PIECE
        if not pending:
            raise Unreadable("damaged")  # it ends before its data do
        try:
            block = inflater.decompress(pending, _BLOCK)
        except zlib.error as error:
            raise Unreadable("damaged") from error
        size += len(block)
        if size > entry.file_size:
            raise Unreadable("damaged")
        yield block
