"""The parts of an xlsx workbook, looked through before the cell reader opens it.

It unpacks what an archive claims, reserves what a part claims, and lays a sheet out as a full
rectangle; so true sizes and the reach of every sheet are measured first, in small blocks. It also
looks for some parts under their usual names only; a workbook that names them otherwise is given to
it with the usual ones.
"""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from collections.abc import Iterator, Mapping, Sequence

from loaders.reading.archive import unpack, unpacked
from loaders.reading.cells import MAX_EMPTY, check_area
from loaders.reading.formulas import REACH, marked, may_lack_results
from loaders.reading.markup import blocks, xml_elements
from loaders.reading.unreadable import Unreadable

_LONGEST = 4 << 20  # no row that a program writes is longer
_PICTURES = ("xl/media/", "Pictures/")

# References of cells and rows: columns from AA on, rows of six digits on; then every one, but of
# cells and rows that are only formatted, by the million where somebody has painted whole columns.
_FAR = re.compile(rb"""r=["'](?:([A-Za-z]{2,12})|[A-Za-z]?(?=\d{6}))(\d{1,10})""")
_ANY = re.compile(rb"""r=["']([A-Za-z]{0,12})(\d{1,10})""")

_ATTRIBUTES = rb"""(?:\s[\w:.]{1,40}=(?:"[^"<>]{0,200}"|'[^'<>]{0,200}')){0,40}\s{0,9}"""
_ONLY_FORMAT = re.compile(rb"<c" + _ATTRIBUTES + rb"(?:/>|></c>)")
_ONLY_ROW = re.compile(rb"<row" + _ATTRIBUTES + rb"(?:/>|>\s{0,9}</row>)")

# How many texts a workbook says it has: memory is reserved for them, and each takes some bytes.
_CLAIMED = re.compile(rb"""uniqueCount\s{0,9}=\s{0,9}["'](\d{1,30})""")

_RELATION = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_USUAL = {"sharedStrings": "sharedStrings.xml", "styles": "styles.xml"}


def checked(data: bytes, found: Sequence[zipfile.ZipInfo]) -> bytes:
    """The workbook `data` of these entries, its parts under their usual names.

    In its sheets formulas without a result have NOT_CALCULATED as one.

    Raises Unreadable: damaged, encrypted, too_many_cells.
    """
    by_name = {entry.filename.replace("\\", "/").lower(): entry for entry in found}
    if len(by_name) != len(found):
        raise Unreadable("damaged")  # two entries of one name: readers differ on which counts
    lacking = {
        name
        for name, entry in by_name.items()
        if not (entry.filename.startswith(_PICTURES) and entry.compress_type == zipfile.ZIP_STORED)
        and _check_entry(data, entry)
    }
    usual = _usual_names(data, by_name)
    if not usual and not lacking:
        return data
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, entry in by_name.items():
            part = unpack(data, entry)
            archive.writestr(
                usual.get(name, entry.filename), marked(part) if name in lacking else part
            )
    return stream.getvalue()


def _usual_names(data: bytes, parts: Mapping[str, zipfile.ZipInfo]) -> dict[str, str]:
    """For each part that the cell reader would not find: the name under which it would."""
    book = next(iter(_related(data, parts, "_rels/.rels", "", "officeDocument")), None)
    if book is None or book not in parts:
        raise Unreadable("damaged")
    folder, name = posixpath.split(book)
    relations = posixpath.join(folder, "_rels", f"{name}.rels")
    names = {book: posixpath.join(folder, "workbook.xml")}
    names[relations] = posixpath.join(folder, "_rels", "workbook.xml.rels")
    for kind, usual in _USUAL.items():
        for target in _related(data, parts, relations, folder, kind):
            names[target] = posixpath.join(folder, usual)
    return {name: usual for name, usual in names.items() if name in parts and name != usual.lower()}


def _related(
    data: bytes, parts: Mapping[str, zipfile.ZipInfo], relations: str, folder: str, kind: str
) -> list[str]:
    """The parts that a part of relations names for a kind of relation."""
    if relations not in parts:
        return []
    content = unpack(data, parts[relations]).removeprefix(b"\xef\xbb\xbf")
    return [
        posixpath.normpath(posixpath.join("/", folder, element.get("Target", "").lower())).lstrip(
            "/"
        )
        for element in xml_elements(blocks(content), [_RELATION])
        if element.get("Type", "").endswith(f"/relationships/{kind}")
    ]


def _check_entry(data: bytes, entry: zipfile.ZipInfo) -> bool:
    """Unpack an entry in blocks and, of a sheet, see how far its cells reach.

    Returns whether a formula of it may have no result.
    """
    # A look at the far ones only is quick, and says enough of nearly every sheet.
    reach = _Reach(_FAR)
    lacks = False
    tail = b""
    for block in unpacked(data, entry):
        text = tail + block
        if b"uniqueCount" in text and any(
            int(claim) > entry.file_size for claim in _CLAIMED.findall(text)
        ):
            raise Unreadable("damaged")
        reach.look(text)
        lacks = lacks or (reach.is_sheet and may_lack_results(text))
        tail = text[-REACH:]
    if max(reach.height, 99_999) * max(reach.width, 26) > MAX_EMPTY:
        exact = _Reach(_ANY)
        filled = 0
        for text in _rows(data, entry):
            said = _ONLY_ROW.sub(b"", _ONLY_FORMAT.sub(b"", text))
            exact.look(said)
            filled += said.count(b"<c ") + said.count(b":c ")
        check_area(exact.height, max(exact.width, 1), filled)
    return lacks


class _Reach:
    """Last row and last column of a sheet, by the references of its cells."""

    def __init__(self, references: re.Pattern[bytes]) -> None:
        self.height = self.width = 0
        self._references = references
        self.is_sheet = False

    def look(self, text: bytes) -> None:
        self.is_sheet = self.is_sheet or b"sheetData" in text
        found = self._references.findall(text) if self.is_sheet else []
        if found:
            letters, numbers = zip(*found, strict=True)
            self.width = max(self.width, *map(_column, {*letters}))
            self.height = max(self.height, *map(int, {*numbers}))


def _rows(data: bytes, entry: zipfile.ZipInfo) -> Iterator[bytes]:
    """An unpacked entry in pieces that end where a row begins, or a tag."""
    tail = b""
    for block in unpacked(data, entry):
        text = tail + block
        cut = max(text.rfind(b"<row"), 0) or max(text.rfind(b"<"), 0)
        if len(text) - cut > _LONGEST:
            cut = len(text)
        yield text[:cut]
        tail = text[cut:]
    yield tail


def _column(letters: bytes) -> int:
    """The number of a column by its letters: A is 1."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - ord("A") + 1
    return number
