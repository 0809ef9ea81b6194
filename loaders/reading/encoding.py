"""The text of a file: by its mark, else strict UTF-8, else strict GB18030, else refused."""

from __future__ import annotations

import codecs
import re

from loaders.reading.unreadable import Unreadable

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_LOOK = 1 << 12
# What the beginning of a roster in UTF-16 is made of, and what ends its cells.
_ROSTER = re.compile(
    "[\t\r\n -~\u00b7\u2010-\u203b\u2460-\u24ff\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]+"
)
_EDGES = re.compile("[\t\r\n,;]")


def to_utf8(data: bytes) -> bytes:
    """`data` as UTF-8 without a mark.

    Raises Unreadable: `encoding`, naming the first bytes that fit nothing; `unmarked_utf16`;
    `binary`, naming the first zero byte.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _no_zero(_recoded(data.removeprefix(mark), encoding, len(mark)))
    for encoding in ("utf-16-le", "utf-16-be"):
        if b"\0" in data[:_LOOK] and _is_roster(data, encoding):
            raise Unreadable("unmarked_utf16")
    _no_zero(data)
    fault = _utf8_fault(data)
    if fault is None:
        return data
    try:
        return data.decode("gb18030").encode("utf-8")
    except UnicodeDecodeError as error:
        # The encoding that got further is the one that was meant.
        raise _not_text(data, max(fault, error.start)) from error


def _is_roster(data: bytes, encoding: str) -> bool:
    """Whether the beginning, read so, is text of cells: any bytes are some text in UTF-16."""
    try:
        head = data[:_LOOK].decode(encoding)
    except UnicodeDecodeError:
        return False
    return _ROSTER.fullmatch(head) is not None and _EDGES.search(head) is not None


def _recoded(data: bytes, encoding: str, shift: int) -> bytes:
    try:
        return data.decode(encoding).encode("utf-8")
    except UnicodeDecodeError as error:
        line = data[: error.start].decode(encoding).count("\n") + 1
        raise _not_text(data, error.start, shift, line) from error


def _no_zero(data: bytes) -> bytes:
    zero = data.find(b"\0")
    if zero >= 0:
        raise Unreadable("binary", at=zero + 1)
    return data


def _utf8_fault(data: bytes) -> int | None:
    """Where strict UTF-8 fails; None where it does not. In blocks, so that memory stays small."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    size = 1 << 24
    for start in range(0, len(data), size):
        pending = len(decoder.getstate()[0])
        try:
            decoder.decode(data[start : start + size], final=start + size >= len(data))
        except UnicodeDecodeError as error:
            return start - pending + error.start
    return None


def _not_text(data: bytes, at: int, shift: int = 0, line: int | None = None) -> Unreadable:
    shown = data[at : at + 4].hex(" ").upper()
    if line is None:
        line = data.count(b"\n", 0, at) + 1
    return Unreadable("encoding", at=at + shift + 1, line=line, bytes=shown)
