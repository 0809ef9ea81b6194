"""A zip archive of rosters: which files it holds, by what names, and what each of them contains.

An archive within an archive is opened too, one within that is not. Nothing is ever written to
disk, so an entry's path is only a name.
"""

from __future__ import annotations

import mmap
import re
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from zipfile import ZipInfo

from loaders.reading.archive import (
    MAX_ENTRIES,
    MAX_UNPACKED,
    entries,
    is_package,
    is_zip,
    unpack,
    unpacked,
)
from loaders.reading.unreadable import Unreadable

#: What an archive may unpack to together with all that is packed in its entries.
MAX_TOTAL = 4 * MAX_UNPACKED

_UTF8 = 1 << 11
_HAN = re.compile("[\u3400-\u9fff\U00020000-\U0003ffff]")
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f]")

#: The way to an entry: one step, or two where it stands in an archive within the archive.
Steps = tuple[ZipInfo, ...]


def archived(path: Path) -> list[tuple[str, Steps]] | None:
    """Name and way of every file in an archive; None where `path` is no archive of files.

    An archive that is damaged, empty or past all bounds is None too: it is a file like others, and
    reading it says why it can't be read.
    """
    try:
        with _mapped(path) as data:
            if not is_zip(data[:4]):
                return None
            return _Listing(data).found or None
    except (OSError, Unreadable):
        return None


def content(path: Path, steps: Steps) -> bytes:
    """The bytes of an entry; raises OSError, or Unreadable as `archive.unpacked` does."""
    outer, *inner = steps
    if inner:
        return unpack(_inner(path, outer), inner[0])
    with _mapped(path) as data:
        return unpack(data, outer)


def entry_name(entry: ZipInfo) -> str:
    """The name of an entry as text: UTF-8 or, from a Chinese Windows, GBK; separated by slashes."""
    text = entry.orig_filename
    if not entry.flag_bits & _UTF8:
        raw = text.encode("cp437")  # how the zip module has read the bytes
        read = [_decoded(raw, "utf-8"), _decoded(raw, "gb18030")]
        known = [name for name in read if name is not None]
        # Two bytes of GBK can happen to be one letter of UTF-8, but not one that stands in a name.
        han = [name for name in known if name.isascii() or _HAN.search(name)]
        text = next(iter(han or known), text)
    return unicodedata.normalize("NFC", _CONTROL.sub("\ufffd", text.replace("\\", "/")))


class _Listing:
    """The files of an archive, as they are found; raises Unreadable where they are too many."""

    def __init__(self, data: mmap.mmap) -> None:
        self.found: list[tuple[str, Steps]] = []
        self._total = 0
        self._seen = 0
        listed = entries(data)
        if is_package(listed):
            return
        self._count(listed)
        for entry in listed:
            name = entry_name(entry)
            if name.endswith("/"):
                continue
            inner = self._within(data, entry)
            if inner:
                self.found += [(f"{name}!{entry_name(file)}", (entry, file)) for file in inner]
            else:
                self.found.append((name, (entry,)))

    def _within(self, data: mmap.mmap, entry: ZipInfo) -> list[ZipInfo]:
        """The files of an entry that is an archive itself; none where it is any other file."""
        try:
            if not is_zip(next(unpacked(data, entry), b"")):
                return []
            listed = entries(unpack(data, entry))
        except Unreadable:
            return []  # reading the entry will say why
        self._count(listed)
        if is_package(listed):
            return []
        return [file for file in listed if not entry_name(file).endswith("/")]

    def _count(self, listed: list[ZipInfo]) -> None:
        self._total += sum(entry.file_size for entry in listed)
        self._seen += len(listed)
        if self._total > MAX_TOTAL or self._seen > MAX_ENTRIES:
            raise Unreadable("too_large", limit=MAX_TOTAL >> 20)


@contextmanager
def _mapped(path: Path) -> Iterator[mmap.mmap]:
    with path.open("rb") as stream:
        try:
            data = mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ)
        except ValueError as error:  # an empty file
            raise Unreadable("empty_file") from error
        with data:
            yield data


@lru_cache(maxsize=1)
def _inner(path: Path, outer: ZipInfo) -> bytes:
    """An archive within an archive, kept while its entries are read one after the other."""
    with _mapped(path) as data:
        return unpack(data, outer)


def _decoded(raw: bytes, encoding: str) -> str | None:
    try:
        return raw.decode(encoding)
    except UnicodeDecodeError:
        return None
