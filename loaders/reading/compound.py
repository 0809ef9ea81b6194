"""An OLE2 compound file, in which old Excel, WPS and Word keep their documents.

Only what a roster needs: the names at its top, and one stream, in as many steps as the file has
sectors. The workbook is then `wrapped` anew, so that the cell reader, which believes a container's
chains and sizes, sees a sound one.
"""

from __future__ import annotations

import struct
from collections.abc import Sequence
from dataclasses import dataclass

from loaders.reading.unreadable import Unreadable

MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

_SECTOR, _ENTRY = 512, 128
_FREE, _END, _FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
_LAST = 0xFFFFFFFA  # sectors are numbered below
_SMALL = 4096  # shorter streams stand in sectors of 64 bytes within one stream of their own
_MINI = 64


@dataclass(frozen=True)
class _Entry:
    name: str
    is_stream: bool
    start: int
    size: int


class Compound:
    """The entries at the top of a compound file. Raises Unreadable (damaged)."""

    def __init__(self, data: bytes) -> None:
        if len(data) < _SECTOR or not data.startswith(MAGIC):
            raise Unreadable("damaged")
        shift, mini_shift = struct.unpack_from("<HH", data, 30)
        if shift not in (9, 12) or mini_shift != 6:
            raise Unreadable("damaged")
        self._data, self._size = data, 1 << shift
        first_directory, _, _, first_mini, _, first_difat, _ = struct.unpack_from("<7I", data, 48)
        self._table = self._allocation(first_difat)
        directory = self._chain(first_directory, self._table)
        rows = [directory[at : at + _ENTRY] for at in range(0, len(directory) - _ENTRY + 1, _ENTRY)]
        if not rows:
            raise Unreadable("damaged")
        root = _entry(rows[0])
        self._entries = {entry.name.lower(): entry for entry in map(_entry, _top(rows))}
        self._first_mini, self._root = first_mini, root

    def __contains__(self, name: str) -> bool:
        return name.lower() in self._entries

    def stream(self, *names: str) -> bytes | None:
        """The content of the first of `names` that is a stream; None where none is."""
        for name in names:
            entry = self._entries.get(name.lower())
            if entry is not None and entry.is_stream:
                return self._content(entry)
        return None

    def _content(self, entry: _Entry) -> bytes:
        if entry.size >= _SMALL:
            content = self._chain(entry.start, self._table)
        else:
            mini = self._chain(self._first_mini, self._table)
            table = struct.unpack(f"<{len(mini) // 4}I", mini[: len(mini) // 4 * 4])
            within = self._chain(self._root.start, self._table)
            content = b"".join(
                within[sector * _MINI : (sector + 1) * _MINI]
                for sector in _sectors(entry.start, table)
            )
        if len(content) < entry.size:
            raise Unreadable("damaged")
        return content[: entry.size]

    def _sector(self, number: int) -> bytes:
        return self._data[(number + 1) * self._size : (number + 2) * self._size]

    def _chain(self, start: int, table: Sequence[int]) -> bytes:
        return b"".join(map(self._sector, _sectors(start, table)))

    def _allocation(self, next_list: int) -> Sequence[int]:
        """For each sector the one that follows it."""
        listed = list(struct.unpack_from("<109I", self._data, 76))
        seen: set[int] = set()
        while next_list < _LAST:
            more = self._sector(next_list)
            if next_list in seen or len(more) < self._size:
                raise Unreadable("damaged")
            seen.add(next_list)
            *numbers, next_list = struct.unpack(f"<{self._size // 4}I", more)
            listed += numbers
        numbers = [number for number in listed if number < _LAST]
        if len(set(numbers)) < len(numbers):
            raise Unreadable("damaged")
        table = b"".join(map(self._sector, numbers))
        return struct.unpack(f"<{len(table) // 4}I", table[: len(table) // 4 * 4])


def wrapped(stream: bytes, name: str = "Workbook") -> bytes:
    """A compound file with this one stream."""
    stream = stream.ljust(_SMALL, b"\0")
    content = -(-len(stream) // _SECTOR)
    per_sector = _SECTOR // 4
    tables = -(-(content + 1) // (per_sector - 1))
    lists = max(0, -(-(tables - 109) // (per_sector - 1)))
    while tables * per_sector < content + 1 + tables + lists:
        tables += 1
        lists = max(0, -(-(tables - 109) // (per_sector - 1)))
    first_table, first_list = content + 1, content + 1 + tables
    table = [*range(1, content), _END, _END, *[_FAT] * tables, *[_FAT - 1] * lists]
    table += [_FREE] * (tables * per_sector - len(table))
    numbers = list(range(first_table, first_table + tables))
    header = struct.pack(
        "<8s16sHHHHH6x9I",
        *(MAGIC, b"", 0x3E, 3, 0xFFFE, 9, 6, 0, tables, content, 0, _SMALL, _END, 0),
        *(first_list if lists else _END, lists),
    )
    header += struct.pack("<109I", *(numbers + [_FREE] * 109)[:109])
    parts = [header, stream.ljust(content * _SECTOR, b"\0")]
    parts.append(
        (_row("Root Entry", 5, 1, _END, 0) + _row(name, 2, _FREE, 0, len(stream))).ljust(
            _SECTOR, b"\0"
        )
    )
    parts.append(struct.pack(f"<{len(table)}I", *table))
    for place in range(lists):
        part = numbers[109 + place * (per_sector - 1) :][: per_sector - 1]
        part += [_FREE] * (per_sector - 1 - len(part))
        follows = first_list + place + 1 if place + 1 < lists else _END
        parts.append(struct.pack(f"<{per_sector}I", *part, follows))
    return b"".join(parts)


def _row(name: str, kind: int, child: int, start: int, size: int) -> bytes:
    """An entry of the directory."""
    written = name.encode("utf-16-le") + b"\0\0"
    return struct.pack(
        "<64sHBBIII36xIQ", written, len(written), kind, 1, _FREE, _FREE, child, start, size
    )


def _sectors(start: int, table: Sequence[int]) -> list[int]:
    """The sectors from `start` on; raises Unreadable where they go round or out of the file."""
    found: list[int] = []
    while start < _LAST:
        if start >= len(table) or len(found) > len(table):
            raise Unreadable("damaged")
        found.append(start)
        start = table[start]
    return found


def _top(rows: Sequence[bytes]) -> list[bytes]:
    """The entries right below the root: a tree, each with one to its left and one to its right."""
    found: list[bytes] = []
    seen: set[int] = set()
    open_ = [struct.unpack_from("<I", rows[0], 76)[0]]
    while open_:
        number = open_.pop()
        if number >= len(rows) or number in seen:
            continue
        seen.add(number)
        found.append(rows[number])
        open_ += struct.unpack_from("<II", rows[number], 68)
    return found


def _entry(row: bytes) -> _Entry:
    length = struct.unpack_from("<H", row, 64)[0]
    name = row[: max(0, min(length, 64) - 2)].decode("utf-16-le", errors="replace")
    start, size = struct.unpack_from("<II", row, 116)
    return _Entry(name, row[66] == 2, start, size)
