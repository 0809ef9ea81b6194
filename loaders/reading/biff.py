"""The records of an old workbook (BIFF, in xls and et), taken over one by one for the cell reader.

It would reserve memory for the size that a sheet claims, and take GBK text of Excel 5 for UTF-16.
So it is given what a roster needs and no more: cells, texts, formats, merged ranges; formulas as
their values; the texts of Excel 5 in the records of Excel 97.
"""

from __future__ import annotations

import codecs
import struct
from collections.abc import Callable, Iterator

from loaders.reading.cells import MAX_EMPTY, check_area
from loaders.reading.unreadable import Unreadable

_BOF, _EOF, _CONTINUE, _FILE_PASS, _SHEET = 0x0809, 0x000A, 0x003C, 0x002F, 0x0085
_CODE_PAGE, _DATES, _FORMAT, _STYLE, _TEXTS = 0x0042, 0x0022, 0x041E, 0x00E0, 0x00FC
_NUMBER, _RK, _NUMBERS, _TRUTH = 0x0203, 0x027E, 0x00BD, 0x0205
_LABEL, _RICH_LABEL, _SHARED_LABEL = 0x0204, 0x00D6, 0x00FD
_FORMULA, _RESULT, _MERGED = 0x0006, 0x0207, 0x00E5
_CELLS = frozenset((_NUMBER, _RK, _NUMBERS, _TRUTH, _LABEL, _RICH_LABEL, _SHARED_LABEL, _FORMULA))
_GLOBAL = frozenset((_DATES, _FORMAT, _STYLE, _TEXTS, _EOF))

_COLUMNS = 256  # of a sheet, at most
_EXCEL_5, _EXCEL_97 = 0x0500, 0x0600
_UNICODE = 1200
_OLD = (b"\x09\x00", b"\x09\x02", b"\x09\x04")  # the first record of Excel 2 to 4, in no container

# kind, content
_Record = tuple[int, bytes]


def is_older(data: bytes) -> bool:
    """Whether it is a workbook of Excel 2 to 4, which stands in a file without a container."""
    return data.startswith(_OLD) and data[2:4] in (b"\x04\x00", b"\x06\x00", b"\x08\x00")


def taken_over(stream: bytes) -> bytes:
    """The workbook with what a roster needs of it.

    Raises Unreadable: damaged, encrypted, too_many_cells.
    """
    try:
        return _taken_over(stream)
    except struct.error as error:  # a record shorter than its kind
        raise Unreadable("damaged") from error


def _taken_over(stream: bytes) -> bytes:
    head: list[bytes] = []
    sheets: list[tuple[int, bytes, bytes]] = []  # where it begins, its state and type, its name
    decode: Callable[[bytes], str] | None = None
    last = 0
    for kind, data in _records(stream, 0):
        if kind == _BOF:
            (version,) = struct.unpack_from("<H", data)
            if version not in (_EXCEL_5, _EXCEL_97):
                raise Unreadable("damaged")
            if version == _EXCEL_5:
                decode = _decoder(936)
            head.append(_record(_BOF, _start(data)))
        elif kind == _CODE_PAGE and decode is not None:
            decode = _decoder(*struct.unpack_from("<H", data))
        elif kind == _FILE_PASS:
            raise Unreadable("encrypted")
        elif kind == _SHEET:
            (start,) = struct.unpack_from("<I", data)
            name = data[6:] if decode is None else _short(decode(data[7:]))
            sheets.append((start, data[4:6], name))
        elif kind == _FORMAT and decode is not None:
            head.append(_record(_FORMAT, data[:2] + _long(decode(data[3:]))))
        elif kind in _GLOBAL or (kind == _CONTINUE and last == _TEXTS):
            head.append(_record(kind, data))
        last = kind if kind != _CONTINUE else last
    return _assembled(stream, head, sheets, decode)


def _assembled(
    stream: bytes,
    head: list[bytes],
    sheets: list[tuple[int, bytes, bytes]],
    decode: Callable[[bytes], str] | None,
) -> bytes:
    """The workbook's own records, with the new places of its sheets, and the sheets."""
    starts = [start for start, _, _ in sheets]
    if not head or len(set(starts)) < len(starts):
        raise Unreadable("damaged")
    budget = [2 * len(stream)]
    bodies = [b"".join(_sheet(stream, start, decode, budget)) for start in starts]
    listed = sum(4 + 6 + len(name) for _, _, name in sheets)
    code_page = _record(_CODE_PAGE, struct.pack("<H", _UNICODE))
    place = sum(map(len, head)) + len(code_page) + listed
    entries = []
    for (_, state, name), body in zip(sheets, bodies, strict=True):
        entries.append(_record(_SHEET, struct.pack("<I", place) + state + name))
        place += len(body)
    first, *others = head
    return b"".join([first, code_page, *entries, *others, *bodies])


def _sheet(
    stream: bytes, start: int, decode: Callable[[bytes], str] | None, budget: list[int]
) -> Iterator[bytes]:
    """The records of a sheet. `budget`: bytes still to go through, of sheets within sheets."""
    last_row = last_column = -1
    filled = depth = 0
    unpack = struct.unpack_from
    for kind, data in _records(stream, start):
        budget[0] -= len(data) + 4
        if budget[0] < 0:
            raise Unreadable("damaged")
        if kind in (_BOF, _EOF):
            depth += 1 if kind == _BOF else -1
            if (kind, depth) in ((_BOF, 1), (_EOF, 0)):
                yield _record(kind, _start(data) if kind == _BOF else b"")
        elif depth != 1:
            continue  # a chart within the sheet
        elif kind in _CELLS:
            row, column = unpack("<HH", data)
            right = unpack("<H", data, len(data) - 2)[0] if kind == _NUMBERS else column
            if max(column, right) >= _COLUMNS:
                raise Unreadable("damaged")
            filled += right - column + 1
            last_row, last_column = max(last_row, row), max(last_column, column, right)
            if kind == _FORMULA:
                data = data[:20] + b"\0\0"
            elif decode is not None and kind in (_LABEL, _RICH_LABEL):
                kind, data = _LABEL, data[:6] + _long(_counted(data, 6, decode))
            yield _record(kind, data)
        elif kind == _RESULT:
            yield _record(kind, data if decode is None else _long(_counted(data, 0, decode)))
        elif kind == _MERGED:
            yield _record(kind, data)
    if last_row >= 0:
        # The cell reader lays an old sheet out three times.
        check_area(last_row + 1, last_column + 1, filled, MAX_EMPTY // 4)


def _records(stream: bytes, place: int) -> Iterator[_Record]:
    """The records from `place` to the end of their part; raises Unreadable where it never comes."""
    unpack, end, depth = struct.unpack_from, len(stream) - 4, 0
    while place <= end:
        kind, size = unpack("<HH", stream, place)
        place += 4 + size
        if place > len(stream):
            break
        yield kind, stream[place - size : place]
        if kind == _BOF:
            depth += 1
        elif kind == _EOF:
            depth -= 1
            if depth <= 0:
                return
    raise Unreadable("damaged")


def _decoder(code_page: int) -> Callable[[bytes], str]:
    """How the texts of an Excel 5 workbook are read."""
    try:
        found = codecs.lookup("gb18030" if code_page in (936, 10008) else f"cp{code_page}")
    except LookupError as error:
        raise Unreadable("damaged") from error

    def decode(data: bytes) -> str:
        try:
            return found.decode(data, "strict")[0]
        except UnicodeDecodeError as error:
            raise Unreadable("damaged") from error

    return decode


def _counted(data: bytes, at: int, decode: Callable[[bytes], str]) -> str:
    """A text of Excel 5, its length in bytes before it."""
    (length,) = struct.unpack_from("<H", data, at)
    return decode(data[at + 2 : at + 2 + length])


def _long(text: str) -> bytes:
    """A text of Excel 97, its length before it in two bytes."""
    written = text.encode("utf-16-le")
    return struct.pack("<HB", len(written) // 2, 1) + written


def _short(text: str) -> bytes:
    """A text of Excel 97, its length before it in one byte."""
    written = text.encode("utf-16-le")
    return struct.pack("<BB", min(len(written) // 2, 255), 1) + written


def _start(data: bytes) -> bytes:
    """The first record of a part, as of Excel 97."""
    return struct.pack("<H", _EXCEL_97) + data[2:]


def _record(kind: int, data: bytes) -> bytes:
    return struct.pack("<HH", kind, len(data)) + data
