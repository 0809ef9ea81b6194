"""A zip archive, whatever is in it: its entries, bounded, and what each of them unpacks to."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from mmap import mmap
from typing import IO, cast

from loaders.reading.unreadable import Unreadable

MAX_UNPACKED = 512 << 20
MAX_ENTRIES = 20_000
_DENSE = 64 << 20
_MAX_RATIO = 250
_BLOCK = 1 << 20
_PIECE = 1 << 16
_STARTS = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")


def is_zip(data: bytes) -> bool:
    """Whether `data` starts as a zip archive does (xlsx, ods, docx, or a real archive)."""
    return data.startswith(_STARTS)


def entries(data: bytes | mmap) -> list[zipfile.ZipInfo]:
    """What an archive says it holds; raises Unreadable: damaged, too_large, too_many_entries."""
    # A mapped file has all that the zip module asks of a stream.
    stream = io.BytesIO(data) if isinstance(data, bytes) else cast("IO[bytes]", data)
    try:
        with zipfile.ZipFile(stream) as archive:
            found = archive.infolist()
    except (zipfile.BadZipFile, ValueError, OSError, struct.error, NotImplementedError) as error:
        raise Unreadable("damaged") from error
    if len(found) > MAX_ENTRIES:
        raise Unreadable("too_many_entries", entries=len(found), limit=MAX_ENTRIES)
    if sum(entry.file_size for entry in found) > MAX_UNPACKED or any(map(_is_dense, found)):
        raise Unreadable("too_large", limit=MAX_UNPACKED >> 20)
    return found


def is_package(found: Sequence[zipfile.ZipInfo]) -> bool:
    """Whether the entries are parts of one document (xlsx, docx, ods), not files of their own."""
    return any(entry.filename in ("[Content_Types].xml", "mimetype") for entry in found)


def unpack(data: bytes | mmap, entry: zipfile.ZipInfo) -> bytes:
    """The whole of an entry; raises Unreadable as `unpacked` does."""
    return b"".join(unpacked(data, entry))


def _is_dense(entry: zipfile.ZipInfo) -> bool:
    return entry.file_size > _DENSE and entry.file_size > _MAX_RATIO * max(entry.compress_size, 1)


def unpacked(data: bytes | mmap, entry: zipfile.ZipInfo) -> Iterator[bytes]:
    """What an entry unpacks to, in blocks, never more than it claims: a lie is not believed.

    Raises Unreadable: encrypted, damaged, unknown_packing.
    """
    start = entry.header_offset
    if entry.flag_bits & 1:
        raise Unreadable("encrypted")
    if data[start : start + 4] != b"PK\x03\x04" or len(data) < start + 30:
        raise Unreadable("damaged")
    name_length, extra_length = struct.unpack_from("<HH", data, start + 26)
    start += 30 + name_length + extra_length
    stop = min(start + entry.compress_size, len(data))
    if entry.compress_type == zipfile.ZIP_STORED:
        for place in range(start, stop, _BLOCK):
            yield data[place : min(place + _BLOCK, stop)]
        if stop - start < entry.file_size:
            raise Unreadable("damaged")
        return
    if entry.compress_type != zipfile.ZIP_DEFLATED:
        raise Unreadable("unknown_packing")
    inflater = zlib.decompressobj(-15)
    size, place = 0, start
    while not inflater.eof:
        pending = inflater.unconsumed_tail
        if not pending:
            pending = data[place : min(place + _PIECE, stop)]
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
