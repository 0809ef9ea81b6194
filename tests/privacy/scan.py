"""Looks for planted texts in everything that a program has written or printed."""

from __future__ import annotations

import base64
import io
import json
import re
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path
from urllib.parse import quote, unquote

import polars as pl

from tests.privacy.planted import Planted

_DEFLATED = re.compile(rb"eN[A-Za-z0-9+/]{24,}={0,2}")
_GAPS = re.compile(r"[\s\u00a0\u3000-]+")


def leaks(planted: Iterable[Planted], name: str, data: bytes) -> list[str]:
    """What of `planted` is in a file of this name, also packed inside it; a line for each."""
    found = []
    parts = list(_parts(name, data))
    for item in planted:
        needles = {
            encoded
            for form in item.forms
            for encoded in (
                form.encode(),
                form.encode("utf-16-le"),
                form.encode("gb18030"),
                json.dumps(form).strip('"').encode(),
                quote(form).encode(),
            )
        }
        for part, content in parts:
            if any(needle in content for needle in needles):
                found.append(f"{item.kind} {item.written!r} ({item.where}) is in {part}")
    return found


def _parts(name: str, data: bytes) -> Iterator[tuple[str, bytes]]:
    """The bytes themselves, and what a person would see of them after unpacking."""
    yield name, data
    if zipfile.is_zipfile(io.BytesIO(data)):
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for entry in archive.namelist():
                yield from _parts(f"{name}!{entry}", archive.read(entry))
    elif data.startswith(b"PAR1"):
        rows = pl.read_parquet(io.BytesIO(data))
        yield f"{name} (rows)", json.dumps(rows.to_dicts(), ensure_ascii=False).encode()
    elif b"<html" in data[:400].lower():
        for match in _DEFLATED.finditer(data):
            try:
                yield f"{name} (deflated)", zlib.decompress(base64.b64decode(match.group()))
            except (zlib.error, ValueError):
                continue  # letters that only look like it
    if len(data) < 1 << 20:
        text = data.decode("utf-8", errors="ignore")
        yield f"{name} (without gaps)", _GAPS.sub("", unquote(text)).encode()


def leaks_of_folder(planted: Iterable[Planted], folder: Path) -> list[str]:
    """What of `planted` is in the files of a folder, and in the names of its files."""
    items = list(planted)
    found = []
    for path in sorted(folder.rglob("*")):
        found += leaks(items, "a file's name", str(path.relative_to(folder)).encode())
        if path.is_file():
            found += leaks(items, str(path.relative_to(folder)), path.read_bytes())
    return found
